"""Two characters typed twice or changed over, by what official text has written.

Nobody has ever written the pair where it stands; without the slip everybody does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.typos.familiarity import attested_around, is_judged, unattested
from doctools.typos.frames import belongs_once, doubled
from doctools.typos.guards import coined_around
from doctools.typos.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.lexicon.attested import Attested
    from doctools.lexicon.load import Lexicon
    from doctools.typos.passage import Passage

DOUBLED_GAIN = 2.0
DOUBLED_TRIGRAMS = 2
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
        threes, fours = _strings(passage, start, end, text[start], known)
        if sum(threes) < DOUBLED_TRIGRAMS or not any(fours):
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
    for start in unattested(passage, lexicon=lexicon, width=2).tolist():
        end = start + 2
        pair, right = text[start:end], text[start + 1] + text[start]
        is_word = passage.segmenter.is_word
        if pair == right or is_word(pair) or not is_word(right):
            continue
        if coined_around(text, start) or coined_around(text, start + 1):
            continue
        threes, fours = _strings(passage, start, end, right, known)
        if not threes or not all(threes) or not any(fours):
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


def _never(text: str, start: int, end: int, known: Attested) -> bool:
    """Tell whether no attested string of three holds all of a pair."""
    return not any(attested_around(text, start, end, 3, known=known))


def _strings(
    passage: Passage, start: int, end: int, right: str, known: Attested
) -> tuple[list[bool], list[bool]]:
    """Tell which strings of three and of four are attested with a span written right."""
    text = passage.text
    before = text[max(0, start - REACH) : start]
    around = before + right + text[end : end + REACH]
    span = len(before), len(before) + len(right)
    threes, fours = (attested_around(around, *span, n, known=known) for n in (3, 4))
    return threes, fours
