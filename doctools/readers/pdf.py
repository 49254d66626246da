"""Reader of PDF files with a text layer, over PDFium."""

from __future__ import annotations

import re
from contextlib import closing, suppress
from types import MappingProxyType
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from doctools.errors import ReadError
from doctools.model import Document, FileStatus, Properties, Source
from doctools.readers.pages import Page, read_page
from doctools.readers.paragraphs import join_pages
from doctools.readers.recognised import put_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doctools.readers.recognised import RecognisedPage

MOST_PAGES = 10_000
"""Pages of a file that is still read: some 30 s."""
DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")
"""A date as PDF writes it: D:20100315… (ISO 32000-1, 7.9.4)."""


def read_pdf(
    data: bytes,
    source: Source,
    recognised: Mapping[int, RecognisedPage] = MappingProxyType({}),
) -> Document:
    """Read a PDF.

    Args:
        data: bytes of the file.
        source: the file.
        recognised: pages whose text was recognised, by number; they take the place of
            the file's own.

    Returns:
        The document, wrapped lines joined, tables as cells, running heads and
        watermarks in their layers; `warnings` holds `pages_without_text` where a page
        shows something but has no text, `page_unreadable` where a page is damaged and
        `tables_unread` where cells could not be told from running text.

    Raises:
        ReadError: encrypted, damaged or too_large.
    """
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise ReadError(FileStatus.ENCRYPTED, "encrypted") from error
        raise ReadError(FileStatus.DAMAGED, "damaged") from error
    try:
        return _read(file, source, recognised)
    finally:
        file.close()


def _read(
    file: pypdfium2.PdfDocument,
    source: Source,
    recognised: Mapping[int, RecognisedPage],
) -> Document:
    count = len(file)
    if count > MOST_PAGES:
        facts = {"pages": str(count), "limit": str(MOST_PAGES)}
        raise ReadError(FileStatus.TOO_LARGE, "too_many_pages", **facts)
    pages = put_in(read_pages(file), recognised)
    warnings = ["page_unreadable"] if len(pages) < count else []
    if not pages:
        raise ReadError(FileStatus.DAMAGED, "damaged")
    if any(page.has_ink and not page.lines for page in pages):
        warnings.append("pages_without_text")
    if any(page.tables_unread for page in pages):
        warnings.append("tables_unread")
    layers = {
        name: tuple(typeset.block for typeset in found)
        for name, found in join_pages(pages).layers().items()
    }
    return Document(
        source=source,
        blocks=layers.pop("body", ()),
        layers=layers,
        pages=count,
        properties=_properties(file),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def pages_of_pdf(data: bytes) -> list[Page]:
    """Return the pages of a PDF that can be read.

    Raises:
        ReadError: damaged.
    """
    try:
        with closing(pypdfium2.PdfDocument(data)) as file:
            return read_pages(file)
    except pypdfium2.PdfiumError as error:
        raise ReadError(FileStatus.DAMAGED, "damaged") from error


def read_pages(file: pypdfium2.PdfDocument) -> list[Page]:
    """Return all pages but those that are damaged."""
    pages: list[Page] = []
    for index in range(len(file)):
        with suppress(pypdfium2.PdfiumError):
            pages.append(_read_page(file, index))
    return pages


def _read_page(file: pypdfium2.PdfDocument, index: int) -> Page:
    page = file[index]
    try:
        return read_page(page, index + 1)
    finally:
        page.close()


def _properties(file: pypdfium2.PdfDocument) -> Properties:
    said = {name: value.strip() for name, value in file.get_metadata_dict().items()}
    return Properties(
        title=said.get("Title") or None,
        author=said.get("Author") or None,
        created=_date(said.get("CreationDate", "")),
        modified=_date(said.get("ModDate", "")),
        application=said.get("Creator") or said.get("Producer") or None,
    )


def _date(text: str) -> str | None:
    found = DATE.match(text)
    return "-".join(part for part in found.groups() if part) if found else None
