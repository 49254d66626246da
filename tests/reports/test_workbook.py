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
from doctools.records import SeatShare
from doctools.reports import html, overview, xlsx
from doctools.reports.attention import needs_person
from doctools.reports.grid import grid_of, number
from doctools.scope import with_totals

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.result import Result

TODAY = date(2026, 11, 23)
RESULT = build(classified=True)
WORDS = chinese()
SHEETS = [
    "需要处理",
    "成员×月份",
    "催交名单",
    "篇数",
    "标准",
    "名单",
    "作品",
    "决定",
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
    assert [s.title for s in BOOK if s.sheet_state == "visible"] == SHEETS


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_is_ready_to_use(name: str) -> None:
    """Headings are frozen, repeated in print and can be filtered."""
    sheet = BOOK[name]
    top = 2 if name == "决定" else 1  # above it stands who decides
    assert sheet.freeze_panes == f"A{top + 1}"
    assert sheet.print_title_rows == f"${top}:${top}"
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
    ["=1+1", "+86", "-1", "@SUM(A1)", "http://a.cn", "20100315121314", "007"],
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
    book = _open(empty)
    assert {book[name].max_row for name in SHEETS if name != "决定"} == {1}
    assert book["决定"].max_row == 2


def test_shares_are_shown_as_per_cent_and_parts_as_fractions() -> None:
    """No cell shows 0.8333: a share is a percentage, the third of a paper a third."""
    first, second, *rest = RESULT.criteria
    criteria = (replace(first, measure="ratio"), second, *rest)
    entries = tuple(
        replace(entry, value=0.8333, required=0.8)
        if entry.criterion == first.identifier
        else replace(entry, value=1.3333)
        for entry in RESULT.criterion_results[:2]
    )
    sheet = _open(replace(RESULT, criteria=criteria, criterion_results=entries))["标准"]
    assert (sheet["C2"].value, sheet["C2"].number_format) == (0.8333, "0.0%")
    assert (sheet["D2"].value, sheet["D2"].number_format) == (0.8, "0.0%")
    assert (sheet["C3"].value, sheet["C3"].number_format) == (1.3333, "# ??/??")
    assert sheet["D3"].number_format == "General"
    assert {cell.number_format for cell in BOOK["重合"]["I"][1:6]} == {"0.0%"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.0, "2"),
        (0.5, "0.5"),
        (4.25, "4.25"),
        (0.3333, "1/3"),
        (2.6667, "2 2/3"),
        (86.5, "86.5"),
        (3.1416, "3.14"),
        (None, "–"),
    ],
)
def test_numbers_are_written_as_a_person_writes_them(
    value: float | None, text: str
) -> None:
    """Two decimals at most; the part of a joint work is a fraction."""
    assert number(value) == text


def test_a_list_that_is_open_says_why_in_every_row() -> None:
    """The sheet of lists and the report say that an award is not final, and why."""
    awards = tuple(
        replace(award, final=False, open=("tied", "not_signed_off"))
        for award in RESULT.awards
    )
    said = "尚未确定：末位并列待定、自定的数未签认"
    not_yet = "还不能张贴：末位并列待定、自定的数未签认。"
    result = replace(RESULT, awards=awards)
    sheet = _open(result)["名单"]
    assert {cell.value for cell in sheet["M"][1:]} == {said}
    assert {cell.value for cell in BOOK["名单"]["M"][1:]} == {"已确定"}
    assert said in html.render(result, words=WORDS, today=TODAY)
    assert any(
        not_yet in line for line in overview.lines(with_totals(result), words=WORDS)
    )


def test_assumptions_carry_their_plain_names() -> None:
    """What the office set itself is named in words wherever there are words for it."""
    named = replace(RESULT.assumptions[0], key="attendance_rate", label="参加率")
    result = replace(RESULT, assumptions=(named,))
    page = html.render(result, words=WORDS, today=TODAY)
    assert "本单位自定，需签认" in page
    assert "参加率" in page
    assert "attendance_rate" not in page.replace('id="', "")


def test_a_picture_waits_in_its_members_list() -> None:
    """A paper nobody can read is shown by its file with what is to be decided."""
    work = replace(
        RESULT.works[0],
        title="",
        path="稿件/照片-13800138000.jpg",
        status="pending",
        codes=("needs_ocr",),
        document_type="读书笔记",
        period="2010-03",
    )
    page = html.render(replace(RESULT, works=(work,)), words=WORDS, today=TODAY)
    assert "照片-138****8000.jpg" in page
    assert "图像，等待认可（认可为3月读书笔记 / 不认可）" in page


def test_a_reason_stands_beside_the_outcome() -> None:
    """Whoever a rule about branches put on or off the list is told so, in both places."""
    (award, *others) = RESULT.awards
    (first, *rest) = award.ranking
    first = replace(first, status="not_selected", reason="seat_maximum")
    changed = replace(award, ranking=(first, *rest))
    result = replace(RESULT, awards=(changed, *others))
    cells = list(_open(result)["名单"].iter_rows(values_only=True))
    assert any("支部名额已满" in str(cell) for cell in cells[1])
    assert "（支部名额已满）" in html.render(result, words=WORDS, today=TODAY)


def test_a_picture_of_unknown_type_asks_for_the_type() -> None:
    """What to write about it never holds the words for a type nobody knows."""
    work = replace(
        RESULT.works[0],
        status="pending",
        codes=("needs_ocr",),
        document_type=None,
        period="2010-03",
    )
    page = html.render(replace(RESULT, works=(work,)), words=WORDS, today=TODAY)
    assert "认可为3月某文种，请写明" in page


def test_what_a_person_should_see_stands_beside_the_number() -> None:
    """Missing proof, disagreeing marks, open and left-over points are told twice."""
    (award, *_) = RESULT.awards
    must = next(i for i in RESULT.award_infos if i.identifier == award.award).must
    entry = replace(
        RESULT.criterion_results[0],
        subject=award.ranking[0].subject,
        criterion=must[0],
        codes=("few_proofs", "sources_disagree"),
        proof=(RESULT.works[0].work_id,),
        at_most=42.5,
        surplus=3.0,
    )
    shares = (SeatShare(branch="机关党支部", members=5, places=2, undecided=True),)
    result = replace(
        RESULT,
        criterion_results=(entry,),
        awards=(replace(award, seats=shares),),
    )
    told = "证明材料不足；几人的评定不一致；待定的都计入，最多 42.5；超出要求、可转入下一年 3"
    page = html.render(result, words=WORDS, today=TODAY)
    assert told in page
    assert "证明材料：" in page
    assert "机关党支部 2 名（5 人），另有 1 名" in page
    cells = [row[8] for row in _open(result)["标准"].iter_rows(values_only=True)]
    assert any(told in str(cell) for cell in cells)


def test_lists_show_what_decides_the_order() -> None:
    """The values that rank the candidates stand in the sheet and on the page."""
    ranked = tuple(
        replace(info, rank=(info.must[0],)) if info.must else info
        for info in RESULT.award_infos
    )
    result = replace(RESULT, award_infos=ranked)
    heading = WORDS("report.head.ranked_by")
    sheet = _open(result)["名单"]
    column = next(cell.column for cell in sheet[1] if cell.value == heading)
    shown = [row[column - 1].value for row in sheet.iter_rows(min_row=2)]
    assert any(shown)
    page = html.render(result, words=WORDS, today=TODAY)
    assert all(value in page for value in shown if value)


def test_keys_made_by_the_program_are_not_shown_as_numbers() -> None:
    """Only a number that the roster gives stands in the column of numbers."""
    for name in ("成员×月份", "篇数"):
        assert not any("@" in str(cell.value) for cell in BOOK[name]["C"])


def test_rows_are_as_high_as_their_texts() -> None:
    """What is printed by a program that measures nothing shows every cell whole."""
    long = replace(RESULT.findings[0], context="很长的一句话，" * 20)
    book = _open(replace(RESULT, findings=(long, *RESULT.findings[1:])))
    for sheet in book:
        if sheet.sheet_state != "visible":
            continue
        for row in sheet.iter_rows():
            height = sheet.row_dimensions[row[0].row].height or 15
            widths = sheet.column_dimensions
            wide = (
                len(cell.value.encode("gb18030")) / widths[cell.column_letter].width
                for cell in row
                if isinstance(cell.value, str) and cell.column_letter in widths
            )
            lines = int(max(wide, default=0))
            assert height == 409 or height >= 11 * lines, (sheet.title, row[0].row)
    assert book["问题"].row_dimensions[2].height > 100


def test_codes_for_programs_are_not_printed() -> None:
    """Fingerprints and digests stand behind the columns that go to the printer."""
    assert BOOK["文件"].print_area == f"'文件'!$A$1:$F${len(RESULT.files) + 1}"
    assert BOOK["问题"].print_area.split(":")[1].startswith("$I$")


def test_numbers_are_shown_with_what_they_count() -> None:
    """A cell of the criteria stays a number and shows 2 本 or 8.5 天."""
    notes = replace(RESULT.criteria[0], unit="books", measure="count_distinct")
    entry = replace(
        RESULT.criterion_results[0], criterion=notes.identifier, value=2.0, required=8.5
    )
    book = _open(
        replace(RESULT, criteria=(notes,), criterion_results=(entry,), awards=())
    )
    _, row = book["标准"].iter_rows(max_row=2)
    assert (row[2].value, row[2].number_format) == (2, '0" 本"')
    assert (row[3].value, row[3].number_format) == (8.5, '0.##" 本"')
