"""How well a text is made of words: the best path of word unigrams.

Frequencies come from the word list that jieba ships (jieba itself is not imported);
the words of our own dictionaries are added to it.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from doctools.text.normalize import is_han

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

TERM_FREQUENCY = 50
"""Frequency given to a word that only our own dictionaries know."""
UNKNOWN_HAN = -9.0
UNKNOWN_OTHER = -5.0
LONGEST_WORD = 16


class Token(NamedTuple):
    """A word of the best path; a lone unknown character is a token too."""

    start: int
    end: int


@cache
def _list() -> tuple[list[str], NDArray[np.float64]]:
    """Read the words of jieba's `dict.txt` and their frequencies, at least 1 each."""
    found = find_spec("jieba")
    if found is None or not found.submodule_search_locations:
        message = "jieba"
        raise ModuleNotFoundError(message, name=message)
    path = Path(found.submodule_search_locations[0]) / "dict.txt"
    # three fields a word, none of which holds a space
    fields = path.read_text(encoding="utf-8").split()
    counts = np.array(fields[1::3], np.float64)
    return fields[::3], np.maximum(counts, 1)


def common_words(*, length: int, frequency: int) -> tuple[str, ...]:
    """Return the words of a length that occur at least `frequency` times, sorted."""
    words, counts = _list()
    often = counts >= frequency
    return tuple(
        sorted(
            word
            for word, kept in zip(words, often, strict=True)
            if kept and len(word) == length and all(map(is_han, word))
        )
    )


@cache
def endings() -> Mapping[str, int]:
    """Return how many words of three and more characters end with a character.

    One that ends many (部, 司, 院) may stand before itself: 宣传部部长.
    """
    words, _ = _list()
    return Counter(word[-1] for word in words if len(word) > 2)


@cache
def _weights() -> tuple[dict[str, float], float]:
    words, counts = _list()
    total = math.log10(counts.sum())
    weights = (np.log10(counts) - total).tolist()
    return dict(zip(words, weights, strict=True)), total


@cache
def _common_reaches() -> dict[str, int]:
    return _reaches(_weights()[0])


def _reaches(words: Iterable[str]) -> dict[str, int]:
    """Return how long the longest word is that begins with two characters."""
    return {word[:2]: min(len(word), LONGEST_WORD) for word in sorted(words, key=len)}


class Segmenter:
    """Scores texts with the common words and some of our own."""

    def __init__(self, terms: Iterable[str] = ()) -> None:
        weights, total = _weights()
        rare = math.log10(TERM_FREQUENCY) - total
        own = {term: rare for term in terms if len(term) <= LONGEST_WORD}
        self._weight = own | weights if own else weights
        self._reach = reach = _common_reaches()
        if own:
            longer = {k: max(n, reach.get(k, 0)) for k, n in _reaches(own).items()}
            self._reach = reach | longer

    def is_word(self, text: str) -> bool:
        """Tell whether the whole text is a known word."""
        return text in self._weight

    def score(self, text: str) -> float:
        """Return the log10 probability of the best path through the text."""
        return self._best(text)[0]

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return the words of the best path, in order."""
        back = self._best(text)[1]
        found = []
        end = len(text)
        while end:
            found.append(Token(back[end], end))
            end = back[end]
        return tuple(reversed(found))

    def _best(self, text: str) -> tuple[float, list[int]]:
        size = len(text)
        best = [0.0] + [-math.inf] * size
        back = [0] * (size + 1)
        weight, reach = self._weight.get, self._reach.get
        for start, first in enumerate(text):
            reached = best[start]
            own = weight(first)
            if own is None:
                own = UNKNOWN_HAN if is_han(first) else UNKNOWN_OTHER
            if reached + own > best[start + 1]:
                best[start + 1] = reached + own
                back[start + 1] = start
            # most pairs begin no word, which spares the longer look-ups
            longest = reach(text[start : start + 2], 0)
            for end in range(start + 2, min(start + longest, size) + 1):
                own = weight(text[start:end])
                if own is not None and reached + own > best[end]:
                    best[end] = reached + own
                    back[end] = start
        return best[size], back
