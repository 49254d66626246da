"""Blocks of a table's cells: lines joined, rows counted on across pages."""

from __future__ import annotations

from array import array
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from doctools.model import BlockKind
from doctools.readers.breaks import breaks_off, joined
from doctools.readers.characters import COLUMNS, NOWHERE, Gap, parts_characters
from doctools.text.normalize import numbering_length

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.readers.breaks import Typeset
    from doctools.readers.lines import Line
    from doctools.readers.pages import Cell, Table

WIDEST_MARGIN = 1.0
"""Room, in type sizes, between a cell's edge and text that fills it."""
SAME_PLACE = 3.0
"""Points by which the columns of a table may differ from page to page."""
INDENT = (1.5, 2.5)
"""Characters by which the first line of a cell's paragraph is indented."""
STOPS = frozenset("。！？；：")


def is_continued(above: Table, below: Table) -> bool:
    """Tell whether a table is the rest of one on the page before.

    Args:
        above: a table after which nothing stands on its page.
        below: a table before which nothing stands on its page.
    """
    one, other = _offsets(above), _offsets(below)
    width, other_width = (t.box[2] - t.box[0] for t in (above, below))
    return (
        below.page == above.page + 1
        and abs(width - other_width) < SAME_PLACE
        and (_are_among(one, other) or _are_among(other, one))
    )


def _offsets(table: Table) -> list[float]:
    """Return how far the columns stand from the left edge."""
    return [edge - table.columns[0] for edge in table.columns]


def _are_among(some: Sequence[float], more: Sequence[float]) -> bool:
    """Tell whether columns stand where others do; a page may lack the narrow ones."""
    return all(any(abs(one - o) < SAME_PLACE for o in more) for one in some)


def table_blocks(
    parts: Sequence[Table], *, table: int
) -> tuple[list[Typeset], list[Line]]:
    """Return the blocks of a table and the lines of its repeated heading rows.

    Args:
        parts: the table, page by page.
        table: its 0-based index in the document.
    """
    blocks: list[Typeset] = []
    repeated: list[Line] = []
    rows = 0
    head = _rows(parts[0])
    columns = max((_offsets(part) for part in parts), key=len)
    for part in parts:
        own = [_nearest(columns, offset) for offset in _offsets(part)]
        again = 0 if part is parts[0] else _again(head, _rows(part))
        for cell in part.cells:
            if cell.row < again:
                repeated += cell.lines
                continue
            place = (table, rows + cell.row - again, own[cell.column])
            for typeset in _blocks(cell):
                location = replace(typeset.block.location, cell=place)
                kind = BlockKind.TABLE_CELL
                block = replace(typeset.block, kind=kind, location=location)
                blocks.append(replace(typeset, block=block))
        rows += 1 + max(cell.row for cell in part.cells) - again
    return blocks, repeated


def _nearest(columns: Sequence[float], offset: float) -> int:
    return min(range(len(columns)), key=lambda index: abs(columns[index] - offset))


def _rows(table: Table) -> list[str]:
    """Return the text of each row."""
    rows = [""] * (1 + max(cell.row for cell in table.cells))
    for cell in table.cells:
        rows[cell.row] += "\t" + "".join(line.text for line in cell.lines)
    return rows


def _again(head: Sequence[str], rows: Sequence[str]) -> int:
    """Return how many of a part's first rows are the table's first ones again."""
    for count, (one, other) in enumerate(zip(head, rows, strict=False)):
        if one != other or not one.strip():
            return count
    return 0


def _blocks(cell: Cell) -> Iterator[Typeset]:
    """Yield one block for each paragraph of a cell."""
    lines = _side_by_side(cell.lines)
    if not lines:
        return
    left = min(line.left for line in lines)
    margin = min(left - cell.box[0], WIDEST_MARGIN * lines[0].size)
    right = max(cell.box[2] - margin, *(line.right for line in lines))
    current = [lines[0]]
    for above, line in pairwise(lines):
        is_full = breaks_off(above, line, right=right)
        is_row = above.parted and line.parted  # of a table without rulings
        if is_row or (not is_full and _begins(above, line, left)):
            yield joined(current)
            current = []
        current.append(line)
    yield joined(current)


def _begins(above: Line, line: Line, left: float) -> bool:
    """Tell whether a line below one with room left begins a paragraph."""
    least, most = INDENT
    indented = least * line.size < line.left - left < most * line.size
    return above.text[-1] in STOPS or numbering_length(line.text) > 0 or indented


def _side_by_side(lines: Sequence[Line]) -> list[Line]:
    """Return the lines from top to bottom, pieces of one line put together."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.bottom):
        if rows and line.top < rows[-1][0].bottom - line.size / 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_row(sorted(row, key=lambda line: line.left)) for row in rows]


def _row(pieces: Sequence[Line]) -> Line:
    text = pieces[0].text
    places = pieces[0].places
    gaps = [*pieces[0].gaps]
    for before, line in pairwise(pieces):
        gap = (line.left - before.right) / line.size
        if gap > COLUMNS:
            gaps.append(Gap(offset=len(text), left=before.right, right=line.left))
        parted = parts_characters(gap, ord(text[-1]), ord(line.text[0]))
        text += " " * parted + line.text
        places = places + array("i", [NOWHERE] * parted) + line.places
    return replace(
        pieces[0],
        text=text,
        places=places,
        gaps=tuple(gaps),
        right=pieces[-1].right,
        top=min(line.top for line in pieces),
        bottom=max(line.bottom for line in pieces),
    )
