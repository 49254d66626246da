"""What the clerk says of single files and results: whose they are, what is decided."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from doctools.decisions import OFFICE, Decision
from doctools.facts import Assignment, Person
from doctools.members.cells import (
    CellError,
    month_of,
    name_of,
    names_of,
    path_of,
    shown,
)
from doctools.members.decision_days import decided_on
from doctools.members.decision_words import read_decision
from doctools.members.problems import rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from doctools.members.grids import Grid, Row
    from doctools.members.people import Organisations, People
    from doctools.members.problems import Problems
    from doctools.records import EvidenceRow

_WORK_ID: Final = re.compile(r"w-[0-9a-f]{12}")
_NOT_PUBLISHED: Final = frozenset({"未发表", "没有发表", "没发表", "未刊登"})
_FILE: Final = re.compile(r".*/.+|.+\.[A-Za-z]{2,5}")


class DecisionReader:
    """Reads the tables 归属 and 决定. A row is taken as a whole or not at all."""

    def __init__(
        self,
        *,
        people: People,
        organisations: Organisations,
        problems: Problems,
        document_types: Collection[str] = (),
        months: Sequence[str] = (),
    ) -> None:
        self._people = people
        self._organisations = organisations
        self._problems = problems
        self._types = document_types
        self._months = months

    # ---- 归属 ----

    def assignments(self, grids: Sequence[Grid]) -> tuple[Assignment, ...]:
        """Return what the mapping says, row by row.

        A row that cannot be used stays as one that says nothing: beside another of the
        same file it still shows that the clerk wrote two.
        """
        found: list[Assignment] = []
        for row, place in rows_of(grids):
            path = path_of(row["path"])
            if not path:
                self._problems.add("no_file", place)
                continue
            found.append(self._assignment(row, path, place))
        return tuple(found)

    def _assignment(self, row: Row, path: str, place: EvidenceRow) -> Assignment:
        blank = Assignment(path=path, row=place)
        try:
            assigned = Assignment(
                path=path,
                row=place,
                members=self._members(row),
                organisation=self._organisation(row),
                document_type=self._type(row),
                period=month_of(row["period"]),
                outlet=_outlet(row),
            )
        except _RowError as error:
            self._problems.add(error.code, place, **error.facts)
            return blank
        except CellError as error:
            self._problems.add(error.code, place, value=shown(row["period"]))
            return blank
        if not assigned.says_something:
            self._problems.add("nothing_assigned", place)
        return assigned

    def _members(self, row: Row) -> tuple[str, ...]:
        names = names_of(row["name"])
        alone = len(names) == 1
        branch, number = name_of(row["branch"]), name_of(row["number"])
        if not names and number:
            names = (number,)
        return tuple(
            self._member(
                name,
                branch=branch if alone else "",
                number=number if alone else "",
                hint=branch,
            )
            for name in names
        )

    def _member(self, name: str, *, branch: str, number: str, hint: str) -> str:
        person = self._people.find(name, branch=branch, number=number, hint=hint)
        if isinstance(person, Person):
            return person.member_id
        raise _RowError(person, name=name)

    def _organisation(self, row: Row) -> str | None:
        written = name_of(row["organisation"])
        if not written or not self._organisations:
            return written or None
        if found := self._organisations.find(written):
            return found
        raise _RowError("unknown_organisation", value=written)

    def _type(self, row: Row) -> str | None:
        written = name_of(row["document_type"])
        if written and written not in self._types:
            raise _RowError("unknown_document_type", value=written)
        return written or None

    # ---- 决定 ----

    def decisions(self, grids: Sequence[Grid]) -> tuple[Decision, ...]:
        """Return the decisions whose words, person and object are all clear."""
        found: list[Decision] = []
        for row, place in rows_of(grids):
            try:
                found += self._decisions(row, place)
            except _RowError as error:
                self._problems.add(error.code, place, **error.facts)
            except CellError as error:
                value = shown(row["decision"])
                self._problems.add(error.code, place, value=value)
        return tuple(found)

    def _decisions(self, row: Row, place: EvidenceRow) -> Iterator[Decision]:
        by = shown(row["by"])
        if not by:
            raise _RowError("decision_without_person")
        kind, subject, path = self._about(row)
        item = name_of(row["item"])
        if kind == "result" and not item:
            raise _RowError("decision_without_item")
        pairs = read_decision(
            row["decision"],
            item=item,
            about=kind,
            types=self._types,
            member_id=self._decided_author,
        )
        on = self._day(row)
        for field, value in pairs:
            yield Decision(
                kind=kind,
                subject=subject,
                field=field,
                value=value,
                by=by,
                on=on,
                reason=shown(row["reason"]),
                basis=shown(row["basis"]),
                path=path,
                source=f"{place.table} {place.row}",
            )

    def _decided_author(self, name: str) -> str:
        """Return a member id, or an organisation whose own paper it is."""
        person = self._people.find(name)
        if isinstance(person, Person):
            return person.member_id
        office = self._organisations.find(name)
        if office is None and name in self._people.branches:
            office = name
        if office is None:
            raise _RowError(person, name=name)
        return OFFICE + office

    def _day(self, row: Row) -> date | None:
        try:
            return decided_on(row["on"], months=self._months)
        except CellError as error:
            raise _RowError(error.code, value=shown(row["on"])) from error

    def _about(self, row: Row) -> tuple[str, str, str]:
        """Return kind, subject and path of what a row decides about."""
        path, written = path_of(row["path"]), name_of(row["subject"])
        if not path and _FILE.fullmatch(path_of(row["subject"])):
            path = path_of(row["subject"])
        if _WORK_ID.fullmatch(path or written):
            return "work", path or written, ""
        if path:
            return "work", "", path
        if organisation := self._organisations.find(written):
            return "result", organisation, ""
        number = name_of(row["number"])
        if not written and not number:
            raise _RowError("decision_without_subject")
        branch = name_of(row["branch"])
        member = self._member(written or number, branch=branch, number=number, hint="")
        return "result", member, ""


def _outlet(row: Row) -> str | None:
    """Return the name of an outlet, empty for what appeared in none."""
    written = name_of(row["outlet"]).strip("《》")
    return "" if written in _NOT_PUBLISHED else written or None


class _RowError(Exception):
    """A row that cannot be used: code and facts of its problem."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
