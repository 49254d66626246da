"""The text of a binary Word file (.doc, Kingsoft .wps), and where its parts stand.

Structures are those of [MS-DOC]; the numbers behind names are section numbers of it.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from doctools.errors import ReadError
from doctools.model import FileStatus
from doctools.readers.binary_formats import character_stretches, paragraph_stretches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.readers.binary_formats import Stretches
    from doctools.readers.compound import Compound

WORD, WORD_6 = 0xA5EC, 0xA5DC
"""First bytes of a file, and of one from before Word 97 (2.5.2)."""
WORD_97 = 0xC1
"""Version from which files are laid out as described (2.5.1)."""
ENCRYPTED, SECOND_TABLE = 0x0100, 0x0200
STORIES = (
    ("body", 3),
    ("footnote", 4),
    ("header", 5),
    ("macro", 6),
    ("comment", 7),
    ("endnote", 8),
    ("text_box", 9),
    ("header_box", 10),
)
"""Stories in the order of their text, and where their lengths stand (2.5.4)."""
STYLES, HEADERS, CHARACTERS, PARAGRAPHS, FONTS, PIECES, LISTS, LIST_OVERRIDES = (
    1, 11, 12, 13, 15, 33, 73, 74,
)  # fmt: skip
"""Places of tables in the list of them (2.5.6)."""
COMPRESSED = 0x40000000
"""Flag of a piece whose characters take a byte each (2.9.73)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Text that lies together in the file.

    Attributes:
        start: place of its first character in the whole text, in UTF-16 units.
        offset: of its first byte in the main stream.
        width: bytes of a unit, 1 or 2.
        text: its characters; each unit is one, halves of surrogate pairs too.
    """

    start: int
    offset: int
    width: int
    text: str

    @property
    def end(self) -> int:
        """Place after its last character."""
        return self.start + len(self.text)


class BinaryWord:
    """An opened file.

    Attributes:
        pieces: its text in order.
        stories: start and end of each story in the text, by name.

    Raises:
        ReadError: encrypted, or of a version that is not read.
        ERRORS: of `compound`, if it is damaged.
    """

    def __init__(self, compound: Compound) -> None:
        self._main = compound.stream("WordDocument")
        first, version, flags = self._start()
        if flags & ENCRYPTED:
            raise ReadError(FileStatus.ENCRYPTED, "encrypted")
        if first == WORD_6 or version < WORD_97:
            raise ReadError(FileStatus.UNSUPPORTED, "unsupported_word", kind="doc")
        name = "1Table" if flags & SECOND_TABLE else "0Table"
        self._table = compound.stream(name)
        words = 0x22 + 2 * self._short(0x20)
        self._lengths = words + 2
        self._places = self._lengths + 4 * self._short(words) + 2
        self.pieces = tuple(self._pieces())
        self.stories = self._stories()

    def _start(self) -> tuple[int, int, int]:
        """Return the first bytes, the version and the flags."""
        first = self._short(0)
        if first not in {WORD, WORD_6}:
            message = "not a Word file"
            raise ValueError(message)
        return first, self._short(2), self._short(0x0A)

    def table(self, place: int) -> bytes:
        """Return one of the tables, empty if the file has none of the sort."""
        offset, length = struct.unpack_from("<II", self._main, self._places + 8 * place)
        return self._table[offset : offset + length]

    def after_table(self, place: int) -> bytes:
        """Return what follows a table: the levels of lists do (2.9.150)."""
        offset, length = struct.unpack_from("<II", self._main, self._places + 8 * place)
        return self._table[offset + length :]

    @cached_property
    def characters(self) -> Stretches:
        """What is said of characters, by place in the file."""
        return character_stretches(self._main, self.table(CHARACTERS))

    @cached_property
    def paragraphs(self) -> Stretches:
        """What is said of paragraphs, by place in the file."""
        return paragraph_stretches(self._main, self.table(PARAGRAPHS))

    def _short(self, at: int) -> int:
        return int(struct.unpack_from("<H", self._main, at)[0])

    def _pieces(self) -> Iterator[Piece]:
        places = self._piece_table()
        count = (len(places) - 4) // 12
        bounds = struct.unpack_from(f"<{count + 1}I", places)
        for index, (start, end) in enumerate(pairwise(bounds)):
            at = 4 * (count + 1) + 8 * index + 2
            (offset,) = struct.unpack_from("<I", places, at)
            if offset & COMPRESSED:
                offset, width, encoding = (offset & ~COMPRESSED) // 2, 1, "cp1252"
            else:
                width, encoding = 2, "utf-16-le"
            data = self._main[offset : offset + width * max(end - start, 0)]
            text = data.decode(encoding, "replace") if width == 1 else _units(data)
            yield Piece(start=start, offset=offset, width=width, text=text)

    def _piece_table(self) -> bytes:
        """Return the table of pieces; lists of changes may stand before it (2.9.38)."""
        data = self.table(PIECES)
        at = 0
        while data[at] == 1:
            at += 3 + int.from_bytes(data[at + 1 : at + 3], "little")
        length = int.from_bytes(data[at + 1 : at + 5], "little")
        return data[at + 5 : at + 5 + length]

    def _stories(self) -> dict[str, tuple[int, int]]:
        lengths = [
            struct.unpack_from("<i", self._main, self._lengths + 4 * place)[0]
            for _, place in STORIES
        ]
        bounds = accumulate((max(length, 0) for length in lengths), initial=0)
        return {
            name: span
            for (name, _), span in zip(STORIES, pairwise(bounds), strict=True)
        }


def _units(data: bytes) -> str:
    """Return one character for each UTF-16 unit; `joined` makes pairs whole."""
    even = len(data) - len(data) % 2
    return (
        data[:even].decode("utf-16-le", "surrogatepass")
        if not _has_pairs(data)
        else "".join(map(chr, struct.unpack(f"<{even // 2}H", data[:even])))
    )


def _has_pairs(data: bytes) -> bool:
    return any(0xD8 <= high <= 0xDF for high in data[1::2])


def joined(text: str) -> str:
    """Return a text whose surrogate pairs are single characters."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
