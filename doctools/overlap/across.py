"""Overlap of a batch of works, with each other and with reference texts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np

from doctools.overlap import classify
from doctools.overlap.common import LEAST_COMMON, held_by_many, link, united
from doctools.overlap.discount import LEAST_RESIDUAL, MANY, work_out
from doctools.overlap.fingerprints import lay_out
from doctools.overlap.match import Passage, disjoint, matched
from doctools.overlap.pairs import (
    between_works,
    similarity,
    with_sources,
)
from doctools.overlap.ratios import NEAR_DUPLICATE, Coverage
from doctools.overlap.texts import ComparedText, Comparison, Copied
from doctools.records import CommonPassage, Holder, Overlap, OverlapSide, Similarity
from doctools.text.normalize import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from doctools.overlap.common import Span

__all__ = ["ComparedText", "Comparison", "compare"]

_COUNTED = ("review", "strong")


@dataclass(frozen=True, slots=True)
class _Match:
    """An overlap with its place in the corpus."""

    left: int
    right: int
    passage: Passage
    class_: str
    tier: str
    residual: int

    @property
    def spans(self) -> dict[int, Span]:
        """Work number to the span of codes that holds the passage."""
        return {self.left: self.passage.left, self.right: self.passage.right}


def compare(
    texts: Sequence[ComparedText],
    *,
    references: Sequence[ComparedText] = (),
    templates: Sequence[ComparedText] = (),
) -> Comparison:
    """Return what works share with each other and with reference texts.

    The order of the texts makes no difference.

    Args:
        texts: the works of the batch.
        references: public texts that may be quoted.
        templates: texts handed out to be filled in.
    """
    batch = _Batch(texts, references=references, templates=templates)
    pairs = batch.without_excess(list(batch.between_works()))
    items = [match.spans for match in pairs if match.class_ == "copy"]
    passages, gone = _gathered(batch, items)
    copies = iter(range(len(items)))
    kept = [
        match for match in pairs if match.class_ != "copy" or next(copies) not in gone
    ]
    kept.extend(batch.with_sources())
    records = sorted(map(batch.record, kept), key=_place)
    common = [batch.common_passage(holders) for holders in passages]
    coverages = batch.coverages(kept, passages)
    return Comparison(
        overlaps=tuple(records),
        common_passages=tuple(sorted(common, key=_common_place)),
        similarities=tuple(batch.similarities(coverages, kept, passages)),
        copied=tuple(batch.copied(coverages, kept)),
    )


def _place(overlap: Overlap) -> tuple[object, ...]:
    left, right = overlap.left, overlap.right
    ours = (left.path, left.doc_start, left.doc_end)
    return (*ours, right.store, right.path, right.doc_start, right.doc_end)


def _common_place(passage: CommonPassage) -> tuple[object, ...]:
    return tuple((h.path, h.doc_start, h.doc_end) for h in passage.holders)


def _gathered(
    batch: _Batch, pairs: Sequence[Mapping[int, Span]]
) -> tuple[list[dict[int, Span]], set[int]]:
    """Return the common passages and the numbers of the pairs they stand for."""
    items = [dict(pair) for pair in pairs]
    items.extend(held_by_many(batch.corpus, batch.discount))
    passages: list[dict[int, Span]] = []
    gone: set[int] = set()
    for numbers in link(items):
        holders = united([items[number] for number in numbers])
        if len(holders) >= MANY and batch.is_worth(holders):
            passages.append(holders)
            gone.update(number for number in numbers if number < len(pairs))
    return passages, gone


class _Batch:
    """Works, references and templates laid end to end, by path."""

    def __init__(
        self,
        texts: Sequence[ComparedText],
        *,
        references: Sequence[ComparedText],
        templates: Sequence[ComparedText],
    ) -> None:
        def by_path(group: Sequence[ComparedText]) -> list[ComparedText]:
            return sorted(group, key=lambda text: (text.path, text.text))

        self.works = len(texts)
        self.references = len(references)
        self.texts = [*by_path(texts), *by_path(references), *by_path(templates)]
        self.corpus = lay_out([text.text for text in self.texts])
        begins = [*self.corpus.starts.tolist(), len(self.corpus.codes)]
        first, last = begins[self.works], begins[self.works + self.references]
        self.discount = work_out(
            self.corpus, length=first, templates=last, formula=self._formula(first)
        )
        self._quotations: dict[int, tuple[tuple[int, int, bool], ...]] = {}

    def _formula(self, length: int) -> NDArray[np.bool_]:
        """Tell which codes of the works are known to stand in many other works."""
        marks = np.zeros(length, np.bool_)
        for text, begin in zip(self.texts, self.corpus.starts.tolist(), strict=True):
            for start, end in text.formula:
                marks[begin + start : begin + end] = True
        return marks

    def between_works(self) -> Iterator[_Match]:
        """Yield the overlaps of works with each other."""
        found = between_works(self.corpus, discount=self.discount)
        for left, right, passage in found:
            residual = matched(passage, self.discount.marks)
            weight = classify.weigh(passage, residual=residual)
            forms = (self._forms(passage.left), self._forms(passage.right))
            tier = classify.tier_of(
                passage, weight=weight, residual=residual, forms=forms
            )
            class_ = self._class(left, right, passage)
            yield _Match(left, right, passage, class_, tier, residual)

    def _forms(self, span: Span) -> int:
        """Return how many characters of a work's span are template text."""
        return int(np.count_nonzero(self.discount.template[slice(*span)]))

    def without_excess(self, matches: Sequence[_Match]) -> list[_Match]:
        """Return matches; quotations that make up too much of a work become copies.

        Many short quotations are no more a work of one's own than a long one.
        """
        quoted: dict[int, list[Span]] = defaultdict(list)
        for match in matches:
            if match.class_ == "quotation":
                for text, span in match.spans.items():
                    quoted[text].append(span)
        excess = {
            text
            for text, spans in quoted.items()
            if classify.is_large(
                sum(end - start for start, end in disjoint(spans)),
                work=len(self.corpus.folded[text].codes),
            )
        }
        return [
            replace(match, class_="copy")
            if match.class_ == "quotation" and excess & match.spans.keys()
            else match
            for match in matches
        ]

    def with_sources(self) -> Iterator[_Match]:
        """Yield the overlaps of works with reference texts and templates."""
        for left, right, passage in with_sources(self.corpus, discount=self.discount):
            class_ = self._class_of_source(left, right, passage)
            residual = self.discount.marks.count(1, *passage.left)
            tier = classify.tier_by_length(passage.characters)
            yield _Match(left, right, passage, class_, tier, residual)

    def _class_of_source(self, left: int, right: int, passage: Passage) -> str:
        """Return template, quotation where the work says that it quotes, or reference."""
        if right >= self.works + self.references:
            return "template"
        span = self.corpus.original(left, *passage.left)
        marked, sourced = classify.quoted(self._quoted(left), *span)
        return "quotation" if marked and sourced else "reference"

    def _class(self, left: int, right: int, passage: Passage) -> str:
        ours, theirs = self.texts[left], self.texts[right]
        if ours.authors & theirs.authors:
            return "own_earlier"
        quoted = [
            classify.quoted(self._quoted(text), *self.corpus.original(text, *span))
            for text, span in ((left, passage.left), (right, passage.right))
        ]
        sizes = (len(self.corpus.folded[text].codes) for text in (left, right))
        if classify.is_quotation(
            *quoted, characters=passage.characters, work=min(sizes)
        ):
            return "quotation"
        return "copy"

    def _quoted(self, text: int) -> tuple[tuple[int, int, bool], ...]:
        if text not in self._quotations:
            found = classify.find_quotations(self.texts[text].text)
            self._quotations[text] = found
        return self._quotations[text]

    def record(self, match: _Match) -> Overlap:
        """Return the record of an overlap."""
        left, right = self.texts[match.left], self.texts[match.right]
        return Overlap(
            left=self._side(match.left, match.passage.left),
            right=self._side(match.right, match.passage.right),
            characters=match.passage.characters,
            residual=min(match.residual, match.passage.characters),
            similarity=similarity(self.corpus, match.passage),
            class_=match.class_,
            tier=match.tier,
            earlier=classify.earlier_of(left.date, right.date),
            fingerprint=self._fingerprint(match),
        )

    def _fingerprint(self, match: _Match) -> str:
        """Return the identity of an overlap.

        Which side stands left depends on the files' names, so it must not matter.
        """
        (_, text, span), (other, *_) = sorted(
            (self._around(text, span), text, span) for text, span in match.spans.items()
        )
        start, end = self.corpus.original(text, *span)
        whole = self.texts[text].text
        return fingerprint(f"overlap.{match.class_}", whole, start, end, other)

    def _around(self, text: int, span: Span) -> str:
        """Return a span with the 20 folded characters before and after it."""
        start = max(int(self.corpus.starts[text]), span[0] - 20)
        return self.corpus.string(start, min(self.corpus.end(text), span[1] + 20))

    def _side(self, text: int, span: Span) -> OverlapSide:
        start, end = self.corpus.original(text, *span)
        compared = self.texts[text]
        return OverlapSide(
            path=compared.path,
            doc_start=start,
            doc_end=end,
            page=classify.page_of(compared.pages, start),
            store="batch" if text < self.works else "reference",
        )

    def is_worth(self, holders: Mapping[int, Span]) -> bool:
        """Tell whether a common passage is long enough outside public text."""
        start, end = holders[min(holders)]
        public = self.discount.reference[start:end] | self.discount.template[start:end]
        residual = end - start - int(np.count_nonzero(public))
        return end - start >= LEAST_COMMON and residual >= LEAST_RESIDUAL

    def common_passage(self, holders: Mapping[int, Span]) -> CommonPassage:
        """Return the record of a common passage; its text as the first holder has it."""
        sides = [self._side(text, holders[text]) for text in sorted(holders)]
        first = min(holders)
        start, end = holders[first]
        text = self.texts[first].text
        return CommonPassage(
            holders=tuple(
                Holder(path=s.path, doc_start=s.doc_start, doc_end=s.doc_end)
                for s in sides
            ),
            characters=end - start,
            text=text[sides[0].doc_start : sides[0].doc_end],
            fingerprint=fingerprint(
                "common_passage", text, sides[0].doc_start, sides[0].doc_end
            ),
        )

    def copied(
        self, coverages: Sequence[Coverage], matches: Sequence[_Match]
    ) -> Iterator[Copied]:
        """Yield how much of each work is found as a copy in each other one."""
        found: dict[tuple[int, int], list[Span]] = defaultdict(list)
        for match in matches:
            if match.class_ == "copy" and match.tier in _COUNTED:
                for text, other in permutations((match.left, match.right)):
                    found[text, other].append(match.spans[text])
        for (text, other), spans in sorted(found.items()):
            yield Copied(
                path=self.texts[text].path,
                other=self.texts[other].path,
                store="batch",
                share=coverages[text].share(spans),
            )

    def similarities(
        self,
        coverages: Sequence[Coverage],
        matches: Sequence[_Match],
        passages: Sequence[Mapping[int, Span]],
    ) -> Iterator[Similarity]:
        """Yield the ratios of every work and its near-duplicates."""
        near = self._near_duplicates(coverages, matches, passages)
        for number, coverage in enumerate(coverages):
            yield Similarity(
                path=self.texts[number].path,
                characters=len(self.corpus.folded[number].codes),
                ratios=coverage.ratios(),
                near_duplicate_of=tuple(
                    self.texts[other].path for other in sorted(near[number])
                ),
            )

    def coverages(
        self, matches: Sequence[_Match], passages: Sequence[Mapping[int, Span]]
    ) -> list[Coverage]:
        """Return for each work which of its characters are found where."""
        coverages = []
        for number in range(self.works):
            start, end = int(self.corpus.starts[number]), self.corpus.end(number)
            counted = ~self.discount.template[start:end]
            coverages.append(Coverage(start=start, counted=counted))
        for match in matches:
            if match.tier not in _COUNTED or match.class_ == "template":
                continue
            for text, other in ((match.left, match.right), (match.right, match.left)):
                if text < self.works:
                    source = f"{other}"
                    span = match.spans[text]
                    coverages[text].add(match.class_, source, span)
        for number, holders in enumerate(passages):
            for text, span in holders.items():
                coverages[text].add("copy", f"common {number}", span)
        return coverages

    def _near_duplicates(
        self,
        coverages: Sequence[Coverage],
        matches: Sequence[_Match],
        passages: Sequence[Mapping[int, Span]],
    ) -> dict[int, set[int]]:
        """Return for each work those it shares more than half with, both ways."""
        large = {
            number
            for number, coverage in enumerate(coverages)
            if coverage.share(
                [s for spans in coverage.by_class.values() for s in spans]
            )
            >= NEAR_DUPLICATE
        }
        shared: dict[tuple[int, int], list[dict[int, Span]]] = defaultdict(list)
        for match in matches:
            if match.left in large and match.right in large:
                shared[match.left, match.right].append(match.spans)
        for holders in passages:
            those = sorted(large & holders.keys())
            for place, left in enumerate(those):
                for right in those[place + 1 :]:
                    spans = {left: holders[left], right: holders[right]}
                    shared[left, right].append(spans)
        near: dict[int, set[int]] = defaultdict(set)
        for (left, right), found in shared.items():
            if all(
                coverages[text].share([spans[text] for spans in found])
                >= NEAR_DUPLICATE
                for text in (left, right)
            ):
                near[left].add(right)
                near[right].add(left)
        return near
