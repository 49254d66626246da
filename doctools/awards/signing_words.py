"""Numbers without a quote in words: what somebody signs for, one phrase a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from doctools.awards.rules import Criterion
from doctools.awards.units import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from doctools.awards.rules import Criteria, LineRule, Points
    from doctools.awards.unquoted import Number
    from doctools.messages import Catalogue

_PLAIN: Final = frozenset(
    {
        "where.chars_min",
        "denominator",
        "documents.min",
        "cap",
        "cap_total",
        "carry_over.max",
        "carry_over.item",
        "seats.min",
        "seats.max",
        "seats.total",
        "seats.method",
    }
)
"""Keys whose phrase needs nothing but the value; `criteria.sign_KEY` has it."""


def phrases(
    numbers: Iterable[Number], criteria: Criteria, *, words: Catalogue
) -> Iterator[str]:
    """Yield a phrase for each number of one rule; those of a list stand together."""
    by_key: dict[str, list[str]] = {}
    owner = ""
    for number in numbers:
        owner = number.owner
        key = "steps" if number.key.startswith("steps.") else number.key
        by_key.setdefault(key, []).append(number.value)
    lines = {
        line.looks_at.identifier: line
        for points in criteria.points
        for line in points.lines
    }
    for key, values in by_key.items():
        if owner in lines:
            yield _of_line(key, values, lines[owner], words)
        else:
            yield _of_rule(key, values[0], criteria.rules.get(owner), words)


def _of_rule(
    key: str, value: str, rule: Criterion | Points | None, words: Catalogue
) -> str:
    """Return the phrase of a number of a criterion, points rule or award."""
    exceeds = rule is not None and rule.exceeds
    bar = "criteria.more_than" if exceeds else "criteria.at_least"
    if key == "require.min" and rule is not None:
        return words(bar, number=_measured(value, unit_of(rule), words))
    if key == "each.min":
        number = _measured(value, "works", words)
        return words("criteria.sign_each", bar=words(bar, number=number))
    if key == "allow_missing" and isinstance(rule, Criterion):
        period = words(f"criteria.unit_{rule.per}")
        return words("criteria.sign_missing", value=value, period=period)
    return _plain(key, value, words)


def _of_line(key: str, values: list[str], line: LineRule, words: Catalogue) -> str:
    """Return the phrase of the numbers of a points line under one key."""
    head, _, word = key.partition(".")
    points, together = _points(values, words), words.listed(values)
    per = words(f"criteria.per_{line.looks_at.per}")
    if key == "steps":
        return _steps(line, words)
    patterns = {
        "value": f"points_each_{line.looks_at.source}",
        "value_by_level": "points_valued",
        "value_by_result": "points_valued",
        "require": "points_least",
        "best": "points_best",
        "coauthor_weights": "points_coauthor_weights",
    }
    if head not in patterns:
        return _plain(key, together, words)
    return words(
        f"criteria.{patterns[head]}",
        word=word,
        points=points,
        least=together,
        number=together,
        shares=together,
        per=per,
    )


def _steps(line: LineRule, words: Catalogue) -> str:
    return words.listed(
        words(
            "criteria.sign_step",
            least=f"{float(step.least):g}",
            points=f"{float(step.points):g}",
        )
        for step in line.steps
    )


def _points(values: list[str], words: Catalogue) -> str:
    """Return points, by order of authors where there are several."""
    if len(values) == 1:
        return words("criteria.points_number", points=values[0])
    return words.listed(
        words("criteria.points_author", number=number, points=value)
        for number, value in enumerate(values, 1)
    )


def _plain(key: str, value: str, words: Catalogue) -> str:
    code = key.replace(".", "_") if key in _PLAIN else "other"
    return words(f"criteria.sign_{code}", value=value)


def _measured(value: str, unit: str, words: Catalogue) -> str:
    """Return a number with its unit, a share in per cent or as a fraction."""
    if unit != "share":
        name = words(f"publicity.unit.{unit}")
        return words("criteria.sign_number", value=value, unit=name)
    return value if "/" in value else f"{round(float(value) * 100, 2):g}%"


def by_rule(numbers: Iterable[Number]) -> Mapping[str, list[Number]]:
    """Return the numbers of each rule, by its id, in the order of the file."""
    found: dict[str, list[Number]] = {}
    for number in numbers:
        found.setdefault(number.owner, []).append(number)
    return found
