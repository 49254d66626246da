"""Tests the innocent explanations of a pair before anybody is asked about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.reports.passages import work_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from doctools.records import Overlap, OverlapSide, Work
    from doctools.reports.pairs import Pair
    from doctools.result import Result

SOURCES = ("reference", "template")
"""Stores in which both sides may have found the same text."""
_PUBLIC = ("reference", "template", "quotation")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One explanation that was tested.

    Attributes:
        code: common_source, others_too, joint_work, own_work, quotation.
        found: whether something speaks for it.
        facts: numbers and names for its sentence.
    """

    code: str
    found: bool
    facts: Mapping[str, object]


def explanations(result: Result, pair: Pair) -> tuple[Explanation, ...]:
    """Return every explanation that was tested, the nearest first."""
    return (
        _common_source(result, pair),
        _others_too(result, pair),
        _own_work(result, pair),
        _joint_work(result, pair),
        _quotation(pair),
    )


def _common_source(result: Result, pair: Pair) -> Explanation:
    """Look for public text in the passages, as far as both sides could have it."""
    spans = [_span(overlap.left) for overlap in pair.overlaps]
    best, name = 0, ""
    for path, held in _public_spans(result, pair.left).items():
        inside = sum(_shared(span, held) for span in spans)
        if inside > best:
            best, name = inside, path
    return Explanation(
        code="common_source",
        found=best > 0,
        facts={"name": name, "characters": best},
    )


def _public_spans(result: Result, path: str) -> dict[str, list[Span]]:
    """Return by source which spans of a work stand in public texts and templates."""
    found: dict[str, list[Span]] = {}
    for overlap in result.overlaps:
        if overlap.left.path == path and (
            overlap.right.store in SOURCES and overlap.class_ in _PUBLIC
        ):
            found.setdefault(overlap.right.path, []).append(_span(overlap.left))
    return found


def _others_too(result: Result, pair: Pair) -> Explanation:
    """Look for further works that hold one of the passages: a third may be the source."""
    spans = [_span(overlap.left) for overlap in pair.counting or pair.overlaps]
    others = {
        other.path
        for side, other in _sides(result.overlaps, pair.left)
        if other.path != pair.right
        and other.store not in SOURCES
        and any(_shared(span, [_span(side)]) for span in spans)
    }
    return Explanation(
        code="others_too",
        found=bool(others),
        facts={"number": len(others), "names": sorted(others)},
    )


def _sides(
    overlaps: Iterable[Overlap], path: str
) -> Iterator[tuple[OverlapSide, OverlapSide]]:
    """Yield a work's side of each of its passages, and the other side."""
    for overlap in overlaps:
        if overlap.left.path == path:
            yield overlap.left, overlap.right
        elif overlap.right.path == path and overlap.right.store not in SOURCES:
            yield overlap.right, overlap.left


def _own_work(result: Result, pair: Pair) -> Explanation:
    """Look for an author both works have."""
    left, right = _both(result, pair)
    ours, theirs = authors(left), authors(right)
    if pair.store == "archive":  # which knows people by their names alone
        ours = _names(left)
    names = sorted(ours & theirs)
    known = bool(ours and theirs)
    return Explanation(
        code="own_work" if known or names else "own_work_unknown",
        found=bool(names),
        facts={"names": names},
    )


def _joint_work(result: Result, pair: Pair) -> Explanation:
    """Look for papers that authors of both works wrote together, these two included."""
    left, right = _both(result, pair)
    ours, theirs = authors(left) - authors(right), authors(right) - authors(left)
    joint = sorted(
        work.path
        for work in result.known.values()
        if authors(work) & ours and authors(work) & theirs
    )
    several = any(len(authors(work)) > 1 for work in (left, right) if work)
    return Explanation(
        code="joint_work",
        found=bool(joint) or several,
        facts={"number": len(joint), "names": joint},
    )


def _quotation(pair: Pair) -> Explanation:
    quoted = [one for one in pair.overlaps if one.class_ == "quotation"]
    return Explanation(
        code="quotation", found=bool(quoted), facts={"number": len(quoted)}
    )


def authors(work: Work | None) -> frozenset[str]:
    """Return by what names the authors of a work are known; namesakes are apart."""
    if work is None:
        return frozenset()
    people = {member.member_id or member.name for member in work.members}
    return frozenset(people | ({work.organisation} if work.organisation else set()))


def _names(work: Work | None) -> frozenset[str]:
    return frozenset(member.name for member in work.members) if work else frozenset()


def _both(result: Result, pair: Pair) -> tuple[Work | None, Work | None]:
    first = pair.overlaps[0]
    return work_of(result, first.left), work_of(result, first.right)


def _span(side: OverlapSide) -> Span:
    return side.doc_start, side.doc_end


def _shared(span: Span, others: Sequence[Span]) -> int:
    """Return how many characters of a span lie in others; each counts once."""
    total, reach = 0, span[0]
    for start, end in sorted(others):
        low, high = max(start, reach), min(end, span[1])
        if low < high:
            total += high - low
            reach = high
    return total
