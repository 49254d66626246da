"""How well a text is made of words: the best path of word unigrams.

Frequencies come from the word list that jieba ships (jieba itself is not imported);
the words of our own dictionaries are added to it.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from doctools.text.hashed import named, part
from doctools.text.lattice import Words, best_borders
from doctools.text.normalize import is_han
from doctools.text.stored import digest_of, package_file, stored
from doctools.text.windows import codes, is_common_han
from doctools.text.wordlist import WordList, word_arrays

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from doctools.text.hashed import Arrays
    from doctools.text.windows import Windows

TERM_FREQUENCY = 50
"""Frequency given to a word that only our own dictionaries know."""
UNKNOWN_HAN = -9.0
UNKNOWN_OTHER = -5.0
_REMEMBERED = 1 << 16


class Token(NamedTuple):
    """A word of the best path; a lone unknown character is a token too."""

    start: int
    end: int


def _dictionary() -> Path:
    return package_file("jieba", "dict.txt")


def _list() -> tuple[list[str], NDArray[np.float64]]:
    """Read the words of jieba's `dict.txt` and their frequencies, at least 1 each."""
    # three fields a word, none of which holds a space
    fields = _dictionary().read_text(encoding="utf-8").split()
    counts = np.array(fields[1::3], np.float64)
    return fields[::3], np.maximum(counts, 1)


@cache
def dictionary_digest() -> str:
    """Return a digest of the list of common words, which no office changes."""
    return digest_of([_dictionary().read_bytes()])


@cache
def _stored() -> Arrays:
    return stored("words", dictionary_digest, _arrays)


def _arrays() -> dict[str, NDArray[np.generic]]:
    """Return the common words, their counts, and how many words end with a character."""
    words, counts = _list()
    total = math.log10(counts.sum())
    last = Counter(word[-1] for word in words if len(word) > 2)
    return {
        **named("list", word_arrays(words, np.log10(counts) - total)),
        "total": np.array([total]),
        "last": codes("".join(last)),
        "endings": np.array([*last.values()], np.uint32),
    }


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


def frequency(word: str) -> int:
    """Return how often a word stands in the list of common words, 0 for another."""
    weight = common().weight(word)
    total: float = _stored()["total"].tolist()[0]
    return 0 if weight is None else round(10 ** (weight + total))


@cache
def endings() -> Mapping[str, int]:
    """Return how many words of three and more characters end with a character.

    One that ends many (部, 司, 院) may stand before itself: 宣传部部长.
    """
    arrays = _stored()
    last, counts = arrays["last"].tolist(), arrays["endings"].tolist()
    return Counter(dict(zip(map(chr, last), counts, strict=True)))


@cache
def common() -> WordList:
    """Return the common words, weighted with their log10 probability."""
    return WordList(part(_stored(), "list"))


def own_words(terms: Iterable[str]) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of the words among terms that no common list knows."""
    words = [term for term in sorted(set(terms)) if common().place(term) < 0]
    rare = math.log10(TERM_FREQUENCY) - _stored()["total"].tolist()[0]
    return word_arrays(words, np.full(len(words), rare))


class Segmenter:
    """Scores texts with the common words and some of our own."""

    def __init__(self, terms: Iterable[str] = ()) -> None:
        self._load(own_words(terms))

    def _load(self, own: Arrays) -> None:
        self._lists = [common(), WordList(own)]
        # the same few thousand words are asked for again and again
        self._weight = lru_cache(maxsize=_REMEMBERED)(self._look_up)
        self._reach = lru_cache(maxsize=_REMEMBERED)(self._look_ahead)

    @classmethod
    def stored(cls, own: Arrays) -> Segmenter:
        """Return the segmenter with the words that `own_words` laid out."""
        segmenter = cls.__new__(cls)
        segmenter._load(own)  # noqa: SLF001 - its own
        return segmenter

    def _look_up(self, text: str) -> float | None:
        weights = (known.weight(text) for known in self._lists)
        return next((one for one in weights if one is not None), None)

    def _look_ahead(self, pair: str) -> int:
        return max(known.reach(pair) for known in self._lists)

    def is_word(self, text: str) -> bool:
        """Tell whether the whole text is a known word."""
        return self._weight(text) is not None

    def borders(self, text: str, windows: Windows) -> NDArray[np.bool_]:
        """Return for every place, and the end, whether a word of the best path begins.

        Chinese characters in a row are parted into words; every other character stands
        by itself.

        Args:
            text: what is read.
            windows: its hashes.
        """
        points = codes(text)
        chinese = is_common_han(points)
        room = _room(chinese)
        starts = np.flatnonzero(room > 1)
        found = [one.words_in(windows, starts, room[starts]) for one in self._lists]
        words = Words(*map(np.concatenate, zip(*found, strict=True)))
        borders, long = best_borders(self._singles(points, chinese), words)
        for start, end in long:
            begins = [token.start for token in self.tokens(text[start:end])]
            borders[np.array(begins) + start] = True
        return borders

    def _singles(
        self, points: NDArray[np.uint32], chinese: NDArray[np.bool_]
    ) -> NDArray[np.float64]:
        """Return the weight of every Chinese character by itself."""
        distinct, which = np.unique(points[chinese], return_inverse=True)
        weights = [self._weight(chr(point)) for point in distinct.tolist()]
        known = [UNKNOWN_HAN if one is None else one for one in weights]
        singles = np.zeros(len(points))
        singles[chinese] = np.array(known, np.float64)[which]
        return singles

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
        weight, reach = self._weight, self._reach
        for start, first in enumerate(text):
            reached = best[start]
            own = weight(first)
            if own is None:
                own = UNKNOWN_HAN if is_han(first) else UNKNOWN_OTHER
            if reached + own > best[start + 1]:
                best[start + 1] = reached + own
                back[start + 1] = start
            # most pairs begin no word, which spares the longer look-ups
            longest = reach(text[start : start + 2])
            for end in range(start + 2, min(start + longest, size) + 1):
                own = weight(text[start:end])
                if own is not None and reached + own > best[end]:
                    best[end] = reached + own
                    back[end] = start
        return best[size], back


def _room(chinese: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return for every character how many Chinese ones stand from it on."""
    size = len(chinese)
    ends = np.append(np.flatnonzero(~chinese), size)
    places = np.arange(size)
    room: NDArray[np.intp] = ends[np.searchsorted(ends, places)] - places
    return room
