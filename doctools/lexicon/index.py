"""Finding the strings of a dictionary in a text, exactly or one slip away.

Every slip is a hash: a term with one position masked (substitution), with one character
left out (missing), with two neighbours changed over (swapped), and a text window with
one character left out (extra). One pass in numpy finds them all; nothing scans terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from doctools.lexicon.strings import Columns, Runs, Strings, by_length, numbers_of
from doctools.text.hashed import (
    OwnedHashes,
    named,
    part,
)
from doctools.text.windows import codes, hashes_of, masked_hashes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from doctools.text.hashed import Arrays
    from doctools.text.windows import Windows

SHORTEST_EDIT = 4
"""Terms shorter than this are sought by substitution only."""
KINDS = ("substitution", "missing", "extra", "swapped")
SUBSTITUTION, MISSING, EXTRA, SWAPPED = range(len(KINDS))
_LONGER = np.array((0, -1, 1, 0))
"""How much longer than the term what is written is, by kind."""
_AT_ONCE = 1 << 20
"""Runs looked up at once."""


class Occurrence(NamedTuple):
    """A string of the dictionary standing in the text."""

    start: int
    end: int
    string: str


class Slip(NamedTuple):
    """A place where one slip would make a term.

    Attributes:
        kind: substitution, missing, extra or swapped.
        start: where the miswritten term begins.
        end: where it ends.
        offset: character of the term that is wrong or missing, of the text that is
            extra, or the first of two swapped; counted from `start`.
        term: as it should read.
    """

    kind: str
    start: int
    end: int
    offset: int
    term: str


class Hits(NamedTuple):
    """Slips as columns, to be sifted before any becomes an object.

    Attributes:
        kinds: numbers of `KINDS`.
        starts: where each miswritten term begins.
        offsets: as in `Slip`.
        terms: number of the term.
    """

    kinds: NDArray[np.uint8]
    starts: NDArray[np.intp]
    offsets: NDArray[np.intp]
    terms: NDArray[np.intp]

    def where(self, kept: NDArray[np.bool_]) -> Hits:
        """Return some of them."""
        return Hits(
            self.kinds[kept], self.starts[kept], self.offsets[kept], self.terms[kept]
        )


class ExactIndex:
    """Finds every occurrence of many strings."""

    def __init__(self, strings: Iterable[str]) -> None:
        self._load(self.arranged(strings))

    def _load(self, arrays: Arrays) -> None:
        self._strings = Strings(arrays)
        self._known = Runs(part(arrays, "exact"))

    @classmethod
    def stored(cls, arrays: Arrays) -> ExactIndex:
        """Return the index that `arranged` laid out."""
        index = cls.__new__(cls)
        index._load(arrays)  # noqa: SLF001 - its own
        return index

    @staticmethod
    def arranged(strings: Iterable[str]) -> dict[str, NDArray[np.generic]]:
        """Return the index as arrays."""
        grouped = by_length(strings)
        exact = Columns()
        for length, numbers in numbers_of(grouped):
            exact.add_strings(grouped[length], numbers)
        return {**Strings.arranged(grouped), **named("exact", exact.arranged_runs())}

    def find(self, text: str, windows: Windows) -> Iterator[Occurrence]:
        """Yield the occurrences in the text, the shortest strings first."""
        for length, starts, numbers in self._known.standing(windows):
            for start, number in zip(starts.tolist(), numbers.tolist(), strict=True):
                string = self._strings[number]
                if text.startswith(string, start):
                    yield Occurrence(start, start + length, string)

    def covered(self, windows: Windows) -> NDArray[np.bool_]:
        """Return for every character of a text whether it is part of an occurrence."""
        size = len(windows)
        opened = np.zeros(size + 1, np.intp)
        for length, starts, _ in self._known.standing(windows):
            opened[starts] += 1
            opened[starts + length] -= 1
        inside: NDArray[np.bool_] = np.cumsum(opened[:size]) > 0
        return inside


class NearIndex:
    """Finds places that are one slip away from a term.

    Args:
        terms: what should be written.
        substitutions_only: leave the other kinds of slip out.
    """

    def __init__(
        self, terms: Iterable[str], *, substitutions_only: bool = False
    ) -> None:
        self._load(self.arranged(terms, substitutions_only=substitutions_only))

    def _load(self, arrays: Arrays) -> None:
        self._terms = Strings(arrays)
        self._masked = OwnedHashes(part(arrays, "masked"))
        self._whole = OwnedHashes(part(arrays, "whole"))
        self._variants = Runs(part(arrays, "variant"))
        self._kinds: NDArray[np.uint8] = arrays["kinds"]  # type: ignore[assignment]
        self._gaps: NDArray[np.uint8] = arrays["gaps"]  # type: ignore[assignment]
        self._owners: NDArray[np.int32] = arrays["owners"]  # type: ignore[assignment]
        self._edits = bool(len(self._kinds))

    @classmethod
    def stored(cls, arrays: Arrays) -> NearIndex:
        """Return the index that `arranged` laid out."""
        index = cls.__new__(cls)
        index._load(arrays)  # noqa: SLF001 - its own
        return index

    @staticmethod
    def arranged(
        terms: Iterable[str], *, substitutions_only: bool = False
    ) -> dict[str, NDArray[np.generic]]:
        """Return the index as arrays."""
        grouped = by_length(terms)
        masked, whole, variants = Columns(), Columns(), Columns()
        about: list[tuple[int, int, NDArray[np.int32]]] = []
        for length, numbers in numbers_of(grouped):
            group = grouped[length]
            for gap in range(length):
                masked.add(masked_hashes_of(group, gap), numbers)
            if length < SHORTEST_EDIT or substitutions_only:
                continue
            whole.add(hashes_of(group), numbers)
            for kind, gap, written, owners in _variants(group, numbers):
                first = sum(len(one) for _, _, one in about)
                count = np.arange(first, first + len(owners), dtype=np.int32)
                variants.add_strings(written, count)
                about.append((kind, gap, owners))
        return {
            **Strings.arranged(grouped),
            **named("masked", masked.arranged()),
            **named("whole", whole.arranged()),
            **named("variant", variants.arranged_runs()),
            "kinds": _spread([(kind, owners) for kind, _, owners in about]),
            "gaps": _spread([(gap, owners) for _, gap, owners in about]),
            "owners": np.concatenate(
                [np.zeros(0, np.int32), *(owners for _, _, owners in about)]
            ),
        }

    @property
    def lengths(self) -> NDArray[np.intp]:
        """How long each term is."""
        return self._terms.lengths

    def characters(self, hits: Hits) -> NDArray[np.uint32]:
        """Return the code point that the term has at each hit's offset."""
        begins = self._terms.begins[hits.terms].astype(np.intp)
        found: NDArray[np.uint32] = self._terms.points[begins + hits.offsets]
        return found

    def ends(self, hits: Hits) -> NDArray[np.intp]:
        """Return where each miswritten term ends."""
        ends: NDArray[np.intp] = hits.starts + self.lengths[hits.terms]
        ends += _LONGER[hits.kinds]
        return ends

    def slips(self, hits: Hits) -> Iterator[Slip]:
        """Yield hits as objects."""
        columns = (hits.kinds, hits.starts, self.ends(hits), hits.offsets, hits.terms)
        for kind, start, end, offset, term in zip(
            *(column.tolist() for column in columns), strict=True
        ):
            yield Slip(KINDS[kind], start, end, offset, self._terms[term])

    def substitutions(
        self,
        text: str,
        windows: Windows,
        *,
        allowed: NDArray[np.bool_] | None = None,
    ) -> Iterator[Slip]:
        """Yield the places where one character makes the difference.

        Args:
            text: what is read.
            windows: its hashes.
            allowed: for every character whether it may be the wrong one.
        """
        may = np.ones(len(text), np.bool_) if allowed is None else allowed
        yield from self.slips(self.substituted(codes(text), windows, may))

    def edits(self, text: str, windows: Windows) -> Iterator[Slip]:
        """Yield the places with a character missing, extra or changed over."""
        yield from self.slips(self.varied(windows))
        everywhere = np.ones(len(text), np.bool_)
        yield from self.slips(self.inserted(codes(text), windows, everywhere))

    def substituted(
        self,
        points: NDArray[np.uint32],
        windows: Windows,
        allowed: NDArray[np.bool_],
    ) -> Hits:
        """Return the places where one character makes the difference.

        Args:
            points: code points of the text.
            windows: its hashes.
            allowed: for every character whether it may be the wrong one.
        """
        found = [_none()]
        for places, length, gap in self._runs(allowed, _every_gap(self._terms.present)):
            hashes = windows.masked_at(places - gap, length, gap)
            at, terms = self._masked.find(hashes)
            hits = _hits(SUBSTITUTION, (places - gap)[at], gap[at], terms)
            found.append(hits.where(points[places[at]] != self.characters(hits)))
        return together(found)

    def varied(self, windows: Windows) -> Hits:
        """Return the places with a character missing or two changed over."""
        found = [_none()]
        for _, starts, variants in self._variants.standing(windows):
            gaps = self._gaps[variants].astype(np.intp)
            terms = self._owners[variants].astype(np.intp)
            found.append(Hits(self._kinds[variants], starts, gaps, terms))
        return together(found)

    def inserted(
        self,
        points: NDArray[np.uint32],
        windows: Windows,
        allowed: NDArray[np.bool_],
    ) -> Hits:
        """Return the places with a character that does not belong there.

        Args:
            points: code points of the text.
            windows: its hashes.
            allowed: for every character whether it may be the extra one.
        """
        if not self._edits:
            return _none()
        # of a doubled character the second is the extra one
        may = allowed.copy()
        may[:-1] &= points[:-1] != points[1:]
        edited = self._terms.present[self._terms.present >= SHORTEST_EDIT]
        found = [_none()]
        for places, length, gap in self._runs(may, _inner_gaps(edited)):
            hashes = windows.shortened_at(places - gap, length, gap)
            at, terms = self._whole.find(hashes)
            found.append(_hits(EXTRA, (places - gap)[at], gap[at], terms))
        return together(found)

    def _runs(
        self, allowed: NDArray[np.bool_], shapes: NDArray[np.intp]
    ) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]]:
        """Yield places with each length and gap that leaves a run within the text.

        Args:
            allowed: for every character whether it counts.
            shapes: pairs of a length and a gap in it, shape (n, 2).
        """
        if not len(shapes):
            return
        places = np.flatnonzero(allowed)
        step = max(1, _AT_ONCE // len(shapes))
        for first in range(0, len(places), step):
            some = places[first : first + step]
            place = np.tile(some, len(shapes))
            length, gap = np.repeat(shapes, len(some), axis=0).T
            fits = (place >= gap) & (place - gap + length <= len(allowed))
            yield place[fits], length[fits], gap[fits]


def _variants(
    group: list[str], numbers: NDArray[np.int32]
) -> Iterator[tuple[int, int, list[str], NDArray[np.int32]]]:
    """Yield kind, gap, the terms so written and their numbers."""
    length = len(group[0])
    for gap in range(length):
        short = [term[:gap] + term[gap + 1 :] for term in group]
        yield MISSING, gap, short, numbers
    for gap in range(length - 1):
        differ = [n for n, term in enumerate(group) if term[gap] != term[gap + 1]]
        if differ:
            turned = [
                term[:gap] + term[gap + 1] + term[gap] + term[gap + 2 :]
                for term in (group[n] for n in differ)
            ]
            yield SWAPPED, gap, turned, numbers[differ]


def _spread(values: list[tuple[int, NDArray[np.int32]]]) -> NDArray[np.uint8]:
    return np.repeat(
        np.array([value for value, _ in values], np.uint8),
        np.array([len(owners) for _, owners in values], np.intp),
    )


def _every_gap(lengths: NDArray[np.intp]) -> NDArray[np.intp]:
    pairs = [(length, gap) for length in lengths.tolist() for gap in range(length)]
    return np.array(pairs, np.intp).reshape(-1, 2)


def _inner_gaps(lengths: NDArray[np.intp]) -> NDArray[np.intp]:
    # a character before or behind the term is not extra in it
    pairs = [(n + 1, gap) for n in lengths.tolist() for gap in range(1, n)]
    return np.array(pairs, np.intp).reshape(-1, 2)


def _hits(
    kind: int,
    starts: NDArray[np.intp],
    offsets: NDArray[np.intp],
    terms: NDArray[np.int32],
) -> Hits:
    kinds = np.full(len(starts), kind, np.uint8)
    return Hits(kinds, starts, offsets, terms.astype(np.intp))


def _none() -> Hits:
    nothing = np.zeros(0, np.intp)
    return Hits(np.zeros(0, np.uint8), nothing, nothing, nothing)


def together(found: list[Hits]) -> Hits:
    """Return hits of several kinds, one after the other."""
    return Hits(*map(np.concatenate, zip(*found, strict=True)))
