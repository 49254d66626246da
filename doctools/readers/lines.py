"""Lines of type on a PDF page with their place."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from doctools.readers.characters import SMALLEST, WIDE, Gap, is_wide

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doctools.readers.characters import Box, Characters

OVERFULL = 1.2
"""Times the room it takes that the characters of a line may need by themselves; more,
and some may be set upon each other."""
MOST_KEPT = 0.75
"""Share of a line's characters that is kept at most where some are set twice; more,
and it was close setting that took them for copies."""
LATIN_WIDTH = 0.5
"""Width, in type sizes, of a Latin letter or digit, on the average."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of type; points from the page's top left corner, as the page is shown.

    Attributes:
        page: 1-based.
        column: 0-based column of the page, or None for one that spans them.
        size: type size in points.
        gaps: gaps no running text has, as between the cells of a table row.
        tilted: it stands neither level nor upright.
        places: for each character its index on the page, or `NOWHERE`.
    """

    page: int
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    column: int | None = None
    gaps: tuple[Gap, ...] = ()
    tilted: bool = False
    places: array[int] = field(
        default_factory=lambda: array("i"), compare=False, repr=False
    )

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        return (self.left, self.top, self.right, self.bottom)

    @property
    def area(self) -> tuple[int, int | None]:
        """Page and column it stands in."""
        return (self.page, self.column)

    @property
    def parted(self) -> bool:
        """Whether a wide gap parts it, as it does the cells of a table row."""
        return bool(self.gaps)

    def split(self, gap: Gap) -> tuple[Line, Line]:
        """Return what stands to the left and to the right of one of its gaps."""
        index = self.gaps.index(gap)
        after = gap.offset + 1
        right = tuple(
            replace(one, offset=one.offset - after) for one in self.gaps[index + 1 :]
        )
        return (
            replace(
                self,
                text=self.text[: gap.offset],
                right=gap.left,
                gaps=self.gaps[:index],
                places=self.places[: gap.offset],
            ),
            replace(
                self,
                text=self.text[after:],
                left=gap.right,
                gaps=right,
                places=self.places[after:],
            ),
        )


def read_line(characters: Characters, places: Sequence[int], page: int) -> Line | None:
    """Return one line, or None if nothing of it can be seen.

    Args:
        characters: those of the page.
        places: indexes of the line's own.
        page: 1-based.
    """
    inked = [index for index in places if characters.is_inked(index)]
    if not inked:
        return None
    sample = {inked[0], inked[len(inked) // 2], inked[-1]}
    size = Counter(round(characters.size(i), 1) for i in sample).most_common(1)[0][0]
    first, last = characters.box(inked[0]), characters.box(inked[-1])
    left, right = min(first[0], last[0]), max(first[2], last[2])
    codes = characters.codes
    # Full-width spaces typed at the start are part of the text, not of its place.
    begins = next(i for i in places if codes[i] == WIDE or i == inked[0])
    shown = [i for i in places if begins <= i <= inked[-1]]
    room = OVERFULL * (right - left) / max(size, SMALLEST) + 1
    # Most lines have room for as many wide characters; only the rest are looked at.
    if len(inked) > room and _least_width(codes[i] for i in inked) > room:
        kept = characters.without_copies(shown, size)
        shown = kept if len(kept) <= MOST_KEPT * len(shown) else shown
    text, indexes, gaps = characters.text(shown, size)
    return Line(
        page=page,
        text=text,
        left=left,
        right=right,
        top=min(first[1], last[1]),
        bottom=max(first[3], last[3]),
        size=size,
        gaps=gaps,
        places=indexes,
        tilted=characters.is_tilted(inked[len(inked) // 2]),
    )


def _least_width(codes: Iterable[int]) -> float:
    """Return the width, in type sizes, that characters need, set close together."""
    return sum(1.0 if is_wide(code) else LATIN_WIDTH for code in codes)
