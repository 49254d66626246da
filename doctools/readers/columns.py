"""Pages set in two columns, put into the order they are read in."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.readers.characters import Box
    from doctools.readers.lines import Line
    from doctools.readers.pages import Page

STEP = 2.0
"""Points between the places where a gutter is looked for."""
MIDDLE = (0.3, 0.7)
"""Shares of the text's width between which the gutter of two columns lies."""
MOST_ACROSS = 0.25
"""Share of the lines that may run across the gutter: title, abstract, wide figures."""
LEAST_LINES = 6
"""Lines that a column has."""
LEAST_TEXT = 0.6
"""Share of a page's characters that stand in the columns."""
LEAST_HEIGHT = 0.5
"""Share of the lower column's height in which both stand beside each other."""
LEAST_WIDTH = 8.0
"""Type sizes a column of running text is wide."""
OUTLIERS = 0.05
"""Share of a column's lines at either end that its edges do not heed."""
FULL = 0.8
"""Share of a column's width from which on a line fills it."""
LEAST_FULL = 0.5
"""Share of a column's characters in lines that fill it, which a table has not."""
MOST_PARTED = 0.2
"""Share of a column's characters in lines that may have wide gaps."""

ACROSS, LEFT, RIGHT = range(3)


def in_columns(page: Page) -> Page:
    """Return a page with its lines column by column, if it is set in two.

    Lines and tables that run across part the page: what stands above is read first.
    """
    gutter = _gutter(page.lines)
    if gutter is None:
        return page
    lines = [part for line in page.lines for part in _split(line, gutter)]
    sides = [
        [line for line in lines if _side(line.box, gutter) == side]
        for side in (LEFT, RIGHT)
    ]
    if not (all(map(_is_text, sides)) and _are_beside(sides, lines)):
        return page
    return _ordered(page, lines, gutter)


def _ordered(page: Page, lines: Sequence[Line], gutter: float) -> Page:
    boxes = [line.box for line in lines] + [table.box for table in page.tables]
    breaks = [box[1] for box in boxes if _side(box, gutter) == ACROSS]

    def key(box: Box) -> tuple[int, int]:
        return sum(top <= box[1] for top in breaks), _side(box, gutter)

    both = {zone for zone, side in map(key, boxes) if side == RIGHT}
    ordered = []
    for line in sorted(lines, key=lambda line: key(line.box)):
        zone, side = key(line.box)
        column = None if side == ACROSS or zone not in both else side - LEFT
        ordered.append(replace(line, column=column))
    tables = [
        replace(
            table,
            before=sum(
                (*key(line.box), line.top) < (*key(table.box), table.box[1])
                for line in ordered
            ),
        )
        for table in page.tables
    ]
    return replace(page, lines=tuple(ordered), tables=tuple(tables))


def _side(box: Box, gutter: float) -> int:
    if box[2] <= gutter:
        return LEFT
    return RIGHT if box[0] >= gutter else ACROSS


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return the middle of the widest strip in the middle that fewest lines cross."""
    if len(lines) < 2 * LEAST_LINES:
        return None
    start = min(line.left for line in lines)
    width = max(line.right for line in lines) - start
    first, last = (start + share * width for share in MIDDLE)
    most = MOST_ACROSS * len(lines)
    if sum(o.left < first and o.right > last and not o.gaps for o in lines) > most:
        return None
    places = [first + STEP * step for step in range(int((last - first) / STEP))]
    across = [sum(_covers(line, place) for line in lines) for place in places]
    fewest = min(across, default=len(lines))
    if fewest > most:
        return None
    begin, end = max(_strips(across, fewest), key=lambda strip: strip[1] - strip[0])
    return (places[begin] + places[end]) / 2


def _covers(line: Line, place: float) -> bool:
    return line.left < place < line.right and not any(
        gap.left <= place <= gap.right for gap in line.gaps
    )


def _strips(across: Sequence[int], fewest: int) -> Iterator[tuple[int, int]]:
    """Yield first and last place of each stretch that fewest lines cross."""
    begin = None
    for index, count in enumerate((*across, fewest + 1)):
        if count == fewest and begin is None:
            begin = index
        elif count > fewest and begin is not None:
            yield begin, index - 1
            begin = None


def _split(line: Line, gutter: float) -> tuple[Line, ...]:
    """Return a line's parts on both sides where one of its gaps is the gutter."""
    for gap in line.gaps:
        if gap.left <= gutter <= gap.right:
            return line.split(gap)
    return (line,)


def _is_text(lines: Sequence[Line]) -> bool:
    """Tell whether lines are a column of running text, not of a table."""
    if len(lines) < LEAST_LINES:
        return False
    skip = int(OUTLIERS * len(lines))
    left = sorted(line.left for line in lines)[skip]
    width = sorted(line.right for line in lines)[-1 - skip] - left
    size = Counter(line.size for line in lines).most_common(1)[0][0]
    full = [line for line in lines if line.right - line.left > FULL * width]
    parted = [line for line in lines if line.parted]
    return (
        width > LEAST_WIDTH * size
        and _length(full) >= LEAST_FULL * _length(lines)
        and _length(parted) <= MOST_PARTED * _length(lines)
    )


def _are_beside(sides: Sequence[Sequence[Line]], lines: Sequence[Line]) -> bool:
    """Tell whether two columns hold most of the text and stand beside each other."""
    tops = [min(line.top for line in side) for side in sides]
    bottoms = [max(line.bottom for line in side) for side in sides]
    heights = [bottom - top for top, bottom in zip(tops, bottoms, strict=True)]
    return sum(map(_length, sides)) >= LEAST_TEXT * _length(lines) and min(
        bottoms
    ) - max(tops) >= LEAST_HEIGHT * min(heights)


def _length(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines)
