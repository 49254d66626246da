"""Pages whose text was recognised from their picture, as they reach the readers.

Whoever recognises hands over plain values; here they become the lines that every other
page has, so that paragraphs, running heads and positions are one piece of code.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from doctools.readers.characters import NOWHERE
from doctools.readers.lines import Line
from doctools.readers.pages import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


LEAST_CONFIDENCE = 0.8
"""Mean confidence below which a page counts as not read: handwriting, blurred photos.
Printed pages have 0.95 and more, even as poor scans."""
ALIKE = 0.12
"""Relative difference of measured type sizes that is measuring error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedLine:
    """A line; points from the page's top left corner, the page turned level.

    Attributes:
        size: type size in points, as measured.
        score: confidence, 0 to 1.
    """

    text: str
    box: tuple[float, float, float, float]
    size: float
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedPage:
    """What was recognised on one page.

    Attributes:
        number: 1-based.
        lines: in reading order.
        lost: how many lines stand above each place with ink nobody could read.
        classified: it bears a secrecy marking; then there are no lines.
    """

    number: int
    width: float
    height: float
    lines: tuple[RecognisedLine, ...] = ()
    lost: tuple[int, ...] = ()
    classified: bool = False

    @property
    def confidence(self) -> float:
        """Mean confidence of its characters; 0 where there are none."""
        count = sum(len(line.text) for line in self.lines)
        total = sum(line.score * len(line.text) for line in self.lines)
        return total / count if count else 0.0

    @property
    def is_read(self) -> bool:
        """Whether its text can be used; a blank page is read too."""
        blank = not self.lines and not self.lost
        return blank or self.confidence >= LEAST_CONFIDENCE

    def page(self) -> Page:
        """Return the page as the readers take it."""
        return Page(
            number=self.number,
            width=self.width,
            height=self.height,
            lines=tuple(self._lines()),
            has_ink=bool(self.lines or self.lost),
        )

    def _lines(self) -> list[Line]:
        sizes = _even([line.size for line in self.lines])
        return [
            Line(
                page=self.number,
                text=line.text,
                left=line.box[0],
                top=line.box[1],
                right=line.box[2],
                bottom=line.box[3],
                size=size,
                places=array("i", [NOWHERE]) * len(line.text),
            )
            for line, size in zip(self.lines, sizes, strict=True)
        ]


Recognised = TypeAdapter(RecognisedPage)


def put_in(
    pages: Sequence[Page], recognised: Mapping[int, RecognisedPage]
) -> list[Page]:
    """Return the pages with those that were recognised in the place of their pictures.

    What could not be made out stays as it was.
    """
    return [
        recognised[page.number].page()
        if page.number in recognised and recognised[page.number].is_read
        else page
        for page in pages
    ]


def _even(sizes: Sequence[float]) -> list[float]:
    """Return type sizes in which those that differ by measuring error are alike."""
    even: dict[float, float] = {}
    group: list[float] = []
    for size in sorted(sizes):
        if group and size > group[0] * (1 + ALIKE):
            even |= dict.fromkeys(group, round(median(group), 1))
            group = []
        group.append(size)
    even |= dict.fromkeys(group, round(median(group), 1)) if group else {}
    return [even[size] for size in sizes]
