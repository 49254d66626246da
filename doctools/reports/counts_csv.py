"""Counts per member, type and month as CSV for a spreadsheet."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from doctools.reports.plain_text import count_cells
from doctools.reports.wording import readable

if TYPE_CHECKING:
    from doctools.messages import Catalogue
    from doctools.result import Result

BYTE_ORDER_MARK = "\ufeff"
"""Excel on a Chinese Windows takes a CSV without it for GBK."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def text(result: Result, *, words: Catalogue) -> str:
    """Return the counts as CSV with a byte order mark; no cell can be a formula."""
    table = StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(words("terminal.count_heading").split("\t"))
    for entry in result.member_counts:
        writer.writerow(_shown(cell) for cell in count_cells(entry, words))
    return BYTE_ORDER_MARK + table.getvalue()


def _shown(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (CWE-1236); nothing in it acts."""
    cell = readable(cell)
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
