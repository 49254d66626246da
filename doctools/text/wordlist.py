"""A list of words with weights: asked of one string, or of all runs of a text at once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from doctools.text.hashed import HashSet, arranged, named, part
from doctools.text.lattice import Words
from doctools.text.windows import hash_of, hashes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from doctools.text.hashed import Arrays
    from doctools.text.windows import Hashes, Windows

LONGEST_WORD = 16


def word_hashes(words: Sequence[str]) -> Hashes:
    """Return the hash of every word, in their order."""
    by_length: defaultdict[int, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        by_length[len(word)].append(place)
    hashes = np.zeros(len(words), np.uint64)
    for places in by_length.values():
        hashes[places] = hashes_of([words[place] for place in places])
    return hashes


def word_arrays(
    words: Sequence[str], weights: NDArray[np.float64]
) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of a `WordList`; of a word that is given twice the last counts.

    Returns:
        word.*: the words; weights: in their order; pair.*: the first two characters of
        words; reaches: for each pair how long the longest word is that begins so.
    """
    kept = [n for n, word in enumerate(words) if 0 < len(word) <= LONGEST_WORD]
    words, weights = [words[n] for n in kept], weights[kept]
    hashes = word_hashes(words)
    known, last = np.unique(hashes[::-1], return_index=True)
    long = [word for word in words if len(word) > 1]
    pairs, pair_of = np.unique(
        word_hashes([word[:2] for word in long]), return_inverse=True
    )
    reaches = np.zeros(len(pairs), np.uint8)
    np.maximum.at(reaches, pair_of, np.array([len(word) for word in long], np.uint8))
    return {
        **named("word", arranged(known)),
        "weights": weights[::-1][last],
        **named("pair", arranged(pairs)),
        "reaches": reaches,
    }


class WordList:
    """Words with weights.

    Args:
        arrays: as `word_arrays` returns them.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._words = HashSet(part(arrays, "word"))
        self._pairs = HashSet(part(arrays, "pair"))
        self._weights: NDArray[np.float64] = arrays["weights"]  # type: ignore[assignment]
        self._reaches: NDArray[np.uint8] = arrays["reaches"]  # type: ignore[assignment]

    def place(self, word: str) -> int:
        """Return the number of a word, or -1."""
        return self._words.place(hash_of(word)) if 0 < len(word) <= LONGEST_WORD else -1

    def weight(self, word: str) -> float | None:
        """Return the weight of a word, None where there is no such word."""
        place = self.place(word)
        return None if place < 0 else float(self._weights[place])

    def reach(self, pair: str) -> int:
        """Return how long the longest word is that begins with two characters, or 0."""
        place = self._pairs.place(hash_of(pair))
        return 0 if place < 0 else int(self._reaches[place])

    def words_in(
        self, windows: Windows, starts: NDArray[np.intp], room: NDArray[np.intp]
    ) -> Words:
        """Return the words of two and more characters that stand in a text.

        Args:
            windows: the hashes of the text.
            starts: where words may begin, each at least two characters from its end.
            room: how long each may be at most.
        """
        pairs = self._pairs.places(windows.exact_at(starts, np.intp(2)))
        known = np.flatnonzero(pairs >= 0)
        starts = starts[known]
        reaches = np.minimum(self._reaches[pairs[known]].astype(np.intp), room[known])
        choices = reaches - 1  # lengths 2, 3 … up to the reach
        before = np.cumsum(choices) - choices
        lengths = np.arange(choices.sum()) - np.repeat(before, choices) + 2
        starts = np.repeat(starts, choices)
        places = self._words.places(windows.exact_at(starts, lengths))
        words = np.flatnonzero(places >= 0)
        return Words(starts[words], lengths[words], self._weights[places[words]])
