"""Paragraphs and tables of a PDF: running heads out, wrapped lines joined.

A line goes on with the paragraph above where geometry says so: it begins at the left
edge of the type area, and the line above reaches the right edge. Lengths are in type
sizes (em) wherever a rule is meant to hold at every size.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from doctools.readers.breaks import Typeset, breaks_off, joined
from doctools.readers.cells import is_continued, table_blocks
from doctools.readers.columns import in_columns
from doctools.readers.pages import Table
from doctools.readers.running_heads import (
    distinct,
    edge_lines,
    running_heads,
    watermarks,
)
from doctools.readers.type_area import SAME_SIZE, is_centered, is_larger, type_areas
from doctools.text.normalize import numbering_length

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doctools.readers.lines import Line
    from doctools.readers.pages import Page
    from doctools.readers.type_area import Area, TypeArea

LEADING = 1.25
"""How much further than usual the next line of a paragraph may stand."""
DEEPEST_INDENT = 4.5
"""Characters from the left edge beyond which no running paragraph begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraphs:
    """Blocks of the body, and of what stands apart from it."""

    body: tuple[Typeset, ...]
    header: tuple[Typeset, ...]
    footer: tuple[Typeset, ...]
    watermark: tuple[Typeset, ...]

    def layers(self) -> dict[str, tuple[Typeset, ...]]:
        """Return all blocks by layer, empty layers left out; `body` comes first."""
        found = ((one.name, getattr(self, one.name)) for one in fields(self))
        return {name: blocks for name, blocks in found if blocks}


def join_pages(pages: Sequence[Page]) -> Paragraphs:
    """Return the paragraphs and tables of a document, across its pages.

    Args:
        pages: all of them, in order.
    """
    running = running_heads(pages)
    header: list[Line] = []
    footer: list[Line] = []
    inner: list[Page] = []
    for page in pages:
        heads = edge_lines(page, running, top=True)
        feet = edge_lines(page, running, top=False)
        header += heads
        footer += feet
        inner.append(in_columns(page.without((*heads, *feet))))
    body = _Body(type_areas(inner))
    for page in inner:
        for item in page.items():
            body.add(item)
    body.end()
    return Paragraphs(
        body=tuple(body.blocks),
        header=tuple(distinct([*header, *body.repeated])),
        footer=tuple(distinct(footer)),
        watermark=tuple(watermarks(pages)),
    )


class _Body:
    """Joins lines and parts of tables as they come.

    Attributes:
        blocks: those ended so far.
        repeated: lines of heading rows that tables repeat.
    """

    def __init__(self, areas: Mapping[Area, TypeArea]) -> None:
        self.blocks: list[Typeset] = []
        self.repeated: list[Line] = []
        self._areas = areas
        self._lines: list[Line] = []
        self._parts: list[Table] = []
        self._tables = 0

    def add(self, item: Line | Table) -> None:
        """Take the next line or table."""
        if isinstance(item, Table):
            if not (self._parts and is_continued(self._parts[-1], item)):
                self.end()
            self._parts.append(item)
            return
        if not (self._lines and self._goes_on(item)):
            self.end()
        self._lines.append(item)

    def end(self) -> None:
        """End the paragraph or table."""
        if self._lines:
            areas = self._areas
            centered = all(is_centered(line, areas[line.area]) for line in self._lines)
            self.blocks.append(joined(self._lines, centered=centered))
        if self._parts:
            blocks, repeated = table_blocks(self._parts, table=self._tables)
            self.blocks += blocks
            self.repeated += repeated
            self._tables += 1
        self._lines, self._parts = [], []

    def _goes_on(self, line: Line) -> bool:
        above = self._areas[self._lines[-1].area]
        area = self._areas[line.area]
        return _goes_on(self._lines, line, above_area=above, area=area)


def _goes_on(
    current: Sequence[Line], line: Line, *, above_area: TypeArea, area: TypeArea
) -> bool:
    """Tell whether a line belongs to the paragraph whose lines are `current`."""
    above = current[-1]
    if _is_other_row(above, line) or not _is_same_size(above, line):
        return False
    if area.flush and above.text[-1] in "。！？" and numbering_length(line.text):
        return False
    same_area = above.area == line.area
    step = line.bottom - above.bottom if same_area else 0.0
    if is_centered(line, area) and all(is_centered(o, above_area) for o in current):
        return same_area and is_larger(line, area) and step < 2.2 * line.size
    return (
        step <= LEADING * area.pitch * max(1.0, line.size / area.size)
        and line.left - area.left < line.size
        and current[0].left - above_area.left <= DEEPEST_INDENT * line.size
        and breaks_off(above, line, right=above_area.right)
    )


def _is_other_row(above: Line, line: Line) -> bool:
    """Tell rows of a table, and cells of one row, from running text."""
    beside = above.area == line.area and line.bottom < above.bottom + line.size / 3
    return beside or above.parted or line.parted


def _is_same_size(above: Line, line: Line) -> bool:
    return abs(above.size - line.size) <= SAME_SIZE * max(above.size, line.size)
