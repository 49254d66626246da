"""The measures over works: count, count_distinct, covers, share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from doctools.awards.filters import Verdict, judge
from doctools.awards.periods import When
from doctools.records import EvidenceRow, PendingWork
from doctools.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doctools.awards.ledger import Ledger
    from doctools.awards.periods import Period
    from doctools.awards.rules import Criterion
    from doctools.facts import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a measure found.

    Attributes:
        value: as the record shows it, None where there is nothing to measure.
        met: whether it reaches the bar.
        may_be_met: whether it would, if every pending work counted.
        lacks_data: whether facts are missing that could make it reach the bar.
    """

    value: float | None
    met: bool
    may_be_met: bool = False
    lacks_data: bool = False
    counted: tuple[str, ...] = ()
    rejected: tuple[PendingWork, ...] = ()
    pending: tuple[PendingWork, ...] = ()
    by_period: Mapping[str, float] = field(default_factory=dict)
    rows: tuple[EvidenceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that counts: a key that is counted once a period, and its months."""

    key: str
    when: When | None


def shown(value: Fraction | int) -> float:
    """Return a value as records show it: to four decimals."""
    return round(float(value), 4)


def per_period(items: Iterable[Item], owed: Sequence[Period]) -> dict[str, int]:
    """Return how many different keys fall into each period owed."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        for period in owed:
            if item.when is not None and item.when.within(period):
                keys[period.key].add(item.key)
    return {period.key: len(keys[period.key]) for period in owed}


def deficit(counts: Mapping[str, int], criterion: Criterion) -> int:
    """Return how many are wanting, the worst periods that may be missed left out."""
    bar = int(criterion.bar or 0)
    wanting = sorted((max(0, bar - count) for count in counts.values()), reverse=True)
    return sum(wanting[criterion.allow_missing :])


def floating(items: Iterable[Item], owed: Sequence[Period]) -> int:
    """Return how many different keys stand in no period for certain."""
    return len(
        {
            item.key
            for item in items
            if item.when is None or not any(item.when.within(period) for period in owed)
        }
    )


def verdicts(subject: str, *, criterion: Criterion, ledger: Ledger) -> list[Verdict]:
    """Return what the criterion makes of each work of a subject, by work id."""
    found = (
        judge(work, criterion=criterion, ledger=ledger)
        for work in ledger.works_of(subject)
    )
    return [verdict for verdict in found if verdict is not None]


def count(
    subject: str, *, person: Person | None, criterion: Criterion, ledger: Ledger
) -> Measured:
    """Count works, or different books, in every period the subject owes."""
    owed = ledger.owed(criterion.per, person)
    found = verdicts(subject, criterion=criterion, ledger=ledger)
    if criterion.measure == "count_distinct":
        found = _one_of_each_book(found, criterion, ledger)
    counted = _items(found, "counted", criterion, ledger)
    pending = _items(found, "pending", criterion, ledger)
    counts = per_period(counted, owed)
    with_pending = per_period([*counted, *pending], owed)
    missing = deficit(with_pending, criterion)
    return Measured(
        value=float(len(counted)),
        met=deficit(counts, criterion) == 0,
        may_be_met=missing <= floating(pending, owed),
        counted=_ids(found),
        rejected=_listed(found, "rejected"),
        pending=_listed(found, "pending"),
        by_period=_by_period(counts, criterion),
    )


def _by_period(counts: Mapping[str, int], criterion: Criterion) -> dict[str, float]:
    if criterion.per in {"month", "quarter"} or len(counts) > 1:
        return {key: float(count) for key, count in counts.items()}
    return {}


def _items(
    found: Iterable[Verdict], status: str, criterion: Criterion, ledger: Ledger
) -> list[Item]:
    return [
        Item(key=_key(verdict, criterion, ledger), when=verdict.when)
        for verdict in found
        if verdict.status == status
    ]


def _key(verdict: Verdict, criterion: Criterion, ledger: Ledger) -> str:
    """Return what makes a work different from another: itself, or its book."""
    if criterion.measure != "count_distinct":
        return verdict.work.work_id
    folded = fold(verdict.work.book or "")
    return ledger.books.get(folded, folded) or verdict.work.work_id


def _one_of_each_book(
    found: Iterable[Verdict], criterion: Criterion, ledger: Ledger
) -> list[Verdict]:
    """Return the verdicts; a second note on a book in its period is a repeat.

    A work whose book is not known is not told apart from others by it.
    """
    seen: set[tuple[str, str]] = set()
    kept = []
    for verdict in found:
        where = (
            _period_key(verdict, criterion, ledger),
            _key(verdict, criterion, ledger),
        )
        if verdict.status == "counted" and where in seen:
            kept.append(
                Verdict(
                    work=verdict.work,
                    status="rejected",
                    code="repeat_submission",
                    when=verdict.when,
                )
            )
            continue
        if verdict.status == "counted":
            seen.add(where)
        kept.append(verdict)
    return kept


def _period_key(verdict: Verdict, criterion: Criterion, ledger: Ledger) -> str:
    inside = (
        period.key
        for period in ledger.periods(criterion.per)
        if verdict.when is not None and verdict.when.within(period)
    )
    return next(inside, "")


def _ids(found: Iterable[Verdict]) -> tuple[str, ...]:
    return tuple(
        sorted(
            {verdict.work.work_id for verdict in found if verdict.status == "counted"}
        )
    )


def _listed(found: Iterable[Verdict], status: str) -> tuple[PendingWork, ...]:
    pairs = {
        (verdict.work.work_id, verdict.code)
        for verdict in found
        if verdict.status == status
    }
    return tuple(
        PendingWork(work_id=work_id, code=code) for work_id, code in sorted(pairs)
    )


def covers(subject: str, *, criterion: Criterion, ledger: Ledger) -> Measured:
    """Return how many of the document types asked for have been handed in."""
    found = verdicts(subject, criterion=criterion, ledger=ledger)
    have = {v.work.document_type for v in found if v.status == "counted"}
    waiting = [v.work.document_type for v in found if v.status == "pending"]
    missing = set(criterion.includes) - have
    open_types = missing - set(waiting)
    return Measured(
        value=float(len(have)),
        met=not missing,
        may_be_met=len(open_types) <= waiting.count(None),
        counted=_ids(found),
        rejected=_listed(found, "rejected"),
        pending=_listed(found, "pending"),
    )


def share(organisation: str, *, criterion: Criterion, ledger: Ledger) -> Measured:
    """Return the share of an organisation's members who have handed in enough.

    Pending works are listed only of members who have not.
    """
    people = ledger.people_in(organisation, criterion.members or "")
    if not people:
        return Measured(value=None, met=False, lacks_data=True)
    all_found: list[Verdict] = []
    reached = may_reach = 0
    for person in people:
        found = verdicts(person.member_id, criterion=criterion, ledger=ledger)
        counted = len(_ids(found))
        enough = counted >= criterion.each
        reached += enough
        waiting = len({work.work_id for work in _listed(found, "pending")})
        may_reach += counted + waiting >= criterion.each
        all_found += [v for v in found if not enough or v.status != "pending"]
    value = Fraction(reached, len(people))
    bar = criterion.bar or Fraction(0)
    return Measured(
        value=shown(value),
        met=value >= bar,
        may_be_met=Fraction(may_reach, len(people)) >= bar,
        counted=_ids(all_found),
        rejected=_listed(all_found, "rejected"),
        pending=_listed(all_found, "pending"),
    )
