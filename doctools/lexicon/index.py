"""Finding the strings of a dictionary in a text, exactly or one slip away.

Every slip is a hash: a term with one position masked (substitution), with one character
left out (missing), with two neighbours changed over (swapped), and a text window with
one character left out (extra). One pass in numpy finds them all; nothing scans terms.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from doctools.text.windows import HashSet, hashes_of, masked_hashes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from doctools.text.windows import Windows

SHORTEST_EDIT = 4
"""Terms shorter than this are sought by substitution only."""
LONGEST_TERM = 24


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


def _by_length(strings: Iterable[str]) -> Mapping[int, list[str]]:
    grouped: defaultdict[int, list[str]] = defaultdict(list)
    for string in sorted(set(strings)):
        if string and len(string) <= LONGEST_TERM:
            grouped[len(string)].append(string)
    return grouped


def _owners(count: int) -> NDArray[np.int32]:
    return np.arange(count, dtype=np.int32)


class ExactIndex:
    """Finds every occurrence of many strings."""

    def __init__(self, strings: Iterable[str]) -> None:
        self._strings = _by_length(strings)
        self._sets = {
            length: HashSet(hashes_of(group), _owners(len(group)))
            for length, group in self._strings.items()
        }

    def find(self, text: str, windows: Windows) -> Iterator[Occurrence]:
        """Yield the occurrences in the text, the shortest strings first."""
        for length, known in sorted(self._sets.items()):
            for start, owner in known.find(windows.exact(length)):
                string = self._strings[length][owner]
                if text.startswith(string, start):
                    yield Occurrence(start, start + length, string)


class NearIndex:
    """Finds places that are one slip away from a term.

    Args:
        terms: what should be written.
        substitutions_only: leave the other kinds of slip out.
    """

    def __init__(
        self, terms: Iterable[str], *, substitutions_only: bool = False
    ) -> None:
        self._terms = _by_length(terms)
        self._masked = {
            (length, gap): HashSet(masked_hashes_of(group, gap), _owners(len(group)))
            for length, group in self._terms.items()
            for gap in range(length)
        }
        edited = {} if substitutions_only else self._terms
        self._edited = {n: g for n, g in edited.items() if n >= SHORTEST_EDIT}
        self._extra = {
            length: HashSet(hashes_of(group), _owners(len(group)))
            for length, group in self._edited.items()
        }
        self._variants = self._index_variants()

    def _index_variants(self) -> dict[int, tuple[HashSet, list[Slip]]]:
        """Index terms written with a character missing or two swapped."""
        written: defaultdict[int, list[tuple[str, Slip]]] = defaultdict(list)
        for length, group in self._edited.items():
            for term in group:
                for gap in range(length):
                    short = term[:gap] + term[gap + 1 :]
                    slip = Slip("missing", 0, length - 1, gap, term)
                    written[length - 1].append((short, slip))
                for gap in range(length - 1):
                    pair = term[gap + 1] + term[gap]
                    turned = term[:gap] + pair + term[gap + 2 :]
                    if turned != term:
                        slip = Slip("swapped", 0, length, gap, term)
                        written[length].append((turned, slip))
        return {
            length: (
                HashSet(hashes_of([text for text, _ in pairs]), _owners(len(pairs))),
                [slip for _, slip in pairs],
            )
            for length, pairs in written.items()
        }

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
        for (length, gap), known in self._masked.items():
            hashes = windows.masked(length, gap)
            may = None if allowed is None else allowed[gap : gap + len(hashes)]
            for start, owner in known.find(hashes, may):
                term = self._terms[length][owner]
                if text[start + gap] != term[gap]:
                    yield Slip("substitution", start, start + length, gap, term)

    def edits(self, text: str, windows: Windows) -> Iterator[Slip]:
        """Yield the places with a character missing, extra or changed over."""
        yield from self._others(windows)
        yield from self._extras(text, windows)

    def _others(self, windows: Windows) -> Iterator[Slip]:
        for length, (known, slips) in self._variants.items():
            for start, owner in known.find(windows.exact(length)):
                yield slips[owner]._replace(start=start, end=start + length)

    def _extras(self, text: str, windows: Windows) -> Iterator[Slip]:
        for length, known in self._extra.items():
            # a character before or behind the term is not extra in it
            for gap in range(1, length):
                for start, owner in known.find(windows.shortened(length + 1, gap)):
                    # of a doubled character the second is the extra one
                    if text[start + gap] != text[start + gap + 1]:
                        term = self._terms[length][owner]
                        yield Slip("extra", start, start + length + 1, gap, term)
