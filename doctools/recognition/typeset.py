"""Lines as they were found on a picture, turned level and put in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import atan, degrees
from statistics import median
from typing import TYPE_CHECKING

from doctools.readers.characters import is_wide
from doctools.readers.lines import LATIN_WIDTH
from doctools.readers.recognised import RecognisedLine
from doctools.recognition.ink import Field
from doctools.text.normalize import is_han

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from doctools.recognition.recogniser import Found

LONG = 8
"""Characters of a line whose slope and size can be relied on."""
MOST_SLOPE = 0.26
"""Slope of a page up to which its lines count as level: 15 degrees."""
ASKEW = 6.0
"""Degrees from the page's own direction beyond which a line belongs to a seal or a
picture."""
SAME_ROW = 0.5
"""Share of the lower line's height by which two must overlap to stand in one row."""
GLYPH = 0.8
"""Height of a character by that of the box the detector draws around a line."""
MIXED = re.compile(r"\(([^()（）]*)）|（([^()（）]*)\)")
"""Round brackets of which one is half as wide as its partner."""
MIXED_YEAR = re.compile(r"[\[〔](\d{4})[\]〕]")
"""A year in the brackets of a document number (GB/T 9704-2012 §7.2.5)."""
FOLIO = re.compile(r"[一—–\-－]{1,2}\s*(\d{1,4})\s*[一—–\-－]{1,2}")
"""A page number between dashes, which look like the figure one (§7.5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A line and its box after the page was turned level, in pixels."""

    text: str
    field: Field
    score: float
    angle: float

    @property
    def height(self) -> float:
        """Of its box."""
        return self.field.bottom - self.field.top

    @property
    def size(self) -> float:
        """Size of its type: by its width where it is long, else by its height."""
        room = sum(1.0 if is_wide(ord(c)) else LATIN_WIDTH for c in self.text)
        by_height = GLYPH * self.height
        if room < LONG:
            return by_height
        width = self.field.right - self.field.left
        return min(width / room, 1.5 * by_height)


def slope_of(found: Sequence[Found]) -> float:
    """Return how much lines fall for each pixel to the right: the median of long ones."""
    slopes = [
        (one.corners[1][1] - one.corners[0][1])
        / (one.corners[1][0] - one.corners[0][0])
        for one in found
        if len(one.text) >= LONG and one.corners[1][0] > one.corners[0][0]
    ]
    return median(slopes) if slopes else 0.0


def is_upright(found: Sequence[Found]) -> bool:
    """Tell whether most lines stand on end: the page was scanned lying on its side."""
    tall = wide = 0
    for one in found:
        xs, ys = zip(*one.corners, strict=True)
        if max(ys) - min(ys) > 2 * (max(xs) - min(xs)):
            tall += len(one.text)
        else:
            wide += len(one.text)
    return tall > wide


def leveled(
    found: Iterable[Found], *, slope: float, middle: tuple[float, float]
) -> list[Level]:
    """Return lines with the boxes they have once the page is turned level.

    Args:
        found: the lines.
        slope: of the page.
        middle: of the page, about which it is turned, in pixels.
    """
    return [
        Level(
            text=" ".join(one.text.split()),
            field=_turned(one, slope, middle),
            score=one.score,
            angle=_angle(one) - degrees(atan(slope)),
        )
        for one in found
        if one.text.strip()
    ]


def _turned(one: Found, slope: float, middle: tuple[float, float]) -> Field:
    x0, y0 = middle
    xs = [x + slope * (y - y0) for x, y in one.corners]
    ys = [y - slope * (x - x0) for x, y in one.corners]
    return Field(left=min(xs), top=min(ys), right=max(xs), bottom=max(ys))


def _angle(one: Found) -> float:
    (x0, y0), (x1, y1) = one.corners[:2]
    return degrees(atan((y1 - y0) / (x1 - x0))) if x1 > x0 else 90.0


def is_askew(line: Level) -> bool:
    """Tell whether a line runs across the page; short ones cannot be told."""
    return abs(line.angle) > ASKEW and len(line.text) > 1


def in_order(lines: Iterable[Level]) -> list[Level]:
    """Return lines from top to bottom, those of one row from left to right."""
    rows: list[list[Level]] = []
    for line in sorted(lines, key=_middle):
        if rows and _beside(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda o: o.field.left)]


def _middle(line: Level) -> float:
    return (line.field.top + line.field.bottom) / 2


def _beside(above: Level, line: Level) -> bool:
    """Tell whether two lines stand in one row, side by side."""
    shared = min(above.field.bottom, line.field.bottom) - max(
        above.field.top, line.field.top
    )
    apart = (
        above.field.right - above.size / 2 <= line.field.left
        or line.field.right - line.size / 2 <= above.field.left
    )
    return apart and shared > SAME_ROW * min(above.height, line.height)


def joined_rows(lines: Sequence[Level]) -> list[Level]:
    """Return lines in which pieces that nothing parts are one again.

    The detector breaks a line where a stamp or a wide mark stands in it.
    """
    whole: list[Level] = []
    for line in lines:
        before = whole[-1] if whole else None
        if before is not None and _goes_on(before, line):
            whole[-1] = _one(before, line)
        else:
            whole.append(line)
    return whole


def _goes_on(before: Level, line: Level) -> bool:
    gap = line.field.left - before.field.right
    return _beside(before, line) and -before.size / 2 <= gap < before.size


def _one(before: Level, line: Level) -> Level:
    latin = not is_wide(ord(before.text[-1])) and not is_wide(ord(line.text[0]))
    count, more = len(before.text), len(line.text)
    return replace(
        before,
        text=before.text + " " * latin + line.text,
        field=Field(
            left=before.field.left,
            top=min(before.field.top, line.field.top),
            right=line.field.right,
            bottom=max(before.field.bottom, line.field.bottom),
        ),
        score=(before.score * count + line.score * more) / (count + more),
    )


def recognised_lines(
    lines: Iterable[Level], *, scale: float
) -> Iterator[RecognisedLine]:
    """Yield lines as they reach the readers.

    Args:
        lines: in order.
        scale: points of a pixel.
    """
    for line in lines:
        size = line.size
        edge = max(0.0, (line.height - size) / 2)
        left, right = line.field.left + edge, line.field.right - edge
        top, bottom = line.field.top + edge, line.field.bottom - edge
        box = (left * scale, top * scale, right * scale, bottom * scale)
        yield RecognisedLine(
            text=mended(line.text),
            box=(
                round(box[0], 2),
                round(box[1], 2),
                round(box[2], 2),
                round(box[3], 2),
            ),
            size=round(size * scale, 2),
            score=round(line.score, 3),
        )


def mended(text: str) -> str:
    """Return a line with the brackets and dashes put right that are surely misread.

    Two round brackets of different width, a year in half-width square ones and dashes
    around a page number read as figures; all else may have been typed so.
    """
    folio = FOLIO.fullmatch(text.strip())
    if folio:
        return f"— {folio[1]} —"
    text = MIXED.sub(lambda m: f"（{m[1] or m[2] or ''}）", text)
    if any(map(is_han, text)):
        text = MIXED_YEAR.sub(r"〔\1〕", text)
    return text
