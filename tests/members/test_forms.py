"""Forms in which offices write an author, a branch or a post; `?` waits for a person.

Most are written down from what such lines can be, not from papers the program met.
"""

from __future__ import annotations

import pytest
from members.test_messy import BODY, ROW, WAITING, authors, work_of

from doctools.facts import Facts, Organisation, Person
from doctools.layout.analyse import analyse
from doctools.members.attribution import attribute
from doctools.model import Block, BlockKind, Document, Location, Source

LINES = {
    "党员姓名：张三　所在支部：第一支部": "张三",
    "党支部名称：第一支部　党员姓名：张三": "张三",
    "学习日期：2010年3月5日　学习人：张三": "张三",
    "单位：第一支部　姓名：张三　得分：": "张三",
    "组别：第三组　姓名：张三": "张三",
    "批次：第二批　姓名：张三": "张三",
    "姓名（签名）：张三": "张三",
    "心得撰写人：张三": "张三",
    "执笔者：张三": "张三",
    "笔者：张三": "张三",
    "学习者：张三": "张三",
    "张三 Zhang San": "张三",
    "张三（ZHANG SAN）": "张三",
    "张三（ZHANG WEI）": "?",
    "张三 zhangsan@163.com": "张三",
    "第一支部 张三（13800138000）": "张三",
    "河北省馆陶县馆陶镇第一支部 张三 057750": "张三",
    "镇第一支部 张三": "张三",
    "★张三★": "张三",
    "张三，1970年3月生，1995年7月入党，现任第一支部书记": "张三",
    "张三(女，35岁)": "张三",
    "第3期 张三": "张三",
    "张三（之一）": "张三",
    "第一支部：张三": "张三",
    "第一支部党员：张三": "张三",
    "第一支部书记：李四": "?",
    "审核人签名：李四": "?",
    "评阅者：李四": "?",
    "组长签字：李四": "?",
    "李四意见：同意": "?",
    "荐读人：张三": "?",
    "被检查人：张三": "?",
    "采访对象姓名：张三": "?",
}
ENDS = {
    "承诺人（签字）：张三\n2010年3月5日": "张三",
    "学习人签名：张三\n2010.3.5": "张三",
    "党员签字：张三\n支部书记签字：李四\n2010年3月5日": "张三",
    "张三写于第一支部\n2010年3月5日": "张三",
    "2010年3月5日夜 张三": "张三",
    "(第一支部张三供稿)": "张三",
    "今后我要努力。　　　　　　第一支部 张三": "张三",
    "今后我要努力。　　摄影：李四": "?",
    "张三\n2010年3月5日\n支部意见：同意。": "张三",
    "支部意见：同意。\n李四\n2010年3月6日": "?",
    "评语：很好\n李四": "?",
    "第一支部书记：张三\n2010年3月5日": "?",
    "检查人：张三\n2010年3月5日": "?",
}
NAMES = {
    "张三+读书笔记": "张三",
    "读书笔记&张三": "张三",
    "07+张三+学习心得": "张三",
    "心得+张三+李四": "张三 李四",
    "张三+心得+李四": "?",
    "学习+张三+心得": "?",
    "07+事迹+张三": "?",
    "张三+王大锤": "?",
    "张三、王大锤心得": "?",
    "张三，心得": "张三",
    "张三★心得": "张三",
    "张三补交": "张三",
    "王大锤代张三补交心得": "?",
    "读《论语》有感张三": "张三",
    "读张三文章有感": "?",
    "张三同志心得体会": "张三",
    "张三同志的读书笔记": "张三",
    "张三书记讲话心得体会": "?",
    "张三的材料/心得": "张三",
    "张三的事迹材料": "?",
    "张三第二批": "张三",
}
TITLES = {
    "第一支部党员张三学习心得体会": "张三",
    "优秀党员张三学习心得": "?",
    "张三三月份读书笔记": "张三",
    "三月份读书笔记 张三": "张三",
    "读《论语》有感　　张三": "张三",
    "张三读《论语》有感": "张三",
    "张三《论语新解》读后感": "?",
    "学习心得体会：张三": "张三",
    "学习心得体会 学习 张三": "?",
    "张三报告心得体会": "?",
    "关于农村工作的调研报告（张三）": "张三",
    "考察报告（张三）": "?",
    "党支部书记张三党课学习体会": "?",
}


@pytest.mark.parametrize(("line", "expected"), LINES.items())
def test_author_lines_of_many_forms(line: str, expected: str) -> None:
    """Whoever wrote is found beside number, address, Latin spelling and life."""
    assert authors(work_of(line=line)) == expected


@pytest.mark.parametrize(("end", "expected"), ENDS.items())
def test_signatures_of_many_forms(end: str, expected: str) -> None:
    """Who signed is found; who noted an opinion under the paper never is the author."""
    assert authors(work_of(end=end)) == expected


@pytest.mark.parametrize(("name", "expected"), NAMES.items())
def test_file_names_of_many_forms(name: str, expected: str) -> None:
    """Number, name and kind may be joined by any mark; only names joined are a list."""
    assert authors(work_of(name=name)) == expected


@pytest.mark.parametrize(("title", "expected"), TITLES.items())
def test_titles_of_many_forms(title: str, expected: str) -> None:
    """A title gives its author before or behind the kind of paper, in plain words."""
    assert authors(work_of(title=title)) == expected


def test_of_his_own_faults_the_examiner_wrote() -> None:
    """检查人 under 个人剖析材料 is its author; under other papers he inspected."""
    end = "检查人：张三\n2010年3月5日"
    assert authors(work_of(title="个人剖析材料", end=end)) == "张三"


def test_an_office_whose_minutes_a_paper_is_stands_first_in_the_title() -> None:
    """第一支部会议记录 is the branch's; what its secretary said is not."""
    assert work_of(title="第一支部会议记录").organisation == "第一支部"
    assert work_of(title="第一支部书记会议记录").organisation is None


def person(name: str, branch: str, post: str = "") -> Person:
    """Return a line of the roster of a town."""
    return Person(
        member_id=f"{name}@{branch}",
        name=name,
        branch=branch,
        posts=(post,) if post else (),
        row=ROW,
    )


TOWN = Facts(
    people=(
        person("张三", "机关第一党支部"),
        person("王芳", "机关第一党支部", "组织委员"),
        person("王芳", "机关第二党支部", "支部书记"),
        person("王芳", "东街村党支部"),
        person("赵亮", "镇中心小学党支部", "校长"),
        person("赵亮", "镇卫生院党支部", "副院长"),
        person("丁一", "东街村党支部"),
        person("丁一", "镇卫生院党支部"),
    ),
    organisations=(Organisation(name="柳河镇党委", kind="镇党委", row=ROW),),
)


def member_of(*blocks: Block, path: str = "新建文档.docx") -> str:
    """Return the id of the one author a paper of the town has, or `?`."""
    source = Source(path=path, sha256="", kind="docx", size=0)
    analysed, layout = analyse(Document(source=source, blocks=blocks))
    work = attribute(analysed, layout, facts=TOWN, campaign=None)
    if WAITING.intersection(work.codes):
        return "?"
    return " ".join(str(each.member_id) for each in work.members)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("机关一支部 王芳", "王芳@机关第一党支部"),
        ("机关1支部王芳", "王芳@机关第一党支部"),
        ("二支部 王芳", "王芳@机关第二党支部"),
        ("东街村王芳", "王芳@东街村党支部"),
        ("柳河镇东街村 王芳", "王芳@东街村党支部"),
        ("东街支部 王芳", "王芳@东街村党支部"),
        ("单位：卫生院　姓名：赵亮", "赵亮@镇卫生院党支部"),
        ("中心小学 赵亮", "赵亮@镇中心小学党支部"),
        ("校长 赵亮", "赵亮@镇中心小学党支部"),
        ("姓名：王芳　职务：组织委员", "王芳@机关第一党支部"),
        ("王芳（支部书记）", "王芳@机关第二党支部"),
        ("院长 赵亮", "?"),
        ("教师 赵亮", "?"),
        ("委员 王芳", "?"),
        ("三支部 王芳", "?"),
        ("机关二支部 张三", "?"),
        ("东街村 张三", "张三@机关第一党支部"),
        ("丁一 卫生院", "丁一@镇卫生院党支部"),
    ],
)
def test_short_names_and_posts_tell_namesakes_apart(line: str, expected: str) -> None:
    """一支部, 东街村 and a post mean one of them; a branch of none makes it wait."""
    texts = ("学习心得体会", line, BODY, "2010年3月5日")
    assert member_of(*(Block(text=each) for each in texts)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("东街村/王芳心得.docx", "王芳@东街村党支部"),
        ("机关/二支部/王芳/心得.docx", "王芳@机关第二党支部"),
        ("东街村王芳读书笔记.docx", "王芳@东街村党支部"),
        ("王芳（一支部）.docx", "王芳@机关第一党支部"),
        ("东街村调研报告-王芳.docx", "?"),
        ("王芳-东街村-走访.docx", "?"),
        ("二支部/张三心得.docx", "?"),
    ],
)
def test_short_names_in_paths_tell_namesakes_apart(path: str, expected: str) -> None:
    """A folder or file named after the branch tells; a place that was visited not."""
    texts = ("学习心得体会", BODY, "2010年3月5日")
    assert member_of(*(Block(text=each) for each in texts), path=path) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([["姓名", "王芳", "所在支部", "机关一支部"]], "王芳@机关第一党支部"),
        ([["党员姓名", "张　三"], ["学习内容", BODY]], "张三@机关第一党支部"),
        ([["学习人", "张三"], ["主持人", "王芳"]], "张三@机关第一党支部"),
        ([["姓名", "得分"], ["张三", "90"], ["赵亮", "80"]], "?"),
    ],
)
def test_a_form_at_the_top_names_the_author(
    cells: list[list[str]], expected: str
) -> None:
    """The cell beside 姓名 names the author; a list of people names nobody."""
    form = [
        Block(
            text=text,
            kind=BlockKind.TABLE_CELL,
            location=Location(cell=(0, row, column)),
        )
        for row, texts in enumerate(cells)
        for column, text in enumerate(texts)
    ]
    assert member_of(Block(text="学习心得"), *form, Block(text=BODY)) == expected
