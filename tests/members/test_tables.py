"""The tables of a campaign: found, read, and every row accounted for."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from members.office_tables import codes, csv, names, says, workbook

from doctools.errors import UsageError
from doctools.members.tables import kind_of, load_facts
from doctools.messages import load
from doctools.model import PartialDate
from doctools.records import EvidenceRow

if TYPE_CHECKING:
    from pathlib import Path


def refused(folder: Path | None, *, roster: Path | None = None) -> UsageError:
    """Return the error that loading ends with; its sentence exists in both words."""
    with pytest.raises(UsageError) as caught:
        load_facts(folder, roster=roster)
    error = caught.value
    for language in ("zh", "en"):
        assert load(language)(f"error.{error.code}", **error.facts)
    return error


def test_no_folder_no_facts(tmp_path: Path) -> None:
    """Without a folder of tables nothing is known, and that is no error."""
    assert load_facts(None) == load_facts(tmp_path / "台账")
    assert load_facts(None).present == frozenset()


def test_kind_from_the_name() -> None:
    """A file's name that contains the word counts; of two words the last decides."""
    assert kind_of("党员花名册2010") == "roster"
    assert kind_of("组织生活活动") == "events"
    assert kind_of("年度决定") == "decisions"
    assert kind_of("学习专题") == "themes"
    assert kind_of("名单") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_office_encodings(tmp_path: Path, encoding: str) -> None:
    """A .csv is read in UTF-8 with and without BOM and in GB18030."""
    csv(tmp_path, "花名册", "姓名,支部", "张三,第一支部", encoding=encoding)
    assert names(load_facts(tmp_path)) == ["张三@第一支部"]


def test_roster_as_offices_keep_it(tmp_path: Path) -> None:
    """Title rows, other headings, blanks in names, empty rows and notes are met."""
    workbook(
        tmp_path / "党员花名册2010.xlsx",
        {
            "Sheet1": [
                ["馆陶镇党员花名册"],
                ["填表日期：2010年"],
                [
                    "序号",
                    "名字（必填）",
                    "所在党支部",
                    "党内职务",
                    "转入日期",
                    "曾用名",
                ],
                [1, "张 三", "第一支部", "支部书记、班子成员", "", "张叁"],
                [],
                [2, "李　四", "第一支部", "", datetime(2010, 7, 1), ""],  # noqa: DTZ001 - a day
                [
                    "序号",
                    "名字（必填）",
                    "所在党支部",
                    "党内职务",
                    "转入日期",
                    "曾用名",
                ],
                [3, "阿依古丽・买买提", "第二支部", "", "２０１０年９月", ""],
                ["", "注：共3人", "", "", "", ""],
            ],
            "Sheet2": [],
        },
    )
    facts = load_facts(tmp_path)
    first, second, third = facts.people
    assert (first.name, first.posts) == ("张三", ("支部书记", "班子成员"))
    assert first.aliases == ("张叁",)
    assert first.row == EvidenceRow(table="党员花名册2010.xlsx", row=4)
    assert (second.name, second.joined) == ("李四", date(2010, 7, 1))
    assert (third.name, third.joined) == ("阿依古丽·买买提", date(2010, 9, 1))
    assert not facts.problems


def test_one_sheet_per_branch(tmp_path: Path) -> None:
    """Without a column of branches, several sheets are the branches."""
    workbook(
        tmp_path / "花名册.xlsx",
        {
            "第一支部": [["姓名"], ["张三"]],
            "第二支部": [["姓名"], ["张三"]],
            "说明": [["填写说明"]],
        },
    )
    facts = load_facts(tmp_path)
    assert names(facts) == ["张三@第一支部", "张三@第二支部"]
    assert facts.people[1].row == EvidenceRow(table="花名册.xlsx[第二支部]", row=2)


def test_merged_branch_cells(tmp_path: Path) -> None:
    """A merged cell gives its branch to its rows; a plain blank stays blank."""
    with xlsxwriter.Workbook(tmp_path / "花名册.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["支部", "姓名"])
        sheet.merge_range(1, 0, 2, 0, "第一支部")
        for row, name in enumerate(["张三", "李四", "王五"], 1):
            sheet.write(row, 1, name)
    branches = [person.branch for person in load_facts(tmp_path).people]
    assert branches == ["第一支部", "第一支部", None]


def test_party_membership(tmp_path: Path) -> None:
    """Everybody is a member without the column; with it a blank is listed, not met."""
    csv(tmp_path, "花名册", "姓名", "张三")
    assert load_facts(tmp_path).people[0].party_member
    csv(
        tmp_path,
        "花名册",
        "姓名,政治面貌",
        "张三,中共党员",
        "李四,群众",
        "王五,",
        "赵六,?",
    )
    facts = load_facts(tmp_path)
    assert [p.party_member for p in facts.people] == [True, False, False, False]
    assert [code for code, _, _ in codes(facts)] == [
        "party_member_not_stated",
        "not_yes_or_no",
    ]


@pytest.mark.parametrize(
    "foot",
    [
        "合计,2人",
        "小计,",
        "备注：本表一式两份,",
        ",制表人：王五",
        "审核人：赵六,2010-12-31",
    ],
)
def test_what_stands_under_a_table(tmp_path: Path, foot: str) -> None:
    """Sums, notes and who made the table are no people, and no problem either."""
    csv(tmp_path, "花名册", "姓名,支部", "张三,一支部", foot)
    facts = load_facts(tmp_path)
    assert names(facts) == ["张三@一支部"]
    assert not facts.problems


def test_lines_of_a_note(tmp_path: Path) -> None:
    """The further lines of a note belong to it; a name alone above it is a person."""
    top = "姓名,支部"
    note = ("备注：", "1、李四已调走。", "见附件,")
    csv(tmp_path, "花名册", top, "张三,", *note, top, "王五,", "赵六,一支部", *note)
    facts = load_facts(tmp_path)
    assert names(facts) == ["张三", "王五", "赵六@一支部"]
    assert not facts.problems


def test_numbers_and_namesakes(tmp_path: Path) -> None:
    """A number is the id; an ID or telephone number never is, an ordinal stands in."""
    csv(
        tmp_path,
        "花名册",
        "姓名,支部,编号,身份证号,电话",
        "张三,一支部,D-1,130433197001011234,13800000000",
        "李四,一支部,130433197001011235,130433197001011235,",
        "李四,一支部,130433197001011236,130433197001011236,",
    )
    facts = load_facts(tmp_path)
    assert names(facts) == ["D-1", "李四@一支部", "李四@一支部#2"]
    assert "13043319" not in repr(facts)
    assert "13800000000" not in repr(facts)


def test_entry_twice_is_refused(tmp_path: Path) -> None:
    """The same name, branch and number twice is an error that names both rows."""
    csv(tmp_path, "花名册", "姓名,支部", "张三,一支部", "李四,一支部", "张 三,一支部")
    error = refused(tmp_path)
    assert error.code == "roster_twice"
    assert (error.facts["row"], error.facts["other_row"]) == (2, 4)
    csv(tmp_path, "花名册", "姓名,编号", "张三,1", "李四,1")
    assert refused(tmp_path).code == "roster_number_twice"


def test_missing_column_is_refused(tmp_path: Path) -> None:
    """A missing column names file, sheet, row, the headings seen and those expected."""
    workbook(tmp_path / "考试.xlsx", {"一季度": [["姓名", "科目"], ["张三", "理论"]]})
    error = refused(tmp_path)
    assert error.code == "table_column"
    assert error.facts["file"] == "考试.xlsx"
    assert error.facts["sheet"] == "一季度"
    assert error.facts["seen"] == "姓名、科目"
    assert "成绩" in str(error.facts["expected"])


@pytest.mark.parametrize("name", ["花名册.xlsx", "花名册.xls", "花名册.csv"])
def test_unreadable_table_is_refused(tmp_path: Path, name: str) -> None:
    """A table that is there but cannot be read is an error that names it."""
    (tmp_path / name).write_bytes(b"\x80\xff\x00 no table")
    error = refused(tmp_path)
    assert error.code == "table_unreadable"
    assert error.facts["file"] == name


def test_roster_elsewhere(tmp_path: Path) -> None:
    """A roster given by hand replaces the folder's; one that is missing is refused."""
    folder = tmp_path / "台账"
    folder.mkdir()
    csv(folder, "花名册", "姓名", "张三")
    other = csv(tmp_path, "名单", "姓名", "李四")
    assert names(load_facts(folder, roster=other)) == ["李四"]
    assert names(load_facts(None, roster=other)) == ["李四"]
    error = refused(folder, roster=tmp_path / "没有.csv")
    assert error.code == "table_unreadable"


def test_other_files_are_listed(tmp_path: Path) -> None:
    """A file that is no known table is listed; lock files are not."""
    csv(tmp_path, "名单", "a")
    (tmp_path / "花名册.doc").write_bytes(b"")
    (tmp_path / "~$花名册.xlsx").write_bytes(b"")
    (tmp_path / "第一支部").mkdir()
    (tmp_path / "花名册填写说明.docx").write_bytes(b"")
    facts = load_facts(tmp_path)
    assert codes(facts) == [
        ("unknown_table", "名单.csv", 1),
        ("folder_not_read", "第一支部", 1),
        ("format_not_read", "花名册.doc", 1),
        ("explanation_not_read", "花名册填写说明.docx", 1),
    ]
    assert all(map(says, facts.problems))


def test_the_criteria_may_say_which_file_is_which(tmp_path: Path) -> None:
    """A file named for a kind is that table; a kind whose file is missing is sought."""
    csv(tmp_path, "党员名单", "姓名,支部", "张三,第一支部")
    csv(tmp_path, "考试成绩", "姓名,成绩", "张三,90")
    facts = load_facts(
        tmp_path, named={"roster": "党员名单.csv", "exams": "没有这张表.xlsx"}
    )
    assert names(facts) == ["张三@第一支部"]
    assert [exam.score for exam in facts.exams] == [90]
    assert codes(facts) == []


def test_branch_must_be_an_organisation(tmp_path: Path) -> None:
    """With a table of organisations an alias becomes the name, a stranger a problem."""
    csv(
        tmp_path,
        "组织",
        "名称,类别,别名,中心组",
        "第一支部,机关,一支部、机关支部,是",
        "第二支部,农村,,",
        "第二支部,农村,,",
    )
    csv(tmp_path, "花名册", "姓名,支部", "张三,一支部", "李四,第九支部", "王五,")
    facts = load_facts(tmp_path)
    assert [o.centre_group for o in facts.organisations] == [True, False]
    assert [p.branch for p in facts.people] == ["第一支部", "第九支部", None]
    assert codes(facts) == [
        ("twice", "组织.csv", 4),
        ("unknown_organisation", "花名册.csv", 3),
    ]


def test_registers(tmp_path: Path) -> None:
    """Books and outlets keep aliases, months, kinds and validity."""
    csv(
        tmp_path,
        "书目",
        "月份,书名,别名",
        "2010-03,《理论热点面对面》,热点面对面",
        "3月,苦难辉煌,",
        "很久,论持久战,",
    )
    csv(
        tmp_path,
        "报刊",
        "刊名,别名,类别,CN号,级别,认可,有效期止",
        "《邯郸日报》,邯报,报纸,CN 13-0005,市级,,",
        "馆陶通讯,,内刊,,县级,否,2009-12-31",
        "某刊,,广播,,市级,,",
    )
    facts = load_facts(tmp_path)
    assert [book.title for book in facts.books] == [
        "理论热点面对面",
        "苦难辉煌",
        "论持久战",
    ]
    assert [book.month for book in facts.books] == [
        PartialDate(year=2010, month=3),
        PartialDate(month=3),
        None,
    ]
    daily, internal = facts.outlets
    assert (daily.name, daily.kind, daily.level) == ("邯郸日报", "报纸", "市级")
    assert daily.accepted
    assert (internal.kind, internal.accepted) == ("内部资料", False)
    assert internal.valid_to == date(2009, 12, 31)
    assert [code for code, _, _ in codes(facts)] == [
        "not_a_date",
        "unknown_outlet_kind",
    ]


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Return a folder with two namesakes in two branches and somebody else."""
    csv(tmp_path, "组织", "名称,类别", "一支部,机关", "二支部,农村")
    csv(
        tmp_path,
        "花名册",
        "姓名,支部,别名",
        "张三,一支部,",
        "张三,二支部,",
        "李四,一支部,李肆",
    )
    return tmp_path


def test_namesakes_in_other_tables(town: Path) -> None:
    """Branch decides between namesakes; without one the row is a problem."""
    csv(
        town,
        "考试",
        "姓名,支部,科目,日期,成绩",
        "张三,二支部,理论知识,2010-12-01,９２分",
        "张三,,理论知识,2010-12-01,90",
        "李肆,,理论知识,,88.5",
        "李四,二支部,理论知识,,88",
        "王五,一支部,理论知识,,88",
        "李四,一支部,理论知识,,缺考",
        "李四,一支部,理论知识,,",
    )
    facts = load_facts(town)
    assert [(e.member_id, e.score) for e in facts.exams] == [
        ("张三@二支部", 92.0),
        ("李四@一支部", 88.5),
    ]
    assert codes(facts) == [
        ("namesake", "考试.csv", 3),
        ("other_branch", "考试.csv", 5),
        ("unknown_person", "考试.csv", 6),
        ("no_number", "考试.csv", 8),
    ]
    assert all(says(problem) for problem in facts.problems)


def test_events(town: Path) -> None:
    """Attendees are found by bracket or organisation; rows of one event are joined."""
    csv(
        town,
        "活动",
        "日期,类型,主题,组织,参加人,主讲人",
        "2010-03-05,集中学习,两会,一支部,张三、李四,",
        "2010-03-05,集中学习,两会,一支部,王五,",
        "2010-04-05,党课,,,张三（二支部）、张三,李四",
        "2010-04-06,党课,,九支部,李四,",
        ",党课,,,李四,",
    )
    facts = load_facts(town)
    first, second = facts.events
    assert first.attendees == ("张三@一支部", "李四@一支部")
    assert first.organisation == "一支部"
    assert second.organisation is None
    assert (second.attendees, second.speakers) == (("张三@二支部",), ("李四@一支部",))
    assert sorted(codes(facts)) == [
        ("event_incomplete", "活动.csv", 6),
        ("namesake", "活动.csv", 4),
        ("unknown_organisation", "活动.csv", 5),
        ("unknown_person", "活动.csv", 3),
    ]


def test_numbers_behind_names(town: Path) -> None:
    """ID cards and telephones behind a name are dropped, the member's own id is used."""
    csv(
        town,
        "花名册",
        "姓名,支部,编号",
        "张三,一支部,007",
        "张三,二支部,008",
        "李四,一支部,",
    )
    csv(
        town,
        "活动",
        "日期,类型,参加人",
        "2010-03-05,集中学习,李四 110101199001011237、张三008",
        "2010-04-05,集中学习,李四（13800138000）",
        "2010-05-05,集中学习,李四 138****8000，张三（007）",
        "2010-06-05,集中学习,李四：138-0013-8000、王五 13900139000",
    )
    csv(town, "签到活动", "姓名,2010年3月9日党课", "李四 1101,√", "李四2,√")
    facts = load_facts(town)
    assert [event.attendees for event in facts.events] == [
        ("李四@一支部", "008"),
        ("李四@一支部",),
        ("李四@一支部", "007"),
        ("李四@一支部",),
        ("李四@一支部",),
    ]
    assert codes(facts) == [
        ("unknown_person", "活动.csv", 5),
        ("unknown_person", "签到活动.csv", 3),
    ]
    assert "139****9000" in says(facts.problems[0])


def test_days_and_marks(town: Path) -> None:
    """Days keep their month, marks concern people and organisations."""
    csv(town, "天数", "姓名,月份,天数", "李四,2010年3月,8.5天", "李四,四月,2")
    csv(
        town,
        "评定",
        "对象,支部,指标,结果,评定人,日期,理由",
        "李四,,表率作用,通过,评审组,2010-12-20,电话13800000000",
        "一支部,,学习创新,通过,评审组,,",
        "张三,,表率作用,通过,,,",
        "李四,,表率作用,,,,",
    )
    facts = load_facts(town)
    assert [(d.days, str(d.day)) for d in facts.days] == [
        (8.5, "2010-03"),
        (2.0, "--04"),
    ]
    assert [m.subject for m in facts.marks] == ["李四@一支部", "一支部"]
    assert facts.marks[0].reason == "电话138****0000"
    assert [code for code, _, _ in codes(facts)] == ["namesake", "mark_incomplete"]


def test_tables_without_a_roster(tmp_path: Path) -> None:
    """A table of people without a roster is one problem, and counts as not given."""
    csv(tmp_path, "考试", "姓名,成绩", "张三,90", "李四,80")
    facts = load_facts(tmp_path)
    assert codes(facts) == [("needs_roster", "考试.csv", 1)]
    assert facts.present == frozenset()


def test_headings_alone_are_no_table(tmp_path: Path) -> None:
    """A table with headings and no rows has not been given yet."""
    csv(tmp_path, "花名册", "姓名,支部")
    assert load_facts(tmp_path).present == frozenset()
