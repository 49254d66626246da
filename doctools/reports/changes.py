"""Names every number that differs between two results, and why it does.

Nothing is guessed: a cause is a difference between the records themselves. Where they
show none, what is left is named: the tables, the settings, the version.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final

from doctools.records import Cause, Change, Move
from doctools.reports.work_changes import work_changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from doctools.records import (
        Award,
        CriterionResult,
        Decided,
        MemberCount,
        RankedSubject,
        Work,
    )
    from doctools.reports.earlier import SavedResult
    from doctools.reports.work_changes import WorkChange

_CountKey = tuple[str, str | None, str | None]
"""Member id or name with branch, document type, period."""
_BY_RESULTS: Final = frozenset({"pending", "tied"})
"""What keeps a list open through the results of those who stand on it."""


def compare_results(
    old: SavedResult,
    new: SavedResult,
    *,
    asked: Mapping[str, Iterable[str]] | None = None,
) -> tuple[Change, ...]:
    """Return what differs: counts, then criteria, then awards.

    Args:
        old: the earlier result.
        new: the later one.
        asked: the criteria each award asks for, so that no other is named as a cause.
    """
    comparison = _Comparison(old, new)
    criteria = list(comparison.criteria())
    return (
        *comparison.counts(),
        *criteria,
        *comparison.awards(criteria, asked=asked or {}),
    )


class _Comparison:
    """Two results with what is looked up in them again and again."""

    def __init__(self, old: SavedResult, new: SavedResult) -> None:
        self._old = old
        self._new = new
        self._works = work_changes(old, new)
        self._by_id: dict[str, list[WorkChange]] = defaultdict(list)
        self._by_count: dict[_CountKey, list[WorkChange]] = defaultdict(list)
        for change in self._works:
            for work_id in change.ids:
                self._by_id[work_id].append(change)
            for key in {key for work in change.sides for key in _keys_of(work)}:
                self._by_count[key].append(change)

    def counts(self) -> Iterator[Change]:
        """Yield the counts that moved, by branch, name, type and month."""
        before = {_key_of(count): count for count in self._old.members}
        after = {_key_of(count): count for count in self._new.members}
        for key in sorted(before.keys() | after.keys(), key=_sortable):
            was, now = before.get(key), after.get(key)
            moves = tuple(_count_moves(was, now))
            either = now or was
            if moves and either is not None:
                causes = _each_once(
                    cause for change in self._by_count[key] for cause in change.causes
                )
                yield Change(
                    of="member_count",
                    subject=either.member_id or either.name,
                    name=either.name,
                    branch=either.branch,
                    item=either.document_type,
                    period=either.period,
                    moves=moves,
                    causes=causes or self._rest(),
                )

    def criteria(self) -> Iterator[Change]:
        """Yield the criterion results that moved, by subject and criterion."""
        before = {(e.subject, e.criterion): e for e in self._old.criteria}
        after = {(e.subject, e.criterion): e for e in self._new.criteria}
        for key in sorted(before.keys() | after.keys()):
            was, now = before.get(key), after.get(key)
            moves = tuple(_criterion_moves(was, now))
            if moves:
                name, branch = self._names.get(key[0], (key[0], None))
                yield Change(
                    of="criterion_result",
                    subject=key[0],
                    name=name,
                    branch=branch,
                    item=key[1],
                    period=None,
                    moves=moves,
                    causes=self._why(key[0], was, now),
                )

    def awards(
        self, criteria: Iterable[Change], *, asked: Mapping[str, Iterable[str]]
    ) -> Iterator[Change]:
        """Yield awards and places that moved, in the order of the new ranking."""
        moved: dict[str, list[Change]] = defaultdict(list)
        for change in criteria:
            moved[change.subject].append(change)
        before = {award.award: award for award in self._old.awards}
        after = {award.award: award for award in self._new.awards}
        for name in dict.fromkeys((*after, *before)):
            was, now = before.get(name), after.get(name)
            yield from self._award(name, was, now)
            yield from self._places(
                name, was, now, moved=moved, asked=set(asked.get(name, ()))
            )

    def _award(
        self, name: str, was: Award | None, now: Award | None
    ) -> Iterator[Change]:
        moves = tuple(_moves(was, now, ("quota", "final")))
        if moves:
            settings = {move.field for move in moves} - {"final"}
            causes = self._rest() if settings else _openness(was, now)
            yield Change(
                of="award",
                subject="",
                name="",
                branch=None,
                item=name,
                period=None,
                moves=moves,
                causes=causes,
            )

    def _places(
        self,
        name: str,
        was: Award | None,
        now: Award | None,
        *,
        moved: Mapping[str, list[Change]],
        asked: set[str],
    ) -> Iterator[Change]:
        before = {line.subject: line for line in was.ranking} if was else {}
        after = {line.subject: line for line in now.ranking} if now else {}
        for subject in dict.fromkeys((*after, *before)):
            old, new = before.get(subject), after.get(subject)
            moves = tuple(_moves(old, new, ("rank", "status")))
            either = new or old
            if moves and either is not None:
                yield Change(
                    of="award",
                    subject=subject,
                    name=either.name,
                    branch=either.branch,
                    item=name,
                    period=None,
                    moves=moves,
                    causes=_place_causes(old, new, moved.get(subject, []), asked),
                )

    def _why(
        self, subject: str, was: CriterionResult | None, now: CriterionResult | None
    ) -> tuple[Cause, ...]:
        """Return why a criterion result moved; at least one cause."""
        if was is None or now is None:
            code = "subject_removed" if now is None else "subject_added"
            known = {
                e.subject for e in (self._new if now is None else self._old).criteria
            }
            return (Cause(code="rule_changed" if subject in known else code),)
        if was.required != now.required:
            before, after = str(was.required), str(now.required)
            return (Cause(code="rule_changed", before=before, after=after),)
        if was.decided != now.decided:
            before, after = _decision(was.decided), _decision(now.decided)
            return (Cause(code="decided", before=before, after=after),)
        causes = _each_once(
            (*self._work_causes(subject, was, now), *_row_causes(was, now))
        )
        if causes and not self._unexplained(was, now, causes):
            return causes
        return (*causes, *self._rest_of(was, now))

    def _work_causes(
        self, subject: str, was: CriterionResult, now: CriterionResult
    ) -> Iterator[Cause]:
        ids = {work_id for _, work_id in (*_listed(was), *_listed(now))}
        for work_id in sorted(ids):
            for change in self._by_id[work_id]:
                if subject not in self._members or any(
                    subject in _subjects(work) for work in change.sides
                ):
                    yield from change.causes

    def _unexplained(
        self, was: CriterionResult, now: CriterionResult, causes: tuple[Cause, ...]
    ) -> bool:
        """Tell whether a work is listed differently that itself has not changed."""
        changed = {change for cause in causes for change in self._ids(cause)}
        return any(work_id not in changed for _, work_id in _listed(was) ^ _listed(now))

    def _ids(self, cause: Cause) -> frozenset[str]:
        return frozenset(
            work_id
            for change in self._by_id.get(cause.work_id, ())
            for work_id in change.ids
        )

    def _rest_of(self, was: CriterionResult, now: CriterionResult) -> tuple[Cause, ...]:
        """Return what is left to explain a criterion result, where works do not."""
        on_nothing = not any((_listed(was), _listed(now), was.rows, now.rows))
        if (
            on_nothing
            and "no_data" not in {was.status, now.status}
            and self._same_rules
        ):
            return (Cause(code="other_results"),)
        rows = {(row.table, row.row) for row in (*was.rows, *now.rows)}
        tables = sorted({table for table, _ in rows})
        if len(rows) == 1 and self._have_changed(tables):
            ((table, row),) = rows
            return (Cause(code="row_changed", path=table, row=row),)
        return self._rest(tables)

    @property
    def _same_rules(self) -> bool:
        old, new = self._old.run, self._new.run
        return (old.version, old.config_sha256) == (new.version, new.config_sha256)

    def _rest(self, tables: Iterable[str] = ()) -> tuple[Cause, ...]:
        """Return what differs beside the works: version, criteria, tables, settings.

        Args:
            tables: the ones a result rests on; they are named before all others.
        """
        old, new = self._old.run, self._new.run
        if old.version != new.version:
            return (
                Cause(code="version_changed", before=old.version, after=new.version),
            )
        rules = [name for name in self._changed if name.endswith(".toml")]
        others = self._have_changed(tables) or [
            name for name in self._changed if name not in rules
        ]
        causes = [Cause(code="criteria_changed", path=name) for name in rules]
        if others:
            causes.append(Cause(code="tables_changed", path="、".join(others)))
        if old.config_sha256 != new.config_sha256 and not causes:
            causes.append(Cause(code="settings_changed"))
        named = Cause(code="tables_changed", path="、".join(tables))
        return tuple(causes) or (named,)

    def _have_changed(self, tables: Iterable[str]) -> list[str]:
        """Return those of the tables whose file differs; of a sheet its file does."""
        return [table for table in tables if table.startswith(self._changed)]

    @cached_property
    def _changed(self) -> tuple[str, ...]:
        """Names of criteria and tables that differ; an older result knows none."""
        old, new = self._old.run.sources, self._new.run.sources
        names = sorted(old.keys() | new.keys()) if old and new else ()
        return tuple(name for name in names if old.get(name) != new.get(name))

    @cached_property
    def _members(self) -> frozenset[str]:
        """All ids of persons that occur in either result."""
        return frozenset(
            count.member_id
            for result in (self._old, self._new)
            for count in result.members
            if count.member_id
        ) | frozenset(
            member.member_id
            for result in (self._old, self._new)
            for work in result.works
            for member in work.members
            if member.member_id
        )

    @cached_property
    def _names(self) -> dict[str, tuple[str, str | None]]:
        """Name and branch of every subject a result names."""
        found: dict[str, tuple[str, str | None]] = {}
        for result in (self._old, self._new):
            for award in result.awards:
                found |= {e.subject: (e.name, e.branch) for e in award.ranking}
            for count in result.members:
                if count.member_id:
                    found[count.member_id] = (count.name, count.branch)
        return found


def _key_of(count: MemberCount) -> _CountKey:
    return (
        _person(count.member_id, count.name, count.branch),
        count.document_type,
        count.period,
    )


def _keys_of(work: Work) -> Iterator[_CountKey]:
    """Yield the counts a work belongs to, one for each of its authors."""
    for member in work.members:
        person = _person(member.member_id, member.name, member.branch)
        yield person, work.document_type, work.period
    if work.organisation and not work.members:
        yield _person(None, work.organisation, None), work.document_type, work.period


def _person(member_id: str | None, name: str, branch: str | None) -> str:
    return member_id or f"{name}\0{branch or ''}"


def _sortable(key: _CountKey) -> tuple[str, str, str]:
    return key[0], key[1] or "", key[2] or ""


def _subjects(work: Work) -> set[str | None]:
    return {member.member_id for member in work.members} | {work.organisation}


def _count_moves(was: MemberCount | None, now: MemberCount | None) -> Iterator[Move]:
    for name in ("counted", "pending", "rejected"):
        before, after = getattr(was, name, 0), getattr(now, name, 0)
        if before != after:
            yield Move(field=name, before=_tidy(before), after=_tidy(after))


def _criterion_moves(
    was: CriterionResult | None, now: CriterionResult | None
) -> Iterator[Move]:
    yield from _moves(was, now, ("value", "required", "status"))
    before = was.by_period if was else {}
    after = now.by_period if now else {}
    for period in sorted(before.keys() | after.keys()):
        if before.get(period) != after.get(period):
            yield Move(
                field=period,
                before=_tidy(before.get(period)),
                after=_tidy(after.get(period)),
            )


def _moves(was: object, now: object, names: Iterable[str]) -> Iterator[Move]:
    for name in names:
        before, after = getattr(was, name, None), getattr(now, name, None)
        if before != after:
            yield Move(field=name, before=_tidy(before), after=_tidy(after))


def _tidy(value: float | str | None) -> float | str | None:
    """Return a whole number as one: `1`, not `1.0`."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _listed(entry: CriterionResult) -> set[tuple[str, str]]:
    """Return each work a result names with the list it stands in."""
    return {
        *(("counted", work_id) for work_id in entry.counted),
        *(("pending", work.work_id) for work in entry.pending),
        *(("rejected", work.work_id) for work in entry.rejected),
    }


def _row_causes(was: CriterionResult, now: CriterionResult) -> Iterator[Cause]:
    before = {(row.table, row.row) for row in was.rows}
    after = {(row.table, row.row) for row in now.rows}
    for table, row in sorted(after - before):
        yield Cause(code="row_added", path=table, row=row)
    for table, row in sorted(before - after):
        yield Cause(code="row_removed", path=table, row=row)


def _place_causes(
    was: RankedSubject | None,
    now: RankedSubject | None,
    moved: Iterable[Change],
    asked: set[str],
) -> tuple[Cause, ...]:
    """Return why a place moved: own results, else those of others."""
    if was is None or now is None:
        code = "subject_added" if was is None else "subject_removed"
        return (Cause(code=code),)
    causes = tuple(
        Cause(code="criterion_moved", path=change.item or "")
        for change in moved
        if not asked or change.item in asked
    )
    return causes or (Cause(code="others_moved"),)


def _openness(was: Award | None, now: Award | None) -> tuple[Cause, ...]:
    """Return what opened or settled a list beside the results it rests on."""
    before = set(was.open if was else ()) - _BY_RESULTS
    after = set(now.open if now else ()) - _BY_RESULTS
    return (
        *(Cause(code="list_settled", before=code) for code in sorted(before - after)),
        *(Cause(code="list_opened", after=code) for code in sorted(after - before)),
    ) or (Cause(code="other_results"),)


def _decision(decided: Decided | None) -> str:
    return f"{decided.field}={decided.value}" if decided else ""


def _each_once(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    return tuple(dict.fromkeys(causes))
