"""The paragraphs of one document in folded text, with the way back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from doctools.overlap.discount import GRAM
from doctools.overlap.fingerprints import GramSet, lay_out
from doctools.records import Repeat, RepeatSide
from doctools.text.normalize import fold_with_offsets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.model import Document


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block that has text of its own.

    Attributes:
        block: body block.
        start: index of its first character in the document's folded text.
        end: index after its last.
        key: those characters; equal keys are the same paragraph.
    """

    block: int
    start: int
    end: int
    key: str

    @property
    def length(self) -> int:
        """Folded characters."""
        return self.end - self.start


@lru_cache(maxsize=2)
def _public(references: tuple[str, ...]) -> GramSet:
    return GramSet(lay_out(references).codes, GRAM)


class FoldedDocument:
    """A document's folded text and its paragraphs.

    Attributes:
        path: of the file.
        folded: without numbering, spaces, width and punctuation.
        own: for each folded character whether it stands in no public text.
        texts: of the blocks, with their automatic numbers.
        paragraphs: in order; blocks without text are left out.
    """

    def __init__(self, document: Document, *, references: tuple[str, ...]) -> None:
        self.path = document.source.path
        self.folded = fold_with_offsets(document.text, numbering=False)
        self.own = np.ones(len(self.folded.codes), np.bool_)
        if references:
            self.own = ~_public(references).covers(self.folded.codes)
        self._starts = [
            start - len(block.number)
            for start, block in zip(document.block_starts, document.blocks, strict=True)
        ]
        self.texts = tuple(block.shown for block in document.blocks)
        self._lengths = [len(text) for text in self.texts]
        self.paragraphs = tuple(self._paragraphs())

    def _paragraphs(self) -> Iterator[Paragraph]:
        text = self.folded.text
        ends = [
            s + length for s, length in zip(self._starts, self._lengths, strict=True)
        ]
        begins = np.searchsorted(self.folded.positions, self._starts).tolist()
        lasts = np.searchsorted(self.folded.positions, ends).tolist()
        for block, (start, end) in enumerate(zip(begins, lasts, strict=True)):
            if start < end:
                yield Paragraph(block, start, end, text[start:end])

    def side(self, first: Paragraph, last: Paragraph) -> RepeatSide:
        """Return where whole paragraphs from first to last stand."""
        return RepeatSide(
            block=first.block,
            end_block=last.block,
            doc_start=self._starts[first.block],
            doc_end=self._starts[last.block] + self._lengths[last.block],
        )

    def inner_side(self, start: int, end: int) -> RepeatSide:
        """Return where the folded characters [start, end) stand."""
        doc_start, doc_end = self.folded.span(start, end)
        blocks = np.searchsorted(self._starts, [doc_start, doc_end - 1], side="right")
        first, last = (blocks - 1).tolist()
        return RepeatSide(
            block=first, end_block=last, doc_start=doc_start, doc_end=doc_end
        )

    def repeat(
        self,
        first: RepeatSide,
        again: RepeatSide,
        *,
        characters: int,
        similarity: float,
        removed: bool,
    ) -> Repeat:
        """Return the record of a repeat; only equal text is exact."""
        return Repeat(
            path=self.path,
            kind="exact" if similarity == 1 else "near",
            first=first,
            again=again,
            characters=characters,
            similarity=round(similarity, 4),
            removed=removed,
        )
