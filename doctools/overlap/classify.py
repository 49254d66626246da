"""What kind of overlap it is, how much it weighs, who was earlier."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doctools.overlap.match import Passage

HINT, REVIEW, STRONG = 25, 40, 60
"""Folded characters from which a passage is a hint, for review, strong."""
LONG_QUOTATION = 200
"""Folded characters above which a quotation needs a source."""
LARGE_SHARE = 3
"""A quotation over one third of the work is no quotation any more."""

PLAIN = 12
"""Characters of an exact run that the official register repeats by itself."""
LEAST_WEIGHT = REVIEW - PLAIN
"""Weight of a passage of 40 characters taken word for word."""
LEAST_DENSITY = 0.4
"""Share of the longer side that the weight must reach in a passage that was edited."""
HEAVY = 100
"""Weight from which a passage counts however thinly it is spread."""
LEAST_EVEN = 150
"""Equal own characters of a passage whose words were exchanged all along.

Formula of several clauses that two files fill in each in its way stays under it.
"""
EVEN = 0.8
"""Share of the longer side that they must make up: every fifth exchanged."""

_SOURCE = r"指出|强调|写道|认为|提出|要求|明确|讲过|说过|引自|摘自|原文|曾说|》"
_MARKED = re.compile(r"“[^“”]{4,4000}”|「[^「」]{4,4000}」|『[^『』]{4,4000}』")
_BOOK = re.compile(r"《[^《》\n]{4,100}》")
_SAID = re.compile(
    r"(?:指出|强调|写道|引自|摘自)[:：]\s*(?=[^“「『\s])[^。！？\n]{4,400}"
)
_BEFORE = re.compile(rf"(?:{_SOURCE})[^。！？\n]{{0,15}}$")
_AFTER = re.compile(r"^[。，；]?\s*(?:[（(][^（）()]{0,60}》|\[\d+\]|——)")


def weigh(passage: Passage, *, residual: int) -> float:
    """Return the weight of a passage: its exact runs beyond a formula's length.

    That is about the number of shared 13-grams. Formula that drafters carry over
    breaks up into short runs; what was copied keeps long ones even when edited.

    Args:
        passage: a match.
        residual: equal characters outside discounted text; each counts once, also
            where one side says twice what the other says once.
    """
    lengths = [block.length for block in passage.blocks]
    beyond = sum(max(0, length - PLAIN) for length in lengths)
    return beyond * residual / sum(lengths)


def tier_of(
    passage: Passage, *, weight: float, residual: int, forms: tuple[int, int] = (0, 0)
) -> str:
    """Return hint, review or strong for a passage of at least `HINT` characters.

    Args:
        passage: a match.
        weight: as `weigh` gives it.
        residual: equal characters outside discounted text.
        forms: characters of template text on its left and on its right side; they make
            a passage neither longer nor thinner.
    """
    sizes = [
        end - start - form
        for (start, end), form in zip((passage.left, passage.right), forms, strict=True)
    ]
    longer, characters = max(sizes), passage.characters - max(forms)
    dense = weight >= LEAST_WEIGHT and weight >= LEAST_DENSITY * longer
    even = residual >= LEAST_EVEN and residual >= EVEN * longer
    if characters < REVIEW or not (dense or weight >= HEAVY or even):
        return "hint"
    return tier_by_length(characters)


def tier_by_length(characters: int) -> str:
    """Return the tier of a passage taken word for word."""
    if characters >= STRONG:
        return "strong"
    return "review" if characters >= REVIEW else "hint"


def find_quotations(text: str) -> tuple[tuple[int, int, bool], ...]:
    """Return what is marked as quoted: start, end and whether a source is named.

    Text in quotation marks, titles in 《》, and the sentence after 指出： or 强调：.
    """
    found = [(m.start(), m.end(), True) for m in _BOOK.finditer(text)]
    found += [(m.start(), m.end(), True) for m in _SAID.finditer(text)]
    for m in _MARKED.finditer(text):
        before, after = text[max(0, m.start() - 40) : m.start()], text[m.end() :][:70]
        sourced = bool(_BEFORE.search(before) or _AFTER.search(after))
        found.append((m.start(), m.end(), sourced))
    return tuple(sorted(found))


def quoted(
    quotations: tuple[tuple[int, int, bool], ...], start: int, end: int
) -> tuple[bool, bool]:
    """Tell whether a span is quoted, and whether with a source.

    Quoted: at least four fifths of it stand in quotations.
    """
    inside = sourced = 0
    for low, high, source in quotations:
        if low >= end:
            break
        shared = max(0, min(high, end) - max(low, start))
        inside += shared
        sourced += shared if source else 0
    return inside * 5 >= (end - start) * 4, sourced * 5 >= (end - start) * 4


def is_quotation(
    left: tuple[bool, bool], right: tuple[bool, bool], *, characters: int, work: int
) -> bool:
    """Tell whether an overlap is a quotation that may be discounted.

    Both sides marked it, or one did and named a source. Over a third of the work it
    is not, over 200 characters only with a source.

    Args:
        left: whether the left side is quoted and whether with a source.
        right: the same of the right side.
        characters: folded characters of the passage.
        work: folded characters of the shorter work.
    """
    sourced = left[1] or right[1]
    if not sourced and not (left[0] and right[0]):
        return False
    if is_large(characters, work=work):
        return False
    return sourced or characters <= LONG_QUOTATION


def is_large(characters: int, *, work: int) -> bool:
    """Tell whether so many characters are over a third of a work's."""
    return characters * LARGE_SHARE > work


def earlier_of(left: str | None, right: str | None) -> str:
    """Return which stated date is earlier: left, right, or unknown.

    Only what both dates say is compared: 2010-03 and 2010-03-15 leave it unknown.
    """
    ours, theirs = _parts(left), _parts(right)
    for mine, other in zip(ours, theirs, strict=False):
        if mine != other:
            return "left" if mine < other else "right"
    return "unknown"


def _parts(date: str | None) -> list[int]:
    if date is None or not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", date):
        return []
    return [int(part) for part in date.split("-")]


def page_of(pages: tuple[tuple[int, int], ...], offset: int) -> int | None:
    """Return the page an offset lies on, or None where there are no pages."""
    place = bisect_right(pages, offset, key=lambda page: page[0]) - 1
    return pages[place][1] if place >= 0 else None
