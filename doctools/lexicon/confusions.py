"""Which characters may have been meant where another one is written."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from doctools.text.sounds import sounds
from doctools.text.windows import mixed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from doctools.text.windows import Hashes

LEAST_OCCURRENCES = 3
"""How often past text must have written a character for it to be suggested."""


class Confusions:
    """For every character those that sound or look like it and are in use.

    Attributes:
        characters: all that may be suggested, in code-point order.
    """

    def __init__(
        self,
        occurrences: Mapping[str, int],
        *,
        shapes: Mapping[str, frozenset[str]],
    ) -> None:
        used = (one for one, n in occurrences.items() if n >= LEAST_OCCURRENCES)
        self.characters = "".join(sorted(used))
        self._shapes = shapes
        self._rates = _rates(occurrences)
        self._numbers = {one: n for n, one in enumerate(self.characters)}
        self._known: dict[str, NDArray[np.intp]] = {}

    @cached_property
    def mixed(self) -> Hashes:
        """Every character of `characters` as it enters hashes."""
        return mixed(self.characters)

    @cached_property
    def _by_sound(self) -> Mapping[int, list[int]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for number, heard in enumerate(sounds().blurred(self.characters).tolist()):
            for reading in filter(None, heard):
                found[reading].append(number)
        return found

    def rate(self, character: str) -> float:
        """Return how many of a million characters of past text are this one."""
        return self._rates.get(character, 0.0)

    def of(self, character: str) -> NDArray[np.intp]:
        """Return the numbers, in `characters`, of what may have been meant."""
        known = self._known.get(character)
        if known is None:
            known = np.array(sorted(self._meant(character)), np.intp)
            self._known[character] = known
        return known

    def _meant(self, character: str) -> Iterable[int]:
        heard = {
            number
            for reading in sounds().blurred(character)[0].tolist()
            for number in self._by_sound.get(reading, ())
        }
        seen = {
            self._numbers[one]
            for one in self._shapes.get(character, ())
            if one in self._numbers
        }
        return (heard | seen) - {self._numbers.get(character, -1)}


def _rates(occurrences: Mapping[str, int]) -> dict[str, float]:
    total = sum(occurrences.values())
    return {one: 1e6 * count / total for one, count in occurrences.items()}
