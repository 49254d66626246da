"""One page: its picture cleaned, read, looked over for what was missed, read again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from doctools.layout.secrecy import bears_marking
from doctools.readers.recognised import LEAST_CONFIDENCE, RecognisedPage
from doctools.recognition import ink, typeset
from doctools.recognition.recogniser import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.recognition.ink import Field
    from doctools.recognition.recogniser import Recogniser
    from doctools.recognition.typeset import Level

LEAST_SCORE = 0.5
"""Confidence of a line below which it is no text; its ink counts as not read."""
LEAST_RED = 0.8
"""The same for red type, which the marks of seals are easily taken for."""
OVERLAP = 0.3
"""Share of a line on which another may lie before it is the same or in the way."""
REACH = 0.2
"""Characters around a line's box that its ink may reach beyond it."""
EM = 40
"""Size of a character in pixels where no line tells it: 14 points at 200 dpi."""
ENLARGED = 368
"""Pixels of a small place's sides, of which the detector makes twice as many."""
MOST_PLACES = 8
"""Places that are looked at again; where more is missing, it is no text for us."""
LEAST_RED_INK = 0.0003
"""Share of the page that is red type at the least where there is any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A page as pixels.

    Attributes:
        number: 1-based.
        pixels: height by width by red, green and blue.
        points: of a pixel.
    """

    number: int
    pixels: NDArray[np.uint8]
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A page turned by quarters, and what was found on it."""

    pixels: NDArray[np.uint8]
    shades: NDArray[np.uint8]
    found: tuple[Found, ...]

    @property
    def confidence(self) -> float:
        """Mean confidence of the characters; 0 where there are none."""
        count = sum(len(one.text) for one in self.found)
        total = sum(one.score * len(one.text) for one in self.found)
        return total / count if count else 0.0

    @property
    def slope(self) -> float:
        """Of the lines."""
        return typeset.slope_of(self.found)

    def leveled(self, found: Sequence[Found]) -> list[Level]:
        """Return lines that can be read, turned level as the page's own are."""
        height, width = self.shades.shape
        lines = typeset.leveled(found, slope=self.slope, middle=(width / 2, height / 2))
        return [
            line
            for line in lines
            if line.score >= LEAST_SCORE and not typeset.is_askew(line)
        ]


def recognise(picture: Picture, recogniser: Recogniser) -> RecognisedPage:
    """Return a page, without its text where it bears a secrecy marking."""
    page = read_page(picture, recogniser)
    texts = [line.text for line in page.lines]
    if not bears_marking(texts, first_page=page.number == 1):
        return page
    return replace(page, lines=(), lost=(), classified=True)


def read_page(picture: Picture, recogniser: Recogniser) -> RecognisedPage:
    """Return the text of a page.

    The page is read with its red ink gone, as a seal on type makes it unreadable; red
    type, such as a letterhead, is read by itself. Ink that no line covers is looked at
    again by itself and with other thresholds, and what is missing then is told in
    `lost`. A page that lies on its side or on its head is turned.
    """
    reading = _upright(picture.pixels, recogniser)
    lines = reading.leveled(reading.found)
    red, stamps = ink.red(reading.pixels), ink.seals(reading.pixels)
    mask = ink.is_ink(reading.shades)
    if _red_type(red, stamps).mean() >= LEAST_RED_INK:
        mask |= _red_type(red, stamps)
        typed = [
            line
            for line in reading.leveled(recogniser(red))
            if _is_red_type(line, red, reading.shades, stamps)
        ]
        lines = [line for line in lines if not _lies_on(line, typed)] + typed
    lost = _missed(mask, lines, reading.slope)
    if lost:
        again = reading.leveled(_look_again(reading, lost, recogniser))
        lines += [line for line in again if not _lies_on(line, lines)]
        lost = _missed(mask, lines, reading.slope)
    ordered = typeset.joined_rows(typeset.in_order(lines))
    height, width = reading.shades.shape
    return RecognisedPage(
        number=picture.number,
        width=round(width * picture.points, 2),
        height=round(height * picture.points, 2),
        lines=tuple(typeset.recognised_lines(ordered, scale=picture.points)),
        lost=tuple(sorted(_above(field, ordered) for field in lost)),
    )


def _upright(pixels: NDArray[np.uint8], recogniser: Recogniser) -> _Reading:
    """Return the reading of a page, turned by quarters if it is not legible as it is."""
    first = _read(pixels, recogniser)
    upright = not typeset.is_upright(first.found)
    if not first.found or (upright and first.confidence >= LEAST_CONFIDENCE):
        return first
    turned = [_read(np.rot90(pixels, turns), recogniser) for turns in (1, 2, 3)]
    level = [one for one in (first, *turned) if not typeset.is_upright(one.found)]
    return max(level or [first], key=lambda one: one.confidence)


def _read(pixels: NDArray[np.uint8], recogniser: Recogniser) -> _Reading:
    whole = np.ascontiguousarray(pixels)
    shades = ink.black(whole)
    return _Reading(pixels=whole, shades=shades, found=recogniser(shades))


def _look_again(
    reading: _Reading, lost: Sequence[Field], recogniser: Recogniser
) -> tuple[Found, ...]:
    """Return what is found where lines were missed, each place by itself and enlarged.

    A short line far from the others is seen where nothing distracts from it.
    """
    found: list[Found] = []
    for field in lost[:MOST_PLACES]:
        piece, left, top = _piece(reading, field)
        found += (
            replace(one, corners=tuple((x + left, y + top) for x, y in one.corners))
            for one in recogniser(piece, careful=True)
        )
    return tuple(found)


def _piece(reading: _Reading, field: Field) -> tuple[NDArray[np.uint8], int, int]:
    """Return a place on white, and where its left upper corner is on the page."""
    height, width = reading.shades.shape
    fall = [reading.slope * (x - width / 2) for x in (field.left, field.right)]
    top = max(0, int(field.top + min(fall) - EM / 2))
    left = max(0, int(field.left - EM / 2))
    bottom = min(height, int(field.bottom + max(fall) + EM / 2))
    right = min(width, int(field.right + EM / 2))
    shown = reading.shades[top:bottom, left:right]
    high, wide = (max(ENLARGED, extent + EM) for extent in shown.shape)
    piece = np.full((high, wide), 255, dtype=np.uint8)
    down, over = (high - shown.shape[0]) // 2, (wide - shown.shape[1]) // 2
    piece[down : down + shown.shape[0], over : over + shown.shape[1]] = shown
    return piece, left - over, top - down


def _red_type(red: NDArray[np.uint8], stamps: Sequence[Field]) -> NDArray[np.bool_]:
    """Return where there is red ink that is no seal's."""
    mask = ink.is_ink(red)
    for stamp in stamps:
        rows = slice(int(stamp.top), int(stamp.bottom))
        mask[rows, int(stamp.left) : int(stamp.right)] = False
    return mask


def _is_red_type(
    line: Level,
    red: NDArray[np.uint8],
    black: NDArray[np.uint8],
    stamps: Sequence[Field],
) -> bool:
    """Tell a red line of type from what a seal says, and from black type under it."""
    box = line.field
    middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    place = (
        slice(max(0, int(box.top)), max(0, int(box.bottom))),
        slice(max(0, int(box.left)), max(0, int(box.right))),
    )
    return bool(
        line.score >= LEAST_RED
        and not any(stamp.holds(*middle) for stamp in stamps)
        and ink.is_ink(red[place]).sum() > ink.is_ink(black[place]).sum()
    )


def _lies_on(line: Level, lines: Sequence[Level]) -> bool:
    """Tell whether a line covers others, or they it."""
    return any(_shared(line.field, other.field) > OVERLAP for other in lines)


def _shared(one: Field, other: Field) -> float:
    """Return what two boxes share, of the smaller one's area."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    smaller = min(_area(one), _area(other))
    return max(0.0, width) * max(0.0, height) / smaller if smaller else 0.0


def _area(field: Field) -> float:
    return (field.right - field.left) * (field.bottom - field.top)


def _missed(
    mask: NDArray[np.bool_], lines: Sequence[Level], slope: float
) -> tuple[Field, ...]:
    """Return where there is ink that no line covers."""
    em = median(line.size for line in lines) if lines else EM
    covered = [
        ink.Field(
            left=line.field.left - REACH * em - abs(slope) * mask.shape[0] / 2,
            top=line.field.top - REACH * em,
            right=line.field.right + REACH * em + abs(slope) * mask.shape[0] / 2,
            bottom=line.field.bottom + REACH * em,
        )
        for line in lines
    ]
    return ink.uncovered(mask, covered, em=em, slope=slope)


def _above(field: Field, lines: Sequence[Level]) -> int:
    """Return how many lines stand above a place."""
    return sum(line.field.bottom <= field.bottom for line in lines)
