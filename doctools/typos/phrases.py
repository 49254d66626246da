"""Common words and phrases with one character that sounds or looks like another.

Only a character that stands alone is suspected, and only if the text becomes far
better made of words. What the document writes more than once is meant that way.
"""

from __future__ import annotations

from collections import defaultdict
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from doctools.lexicon.likeness import NONE
from doctools.text.normalize import is_han
from doctools.typos.guards import grammar, is_coined, suspects
from doctools.typos.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.lexicon.index import Hits, Slip
    from doctools.lexicon.load import Lexicon
    from doctools.typos.passage import Passage

LEAST_GAIN = {2: 5.0, 3: 5.0, 4: 3.0}
"""Least gain by the length of the word: short ones fit by chance."""
CERTAIN_GAIN = 6.0
"""From here a finding is an error, below it a warning."""
SHORTEST_RUN = 5
"""A shorter run between marks or spaces is more likely a name."""
MARGIN = 1.5
"""How much better the best suggestion must be than the next."""


class _Suggestion(NamedTuple):
    gain: float
    right: str
    slip: Slip


def find_phrases(passage: Passage, *, lexicon: Lexicon) -> Iterator[Suspicion]:
    """Yield the lone characters that a similar one turns into part of a word."""
    for _, suggestions in sorted(_suggestions(passage, lexicon).items()):
        best, *others = sorted(suggestions, reverse=True)
        others = [one for one in others if one.right != best.right]
        if best.gain < _asked(passage, best.slip):
            continue
        if others and others[0].gain > best.gain - MARGIN:
            continue
        slip = best.slip
        written = passage.text[slip.start : slip.end]
        if passage.distinct.count(written) > 1 or any(
            map(is_coined, (written, slip.term))
        ):
            continue
        if _run_length(passage.text, slip.start, slip.end) < SHORTEST_RUN:
            continue
        if _is_called(passage.text, slip.start + slip.offset):
            continue
        yield Suspicion(
            start=slip.start,
            end=slip.end,
            code="typo.phrase",
            level="error" if best.gain >= CERTAIN_GAIN else "warning",
            suggestions=(slip.term,),
            reason="typo.phrase",
            facts={"written": written, "term": slip.term},
        )


def _asked(passage: Passage, slip: Slip) -> float:
    """Return the gain asked for.

    A word that is another one with a character beside it (知|不知道) says nothing of
    what else may stand there (字|不知道).
    """
    term, inner = slip.term, len(slip.term) - 1
    rest = term[1:] if slip.offset == 0 else term[:-1] if slip.offset == inner else ""
    loose = inner > 1 and passage.segmenter.is_word(rest)
    return inf if loose else LEAST_GAIN[len(term)]


def _is_called(text: str, place: int) -> bool:
    """Tell whether a character stands twice, as in what people are called: 余嬢嬢."""
    return text[place] in (text[place - 1 : place], text[place + 1 : place + 2])


def _run_length(text: str, start: int, end: int) -> int:
    """Return the length of the run of Chinese characters around a span."""
    while start and is_han(text[start - 1]):
        start -= 1
    while end < len(text) and is_han(text[end]):
        end += 1
    return end - start


def _suggestions(passage: Passage, lexicon: Lexicon) -> dict[int, list[_Suggestion]]:
    """Return for every lone character what it may stand for."""
    found: defaultdict[int, list[_Suggestion]] = defaultdict(list)
    gains: dict[tuple[int, str], float] = {}
    for slip in lexicon.near_phrases.slips(_alike(passage, lexicon)):
        place = slip.start + slip.offset
        right = slip.term[slip.offset]
        if passage.segmenter.is_word(passage.text[slip.start : slip.end]):
            continue
        if (place, right) not in gains:
            gains[place, right] = passage.gain(place, place + 1, right)
        found[place].append(_Suggestion(gains[place, right], right, slip))
    return found


def _alike(passage: Passage, lexicon: Lexicon) -> Hits:
    """Return lone characters in the place of one that sounds or looks like them."""
    near, points = lexicon.near_phrases, passage.points
    allowed = suspects(passage, lexicon=lexicon)
    hits = near.substituted(points, passage.windows, allowed)
    meant = near.characters(hits)
    alike = lexicon.likeness.kinds(points[hits.starts + hits.offsets], meant)
    return hits.where((alike != NONE) & ~grammar(meant))
