"""What an office's tables say: people, organisations, books, outlets, events …

Each fact keeps the row it came from, so that every result can be traced to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from doctools.model import PartialDate
from doctools.records import EvidenceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A line of the roster.

    Attributes:
        member_id: number from the table, or name@branch with an ordinal for namesakes.
        name: without any spaces.
        branch: organisation the person belongs to, or None.
        aliases: former names and other spellings.
        party_member: whether the roster says so; True where it has no such column.
        posts: 党委书记, 班子成员, 支部书记 …
        joined: first day the person counts for, or None for the whole time.
        left: last day, or None.
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
class TableProblem:
    """A row that cannot be used, and why; never silently dropped.

    `code` stands in the catalogue under `table.CODE`, `facts` fill it in.
    """

    code: str
    row: EvidenceRow
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the tables say.

    Attributes:
        present: kinds of table that were given: roster, organisations, outlets, books,
            events, exams, days, marks. A criterion whose table is absent has no data.
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
    present: frozenset[str] = field(default_factory=frozenset)
    problems: tuple[TableProblem, ...] = ()
