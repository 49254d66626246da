"""Two characters typed twice or changed over, by what official text has written.

Nobody has ever written the pair where it stands; without the slip everybody does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doctools.lexicon.attested import han
from doctools.text.normalize import is_han
from doctools.typos.attested import is_judged
from doctools.typos.frames import belongs_once, doubled
from doctools.typos.guards import coined_around
from doctools.typos.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from doctools.lexicon.attested import Attested
    from doctools.lexicon.load import Lexicon
    from doctools.typos.passage import Passage

DOUBLED_GAIN = 2.0
SWAPPED_GAIN = 2.0
REACH = 3
"""Characters on each side that take part in strings of four."""


def find_unattested_doubles(
    passage: Passage, *, lexicon: Lexicon
) -> Iterator[Suspicion]:
    """Yield characters typed twice (组织织, 取取得) where one is well attested."""
    text, known = passage.text, lexicon.attested
    for start in doubled(passage):
        end = start + 2
        if not belongs_once(passage, start) or not _never(text, start, end, known):
            continue
        if not _usual(text[:start], text[start], text[end:], known):
            continue
        if passage.gain(start, end, text[start]) >= DOUBLED_GAIN:
            yield Suspicion(
                start=start,
                end=end,
                code="typo.attested",
                level="error",
                suggestions=(text[start],),
                reason="typo.frame_doubled",
            )


def find_swapped(passage: Passage, *, lexicon: Lexicon) -> Iterator[Suspicion]:
    """Yield two characters changed over (府政, 保环) that make a word the other way."""
    text, known = passage.text, lexicon.attested
    if not is_judged(passage, lexicon=lexicon):
        return
    for start in _unattested_pairs(passage, known).tolist():
        end = start + 2
        pair, right = text[start:end], text[start + 1] + text[start]
        is_word = passage.segmenter.is_word
        if pair == right or is_word(pair) or not is_word(right):
            continue
        if coined_around(text, start) or coined_around(text, start + 1):
            continue
        if not _usual_pair(text[:start], right, text[end:], known):
            continue
        gain = passage.gain(start, end, right)
        if gain >= SWAPPED_GAIN:
            yield Suspicion(
                start=start,
                end=end,
                code="typo.attested",
                level="warning",
                suggestions=(right,),
                reason="typo.attested_swapped",
            )


def _unattested_pairs(passage: Passage, known: Attested) -> NDArray[np.intp]:
    """Return where a pair stands that no attested string of three holds."""
    text = passage.text
    whole = passage.runs(3)
    if not len(whole):
        return np.zeros(0, np.intp)
    seen = known.three.has(passage.windows.exact(3)[: len(whole)]) & whole
    chinese = han(text)
    usual, judged = np.zeros(len(text), np.bool_), np.zeros(len(text), np.bool_)
    for offset in range(2):
        usual[offset : offset + len(whole)] |= seen
        judged[offset : offset + len(whole)] |= whole
    pairs = chinese & judged & ~usual
    pairs[:-1] &= chinese[1:]
    pairs[-1] = False
    return np.flatnonzero(pairs)


def _never(text: str, start: int, end: int, known: Attested) -> bool:
    """Tell whether no attested string of three holds all of a pair."""
    return not any(_strings(text, start, end, 3, known))


def _usual(before: str, right: str, after: str, known: Attested) -> bool:
    """Tell whether a character is well attested between what surrounds it."""
    text = before[-REACH:] + right + after[:REACH]
    start = min(len(before), REACH)
    end = start + len(right)
    threes = [
        known.has(text[at : at + 3])
        for at in range(max(0, start - 2), end)
        if _is_run(text, at, 3)
    ]
    return sum(threes) >= 2 and any(
        known.has(text[at : at + 4])
        for at in range(max(0, start - 3), end)
        if _is_run(text, at, 4)
    )


def _usual_pair(before: str, right: str, after: str, known: Attested) -> bool:
    """Tell whether every string of three, and one of four, that holds a pair is known."""
    text = before[-REACH:] + right + after[:REACH]
    start = min(len(before), REACH)
    threes = _strings(text, start, start + 2, 3, known)
    fours = _strings(text, start, start + 2, 4, known)
    return bool(threes) and all(threes) and any(fours)


def _strings(
    text: str, start: int, end: int, length: int, known: Attested
) -> list[bool]:
    """Tell for every Chinese string of a length around a span whether it is attested."""
    return [
        known.has(text[at : at + length])
        for at in range(max(0, end - length), start + 1)
        if _is_run(text, at, length)
    ]


def _is_run(text: str, start: int, length: int) -> bool:
    string = text[start : start + length]
    return len(string) == length and all(map(is_han, string))
