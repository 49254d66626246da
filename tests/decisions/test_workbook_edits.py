"""Cells and rows that a person changed in the workbook are found by their keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from decisions.decision_build import LI, OTHER, PATH, decision, entered, work

from doctools.decisions import WITHDRAWN, Standing
from doctools.errors import OutputError
from doctools.facts import Person
from doctools.messages import load
from doctools.records import EvidenceRow, Run
from doctools.reports import workbook_edits, xlsx
from doctools.reports.speech import Speech
from doctools.reports.workbook_edits import Edits, read_edits, workbooks_in
from doctools.result import Result

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECOND = "稿件/李四.txt"
(ENTRY,) = entered(decision("not_counted", reason="不是读书笔记"))
RESULT = Result(
    run=Run(version="1", config_sha256="", inputs=2, by_status={}, totals={}, scope={}),
    title="评选",
    files=(),
    works=(
        work(PATH, "suspected_copy"),
        work(SECOND, "needs_ocr", work_id=OTHER, members=(LI,), period=None),
    ),
    people=(
        Person(
            member_id="李四@第二支部",
            name="李四",
            branch="第二支部",
            row=EvidenceRow(table="花名册.xlsx", row=3),
        ),
    ),
    decisions=(Standing(entry=ENTRY, state="in_force", path=PATH),),
)


def _edited(
    folder: Path,
    change: Callable[[Any], None] = lambda _: None,
    *,
    language: str = "zh",
    result: Result = RESULT,
) -> Edits:
    """Return what is read from a workbook after a person changed it."""
    path = folder / "summary.xlsx"
    path.write_bytes(xlsx.build(result, words=load(language), today=date(2010, 7, 1)))
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return read_edits(path)


def _column(sheet: Any, heading: str) -> int:  # noqa: ANN401 - openpyxl has no types
    return next(
        int(cell.column)
        for row in sheet.iter_rows(max_row=5)
        for cell in row
        if cell.value == heading
    )


def _put(sheet: Any, row: int, **cells: str | None) -> None:  # noqa: ANN401 - openpyxl has no types
    for heading, value in cells.items():
        sheet.cell(row, _column(sheet, heading), value)


def test_a_workbook_nobody_touched_says_nothing(tmp_path: Path) -> None:
    """Opening and saving in another program is no decision."""
    found = _edited(tmp_path)
    assert (found.works, found.rows, found.decider) == ((), (), "")
    assert found.listed == (ENTRY,)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_changed_cells_are_found(tmp_path: Path, language: str) -> None:
    """Author, type, month and decision are read with who and why, in both languages."""
    words = load(language)("workbook.columns.works").split(" | ")

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        sheet = book[load(language)("workbook.sheet.works")]
        names = (words[1], words[8], words[9], words[10])
        for name, value in zip(
            names, ("李四", "认可", "赵书记", "有手稿"), strict=True
        ):
            _put(sheet, 2, **{name: value})

    (edit,) = _edited(tmp_path, change, language=language).works
    assert (edit.row, edit.path) == (2, PATH)
    assert edit.changed == {"members": "李四", "verdict": "认可"}
    assert edit.remarks == {"by": "赵书记", "reason": "有手稿", "basis": ""}


def test_cells_are_called_as_a_spreadsheet_calls_them(tmp_path: Path) -> None:
    """An edit knows its cell, and a workbook the mistakes it told its reader of."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        _put(book["作品"], 2, 决定="好")

    found = _edited(tmp_path, change, result=replace(RESULT, told=("ab", "cd")))
    assert found.works[0].at["verdict"] == "I2"
    assert found.told == {"ab", "cd"}
    assert found.is_edited
    assert not _edited(tmp_path).is_edited


@pytest.mark.parametrize("heading", ["决定", "文件", "作品编号"])
def test_a_deleted_column_is_told(tmp_path: Path, heading: str) -> None:
    """Decisions that cannot be read any more are missed aloud, not silently."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        sheet = book["作品"]
        _put(sheet, 2, 决定="认可", 决定人="赵书记")
        sheet.delete_cols(_column(sheet, heading))

    assert _edited(tmp_path, change).missing == (heading,)
    assert _edited(tmp_path).missing == ()


def _sorted_and_moved(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
    sheet = book["作品"]
    _put(sheet, 3, 月份="3月", 决定人="赵书记")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, values in enumerate(reversed(rows), 2):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column, value)
    sheet.insert_cols(1)
    sheet.insert_rows(1)
    sheet["A1"] = "本单位核对用"


def test_edits_are_found_whatever_was_sorted_or_moved(tmp_path: Path) -> None:
    """A new column, a title above and another order of rows change nothing."""
    (edit,) = _edited(tmp_path, _sorted_and_moved).works
    assert (edit.path, edit.changed, edit.row) == (SECOND, {"period": "3月"}, 3)


def test_a_date_typed_by_the_program_is_a_date(tmp_path: Path) -> None:
    """What a spreadsheet turns into a day reads as one."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        book["作品"].cell(3, _column(book["作品"], "月份")).value = date(2010, 3, 1)

    (edit,) = _edited(tmp_path, change).works
    assert edit.changed == {"period": "2010-03-01"}


def test_rows_are_added_and_changed(tmp_path: Path) -> None:
    """A new row has no entry; of a known one the changed columns are told."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        sheet = book["决定"]
        sheet["B1"] = "赵书记"
        _put(sheet, 3, 决定="认可")
        _put(sheet, 4, 对象="李四", 指标="每月读书笔记", 决定="免除", 日期="2010-07-01")

    found = _edited(tmp_path, change)
    known, added = found.rows
    assert found.decider == "赵书记"
    assert known.entry == ENTRY
    assert known.changed == {"verdict"}
    assert added.entry is None
    assert (added.cells["subject"], added.cells["on"]) == ("李四", "2010-07-01")


def test_the_sheet_shows_who_decided_what_and_what_became_of_it(tmp_path: Path) -> None:
    """One row for every decision, the computed value and the state beside it."""
    states = ("in_force", "superseded", "conflict", "outdated", "absent")
    told = replace(ENTRY.decision, computed="pending needs_ocr")
    entries = [
        replace(
            ENTRY,
            identifier=f"d-{number}",
            decision=told,
            against="d-0" if state == "conflict" else "",
        )
        for number, state in enumerate(states)
    ]
    shown = replace(
        RESULT,
        decisions=tuple(
            Standing(entry=entry, state=state, path=PATH)
            for entry, state in zip(entries, states, strict=True)
        ),
    )
    _edited(tmp_path, result=shown)
    sheet = openpyxl.load_workbook(tmp_path / "summary.xlsx")["决定"]
    _, head, *rows = sheet.iter_rows(values_only=True)
    first = dict(zip(head, rows[0], strict=True))
    assert first["决定"] == "不认可"
    assert first["程序原判"] == "待定——扫描件未识别"
    assert (first["决定人"], first["登记日期"]) == ("李主任", "2010-07-01")
    assert [row[list(head).index("状态")] for row in rows] == [
        "生效",
        "已被替代",
        "冲突，未采用",
        "文件已变，未采用",
        "本批没有，保留",
    ]


@pytest.mark.parametrize("field", ["verdict", "members", "period", "member.books"])
def test_a_withdrawal_replaces_nothing(field: str) -> None:
    """Beside what was taken back stands no judgement, and no code of one."""
    told = replace(ENTRY.decision, field=field, value=WITHDRAWN, computed="")
    standing = Standing(entry=replace(ENTRY, decision=told), state="in_force")
    assert Speech(words=load("zh"), result=RESULT).replaced(standing) == ""


def test_other_files_are_no_workbook_of_ours(tmp_path: Path) -> None:
    """Damaged files and foreign workbooks are said to be unreadable, not skipped."""
    path = tmp_path / "summary.xlsx"
    path.write_bytes(b"edited")
    assert read_edits(path).unreadable
    book = openpyxl.Workbook()
    book.save(path)
    assert read_edits(path).unreadable


def test_nonsense_in_the_hidden_sheet_is_left_out(tmp_path: Path) -> None:
    """A damaged note costs its row, not the run."""

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        hidden = book[workbook_edits.HIDDEN]
        for row, note in enumerate(("{", "[]", '{"entry": {}, "shown": {}}'), 1):
            hidden.cell(hidden.max_row + row, 1, note)
        _put(book["作品"], 2, 决定="认可")

    assert len(_edited(tmp_path, change).works) == 1


def test_a_workbook_kept_to_itself_by_another_program_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the office program lets nobody read, the run says which file to close."""
    import python_calamine  # noqa: PLC0415 - to play the office program

    def refuse(_: str) -> None:
        raise PermissionError(13, "sharing violation")

    monkeypatch.setattr(python_calamine.CalamineWorkbook, "from_path", refuse)
    with pytest.raises(OutputError) as caught:
        read_edits(tmp_path / "summary.xlsx")
    assert caught.value.code == "output_no_permission"


def test_dated_workbooks_are_read_after_the_first(tmp_path: Path) -> None:
    """The order is that in which they were made; other files are none."""
    for name in (
        "summary-2010-07-02-10.xlsx",
        "summary-2010-07-02-2.xlsx",
        "summary-2010-07-01.xlsx",
        "summary.xlsx",
        "summary 副本.xlsx",
        "~$summary.xlsx",
    ):
        (tmp_path / name).write_bytes(b"")
    assert [path.name for path in workbooks_in(tmp_path, "summary.xlsx")] == [
        "summary.xlsx",
        "summary-2010-07-01.xlsx",
        "summary-2010-07-02-2.xlsx",
        "summary-2010-07-02-10.xlsx",
    ]
