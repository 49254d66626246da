"""The measures over tables: events, exams, days, marks, and results of members."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from doctools.awards.measures import (
    Item,
    Measured,
    deficit,
    floating,
    per_period,
    shown,
)
from doctools.awards.periods import when
from doctools.awards.populations import active_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from doctools.awards.ledger import DatedEvent, Ledger, Part
    from doctools.awards.periods import Period, When
    from doctools.awards.rules import Criterion
    from doctools.facts import DayCount, Event, Exam, Mark, Person
    from doctools.records import CriterionResult, EvidenceRow

NOTHING = Measured(value=None, met=False, lacks_data=True)
"""The tables have nothing on the subject."""


def count_events(person: Person, *, criterion: Criterion, ledger: Ledger) -> Measured:
    """Count the events a person took part in, in every period the person owes."""
    kinds = criterion.where.kinds
    if not any(not kinds or event.kind in kinds for event in ledger.facts.events):
        return NOTHING
    owed, periods = ledger.owed(criterion.per, person), ledger.periods(criterion.per)
    attended = [
        part.held
        for part in ledger.events_of(person)
        if (not kinds or part.held.event.kind in kinds)
        and _counts(part, person, criterion)
    ]
    counts = per_period(map(_item, attended), owed)
    wanting = deficit(counts, criterion)
    possible = [_item(held) for held in attended if _touches(held.when, periods)]
    inside = [held.event for held in attended if _within(held.when, periods)]
    by_period = {key: float(number) for key, number in counts.items()}
    return Measured(
        value=float(len(inside)),
        met=wanting == 0,
        lacks_data=wanting <= floating(possible, owed),
        by_period=by_period if criterion.per in {"month", "quarter"} else {},
        rows=_rows(inside),
    )


def _item(held: DatedEvent) -> Item:
    return Item(key=str(held.number), when=held.when)


def _counts(part: Part, person: Person, criterion: Criterion) -> bool:
    where = criterion.where
    if where.own_unit and part.held.event.organisation != person.branch:
        return False
    if where.roles:
        return ("听" in where.roles and part.listened) or (
            "讲" in where.roles and part.spoke
        )
    return True


def _within(found: When | None, periods: Sequence[Period]) -> bool:
    return found is not None and any(map(found.within, periods))


def _touches(found: When | None, periods: Sequence[Period]) -> bool:
    return found is None or any(map(found.touches, periods))


def event_ratio(person: Person, *, criterion: Criterion, ledger: Ledger) -> Measured:
    """Return how many of the events held for the person's organisation he attended.

    Held are those of the person's own organisation and those for all, while the person
    was on the roster.
    """
    active = active_months(person, ledger.months)
    due = [
        held
        for held in ledger.events_for(person.branch, criterion.where.kinds)
        if held.when
        and active.start <= held.when.last
        and held.when.first < active.stop
    ]
    if not due:
        return NOTHING
    present = {part.held.number for part in ledger.events_of(person)}
    attended = [held for held in due if held.number in present]
    value = Fraction(len(attended), len(due))
    return Measured(
        value=shown(value),
        met=value >= (criterion.bar or 0),
        rows=tuple(held.event.row for held in attended),
    )


def mean_score(
    people: Sequence[Person], *, criterion: Criterion, ledger: Ledger
) -> Measured:
    """Return the mean of the scores there are; who sat no exam is not in it."""
    subjects = criterion.where.subjects
    found = [
        exam
        for person in people
        for exam in ledger.exams_of(person)
        if (not subjects or exam.subject in subjects) and _in_campaign(exam, ledger)
    ]
    if not found:
        return NOTHING
    total = sum((Fraction(str(exam.score)) for exam in found), start=Fraction(0))
    value = total / len(found)
    return Measured(
        value=shown(value), met=value >= (criterion.bar or 0), rows=_rows(found)
    )


def day_ratio(person: Person, *, criterion: Criterion, ledger: Ledger) -> Measured:
    """Return the share of the working days spent; fewer months owe fewer days."""
    found = [day for day in ledger.days_of(person) if _in_campaign(day, ledger)]
    if not found:
        return NOTHING
    months, of_campaign = ledger.share_of_campaign(person)
    working = (criterion.denominator or 1) * Fraction(months, of_campaign)
    total = sum((Fraction(str(day.days)) for day in found), start=Fraction(0))
    value = total / working
    return Measured(
        value=shown(value), met=value >= (criterion.bar or 0), rows=_rows(found)
    )


def _in_campaign(entry: Exam | DayCount, ledger: Ledger) -> bool:
    """Tell whether a row belongs to the campaign; one without a date does."""
    return _touches(when(entry.day, ledger.months), ledger.periods("campaign"))


def marks(subject: str, *, criterion: Criterion, ledger: Ledger) -> Measured:
    """Return how many items a person has passed; every mark of an item must say so."""
    found = [m for m in ledger.marks_of(subject) if m.item in criterion.items]
    results = {
        item: {mark.result for mark in found if mark.item == item}
        for item in criterion.items
    }
    passed = [item for item in results if results[item] == {criterion.passes}]
    failed = any(given - {criterion.passes} for given in results.values())
    return Measured(
        value=float(len(passed)) if found else None,
        met=len(passed) == len(results),
        lacks_data=not failed,
        rows=_rows(found),
    )


def share_of_results(
    organisation: str,
    *,
    criterion: Criterion,
    ledger: Ledger,
    results: Mapping[tuple[str, str], CriterionResult],
) -> Measured:
    """Return the share of an organisation's members who meet every criterion named."""
    people = ledger.people_in(organisation, criterion.members or "")
    if not people:
        return NOTHING
    of_people = [
        [results[identifier, person.member_id] for identifier in criterion.of]
        for person in people
    ]
    statuses = [{result.status for result in each} for each in of_people]
    bar = criterion.bar or Fraction(0)

    def reaches(*allowed: str) -> bool:
        return Fraction(sum(s <= set(allowed) for s in statuses), len(people)) >= bar

    met = [each for each in of_people if all(r.status == "met" for r in each)]
    waiting = [r for each in of_people for r in each if r.status == "pending"]
    return Measured(
        value=shown(Fraction(len(met), len(people))),
        met=reaches("met"),
        may_be_met=reaches("met", "pending"),
        lacks_data=reaches("met", "pending", "no_data"),
        counted=tuple(sorted({i for each in met for r in each for i in r.counted})),
        pending=tuple(
            sorted(
                {work for result in waiting for work in result.pending},
                key=lambda work: (work.work_id, work.code),
            )
        ),
        rows=_sorted_rows(row for each in met for r in each for row in r.rows),
    )


def _rows(found: Iterable[Event | Exam | DayCount | Mark]) -> tuple[EvidenceRow, ...]:
    return _sorted_rows(entry.row for entry in found)


def _sorted_rows(rows: Iterable[EvidenceRow]) -> tuple[EvidenceRow, ...]:
    return tuple(sorted(set(rows), key=lambda row: (row.table, row.row)))
