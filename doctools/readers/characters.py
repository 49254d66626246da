"""Characters of a PDF page with their place, from PDFium."""

from __future__ import annotations

import math
import sys
import unicodedata
from array import array
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pypdfium2

CLOSE = 0.75
"""Gap, in type sizes, up to which a space beside Latin letters is mere setting: Word
and LibreOffice leave a quarter between Chinese and Latin of their own accord."""
NARROW = 0.4
"""The same between two Chinese characters, which a typed space parts further."""
COLUMNS = 1.5
"""Gap, in type sizes, that no line of running text has."""
HYPHENS = frozenset({0x02, 0xFFFE})
"""What PDFium gives for a hyphen at the end of a line."""
WIDE = 0x3000
"""The full-width space, which is typed and means a character's width."""
NOWHERE = -1
"""Index of a character that the page does not have: a space for a gap."""
BLANKS = frozenset({0, 0x09, 0x20, 0xA0})
TILTED = 15.0
"""Degrees from level or upright beyond which no text of a page is set."""
SMALLEST = 0.1
"""Points; type that is smaller has no size worth dividing by."""
OVERPRINT = 0.25
"""Distance, in type sizes, at which a character lies upon its like: fake bold."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the page's top left corner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A gap that no line of running text has.

    Attributes:
        offset: of the space that stands for it in the text of its line.
        left: left edge in points; `right` is the right one.
    """

    offset: int
    left: float
    right: float


class Frame:
    """Turns the page's own coordinates into those of the page as it is shown.

    Attributes:
        crop: left, bottom, right, top of what is shown, in the page's own coordinates.
    """

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._rotation = page.get_rotation()
        self.crop: Box = page.get_cropbox()

    def box(self, rect: pdfium.FS_RECTF) -> Box:
        """Return left, top, right, bottom."""
        corners = (
            self._point(rect.left, rect.top),
            self._point(rect.right, rect.bottom),
        )
        (x0, y0), (x1, y1) = corners
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self.crop
        match self._rotation:
            case 90:
                return y - bottom, x - left
            case 180:
                return right - x, y - bottom
            case 270:
                return top - y, right - x
        return x - left, top - y


class Characters:
    """Characters of a page by index.

    Calls into PDFium cost more than all the rest, so boxes and sizes are asked for
    only where they decide something.
    """

    def __init__(self, raw: object, frame: Frame) -> None:
        self._raw = raw
        self._frame = frame
        self._rect = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        get = pdfium.FPDFText_GetUnicode
        count = max(0, pdfium.FPDFText_CountChars(raw))
        codes: list[int] = [get(raw, index) for index in range(count)]
        if max(codes, default=0) > sys.maxunicode:
            # A broken character map may name code points that there are not.
            codes = [code if code <= sys.maxunicode else 0xFFFD for code in codes]
        self.codes = codes

    def box(self, index: int) -> Box:
        """Return the box of a character, its advance included."""
        pdfium.FPDFText_GetLooseCharBox(self._raw, index, self._rect)
        return self._frame.box(self._rect)

    def size(self, index: int) -> float:
        """Return the type size of a character as it is shown."""
        pdfium.FPDFText_GetMatrix(self._raw, index, self._matrix)
        scale = math.hypot(self._matrix.c, self._matrix.d)
        return float(pdfium.FPDFText_GetFontSize(self._raw, index)) * scale

    def is_tilted(self, index: int) -> bool:
        """Tell whether a character stands neither level nor upright."""
        pdfium.FPDFText_GetMatrix(self._raw, index, self._matrix)
        angle = math.degrees(math.atan2(self._matrix.b, self._matrix.a)) % 90
        return TILTED < angle < 90 - TILTED

    def gap(self, before: int, after: int) -> float:
        """Return the room between two characters of a line."""
        return self.box(after)[0] - self.box(before)[2]

    def is_inked(self, index: int) -> bool:
        """Tell whether a character leaves a mark on the page."""
        code = self.codes[index]
        return bool(code) and not chr(code).isspace()

    def text(
        self, places: Sequence[int], size: float
    ) -> tuple[str, array[int], tuple[Gap, ...]]:
        """Return the characters of a line, its blanks weighed, and its wide gaps.

        Args:
            places: indexes of the characters, without blanks.
            size: type size in points.

        Returns:
            The text; for each of its characters the index on the page, or `NOWHERE`
            for a space that stands for a gap; the gaps.
        """
        codes = self.codes
        pieces: list[str] = []
        gaps: list[Gap] = []
        indexes = array("i")
        before = places[0]
        for index in places:
            if index - before > 1:
                left, right = self.box(before)[2], self.box(index)[0]
                if right - left > COLUMNS * size:
                    offset = len(_whole(pieces))
                    gaps.append(Gap(offset=offset, left=left, right=right))
                gap = (right - left) / max(size, SMALLEST)
                if parts_characters(gap, codes[before], codes[index]):
                    pieces.append(" ")
                    indexes.append(NOWHERE)
            if codes[index] not in HYPHENS:
                pieces.append(chr(codes[index]))
                indexes.append(index)
            before = index
        text = _whole(pieces)
        if len(text) < len(indexes):
            indexes = array("i", _without_low_halves(indexes, pieces))
        return text, indexes, tuple(gaps)

    def without_copies(self, places: Sequence[int], size: float) -> list[int]:
        """Return the characters of a line but those set upon their like."""
        seen: defaultdict[int, list[Box]] = defaultdict(list)
        kept = []
        for index in places:
            box = self.box(index)
            like = seen[self.codes[index]]
            if not any(lies_upon(box, other, OVERPRINT * size) for other in like):
                kept.append(index)
            like.append(box)
        return kept


def lies_upon(box: Box, other: Box, tolerance: float) -> bool:
    """Tell whether two boxes begin at the same point, but for a tolerance."""
    return abs(box[0] - other[0]) < tolerance and abs(box[1] - other[1]) < tolerance


def _whole(pieces: Sequence[str]) -> str:
    """Return the text of characters; those beyond U+FFFF come in two halves."""
    text = "".join(pieces)
    if any("\ud800" <= piece <= "\udfff" for piece in pieces):
        data = text.encode("utf-16-le", "surrogatepass")
        return data.decode("utf-16-le", "replace")
    return text


def _without_low_halves(indexes: Iterable[int], pieces: Sequence[str]) -> Iterator[int]:
    """Yield the indexes of characters, of those in two halves that of the first."""
    before = ""
    for index, piece in zip(indexes, pieces, strict=True):
        is_low = "\udc00" <= piece <= "\udfff" and "\ud800" <= before <= "\udbff"
        if not is_low:
            yield index
        before = "" if is_low else piece


def parts_characters(gap: float, before: int, after: int) -> bool:
    """Tell whether a gap between two code points is a space, typed or meant.

    Between Latin letters every blank is.

    Args:
        gap: the room in type sizes.
        before: a code point; `after` follows it.
        after: the next one.
    """
    wide = is_wide(before) + is_wide(after)
    return gap > (-math.inf, CLOSE, NARROW)[wide]


def is_wide(code: int) -> bool:
    """Tell whether a code point is set as wide as it is high."""
    return code > 0x7F and unicodedata.east_asian_width(chr(code)) in "WFA"
