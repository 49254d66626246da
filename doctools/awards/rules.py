"""What a criteria file says, once it has been checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from doctools.awards.award_rules import AwardRule
from doctools.awards.unquoted import Number


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
        needs_cn: whether the outlet must have a CN number.
        chars_min: folded characters, see `text.normalize`.
        book_in: whether the book must stand on the recommended list.
        theme_in: whether the work must name a theme of the table of themes.
        roles: 听 for those present, 讲 for those who spoke.
        own_unit: whether the event was held by the person's own organisation.
    """

    doc_types: tuple[str, ...] = ()
    published: bool = False
    outlet_kinds: tuple[str, ...] = ()
    needs_cn: bool = False
    level_min: str | None = None
    chars_min: int = 0
    book_in: bool = False
    theme_in: bool = False
    adopted: bool = False
    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    own_unit: bool = False
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Papers asked for beside a count of table rows; they are shown, never counted."""

    doc_types: tuple[str, ...]
    least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRules:
    """How papers with several dates, authors or outlets count.

    Attributes:
        dates: sources of a work's date, the first that is known decides.
        coauthor: full, fractional, first_only or weights.
        weights: of the first author, the second …; who comes after them has none.
        two_outlets: once, highest or each.
    """

    dates: tuple[str, ...] = ()
    coauthor: str = "full"
    weights: tuple[Fraction, ...] = ()
    two_outlets: str = "once"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One rule.

    Attributes:
        population: name of whom it is for.
        aspect: what is looked at: book, score, days, doc_type, topic, step or kind.
        per: one of `periods.PERIODS`.
        allow_missing: periods that may fall short.
        bar: number to reach, or None where the rule names words.
        exceeds: whether the bar must be exceeded: 以上 without the number itself.
        required: the bar as the file writes it, a named assumption as its number.
        includes: document types, topics, steps or kinds that must all be there.
        passes: the word every mark must be.
        grade: name of the grade whose lowest mark is the bar.
        members: population within an organisation.
        each: works each of those members owes.
        of: criteria whose results are looked at.
        items: what is marked.
        denominator: days of the whole campaign.
        late_days: days after its month in which a monthly paper may be dated, or None.
        no_data: pending or not_met, where a table has nothing on the subject.
        review: whether a person is asked to look at what was counted.
        severity: required or info; what only informs never stands in anybody's way.
        proof: papers to be shown beside the count, or None.
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
    aspect: str | None = None
    per: str = "campaign"
    allow_missing: int = 0
    bar: Fraction | None = None
    exceeds: bool = False
    includes: tuple[str, ...] = ()
    passes: str | None = None
    grade: str | None = None
    members: str | None = None
    each: int = 1
    of: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    denominator: Fraction | None = None
    late_days: int | None = None
    no_data: str = "not_met"
    review: bool = False
    severity: str = "required"
    proof: Proof | None = None

    def reached(self, value: Fraction | int) -> bool:
        """Tell whether a value is enough."""
        bar = self.bar or Fraction(0)
        return value > bar if self.exceeds else value >= bar

    @property
    def tables(self) -> tuple[str, ...]:
        """Kinds of table without which nothing can be said."""
        if self.source in {"events", "exams", "days", "marks"}:
            return (self.source,)
        if self.source == "submissions":
            asked = {
                "books": self.where.book_in,
                "outlets": self.where.published,
                "themes": self.where.theme_in,
            }
            return tuple(table for table in asked if asked[table])
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What one item is worth: the same for every author, or by order of authors."""

    amounts: tuple[Fraction, ...]
    by_order: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From `least` on there are `points`, not added to those of lower steps."""

    least: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRule:
    """One way to earn points.

    Attributes:
        looks_at: which works or rows: a criterion without a bar.
        value: of each item, or None where one of the next three says it.
        by_level: value by level of outlet or adoption.
        by_result: value by the result of a mark.
        steps: by size, from low to high.
        size: what a step measures: count, characters, score, days.
        together: whether a step looks at all items of a period, not at each.
        items: names of marks.
        best: how many items of a period count, the highest first, or None for all.
        cap: points of a period at most.
        cap_total: points of the campaign at most.
        least: points without which the whole rule is not met.
        same_work: highest or each, for one article in several outlets; None: as the
            rules for papers say.
        authors: what a joint work is worth to each author; None: likewise.
    """

    name: str
    looks_at: Criterion
    quote: str = ""
    value: Credit | None = None
    by_level: Mapping[str, Credit] = field(default_factory=dict)
    by_result: Mapping[str, Credit] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    size: str = "count"
    together: bool = False
    items: tuple[str, ...] = ()
    best: int | None = None
    cap: Fraction | None = None
    cap_total: Fraction | None = None
    least: Fraction | None = None
    same_work: str | None = None
    authors: DocumentRules | None = None

    def step_points(self, size: Fraction) -> Fraction:
        """Return the points of the highest step a size reaches, 0 below the first."""
        reached = [step.points for step in self.steps if step.least <= size]
        return reached[-1] if reached else Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOver:
    """What goes from one year into the next.

    Attributes:
        item: name of the mark that holds last year's points.
        most: points at most, in both directions, or None.
    """

    item: str
    most: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """A sum of points.

    Attributes:
        bar: points to reach, or None where nothing is asked.
        exceeds: whether a minimum must be exceeded: 以上 without the number itself.
        required: the bar as the file writes it.
        cap: points of all lines together at most; those carried over come besides.
    """

    identifier: str
    name: str
    population: str
    lines: tuple[LineRule, ...]
    requirements: tuple[str, ...] = ()
    quote: str = ""
    bar: Fraction | None = None
    exceeds: bool = False
    required: float | str | None = None
    cap: Fraction | None = None
    carry_over: CarryOver | None = None

    def reached(self, value: Fraction, least: Fraction | None) -> bool:
        """Tell whether points are enough for a minimum, if there is one."""
        if least is None:
            return True
        return value > least if self.exceeds else value >= least

    def under(self, papers: DocumentRules) -> Points:
        """Return the rule with each line saying what it leaves to the rules for papers."""
        each = papers.two_outlets == "each"
        lines = (
            replace(
                line,
                same_work=line.same_work or ("each" if each else "highest"),
                authors=line.authors or papers,
            )
            for line in self.lines
        )
        return replace(self, lines=tuple(lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """A whole criteria file.

    Attributes:
        first: first day of the campaign; None only in a file without criteria.
        last: its last day.
        levels: of outlets, from low to high.
        assumptions: numbers and switches no official document supports, as written.
        unquoted: numbers of rules without a quote.
        assumption_uses: for a number the criteria that use it, by id, and their keys.
        signed_off_by: who answers for them, or None.
        tables: file name for a kind of table, where the file says so; a kind that is
            absent here is found by the word in the file's name.
        documents: how papers with several dates, authors or outlets count.
    """

    title: str
    basis: str = ""
    version: str = ""
    first: date | None = None
    last: date | None = None
    levels: tuple[str, ...] = ()
    populations: Mapping[str, Population] = field(default_factory=dict)
    criteria: tuple[Criterion, ...] = ()
    points: tuple[Points, ...] = ()
    awards: tuple[AwardRule, ...] = ()
    assumptions: tuple[tuple[str, str], ...] = ()
    unquoted: tuple[Number, ...] = ()
    assumption_uses: Mapping[str, tuple[tuple[str, str], ...]] = field(
        default_factory=dict
    )
    signed_off_by: str | None = None
    tables: Mapping[str, str] = field(default_factory=dict)
    documents: DocumentRules = field(default_factory=DocumentRules)

    @property
    def rules(self) -> dict[str, Criterion | Points]:
        """Criteria, then points, by their ids, in the order of the file."""
        found: dict[str, Criterion | Points] = {}
        found |= {criterion.identifier: criterion for criterion in self.criteria}
        return found | {points.identifier: points for points in self.points}
