"""The list that is posted up: who, where from, which place, and no word more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from reports.synthetic_result import build, chinese

from doctools.records import CriterionResult
from doctools.reports import publicity, result_folder

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.result import Result

TODAY = date(2026, 11, 23)
WORDS = chinese()
RESULT = build()


def _book(result: Result) -> Any:  # noqa: ANN401 - openpyxl has no types
    data = publicity.build(result, words=WORDS, today=TODAY)
    return openpyxl.load_workbook(BytesIO(data))


def _rows(sheet: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - openpyxl has no types
    return list(sheet.iter_rows(values_only=True))


def test_each_award_has_its_sheet_ready_to_print() -> None:
    """A4 upright, the heading repeated, title and date above the table."""
    book = _book(RESULT)
    assert book.sheetnames == ["学习型党员标兵", "读书之星"]
    for sheet in book:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (
            9,
            "portrait",
        )
        assert sheet.print_title_rows == "$3:$3"
        rows = _rows(sheet)
        assert sheet.title in rows[0][0]
        assert rows[1][0] == "2026年11月23日"
        assert rows[2] == ("序号", "姓名", "支部", "名次", "计入篇数")


def test_only_those_selected_or_tied_are_named() -> None:
    """Every selected and tied name stands there, those who were not are absent."""
    for award, sheet in zip(RESULT.awards, _book(RESULT), strict=True):
        shown = [(row[1], row[2], row[3]) for row in _rows(sheet)[3:] if row[1]]
        assert shown == [
            (line.name, line.branch, line.rank)
            for line in award.ranking
            if line.status in {"selected", "tied"}
        ]


def test_papers_are_those_the_award_asks_for() -> None:
    """The number of papers is that of different works counted for its criteria."""
    line = RESULT.awards[1].ranking[0]
    works = next(
        entry.counted
        for entry in RESULT.criterion_results
        if (entry.subject, entry.criterion) == (line.subject, "member.notes")
    )
    assert _rows(_book(RESULT)["读书之星"])[3][4] == len(set(works)) > 0


@pytest.mark.parametrize(
    ("unit", "measure", "heading", "cell", "look"),
    [
        ("score", "", "学时（分）", 0.5, "General"),
        ("days", "sum", "学时（天）", 0.5, "General"),
        ("share", "ratio", "学时", 0.5, "0.0%"),
    ],
)
def test_what_ranks_is_shown_with_its_unit(
    unit: str, measure: str, heading: str, cell: float, look: str
) -> None:
    """Points, days and shares that decide the order stand there, no other number."""
    rule = replace(
        RESULT.criteria[0], identifier="k", name="学时", measure=measure, unit=unit
    )
    line = RESULT.awards[0].ranking[0]
    entry = CriterionResult(
        subject=line.subject, criterion="k", value=0.5, required=None, status="met"
    )
    first, *rest = RESULT.award_infos
    result = replace(
        RESULT,
        criteria=(*RESULT.criteria, rule),
        criterion_results=(*RESULT.criterion_results, entry),
        award_infos=(replace(first, rank=("k",)), *rest),
    )
    sheet = _book(result).worksheets[0]
    assert [cell.value for cell in sheet[3]][-1] == heading
    assert (sheet["E4"].value, sheet["E4"].number_format) == (cell, look)


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (("tied",), "末位并列待定"),
        (("not_signed_off",), "自定的数未签认"),
        (("pending", "tied"), "有人或有稿件待定、末位并列待定"),
    ],
)
def test_a_list_that_is_open_says_so_in_its_head(
    codes: tuple[str, ...], said: str
) -> None:
    """Under the date stands that it must not be posted, and why."""
    awards = tuple(replace(a, final=False, open=codes) for a in RESULT.awards)
    for sheet in _book(replace(RESULT, awards=awards)):
        assert _rows(sheet)[2][0] == f"尚未确定，不得张贴：{said}"
    assert "尚未确定" not in str(_rows(_book(RESULT)["读书之星"]))


def test_the_list_says_how_long_it_hangs() -> None:
    """Days the criteria ask for stand below the table; without them a blank."""
    first, *rest = RESULT.award_infos
    infos = (replace(first, publicity_days=7), *rest)
    book = _book(replace(RESULT, award_infos=infos))
    last = [_rows(sheet)[-1][0] for sheet in book]
    assert last[0].startswith("公示期 7 天，自")
    assert last[1].startswith("公示期：自")


def test_no_reason_file_or_id_goes_with_it() -> None:
    """Neither paths nor work ids nor member ids nor criteria stand in any cell."""
    text = str([_rows(sheet) for sheet in _book(RESULT)])
    assert not [work.path for work in RESULT.works if work.path in text]
    assert not [work.work_id for work in RESULT.works if work.work_id in text]
    assert not [p.member_id for p in RESULT.people if p.member_id in text]
    assert not [info.name for info in RESULT.criteria if info.name in text]


def test_names_stay_text_and_sheets_keep_apart() -> None:
    """A name that looks like a formula is text; awards of one name have two sheets."""
    award = RESULT.awards[0]
    odd = replace(award.ranking[0], name="=1+1")
    infos = tuple(replace(info, name="标兵[2010]/甲") for info in RESULT.award_infos)
    awards = (replace(award, ranking=(odd,)), RESULT.awards[1])
    book = _book(replace(RESULT, awards=awards, award_infos=infos))
    assert book.sheetnames == ["标兵 2010  甲", "标兵 2010  甲~2"]
    cell = book.worksheets[0]["B4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_organisations_have_no_branch_column() -> None:
    """An award for branches lists them by name."""
    award = RESULT.awards[1]
    line = replace(award.ranking[0], subject="一支部", name="一支部", branch=None)
    sheet = _book(replace(RESULT, awards=(replace(award, ranking=(line,)),))).active
    assert _rows(sheet)[2:4] == [
        ("序号", "党组织", "名次", "计入篇数"),
        (1, "一支部", line.rank, 0),
    ]


def _write(result: Result, folder: Path, known: dict[str, str]) -> dict[str, str]:
    written = result_folder.write(result, folder, words=WORDS, known=known, today=TODAY)
    return dict(written.digests)


def test_a_list_that_holds_no_longer_is_taken_away(tmp_path: Path) -> None:
    """Without awards there is no list; one that a person has edited stays."""
    place = tmp_path / "publicity.xlsx"
    known = _write(RESULT, tmp_path, {})
    assert place.exists()
    without = replace(RESULT, awards=())
    _write(without, tmp_path, known)
    assert not place.exists()
    place.write_bytes(b"edited")
    _write(without, tmp_path, known)
    assert place.read_bytes() == b"edited"
