"""Works as named persons decided on them; what the program found stays beside it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from doctools.decisions import OFFICE
from doctools.members.attribution import status_of
from doctools.members.works import authorship
from doctools.model import Evidence
from doctools.records import Decided, WorkMember

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from doctools.decisions import Decision
    from doctools.facts import Person
    from doctools.records import Work

    OnWorks = Mapping[str, Sequence[Decision]]
    """Decisions by the path of the work."""

_AUTHORS = frozenset({"unknown_author", "namesake", "sources_disagree"})
"""Doubts that only the field `members` settles: a verdict names nobody."""
_SETTLED = {
    "members": _AUTHORS,
    "document_type": frozenset({"unknown_type"}),
    "period": frozenset({"unknown_period"}),
    "copied": frozenset({"suspected_copy"}),
}
_REFUSALS = {("verdict", "not_counted"), ("copied", "copied")}


def people_named(value: str, people: Sequence[Person]) -> tuple[WorkMember, ...] | None:
    """Return the members a decision names, or None if one is not on the roster.

    Args:
        value: member ids or, without a roster, names, joined by 、.
        people: the roster, perhaps empty.
    """
    known = {person.member_id: person for person in people}
    found = []
    for name in value.split("、"):
        person = known.get(name)
        if person is not None:
            found.append(
                WorkMember(member_id=name, name=person.name, branch=person.branch)
            )
        elif people:
            return None
        else:
            plain, _, branch = name.partition("@")
            found.append(WorkMember(member_id=None, name=plain, branch=branch or None))
    return tuple(found)


def decide_authors(
    works: Iterable[Work], decisions: OnWorks, *, people: Sequence[Person]
) -> tuple[Work, ...]:
    """Return the works with the authors persons named.

    Copies and suspicions are told by authors, so this comes before `works.resolve`.
    """
    return tuple(
        _with_authors(work, decision, people)
        if (decision := _on(work, "members", decisions))
        else work
        for work in works
    )


def refuse(works: Iterable[Work], decisions: OnWorks) -> tuple[Work, ...]:
    """Return the works with those rejected that persons refused.

    Of several versions of a work one that was not refused then counts.
    """
    return tuple(
        replace(work, codes=("decided",), status="rejected")
        if _refused(work, decisions)
        else work
        for work in works
    )


def decide(
    works: Sequence[Work],
    decisions: OnWorks,
    *,
    computed: Sequence[Work],
    outdated: OnWorks,
) -> tuple[Work, ...]:
    """Return the works as they count after all decisions.

    Args:
        works: resolved with the refused ones rejected.
        decisions: in force, by path.
        computed: the same works in the same order, resolved without any refusal.
        outdated: decisions on an earlier text of the file at a path; not applied.
    """
    judged = (
        _decided(work, decisions.get(work.path, ()), before)
        for work, before in zip(works, computed, strict=True)
    )
    flagged = [_flagged(work, outdated.get(work.path, ())) for work in judged]
    return tuple(_once(flagged, decisions))


def _on(work: Work, field: str, decisions: OnWorks) -> Decision | None:
    found = decisions.get(work.path, ())
    return next((each for each in found if each.field == field), None)


def _refused(work: Work, decisions: OnWorks) -> bool:
    """Tell whether a person refused a work; a verdict outweighs a finding of copying."""
    last = _on(work, "verdict", decisions) or _on(work, "copied", decisions)
    return last is not None and (last.field, last.value) in _REFUSALS


def _with_authors(work: Work, decision: Decision, people: Sequence[Person]) -> Work:
    office = decision.value.removeprefix(OFFICE)
    if office == decision.value:
        members, organisation = people_named(decision.value, people), None
    else:
        members, organisation = (), office
    if members is None:
        return work
    before = "、".join(each.member_id or each.name for each in work.members)
    return replace(
        _without(work, _AUTHORS),
        members=members,
        authors=len(members),
        organisation=organisation,
        evidence={**work.evidence, "members": _by_decision(decision)},
        decided=(told(decision, computed=before or work.organisation or ""),),
    )


def _decided(work: Work, decisions: Sequence[Decision], before: Work) -> Work:
    """Return one work after the decisions on it, all but the one on its authors."""
    fields = {decision.field: decision for decision in decisions}
    authors_settled = any(entry.field == "members" for entry in work.decided)
    if authors_settled:
        work = _without(work, _AUTHORS)
    if decision := fields.get("document_type"):
        work = replace(
            _without(work, _SETTLED["document_type"]),
            document_type=decision.value,
            certain=True,
            evidence={**work.evidence, "document_type": _by_decision(decision)},
            decided=_and(work, decision, computed=before.document_type or ""),
        )
    if decision := fields.get("period"):
        work = replace(
            _without(work, _SETTLED["period"]),
            period=decision.value,
            evidence={**work.evidence, "period": _by_decision(decision)},
            decided=_and(work, decision, computed=before.period or ""),
        )
    verdict = " ".join((before.status, *before.codes))
    if decision := fields.get("book"):
        work = replace(
            work,
            book=decision.value,
            evidence={**work.evidence, "book": _by_decision(decision)},
            decided=_and(work, decision, computed=before.book or ""),
        )
    if decision := fields.get("copied"):
        judged = work if "verdict" in fields else _judged(work, decision)
        work = replace(judged, decided=_and(work, decision, computed=verdict))
    if decision := fields.get("verdict"):
        judged = _judged(work, decision)
        work = replace(judged, decided=_and(work, decision, computed=verdict))
    return work


def _judged(work: Work, decision: Decision) -> Work:
    """Return a work as far as a verdict or a finding of copying settles it."""
    if (decision.field, decision.value) in _REFUSALS:
        return replace(work, codes=("decided",), status="rejected")
    if decision.field == "copied":
        return _without(work, _SETTLED["copied"])
    accepted = _without(work, frozenset(work.codes) - _AUTHORS)
    return replace(accepted, certain=work.certain or work.document_type is not None)


def _flagged(work: Work, outdated: Sequence[Decision]) -> Work:
    """Return a work whose text has changed since a decision: it waits for a new one."""
    settled = {entry.field for entry in work.decided}
    lost = [each for each in outdated if not settled & {each.field, "verdict"}]
    if not lost:
        return work
    codes = (*work.codes, "decision_outdated")
    verdict = " ".join((work.status, *work.codes))
    return replace(
        work,
        codes=codes,
        status=status_of(codes),
        decided=(
            *work.decided,
            *(told(each, computed=verdict, outdated=True) for each in lost),
        ),
    )


def _once(works: Sequence[Work], decisions: OnWorks) -> list[Work]:
    """Return the works with each text of the same authors counted once at most.

    The copy that a person decided on stands for all of them.
    """
    copies: dict[tuple[str, frozenset[tuple[str, str]]], list[Work]] = defaultdict(list)
    for work in works:
        copies[work.work_id, authorship(work)].append(work)
    dropped: set[str] = set()
    for (_, authors), group in copies.items():
        chosen = [work for work in group if _on(work, "verdict", decisions)]
        if authors and chosen and len(group) > 1 and group[0].characters:
            kept = min(chosen, key=lambda work: (work.status != "ok", work.path))
            dropped |= {work.path for work in group} - {kept.path}
    return [
        _as_repeat(work) if work.path in dropped and work.status != "rejected" else work
        for work in works
    ]


def _as_repeat(work: Work) -> Work:
    codes = (*work.codes, "repeat_submission")
    return replace(work, codes=codes, status=status_of(codes))


def _without(work: Work, settled: frozenset[str]) -> Work:
    codes = tuple(code for code in work.codes if code not in settled)
    return replace(work, codes=codes, status=status_of(codes))


def _and(work: Work, decision: Decision, *, computed: str) -> tuple[Decided, ...]:
    return (*work.decided, told(decision, computed=computed))


def told(decision: Decision, *, computed: str, outdated: bool = False) -> Decided:
    """Return a decision as records tell it."""
    return Decided(
        field=decision.field,
        value=decision.value,
        computed=computed,
        by=decision.by,
        on=decision.on.isoformat() if decision.on else None,
        reason=decision.reason,
        basis=decision.basis,
        outdated=outdated,
    )


def _by_decision(decision: Decision) -> Evidence:
    return Evidence(source="decision", text=decision.by)
