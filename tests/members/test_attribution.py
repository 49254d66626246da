"""Whose work, of what kind, for which month: from messy papers, and never wrongly."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctools.facts import Book, Facts, Organisation, Outlet, Person, Stay
from doctools.layout.analyse import analyse
from doctools.members.attribution import CampaignPeriod, attribute
from doctools.model import Block, Document, PartialDate, Properties, Source
from doctools.records import EvidenceRow, Work

ROW = EvidenceRow(table="花名册.xlsx", row=2)
CAMPAIGN = CampaignPeriod(first=date(2010, 1, 1), last=date(2010, 12, 31))


def person(name: str, branch: str, *aliases: str) -> Person:
    """Return a line of the roster."""
    return Person(
        member_id=f"{name}@{branch}", name=name, branch=branch, aliases=aliases, row=ROW
    )


FACTS = Facts(
    people=(
        person("张三", "第一支部"),
        person("李四", "第一支部", "李肆"),
        person("王五", "第二支部"),
        person("赵小六", "第二支部"),
        person("欧阳明", "机关支部"),
        person("李和平", "机关支部"),
        person("买买提·艾力", "机关支部"),
        person("王芳", "第一支部"),
        person("王芳", "第二支部"),
        person("刘洋", "东街村党支部"),
        person("任远", "第十一支部"),
    ),
    organisations=(
        Organisation(name="第一支部", kind="农村", row=ROW),
        Organisation(name="机关支部", kind="机关", row=ROW),
        Organisation(
            name="馆陶镇党委", kind="镇党委", row=ROW, aliases=("中共馆陶镇委员会",)
        ),
    ),
    books=(
        Book(title="论语", row=ROW, month=PartialDate(month=3), aliases=("论语译注",)),
        Book(title="第五项修炼", row=ROW, month=PartialDate(year=2010, month=4)),
        Book(title="史记", row=ROW),
    ),
    outlets=(
        Outlet(name="邯郸日报", kind="报纸", row=ROW, level="市级"),
        Outlet(name="河北日报", kind="报纸", row=ROW, level="省级", aliases=("冀报",)),
        Outlet(
            name="馆陶报",
            kind="报纸",
            row=ROW,
            level="县级",
            valid_to=date(2003, 12, 31),
        ),
    ),
)
NO_TABLES = Facts()
BODY = "通过这次学习，我很受启发，体会到读书的好处，今后要把学到的知识用到工作中。"


def work_of(
    text: str,
    path: str = "稿件/新建文档.txt",
    *,
    facts: Facts = FACTS,
    campaign: CampaignPeriod | None = CAMPAIGN,
    author: str | None = None,
) -> Work:
    """Return the work a plain text is."""
    document = Document(
        source=Source(path=path, sha256="", kind="txt", size=0),
        blocks=tuple(Block(text=line) for line in text.split("\n")),
        properties=Properties(author=author),
    )
    analysed, layout = analyse(document)
    return attribute(analysed, layout, facts=facts, campaign=campaign)


def authors(work: Work) -> list[str]:
    """Return the member ids of a work, or the names where there is no roster."""
    return [member.member_id or member.name for member in work.members]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One messy paper and whose it is; doubt is a code and nobody is credited."""

    path: str = "新建 Microsoft Word 文档.txt"
    line: str = ""
    end: str = "2010年3月5日"
    expected: tuple[str, ...] = ()
    code: str | None = None


Z, L, W = "张三@第一支部", "李四@第一支部", "王五@第二支部"
F1, F2 = "王芳@第一支部", "王芳@第二支部"

CASES = (
    # author lines under the title
    Case(line="张三", expected=(Z,)),
    Case(line="张　三", expected=(Z,)),
    Case(line="张 三", expected=(Z,)),
    Case(line="（第一党支部　张三）", expected=(Z,)),
    Case(line="(第1支部 张三)", expected=(Z,)),
    Case(line="馆陶镇第一支部　张三", expected=(Z,)),
    Case(line="作者：张三", expected=(Z,)),
    Case(line="作 者：张三", expected=(Z,)),
    Case(line="姓名：张 三　支部：第一支部", expected=(Z,)),
    Case(line="姓　名：张三　单位：馆陶镇第一党支部　职务：党员", expected=(Z,)),
    Case(line="汇报人：张三同志", expected=(Z,)),
    Case(line="党员张三", expected=(Z,)),
    Case(line="第一支部书记张三", expected=(Z,)),
    Case(line="张三（第一支部）", expected=(Z,)),
    Case(line="张三 2010年3月", expected=(Z,)),
    Case(line="李肆", expected=(L,)),
    Case(line="买买提·艾力", expected=("买买提·艾力@机关支部",)),
    Case(line="买买提•艾力", expected=("买买提·艾力@机关支部",)),
    Case(line="机关支部　李和平", expected=("李和平@机关支部",)),
    Case(line="东街村　刘洋", expected=("刘洋@东街村党支部",)),
    Case(line="馆陶镇东街村党支部　刘　洋", expected=("刘洋@东街村党支部",)),
    Case(line="第十一支部 任远", expected=("任远@第十一支部",)),
    # joint work
    Case(line="张三、李四", expected=(Z, L)),
    Case(line="李四　张三", expected=(L, Z)),
    Case(line="张三和李四", expected=(Z, L)),
    Case(line="张三 李和平", expected=(Z, "李和平@机关支部")),
    Case(line="执笔：张三、王五", expected=(Z, W)),
    Case(line="执 笔：张三", expected=(Z,)),
    Case(line="课题组成员：张三、李四、王五", expected=(Z, L, W)),
    Case(line="课题组成员：张三、外单位人、王五", expected=(Z, W)),
    Case(line="第一支部 张三、第二支部 王五", expected=(Z, W)),
    Case(path="王五+李四 关于东街村产业的心得.txt", expected=(W, L)),
    Case(path="张三和李四心得.txt", expected=(Z, L)),
    # signatures
    Case(end="第一支部　张三\n2010年3月5日", expected=(Z,)),
    Case(end="第一支部\n张三\n二〇一〇年三月五日", expected=(Z,)),
    Case(end="张三 2010.3.5", expected=(Z,)),
    Case(end="（作者系馆陶镇第一党支部书记张三）\n2010年3月5日", expected=(Z,)),
    Case(end="汇报人：张三\n2010年3月5日", expected=(Z,)),
    Case(line="张三", end="第一支部　张三\n2010年3月5日", expected=(Z,)),
    # file names
    Case(path="张三-读书笔记-3月.txt", expected=(Z,)),
    Case(path="李 四 心得体会2010.5.txt", expected=(L,)),
    Case(path="第一支部 李四 心得.txt", expected=(L,)),
    Case(path="第二支部_王五_调研报告_最终版.txt", expected=(W,)),
    Case(path="读《论语》有感（张三）.txt", expected=(Z,)),
    Case(path="副本张三 读书笔记.txt", expected=(Z,)),
    Case(path="复件 张三心得(2).txt", expected=(Z,)),
    Case(
        path="欧阳明20100315学习心得体会（修改稿）.txt", expected=("欧阳明@机关支部",)
    ),
    Case(path="2010年个人学习计划 赵小六.txt", expected=("赵小六@第二支部",)),
    Case(path="心得-个人-第一支部-张三-13812345678.txt", expected=(Z,)),
    Case(path="张三13812345678.txt", expected=(Z,)),
    Case(path="读书笔记张三.txt", expected=(Z,)),
    Case(path="3月张三.txt", expected=(Z,)),
    Case(path="张三的读书笔记.txt", expected=(Z,)),
    Case(path="【张三】心得体会.txt", expected=(Z,)),
    Case(path="张三~最终版2.txt", expected=(Z,)),
    Case(path="真的最终版 张三.txt", expected=(Z,)),
    Case(path="ＷＰＳ文字文稿１　张三.txt", expected=(Z,)),
    Case(path="张三：学习心得.txt", expected=(Z,)),
    Case(path="关于加强学习的心得体会张三.txt", expected=(Z,)),
    Case(path="向王五学习 张三.txt", expected=(Z,)),
    Case(path="张三-学习王五同志先进事迹心得体会.txt", expected=(Z,)),
    # folders
    Case(path="第一支部/张三/3月.txt", expected=(Z,)),
    Case(path="稿件/张 三/心得.txt", expected=(Z,)),
    Case(path="稿件/01张三/心得.txt", expected=(Z,)),
    # namesakes
    Case(line="第二支部　王芳", expected=(F2,)),
    Case(line="王芳", path="第一支部/3月/a.txt", expected=(F1,)),
    Case(line="王芳", end="第二党支部\n2010年3月5日", expected=(F2,)),
    Case(path="第一支部-王芳-心得.txt", expected=(F1,)),
    Case(line="王芳", expected=(F1, F2), code="namesake"),
    Case(path="王芳心得.txt", expected=(F1, F2), code="namesake"),
    Case(
        line="第二支部　王芳",
        path="第一支部/a.txt",
        expected=(F1, F2),
        code="sources_disagree",
    ),
    # sources that disagree
    Case(line="张三", path="李四-心得.txt", expected=(Z, L), code="sources_disagree"),
    Case(
        line="张三",
        end="第一支部　李四\n2010年3月5日",
        expected=(Z, L),
        code="sources_disagree",
    ),
    Case(line="张三", path="李四/心得.txt", expected=(Z, L), code="sources_disagree"),
    Case(line="王大锤", path="张三-心得.txt", expected=(Z,), code="sources_disagree"),
    Case(
        line="张三", end="王大锤\n2010年3月5日", expected=(Z,), code="sources_disagree"
    ),
    Case(line="第二支部　张三", expected=(Z,), code="sources_disagree"),
    Case(line="张三", path="第二支部/a.txt", expected=(Z,), code="sources_disagree"),
    Case(
        line="张三",
        path="张三、李四心得.txt",
        expected=(Z, L),
        code="sources_disagree",
    ),
    # nobody
    Case(code="unknown_author"),
    Case(line="张三丰", code="unknown_author"),
    Case(line="王大锤", code="unknown_author"),
    Case(line="第一支部", code="unknown_author"),
    Case(line="张三同志的好品质", code="unknown_author"),
    Case(line="——记优秀党员张三", code="unknown_author"),
    Case(path="张三丰学习心得.txt", code="unknown_author"),
    Case(path="主张三月开展读书.txt", code="unknown_author"),
    Case(path="张三同志先进事迹.txt", code="unknown_author"),
    Case(path="学习张三同志先进事迹心得体会.txt", code="unknown_author"),
    Case(path="向张三学习.txt", code="unknown_author"),
    Case(path="读《张三传》有感.txt", code="unknown_author"),
    Case(path="文字文稿1.txt", code="unknown_author"),
    Case(path="IMG_20100315.txt", code="unknown_author"),
    Case(path="第一支部/心得.txt", code="unknown_author"),
    Case(path="主任远赴外地考察心得.txt", code="unknown_author"),
    Case(path="关于学习张三、李四、王五同志的心得.txt", code="unknown_author"),
    Case(path="学习 张三 同志先进精神心得.txt", code="unknown_author"),
    Case(path="优秀党员-张三-先进事迹.txt", code="unknown_author"),
    Case(path="典型材料-张三.txt", code="unknown_author"),
    Case(end="获奖名单\n张三\n李四\n2010年3月5日", code="unknown_author"),
    Case(line="各位同志：", code="unknown_author"),
)


def name_of(case: Case) -> str:
    """Return what pytest calls a case."""
    return f"{case.path}|{case.line}|{case.end}"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_messy_paper_finds_its_author_or_waits(case: Case) -> None:
    """Every made-up paper is its author's, or pending with the right code."""
    lines = ["学习心得体会", case.line, BODY, case.end]
    work = work_of("\n".join(filter(None, lines)), case.path)
    assert authors(work) == list(case.expected)
    assert list(work.codes) == ([case.code] if case.code else [])
    assert work.status == ("pending" if case.code else "ok")


def test_there_are_enough_cases() -> None:
    """At least eighty made-up papers are judged."""
    assert len(CASES) >= 80


def test_disagreement_shows_both_readings() -> None:
    """The evidence holds the stronger reading and the one against it."""
    work = work_of(f"学习心得体会\n张三\n{BODY}", "李四-心得-3月.txt")
    assert work.evidence["members"].source == "author_line"
    assert work.evidence["members"].text == "张三"
    assert work.evidence["members_against"].source == "file_name"


def test_properties_alone_name_nobody() -> None:
    """The author in the file's properties is a hint, no attribution."""
    work = work_of(f"学习心得体会\n{BODY}\n2010年3月5日", author="张三")
    assert authors(work) == []
    assert work.codes == ("unknown_author",)
    assert work.evidence["members_hint"].source == "properties"


def test_long_numbers_are_masked() -> None:
    """Telephone and identity numbers of a file name reach no evidence."""
    path = "张三-13812345678-130433197001011234-心得-20100315.txt"
    work = work_of(f"学习心得体会\n{BODY}", path)
    shown = " ".join(each.text for each in work.evidence.values())
    assert "13812345678" not in shown
    assert "130433197001011234" not in shown
    assert "20100315" in work.evidence["date"].text
    assert authors(work) == [Z]


@pytest.mark.parametrize(
    ("path", "line", "expected"),
    [
        ("a.txt", "第一支部　张三", ["张三"]),
        ("a.txt", "张三、王大锤", ["张三", "王大锤"]),
        ("张三丰学习心得.txt", "", ["张三丰"]),
        ("机关支部_王五_心得_最终版.txt", "", ["王五"]),
        ("王五+李四 心得.txt", "", ["王五", "李四"]),
        ("安阳考察报告.txt", "", []),
        ("高举旗帜读书笔记.txt", "", []),
        ("石家庄学习心得.txt", "", []),
        ("向张三学习.txt", "", []),
        ("最终版2.txt", "", []),
    ],
)
def test_without_a_roster_names_stand_as_found(
    path: str, line: str, expected: list[str]
) -> None:
    """Names that read like names are kept without a member id; topics are not."""
    text = "\n".join(filter(None, ["学习心得体会", line, BODY, "2010年3月5日"]))
    work = work_of(text, path, facts=NO_TABLES)
    assert authors(work) == expected
    assert all(member.member_id is None for member in work.members)
    assert work.codes == (() if expected else ("unknown_author",))


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        (
            "学习型党组织建设推进规划\n正文。\n中共馆陶镇委员会\n2010年3月5日",
            "a.txt",
            "馆陶镇党委",
        ),
        (
            "中共馆陶镇委员会\n关于推进学习的\n实施方案\n正文。\n2010年3月5日",
            "a.txt",
            "馆陶镇党委",
        ),
        ("党员集中学习制度\n正文。\n2010年3月5日", "稿件/第一党支部/a.txt", "第一支部"),
        ("学习经验材料\n正文。\n2010年3月5日", "第一支部/a.txt", "第一支部"),
        (
            "支部大会会议记录\n主持人：张三\n正文。\n2010年3月5日",
            "机关支部/a.txt",
            "机关支部",
        ),
    ],
)
def test_an_office_paper_is_the_offices(text: str, path: str, expected: str) -> None:
    """A plan, rule or record signed by or filed under an organisation is its own."""
    work = work_of(text, path)
    assert (work.organisation, work.members, work.status) == (expected, (), "ok")


def test_without_tables_an_office_stands_as_found() -> None:
    """An official title's issuer is named although no table lists it."""
    text = "中共馆陶镇委员会\n关于推进学习的\n实施方案\n正文。\n2010年3月5日"
    work = work_of(text, "关于修改方案.txt", facts=NO_TABLES)
    assert (work.organisation, work.members) == ("中共馆陶镇委员会", ())


def test_minutes_are_no_speakers_work() -> None:
    """People named in minutes did not write them."""
    work = work_of("会议记录\n时间：2010年3月5日\n发言人：张三\n内容很多。", "张三.txt")
    assert (work.members, work.codes) == ((), ("unknown_author",))


def test_a_portrait_is_not_its_heros_work() -> None:
    """典型材料 with a name under the title may be about him: a person decides."""
    work = work_of("优秀党员典型材料\n张三\n正文。\n2010年3月5日")
    assert (work.members, work.codes) == ((), ("unknown_author",))
    assert work.evidence["members_hint"].text == "张三"


def test_an_official_list_is_nobodys_work() -> None:
    """Names at the end of a decision are those it is about."""
    work = work_of("关于表彰先进的决定\n正文。\n张三\n2010年3月5日")
    assert (work.members, work.codes) == ((), ("unknown_author",))


def test_a_signed_report_of_experience_is_the_persons() -> None:
    """经验材料 with a person's line under the title is that person's."""
    work = work_of(
        "学习经验材料\n第一支部　张三\n正文。\n2010年3月5日", "第一支部/a.txt"
    )
    assert (authors(work), work.organisation) == ([Z], None)


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        (
            "《论语》读书笔记\n张三\n这本书好。\n2010年5月2日",
            "a.txt",
            ("2010-03", "论语"),
        ),
        (
            "读《论语译注》有感\n张三\n这本书好。\n2010年5月2日",
            "a.txt",
            ("2010-03", "论语"),
        ),
        ("《第五项修炼》读书笔记\n张三\n好。", "a.txt", ("2010-04", "第五项修炼")),
        (
            "《史记》读书笔记\n张三\n好。\n2010年5月2日",
            "3月/a.txt",
            ("2010-03", "史记"),
        ),
        (
            "《史记》读书笔记\n张三\n好。\n2010年5月2日",
            "张三-4月.txt",
            ("2010-04", "史记"),
        ),
        ("《史记》读书笔记\n张三\n好。\n2010年5月2日", "a.txt", ("2010-05", "史记")),
        (
            "《红楼梦》读书笔记\n张三\n好。\n2010年5月2日",
            "a.txt",
            ("2010-05", "红楼梦"),
        ),
        ("读书笔记\n张三\n我读了《论语》，很好。", "a.txt", ("2010-03", "论语")),
        ("读书笔记（六月）\n张三\n好。", "a.txt", ("2010-06", None)),
        ("学习心得\n张三\n好。\n2010年5月2日", "3月/a.txt", ("2010-05", None)),
        ("学习心得\n张三\n好。", "3月/a.txt", ("2010-03", None)),
    ],
)
def test_a_work_counts_for_its_month(
    text: str, path: str, expected: tuple[str, str | None]
) -> None:
    """The book's month leads for a note, then the stated month, then the date's."""
    work = work_of(text, path)
    assert (work.period, work.book) == expected
    assert work.status == "ok"


def test_a_year_is_enough_where_months_do_not_count() -> None:
    """A yearly plan that states its year is not asked for a month; a note is."""
    plan = work_of("2010年个人学习计划\n张三\n好。")
    assert (plan.status, plan.date, plan.period) == ("ok", "2010", None)
    assert work_of("2010年读书笔记\n张三\n好。").codes == ("unknown_period",)


def test_time_outside_the_campaign_is_rejected() -> None:
    """A paper of last year does not count, even if its book is on this year's list."""
    work = work_of("《论语》读书笔记\n张三\n好。\n2009年3月5日")
    assert (work.status, work.codes) == ("rejected", ("wrong_period",))
    assert work_of("学习心得\n张三\n好。\n2011年1月5日").codes == ("wrong_period",)


def test_a_late_note_keeps_its_month() -> None:
    """A note written after the campaign counts for the month of its book."""
    work = work_of("《论语》读书笔记\n张三\n好。\n2011年1月5日")
    assert (work.period, work.status) == ("2010-03", "ok")


@pytest.mark.parametrize(
    ("path", "date_", "period"),
    [
        ("第一季度/a.txt", "2010-Q1", None),
        ("上半年/a.txt", "2010-H1", None),
        ("第一季度/3月/a.txt", "2010-03", "2010-03"),
        ("张三三月读书笔记.txt", "2010-03", "2010-03"),
        ("3月/IMG_20100415_102233.txt", "2010-03", "2010-03"),
        ("IMG_20100315.txt", None, None),
        ("微信图片_20100415102233.txt", None, None),
        ("学习2009年中央一号文件心得.txt", None, None),
    ],
)
def test_a_path_states_the_month_it_states(
    path: str, date_: str | None, period: str | None
) -> None:
    """A quarter is no month and never outside; a camera's or a subject's day is none."""
    work = work_of("读书笔记\n张三\n好。", path)
    assert (work.date, work.period) == (date_, period)
    assert work.codes == (() if period else ("unknown_period",))


@pytest.mark.parametrize(
    ("title", "line", "end"),
    [
        ("学习2009年中央一号文件心得体会", "张三", ""),
        ("学习心得体会", "姓名：张三 出生年月：1970年3月", ""),
        ("学习心得体会", "姓名：张三 入党时间：1995.7.1", ""),
        ("读《2009年经济形势》有感", "张三", ""),
    ],
)
def test_another_things_year_rejects_nothing(title: str, line: str, end: str) -> None:
    """The year of a document one studied or of one's birth is not the paper's."""
    work = work_of("\n".join(filter(None, (title, line, BODY, end))))
    assert (work.date, work.codes) == (None, ("unknown_period",))


WANG_EARLY = replace(person("王芳", "第一支部"), member_id="7", left=date(2010, 5, 31))
WANG_LATE = replace(person("王芳", "第一支部"), member_id="8", joined=date(2010, 6, 1))
WANG_MOVED = replace(
    person("王芳", "第二支部"),
    member_id="9",
    stays=(
        Stay(branch="第一支部", last=date(2010, 5, 31)),
        Stay(branch="第二支部", first=date(2010, 6, 1)),
    ),
)
WANG_SECOND = replace(person("王芳", "第二支部"), member_id="10")


@pytest.mark.parametrize(
    ("people", "line", "day", "expected"),
    [
        ((WANG_EARLY, WANG_LATE), "王芳", "2010年3月5日", ["7"]),
        ((WANG_EARLY, WANG_LATE), "王芳", "2010年8月5日", ["8"]),
        ((WANG_EARLY, WANG_LATE), "第一支部 王芳", "2010年8月5日", ["8"]),
        ((WANG_EARLY, WANG_LATE), "王芳", "2010年", None),
        ((WANG_MOVED, WANG_SECOND), "第一支部 王芳", "2010年3月5日", ["9"]),
        ((WANG_MOVED, WANG_SECOND), "第二支部 王芳", "2010年3月5日", ["10"]),
        ((WANG_MOVED, WANG_SECOND), "第二支部 王芳", "2010年8月5日", None),
        ((WANG_MOVED,), "第一支部 王芳", "2010年8月5日", ["9"]),
        ((WANG_MOVED,), "第二支部 王芳", "2010年3月5日", ["9"]),
    ],
)
def test_namesakes_are_told_apart_by_the_time_they_were_there(
    people: tuple[Person, ...], line: str, day: str, expected: list[str] | None
) -> None:
    """Who had left, had not come or was elsewhere on that day is not meant."""
    work = work_of(f"学习心得体会\n{line}\n{BODY}\n{day}", facts=Facts(people=people))
    if expected is None:
        assert "namesake" in work.codes
    else:
        assert authors(work) == expected
        assert work.status == "ok"


def test_without_any_date_the_period_is_unknown() -> None:
    """A paper that states no time waits for a person."""
    assert work_of("学习心得\n张三\n好。").codes == ("unknown_period",)


def test_a_campaign_over_two_years_guesses_no_year() -> None:
    """A month that falls into the campaign twice is completed only from the paper."""
    campaign = CampaignPeriod(first=date(2009, 9, 1), last=date(2010, 12, 31))
    work = work_of("读书笔记\n张三\n好。", "10月/a.txt", campaign=campaign)
    assert (work.period, work.codes) == (None, ("unknown_period",))
    stated = work_of("读书笔记\n张三\n好。", "2009年/10月/a.txt", campaign=campaign)
    assert (stated.period, stated.status) == ("2009-10", "ok")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "（原载《邯郸日报》2010年5月12日第3版）",
            ("邯郸日报", "市级", "2010-05-12", ()),
        ),
        ("刊于《冀报》2010年5月", ("河北日报", "省级", "2010-05", ())),
        ("原载邯郸日报2010年5月12日", ("邯郸日报", "市级", "2010-05-12", ())),
        ("本文2010年5月12日发表于《邯郸日报》", ("邯郸日报", "市级", "2010-05-12", ())),
        (
            "（原载《远方文艺》2010年5月）",
            ("远方文艺", None, "2010-05", ("unknown_outlet",)),
        ),
        (
            "（原载《馆陶报》2010年5月1日）",
            ("馆陶报", None, "2010-05-01", ("unknown_outlet",)),
        ),
        (
            "载于《邯郸日报》2010年5月、《河北日报》2010年6月",
            ("河北日报", "省级", "2010-05", ()),
        ),
    ],
)
def test_a_clipping_says_where_it_appeared(
    line: str, expected: tuple[str, str | None, str, tuple[str, ...]]
) -> None:
    """Outlet, level and date come from the clipping's line and the outlet table."""
    work = work_of(f"浅谈农村党建工作\n张三\n{BODY}\n{line}")
    assert (work.outlet, work.level, work.date, work.codes) == expected


def test_a_newspaper_in_the_text_is_no_publication() -> None:
    """Having read something in a newspaper is not being printed there."""
    work = work_of(
        "学习心得\n张三\n我在《邯郸日报》上看到一篇发表的文章。\n2010年3月5日"
    )
    assert work.outlet is None


def test_a_letter_of_acceptance_proves_nothing() -> None:
    """用稿证明 waits for the printed article."""
    work = work_of("《邯郸日报》用稿证明\n张三\n兹证明。\n2010年3月5日")
    assert (work.document_type, work.codes) == ("发表证明", ("no_proof",))


def test_a_doubtful_type_waits() -> None:
    """A file name alone does not settle the kind; a folder's name does."""
    text = "提高执行力从我做起\n张三\n谈谈工作。\n2010年3月5日"
    assert work_of(text, "张三-读书笔记.txt").codes == ("unknown_type",)
    assert work_of(text, "读书笔记/a.txt").codes == ()
    assert work_of(text, "a.txt").codes == ("unknown_type",)


@given(st.permutations(FACTS.people))
def test_the_rosters_order_changes_nothing(people: list[Person]) -> None:
    """Shuffling the roster attributes every paper the same way."""
    facts = Facts(people=tuple(people), organisations=FACTS.organisations)
    text = f"学习心得\n课题组成员：张三、王五、欧阳明\n{BODY}\n2010年3月5日"
    assert authors(work_of(text, facts=facts)) == [Z, W, "欧阳明@机关支部"]


@given(
    st.text(
        alphabet="张三丰李四王芳第一二支部学习心得的在 　、（）：2010年月", max_size=14
    )
)
def test_no_line_credits_a_name_it_does_not_hold(line: str) -> None:
    """Whatever stands under the title, only names written in it are credited."""
    work = work_of(f"学习心得体会\n{line}\n{BODY}\n2010年3月5日")
    bare = line.replace(" ", "").replace("　", "")
    assert all(member.name in bare for member in work.members)
