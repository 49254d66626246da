"""Which reader reads which kind, and what is asked of every document read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.errors import ReadError
from doctools.layout.secrecy import is_classified
from doctools.model import FileStatus
from doctools.readers.docx import holds_pictures, read_docx
from doctools.readers.pdf import read_pdf
from doctools.readers.plain import read_plain
from doctools.text.encodings import common_share
from doctools.text.normalize import is_han

if TYPE_CHECKING:
    from collections.abc import Callable

    from doctools.model import Document, Source

READERS: dict[str, Callable[[bytes, Source], Document]] = {
    "docx": read_docx,
    "pdf": read_pdf,
    "txt": read_plain,
    "md": read_plain,
}
"""Kind of a file and its reader; readers raise ReadError."""

REFUSED = {
    "empty": (FileStatus.EMPTY, "empty_file"),
    "encrypted_office": (FileStatus.ENCRYPTED, "encrypted"),
    "image": (FileStatus.NEEDS_OCR, "picture"),
    "zip": (FileStatus.UNSUPPORTED, "unsupported_archive"),
    "rar": (FileStatus.UNSUPPORTED, "unsupported_archive"),
    "7z": (FileStatus.UNSUPPORTED, "unsupported_archive"),
    "doc": (FileStatus.UNSUPPORTED, "unsupported_word"),
    "wps": (FileStatus.UNSUPPORTED, "unsupported_word"),
    "rtf": (FileStatus.UNSUPPORTED, "unsupported_word"),
    "odt": (FileStatus.UNSUPPORTED, "unsupported_word"),
    "html": (FileStatus.UNSUPPORTED, "unsupported_word"),
    "ofd": (FileStatus.UNSUPPORTED, "unsupported_ofd"),
    "xlsx": (FileStatus.UNSUPPORTED, "unsupported_table"),
    "pptx": (FileStatus.UNSUPPORTED, "unsupported_slides"),
}
"""Status and code of kinds that have no reader."""
UNKNOWN = (FileStatus.UNSUPPORTED, "unsupported")

LEAST_CHARACTERS = 20
"""Characters a page of a real paper has at the very least."""
LEAST_COMMON = 0.6
"""Share of common ones among the Chinese characters of a sound text layer."""


def read(data: bytes, source: Source) -> Document:
    """Read a file of any kind.

    Args:
        data: its bytes, within the limits of `intake.guard`.
        source: the file; its kind chooses the reader.

    Returns:
        The document; it has visible text and bears no secrecy marking.

    Raises:
        ReadError: unsupported, encrypted, damaged, too_large, classified, needs_ocr,
            suspicious_empty or empty.
    """
    reader = READERS.get(source.kind)
    if reader is None:
        status, code = REFUSED.get(source.kind, UNKNOWN)
        raise ReadError(status, code, kind=source.kind)
    document = reader(data, source)
    if is_classified(document):
        raise ReadError(FileStatus.CLASSIFIED, "classified")
    _require_text(document, data)
    return document


def _require_text(document: Document, data: bytes) -> None:
    """Refuse a document whose text was plainly not got hold of."""
    characters = sum(len("".join(block.text.split())) for block in document.blocks)
    pages = document.pages or 1
    facts = {"pages": str(pages), "characters": str(characters)}
    if document.source.kind == "pdf" and _is_garbled(document.text):
        raise ReadError(FileStatus.NEEDS_OCR, "garbled_text", **facts)
    if characters >= LEAST_CHARACTERS * pages:
        return
    if document.source.kind == "pdf":
        drawn = "pages_without_text" in document.warnings
    else:
        drawn = document.source.kind == "docx" and holds_pictures(data)
    if drawn:
        status = FileStatus.SUSPICIOUS_EMPTY if characters else FileStatus.NEEDS_OCR
        raise ReadError(status, status.value, **facts)
    if characters:
        return
    if document.layers.get("text_box"):
        raise ReadError(FileStatus.SUSPICIOUS_EMPTY, "text_in_boxes_only")
    raise ReadError(FileStatus.EMPTY, "empty")


def _is_garbled(text: str) -> bool:
    """Tell whether a text layer gives other characters than the page shows.

    Fonts without a right character map give rare Chinese characters or such of the
    private use area instead.
    """
    odd = [c for c in text if is_han(c) or "\ue000" <= c <= "\uf8ff" or c == "\ufffd"]
    return len(odd) >= LEAST_CHARACTERS and common_share("".join(odd)) < LEAST_COMMON
