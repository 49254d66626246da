"""What stands on a PDF page: lines of type, and tables with the lines of their cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, compress, groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

from doctools.readers.characters import (
    BLANKS,
    OVERPRINT,
    Box,
    Characters,
    Frame,
    lies_upon,
)
from doctools.readers.grids import GridError, find_grids
from doctools.readers.lines import Line, read_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pypdfium2

    from doctools.readers.grids import Grid

ENDS = frozenset({0x0A, 0x0D})
TOUCHING = 1.0
"""Points between characters up to which no ruling stands between them."""
MARGIN = 1.5
"""Points by which a character's box may reach over a ruling."""
BODY = 0.25
"""Share of a character's height, at its top and bottom, that is mostly blank."""
MOST_OVER = 0.1
"""Share of a table's characters that may reach over its rulings."""
MOST_CROSSED = 1 / 3
"""Share of the places where lines pass its rulings that may lack room for one."""

Place = tuple[int, int]
"""Index of a grid and of a cell in it."""
Run = tuple[Place | None, Sequence[int]]
"""Characters of a line that stand in one cell, or in none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A table's cell: row, column (0-based), its box and the lines in it."""

    row: int
    column: int
    box: Box
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table on one page.

    Attributes:
        page: 1-based.
        cells: in row order, those without text too.
        columns: left edges of the columns.
        before: how many of the page's lines stand before it.
    """

    page: int
    box: Box
    cells: tuple[Cell, ...]
    columns: tuple[float, ...]
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, its lines and tables in the order of the file.

    Attributes:
        number: 1-based.
        tilted: lines across the page, as a watermark has.
        has_ink: anything is drawn.
        tables_unread: tables could not be told from text; their lines are among it.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    tilted: tuple[Line, ...] = ()
    has_ink: bool = True
    tables_unread: bool = False

    def items(self) -> Iterator[Line | Table]:
        """Yield lines and tables in their order."""
        for index, line in enumerate(self.lines):
            yield from (table for table in self.tables if table.before == index)
            yield line
        yield from (table for table in self.tables if table.before >= len(self.lines))

    def without(self, lines: Iterable[Line]) -> Page:
        """Return the page without some of its lines."""
        gone = {id(line) for line in lines}
        kept = [id(line) not in gone for line in self.lines]
        return replace(
            self,
            lines=tuple(compress(self.lines, kept)),
            tables=tuple(
                replace(table, before=sum(kept[: table.before]))
                for table in self.tables
            ),
        )


def read_page(page: pypdfium2.PdfPage, number: int) -> Page:
    """Return what stands on a page.

    Args:
        page: an open page.
        number: 1-based.
    """
    width, height = page.get_size()
    frame = Frame(page)
    text_page = page.get_textpage()
    try:
        characters = Characters(text_page.raw, frame)
        grids, unread = _grids(page, number, frame) if characters.codes else ((), False)
        placed = [*_placed(characters, grids, number)]
    finally:
        text_page.close()
    drawn = pdfium.FPDFPage_CountObjects(page.raw) + pdfium.FPDFPage_GetAnnotCount(
        page.raw
    )
    level = [(place, line) for place, line in placed if not line.tilted]
    return Page(
        number=number,
        width=width,
        height=height,
        lines=tuple(line for place, line in level if place is None),
        tables=tuple(_tables(level, grids, number)),
        tilted=tuple(line for _, line in placed if line.tilted),
        has_ink=bool(placed) or drawn > 0,
        tables_unread=unread,
    )


def _grids(
    page: pypdfium2.PdfPage, number: int, frame: Frame
) -> tuple[tuple[Grid, ...], bool]:
    """Return the grids of a page and whether they could not be told."""
    try:
        return find_grids(page, number, frame), False
    except GridError:
        return (), True


def _placed(
    characters: Characters, grids: Sequence[Grid], number: int
) -> Iterator[tuple[Place | None, Line]]:
    """Yield the lines of a page, each with the cell it stands in."""
    runs = [_runs(places, characters, grids) for places in _file_lines(characters)]
    tables = _tables_among(grids, runs, characters)
    seen: defaultdict[str, list[Line]] = defaultdict(list)
    for row in runs:
        kept = [
            (place if place and place[0] in tables else None, i) for place, i in row
        ]
        for place, run in groupby(kept, key=itemgetter(0)):
            line = read_line(characters, [i for _, part in run for i in part], number)
            if line is not None and not _is_copy(line, seen[line.text]):
                seen[line.text].append(line)
                yield place, line


def _file_lines(characters: Characters) -> Iterator[list[int]]:
    """Yield the characters of each line as PDFium gives them, without blanks."""
    places: list[int] = []
    for index, code in enumerate(characters.codes):
        if code in ENDS:
            yield places
            places = []
        elif code not in BLANKS:
            places.append(index)
    yield places


def _runs(
    places: Sequence[int], characters: Characters, grids: Sequence[Grid]
) -> list[Run]:
    """Return the characters of a line, parted where it enters or leaves a cell."""
    if not grids:
        return [(None, places)]
    where = ((_place(characters.box(index), grids), index) for index in places)
    return [
        (place, [index for _, index in run])
        for place, run in groupby(where, key=itemgetter(0))
    ]


def _place(box: Box, grids: Sequence[Grid]) -> Place | None:
    """Return the grid and the cell a character's middle lies in."""
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    for index, grid in enumerate(grids):
        if _holds(grid.box, middle):
            for number, cell in enumerate(grid.cells):
                if _holds(cell.box, middle):
                    return index, number
    return None


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _tables_among(
    grids: Sequence[Grid], lines: Sequence[Sequence[Run]], characters: Characters
) -> frozenset[int]:
    """Return the grids that are tables.

    A table has cells side by side and text in two of them, and its rulings run through
    no text, as those of a chart or of boxes around words do.
    """
    return frozenset(
        index
        for index, grid in enumerate(grids)
        if len(grid.columns) > 1
        and _holds_text(index, grid, lines, characters)
        and not _is_crossed(index, lines, characters)
    )


def _holds_text(
    index: int, grid: Grid, lines: Sequence[Sequence[Run]], characters: Characters
) -> bool:
    """Tell whether two cells of a grid hold text, and nearly all of it lies in them."""
    filled = set()
    over = []
    for place, run in chain.from_iterable(lines):
        if place is not None and place[0] == index:
            filled.add(place[1])
            box = grid.cells[place[1]].box
            over += [_runs_over(characters.box(i), box) for i in run]
    return len(filled) > 1 and sum(over) <= MOST_OVER * len(over)


def _is_crossed(
    index: int, lines: Sequence[Sequence[Run]], characters: Characters
) -> bool:
    """Tell whether lines run on over the rulings of a grid without a gap."""
    touching = [
        abs(characters.gap(before[-1], after[0])) < TOUCHING
        for runs in lines
        for (left, before), (right, after) in pairwise(runs)
        if index in {place[0] for place in (left, right) if place is not None}
    ]
    return sum(touching) > MOST_CROSSED * len(touching)


def _runs_over(box: Box, cell: Box) -> bool:
    """Tell whether a character reaches over the edges of the cell it is in."""
    blank = BODY * (box[3] - box[1])
    return (
        box[0] < cell[0] - MARGIN
        or box[2] > cell[2] + MARGIN
        or box[1] + blank < cell[1] - MARGIN
        or box[3] - blank > cell[3] + MARGIN
    )


def _is_copy(line: Line, like: Iterable[Line]) -> bool:
    """Tell whether a line lies upon its like, set twice to look bold."""
    return any(lies_upon(line.box, o.box, OVERPRINT * line.size) for o in like)


def _tables(
    placed: Iterable[tuple[Place | None, Line]], grids: Sequence[Grid], number: int
) -> Iterator[Table]:
    """Yield the tables in the order their text begins in the file."""
    lines: defaultdict[Place, list[Line]] = defaultdict(list)
    before: dict[int, int] = {}
    running = 0
    for place, line in placed:
        if place is None:
            running += 1
        else:
            lines[place].append(line)
            before.setdefault(place[0], running)
    for index, first in before.items():
        grid = grids[index]
        yield Table(
            page=number,
            box=grid.box,
            cells=tuple(
                Cell(
                    row=c.row, column=c.column, box=c.box, lines=tuple(lines[index, i])
                )
                for i, c in enumerate(grid.cells)
            ),
            columns=grid.columns,
            before=first,
        )
