"""The tables 归属, 决定 and 主题: what a clerk writes, taken whole or not at all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from members.office_tables import codes, csv, says

from doctools.facts import Assignment, Facts
from doctools.members.cells import CellError
from doctools.members.decision_days import decided_on
from doctools.members.decision_words import read_decision
from doctools.members.tables import load_facts
from doctools.model import PartialDate

if TYPE_CHECKING:
    from pathlib import Path

TYPES = ("读书笔记", "调研报告", "学习心得", "推进规划")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Return a folder with organisations and a roster; 张三 is a name in both."""
    csv(tmp_path, "组织", "名称,别名", "一支部,机关支部", "二支部,")
    csv(
        tmp_path,
        "花名册",
        "姓名,支部,编号,别名",
        "张三,一支部,,",
        "张三,二支部,,",
        "李四,一支部,D-7,李肆",
        "李和平,二支部,,",
    )
    return tmp_path


def loaded(folder: Path) -> Facts:
    """Return what the tables say; every problem has its sentence."""
    facts = load_facts(folder, document_types=TYPES)
    assert all(map(says, facts.problems))
    return facts


def assigned(facts: Facts) -> list[tuple[str, tuple[str, ...], str | None]]:
    """Return path, members and organisation of every assignment."""
    return [(a.path, a.members, a.organisation) for a in facts.assignments]


def test_the_mapping(office: Path) -> None:
    """A file belongs to the people, the organisation, the type and the month written."""
    csv(
        office,
        "稿件归属",
        "文件,作者,支部,单位,类型,月份",
        r"一支部\3月\IMG_0007（扫描）.pdf,李肆,,,读书笔记,3月",
        "合写.docx,张三（二支部）、李 四,,,,",
        "无名.docx,张三,机关支部,,,2010-04",
        "规划.docx,,,机关支部,推进规划,",
    )
    facts = loaded(office)
    first = facts.assignments[0]
    assert first == Assignment(
        path="一支部/3月/IMG_0007（扫描）.pdf",
        row=first.row,
        members=("D-7",),
        document_type="读书笔记",
        period=PartialDate(month=3),
    )
    assert assigned(facts)[1:] == [
        ("合写.docx", ("张三@二支部", "D-7"), None),
        ("无名.docx", ("张三@一支部",), None),
        ("规划.docx", (), "一支部"),
    ]
    assert not facts.problems
    assert "assignments" in facts.present


def test_the_mapping_names_outlets(office: Path) -> None:
    """Where an article appeared may be written there, or that it never did."""
    csv(
        office,
        "稿件归属",
        "文件,作者,报刊",
        "剪报1.jpg,,《邯郸日报》",
        "剪报2.jpg,,未发表",
        "剪报3.jpg,张三@二支部,",
    )
    outlets = [each.outlet for each in loaded(office).assignments]
    assert outlets == ["邯郸日报", "", None]


def test_a_mapping_is_taken_whole_or_not(office: Path) -> None:
    """One unknown name, type or month leaves the row unused."""
    csv(
        office,
        "归属",
        "文件,姓名,单位,类型,月份",
        "a.docx,李四、赵六,,,",
        "b.docx,张三,,,",
        "c.docx,李四,,读书笔计,",
        "d.docx,李四,,,很久",
        "e.docx,,三支部,,",
        "f.docx,,,,",
        ",李四,,,",
    )
    facts = loaded(office)
    assert [each.path for each in facts.assignments] == [f"{x}.docx" for x in "abcdef"]
    assert not any(each.says_something for each in facts.assignments)
    assert codes(facts) == [
        ("unknown_person", "归属.csv", 2),
        ("namesake", "归属.csv", 3),
        ("unknown_document_type", "归属.csv", 4),
        ("not_a_date", "归属.csv", 5),
        ("unknown_organisation", "归属.csv", 6),
        ("nothing_assigned", "归属.csv", 7),
        ("no_file", "归属.csv", 8),
    ]


def test_themes(office: Path) -> None:
    """A theme has names, an organisation and days; a closing month is its last day."""
    csv(
        office,
        "学习专题",
        "专题,别名,组织,开始日期,结束日期",
        "《科学发展观》,发展观,机关支部,2010-03,2010-06",
        "农村政策,,,,",
        "廉政,,九支部,,",
    )
    facts = loaded(office)
    first, second = facts.themes
    assert (first.name, first.aliases, first.organisation) == (
        "科学发展观",
        ("发展观",),
        "一支部",
    )
    assert (first.first, first.last) == (date(2010, 3, 1), date(2010, 6, 30))
    assert (second.organisation, second.first) == (None, None)
    assert codes(facts) == [("unknown_organisation", "学习专题.csv", 4)]


def test_decisions(office: Path) -> None:
    """Each row becomes what it decides, with who, when, why and the row itself."""
    csv(
        office,
        "决定",
        "文件,对象,事项,决定,决定人,日期,理由,依据",
        "扫描/IMG_0007.jpg,,,认可为3月读书笔记,评审组,2010-12-20,手写原件在案,《办法》第三条",
        "w-0123456789ab,,,作者是张三（二支部）、李和平,王主任,,,",
        ",李四,每月读书笔记,免除,镇党委,2010-12-21,病假,",
        ",机关支部,学习创新,未达到,评审组,,,",
        ",心得.docx,,不是抄袭；认可,评审组,,,",
    )
    facts = loaded(office)
    assert [
        (d.kind, d.subject or d.path, d.field, d.value) for d in facts.decisions
    ] == [
        ("work", "扫描/IMG_0007.jpg", "verdict", "counted"),
        ("work", "扫描/IMG_0007.jpg", "period", "--03"),
        ("work", "扫描/IMG_0007.jpg", "document_type", "读书笔记"),
        ("work", "w-0123456789ab", "members", "张三@二支部、李和平@二支部"),
        ("result", "D-7", "每月读书笔记", "waived"),
        ("result", "一支部", "学习创新", "not_met"),
        ("work", "心得.docx", "copied", "own_work"),
        ("work", "心得.docx", "verdict", "counted"),
    ]
    first = facts.decisions[0]
    assert (first.by, first.on, first.source) == (
        "评审组",
        date(2010, 12, 20),
        "决定.csv 2",
    )
    assert (first.reason, first.basis) == ("手写原件在案", "《办法》第三条")
    assert not facts.problems
    assert "decisions" in facts.present


def test_a_day_without_its_year_is_of_the_campaign(office: Path) -> None:
    """7月1日 gets the campaign's year; where it would lie before it, nobody guesses."""
    csv(
        office,
        "决定",
        "文件,决定,决定人,日期",
        "a.docx,认可,评审组,7月1日",
        "b.docx,认可,评审组,1月10日",
    )
    months = ("2010-04", "2010-05", "2010-06")
    facts = load_facts(office, document_types=TYPES, months=months)
    assert [each.on for each in facts.decisions] == [date(2010, 7, 1)]
    assert codes(facts) == [("decision_year", "决定.csv", 3)]
    assert [code for code, _, _ in codes(loaded(office))] == ["decision_year"] * 2


@pytest.mark.parametrize(
    ("written", "months", "day"),
    [
        ("10月1日", ("2010-09", "2011-03"), None),
        ("10月1日", ("2010-09", "2010-10", "2011-03"), date(2010, 10, 1)),
        ("5月1日", ("2010-09", "2010-10", "2011-03"), date(2011, 5, 1)),
        ("2月29日", ("2010-01", "2010-02"), None),
        ("7月", ("2010-01",), date(2010, 7, 1)),
        ("2009-12-30", ("2010-01",), date(2009, 12, 30)),
    ],
)
def test_the_year_of_a_decision(
    written: str, months: tuple[str, ...], day: date | None
) -> None:
    """Inside the campaign first, else after it began; of two years neither is taken."""
    if day is not None:
        assert decided_on(written, months=months) == day
        return
    with pytest.raises(CellError, match="decision_year"):
        decided_on(written, months=months)


def test_an_organisation_can_be_the_author(office: Path) -> None:
    """By any of its names; beside a person it is refused."""
    csv(
        office,
        "决定",
        "文件,决定,决定人",
        "a.docx,作者是机关支部,评审组",
        "b.docx,作者是机关支部、李四,评审组",
    )
    facts = loaded(office)
    assert [(d.field, d.value) for d in facts.decisions] == [("members", "@一支部")]
    assert codes(facts) == [("decision_mixed_authors", "决定.csv", 3)]


def test_decisions_that_are_not_clear(office: Path) -> None:
    """No person, unknown words, no object, a stranger: a problem each, nothing done."""
    csv(
        office,
        "决定",
        "文件,对象,事项,决定,决定人,日期",
        "a.docx,,,认可,,",
        "a.docx,,,差不多,评审组,",
        "a.docx,,,认可，但要补签名,评审组,",
        "a.docx,,,认可；不认可,评审组,",
        "a.docx,,,认可为3月读书笔计,评审组,",
        "a.docx,,,作者是赵六,评审组,",
        "a.docx,,,认可,评审组,上旬",
        ",,,认可,评审组,",
        ",张三,每月读书笔记,达到,评审组,",
        ",李四,,达到,评审组,",
        ",李四,每月读书笔记,认可,评审组,",
        "a.docx,,,,评审组,",
    )
    facts = loaded(office)
    assert facts.decisions == ()
    assert [code for code, _, _ in codes(facts)] == [
        "decision_without_person",
        "unknown_decision",
        "unknown_decision",
        "decision_contradicts",
        "unknown_document_type",
        "unknown_person",
        "not_a_date",
        "decision_without_subject",
        "namesake",
        "decision_without_item",
        "unknown_decision",
        "unknown_decision",
    ]


@pytest.mark.parametrize(
    ("words", "item", "pairs"),
    [
        ("予以认可", "", {"verdict": "counted"}),
        ("不予计入", "", {"verdict": "not_counted"}),
        ("计入2010年4月", "", {"verdict": "counted", "period": "2010-04"}),
        ("按调研报告计算", "", {"verdict": "counted", "document_type": "调研报告"}),
        ("认可为十一月的读书笔记", "", {"period": "--11", "document_type": "读书笔记"}),
        ("系李四所写", "", {"members": "李四"}),
        ("作者：李和平", "", {"members": "李和平"}),
        ("类型应为学习心得，月份是5月", "", {"document_type": "学习心得"}),
        ("张三、李四", "作者", {"members": "张三、李四"}),
        ("否", "是否抄袭", {"copied": "own_work"}),
        ("是", "是否抄袭", {"copied": "copied"}),
        ("不构成抄袭", "是否抄袭", {"copied": "own_work"}),
        ("是", "是否认可", {"verdict": "counted"}),
        ("认可", "读书笔记", {"verdict": "counted"}),
        (
            "认可为3月读书笔记《论持久战》",
            "",
            {"period": "--03", "document_type": "读书笔记", "book": "论持久战"},
        ),
        (
            "认可为3月读《论持久战》的读书笔记",
            "",
            {"verdict": "counted", "document_type": "读书笔记", "book": "论持久战"},
        ),
        ("认可，书名是《改革，再出发》", "", {"book": "改革,再出发"}),
        ("认可为《论持久战》", "", {"verdict": "counted", "book": "论持久战"}),
        ("论持久战", "书名", {"book": "论持久战"}),
    ],
)
def test_words_of_a_clerk(words: str, item: str, pairs: dict[str, str]) -> None:
    """What a clerk writes of a work says what it says in every wording."""
    assert pairs.items() <= dict(read_decision(words, item=item, types=TYPES)).items()


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("达 到", "met"),
        ("视为达到", "met"),
        ("未达标", "not_met"),
        ("不合格。", "not_met"),
        ("准予免除", "waived"),
    ],
)
def test_words_about_a_result(words: str, value: str) -> None:
    """Of a result a clerk says that it is met, not met or waived."""
    found = read_decision(words, item="每月读书笔记", about="result")
    assert found == (("每月读书笔记", value),)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "是",
        "不认可为3月读书笔记",
        "计划书不合格",
        "按规定不计",
        "3月",
        "认可为很久",
        "认可3月5日",
        "不是不认可",
    ],
)
def test_words_that_decide_nothing(words: str) -> None:
    """What is not understood in full decides nothing."""
    with pytest.raises(CellError):
        read_decision(words, types=TYPES)
