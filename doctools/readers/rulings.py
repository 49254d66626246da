"""Ruling lines of a PDF page, counted by PDFium before any table is looked for."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pypdfium2

THICKEST = 3.0
"""Points up to which a filled bar is a ruling."""
SHORTEST = 8.0
"""Points from which on a stroke is a ruling."""
MOST_OBJECTS = 5_000
"""Drawn objects of a page beyond which it holds a drawing, no table."""
CORNERS = range(4, 7)
"""Points of a rectangle's path, closed once or twice."""
DEEPEST = 4
"""Drawings within drawings that are followed."""

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
LEVEL: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Rulings:
    """Where rulings stand on a page, in its own coordinates, to the nearest 3 points.

    Attributes:
        heights: of the horizontal ones.
        places: of the vertical ones.
        objects: number of drawn objects met.
    """

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.heights: set[int] = set()
        self.places: set[int] = set()
        self.objects = 0
        count = pdfium.FPDFPage_CountObjects(page.raw)
        get = pdfium.FPDFPage_GetObject
        self._add_all((get(page.raw, i) for i in range(count)), LEVEL, DEEPEST)

    def _add_all(self, objects: Iterable[object], matrix: Matrix, depth: int) -> None:
        for item in objects:
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self.objects += 1
                if self.objects <= MOST_OBJECTS:
                    self._add_path(item, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
                count = max(0, pdfium.FPDFFormObj_CountObjects(item))
                get = pdfium.FPDFFormObj_GetObject
                inner = (get(item, index) for index in range(count))
                self._add_all(inner, _combined(_matrix(item), matrix), depth - 1)

    def _add_path(self, item: object, matrix: Matrix) -> None:
        if is_shading(item):
            return
        left, bottom, right, top = _bounds(item)
        x0, y0 = _moved((left, bottom), matrix)
        x1, y1 = _moved((right, top), matrix)
        wide, high = abs(x1 - x0), abs(y1 - y0)
        if min(wide, high) <= THICKEST:
            self._add_stroke((x0, y0), (x1, y1))
        elif min(wide, high) >= SHORTEST:
            if pdfium.FPDFPath_CountSegments(item) in CORNERS:
                self._add_stroke((x0, y0), (x1, y0))
                self._add_stroke((x0, y1), (x1, y1))
                self._add_stroke((x0, y0), (x0, y1))
                self._add_stroke((x1, y0), (x1, y1))
            else:
                self._add_polyline(item, _combined(_matrix(item), matrix))

    def _add_polyline(self, item: object, matrix: Matrix) -> None:
        before: Point | None = None
        for point, drawn in _points(item):
            here = _moved(point, matrix)
            if drawn and before is not None:
                self._add_stroke(before, here)
            before = here

    def _add_stroke(self, start: Point, end: Point) -> None:
        wide, high = abs(end[0] - start[0]), abs(end[1] - start[1])
        if high <= THICKEST and wide >= SHORTEST:
            self.heights.add(round((start[1] + end[1]) / 2 / THICKEST))
        elif wide <= THICKEST and high >= SHORTEST:
            self.places.add(round((start[0] + end[0]) / 2 / THICKEST))


def is_shading(item: object) -> bool:
    """Tell whether a drawn object is a filled area without an outline."""
    if pdfium.FPDFPath_CountSegments(item) not in CORNERS:
        return False
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    left, bottom, right, top = _bounds(item)
    return not stroke.value and min(right - left, top - bottom) > THICKEST


def _bounds(item: object) -> tuple[float, float, float, float]:
    """Return left, bottom, right, top; nought where there are none."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _points(path: object) -> Iterator[tuple[Point, bool]]:
    """Yield the points of a path and whether a straight stroke leads to them."""
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(path), MOST_OBJECTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            kind = pdfium.FPDFPathSegment_GetType(segment)
            yield (x.value, y.value), kind == pdfium.FPDF_SEGMENT_LINETO


def _matrix(item: object) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return LEVEL
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _moved(point: Point, matrix: Matrix) -> Point:
    (x, y), (a, b, c, d, e, f) = point, matrix
    return a * x + c * y + e, b * x + d * y + f


def _combined(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that applies the inner one first (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = inner
    e, f = _moved((e, f), outer)
    turn: Matrix = (*outer[:4], 0.0, 0.0)
    a, b = _moved((a, b), turn)
    c, d = _moved((c, d), turn)
    return (a, b, c, d, e, f)
