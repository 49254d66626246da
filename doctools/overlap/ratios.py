"""How much of a work is found elsewhere; formulas in `docs/reports.md`."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from doctools.records import Ratios

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NEAR_DUPLICATE = 0.5
"""Share of both works that a near-duplicate's common passages cover."""

Span = tuple[int, int]


class Coverage:
    """Which characters of one work are found where.

    Spans are indexes into the corpus.

    Attributes:
        start: index of the work's first code.
        counted: which of its characters are no template text.
        by_class: spans of each class at review or strong.
        by_source: spans of each other text, and of each common passage.
    """

    def __init__(self, *, start: int, counted: NDArray[np.bool_]) -> None:
        self.start = start
        self.counted = counted
        self.by_class: dict[str, list[Span]] = defaultdict(list)
        self.by_source: dict[str, list[Span]] = defaultdict(list)

    def add(self, class_: str, source: str, span: Span) -> None:
        """Note a span that is found in a source."""
        self.by_class[class_].append(span)
        self.by_source[source].append(span)

    def share(self, spans: Sequence[Span]) -> float:
        """Return the share of the counted characters that lie in spans."""
        total = int(np.count_nonzero(self.counted))
        if not total:
            return 0.0
        marks = np.zeros(len(self.counted), np.bool_)
        for start, end in spans:
            marks[start - self.start : end - self.start] = True
        return int(np.count_nonzero(marks & self.counted)) / total

    def ratios(self) -> Ratios:
        """Return the five ratios, to four places."""

        def without(class_: str) -> float:
            kept = (spans for name, spans in self.by_class.items() if name != class_)
            return round(self.share([span for spans in kept for span in spans]), 4)

        largest = (self.share(spans) for spans in self.by_source.values())
        return Ratios(
            total=without(""),
            without_quotation=without("quotation"),
            without_reference=without("reference"),
            without_own=without("own_earlier"),
            largest_single=round(max(largest, default=0.0), 4),
        )
