"""Who would receive an award: competition ranks, ties listed, nothing cut."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from doctools.awards.periods import months_between
from doctools.awards.populations import organisations_of, people_of
from doctools.facts import Person
from doctools.records import Award, RankedSubject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.awards.rules import AwardRule, Criteria
    from doctools.facts import Facts, Organisation
    from doctools.records import CriterionResult

_Results = dict[tuple[str, str], "CriterionResult"]
_Key = tuple[tuple[int, float], ...]


def rank(
    criteria: Criteria, *, facts: Facts, results: Sequence[CriterionResult]
) -> tuple[Award, ...]:
    """Return the ranking of each award, in the order of the file.

    Who meets every condition has a competition rank (1-2-2-4); `selected` are those
    whose rank surely fits the places, `tied` are all who share the rank across the
    last place, and the rest is `not_selected`. Who could still qualify is `pending`,
    who cannot is `not_selected`, both without a rank. Too few leave places empty.
    """
    if criteria.first is None or criteria.last is None:
        return ()
    by_key = {(result.criterion, result.subject): result for result in results}
    return tuple(
        Award(
            award=award.identifier,
            quota=award.quota,
            ranking=_ranking(
                award, _subjects(award, criteria, facts=facts), results=by_key
            ),
        )
        for award in criteria.awards
    )


def _subjects(
    award: AwardRule, criteria: Criteria, *, facts: Facts
) -> list[RankedSubject]:
    """Return everybody the award is for, not judged yet."""
    population = criteria.populations[award.population]
    if criteria.first is None or criteria.last is None:
        return []
    months = months_between(criteria.first, criteria.last)
    found: tuple[Person | Organisation, ...] = (
        people_of(population, facts=facts, months=months)
        if population.entity == "person"
        else organisations_of(population, facts=facts)
    )
    return [_line(subject) for subject in found]


def _line(subject: Person | Organisation) -> RankedSubject:
    if isinstance(subject, Person):
        identity, branch = subject.member_id, subject.branch
    else:
        identity, branch = subject.name, None
    return RankedSubject(
        rank=None,
        subject=identity,
        name=subject.name,
        branch=branch,
        status="not_selected",
    )


def _ranking(
    award: AwardRule, subjects: Sequence[RankedSubject], *, results: _Results
) -> tuple[RankedSubject, ...]:
    keys: dict[str, _Key] = {}
    unranked: list[RankedSubject] = []
    for line in subjects:
        statuses = {results[must, line.subject].status for must in award.must}
        if statuses <= {"met"}:
            keys[line.subject] = _sort_key(award, line.subject, results)
        else:
            waits = "not_met" not in statuses
            unranked.append(
                replace(line, status="pending" if waits else "not_selected")
            )
    in_order = sorted(keys.values())
    ranked = [
        _placed(line, keys[line.subject], in_order, quota=award.quota)
        for line in subjects
        if line.subject in keys
    ]
    order = {"pending": 0, "not_selected": 1}
    return (
        *sorted(ranked, key=lambda line: (line.rank, line.subject)),
        *sorted(unranked, key=lambda line: (order[line.status], line.subject)),
    )


def _placed(
    line: RankedSubject, own: _Key, in_order: Sequence[_Key], *, quota: int
) -> RankedSubject:
    before = bisect_left(in_order, own)
    if bisect_right(in_order, own) <= quota:
        status = "selected"
    else:
        status = "tied" if before < quota else "not_selected"
    return replace(line, status=status, rank=before + 1)


def _sort_key(award: AwardRule, subject: str, results: _Results) -> _Key:
    """Return the values that decide, smallest first; without a value comes last."""
    key = []
    for entry in award.rank:
        value = results[entry.criterion, subject].value
        if value is None:
            key.append((1, 0.0))
        else:
            key.append((0, -value if entry.descending else value))
    return tuple(key)
