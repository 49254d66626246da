"""Names the cell that is to blame where a row of a workbook cannot be applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.deciding.sources import Incomplete
from doctools.deciding.troubles import Trouble, marked
from doctools.members.cells import CellError, shown
from doctools.messages.lists import joined

if TYPE_CHECKING:
    from doctools.reports.workbook_edits import Edits, RowEdit, WorkEdit

_OF_DAYS = frozenset({"not_a_date", "ambiguous_date", "decision_year"})
"""What can be wrong with the day of a decision."""


def incomplete(
    error: Incomplete | CellError, value: str, *, column: str = "verdict"
) -> Incomplete:
    """Return what is wrong with a row, said of the cell that is to blame."""
    if isinstance(error, CellError):
        return Incomplete(error.code, value=shown(value), column=column)
    return error


def in_works(
    error: Incomplete | CellError, work: WorkEdit, edits: Edits, *, first_path: str
) -> Trouble:
    """Return what is wrong with a row of the sheet of works.

    Args:
        error: why it cannot be applied.
        work: the row.
        edits: the workbook.
        first_path: of the work's file when it was first decided on.
    """
    table = f"{edits.file} {edits.works_sheet}"
    wrong = incomplete(error, joined(work.changed.values()))
    problem = wrong.at(table, work.row, cell=work.at.get(wrong.column, ""))
    return Trouble(
        problem=marked(
            problem, table, work.work_id, work.path, work.changed, work.remarks
        ),
        workbook=edits.file,
        seen=_seen(edits),
        work=(work.work_id, first_path),
        fields=frozenset(work.changed) or frozenset({"verdict"}),
    )


def in_decisions(error: Incomplete | CellError, row: RowEdit, edits: Edits) -> Trouble:
    """Return what is wrong with a row of the sheet of decisions."""
    table = f"{edits.file} {edits.decisions_sheet}"
    column = "on" if error.code in _OF_DAYS else "verdict"
    wrong = incomplete(error, row.cells.get(column, ""), column=column)
    problem = marked(
        wrong.at(table, row.row, cell=row.at.get(wrong.column, "")), table, row.cells
    )
    if row.entry is None or row.entry.decision.kind != "work":
        return Trouble(problem=problem, workbook=edits.file)
    known = row.entry
    return Trouble(
        problem=problem,
        workbook=edits.file,
        seen=_seen(edits),
        work=(known.decision.subject, known.origin),
        fields=frozenset({known.decision.field}),
    )


def _seen(edits: Edits) -> frozenset[str]:
    return frozenset(entry.identifier for entry in edits.listed)
