"""People who moved from one branch to another during the year: one person each."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from doctools.errors import UsageError
from doctools.facts import Person, Stay

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.members.problems import Problems

LONGEST_GAP: Final = 31
"""Days between leaving one branch and joining the next that are still one move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of the roster: a person with the number as written."""

    person: Person
    number: str


def joined_stays(entries: Sequence[Entry], *, problems: Problems) -> tuple[Entry, ...]:
    """Return the entries with those of one person made one, in the order of rows.

    Rows of one name in different branches are one person where they carry the same
    number, or where one row's joining day follows the other's leaving day within
    `LONGEST_GAP`; the latter is noted, for namesakes may do the same.

    Raises:
        UsageError: `roster_move_undated`, naming two rows of one number whose order
            no day tells.
    """
    places = {id(entry): place for place, entry in enumerate(entries)}
    names: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        names[entry.person.name].append(entry)
    found: list[tuple[int, Entry]] = []
    for namesakes in names.values():
        for group in _groups(namesakes):
            place = min(places[id(entry)] for entry in group)
            found.append((place, _one_person(group, problems)))
    return tuple(entry for _, entry in sorted(found, key=lambda pair: pair[0]))


def _groups(namesakes: Sequence[Entry]) -> list[list[Entry]]:
    """Return the rows of one name, those of one person together in order of time."""
    chains: dict[str | int, list[Entry]] = {}
    for entry in namesakes:
        chains.setdefault(entry.number or id(entry), []).append(entry)
    groups = [_in_order(chain) for chain in chains.values()]
    links = _links(groups)
    found: list[list[Entry]] = []
    for head in range(len(groups)):
        if head in links.values():
            continue
        chain = [head]
        while chain[-1] in links:
            chain.append(links[chain[-1]])
        joined = [entry for place in chain for entry in groups[place]]
        two_people = len({entry.number for entry in joined} - {""}) > 1
        found += [groups[place] for place in chain] if two_people else [joined]
    return found


def _links(groups: Sequence[list[Entry]]) -> dict[int, int]:
    """Return which group follows which, where neither could belong to a third."""
    links = [
        (a, b)
        for a, first in enumerate(groups)
        for b, second in enumerate(groups)
        if a != b and _follows(first[-1], second[0])
    ]
    leaving = Counter(a for a, _ in links)
    joining = Counter(b for _, b in links)
    return {a: b for a, b in links if leaving[a] == joining[b] == 1}


def _follows(first: Entry, second: Entry) -> bool:
    """Tell whether a person of the second row may be the one who left the first."""
    left, joined = first.person.left, second.person.joined
    return (
        left is not None
        and joined is not None
        and first.person.branch is not None
        and second.person.branch is not None
        and first.person.branch != second.person.branch
        and abs((joined - left).days) <= LONGEST_GAP
        and _time(first) < _time(second)
    )


def _in_order(chain: list[Entry]) -> list[Entry]:
    ordered = sorted(chain, key=_time)
    for first, second in pairwise(ordered):
        if _time(first) == _time(second):
            raise UsageError(
                "roster_move_undated",
                name=first.person.name,
                file=first.person.row.table,
                row=first.person.row.row,
                other_file=second.person.row.table,
                other_row=second.person.row.row,
            )
    return ordered


def _time(entry: Entry) -> tuple[date, date]:
    return entry.person.joined or date.min, entry.person.left or date.max


def _one_person(group: list[Entry], problems: Problems) -> Entry:
    """Return the last row with the outer days, every name and the stays."""
    if len(group) == 1:
        return group[0]
    people = [entry.person for entry in group]
    numbers = [entry.number for entry in group if entry.number]
    if len(numbers) < len(group):
        problems.add(
            "taken_as_move",
            people[-1].row,
            name=people[-1].name,
            branches=" → ".join(person.branch or "?" for person in people),
        )
    return Entry(
        person=replace(
            people[-1],
            aliases=tuple(dict.fromkeys(_aliases(people))),
            joined=people[0].joined,
            left=people[-1].left,
            stays=tuple(
                Stay(branch=each.branch, first=each.joined, last=each.left)
                for each in people
            ),
        ),
        number=numbers[-1] if numbers else "",
    )


def _aliases(people: list[Person]) -> Iterator[str]:
    for person in people:
        yield from person.aliases
