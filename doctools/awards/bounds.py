"""How far a candidate's rank can move while works wait for a decision."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Final

from doctools.awards.rules import Criterion
from doctools.awards.seats import Key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doctools.awards.award_rules import AwardRule
    from doctools.awards.rules import Points
    from doctools.records import CriterionResult

_NO_VALUE: Final = (1, 0.0)
"""Who has no value to rank by comes after all who have one."""
_OPEN: Final = frozenset({"pending", "no_data"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a candidate stands now, and at best and worst once all is decided."""

    now: Key
    best: Key
    worst: Key

    @property
    def is_certain(self) -> bool:
        """Whether no decision can move it."""
        return self.best == self.worst


def standing(
    award: AwardRule,
    subject: str,
    *,
    results: Mapping[tuple[str, str], CriterionResult],
    rules: Mapping[str, Criterion | Points],
    waits: bool,
) -> Standing:
    """Return the standing of a candidate; one who `waits` may still get any value."""
    now, best, worst = [], [], []
    for entry in award.rank:
        result = results[entry.criterion, subject]
        value = result.value
        most = at_most(rules[entry.criterion], result, results=results)
        if value is None:
            open_value = waits and result.status in _OPEN
            now.append(_NO_VALUE)
            best.append((0, -inf) if open_value else _NO_VALUE)
            worst.append(_NO_VALUE)
        elif entry.descending:
            now.append((0, -value))
            best.append((0, -most))
            worst.append((0, -value))
        else:
            now.append((0, value))
            best.append((0, value))
            worst.append((0, most))
    return Standing(now=tuple(now), best=tuple(best), worst=tuple(worst))


def at_most(
    rule: Criterion | Points,
    result: CriterionResult,
    *,
    results: Mapping[tuple[str, str], CriterionResult],
) -> float:
    """Return the highest value a result can have once all about it is decided.

    What is met already may still grow: by members who wait, or by other criteria.
    """
    value = result.value or 0.0
    if not isinstance(rule, Criterion):
        return value if result.at_most is None else result.at_most
    if rule.source == "results" and rule.measure != "share":
        own = (results[identifier, result.subject] for identifier in rule.of)
        return value + sum(each.status in _OPEN for each in own)
    if rule.measure == "share":
        return _share_at_most(result)
    if not result.pending and result.status not in _OPEN:
        return value
    if rule.source == "submissions" and rule.measure in {"count", "count_distinct"}:
        return value + len(result.pending)
    periods = max(1, len(result.by_period))
    bounds = {
        "ratio": 1.0,
        "covers": float(len(rule.includes) * periods),
        "mark": float(len(rule.items)),
    }
    return bounds.get(rule.measure, inf)


def _share_at_most(result: CriterionResult) -> float:
    """Return the share if every member who waits reached it; 1 where none is known."""
    value = result.value or 0.0
    if not result.behind:
        return 1.0 if result.status in _OPEN else value
    waiting = sum(member.status != "not_met" for member in result.behind)
    return value + (1 - value) * waiting / len(result.behind)
