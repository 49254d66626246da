"""What a criteria file says, once it has been checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Who a criterion or an award is for.

    Attributes:
        entity: person or organisation.
        party_member: asked of a person, or None.
        posts: a person holds one of them, if any are named.
        org_kinds: a person's organisation is of one of them, if any are named.
        kinds: an organisation is of one of them, if any are named.
        centre_group: asked of an organisation, or None.
    """

    name: str
    entity: str
    party_member: bool | None = None
    posts: tuple[str, ...] = ()
    org_kinds: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    centre_group: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Which works or rows a criterion looks at; what is not set asks nothing.

    Attributes:
        chars_min: folded characters, see `text.normalize`.
        book_in: whether the book must stand on the recommended list.
        roles: 听 for those present, 讲 for those who spoke.
        own_unit: whether the event was held by the person's own organisation.
    """

    doc_types: tuple[str, ...] = ()
    published: bool = False
    outlet_kinds: tuple[str, ...] = ()
    level_min: str | None = None
    chars_min: int = 0
    book_in: bool = False
    adopted: bool = False
    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    own_unit: bool = False
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One rule.

    Attributes:
        population: name of whom it is for.
        per: month, quarter, year or campaign.
        allow_missing: periods that may fall short.
        bar: number to reach, or None where the rule names words.
        required: the bar as the file writes it, a named assumption as its number.
        includes: document types that must all be there.
        passes: the word every mark must be.
        grade: name of the grade whose lowest mark is the bar.
        members: population within an organisation.
        each: works each of those members owes.
        of: criteria whose results are looked at.
        items: what is marked.
        denominator: days of the whole campaign.
        no_data: pending or not_met, where a table has nothing on the subject.
        review: whether a person is asked to look at what was counted.
    """

    identifier: str
    name: str
    population: str
    source: str
    measure: str
    required: float | str
    requirements: tuple[str, ...] = ()
    quote: str = ""
    where: Where = field(default_factory=Where)
    per: str = "campaign"
    allow_missing: int = 0
    bar: Fraction | None = None
    includes: tuple[str, ...] = ()
    passes: str | None = None
    grade: str | None = None
    members: str | None = None
    each: int = 1
    of: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    denominator: Fraction | None = None
    no_data: str = "not_met"
    review: bool = False

    @property
    def tables(self) -> tuple[str, ...]:
        """Kinds of table without which nothing can be said."""
        if self.source in {"events", "exams", "days", "marks"}:
            return (self.source,)
        if self.source == "submissions":
            books = ("books",) if self.where.book_in else ()
            return (*books, "outlets") if self.where.published else books
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RankKey:
    """A value that decides between those who meet every condition."""

    criterion: str
    descending: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRule:
    """Places, conditions and order of one award."""

    identifier: str
    name: str
    population: str
    quota: int
    must: tuple[str, ...]
    rank: tuple[RankKey, ...]
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """A whole criteria file.

    Attributes:
        first: first day of the campaign; None only in a file without criteria.
        last: its last day.
        levels: of outlets, from low to high.
        assumptions: numbers and switches no official document supports, as written.
        signed_off_by: who answers for them, or None.
    """

    title: str
    basis: str = ""
    version: str = ""
    first: date | None = None
    last: date | None = None
    levels: tuple[str, ...] = ()
    populations: Mapping[str, Population] = field(default_factory=dict)
    criteria: tuple[Criterion, ...] = ()
    awards: tuple[AwardRule, ...] = ()
    assumptions: tuple[tuple[str, str], ...] = ()
    signed_off_by: str | None = None
