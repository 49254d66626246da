"""Whether a work counts for a criterion, and if not, why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from doctools.awards.periods import When, parse, when
from doctools.records import Work
from doctools.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.awards.ledger import Ledger
    from doctools.awards.rules import Criterion, Where
    from doctools.facts import Outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a criterion makes of one work.

    Attributes:
        status: counted, rejected or pending.
        code: why not counted; empty for a counted work.
        when: the months it falls into, None where that is not known.
    """

    work: Work
    status: str
    code: str = ""
    when: When | None = None


def judge(work: Work, *, criterion: Criterion, ledger: Ledger) -> Verdict | None:
    """Return the verdict, or None for a work the criterion does not speak of.

    A criterion speaks of works of its document types, and, where it asks for
    publication, of every published work. A work of unknown type is pending if nothing
    else stands against it. What can be told for certain rejects; what a person may
    still decide is pending.
    """
    types = criterion.where.doc_types or criterion.includes
    certain_type = not types or work.document_type in types
    unknown_type = bool(types) and work.document_type is None
    if not certain_type and not unknown_type:
        if not (criterion.where.published and work.outlet):
            return None
        return Verdict(work=work, status="rejected", code="wrong_type")
    placed = _when(work, ledger)
    code = _rejection(work, criterion, placed, ledger)
    if code:
        if unknown_type:
            return None
        return Verdict(work=work, status="rejected", code=code, when=placed)
    doubt = _doubt(work, criterion, placed, ledger)
    if unknown_type and doubt not in work.codes:
        doubt = "unknown_type"
    status = "pending" if doubt else "counted"
    return Verdict(work=work, status=status, code=doubt, when=placed)


def _when(work: Work, ledger: Ledger) -> When | None:
    return when(parse(work.period) or parse(work.date), ledger.months)


def _rejection(
    work: Work, criterion: Criterion, placed: When | None, ledger: Ledger
) -> str:
    """Return the code of the first objection that stands for certain, or empty."""
    if work.status == "rejected":
        return next(iter(work.codes), "decided")
    objections = _objections(work, criterion, placed, ledger)
    return next((code for code, stands in objections if stands), "")


def _objections(
    work: Work, criterion: Criterion, placed: When | None, ledger: Ledger
) -> Iterator[tuple[str, bool]]:
    where = criterion.where
    periods = ledger.periods(criterion.per)
    yield (
        "wrong_period",
        placed is not None and not any(map(placed.touches, periods)),
    )
    # A proof that is announced but not shown is for a person: that work is pending.
    lacks_proof = "no_proof" not in work.codes and (
        (where.published and not work.outlet) or (where.adopted and not work.level)
    )
    yield "no_proof", lacks_proof
    yield "not_a_periodical", where.published and _wrong_kind(work, where, ledger)
    yield "level_too_low", _level_too_low(work, where, ledger)
    yield "too_short", work.characters < where.chars_min
    yield (
        "not_on_book_list",
        where.book_in and fold(work.book or "") not in ledger.books,
    )


def _wrong_kind(work: Work, where: Where, ledger: Ledger) -> bool:
    """Tell whether the outlet is known, but of the wrong kind or not accepted."""
    known = outlets_of(work, ledger)
    return bool(known) and not any(
        outlet.accepted
        and (not where.outlet_kinds or outlet.kind in where.outlet_kinds)
        for outlet in known
    )


def outlets_of(work: Work, ledger: Ledger) -> list[Outlet]:
    """Return the outlets of the name that were valid when the work appeared."""
    known = ledger.outlets.get(fold(work.outlet or ""), [])
    found = parse(work.date)
    if found is None or found.year is None or found.month is None:
        return known
    day = date(found.year, found.month, found.day or 1)
    return [
        outlet
        for outlet in known
        if (outlet.valid_from is None or outlet.valid_from <= day)
        and (outlet.valid_to is None or day <= outlet.valid_to)
    ]


def _level_too_low(work: Work, where: Where, ledger: Ledger) -> bool:
    if where.level_min is None or work.level not in ledger.levels:
        return False
    return ledger.levels.index(work.level) < ledger.levels.index(where.level_min)


def _doubt(
    work: Work, criterion: Criterion, placed: When | None, ledger: Ledger
) -> str:
    """Return the code of what a person still has to decide, or empty."""
    where = criterion.where
    if work.status == "pending":
        return next(iter(work.codes), "unknown_type")
    if placed is None or not any(
        placed.within(period) for period in ledger.periods(criterion.per)
    ):
        return "unknown_period"
    if where.published and not outlets_of(work, ledger):
        return "unknown_outlet"
    if where.level_min and work.level not in ledger.levels:
        return "unknown_outlet"
    return ""
