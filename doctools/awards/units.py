"""What the value of a rule is a number of; `unit` in the catalogue has the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from doctools.awards.rules import Criterion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doctools.awards.rules import LineRule, Points

_BY_MEASURE: Final[Mapping[str, str]] = {
    "count_distinct": "books",
    "covers": "things",
    "mark": "things",
    "any": "things",
    "all": "things",
    "ratio": "share",
    "share": "share",
}
_BY_SOURCE: Final[Mapping[tuple[str, str], str]] = {
    ("submissions", "count"): "works",
    ("events", "count"): "times",
    ("exams", "count"): "times",
    ("days", "sum"): "days",
}
_BY_SIZE: Final[Mapping[tuple[str, str], str]] = {
    ("submissions", "count"): "works",
    ("submissions", "characters"): "characters",
    ("events", "count"): "times",
    ("exams", "score"): "score",
    ("days", "days"): "days",
}
"""What a step of a points rule counts, by source and size."""


def unit_of(rule: Criterion | Points) -> str:
    """Return works, books, times, days, things, share or score.

    Points are a score, as is whatever is taken of exam results.
    """
    if not isinstance(rule, Criterion):
        return "score"
    counted = _BY_SOURCE.get((rule.source, rule.measure))
    return counted or _BY_MEASURE.get(rule.measure, "score")


def unit_of_steps(line: LineRule) -> str:
    """Return what the steps of a line count: works, characters, times, score or days."""
    return _BY_SIZE[line.looks_at.source, line.size]
