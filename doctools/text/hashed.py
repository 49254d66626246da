"""Known strings as sorted hashes in plain arrays, found many at a time or one by one.

The upper bits of a hash name its bucket, of which most are empty; so a string that is
not known is dismissed by one look, without a search.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from doctools.text.windows import Hashes

    Arrays = Mapping[str, NDArray[np.generic]]

_SPARSE = 4
"""Buckets for each hash, at least half as many."""


def arranged(hashes: Hashes | NDArray[np.uint32]) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of a `HashSet`.

    Args:
        hashes: distinct and sorted; of 32 bits where the upper halves are enough.

    Returns:
        hashes; buckets: for each the place of its first hash, and the end.
    """
    bits = max(4, (len(hashes) * _SPARSE).bit_length() - 1)
    shift = hashes.dtype.itemsize * 8 - bits
    sizes = np.bincount((hashes >> hashes.dtype.type(shift)).astype(np.intp))
    buckets = np.zeros((1 << bits) + 1, np.uint32)
    np.cumsum(sizes, out=buckets[1 : len(sizes) + 1])
    buckets[len(sizes) + 1 :] = len(hashes)
    return {"hashes": hashes, "buckets": buckets}


def arranged_for(
    hashes: Hashes, owners: NDArray[np.int32]
) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of an `OwnedHashes`; one hash may have several owners.

    Returns:
        Beside those of `arranged` owners: in the order of the hashes, then as given;
        firsts: for each hash the place of its first owner, and the end.
    """
    order = np.argsort(hashes, kind="stable")
    known, firsts = np.unique(hashes[order], return_index=True)
    return {
        **arranged(known),
        "firsts": np.append(firsts, len(hashes)).astype(np.uint32),
        "owners": owners[order],
    }


class HashSet:
    """Strings found among hashes.

    Args:
        arrays: as `arranged` returns them.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._hashes: Hashes = arrays["hashes"]  # type: ignore[assignment]
        self._dropped = 64 - self._hashes.dtype.itemsize * 8
        self._buckets: NDArray[np.uint32] = arrays["buckets"]  # type: ignore[assignment]
        self._shift = 65 - len(self._buckets).bit_length()

    def places(self, hashes: Hashes) -> NDArray[np.intp]:
        """Return for every hash its place among the known ones, or -1."""
        found = np.full(len(hashes), -1, np.intp)
        bucket = (hashes >> np.uint64(self._shift)).astype(np.intp)
        place, end = self._buckets[bucket], self._buckets[bucket + 1]
        waiting = np.flatnonzero(place < end)
        place, end = place[waiting], end[waiting]
        wanted = (hashes[waiting] >> np.uint64(self._dropped)).astype(
            self._hashes.dtype
        )
        while len(waiting):
            hit = self._hashes[place] == wanted
            found[waiting[hit]] = place[hit]
            place = place + np.uint32(1)
            on = np.flatnonzero(~hit & (place < end))
            waiting, place, end, wanted = waiting[on], place[on], end[on], wanted[on]
        return found

    def has(self, hashes: Hashes) -> NDArray[np.bool_]:
        """Tell for every hash whether it is known."""
        known: NDArray[np.bool_] = self.places(hashes) >= 0
        return known

    def place(self, wanted: int) -> int:
        """Return the place of one hash among the known ones, or -1."""
        hashes, buckets = self._views
        bucket = wanted >> self._shift
        wanted >>= self._dropped
        for place in range(buckets[bucket], buckets[bucket + 1]):
            if hashes[place] == wanted:
                return place
        return -1

    @cached_property
    def _views(self) -> tuple[memoryview, memoryview]:
        # reading one element of an array costs several times as much
        return self._hashes.data, self._buckets.data


class OwnedHashes(HashSet):
    """Strings found among hashes, with the numbers of their owners.

    Args:
        arrays: as `arranged_for` returns them.
    """

    def __init__(self, arrays: Arrays) -> None:
        super().__init__(arrays)
        self._firsts: NDArray[np.uint32] = arrays["firsts"]  # type: ignore[assignment]
        self._owners: NDArray[np.int32] = arrays["owners"]  # type: ignore[assignment]

    def find(self, hashes: Hashes) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
        """Return the position of every known hash and its owner, as two columns."""
        place = self.places(hashes)
        hits = np.flatnonzero(place >= 0)
        place = place[hits]
        first = self._firsts[place].astype(np.intp)
        owned = self._firsts[place + 1].astype(np.intp) - first
        before = np.cumsum(owned) - owned
        at = np.arange(owned.sum()) + np.repeat(first - before, owned)
        return np.repeat(hits, owned), self._owners[at]


def part(arrays: Arrays, name: str) -> Arrays:
    """Return the arrays whose names begin with `name.`, under the rest of the name."""
    return {
        key.removeprefix(f"{name}."): array
        for key, array in arrays.items()
        if key.startswith(f"{name}.")
    }


def named(name: str, arrays: Arrays) -> dict[str, NDArray[np.generic]]:
    """Return the arrays under names that begin with `name.`."""
    return {f"{name}.{key}": array for key, array in arrays.items()}
