"""What every part speaks of: documents, blocks, positions, outcomes of reading.

All offsets count Unicode code points, are 0-based and half-open. Values are frozen;
sequences are tuples.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import accumulate


class FileStatus(StrEnum):
    """How the reading of one input file ended; every input has exactly one."""

    OK = "ok"
    PARTIAL = "partial"
    EMPTY = "empty"
    NEEDS_OCR = "needs_ocr"
    SUSPICIOUS_EMPTY = "suspicious_empty"
    CLASSIFIED = "classified"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"
    LOCKED = "locked"
    SKIPPED = "skipped"


class BlockKind(StrEnum):
    """What a block is on the page."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a block stands in its source, precise enough to write back.

    Attributes:
        page: 1-based page, or None where the format has no pages.
        paragraph: 0-based index of the source paragraph: in a Word part the index of
            its `w:p` in document order, in plain text the line.
        cell: table, row and column (each 0-based) of a table cell.
        box: left, top, right, bottom in points from the page's top left corner.
    """

    page: int | None = None
    paragraph: int | None = None
    cell: tuple[int, int, int] | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading or table cell.

    Attributes:
        text: its text as a reader of the page sees it, without an automatic number.
        number: automatic label as Word shows it (`一、`), or empty.
        kind: what it is.
        level: heading or outline level from 1, or 0.
        location: where it stands in the source.
        bold: whether all of its visible characters are bold.
        centered: whether it is set in the middle of the line.
        size: commonest type size in points, or None where not known.
    """

    text: str
    number: str = ""
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    location: Location = field(default_factory=Location)
    bold: bool = False
    centered: bool = False
    size: float | None = None

    @property
    def shown(self) -> str:
        """The automatic number followed by the text."""
        return self.number + self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of characters of one block's own text."""

    block: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file a document was read from.

    Attributes:
        path: as in the contract: relative, with `/`.
        sha256: hexadecimal digest of the file's bytes.
        kind: true kind by content: docx, pdf, txt …
        size: bytes.
    """

    path: str
    sha256: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Properties:
    """What the file says of itself: evidence, never truth. Dates are ISO strings."""

    title: str | None = None
    author: str | None = None
    last_saved_by: str | None = None
    created: str | None = None
    modified: str | None = None
    application: str | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file's text, positioned.

    Attributes:
        source: the file.
        blocks: the body, in reading order; table cells row by row.
        layers: text kept apart from the body: header, footer, footnote, endnote,
            comment, text_box, hidden, deleted, watermark (text set across the page), seal
            (names of electronic seals).
        pages: number of pages, or None where the format has none.
        properties: what the file says of itself.
        warnings: codes of what could not be read in full.
        recognised: numbers of the pages whose text was recognised from their picture.
    """

    source: Source
    blocks: tuple[Block, ...]
    layers: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    pages: int | None = None
    properties: Properties = field(default_factory=Properties)
    warnings: tuple[str, ...] = ()
    recognised: tuple[int, ...] = ()

    @cached_property
    def text(self) -> str:
        r"""The document text: every body block's number and text, joined by `\n`."""
        return "\n".join(block.shown for block in self.blocks)

    @cached_property
    def block_starts(self) -> tuple[int, ...]:
        """Offset in the document text at which each block's own `text` begins.

        The automatic number stands before it.
        """
        lengths = (len(block.shown) + 1 for block in self.blocks)
        starts = accumulate(lengths, initial=0)
        return tuple(
            start + len(block.number)
            for start, block in zip(starts, self.blocks, strict=False)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A date as far as it is known; what is not stated stays None.

    `str` gives `2010-03-15`, `2010-03`, `--03`, `2010-Q1`, `2010-H1` or `2010`.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None

    def __str__(self) -> str:
        year = "-" if self.year is None else f"{self.year:04d}"
        if self.month is not None:
            day = "" if self.day is None else f"-{self.day:02d}"
            return f"{year}-{self.month:02d}{day}"
        if self.quarter is not None:
            return f"{year}-Q{self.quarter}"
        if self.half is not None:
            return f"{year}-H{self.half}"
        return year


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a field has its value.

    Attributes:
        source: author_line, signature, file_name, folder, properties, title, body,
            table, campaign, mapping.
        text: the words it was read from.
        block: body block they stand in, or None.
    """

    source: str
    text: str
    block: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A part of the document with a role.

    Roles: copy_number, secrecy, urgency, document_number, issuer, title, subtitle,
    addressee, author_line, date, signature, attachment, note, copy_to, printed, heading.

    Attributes:
        block: index in its layer, which is the body but for marks that stand in a
            header or text box.
    """

    role: str
    block: int
    start: int
    end: int
    text: str
    level: int = 0
    layer: str = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What the page says: elements, title and kind of document.

    Attributes:
        title: the title's lines joined, or empty.
        elements: in order of appearance.
        document_type: one of `layout.doctype.DOCUMENT_TYPES`, or None if unknown.
        certain: whether title and body signs leave no doubt.
        type_evidence: what the type was read from.
    """

    title: str
    elements: tuple[Element, ...]
    document_type: str | None
    certain: bool
    type_evidence: Evidence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOutcome:
    """How one input ended.

    Attributes:
        path: as in the contract.
        sha256: of the bytes, or None if they could not be read.
        kind: true kind by content, or the suffix where it is not known.
        status: see `FileStatus`.
        code: stable code of the reason, or None for a plain `ok`.
        detail: facts behind the code: numbers, names; no prose, no text of the file.
        characters: code points of the document text, or None.
        pages: number of pages, or None.
        recognised: how many of them were recognised from their picture: what they are
            quoted for may be misread.
    """

    path: str
    sha256: str | None
    kind: str
    status: FileStatus
    code: str | None = None
    detail: Mapping[str, str] = field(default_factory=dict)
    characters: int | None = None
    pages: int | None = None
    recognised: int = 0
