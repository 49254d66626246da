"""The kind of a paper: its title's last keyword, then the body and weaker voices."""

import json
import tomllib
from pathlib import Path

import pytest

from doctools.layout.analyse import analyse
from doctools.layout.doctype import DOCUMENT_TYPES, title_voice
from doctools.model import Block, Document, Layout, Source

SHARED = Path(__file__).resolve().parents[2].parent / "shared"

TITLES = {
    "关于印发《馆陶镇推进规划》的通知": "通知",
    "学习领导同志讲话": None,
    "在全镇党员大会上的讲话": "报告讲稿",
    "关于成立学习型党组织建设协调小组的通知": "领导小组文件",
    "党员民主评议制度": "民主评议党员制度",
    "民主生活会制度": "民主生活会制度",
    "重大事项报告制度": "重大事项报告制度",
    "党员集中轮训制度": "轮训制度",
    "领导班子民主生活会会议记录": "会议记录",
    "组织生活会发言材料": "民主生活会发言",
    "学习型党组织建设情况督查通报": "督查通报",
    "学习贯彻情况督查记录": "督查记录",
    "2010年第一支部学习计划": "培训计划",
    "2010年张三个人学习计划": "个人学习计划",
    "观《建国大业》有感": "读后感",
    "读《调查报告写作》": "读后感",
    "读书笔记之三": "读书笔记",
    "读 书 笔 记": "读书笔记",
    "浅谈调研报告的写作": "学习体会文章",
    "浅谈读书的心得体会": "学习心得",
    "让读书笔记活起来": "读书笔记",
    "学习专栏材料": "专栏材料",
    "创先争优宣传稿件": "宣传稿件",
    "优秀党员典型材料": "典型材料",
    "《论语》": None,
    "新建文档": None,
    "": None,
}


def read(text: str, path: str = "a.txt") -> Layout:
    """Return what the page of a plain text says."""
    blocks = tuple(Block(text=line) for line in text.split("\n"))
    source = Source(path=path, sha256="", kind="txt", size=0)
    return analyse(Document(source=source, blocks=blocks))[1]


def classify_title(title: str) -> str | None:
    """Return the type a title speaks of, or None if it says nothing."""
    voice = title_voice(title)
    return voice.document_type if voice else None


def test_every_title_of_the_hints_is_sorted() -> None:
    """Each made-up title and file name of the research gets its type."""
    path = SHARED / "eval/seed/hints.json"
    if not path.exists():
        pytest.skip("../shared is not here")
    hints = json.loads(path.read_text(encoding="utf-8"))
    for example in hints["title_examples"]:
        assert (classify_title(example["title"]) or "未分类") == example["type"], (
            example
        )
    for example in hints["file_name_examples"]:
        if example["type"] is not None:
            name = Path(example["file"]).stem
            assert (classify_title(name) or "未分类") == example["type"], example


def test_the_criteria_name_only_known_types() -> None:
    """Every type the model criteria file asks for is in the closed list."""
    path = SHARED / "design/criteria-example.toml"
    if not path.exists():
        pytest.skip("../shared is not here")
    criteria = tomllib.loads(path.read_text(encoding="utf-8"))["criterion"]
    asked = {
        name for each in criteria for name in each.get("where", {}).get("doc_type", ())
    }
    covers = [
        each["require"]["includes"]
        for each in criteria
        if each.get("field") == "doc_type"
    ]
    asked.update(name for names in covers for name in names)
    assert asked <= set(DOCUMENT_TYPES)


@pytest.mark.parametrize(("title", "expected"), TITLES.items())
def test_the_rightmost_keyword_of_a_title_wins(
    title: str, expected: str | None
) -> None:
    """The head noun stands last; books named in a title say nothing of the paper."""
    assert classify_title(title) == expected


def test_a_clear_title_is_certain() -> None:
    """A title whose last words name the kind needs no second voice."""
    layout = read("《论语》读书笔记\n张三\n这本书很好，作者写得明白。")
    assert (layout.document_type, layout.certain) == ("读书笔记", True)
    assert layout.type_evidence is not None
    assert layout.type_evidence.source == "title"


def test_a_body_of_another_kind_makes_a_title_uncertain() -> None:
    """Minutes of a meeting under the title of a note are left to a person."""
    body = (
        "时间：2010年3月5日\n地点：会议室\n主持人：李四\n参加人：全体党员\n记录人：王五"
    )
    layout = read(f"《论语》读书笔记\n{body}\n会议讨论了很多问题。")
    assert (layout.document_type, layout.certain) == ("读书笔记", False)


def test_one_weak_voice_is_not_certain() -> None:
    """A file name alone, or a bracket alone, is a guess and is marked as one."""
    silent = "提高执行力从我做起\n张三\n正文谈了工作中的很多事情。"
    assert read(silent, "张三-读书笔记-3月.txt").certain is False
    bracket = read("坚定信念（党课讲稿）\n张三\n正文谈了工作中的很多事情。")
    assert (bracket.document_type, bracket.certain) == ("党课讲稿", False)


def test_two_weak_voices_that_agree_are_certain() -> None:
    """File name and folder, or folder and body, together settle the kind."""
    silent = "提高执行力从我做起\n张三\n正文谈了工作中的很多事情。"
    assert read(silent, "读书笔记/张三读书笔记.txt").certain is True
    note = "好书伴我行\n张三\n这本书的作者讲了一个道理，我读了两遍。"
    layout = read(note, "读书笔记/3月/新建文档.txt")
    assert (layout.document_type, layout.certain) == ("读书笔记", True)


def test_weak_voices_that_disagree_are_not_certain() -> None:
    """File name and folder of different kinds leave the paper to a person."""
    silent = "提高执行力从我做起\n张三\n正文谈了工作中的很多事情。"
    assert read(silent, "学习心得/张三-调研报告.txt").certain is False


def test_a_paper_that_says_nothing_has_no_type() -> None:
    """Without any sign the type stays unknown."""
    layout = read(
        "提高执行力从我做起\n张三\n正文谈了工作中的很多事情。", "新建文档.txt"
    )
    assert (layout.document_type, layout.type_evidence) == (None, None)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("敬爱的党组织：\n我汇报一下思想。\n汇报人：张三", "思想汇报"),
        ("兹证明张三同志的稿件已被采用，将于近期发表。", "发表证明"),
        (
            "3月1日\n读第一章。\n3月8日\n读第二章。\n3月15日\n读完。\n3月20日\n复习。",
            "学习笔记",
        ),
        ("我们走访了三个村。\n一、基本情况\n二、存在问题\n三、对策建议", "调研报告"),
        ("同志们：\n今天这堂党课讲两个问题。", "党课讲稿"),
    ],
)
def test_the_body_alone_suggests_a_type(body: str, expected: str) -> None:
    """Signs of the body name the kind where nothing else does, uncertainly."""
    layout = read(body, "新建文档.txt")
    assert (layout.document_type, layout.certain) == (expected, False)
