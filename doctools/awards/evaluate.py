"""Every criterion for every subject: met, not met, pending, or without data.

Nothing here depends on the order of works, rows or roster.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from doctools.awards import attendance, measures
from doctools.awards.ledger import Ledger
from doctools.facts import Person
from doctools.records import CriterionResult

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doctools.awards.measures import Measured
    from doctools.awards.rules import Criteria, Criterion
    from doctools.facts import Facts, Organisation
    from doctools.records import Work

Results = dict[tuple[str, str], CriterionResult]


def evaluate(
    criteria: Criteria, *, facts: Facts, works: Sequence[Work]
) -> tuple[CriterionResult, ...]:
    """Return a result for each criterion and subject, by subject, then as in the file.

    `pending` only where the pending works could change the outcome. A criterion whose
    table was not given has no data, whatever else is known.
    """
    if criteria.first is None or criteria.last is None:
        return ()
    ledger = Ledger(
        criteria, first=criteria.first, last=criteria.last, facts=facts, works=works
    )
    results: Results = {}
    # Results of members come first: those of organisations may rest on them.
    for criterion in sorted(criteria.criteria, key=lambda c: c.source == "results"):
        for subject in _subjects(criterion, ledger):
            identity = _identity(subject)
            results[criterion.identifier, identity] = _result(
                criterion, subject, ledger=ledger, results=results
            )
    order = {entry.identifier: place for place, entry in enumerate(criteria.criteria)}
    return tuple(
        sorted(
            results.values(),
            key=lambda result: (result.subject, order[result.criterion]),
        )
    )


def _subjects(
    criterion: Criterion, ledger: Ledger
) -> tuple[Person, ...] | tuple[Organisation, ...]:
    if ledger.is_people(criterion.population):
        return ledger.people(criterion.population)
    return ledger.organisations(criterion.population)


def _identity(subject: Person | Organisation) -> str:
    return subject.member_id if isinstance(subject, Person) else subject.name


def _result(
    criterion: Criterion,
    subject: Person | Organisation,
    *,
    ledger: Ledger,
    results: Mapping[tuple[str, str], CriterionResult],
) -> CriterionResult:
    identity = _identity(subject)
    complete = all(table in ledger.facts.present for table in criterion.tables)
    found = (
        _measure(criterion, subject, ledger=ledger, results=results)
        if complete
        else attendance.NOTHING
    )
    return CriterionResult(
        subject=identity,
        criterion=criterion.identifier,
        value=found.value,
        required=criterion.required,
        status=_status(criterion, found, complete=complete),
        counted=found.counted,
        rejected=found.rejected,
        pending=found.pending,
        by_period=found.by_period,
        rows=found.rows,
    )


def _measure(
    criterion: Criterion,
    subject: Person | Organisation,
    *,
    ledger: Ledger,
    results: Mapping[tuple[str, str], CriterionResult],
) -> Measured:
    if criterion.source == "submissions":
        return _measure_works(criterion, subject, ledger=ledger)
    if criterion.source == "marks":
        return attendance.marks(_identity(subject), criterion=criterion, ledger=ledger)
    if criterion.source == "results":
        return attendance.share_of_results(
            subject.name, criterion=criterion, ledger=ledger, results=results
        )
    if criterion.source == "exams":
        people = (
            (subject,)
            if isinstance(subject, Person)
            else ledger.people_in(subject.name, criterion.members or "")
        )
        return attendance.mean_score(people, criterion=criterion, ledger=ledger)
    # Only people attend and spend days: `checks` refuses anything else.
    by_source = {
        ("events", "count"): attendance.count_events,
        ("events", "ratio"): attendance.event_ratio,
        ("days", "ratio"): attendance.day_ratio,
    }
    measure = by_source[criterion.source, criterion.measure]
    return measure(cast("Person", subject), criterion=criterion, ledger=ledger)


def _measure_works(
    criterion: Criterion, subject: Person | Organisation, *, ledger: Ledger
) -> Measured:
    identity = _identity(subject)
    if criterion.measure == "covers":
        return measures.covers(identity, criterion=criterion, ledger=ledger)
    if criterion.measure == "share":
        return measures.share(identity, criterion=criterion, ledger=ledger)
    return measures.count(
        identity,
        person=subject if isinstance(subject, Person) else None,
        criterion=criterion,
        ledger=ledger,
    )


def _status(criterion: Criterion, found: Measured, *, complete: bool) -> str:
    """Return the status; `no_data = "not_met"` speaks of a table that was given."""
    if found.met:
        return "met"
    if found.may_be_met:
        return "pending"
    if not found.lacks_data:
        return "not_met"
    of_table = criterion.source in {"events", "exams", "days", "marks"}
    if complete and of_table and criterion.no_data == "not_met":
        return "not_met"
    return "no_data"
