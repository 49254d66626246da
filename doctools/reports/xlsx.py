"""Makes the workbook that an office hands on.

Text from documents stays text: nothing becomes a formula, a link or a number, and
private numbers are masked.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from doctools.reports.decision_sheets import notes_of
from doctools.reports.grid import number
from doctools.reports.row_heights import height_of
from doctools.reports.sheets import Counted, Share, sheets_of
from doctools.reports.wording import readable
from doctools.reports.workbook_edits import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from doctools.messages import Catalogue
    from doctools.reports.sheets import Row, Sheet, Value
    from doctools.result import Result

_LONGEST_CELL = 32_767
"""Characters a cell can hold."""

_MOST_BREAKS = 1023
"""Page breaks a sheet can hold."""

_WHOLE, _PARTS = "0", "0.##"
"""How a number with a unit is written: a whole one, one with a part."""

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


_HEAD = {
    "bold": True,
    "border": 1,
    "border_color": "#B7C0CA",
    "text_wrap": True,
    "valign": "vcenter",
}


def build(result: Result, *, words: Catalogue, today: date) -> bytes:
    """Return the workbook's bytes; the same result and date give the same bytes."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - slow to import

    target = BytesIO()
    with Workbook(target, OPTIONS) as book:
        book.set_properties(
            {
                "title": readable(result.title),
                "created": datetime(today.year, today.month, today.day, tzinfo=UTC),
            }
        )
        head = book.add_format({**_HEAD, "bg_color": "#E8EDF2"})
        marked = book.add_format({**_HEAD, "bg_color": "#FFF2CC"})
        sheets = sheets_of(result, words=words, today=today)
        looks = _looks(book, _units(sheets))
        for sheet in sheets:
            page = _prepare(book, sheet, head, marked)
            page.set_header(f"&L{_plain(result.title)}&R{today.isoformat()}")
            page.set_footer("&L&A&R&P / &N")
            for row, values in enumerate(sheet.rows, _top(sheet) + 1):
                for column, value in enumerate(values):
                    put(page, row, column, value, looks=looks)
                _heighten(page, row, values, sheet)
        _take_notes(book, notes_of(result, sheets, words=words))
    return target.getvalue()


def _looks(book: Workbook, units: Iterable[str]) -> dict[str, Format]:
    """Return the formats of the cells below the headings, one for each unit too."""
    top = {"text_wrap": True, "valign": "top"}
    return {
        "plain": book.add_format(top),
        "text": book.add_format({**top, "num_format": "@"}),
        "share": book.add_format({**top, "num_format": "0.0%"}),
        "fraction": book.add_format({**top, "num_format": "# ??/??"}),
        **{
            f"{digits} {unit}": book.add_format(
                {**top, "num_format": f'{digits}" {unit}"'}
            )
            for unit in sorted(units)
            for digits in (_WHOLE, _PARTS)
        },
    }


def _units(sheets: Iterable[Sheet]) -> set[str]:
    """Return the units of all numbers."""
    return {
        value.unit
        for sheet in sheets
        for row in sheet.rows
        for value in row
        if isinstance(value, Counted)
    }


def _heighten(page: Worksheet, row: int, values: Row, sheet: Sheet) -> None:
    """Give a row the height its texts need; a row of one line is left to the program."""
    cells = (
        (readable(value), width)
        for value, width in zip(values, sheet.widths, strict=False)
        if isinstance(value, str)
    )
    height = height_of(cells)
    if height > height_of(()):
        page.set_row(row, height)


def _top(sheet: Sheet) -> int:
    """Return the row of the headings, 0-based."""
    return 1 if sheet.above else 0


def _prepare(book: Workbook, sheet: Sheet, head: Format, marked: Format) -> Worksheet:
    """Add a sheet with its headings, ready to be filled, filtered and printed."""
    page, top = book.add_worksheet(sheet.name), _top(sheet)
    bottom = top + max(1, len(sheet.rows))
    for column, value in enumerate(sheet.above):
        page.write_string(0, column, str(value or ""), head if value else marked)
    for column, (heading, width) in enumerate(
        zip(sheet.headings, sheet.widths, strict=True)
    ):
        page.set_column(column, column, width)
        shade = marked if column in sheet.editable else head
        page.write_string(top, column, heading, shade)
    for column, hint in sheet.hints.items():
        choices = sheet.choices.get(column, ())
        note = (
            {"validate": "list", "source": list(choices), "input_message": hint}
            if choices
            else {"validate": "any", "input_message": hint}
        )
        page.data_validation(top + 1, column, bottom, column, note)
    _heighten(page, 0, sheet.above, sheet)
    _heighten(page, top, sheet.headings, sheet)
    page.freeze_panes(top + 1, 0)
    page.autofilter(top, 0, top + len(sheet.rows), len(sheet.headings) - 1)
    page.repeat_rows(top)
    page.print_area(0, 0, bottom, sheet.printed - 1)
    page.set_landscape()
    page.hide_gridlines(0)  # printed too
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    if sheet.pages:
        page.set_h_pagebreaks(_breaks(sheet))
    return page


def _breaks(sheet: Sheet) -> list[int]:
    """Return the rows before which a page begins: where the first column changes."""
    firsts = [row[0] for row in sheet.rows]
    return [
        row for row, (before, now) in enumerate(pairwise(firsts), 2) if before != now
    ][:_MOST_BREAKS]


def _take_notes(book: Workbook, notes: Iterable[str]) -> None:
    """Keep beside the sheets what stands in their editable cells, out of sight."""
    page = book.add_worksheet(HIDDEN)
    page.very_hidden()
    for row, note in enumerate(notes):
        if len(note) <= _LONGEST_CELL:
            page.write_string(row, 0, note)


def put(
    page: Worksheet, row: int, column: int, value: Value, *, looks: Mapping[str, Format]
) -> None:
    """Write a value into a cell: text stays text, shares are shown as per cent."""
    if value is None:
        page.write_blank(row, column, None, looks["plain"])
    elif isinstance(value, str):
        page.write_string(row, column, readable(value)[:_LONGEST_CELL], looks["text"])
    elif isinstance(value, Share):
        page.write_number(row, column, value, looks["share"])
    elif "/" in number(value):
        page.write_number(row, column, value, looks["fraction"])
    elif isinstance(value, Counted) and value.unit:
        digits = _WHOLE if value.is_integer() else _PARTS
        page.write_number(row, column, value, looks[f"{digits} {value.unit}"])
    else:
        page.write_number(row, column, value, looks["plain"])


def _plain(title: str) -> str:
    """Return a title for a page header, where `&` starts a code."""
    return readable(title).replace("&", "&&")[:120]
