"""Repeats that are not whole equal paragraphs: edited ones, and passages inside."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Indel

from doctools.overlap.discount import LEAST_RESIDUAL
from doctools.overlap.fingerprints import GAP, Corpus, group, hash_grams
from doctools.overlap.match import align, gather_pieces, join_pieces, matched, span_of
from doctools.overlap.pairs import SEED, equal_characters, own_characters
from doctools.overlap.seeds import Runs, gather, grow, join, seeds_between
from doctools.text.normalize import Folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.overlap.match import Passage
    from doctools.overlap.paragraphs import FoldedDocument, Paragraph
    from doctools.records import Repeat

LONE = 40
"""Folded characters from which a paragraph counts without neighbours."""
LEAST_PASSAGE = 60
"""Folded characters from which a passage inside paragraphs counts."""
ALIKE = 0.8
"""Similarity of a paragraph and its edited repeat.

Different long paragraphs of one official file stay under 0.4.
"""
LEAST_SAME = 0.7
"""Share of both sides of such a passage that is equal: every eighth character edited.

Neighbouring items of a list say alike things in their own words and stay below.
"""


class Remainder:
    """The paragraphs of a document that no exact run has taken, and what they share.

    Attributes:
        kept: those paragraphs.
        begins: index at which each begins in the corpus of their text.
    """

    def __init__(self, folded: FoldedDocument, kept: Sequence[Paragraph]) -> None:
        self.folded = folded
        self.kept = kept
        lengths = [paragraph.length for paragraph in kept]
        self.begins = np.cumsum([0, *lengths])[:-1]
        parts = [np.arange(p.start, p.end) for p in kept]
        self._origin = np.concatenate(parts) if parts else np.zeros(0, np.int64)
        text = Folded(
            codes=folded.folded.codes[self._origin],
            positions=folded.folded.positions[self._origin],
        )
        gap = np.zeros(GAP, np.uint32)
        codes = np.concatenate([text.codes, gap])
        self._corpus = Corpus(
            folded=(text,),
            codes=codes,
            starts=np.zeros(1, np.int64),
            owner=np.zeros(len(codes), np.int32),
            text=codes.tobytes().decode("utf-32-le", "surrogatepass"),
        )
        self._own = np.concatenate([folded.own[self._origin], gap == 1])
        self._marks = self._own.tobytes()
        self.passages = self._find()

    def _find(self) -> list[Passage]:
        """Return the passages that stand twice, the first time on the left."""
        codes = self._corpus.codes
        groups = group(hash_grams(codes, SEED), self._corpus)
        runs = grow(codes, join(seeds_between(groups, most=1), length=SEED))
        runs = runs.take(runs.left + runs.length <= runs.right)
        end = self._corpus.end(0)
        pairs = np.zeros(len(runs.left), np.int64)
        pieces: list[Passage] = []
        for cluster in gather(runs, pairs, own_characters(self._own, runs)):
            low, high = self._bounds(cluster, end)
            pieces += align(self._corpus, cluster, bounds=(0, low, high, end))
        pieces = [piece for piece in pieces if piece.left[1] <= piece.right[0]]
        gathered = gather_pieces(pieces, [0] * len(pieces))
        # in a list of alike lines all would become one passage that overlaps itself
        if all(left[1] <= right[0] for left, right in map(span_of, gathered)):
            return [join_pieces(those) for those in gathered]
        return pieces

    def _bounds(self, cluster: Runs, end: int) -> tuple[int, int]:
        """Return how far the first side may reach, and from where the second.

        A passage pasted right behind itself must not be aligned with its own end: the
        sides are kept apart, where a paragraph begins between them.
        """
        last = int((cluster.left + cluster.length).max())
        first = int(cluster.right.min())
        if last > first:
            return end, 0
        begin = int(np.searchsorted(self.begins, last))
        inside = begin < len(self.begins) and self.begins[begin] <= first
        middle = int(self.begins[begin]) if inside else first
        return middle, middle

    def edited(self) -> dict[int, int]:
        """Return which kept paragraph is an edited repeat of which earlier one.

        A heading that stands right above both belongs to them.
        """
        agreed: Counter[tuple[int, int]] = Counter()
        begins = self.begins.tolist()
        for passage in self.passages:
            for block in passage.blocks:
                first = bisect_right(begins, block.left) - 1
                agreed[first, bisect_right(begins, block.right) - 1] += block.length
        result: dict[int, int] = {}
        for (first, again), count in sorted(
            agreed.items(), key=lambda e: (e[0][1], e[0])
        ):
            keys = self.kept[first].key, self.kept[again].key
            short = min(map(len, keys))
            if first == again or again in result or first in result or short < LONE:
                continue
            if count * 2 >= short and Indel.normalized_similarity(*keys) >= ALIKE:
                result[again] = first
        for again in sorted(result):
            self._add_headings(result, again)
        return result

    def _add_headings(self, result: dict[int, int], again: int) -> None:
        first = result[again]
        while first and again - 1 not in result and self._same(first - 1, again - 1):
            first, again = first - 1, again - 1
            result[again] = first

    def _same(self, first: int, again: int) -> bool:
        return first < again and self.kept[first].key == self.kept[again].key

    def edited_repeats(
        self, edited: dict[int, int], *, remove: bool
    ) -> Iterator[Repeat]:
        """Yield a record for each run of edited paragraphs."""
        order = sorted(edited)
        begins = [0] + [
            place + 1
            for place, (one, other) in enumerate(pairwise(order))
            if other != one + 1 or edited[other] != edited[one] + 1
        ]
        for low, high in pairwise([*begins, len(order)] if order else []):
            again = [self.kept[number] for number in order[low:high]]
            first = [self.kept[edited[number]] for number in order[low:high]]
            texts = ["".join(p.key for p in side) for side in (first, again)]
            yield self.folded.repeat(
                self.folded.side(first[0], first[-1]),
                self.folded.side(again[0], again[-1]),
                characters=len(texts[1]),
                similarity=Indel.normalized_similarity(*texts),
                removed=remove,
            )

    def inner_repeats(self, edited: dict[int, int]) -> Iterator[Repeat]:
        """Yield a record for each passage that stands again inside other paragraphs."""
        taken = np.zeros(len(self._own), np.bool_)
        for number in edited:
            begin = int(self.begins[number])
            taken[begin : begin + self.kept[number].length] = True
        for passage in sorted(self.passages, key=lambda p: (p.right, p.left)):
            start, end = passage.right
            used = int(np.count_nonzero(taken[start:end]))
            if used * 2 >= end - start or not self._counts(passage):
                continue
            taken[start:end] = True
            sides = (passage.left, passage.right)
            yield self.folded.repeat(
                *(self.folded.inner_side(*self._place(*side)) for side in sides),
                characters=end - start,
                similarity=Indel.normalized_similarity(
                    *(self._corpus.string(*side) for side in sides)
                ),
                removed=False,
            )

    def _place(self, start: int, end: int) -> tuple[int, int]:
        """Return which characters of the document's folded text those are."""
        return int(self._origin[start]), int(self._origin[end - 1]) + 1

    def _counts(self, passage: Passage) -> bool:
        sides = [end - start for start, end in (passage.left, passage.right)]
        if min(sides) < LEAST_PASSAGE:
            return False
        if 2 * equal_characters(passage) < LEAST_SAME * sum(sides):
            return False
        residual = matched(passage, self._marks)
        return residual >= LEAST_RESIDUAL
