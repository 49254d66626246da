"""Where decisions come from, and what becomes of a row that is no complete decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from doctools.deciding.troubles import Trouble
from doctools.decisions import Entry
from doctools.facts import TableProblem
from doctools.records import EvidenceRow
from doctools.reports.workbook_edits import Edits


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What people decided so far, as a run finds it.

    Attributes:
        journal: everything the journal holds, the oldest first.
        workbooks: what people wrote into the workbooks of the result folder.
        recorded: the day new decisions are entered under, as `2010-07-01`.
        troubles: remarks on findings in workbooks that were not understood.
        taken_over: how many remarks on findings were ever taken over.
        keep: enters new decisions into the journal; None where there is none.
    """

    journal: tuple[Entry, ...] = ()
    workbooks: tuple[Edits, ...] = ()
    recorded: str = ""
    troubles: tuple[Trouble, ...] = ()
    taken_over: int = 0
    keep: Callable[[Sequence[Entry]], None] | None = None


class Incomplete(Exception):  # noqa: N818 - a finding about a row, never an error of a run
    """A row or cell that is not applied; `table.CODE` in the catalogue says why."""

    def __init__(self, code: str, *, value: str = "", column: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.value = value
        self.column = column

    def at(self, table: str, row: int, *, cell: str = "") -> TableProblem:
        """Return the problem with its place; `cell` as a spreadsheet calls it, `I5`."""
        facts = (("name", self.value), ("value", self.value), ("cell", cell))
        place = EvidenceRow(table=table, row=row)
        return TableProblem(code=self.code, row=place, facts=facts)


def place_in(source: str) -> tuple[str, int]:
    """Return table and row of a source such as `决定.xlsx 3`."""
    table, _, row = source.rpartition(" ")
    return (table, int(row)) if table and row.isdecimal() else (source, 1)
