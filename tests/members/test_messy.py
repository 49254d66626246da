"""Messy lines, file names, folders and titles: whose the paper is, or that nobody can know.

Every case is a paper by itself; `?` means that it waits for a person.
"""

import pytest

from doctools.facts import Book, Facts, Organisation, Person
from doctools.layout.analyse import analyse
from doctools.members.attribution import attribute
from doctools.model import Block, Document, Source
from doctools.records import EvidenceRow, Work

ROW = EvidenceRow(table="花名册.xlsx", row=2)
WAITING = frozenset({"unknown_author", "namesake", "sources_disagree"})
BODY = "通过这次学习，我很受启发，体会到读书的好处，今后要把学到的知识用到工作中。"


def person(name: str, branch: str, *aliases: str) -> Person:
    """Return a line of the roster."""
    return Person(
        member_id=f"{name}@{branch}", name=name, branch=branch, aliases=aliases, row=ROW
    )


FACTS = Facts(
    people=(
        person("张三", "第一支部"),
        person("李四", "第一支部"),
        person("王五", "第二支部"),
        person("李明", "机关支部"),
        person("李明明", "机关支部"),
        person("王庄", "第一支部"),
        person("王阳", "第二支部"),
        person("王小红", "第二支部"),
        person("张伟", "第一支部", "ZhangWei", "張偉"),
        person("买买提·艾力", "机关支部"),
        person("党建", "机关支部"),
        person("高峰", "机关支部"),
        person("陈静", "第一支部"),
        person("王芳", "第一支部"),
        person("王芳", "第二支部"),
    ),
    organisations=(
        Organisation(name="第一支部", kind="农村", row=ROW),
        Organisation(name="王庄村党支部", kind="农村", row=ROW, aliases=("王庄村",)),
        Organisation(name="馆陶镇党委", kind="镇党委", row=ROW),
    ),
    books=(Book(title="论语", row=ROW),),
)

LINES = {
    "文/张三 图/李四": "张三",
    "张三/文 李四/图": "张三",
    "图/文 张三": "张三",
    "文/图：张三": "张三",
    "本报记者 张三 通讯员 李四": "张三 李四",
    "（通讯员 张三）": "张三",
    "第一支部 张三 供稿": "张三",
    "课题组组长：张三；课题组成员：李四、王五；执笔：王五": "王五 张三 李四",
    "张三、李四（执笔）": "李四 张三",
    "（张三、李四 作者系第一支部党员）": "张三 李四",
    "（作者：张三，系第一支部书记）": "张三",
    "作者简介：张三，男，1970年生，馆陶镇第一支部书记": "张三",
    "（作者单位：第一支部）": "?",
    "张三 审核：李四": "张三",
    "审核：李四": "?",
    "校对：王五 执笔：张三": "张三",
    "联系人：张三 电话：13800138000": "?",
    "张三 13800138000": "张三",
    "报送：第一支部 张三": "?",
    "张三 指导教师：李四": "张三",
    "班主任：李四": "?",
    "记录人：张三": "?",
    "主讲人：张三": "?",
    "张三 整理": "?",
    "书名：论语 作者：于丹 出版社：中华书局": "?",
    "书名：《论语》 作者：孔丘 读书人：张三": "张三",
    "李 明 明": "李明明",
    "李 明明": "李明明",
    "李 明": "李明",
    "第一 支部 张三": "张三",
    "王庄村张三": "张三",
    "王庄村": "?",
    "张三等3人": "?",
    "张三、李四等": "?",
    "王小红（代张三交）": "?",
    "代笔：李四 姓名：张三": "?",
    "馆陶镇党委副书记 张三": "张三",
    "張偉": "张伟",
    "Zhang Wei": "?",
    "zhangsan": "?",
    "張三": "?",
    "买买提.艾力": "买买提·艾力",
    "买买提 艾力": "买买提·艾力",
    "——张三": "张三",
    "——记第一支部书记张三": "?",
    "学习张三同志先进事迹有感": "?",
    "张三 写于2010年3月": "张三",
    "主持人：李四\n参加人：张三、王五": "?",
    "姓名：张三 性别：男 出生年月：1970年3月 入党时间：1995年7月1日": "张三",
    "作者：张三、外单位人": "张三",
    "支部书记：李四": "?",
    "姓名：张三 支部书记：李四": "张三",
    "执笔：李四 统稿：张三": "李四",
    "第一支部 张三\n第二支部 王五": "张三 王五",
}
ENDS = {
    "此致\n敬礼！\n汇报人：张三\n第一支部\n2010年3月5日": "张三",
    "第一支部\n张三\n2010年3月5日\n审核：李四\n联系人：王五 电话：13800138000": "张三",
    "课题组组长：张三\n成员：李四、王五\n执笔：李四\n2010年3月5日": "李四 张三 王五",
    "张三\n李四\n2010年3月5日": "?",
    "张三 2010年3月5日于馆陶": "张三",
    "打印：张三\n2010年3月5日": "?",
    "（责任编辑 张三）": "?",
    "培养联系人：李四\n汇报人：张三\n2010年3月5日": "张三",
    "今后要好好学习。（通讯员 张三）": "张三",
    "我要感谢我的帮扶人（张三）": "?",
    "汇报人：张三\n支部书记：李四\n2010年3月5日": "张三",
    "汇报人：张三\n支部书记 李四\n2010年3月5日": "?",
    "支部书记（签字）：李四\n2010年3月5日": "?",
}
NAMES = {
    "张三三月读书笔记": "张三",
    "张 三读书笔记": "张三",
    "读书笔记张 三": "张三",
    "1.张三读书笔记": "张三",
    "张三 - 副本 (2)": "张三",
    "张三final": "张三",
    "张三的": "张三",
    "张三的故事": "?",
    "张三工作总结": "张三",
    "张三第一季度思想汇报": "张三",
    "李明明心得": "李明明",
    "李明月心得": "?",
    "读《王阳明传》有感": "?",
    "王阳明传读书笔记": "?",
    "读《王阳明传》有感-王阳": "王阳",
    "王庄村学习心得": "?",
    "王庄小学调研报告": "?",
    "王庄心得": "王庄",
    "向 张三 学习": "?",
    "学习 张三 心得": "?",
    "记优秀党员张三": "?",
    "好书记张三": "?",
    "我眼中的张三": "?",
    "张三考察材料": "?",
    "张三谈话记录": "?",
    "李四调研报告读后感": "?",
    "张三书记党课学习心得": "?",
    "张三书记党课讲稿": "张三",
    "学习“张三工作法”心得-李四": "李四",
    "张三（李四代交）": "?",
    "李四转张三心得": "?",
    "张三等3人调研报告": "?",
    "张三与李四的调研报告": "张三 李四",
    "张三 李四 调研报告": "张三 李四",
    "张三 李四读书笔记": "?",
    "张三-李四读书笔记": "?",
    "张三读书笔记 李四": "?",
    "第一支部张三、第二支部王五调研报告": "张三 王五",
    "张三（执笔）、李四 调研报告": "张三 李四",
    "zhangsan心得": "?",
    "ZhangWei心得": "张伟",
    "zhangweili心得": "?",
    "联系人李四": "?",
    "审核-李四": "?",
    "报送人：李四 张三心得": "张三",
    "党建-心得": "?",
    "高峰论坛学习心得": "?",
    "高峰-读书笔记": "高峰",
    "第一支部书记张三心得": "张三",
    "张三邯郸日报剪报2010.5.12": "?",
    "先进个人-张三": "?",
    "政审材料-张三": "?",
    "优秀读书笔记-张三": "张三",
    "王庄工作总结": "?",
    "张三-邯郸日报剪报-2010.5.12": "张三",
}
FOLDERS = {
    "王庄/心得": "?",
    "王庄/王庄-心得": "王庄",
    "张三、李四/张三心得": "张三",
    "张三、李四/心得": "?",
    "李四/张三心得": "?",
    "学习张三/心得": "?",
    "联系人李四/张三": "张三",
    "王芳/心得": "?",
    "第二支部/王芳/心得": "王芳",
    "03 张三/新建 Microsoft Word 文档": "张三",
}
TITLES = {
    "张三2010年个人学习计划": "张三",
    "第一支部张三个人对照检查材料": "张三",
    "学习心得体会——张三": "张三",
    "张三\n学习心得体会": "张三",
    "学习张三同志先进事迹心得体会": "?",
    "李四调研报告读后感": "?",
    "向李四学习心得体会": "?",
    "党建工作总结": "?",
    "王庄工作总结": "?",
    "张三工作总结": "张三",
}


def work_of(
    *,
    title: str = "学习心得体会",
    line: str = "",
    end: str = "2010年3月5日",
    name: str = "新建文档",
) -> Work:
    """Return the work a made-up paper is."""
    lines = "\n".join(filter(None, (title, line, BODY, end))).split("\n")
    document = Document(
        source=Source(path=f"{name}.txt", sha256="", kind="txt", size=0),
        blocks=tuple(Block(text=each) for each in lines),
    )
    analysed, layout = analyse(document)
    return attribute(analysed, layout, facts=FACTS, campaign=None)


def authors(work: Work) -> str:
    """Return the names of the authors, or `?` while they are in doubt."""
    waits = WAITING.intersection(work.codes)
    return "?" if waits else " ".join(member.name for member in work.members)


@pytest.mark.parametrize(("line", "expected"), LINES.items())
def test_a_line_under_the_title_is_read_by_its_labels(line: str, expected: str) -> None:
    """Whoever wrote is credited, whoever checked, spoke or handed in is not."""
    assert authors(work_of(line=line)) == expected


@pytest.mark.parametrize(("end", "expected"), ENDS.items())
def test_a_signature_is_read_by_its_labels(end: str, expected: str) -> None:
    """Courtesies and helpers' lines neither hide the author nor become one."""
    assert authors(work_of(end=end)) == expected


@pytest.mark.parametrize(("name", "expected"), (NAMES | FOLDERS).items())
def test_a_name_in_a_path_stands_apart_or_waits(name: str, expected: str) -> None:
    """A file or folder names its author only where nobody else can be meant."""
    assert authors(work_of(name=name)) == expected


@pytest.mark.parametrize(("title", "expected"), TITLES.items())
def test_a_title_names_its_author_only_in_plain_words(
    title: str, expected: str
) -> None:
    """张三读书笔记 is 张三's; a title about him is not."""
    assert authors(work_of(title=title)) == expected


def test_outsiders_are_counted_and_shown() -> None:
    """A joint paper with an outsider has two authors, one of them a member."""
    work = work_of(line="作者：张三、外单位人")
    assert (work.authors, [each.name for each in work.members]) == (2, ["张三"])
    assert work.evidence["outsiders"].text == "外单位人"
    assert work_of(line="张三、李四").authors == 2
    assert work_of().authors == 0


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("赵大伟、张三", [("张三", 2)]),
        ("作者：赵大伟（外单位）、张三、李四", [("张三", 2), ("李四", 3)]),
        ("张三、赵大伟、李四", [("张三", 1), ("李四", 3)]),
        ("赵大伟、张三　执笔：李四", [("李四", 1), ("张三", 3)]),
        ("张三、李四", [("张三", None), ("李四", None)]),
    ],
)
def test_outsiders_keep_their_place(
    line: str, places: list[tuple[str, int | None]]
) -> None:
    """Who stands behind an outsider is second author; whoever held the pen is first."""
    work = work_of(line=line)
    assert [(each.name, each.place) for each in work.members] == places


def test_a_name_above_the_title_is_not_part_of_it() -> None:
    """A first line that is only a name is the author's, the title stands below."""
    assert work_of(title="第一支部 张三\n学习心得体会").title == "学习心得体会"


def test_a_speaker_wrote_his_script_and_not_the_notes_of_it() -> None:
    """主讲人 is the author of a lecture's script only."""
    assert authors(work_of(title="党课讲稿", line="主讲人：张三")) == "张三"
    assert authors(work_of(title="学习笔记", line="主讲人：张三")) == "?"


def test_a_stranger_in_the_file_name_speaks_against_the_text() -> None:
    """A file of 王大锤 with 张三's name under the title waits with both readings."""
    work = work_of(line="张三", name="王大锤-心得")
    assert work.codes[0] == "sources_disagree"
    assert work.evidence["members_against"].text == "王大锤-心得.txt"
