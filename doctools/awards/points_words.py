"""A points rule in words: one sentence with a clause for each line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from fractions import Fraction

    from doctools.awards.rules import Credit, Criterion, LineRule, Points
    from doctools.messages import Catalogue

    Conditions = Callable[[Criterion], Iterable[str]]


_UNITS: Final[Mapping[tuple[str, str], str]] = {
    ("submissions", "count"): "works",
    ("submissions", "characters"): "characters",
    ("events", "count"): "times",
    ("exams", "score"): "score",
    ("days", "days"): "days",
}
"""What a step counts, by source and size."""


def points_sentence(
    points: Points, *, who: str, conditions: Conditions, words: Catalogue
) -> str:
    """Return a points rule as one sentence.

    Args:
        points: the rule.
        who: its population in words.
        conditions: says the filters of a criterion in words.
        words: the catalogue.
    """
    clauses = [_clause(line, conditions, words) for line in points.lines]
    separator = words("criteria.points_separator")
    return words(
        "criteria.points",
        who=who,
        name=points.name,
        lines=separator.join(clauses),
        rest="".join(f"{separator}{part}" for part in _rest(points, words)),
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


def _clause(line: LineRule, conditions: Conditions, words: Catalogue) -> str:
    parts = [_worth(line, words), *_extras(line, words)]
    return words(
        "criteria.points_line",
        name=line.name,
        what=_what(line, conditions, words),
        parts=words("criteria.points_comma").join(parts),
    )


def _what(line: LineRule, conditions: Conditions, words: Catalogue) -> str:
    criterion, where = line.looks_at, line.looks_at.where
    if line.by_level:
        criterion = replace(criterion, where=replace(where, level_min=None))
    source = criterion.source
    comma = words("criteria.and")
    any_of = words(
        "criteria.any_type" if source == "submissions" else "criteria.any_kind"
    )
    kinds = where.doc_types if source == "submissions" else where.kinds
    roles: dict[tuple[str, ...], str] = {("听",): "listen", ("讲",): "speak"}
    role = roles.get(where.roles, "any")
    return words(
        f"criteria.points_of_{source}",
        kinds=comma.join(kinds) or any_of,
        takes_part=words(f"criteria.role_{role}"),
        subjects=comma.join(where.subjects),
        items=comma.join(line.items),
        conditions="".join(conditions(criterion)),
    )


def _worth(line: LineRule, words: Catalogue) -> str:
    source, comma = line.looks_at.source, words("criteria.and")
    if line.value:
        points = _credit(line.value, words)
        return words(f"criteria.points_each_{source}", points=points)
    if line.steps:
        return _steps(line, words)
    by = line.by_level or line.by_result
    values = comma.join(
        words("criteria.points_valued", word=word, points=_credit(credit, words))
        for word, credit in by.items()
    )
    code = "level" if line.by_level else "result"
    return words(f"criteria.points_by_{code}", values=values)


def _credit(credit: Credit, words: Catalogue) -> str:
    if not credit.by_order:
        return words("criteria.points_number", points=plain(credit.amounts[0]))
    return words("criteria.and").join(
        words("criteria.points_author", number=number, points=plain(amount))
        for number, amount in enumerate(credit.amounts, 1)
    )


def _steps(line: LineRule, words: Catalogue) -> str:
    unit = words(f"criteria.unit_{_UNITS[line.looks_at.source, line.size]}")
    per = words(
        f"criteria.per_{line.looks_at.per}"
        if line.together
        else f"criteria.each_{line.looks_at.source}"
    )
    return words("criteria.and").join(
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
    by_number = not any(c.by_order for c in (line.value, *line.by_level.values()) if c)
    works = line.looks_at.source == "submissions" and by_number
    if works and line.authors and line.authors.coauthor != "full":
        shares = words("criteria.and").join(map(plain, line.authors.weights))
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
