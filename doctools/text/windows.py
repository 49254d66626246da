"""Hashes of every run of characters of a text, all lengths, computed in numpy.

A polynomial over 64-bit mixed code points (Karp and Rabin 1987), so that the hash of a
run with one position masked or left out comes from the same sums. Equal strings have
equal hashes; who finds a hash still compares the characters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

_BASE = 0x9E3779B97F4A7C15
_WORD = 1 << 64
_POWERS = np.array([pow(_BASE, n, _WORD) for n in range(65)], np.uint64)
LONGEST = 64
"""Longest run, in characters, that is hashed."""


def _mix(codes: NDArray[np.uint64]) -> Hashes:
    """Return well spread 64-bit values (the finaliser of splitmix64, Steele 2014)."""
    mixed = (codes + np.uint64(1)) * np.uint64(_BASE)
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def mixed(characters: str) -> Hashes:
    """Return each character as it enters the sums."""
    codes = np.frombuffer(characters.encode("utf-32-le", "surrogatepass"), np.uint32)
    return _mix(codes.astype(np.uint64))


class Windows:
    """The hashes of one text. Arrays have one element for each possible start."""

    def __init__(self, text: str) -> None:
        self._mixed = mixed(text)
        self._exact: list[Hashes] = [np.zeros(len(self._mixed) + 1, np.uint64)]

    def exact(self, length: int) -> Hashes:
        """Return the hash of every run of `length` characters."""
        while len(self._exact) <= length:
            done = len(self._exact) - 1
            self._exact.append(
                self._exact[done][:-1] + self._mixed[done:] * _POWERS[done]
                if len(self._exact[done]) > 1
                else np.zeros(0, np.uint64)
            )
        return self._exact[length]

    def masked(self, length: int, gap: int) -> Hashes:
        """Return the hash of every run with whatever stands at `gap` masked.

        Runs of another length, or masked elsewhere, have other hashes.
        """
        whole = self.exact(length)
        hidden = self._mixed[gap : gap + len(whole)] * _POWERS[gap]
        salt = _mix(np.array([0x110000 + length * LONGEST + gap], np.uint64))
        hashes: Hashes = whole - hidden + salt
        return hashes

    def shortened(self, length: int, gap: int) -> Hashes:
        """Return for every run of `length` the hash of what remains without `gap`."""
        starts = max(0, len(self._mixed) - length + 1)
        head = self.exact(gap)[:starts]
        tail = self.exact(length - gap - 1)[gap + 1 : gap + 1 + starts]
        hashes: Hashes = head + tail * _POWERS[gap]
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
        change = characters - self._mixed[places]
        hashes: Hashes = self.exact(length)[starts] + change * _POWERS[places - starts]
        return hashes


class HashSet:
    """Strings of one length found among hashes, with the numbers of their owners."""

    def __init__(self, hashes: Hashes, owners: NDArray[np.int32]) -> None:
        order = np.argsort(hashes, kind="stable")
        self._hashes = hashes[order]
        self._owners = owners[order]
        # a bitmap of 32 places a hash lets 97 % of all text pass without a search
        bits = max(10, (len(hashes) * 32).bit_length())
        self._shift = np.uint64(64 - bits)
        self._bitmap = np.zeros(1 << bits, np.bool_)
        self._bitmap[self._hashes >> self._shift] = True

    def find(
        self, hashes: Hashes, allowed: NDArray[np.bool_] | None = None
    ) -> Iterable[tuple[int, int]]:
        """Yield the position and the owner for every known hash at an allowed place."""
        if allowed is None:
            likely = np.flatnonzero(self._bitmap[hashes >> self._shift])
        else:
            likely = np.flatnonzero(allowed)
            likely = likely[self._bitmap[hashes[likely] >> self._shift]]
        if not len(likely):
            return
        wanted = hashes[likely]
        first = np.searchsorted(self._hashes, wanted, "left")
        known = self._hashes[np.minimum(first, len(self._hashes) - 1)] == wanted
        likely, wanted, first = likely[known], wanted[known], first[known]
        owned = np.searchsorted(self._hashes, wanted, "right") - first
        before = np.cumsum(owned) - owned
        places = np.arange(owned.sum()) + np.repeat(first - before, owned)
        hits = np.repeat(likely, owned)
        yield from zip(hits.tolist(), self._owners[places].tolist(), strict=True)


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
