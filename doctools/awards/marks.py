"""The measure over marks: whether a person has passed every item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.awards.measures import Measured, in_order
from doctools.awards.periods import when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.awards.ledger import Ledger
    from doctools.awards.rules import Criterion
    from doctools.facts import Mark


def marks(subject: str, *, criterion: Criterion, ledger: Ledger) -> Measured:
    """Return how many items are passed; every mark of an item must say so.

    Marks that disagree leave the item open: a person has to settle it.
    """
    found = [m for m in ledger.marks_of(subject) if m.item in criterion.items]
    results = {
        item: _results([mark for mark in found if mark.item == item], ledger)
        for item in criterion.items
    }
    passes = frozenset({criterion.passes})
    passed = sum(given == passes for given in results.values())
    disputed = sum(given > passes for given in results.values())
    absent = sum(not given for given in results.values())
    failed = len(results) - passed - disputed - absent
    return Measured(
        value=float(passed) if found else None,
        met=passed == len(results),
        may_be_met=not failed and not absent,
        lacks_data=not failed,
        rows=in_order(mark.row for mark in found),
        codes=("sources_disagree",) if disputed else (),
    )


def _results(given: Sequence[Mark], ledger: Ledger) -> frozenset[str | None]:
    """Return what the marks of one item say; of one judge's the latest counts."""
    by_judge: dict[str, list[Mark]] = {}
    for number, mark in enumerate(given):
        by_judge.setdefault(mark.given_by or f"\n{number}", []).append(mark)
    return frozenset(
        mark.result for own in by_judge.values() for mark in _latest(own, ledger)
    )


def _latest(given: Sequence[Mark], ledger: Ledger) -> Sequence[Mark]:
    """Return the marks of the latest day, all of them where a day is not known."""
    dated = [(mark, when(mark.day, ledger.days)) for mark in given]
    days = [at.first for _, at in dated if at and at.first == at.last]
    if len(days) < len(dated):
        return given
    return [mark for mark, at in dated if at and at.first == max(days)]
