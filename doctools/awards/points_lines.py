"""The lines of a sum of points as records show them; rounded, they still add up."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from doctools.records import PendingWork, PointsLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from doctools.awards.points_carry import Carried
    from doctools.awards.points_items import Item
    from doctools.awards.points_sum import Grant
    from doctools.records import EvidenceRow

_UNITS: Final = 10_000
"""Points are shown to four decimals."""


def lines_of(
    granted: Sequence[Grant], carried: Carried, *, item: str
) -> tuple[PointsLine, ...]:
    """Return a line for each work, row and step, last year's points at the end.

    Args:
        granted: this year's points.
        carried: last year's.
        item: name of the mark that says them.
    """
    exact = [grant.points for grant in granted]
    exact += [points for _, points, _ in carried.rows]
    lines = [
        PointsLine(
            rule=grant.rule,
            points=0,
            work_id=grant.item.work_id if grant.item else None,
            row=grant.item.row if grant.item else None,
            code=grant.code,
            period=grant.period,
        )
        for grant in granted
    ]
    lines += [
        PointsLine(rule=item, points=0, row=row, code=code)
        for row, _, code in carried.rows
    ]
    return tuple(
        replace(line, points=points)
        for line, points in zip(lines, rounded(exact), strict=True)
    )


def shown(value: Fraction) -> float:
    """Return points rounded to four decimals."""
    return round(value * _UNITS) / _UNITS


def rounded(parts: Sequence[Fraction]) -> list[float]:
    """Return the parts to four decimals so that they add up to their rounded sum.

    Each is cut off; the units then missing go to the parts that lost most (largest
    remainder), of equals to the first.
    """
    # A part is its numerator over its denominator; whole numbers are much faster.
    split = [divmod(part.numerator * _UNITS, part.denominator) for part in parts]
    units = [whole for whole, _ in split]
    lost = [
        (Fraction(rest, part.denominator), -index)
        for index, ((_, rest), part) in enumerate(zip(split, parts, strict=True))
        if rest
    ]
    total = sum((fraction for fraction, _ in lost), start=Fraction(sum(units)))
    missing = round(total) - sum(units)
    for _, index in sorted(lost, reverse=True)[:missing]:
        units[-index] += 1
    return [unit / _UNITS for unit in units]


def counted_works(granted: Sequence[Grant]) -> tuple[str, ...]:
    """Return the works that brought points, by themselves or through a step."""
    found = {item.work_id for item, _, brought in _told_apart(granted) if brought}
    return tuple(sorted(work_id for work_id in found if work_id))


def rows_of(granted: Sequence[Grant], carried: Carried) -> tuple[EvidenceRow, ...]:
    """Return the rows the points rest on."""
    found = {item.row for item, _, brought in _told_apart(granted) if brought}
    found |= {row for row, points, _ in carried.rows if points}
    return tuple(
        sorted((row for row in found if row), key=lambda row: (row.table, row.row))
    )


def without_points(granted: Sequence[Grant]) -> list[PendingWork]:
    """Return the works that count but brought nothing, and why."""
    return [
        PendingWork(work_id=item.work_id, code=code or "no_points")
        for item, code, brought in _told_apart(granted)
        if item.work_id and not brought
    ]


def apart_from(
    works: Iterable[PendingWork], taken: Iterable[str]
) -> tuple[PendingWork, ...]:
    """Return the works that are not taken, each once with its first code, by id."""
    known, others = frozenset(taken), dict[str, str]()
    for work in works:
        if work.work_id not in known:
            others.setdefault(work.work_id, work.code)
    return tuple(
        PendingWork(work_id=work_id, code=others[work_id]) for work_id in sorted(others)
    )


def _told_apart(granted: Sequence[Grant]) -> Iterator[tuple[Item, str, bool]]:
    """Yield each item, its code and whether it brought points."""
    steps = {(g.rule, g.period) for g in granted if g.item is None and g.points}
    for grant in granted:
        if grant.item:
            through_step = grant.code == "in_step"
            of_step = through_step and (grant.rule, grant.period) in steps
            code = "capped" if through_step and not of_step else grant.code
            yield grant.item, code, bool(grant.points) or of_step
