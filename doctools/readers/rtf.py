"""Reader of RTF files, as Word and WPS write them (RTF 1.9.1)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from doctools.errors import ReadError
from doctools.model import (
    Block,
    Document,
    FileStatus,
    Location,
    Properties,
    Source,
)
from doctools.readers.many import EDGES, require_few
from doctools.readers.numbering import bullet
from doctools.readers.rtf_tokens import Token, tokens
from doctools.readers.rtf_words import (
    ALIGNMENTS,
    CHARACTERS,
    DESTINATIONS,
    ENDS,
    HALF_POINTS,
    INFO,
    LOOKS,
    SKIPPED,
    Fonts,
)
from doctools.readers.runs import Seen
from doctools.readers.styles import Format
from doctools.readers.word_blocks import block_of

MOST_GROUPS = 250_000
"""Groups of a file that is still read: some 3 s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What holds in a group; never changed, as groups within it share it.

    Attributes:
        destination: where its text goes; `skipped` for none.
        font: number of the font.
        look: of characters.
        deleted: whether a tracked change takes the text out.
    """

    destination: str = "body"
    font: int | None = None
    look: Format = field(default_factory=lambda: Format(size=HALF_POINTS / 2))
    deleted: bool = False


@dataclass(slots=True, kw_only=True)
class _Line(Seen):
    """A paragraph as it grows."""

    shown: list[str] = field(default_factory=list)
    number: list[str] = field(default_factory=list)
    alignment: str | None = None
    outline: int | None = None
    in_table: bool = False

    def format(self, word: bytes, number: int | None) -> None:
        """Take a word that may say how the paragraph looks."""
        if word in ALIGNMENTS:
            self.alignment = ALIGNMENTS[word]
        elif word == b"pard":
            self.alignment, self.outline, self.in_table = None, None, False
        elif word == b"outlinelevel":
            self.outline = number
        elif word == b"intbl":
            self.in_table = True


def read_rtf(data: bytes, source: Source) -> Document:
    """Read an RTF file.

    Args:
        data: bytes of the file.
        source: the file.

    Returns:
        The document; automatic numbers as the program that wrote the file shows them,
        deleted and hidden text, headers, notes, comments and text boxes in layers.

    Raises:
        ReadError: damaged or too_large.
    """
    _require_few_groups(data)
    reader = _Reader()
    try:
        for token in tokens(data):
            reader.take(token)
    except (ValueError, IndexError, OverflowError) as error:
        raise ReadError(FileStatus.DAMAGED, "damaged") from error
    return reader.document(source)


def _require_few_groups(data: bytes) -> None:
    if data.count(b"{") > MOST_GROUPS:
        facts = {"limit": str(MOST_GROUPS)}
        raise ReadError(FileStatus.TOO_LARGE, "too_many_groups", **facts)


def holds_pictures(data: bytes) -> bool:
    """Tell whether a file that could be read holds pictures."""
    return b"\\pict" in data


class _Reader:
    """Takes tokens, gives blocks by layer."""

    def __init__(self) -> None:
        self._states = [_State()]
        self._changed: dict[_State, dict[tuple[bytes, int | None], _State]] = {}
        self._fonts = Fonts()
        self._in_fonts = 0
        self._lines: dict[str, _Line] = defaultdict(_Line)
        self._layers: dict[str, list[Block]] = defaultdict(list)
        self._said: dict[str, str] = defaultdict(str)
        self._said_before: dict[str, set[str]] = defaultdict(set)
        self._bytes = b""
        self._high = 0
        self._opened = False
        self._optional = False
        self._paragraphs = 0
        self._place = [-1, 0, 0]
        self._inside = False

    def take(self, token: Token) -> None:
        """Take the next token."""
        if token.kind != "bytes":
            self._flush()
        if token.kind == "{":
            self._states.append(self._states[-1])
            self._in_fonts += bool(self._in_fonts)
        elif token.kind == "}":
            self._close()
        elif token.kind == "bytes":
            self._bytes += token.text
        elif token.kind == "character":
            self._unit(token.number or 0)
        else:
            self._word(token.text, token.number)
            return
        self._opened, self._optional = token.kind == "{", False

    def document(self, source: Source) -> Document:
        """Return the document."""
        self._flush()
        for layer in tuple(self._lines):
            self._end(layer, "par")
        layers = {name: tuple(found) for name, found in self._layers.items() if found}
        return Document(
            source=source,
            blocks=layers.pop("body", ()),
            layers=layers,
            properties=Properties(
                title=self._said["title"].strip() or None,
                author=self._said["author"].strip() or None,
                last_saved_by=self._said["operator"].strip() or None,
            ),
        )

    @property
    def _state(self) -> _State:
        return self._states[-1]

    def _go_to(self, destination: str) -> None:
        self._states[-1] = replace(self._state, destination=destination)

    def _close(self) -> None:
        gone = self._states.pop() if len(self._states) > 1 else self._state
        self._in_fonts -= bool(self._in_fonts)
        now = self._state.destination
        if gone.destination != now and gone.destination in self._lines and gone.destination not in INFO:  # fmt: skip
            self._end(gone.destination, "par")

    def _word(self, word: bytes, number: int | None) -> None:
        optional, self._optional = self._optional, False
        opened, self._opened = self._opened, False
        if word == b"*":
            # Elsewhere than where a group begins, the sign means nothing.
            self._optional = opened
            return
        if word == b"fonttbl":
            self._in_fonts = 1
        if self._in_fonts:
            self._fonts.take(word, number)
        if word == b"info":
            self._go_to("skipped")
        elif word in DESTINATIONS:
            self._enter(DESTINATIONS[word])
        elif word in SKIPPED or (optional and word not in CHARACTERS):
            self._go_to("skipped")
        elif word == b"ansicpg":
            self._fonts.use_page(number)
        elif word in ENDS:
            self._end(self._state.destination, ENDS[word])
        elif word in CHARACTERS:
            self._add(CHARACTERS[word])
        else:
            self._format(word, number, on=number != 0)

    def _enter(self, destination: str) -> None:
        """Enter a group with a text of its own, unless all of it is left out."""
        left_out = self._state.destination == "skipped"
        if destination in INFO or (destination and not left_out):
            self._go_to(destination)

    def _format(self, word: bytes, number: int | None, *, on: bool) -> None:
        """Take a word that says how characters or a paragraph look."""
        if word not in LOOKS:
            self._lines[self._state.destination].format(word, number)
            return
        known = self._changed.setdefault(self._state, {})
        if (word, number) not in known:
            known[word, number] = _changed(self._state, word, number, on=on)
        self._states[-1] = known[word, number]

    def _unit(self, unit: int) -> None:
        """Take a UTF-16 unit; a high surrogate waits for the low one."""
        high, self._high = self._high, 0
        if 0xD800 <= unit < 0xDC00:
            self._high = unit
        elif 0xDC00 <= unit < 0xE000:
            if high:
                self._add(chr(0x10000 + ((high - 0xD800) << 10) + unit - 0xDC00))
        else:
            self._add(chr(unit))

    def _flush(self) -> None:
        """Turn the bytes gathered so far into characters."""
        if self._bytes:
            data, self._bytes = self._bytes, b""
            if not self._in_fonts:
                codec = self._fonts.codec(self._state.font)
                self._add(data.decode(codec, "replace"))

    def _add(self, text: str) -> None:
        state = self._state
        if state.destination == "skipped" or not text:
            return
        if state.destination in INFO:
            self._said[state.destination] += text
        elif state.destination == "number":
            self._lines["body"].number.append(text)
        else:
            line = self._lines[state.destination]
            if line.see(text, state.look, deleted=state.deleted):
                line.shown.append(text)

    def _end(self, layer: str, mark: str) -> None:
        """End a paragraph, a cell or a row of a layer."""
        if layer in {"skipped", "number", *INFO}:
            return
        if mark == "row":
            self._place[1:] = [self._place[1] + 1, 0]
            return
        line = self._lines[layer]
        require_few(self._paragraphs + 1)
        cell = self._cell(layer, line, mark)
        location = Location(paragraph=self._paragraphs, cell=cell)
        self._paragraphs += 1
        text = "".join(line.shown).strip("\n")
        number = _number("".join(line.number).strip())
        if text.strip() or number:
            look = Format(
                alignment=line.alignment,
                outline=line.outline,
                list_level=0 if number else None,
            )
            if not self._is_repeated(layer, text):
                self._layers[layer].append(
                    block_of(
                        text, number=number, look=look, seen=line, location=location
                    )
                )
        for name, lost in line.unseen():
            self._layers[name].append(Block(text=lost, location=location))
        self._lines[layer] = _Line(
            alignment=line.alignment, outline=line.outline, in_table=line.in_table
        )

    def _is_repeated(self, layer: str, text: str) -> bool:
        """Tell whether a header says what that of another section says."""
        if layer not in EDGES:
            return False
        said = self._said_before[layer]
        known = text in said
        said.add(text)
        return known

    def _cell(self, layer: str, line: _Line, mark: str) -> tuple[int, int, int] | None:
        if layer != "body":
            return None
        inside = line.in_table or mark == "cell"
        if inside and not self._inside:
            self._place = [self._place[0] + 1, 0, 0]
        self._inside = inside
        if not inside:
            return None
        table, row, column = self._place
        self._place[2] += mark == "cell"
        return (table, row, column)


def _changed(state: _State, word: bytes, number: int | None, *, on: bool) -> _State:
    """Return what holds after a word that says how characters look."""
    look = state.look
    match word:
        case b"f":
            return replace(state, font=number)
        case b"b":
            return replace(state, look=replace(look, bold=on))
        case b"v":
            return replace(state, look=replace(look, hidden=on))
        case b"fs":
            size = (number or HALF_POINTS) / 2
            return replace(state, look=replace(look, size=size))
        case b"deleted":
            return replace(state, deleted=on)
    return replace(state, look=Format(size=HALF_POINTS / 2), deleted=False)


def _number(written: str) -> str:
    """Return a number as it is shown; signs of symbol fonts are bullets."""
    return (
        bullet(written) if not any(map(str.isalnum, written)) and written else written
    )
