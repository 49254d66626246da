"""Passages that many works hold: one record with all holders, for one decision.

No frequency cut hides them: they are read off the grams that five or more works hold,
and off pairs that link up to five or more works when everybody edited a little.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel

from doctools.overlap.discount import GRAM, MANY
from doctools.overlap.seeds import REACH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.overlap.discount import Discount
    from doctools.overlap.fingerprints import Corpus

LEAST_COMMON = 40
"""Folded characters of a common passage: what is worth a review."""
LEAST_AGREED = 0.8
"""Share of the shorter of two versions of a passage that is equal, in order."""
_SAME_PLACE = 0.7
"""Share of both spans that overlaps where two matches are about one passage."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Grams:
    """Shared grams of the works: parallel arrays, ascending by place.

    Attributes:
        places: index into the corpus, int64.
        texts: number of the work, int64.
        groups: number of the gram, int64.
        stretches: number of the stretch of text they make up, int64.
    """

    places: NDArray[np.int64]
    texts: NDArray[np.int64]
    groups: NDArray[np.int64]
    stretches: NDArray[np.int64]

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Grams:
        """Return the chosen ones."""
        return Grams(
            self.places[chosen],
            self.texts[chosen],
            self.groups[chosen],
            self.stretches[chosen],
        )


def held_by_many(corpus: Corpus, discount: Discount) -> Iterator[dict[int, Span]]:
    """Yield each common passage: work number to the span of codes that holds it."""
    grams = _long_stretches(corpus, discount)
    components = _components(grams)
    order = np.argsort(components, kind="stable")
    cuts = np.flatnonzero(np.diff(components[order])) + 1
    for part in np.split(order, cuts):
        if len(part):
            yield from _passages(_renumbered(grams.take(part)), corpus)


def _renumbered(grams: Grams) -> Grams:
    """Return grams with their groups and stretches numbered from 0, in their order.

    Tables with a line for each are then as small as the component.
    """
    groups, stretches = (
        np.unique(numbers, return_inverse=True)[1]
        for numbers in (grams.groups, grams.stretches)
    )
    return Grams(grams.places, grams.texts, groups, stretches)


def _long_stretches(corpus: Corpus, discount: Discount) -> Grams:
    """Return the shared grams that lie in stretches long enough to matter."""
    shared = discount.shared
    order = np.argsort(shared.places)
    places = shared.places[order]
    numbers = np.repeat(np.arange(len(shared.sizes)), shared.sizes)[order]
    texts = corpus.owners(places)
    while len(places):
        new = np.diff(places, prepend=-REACH * 2) > REACH
        new[1:] |= texts[1:] != texts[:-1]
        stretches = np.cumsum(new) - 1
        starts = np.flatnonzero(new)
        ends = places[np.append(starts[1:], len(places)) - 1] + GRAM
        kept = (ends - places[starts] >= LEAST_COMMON)[stretches]
        kept &= _holders(numbers[kept], texts[kept], len(shared.sizes))[numbers] >= MANY
        if kept.all():
            return Grams(places, texts, numbers, stretches)
        places, texts, numbers = places[kept], texts[kept], numbers[kept]
    return Grams(places, texts, numbers, np.zeros(0, np.int64))


def _holders(
    groups: NDArray[np.int64], texts: NDArray[np.int64], count: int
) -> NDArray[np.int64]:
    """Return for each group the number of texts in it."""
    if not len(groups):
        return np.zeros(count, np.int64)
    width = int(texts.max()) + 1
    once = np.sort(groups * width + texts)
    once = once[np.diff(once, prepend=-1) != 0]
    return np.bincount(once // width, minlength=count)


def _components(grams: Grams) -> NDArray[np.int64]:
    """Return a number for each gram, equal where stretches are linked by grams."""
    labels = grams.stretches.copy()
    while len(labels):
        before = labels
        for key in (grams.groups, grams.stretches):
            least = np.full(int(key.max()) + 1, len(labels), np.int64)
            np.minimum.at(least, key, labels)
            labels = least[key]
        if np.array_equal(before, labels):
            break
    return labels


def _passages(grams: Grams, corpus: Corpus) -> Iterator[dict[int, Span]]:
    """Yield the passages of one component, each read along its fullest stretch."""
    while len(grams.places):
        counts = np.bincount(grams.stretches)
        pivot = grams.stretches == int(counts.argmax())
        if int(np.count_nonzero(pivot)) < (LEAST_COMMON - GRAM) // 2:
            return
        taken = pivot.copy()
        for low, high in _segments(grams, pivot):
            groups = grams.groups[pivot & (grams.places >= low) & (grams.places < high)]
            inside = _of_groups(grams, groups)
            holders = _spans(grams.take(inside), _distinct(np.sort(groups)))
            variants = _variants(grams, holders, length=high - low + GRAM)
            passage = corpus.string(low, high + GRAM - 1)
            for text, (start, end) in variants.items():
                if _is_version(corpus.string(start, end), passage):
                    holders[text] = start, end
            if len(holders) >= MANY:
                yield holders
            taken |= _inside(grams, holders)
        grams = grams.take(~taken)


def _distinct(ascending: NDArray[np.int64]) -> int:
    """Return how many different numbers there are."""
    return int(np.count_nonzero(np.diff(ascending, prepend=-1)))


def _of_groups(grams: Grams, groups: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which grams are of some groups."""
    chosen = np.zeros(int(grams.groups.max(initial=-1)) + 1, np.bool_)
    chosen[groups] = True
    return chosen[grams.groups]


def _inside(grams: Grams, holders: dict[int, Span]) -> NDArray[np.bool_]:
    """Tell which grams begin in the span of their text."""
    starts = np.zeros(int(grams.texts.max(initial=-1)) + 1, np.int64)
    ends = starts.copy()
    for text, (start, end) in holders.items():
        starts[text], ends[text] = start, end
    inside = grams.places >= starts[grams.texts]
    inside &= grams.places < ends[grams.texts]
    return inside


def _segments(grams: Grams, pivot: NDArray[np.bool_]) -> list[Span]:
    """Cut a stretch where the works that hold it change."""
    places = grams.places[pivot]
    column = np.full(int(grams.groups.max()) + 1, -1, np.int64)
    column[grams.groups[pivot]] = np.arange(len(places))
    columns = column[grams.groups]
    there = columns >= 0
    rows = np.cumsum(np.diff(grams.texts[there], prepend=-1) != 0) - 1
    held = np.zeros((int(rows[-1]) + 1, len(places)), np.bool_)
    held[rows, columns[there]] = True
    held = _bridged(held, REACH)
    counts = held.sum(axis=0)
    both = (held[:, 1:] & held[:, :-1]).sum(axis=0)
    either = (held[:, 1:] | held[:, :-1]).sum(axis=0)
    many = counts >= MANY
    cut = (both * 2 < either) | (many[1:] != many[:-1])
    bounds = [0, *(np.flatnonzero(cut) + 1).tolist(), len(places)]
    return [
        (int(places[low]), int(places[high - 1]) + 1)
        for low, high in itertools.pairwise(bounds)
        if many[low] and int(places[high - 1]) + GRAM - int(places[low]) >= LEAST_COMMON
    ]


def _bridged(held: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
    """Fill gaps of up to `reach` columns between held ones, row by row."""
    columns = np.arange(held.shape[1], dtype=np.int32)
    before = np.maximum.accumulate(
        np.where(held, columns, np.int32(-reach * 9)), axis=1
    )
    beyond = np.int32(held.shape[1] + reach * 9)
    flipped = np.where(held, columns, beyond)[:, ::-1]
    after = np.minimum.accumulate(flipped, axis=1)[:, ::-1]
    return after - before <= reach


def _spans(grams: Grams, size: int) -> dict[int, Span]:
    """Return where each work holds at least half of `size` grams.

    Where it holds them twice, the fuller part, then the first.
    """
    begins = _parts(grams)
    width = int(grams.groups.max(initial=0)) + 1
    numbers = np.repeat(
        np.arange(len(begins)), np.diff(begins, append=len(grams.places))
    )
    once = np.sort(numbers * width + grams.groups)
    once = once[np.diff(once, prepend=-1) != 0]
    counts = np.bincount(once // width, minlength=len(begins))
    return _fullest(grams, begins, counts, np.flatnonzero(counts * 2 >= size))


def _is_version(text: str, passage: str) -> bool:
    """Tell whether a text agrees with a passage, in order, but for some edits."""
    longest = Indel.similarity(text, passage) / 2
    return longest >= LEAST_AGREED * min(len(text), len(passage))


def _variants(
    grams: Grams, holders: dict[int, Span], *, length: int
) -> dict[int, Span]:
    """Return those who seem to hold a passage but changed it in other places.

    Two works that each edited a passage may have few grams of it in common, but each
    has those of others. So whoever holds grams of any holder is one too, if they make up
    half of the passage and three quarters of the span they stand in: slogans among
    other words do not. Until nobody is added.
    """
    first = holders.keys()
    texts = _distinct(grams.texts)
    while len(holders) < texts:
        groups = grams.groups[_inside(grams, holders)]
        found = grams.take(_of_groups(grams, groups))
        begins = _parts(found)
        steps = np.minimum(np.diff(found.places, append=0), GRAM)
        lasts = np.append(begins[1:], len(steps)) - 1
        steps[lasts] = GRAM
        covered = np.add.reduceat(steps, begins) if len(begins) else begins
        spans = found.places[lasts] + GRAM - found.places[begins]
        least = max(LEAST_COMMON, length // 2)
        full = np.flatnonzero((covered >= least) & (covered * 4 >= spans * 3))
        added = _fullest(found, begins, covered, full)
        if added.keys() <= holders.keys():
            break
        holders = added | holders
    return {text: span for text, span in holders.items() if text not in first}


def _parts(grams: Grams) -> NDArray[np.int64]:
    """Return where the grams of a text begin that lie close together."""
    new = np.diff(grams.places, prepend=-REACH * 2) > REACH
    new[1:] |= grams.texts[1:] != grams.texts[:-1]
    return np.flatnonzero(new)


def _fullest(
    grams: Grams,
    begins: NDArray[np.int64],
    counts: NDArray[np.int64],
    chosen: NDArray[np.int64],
) -> dict[int, Span]:
    """Return for each text the span of the chosen part that counts most."""
    lasts = np.append(begins[1:], len(grams.places)) - 1
    best: dict[int, tuple[int, Span]] = {}
    for part in chosen.tolist():
        text, count = int(grams.texts[begins[part]]), int(counts[part])
        if text not in best or best[text][0] < count:
            end = int(grams.places[lasts[part]]) + GRAM
            best[text] = count, (int(grams.places[begins[part]]), end)
    return {text: span for text, (_, span) in best.items()}


def link(items: Sequence[dict[int, Span]]) -> list[list[int]]:
    """Return the numbers of items that are about the same passage, in groups.

    Two items are when a work holds both in nearly the same place.
    """
    parents = list(range(len(items)))

    def root(item: int) -> int:
        while parents[item] != item:
            parents[item] = parents[parents[item]]
            item = parents[item]
        return item

    by_text: dict[int, list[tuple[Span, int]]] = defaultdict(list)
    for number, item in enumerate(items):
        for text, span in item.items():
            by_text[text].append((span, number))
    for spans in by_text.values():
        for one, other in _same_places(sorted(spans)):
            parents[root(other)] = root(one)
    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(len(items)):
        groups[root(number)].append(number)
    return list(groups.values())


def _same_places(spans: Sequence[tuple[Span, int]]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of each two spans that nearly coincide; spans ascend."""
    for place, ((start, end), number) in enumerate(spans):
        for (other_start, other_end), other in spans[place + 1 :]:
            if other_start >= end:
                break
            same = min(end, other_end) - other_start
            if same >= _SAME_PLACE * max(end - start, other_end - other_start):
                yield number, other


def united(items: Sequence[dict[int, Span]]) -> dict[int, Span]:
    """Return where each work holds the passage that items are about.

    Overlapping spans are joined. Of several places in one work the fullest counts, then
    the first.
    """
    spans: dict[int, list[Span]] = defaultdict(list)
    for item in items:
        for text, span in item.items():
            spans[text].append(span)
    result = {}
    for text, found in spans.items():
        joined: list[Span] = []
        for start, end in sorted(found):
            if joined and start <= joined[-1][1]:
                joined[-1] = joined[-1][0], max(end, joined[-1][1])
            else:
                joined.append((start, end))
        result[text] = max(joined, key=lambda span: (span[1] - span[0], -span[0]))
    return result
