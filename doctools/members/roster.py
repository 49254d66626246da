"""The roster: who belongs to which branch, and how a name in a table is resolved."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from doctools.errors import UsageError
from doctools.facts import Person
from doctools.members.cells import (
    day_of,
    name_of,
    names_of,
    shown,
    text_of,
    yes_of,
)
from doctools.members.privacy import is_private_number
from doctools.records import EvidenceRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from doctools.facts import Organisation
    from doctools.members.headings import Grid, Row
    from doctools.members.problems import Problems

_NAME: Final = re.compile(r"[^\W\d_]+(?:[·'’.-][^\W\d_]+)*")
_BRACKET: Final = re.compile(r"(.+?)\((.+)\)")


_SUMS = frozenset({"合计", "小计", "总计", "共计", "备注", "说明", "填表人", "制表人"})
"""What stands under a table in the column of names and is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A person with what only the roster needs: the number as written."""

    person: Person
    number: str


class Organisations:
    """The organisations by every name they go by."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self._names: dict[str, str] = {}
        for organisation in organisations:
            for name in (organisation.name, *organisation.aliases):
                self._names.setdefault(name, organisation.name)

    def __bool__(self) -> bool:
        return bool(self._names)

    def find(self, name: str) -> str | None:
        """Return the name the table of organisations gives, or None."""
        return self._names.get(name)


def read_people(
    grids: Sequence[Grid], *, organisations: Organisations, problems: Problems
) -> tuple[Person, ...]:
    """Return the people of the roster with their member ids.

    Raises:
        UsageError: `roster_twice` or `roster_number_twice`, naming both rows.
    """
    sheets_are_branches = len(grids) > 1
    entries = [
        entry
        for grid in grids
        for entry in _entries(
            grid, sheets_are_branches, organisations=organisations, problems=problems
        )
    ]
    _refuse_twice(entries)
    return tuple(_identified(entries))


def _entries(
    grid: Grid,
    sheets_are_branches: bool,  # noqa: FBT001 - said once, by the caller above
    *,
    organisations: Organisations,
    problems: Problems,
) -> Iterator[Entry]:
    by_sheet = grid.sheet if sheets_are_branches and "branch" not in grid.fields else ""
    for row in grid.rows:
        place = EvidenceRow(table=grid.label, row=row.number)
        name = name_of(row["name"])
        if not _NAME.fullmatch(name) or len(name) < 2 or name in _SUMS:
            problems.add("not_a_name", place, value=shown(row["name"]))
            continue
        written = name_of(row["branch"]) or name_of(by_sheet)
        person = Person(
            member_id="",
            name=name,
            branch=_branch(written, place, organisations, problems),
            row=place,
            aliases=names_of(row["aliases"]),
            party_member=_party_member(row, grid, place, problems),
            posts=names_of(row["posts"]),
            joined=problems.reading(day_of, row["joined"], row=place),
            left=problems.reading(day_of, row["left"], row=place),
        )
        yield Entry(person=person, number=text_of(row["number"]))


def _branch(
    written: str, place: EvidenceRow, organisations: Organisations, problems: Problems
) -> str | None:
    if not written or not organisations:
        return written or None
    found = organisations.find(written)
    if found is None:
        problems.add("unknown_organisation", place, value=written)
    return found or written


def _party_member(row: Row, grid: Grid, place: EvidenceRow, problems: Problems) -> bool:
    """Return what the column says; without the column everybody is a member."""
    if "party_member" not in grid.fields:
        return True
    if not text_of(row["party_member"]):
        problems.add("party_member_not_stated", place)
        return False
    return bool(problems.reading(yes_of, row["party_member"], row=place))


def _refuse_twice(entries: Sequence[Entry]) -> None:
    """Refuse the same person twice, and one number for two people."""
    people: dict[tuple[str, str | None, str], Person] = {}
    numbers: dict[str, Person] = {}
    for entry in entries:
        person = entry.person
        first = people.setdefault((person.name, person.branch, entry.number), person)
        if first is not person:
            raise _twice("roster_twice", first, person, name=person.name)
        first = numbers.setdefault(entry.number, person) if entry.number else person
        if first is not person:
            number = shown(entry.number)
            raise _twice("roster_number_twice", first, person, number=number)


def _twice(code: str, first: Person, second: Person, **facts: str) -> UsageError:
    return UsageError(
        code,
        file=first.row.table,
        row=first.row.row,
        other_file=second.row.table,
        other_row=second.row.row,
        **facts,
    )


def _identified(entries: Sequence[Entry]) -> Iterator[Person]:
    """Give each person a member id: the number, else name@branch with an ordinal."""
    seen: defaultdict[str, int] = defaultdict(int)
    for entry in entries:
        person = entry.person
        if entry.number and not is_private_number(entry.number):
            yield replace(person, member_id=entry.number)
            continue
        base = f"{person.name}@{person.branch}" if person.branch else person.name
        seen[base] += 1
        ordinal = "" if seen[base] == 1 else f"#{seen[base]}"
        yield replace(person, member_id=base + ordinal)


class People:
    """The people of the roster by name, alias and member id."""

    def __init__(
        self, people: Iterable[Person], *, organisations: Organisations
    ) -> None:
        self._organisations = organisations
        self._by_id: dict[str, Person] = {}
        self._by_name: defaultdict[str, list[Person]] = defaultdict(list)
        for person in people:
            self._by_id[person.member_id] = person
            for name in {person.name, *person.aliases}:
                self._by_name[name].append(person)

    def find(
        self, written: str, *, branch: str = "", number: str = "", hint: str = ""
    ) -> Person | str:
        """Return the person a table means, or the code of why nobody can be told.

        Args:
            written: the name; a branch may stand behind it in brackets.
            branch: the branch the row states; the person must belong to it.
            number: the number the row states.
            hint: an organisation that decides between namesakes only.

        Returns:
            The person, or `unknown_person`, `other_branch`, `namesake`.
        """
        if found := self._by_id.get(number) or self._by_id.get(written):
            return found
        if bracket := _BRACKET.fullmatch(written):
            written, branch = bracket.group(1), bracket.group(2)
        candidates = self._by_name.get(written, [])
        if not candidates:
            return "unknown_person"
        if branch:
            candidates = self._of(branch, candidates)
            if not candidates:
                return "other_branch"
        elif len(candidates) > 1 and hint:
            candidates = self._of(hint, candidates)
        return candidates[0] if len(candidates) == 1 else "namesake"

    def _of(self, branch: str, candidates: Sequence[Person]) -> list[Person]:
        known = self._organisations.find(branch) or branch
        return [person for person in candidates if person.branch == known]
