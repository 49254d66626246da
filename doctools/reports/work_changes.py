"""What became of each work between two results: added, gone, decided, judged anew."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.records import Cause, Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from doctools.reports.earlier import SavedResult

_READ_OFF = ("document_type", "period", "book", "outlet", "level", "date")
"""What is read off a paper or its tables, and so can change with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkChange:
    """One work that differs between two results; one side may be missing."""

    before: Work | None
    after: Work | None
    causes: tuple[Cause, ...]

    @property
    def sides(self) -> tuple[Work, ...]:
        """The work before and after, as far as there is one."""
        return tuple(work for work in (self.before, self.after) if work is not None)

    @property
    def ids(self) -> frozenset[str]:
        """The ids the work had and has."""
        return frozenset(work.work_id for work in self.sides)


def work_changes(old: SavedResult, new: SavedResult) -> tuple[WorkChange, ...]:
    """Return every work that differs, by path."""
    before = {work.path: work for work in old.works}
    after = {work.path: work for work in new.works}
    renamed = _renamed(before, after)
    for new_path, old_path in renamed.items():
        before[new_path] = before.pop(old_path)
    found = (
        WorkChange(
            before=before.get(path),
            after=after.get(path),
            causes=tuple(
                _causes(path, before.get(path), after.get(path), old=old, new=new)
            ),
        )
        for path in sorted(before.keys() | after.keys())
    )
    return tuple(change for change in found if change.causes)


def _renamed(before: dict[str, Work], after: dict[str, Work]) -> dict[str, str]:
    """Return the old path of each file that stands under a new one, its text the same."""
    gone: dict[str, list[str]] = defaultdict(list)
    for path in sorted(before.keys() - after.keys()):
        gone[before[path].work_id].append(path)
    come: dict[str, list[str]] = defaultdict(list)
    for path in sorted(after.keys() - before.keys()):
        come[after[path].work_id].append(path)
    return {
        path: earlier
        for work_id, paths in come.items()
        for path, earlier in zip(paths, gone[work_id], strict=False)
    }


def _causes(
    path: str,
    before: Work | None,
    after: Work | None,
    *,
    old: SavedResult,
    new: SavedResult,
) -> Iterator[Cause]:
    if before is None and after is not None:
        known = old.files.get(path)
        code = "file_read" if known else "file_added"
        yield Cause(code=code, path=path, work_id=after.work_id, before=known or "")
    elif after is None and before is not None:
        known = new.files.get(path)
        code = "file_unread" if known else "file_removed"
        yield Cause(code=code, path=path, work_id=before.work_id, after=known or "")
    elif before is not None and after is not None:
        yield from _differences(before, after)


def _differences(before: Work, after: Work) -> Iterator[Cause]:
    """Yield what differs; a decision or another text explains all the rest."""

    def cause(code: str, was: str = "", now: str = "") -> Cause:
        return Cause(
            code=code, path=after.path, work_id=after.work_id, before=was, after=now
        )

    if before.path != after.path:
        yield cause("file_renamed", before.path, after.path)
    if before.work_id != after.work_id:
        yield cause("text_changed")
    elif before.decided != after.decided:
        yield cause("decided", decided_words(before), decided_words(after))
    else:
        judged = list(_judged_anew(before, after, cause))
        yield from judged
        if not judged and _verdict(before) != _verdict(after):
            yield cause("reassessed", _verdict(before), _verdict(after))


def _judged_anew(
    before: Work, after: Work, cause: Callable[..., Cause]
) -> Iterator[Cause]:
    """Yield whose the work is now, and what else was read off it differently."""
    if before.members != after.members or before.organisation != after.organisation:
        yield cause("reattributed", authors(before), authors(after))
    for name in _READ_OFF:
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield cause(f"{name}_changed", was or "", now or "")


def authors(work: Work) -> str:
    """Return whose a work is, as member ids where they are known."""
    names = [member.member_id or member.name for member in work.members]
    return "、".join(names) or work.organisation or ""


def decided_words(work: Work) -> str:
    """Return what was decided: `verdict=counted`, one after the other."""
    return "、".join(
        f"{entry.field}={entry.value}" for entry in work.decided if not entry.outdated
    )


def _verdict(work: Work) -> str:
    """Return the status and its codes: `pending unknown_outlet`."""
    return " ".join((work.status, *work.codes))
