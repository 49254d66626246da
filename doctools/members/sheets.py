"""The sheets of an office table, whatever program wrote it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from doctools.errors import ReadError, UsageError
from doctools.intake.guard import MIB, Limits, check
from doctools.intake.kinds import kind_of
from doctools.members.cells import Cell
from doctools.model import FileStatus
from doctools.text.encodings import decode

if TYPE_CHECKING:
    from pathlib import Path


SUFFIXES: Final = (".xlsx", ".xls", ".xlsm", ".et", ".csv", ".docx")
"""Names a table may have; what a file is its content tells."""
LARGEST: Final = 2_000_000
"""Cells of one sheet; an office table has some ten thousand."""
LIMITS: Final = Limits(
    file_bytes=64 * MIB, member_bytes=128 * MIB, total_bytes=192 * MIB
)
"""What is opened as a table; one of `LARGEST` cells takes about 80 MiB unpacked."""

EXPLANATIONS: Final = frozenset({"说明", "填写说明", "填表说明", "示例"})
"""Names of sheets that explain the table and hold no data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet as it stands.

    Attributes:
        file: name of the file.
        name: of the sheet; of a table in a Word file the heading above it; may be empty.
        rows: from the first row of the spreadsheet, empty ones included.
        merged: first row, column and last row, column of merged cells, 0-based.
        hidden: whether the workbook hides it.
        from_word: whether it is a table of a Word file, which may hold others too.
    """

    file: str
    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    from_word: bool = False

    @property
    def optional(self) -> bool:
        """Whether it need not be a table of the kind looked for."""
        return self.hidden or self.from_word


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a file that hold anything, explanations left out.

    Raises:
        UsageError: `table_unreadable`, `table_encrypted`, `table_too_large` or
            `table_without_table`, naming the file.
    """
    found = (sheet for sheet in _read(path) if sheet.name not in EXPLANATIONS)
    return tuple(sheet for sheet in found if any(map(any, sheet.rows)))


def _read(path: Path) -> tuple[Sheet, ...]:
    try:
        if path.stat().st_size > LIMITS.file_bytes:
            raise too_large(path.name)
        data = path.read_bytes()
    except OSError as error:
        raise UsageError("table_unreadable", file=path.name) from error
    kind = kind_of(data, path.name)
    try:
        check(data, kind=kind, limits=LIMITS)
    except ReadError as error:
        raise _refused(error, path.name) from error
    if kind in {"xlsx", "ole"}:
        from doctools.members.workbooks import read_workbook  # noqa: PLC0415 - slow

        return read_workbook(data, file=path.name, zipped=kind == "xlsx")
    if kind == "docx":
        from doctools.members.word_tables import read_word_tables  # noqa: PLC0415 - slow

        return read_word_tables(data, file=path.name)
    if kind in {"txt", "md"}:
        return _read_csv(data, file=path.name)
    raise UsageError("table_unreadable", file=path.name)


def too_large(file: str, *, sheet: str = "") -> UsageError:
    """Return what to say of a table with more cells than any office fills in."""
    return UsageError("table_too_large", file=file, sheet=sheet or file, limit=LARGEST)


def _refused(error: ReadError, file: str) -> UsageError:
    if error.status == FileStatus.TOO_LARGE:
        return too_large(file)
    locked = error.status == FileStatus.ENCRYPTED
    return UsageError("table_encrypted" if locked else "table_unreadable", file=file)


def _read_csv(data: bytes, *, file: str) -> tuple[Sheet, ...]:
    try:
        text, _ = decode(data)
        first = text.split("\n", 1)[0]
        delimiter = max(",\t;", key=first.count)
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        kept: list[tuple[Any, ...]] = []
        cells = 0
        for row in rows:
            kept.append(tuple(row))
            cells += len(row) or 1
            if cells > LARGEST:
                raise too_large(file)
    except (ValueError, csv.Error) as error:
        raise UsageError("table_unreadable", file=file) from error
    return (Sheet(file=file, name="", rows=tuple(kept)),)
