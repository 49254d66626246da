"""What the PDF reader gives: paragraphs, running heads, titles, places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import build
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doctools.errors import ReadError
from doctools.readers.pdf import read_pdf

if TYPE_CHECKING:
    from doctools.model import Document

LONG = "各支部要把学习教育作为重要任务，坚持学用结合，推动工作落实，确保取得实效。" * 6
SHORT = "党员干部要带头学习，带头讲党课，带头参加活动，以实际行动影响和带动身边群众。"


def read(data: bytes) -> Document:
    """Read a PDF."""
    return read_pdf(data, build.source("pdf", "文件.pdf"))


def texts(document: Document) -> list[str]:
    """Return the texts of the body."""
    return [block.text for block in document.blocks]


def test_wrapped_lines_become_paragraphs() -> None:
    """Lines broken at the right edge are one block; the next indent begins another."""
    assert texts(read(build.pdf(LONG, SHORT, LONG))) == [LONG, SHORT, LONG]


def test_typed_indents_begin_paragraphs() -> None:
    """Full-width spaces typed as an indent begin a paragraph and are kept."""
    full = "　　" + LONG[: 27 * 3 - 2]
    sheet = build.Sheet()
    for _ in range(3):
        sheet.paragraph(full, indent=0)
    assert texts(read(sheet.data())) == [full] * 3


def test_a_heading_that_could_have_gone_on_stands_alone() -> None:
    """A line with room for the next character ends; one before a long word goes on."""
    sheet = build.Sheet()
    sheet.paragraph(LONG, indent=0)
    sheet.line("一、认真学习文件，切实加强组织领导和制度建设")
    sheet.paragraph(LONG, indent=0)
    sheet.line("下载地址为学习型党组织建设专题网站首页")
    sheet.line("www.example.gov.cn/学习")
    assert texts(read(sheet.data())) == [
        LONG,
        "一、认真学习文件，切实加强组织领导和制度建设",
        LONG,
        "下载地址为学习型党组织建设专题网站首页www.example.gov.cn/学习",
    ]


def test_numbered_items_begin_anew_where_nothing_is_indented() -> None:
    """After a full stop a number begins a paragraph, even below a full line."""
    items = [f"（{n}）" + LONG[: 27 * 2 - 4] + "。" for n in "一二三四"]
    sheet = build.Sheet()
    for text in items:
        sheet.paragraph(text, indent=0)
    assert texts(read(sheet.data())) == items


def test_wider_steps_begin_paragraphs() -> None:
    """A line further below than usual begins a paragraph, however full all lines are."""
    sheet = build.Sheet()
    for paragraph in range(3):
        for row in range(4):
            y = 130 + 29 * (4 * paragraph + row) + 10 * paragraph
            sheet.at(build.LEFT, y, LONG[:27])
    assert texts(read(sheet.data())) == [LONG[:27] * 4] * 3


def test_paragraphs_go_on_across_pages() -> None:
    """A paragraph that a page break cuts is one block, on the page it begins."""
    paragraphs = [LONG + str(number) for number in range(8)]
    document = read(build.pdf(*paragraphs))
    assert texts(document) == paragraphs
    assert document.pages == 4
    assert {block.location.page for block in document.blocks} == {1, 2, 3, 4}


def test_running_heads_and_page_numbers_leave_the_body() -> None:
    """Text repeated at the page's edges goes to the layers, once each."""
    sheet = build.Sheet()
    sheet.head, sheet.numbers = "馆陶县文件汇编", True
    for _ in range(8):
        sheet.paragraph(LONG)
    document = read(sheet.data())
    assert texts(document) == [LONG] * 8
    layers = {
        name: [b.text for b in blocks] for name, blocks in document.layers.items()
    }
    assert layers == {"header": ["馆陶县文件汇编"], "footer": ["—1—"]}


def test_a_title_of_several_lines_is_one_block() -> None:
    """Centred lines larger than the body are joined; the signature stays apart."""
    sheet = build.Sheet()
    sheet.line("关于开展学习型党组织和学习型", size=22, align="center")
    sheet.line("党员评选活动的实施方案", size=22, align="center")
    sheet.line("各支部、各单位：")
    for _ in range(3):
        sheet.paragraph(LONG)
    sheet.line("中共馆陶镇委员会", align="right")
    sheet.line("2010年3月15日", align="right")
    document = read(sheet.data())
    title = document.blocks[0]
    assert title.text == "关于开展学习型党组织和学习型党员评选活动的实施方案"
    assert (title.centered, title.size) == (True, 22.0)
    assert texts(document)[1:] == [
        "各支部、各单位：",
        *[LONG] * 3,
        "中共馆陶镇委员会",
        "2010年3月15日",
    ]
    assert not any(block.centered for block in document.blocks[1:])


def test_a_short_document_keeps_its_lines_apart() -> None:
    """Without a full line there is no right edge, and nothing is joined."""
    sheet = build.Sheet()
    for text in ("读书笔记", "第一支部", "张三", "2010年3月"):
        sheet.line(text)
    assert texts(read(sheet.data())) == ["读书笔记", "第一支部", "张三", "2010年3月"]


def test_spaces_at_latin_borders_are_dropped() -> None:
    """A quarter space beside digits is mere setting; a typed gap between words stays."""
    sheet = build.Sheet()
    sheet.at(80, 130, "成立")
    sheet.at(80 + 2.25 * 16, 130, "75")
    sheet.at(80 + 3.5 * 16, 130, "周年")
    sheet.at(80, 160, "第一支部")
    sheet.at(80 + 5 * 16, 160, "张三")
    assert texts(read(sheet.data())) == ["成立75周年", "第一支部 张三"]


def test_rows_of_a_table_are_not_joined() -> None:
    """Lines with wide gaps stay lines, however far they reach."""
    sheet = build.Sheet()
    for _ in range(3):
        sheet.paragraph(LONG)
    for row in range(3):
        y = build.TOP + build.PITCH * (25 + row) - 200
        for column, text in enumerate((f"{row + 1}", "市发展改革委", "2010年12月底前")):
            sheet.at(build.LEFT + column * 160, y + 150, text)
    rows = [text for text in texts(read(sheet.data())) if "改革委" in text]
    assert rows == [f"{row} 市发展改革委 2010年12月底前" for row in (1, 2, 3)]


def test_boxes_lie_on_the_page() -> None:
    """A block's box is in points from the top left corner of its page."""
    box = read(build.pdf(SHORT)).blocks[0].location.box
    assert box is not None
    left, top, right, bottom = box
    assert left == pytest.approx(build.LEFT, abs=1)
    assert build.TOP - 20 < top < bottom < build.TOP + 2 * build.PITCH
    assert right <= build.RIGHT + 1


def test_pages_without_text_are_a_warning() -> None:
    """A page that shows something but has no text is noted; an empty page is not."""
    sheet = build.Sheet()
    sheet.paragraph(LONG)
    sheet.page()
    assert read(sheet.data()).warnings == ()
    sheet = build.Sheet()
    sheet.paragraph(LONG)
    sheet.page()
    sheet.square()
    assert read(sheet.data()).warnings == ("pages_without_text",)


def test_a_password_is_told_from_damage() -> None:
    """A locked PDF is encrypted, a cut one damaged."""
    data = build.pdf(SHORT)
    for bad, status in ((build.locked_pdf(data), "encrypted"), (data[:300], "damaged")):
        with pytest.raises(ReadError) as caught:
            read(bad)
        assert caught.value.status == status


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(30, 200), min_size=3, max_size=6))
def test_no_character_is_lost(lengths: list[int]) -> None:
    """Whatever is joined, all characters are there in their order."""
    paragraphs = [(SHORT * 6)[:length] for length in lengths]
    assert "".join(texts(read(build.pdf(*paragraphs)))) == "".join(paragraphs)
