"""Reader of binary Word files: .doc of Word 97 to 2003, and Kingsoft's .wps."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from doctools.errors import ReadError
from doctools.model import Block, Document, FileStatus, Location, Source
from doctools.readers import compound
from doctools.readers.binary_lists import header_kinds, read_lists
from doctools.readers.binary_styles import (
    BinaryStyles,
    character_changes,
    paragraph_changes,
)
from doctools.readers.binary_word import (
    FONTS,
    HEADERS,
    LIST_OVERRIDES,
    LISTS,
    STYLES,
    BinaryWord,
    joined,
)
from doctools.readers.compound import Compound
from doctools.readers.many import require_few, said_before
from doctools.readers.numbering import NumberedList, Numbering
from doctools.readers.runs import Fields, Seen
from doctools.readers.symbols import symbol
from doctools.readers.word_blocks import block_of, label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doctools.readers.binary_word import Piece
    from doctools.readers.styles import Format

MARK = re.compile("[\r\x07\x0c]")
"""What ends a paragraph: its mark, that of a cell or row, that of a section."""
CELL = "\x07"
FIELD_MARKS = {"\x13": "begin", "\x14": "separate", "\x15": "end"}
FIELD = re.compile("([\x13-\x15])")
CHARACTERS = {
    0x0B: "\n",
    0x0E: "\n",
    0x1E: "-",
    0x1F: None,
    **dict.fromkeys((*range(0x09), 0x0A, *range(0x0F, 0x13), *range(0x16, 0x1E))),
}
"""Characters that stand for something else, or for nothing that is text: pictures,
references to notes, discretionary hyphens ([MS-DOC] 2.4.1)."""
DELETED, SYMBOL = 0x0800, 0x6A09
IN_TABLE, ROW_END, NESTED_ROW_END = 0x2416, 0x2417, 0x244C
DROPPED, DROPPED_KIND = 0x442C, 0x07
"""A paragraph that is the large first letter of the next (sprmPDcs), and its bits."""
LAYERS = {
    "footnote": "footnote",
    "comment": "comment",
    "endnote": "endnote",
    "text_box": "text_box",
    "header_box": "header",
}
"""Stories beside the body and the headers, and the layers they go to."""
PICTURES = ("\x01", "\x08")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Characters of a paragraph that lie together; offset of the first, bytes each."""

    text: str
    offset: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paragraph:
    """A paragraph's parts, the mark that ends it and the mark's offset."""

    parts: tuple[_Part, ...]
    mark: str
    offset: int


@dataclass(slots=True, kw_only=True)
class _Seen(Seen):
    """The text shown of a paragraph, and how it looks."""

    shown: list[str] = field(default_factory=list)


def read_doc(data: bytes, source: Source) -> Document:
    """Read a binary Word file.

    Args:
        data: bytes of the file.
        source: the file.

    Returns:
        The document: automatic numbers, hidden and deleted text and all stories as
        from the newer format; `warnings` holds `formats_unreadable` where text could
        be read and its formatting, with the automatic numbers, could not.

    Raises:
        ReadError: damaged, encrypted, unsupported (before Word 97) or too_large.
    """
    try:
        with Compound(data) as container:
            file = BinaryWord(container)
            return replace(
                _Reader(file).document(source), properties=container.properties()
            )
    except compound.ERRORS as error:
        raise ReadError(FileStatus.DAMAGED, "damaged") from error


def holds_pictures(data: bytes) -> bool:
    """Tell whether a file that could be read holds pictures or drawings."""
    with Compound(data) as container:
        pieces = BinaryWord(container).pieces
    return any(mark in piece.text for piece in pieces for mark in PICTURES)


class _Reader:
    """Gathers the blocks of all stories by layer."""

    def __init__(self, file: BinaryWord) -> None:
        self._file = file
        self._layers: dict[str, list[Block]] = {}
        self._warnings: tuple[str, ...] = ()
        self._styles = BinaryStyles(b"")
        self._lists: Mapping[str, NumberedList] = {}
        try:
            self._styles = BinaryStyles(file.table(STYLES), file.table(FONTS))
            self._lists = read_lists(
                file.table(LISTS), file.after_table(LISTS), file.table(LIST_OVERRIDES)
            )
            self._formatted = bool(file.characters and file.paragraphs)
        except compound.ERRORS:
            self._formatted = False
            self._warnings = ("formats_unreadable",)

    def document(self, source: Source) -> Document:
        """Return the document, its properties left out."""
        stories = self._file.stories
        self._story(*stories["body"], layer="body")
        for name, layer in LAYERS.items():
            self._story(*stories[name], layer=layer)
        start, end = stories["header"]
        for first, last, layer in self._headers():
            self._story(start + first, min(start + last, end), layer=layer)
        layers = {name: tuple(found) for name, found in self._layers.items() if found}
        return Document(
            source=source,
            blocks=layers.pop("body", ()),
            layers=layers,
            warnings=self._warnings,
        )

    def _headers(self) -> Iterator[tuple[int, int, str]]:
        try:
            yield from header_kinds(self._file.table(HEADERS))
        except struct.error:
            self._warnings = ("formats_unreadable",)

    def _story(self, start: int, end: int, *, layer: str) -> None:
        found = _Story(self._styles, Numbering(self._lists))
        formatted = self._formatted
        for index, paragraph in enumerate(_paragraphs(self._file.pieces, start, end)):
            require_few(index + 1)
            found.add(paragraph, index, file=self._file if formatted else None)
        for name, blocks in found.layers(layer).items():
            known = self._layers.setdefault(name, [])
            said = said_before(known, layer=layer)
            known += [block for block in blocks if block.text not in said]


class _Story:
    """Turns the paragraphs of one story into blocks, in order."""

    def __init__(self, styles: BinaryStyles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._fields = Fields()
        self._blocks: list[Block] = []
        self._apart: dict[str, list[Block]] = {"hidden": [], "deleted": []}
        self._initial: list[str] = []
        self._table = -1
        self._row = self._column = 0
        self._inside = False

    def layers(self, name: str) -> dict[str, list[Block]]:
        """Return the blocks; those of the story itself under the layer's name."""
        return {name: self._blocks, **self._apart}

    def add(
        self, paragraph: _Paragraph, index: int, *, file: BinaryWord | None
    ) -> None:
        """Take the next paragraph; without its file, as plain text."""
        stretch = file.paragraphs.at(paragraph.offset) if file else None
        changes = stretch.changes if stretch else {}
        style = self._styles.paragraph(stretch.style if stretch else 0)
        own = paragraph_changes(changes)
        look = own.over(style)
        seen = self._read(paragraph, look, file=file)
        self._fields.end_paragraph()
        if changes.get(DROPPED, b"\0")[0] & DROPPED_KIND:
            self._initial = seen.shown
            return
        seen.shown[:0], self._initial = self._initial, []
        location = Location(paragraph=index, cell=self._cell(paragraph, changes))
        self._keep(seen, look=look, own=own, location=location)
        self._pass(paragraph, changes)

    def _read(
        self, paragraph: _Paragraph, look: Format, *, file: BinaryWord | None
    ) -> _Seen:
        seen = _Seen()
        for part in paragraph.parts:
            for text, changes in _runs(part, file):
                written = character_changes(changes, style=look).over(look)
                deleted = bool(changes.get(DELETED, b"\0")[0])
                if SYMBOL in changes:
                    font = int.from_bytes(changes[SYMBOL][:2], "little")
                    glyph = int.from_bytes(changes[SYMBOL][2:4], "little")
                    text = symbol(glyph, self._styles.font(font))  # noqa: PLW2901 - one glyph stands for it
                for piece in FIELD.split(text):
                    plain = joined(piece).translate(CHARACTERS)
                    if piece in FIELD_MARKS:
                        plain = self._fields.meet(FIELD_MARKS[piece])
                    if not self._fields.shown:
                        self._fields.instruct(plain)
                    elif plain and seen.see(plain, written, deleted=deleted):
                        seen.shown.append(plain)
        return seen

    def _keep(
        self, seen: _Seen, *, look: Format, own: Format, location: Location
    ) -> None:
        text = "".join(seen.shown).strip("\n")
        number = ""
        if look.list_id not in {None, "0"} and text.strip():
            number = label(self._numbering, look, own=own)
        if text.strip() or number:
            self._blocks.append(
                block_of(text, number=number, look=look, seen=seen, location=location)
            )
        for name, lost in seen.unseen():
            self._apart[name].append(Block(text=lost, location=location))

    def _cell(
        self, paragraph: _Paragraph, changes: Mapping[int, bytes]
    ) -> tuple[int, int, int] | None:
        """Return where a paragraph stands in a table, if it does."""
        inside = paragraph.mark == CELL or bool(changes.get(IN_TABLE, b"\0")[0])
        if inside and not self._inside:
            self._table += 1
            self._row = self._column = 0
        self._inside = inside
        return (self._table, self._row, self._column) if inside else None

    def _pass(self, paragraph: _Paragraph, changes: Mapping[int, bytes]) -> None:
        """Go on to the next cell or row."""
        if paragraph.mark != CELL:
            return
        if bool(changes.get(ROW_END, b"\0")[0]):
            self._row, self._column = self._row + 1, 0
        else:
            self._column += 1


def _runs(
    part: _Part, file: BinaryWord | None
) -> Iterator[tuple[str, Mapping[int, bytes]]]:
    """Yield the text of a part in stretches of one look."""
    if file is None:
        yield part.text, {}
        return
    end = part.offset + len(part.text) * part.width
    done = 0
    for stretch in file.characters.within(part.offset, end):
        stop = min((stretch.end - part.offset) // part.width, len(part.text))
        begin = max((stretch.start - part.offset) // part.width, done)
        if begin > done:
            yield part.text[done:begin], {}
        if stop > begin:
            yield part.text[begin:stop], stretch.changes
            done = stop
    if done < len(part.text):
        yield part.text[done:], {}


def _paragraphs(
    pieces: tuple[Piece, ...], start: int, end: int
) -> Iterator[_Paragraph]:
    """Yield the paragraphs that stand between two places of the text."""
    parts: list[_Part] = []
    for piece in pieces:
        at = max(start - piece.start, 0)
        stop = min(end - piece.start, len(piece.text))
        while at < stop:
            mark = MARK.search(piece.text, at, stop)
            last = mark.start() if mark else stop
            offset = piece.offset + at * piece.width
            if last > at:
                text = piece.text[at:last]
                parts.append(_Part(text=text, offset=offset, width=piece.width))
            if mark:
                place = piece.offset + last * piece.width
                yield _Paragraph(parts=tuple(parts), mark=mark[0], offset=place)
                parts = []
            at = last + 1
    if parts:
        last_part = parts[-1]
        place = last_part.offset + (len(last_part.text) - 1) * last_part.width
        yield _Paragraph(parts=tuple(parts), mark="", offset=place)
