"""Groups overlaps by the two works they join, the way a person looks at them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.records import Overlap

if TYPE_CHECKING:
    from collections.abc import Iterable

TIERS = ("hint", "review", "strong")
"""Tiers from weak to strong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two works and the passages they share, in the order of the left one."""

    left: str
    right: str
    store: str
    overlaps: tuple[Overlap, ...]

    @property
    def is_open(self) -> bool:
        """Whether a person has to look at it."""
        return bool(self.counting)

    @property
    def is_from_before(self) -> bool:
        """Whether the author handed the text in for an earlier campaign already."""
        return any(
            overlap.tier != "hint" and overlap.class_ == "own_earlier"
            for overlap in self.overlaps
            if overlap.right.store == "archive"
        )

    @property
    def counting(self) -> tuple[Overlap, ...]:
        """Passages of class copy, of the tiers review and strong."""
        return tuple(
            overlap
            for overlap in self.overlaps
            if overlap.tier != "hint" and overlap.class_ == "copy"
        )

    @property
    def tier(self) -> str:
        """The strongest tier among the passages that count, or among all."""
        return max(
            (overlap.tier for overlap in self.counting or self.overlaps),
            key=TIERS.index,
        )

    @property
    def longest(self) -> int:
        """Residual characters of the longest passage."""
        return max(overlap.residual for overlap in self.overlaps)

    @property
    def characters(self) -> int:
        """Folded characters of the passages that count, or of all."""
        return sum(overlap.characters for overlap in self.counting or self.overlaps)


def pairs_of(overlaps: Iterable[Overlap]) -> tuple[Pair, ...]:
    """Return the pairs: those a person has to look at first, longest passage first."""
    groups: dict[tuple[str, str, str], list[Overlap]] = {}
    for overlap in overlaps:
        key = (overlap.left.path, overlap.right.path, overlap.right.store)
        groups.setdefault(key, []).append(overlap)
    pairs = [
        Pair(
            left=left,
            right=right,
            store=store,
            overlaps=tuple(sorted(group, key=_position)),
        )
        for (left, right, store), group in groups.items()
    ]
    return tuple(sorted(pairs, key=_weight))


def _position(overlap: Overlap) -> tuple[int, int]:
    return overlap.left.doc_start, overlap.right.doc_start


def _weight(pair: Pair) -> tuple[bool, int, int, str, str]:
    return (
        not pair.is_open,
        -TIERS.index(pair.tier),
        -pair.longest,
        pair.left,
        pair.right,
    )
