"""Lists inside a sentence: what stands between two of their parts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

PAUSE: Final = "、"
"""What parts the members of a Chinese list."""
_SIDE_BY_SIDE: Final = frozenset({("》", "《"), ("”", "“")})
"""Marks that part by themselves (GB/T 15834-2011 §4.5.3.5)."""


def between(before: str, after: str, *, comma: str = PAUSE) -> str:
    """Return what stands between two parts: nothing where their own marks part them."""
    own = comma == PAUSE and (before[-1:], after[:1]) in _SIDE_BY_SIDE
    return "" if own else comma


def joined(parts: Iterable[str], *, comma: str = PAUSE) -> str:
    """Return parts as one list: `甲、乙`, but `《甲》《乙》` and `“甲”“乙”`."""
    listed = list(parts)
    marks = (between(one, next_, comma=comma) for one, next_ in pairwise(listed))
    return "".join(
        part + mark for part, mark in zip(listed, (*marks, ""), strict=False)
    )
