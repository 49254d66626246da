"""Who wrote a paper, decided from what each place says; doubt is a code, never a guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doctools.members.privacy import mask
from doctools.model import Evidence
from doctools.records import WorkMember

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doctools.facts import Person
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

_OFFICE_ORDER = ("signature", "author_line", "title", "folder", "file_name")


@dataclass(frozen=True, kw_only=True)
class Authors:
    """Who wrote a paper, and why.

    Attributes:
        members: authors in the order named; while pending, all who may be meant.
        organisation: whose own paper it is, or None.
        codes: unknown_author, namesake or sources_disagree.
        evidence: under members, members_against, members_hint, branch, organisation.
    """

    members: tuple[WorkMember, ...] = ()
    organisation: str | None = None
    codes: tuple[str, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


def decide_authors(
    readings: Sequence[Reading],
    *,
    names: Names,
    document_type: str | None,
    issuer: Reading | None,
) -> Authors:
    """Return who wrote a paper.

    Args:
        readings: what author line, signature, file name and folder say, in this order.
        names: the roster's names; empty without a roster.
        document_type: decides whether an office may be the author.
        issuer: the organisation an official title begins with.
    """
    office = _office(readings, names=names, issuer=issuer)
    personal = _personal(readings, names=names)
    if document_type in ORGANISATION_ONLY:
        return office or Authors(codes=("unknown_author",), evidence=_hints(readings))
    if document_type in ORGANISATION_FIRST:
        named = any(each.source == "author_line" and each.names for each in readings)
        return office or (personal if named else None) or _unknown(readings)
    if document_type in ORGANISATION_TOO:
        return personal or office or _unknown(readings)
    return personal or _unknown(readings)


def evidence_of(reading: Reading) -> Evidence:
    """Return a reading as evidence, long numbers masked."""
    return Evidence(source=reading.source, text=mask(reading.text), block=reading.block)


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


def _personal(readings: Sequence[Reading], *, names: Names) -> Authors | None:
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
    return _on_roster(first, readings, names=names)


def _agrees(first: Reading, other: Reading) -> bool:
    """Tell whether a weaker place names no one the stronger one leaves out.

    People outside the roster are compared only where a place names nobody else: a
    joint paper may well have outsiders among its authors.
    """
    if first.people and other.people:
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
        codes=("sources_disagree",) if against is not None else (),
        evidence=evidence,
    )


def _on_roster(first: Reading, readings: Sequence[Reading], *, names: Names) -> Authors:
    """Return the roster's people; namesakes are told apart by their branch."""
    evidence = {"members": evidence_of(first)}
    chosen: list[Person] = []
    codes: set[str] = set()
    for bearers in first.people:
        people, code, reading = _by_branch(
            bearers,
            readings,
            names.organisations.branches,
            others=_branches(each for each in first.people if each is not bearers),
        )
        chosen.extend(people)
        if code is not None:
            codes.add(code)
        if reading is not None:
            evidence["branch" if code is None else "members_against"] = evidence_of(
                reading
            )
    return Authors(
        members=_members(chosen), codes=tuple(sorted(codes)), evidence=evidence
    )


def _branches(people: Iterable[tuple[Person, ...]]) -> frozenset[str | None]:
    return frozenset(person.branch for bearers in people for person in bearers)


def _by_branch(
    bearers: tuple[Person, ...],
    readings: Sequence[Reading],
    branches: frozenset[str],
    *,
    others: frozenset[str | None],
) -> tuple[tuple[Person, ...], str | None, Reading | None]:
    """Return who of a name's bearers is meant, a code if in doubt, and the place read.

    A place that names a branch none of them belongs to speaks against all of them,
    unless it is a branch of another author of the same paper (`others`).
    """
    chosen: dict[str, Reading] = {}
    for reading in readings:
        places = branches.intersection(reading.organisations)
        if not places:
            continue
        fitting = [person for person in bearers if person.branch in places]
        if places & others and not fitting:
            continue
        if not fitting and all(person.branch for person in bearers):
            return bearers, "sources_disagree", reading
        if len(fitting) == 1:
            chosen.setdefault(fitting[0].member_id, reading)
    if len(chosen) > 1:
        return bearers, "sources_disagree", list(chosen.values())[1]
    if len(bearers) == 1:
        return bearers, None, None
    for member_id, reading in chosen.items():
        return tuple(p for p in bearers if p.member_id == member_id), None, reading
    return bearers, "namesake", None


def _members(people: Iterable[Person]) -> tuple[WorkMember, ...]:
    unique = {person.member_id: person for person in people}
    return tuple(
        WorkMember(member_id=person.member_id, name=person.name, branch=person.branch)
        for person in unique.values()
    )
