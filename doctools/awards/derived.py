"""The measures over results of other criteria: share, any, all."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from doctools.awards.measures import NOTHING, Measured, in_order, shown
from doctools.records import MemberBehind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from doctools.awards.ledger import Ledger
    from doctools.awards.rules import Criterion
    from doctools.records import CriterionResult

    Results = Mapping[tuple[str, str], CriterionResult]

_MET = frozenset({"met"})
_OPEN = _MET | {"pending"}
_UNKNOWN = _OPEN | {"no_data"}


def share_of_results(
    organisation: str, *, criterion: Criterion, ledger: Ledger, results: Results
) -> Measured:
    """Return the share of an organisation's members who meet every criterion named."""
    people = ledger.people_in(organisation, criterion.members or "")
    if not people:
        return NOTHING
    of_people = [
        [results[identifier, person.member_id] for identifier in criterion.of]
        for person in people
    ]
    statuses = [{result.status for result in each} for each in of_people]

    def reaches(allowed: frozenset[str]) -> bool:
        number = sum(status <= allowed for status in statuses)
        return criterion.reached(Fraction(number, len(people)))

    met = [each for each in of_people if all(r.status == "met" for r in each)]
    behind = (
        MemberBehind(subject=person.member_id, status=_worst(each))
        for person, each in zip(people, statuses, strict=True)
        if not each <= _MET
    )
    found = _measured(
        shown(Fraction(len(met), len(people))),
        met=reaches(_MET),
        may_be_met=reaches(_OPEN),
        lacks_data=reaches(_UNKNOWN),
        evidence=[result for each in met for result in each],
        everything=[result for each in of_people for result in each],
    )
    return replace(found, behind=tuple(behind))


def _worst(statuses: Collection[str]) -> str:
    """Return what stands most in the way."""
    return next(s for s in ("not_met", "no_data", "pending") if s in statuses)


def some_results(subject: str, *, criterion: Criterion, results: Results) -> Measured:
    """Return how many of the criteria named a subject meets: enough of them, or all."""
    own = [results[identifier, subject] for identifier in criterion.of]

    def reaches(allowed: frozenset[str]) -> bool:
        number = sum(result.status in allowed for result in own)
        if criterion.measure == "all":
            return number == len(own)
        return criterion.reached(number)

    met = [result for result in own if result.status == "met"]
    return _measured(
        float(len(met)),
        met=reaches(_MET),
        may_be_met=reaches(_OPEN),
        lacks_data=reaches(_UNKNOWN),
        evidence=met,
        everything=own,
    )


def _measured(
    value: float,
    *,
    met: bool,
    may_be_met: bool,
    lacks_data: bool,
    evidence: Iterable[CriterionResult],
    everything: Iterable[CriterionResult],
) -> Measured:
    shown_results = list(evidence)
    waiting = [result for result in everything if result.status == "pending"]
    return Measured(
        value=value,
        met=met,
        may_be_met=may_be_met,
        lacks_data=lacks_data,
        counted=tuple(sorted({i for result in shown_results for i in result.counted})),
        pending=tuple(
            sorted(
                {work for result in waiting for work in result.pending},
                key=lambda work: (work.work_id, work.code),
            )
        ),
        rows=in_order(row for result in shown_results for row in result.rows),
        codes=tuple(sorted({code for result in waiting for code in result.codes})),
    )
