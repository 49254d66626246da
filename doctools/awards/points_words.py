"""A points rule in words: one sentence with a clause for each line, or a list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from doctools.awards.units import unit_of_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from fractions import Fraction

    from doctools.awards.rules import Credit, Criterion, LineRule, Points
    from doctools.messages import Catalogue

    Conditions = Callable[[Criterion], Iterable[str]]


_PATTERNS: Final[Mapping[tuple[bool, bool], str]] = {
    (True, False): "criteria.points_by_level",
    (False, True): "criteria.points_by_result",
}
"""What stands around values by level and by result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWords:
    """One line of a points rule in words.

    Attributes:
        what: the works or rows it looks at.
        worth: what they are worth, as one clause.
        values: the same, a text for each value or step.
        extras: limits and what is said of joint works.
    """

    name: str
    what: str
    worth: str
    values: tuple[str, ...]
    extras: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsWords:
    """A points rule in words, as one sentence or as a list.

    Attributes:
        who: its population.
        rest: what holds for all lines together.
    """

    name: str
    who: str
    lines: tuple[LineWords, ...]
    rest: tuple[str, ...]

    def sentence(self, words: Catalogue) -> str:
        """Return the rule as one sentence with a clause for each line."""
        comma = words("criteria.points_comma")
        clauses = (
            words(
                "criteria.points_line",
                name=line.name,
                what=line.what,
                parts=comma.join((line.worth, *line.extras)),
            )
            for line in self.lines
        )
        separator = words("criteria.points_separator")
        return words(
            "criteria.points",
            who=self.who,
            name=self.name,
            lines=separator.join((*clauses, *self.rest)),
        )

    def outline(self, words: Catalogue) -> Iterator[str]:
        """Yield the rule as a list: one value or step a line, inner lines indented."""
        yield words("criteria.points_head", who=self.who, name=self.name)
        for line in self.lines:
            yield "  " + words("criteria.points_item", name=line.name, what=line.what)
            for part in (*line.values, *line.extras):
                yield f"    {part}"
        for part in self.rest:
            yield f"  {part}"


def points_words(
    points: Points, *, who: str, conditions: Conditions, words: Catalogue
) -> PointsWords:
    """Return a points rule in words.

    Args:
        points: the rule.
        who: its population in words.
        conditions: says the filters of a criterion in words.
        words: the catalogue.
    """
    return PointsWords(
        name=points.name,
        who=who,
        lines=tuple(_line(line, conditions, words) for line in points.lines),
        rest=tuple(_rest(points, words)),
    )


def _rest(points: Points, words: Catalogue) -> Iterator[str]:
    if points.bar is not None:
        yield words("criteria.points_bar", bar=plain(points.bar))
    if points.cap is not None:
        yield words("criteria.points_cap_all", cap=plain(points.cap))
    over = points.carry_over
    if over:
        yield words("criteria.points_carry", item=over.item)
        if over.most is not None:
            yield words("criteria.points_carry_most", most=plain(over.most))


def _line(line: LineRule, conditions: Conditions, words: Catalogue) -> LineWords:
    values = _values(line, words)
    pattern = _PATTERNS.get((bool(line.by_level), bool(line.by_result)))
    apart = words("criteria.points_comma") if _by_order(line) else None
    worth = apart.join(values) if apart else words.listed(values)
    return LineWords(
        name=line.name,
        what=_what(line, conditions, words),
        worth=words(pattern, values=worth) if pattern else worth,
        values=tuple(words(pattern, values=v) for v in values) if pattern else values,
        extras=tuple(_extras(line, words)),
    )


def _by_order(line: LineRule) -> bool:
    """Tell whether a value is a list of its own: so much for each author."""
    return any(c.by_order for c in (line.value, *line.by_level.values()) if c)


def _what(line: LineRule, conditions: Conditions, words: Catalogue) -> str:
    criterion, where = line.looks_at, line.looks_at.where
    if line.by_level:
        criterion = replace(criterion, where=replace(where, level_min=None))
    source = criterion.source
    any_of = words(
        "criteria.any_type" if source == "submissions" else "criteria.any_kind"
    )
    kinds = where.doc_types if source == "submissions" else where.kinds
    roles: dict[tuple[str, ...], str] = {("听",): "listen", ("讲",): "speak"}
    role = roles.get(where.roles, "any")
    return words(
        f"criteria.points_of_{source}",
        kinds=words.listed(kinds) or any_of,
        takes_part=words(f"criteria.role_{role}"),
        subjects=words.listed(where.subjects),
        items=words.listed(line.items),
        conditions="".join(conditions(criterion)),
    )


def _values(line: LineRule, words: Catalogue) -> tuple[str, ...]:
    """Return what items are worth, a text for each value or step."""
    if line.value:
        code = f"criteria.points_each_{line.looks_at.source}"
        return (words(code, points=_credit(line.value, words)),)
    if line.steps:
        return _steps(line, words)
    return tuple(
        words("criteria.points_valued", word=word, points=_credit(credit, words))
        for word, credit in (line.by_level or line.by_result).items()
    )


def _credit(credit: Credit, words: Catalogue) -> str:
    if not credit.by_order:
        return words("criteria.points_number", points=plain(credit.amounts[0]))
    return words.listed(
        words("criteria.points_author", number=number, points=plain(amount))
        for number, amount in enumerate(credit.amounts, 1)
    )


def _steps(line: LineRule, words: Catalogue) -> tuple[str, ...]:
    unit = words(f"unit.{unit_of_steps(line)}")
    per = words(
        f"criteria.per_{line.looks_at.per}"
        if line.together
        else f"criteria.each_{line.looks_at.source}"
    )
    return tuple(
        words(
            "criteria.points_step",
            per=per,
            least=plain(step.least),
            unit=unit,
            points=plain(step.points),
        )
        for step in line.steps
    )


def _extras(line: LineRule, words: Catalogue) -> Iterator[str]:
    per = words(f"criteria.per_{line.looks_at.per}")
    if line.looks_at.where.published:
        yield words(f"criteria.points_same_{line.same_work}")
    works = line.looks_at.source == "submissions" and not _by_order(line)
    if works and line.authors and line.authors.coauthor != "full":
        shares = words.listed(map(plain, line.authors.weights))
        yield words(f"criteria.points_coauthor_{line.authors.coauthor}", shares=shares)
    if line.best is not None:
        yield words("criteria.points_best", per=per, number=line.best)
    if line.cap is not None:
        yield words("criteria.points_cap", per=per, cap=plain(line.cap))
    if line.cap_total is not None:
        yield words("criteria.points_cap_total", cap=plain(line.cap_total))
    if line.least is not None:
        yield words("criteria.points_least", least=plain(line.least))


def plain(number: Fraction) -> str:
    """Return a number as a person writes it, a fraction that does not end as such."""
    decimal = f"{float(number):.10g}"
    return decimal if len(decimal) <= 8 else str(number)
