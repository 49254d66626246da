"""One layer of a document as the checkers read it: a single text with its sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from doctools.lexicon.attested import runs
from doctools.model import Block
from doctools.text.segment import Segmenter
from doctools.text.windows import Windows, codes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


_SENTENCE_END = re.compile(r"[。！？!?；;][”’」』）)]*|\n")
REACH = 6
"""Characters on each side that take part in judging a correction."""


@dataclass(frozen=True, kw_only=True)
class Passage:
    r"""The blocks of one layer, their own texts joined by `\n`.

    Attributes:
        layer: body, header, footnote …
        blocks: of that layer.
        segmenter: what knows the words.
    """

    layer: str
    blocks: tuple[Block, ...]
    segmenter: Segmenter

    @cached_property
    def text(self) -> str:
        r"""All blocks' texts joined by `\n`; automatic numbers are left out."""
        return "\n".join(block.text for block in self.blocks)

    @cached_property
    def points(self) -> NDArray[np.uint32]:
        """The code point of every character of the text."""
        return codes(self.text)

    @cached_property
    def windows(self) -> Windows:
        """The hashes of the text's runs."""
        return Windows(self.text)

    def runs(self, length: int) -> NDArray[np.bool_]:
        """Tell for every start whether `length` Chinese characters stand there."""
        if length not in self._runs:
            self._runs[length] = runs(self.text, length)
        return self._runs[length]

    @cached_property
    def _runs(self) -> dict[int, NDArray[np.bool_]]:
        return {}

    @cached_property
    def block_starts(self) -> tuple[int, ...]:
        """Offset in `text` at which each block begins."""
        lengths = (len(block.text) + 1 for block in self.blocks)
        return tuple(accumulate(lengths, initial=0))[: len(self.blocks)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [0, *(found.end() for found in _SENTENCE_END.finditer(self.text))]

    def block_at(self, position: int) -> int:
        """Return the number of the block that holds a position of the text."""
        return bisect_right(self.block_starts, position) - 1

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the sentence, within one block, around a span."""
        starts = self._sentence_starts
        first = starts[bisect_right(starts, start) - 1]
        after = bisect_right(starts, max(start, end - 1))
        last = starts[after] if after < len(starts) else len(self.text)
        while last > end and self.text[last - 1] == "\n":
            last -= 1
        return first, last

    def sentence_text(self, start: int, end: int) -> str:
        """Return the sentence around a span, outer spaces aside."""
        first, last = self.sentence(start, end)
        return self.text[first:last].strip()

    @cached_property
    def distinct(self) -> str:
        """The text with every paragraph that is pasted again counted once."""
        return "\n".join(dict.fromkeys(block.text for block in self.blocks))

    @cached_property
    def _borders(self) -> NDArray[np.bool_]:
        """True where a word of the best path begins, and behind the last one."""
        return self.segmenter.borders(self.text, self.windows)

    @cached_property
    def marks(self) -> dict[str, NDArray[np.bool_]]:
        """What several checkers ask of every character, by name, kept once found."""
        return {}

    @cached_property
    def alone(self) -> NDArray[np.bool_]:
        """For every character whether it is no part of a longer word."""
        lone: NDArray[np.bool_] = self._borders[:-1] & self._borders[1:]
        return lone

    def fits_between_words(self, start: int, end: int) -> bool:
        """Tell whether a span begins and ends where words begin and end."""
        return bool(self._borders[start] and self._borders[end])

    def would_fit(self, start: int, end: int, suggestion: str) -> bool:
        """Tell whether a suggestion would begin and end where words do."""
        left, right = self._window(start, end)
        before, after = self.text[left:start], self.text[end:right]
        tokens = self.segmenter.tokens(before + suggestion + after)
        borders = {0, *(token.end for token in tokens)}
        return {len(before), len(before) + len(suggestion)} <= borders

    def gain(self, start: int, end: int, suggestion: str) -> float:
        """Return how much better made of words the text becomes, log10 probability.

        Best word-unigram segmentation of the window around the span with the
        suggestion in its place, minus that of the window as it is.
        """
        left, right = self._window(start, end)
        before, after = self.text[left:start], self.text[end:right]
        return self.segmenter.score(before + suggestion + after) - self._score(
            left, right
        )

    def _score(self, left: int, right: int) -> float:
        known = self._scores.get((left, right))
        if known is None:
            known = self.segmenter.score(self.text[left:right])
            self._scores[left, right] = known
        return known

    @cached_property
    def _scores(self) -> dict[tuple[int, int], float]:
        return {}

    def _window(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the window around a span, within its block."""
        far = max(0, start - REACH)
        left = self.text.rfind("\n", far, start) + 1 or far
        right = self.text.find("\n", end, end + REACH)
        return left, right if right >= 0 else min(len(self.text), end + REACH)
