"""The page understood: titles, elements of official files and submissions, headings."""

from pathlib import Path

import pytest

from doctools.layout.analyse import analyse
from doctools.layout.headings import heading_of
from doctools.model import Block, BlockKind, Document, Location, Source

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def page(text: str, *, header: str = "") -> Document:
    """Return a document of one block a line."""
    return Document(
        source=Source(path="a.txt", sha256="", kind="txt", size=0),
        blocks=tuple(Block(text=line) for line in text.split("\n")),
        layers={"header": (Block(text=header),)} if header else {},
    )


def roles(text: str) -> dict[str, list[str]]:
    """Return the texts of the elements by role."""
    found: dict[str, list[str]] = {}
    for element in analyse(page(text))[1].elements:
        found.setdefault(element.role, []).append(element.text)
    return found


def test_an_official_file_is_taken_apart() -> None:
    """Every element of GB/T 9704 is found in its place."""
    found = roles(
        "秘密★1年\n特急\n中共馆陶镇委员会文件\n馆镇字〔2010〕28号\n\n中共馆陶镇委员会\n关于做好学习工作的\n通知\n\n"
        "各党支部、各单位：\n为做好学习工作，现将有关事项通知如下。\n一、总体要求\n各支部要认真组织。\n附件：1.书目\n\n"
        "中共馆陶镇委员会\n2010年3月15日\n（此件公开发布）\n抄送：县委办公室。\n党委办公室　2010年3月16日印发\n附件1\n书目"
    )
    assert found["secrecy"] == ["秘密★1年"]
    assert found["urgency"] == ["特急"]
    assert found["issuer"] == ["中共馆陶镇委员会文件"]
    assert found["document_number"] == ["馆镇字〔2010〕28号"]
    assert found["title"] == ["中共馆陶镇委员会", "关于做好学习工作的", "通知"]
    assert found["addressee"] == ["各党支部、各单位："]
    assert found["heading"] == ["一、总体要求"]
    assert found["attachment"] == ["附件：1.书目"]
    assert found["signature"] == ["中共馆陶镇委员会"]
    assert found["date"] == ["2010年3月15日"]
    assert found["copy_to"] == ["抄送：县委办公室。"]


def test_the_top_and_the_end_of_an_official_file_are_told_apart() -> None:
    """份号, a letterhead with a placeholder, further attachments, 附注 and 印发 have roles."""
    found = roles(
        "000001\n特急\n××市人民政府文件\n×政发〔2010〕3号\n××市人民政府关于开展检查的通知\n各县人民政府：\n"
        "为做好工作，现就有关事项通知如下。\n各地要认真组织，按时上报。\n附件：1.分工表\n2.评分细则\n3．联系人名单\n"
        "××市人民政府\n2010年3月5日\n（此件公开发布）\n抄送：市委办公室。\n市政府办公室　2010年3月6日印发"
    )
    assert found["copy_number"] == ["000001"]
    assert found["issuer"] == ["××市人民政府文件"]
    assert found["title"] == ["××市人民政府关于开展检查的通知"]
    assert found["attachment"] == ["附件：1.分工表", "2.评分细则", "3．联系人名单"]
    assert found["signature"] == ["××市人民政府"]
    assert found["note"] == ["（此件公开发布）"]
    assert found["printed"] == ["市政府办公室　2010年3月6日印发"]


def test_marks_in_a_header_are_found() -> None:
    """份号 and 紧急程度 above the page are elements of their layer, not of the body."""
    document = page("关于开会的通知\n各支部：\n定于周五开会。", header="特　急")
    marks = [e for e in analyse(document)[1].elements if e.layer == "header"]
    assert [(one.role, one.text, one.block) for one in marks] == [
        ("urgency", "特　急", 0)
    ]


def test_a_submission_is_taken_apart() -> None:
    """Title, subtitle, author line, date and signature of a note are found."""
    found = roles(
        "让学习成为习惯\n——读《第五项修炼》有感\n第一支部　张　三\n2010年3月\n这本书讲了很多道理，我很受启发。\n"
        "今后我要多读书。\n第一支部　张三\n二〇一〇年三月五日"
    )
    assert found["title"] == ["让学习成为习惯"]
    assert found["subtitle"] == ["——读《第五项修炼》有感"]
    assert found["author_line"] == ["第一支部　张　三"]
    assert found["signature"] == ["第一支部　张三"]
    assert found["date"] == ["2010年3月", "二〇一〇年三月五日"]


def test_a_list_at_the_end_is_no_signature() -> None:
    """More than three short lines at the end are a list of names."""
    found = roles("获奖情况\n获奖名单如下。\n张三\n李四\n王五\n赵六\n2010年3月5日")
    assert "signature" not in found
    assert found["date"] == ["2010年3月5日"]


def test_elements_point_at_their_words() -> None:
    """Block, start and end of every element give its text."""
    document = page("  读书笔记  \n　张三　\n一、内容。这本书很好。\n第一支部 张三")
    for element in analyse(document)[1].elements:
        block = document.blocks[element.block]
        assert block.text[element.start : element.end] == element.text


def test_a_text_that_begins_at_once_has_no_title() -> None:
    """A first line that is a sentence or a numbered heading is no title."""
    assert analyse(page("今天我读了一本好书。\n很受启发。"))[1].title == ""
    assert analyse(page("一、基本情况\n全村共有三百户。"))[1].title == ""


def test_a_long_official_title_is_joined() -> None:
    """A title over several lines becomes one; wide-set lines are closed up."""
    layout = analyse(
        page("国 务 院 办 公 厅\n关于成立\n某某工作领导小组的通知\n各单位：\n正文。")
    )[1]
    assert layout.title == "国务院办公厅关于成立某某工作领导小组的通知"


def test_a_name_under_the_title_is_no_title() -> None:
    """The author's line does not become part of the title."""
    assert (
        analyse(page("提高执行力从我做起\n张三\n正文很长，讲了许多。"))[1].title
        == "提高执行力从我做起"
    )


def test_a_form_gives_its_name_cell() -> None:
    """The cell beside 姓名 in a table is an author line."""
    cells = ("姓名", "张三", "支部", "第一支部")
    blocks = tuple(
        Block(
            text=text, kind=BlockKind.TABLE_CELL, location=Location(cell=(0, 0, column))
        )
        for column, text in enumerate(cells)
    )
    source = Source(path="a.docx", sha256="", kind="docx", size=0)
    layout = analyse(Document(source=source, blocks=(Block(text="读书笔记"), *blocks)))[
        1
    ]
    assert [e.text for e in layout.elements if e.role == "author_line"] == [
        "张三",
        "第一支部",
    ]


@pytest.mark.parametrize(
    ("text", "level", "run_in"),
    [
        ("第一章 总则", 1, False),
        ("一、总体要求", 1, False),
        ("（一）加强领导。各支部要高度重视，认真落实。", 2, True),
        ("1.认真学习。每周学习一次。", 3, True),
        ("1、指导思想", 3, False),
        ("（1）指导思想", 4, False),
        ("①读书", 5, False),
    ],
)
def test_a_heading_has_a_level(text: str, level: int, run_in: bool) -> None:  # noqa: FBT001 - pytest gives it by position
    """Each way of numbering has its level; a run-in heading ends with its sentence."""
    found = heading_of(Block(text=text))
    assert found is not None
    assert (found.level, found.run_in) == (level, run_in)


@pytest.mark.parametrize(
    "text",
    [
        "2010年3月15日",
        "3.5亿元资金到位",
        "一个村的变化",
        "（张三）",
        "1.各支部要按时上报材料，做到人人参与、人人有记录，不得弄虚作假",
        "",
    ],
)
def test_other_lines_are_no_headings(text: str) -> None:
    """Dates, amounts, names and long numbered lines are no headings."""
    assert heading_of(Block(text=text)) is None


def test_an_automatic_number_makes_a_heading() -> None:
    """A number that Word draws counts like a typed one."""
    found = heading_of(Block(text="总体要求", number="一、"))
    assert found is not None
    assert (found.level, found.start) == (1, 0)


def test_block_kinds_are_set() -> None:
    """Title, heading, list item and paragraph are told apart; texts stay as they are."""
    document = page(
        "读书笔记\n一、内容\n这本书讲了很多道理。\n1.要学习好，也要工作好，还要生活好；\n完"
    )
    analysed, _ = analyse(document)
    kinds = [block.kind for block in analysed.blocks]
    assert kinds[:4] == [
        BlockKind.TITLE,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
    ]
    assert analysed.text == document.text


def test_a_marking_is_no_title() -> None:
    """密级 above the title is an element of its own, its term in any numerals."""
    for mark in ("机密", "机密★十年", "绝　密 ★ 6个月"):
        _, layout = analyse(page(f"{mark}\n关于做好某项工作的通知\n各支部：\n正文。"))
        assert [e.text for e in layout.elements if e.role == "secrecy"] == [mark]
        assert layout.title == "关于做好某项工作的通知"


def test_the_seed_is_understood() -> None:
    """The seed's number, three-line title and type come out."""
    path = SHARED / "eval/seed/deduplicated.txt"
    if not path.exists():
        pytest.skip("../shared is not here")
    layout = analyse(page(path.read_text(encoding="utf-8").rstrip("\n")))[1]
    assert layout.title == "中共馆陶镇委员会关于推进学习型党组织建设的实施方案"
    assert (layout.document_type, layout.certain) == ("实施方案", True)
    assert [e.text for e in layout.elements if e.role == "document_number"] == [
        "馆镇字[2010]28号"
    ]
