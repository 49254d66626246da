"""Points: what each work and row brought, and whether the sum is enough."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from doctools.awards.points_carry import Carried, carried_in, carried_out
from doctools.awards.points_items import Found
from doctools.awards.points_lines import (
    apart_from,
    counted_works,
    lines_of,
    rows_of,
    shown,
    without_points,
)
from doctools.awards.points_rows import of_rows
from doctools.awards.points_sum import at_most, capped, grants, total
from doctools.awards.points_works import of_works
from doctools.awards.rules import Points
from doctools.facts import Person
from doctools.records import CriterionResult

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.awards.ledger import Ledger
    from doctools.awards.rules import LineRule
    from doctools.facts import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class _Account:
    """What the lines of a rule found for one subject."""

    rule: Points
    found: tuple[Found, ...]
    carried: Carried

    def reaches(self, sums: Sequence[Fraction], carried: Fraction) -> bool:
        """Tell whether sums of the lines and carried points meet the rule."""
        floors = all(
            self.rule.reached(points, line.least)
            for line, points in zip(self.rule.lines, sums, strict=True)
        )
        value = self.capped(sums) + carried
        return floors and self.rule.reached(value, self.rule.bar)

    def capped(self, sums: Sequence[Fraction]) -> Fraction:
        """Return the sum of the lines up to the rule's cap."""
        value = sum(sums, start=Fraction(0))
        return value if self.rule.cap is None else min(value, self.rule.cap)

    def at_most(self, sums: Sequence[Fraction], *, with_rows: bool) -> list[Fraction]:
        """Return what each line can bring if everything open counts."""
        return [
            at_most(line, found, with_rows=with_rows)
            if found.waiting or (with_rows and found.unsure)
            else certain
            for line, found, certain in zip(
                self.rule.lines, self.found, sums, strict=True
            )
        ]


def evaluate_points(
    rule: Points, *, subject: Person | Organisation, ledger: Ledger
) -> CriterionResult:
    """Return the points of one subject.

    `pending` only where the pending works could lift the sum over the bar. A rule one
    of whose tables was not given has no data.
    """
    identity = subject.member_id if isinstance(subject, Person) else subject.name
    needed = {table for line in rule.lines for table in line.looks_at.tables}
    if not needed <= ledger.facts.present:
        return CriterionResult(
            subject=identity,
            criterion=rule.identifier,
            value=None,
            required=rule.required,
            status="no_data",
        )
    person = subject if isinstance(subject, Person) else None
    rule = rule.under(ledger.documents)
    account = _Account(
        rule=rule,
        found=tuple(_found(line, identity, person, ledger) for line in rule.lines),
        carried=carried_in(rule.carry_over, subject=identity, ledger=ledger),
    )
    return _result(account, identity)


def _found(
    line: LineRule, subject: str, person: Person | None, ledger: Ledger
) -> Found:
    if line.looks_at.source == "submissions":
        return of_works(subject, line=line, ledger=ledger)
    return of_rows(subject, person=person, line=line, ledger=ledger)


def _result(account: _Account, identity: str) -> CriterionResult:
    rule, carried = account.rule, account.carried
    by_line = [
        grants(line, found.counted)
        for line, found in zip(rule.lines, account.found, strict=True)
    ]
    granted = capped((grant for line in by_line for grant in line), rule.cap)
    value = total(granted) + carried.points
    sums = [total(line) for line in by_line]
    highest = account.capped(account.at_most(sums, with_rows=True)) + carried.at_most
    surplus = carried_out(rule, own=total(granted), value=value)
    counted = counted_works(granted)
    pending = apart_from((w for f in account.found for w in f.pending), counted)
    taken = (*counted, *(work.work_id for work in pending))
    rejected = [work for found in account.found for work in found.rejected]
    return CriterionResult(
        subject=identity,
        criterion=rule.identifier,
        value=shown(value),
        required=rule.required,
        status=_status(account, sums),
        counted=counted,
        rejected=apart_from((*without_points(granted), *rejected), taken),
        pending=pending,
        rows=rows_of(granted, carried),
        points=lines_of(
            granted, carried, item=rule.carry_over.item if rule.carry_over else ""
        ),
        at_most=shown(highest) if highest > value else None,
        surplus=None if surplus is None else shown(surplus),
    )


def _status(account: _Account, sums: Sequence[Fraction]) -> str:
    carried = account.carried
    if account.reaches(sums, carried.points):
        return "met"
    if account.reaches(account.at_most(sums, with_rows=False), carried.points):
        return "pending"
    if account.reaches(account.at_most(sums, with_rows=True), carried.at_most):
        return "no_data"
    return "not_met"
