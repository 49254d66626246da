"""Fingerprints of folded text: rolling hashes of character k-grams, winnowed.

Texts lie end to end in one array, so that every step is a few passes of numpy over
integers. Winnowing: Schleimer, Wilkerson, Aiken, SIGMOD 2003.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from doctools.text.normalize import Folded, fold_with_offsets

if TYPE_CHECKING:
    from collections.abc import Sequence


_Value = TypeVar("_Value", bound=np.generic)

GAP = 32
"""Zero codes after each text; no gram or window reaches from one text to the next."""

_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_LARGEST = np.uint64(0xFFFFFFFFFFFFFFFF)
_TABLE_BITS = 24
_CHUNK = 1 << 15
"""Grams hashed at a time: what they need stays in the cache of the processor."""
_PART = 1 << 22
"""Grams brought together at a time, so that memory stays small."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Folded texts laid end to end.

    Attributes:
        folded: each text, without the numbers its lines begin with.
        codes: folded code points of all texts, uint32, `GAP` zeros after each.
        starts: for each text the index of its first code, int64.
        owner: for each code the number of its text, int32.
        text: the codes as one string; a slice of it costs less than one of `codes`.
    """

    folded: tuple[Folded, ...]
    codes: NDArray[np.uint32]
    starts: NDArray[np.int64]
    owner: NDArray[np.int32]
    text: str

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
        return self.text[start:end]


def lay_out(texts: Sequence[str]) -> Corpus:
    """Fold texts and lay them end to end."""
    folded = tuple(fold_with_offsets(text, numbering=False) for text in texts)
    gap = np.zeros(GAP, np.uint32)
    pieces = [piece for text in folded for piece in (text.codes, gap)]
    lengths = [len(text.codes) + GAP for text in folded]
    codes = np.concatenate(pieces) if pieces else np.zeros(0, np.uint32)
    starts = np.cumsum([0, *lengths], dtype=np.int64)[:-1]
    return Corpus(
        folded=tuple(
            replace(text, codes=codes[start : start + len(text.codes)])
            for text, start in zip(folded, starts.tolist(), strict=True)
        ),
        codes=codes,
        text=codes.tobytes().decode("utf-32-le", "surrogatepass"),
        starts=starts,
        owner=np.repeat(np.arange(len(lengths), dtype=np.int32), lengths),
    )


def hash_grams(codes: NDArray[np.uint32], length: int) -> NDArray[np.uint64]:
    """Return a hash for every gram of `length` codes, 0 where it touches a gap.

    The array is as long as `codes`. A polynomial modulo 2^64, its bits mixed as
    in splitmix64 so that the smallest of a window is as good as random.
    """
    hashes = np.zeros(len(codes), np.uint64)
    for start in range(0, len(codes) - length + 1, _CHUNK):
        piece = codes[start : start + _CHUNK + length - 1]
        body = _polynomials(piece, length)
        body ^= body >> np.uint64(30)
        body *= _MIX
        body ^= body >> np.uint64(27)
        body[_sliding(piece == 0, length, np.logical_or)] = 0
        hashes[start : start + len(body)] = body
    return hashes


def _polynomials(codes: NDArray[np.uint32], length: int) -> NDArray[np.uint64]:
    """Return the polynomial of every gram, from those of the grams half as long."""
    if length == 1:
        return codes.astype(np.uint64)
    width = length // 2
    half = _polynomials(codes, width)
    whole = half[:-width] * np.uint64(pow(int(_BASE), width, 1 << 64))
    whole += half[width:]
    if length % 2:
        whole = whole[:-1] * _BASE
        whole += codes[length - 1 :]
    return whole


def winnow(hashes: NDArray[np.uint64], window: int) -> NDArray[np.bool_]:
    """Tell which grams are the smallest of some window of neighbours.

    Two texts that share `length + window - 1` characters share a selected gram. All of
    equally small ones are selected, and windows at the ends of a text are shorter.
    """
    chosen = np.zeros(len(hashes), np.bool_)
    margin = window - 1
    for start in range(0, len(hashes), _CHUNK):
        low, end = max(0, start - margin), min(len(hashes), start + _CHUNK)
        part = _winnowed(hashes[low : end + margin], window)
        chosen[start:end] = part[start - low : end - low]
    return chosen


def _winnowed(hashes: NDArray[np.uint64], window: int) -> NDArray[np.bool_]:
    padded = np.full(len(hashes) + 2 * (window - 1), _LARGEST)
    middle = padded[window - 1 : window - 1 + len(hashes)]
    middle[:] = np.where(hashes == 0, _LARGEST, hashes)
    smallest = _sliding(padded, window, np.minimum)
    chosen: NDArray[np.bool_] = hashes != 0
    chosen &= _sliding(smallest, window, np.maximum) == middle
    return chosen


def _sliding(values: NDArray[_Value], window: int, better: np.ufunc) -> NDArray[_Value]:
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
    counts = np.cumsum(starts, dtype=np.int32)
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


def group(hashes: NDArray[np.uint64], corpus: Corpus) -> Groups:
    """Bring places whose grams have equal hashes together; lone ones are left out.

    Hash and place share one integer, so that one sort does it. The hash keeps what bits
    the place leaves: 43 for two million places, where a false neighbour is unlikely.
    Many are brought together range by range of their hashes.

    Args:
        hashes: one for each place of the corpus, 0 where there is none.
        corpus: what the places lie in.
    """
    bits = np.uint64(max(1, len(corpus.codes)).bit_length())
    count = max(1, -(-len(hashes) // _PART))
    bounds = [max(1, (1 << 64) * number // count) for number in range(count)]
    keys = np.concatenate(
        [
            _shared(hashes, np.uint64(low), np.uint64(high - 1), bits)
            for low, high in pairwise([*bounds, 1 << 64])
        ]
    )
    ordered = (keys & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    new = np.ones(len(keys), np.bool_)
    new[1:] = keys[1:] >> bits != keys[:-1] >> bits
    return _grouped(ordered, new, corpus)


def _shared(
    hashes: NDArray[np.uint64], low: np.uint64, high: np.uint64, bits: np.uint64
) -> NDArray[np.uint64]:
    """Return hash and place of the grams in a range that stand more than once."""
    inside = hashes >= low
    if high != _LARGEST:
        inside &= hashes <= high
    places = np.flatnonzero(inside)
    keys = hashes[places]
    keys >>= bits
    keys <<= bits
    keys |= places.view(np.uint64)
    keys.sort()
    equal = keys[1:] >> bits == keys[:-1] >> bits
    twice = np.append(equal, False) | np.append(False, equal)[: len(keys)]
    found: NDArray[np.uint64] = keys[twice]
    return found


def _grouped(
    places: NDArray[np.int64], new: NDArray[np.bool_], corpus: Corpus
) -> Groups:
    """Return groups from their places in order and where one begins."""
    owners = corpus.owner[places]
    changes = new.copy()
    changes[1:] |= owners[1:] != owners[:-1]
    begins = np.flatnonzero(new)
    holders = np.add.reduceat(changes, begins, dtype=np.int64) if len(new) else begins
    sizes = np.diff(np.append(begins, len(new)))
    return Groups(places, begins, sizes, holders)


def select(groups: Groups, chosen: NDArray[np.bool_], corpus: Corpus) -> Groups:
    """Return groups with the chosen ones of their places; empty ones are left out."""
    numbers = np.repeat(np.arange(len(groups.sizes)), groups.sizes)[chosen]
    new = np.diff(numbers, prepend=-1) != 0
    return _grouped(groups.places[chosen], new, corpus)
