"""Lists of a binary Word file, in the terms of `numbering` ([MS-DOC] 2.9.146 ff.)."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from doctools.readers.numbering import Level, NumberedList

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST_BYTES, OVERRIDE_BYTES, LEVEL_BYTES = 28, 16, 28
LEVELS = 9
SIMPLE, LEGAL, NO_RESTART = 0x01, 0x04, 0x08
STARTS, REFORMATS = 0x10, 0x20
NO_STYLE = 0xFFF
FORMATS = {
    0x00: "decimal",
    0x01: "upperRoman",
    0x02: "lowerRoman",
    0x03: "upperLetter",
    0x04: "lowerLetter",
    0x05: "ordinal",
    0x0A: "ideographDigital",
    0x0B: "japaneseCounting",
    0x0E: "decimalFullWidth",
    0x11: "japaneseDigitalTenThousand",
    0x12: "decimalEnclosedCircle",
    0x13: "decimalFullWidth2",
    0x16: "decimalZero",
    0x17: "bullet",
    0x1A: "decimalEnclosedFullstop",
    0x1B: "decimalEnclosedParen",
    0x1C: "decimalEnclosedCircleChinese",
    0x1D: "ideographEnclosedCircle",
    0x1E: "ideographTraditional",
    0x1F: "ideographZodiac",
    0x21: "taiwaneseCounting",
    0x23: "taiwaneseCountingThousand",
    0x25: "chineseCounting",
    0x26: "chineseLegalSimplified",
    0x27: "chineseCountingThousand",
    0xFF: "none",
}
"""Number formats by their code ([MS-OSHARED] 2.2.1.3) as WordprocessingML names them;
others are shown as digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Definition:
    """A list before anything overrides it."""

    identifier: int
    levels: Mapping[int, Level]


def read_lists(
    lists: bytes, levels: bytes, overrides: bytes
) -> dict[str, NumberedList]:
    """Return the lists of a file by the number paragraphs know them by.

    Args:
        lists: table of list definitions.
        levels: what follows that table: the levels of all of them.
        overrides: table of instances; the first is `1`.
    """
    known = {found.identifier: found for found in _definitions(lists, levels)}
    if len(overrides) < 4:
        return {}
    (count,) = struct.unpack_from("<I", overrides)
    at = 4 + OVERRIDE_BYTES * count
    found = {}
    for index in range(count):
        place = 4 + OVERRIDE_BYTES * index
        identifier, _, _, changed = struct.unpack_from("<iiiB", overrides, place)
        starts: dict[int, int] = {}
        reformatted: dict[int, Level] = {}
        at += 4
        for _ in range(changed):
            at = _override(overrides, at, starts, reformatted)
        if identifier in known:
            found[str(index + 1)] = NumberedList(
                definition=str(identifier),
                levels={**known[identifier].levels, **reformatted},
                starts=starts,
            )
    return found


def _override(
    data: bytes, at: int, starts: dict[int, int], reformatted: dict[int, Level]
) -> int:
    """Note what an instance changes of one level; return where the next begins."""
    start, flags = struct.unpack_from("<iI", data, at)
    index = flags & 0xF
    if flags & STARTS and not flags & REFORMATS:
        starts[index] = start
    at += 8
    if flags & REFORMATS:
        reformatted[index], at = _level(data, at, style=NO_STYLE)
        if flags & STARTS:
            starts[index] = reformatted[index].start
    return at


def _definitions(lists: bytes, levels: bytes) -> Iterator[_Definition]:
    count = int.from_bytes(lists[:2], "little")
    at = 0
    for index in range(count):
        place = 2 + LIST_BYTES * index
        identifier, _, *styles, flags, _ = struct.unpack_from("<ii9HBB", lists, place)
        found = {}
        for level in range(1 if flags & SIMPLE else LEVELS):
            found[level], at = _level(levels, at, style=styles[level])
        yield _Definition(identifier=identifier, levels=found)


def _level(data: bytes, at: int, *, style: int) -> tuple[Level, int]:
    """Return the level written at a place and where it ends (2.9.148)."""
    start, code, flags = struct.unpack_from("<iBB", data, at)
    characters, paragraph, limit = struct.unpack_from("<BBB", data, at + 24)
    at += LEVEL_BYTES + characters + paragraph
    (length,) = struct.unpack_from("<H", data, at)
    text = data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    level = Level(
        start=start,
        format=FORMATS.get(code, "decimal"),
        text="".join(f"%{ord(c) + 1}" if ord(c) < LEVELS else c for c in text),
        legal=bool(flags & LEGAL),
        restart=limit if flags & NO_RESTART else None,
        style=None if style == NO_STYLE else str(style),
    )
    return level, at + 2 + 2 * length


def header_kinds(bounds: bytes) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and layer of each text in the story of headers (2.8.15).

    The first six are separators of notes; then each section has its even and odd
    header, even and odd footer, first header and first footer.
    """
    count = len(bounds) // 4
    places = struct.unpack_from(f"<{count}I", bounds)
    for index, (start, end) in enumerate(pairwise(places[:-1])):
        if index >= 6 and end > start:
            yield start, end, "footer" if index % 6 in {2, 3, 5} else "header"
