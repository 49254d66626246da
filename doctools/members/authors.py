"""Who wrote a paper, decided from what each place says; doubt is a code, never a guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from doctools.members.assignments import evidence_of as told_by
from doctools.members.namesakes import Span, branches_of, evidence_of, tell_apart
from doctools.messages.lists import joined
from doctools.model import Evidence
from doctools.records import WorkMember

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doctools.facts import Assignment, Person
    from doctools.members.names import Names, Reading

ORGANISATION_ONLY = frozenset(
    {"会议记录", "督查记录", "领导小组文件", "考试成绩表", "典型材料"}
)
"""Papers that name people and are by none of them."""
ORGANISATION_FIRST = ORGANISATION_ONLY | {
    "推进规划",
    "实施方案",
    "学习制度",
    "轮训制度",
    "民主生活会制度",
    "重大事项报告制度",
    "民主评议党员制度",
    "规章制度",
    "督查通报",
    "通报",
    "通知",
    "意见",
    "决定",
    "公告",
    "请示",
    "批复",
    "函",
    "命令",
    "议案",
    "报告",
}
"""Papers of an office first; of a person only if an author line says so."""
ORGANISATION_TOO = frozenset(
    {"经验材料", "宣传稿件", "专栏材料", "培训计划", "工作总结"}
)
"""Papers of a person if one signed them, else of an office."""

ORGANISATION_IF_SIGNED = frozenset({"调研报告", "对照检查材料", "民主生活会发言"})
"""Papers of a person, or of the office whose name alone stands on them: a survey by a
committee, what the leading group of a branch finds wanting in itself."""

AUTHOR_CODES = frozenset({"unknown_author", "namesake", "sources_disagree"})
"""Codes of a paper whose author is not settled."""

_OFFICE_ORDER = ("signature", "author_line", "title", "folder", "file_name")


@dataclass(frozen=True, kw_only=True)
class Authors:
    """Who wrote a paper, and why.

    Attributes:
        members: authors in the order of authorship; while pending, all who may be meant.
        number: of authors named, outsiders included.
        organisation: whose own paper it is, or None.
        codes: unknown_author, namesake or sources_disagree.
        evidence: under members, members_against, members_hint, outsiders, branch,
            organisation.
    """

    members: tuple[WorkMember, ...] = ()
    number: int = 0
    organisation: str | None = None
    codes: tuple[str, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


def decide_authors(
    readings: Sequence[Reading],
    *,
    names: Names,
    document_type: str | None,
    issuer: Reading | None,
    written: Span | None = None,
) -> Authors:
    """Return who wrote a paper.

    Args:
        readings: what author line, signature, file name and folder say, in this order.
        names: the roster's names; empty without a roster.
        document_type: decides whether an office may be the author.
        issuer: the organisation an official title begins with.
        written: first and last day the work's date may mean, or None.
    """
    office = _office(readings, names=names, issuer=issuer)
    personal = _personal(readings, names=names, written=written)
    if document_type in ORGANISATION_ONLY:
        return office or Authors(codes=("unknown_author",), evidence=_hints(readings))
    if document_type in ORGANISATION_FIRST:
        named = any(each.source == "author_line" and each.names for each in readings)
        return office or (personal if named else None) or _unknown(readings)
    if document_type in ORGANISATION_TOO:
        return personal or office or _unknown(readings)
    if document_type in ORGANISATION_IF_SIGNED and _signed_by_office(readings, issuer):
        return personal or office or _unknown(readings)
    return personal or _unknown(readings)


def assigned_authors(
    found: Authors, assigned: Assignment | None, *, people: Mapping[str, Person]
) -> Authors:
    """Return the authors the clerk's mapping names, else those that were found.

    The mapping settles every doubt about them. It lists people of the roster; outsiders
    are counted as the paper names them, if it names the same people.
    """
    if assigned is None or not (assigned.members or assigned.organisation):
        return found
    members = _members(
        people[member_id] for member_id in assigned.members if member_id in people
    )
    of_paper = [member.member_id for member in found.members]
    listed = [member.member_id for member in members]
    same = set(listed) >= set(of_paper)
    if listed == of_paper:
        members = found.members
    told = told_by(assigned)
    evidence = {"members": told} if members else {}
    if assigned.organisation:
        evidence["organisation"] = told
    if members and same and "outsiders" in found.evidence:
        evidence["outsiders"] = found.evidence["outsiders"]
    return Authors(
        members=members,
        number=max(len(members), found.number) if members and same else len(members),
        organisation=assigned.organisation,
        evidence=evidence,
    )


def _unknown(readings: Sequence[Reading]) -> Authors:
    return Authors(codes=("unknown_author",), evidence=_hints(readings))


def _hints(readings: Sequence[Reading]) -> dict[str, Evidence]:
    """Return the first place that names anyone at all, for the person who decides."""
    named = next((reading for reading in readings if reading.names), None)
    return {"members_hint": evidence_of(named)} if named else {}


def _office(
    readings: Sequence[Reading], *, names: Names, issuer: Reading | None
) -> Authors | None:
    """Return the organisation that signed the paper or in whose folder it lies."""

    def rank(reading: Reading) -> int:
        return _OFFICE_ORDER.index(reading.source)

    places = [*readings, *([issuer] if issuer else [])]
    for reading in sorted(places, key=rank):
        found = reading.organisations[-1:]
        if not found and not names.organisations and reading.likely_organisation:
            found = (reading.likely_organisation,)
        if found:
            return Authors(
                organisation=found[0], evidence={"organisation": evidence_of(reading)}
            )
    return None


def _signed_by_office(readings: Sequence[Reading], issuer: Reading | None) -> bool:
    """Tell whether the paper itself, not its folder, names an organisation."""
    on_paper = ("signature", "author_line", "title")
    return issuer is not None or any(
        each.organisations and not each.names
        for each in readings
        if each.source in on_paper
    )


def _personal(
    readings: Sequence[Reading], *, names: Names, written: Span | None
) -> Authors | None:
    """Return the persons the readings name, or None if they name nobody."""
    named = [reading for reading in readings if reading.names]
    if not named:
        return None
    first, others = named[0], named[1:]
    against = next((other for other in others if not _agrees(first, other)), None)
    if not names:
        return _as_found(first, readings, against)
    if against is not None:
        return _disagreement(first, against)
    if not first.people:
        return None
    found = _on_roster(first, readings, names=names, written=written)
    doubt = _doubt(first)
    return replace(found, codes=(doubt,)) if doubt and not found.codes else found


def _doubt(reading: Reading) -> str | None:
    """Return the code of a place that names people and yet not clearly the authors."""
    if reading.doubtful:
        return "sources_disagree"
    return "unknown_author" if reading.incomplete else None


def _agrees(first: Reading, other: Reading) -> bool:
    """Tell whether a weaker place names no one the stronger one leaves out.

    People outside the roster are compared only where a place names nobody else: a
    joint paper may well have outsiders among its authors. A folder of several people
    and 张三（李四代交） agree with the one of them who wrote.
    """
    if first.people and other.people:
        if other.doubtful in ("deputy", "several"):
            return bool(_known(first) & _known(other))
        return _known(other) <= _known(first)
    return other.names <= first.names


def _known(reading: Reading) -> frozenset[str]:
    return frozenset(bearers[0].name for bearers in reading.people)


def _disagreement(first: Reading, against: Reading) -> Authors:
    people = [
        person
        for reading in (first, against)
        for each in reading.people
        for person in each
    ]
    return Authors(
        members=_members(people),
        number=len(first.names),
        codes=("sources_disagree",),
        evidence={
            "members": evidence_of(first),
            "members_against": evidence_of(against),
        },
    )


def _as_found(
    first: Reading, readings: Sequence[Reading], against: Reading | None
) -> Authors:
    """Return names as they stand, where no roster can tell who bears them."""
    places = (*first.organisations, first.likely_organisation)
    later = (
        each for r in readings for each in (*r.organisations, r.likely_organisation)
    )
    branch = next((place for place in (*places, *later) if place), None)
    evidence = {"members": evidence_of(first)}
    strangers = first.strangers
    if against is not None:
        evidence["members_against"] = evidence_of(against)
        strangers = tuple(dict.fromkeys((*strangers, *against.strangers)))
    return Authors(
        members=tuple(
            WorkMember(member_id=None, name=name, branch=branch) for name in strangers
        ),
        number=len(first.names),
        codes=("sources_disagree",) if against is not None else (),
        evidence=evidence,
    )


def _on_roster(
    first: Reading,
    readings: Sequence[Reading],
    *,
    names: Names,
    written: Span | None,
) -> Authors:
    """Return the roster's people; namesakes are told apart by branch or by date."""
    evidence = {"members": evidence_of(first)}
    if first.strangers:
        outsiders = replace(first, text=joined(first.strangers))
        evidence["outsiders"] = evidence_of(outsiders)
    chosen: list[Person] = []
    codes: set[str] = set()
    places = _places(first, readings)
    for bearers in _in_order(first, readings):
        told = tell_apart(
            bearers,
            readings,
            branches=names.organisations.branches,
            others=_branches(each for each in first.people if each is not bearers),
            written=written,
        )
        chosen.extend(told.people)
        if told.code is not None:
            codes.add(told.code)
        if told.evidence is not None:
            key = "branch" if told.code is None else "members_against"
            evidence[key] = told.evidence
    return Authors(
        members=_members(chosen, places=places),
        number=len(first.names),
        codes=tuple(sorted(codes)),
        evidence=evidence,
    )


def _in_order(
    first: Reading, readings: Sequence[Reading]
) -> tuple[tuple[Person, ...], ...]:
    """Return the authors in order, those first whom any place says to have held the pen."""
    pens = _pens(readings)
    return tuple(sorted(first.people, key=lambda people: people[0].name not in pens))


def _places(first: Reading, readings: Sequence[Reading]) -> dict[str, int]:
    """Return the place of each name among all authors, from 1, where outsiders are."""
    if not first.strangers:
        return {}
    pens = _pens(readings)
    in_order = sorted(first.order, key=lambda name: name not in pens)
    return {name: place for place, name in enumerate(in_order, 1)}


def _pens(readings: Sequence[Reading]) -> frozenset[str]:
    return frozenset[str]().union(*(reading.pens for reading in readings))


def _branches(people: Iterable[tuple[Person, ...]]) -> frozenset[str | None]:
    return frozenset(
        branch
        for bearers in people
        for person in bearers
        for branch in branches_of(person)
    )


def _members(
    people: Iterable[Person], *, places: Mapping[str, int] = MappingProxyType({})
) -> tuple[WorkMember, ...]:
    unique = {person.member_id: person for person in people}
    return tuple(
        WorkMember(
            member_id=person.member_id,
            name=person.name,
            branch=person.branch,
            place=places.get(person.name),
        )
        for person in unique.values()
    )
