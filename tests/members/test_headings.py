"""Headings, merged cells and columns side by side, as offices lay tables out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from members.office_tables import codes, csv, names, says, workbook

from doctools.errors import UsageError
from doctools.members.tables import load_facts

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.facts import Facts


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Return a folder with a roster of two branches; 张三 is a name in both."""
    csv(
        tmp_path,
        "花名册",
        "姓名,支部",
        "张三,一支部",
        "李四,一支部",
        "王五,二支部",
        "张三,二支部",
    )
    return tmp_path


def exams(facts: Facts) -> list[tuple[str, str, str, float]]:
    """Return member, subject, day and score of every exam."""
    return [
        (exam.member_id, exam.subject, str(exam.day), exam.score)
        for exam in facts.exams
    ]


def test_headings_over_two_rows(office: Path) -> None:
    """成绩 over four quarters is one exam for each, whether merged or only blank."""
    rows: list[list[Any]] = [
        ["2010年理论考试成绩表", "", "", ""],
        ["姓名", "支部", "成绩", ""],
        ["", "", "第一季度", "第二季度"],
        ["李四", "一支部", 91, "８８分"],
        ["王五", "二支部", "缺考", ""],
        ["张三", "二支部", "", 70.5],
    ]
    expected = [
        ("李四@一支部", "", "--Q1", 91.0),
        ("李四@一支部", "", "--Q2", 88.0),
        ("张三@二支部", "", "--Q2", 70.5),
    ]
    merges = [(0, 0, 0, 3), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3)]
    workbook(office / "考试.xlsx", {"成绩": rows}, merged=merges)
    facts = load_facts(office)
    assert exams(facts) == expected
    assert not facts.problems
    (office / "考试.xlsx").unlink()
    csv(office, "考试", *(",".join(map(str, row)) for row in rows))
    assert exams(load_facts(office)) == expected


def test_subjects_below_years_and_quarters(office: Path) -> None:
    """The upper row gives the day, the lower the subject, or the other way round."""
    csv(
        office,
        "考试一",
        "姓名,2010年第一季度,,2010年第二季度,,备注",
        ",理论知识,业务知识,理论知识,业务知识,",
        "李四,90,80,91,81,好",
    )
    csv(office, "考试二", "姓名,理论知识考试,", ",2010年3月,2010年6月", "王五,70,71")
    assert exams(load_facts(office)) == [
        ("李四@一支部", "理论知识", "2010-Q1", 90.0),
        ("李四@一支部", "业务知识", "2010-Q1", 80.0),
        ("李四@一支部", "理论知识", "2010-Q2", 91.0),
        ("李四@一支部", "业务知识", "2010-Q2", 81.0),
        ("王五@二支部", "理论知识", "2010-03", 70.0),
        ("王五@二支部", "理论知识", "2010-06", 71.0),
    ]


def test_bare_subjects_are_said(office: Path) -> None:
    """Columns of nothing but marks are subjects, and one note says so; sums are not."""
    csv(
        office,
        "考试",
        "序号,姓名,理论知识,业务知识,总分,年龄,住址",
        "1,李四,90,85,175,40,一街",
        "2,王五,缺考,80,80,50,二街",
    )
    facts = load_facts(office)
    assert [(s, x) for _, s, _, x in exams(facts)] == [
        ("理论知识", 90.0),
        ("业务知识", 85.0),
        ("业务知识", 80.0),
    ]
    assert codes(facts) == [("taken_as_subjects", "考试.csv", 1)]
    assert "理论知识、业务知识" in says(facts.problems[0])


def test_columns_beside_are_not_lost(office: Path) -> None:
    """A word among bare marks is listed; so is a column of numbers that is not read."""
    csv(office, "考试", "姓名,理论知识,业务知识", "李四,90,良好", "王五,80,70")
    csv(office, "天数", "姓名,1月,2月,三,合计", "李四,3,4,5,12")
    facts = load_facts(office)
    assert [(s, x) for _, s, _, x in exams(facts)] == [
        ("理论知识", 90.0),
        ("理论知识", 80.0),
        ("业务知识", 70.0),
    ]
    assert [day.days for day in facts.days] == [3.0, 4.0]
    assert codes(facts) == [
        ("taken_as_subjects", "考试.csv", 1),
        ("not_a_number", "考试.csv", 2),
        ("column_not_read", "天数.csv", 1),
    ]
    assert all(map(says, facts.problems))


def test_a_title_is_no_upper_row(office: Path) -> None:
    """A title that speaks of exams makes no exam of every column below it."""
    csv(
        office,
        "考试",
        "2010年考试成绩,,",
        "姓名,理论知识,宿舍",
        "李四,90,东楼",
        "王五,80,东楼",
        "张三（一支部）,70,12",
    )
    subjects = {subject for _, subject, _, _ in exams(load_facts(office))}
    assert subjects == {"理论知识"}


def test_long_tables_stay_long(office: Path) -> None:
    """A column of marks keeps the table long, whatever other numbers stand beside it."""
    csv(
        office,
        "考试",
        "姓名,科目,成绩,名次,补考成绩,工龄",
        "李四,理论知识,90,1,95,20",
    )
    assert exams(load_facts(office)) == [("李四@一支部", "理论知识", "None", 90.0)]


def test_a_sheet_for_each_quarter(office: Path) -> None:
    """Without a column of days the name of the sheet may give the day."""
    rows: list[list[Any]] = [
        ["姓名", "支部", "科目", "成绩"],
        ["李四", "", "理论知识", 90],
    ]
    workbook(office / "考试.xlsx", {"2010年一季度": rows, "2010年二季度": rows})
    days = [day for _, _, day, _ in exams(load_facts(office))]
    assert days == ["2010-Q1", "2010-Q2"]


def test_months_across(office: Path) -> None:
    """A column for each month gives days of that month; their sum is not counted."""
    months = [f"{month}月" for month in range(1, 13)]
    rows: list[list[Any]] = [
        ["2010年下基层调研天数统计表"],
        ["序号", "姓名", "支部", *months, "合计天数", "天数"],
        [1, "李四", "一支部", 8, 8.5, "", "/", *[0] * 8, 16.5, 16.5],
        ["合计", "", "", 8, 8.5, "", "", *[0] * 8, 16.5, 16.5],
    ]
    workbook(office / "天数.xlsx", {"Sheet1": rows})
    facts = load_facts(office)
    assert [(str(d.day), d.days) for d in facts.days if d.days] == [
        ("--01", 8.0),
        ("--02", 8.5),
    ]
    assert len(facts.days) == 10
    assert not facts.problems


def test_cells_merged_downwards(office: Path) -> None:
    """A name merged over its rows names all; a merged number of one person counts once."""
    rows: list[list[Any]] = [
        ["姓名", "支部", "月份", "天数"],
        ["李四", "一支部", "3月", 24],
        ["", "", "4月", ""],
        ["", "", "5月", ""],
        ["王五", "二支部", "3月", 4],
        ["", "", "4月", 5],
    ]
    merges = [(1, 0, 3, 0), (1, 1, 3, 1), (1, 3, 3, 3), (4, 0, 5, 0), (4, 1, 5, 1)]
    workbook(office / "天数.xlsx", {"天数": rows}, merged=merges)
    facts = load_facts(office)
    assert [(d.member_id, d.days, d.row.row) for d in facts.days] == [
        ("李四@一支部", 24.0, 2),
        ("王五@二支部", 4.0, 5),
        ("王五@二支部", 5.0, 6),
    ]
    assert not facts.problems


def test_one_person_on_merged_rows_of_the_roster(tmp_path: Path) -> None:
    """A name merged over two rows of posts is one person with both."""
    rows: list[list[Any]] = [
        ["姓名", "职务"],
        ["张三", "支部书记"],
        ["", "班子成员"],
        ["李四", ""],
    ]
    workbook(tmp_path / "花名册.xlsx", {"a": rows}, merged=[(1, 0, 2, 0)])
    facts = load_facts(tmp_path)
    assert [(p.name, p.posts) for p in facts.people] == [
        ("张三", ("支部书记", "班子成员")),
        ("李四", ()),
    ]


def test_printed_sheets_repeat_their_top(tmp_path: Path) -> None:
    """Title and headings printed on every page are neither people nor problems."""
    top = ["馆陶镇党员花名册,,", "姓名,党支部,", ",名称,书记"]
    csv(
        tmp_path,
        "花名册",
        *top,
        "张三,一支部,王五",
        "第1页 共2页,,",
        *top,
        "李四,一支部,王五",
        "第2页 共2页,,",
    )
    facts = load_facts(tmp_path)
    assert names(facts) == ["张三@一支部", "李四@一支部"]
    assert not facts.problems


@pytest.mark.parametrize(
    ("sheet", "branch"),
    [
        ("第一支部", "第一支部"),
        ("二、机关支部党员名单", "机关支部"),
        ("2010年农村支部花名册", "农村支部"),
        ("Sheet2", None),
        ("党员花名册", None),
    ],
)
def test_sheets_named_after_branches(
    tmp_path: Path, sheet: str, branch: str | None
) -> None:
    """The branch is what the name of a sheet says beside 名单, years and numbers."""
    workbook(
        tmp_path / "花名册.xlsx",
        {sheet: [["姓名"], ["张三"]], "老干部支部": [["姓名"], ["李四"]]},
    )
    people = load_facts(tmp_path).people
    assert [person.branch for person in people] == [branch, "老干部支部"]


def test_namesakes_on_sheets_of_branches(office: Path) -> None:
    """A sheet's name tells namesakes apart in other tables too."""
    rows: list[list[Any]] = [["姓名", "成绩"], ["张三", 90]]
    workbook(office / "考试.xlsx", {"一支部": rows, "二支部": rows})
    members = [member for member, _, _, _ in exams(load_facts(office))]
    assert members == ["张三@一支部", "张三@二支部"]


def test_what_does_not_fit_is_said(office: Path) -> None:
    """The error names file, sheet, row, what was seen and what was expected."""
    workbook(
        office / "考试.xlsx",
        {"一季度": [["考试情况"], ["姓名", "是否合格", "电话13800000000"]]},
    )
    with pytest.raises(UsageError) as caught:
        load_facts(office)
    assert caught.value.code == "table_column"
    assert caught.value.facts["row"] == 2
    assert caught.value.facts["seen"] == "姓名、是否合格、电话138****0000"
    assert "成绩" in str(caught.value.facts["expected"])


# ---- ticks ----


def meetings(facts: Facts) -> list[tuple[str, str, str | None, tuple[str, ...]]]:
    """Return day, kind, organisation and attendees of every event."""
    return [(str(e.day), e.kind, e.organisation, e.attendees) for e in facts.events]


def test_ticks_across(office: Path) -> None:
    """Names down, days across: a tick is presence, absence is none, a blank day nothing."""
    rows: list[list[Any]] = [
        ["馆陶镇2010年集中学习签到表"],
        ["姓名", "支部", datetime(2010, 3, 5), "3月12日", "2010.3.19党课", "3月26日"],  # noqa: DTZ001 - a day
        ["李四", "一支部", "√", "请假", "出席", ""],
        ["王五", "二支部", "×", "√", "迟到", ""],
        ["赵六", "二支部", "√", "", "", ""],
        ["张三", "二支部", "○", "", "", ""],
    ]
    workbook(office / "活动.xlsx", {"Sheet1": rows})
    csv(office, "组织", "名称", "一支部", "二支部", "馆陶镇")
    facts = load_facts(office)
    assert meetings(facts) == [
        ("2010-03-05", "集中学习", None, ("李四@一支部",)),
        ("--03-12", "集中学习", None, ("王五@二支部",)),
        ("2010-03-19", "党课", None, ("李四@一支部", "王五@二支部")),
    ]
    assert codes(facts) == [
        ("unknown_person", "活动.xlsx", 5),
        ("unknown_attendance", "活动.xlsx", 6),
        ("kind_from_title", "活动.xlsx", 2),
    ]
    assert all(map(says, facts.problems))


def test_ticks_of_one_branch(office: Path) -> None:
    """A sheet that lists one branch's people is an event of that branch."""
    csv(
        office,
        "活动",
        "姓名,2010年3月,,",
        ",5日集中学习,12日集中学习,19日党课",
        "李四,√,√,",
        "张三（一支部）,√,,√",
    )
    assert meetings(load_facts(office)) == [
        ("2010-03-05", "集中学习", "一支部", ("李四@一支部", "张三@一支部")),
        ("2010-03-12", "集中学习", "一支部", ("李四@一支部",)),
        ("2010-03-19", "党课", "一支部", ("张三@一支部",)),
    ]


def test_ticks_nobody_can_place(office: Path) -> None:
    """A column without a kind and ticks without a day are listed, not guessed."""
    rows: list[list[Any]] = [
        ["姓名", "3月5日", "第二次"],
        ["李四", "√", "√"],
        ["王五", "√", "√"],
    ]
    workbook(office / "活动.xlsx", {"Sheet1": rows})
    facts = load_facts(office)
    assert facts.events == ()
    assert codes(facts) == [
        ("meeting_without_kind", "活动.xlsx", 1),
        ("meeting_without_day", "活动.xlsx", 1),
    ]
    assert all(map(says, facts.problems))


def test_roles_in_a_sign_in_sheet(office: Path) -> None:
    """A column 身份 says who listened and who spoke; another word is a problem."""
    csv(
        office,
        "活动",
        "日期,类型,学习内容,姓名,身份",
        "2010-03-05,党课,农村政策,李四,听",
        "2010-03-05,党课,农村政策,王五,主讲",
        "2010-03-05,党课,农村政策,张三（一支部）,家属",
    )
    facts = load_facts(office)
    assert facts.events[0].attendees == ("李四@一支部",)
    assert facts.events[0].speakers == ("王五@二支部",)
    assert facts.events[0].topic == "农村政策"
    assert codes(facts) == [("unknown_role", "活动.csv", 4)]
