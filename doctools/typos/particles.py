"""Words of one character typed twice: 就就, 你你, 把把.

The check for doubled characters leaves them alone, because such a character often ends
one word and is the next (成就|就). Here both must stand between the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doctools.text.windows import codes
from doctools.typos.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.typos.passage import Passage

NEVER_TWICE = "也从以使其及就并把于与被让这那"
"""Words of one character that no phrase writes twice; 还还, 都都, 要要 are left out."""
_CODES = codes("".join(sorted(set(NEVER_TWICE))))


def find_doubled_particles(passage: Passage) -> Iterator[Suspicion]:
    """Yield one-character words typed twice, the first of which is one too many."""
    points = codes(passage.text)
    if len(points) < 2:
        return
    twice = (points[:-1] == points[1:]) & np.isin(points[:-1], _CODES)
    for start in np.flatnonzero(twice).tolist():
        if not passage.alone[start : start + 2].all() or _thrice(passage.text, start):
            continue
        yield Suspicion(
            start=start,
            end=start + 2,
            code="typo.frame",
            level="error",
            suggestions=(passage.text[start],),
            reason="typo.frame_doubled",
        )


def _thrice(text: str, start: int) -> bool:
    """Tell whether the character stands more than twice, or beside another pair."""
    before, after = text[max(0, start - 2) : start], text[start + 2 : start + 4]
    stammered = text[start] in (before[-1:], after[:1])
    return stammered or any(len(set(one)) < len(one) for one in (before, after))
