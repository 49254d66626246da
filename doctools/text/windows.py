"""Hashes of every run of characters of a text, all lengths, computed in numpy.

A polynomial over 64-bit mixed code points (Karp and Rabin 1987), so that the hash of a
run with one position masked or left out comes from the same sums. Equal strings have
equal hashes; who finds a hash still compares the characters.
"""

from __future__ import annotations

from functools import lru_cache
from operator import mul
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

_BASE = 0x9E3779B97F4A7C15
_WORD = 1 << 64
_INVERSE = pow(_BASE, -1, _WORD)
LONGEST = 64
"""Longest run, in characters, that is hashed."""
_MASKED = 0x110000
"""First number of those that stand for a masked place; no character has it."""


def _powers(base: int, count: int) -> Hashes:
    powers = np.full(count, base, np.uint64)
    powers[:1] = 1
    return np.cumprod(powers, dtype=np.uint64)


_POWERS = _powers(_BASE, LONGEST + 1)
_WHOLE_POWERS: list[int] = _POWERS.tolist()


def _mix(codes: NDArray[np.uint64]) -> Hashes:
    """Return well spread 64-bit values (the finaliser of splitmix64, Steele 2014)."""
    mixed = (codes + np.uint64(1)) * np.uint64(_BASE)
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def codes(text: str) -> NDArray[np.uint32]:
    """Return the code point of every character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def is_common_han(points: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Tell for every code point whether it is a common Chinese character."""
    chinese: NDArray[np.bool_] = (points >= 0x4E00) & (points <= 0x9FFF)
    return chinese


def is_any_han(points: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Tell for every code point what `normalize.is_han` tells of one character."""
    rare = (points >= 0x3400) & (points <= 0x4DBF)
    rarer = (points >= 0x20000) & (points <= 0x3FFFF)
    chinese: NDArray[np.bool_] = (
        is_common_han(points) | rare | rarer | (points == ord("〇"))
    )
    return chinese


def mixed(characters: str) -> Hashes:
    """Return each character as it enters the sums."""
    return _mix(codes(characters).astype(np.uint64))


class Windows:
    """The hashes of one text. Arrays have one element for each possible start.

    A run is the difference of two sums, whose power of its start the inverse of the
    base takes out; so any run costs the same, whatever its length.
    """

    def __init__(self, text: str) -> None:
        self._mixed = mixed(text)
        size = len(self._mixed)
        self._sums = np.zeros(size + 1, np.uint64)
        np.cumsum(self._mixed * _powers(_BASE, size), out=self._sums[1:])
        self._inverse = _powers(_INVERSE, size + 1)

    def __len__(self) -> int:
        """Return how many characters the text has."""
        return len(self._mixed)

    def exact(self, length: int) -> Hashes:
        """Return the hash of every run of `length` characters."""
        starts = max(0, len(self._mixed) - length + 1)
        runs = self._sums[length : length + starts] - self._sums[:starts]
        hashes: Hashes = runs * self._inverse[:starts]
        return hashes

    def exact_at(
        self, starts: NDArray[np.intp], lengths: NDArray[np.intp] | np.intp
    ) -> Hashes:
        """Return the hashes of some runs; none reaches beyond the text."""
        runs = self._sums[starts + lengths] - self._sums[starts]
        hashes: Hashes = runs * self._inverse[starts]
        return hashes

    def masked(self, length: int, gap: int) -> Hashes:
        """Return the hash of every run with whatever stands at `gap` masked.

        Runs of another length, or masked elsewhere, have other hashes.
        """
        whole = self.exact(length)
        hidden = self._mixed[gap : gap + len(whole)] * _POWERS[gap]
        hashes: Hashes = whole - hidden + _salt(length, gap)
        return hashes

    def masked_at(
        self,
        starts: NDArray[np.intp],
        lengths: NDArray[np.intp],
        gaps: NDArray[np.intp],
    ) -> Hashes:
        """Return the hashes of some runs, each masked at its gap."""
        hidden = self._mixed[starts + gaps] * _POWERS[gaps]
        salts = _salt(lengths, gaps)
        hashes: Hashes = self.exact_at(starts, lengths) - hidden + salts
        return hashes

    def shortened_at(
        self,
        starts: NDArray[np.intp],
        lengths: NDArray[np.intp],
        gaps: NDArray[np.intp],
    ) -> Hashes:
        """Return for some runs the hash of what remains without the gap."""
        head = self.exact_at(starts, gaps)
        tail = self.exact_at(starts + gaps + 1, lengths - gaps - 1)
        hashes: Hashes = head + tail * _POWERS[gaps]
        return hashes

    def replaced(
        self,
        length: int,
        starts: NDArray[np.intp],
        places: NDArray[np.intp],
        characters: Hashes,
    ) -> Hashes:
        """Return hashes of runs in each of which one character is another.

        Args:
            length: of the runs.
            starts: where each run begins.
            places: which position of the text is changed.
            characters: what stands there instead, as `mixed` returns it.
        """
        change = (characters - self._mixed[places]) * _POWERS[places - starts]
        hashes: Hashes = self.exact_at(starts, np.intp(length)) + change
        return hashes


def _salt(length: int | NDArray[np.intp], gap: int | NDArray[np.intp]) -> Hashes:
    return _mix(np.atleast_1d(_MASKED + length * LONGEST + gap).astype(np.uint64))


def hashes_of(strings: list[str]) -> Hashes:
    """Return the hash of each string; all have the same length."""
    length = len(strings[0])
    joined = Windows("".join(strings)).exact(length)
    return joined[::length]


def masked_hashes_of(strings: list[str], gap: int) -> Hashes:
    """Return the hash of each string, all of one length, masked at `gap`."""
    length = len(strings[0])
    joined = Windows("".join(strings)).masked(length, gap)
    return joined[::length]


def hash_of(string: str) -> int:
    """Return the hash of one string of at most `LONGEST` characters."""
    total: int = sum(map(mul, map(_mixed_one, string), _WHOLE_POWERS))
    return total % _WORD


@lru_cache(maxsize=1 << 15)
def _mixed_one(character: str) -> int:
    return int(mixed(character)[0])
