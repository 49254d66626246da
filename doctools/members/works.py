"""One work counts once: copies, the same article in two outlets, another's text.

Copies by the same authors become one work. Text shared with somebody else waits for a
person on both sides; nothing is rejected for suspicion.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from doctools.members.attribution import status_of
from doctools.members.outlets import level_rank
from doctools.text.normalize import folded_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from doctools.records import Work

_NOBODY = frozenset({"unknown_author", "namesake", "sources_disagree"})
"""Codes of works whose authors are not settled: they are nobody's copy."""
_ORDER = {"ok": 0, "pending": 1, "rejected": 2}
_NO_TEXT = f"w-{folded_digest('')[:12]}"

Authorship = frozenset[tuple[str, str]]


def resolve(
    works: Iterable[Work],
    *,
    near_duplicates: Mapping[str, tuple[str, ...]],
    shared: Mapping[str, float],
    shared_with: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    suspect_from: float = 0.3,
) -> tuple[Work, ...]:
    """Return the works in code-point order of their paths, repeats and suspicions marked.

    Args:
        works: as attributed.
        near_duplicates: paths whose text is nearly the same, from either side.
        shared: per path the share of its text found in one other member's work, 0 to 1.
        shared_with: for a path in `shared`, the paths of those works.
        suspect_from: share from which such a work waits for a person.
    """
    ordered = sorted(works, key=lambda work: work.path)
    near = _alike(ordered, near_duplicates)
    single = _mark_repeats(ordered, near)
    suspected = _suspected(ordered, near)
    for path, share in shared.items():
        if share >= suspect_from:
            suspected.update((path, *shared_with.get(path, ())))
    disputed = _disputed(ordered, near)
    return tuple(
        _with_code(
            _with_code(work, "suspected_copy" if work.path in suspected else None),
            "sources_disagree" if work.path in disputed else None,
        )
        for work in single
    )


def authorship(work: Work) -> Authorship:
    """Return who a work is by: members and organisation; empty if not settled."""
    if _NOBODY.intersection(work.codes):
        return frozenset()
    people = {("member", member.member_id or member.name) for member in work.members}
    office = {("organisation", work.organisation)} if work.organisation else set()
    return frozenset(people | office)


def _alike(
    works: Sequence[Work], near_duplicates: Mapping[str, tuple[str, ...]]
) -> dict[str, frozenset[str]]:
    """Return for each path the others that hold the same or nearly the same text."""
    alike: dict[str, set[str]] = defaultdict(set)
    same: dict[str, list[str]] = defaultdict(list)
    for work in works:
        if work.work_id != _NO_TEXT:
            same[work.work_id].append(work.path)
    copies = ((path, tuple(group)) for group in same.values() for path in group)
    for path, others in (*near_duplicates.items(), *copies):
        for other in others:
            if other != path:
                alike[path].add(other)
                alike[other].add(path)
    return {path: frozenset(others) for path, others in alike.items()}


def _mark_repeats(
    works: Sequence[Work], near: Mapping[str, frozenset[str]]
) -> list[Work]:
    """Reject all but one of the works that hold one text by the same authors."""
    by_path = {work.path: work for work in works}
    marked: dict[str, Work] = {}
    for group in _groups(works, near):
        kept = min(group, key=lambda path: _preference(by_path[path]))
        for path in group:
            same_as = tuple(other for other in group if other != path)
            code = None if path == kept or not same_as else "repeat_submission"
            marked[path] = _with_code(replace(by_path[path], same_as=same_as), code)
    return [marked[work.path] for work in works]


def _preference(work: Work) -> tuple[int, int, str]:
    """Order copies of a work: usable ones, then the highest outlet, then the first path."""
    return _ORDER[work.status], -level_rank(work.level), work.path


def _groups(
    works: Sequence[Work], near: Mapping[str, frozenset[str]]
) -> list[list[str]]:
    """Return the paths of each work: chains of copies by one authorship, sorted."""
    by_path = {work.path: authorship(work) for work in works}
    seen: set[str] = set()
    groups = []
    for work in works:
        if work.path in seen:
            continue
        group, waiting = {work.path}, [work.path]
        while waiting:
            path = waiting.pop()
            for other in near.get(path, frozenset()) - group:
                if by_path[work.path] and by_path.get(other) == by_path[work.path]:
                    group.add(other)
                    waiting.append(other)
        seen |= group
        groups.append(sorted(group))
    return groups


def _suspected(works: Sequence[Work], near: Mapping[str, frozenset[str]]) -> set[str]:
    """Return the paths whose text others hold who had no part in writing it."""
    by_path = {work.path: authorship(work) for work in works}
    return {
        path
        for path, authors in by_path.items()
        for other in near.get(path, ())
        if authors and by_path.get(other) and not authors & by_path[other]
    }


def _disputed(works: Sequence[Work], near: Mapping[str, frozenset[str]]) -> set[str]:
    """Return the paths of one text that names different sets of authors who overlap."""
    by_path = {work.path: authorship(work) for work in works}
    return {
        path
        for path, authors in by_path.items()
        for other in near.get(path, ())
        if authors & by_path.get(other, frozenset()) and authors != by_path[other]
    }


def _with_code(work: Work, code: str | None) -> Work:
    if code is None or code in work.codes:
        return work
    codes = (*work.codes, code)
    return replace(work, codes=codes, status=status_of(codes))
