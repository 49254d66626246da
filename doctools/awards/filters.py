"""Whether a work counts for a criterion, and if not, why."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from doctools.awards.periods import When, parse, when
from doctools.records import Work
from doctools.text.dates import span_of
from doctools.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.awards.ledger import Ledger
    from doctools.awards.rules import Criterion, Where
    from doctools.facts import Outlet


_CLIPPING: Final = "发表证明"
"""Type of a photographed or copied article, before anybody says of what kind it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a criterion makes of one work.

    Attributes:
        status: counted, rejected or pending.
        code: why not counted; empty for a counted work.
        when: the days it counts for, None where that is not known.
        credit: what it is worth to the subject, 0 to 1; the most that is possible,
            where that is still open.
    """

    work: Work
    status: str
    code: str = ""
    when: When | None = None
    credit: Fraction | int = 1


def judge(work: Work, *, criterion: Criterion, ledger: Ledger) -> Verdict | None:
    """Return the verdict, or None for a work the criterion does not speak of.

    A criterion speaks of works of its document types and of its themes, and, where it
    asks for publication, of every published work. A work of unknown type is pending if
    nothing else stands against it. What can be told for certain rejects; what a person
    may still decide is pending.
    """
    types = criterion.where.doc_types
    if criterion.aspect == "doc_type":
        types = criterion.includes
    certain_type = not types or work.document_type in types
    unknown_type = bool(types) and (
        work.document_type is None
        or (criterion.where.published and _is_unread_clipping(work))
    )
    if not certain_type and not unknown_type:
        if not (criterion.where.published and work.outlet):
            return None
        return Verdict(work=work, status="rejected", code="wrong_type")
    if criterion.where.theme_in and not ledger.themes_in(work).names:
        return None
    placed = ledger.when_of(work)
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


def _is_unread_clipping(work: Work) -> bool:
    """Tell whether a work is the photograph of an article nobody has named yet."""
    decided = any(entry.field == "document_type" for entry in work.decided)
    return work.document_type == _CLIPPING and _is_unread(work) and not decided


def _is_unread(work: Work) -> bool:
    """Tell whether a work is a photograph or scan, accepted or not."""
    return "needs_ocr" in work.codes or not work.characters


def _lacks_outlet(work: Work, where: Where) -> bool:
    """Tell whether an accepted clipping may have appeared in an outlet nobody named.

    Of a paper that could be read, and of a photograph that is a paper of another kind,
    accepting it does not say that it was published.
    """
    is_paper = work.document_type not in {None, _CLIPPING, *where.doc_types}
    clipping = work.document_type == _CLIPPING or (_is_unread(work) and not is_paper)
    return clipping and _accepted(work) and "outlet" not in work.evidence


def _rejection(
    work: Work, criterion: Criterion, placed: When | None, ledger: Ledger
) -> str:
    """Return the code of the first objection that stands for certain, or empty.

    Of a photograph nobody knows yet how long it is or where it appeared.
    """
    if work.status == "rejected":
        return next(iter(work.codes), "decided")
    unread = "needs_ocr" in work.codes
    return next(
        (
            code
            for code, stands in _objections(work, criterion, placed, ledger)
            if stands and not (unread and code != "wrong_period")
        ),
        "",
    )


def _objections(
    work: Work, criterion: Criterion, placed: When | None, ledger: Ledger
) -> Iterator[tuple[str, bool]]:
    where = criterion.where
    as_it_is = _accepted(work)
    yield "wrong_period", not ledger.calendar(criterion.per).touched(placed)
    yield "late", not as_it_is and _late(work, criterion, ledger)
    # A proof that is announced but not shown is for a person: that work is pending.
    open_proof = _lacks_outlet(work, where) or "no_proof" in work.codes
    yield "no_proof", where.published and not work.outlet and not open_proof
    yield "no_proof", where.adopted and not work.level and not open_proof
    yield "not_a_periodical", where.published and _wrong_kind(work, where, ledger)
    yield "level_too_low", _level_too_low(work, where, ledger)
    yield "too_short", work.characters < where.chars_min and not as_it_is
    off_list = where.book_in and fold(work.book or "") not in ledger.books
    yield "not_on_book_list", off_list and not as_it_is


def _accepted(work: Work) -> bool:
    """Tell whether a person decided that the work counts as it is."""
    return any(
        decided.field == "verdict"
        and decided.value == "counted"
        and not decided.outdated
        for decided in work.decided
    )


def _late(work: Work, criterion: Criterion, ledger: Ledger) -> bool:
    """Tell whether a monthly paper is dated after its month and the days of grace."""
    if criterion.late_days is None:
        return False
    month, day = (when(parse(text), ledger.days) for text in (work.period, work.date))
    if month is None or day is None or day.first != day.last:
        return False
    return day.first > month.last + criterion.late_days


def _wrong_kind(work: Work, where: Where, ledger: Ledger) -> bool:
    """Tell whether the outlet is known, but of the wrong kind or not accepted.

    Of one that no table lists, a CN number or a permit may tell the kind.
    """
    known = outlets_of(work, ledger)
    if known:
        return not any(_is_right(outlet, where) for outlet in known)
    kinds = where.outlet_kinds
    return bool(kinds and work.outlet_kind) and work.outlet_kind not in kinds


def _is_right(outlet: Outlet, where: Where) -> bool:
    return outlet.accepted and (
        not where.outlet_kinds or outlet.kind in where.outlet_kinds
    )


def outlets_of(work: Work, ledger: Ledger) -> list[Outlet]:
    """Return the outlets of the name that were valid when the work appeared."""
    known = ledger.outlets.get(fold(work.outlet or ""), [])
    found = parse(work.date)
    span = span_of(found) if found else None
    return [outlet for outlet in known if span is None or outlet.holds(*span)]


def _level_too_low(work: Work, where: Where, ledger: Ledger) -> bool:
    if where.level_min is None or work.level not in ledger.levels:
        return False
    return ledger.levels.index(work.level) < ledger.levels.index(where.level_min)


def _doubt(
    work: Work, criterion: Criterion, placed: When | None, ledger: Ledger
) -> str:
    """Return the code of what a person still has to decide, or empty."""
    codes = work.codes or ("unknown_type",)
    idle = _idle(criterion)
    open_codes = [code for code in codes if code not in idle]
    if work.status == "pending" and open_codes:
        return open_codes[0]
    doubts = _doubts(work, criterion, placed, ledger)
    return next((code for code, stands in doubts if stands), "")


def _idle(criterion: Criterion) -> frozenset[str]:
    """Return the doubts about a work that change nothing for a criterion.

    Its type, where none is asked for; where it appeared, where nobody asks.
    """
    where = criterion.where
    asks_type = where.doc_types or criterion.aspect in {"doc_type", "step"}
    asks_outlet = where.published or where.adopted
    asked = {"unknown_type": asks_type, "unknown_outlet": asks_outlet}
    return frozenset(code for code, matters in asked.items() if not matters)


def _doubts(
    work: Work, criterion: Criterion, placed: When | None, ledger: Ledger
) -> Iterator[tuple[str, bool]]:
    where = criterion.where
    yield "unknown_period", ledger.calendar(criterion.per).holding(placed) is None
    if not work.outlet and _lacks_outlet(work, where):
        yield "no_outlet", where.published or (where.adopted and not work.level)
    yield "no_proof", where.published and not work.outlet
    yield "no_proof", where.adopted and not work.level
    known = outlets_of(work, ledger) if where.published else []
    # That it appeared in print a person has accepted, not of what kind the outlet is.
    settled = _accepted(work) and not (where.outlet_kinds and not work.outlet_kind)
    yield "unknown_outlet", where.published and not known and not settled
    yield (
        "unknown_outlet",
        where.level_min is not None and work.level not in ledger.levels,
    )
    right = [outlet for outlet in known if _is_right(outlet, where)]
    yield "no_proof", where.needs_cn and not any(outlet.cn for outlet in right)
