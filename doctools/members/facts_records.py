"""What members did, from tables: events, exams, days and marks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from doctools.facts import DayCount, Event, Exam, Mark, Person
from doctools.members.cells import (
    date_of,
    name_of,
    names_of,
    number_of,
    shown,
    text_of,
)
from doctools.members.problems import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.members.headings import Grid, Row
    from doctools.members.problems import Problems
    from doctools.members.roster import Organisations, People
    from doctools.model import PartialDate
    from doctools.records import EvidenceRow

_EVERYBODY: Final = frozenset({"", "全镇", "全体", "全部"})
"""What stands in the column of the organisation where an event was for all."""

_EventKey = tuple[str, str, str, str]


class Reader:
    """Reads the tables whose rows name people of the roster."""

    def __init__(
        self, *, people: People, organisations: Organisations, problems: Problems
    ) -> None:
        self._people = people
        self._organisations = organisations
        self._problems = problems

    def events(self, grids: Sequence[Grid]) -> tuple[Event, ...]:
        """Return the events; rows of one day, kind, organisation and topic are one.

        Sign-in sheets have a row for each person; the first row is the event's.
        """
        rows: defaultdict[_EventKey, list[tuple[Row, EvidenceRow]]] = defaultdict(list)
        days: dict[_EventKey, PartialDate] = {}
        for row, place in rows_of(grids):
            day = self._problems.reading(date_of, row["day"], row=place)
            kind = name_of(row["kind"])
            if day is None or not kind:
                if not text_of(row["day"]) or not kind:
                    self._problems.add("event_incomplete", place)
                continue
            held_by = name_of(row["organisation"])
            key = (str(day), kind, held_by, text_of(row["topic"]))
            rows[key].append((row, place))
            days[key] = day
        found = (self._event(key, days[key], rows[key]) for key in rows)
        return tuple(event for event in found if event)

    def _event(
        self, key: _EventKey, day: PartialDate, rows: list[tuple[Row, EvidenceRow]]
    ) -> Event | None:
        _, kind, written, topic = key
        _, first = rows[0]
        organisation = None if written in _EVERYBODY else self._organisation(written)
        if organisation == "":
            self._problems.add("unknown_organisation", first, value=written)
            return None
        return Event(
            day=day,
            kind=kind,
            row=first,
            organisation=organisation,
            attendees=self._present(rows, "attendees", hint=organisation or ""),
            speakers=self._present(rows, "speakers", hint=organisation or ""),
            topic=topic or None,
        )

    def _organisation(self, written: str) -> str:
        """Return its name, the name as written without a table, or empty."""
        if not self._organisations:
            return written
        return self._organisations.find(written) or ""

    def _present(
        self, rows: list[tuple[Row, EvidenceRow]], field: str, *, hint: str
    ) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for row, place in rows:
            for name in names_of(row[field]):
                person = self._people.find(name, hint=hint)
                if isinstance(person, Person):
                    found[person.member_id] = None
                else:
                    self._problems.add(person, place, name=name)
        return tuple(found)

    def exams(self, grids: Sequence[Grid]) -> tuple[Exam, ...]:
        """Return the exam results that have a person and a score."""
        return tuple(self._exams(grids))

    def _exams(self, grids: Sequence[Grid]) -> Iterator[Exam]:
        for row, place in rows_of(grids):
            person = self._person(row, place)
            score = self._number(row, "score", place, unit="分")
            if person and score is not None:
                yield Exam(
                    member_id=person.member_id,
                    subject=name_of(row["subject"]),
                    score=score,
                    row=place,
                    day=self._problems.reading(date_of, row["day"], row=place),
                )

    def days(self, grids: Sequence[Grid]) -> tuple[DayCount, ...]:
        """Return the counts of days that have a person and a number."""
        return tuple(self._days(grids))

    def _days(self, grids: Sequence[Grid]) -> Iterator[DayCount]:
        for row, place in rows_of(grids):
            person = self._person(row, place)
            number = self._number(row, "days", place, unit="天")
            if person and number is not None:
                yield DayCount(
                    member_id=person.member_id,
                    days=number,
                    row=place,
                    day=self._problems.reading(date_of, row["day"], row=place),
                )

    def marks(self, grids: Sequence[Grid]) -> tuple[Mark, ...]:
        """Return the marks that have a subject, an item and a result."""
        return tuple(self._marks(grids))

    def _marks(self, grids: Sequence[Grid]) -> Iterator[Mark]:
        for row, place in rows_of(grids):
            item, result = name_of(row["item"]), name_of(row["result"])
            subject = self._subject(row, place)
            if subject and not (item and result):
                self._problems.add("mark_incomplete", place)
            elif subject:
                yield Mark(
                    subject=subject,
                    item=item,
                    result=result,
                    row=place,
                    given_by=name_of(row["given_by"]) or None,
                    day=self._problems.reading(date_of, row["day"], row=place),
                    reason=shown(row["reason"]) or None,
                )

    def _subject(self, row: Row, place: EvidenceRow) -> str | None:
        written = name_of(row["subject"])
        if organisation := self._organisations.find(written):
            return organisation
        person = self._person(row, place, field="subject")
        return person.member_id if person else None

    def _person(
        self, row: Row, place: EvidenceRow, *, field: str = "name"
    ) -> Person | None:
        name = name_of(row[field])
        found = self._people.find(
            name, branch=name_of(row["branch"]), number=text_of(row["number"])
        )
        if isinstance(found, Person):
            return found
        self._problems.add(found, place, name=shown(name))
        return None

    def _number(
        self, row: Row, field: str, place: EvidenceRow, *, unit: str
    ) -> float | None:
        if not text_of(row[field]):
            self._problems.add("no_number", place)
            return None
        return self._problems.reading(
            lambda cell: number_of(cell, unit=unit), row[field], row=place
        )
