"""Works a points line looks at: what each is worth to one of its authors."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from doctools.awards.documents import credit_of, place_of
from doctools.awards.filters import judge
from doctools.awards.points_items import Found, Item, placed
from doctools.awards.publications import REPEAT, reopened
from doctools.awards.rules import Credit, DocumentRules
from doctools.records import PendingWork
from doctools.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.awards.filters import Verdict
    from doctools.awards.ledger import Ledger
    from doctools.awards.rules import LineRule
    from doctools.facts import Outlet
    from doctools.records import Work

_AUTHORS_OPEN: Final = frozenset({"unknown_author", "namesake", "sources_disagree"})


def of_works(subject: str, *, line: LineRule, ledger: Ledger) -> Found:
    """Return what a line makes of the works of a member or an organisation."""
    items: dict[str, list[Item]] = {"counted": [], "pending": []}
    listed: dict[str, list[PendingWork]] = {"rejected": [], "pending": []}
    for chain, verdict in _judged(subject, line, ledger):
        status, code = verdict.status, verdict.code
        if status == "counted" and _order_is_open(verdict.work, subject, line):
            status, code = "pending", "author_order"
        if status in listed:
            listed[status].append(PendingWork(work_id=verdict.work.work_id, code=code))
        if status in items:
            item = _item(verdict, subject, chain=chain, line=line, ledger=ledger)
            items[status].append(item)
    return Found(
        counted=tuple(items["counted"]),
        waiting=tuple(items["pending"]),
        rejected=tuple(listed["rejected"]),
        pending=tuple(listed["pending"]),
    )


def _judged(
    subject: str, line: LineRule, ledger: Ledger
) -> Iterator[tuple[str, Verdict]]:
    """Yield each work's chain of copies and verdict, the copy that is kept first.

    A copy that appeared in another outlet is an appearance of its own: whether it adds
    up or only the highest one counts is for the line to say.
    """
    seen: set[tuple[str, str]] = set()
    in_order = sorted(
        ledger.works_of(subject), key=lambda work: (REPEAT in work.codes, work.path)
    )
    for work in in_order:
        chain = min(work.path, *work.same_as) if work.same_as else work.path
        appearance = (chain, _outlet_key(work, ledger))
        published = line.looks_at.where.published and work.outlet
        judged_work = work
        if published and appearance not in seen:
            judged_work = reopened(work)
        seen.add(appearance)
        verdict = judge(judged_work, criterion=line.looks_at, ledger=ledger)
        if verdict is not None:
            yield chain, verdict


def _outlet_key(work: Work, ledger: Ledger) -> str:
    known = _outlet(work, ledger)
    return known.name if known else fold(work.outlet or "")


def _outlet(work: Work, ledger: Ledger) -> Outlet | None:
    known = ledger.outlets.get(fold(work.outlet or ""), [])
    return min(known, key=lambda outlet: outlet.row.row) if known else None


def _item(
    verdict: Verdict, subject: str, *, chain: str, line: LineRule, ledger: Ledger
) -> Item:
    work = verdict.work
    outlet = _outlet(work, ledger) if line.same_work == "each" else None
    size = _size(work, line)
    points, share = _credited(work, subject, line=line, size=size)
    return Item(
        key=work.path,
        work_id=work.work_id,
        row=outlet.row if outlet else None,
        chain=chain,
        points=points,
        size=size * share,
        code=_code(points, share, line),
        place=placed(verdict.when, line=line, ledger=ledger),
    )


def _size(work: Work, line: LineRule) -> Fraction:
    """Return what a step counts; a photograph may be as long as it takes."""
    if line.size != "characters":
        return Fraction(1)
    if "needs_ocr" in work.codes:
        return line.steps[-1].least
    return Fraction(work.characters)


def _code(points: Fraction, share: Fraction, line: LineRule) -> str:
    if points or (share and line.together):
        return ""
    return "below_step" if share and line.steps else "not_credited"


def _order_is_open(work: Work, subject: str, line: LineRule) -> bool:
    """Tell whether the place of an author decides and cannot be told."""
    by_order = any(
        credit.by_order for credit in (line.value, *line.by_level.values()) if credit
    )
    if by_order and _is_author(work, subject) and place_of(subject, work) is None:
        return True
    return line.authors is not None and (
        credit_of(work, subject, rules=line.authors) is None
    )


def _credited(
    work: Work, subject: str, *, line: LineRule, size: Fraction
) -> tuple[Fraction, Fraction]:
    """Return an author's points and share; the most there may be while open."""
    credit = _credit(work, line, size)
    if _AUTHORS_OPEN.intersection(work.codes) or _order_is_open(work, subject, line):
        return max(credit.amounts), Fraction(1)
    if credit.by_order:
        amounts = dict(enumerate(credit.amounts, 1))
        place = place_of(subject, work) if _is_author(work, subject) else 1
        return amounts.get(place or 1, Fraction(0)), Fraction(1)
    rules = line.authors or DocumentRules()
    share = credit_of(work, subject, rules=rules) or Fraction(0)
    return credit.amounts[0] * share, share


def _credit(work: Work, line: LineRule, size: Fraction) -> Credit:
    if line.value:
        return line.value
    if line.by_level:
        # Of an outlet not known yet the highest level may turn out to be right.
        highest = max(line.by_level.values(), key=lambda credit: max(credit.amounts))
        return line.by_level.get(work.level or "", highest)
    if line.together:
        return Credit(amounts=(Fraction(0),))
    return Credit(amounts=(line.step_points(size),))


def _is_author(work: Work, subject: str) -> bool:
    """Tell whether a subject is among the authors; an office is not."""
    return any(member.member_id == subject for member in work.members)
