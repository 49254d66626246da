"""The measures over exams and days: mean, sum, lowest, highest, last, count, share."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from doctools.awards.measures import (
    NOTHING,
    Measured,
    in_order,
    shown,
    shown_by_period,
)
from doctools.awards.periods import When, when
from doctools.awards.reach import Item, Number, reach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.awards.ledger import Ledger
    from doctools.awards.rules import Criterion
    from doctools.facts import DayCount, Exam, Person


def count_exams(person: Person, *, criterion: Criterion, ledger: Ledger) -> Measured:
    """Count the exams a person sat, in every period owed."""
    found = _exams([person], criterion, ledger)
    return _reached(person, [(e, 1) for e in found], criterion=criterion, ledger=ledger)


def day_sum(person: Person, *, criterion: Criterion, ledger: Ledger) -> Measured:
    """Add up the days a person spent, in every period owed."""
    found: list[tuple[Exam | DayCount, Number]] = [
        (entry, _exact(entry.days)) for entry in _days(person, ledger)
    ]
    return _reached(person, found, criterion=criterion, ledger=ledger)


def _reached(
    person: Person,
    found: Sequence[tuple[Exam | DayCount, Number]],
    *,
    criterion: Criterion,
    ledger: Ledger,
) -> Measured:
    """Return what rows bring in every period; one without a day may fall anywhere."""
    if not found:
        return NOTHING
    owed = ledger.owed(criterion.per, person, criterion.population)
    calendar = ledger.calendar(criterion.per)
    # With one period for all of it a row belongs there, however rough its date.
    whole = calendar.periods[0] if len(calendar.periods) == 1 else None
    items, waiting, rows = [], [], []
    for number, (entry, worth) in enumerate(found):
        placed = when(entry.day, ledger.days)
        if whole is None:
            period = calendar.holding(placed)
        else:
            period, placed = whole, When(first=whole.first, last=whole.last)
        item = Item(key=str(number), when=placed, worth=worth)
        items.append(item)
        if period is None:
            waiting.append(item)
        elif period in owed:
            rows.append(entry.row)
    reached = reach(items, waiting, owed=owed, calendar=calendar, criterion=criterion)
    return Measured(
        value=shown(reached.value),
        met=reached.met,
        lacks_data=reached.could_be_met,
        by_period=shown_by_period(reached.totals, criterion),
        rows=in_order(rows),
    )


def score(
    people: Sequence[Person], *, criterion: Criterion, ledger: Ledger
) -> Measured:
    """Return the mean, sum, lowest or highest of the scores there are.

    Who sat no exam is not in it.
    """
    found = _exams(people, criterion, ledger)
    if not found:
        return NOTHING
    if criterion.measure == "last":
        return _last(found, criterion, ledger)
    scores = [_exact(exam.score) for exam in found]
    total = sum(scores, start=Fraction(0))
    value = {
        "mean": total / len(scores),
        "sum": total,
        "min": min(scores),
        "max": max(scores),
    }[criterion.measure]
    return Measured(
        value=shown(value),
        met=criterion.reached(value),
        rows=in_order(exam.row for exam in found),
    )


def _last(found: Sequence[Exam], criterion: Criterion, ledger: Ledger) -> Measured:
    """Return the score of the last exam; where dates leave it open, that is no data."""
    dated = [(exam, when(exam.day, ledger.days)) for exam in found]
    latest = max((at.first for _, at in dated if at), default=0)
    last = [exam for exam, at in dated if at is None or at.last >= latest]
    scores = {_exact(exam.score) for exam in last}
    reached = [criterion.reached(score) for score in scores]
    return Measured(
        value=shown(min(scores)) if len(scores) == 1 else None,
        met=all(reached),
        lacks_data=any(reached),
        rows=in_order(exam.row for exam in last),
    )


def day_ratio(person: Person, *, criterion: Criterion, ledger: Ledger) -> Measured:
    """Return the share of the working days spent; fewer months owe fewer days."""
    found = _days(person, ledger)
    if not found:
        return NOTHING
    months, of_campaign = ledger.share_of_campaign(person)
    working = (criterion.denominator or 1) * Fraction(months, of_campaign)
    value = sum((_exact(entry.days) for entry in found), start=Fraction(0)) / working
    return Measured(
        value=shown(value),
        met=criterion.reached(value),
        rows=in_order(entry.row for entry in found),
    )


def _exams(
    people: Sequence[Person], criterion: Criterion, ledger: Ledger
) -> list[Exam]:
    subjects = criterion.where.subjects
    return [
        exam
        for person in people
        for exam in ledger.exams_of(person)
        if (not subjects or exam.subject in subjects) and _in_campaign(exam, ledger)
    ]


def _days(person: Person, ledger: Ledger) -> list[DayCount]:
    return [entry for entry in ledger.days_of(person) if _in_campaign(entry, ledger)]


def _in_campaign(entry: Exam | DayCount, ledger: Ledger) -> bool:
    """Tell whether a row belongs to the campaign; one without a date does."""
    found = when(entry.day, ledger.days)
    return found is None or found.lies_in(ledger.days) is not False


def _exact(number: float) -> Fraction:
    return Fraction(str(number))
