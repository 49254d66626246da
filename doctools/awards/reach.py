"""What falls into each period, and whether open items could still fill what is wanting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import TYPE_CHECKING, TypeVar

from doctools.awards.periods import When

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doctools.awards.periods import Calendar, Period
    from doctools.awards.rules import Criterion

_Place = TypeVar("_Place", bound=Hashable)

Number = int | Fraction
"""An exact number; whole ones are integers, which are some ten times as fast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that counts: what it is counted as once a period, when, how much."""

    key: str
    when: When | None
    worth: Number = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What settled items bring in each period owed, and what open ones could change."""

    totals: Mapping[str, Number]
    met: bool
    could_be_met: bool

    @property
    def value(self) -> Number:
        """All periods together."""
        return sum(self.totals.values(), start=0)


def reach(
    settled: Iterable[Item],
    waiting: Iterable[Item] = (),
    *,
    owed: Sequence[Period],
    calendar: Calendar,
    criterion: Criterion,
) -> Reached:
    """Return the totals per period and how they stand to the bar.

    A key counts once a period, with the most it is worth there.
    """
    keys = frozenset(period.key for period in owed)
    fixed = _fixed(settled, keys, calendar)
    totals = {
        period.key: sum(fixed.get(period.key, {}).values(), start=0) for period in owed
    }
    offers = _offers(waiting, fixed, keys, calendar)
    least = _least(criterion, fixed, offers)
    wanting = {key: least - total for key, total in totals.items() if total < least}
    missing = may_miss(criterion.allow_missing, owed)
    return Reached(
        totals=totals,
        met=bool(owed) and len(wanting) <= missing,
        could_be_met=bool(owed) and can_fill(wanting, offers, missing=missing),
    )


def may_miss(allowed: int, owed: Sequence[Period]) -> int:
    """Return how many of the periods owed may stay short: never all of them.

    Who came late owes few; leave to miss some is none to do nothing at all.
    """
    return max(0, min(allowed, len(owed) - 1))


def can_fill(
    wanting: Mapping[_Place, Number],
    offers: Sequence[tuple[Number, frozenset[_Place]]],
    *,
    missing: int,
) -> bool:
    """Tell whether offers could fill all that is wanting but `missing` places.

    Args:
        wanting: how much each place wants, above 0.
        offers: how much there is to give, and to which places.
        missing: places that may stay short; the worst of them are left out.
    """
    spared = sum(sorted(wanting.values(), reverse=True)[:missing], start=0)
    needed = sum(wanting.values(), start=0) - spared
    if needed <= 0:
        return True
    return _most_filled(wanting, offers) >= needed


def _fixed(
    items: Iterable[Item], keys: frozenset[str], calendar: Calendar
) -> dict[str, dict[str, Number]]:
    """Return for each period what it certainly holds."""
    found: defaultdict[str, dict[str, Number]] = defaultdict(dict)
    for item in items:
        period = calendar.holding(item.when)
        if period is not None and period.key in keys:
            held = found[period.key]
            held[item.key] = max(held.get(item.key, 0), item.worth)
    return found


def _offers(
    items: Iterable[Item],
    fixed: Mapping[str, Mapping[str, Number]],
    keys: frozenset[str],
    calendar: Calendar,
) -> list[tuple[Number, frozenset[str]]]:
    """Return what open items could add, and to which periods.

    Two items of one key that could only fall into one and the same period are one.
    """
    offers: dict[tuple[str, frozenset[str]], Number] = {}
    loose: list[tuple[Number, frozenset[str]]] = []
    for item in items:
        periods = keys.intersection(p.key for p in calendar.touched(item.when))
        free = frozenset(
            key for key in periods if fixed.get(key, {}).get(item.key, 0) < item.worth
        )
        if len(free) == 1:
            known = offers.get((item.key, free), 0)
            offers[item.key, free] = max(known, item.worth)
        elif free:
            loose.append((item.worth, free))
    return [*((worth, at) for (_, at), worth in offers.items()), *loose]


def _least(
    criterion: Criterion,
    fixed: Mapping[str, Mapping[str, Number]],
    offers: Sequence[tuple[Number, frozenset[str]]],
) -> Number:
    """Return the least that is enough in one period.

    A bar that must be exceeded is exceeded by the smallest step the worths can make.
    """
    bar = criterion.bar or Fraction(0)
    if not criterion.exceeds:
        return int(bar) if bar.denominator == 1 else bar
    steps = {worth.denominator for held in fixed.values() for worth in held.values()}
    steps |= {worth.denominator for worth, _ in offers}
    whole = bar.denominator
    return bar + Fraction(1, lcm(whole, *steps))


def _most_filled(
    wanting: Mapping[_Place, Number],
    offers: Sequence[tuple[Number, frozenset[_Place]]],
) -> Number:
    """Return the most that offers can bring: a maximum flow (Ford and Fulkerson 1956)."""
    given: list[dict[_Place, Number]] = [{} for _ in offers]
    left = dict(wanting)
    filled: Number = 0
    for number, (worth, _) in enumerate(offers):
        rest = worth
        while rest > 0:
            path = _path(number, offers, given, left)
            if path is None:
                break
            amount = min(rest, left[path[-1][1]], *_taken(path, given))
            for (giver, place), (taker, _) in pairwise(path):
                given[giver][place] = given[giver].get(place, 0) + amount
                given[taker][place] -= amount
            giver, place = path[-1]
            given[giver][place] = given[giver].get(place, 0) + amount
            left[place] -= amount
            rest -= amount
            filled += amount
    return filled


def _taken(
    path: Sequence[tuple[int, _Place]],
    given: Sequence[Mapping[_Place, Number]],
) -> list[Number]:
    """Return what each giver on the way holds of the place taken from it."""
    return [given[taker][place] for (_, place), (taker, _) in pairwise(path)]


def _path(
    start: int,
    offers: Sequence[tuple[Number, frozenset[_Place]]],
    given: Sequence[Mapping[_Place, Number]],
    left: Mapping[_Place, Number],
) -> list[tuple[int, _Place]] | None:
    """Return givers and places from an offer to a place that wants, or None.

    A giver pushes another out of a place, who then gives elsewhere.
    """
    ways: dict[int, list[tuple[int, _Place]]] = {start: []}
    waiting = [start]
    for giver in waiting:
        for place in offers[giver][1] & left.keys():
            way = [*ways[giver], (giver, place)]
            if left[place] > 0:
                return way
            for other, holds in enumerate(given):
                if other not in ways and holds.get(place, 0) > 0:
                    ways[other] = way
                    waiting.append(other)
    return None
