"""Points carried over: last year's into this year's sum, this year's into the next."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from doctools.awards.numbers import exact
from doctools.records import EvidenceRow

if TYPE_CHECKING:
    from doctools.awards.ledger import Ledger
    from doctools.awards.rules import CarryOver, Points


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Last year's surplus.

    Attributes:
        points: that count.
        at_most: that may count once the rows are mended.
        rows: every row about it with its points and why it brought other ones.
    """

    points: Fraction = Fraction(0)
    at_most: Fraction = Fraction(0)
    rows: tuple[tuple[EvidenceRow, Fraction, str], ...] = ()


def carried_in(rule: CarryOver | None, *, subject: str, ledger: Ledger) -> Carried:
    """Return what a mark says is left from last year.

    Two rows that say the same are one statement; rows that differ, or say no number,
    bring nothing until somebody mends them.
    """
    if rule is None:
        return Carried()
    marks = sorted(
        (mark for mark in ledger.marks_of(subject) if mark.item == rule.item),
        key=lambda mark: (mark.row.table, mark.row.row),
    )
    numbers = [exact(mark.result) for mark in marks]
    known = [number for number in numbers if number is not None]
    if len(set(numbers)) == 1 and known:
        points = known[0] if rule.most is None else min(known[0], rule.most)
        rest = tuple((mark.row, Fraction(0), "row_twice") for mark in marks[1:])
        first = (marks[0].row, points, "carried")
        return Carried(points=points, at_most=points, rows=(first, *rest))
    at_most = max(known, default=Fraction(0))
    return Carried(
        at_most=at_most if rule.most is None else min(at_most, rule.most),
        rows=tuple(
            (
                mark.row,
                Fraction(0),
                "not_a_number" if number is None else "rows_disagree",
            )
            for mark, number in zip(marks, numbers, strict=True)
        ),
    )


def carried_out(rule: Points, *, own: Fraction, value: Fraction) -> Fraction | None:
    """Return what goes over into the next year, None where nothing ever does.

    Last year's points are used up first, so that none goes over twice.
    """
    if rule.carry_over is None or rule.bar is None:
        return None
    surplus = min(max(Fraction(0), value - rule.bar), own)
    most = rule.carry_over.most
    return surplus if most is None else min(surplus, most)
