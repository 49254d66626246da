"""Official terms that are one slip away from what is written."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from doctools.lexicon.index import MISSING, SHORTEST_EDIT, together
from doctools.lexicon.likeness import NONE, SHAPE, SOUND
from doctools.text.windows import is_any_han
from doctools.typos.guards import (
    FREE,
    covered,
    grammar,
    is_coined,
    resemblance,
    suspects,
)
from doctools.typos.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from doctools.lexicon.index import Hits, Slip
    from doctools.lexicon.load import Lexicon
    from doctools.typos.passage import Passage

LEAST_GAIN = {
    "sound": 2.0,
    "shape": 2.0,
    "near_sound": 2.0,
    "sound_at_edge": 4.0,
    "shape_at_edge": 4.0,
    "doubled": 2.0,
    "unrelated": 4.0,
    "missing": 2.0,
    "extra": 5.0,
    "swapped": 3.0,
}
"""Least gain for each way in which a term may be miswritten."""
EDGE_RELIEF = 0.5
"""How much less is asked at the edge for each character beyond `LONG_TERM`: the more of
a term stands there, the less its end is chance. Never below the least of all."""
LEAST_LENGTH = {"doubled": 4, "unrelated": 6, "missing": 6, "extra": 5, "swapped": 4}
"""Least length of the term for the slips that neither sound nor shape explains."""
DIVISIONS = frozenset("国省市县区乡镇村")
"""Titles and slogans are made anew for each of these."""
LONG_TERM = 4
"""A shorter term is too often chance at its edges: 龙南市 is no 陇南市."""
CERTAIN_GAIN = 3.0
"""From here a finding is an error, below it a warning."""


class Correction(NamedTuple):
    """A slip that passed its guards: what to write instead of a span."""

    start: int
    end: int
    suggestion: str
    gain: float
    kind: str
    written: str
    term: str


def find_terms(passage: Passage, *, lexicon: Lexicon) -> Iterator[Suspicion]:
    """Yield the places one slip away from a term; where two terms fit, none."""
    by_place: defaultdict[tuple[int, int], list[Correction]] = defaultdict(list)
    for one in corrections(passage, lexicon=lexicon):
        by_place[one.start, one.end].append(one)
    for (start, end), rivals in by_place.items():
        if len({one.suggestion for one in rivals}) > 1:
            continue
        best = max(rivals, key=lambda one: (one.gain, one.term))
        yield Suspicion(
            start=start,
            end=end,
            code="typo.term",
            level="error" if _is_certain(best) else "warning",
            suggestions=(best.suggestion,),
            reason="typo.term",
            facts={"written": best.written, "term": best.term},
        )


def _is_certain(one: Correction) -> bool:
    explained = one.kind == "doubled" or one.kind not in LEAST_LENGTH
    return explained and one.gain >= CERTAIN_GAIN


def corrections(passage: Passage, *, lexicon: Lexicon) -> Iterator[Correction]:
    """Yield the slips that pass the guards."""
    for slip in lexicon.near_terms.slips(_substitutions(passage, lexicon)):
        place = slip.start + slip.offset
        right = slip.term[slip.offset]
        kind = _kind(passage, slip, lexicon)
        if kind is None:
            continue
        found = _weigh(
            passage,
            slip,
            lexicon=lexicon,
            kind=kind,
            span=(place, place + 1),
            right=right,
        )
        if found is not None:
            yield found
    yield from _edits(passage, lexicon)


def _substitutions(passage: Passage, lexicon: Lexicon) -> Hits:
    """Return wrong characters, those aside that `_kind` would never name."""
    near, points = lexicon.near_terms, passage.points
    allowed = suspects(passage, lexicon=lexicon)
    hits = near.substituted(points, passage.windows, allowed)
    meant, lengths = near.characters(hits), near.lengths[hits.terms]
    alike = lexicon.likeness.kinds(points[hits.starts + hits.offsets], meant)
    at_edge = (hits.offsets == 0) | (hits.offsets == lengths - 1)
    just_like = ((alike == SOUND) | (alike == SHAPE)) & (lengths >= LONG_TERM)
    credible = np.where(
        at_edge, just_like, (alike != NONE) | (lengths >= LEAST_LENGTH["doubled"])
    )
    return hits.where(credible & ~grammar(meant))


def _kind(passage: Passage, slip: Slip, lexicon: Lexicon) -> str | None:
    """Return how a character of a term was mistaken, None where it is not credible.

    At the edge of the term a character may belong to the word beside it: there it has
    to sound or look just like the right one.
    """
    written = passage.text[slip.start : slip.end]
    one, right = written[slip.offset], slip.term[slip.offset]
    kind = resemblance(one, right, shapes=lexicon.shapes)
    if not 0 < slip.offset < len(written) - 1:
        near = kind in ("sound", "shape") and len(written) >= LONG_TERM
        return f"{kind}_at_edge" if near else None
    if kind is not None:
        return kind
    if one in (written[slip.offset - 1], written[slip.offset + 1]):
        return "doubled"
    return None if {one, right} <= DIVISIONS else "unrelated"


def _edits(passage: Passage, lexicon: Lexicon) -> Iterator[Correction]:
    """Yield missing, extra and swapped characters."""
    for slip in lexicon.near_terms.slips(_edited(passage, lexicon)):
        if not _is_credible(passage, slip, lexicon):
            continue
        place = slip.start + slip.offset
        length = {"missing": 0, "extra": 1, "swapped": 2}[slip.kind]
        right = {
            "missing": slip.term[slip.offset],
            "extra": "",
            "swapped": slip.term[slip.offset : slip.offset + 2],
        }[slip.kind]
        found = _weigh(
            passage,
            slip,
            lexicon=lexicon,
            kind="doubled" if _is_doubled(passage, slip) else slip.kind,
            span=(place, place + length),
            right=right,
        )
        if found is not None:
            yield found


def _edited(passage: Passage, lexicon: Lexicon) -> Hits:
    """Return what stands in Chinese outside all terms, as far as `_is_credible` may."""
    near, alone = lexicon.near_terms, passage.alone
    varied = near.varied(passage.windows)
    gaps = np.minimum(varied.starts + varied.offsets, len(alone) - 1)
    torn = alone[gaps] | alone[gaps - 1]
    inserted = near.inserted(
        passage.points, passage.windows, _may_be_extra(passage, lexicon)
    )
    hits = together([varied.where(torn | (varied.kinds != MISSING)), inserted])
    taken = covered(passage, lexicon=lexicon) | ~is_any_han(passage.points)
    before = np.append(0, np.cumsum(taken))
    return hits.where(before[near.ends(hits)] == before[hits.starts])


def _may_be_extra(passage: Passage, lexicon: Lexicon) -> NDArray[np.bool_]:
    """Return for every character whether it may stand there beside the right ones.

    It is the one before it again, with a lone one about, or alone and like a neighbour.
    """
    points, alone = passage.points, passage.alone
    found = np.zeros(len(points), np.bool_)
    if len(points) < SHORTEST_EDIT:
        return found
    places = np.flatnonzero(alone[1:-1] & ~grammar(points[1:-1])) + 1
    for beside in (-1, 1):
        alike = lexicon.likeness.kinds(points[places], points[places + beside])
        found[places[alike != NONE]] = True
    near_alone = alone[:-2] | alone[1:-1] | alone[2:]
    found[1:-1] |= near_alone & (points[1:-1] == points[:-2])
    return found


def _is_credible(passage: Passage, slip: Slip, lexicon: Lexicon) -> bool:
    """Tell whether a missing, extra or swapped character leaves its mark.

    Where one is missing, a torn character is left beside the gap, and neither is at the
    edge of the term, where it may be another word's end. An extra one resembles its
    neighbour. Two swapped ones both stand alone.
    """
    alone, offset, term = passage.alone, slip.offset, slip.term
    place = slip.start + offset
    if slip.kind == "missing":
        torn = alone[place - 1 : place + 1].any()
        return bool(torn and 1 < offset < len(term) - 2 and term[offset] not in FREE)
    if slip.kind == "swapped":
        pair = term[offset : offset + 2]
        return bool(alone[place : place + 2].all()) and FREE.isdisjoint(pair)
    if _is_doubled(passage, slip):
        return bool(alone[place - 1 : place + 2].any())
    one = passage.text[place]
    beside = passage.text[place - 1] + passage.text[place + 1]
    return (
        bool(alone[place])
        and one not in FREE
        and any(resemblance(one, other, shapes=lexicon.shapes) for other in beside)
    )


def _is_doubled(passage: Passage, slip: Slip) -> bool:
    """Tell whether an extra character is the one before or behind it typed twice."""
    place = slip.start + slip.offset
    one = passage.text[place]
    beside = (passage.text[place - 1], passage.text[place + 1])
    return slip.kind == "extra" and one in beside


def _weigh(
    passage: Passage,
    slip: Slip,
    *,
    lexicon: Lexicon,
    kind: str,
    span: tuple[int, int],
    right: str,
) -> Correction | None:
    """Ask the segmentation; widen the span to the word that is corrected."""
    written = passage.text[slip.start : slip.end]
    if len(slip.term) < LEAST_LENGTH.get(kind, 0) or passage.segmenter.is_word(written):
        return None
    if is_coined(written):
        return None
    if kind == "unrelated" and slip.term not in passage.text:
        return None  # nothing links the two but the writer's own usage
    if kind in LEAST_LENGTH and passage.distinct.count(written) > 1:
        return None  # what is written again is meant that way
    start, end = span
    better = passage.gain(start, end, right)
    if better < _least_gain(kind, slip.term):
        return None
    first, last = _word(lexicon, slip, span, right)
    suggestion = passage.text[first:start] + right + passage.text[end:last]
    return Correction(first, last, suggestion, better, kind, written, slip.term)


def _least_gain(kind: str, term: str) -> float:
    least = LEAST_GAIN[kind]
    if not kind.endswith("_at_edge"):
        return least
    relief = EDGE_RELIEF * max(0, len(term) - LONG_TERM)
    return max(min(LEAST_GAIN.values()), least - relief)


def _word(
    lexicon: Lexicon, slip: Slip, span: tuple[int, int], right: str
) -> tuple[int, int]:
    """Return the bounds, in the text, of the term's word that is corrected."""
    low = span[0] - slip.start
    high = low + len(right)
    first, last = low, high
    for token in lexicon.words_of(slip.term):
        if token.start < max(high, low + 1) and token.end > low:
            first, last = min(first, token.start), max(last, token.end)
    if last - first == len(right) and span[0] == span[1]:
        first -= 1  # a span has at least one character
    return slip.start + first, span[1] + last - high
