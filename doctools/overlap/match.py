"""From clusters of exact runs to passages: alignment, merging, trimming.

Only clusters with enough text of their own come here; they are aligned one by one
with rapidfuzz.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz.distance import Indel

from doctools.overlap.seeds import REACH, Runs, cut_at_gaps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.overlap.fingerprints import Corpus

CUT = 80
"""Characters missing on one side where a passage was shortened."""
FLANK = 40
"""Characters beyond the outermost run that are aligned with it."""
EDIT_COST = 0.4
"""What an inserted or deleted character costs against 1 for an equal one.

Unrelated official prose aligned freely agrees in about a third of its characters:
0.33 - 0.4 * 1.34 < 0. A passage with every fifth character replaced stays at
0.8 - 0.4 * 0.4 > 0.
"""
LEAST_PIECE = 8
"""Equal characters of an aligned piece; shorter ones are chance."""
LEAST_END = 3
"""Equal characters at the ends of a piece; fewer agree by chance."""


class Block(NamedTuple):
    """Equal characters in an alignment: indexes into the corpus."""

    left: int
    right: int
    length: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage two texts share, as indexes into the corpus.

    Attributes:
        left: first and last-plus-one index on the left.
        right: the same on the right.
        blocks: its equal characters, ascending on the left.
    """

    left: tuple[int, int]
    right: tuple[int, int]
    blocks: tuple[Block, ...]

    @property
    def characters(self) -> int:
        """Folded characters of the shorter side."""
        return min(self.left[1] - self.left[0], self.right[1] - self.right[0])


_NOTHING = Passage((0, 0), (0, 0), ())


def align(corpus: Corpus, cluster: Runs, *, bounds: Sequence[int]) -> list[Passage]:
    """Return the pieces of a cluster, aligned character by character.

    Args:
        corpus: the texts.
        cluster: exact runs, ascending on the left.
        bounds: where the left text begins and ends, and the right one.
    """
    pieces: list[Passage] = []
    for chain in _chains(cluster):
        if sum(run[2] for run in chain) < LEAST_PIECE:
            continue
        (left, right, _), (last_left, last_right, length) = chain[0], chain[-1]
        start = max(bounds[0], left - FLANK), max(bounds[2], right - FLANK)
        left_end = min(bounds[1], last_left + length + FLANK)
        right_end = min(bounds[3], last_right + length + FLANK)
        edits = Indel.editops(
            corpus.text[start[0] : left_end], corpus.text[start[1] : right_end]
        )
        # attributes of the blocks cost half of what taking them apart does
        blocks = [(m.a, m.b, m.size) for m in edits.as_matching_blocks()]
        pieces += _dense(blocks, start)
    return pieces


def _chains(cluster: Runs) -> list[list[tuple[int, int, int]]]:
    """Split a cluster into chains that run in the same order on both sides."""
    columns = (cluster.left.tolist(), cluster.right.tolist(), cluster.length.tolist())
    if len(columns[0]) == 1:
        return [list(zip(*columns, strict=True))]
    chains: list[list[tuple[int, int, int]]] = []
    for run in zip(*columns, strict=True):
        best, least = None, REACH * 3
        for chain in chains[-16:]:
            left, right, length = chain[-1]
            gaps = run[0] - left - length, run[1] - right - length
            if max(gaps) <= REACH and 2 * min(gaps) >= -min(length, run[2]):
                cost = abs(gaps[0] - gaps[1]) + max(0, *gaps)
                if cost < least:
                    best, least = chain, cost
        if best is None:
            chains.append([run])
        else:
            best.append(run)
    return chains


def _dense(
    blocks: Sequence[tuple[int, int, int]], begin: tuple[int, int]
) -> list[Passage]:
    """Return the stretches of an alignment in which equal characters prevail.

    A stretch begins where the score rises from nothing and ends at its highest point
    before it has fallen by `REACH` edits.

    Args:
        blocks: left, right and length of equal characters; the last has none.
        begin: index into the corpus from which both sides count.
    """
    pieces: list[Passage] = []
    first = upto = end_left = end_right = 0
    score = best = 0.0
    for place, (left, right, length) in enumerate(blocks[:-1]):
        if place > first:
            score -= EDIT_COST * (left - end_left + right - end_right)
            if score <= 0 or score <= best - EDIT_COST * REACH:
                # a stretch with so long a block has reached that score
                if best >= LEAST_END:
                    pieces += _piece(blocks[first:upto], begin)
                first, score, best = place, 0.0, 0.0
        end_left, end_right = left + length, right + length
        score += length
        if score > best:
            best, upto = score, place + 1
    pieces += _piece(blocks[first:upto], begin)
    return pieces


def _piece(
    blocks: Sequence[tuple[int, int, int]], begin: tuple[int, int]
) -> list[Passage]:
    """Return a stretch without chance agreement at its ends, if enough is left."""
    low, high = 0, len(blocks)
    while low < high and blocks[low][2] < LEAST_END:
        low += 1
    while low < high and blocks[high - 1][2] < LEAST_END:
        high -= 1
    blocks = blocks[low:high]
    if sum([block[2] for block in blocks]) < LEAST_PIECE:
        return []
    own = tuple([Block(begin[0] + a, begin[1] + b, size) for a, b, size in blocks])
    first, last = own[0], own[-1]
    return [
        Passage(
            (first.left, last.left + last.length),
            (first.right, last.right + last.length),
            own,
        )
    ]


def merge(
    pieces: Sequence[Passage], *, pairs: Sequence[int] | None = None
) -> list[Passage]:
    """Join the pieces of one pair that make up a passage, also where it was reordered.

    Pieces whose neighbours are close on both sides belong together whatever their
    order; then those a cut passage was left in.

    Args:
        pieces: in any order.
        pairs: number of the pair of texts of each; without, they are of one pair.

    Returns:
        Passages by pair, then by place.
    """
    pairs = [0] * len(pieces) if pairs is None else pairs
    return [join_pieces(group) for group in gather_pieces(pieces, pairs)]


def gather_pieces(
    pieces: Sequence[Passage], pairs: Sequence[int]
) -> list[list[Passage]]:
    """Return the pieces that make up one passage, together."""
    if len(pieces) < 2:
        return [[piece] for piece in pieces]
    runs = Runs(
        np.array([piece.left[0] for piece in pieces], np.int64),
        np.array([piece.right[0] for piece in pieces], np.int64),
        np.array([piece.left[1] - piece.left[0] for piece in pieces], np.int64),
    )
    widths = np.array([piece.right[1] - piece.right[0] for piece in pieces], np.int64)
    labels = np.unique(np.array(pairs, np.int64), return_inverse=True)[1]
    count = 0
    while True:
        labels = cut_at_gaps(labels, runs.left, runs.length)
        labels = cut_at_gaps(labels, runs.right, widths)
        if int(labels.max()) + 1 == count:
            break
        count = int(labels.max()) + 1
    members: dict[tuple[int, int], list[Passage]] = defaultdict(list)
    for piece, pair, label in zip(pieces, pairs, labels.tolist(), strict=True):
        members[pair, label].append(piece)
    # whole groups are joined once, at the end: a long list of alike lines has thousands
    groups: list[list[Passage]] = []
    last, upto = -1, _NOTHING
    for pair, passage, group in sorted(
        ((pair, _bare(group), group) for (pair, _), group in members.items()),
        key=_place,
    ):
        if pair == last and _was_cut(upto, passage):
            groups[-1] += group
            upto = _bare([upto, passage])
        else:
            groups.append(group)
            last, upto = pair, passage
    return groups


def _place(
    entry: tuple[int, Passage, list[Passage]],
) -> tuple[int, tuple[int, int], tuple[int, int]]:
    pair, passage, _ = entry
    return pair, passage.left, passage.right


def span_of(pieces: Sequence[Passage]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return from where to where pieces reach on the left and on the right."""
    return (
        (min(p.left[0] for p in pieces), max(p.left[1] for p in pieces)),
        (min(p.right[0] for p in pieces), max(p.right[1] for p in pieces)),
    )


def _bare(pieces: Sequence[Passage]) -> Passage:
    """Return what pieces span together, without their equal characters."""
    if len(pieces) == 1:
        return pieces[0]
    return Passage(*span_of(pieces), ())


def _was_cut(one: Passage, other: Passage) -> bool:
    left = max(one.left[0], other.left[0]) - min(one.left[1], other.left[1])
    right = max(one.right[0], other.right[0]) - min(one.right[1], other.right[1])
    shorter = min(one.characters, other.characters)
    gap = max(0, left) + max(0, right)
    return gap <= CUT and min(left, right) <= REACH and gap <= 2 * shorter


def join_pieces(pieces: Sequence[Passage]) -> Passage:
    """Return the passage that pieces make up, each equal character once."""
    if len(pieces) == 1:
        return pieces[0]
    blocks = sorted(
        {block for piece in pieces for block in piece.blocks},
        key=lambda block: (block.left, block.right),
    )
    return Passage(*span_of(pieces), tuple(blocks))


def trim(passage: Passage, own: bytes) -> Passage | None:
    """Return a passage without end blocks that are discounted, or None if all are.

    A slogan that follows a copied sentence in both works, and is set apart from it by
    an edit, is not part of the copy.

    Args:
        passage: a match.
        own: for each code of the corpus a byte, 1 where it is not discounted.
    """
    solid = [block for block in passage.blocks if _is_solid(block, own)]
    if not solid:
        return None
    left = solid[0].left, max(block.left + block.length for block in solid)
    right = (
        min(block.right for block in solid),
        max(block.right + block.length for block in solid),
    )
    if (left, right) == (passage.left, passage.right):
        return passage
    inside = [
        Block(
            block.left,
            block.right,
            min(block.length, left[1] - block.left, right[1] - block.right),
        )
        for block in passage.blocks
        if left[0] <= block.left < left[1] and right[0] <= block.right < right[1]
    ]
    return Passage(left, right, tuple(inside))


def _is_solid(block: Block, own: bytes) -> bool:
    left, right, length = block
    return length >= LEAST_END and all(
        own.count(1, start, start + length) >= LEAST_END for start in (left, right)
    )


def matched(passage: Passage, counted: bytes) -> int:
    """Return how many characters agree and count, on the side with fewer.

    Args:
        passage: a match.
        counted: for each code of the corpus a byte, 1 where it counts.
    """
    sides = (
        [(block.left, block.left + block.length) for block in passage.blocks],
        [(block.right, block.right + block.length) for block in passage.blocks],
    )
    return min(
        sum(counted.count(1, start, end) for start, end in disjoint(side))
        for side in sides
    )


def disjoint(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield what spans cover, each character once, ascending."""
    reach = -1
    for start, end in sorted(spans):
        if end > reach:
            yield max(start, reach), end
            reach = end
