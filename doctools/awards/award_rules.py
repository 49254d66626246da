"""What a criteria file says of one award: places, conditions, order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RankKey:
    """A value that decides between those who meet every condition."""

    criterion: str
    descending: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """How the places of an award are spread over the branches.

    Attributes:
        method: limits (a minimum and a maximum for each branch) or largest_remainder
            (shared out by members).
        least: places kept for each branch.
        most: places a branch may have, or None.
        total: places shared out.
    """

    method: str
    least: int = 0
    most: int | None = None
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRule:
    """Places, conditions and order of one award; `publicity_days` are for 公示.

    `must` and `rank` name criteria or points.
    """

    identifier: str
    name: str
    population: str
    quota: int
    must: tuple[str, ...]
    rank: tuple[RankKey, ...]
    requirements: tuple[str, ...] = ()
    quote: str = ""
    seats: Seats | None = None
    publicity_days: int | None = None
