"""What an office's tables say: people, organisations, books, outlets, events …

Each fact keeps the row it came from, so that every result can be traced to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from doctools.decisions import Decision
from doctools.model import PartialDate
from doctools.records import EvidenceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """The time a person belonged to one organisation; None is an open end."""

    branch: str | None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person of the roster.

    Attributes:
        member_id: number from the table, or name@branch with an ordinal for namesakes.
        name: without any spaces.
        branch: organisation the person belongs to, the last one of several, or None.
        aliases: former names and other spellings.
        party_member: whether the roster says so; True where it has no such column.
        posts: 党委书记, 班子成员, 支部书记 …
        joined: first day the person counts for, or None for the whole time.
        left: last day, or None.
        stays: one for each organisation in the order of time, where a person moved;
            empty for everybody else.
        row: where the roster says so.
    """

    member_id: str
    name: str
    branch: str | None
    row: EvidenceRow
    aliases: tuple[str, ...] = ()
    party_member: bool = True
    posts: tuple[str, ...] = ()
    joined: date | None = None
    left: date | None = None
    stays: tuple[Stay, ...] = ()

    @property
    def branches(self) -> tuple[str, ...]:
        """Every organisation the person belonged to, in the order of time."""
        found = (stay.branch for stay in self.stays) if self.stays else (self.branch,)
        return tuple(dict.fromkeys(branch for branch in found if branch))

    def branch_on(self, day: date | None) -> str | None:
        """Return the organisation the person belonged to on a day.

        Between two stays it is still the first of them; without a day, and where
        nobody moved, it is the last one.
        """
        if day is None or not self.stays:
            return self.branch
        current = self.stays[0]
        for earlier, later in pairwise(self.stays):
            begins = later.first or (earlier.last and earlier.last + timedelta(days=1))
            if begins and begins <= day:
                current = later
        return current.branch


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A branch, office, village or the town committee itself."""

    name: str
    kind: str | None
    row: EvidenceRow
    aliases: tuple[str, ...] = ()
    centre_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A book of the recommended list; `month` is the month it is set for."""

    title: str
    row: EvidenceRow
    aliases: tuple[str, ...] = ()
    month: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A newspaper, periodical, web medium or internal publication and its level."""

    name: str
    kind: str
    row: EvidenceRow
    aliases: tuple[str, ...] = ()
    cn: str | None = None
    sponsor: str | None = None
    level: str | None = None
    accepted: bool = True
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, first: date, last: date) -> bool:
        """Tell whether the line was valid on any of the days an issue may be of.

        Args:
            first: the first day the issue's date may mean.
            last: the last one; `2010年3月` means any day of March.
        """
        begun = self.valid_from is None or self.valid_from <= last
        return begun and (self.valid_to is None or first <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A meeting, lecture or training.

    Attributes:
        day: when it took place, as far as known.
        kind: 集中学习, 党课, 专题报告 …
        organisation: who held it, or None for the whole town.
        attendees: member ids of those present.
        speakers: member ids of those who spoke.
        topic: what it was about.
    """

    day: PartialDate
    kind: str
    row: EvidenceRow
    organisation: str | None = None
    attendees: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    topic: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """One result of one person."""

    member_id: str
    subject: str
    score: float
    row: EvidenceRow
    day: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """Days one person spent on something, such as work at the grass roots."""

    member_id: str
    days: float
    row: EvidenceRow
    day: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a named person judged. `subject` is a member id or an organisation."""

    subject: str
    item: str
    result: str
    row: EvidenceRow
    given_by: str | None = None
    day: PartialDate | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A subject of study set for organisations; works and events name it."""

    name: str
    row: EvidenceRow
    aliases: tuple[str, ...] = ()
    organisation: str | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What the clerk's mapping says of one file; what is None the paper itself says.

    Attributes:
        path: of the file below the folder, or its name alone.
        members: member ids, in the order of the authors.
        organisation: whose own paper it is, or None.
        outlet: name of the newspaper or periodical it appeared in; empty: it appeared
            nowhere.
    """

    path: str
    row: EvidenceRow
    members: tuple[str, ...] = ()
    organisation: str | None = None
    document_type: str | None = None
    period: PartialDate | None = None
    outlet: str | None = None

    @property
    def says_something(self) -> bool:
        """Whether the line says more than the file; one that cannot be read does not."""
        said = (
            self.members,
            self.organisation,
            self.document_type,
            self.period,
            self.outlet,
        )
        return any(each not in (None, ()) for each in said)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableProblem:
    """A row that cannot be used, and why; never silently dropped.

    `code` stands in the catalogue under `table.CODE`, `facts` fill it in. `mark` tells
    what was written into a workbook apart, so that nobody hears of it for ever; it is
    empty for tables.
    """

    code: str
    row: EvidenceRow
    facts: tuple[tuple[str, str], ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the tables say.

    Attributes:
        present: kinds of table that were given: roster, organisations, outlets, books,
            events, exams, days, marks, themes, assignments, decisions. A criterion
            whose table is absent has no data.
        decisions: what the table of decisions says, in the order of its rows.
        decision_tables: names of the tables of decisions, as rows are called by them.
        problems: rows that name an unknown person, a date that is none, and so on.
    """

    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    books: tuple[Book, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    events: tuple[Event, ...] = ()
    exams: tuple[Exam, ...] = ()
    days: tuple[DayCount, ...] = ()
    marks: tuple[Mark, ...] = ()
    themes: tuple[Theme, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    decisions: tuple[Decision, ...] = ()
    decision_tables: frozenset[str] = field(default_factory=frozenset)
    present: frozenset[str] = field(default_factory=frozenset)
    problems: tuple[TableProblem, ...] = ()
