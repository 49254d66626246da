"""The roster: who belongs to which branch, and since when."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from doctools.errors import UsageError
from doctools.facts import Person
from doctools.members.branches import branch_of_sheet
from doctools.members.cells import (
    day_of,
    last_day_of,
    name_of,
    names_of,
    shown,
    text_of,
    yes_of,
)
from doctools.members.moves import Entry, joined_stays
from doctools.records import EvidenceRow
from doctools.text.privacy import holds_private_number, without_private_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.members.grids import Grid, Row
    from doctools.members.people import Organisations
    from doctools.members.problems import Problems

_NAME: Final = re.compile(r"[^\W\d_]+(?:[·'’.-][^\W\d_]+)*")


def read_people(
    grids: Sequence[Grid], *, organisations: Organisations, problems: Problems
) -> tuple[Person, ...]:
    """Return the people of the roster with their member ids, in the order of rows.

    Who moved from one branch to another is one person.

    Raises:
        UsageError: `roster_twice`, `roster_number_twice` or `roster_move_undated`,
            naming both rows.
    """
    sheets_are_branches = len(grids) > 1
    entries = [
        entry
        for grid in grids
        for entry in _entries(
            grid,
            branch=branch_of_sheet(grid.sheet) if sheets_are_branches else "",
            organisations=organisations,
            problems=problems,
        )
    ]
    _refuse_twice(entries)
    return _identified(joined_stays(entries, problems=problems))


def _entries(
    grid: Grid, *, branch: str, organisations: Organisations, problems: Problems
) -> Iterator[Entry]:
    """Return the people of a sheet; a name merged over several rows is one of them."""
    last: Entry | None = None
    for row in grid.rows:
        place = EvidenceRow(table=grid.label, row=row.number)
        if last is not None and "name" in row.merged:
            last = _with_more(last, row)
            continue
        if last is not None:
            yield last
        name = without_private_numbers(name_of(row["name"]))
        if not _NAME.fullmatch(name) or len(name) < 2:
            problems.add("not_a_name", place, value=shown(row["name"]))
            last = None
            continue
        by_sheet = "" if "branch" in grid.fields else branch
        written = without_private_numbers(name_of(row["branch"])) or by_sheet
        joined, left = _time(row, place, problems)
        person = Person(
            member_id="",
            name=name,
            branch=_branch(written, place, organisations, problems),
            row=place,
            aliases=_texts(row, "aliases"),
            party_member=_party_member(row, grid, place, problems),
            posts=_texts(row, "posts"),
            joined=joined,
            left=left,
        )
        last = Entry(person=person, number=name_of(row["number"]))
    if last is not None:
        yield last


def _time(
    row: Row, place: EvidenceRow, problems: Problems
) -> tuple[date | None, date | None]:
    """Return the first and last day; days the wrong way round are not taken."""
    joined = problems.reading(day_of, row["joined"], row=place)
    left = problems.reading(last_day_of, row["left"], row=place)
    if joined and left and left < joined:
        problems.add("left_before_joined", place, first=str(joined), last=str(left))
        return None, None
    return joined, left


def _with_more(entry: Entry, row: Row) -> Entry:
    """Return a person with the posts and names a further line of him gives."""
    person = entry.person
    posts = dict.fromkeys((*person.posts, *_texts(row, "posts")))
    aliases = dict.fromkeys((*person.aliases, *_texts(row, "aliases")))
    more = replace(person, posts=tuple(posts), aliases=tuple(aliases))
    return replace(entry, person=more)


def _texts(row: Row, field: str) -> tuple[str, ...]:
    bare = (without_private_numbers(name) for name in names_of(row[field]))
    return tuple(text for text in bare if text)


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
        if first.name != person.name:
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


def _identified(entries: Sequence[Entry]) -> tuple[Person, ...]:
    """Give each person a member id: the number, else name@branch with an ordinal.

    The ordinals of namesakes do not depend on the order of their rows.
    """
    unnumbered: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if not entry.number or holds_private_number(entry.number):
            person = entry.person
            base = f"{person.name}@{person.branch}" if person.branch else person.name
            unnumbered[base].append(entry)
    ids: dict[int, str] = {}
    for base, namesakes in unnumbered.items():
        for nth, entry in enumerate(sorted(namesakes, key=_order), 1):
            ids[id(entry)] = base if nth == 1 else f"{base}#{nth}"
    return tuple(
        replace(entry.person, member_id=ids.get(id(entry), entry.number))
        for entry in entries
    )


def _order(entry: Entry) -> tuple[str, date, date]:
    person = entry.person
    return entry.number, person.joined or date.min, person.left or date.max
