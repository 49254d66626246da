"""From clusters of exact runs to passages: alignment, merging, trimming.

Only clusters with enough text of their own come here; they are aligned one by one
with rapidfuzz.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Indel

from doctools.overlap.seeds import REACH, Runs, cut_at_gaps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

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


@dataclass(frozen=True, slots=True)
class Block:
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


def align(corpus: Corpus, cluster: Runs, *, bounds: Sequence[int]) -> list[Passage]:
    """Return the pieces of a cluster, aligned character by character.

    Args:
        corpus: the texts.
        cluster: exact runs, ascending on the left.
        bounds: where the left text begins and ends, and the right one.
    """
    pieces: list[Passage] = []
    for chain in _chains(cluster):
        (left, right, _), (last_left, last_right, length) = chain[0], chain[-1]
        start = max(bounds[0], left - FLANK), max(bounds[2], right - FLANK)
        left_end = min(bounds[1], last_left + length + FLANK)
        right_end = min(bounds[3], last_right + length + FLANK)
        operations = Indel.opcodes(
            corpus.string(start[0], left_end), corpus.string(start[1], right_end)
        )
        blocks = [
            Block(start[0] + op.src_start, start[1] + op.dest_start, size)
            for op in operations
            if op.tag == "equal" and (size := op.src_end - op.src_start)
        ]
        pieces.extend(_dense(blocks))
    return pieces


def _chains(cluster: Runs) -> list[list[tuple[int, int, int]]]:
    """Split a cluster into chains that run in the same order on both sides."""
    columns = (cluster.left.tolist(), cluster.right.tolist(), cluster.length.tolist())
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


def _dense(blocks: Sequence[Block]) -> Iterator[Passage]:
    """Yield the stretches of an alignment in which equal characters prevail.

    A stretch begins where the score rises from nothing and ends at its highest point
    before it has fallen by `REACH` edits.
    """
    open_blocks: list[Block] = []
    score = best = 0.0
    upto = 0
    for block in blocks:
        if open_blocks:
            last = open_blocks[-1]
            edits = block.left - last.left + block.right - last.right - 2 * last.length
            score -= EDIT_COST * edits
            if score <= max(0.0, best - EDIT_COST * REACH):
                yield from _piece(open_blocks[:upto])
                open_blocks, score, best, upto = [], 0.0, 0.0, 0
        open_blocks.append(block)
        score += block.length
        if score > best:
            best, upto = score, len(open_blocks)
    yield from _piece(open_blocks[:upto])


def _piece(blocks: Sequence[Block]) -> Iterator[Passage]:
    solid = [place for place, block in enumerate(blocks) if block.length >= LEAST_END]
    if not solid:
        return
    blocks = blocks[solid[0] : solid[-1] + 1]
    if sum(block.length for block in blocks) >= LEAST_PIECE:
        first, last = blocks[0], blocks[-1]
        yield Passage(
            (first.left, last.left + last.length),
            (first.right, last.right + last.length),
            tuple(blocks),
        )


def merge(pieces: Sequence[Passage]) -> list[Passage]:
    """Join the pieces of one pair that make up a passage, also where it was reordered.

    Pieces whose neighbours are close on both sides belong together whatever their
    order; then those a cut passage was left in.
    """
    if len(pieces) < 2:
        return list(pieces)
    runs = Runs(
        np.array([piece.left[0] for piece in pieces], np.int64),
        np.array([piece.right[0] for piece in pieces], np.int64),
        np.array([piece.left[1] - piece.left[0] for piece in pieces], np.int64),
    )
    widths = np.array([piece.right[1] - piece.right[0] for piece in pieces], np.int64)
    labels = np.zeros(len(pieces), np.int64)
    count = 0
    while True:
        labels = cut_at_gaps(labels, runs.left, runs.length)
        labels = cut_at_gaps(labels, runs.right, widths)
        if int(labels.max()) + 1 == count:
            break
        count = int(labels.max()) + 1
    members: dict[int, list[Passage]] = defaultdict(list)
    for piece, label in zip(pieces, labels.tolist(), strict=True):
        members[label].append(piece)
    # whole groups are joined once, at the end: a long list of alike lines has thousands
    groups: list[list[Passage]] = []
    upto: list[Passage] = []
    for group in sorted(members.values(), key=_span):
        passage = _bare(group)
        if upto and _was_cut(upto[-1], passage):
            groups[-1] += group
            upto[-1] = _bare([upto[-1], passage])
        else:
            groups.append(group)
            upto.append(passage)
    return [_join(group) for group in groups]


def _span(pieces: Sequence[Passage]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return from where to where pieces reach on the left and on the right."""
    return (
        (min(p.left[0] for p in pieces), max(p.left[1] for p in pieces)),
        (min(p.right[0] for p in pieces), max(p.right[1] for p in pieces)),
    )


def _bare(pieces: Sequence[Passage]) -> Passage:
    """Return what pieces span together, without their equal characters."""
    return Passage(*_span(pieces), ())


def _was_cut(one: Passage, other: Passage) -> bool:
    left = max(one.left[0], other.left[0]) - min(one.left[1], other.left[1])
    right = max(one.right[0], other.right[0]) - min(one.right[1], other.right[1])
    shorter = min(one.characters, other.characters)
    gap = max(0, left) + max(0, right)
    return gap <= CUT and min(left, right) <= REACH and gap <= 2 * shorter


def _join(pieces: Sequence[Passage]) -> Passage:
    if len(pieces) == 1:
        return pieces[0]
    blocks = sorted(
        {block for piece in pieces for block in piece.blocks},
        key=lambda block: (block.left, block.right),
    )
    return Passage(*_span(pieces), tuple(blocks))


def trim(passage: Passage, own: NDArray[np.bool_]) -> Passage | None:
    """Return a passage without end blocks that are discounted, or None if all are.

    A slogan that follows a copied sentence in both works, and is set apart from it by
    an edit, is not part of the copy.
    """
    solid = [block for block in passage.blocks if _is_solid(block, own)]
    if not solid:
        return None
    left = solid[0].left, max(block.left + block.length for block in solid)
    right = (
        min(block.right for block in solid),
        max(block.right + block.length for block in solid),
    )
    inside = [
        block
        for block in passage.blocks
        if left[0] <= block.left < left[1] and right[0] <= block.right < right[1]
    ]
    return Passage(left, right, tuple(inside))


def _is_solid(block: Block, own: NDArray[np.bool_]) -> bool:
    sides = (block.left, block.right)
    counts = (np.count_nonzero(own[s : s + block.length]) for s in sides)
    return min(map(int, counts)) >= LEAST_END


def matched(passage: Passage, counted: NDArray[np.bool_]) -> int:
    """Return how many characters agree and count, on the side with fewer.

    Args:
        passage: a match.
        counted: for each code of the corpus whether it counts.
    """
    sides = []
    for side, start in ((passage.left, "left"), (passage.right, "right")):
        marks = np.zeros(side[1] - side[0], np.bool_)
        for block in passage.blocks:
            begin = getattr(block, start) - side[0]
            marks[begin : begin + block.length] = True
        sides.append(int(np.count_nonzero(marks & counted[side[0] : side[1]])))
    return min(sides)
