"""From shared grams to clusters of exact runs, for all pairs at once.

Seeds are grown to exact runs and gathered into clusters that are dense on both sides,
in whatever order.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from doctools.overlap.fingerprints import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.overlap.fingerprints import Groups

REACH = 30
"""Characters between two runs that still belong to one passage."""
LEAST_SEEDED = 12
"""Characters of exact runs that make a cluster worth aligning."""
LEAST_OWN = 8
"""Those of them that are neither reference nor common text."""
_MOST_PLACES = 12
_LOW = np.int64((1 << 32) - 1)


@dataclass(frozen=True, slots=True)
class Runs:
    """Exact runs two places share; index arrays of one length, int64.

    Attributes:
        left: where each begins on the left.
        right: where it begins on the right, always further on in the corpus.
        length: characters.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    length: NDArray[np.int64]

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Runs:
        """Return the chosen ones."""
        return Runs(self.left[chosen], self.right[chosen], self.length[chosen])


def seeds_between(groups: Groups, *, most: int) -> Runs:
    """Return every two places of one gram that at most `most` texts hold.

    Both places may lie in one text. Grams that stand more than a dozen times are left
    out: they are formula, and the longer ones around them are not. In a single text a
    place is paired with the first and with the one before: in a list of alike lines all
    pairs would be too many, and any repeat is of one of these.
    """
    fit = (groups.holders <= most) & (groups.sizes <= _MOST_PLACES)
    lefts, rights = [], []
    for size in np.unique(groups.sizes[fit]).tolist():
        begins = groups.begins[fit & (groups.sizes == size)]
        for first, second in combinations(range(size), 2):
            if most == 1 and first and second - first > 1:
                continue
            lefts.append(groups.places[begins + first])
            rights.append(groups.places[begins + second])
    left = np.concatenate(lefts) if lefts else np.zeros(0, np.int64)
    right = np.concatenate(rights) if rights else np.zeros(0, np.int64)
    return Runs(left, right, np.ones(len(left), np.int64))


def join(seeds: Runs, *, length: int) -> Runs:
    """Return the exact runs that overlapping or touching seeds make up.

    Args:
        seeds: places with equal grams.
        length: of the grams.
    """
    keys = np.sort(((seeds.right - seeds.left) << 32) | seeds.left)
    starts = np.flatnonzero(np.diff(keys, prepend=-length - 1) > length)
    lasts = np.append(starts[1:], len(keys))[: len(starts)] - 1
    left, shift = keys[starts] & _LOW, keys[starts] >> 32
    return Runs(left, left + shift, (keys[lasts] & _LOW) + length - left)


def grow(codes: NDArray[np.uint32], runs: Runs) -> Runs:
    """Return the longest exact run around each run, each once."""
    shift = runs.right - runs.left
    left = _walk(codes, runs.left - 1, shift, step=-1) + 1
    end = _walk(codes, runs.left + runs.length, shift, step=1)
    order = np.argsort((shift << 32) | left)
    left, shift, end = left[order], shift[order], end[order]
    new = (np.diff(left, prepend=-1) != 0) | (np.diff(shift, prepend=-1) != 0)
    return Runs(left[new], (left + shift)[new], (end - left)[new])


def _walk(
    codes: NDArray[np.uint32],
    places: NDArray[np.int64],
    shift: NDArray[np.int64],
    *,
    step: int,
) -> NDArray[np.int64]:
    """Return the first place in a direction where the two sides differ or end."""
    places = places.copy()
    active = np.arange(len(places))
    width = 1
    while len(active):
        # before the first text comes, counted from the end, the gap after the last
        here = places[active, np.newaxis] + step * np.arange(width)
        codes_here = codes[here]
        there = codes[here + shift[active, np.newaxis]]
        same = (codes_here == there) & (codes_here != 0)
        on = same.all(axis=1)
        places[active] += step * np.where(on, width, same.argmin(axis=1))
        active = active[on]
        width = min(2 * width, GAP)
    return places


def gather(
    runs: Runs,
    pairs: NDArray[np.int64],
    own: NDArray[np.int64],
    *,
    least: int = LEAST_SEEDED,
) -> Iterator[Runs]:
    """Yield clusters of runs that lie close on both sides, in any order.

    Args:
        runs: exact runs.
        pairs: number of the pair of texts of each.
        own: characters of each that are neither reference nor common text.
        least: characters of exact runs that make a cluster.
    """
    labels = _cluster(runs, pairs)
    enough = np.bincount(labels, runs.length) >= least
    enough &= np.bincount(labels, own) >= LEAST_OWN
    kept = enough[labels]
    runs, labels = runs.take(kept), labels[kept]
    order = np.lexsort((runs.right, runs.left, labels))
    runs, labels = runs.take(order), labels[order]
    cuts = (np.flatnonzero(np.diff(labels)) + 1).tolist()
    for low, high in pairwise([0, *cuts, len(labels)] if len(labels) else []):
        part = slice(low, high)
        yield Runs(runs.left[part], runs.right[part], runs.length[part])


def _cluster(runs: Runs, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return a cluster number for each run.

    Cutting at wide gaps on one side, then on the other, until nothing changes.
    """
    labels = np.unique(pairs, return_inverse=True)[1].astype(np.int64)
    sides = (runs.left, runs.right)
    count, unchanged, turn = 0, 0, 0
    while unchanged < 2:
        labels = cut_at_gaps(labels, sides[turn % 2], runs.length)
        found = int(labels.max(initial=-1)) + 1
        unchanged = unchanged + 1 if found == count else 0
        count, turn = found, turn + 1
    return labels


def cut_at_gaps(
    labels: NDArray[np.int64], starts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return new labels: those of one label part where a gap exceeds `REACH`."""
    order = np.lexsort((starts, labels))
    group, begin = labels[order], starts[order]
    shift = group << 33
    reach = np.maximum.accumulate(begin + lengths[order] + shift)
    new = np.ones(len(order), np.bool_)
    new[1:] = (begin + shift)[1:] > reach[:-1] + REACH
    result = np.empty_like(labels)
    result[order] = np.cumsum(new) - 1
    return result
