"""The facts and works of a campaign, found by whom they concern."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from doctools.awards.periods import (
    PERIODS,
    SHORT,
    Period,
    When,
    calendar,
    days_between,
    months_of,
    parse,
    when,
)
from doctools.awards.populations import belongings, organisations_of, people_of
from doctools.awards.subjects import named_in, places
from doctools.facts import DayCount, Event, Exam
from doctools.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from doctools.awards.periods import Calendar
    from doctools.awards.populations import Belonging
    from doctools.awards.rules import Criteria
    from doctools.facts import Facts, Mark, Organisation, Outlet, Person
    from doctools.records import Work

_Row = TypeVar("_Row", Exam, DayCount)

_FOR_ALL: Final = "镇党委"
"""Kind of the organisation that holds what no organisation is named for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedEvent:
    """An event with its number in the order of the rows, and its days."""

    number: int
    event: Event
    when: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The part one person took in an event."""

    held: DatedEvent
    listened: bool
    spoke: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedThemes:
    """Themes a work names; `sure` unless its text alone names several."""

    names: frozenset[str]
    sure: bool


class Ledger:
    """Everything the measures look up; built once for a run.

    Attributes:
        days: of the campaign.
        facts: as the tables say them.
        levels: of outlets, from low to high.
        documents: how papers with several dates, authors or outlets count.
    """

    def __init__(
        self,
        criteria: Criteria,
        *,
        first: date,
        last: date,
        facts: Facts,
        works: Sequence[Work],
        anybodys: Sequence[Work] = (),
        text_of: Callable[[str], str] | None = None,
    ) -> None:
        self.facts = facts
        self.days = days_between(first, last)
        self.levels = criteria.levels
        self.documents = criteria.documents
        self._criteria = criteria
        self._text_of = text_of
        self._works = sorted(works, key=_by_identifier)
        self._anybodys = tuple(sorted(anybodys, key=_by_identifier))
        self._people: dict[str, tuple[Person, ...]] = {}
        self._people_in: dict[str, dict[str | None, tuple[Person, ...]]] = {}
        self._held: dict[tuple[str, ...], tuple[DatedEvent, ...]] = {}
        self._open: dict[tuple[str | None, tuple[str, ...]], tuple[DatedEvent, ...]]
        self._open = {}
        self._stays: dict[str, tuple[Belonging, ...]] = {}
        self._owed: dict[tuple[str, tuple[range, ...]], tuple[Period, ...]] = {}
        self._whens: dict[tuple[str | None, str | None], When | None] = {}
        self._themes: dict[str, NamedThemes] = {}
        self._calendars = {per: calendar(per, self.days) for per in PERIODS}

    # ---- time ----

    def calendar(self, per: str) -> Calendar:
        """Return the periods of the campaign."""
        return self._calendars[per]

    def owed(
        self, per: str, person: Person | None, population: str
    ) -> tuple[Period, ...]:
        """Return the periods a subject owes.

        A person owes months, weeks and so on only while on the roster, and where the
        population asks for a kind of organisation, only while in one of them.
        """
        found = self.calendar(per).periods
        if person is None or per not in SHORT:
            return found
        kinds = self._criteria.populations[population].org_kinds
        spans = tuple(
            stay.days
            for stay in self.stays(person)
            if not kinds or self._kinds.get(stay.branch or "") in kinds
        )
        if (per, spans) not in self._owed:
            self._owed[per, spans] = tuple(
                period
                for period in found
                if any(
                    period.first < span.stop and span.start <= period.last
                    for span in spans
                )
            )
        return self._owed[per, spans]

    def share_of_campaign(self, person: Person) -> tuple[int, int]:
        """Return the months the person was on the roster, and those of the campaign."""
        stays = (months_of(stay.days) for stay in self.stays(person))
        return len(frozenset[int]().union(*stays)), len(months_of(self.days))

    def when_of(self, work: Work) -> When | None:
        """Return the days a work counts for.

        That is the month it was handed in for; its own date says the day only where it
        lies in that month.
        """
        key = work.period, work.date
        if key not in self._whens:
            month, day = (when(parse(written), self.days) for written in key)
            exact = day if day and day.first == day.last else None
            inside = exact and month and month.first <= exact.first <= month.last
            self._whens[key] = exact if inside else month or day
        return self._whens[key]

    # ---- people and organisations ----

    def stays(self, person: Person) -> tuple[Belonging, ...]:
        """Return where a person was during the campaign."""
        if person.member_id not in self._stays:
            self._stays[person.member_id] = belongings(person, self.days)
        return self._stays[person.member_id]

    def is_people(self, population: str) -> bool:
        """Tell whether a population is of people."""
        return self._criteria.populations[population].entity == "person"

    def people(self, population: str) -> tuple[Person, ...]:
        """Return the people of a population."""
        if population not in self._people:
            self._people[population] = people_of(
                self._criteria.populations[population], facts=self.facts, days=self.days
            )
        return self._people[population]

    def organisations(self, population: str) -> tuple[Organisation, ...]:
        """Return the organisations of a population."""
        return organisations_of(
            self._criteria.populations[population], facts=self.facts
        )

    def people_in(self, organisation: str, population: str) -> tuple[Person, ...]:
        """Return the people of a population who belong to an organisation.

        Who moves belongs where he is at the campaign's end, or was when he left.
        """
        if population not in self._people_in:
            found: defaultdict[str | None, list[Person]] = defaultdict(list)
            for person in self.people(population):
                found[self.stays(person)[-1].branch].append(person)
            self._people_in[population] = {
                branch: tuple(people) for branch, people in found.items()
            }
        return self._people_in[population].get(organisation, ())

    @cached_property
    def _kinds(self) -> dict[str, str | None]:
        return {entry.name: entry.kind for entry in self.facts.organisations}

    # ---- works ----

    def works_of(self, subject: str) -> tuple[Work, ...]:
        """Return the works of a member or an organisation, by work id.

        A work that names someone who could not be told apart from a namesake is a work
        of each of them; it is pending.
        """
        own = self._by_subject.get(subject, ())
        return (*own, *self._anybodys) if self._anybodys else tuple(own)

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

    # ---- themes ----

    def themes_of(self, organisation: str) -> tuple[str, ...]:
        """Return the themes set for an organisation during the campaign, by name."""
        return tuple(
            sorted(
                {
                    theme.name
                    for theme in self.facts.themes
                    if theme.organisation in (None, organisation)
                    and (not theme.last or theme.last.toordinal() >= self.days.start)
                    and (not theme.first or theme.first.toordinal() < self.days.stop)
                }
            )
        )

    def themes_in(self, work: Work) -> NamedThemes:
        """Return the themes a work's title, file name or folders name, else its text."""
        if work.path not in self._themes:
            outside = named_in(places(work), self._theme_names)
            text = self._text_of(work.path) if self._text_of and not outside else ""
            names = outside or named_in([text], self._theme_names)
            self._themes[work.path] = NamedThemes(
                names=names, sure=bool(outside) or len(names) == 1
            )
        return self._themes[work.path]

    @cached_property
    def _theme_names(self) -> dict[str, tuple[str, ...]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for theme in self.facts.themes:
            found[theme.name] += [theme.name, *theme.aliases]
        return {name: tuple(spellings) for name, spellings in found.items()}

    # ---- tables ----

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
            DatedEvent(number=number, event=event, when=when(event.day, self.days))
            for number, event in enumerate(in_order)
        )

    def events_for(
        self, organisation: str | None, kinds: tuple[str, ...]
    ) -> tuple[DatedEvent, ...]:
        """Return the events of these kinds held for all or by the organisation."""
        key = (organisation, kinds)
        if key not in self._open:
            self._open[key] = tuple(
                held
                for held in self._of_kinds(kinds)
                if held.event.organisation in (None, organisation)
            )
        return self._open[key]

    def held_by(self, organisation: str) -> tuple[DatedEvent, ...]:
        """Return the events an organisation held.

        What no organisation is named for was held by the town committee, if the table
        of organisations has one.
        """
        towns = [name for name, kind in self._kinds.items() if kind == _FOR_ALL]
        holders = {organisation, None} if towns == [organisation] else {organisation}
        return tuple(h for h in self.events if h.event.organisation in holders)

    def _of_kinds(self, kinds: tuple[str, ...]) -> tuple[DatedEvent, ...]:
        if kinds not in self._held:
            self._held[kinds] = tuple(
                held for held in self.events if not kinds or held.event.kind in kinds
            )
        return self._held[kinds]

    def exams_of(self, person: Person) -> tuple[Exam, ...]:
        """Return the exam results of a person, in the order of the rows."""
        return tuple(self._exams.get(person.member_id, ()))

    @cached_property
    def _exams(self) -> dict[str, list[Exam]]:
        return _by_member(self.facts.exams)

    def days_of(self, person: Person) -> tuple[DayCount, ...]:
        """Return the counts of days of a person, in the order of the rows."""
        return tuple(self._days.get(person.member_id, ()))

    @cached_property
    def _days(self) -> dict[str, list[DayCount]]:
        return _by_member(self.facts.days)

    def marks_of(self, subject: str) -> tuple[Mark, ...]:
        """Return the marks given to a member or an organisation."""
        return tuple(self._marks.get(subject, ()))

    @cached_property
    def _marks(self) -> dict[str, list[Mark]]:
        found: defaultdict[str, list[Mark]] = defaultdict(list)
        for mark in self.facts.marks:
            found[mark.subject].append(mark)
        return found


def _by_identifier(work: Work) -> tuple[str, str]:
    return work.work_id, work.path


def _by_member(rows: Iterable[_Row]) -> dict[str, list[_Row]]:
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    for entry in sorted(rows, key=lambda entry: (entry.row.table, entry.row.row)):
        found[entry.member_id].append(entry)
    return found
