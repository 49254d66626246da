"""The sheets of an office table: .xlsx and .xls by calamine, .csv by the library."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from doctools.errors import UsageError
from doctools.members.cells import Cell
from doctools.text.encodings import decode

if TYPE_CHECKING:
    from pathlib import Path


SUFFIXES: Final = (".xlsx", ".xls", ".csv")
LARGEST: Final = 2_000_000
"""Cells of one sheet; an office table has some ten thousand."""

EXPLANATIONS: Final = frozenset({"说明", "填写说明", "填表说明", "示例"})
"""Names of sheets that explain the table and hold no data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet as it stands.

    Attributes:
        file: name of the file.
        name: of the sheet; empty for a .csv.
        rows: from the first row of the spreadsheet, empty ones included.
        merged: first row, column and last row, column of merged cells, 0-based.
        hidden: whether the workbook hides it.
    """

    file: str
    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a file that hold anything, explanations left out.

    Raises:
        UsageError: `table_unreadable` or `table_too_large`, naming the file.
    """
    read = _read_csv if path.suffix.lower() == ".csv" else _read_workbook
    sheets = (sheet for sheet in read(path) if sheet.name not in EXPLANATIONS)
    return tuple(sheet for sheet in sheets if any(map(any, sheet.rows)))


def _read_csv(path: Path) -> tuple[Sheet, ...]:
    try:
        text, _ = decode(path.read_bytes())
        first = text.split("\n", 1)[0]
        delimiter = max(",\t;", key=first.count)
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        kept = tuple(tuple[Any, ...](row) for row in rows)
    except (OSError, ValueError, csv.Error) as error:
        raise UsageError("table_unreadable", file=path.name) from error
    return (Sheet(file=path.name, name="", rows=kept),)


def _read_workbook(path: Path) -> tuple[Sheet, ...]:
    import python_calamine  # noqa: PLC0415 - only where a workbook is read

    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            return tuple(
                _sheet(book.get_sheet_by_name(entry.name), entry, file=path.name)
                for entry in book.sheets_metadata
                if entry.typ == python_calamine.SheetTypeEnum.WorkSheet
            )
    except (python_calamine.CalamineError, OSError) as error:
        raise UsageError("table_unreadable", file=path.name) from error


def _sheet(sheet: Any, entry: Any, *, file: str) -> Sheet:  # noqa: ANN401 - calamine has no types
    import python_calamine  # noqa: PLC0415 - only where a workbook is read

    if sheet.total_height * sheet.total_width > LARGEST:
        raise UsageError("table_too_large", file=file, sheet=entry.name, limit=LARGEST)
    return Sheet(
        file=file,
        name=entry.name,
        rows=tuple(map(tuple, sheet.to_python(skip_empty_area=False))),
        merged=tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ()),
        hidden=entry.visible != python_calamine.SheetVisibleEnum.Visible,
    )
