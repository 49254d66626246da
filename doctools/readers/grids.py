"""Tables whose cells ruling lines form: where they stand on a page.

PDFium tells cheaply which pages have enough rulings. Only such a page, reduced to what
is drawn on it, is opened with pdfplumber, which builds cells from the rulings.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from doctools.readers.characters import Box
from doctools.readers.open_sides import SNAP, missing_sides
from doctools.readers.rulings import MOST_OBJECTS, Rulings, is_shading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doctools.readers.characters import Frame

LEAST_CROSSED = ((2, 3), (3, 1))
"""Different heights and places rulings must have to part two cells of a row: in a
frame, or in a table of at least two rows that is open at the sides."""
MOST_CROSSINGS = 10_000
"""Rulings one way times the other beyond which a page holds a drawing, no table."""
THINNEST = 5.0
"""Points a cell needs to hold text; thinner ones lie between double rulings."""


class GridError(Exception):
    """What is drawn on a page could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell: row and column, 0-based, of its top left corner; points as shown."""

    row: int
    column: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table's cells in row order, merged ones once.

    Attributes:
        box: left, top, right, bottom in points from the page's top left corner.
        columns: left edges of the columns.
    """

    box: Box
    cells: tuple[GridCell, ...]
    columns: tuple[float, ...]


def find_grids(page: pypdfium2.PdfPage, number: int, frame: Frame) -> tuple[Grid, ...]:
    """Return the grids of a page.

    Raises:
        GridError: pdfplumber could not read what is drawn on the page.

    Args:
        page: an open page of a file.
        number: 1-based.
        frame: the page's frame.
    """
    rulings = Rulings(page)
    heights, places = len(rulings.heights), len(rulings.places)
    turned = page.get_rotation() in {90, 270}
    rows, columns = (places, heights) if turned else (heights, places)
    if not any(rows >= least and columns >= most for least, most in LEAST_CROSSED):
        return ()
    if rows * columns > MOST_CROSSINGS or rulings.objects > MOST_OBJECTS:
        return ()
    tables = [
        [box for box in map(frame.box, cells) if _has_room(box)]
        for cells in _cells(_drawing(page, number, frame))
    ]
    return tuple(_grid(cells) for cells in tables if cells)


def _has_room(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) > THINNEST


def _drawing(page: pypdfium2.PdfPage, number: int, frame: Frame) -> bytes:
    """Return a file of one page with nothing but the strokes of this one.

    Its origin is the page's own, and it is not turned.
    """
    file = pypdfium2.PdfDocument.new()
    try:
        file.import_pages(page.pdf, [number - 1])
        drawing = file[0]
        count = pdfium.FPDFPage_CountObjects(drawing.raw)
        for index in reversed(range(count)):
            item = pdfium.FPDFPage_GetObject(drawing.raw, index)
            if not _may_rule(item):
                pdfium.FPDFPage_RemoveObject(drawing.raw, item)
                pdfium.FPDFPageObj_Destroy(item)
        drawing.set_rotation(0)
        right, top = max(frame.crop[2], 1.0), max(frame.crop[3], 1.0)
        for set_box in (drawing.set_mediabox, drawing.set_cropbox):
            set_box(0, 0, right, top)
        drawing.gen_content()
        buffer = io.BytesIO()
        file.save(buffer)
    finally:
        file.close()
    return buffer.getvalue()


def _may_rule(item: object) -> bool:
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        return not is_shading(item)
    return bool(kind == pdfium.FPDF_PAGEOBJ_FORM)


def _cells(drawing: bytes) -> list[list[pdfium.FS_RECTF]]:
    """Return the cells of each table in the page's own coordinates."""
    import pdfplumber  # noqa: PLC0415 - slow to import, and few files need it

    try:
        with pdfplumber.open(io.BytesIO(drawing)) as file:
            page = file.pages[0]
            height = page.height
            found = page.debug_tablefinder()
            sides = [*missing_sides(found.edges)]
            if sides:
                found = page.debug_tablefinder({"explicit_vertical_lines": sides})
            tables = [table.cells for table in found.tables]
    except Exception as error:
        # A parser fails in whatever way; it must cost the file no more than this.
        raise GridError from error
    return [
        [
            pdfium.FS_RECTF(left, height - top, right, height - bottom)
            for left, top, right, bottom in cells
        ]
        for cells in tables
    ]


def _grid(boxes: Sequence[Box]) -> Grid:
    columns = _edges(box[0] for box in boxes)
    rows = _edges(box[1] for box in boxes)
    cells = [
        GridCell(row=_nearest(rows, box[1]), column=_nearest(columns, box[0]), box=box)
        for box in boxes
    ]
    left, top, right, bottom = zip(*boxes, strict=True)
    return Grid(
        box=(min(left), min(top), max(right), max(bottom)),
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        columns=columns,
    )


def _edges(values: Iterable[float]) -> tuple[float, ...]:
    """Return the values, those that belong together once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SNAP:
            found.append(value)
    return tuple(found)


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))
