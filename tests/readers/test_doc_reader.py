"""Binary Word files: text, numbers, layers, tables and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import build
import build_binary
import pytest
from build_binary import Paragraph, Run, change, paragraph

from doctools.errors import ReadError
from doctools.intake.kinds import kind_of
from doctools.model import BlockKind
from doctools.readers.doc import read_doc
from doctools.readers.registry import read

if TYPE_CHECKING:
    from doctools.model import Document

BOLD, HIDDEN, DELETED, SIZE = 0x0835, 0x083C, 0x0800, 0x4A43
CENTER, LIST, LEVEL, IN_TABLE, ROW_END = 0x2403, 0x460B, 0x260A, 0x2416, 0x2417
ON = b"\1"


def read_word(data: bytes) -> Document:
    """Return the document of a binary Word file."""
    assert kind_of(data, "公文.doc") == "doc"
    return read_doc(data, build.source("doc", "公文.doc"))


def cell(text: str, *changes: bytes) -> Paragraph:
    """Return a paragraph that ends a cell."""
    told = change(IN_TABLE, ON) + b"".join(changes)
    return paragraph(text, told, mark="\x07")


@pytest.mark.parametrize("narrow", [False, True])
def test_paragraphs_are_blocks(narrow: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Each paragraph with text is a block, in either width of characters."""
    texts = (
        ("First", "", "Second") if narrow else ("关于开展调研的通知", "", "𠮷林省：")
    )
    found = read_word(build_binary.word(*texts, narrow=narrow))
    assert [block.text for block in found.blocks] == [texts[0], texts[2]]
    assert [block.location.paragraph for block in found.blocks] == [0, 2]


def test_the_look_of_a_paragraph_is_read() -> None:
    """Bold, size and centring come from changes, or from the style and its base."""
    sheet = build_binary.style_sheet(
        (0, 0xFFF, b"", change(SIZE, b"\x20\0")),
        (1, 0, change(CENTER, ON), change(BOLD, ON)),
    )
    title = paragraph("标题", style=1)
    data = build_binary.word(
        title, "正文", extra=build_binary.Tables(tables={1: sheet})
    )
    first, second = read_word(data).blocks
    assert (first.kind, first.level, first.bold, first.centered, first.size) == (
        BlockKind.HEADING, 1, True, True, 16.0,
    )  # fmt: skip
    assert (second.kind, second.bold, second.centered) == (
        BlockKind.PARAGRAPH, False, False,
    )  # fmt: skip


def test_numbers_are_those_word_shows() -> None:
    """Levels count on, restart below a higher one, and instances start where told."""
    tables = build_binary.lists((0x25, "\0、"), (0x00, "\1．"), starts=(None, 5))
    one, two = change(LIST, b"\1\0"), change(LIST, b"\2\0")
    below = change(LEVEL, ON)
    data = build_binary.word(
        paragraph("甲", one),
        paragraph("乙", one + below),
        paragraph("丙", one + below),
        paragraph("丁", one),
        paragraph("戊", one + below),
        paragraph("己", two),
        extra=tables,
    )
    numbers = [block.number for block in read_word(data).blocks]
    assert numbers == ["一、", "1．", "2．", "二、", "1．", "五、"]


def test_hidden_and_deleted_text_is_apart() -> None:
    """What the page does not show stands in its layer, not in the text."""
    runs = (
        Run(text="看得见"),
        Run(text="看不见", changes=change(HIDDEN, ON)),
        Run(text="已删去", changes=change(DELETED, ON)),
    )
    found = read_word(build_binary.word(Paragraph(runs=runs)))
    assert found.text == "看得见"
    assert [block.text for block in found.layers["hidden"]] == ["看不见"]
    assert [block.text for block in found.layers["deleted"]] == ["已删去"]


def test_fields_show_their_result() -> None:
    """Of a field the result is text, the instruction is not."""
    found = read_word(build_binary.word('见\x13HYPERLINK "x"\x14附件\x15。'))
    assert found.text == "见附件。"


def test_stories_are_layers() -> None:
    """Notes, comments, text boxes, headers and footers stand apart from the body."""
    stories = {
        "footnote": [paragraph("脚注")],
        "header": [paragraph("页眉"), paragraph("页脚")],
        "comment": [paragraph("批注")],
        "endnote": [paragraph("尾注")],
        "text_box": [paragraph("文本框")],
    }
    # six separators, the even header (none), the odd one, the even footer
    places = build_binary.header_places(0, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0)
    data = build_binary.word(
        "正文", stories=stories, extra=build_binary.Tables(tables={11: places})
    )
    found = read_word(data)
    assert found.text == "正文"
    assert {name: blocks[0].text for name, blocks in found.layers.items()} == {
        "header": "页眉",
        "footer": "页脚",
        "footnote": "脚注",
        "comment": "批注",
        "endnote": "尾注",
        "text_box": "文本框",
    }


def test_cells_know_their_place() -> None:
    """Cells count by row and column; the mark of a row is no cell."""
    row_end = cell("", change(ROW_END, ON))
    data = build_binary.word(
        "前", cell("甲"), cell("乙"), row_end, cell("丙"), cell("丁"), row_end, "后"
    )
    places = {block.text: block.location.cell for block in read_word(data).blocks}
    assert places == {
        "前": None, "甲": (0, 0, 0), "乙": (0, 0, 1), "丙": (0, 1, 0), "丁": (0, 1, 1), "后": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (build_binary.word("密", flags=0x0100), "encrypted"),
        (build_binary.word("旧", version=0x65), "unsupported"),
        (build_binary.word("断")[:3000], "damaged"),
        (build_binary.compound({"WordDocument": b""}), "damaged"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, status: str) -> None:
    """A locked, too old or broken file ends with the status that says so."""
    with pytest.raises(ReadError) as caught:
        read_doc(data, build.source("doc"))
    assert str(caught.value.status) == status


def test_a_secret_in_a_header_is_found() -> None:
    """A marking in the page header of a .doc withholds the file."""
    places = build_binary.header_places(0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0)
    data = build_binary.word(
        "关于开展调研的通知，请各支部按时报送。",
        stories={"header": [paragraph("机密★5年")]},
        extra=build_binary.Tables(tables={11: places}),
    )
    with pytest.raises(ReadError) as caught:
        read(data, build.source("doc"))
    assert str(caught.value.status) == "classified"


def test_damaged_formatting_costs_no_text() -> None:
    """Where tables of styles and lists are broken the text is read, and that is said."""
    broken = build_binary.Tables(tables={73: b"\xff\xff"})
    found = read_word(build_binary.word("各支部：", extra=broken))
    assert found.text == "各支部："
    assert found.warnings == ("formats_unreadable",)
