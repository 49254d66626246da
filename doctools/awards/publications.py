"""One article in several outlets: whether it counts once, by the highest, or each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from doctools.awards.filters import Verdict, judge
from doctools.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.awards.ledger import Ledger
    from doctools.awards.rules import Criterion
    from doctools.records import Work

REPEAT: Final = "repeat_submission"
_ORDER: Final = {"counted": 0, "pending": 1, "rejected": 2}


def judge_all(
    works: Sequence[Work], *, criterion: Criterion, ledger: Ledger
) -> list[Verdict]:
    """Return the verdicts on the works of one subject, by work id and path.

    Where a criterion asks for publication, the copies of an article are judged by the
    outlets they appeared in, and the rule for two outlets says which of them count.
    """
    if not criterion.where.published:
        return _judged(works, criterion, ledger)
    groups: defaultdict[tuple[str, ...], list[Work]] = defaultdict(list)
    for work in works:
        groups[tuple(sorted((work.path, *work.same_as)))].append(work)
    found: list[Verdict] = []
    for group in groups.values():
        if len(group) == 1:
            found += _judged(group, criterion, ledger)
        else:
            found += _of_one_article(group, criterion, ledger)
    return sorted(found, key=lambda verdict: (verdict.work.work_id, verdict.work.path))


def _judged(
    works: Sequence[Work], criterion: Criterion, ledger: Ledger
) -> list[Verdict]:
    found = (judge(work, criterion=criterion, ledger=ledger) for work in works)
    return [verdict for verdict in found if verdict is not None]


def _of_one_article(
    group: Sequence[Work], criterion: Criterion, ledger: Ledger
) -> Iterator[Verdict]:
    """Yield a verdict for each copy; those that stand back are repeats."""
    verdicts = _judged([reopened(work) for work in group], criterion, ledger)
    standing = {verdict.work.path for verdict in _standing(verdicts, ledger)}
    for verdict in verdicts:
        if verdict.work.path in standing:
            yield verdict
        else:
            yield replace(verdict, status="rejected", code=REPEAT)


def reopened(work: Work) -> Work:
    """Return a copy as if it had been handed in alone."""
    if REPEAT not in work.codes or "decided" in work.codes:
        return work
    codes = tuple(code for code in work.codes if code != REPEAT)
    return replace(work, codes=codes, status="pending" if codes else "ok")


def _standing(verdicts: Sequence[Verdict], ledger: Ledger) -> list[Verdict]:
    """Return the copies that count for themselves, by the rule for two outlets."""
    if not verdicts:
        return []
    by_outlet: dict[str, Verdict] = {}
    for verdict in sorted(verdicts, key=_preference):
        by_outlet.setdefault(fold(verdict.work.outlet or ""), verdict)
    rule, different = ledger.documents.two_outlets, list(by_outlet.values())
    if rule == "each":
        printed = [verdict for verdict in different if verdict.work.outlet]
        return printed or different
    if rule == "highest":
        return [min(different, key=lambda v: (-_level(v, ledger), _preference(v)))]
    return [min(different, key=_preference)]


def _preference(verdict: Verdict) -> tuple[int, str]:
    return _ORDER[verdict.status], verdict.work.path


def _level(verdict: Verdict, ledger: Ledger) -> int:
    """Return the place of a copy's level in the scale, -1 where it has none."""
    level = verdict.work.level
    return ledger.levels.index(level) if level in ledger.levels else -1
