"""What members did, from tables: exams, days and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from doctools.facts import DayCount, Exam, Mark, Person
from doctools.members.branches import branch_of_sheet
from doctools.members.cells import (
    CellError,
    date_of,
    month_of,
    name_of,
    number_of,
    shown,
    text_of,
    whole,
    words_in,
)
from doctools.members.problems import rows_of
from doctools.members.spreads import (
    ABSENT,
    Said,
    date_in,
    exam_of,
    holds_marks,
    is_surely_exam,
    read_heading,
)
from doctools.messages.lists import joined
from doctools.records import EvidenceRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from doctools.members.cells import Cell
    from doctools.members.grids import Grid, Row
    from doctools.members.headings import Heading
    from doctools.members.people import Organisations, People
    from doctools.members.problems import Problems

_NO_DAYS: Final = words_in("无 / - -- — ——")


class Reader:
    """Reads the tables whose rows name people of the roster."""

    def __init__(
        self, *, people: People, organisations: Organisations, problems: Problems
    ) -> None:
        self._people = people
        self._organisations = organisations
        self._problems = problems

    def exams(self, grids: Sequence[Grid]) -> tuple[Exam, ...]:
        """Return the exam results that have a person and a score."""
        return tuple(exam for grid in grids for exam in self._exams(grid))

    def _exams(self, grid: Grid) -> Iterator[Exam]:
        self._note_subjects(grid)
        self._note_unread(grid)
        by_sheet = date_in(grid.sheet) if "day" not in grid.fields else None
        for row, place, person in self._rows_of_people(grid, field="score"):
            day = self._problems.reading(date_of, row["day"], row=place) or by_sheet
            subject = name_of(row["subject"])
            for said, cell in _cells(grid, row, exam_of, field="score"):
                score = self._number(cell, place, unit="分", absent=ABSENT)
                if person and score is not None:
                    yield Exam(
                        member_id=person.member_id,
                        subject=said.rest or subject,
                        score=score,
                        row=place,
                        day=said.day or day,
                    )

    def _note_unread(self, grid: Grid) -> None:
        """List columns of numbers beside those that are read."""
        place = EvidenceRow(table=grid.label, row=grid.head)
        for heading, cells in grid.others if grid.spread else ():
            if holds_marks(heading, cells):
                self._problems.add("column_not_read", place, value=heading.text)

    def _note_subjects(self, grid: Grid) -> None:
        """Say once which columns without a word of exams are taken for subjects."""
        bare = [each.text for each in grid.spread if not is_surely_exam(each)]
        if bare and grid.rows:
            place = EvidenceRow(table=grid.label, row=grid.head)
            self._problems.add("taken_as_subjects", place, value=joined(bare))

    def days(self, grids: Sequence[Grid]) -> tuple[DayCount, ...]:
        """Return the counts of days that have a person and a number."""
        return tuple(entry for grid in grids for entry in self._days(grid))

    def _days(self, grid: Grid) -> Iterator[DayCount]:
        self._note_unread(grid)
        for row, place, person in self._rows_of_people(grid, field="days"):
            day = self._problems.reading(month_of, row["day"], row=place)
            for said, cell in _cells(grid, row, read_heading, field="days"):
                number = self._number(cell, place, unit="天", absent=_NO_DAYS)
                if person and number is not None:
                    yield DayCount(
                        member_id=person.member_id,
                        days=number,
                        row=place,
                        day=said.day or day,
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

    def _rows_of_people(
        self, grid: Grid, *, field: str
    ) -> Iterator[tuple[Row, EvidenceRow, Person | None]]:
        """Return rows with the person each names.

        A number merged over several rows of one person is counted once, in the first.
        """
        last: Person | None = None
        for row, place in rows_of([grid]):
            person = self._person(row, place, hint=branch_of_sheet(grid.sheet))
            if not (person and person == last and field in row.merged):
                yield row, place, person
            last = person

    def _person(
        self, row: Row, place: EvidenceRow, *, field: str = "name", hint: str = ""
    ) -> Person | None:
        name = name_of(row[field])
        found = self._people.find(
            name,
            branch=name_of(row["branch"]),
            number=name_of(row["number"]),
            hint=hint,
            day=_day(row),
        )
        if isinstance(found, Person):
            return found
        self._problems.add(found, place, name=shown(name))
        return None

    def _number(
        self, cell: Cell, place: EvidenceRow, *, unit: str, absent: frozenset[str]
    ) -> float | None:
        """Return a number; None for a word that says there is none."""
        if not name_of(cell):
            self._problems.add("no_number", place)
        if not name_of(cell) or name_of(cell) in absent:
            return None
        return self._problems.reading(
            lambda written: number_of(written, unit=unit), cell, row=place
        )


def _cells(
    grid: Grid, row: Row, read: Callable[[Heading], Said], *, field: str
) -> Iterator[tuple[Said, Cell]]:
    """Return the cell of a field, or each filled one of those it is spread over."""
    if not grid.spread:
        yield Said(day=None, rest=""), row[field]
    for heading, cell in zip(grid.spread, row.spread, strict=True):
        if text_of(cell):
            yield read(heading), cell


def _day(row: Row) -> date | None:
    """Return the day a row speaks of; what cannot be read is reported elsewhere."""
    try:
        return whole(date_of(row["day"]))
    except CellError:
        return None
