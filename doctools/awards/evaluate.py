"""Every criterion for every subject: met, not met, pending, or without data.

Nothing here depends on the order of works, rows or roster.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from doctools.awards import attendance, coverage, derived, measures, scores
from doctools.awards.decided import decide
from doctools.awards.ledger import Ledger
from doctools.awards.marks import marks
from doctools.awards.points import evaluate_points
from doctools.facts import Person
from doctools.records import CriterionResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from doctools.awards.decided import OnResults
    from doctools.awards.measures import Measured
    from doctools.awards.rules import Criteria, Criterion, Points
    from doctools.facts import Facts, Organisation
    from doctools.records import Work

Results = dict[tuple[str, str], CriterionResult]


def evaluate(
    criteria: Criteria,
    *,
    facts: Facts,
    works: Sequence[Work],
    anybodys: Sequence[Work] = (),
    decisions: OnResults = MappingProxyType({}),
    text_of: Callable[[str], str] | None = None,
) -> tuple[CriterionResult, ...]:
    """Return a result for each criterion and subject, by subject, then as in the file.

    Points come after the criteria. `pending` only where the pending works could change
    the outcome. A criterion whose table was not given has no data, whatever else is
    known.

    Args:
        criteria: as read.
        facts: what the tables say.
        works: as attributed, and decided on.
        anybodys: works without an author, looked at as if they were everybody's.
        decisions: what persons decided on results; it replaces a status, for results
            that rest on it too.
        text_of: the text of a work by its path; without it a theme is found only in
            titles, file names and folders.
    """
    if criteria.first is None or criteria.last is None:
        return ()
    ledger = Ledger(
        criteria,
        first=criteria.first,
        last=criteria.last,
        facts=facts,
        works=works,
        anybodys=anybodys,
        text_of=text_of,
    )
    results: Results = {}
    for points in criteria.points:
        for subject in _subjects(points, ledger):
            found = evaluate_points(points, subject=subject, ledger=ledger)
            results[found.criterion, found.subject] = decide(found, decisions)
    for criterion in _in_order(criteria.criteria):
        for subject in _subjects(criterion, ledger):
            identity = _identity(subject)
            result = _result(criterion, subject, ledger=ledger, results=results)
            results[criterion.identifier, identity] = decide(result, decisions)
    order = {identifier: place for place, identifier in enumerate(criteria.rules)}
    return tuple(
        sorted(
            results.values(),
            key=lambda result: (result.subject, order[result.criterion]),
        )
    )


def _in_order(criteria: Sequence[Criterion]) -> Iterator[Criterion]:
    """Yield the criteria so that each comes after those whose results it looks at."""
    waiting = {entry.identifier: entry for entry in criteria}
    while waiting:
        # `checks` refuses circles: in every round some rest on nothing that waits.
        for entry in [e for e in waiting.values() if waiting.keys().isdisjoint(e.of)]:
            yield waiting.pop(entry.identifier)


def _subjects(
    rule: Criterion | Points, ledger: Ledger
) -> tuple[Person, ...] | tuple[Organisation, ...]:
    if ledger.is_people(rule.population):
        return ledger.people(rule.population)
    return ledger.organisations(rule.population)


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
    complete = all(_is_there(table, ledger.facts) for table in criterion.tables)
    found = (
        _measure(criterion, subject, ledger=ledger, results=results)
        if complete
        else measures.NOTHING
    )
    proof, codes = _proof(criterion, identity, ledger)
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
        proof=proof,
        codes=(*found.codes, *codes),
        behind=found.behind,
    )


def _proof(
    criterion: Criterion, subject: str, ledger: Ledger
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the papers that prove what was counted, and a code if they are too few."""
    if criterion.proof is None:
        return (), ()
    found = {
        work.work_id
        for work in ledger.works_of(subject)
        if work.status == "ok"
        and work.document_type in criterion.proof.doc_types
        and (placed := ledger.when_of(work))
        and placed.lies_in(ledger.days)
    }
    few = len(found) < criterion.proof.least
    return tuple(sorted(found)), ("few_proofs",) if few else ()


def _is_there(table: str, facts: Facts) -> bool:
    """Tell whether a table was given; of outlets the shipped list will do.

    What appeared in an outlet neither lists waits for a person, it is not refused.
    """
    return table in facts.present or (table == "outlets" and bool(facts.outlets))


def _measure(
    criterion: Criterion,
    subject: Person | Organisation,
    *,
    ledger: Ledger,
    results: Mapping[tuple[str, str], CriterionResult],
) -> Measured:
    if criterion.source == "submissions":
        return _measure_works(criterion, subject, ledger=ledger)
    if criterion.source == "events":
        return _measure_events(criterion, subject, ledger=ledger)
    if criterion.source == "marks":
        return marks(_identity(subject), criterion=criterion, ledger=ledger)
    if criterion.source == "results":
        if criterion.measure != "share":
            return derived.some_results(
                _identity(subject), criterion=criterion, results=results
            )
        return derived.share_of_results(
            subject.name, criterion=criterion, ledger=ledger, results=results
        )
    return _measure_scores(criterion, subject, ledger=ledger)


def _measure_works(
    criterion: Criterion, subject: Person | Organisation, *, ledger: Ledger
) -> Measured:
    identity = _identity(subject)
    person = subject if isinstance(subject, Person) else None
    if criterion.measure == "share":
        return measures.share(identity, criterion=criterion, ledger=ledger)
    measure = {
        "count": measures.count,
        "count_distinct": measures.count,
        "covers": coverage.covers_works,
    }[criterion.measure]
    return measure(identity, person=person, criterion=criterion, ledger=ledger)


def _measure_events(
    criterion: Criterion, subject: Person | Organisation, *, ledger: Ledger
) -> Measured:
    if criterion.measure == "ratio":
        # `checks` refuses a share of events for organisations.
        person = cast("Person", subject)
        return attendance.event_ratio(person, criterion=criterion, ledger=ledger)
    measure = {
        "count": attendance.count_events,
        "covers": attendance.coverage_of_events,
    }[criterion.measure]
    return measure(subject, criterion=criterion, ledger=ledger)


def _measure_scores(
    criterion: Criterion, subject: Person | Organisation, *, ledger: Ledger
) -> Measured:
    if criterion.members is not None:
        people = ledger.people_in(subject.name, criterion.members)
        return scores.score(people, criterion=criterion, ledger=ledger)
    # `checks` refuses exams and days of an organisation without members.
    person = cast("Person", subject)
    by_source = {
        ("exams", "count"): scores.count_exams,
        ("days", "sum"): scores.day_sum,
        ("days", "ratio"): scores.day_ratio,
    }
    if measure := by_source.get((criterion.source, criterion.measure)):
        return measure(person, criterion=criterion, ledger=ledger)
    return scores.score([person], criterion=criterion, ledger=ledger)


def _status(criterion: Criterion, found: Measured, *, complete: bool) -> str:
    """Return the status; `no_data = "not_met"` speaks of a table that was given."""
    if found.met:
        return "met"
    if found.may_be_met:
        return "pending"
    if not found.lacks_data:
        return "not_met"
    of_table = criterion.source in {"events", "exams", "days", "marks"}
    if (
        complete
        and (of_table or criterion.where.theme_in)
        and criterion.no_data == "not_met"
    ):
        return "not_met"
    return "no_data"
