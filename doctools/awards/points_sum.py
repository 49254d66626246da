"""Points of one line: highest only, the best few, steps and caps."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from doctools.awards.points_items import Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doctools.awards.points_items import Found
    from doctools.awards.rules import LineRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Points an item brought; without an item those of a period's step."""

    rule: str
    points: Fraction
    item: Item | None = None
    code: str = ""
    period: str = ""


def grants(line: LineRule, items: Iterable[Item]) -> list[Grant]:
    """Return what each item brought, in the order of time; nothing is left out."""
    by_period: defaultdict[str, list[Item]] = defaultdict(list)
    for item in _highest_only(line, sorted(items, key=lambda item: item.order)):
        by_period[item.place.period].append(item)
    found = [
        grant
        for period, inside in by_period.items()
        for grant in _of_period(line, inside, period)
    ]
    return capped(found, line.cap_total)


def capped(found: Iterable[Grant], cap: Fraction | None) -> list[Grant]:
    """Return the grants up to a cap; what comes later brings nothing any more."""
    if cap is None:
        return list(found)
    room, kept = cap, []
    for grant in found:
        points = min(grant.points, room)
        code = grant.code if points == grant.points else "capped"
        kept.append(replace(grant, points=points, code=code))
        room -= points
    return kept


def total(found: Iterable[Grant]) -> Fraction:
    """Return the sum of the grants."""
    return sum((grant.points for grant in found), start=Fraction(0))


def at_most(line: LineRule, found: Found, *, with_rows: bool) -> Fraction:
    """Return the points a line can bring if everything open counts.

    An open item whose period is not known is taken for each period it may fall into;
    without steps it brings no more than its own points, so that this is a bound from
    above, exact where periods are known.
    """
    more = (*found.waiting, *(found.unsure if with_rows else ()))
    settled = [*found.counted, *(item for item in more if item.place.period)]
    floating = [item for item in more if not item.place.period]
    certain = total(grants(line, settled))
    if not floating:
        return certain
    everywhere = [
        replace(item, place=replace(item.place, period=period))
        for item in floating
        for period in item.place.possible
    ]
    bound = sum(
        (
            total(grants(line, [i for i in (*settled, *everywhere) if _in(i, period)]))
            for period in sorted({i.place.period for i in (*settled, *everywhere)})
        ),
        start=Fraction(0),
    )
    if not line.together:
        own = sum((item.points for item in floating), start=Fraction(0))
        bound = min(bound, certain + own)
    return bound if line.cap_total is None else min(bound, line.cap_total)


def _in(item: Item, period: str) -> bool:
    return item.place.period == period


def _highest_only(line: LineRule, items: Sequence[Item]) -> list[Item]:
    """Return the items; of one article in several outlets the highest keeps points."""
    if line.same_work == "each":
        return list(items)
    best: dict[str, Item] = {}
    for item in items:
        held = best.get(item.chain)
        if item.chain and (held is None or _worth(item) > _worth(held)):
            best[item.chain] = item
    return [
        item
        if not item.chain or best[item.chain] is item
        else replace(
            item, points=Fraction(0), size=Fraction(0), code="lower_of_several"
        )
        for item in items
    ]


def _worth(item: Item) -> tuple[Fraction, Fraction]:
    return item.points, item.size


def _of_period(line: LineRule, items: list[Item], period: str) -> list[Grant]:
    """Return the grants of one period, what is not among the best without points."""
    shown = "" if line.looks_at.per == "campaign" else period
    kept = _best(items, line.best)
    beyond = Fraction(0), "lower_of_several"
    found = []
    for item in items:
        points, code = (item.points, item.code) if id(item) in kept else beyond
        found.append(
            Grant(rule=line.name, item=item, period=shown, points=points, code=code)
        )
    if line.together:
        size = sum((item.size for item in items if id(item) in kept), Fraction(0))
        found = _stepped(found, line, line.step_points(size), shown)
    return capped(found, line.cap)


def _best(items: Sequence[Item], number: int | None) -> set[int]:
    """Return the identities of the best items; of equals the earlier ones."""
    if number is None:
        return {id(item) for item in items}
    in_worth = sorted(items, key=lambda i: (-i.points, -i.size, i.order))
    return {id(item) for item in in_worth[:number]}


def _stepped(
    found: list[Grant], line: LineRule, points: Fraction, period: str
) -> list[Grant]:
    """Return the step's points after the items whose size brought it."""
    code = "in_step" if points else "below_step"
    items = [grant if grant.code else replace(grant, code=code) for grant in found]
    step = Grant(rule=line.name, points=points, code="step", period=period)
    return [*items, step] if points else items
