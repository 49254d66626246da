"""Rare variants: a string written once, one similar character off from a frequent one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from doctools.text.windows import Windows, codes, is_any_han
from doctools.typos.guards import FREE, resemblance
from doctools.typos.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from doctools.lexicon.load import Lexicon
    from doctools.text.windows import Hashes
    from doctools.typos.passage import Passage

LENGTHS = (4, 5, 6)
OFTEN = 3
"""How often the right form must stand in the document."""
LEAST_GAIN = 1.0
_BITS = 16
_REST = np.uint64(64 - _BITS)


class Variant(NamedTuple):
    """A string that is written once and the frequent one it resembles."""

    written: str
    usual: str
    gap: int


def find_rare_variants(passage: Passage, *, lexicon: Lexicon) -> Iterator[Suspicion]:
    """Yield what is written once and almost always otherwise in the same document.

    Paragraphs that repeat count once, so a slip in a passage pasted again is seen, and
    is reported at each place.
    """
    corrections: defaultdict[tuple[int, int], dict[str, Variant]] = defaultdict(dict)
    for variant in rare_variants(passage.distinct, shapes=lexicon.shapes):
        place = passage.text.find(variant.written)
        while place >= 0:
            spot = place + variant.gap
            corrections[spot, place][variant.usual[variant.gap]] = variant
            place = passage.text.find(variant.written, place + 1)
    yield from _judged(passage, corrections)


def _judged(
    passage: Passage,
    corrections: Mapping[tuple[int, int], dict[str, Variant]],
) -> Iterator[Suspicion]:
    by_spot: defaultdict[int, dict[str, Variant]] = defaultdict(dict)
    for (spot, _), rivals in corrections.items():
        by_spot[spot].update(rivals)
    for spot, rivals in by_spot.items():
        if len(rivals) > 1 or not passage.alone[spot]:
            continue
        ((right, variant),) = rivals.items()
        if passage.gain(spot, spot + 1, right) < LEAST_GAIN:
            continue
        start = spot - variant.gap
        yield Suspicion(
            start=start,
            end=start + len(variant.written),
            code="typo.consistency",
            level="warning",
            suggestions=(variant.usual,),
            reason="typo.consistency",
        )


def rare_variants(
    text: str, *, shapes: Mapping[str, frozenset[str]]
) -> Iterator[Variant]:
    """Yield the strings of 4 to 6 characters written once and one character off.

    The other string stands at least `OFTEN` times, and the characters sound or look
    alike.
    """
    windows = Windows(text)
    marks = np.append(0, np.cumsum(~is_any_han(codes(text))))
    for length in LENGTHS:
        chinese = np.flatnonzero(marks[length:] == marks[:-length])
        _, first, inverse, counts = np.unique(
            windows.exact(length)[chinese],
            return_index=True,
            return_inverse=True,
            return_counts=True,
        )
        once = chinese[counts[inverse] == 1]
        often = chinese[first[counts >= OFTEN]]
        if not len(often):
            continue
        # at the edge the character may belong to the word beside it
        for gap in range(1, length - 1):
            masked = windows.masked(length, gap)
            usual = dict(zip(masked[often].tolist(), often.tolist(), strict=True))
            for place in _among(once, masked, masked[often]).tolist():
                other = usual.get(int(masked[place]))
                if other is None:
                    continue
                found = Variant(
                    text[place : place + length], text[other : other + length], gap
                )
                if _is_likely(found, shapes):
                    yield found


def _among(places: NDArray[np.intp], masked: Hashes, known: Hashes) -> NDArray[np.intp]:
    """Return the places whose hash begins like one that is known: nearly all others go."""
    begins = np.zeros(1 << _BITS, np.bool_)
    begins[known >> _REST] = True
    among: NDArray[np.intp] = places[begins[masked[places] >> _REST]]
    return among


def _is_likely(found: Variant, shapes: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether a string has a character that resembles the usual one."""
    one, other = found.written[found.gap], found.usual[found.gap]
    if {one, other} & FREE:
        return False
    return resemblance(one, other, shapes=shapes) is not None
