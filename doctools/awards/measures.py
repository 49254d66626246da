"""The measures over works: count, count_distinct, share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from doctools.awards.documents import credit_of
from doctools.awards.periods import SHORT
from doctools.awards.publications import judge_all
from doctools.awards.reach import Item, Number, reach
from doctools.records import EvidenceRow, MemberBehind, PendingWork
from doctools.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from doctools.awards.filters import Verdict
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
        codes: what a person should see beside the works: sources_disagree, no_proof …
        behind: members who have not reached a share's own minimum.
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
    codes: tuple[str, ...] = ()
    behind: tuple[MemberBehind, ...] = ()


NOTHING = Measured(value=None, met=False, lacks_data=True)
"""There is nothing on the subject."""


def shown(value: Number) -> float:
    """Return a value as records show it: to four decimals."""
    return round(float(value), 4)


def in_order(rows: Iterable[EvidenceRow]) -> tuple[EvidenceRow, ...]:
    """Return the different rows in the order of tables and lines."""
    return tuple(sorted(set(rows), key=lambda row: (row.table, row.row)))


def shown_by_period(
    totals: Mapping[str, Number], criterion: Criterion
) -> dict[str, float]:
    """Return the totals of periods, where there is more than the whole to show."""
    if criterion.per in SHORT or len(totals) > 1:
        return {key: shown(total) for key, total in totals.items()}
    return {}


def verdicts(subject: str, *, criterion: Criterion, ledger: Ledger) -> list[Verdict]:
    """Return what the criterion makes of each work of a subject, by work id.

    A joint work is worth to each author what the rules for papers say.
    """
    found = judge_all(ledger.works_of(subject), criterion=criterion, ledger=ledger)
    if ledger.documents.coauthor == "full":
        return found
    return [_credited(verdict, subject, ledger) for verdict in found]


def _credited(verdict: Verdict, subject: str, ledger: Ledger) -> Verdict:
    if verdict.status == "rejected":
        return verdict
    credit = credit_of(verdict.work, subject, rules=ledger.documents)
    if credit is None:
        code = verdict.code or "author_order"
        return replace(verdict, status="pending", code=code)
    if not credit:
        return replace(verdict, status="rejected", code="not_credited", credit=credit)
    return replace(verdict, credit=credit)


def count(
    subject: str, *, person: Person | None, criterion: Criterion, ledger: Ledger
) -> Measured:
    """Count works, or different books, in every period the subject owes."""
    owed = ledger.owed(criterion.per, person, criterion.population)
    found = [
        _inside(verdict, owed, ledger, criterion)
        for verdict in verdicts(subject, criterion=criterion, ledger=ledger)
    ]
    if criterion.measure == "count_distinct":
        found = _one_of_each_book(found, criterion, ledger)
    reached = reach(
        _items(found, "counted", criterion, ledger),
        _items(found, "pending", criterion, ledger),
        owed=owed,
        calendar=ledger.calendar(criterion.per),
        criterion=criterion,
    )
    return Measured(
        value=shown(reached.value),
        met=reached.met,
        may_be_met=reached.could_be_met,
        counted=ids_counted(found),
        rejected=listed(found, "rejected"),
        pending=listed(found, "pending"),
        by_period=shown_by_period(reached.totals, criterion),
    )


def _inside(
    verdict: Verdict, owed: Sequence[Period], ledger: Ledger, criterion: Criterion
) -> Verdict:
    """Return the verdict; a work for a month the subject did not owe is outside."""
    whole = ledger.calendar(criterion.per)
    if verdict.status == "rejected" or len(owed) == len(whole.periods):
        return verdict
    if any(period in owed for period in whole.touched(verdict.when)):
        return verdict
    return replace(verdict, status="rejected", code="wrong_period")


def _items(
    found: Iterable[Verdict], status: str, criterion: Criterion, ledger: Ledger
) -> Iterator[Item]:
    for verdict in found:
        if verdict.status == status:
            yield Item(
                key=_key(verdict, criterion, ledger),
                when=verdict.when,
                worth=verdict.credit,
            )


def _key(verdict: Verdict, criterion: Criterion, ledger: Ledger) -> str:
    """Return what makes a work different from another: itself, or its book."""
    work = verdict.work
    if criterion.measure == "count_distinct":
        folded = fold(work.book or "")
        return ledger.books.get(folded, folded) or work.work_id
    if criterion.where.published and ledger.documents.two_outlets == "each":
        return f"{work.work_id} {fold(work.outlet or '')}"
    return work.work_id


def _one_of_each_book(
    found: Iterable[Verdict], criterion: Criterion, ledger: Ledger
) -> list[Verdict]:
    """Return the verdicts; a second note on a book in its period is a repeat.

    The note that is worth most stands. A book nobody knows may be any of those counted
    in its period: there such a note waits; where there is none, it is one book for sure.
    """
    seen: defaultdict[str, set[str]] = defaultdict(set)
    kept = []
    for verdict in sorted(
        found, key=lambda v: (not v.work.book, -v.credit, v.work.work_id, v.work.path)
    ):
        period = ledger.calendar(criterion.per).holding(verdict.when)
        books = seen[period.key if period else ""]
        book = _key(verdict, criterion, ledger)
        if verdict.status != "counted":
            kept.append(verdict)
        elif book in books:
            kept.append(replace(verdict, status="rejected", code="same_book"))
        elif books and not verdict.work.book:
            kept.append(replace(verdict, status="pending", code="unknown_book"))
        else:
            books.add(book)
            kept.append(verdict)
    return kept


def ids_counted(found: Iterable[Verdict]) -> tuple[str, ...]:
    """Return the works that count, by id; one that counts in two outlets stands twice."""
    return tuple(sorted(v.work.work_id for v in found if v.status == "counted"))


def listed(found: Iterable[Verdict], status: str) -> tuple[PendingWork, ...]:
    """Return the works of a status with their codes, by id."""
    pairs = {
        (verdict.work.work_id, verdict.code)
        for verdict in found
        if verdict.status == status
    }
    return tuple(
        PendingWork(work_id=work_id, code=code) for work_id, code in sorted(pairs)
    )


def share(organisation: str, *, criterion: Criterion, ledger: Ledger) -> Measured:
    """Return the share of an organisation's members who have handed in enough.

    Pending works are listed only of members who have not; those are named.
    """
    people = ledger.people_in(organisation, criterion.members or "")
    if not people:
        return NOTHING
    all_found: dict[tuple[str, str, str], Verdict] = {}
    behind: list[MemberBehind] = []
    for person in people:
        found = verdicts(person.member_id, criterion=criterion, ledger=ledger)
        have = _worth(found, "counted")
        enough = have >= criterion.each
        if not enough:
            open_ = have + _worth(found, "pending") >= criterion.each
            status = "pending" if open_ else "not_met"
            behind.append(MemberBehind(subject=person.member_id, status=status))
        for verdict in found:
            if not enough or verdict.status != "pending":
                # A joint work of two members is one work of the organisation.
                work = verdict.work
                all_found[work.path, verdict.status, verdict.code] = verdict
    never = sum(member.status == "not_met" for member in behind)
    value = Fraction(len(people) - len(behind), len(people))
    most = Fraction(len(people) - never, len(people))
    return Measured(
        value=shown(value),
        met=criterion.reached(value),
        may_be_met=criterion.reached(most),
        counted=ids_counted(all_found.values()),
        rejected=listed(all_found.values(), "rejected"),
        pending=listed(all_found.values(), "pending"),
        behind=tuple(behind),
    )


def _worth(found: Iterable[Verdict], status: str) -> Number:
    """Return what the different works of a status are worth together."""
    by_work = {v.work.work_id: v.credit for v in found if v.status == status}
    return sum(by_work.values())
