"""What the PDF reader tells from the text: short running heads, columns, watermarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import build
import pytest

from doctools.readers.pdf import read_pdf

if TYPE_CHECKING:
    from doctools.model import Document

LONG = "各支部要把学习教育作为重要任务，坚持学用结合，推动工作落实，确保取得实效。" * 6
NARROW = 13
"""Characters a line of a column holds."""


def read(sheet: build.Sheet) -> Document:
    """Read what was typeset."""
    return read_pdf(sheet.data(), build.source("pdf", "文件.pdf"))


def texts(document: Document) -> list[str]:
    """Return the texts of the body."""
    return [block.text for block in document.blocks]


def layer(document: Document, name: str) -> list[str]:
    """Return the texts of a layer."""
    return [block.text for block in document.layers.get(name, ())]


@pytest.mark.parametrize("size", [10.0, 16.0])
def test_two_pages_may_have_a_running_head(size: float) -> None:
    """A line repeated in the margin of both pages is a running head, small or not."""
    sheet = build.Sheet()
    for number in (1, 2):
        sheet.at(build.LEFT, 48, f"青槐简报 第{number}期", size=size)
        sheet.paragraph(LONG)
        if number == 1:
            sheet.page()
    document = read(sheet)
    assert texts(document) == [LONG, LONG]
    assert layer(document, "header") == ["青槐简报第1期"]


def test_attachments_at_the_top_of_two_pages_stay() -> None:
    """附件1 and 附件2 open their pages in the type area and are text."""
    sheet = build.Sheet()
    for number in (1, 2):
        sheet.at(build.LEFT, 112, f"附件{number}")
        sheet.paragraph(LONG)
        if number == 1:
            sheet.page()
    assert texts(read(sheet)) == ["附件1", LONG, "附件2", LONG]


def test_one_page_has_no_running_head() -> None:
    """A small line at the edge of a single page is text; its page number is not."""
    sheet = build.Sheet()
    sheet.numbers = True
    sheet.at(build.LEFT, 48, "馆陶镇学习简报", size=10)
    sheet.paragraph(LONG)
    document = read(sheet)
    assert texts(document) == ["馆陶镇学习简报", LONG]
    assert layer(document, "footer") == ["—1—"]


def columns(sheet: build.Sheet, left: str, right: str, *, by_rows: bool) -> None:
    """Set two texts beside each other, each line of 13 characters of 15 points."""
    lines = [
        (x, 160 + 24 * row, text[start : start + NARROW])
        for x, text in ((79, left), (310, right))
        for row, start in enumerate(range(0, len(text), NARROW))
    ]
    for x, y, text in sorted(lines, key=lambda line: line[1]) if by_rows else lines:
        sheet.at(x, y, text, size=15)


@pytest.mark.parametrize("by_rows", [False, True])
def test_columns_are_read_one_after_the_other(*, by_rows: bool) -> None:
    """Two columns are read one by one, their wraps joined, however the file is set."""
    full = LONG[: NARROW * 15]
    sheet = build.Sheet()
    sheet.line("读书专栏合刊学习体会文章两篇选登供同志们参考", size=18, align="center")
    columns(sheet, "　　" + full[2:], full[:-5], by_rows=by_rows)
    assert texts(read(sheet)) == [
        "读书专栏合刊学习体会文章两篇选登供同志们参考",
        "　　" + full[2:] + full[:-5],
    ]


def test_two_columns_of_short_entries_are_a_table() -> None:
    """Rows of names and numbers without rulings are read row by row."""
    sheet = build.Sheet()
    names = ("张三", "李四", "王小二", "赵六", "欧阳春", "孙七", "周八", "吴九")
    for row, name in enumerate(names):
        sheet.at(80, 130 + 29 * row, name)
        sheet.at(
            340, 130 + 29 * row, f"第{'一二三四'[row % 4]}支部" + "委员" * (row % 3)
        )
    assert texts(read(sheet))[:2] == ["张三 第一支部", "李四 第二支部委员"]


def test_larger_text_of_a_page_is_joined() -> None:
    """Paragraphs set larger than the rest of the document are no titles."""
    sheet = build.Sheet()
    for _ in range(3):
        for row in range(20):
            sheet.at(build.LEFT, 130 + 20 * row, LONG[: int(27 * 16 / 10)], size=10)
        sheet.page()
    sheet.line("重要提示", size=18, align="center")
    sheet.paragraph(LONG)
    assert texts(read(sheet))[-2:] == ["重要提示", LONG]


@pytest.mark.parametrize("angle", [30.0, 45.0, 60.0, -45.0])
def test_a_watermark_is_no_text(angle: float) -> None:
    """Text set across every page stands once in a layer of its own."""
    sheet = build.Sheet()
    for _ in range(2):
        sheet.across("内部资料", angle=angle)
        sheet.paragraph(LONG)
        sheet.page()
    document = read(sheet)
    assert texts(document) == [LONG, LONG]
    assert layer(document, "watermark") == ["内部资料"]


def test_a_turned_page_is_no_watermark() -> None:
    """Text of a page that is shown turned is text, whatever order PDFium gives it."""
    sheet = build.Sheet()
    sheet.turn(90)
    sheet.paragraph(LONG)
    document = read(sheet)
    assert sorted("".join(texts(document))) == sorted(LONG)
    assert not document.layers


@pytest.mark.parametrize("shift", [0.0, 0.4, 2.0])
def test_fake_bold_is_read_once(shift: float) -> None:
    """A line set twice with a slight shift, to look bold or shaded, is one line."""
    sheet = build.Sheet()
    for offset in (0.0, shift):
        sheet.at(80 + offset, 130, "2010年学习型党组织建设报告", size=22)
        sheet.at(80 + offset, 170, "股票代码：300218", size=16)
    assert texts(read(sheet)) == ["2010年学习型党组织建设报告", "股票代码：300218"]
