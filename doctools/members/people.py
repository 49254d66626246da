"""How a name in a table is resolved: organisations and people by what they go by."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from doctools.text.privacy import without_private_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from doctools.facts import Organisation, Person

_BRACKET: Final = re.compile(r"(.+?)[(（](.+)[)）]")
_NUMBERED: Final = re.compile(r"(.*[^\d*xX\-(（:：])[(（:：]?([\d*xX\-]{3,})[)）]?")
"""A name with a number behind it: of a telephone cut short, of a register."""


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

    @property
    def names(self) -> frozenset[str]:
        """Every name an organisation goes by."""
        return frozenset(self._names)


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

    def __bool__(self) -> bool:
        return bool(self._by_id)

    @property
    def branches(self) -> frozenset[str]:
        """Every organisation somebody belongs or belonged to."""
        return frozenset(
            branch for person in self._by_id.values() for branch in person.branches
        )

    def find(
        self,
        written: str,
        *,
        branch: str = "",
        number: str = "",
        hint: str = "",
        day: date | None = None,
    ) -> Person | str:
        """Return the person a table means, or the code of why nobody can be told.

        Args:
            written: the name; a branch may stand behind it in brackets, or a number,
                which is left out unless it is the member's own.
            branch: the branch the row states; the person must belong to it.
            number: the number the row states.
            hint: an organisation that decides between namesakes only.
            day: the day the row speaks of; decides between namesakes who came and went.

        Returns:
            The person, or `unknown_person`, `other_branch`, `namesake`.
        """
        if found := self._by_id.get(number) or self._by_id.get(written):
            return found
        written = without_private_numbers(written).rstrip("：:-")
        if numbered := _NUMBERED.fullmatch(written):
            written = numbered.group(1)
            known = self._by_id.get(numbered.group(2))
            if known and known in self._by_name.get(written, ()):
                return known
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
            candidates = self._of(hint, candidates) or candidates
        if len(candidates) > 1 and day:
            candidates = [person for person in candidates if _is_here(person, day)]
        return candidates[0] if len(candidates) == 1 else "namesake"

    def _of(self, branch: str, candidates: Sequence[Person]) -> list[Person]:
        known = self._organisations.find(branch) or branch
        return [person for person in candidates if known in person.branches]


def _is_here(person: Person, day: date) -> bool:
    return (person.joined is None or person.joined <= day) and (
        person.left is None or day <= person.left
    )
