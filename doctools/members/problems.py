"""Rows of office tables that cannot be used: gathered, shown, never dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from doctools.facts import TableProblem
from doctools.members.cells import CellError, shown
from doctools.records import EvidenceRow
from doctools.text.privacy import mask_private

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from doctools.members.cells import Cell
    from doctools.members.grids import Grid, Row

Value = TypeVar("Value")


class Problems:
    """Problems of rows, in the order they were met."""

    def __init__(self) -> None:
        self.found: list[TableProblem] = []

    def add(self, code: str, row: EvidenceRow, **facts: str) -> None:
        """Note a problem of a row; `table.CODE` in the catalogue has its sentence.

        Whatever a cell held, no ID or telephone number stands in it.
        """
        said = sorted((name, mask_private(value)) for name, value in facts.items())
        self.found.append(TableProblem(code=code, row=row, facts=tuple(said)))

    def reading(
        self, read: Callable[[Cell], Value | None], cell: Cell, *, row: EvidenceRow
    ) -> Value | None:
        """Return what a cell says, or None with a problem where it cannot be read."""
        try:
            return read(cell)
        except CellError as error:
            self.add(error.code, row, value=shown(cell))
            return None


def rows_of(grids: Sequence[Grid]) -> Iterator[tuple[Row, EvidenceRow]]:
    """Return every row of every sheet with its place."""
    for grid in grids:
        for row in grid.rows:
            yield row, EvidenceRow(table=grid.label, row=row.number)
