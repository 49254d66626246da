"""Rows of tables a points line looks at: events, exams, days, marks."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from doctools.awards.attendance import events_attended
from doctools.awards.numbers import exact
from doctools.awards.periods import when
from doctools.awards.points_items import Found, Item, placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doctools.awards.ledger import Ledger
    from doctools.awards.points_items import Placement
    from doctools.awards.rules import LineRule
    from doctools.facts import DayCount, Exam, Mark, Person
    from doctools.records import EvidenceRow

_ONE = Fraction(1)


def of_rows(
    subject: str, *, person: Person | None, line: LineRule, ledger: Ledger
) -> Found:
    """Return what a line makes of the rows about a member or an organisation.

    A row outside the campaign is none of it; one whose date leaves its period open
    is unsure.
    """
    found = [
        item
        for item in _items(subject, person, line, ledger)
        if item.place.period or item.place.possible
    ]
    return Found(
        counted=tuple(item for item in found if item.place.period),
        unsure=tuple(item for item in found if not item.place.period),
    )


def _items(
    subject: str, person: Person | None, line: LineRule, ledger: Ledger
) -> Iterable[Item]:
    if line.looks_at.source == "marks":
        return _marks(subject, line, ledger)
    # Only people attend, sit exams and spend days: `checks` refuses anything else.
    if person is None:
        return ()
    if line.looks_at.source == "events":
        return _events(person, line, ledger)
    return _numbers(person, line, ledger)


def _events(person: Person, line: LineRule, ledger: Ledger) -> Iterator[Item]:
    for held in events_attended(person, criterion=line.looks_at, ledger=ledger):
        place = placed(held.when, line=line, ledger=ledger)
        yield _item(held.event.row, place, line=line, size=_ONE)


def _numbers(person: Person, line: LineRule, ledger: Ledger) -> Iterator[Item]:
    """Yield exams with their scores, or entries of days with their days."""
    if line.looks_at.source == "days":
        for entry in ledger.days_of(person):
            days, place = Fraction(str(entry.days)), _dated(entry, line, ledger)
            item = _item(entry.row, place, line=line, size=days)
            yield replace(item, points=item.points * days) if line.value else item
        return
    subjects = line.looks_at.where.subjects
    for exam in ledger.exams_of(person):
        if not subjects or exam.subject in subjects:
            place = _dated(exam, line, ledger)
            yield _item(exam.row, place, line=line, size=Fraction(str(exam.score)))


def _marks(subject: str, line: LineRule, ledger: Ledger) -> Iterator[Item]:
    for mark in ledger.marks_of(subject):
        if mark.item not in line.items:
            continue
        place = _dated(mark, line, ledger)
        if line.by_result:
            credit = line.by_result.get(mark.result)
            points = credit.amounts[0] if credit else Fraction(0)
            code = "" if credit else "result_not_listed"
        else:
            number = exact(mark.result)
            points = number * _amount(line) if number is not None else Fraction(0)
            code = "not_a_number" if number is None else ""
        item = _item(mark.row, place, line=line, size=_ONE)
        yield replace(item, points=points, code=code)


def _dated(entry: Exam | DayCount | Mark, line: LineRule, ledger: Ledger) -> Placement:
    """Return the period of a row; one without a date belongs to the campaign."""
    place = placed(when(entry.day, ledger.days), line=line, ledger=ledger)
    if line.looks_at.per == "campaign" and place.possible:
        return replace(place, period=place.possible[0])
    return place


def _item(
    row: EvidenceRow,
    place: Placement,
    *,
    line: LineRule,
    size: Fraction,
) -> Item:
    points = Fraction(0)
    if line.value:
        points = _amount(line)
    elif not line.together:
        points = line.step_points(size)
    code = "" if points or line.together else "below_step"
    return Item(
        key=f"{row.table}\0{row.row:09d}",
        row=row,
        place=place,
        points=points,
        size=size,
        code=code,
    )


def _amount(line: LineRule) -> Fraction:
    return line.value.amounts[0] if line.value else Fraction(0)
