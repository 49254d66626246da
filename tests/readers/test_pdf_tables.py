"""What the PDF reader makes of ruling lines: cells of tables, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import build
import pytest

from doctools.model import BlockKind
from doctools.readers import grids
from doctools.readers.pdf import read_pdf

if TYPE_CHECKING:
    from doctools.model import Document

LONG = "各支部要把学习教育作为重要任务，坚持学用结合，推动工作落实，确保取得实效。" * 3
PLACES = (80, 140, 300, 500)
HEIGHTS = (200, 230, 290, 320)


def read(sheet: build.Sheet) -> Document:
    """Read what was typeset."""
    return read_pdf(sheet.data(), build.source("pdf", "文件.pdf"))


def cells(document: Document) -> dict[tuple[int, int, int] | None, str]:
    """Return the text of each cell by its place."""
    return {
        block.location.cell: block.text
        for block in document.blocks
        if block.kind is BlockKind.TABLE_CELL
    }


def running(document: Document) -> list[str]:
    """Return the text that stands in no table."""
    return [
        block.text
        for block in document.blocks
        if block.kind is not BlockKind.TABLE_CELL
    ]


def fill(sheet: build.Sheet, *, shift: float = 0) -> None:
    """Set three rows of text, one cell of it wrapped."""
    rows = (
        (220, "序号", "任务", "牵头单位"),
        (250, "1", "建立学习型党组", "市发展改革委"),
        (310, "2", "开展主题活动", "2010年底前"),
    )
    for y, *texts in rows:
        for x, text in zip(PLACES, texts, strict=False):
            sheet.at(x + 8, y + shift, text, size=14)
    sheet.at(PLACES[1] + 8, 280 + shift, "织，完善制度", size=14)


EXPECTED = {
    (0, 0, 0): "序号",
    (0, 0, 1): "任务",
    (0, 0, 2): "牵头单位",
    (0, 1, 0): "1",
    (0, 1, 1): "建立学习型党组织，完善制度",
    (0, 1, 2): "市发展改革委",
    (0, 2, 0): "2",
    (0, 2, 1): "开展主题活动",
    (0, 2, 2): "2010年底前",
}


@pytest.mark.parametrize("bars", [False, True])
def test_ruled_cells_become_blocks_in_row_order(*, bars: bool) -> None:
    """Each cell is a block with its place, its wrap gone, whatever draws the rulings."""
    sheet = build.Sheet()
    sheet.grid(PLACES, HEIGHTS, bars=bars)
    fill(sheet)
    found = cells(read(sheet))
    assert found == EXPECTED
    assert list(found) == list(EXPECTED)


def test_a_table_stands_where_it_does_on_the_page() -> None:
    """Text above and below a table keeps its place and is not joined across it."""
    sheet = build.Sheet()
    above, below = LONG[: 27 * 2], LONG[27 * 2 : 27 * 3]
    sheet.paragraph(above, indent=0)
    sheet.grid(PLACES, HEIGHTS)
    fill(sheet)
    sheet.at(build.LEFT, 360, below)
    document = read(sheet)
    assert running(document) == [above, below]
    kinds = [block.kind is BlockKind.TABLE_CELL for block in document.blocks]
    assert kinds == [False, *[True] * 9, False]
    box = document.blocks[1].location.box
    assert box is not None
    assert box[0] == pytest.approx(88, abs=1)
    assert box[2] == pytest.approx(116, abs=1)
    assert HEIGHTS[0] < box[1] < box[3] < HEIGHTS[1]


def test_a_merged_cell_is_one_block() -> None:
    """A cell over two columns or two rows has the place of its top left corner."""
    sheet = build.Sheet()
    x0, x1, x2 = 80, 280, 480
    sheet.grid((x0, x2), (200, 230, 290))
    sheet.rule(x1, 230, x1, 290)
    sheet.rule(x1, 260, x2, 260)
    for x, y, text in (
        (200, 220, "评选结果汇总表"),
        (90, 250, "第一支部"),
        (290, 250, "张三"),
        (290, 280, "李四"),
    ):
        sheet.at(x, y, text, size=14)
    assert cells(read(sheet)) == {
        (0, 0, 0): "评选结果汇总表",
        (0, 1, 0): "第一支部",
        (0, 1, 1): "张三",
        (0, 2, 1): "李四",
    }


def test_paragraphs_of_a_cell_stay_apart() -> None:
    """A full stop with room behind it ends a block; wrapped lines do not."""
    sheet = build.Sheet()
    sheet.grid((80, 180, 500), (200, 400))
    sheet.at(90, 230, "主要事迹", size=14)
    lines = (
        "坚持带头学习理论，带头撰写体会文",
        "章十二篇。",
        "帮助群众解决困难三十余件。",
    )
    for row, text in enumerate(lines):
        sheet.at(190, 230 + 24 * row, text, size=18)
    blocks = read(sheet).blocks
    assert [(block.location.cell, block.text) for block in blocks] == [
        ((0, 0, 0), "主要事迹"),
        ((0, 0, 1), lines[0] + lines[1]),
        ((0, 0, 1), lines[2]),
    ]


def test_rows_within_a_cell_stay_apart() -> None:
    """Rows that wide gaps part are not run together where no ruling parts them."""
    sheet = build.Sheet()
    sheet.grid((80, 140, 500), (200, 290))
    sheet.at(90, 220, "成员", size=14)
    for y, name, branch in ((220, "张三", "第一支部"), (250, "李四", "第二支部")):
        sheet.at(150, y, name, size=14)
        sheet.at(350, y, branch, size=14)
    assert [block.text for block in read(sheet).blocks] == [
        "成员",
        "张三 第一支部",
        "李四 第二支部",
    ]


def test_a_table_goes_on_over_the_page() -> None:
    """Rows on the next page count on; the heading row Word repeats is kept once."""
    sheet = build.Sheet()
    for page in range(2):
        sheet.grid((80, 280, 480), (650, 680, 710))
        for x, text in ((90, "姓名"), (290, "支部")):
            sheet.at(x, 670, text, size=14)
        for x, text in ((90, ("张三", "李四")[page]), (290, "第一支部")):
            sheet.at(x, 700, text, size=14)
        if not page:
            sheet.page()
    document = read(sheet)
    assert cells(document) == {
        (0, 0, 0): "姓名",
        (0, 0, 1): "支部",
        (0, 1, 0): "张三",
        (0, 1, 1): "第一支部",
        (0, 2, 0): "李四",
        (0, 2, 1): "第一支部",
    }
    assert [block.text for block in document.layers["header"]] == ["姓名", "支部"]


def test_a_table_goes_on_with_fewer_columns() -> None:
    """The rest of a table keeps the places of its columns where some are merged."""
    sheet = build.Sheet()
    sheet.grid((80, 180, 280, 480), (650, 680, 710))
    for x, text in ((90, "姓名"), (190, "支部"), (290, "事迹")):
        sheet.at(x, 670, text, size=14)
        sheet.at(x, 700, text + "甲", size=14)
    sheet.page()
    sheet.grid((80, 280, 480), (100, 130))
    for x, text in ((90, "合计"), (290, "无")):
        sheet.at(x, 120, text, size=14)
    found = cells(read(sheet))
    assert (found[0, 2, 0], found[0, 2, 2]) == ("合计", "无")


def test_a_table_open_at_the_sides_has_all_its_cells() -> None:
    """Rows ruled and columns parted make cells without a frame."""
    sheet = build.Sheet()
    for y in HEIGHTS:
        sheet.rule(PLACES[0], y, PLACES[-1], y)
    for x in PLACES[1:-1]:
        sheet.rule(x, HEIGHTS[0], x, HEIGHTS[-1])
    fill(sheet)
    assert cells(read(sheet)) == EXPECTED


def test_spaces_at_latin_borders_are_dropped_in_cells() -> None:
    """A quarter space beside digits is mere setting in a cell too."""
    sheet = build.Sheet()
    sheet.grid((80, 280, 480), (200, 230))
    for x, text in ((90, "成立"), (90 + 2.25 * 14, "75"), (90 + 3.5 * 14, "周年")):
        sheet.at(x, 220, text, size=14)
    sheet.at(290, 220, "备注", size=14)
    assert cells(read(sheet)) == {(0, 0, 0): "成立75周年", (0, 0, 1): "备注"}


def test_cells_of_a_turned_page_are_where_they_are_seen() -> None:
    """Rows and columns are told on the page as it is shown."""
    sheet = build.Sheet()
    sheet.turn(90)
    sheet.grid((200, 230, 260), (100, 300, 500))
    # As shown, what is lower on the unturned page stands further left.
    for x, y, text in ((210, 480, "甲"), (210, 280, "乙"), (240, 480, "丙")):
        sheet.at(x, y, text, size=14)
    assert cells(read(sheet)) == {(0, 0, 0): "甲", (0, 0, 1): "乙", (0, 1, 0): "丙"}


@pytest.mark.parametrize("frame", ["rule", "box", "boxes", "underlines"])
def test_frames_and_rules_are_no_tables(frame: str) -> None:
    """A red rule, a framed notice, stacked boxes and underlined words stay text."""
    sheet = build.Sheet()
    sheet.paragraph(LONG)
    if frame == "rule":
        sheet.rule(build.LEFT, 150, build.RIGHT, 150, bar=True)
    elif frame == "box":
        sheet.grid((60, 530), (100, 700))
    elif frame == "boxes":
        sheet.grid((60, 530), (100, 400, 700))
    else:
        for start in (100, 200, 300, 400):
            sheet.rule(start, 140, start + 60, 140)
            sheet.rule(start, 170, start + 60, 170)
    document = read(sheet)
    assert running(document) == [LONG]
    assert not cells(document)


def test_shaded_words_are_no_cells() -> None:
    """Boxes side by side that text runs through are shading."""
    sheet = build.Sheet()
    sheet.paragraph(LONG)
    for start in range(4):
        left = build.LEFT + 4 * build.SIZE * start
        sheet.grid((left, left + 4 * build.SIZE), (145, 165))
    assert running(read(sheet)) == [LONG]


def test_a_dense_drawing_costs_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page with too many rulings to be a table is not looked at further."""

    def fail(drawing: bytes) -> None:
        raise AssertionError(drawing)

    monkeypatch.setattr(grids, "_cells", fail)
    sheet = build.Sheet()
    sheet.paragraph(LONG)
    sheet.grid([100 + 3.1 * i for i in range(101)], [200 + 3.1 * i for i in range(120)])
    assert running(read(sheet)) == [LONG]


def test_an_unreadable_drawing_costs_only_the_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where pdfplumber fails the text comes as lines, and a warning says so."""

    def fail(drawing: bytes) -> None:
        raise grids.GridError(drawing)

    monkeypatch.setattr(grids, "_cells", fail)
    sheet = build.Sheet()
    sheet.grid(PLACES, HEIGHTS)
    fill(sheet)
    document = read(sheet)
    assert "1 建立学习型党组 市发展改革委" in running(document)
    assert document.warnings == ("tables_unread",)
