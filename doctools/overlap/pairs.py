"""Passages that works share with each other, and with reference texts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Indel

from doctools.overlap.classify import HINT
from doctools.overlap.discount import GRAM, LEAST_RESIDUAL
from doctools.overlap.fingerprints import group, hash_grams
from doctools.overlap.match import (
    Block,
    Passage,
    align,
    disjoint,
    matched,
    merge,
    trim,
)
from doctools.overlap.seeds import Runs, gather, grow, join, seeds_between

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from doctools.overlap.discount import Discount
    from doctools.overlap.fingerprints import Corpus, Groups

SEED = 6
"""Characters of a seed between works: every fifth may be edited."""
LEAST_SHARED = 8
"""Characters of seeds two works must share to be looked at."""
SEED_HOLDERS = 4
"""Works that share a seed; what more hold is common text."""
LEAST_SOURCED = 18
"""Characters of exact runs that make a cluster worth following to its source."""
MOST_SOURCES = 4
"""Places in reference texts that are followed up for one gram."""
LEAST_MATCHED = 0.6
"""Share of a passage's shorter side that is equal on the other."""


def between_works(
    corpus: Corpus, *, discount: Discount
) -> Iterator[tuple[int, int, Passage]]:
    """Yield the passages each two works share.

    Each holds at least `HINT` characters on either side and `LEAST_RESIDUAL` equal ones
    outside discounted text; the left text has the smaller number.
    """
    codes = corpus.codes[: len(discount.own)]
    groups = group(hash_grams(codes, SEED), corpus)
    seeds = seeds_between(groups, most=SEED_HOLDERS)
    seeds = seeds.take(corpus.owners(seeds.left) != corpus.owners(seeds.right))
    runs = _promising(corpus, join(seeds, length=SEED), least=LEAST_SHARED)
    runs = grow(codes, runs)
    pieces: list[Passage] = []
    numbers: list[int] = []
    own = own_characters(discount.own, runs)
    for cluster in gather(runs, _pairs(corpus, runs), own):
        left, right = _texts(corpus, cluster)
        found = _aligned(corpus, cluster, left, right)
        pieces += found
        numbers += [left * len(corpus.starts) + right] * len(found)
    for whole in merge(pieces, pairs=numbers):
        if whole.characters < HINT:
            continue
        passage = trim(whole, discount.marks)
        if passage is None or not is_alike(passage):
            continue
        if matched(passage, discount.marks) >= LEAST_RESIDUAL:
            left, right = passage.left[0], passage.right[0]
            yield int(corpus.owner[left]), int(corpus.owner[right]), passage


def with_sources(
    corpus: Corpus, *, discount: Discount
) -> Iterator[tuple[int, int, Passage]]:
    """Yield the passages works share with the texts after them.

    Of several sources of one passage the one that holds most of it, then the first.
    """
    limit = len(discount.own)
    runs = join(_across(discount.sourced, limit=limit), length=GRAM)
    runs = grow(corpus.codes, _promising(corpus, runs, least=GRAM + 1))
    clusters = gather(runs, _pairs(corpus, runs), runs.length, least=LEAST_SOURCED)
    ranked = [
        (
            -int(cluster.length.sum()),
            *_texts(corpus, cluster),
            int(cluster.left[0]),
            cluster,
        )
        for cluster in clusters
    ]
    ranked.sort(key=lambda entry: entry[:4])
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    pieces: list[Passage] = []
    numbers: list[int] = []
    for number, (_, left, right, _, cluster) in enumerate(ranked):
        span = int(cluster.left[0]), int((cluster.left + cluster.length).max())
        if _is_taken(taken[left], span):
            continue
        taken[left].append(span)
        found = _pieces(corpus, cluster, left, right)
        pieces += found
        numbers += [number] * len(found)
    for passage in merge(pieces, pairs=numbers):
        if is_alike(passage):
            left, right = passage.left[0], passage.right[0]
            yield int(corpus.owner[left]), int(corpus.owner[right]), passage


def _promising(corpus: Corpus, runs: Runs, *, least: int) -> Runs:
    """Return the runs of pairs that share at least so many characters."""
    pairs = _pairs(corpus, runs)
    order = np.argsort(pairs)
    begins = np.flatnonzero(np.diff(pairs[order], prepend=-1))
    if not len(begins):
        return runs
    sums = np.add.reduceat(runs.length[order], begins)
    sizes = np.diff(np.append(begins, len(order)))
    kept = np.zeros(len(order), np.bool_)
    kept[order] = np.repeat(sums >= least, sizes)
    return runs.take(kept)


def _pairs(corpus: Corpus, runs: Runs) -> NDArray[np.int64]:
    """Return a number for the pair of texts of each run."""
    lefts, rights = corpus.owners(runs.left), corpus.owners(runs.right)
    return lefts * len(corpus.starts) + rights


def _pieces(corpus: Corpus, cluster: Runs, left: int, right: int) -> list[Passage]:
    """Return a lone exact run as it is, and several aligned."""
    if len(cluster.left) > 1:
        return _aligned(corpus, cluster, left, right)
    start, other, length = (
        int(column[0]) for column in (cluster.left, cluster.right, cluster.length)
    )
    block = Block(start, other, length)
    return [Passage((start, start + length), (other, other + length), (block,))]


def _is_taken(spans: Sequence[tuple[int, int]], span: tuple[int, int]) -> bool:
    """Tell whether half of a span lies in others."""
    inside = sum(max(0, min(e, span[1]) - max(s, span[0])) for s, e in spans)
    return inside * 2 >= span[1] - span[0]


def is_alike(passage: Passage) -> bool:
    """Tell whether a passage is long and like enough to be shown."""
    shorter = passage.characters
    if shorter < HINT:
        return False
    return equal_characters(passage) >= LEAST_MATCHED * shorter


def equal_characters(passage: Passage) -> int:
    """Return how many characters agree, on the side with fewer."""
    sides = (
        [(block.left, block.left + block.length) for block in passage.blocks],
        [(block.right, block.right + block.length) for block in passage.blocks],
    )
    return min(sum(end - start for start, end in disjoint(side)) for side in sides)


def similarity(corpus: Corpus, passage: Passage) -> float:
    """Return 1 - normalised indel distance of the two sides, to four places."""
    sides = corpus.string(*passage.left), corpus.string(*passage.right)
    return round(Indel.normalized_similarity(*sides), 4)


def _aligned(corpus: Corpus, cluster: Runs, left: int, right: int) -> list[Passage]:
    bounds = (
        int(corpus.starts[left]),
        corpus.end(left),
        int(corpus.starts[right]),
        corpus.end(right),
    )
    return align(corpus, cluster, bounds=bounds)


def _texts(corpus: Corpus, cluster: Runs) -> tuple[int, int]:
    left, right = corpus.owner[cluster.left[0]], corpus.owner[cluster.right[0]]
    return int(left), int(right)


def own_characters(own: NDArray[np.bool_], runs: Runs) -> NDArray[np.int64]:
    """Return how many characters of each run are not discounted."""
    sums = np.zeros(len(own) + 1, np.int32)
    np.cumsum(own, out=sums[1:])
    left = sums[runs.left + runs.length] - sums[runs.left]
    right = sums[runs.right + runs.length] - sums[runs.right]
    fewer: NDArray[np.int64] = np.minimum(left, right).astype(np.int64)
    return fewer


def _across(groups: Groups, *, limit: int) -> Runs:
    """Pair places before `limit` with up to `MOST_SOURCES` equal ones after it."""
    number = np.repeat(np.arange(len(groups.sizes)), groups.sizes)
    ours = groups.places < limit
    before = np.bincount(number[ours], minlength=len(groups.sizes))
    entries = np.flatnonzero(ours)
    of = number[entries]
    lefts, rights = [], []
    for place in range(MOST_SOURCES):
        there = before[of] + place < groups.sizes[of]
        target = groups.begins[of[there]] + before[of[there]] + place
        lefts.append(groups.places[entries[there]])
        rights.append(groups.places[target])
    left, right = np.concatenate(lefts), np.concatenate(rights)
    return Runs(left, right, np.ones(len(left), np.int64))
