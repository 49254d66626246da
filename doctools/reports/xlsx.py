"""Makes the workbook that an office hands on.

Text from documents stays text: nothing becomes a formula, a link or a number.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from doctools.reports.sheets import sheets_of
from doctools.reports.wording import visible

if TYPE_CHECKING:
    from datetime import date

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from doctools.messages import Catalogue
    from doctools.reports.sheets import Sheet, Value
    from doctools.result import Result

_LONGEST_CELL = 32_767
"""Characters a cell can hold."""

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def build(result: Result, *, words: Catalogue, today: date) -> bytes:
    """Return the workbook's bytes; the same result and date give the same bytes."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - slow to import

    target = BytesIO()
    with Workbook(target, _OPTIONS) as book:
        book.set_properties(
            {
                "title": visible(result.title),
                "created": datetime(today.year, today.month, today.day, tzinfo=UTC),
            }
        )
        head = book.add_format(
            {
                "bold": True,
                "bg_color": "#E8EDF2",
                "border": 1,
                "border_color": "#B7C0CA",
                "text_wrap": True,
                "valign": "vcenter",
            }
        )
        body = book.add_format({"text_wrap": True, "valign": "top"})
        text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for sheet in sheets_of(result, words=words):
            page = _prepare(book, sheet, head)
            page.set_header(f"&L{_plain(result.title)}&R{today.isoformat()}")
            page.set_footer("&L&A&R&P / &N")
            for row, values in enumerate(sheet.rows, 1):
                for column, value in enumerate(values):
                    _put(page, row, column, value, body=body, text=text)
    return target.getvalue()


def _prepare(book: Workbook, sheet: Sheet, head: Format) -> Worksheet:
    """Add a sheet with its headings, ready to be filled, filtered and printed."""
    page = book.add_worksheet(sheet.name)
    for column, (heading, width) in enumerate(
        zip(sheet.headings, sheet.widths, strict=True)
    ):
        page.set_column(column, column, width)
        page.write_string(0, column, heading, head)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.headings) - 1)
    page.repeat_rows(0)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    return page


def _put(
    page: Worksheet, row: int, column: int, value: Value, *, body: Format, text: Format
) -> None:
    if value is None:
        page.write_blank(row, column, None, body)
    elif isinstance(value, str):
        page.write_string(row, column, visible(value)[:_LONGEST_CELL], text)
    else:
        page.write_number(row, column, value, body)


def _plain(title: str) -> str:
    """Return a title for a page header, where `&` starts a code."""
    return visible(title).replace("&", "&&")[:120]
