"""The true kind of a file, by its content; a suffix only tells alike kinds apart."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from pathlib import PurePath, PurePosixPath

from doctools.text.encodings import decode

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PACKED = {
    ".docx": "docx",
    ".docm": "docx",
    ".xlsx": "xlsx",
    ".pptx": "pptx",
    ".ofd": "ofd",
    ".odt": "odt",
    ".zip": "zip",
}
"""Suffixes of zip archives; what begins like one under them is no text."""
SIGNATURES = (
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
)
WORD_MAIN = re.compile(
    rb"wordprocessingml\.(?:document|template)\.main\+xml"
    rb"|ms-word\.(?:document|template)\.macroEnabled"
)
HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta)\b"
    r"|MIME-Version:\s*1\.0",
    re.IGNORECASE | re.DOTALL,
)
FLAT_TEXT = re.compile(r'office:mimetype="application/vnd\.oasis\.opendocument\.text"')
FLAT_START = 20_000
"""Characters in which the root element of a flat OpenDocument text ends."""
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    KeyError,
    ValueError,
)
"""What zipfile raises for a damaged, exotic or encrypted member."""


def kind_of(data: bytes, name: str) -> str:
    """Return the kind of a file.

    Args:
        data: its bytes.
        name: its name; the suffix tells .md from .txt and .wps from .doc, whose
            content is alike.

    Returns:
        docx, pdf, txt, md, doc, wps, ofd, rtf, odt, fodt, html, zip, rar, 7z, image, xlsx,
        pptx, ole, encrypted_office, unknown or empty.
    """
    suffix = PurePath(name).suffix.lower()
    plain = (kind for start, kind in SIGNATURES if data.startswith(start))
    kind = "empty" if not data else next(plain, "")
    if kind:
        return kind
    if data.startswith(OLE):
        return _ole_kind(data, suffix)
    if data.startswith(ZIP_STARTS):
        return _zip_kind(data)
    if data.startswith(b"PK") and suffix in _PACKED:
        return _PACKED[suffix]  # the rest of it is gone
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return "image" if _is_picture(data) else _text_kind(data, suffix)


def _is_picture(data: bytes) -> bool:
    """Tell bmp, webp and heic, whose signatures are spread out."""
    return (
        (data[:2] == b"BM" and data[6:10] == b"\0\0\0\0")
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or (data[4:8] == b"ftyp" and data[8:12] in {b"heic", b"heix", b"mif1"})
    )


def _ole_kind(data: bytes, suffix: str) -> str:
    if _has_stream(data, "EncryptedPackage"):
        return "encrypted_office"
    if _has_stream(data, "WordDocument"):
        kingsoft = suffix in {".wps", ".wpt"} or _has_stream(data, "WpsCustomData")
        return "wps" if kingsoft else "doc"
    return "ole"


def _has_stream(data: bytes, name: str) -> bool:
    """Tell whether an OLE file has a directory entry of that name.

    Entries are 128 bytes long and so aligned, begin with the name in UTF-16 and hold
    its length in bytes, the closing NUL included, at offset 64 (MS-CFB 2.6.1).
    """
    wanted = (name + "\0").encode("utf-16-le")
    for found in re.finditer(re.escape(wanted), data, re.IGNORECASE):
        at = found.start()
        length = int.from_bytes(data[at + 64 : at + 66], "little")
        if at % 128 == 0 and length == len(wanted):
            return True
    return False


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _archive_kind(archive)
    except ZIP_ERRORS:
        return _broken_zip_kind(data)


def _archive_kind(archive: zipfile.ZipFile) -> str:
    names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
    if "ofd.xml" in names:
        return "ofd"
    if "mimetype" in names:
        is_text = b"opendocument.text" in _start(archive, names["mimetype"])
        return "odt" if is_text else "unknown"
    if "[content_types].xml" in names:
        types = _start(archive, names["[content_types].xml"])
        if WORD_MAIN.search(types):
            return "docx"
        if b"spreadsheetml" in types or b"ms-excel" in types:
            return "xlsx"
        return "pptx" if b"presentationml" in types else "zip"
    return "zip"


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        return member.read(1_000_000)


def _broken_zip_kind(data: bytes) -> str:
    """Return what a zip without a readable directory was meant to be."""
    marks = (
        (b"word/", "docx"),
        (b"xl/", "xlsx"),
        (b"ppt/", "pptx"),
        (b"OFD.xml", "ofd"),
    )
    return next((kind for mark, kind in marks if mark in data), "zip")


def kind_by_name(path: str) -> str:
    """Return the suffix of a file nobody could look into, `unknown` without one."""
    return PurePosixPath(path).suffix.lower().removeprefix(".") or "unknown"


def _text_kind(data: bytes, suffix: str) -> str:
    try:
        text, _ = decode(data)
    except ValueError:
        return "unknown"
    start = text[:2000]
    if HTML_START.match(start):
        return "html"
    if start.lstrip().startswith("<?xml"):
        return "fodt" if FLAT_TEXT.search(text[:FLAT_START]) else "unknown"
    return "md" if suffix in {".md", ".markdown"} else "txt"
