"""Formatting of a binary Word file: property changes, and the pages that hold them.

A property change (`sprm`) is a code and an operand; formatted pages list, for
stretches of the file, the changes that hold there ([MS-DOC] 2.2.5, 2.9.33, 2.9.174).
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = 512
"""Bytes of a formatted page."""
OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)
"""Bytes of an operand by the topmost three bits of its code; 0: its first byte says."""
DEFINE_TABLE, CHANGE_TABS = 0xD608, 0xC615
"""Codes whose operand's length is told in another way ([MS-DOC] 2.9.215)."""
LARGEST = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Bytes of the text with the same changes.

    Attributes:
        start: offset of the first byte.
        end: offset after the last.
        style: index of the paragraph's style; 0 for characters.
        changes: operands by code.
    """

    start: int
    end: int
    style: int
    changes: dict[int, bytes]


class Stretches:
    """All stretches of one sort, by place."""

    def __init__(self, found: list[Stretch]) -> None:
        self._found = sorted(found, key=lambda stretch: stretch.start)
        self._starts = [stretch.start for stretch in self._found]

    def at(self, offset: int) -> Stretch | None:
        """Return the stretch a byte lies in."""
        place = bisect_right(self._starts, offset) - 1
        found = self._found[place] if place >= 0 else None
        return found if found and offset < found.end else None

    def within(self, start: int, end: int) -> Iterator[Stretch]:
        """Yield the stretches that share a byte with a range, in order."""
        place = max(bisect_right(self._starts, start) - 1, 0)
        for found in self._found[place:]:
            if found.start >= end:
                return
            if found.end > start:
                yield found


def changes_of(data: bytes) -> dict[int, bytes]:
    """Return the operands of a list of changes by code; a later one wins.

    A list cut short ends where it is cut.
    """
    found: dict[int, bytes] = {}
    at = 0
    while at + 2 < len(data):
        code = int.from_bytes(data[at : at + 2], "little")
        at += 2
        length = OPERANDS[code >> 13]
        if not length:
            length, at = _told_length(data, at, code)
        found[code] = data[at : at + length]
        at += length
    return found


def _told_length(data: bytes, at: int, code: int) -> tuple[int, int]:
    """Return the length of an operand that tells it, and where the operand begins."""
    if code == DEFINE_TABLE:
        return max(int.from_bytes(data[at : at + 2], "little") - 1, 0), at + 2
    length = data[at] if at < len(data) else 0
    if code == CHANGE_TABS and length == LARGEST:
        deleted = data[at + 1] if at + 1 < len(data) else 0
        after = at + 2 + 4 * deleted
        added = data[after] if after < len(data) else 0
        return 2 + 4 * deleted + 3 * added, at + 1
    return length, at + 1


def character_stretches(text: bytes, pages: bytes) -> Stretches:
    """Return what is said of characters.

    Args:
        text: the main stream.
        pages: the table that names the formatted pages.
    """
    found: list[Stretch] = []
    for page in _pages(text, pages):
        count = page[-1]
        bounds = struct.unpack_from(f"<{count + 1}I", page)
        places = page[4 * (count + 1) : 5 * count + 4]
        for index, place in enumerate(places):
            at = 2 * place
            listed = page[at + 1 : at + 1 + page[at]] if place else b""
            found.append(
                Stretch(
                    start=bounds[index],
                    end=bounds[index + 1],
                    style=0,
                    changes=changes_of(listed),
                )
            )
    return Stretches(found)


def paragraph_stretches(text: bytes, pages: bytes) -> Stretches:
    """Return what is said of paragraphs; arguments as in `character_stretches`."""
    found: list[Stretch] = []
    for page in _pages(text, pages):
        count = page[-1]
        bounds = struct.unpack_from(f"<{count + 1}I", page)
        for index in range(count):
            at = 2 * page[4 * (count + 1) + 13 * index]
            listed = _paragraph_changes(page, at) if at else b""
            found.append(
                Stretch(
                    start=bounds[index],
                    end=bounds[index + 1],
                    style=int.from_bytes(listed[:2], "little"),
                    changes=changes_of(listed[2:]),
                )
            )
    return Stretches(found)


def _paragraph_changes(page: bytes, at: int) -> bytes:
    """Return style and changes; their length is told in words, by one byte or two."""
    words = page[at]
    if words:
        return page[at + 1 : at + 2 * words]
    return page[at + 2 : at + 2 + 2 * page[at + 1]]


def _pages(text: bytes, table: bytes) -> Iterator[bytes]:
    count = max((len(table) - 4) // 8, 0)
    for (number,) in struct.iter_unpack("<I", table[4 * (count + 1) :][: 4 * count]):
        at = (number & 0x3FFFFF) * PAGE
        page = text[at : at + PAGE]
        if len(page) == PAGE:
            yield page
