"""How one character is mistaken for another: by its sound or by its shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from doctools.text.sounds import Sounds

KINDS = ("", "sound", "shape", "near_sound")
NONE, SOUND, SHAPE, NEAR_SOUND = range(len(KINDS))
_HIGH = np.uint64(32)


class Likeness:
    """What sounds and looks alike, asked of many pairs at once."""

    def __init__(self, sounds: Sounds, shapes: Mapping[str, frozenset[str]]) -> None:
        self._sounds = sounds
        pairs = [
            (ord(one) << 32) | ord(other)
            for one, others in shapes.items()
            for other in others
        ]
        self._shapes = np.sort(np.array(pairs, np.uint64))

    def kinds(
        self, written: NDArray[np.uint32], meant: NDArray[np.uint32]
    ) -> NDArray[np.uint8]:
        """Return numbers of `KINDS`, one for every pair of code points."""
        same = self._sounds.same(written, meant)
        near = self._sounds.near(written, meant)
        found = np.where(same, SOUND, np.where(near, NEAR_SOUND, NONE)).astype(np.uint8)
        found[~same & self._look_alike(written, meant)] = SHAPE
        return found

    def _look_alike(
        self, written: NDArray[np.uint32], meant: NDArray[np.uint32]
    ) -> NDArray[np.bool_]:
        pairs = (written.astype(np.uint64) << _HIGH) | meant
        place = np.searchsorted(self._shapes, pairs)
        place[place == len(self._shapes)] = 0
        known = self._shapes[place] if len(self._shapes) else np.zeros_like(pairs)
        alike: NDArray[np.bool_] = known == pairs
        return alike
