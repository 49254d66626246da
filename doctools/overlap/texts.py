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
        formula: spans of folded characters known to stand in many works that are not
            compared here, numbers of lines left out; they are common text.
    """

    path: str
    text: str
    pages: tuple[tuple[int, int], ...] = ()
    authors: frozenset[str] = frozenset()
    date: str | None = None
    formula: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """How much of a work is found as a copy in one other.

    Attributes:
        path: of the work.
        other: path of the other one.
        store: of the other one, batch or archive.
        share: of the characters that are no template text, 0 to 1; each counts once.
    """

    path: str
    other: str
    store: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What a batch has in common with itself and with reference texts.

    Attributes:
        overlaps: one for each passage and pair, by paths and positions.
        common_passages: passages that five or more works hold.
        similarities: one for each work, by path.
        copied: for each work and each other one that shares passages of class copy in
            tier review or strong, how much.
    """

    overlaps: tuple[Overlap, ...]
    common_passages: tuple[CommonPassage, ...]
    similarities: tuple[Similarity, ...]
    copied: tuple[Copied, ...] = ()
