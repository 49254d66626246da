"""Limits that a file must keep before any parser sees it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from itertools import pairwise

from doctools.errors import ReadError
from doctools.intake.kinds import ZIP_ERRORS
from doctools.model import FileStatus

MIB = 1024 * 1024
ZIPPED = frozenset({"docx", "xlsx", "pptx", "ofd", "odt", "zip"})
MARKED_UP = frozenset({"docx", "xlsx", "pptx", "ofd", "odt"})
PLAIN = frozenset({"txt", "md", "html", "rtf", "fodt"})
LOCAL_HEADER = 30
"""Bytes of a member's local header before its name (APPNOTE 4.3.7)."""
MACROS = ("Basic/", "Dialogs/")
"""Folders of an OpenDocument text whose parts LibreOffice itself gives a declaration;
they are never parsed."""
ROOT = re.compile(rb"<[A-Za-z_]")
PROLOG = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is still opened. Sizes are bytes.

    Attributes:
        file_bytes: size of a file.
        text_bytes: size of a plain text.
        members: files in an archive.
        member_bytes: unpacked size of one member.
        total_bytes: unpacked size of all.
        ratio: unpacked to packed size of a member or archive past `ratio_from`.
        ratio_from: unpacked size from which the ratio counts.
    """

    file_bytes: int = 200_000_000
    text_bytes: int = 32 * MIB
    members: int = 10_000
    member_bytes: int = 256 * MIB
    total_bytes: int = 1024 * MIB
    ratio: int = 100
    ratio_from: int = 10 * MIB


DEFAULT_LIMITS = Limits()


def check(data: bytes, *, kind: str, limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse a file that is too large, a bomb, malformed or locked by a password.

    Args:
        data: bytes of the file.
        kind: its true kind.
        limits: what is still opened.

    Raises:
        ReadError: too_large, damaged or encrypted.
    """
    allowed = limits.text_bytes if kind in PLAIN else limits.file_bytes
    if len(data) > allowed:
        facts = {"size": _mib(len(data)), "limit": _mib(allowed)}
        raise ReadError(FileStatus.TOO_LARGE, "too_large", **facts)
    if kind == "encrypted_office":
        raise ReadError(FileStatus.ENCRYPTED, "encrypted")
    if kind in ZIPPED:
        _check_archive(data, kind=kind, limits=limits)


def _mib(size: int) -> str:
    return f"{size / MIB:.1f}"


def check_archive(archive: zipfile.ZipFile, *, limits: Limits) -> None:
    """Refuse an opened archive that is a bomb, malformed or locked by a password.

    Raises:
        ReadError: too_large, damaged or encrypted.
    """
    members = archive.infolist()
    _check_sizes(members, limits=limits)
    _check_members(members, end=archive.start_dir)


def _check_archive(data: bytes, *, kind: str, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_archive(archive, limits=limits)
            if kind in MARKED_UP:
                _check_doctypes(archive)
    except ZIP_ERRORS as error:
        raise ReadError(FileStatus.DAMAGED, "damaged") from error


def _check_sizes(members: list[zipfile.ZipInfo], *, limits: Limits) -> None:
    if len(members) > limits.members:
        facts = {"members": str(len(members)), "limit": str(limits.members)}
        raise ReadError(FileStatus.TOO_LARGE, "too_many_members", **facts)
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    largest = max((member.file_size for member in members), default=0)
    if largest > limits.member_bytes or total > limits.total_bytes:
        raise ReadError(FileStatus.TOO_LARGE, "unpacks_too_large", size=_mib(total))
    sizes = [(member.file_size, member.compress_size) for member in members]
    for unpacked, stored in (*sizes, (total, packed)):
        if unpacked > limits.ratio_from and unpacked > limits.ratio * stored:
            raise ReadError(FileStatus.TOO_LARGE, "unpacks_too_large", size=_mib(total))


def _check_members(members: list[zipfile.ZipInfo], *, end: int) -> None:
    """Refuse encrypted members, names that lead out, members that share bytes."""
    for member in members:
        if member.flag_bits & 1:
            raise ReadError(FileStatus.ENCRYPTED, "encrypted")
        name = member.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
            raise ReadError(FileStatus.DAMAGED, "unsafe_archive")
    begins = sorted(
        (
            member.header_offset,
            member.header_offset + LOCAL_HEADER + member.compress_size,
        )
        for member in members
    )
    for (_, stop), (start, _) in pairwise((*begins, (end, end))):
        if stop > start:
            raise ReadError(FileStatus.DAMAGED, "unsafe_archive")


def _check_doctypes(archive: zipfile.ZipFile) -> None:
    """Refuse document type declarations: OOXML forbids them (ECMA-376 part 2, 9.1.5).

    One may only stand before the root element, so the start of a part is enough.
    """
    for name in archive.namelist():
        if not name.lower().endswith((".xml", ".rels")) or name.startswith(MACROS):
            continue
        with archive.open(name) as part:
            start = part.read(PROLOG).replace(b"\0", b"")
        root = ROOT.search(start)
        if b"<!DOCTYPE" in start[: root.start() if root else None]:
            raise ReadError(FileStatus.DAMAGED, "unsafe_xml")
