"""Type on an OFD page: characters with their place, set into lines.

GB/T 33190-2016: a text object has a boundary on the page and perhaps a matrix; its
codes tell where the first character stands on its baseline and how far each next one
is from the one before (11.2, 11.3). Lengths are millimetres.
"""

from __future__ import annotations

import math
from array import array
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doctools.readers.characters import (
    COLUMNS,
    NOWHERE,
    OVERPRINT,
    SMALLEST,
    TILTED,
    Gap,
    is_wide,
    parts_characters,
)
from doctools.readers.lines import LATIN_WIDTH, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element as Element

POINTS = 72 / 25.4
"""Points to the millimetre."""
WIDE_SPACE = "\u3000"
ASCENT = 0.86
"""Share of the type size that stands above the baseline, as in Chinese fonts."""
SAME_LINE = 0.35
"""Distance of baselines, in type sizes, up to which characters share a line."""
WORD_SPACE = 0.2
"""Gap between Latin letters, in type sizes, from which on it is a space where one
code ends and the next begins; within a code spaces are written out."""
FAR = 0.75
"""The same within a code, where only a typeset table parts letters so far."""
NARROW_LETTERS = frozenset("fijlrt.,;:!'|I()[] ")
IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """A character on the page, in points from its top left corner.

    Attributes:
        text: the character.
        x: where it begins.
        y: its baseline.
        size: type size.
        width: room it takes.
        first: it is the first one of its code.
        tilted: it stands neither level nor upright.
    """

    text: str
    x: float
    y: float
    size: float
    width: float
    first: bool = False
    tilted: bool = False


def name_of(element: Element) -> str:
    """Return an element's name without its namespace; writers differ in theirs."""
    return str(element.tag).rpartition("}")[2]


def found(parent: Element, *names: str) -> Iterator[Element]:
    """Yield all elements below one that have one of the names, in order."""
    return (
        element
        for element in parent.iter("{*}*")
        if str(element.tag).rpartition("}")[2] in names
    )


def numbers(text: str | None) -> tuple[float, ...]:
    """Return the numbers of an attribute; what is no finite number ends them."""
    read: list[float] = []
    with suppress(ValueError):
        for word in (text or "").split():
            number = float(word)
            if not math.isfinite(number):
                break
            read.append(number)
    return tuple(read)


def glyphs(content: Element) -> Iterator[Glyph]:
    """Yield the characters of a page's content, in the order of the file."""
    for element in found(content, "TextObject"):
        boundary = numbers(element.get("Boundary"))
        left, top = boundary[:2] if len(boundary) > 1 else (0.0, 0.0)
        matrix = numbers(element.get("CTM"))
        size = (numbers(element.get("Size")) or (0.0,))[0]
        scale = (numbers(element.get("HScale")) or (1.0,))[0]
        for code in found(element, "TextCode"):
            yield from _code(
                code,
                origin=(left, top),
                matrix=matrix if len(matrix) == len(IDENTITY) else IDENTITY,
                size=size,
                scale=scale,
            )


def _code(
    code: Element,
    *,
    origin: tuple[float, float],
    matrix: tuple[float, ...],
    size: float,
    scale: float,
) -> Iterator[Glyph]:
    a, b, c, d, e, f = matrix
    text = (code.text or "").replace("\n", "").replace("\r", "")
    x = (numbers(code.get("X")) or (0.0,))[0]
    y = (numbers(code.get("Y")) or (0.0,))[0]
    right = _steps(code.get("DeltaX"), most=len(text))
    down = _steps(code.get("DeltaY"), most=len(text))
    angle = math.degrees(math.atan2(b, a)) % 90
    for index, character in enumerate(text):
        room = scale * size * _width(character)
        yield Glyph(
            text=character,
            x=POINTS * (origin[0] + a * x + c * y + e),
            y=POINTS * (origin[1] + b * x + d * y + f),
            size=POINTS * size * math.hypot(c, d),
            width=POINTS * room * math.hypot(a, b),
            first=index == 0,
            tilted=TILTED < angle < 90 - TILTED,
        )
        # Without distances the characters follow each other closely.
        x += right[index] if index < len(right) else (0.0 if down else room)
        y += down[index] if index < len(down) else 0.0


def _width(character: str) -> float:
    """Return about how wide a character is, in type sizes: the font is not read."""
    if is_wide(ord(character)):
        return 1.0
    if character in NARROW_LETTERS:
        return 0.6 * LATIN_WIDTH
    return (
        1.4 * LATIN_WIDTH if character.isupper() or character in "mw" else LATIN_WIDTH
    )


def _steps(text: str | None, *, most: int) -> list[float]:
    """Return as many distances as are of use; `g 3 5.5` stands for three of 5.5."""
    steps: list[float] = []
    words = iter((text or "").split())
    with suppress(ValueError, StopIteration):
        for word in words:
            if len(steps) >= most:
                break
            if word != "g":
                steps.append(float(word))
                continue
            count, step = int(next(words)), float(next(words))
            steps += [step] * min(count, most)
    return [step if math.isfinite(step) else 0.0 for step in steps]


def lines_of(typed: Iterable[Glyph], page: int) -> list[Line]:
    """Return the lines of a page from top to bottom.

    Args:
        typed: its characters.
        page: 1-based.
    """
    inked = [glyph for glyph in typed if glyph.size >= SMALLEST]
    rows: list[list[Glyph]] = []
    for glyph in sorted(inked, key=lambda one: (one.tilted, one.y, one.x)):
        above = rows[-1][0] if rows else None
        if (
            above
            and above.tilted == glyph.tilted
            and glyph.y - above.y <= SAME_LINE * min(above.size, glyph.size)
        ):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    read = (_line(sorted(row, key=lambda one: one.x), page) for row in rows)
    return [line for line in read if line is not None]


def _line(row: list[Glyph], page: int) -> Line | None:
    shown = list(_without_copies(row))
    if not any(not glyph.text.isspace() for glyph in shown):
        return None
    inked = [glyph for glyph in shown if not glyph.text.isspace()]
    size = sorted(glyph.size for glyph in inked)[len(inked) // 2]
    text, gaps = _text(shown, size)
    base = inked[0].y
    return Line(
        page=page,
        text=text,
        left=inked[0].x,
        right=max(glyph.x + glyph.width for glyph in inked),
        top=base - ASCENT * size,
        bottom=base + (1 - ASCENT) * size,
        size=round(size, 1),
        gaps=gaps,
        tilted=inked[0].tilted,
        places=array("i", [NOWHERE]) * len(text),
    )


def _without_copies(row: list[Glyph]) -> Iterator[Glyph]:
    """Yield the characters but those set upon their like: fake bold."""
    last: Glyph | None = None
    for glyph in row:
        lies = last and glyph.x - last.x < OVERPRINT * glyph.size
        if not (lies and last and last.text == glyph.text):
            yield glyph
            last = glyph


def _text(row: list[Glyph], size: float) -> tuple[str, tuple[Gap, ...]]:
    """Return the text of a line, its blanks weighed, and its wide gaps."""
    text = ""
    gaps: list[Gap] = []
    before: Glyph | None = None
    blank = False
    for glyph in row:
        if glyph.text.isspace() and glyph.text != WIDE_SPACE:
            blank = True
            continue
        if before is not None:
            left, right = before.x + before.width, glyph.x
            room = (right - left) / size
            if room > COLUMNS:
                gaps.append(Gap(offset=len(text), left=left, right=right))
            if _is_parted(before, glyph, room, blank=blank):
                text += " "
        text += glyph.text
        before, blank = glyph, False
    return text, tuple(gaps)


def _is_parted(before: Glyph, glyph: Glyph, room: float, *, blank: bool) -> bool:
    """Tell whether a space stands between two characters, or is meant."""
    codes = ord(before.text), ord(glyph.text)
    if any(map(is_wide, codes)):
        return parts_characters(room, *codes)
    return blank or room > (WORD_SPACE if glyph.first else FAR)


def moved(glyph: Glyph, boundary: tuple[float, ...]) -> Glyph:
    """Return a character of an appearance at its place on the page."""
    return replace(
        glyph, x=glyph.x + POINTS * boundary[0], y=glyph.y + POINTS * boundary[1]
    )
