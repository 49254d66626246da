"""How high a row must be so that no cell is cut off.

Excel finds out by itself when it opens a workbook, LibreOffice and WPS do not, and none
does for merged cells; so the heights are worked out, a little on the safe side.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

BODY: Final = 11.0
"""Size of the body type in points; widths of columns count its digits."""
_WIDE: Final = 2.1
"""Digits a Chinese character takes: 11 pt over the 7 pixels of a digit in Calibri."""
_RAGGED: Final = 2.5
"""Digits' worth of room that a line loses because no character is parted."""
_LEADING: Final = 1.55
"""Height of a line over the size of its type."""
_HIGHEST: Final = 409.0
"""Points a row can be high (ECMA-376 leaves it open, Excel does not)."""


def lines_of(text: str, *, width: float, size: float = BODY) -> int:
    """Return how many lines a text takes in a cell.

    Args:
        text: of the cell; it may have ends of lines.
        width: of the column, in digits of the body type.
        size: of the cell's type, in points.
    """
    whole = width * BODY / size
    broken = max(_WIDE, whole - _RAGGED)
    extents = map(_extent, text.split("\n"))
    return sum(1 if each <= whole else ceil(each / broken) for each in extents)


def height_of(
    cells: Iterable[tuple[str, float]], *, size: float = BODY, least: float = 0.0
) -> float:
    """Return the height of a row in points.

    Args:
        cells: text of each cell and width of its column.
        size: of the type, in points.
        least: height the row has in any case.
    """
    lines = max(
        (lines_of(text, width=width, size=size) for text, width in cells), default=1
    )
    return min(_HIGHEST, max(least, lines * size * _LEADING))


def _extent(line: str) -> float:
    narrow = len(line.encode("ascii", "ignore"))
    return narrow + (len(line) - narrow) * _WIDE
