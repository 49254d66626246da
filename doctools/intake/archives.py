"""Files inside zip archives: listed without being unpacked, read into memory alone.

Nothing of an archive is ever written to disk. An archive that does not keep the limits
is not opened here; it stays a file of its own, and the worker that is given it says why.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO

from doctools.errors import ReadError
from doctools.intake import guard
from doctools.intake.kinds import ZIP_ERRORS, ZIP_STARTS, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

DEEPEST = 2
"""Archives within archives that are opened."""
MOST_INNER_BYTES = 64 * guard.MIB
"""Unpacked size of an archive within an archive that is still opened."""
DIRECTORY_BYTES = 4 * guard.MIB
"""Size of a directory that is still read: ten thousand names of 400 bytes."""
END, END_BYTES = b"PK\x05\x06", 22
"""What the record at the end of an archive begins with, and its size without the
comment, which is of 65,535 bytes at the most (APPNOTE 4.3.16)."""
UTF_8_NAME = 0x800
"""Flag of a member whose name is in UTF-8 (APPNOTE 4.4.4)."""
OWN_SUFFIXES = frozenset({".docx", ".docm", ".dotx", ".xlsx", ".pptx", ".ofd", ".odt"})
"""Suffixes of documents that are archives by their make, and not opened as such."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file inside an archive.

    Attributes:
        path: its path in the archive, with `/`; that of inner archives before it.
        places: its place in the archive's directory, from 0; before it those of the
            archives it lies in.
    """

    path: str
    places: tuple[int, ...]


def members_of(file: Path) -> tuple[Member, ...]:
    """Return the files inside an archive on disk; none if it is not to be opened.

    Raises:
        OSError: the file cannot be read.
    """
    if file.suffix.lower() in OWN_SUFFIXES:
        return ()
    with file.open("rb") as stream:
        if not stream.read(4).startswith(ZIP_STARTS) or not _is_small(stream):
            return ()
        try:
            return tuple(_numbered(_members(stream, depth=1)))
        except (ReadError, *ZIP_ERRORS):
            return ()


def read_member(file: Path, places: Sequence[int], *, most: int) -> bytes:
    """Return the bytes of a file inside an archive.

    Args:
        file: the archive on disk.
        places: of the member, as `Member.places`.
        most: largest unpacked size that is read, in bytes.

    Raises:
        ReadError: it is too large, damaged or gone.
        OSError: the archive cannot be read.
    """
    content, inner = b"", MOST_INNER_BYTES
    for depth, place in enumerate(places, 1):
        limit = inner if depth < len(places) else most
        try:
            if depth == 1:
                content = _read(_directory(file, _stamp(file)), place, most=limit)
            else:
                with zipfile.ZipFile(io.BytesIO(content)) as archive:
                    content = _read(archive, place, most=limit)
        except ZIP_ERRORS as error:
            raise ReadError("damaged", "damaged") from error
    return content


def _stamp(file: Path) -> tuple[int, int]:
    about = file.stat()
    return about.st_mtime_ns, about.st_size


@lru_cache(maxsize=2)
def _directory(file: Path, stamp: tuple[int, int]) -> zipfile.ZipFile:  # noqa: ARG001 - a changed file is another
    """Return an archive on disk: members come one by one, its directory is read once."""
    return zipfile.ZipFile(file)


def _read(archive: zipfile.ZipFile, place: int, *, most: int) -> bytes:
    members = archive.infolist()
    if place >= len(members):
        raise ReadError("locked", "gone")
    member = members[place]
    if member.file_size > most:
        facts = {"size": _millions(member.file_size), "limit": _millions(most)}
        raise ReadError("too_large", "too_large", **facts)
    return archive.read(member)


def _millions(size: int) -> str:
    return str(size // 1_000_000)


def _is_small(stream: BinaryIO) -> bool:
    """Tell whether the directory of an archive may be read here.

    Its size is told at the very end. Larger ones, and those whose size takes more than
    four bytes to tell, are left to a worker with its limits.
    """
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(size - 0xFFFF - END_BYTES, 0))
    tail = stream.read()
    at = tail.rfind(END)
    stream.seek(0)
    directory = int.from_bytes(tail[at + 12 : at + 16], "little")
    return at >= 0 and directory <= DIRECTORY_BYTES


def _members(stream: BinaryIO, *, depth: int) -> Iterator[Member]:
    """Yield the files of an archive and of those in it, in their order.

    Raises:
        ReadError: it does not keep the limits.
    """
    with zipfile.ZipFile(stream) as archive:
        guard.check_archive(archive, limits=guard.DEFAULT_LIMITS)
        for place, info in enumerate(archive.infolist()):
            path = _path(info)
            if info.is_dir() or not path:
                continue
            inner = list(_inner(archive, info, depth=depth))
            for member in inner:
                yield Member(
                    path=f"{path}/{member.path}", places=(place, *member.places)
                )
            if not inner:
                yield Member(path=path, places=(place,))


def _inner(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, depth: int
) -> Iterator[Member]:
    """Yield the files of an archive within an archive; none if it is not to be opened."""
    is_archive = info.filename.lower().endswith(".zip")
    if not is_archive or depth >= DEEPEST or info.file_size > MOST_INNER_BYTES:
        return
    try:
        data = archive.read(info)
        if kind_of(data, info.filename) == "zip" and _is_small(io.BytesIO(data)):
            yield from list(_members(io.BytesIO(data), depth=depth + 1))
    except (ReadError, *ZIP_ERRORS):
        return


def _path(info: zipfile.ZipInfo) -> str:
    """Return a member's path; names without a flag are UTF-8 or GBK, as Windows writes.

    `zipfile` reads them as code page 437, which has a character for every byte.
    """
    name = info.filename
    if not info.flag_bits & UTF_8_NAME:
        written = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = written.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return "/".join(part for part in name.replace("\\", "/").split("/") if part != ".")


def _numbered(members: Iterator[Member]) -> Iterator[Member]:
    """Yield members with a number behind a path that was there before."""
    seen: Counter[str] = Counter()
    for member in members:
        seen[member.path] += 1
        count = seen[member.path]
        path = member.path if count == 1 else f"{member.path}~{count}"
        yield Member(path=path, places=member.places)
