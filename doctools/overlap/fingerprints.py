"""Fingerprints of folded text: rolling hashes of character k-grams, winnowed.

Texts lie end to end in one array, so that every step is a few passes of numpy over
integers. Winnowing: Schleimer, Wilkerson, Aiken, SIGMOD 2003.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from doctools.text.normalize import Folded, fold_with_offsets

if TYPE_CHECKING:
    from collections.abc import Sequence


GAP = 32
"""Zero codes after each text; no gram or window reaches from one text to the next."""

_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_LARGEST = np.uint64(0xFFFFFFFFFFFFFFFF)
_TABLE_BITS = 24


@dataclass(frozen=True, slots=True)
class Corpus:
    """Folded texts laid end to end.

    Attributes:
        folded: each text, without the numbers its lines begin with.
        codes: folded code points of all texts, uint32, `GAP` zeros after each.
        starts: for each text the index of its first code, int64.
        owner: for each code the number of its text, int32.
    """

    folded: tuple[Folded, ...]
    codes: NDArray[np.uint32]
    starts: NDArray[np.int64]
    owner: NDArray[np.int32]

    def owners(self, indexes: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the number of the text each index lies in."""
        return self.owner[indexes].astype(np.int64)

    def end(self, text: int) -> int:
        """Return the index after a text's last code."""
        return int(self.starts[text]) + len(self.folded[text].codes)

    def original(self, text: int, start: int, end: int) -> tuple[int, int]:
        """Return where the codes [start, end) stand in the text as it was given."""
        first = int(self.starts[text])
        return self.folded[text].span(start - first, end - first)

    def string(self, start: int, end: int) -> str:
        """Return the codes [start, end) as a string."""
        return self.codes[start:end].tobytes().decode("utf-32-le", "surrogatepass")


def lay_out(texts: Sequence[str]) -> Corpus:
    """Fold texts and lay them end to end."""
    folded = tuple(fold_with_offsets(text, numbering=False) for text in texts)
    gap = np.zeros(GAP, np.uint32)
    pieces = [piece for text in folded for piece in (text.codes, gap)]
    lengths = [len(text.codes) + GAP for text in folded]
    return Corpus(
        folded=folded,
        codes=np.concatenate(pieces) if pieces else np.zeros(0, np.uint32),
        starts=np.cumsum([0, *lengths], dtype=np.int64)[:-1],
        owner=np.repeat(np.arange(len(lengths), dtype=np.int32), lengths),
    )


def hash_grams(codes: NDArray[np.uint32], length: int) -> NDArray[np.uint64]:
    """Return a hash for every gram of `length` codes, 0 where it touches a gap.

    The array is as long as `codes`. A polynomial modulo 2^64, its bits mixed as
    in splitmix64 so that the smallest of a window is as good as random.
    """
    count = len(codes) - length + 1
    hashes = np.zeros(len(codes), np.uint64)
    if count <= 0:
        return hashes
    body = hashes[:count]
    for offset in range(length):
        body *= _BASE
        body += codes[offset : offset + count]
    body ^= body >> np.uint64(30)
    body *= _MIX
    body ^= body >> np.uint64(27)
    gaps = np.concatenate([[0], np.cumsum(codes == 0)])
    body[gaps[length:] != gaps[:count]] = 0
    return hashes


def winnow(hashes: NDArray[np.uint64], window: int) -> NDArray[np.bool_]:
    """Tell which grams are the smallest of some window of neighbours.

    Two texts that share `length + window - 1` characters share a selected gram. All of
    equally small ones are selected, and windows at the ends of a text are shorter.
    """
    padded = np.full(len(hashes) + 2 * (window - 1), _LARGEST)
    middle = padded[window - 1 : window - 1 + len(hashes)]
    middle[:] = np.where(hashes == 0, _LARGEST, hashes)
    smallest = _sliding(padded, window, np.minimum)
    chosen: NDArray[np.bool_] = hashes != 0
    chosen &= _sliding(smallest, window, np.maximum) == middle
    return chosen


def _sliding(
    values: NDArray[np.uint64], window: int, better: np.ufunc
) -> NDArray[np.uint64]:
    """Return the best value of every window, doubling the width as far as it goes."""
    width = 1
    while width * 2 <= window:
        values = better(values[:-width], values[width:])
        width *= 2
    if width < window:
        values = better(values[: width - window], values[window - width :])
    return values


def covered(starts: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    """Tell which characters lie in a gram that begins where `starts` is true."""
    counts = np.cumsum(starts, dtype=np.int64)
    counts[length:] -= counts[:-length].copy()
    return counts > 0


class GramSet:
    """The grams of some texts, to look others up in."""

    def __init__(self, codes: NDArray[np.uint32], length: int) -> None:
        hashes = hash_grams(codes, length)
        ordered = np.sort(hashes[hashes != 0])
        self.length = length
        self._hashes = ordered[np.flatnonzero(np.diff(ordered, prepend=np.uint64(0)))]
        self._shift = np.uint64(64 - _TABLE_BITS)
        self._table = np.zeros(1 << _TABLE_BITS, np.bool_)
        self._table[self._hashes >> self._shift] = True

    def contains(self, hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Tell which hashes are in the set.

        A table of leading bits turns most away before the search.
        """
        result: NDArray[np.bool_] = self._table[hashes >> self._shift] & (hashes != 0)
        likely = np.flatnonzero(result)
        if len(likely):
            places = np.searchsorted(self._hashes, hashes[likely])
            places = np.minimum(places, len(self._hashes) - 1)
            result[likely] = self._hashes[places] == hashes[likely]
        return result

    def covers(self, codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Tell which characters lie in a gram of the set."""
        return covered(self.contains(hash_grams(codes, self.length)), self.length)


@dataclass(frozen=True, slots=True)
class Groups:
    """Places with equal hashes.

    Attributes:
        places: indexes into the corpus, group by group, ascending in each, int64.
        begins: for each group where it begins in `places`, int64.
        sizes: number of places in each group, int64.
        holders: number of texts in each group, int64.
    """

    places: NDArray[np.int64]
    begins: NDArray[np.int64]
    sizes: NDArray[np.int64]
    holders: NDArray[np.int64]


def group(
    hashes: NDArray[np.uint64], places: NDArray[np.int64], corpus: Corpus
) -> Groups:
    """Bring places whose grams have equal hashes together; lone ones are left out.

    Hash and place share one integer, so that one sort does it. The hash keeps what bits
    the place leaves: 43 for two million places, where a false neighbour is unlikely.

    Args:
        hashes: one for each place.
        places: ascending.
        corpus: what the places lie in.
    """
    bits = np.uint64(max(1, len(corpus.codes)).bit_length())
    keys = np.sort((hashes >> bits << bits) | places.astype(np.uint64))
    equal = keys[1:] >> bits == keys[:-1] >> bits
    keys = keys[np.append(equal, False) | np.append(False, equal)[: len(keys)]]
    ordered = (keys & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    new = np.ones(len(keys), np.bool_)
    new[1:] = keys[1:] >> bits != keys[:-1] >> bits
    changes = new.copy()
    changes[1:] |= np.diff(corpus.owners(ordered)) != 0
    begins = np.flatnonzero(new)
    holders = np.add.reduceat(changes, begins, dtype=np.int64) if len(keys) else begins
    sizes = np.diff(np.append(begins, len(keys)))
    return Groups(ordered, begins, sizes, holders)
