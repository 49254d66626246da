"""The workbook that an office hands on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from reports.synthetic_result import build, chinese

from doctools.messages import load
from doctools.reports import xlsx
from doctools.reports.attention import needs_person
from doctools.reports.grid import grid_of

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.result import Result

TODAY = date(2026, 11, 23)
RESULT = build(classified=True)
WORDS = chinese()
SHEETS = [
    "需要处理",
    "成员×月份",
    "篇数",
    "标准",
    "名单",
    "作品",
    "问题",
    "重复",
    "重合",
    "文件",
]


def _open(result: Result) -> Any:  # noqa: ANN401 - openpyxl has no types
    data = xlsx.build(result, words=WORDS, today=TODAY)
    return openpyxl.load_workbook(BytesIO(data))


BOOK = _open(RESULT)


def _rows(name: str) -> list[dict[str, Any]]:
    head, *rows = BOOK[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_sheets_stand_in_their_order() -> None:
    """What a person has to do comes first, the list of files last."""
    assert BOOK.sheetnames == SHEETS


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_is_ready_to_use(name: str) -> None:
    """Headings are frozen, repeated in print and can be filtered."""
    sheet = BOOK[name]
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.auto_filter.ref is not None
    assert sheet.page_setup.paperSize == 9


def test_items_to_settle_are_those_of_the_report() -> None:
    """One row for each item, with what to do."""
    rows = _rows("需要处理")
    assert len(rows) == len(needs_person(RESULT))
    assert all(row["怎么办"] for row in rows)


def test_the_grid_adds_up_to_the_result() -> None:
    """Each cell is the member's number of that month, and the rows add up."""
    for row, shown in zip(grid_of(RESULT).rows, _rows("成员×月份"), strict=True):
        months = [shown[month] for month in RESULT.months]
        assert shown["姓名"] == row.name
        assert sum(months) == shown["合计"] == row.total.counted
        assert shown["待定"] == row.total.pending


def test_counts_criteria_and_rankings_equal_the_result() -> None:
    """Numbers re-read from the workbook are those of the records."""
    assert sum(row["计入"] for row in _rows("篇数")) == sum(
        count.counted for count in RESULT.member_counts
    )
    assert [(row["对象编号"], row["实际"]) for row in _rows("标准")] == [
        (entry.subject, entry.value) for entry in RESULT.criterion_results
    ]
    assert [(row["名次"], row["姓名"]) for row in _rows("名单")] == [
        (entry.rank, entry.name) for award in RESULT.awards for entry in award.ranking
    ]


def test_every_record_has_its_row() -> None:
    """Works, findings, repeats, passages and files are all there."""
    assert len(_rows("作品")) == len(RESULT.works)
    assert len(_rows("问题")) == len(RESULT.findings)
    assert len(_rows("重复")) == len(RESULT.repeats)
    holders = sum(len(passage.holders) for passage in RESULT.common_passages)
    assert len(_rows("重合")) == len(RESULT.overlaps) + holders
    assert len(_rows("文件")) == len(RESULT.files)


@pytest.mark.parametrize(
    "planted",
    ["=1+1", "+86", "-1", "@SUM(A1)", "http://a.cn", "130429199001011234", "007"],
)
def test_text_stays_text(planted: str) -> None:
    """Formulas, links and long numbers come back as the very same text."""
    work = replace(RESULT.works[0], title=planted)
    book = _open(replace(RESULT, works=(work,)))
    cell = book["作品"]["A2"]
    assert (cell.value, cell.data_type, cell.number_format) == (planted, "s", "@")
    assert cell.hyperlink is None


def test_control_characters_are_spelled_out() -> None:
    """Terminal codes and direction marks stand in a cell as what they are."""
    work = replace(RESULT.works[0], title="甲\x1b[31m\u202e乙\udcff")
    book = _open(replace(RESULT, works=(work,)))
    assert book["作品"]["A2"].value == "甲‹U+001B›[31m‹U+202E›乙‹U+DCFF›"


def test_a_text_too_long_for_a_cell_is_cut() -> None:
    """A cell never exceeds what a workbook can hold."""
    work = replace(RESULT.works[0], title="长" * 40_000)
    book = _open(replace(RESULT, works=(work,)))
    assert len(book["作品"]["A2"].value) == 32_767


def test_same_result_and_date_give_the_same_bytes() -> None:
    """Only the date of the run makes two workbooks differ."""
    first = xlsx.build(RESULT, words=WORDS, today=TODAY)
    assert first == xlsx.build(build(classified=True), words=WORDS, today=TODAY)
    assert first != xlsx.build(RESULT, words=WORDS, today=date(2026, 11, 24))


def test_english_headings_fit_their_columns(tmp_path: Path) -> None:
    """The English workbook has the same sheets and columns."""
    path = tmp_path / "summary.xlsx"
    path.write_bytes(xlsx.build(RESULT, words=load("en"), today=TODAY))
    book = openpyxl.load_workbook(path)
    widths = [sheet.max_column for sheet in book]
    assert widths == [sheet.max_column for sheet in BOOK]


def test_an_empty_result_has_headings_only() -> None:
    """A folder without files gives a workbook whose sheets are empty."""
    empty = type(RESULT)(run=RESULT.run, title="a&b", files=())
    assert {sheet.max_row for sheet in _open(empty)} == {1}
