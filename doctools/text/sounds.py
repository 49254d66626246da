"""Which characters sound alike, asked of many pairs at once.

The same answers as `pinyin` gives for one pair, out of a table of numbered readings.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from doctools.text.normalize import is_han
from doctools.text.pinyin import USUAL, blurred_readings, characters, readings
from doctools.text.stored import digest_of, package_file, stored
from doctools.text.windows import codes

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from doctools.text.hashed import Arrays


def sound_arrays() -> dict[str, NDArray[np.generic]]:
    """Return the arrays of `Sounds`.

    Returns:
        full, blurred: for every code point the numbers of its readings, 0 for none,
        shape (n, `USUAL`).
    """
    known = [one for one in characters() if is_han(one)]
    return {"full": _table(known, readings), "blurred": _table(known, blurred_readings)}


def _table(
    known: list[str], readings_of: Callable[[str], frozenset[str]]
) -> NDArray[np.uint16]:
    numbers: defaultdict[str, int] = defaultdict(lambda: len(numbers) + 1)
    table = np.zeros((ord(max(known)) + 1, USUAL), np.uint16)
    for one in known:
        found = [numbers[reading] for reading in sorted(readings_of(one))]
        table[ord(one), : len(found)] = found
    return table


class Sounds:
    """Readings of all Chinese characters.

    Args:
        arrays: as `sound_arrays` returns them.
    """

    def __init__(self, arrays: Arrays) -> None:
        self._full: NDArray[np.uint16] = arrays["full"]  # type: ignore[assignment]
        self._blurred: NDArray[np.uint16] = arrays["blurred"]  # type: ignore[assignment]

    def same(
        self, ones: NDArray[np.uint32], others: NDArray[np.uint32]
    ) -> NDArray[np.bool_]:
        """Tell for every pair of code points whether they share a reading."""
        return _shared(self._full, ones, others)

    def near(
        self, ones: NDArray[np.uint32], others: NDArray[np.uint32]
    ) -> NDArray[np.bool_]:
        """Tell for every pair of code points whether they share a blurred reading."""
        return _shared(self._blurred, ones, others)

    def heard(self, one: str, other: str) -> str | None:
        """Return how one character is mistaken for another: sound or near_sound."""
        pair = (ord(one), ord(other))
        if max(pair) >= len(self._full):
            return None
        for name, table in (("sound", self._full), ("near_sound", self._blurred)):
            first, second = ({*table[point].tolist()} - {0} for point in pair)
            if first & second:
                return name
        return None

    def blurred(self, characters: str) -> NDArray[np.uint16]:
        """Return the numbers of blurred readings, 0 for none, shape (n, `USUAL`)."""
        points = codes(characters)
        inside = np.where(points < len(self._blurred), points, 0)
        found: NDArray[np.uint16] = self._blurred[inside]
        return found


@cache
def sounds() -> Sounds:
    """Return the readings of all Chinese characters."""
    return Sounds(stored("sounds", _digest, sound_arrays))


def _digest() -> str:
    return digest_of([package_file("pypinyin", "pinyin_dict.py").read_bytes()])


def _shared(
    table: NDArray[np.uint16], ones: NDArray[np.uint32], others: NDArray[np.uint32]
) -> NDArray[np.bool_]:
    # what lies beyond the table has no reading, like its first row
    one = table[np.where(ones < len(table), ones, 0)]
    other = table[np.where(others < len(table), others, 0)]
    alike = (one[:, :, None] == other[:, None, :]) & (one[:, :, None] != 0)
    shared: NDArray[np.bool_] = alike.any(axis=(1, 2))
    return shared
