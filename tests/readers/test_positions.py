"""A block's location leads back to the place in the file that holds its text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import build
import build_binary
import build_kinds
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from doctools.readers.registry import READERS
from doctools.text.word_paragraphs import body_paragraphs

if TYPE_CHECKING:
    from doctools.model import Block

SYNTHETIC = Path(__file__).resolve().parents[2].parent / "shared/corpus/synthetic"
TEXTS = st.lists(
    st.text("关于学习的通知abc12，。", max_size=12) | st.just(""),
    min_size=1,
    max_size=8,
)
"""Paragraphs, empty ones too: they count."""
PAPER = tuple(
    f"第{number}段要求各支部认真组织，按时上报。" * 9 for number in range(1, 30)
)


def blocks(kind: str, data: bytes) -> tuple[Block, ...]:
    """Read a file."""
    return READERS[kind](data, build.source(kind)).blocks


def squeezed(text: str) -> str:
    """Return a text without its spacing."""
    return "".join(text.split())


@settings(max_examples=40)
@given(TEXTS)
@pytest.mark.parametrize("kind", ["docx", "doc", "odt", "rtf"])
def test_paragraphs_count_as_they_stand(kind: str, texts: list[str]) -> None:
    """The paragraph of a location, counted in the file, holds the block's text."""
    match kind:
        case "docx":
            data = build.docx(*[build.paragraph(text) for text in texts])
        case "doc":
            data = build_binary.word(*texts)
        case "odt":
            data = build_kinds.odt("".join(map(build_kinds.odt_paragraph, texts)))
        case _:
            data = build_kinds.rtf("".join(f"{text}\\par " for text in texts))
    found = blocks(kind, data)
    assert [one.text for one in found] == [text for text in texts if text]
    for one in found:
        assert one.location.paragraph is not None
        assert texts[one.location.paragraph] == one.text


def test_a_word_paragraph_is_found_again_in_its_part() -> None:
    """The index is that of the `w:p` in the body, text boxes, tables and all."""
    data = build.docx(
        "首段",
        build.table([["甲", "乙"]]),
        build.paragraph(build.run("有框") + build.text_box(build.paragraph("框内"))),
        "末段",
    )
    root = etree.fromstring(build.members(data)["word/document.xml"])
    paragraphs = list(body_paragraphs(root))
    for one in blocks("docx", data):
        assert one.location.paragraph is not None
        text = "".join(map(str, paragraphs[one.location.paragraph].itertext()))
        assert one.text in text


def test_web_pages_count_paragraphs_with_text() -> None:
    """Paragraphs of a web page count as they show; cells say table, row and column."""
    page = "<html><body><p>一<p> <p>二<table><caption>表一</caption><tr><td colspan=2>甲<td>乙<tr><td>丙</table>三</body></html>"
    found = blocks("html", page.encode())
    assert [one.text for one in found] == ["一", "二", "表一", "甲", "乙", "丙", "三"]
    assert [one.location.paragraph for one in found] == list(range(7))
    cells = [one.location.cell for one in found]
    assert cells == [None, None, None, (0, 0, 0), (0, 0, 2), (0, 1, 0), None]


def within(data: bytes, one: Block) -> str:
    """Return the characters PDFium finds in the box of a block."""
    assert one.location.page is not None
    assert one.location.box is not None
    file = pypdfium2.PdfDocument(data)
    try:
        page = file[one.location.page - 1]
        left, top, right, bottom = one.location.box
        height = page.get_height()
        text: str = page.get_textpage().get_text_bounded(
            left - 1, height - bottom - 1, right + 1, height - top + 1
        )
        return squeezed(text)
    finally:
        file.close()


def assert_boxes_hold_text(data: bytes) -> None:
    """Check every block; the box of one that runs over a page holds its beginning."""
    for one in blocks("pdf", data):
        shown, text = within(data, one), squeezed(one.text)
        assert text in shown or (len(shown) > 1 and text.startswith(shown)), one.text


def test_boxes_of_a_pdf_hold_their_text() -> None:
    """What PDFium finds in the box on the page is the block's text or begins it."""
    assert_boxes_hold_text(build.pdf(*PAPER))


@pytest.mark.skipif(
    not SYNTHETIC.is_dir(), reason="the shared files are not on this machine"
)
def test_boxes_of_an_official_file_hold_their_text() -> None:
    """The same for an official file as an office suite wrote it, tables and all."""
    assert_boxes_hold_text((SYNTHETIC / "gw5.pdf").read_bytes())


def test_boxes_of_an_ofd_page_hold_their_text() -> None:
    """The box is where the text object stands, in points from the top left corner."""
    lines = {20.0: "关于开会的通知", 60.0: "各支部书记参加。"}
    first = "".join(build_kinds.ofd_text(text, y=y) for y, text in lines.items())
    found = blocks("ofd", build_kinds.ofd(first, build_kinds.ofd_text("次页")))
    assert [one.location.page for one in found] == [1, 1, 2]
    for one, y in zip(found, lines, strict=False):
        assert one.location.box is not None
        left, top, right, bottom = (edge * 25.4 / 72 for edge in one.location.box)
        assert abs(left - 28) < 1
        assert y - 2 < top < bottom < y + 9
        assert right - left == pytest.approx(
            len(one.text) * build_kinds.OFD_SIZE, abs=1
        )
