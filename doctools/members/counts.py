"""How many works each member has, by type and month; every number lists its works."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from doctools.records import MemberCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doctools.facts import Facts
    from doctools.records import Work, WorkMember


class _Cell(NamedTuple):
    """Whose, what and when: one line of the counts, in the order they are sorted."""

    branch: str
    name: str
    member_id: str
    document_type: str
    period: str


def count(
    works: Iterable[Work], *, facts: Facts, months: Sequence[str]
) -> tuple[MemberCount, ...]:
    """Return the works per member, type and month, sorted by branch, name, type, month.

    A joint work counts in full for each author. A work nobody could be found for, or of
    an organisation, appears in no line.

    Args:
        works: as `works.resolve` returns them.
        facts: the roster names the people where it knows them.
        months: of the campaign; a work of any other month stands under no month. Empty:
            every month stands as it is.
    """
    people = {person.member_id: person for person in facts.people}
    cells: dict[_Cell, list[Work]] = defaultdict(list)
    for work in sorted(works, key=lambda each: each.path):
        for member in work.members:
            person = people.get(member.member_id or "")
            branch = person.branch if person else member.branch
            cells[_cell(work, member, branch=branch, months=months)].append(work)
    return tuple(_counted(cell, cells[cell]) for cell in sorted(cells))


def _cell(
    work: Work, member: WorkMember, *, branch: str | None, months: Sequence[str]
) -> _Cell:
    period = work.period or ""
    return _Cell(
        branch=branch or "",
        name=member.name,
        member_id=member.member_id or "",
        document_type=work.document_type or "",
        period=period if not months or period in months else "",
    )


def _counted(cell: _Cell, works: Sequence[Work]) -> MemberCount:
    good = tuple(work.work_id for work in works if work.status == "ok")
    return MemberCount(
        member_id=cell.member_id or None,
        name=cell.name,
        branch=cell.branch or None,
        document_type=cell.document_type or None,
        period=cell.period or None,
        counted=len(good),
        pending=sum(work.status == "pending" for work in works),
        rejected=sum(work.status == "rejected" for work in works),
        work_ids=good,
    )
