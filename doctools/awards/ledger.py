"""The facts and works of a campaign, found by whom they concern."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from doctools.awards.periods import When, months_between, periods, when
from doctools.awards.populations import active_months, organisations_of, people_of
from doctools.facts import (
    Event,
)
from doctools.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from doctools.awards.periods import Period
    from doctools.awards.rules import Criteria
    from doctools.facts import (
        DayCount,
        Exam,
        Facts,
        Mark,
        Organisation,
        Outlet,
        Person,
    )
    from doctools.records import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedEvent:
    """An event with its number in the order of the rows, and its months."""

    number: int
    event: Event
    when: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The part one person took in an event."""

    held: DatedEvent
    listened: bool
    spoke: bool


class Ledger:
    """Everything the measures look up; built once for a run.

    Attributes:
        months: of the campaign.
        facts: as the tables say them.
        levels: of outlets, from low to high.
    """

    def __init__(
        self,
        criteria: Criteria,
        *,
        first: date,
        last: date,
        facts: Facts,
        works: Sequence[Work],
    ) -> None:
        self.facts = facts
        self.months = months_between(first, last)
        self.levels = criteria.levels
        self._criteria = criteria
        self._works = sorted(works, key=lambda work: (work.work_id, work.path))
        self._members: dict[str, tuple[Person, ...]] = {}
        self._held: dict[
            tuple[str | None, tuple[str, ...]], tuple[DatedEvent, ...]
        ] = {}
        self._periods = {
            per: periods(per, self.months)
            for per in ("month", "quarter", "year", "campaign")
        }

    def periods(self, per: str) -> tuple[Period, ...]:
        """Return the periods of the campaign."""
        return self._periods[per]

    def owed(self, per: str, person: Person | None) -> tuple[Period, ...]:
        """Return the periods a subject owes; a person only those on the roster."""
        found = self.periods(per)
        if person is None or per in {"year", "campaign"}:
            return found
        active = active_months(person, self.months)
        return tuple(
            period
            for period in found
            if period.first < active.stop and active.start <= period.last
        )

    def share_of_campaign(self, person: Person) -> tuple[int, int]:
        """Return the months the person was on the roster, and those of the campaign."""
        return len(active_months(person, self.months)), len(self.months)

    def is_people(self, population: str) -> bool:
        """Tell whether a population is of people."""
        return self._criteria.populations[population].entity == "person"

    def people(self, population: str) -> tuple[Person, ...]:
        """Return the people of a population."""
        if population not in self._members:
            self._members[population] = people_of(
                self._criteria.populations[population],
                facts=self.facts,
                months=self.months,
            )
        return self._members[population]

    def organisations(self, population: str) -> tuple[Organisation, ...]:
        """Return the organisations of a population."""
        return organisations_of(
            self._criteria.populations[population], facts=self.facts
        )

    def people_in(self, organisation: str, population: str) -> tuple[Person, ...]:
        """Return the people of a population who belong to an organisation."""
        return tuple(
            person
            for person in self.people(population)
            if person.branch == organisation
        )

    def works_of(self, subject: str) -> tuple[Work, ...]:
        """Return the works of a member or an organisation, by work id.

        A work that names someone who could not be told apart from a namesake is a work
        of each of them; it is pending.
        """
        return tuple(self._by_subject.get(subject, ()))

    @cached_property
    def _by_subject(self) -> dict[str, list[Work]]:
        names: defaultdict[str, list[str]] = defaultdict(list)
        for person in self.facts.people:
            for name in {person.name, *person.aliases}:
                names[name].append(person.member_id)
        organisations = self._organisation_names
        found: defaultdict[str, list[Work]] = defaultdict(list)
        for work in self._works:
            subjects = {
                subject
                for member in work.members
                for subject in (
                    [member.member_id] if member.member_id else names[member.name]
                )
            }
            if work.organisation:
                written = work.organisation
                subjects.add(organisations.get(written, written))
            for subject in subjects:
                found[subject].append(work)
        return found

    @cached_property
    def _organisation_names(self) -> dict[str, str]:
        return {
            name: organisation.name
            for organisation in self.facts.organisations
            for name in (*organisation.aliases, organisation.name)
        }

    @cached_property
    def books(self) -> dict[str, str]:
        """The title for every folded title and alias of the recommended list."""
        return {
            fold(name): book.title
            for book in self.facts.books
            for name in (*book.aliases, book.title)
        }

    @cached_property
    def outlets(self) -> dict[str, list[Outlet]]:
        """The outlets for every folded name and alias."""
        found: defaultdict[str, list[Outlet]] = defaultdict(list)
        for outlet in self.facts.outlets:
            for name in {fold(name) for name in (outlet.name, *outlet.aliases)}:
                found[name].append(outlet)
        return found

    def events_of(self, person: Person) -> tuple[Part, ...]:
        """Return the events the person took part in, and how."""
        return tuple(self._parts.get(person.member_id, ()))

    @cached_property
    def _parts(self) -> dict[str, list[Part]]:
        found: defaultdict[str, list[Part]] = defaultdict(list)
        for held in self.events:
            listened, spoke = set(held.event.attendees), set(held.event.speakers)
            for member_id in listened | spoke:
                part = Part(
                    held=held,
                    listened=member_id in listened,
                    spoke=member_id in spoke,
                )
                found[member_id].append(part)
        return found

    @cached_property
    def events(self) -> tuple[DatedEvent, ...]:
        """The events in the order of their rows."""
        in_order = sorted(
            self.facts.events, key=lambda event: (event.row.table, event.row.row)
        )
        return tuple(
            DatedEvent(number=number, event=event, when=when(event.day, self.months))
            for number, event in enumerate(in_order)
        )

    def events_for(
        self, organisation: str | None, kinds: tuple[str, ...]
    ) -> tuple[DatedEvent, ...]:
        """Return the events of these kinds held for all or by the organisation."""
        key = (organisation, kinds)
        if key not in self._held:
            self._held[key] = tuple(
                held
                for held in self.events
                if held.event.organisation in (None, organisation)
                and (not kinds or held.event.kind in kinds)
            )
        return self._held[key]

    def exams_of(self, person: Person) -> tuple[Exam, ...]:
        """Return the exam results of a person."""
        return tuple(self._exams.get(person.member_id, ()))

    @cached_property
    def _exams(self) -> dict[str, list[Exam]]:
        found: defaultdict[str, list[Exam]] = defaultdict(list)
        for exam in self.facts.exams:
            found[exam.member_id].append(exam)
        return found

    def days_of(self, person: Person) -> tuple[DayCount, ...]:
        """Return the counts of days of a person."""
        return tuple(self._days.get(person.member_id, ()))

    @cached_property
    def _days(self) -> dict[str, list[DayCount]]:
        found: defaultdict[str, list[DayCount]] = defaultdict(list)
        for entry in self.facts.days:
            found[entry.member_id].append(entry)
        return found

    def marks_of(self, subject: str) -> tuple[Mark, ...]:
        """Return the marks given to a member or an organisation."""
        return tuple(self._marks.get(subject, ()))

    @cached_property
    def _marks(self) -> dict[str, list[Mark]]:
        found: defaultdict[str, list[Mark]] = defaultdict(list)
        for mark in self.facts.marks:
            found[mark.subject].append(mark)
        return found
