"""The type area of a PDF page: the edges its text keeps to."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doctools.readers.lines import Line
    from doctools.readers.pages import Page

FIRST_LINE_INDENT = 2.0
"""Characters a paragraph's first line is indented by (GB/T 9704-2012 §7.3.3)."""
SAME_SIZE = 0.06
"""Relative difference up to which sizes are alike: 小三 (15) and 三号 (16) are not."""
FULL_LINES = 3
"""Lines that must agree upon a right edge for it to be one."""
NARROWEST = 0.6
"""Share of the page's width that text must reach to have a right edge at all."""

Area = tuple[int, int | None]
"""Page and column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeArea:
    """Edges of the text on a page, its commonest type size and distance of lines.

    `flush`: paragraphs begin at the left edge; no indent tells them apart.
    """

    left: float
    right: float
    size: float
    pitch: float
    flush: bool = False


def type_areas(pages: Sequence[Page]) -> Mapping[Area, TypeArea]:
    """Return the type area of each page and of each of its columns.

    A page on which few lines reach an edge takes the area of the whole document.
    """
    lines = [line for page in pages for line in page.lines]
    if not lines:
        return {}
    size = Counter(
        size for line in lines for size in [round(line.size)] * len(line.text)
    ).most_common(1)[0][0]
    by_area: defaultdict[Area, list[Line]] = defaultdict(list)
    for line in lines:
        by_area[line.area].append(line)
    spanning = [line for line in lines if line.column is None] or lines
    whole = _type_area(spanning, size)
    width = min(page.width for page in pages)
    if _reaching(spanning, whole) < FULL_LINES or whole.right < NARROWEST * width:
        # No line is full: the right margin is taken to be as wide as the left one.
        whole = replace(whole, right=max(whole.right, width - whole.left))
    areas = {place: _type_area(own, size) for place, own in by_area.items()}
    columns = {place for place in areas if place[1] is not None}
    flush = not any(
        is_indented(line, areas[line.area] if line.area in columns else whole)
        for line in lines
    )
    whole = replace(whole, flush=flush)
    for place, own in by_area.items():
        area = replace(areas[place], flush=flush)
        sure = _reaching(own, area) >= 2 * FULL_LINES and area.right > 0.9 * whole.right
        areas[place] = area if sure or place in columns else whole
    return areas


def _type_area(lines: Sequence[Line], size: float) -> TypeArea:
    main = [line for line in lines if round(line.size) == size] or lines
    lefts = sorted(line.left for line in main)
    long = [line.right for line in main if len(line.text) > 10]
    rights = sorted(long or (line.right for line in main))
    distances = [
        below.bottom - above.bottom
        for above, below in pairwise(main)
        if above.page == below.page and below.bottom > above.bottom + 1
    ]
    return TypeArea(
        left=lefts[len(lefts) // 20],
        right=rights[int(len(rights) * 0.9)],
        size=size,
        pitch=median(distances) if distances else 1.8 * size,
    )


def _reaching(lines: Sequence[Line], area: TypeArea) -> int:
    """Return how many lines agree upon the right edge of an area."""
    return sum(abs(line.right - area.right) < area.size for line in lines)


def is_centered(line: Line, area: TypeArea) -> bool:
    """Tell whether a line stands in the middle with room on both sides."""
    left, right = line.left - area.left, area.right - line.right
    even = abs(left - right) < 2.4 * line.size
    if is_larger(line, area):
        # The first line of a long title may fill the width; an indented one that
        # does begins a paragraph.
        return even and not (is_indented(line, area) and right < 0.8 * line.size)
    indented = is_indented(line, area)
    return even and not indented and min(left, right) > 0.8 * line.size


def is_indented(line: Line, area: TypeArea) -> bool:
    """Tell whether a line begins as a paragraph's first line does."""
    indent = line.left - area.left
    return abs(indent - FIRST_LINE_INDENT * line.size) < 0.35 * line.size


def is_larger(line: Line, area: TypeArea) -> bool:
    """Tell whether a line is set larger than the text."""
    return line.size > area.size * (1 + SAME_SIZE)
