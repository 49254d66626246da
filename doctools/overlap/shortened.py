"""Sections that stand once cut short and once whole: the whole one stays.

Exact runs keep what comes first. Where that is the shorter one, what goes on behind the
second would be torn from its section; so the first goes instead. A paragraph that
breaks off goes where another begins with all of its text. Nothing said is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from doctools.overlap.edited import ALIKE, LONE
from doctools.overlap.paragraphs import Paragraph
from doctools.text.normalize import numbering_length

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.overlap.paragraphs import FoldedDocument
    from doctools.records import Repeat

    Run = tuple[list[Paragraph], list[Paragraph]]
    """Kept paragraphs and those that repeat them, one for one."""

LEAST_HEAD = 10
"""Folded characters of a paragraph that breaks off behind a repeated one."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """Paragraphs that go, and the folded characters elsewhere that say the same."""

    gone: tuple[Paragraph, ...]
    held: tuple[int, int]


class Shortened:
    """What was cut short in a document whose exact runs are known.

    Attributes:
        kept: paragraphs that stay, in order.
        runs: the exact runs; the side that stays is the first one, wherever it stands.
    """

    def __init__(
        self, folded: FoldedDocument, kept: Sequence[Paragraph], runs: Sequence[Run]
    ) -> None:
        self._folded = folded
        self._places = {p.block: n for n, p in enumerate(folded.paragraphs)}
        self._kept = {p.block: p for p in kept}
        self._moved: dict[int, Paragraph] = {}
        self._cuts: list[_Cut] = []
        self.runs: list[Run] = []
        for first, again in runs:
            self._take([self._moved.get(p.block, p) for p in first], again)
        self._break_off()
        self.runs = [
            ([self._moved.get(p.block, p) for p in first], again)
            for first, again in self.runs
        ]
        self.kept = [self._kept[block] for block in sorted(self._kept)]

    def repeats(self) -> Iterator[Repeat]:
        """Yield a record for each part that broke off; the runs have theirs."""
        for cut in self._cuts:
            yield self._folded.repeat(
                self._folded.inner_side(*cut.held),
                self._folded.side(cut.gone[0], cut.gone[-1]),
                characters=cut.gone[-1].end - cut.gone[0].start,
                similarity=1.0,
                removed=True,
            )

    def _take(self, first: list[Paragraph], again: list[Paragraph]) -> None:
        """Take over a run, its last section turned round where the first is shorter."""
        here, there = self._behind(first), self._behind(again)
        if here is None or there is None:
            self.runs.append((first, again))
            return
        begin = self._last_section(first)
        torn = _breaks_off(here, there)
        longer = torn or self._goes_on(first[begin], here, there)
        if not longer or not self._is_unbroken(first[begin:]):
            self.runs.append((first, again))
            if _breaks_off(there, here):
                self._drop(there, here)
            return
        if begin:
            self.runs.append((first[:begin], again[:begin]))
        self._turn(first[begin:], again[begin:])
        if torn:
            self._drop(here, there)

    def _turn(self, first: list[Paragraph], again: list[Paragraph]) -> None:
        self.runs.append((again, first))
        for old, new in zip(first, again, strict=True):
            del self._kept[old.block]
            self._kept[new.block] = new
            self._moved[old.block] = new

    def _drop(self, gone: Paragraph, holder: Paragraph) -> None:
        del self._kept[gone.block]
        held = holder.start, holder.start + gone.length
        self._cuts.append(_Cut((gone,), held))

    def _behind(self, side: Sequence[Paragraph]) -> Paragraph | None:
        """Return the paragraph behind a run, if it stays."""
        place = self._places[side[-1].block] + 1
        if place == len(self._folded.paragraphs):
            return None
        return self._kept.get(self._folded.paragraphs[place].block)

    def _goes_on(self, begin: Paragraph, here: Paragraph, there: Paragraph) -> bool:
        """Tell whether a section ends in the first place and goes on in the second."""
        return (
            self._is_heading(begin)
            and self._is_heading(here)
            and there.length >= LONE
            and not self._is_heading(there)
            and self._is_new(there)
        )

    def _is_new(self, paragraph: Paragraph) -> bool:
        """Tell whether a paragraph is no edited repeat of another that stays."""
        return not any(
            Indel.normalized_similarity(paragraph.key, other.key, score_cutoff=ALIKE)
            for other in self._kept.values()
            if other is not paragraph and other.length * 2 > paragraph.length
        )

    def _last_section(self, side: Sequence[Paragraph]) -> int:
        """Return at which of its paragraphs the last section of a run begins."""
        headings = [n for n, one in enumerate(side) if self._is_heading(one)]
        return headings[-1] if headings else 0

    def _is_unbroken(self, side: Sequence[Paragraph]) -> bool:
        """Tell whether paragraphs that stay follow each other in the document."""
        places = [self._places[p.block] for p in side]
        return places == list(range(places[0], places[0] + len(places))) and all(
            p.block in self._kept for p in side
        )

    def _is_heading(self, paragraph: Paragraph) -> bool:
        text = self._folded.texts[paragraph.block]
        return paragraph.length < LONE and numbering_length(text) > 0

    def _break_off(self) -> None:
        """Drop every long paragraph whose text another one begins with."""
        own = self._folded.own
        long = [
            p
            for p in self._kept.values()
            if p.length >= LONE and own[p.start : p.end].any()
        ]
        long.sort(key=lambda p: (p.key, p.block))
        holder: Paragraph | None = None
        for paragraph in reversed(long):
            if holder is None or not holder.key.startswith(paragraph.key):
                holder = paragraph
            elif _breaks_off(paragraph, holder):
                self._drop_with_headings(paragraph, holder)

    def _drop_with_headings(self, gone: Paragraph, holder: Paragraph) -> None:
        """Drop a paragraph, and the headings above it that the other has too."""
        paragraphs = self._folded.paragraphs
        row, start = [gone], holder.start
        low, high = self._places[gone.block] - 1, self._places[holder.block] - 1
        while (
            min(low, high) >= 0
            and paragraphs[low].key == paragraphs[high].key
            and self._is_heading(paragraphs[low])
            and {paragraphs[low].block, paragraphs[high].block} <= self._kept.keys()
        ):
            row.insert(0, paragraphs[low])
            start = paragraphs[high].start
            low, high = low - 1, high - 1
        for one in row:
            del self._kept[one.block]
        self._cuts.append(_Cut(tuple(row), (start, holder.start + gone.length)))


def _breaks_off(short: Paragraph, whole: Paragraph) -> bool:
    """Tell whether a paragraph is the beginning of a longer one."""
    return LEAST_HEAD <= short.length < whole.length and whole.key.startswith(short.key)
