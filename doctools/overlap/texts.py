"""What is compared and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass

from doctools.records import CommonPassage, Overlap, Similarity


@dataclass(frozen=True, slots=True)
class ComparedText:
    """One text to compare.

    Attributes:
        path: names it in the records; no two of a store are alike.
        text: the document text; offsets of the records count in it.
        pages: offset at which each page begins and its number, ascending; empty where
            the format has no pages.
        authors: ids or names of its authors; two texts with one in common are the
            author's own.
        date: stated date, `PartialDate` written as a string, or None.
    """

    path: str
    text: str
    pages: tuple[tuple[int, int], ...] = ()
    authors: frozenset[str] = frozenset()
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a batch has in common with itself and with reference texts.

    Attributes:
        overlaps: one for each passage and pair, by paths and positions.
        common_passages: passages that five or more works hold.
        similarities: one for each work, by path.
    """

    overlaps: tuple[Overlap, ...]
    common_passages: tuple[CommonPassage, ...]
    similarities: tuple[Similarity, ...]
