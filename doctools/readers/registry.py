"""Which reader reads which kind, and what is asked of every document read."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from doctools.errors import ReadError
from doctools.layout.secrecy import is_classified
from doctools.model import FileStatus
from doctools.readers import doc, docx, odt, rtf
from doctools.readers.doc import read_doc
from doctools.readers.docx import read_docx
from doctools.readers.html import read_html
from doctools.readers.odt import read_odt
from doctools.readers.ofd import pages_of_ofd, read_ofd
from doctools.readers.pdf import pages_of_pdf, read_pdf
from doctools.readers.photos import count_frames, read_photo
from doctools.readers.plain import read_plain
from doctools.readers.rtf import read_rtf
from doctools.text.encodings import common_share
from doctools.text.normalize import is_han

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doctools.model import Document, Source
    from doctools.readers.pages import Page
    from doctools.readers.recognised import RecognisedPage

READERS: dict[str, Callable[[bytes, Source], Document]] = {
    "docx": read_docx,
    "doc": read_doc,
    "wps": read_doc,
    "pdf": read_pdf,
    "ofd": read_ofd,
    "odt": read_odt,
    "fodt": read_odt,
    "rtf": read_rtf,
    "html": read_html,
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
    "xlsx": (FileStatus.UNSUPPORTED, "unsupported_table"),
    "pptx": (FileStatus.UNSUPPORTED, "unsupported_slides"),
}
"""Status and code of kinds that have no reader."""
HOLD_PICTURES: dict[str, Callable[[bytes], bool]] = {
    "docx": docx.holds_pictures,
    "doc": doc.holds_pictures,
    "wps": doc.holds_pictures,
    "odt": odt.holds_pictures,
    "rtf": rtf.holds_pictures,
}
"""Kinds without pages, and what tells whether a file holds pictures."""
SIGHTED: dict[
    str, Callable[[bytes, Source, Mapping[int, RecognisedPage]], Document]
] = {"pdf": read_pdf, "ofd": read_ofd, "image": read_photo}
"""Kinds whose pages can be recognised, and their readers."""
PAGES: dict[str, Callable[[bytes], list[Page]]] = {
    "pdf": pages_of_pdf,
    "ofd": pages_of_ofd,
}
"""Kinds with pages of type, and what gives them."""
PAGED = frozenset({"pdf", "ofd"})
UNKNOWN = (FileStatus.UNSUPPORTED, "unsupported")

LEAST_CHARACTERS = 20
"""Characters a page of a real paper has at the very least."""
LEAST_COMMON = 0.6
"""Share of common ones among the Chinese characters of a sound text layer."""


def read(
    data: bytes,
    source: Source,
    recognised: Mapping[int, RecognisedPage] = MappingProxyType({}),
) -> Document:
    """Read a file of any kind.

    Args:
        data: its bytes, within the limits of `intake.guard`.
        source: the file; its kind chooses the reader.
        recognised: pages whose text was recognised from their picture, by number.

    Returns:
        The document; it has visible text and bears no secrecy marking.

    Raises:
        ReadError: unsupported, encrypted, damaged, too_large, classified, needs_ocr,
            suspicious_empty or empty.
    """
    if recognised:
        return _read_recognised(data, source, recognised)
    reader = READERS.get(source.kind)
    if reader is None:
        status, code = REFUSED.get(source.kind, UNKNOWN)
        raise ReadError(status, code, kind=source.kind)
    document = reader(data, source)
    if is_classified(document):
        raise ReadError(FileStatus.CLASSIFIED, "classified")
    _require_text(document, data)
    return document


def _read_recognised(
    data: bytes, source: Source, recognised: Mapping[int, RecognisedPage]
) -> Document:
    """Read a file some of whose pages were recognised.

    `recognised` of the document holds their numbers; `warnings` also `lines_lost` where
    a line may be missing.
    """
    if any(page.classified for page in recognised.values()):
        raise ReadError(FileStatus.CLASSIFIED, "classified")
    document = SIGHTED[source.kind](data, source, recognised)
    read_pages = {n: page for n, page in recognised.items() if page.is_read}
    warnings = [*document.warnings]
    if any(page.lost for page in read_pages.values()):
        warnings.insert(0, "lines_lost")
    document = replace(
        document, recognised=tuple(sorted(read_pages)), warnings=tuple(warnings)
    )
    if is_classified(document):
        raise ReadError(FileStatus.CLASSIFIED, "classified")
    if not "".join(document.text.split()):
        facts = {"pages": str(document.pages)}
        raise ReadError(FileStatus.NEEDS_OCR, "illegible", **facts)
    if _is_garbled(document.text):
        raise ReadError(FileStatus.NEEDS_OCR, "garbled_text", pages=str(document.pages))
    return document


def pages_to_recognise(data: bytes, *, kind: str) -> tuple[int, ...]:
    """Return the numbers of the pages that only sight can read.

    Those with ink and next to no text; all where the text is garbled.

    Raises:
        ReadError: too_large or damaged.
    """
    if kind == "image":
        return tuple(range(1, count_frames(data) + 1))
    pages = PAGES[kind](data)
    text = "".join(line.text for page in pages for line in page.lines)
    garbled = _is_garbled(text)
    return tuple(
        page.number
        for page in pages
        if page.has_ink and (garbled or _characters(page) < LEAST_CHARACTERS)
    )


def _characters(page: Page) -> int:
    cells = [
        line for table in page.tables for cell in table.cells for line in cell.lines
    ]
    lines = [*page.lines, *page.tilted, *cells]
    return sum(len("".join(line.text.split())) for line in lines)


def _require_text(document: Document, data: bytes) -> None:
    """Refuse a document whose text was plainly not got hold of."""
    characters = sum(len("".join(block.text.split())) for block in document.blocks)
    pages = document.pages or 1
    facts = {"pages": str(pages), "characters": str(characters)}
    kind = document.source.kind
    if kind in PAGED and _is_garbled(document.text):
        raise ReadError(FileStatus.NEEDS_OCR, "garbled_text", **facts)
    if characters >= LEAST_CHARACTERS * pages:
        return
    if kind in PAGED:
        drawn = "pages_without_text" in document.warnings
    else:
        drawn = kind in HOLD_PICTURES and HOLD_PICTURES[kind](data)
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
