"""What a person wrote into a cell of the workbook, settled for the journal.

The words are those of `decision_words`; the campaign gives a month its year.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from doctools.decisions import OFFICE, WITHDRAWN
from doctools.members.books import Books
from doctools.members.cells import CellError, text_of
from doctools.members.decision_days import decided_on
from doctools.members.decision_words import read_decision
from doctools.members.organisations import Organisations

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from doctools.facts import Facts
    from doctools.members.people import People

Said = tuple[tuple[str, str], ...]
"""Fields and values of one cell; 认可为3月读书笔记 says three."""

_GLOSSED: Final = re.compile(r"([\u4e00-\u9fff]+) \([a-z ]+\)")
"""A word as the English workbook shows it: 认可 (counts)."""
_ITEMS: Final = {"members": "作者", "document_type": "文种", "period": "月份"}
_ENGLISH: Final = {"authors:": "作者:", "type:": "文种:", "month:": "月份:"}
"""How the English workbook begins what it shows of these fields."""


class Cells:
    """Reads what persons wrote, against the roster, the types and the months.

    Args:
        facts: the tables; without a roster, names stand as written.
        people: the roster as names in tables are resolved.
        document_types: the closed list.
        months: of the campaign, as `2010-03`; they give a month its year.
    """

    def __init__(
        self,
        facts: Facts,
        *,
        people: People,
        document_types: Sequence[str],
        months: Sequence[str],
    ) -> None:
        self._has_roster = bool(facts.people)
        self._people = people
        self._types = document_types
        self._months = months
        self._books = Books(facts)
        self._organisations = Organisations(facts)

    def on_work(self, cell: str, *, field: str = "") -> Said:
        """Return what a cell says of a work.

        Args:
            cell: as written.
            field: what the column is about; empty for the column of decisions.

        Raises:
            CellError: as `read_decision`, or as the methods below.
        """
        said = read_decision(
            _plain(cell),
            item=_ITEMS.get(field, ""),
            types=self._types,
            member_id=self._author,
        )
        return tuple((name, self.settled(name, value)) for name, value in said)

    def on_result(self, cell: str) -> str:
        """Return what a cell says of a result.

        Raises:
            CellError: as `read_decision`.
        """
        ((_, value),) = read_decision(_plain(cell), about="result")
        return value

    def subject(self, written: str) -> str:
        """Return the member id of a person, as the roster knows him.

        Raises:
            CellError: `unknown_person`, `other_branch`, `namesake`.
        """
        found = self._people.find("".join(text_of(written).split()))
        if isinstance(found, str):
            raise CellError(found)
        return found.member_id

    def day(self, cell: str) -> date | None:
        """Return the day of a decision; without a year it is of the campaign's.

        Raises:
            CellError: as `decided_on`.
        """
        return decided_on(cell, months=self._months)

    def _author(self, written: str) -> str:
        """Return a member id, or an organisation whose own paper it is.

        Without a roster a name that is no organisation's stands as written.
        """
        try:
            return self.subject(written) if self._has_roster else self._office(written)
        except CellError as error:
            if error.code == "unknown_person" and self._organisations.called(written):
                return self._office(written)
            raise

    def _office(self, written: str) -> str:
        office = self._organisations.called(written)
        return OFFICE + office if office else written

    def settled(self, field: str, value: str) -> str:
        """Return a value with the year of a month, or as the list of books gives a book.

        Raises:
            CellError: `decision_period`: it is no month of a known year.
        """
        if field == "book" and value != WITHDRAWN:
            return self._books.listed(value)
        if field != "period" or value == WITHDRAWN:
            return value
        if re.fullmatch(r"\d{4}-\d{2}", value):
            return value
        possible = [m for m in self._months if m[4:] == value[1:]]
        if not value.startswith("--") or len(possible) != 1:
            raise CellError("decision_period")
        return possible[0]


def _plain(cell: str) -> str:
    """Return what is written without what the English workbook adds."""
    written = text_of(cell)
    for english, chinese in _ENGLISH.items():
        if written.startswith(english):
            return chinese + written.removeprefix(english).replace(", ", "、")
    glossed = _GLOSSED.fullmatch(written)
    return glossed[1] if glossed else written
