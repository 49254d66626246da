"""Many strings laid out as arrays: their characters, their hashes and where they begin."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from doctools.text.hashed import (
    HashSet,
    OwnedHashes,
    arranged,
    arranged_for,
    named,
    part,
)
from doctools.text.windows import codes, hashes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from doctools.text.hashed import Arrays
    from doctools.text.windows import Hashes, Windows

LONGEST_TERM = 24
HEAD = 3
"""First characters by which nearly all places of a text are ruled out."""


def by_length(strings: Iterable[str]) -> Mapping[int, list[str]]:
    """Return distinct strings by their length, those too long aside, all sorted."""
    grouped: defaultdict[int, list[str]] = defaultdict(list)
    for string in sorted(set(strings)):
        if string and len(string) <= LONGEST_TERM:
            grouped[len(string)].append(string)
    return dict(sorted(grouped.items()))


class Columns:
    """Strings and their owners on their way into one set."""

    def __init__(self) -> None:
        self._hashes: list[Hashes] = [np.zeros(0, np.uint64)]
        self._owners: list[NDArray[np.int32]] = [np.zeros(0, np.int32)]
        self._groups: list[list[str]] = []

    def add(self, hashes: Hashes, owners: NDArray[np.int32]) -> None:
        """Add hashes, each with its owner."""
        self._hashes.append(hashes)
        self._owners.append(owners)

    def add_strings(self, group: list[str], owners: NDArray[np.int32]) -> None:
        """Add strings of one length, each with its owner."""
        self.add(hashes_of(group), owners)
        self._groups.append(group)

    def arranged(self) -> dict[str, NDArray[np.generic]]:
        """Return the arrays of an `OwnedHashes`."""
        return arranged_for(np.concatenate(self._hashes), np.concatenate(self._owners))

    def arranged_runs(self) -> dict[str, NDArray[np.generic]]:
        """Return the arrays of `Runs`."""
        lengths = {len(group[0]) for group in self._groups}
        head = min([HEAD, *lengths])
        heads = {string[:head] for group in self._groups for string in group}
        hashes = hashes_of(sorted(heads)) if heads else np.zeros(0, np.uint64)
        return {
            **self.arranged(),
            **named("head", arranged(np.unique(hashes))),
            "lengths": np.array([head, *sorted(lengths)], np.intp),
        }


class Runs(OwnedHashes):
    """Strings of several lengths, sought only where one of them may begin.

    Args:
        arrays: as `Columns.arranged_runs` returns them.
    """

    def __init__(self, arrays: Arrays) -> None:
        super().__init__(arrays)
        self._heads = HashSet(part(arrays, "head"))
        self._head, *self.lengths = arrays["lengths"].tolist()

    def standing(
        self, windows: Windows
    ) -> Iterator[tuple[int, NDArray[np.intp], NDArray[np.int32]]]:
        """Yield each length with where its strings stand and their owners."""
        starts = np.flatnonzero(self._heads.has(windows.exact(self._head)))
        for length in self.lengths:
            inside = starts[starts + length <= len(windows)]
            at, owners = self.find(windows.exact_at(inside, np.intp(length)))
            yield length, inside[at], owners


class Strings:
    """Strings by length, numbered in that order, as one run of code points."""

    def __init__(self, arrays: Arrays) -> None:
        self.points: NDArray[np.uint32] = arrays["points"]  # type: ignore[assignment]
        self.begins: NDArray[np.uint32] = arrays["begins"]  # type: ignore[assignment]
        self.lengths = np.diff(self.begins).astype(np.intp)
        self.present = np.unique(self.lengths)

    @staticmethod
    def arranged(grouped: Mapping[int, list[str]]) -> dict[str, NDArray[np.generic]]:
        """Return strings, as `by_length` groups them, as arrays."""
        sizes = [size for size, group in grouped.items() for _ in group]
        joined = "".join("".join(group) for group in grouped.values())
        return {
            "points": codes(joined),
            "begins": np.cumsum([0, *sizes]).astype(np.uint32),
        }

    def __getitem__(self, number: int) -> str:
        points = self.points[self.begins[number] : self.begins[number + 1]]
        return points.tobytes().decode("utf-32-le", "surrogatepass")


def numbers_of(
    grouped: Mapping[int, list[str]],
) -> Iterator[tuple[int, NDArray[np.int32]]]:
    """Yield each length with the numbers of its strings."""
    first = 0
    for length, group in grouped.items():
        yield length, np.arange(first, first + len(group), dtype=np.int32)
        first += len(group)
