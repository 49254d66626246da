"""Where lines break, and how broken ones are put together."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from doctools.model import Block, Location
from doctools.readers.characters import NOWHERE, is_wide
from doctools.readers.lines import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

SLACK = 0.8
"""Characters by which the room at the end of a full line may be misjudged."""
QUOTES = frozenset("“”‘’\"'")
OPENING = frozenset("（《〈「『【〔［｛([{")
POINTS = frozenset("．·")
CLOSING = frozenset("）》〉」』】〕］｝)]}、，。．；：？！％·…—～,.;:?!%")


def breaks_off(line: Line, below: Line, *, right: float) -> bool:
    """Tell whether a line breaks off because what follows had no room.

    What must not be broken goes to the next line as a whole.

    Args:
        line: a line.
        below: what may follow it.
        right: edge of the text in points.
    """
    room = right - line.right
    return room < (unbroken_width(below.text) + SLACK) * line.size


def unbroken_width(text: str) -> float:
    """Return the width, in type sizes, of the start that no line is broken in.

    A simple reading of UAX #14: quotation marks hold on to both sides, closing marks
    to what is before, opening ones to what is after, Latin letters to each other.
    """
    width = 0.0
    for before, character in pairwise("　" + text[:40]):
        if width and _may_break(before, character):
            break
        width += 1.0 if is_wide(ord(character)) else 0.55
    return width


def _may_break(before: str, after: str) -> bool:
    if before in QUOTES or after in QUOTES or before in OPENING or after in CLOSING:
        return False
    if before in POINTS and after.isdigit():
        return False
    return after == " " or is_wide(ord(before)) or is_wide(ord(after))


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeset:
    """A block and the lines it was joined of."""

    block: Block
    lines: tuple[Line, ...]

    def positions(self) -> list[tuple[int, int]]:
        """Return page and index there of every character of the block's text.

        The index is `NOWHERE` for a space that stands for a gap or a line end.
        """
        first = self.lines[0]
        found = [(first.page, index) for index in first.places]
        for above, line in pairwise(self.lines):
            found += [(line.page, NOWHERE) for _ in _seam(above.text, line.text)]
            found += [(line.page, index) for index in line.places]
        return found


def joined(lines: Sequence[Line], *, centered: bool = False) -> Typeset:
    """Return one block of lines, with its place on the page it begins on."""
    text = lines[0].text
    for above, line in pairwise(lines):
        text += _seam(above.text, line.text) + line.text
    first = [line for line in lines if line.area == lines[0].area]
    block = Block(
        text=text,
        location=Location(
            page=lines[0].page,
            box=(
                round(min(line.left for line in first), 2),
                round(min(line.top for line in first), 2),
                round(max(line.right for line in first), 2),
                round(max(line.bottom for line in first), 2),
            ),
        ),
        centered=centered,
        size=Counter(line.size for line in lines).most_common(1)[0][0],
    )
    return Typeset(block=block, lines=tuple(lines))


def _seam(above: str, below: str) -> str:
    """Return what stands between two joined lines: a space only in Latin text."""
    latin = not is_wide(ord(above[-1])) and not is_wide(ord(below[0]))
    return " " if latin and not (above[-1].isdigit() and below[0].isdigit()) else ""
