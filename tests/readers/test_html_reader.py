"""Web pages: paragraphs, tables, encodings, and pages in one file."""

from __future__ import annotations

import base64
from contextlib import suppress
from typing import TYPE_CHECKING

import build
import pytest

from doctools.errors import ReadError
from doctools.intake.kinds import kind_of
from doctools.model import BlockKind
from doctools.readers.html import read_html

if TYPE_CHECKING:
    from doctools.model import Document


def page(body: str, head: str = "", encoding: str = "utf-8") -> bytes:
    """Return a web page."""
    return f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding)


def read_page(data: bytes) -> Document:
    """Return the document of a web page."""
    assert kind_of(data, "通知.html") == "html"
    return read_html(data, build.source("html", "通知.html"))


def test_elements_make_paragraphs() -> None:
    """Blocks begin and end paragraphs, inline elements do not; blanks are folded."""
    body = "<h1>标题</h1>导语 <b>要点</b>\n  如下<p>第一段<br>下一行</p><div>第二段<div>第三段</div></div>"
    found = read_page(page(body, "<title> 通知 </title><style>p{}</style>"))
    assert [block.text for block in found.blocks] == [
        "标题", "导语 要点 如下", "第一段\n下一行", "第二段", "第三段",
    ]  # fmt: skip
    assert (found.blocks[0].kind, found.blocks[0].level) == (BlockKind.HEADING, 1)
    assert found.properties.title == "通知"


def test_scripts_and_hidden_text_are_not_the_text() -> None:
    """Scripts are nothing; what a style hides stands in its layer."""
    body = "<script>alert(1)</script>看得见<span style='display:none'>看不见</span><!-- 注 -->。"
    found = read_page(page(body))
    assert found.text == "看得见。"
    assert found.layers["hidden"][0].text == "看不见"


def test_cells_know_their_place() -> None:
    """Rows in sections and spans count; a table in a cell is a table of its own."""
    inner = "<table><tr><td>里</td></tr></table>"
    body = f"<table><thead><tr><th colspan=2>甲</th><th>乙</th></tr></thead><tbody><tr><td>丙{inner}</td></tr></tbody></table>"
    places = {block.text: block.location.cell for block in read_page(page(body)).blocks}
    assert places == {
        "甲": (0, 0, 0),
        "乙": (0, 0, 2),
        "丙": (0, 1, 0),
        "里": (1, 0, 0),
    }


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="gb2312">', "gb18030"),
        ("", "gb18030"),
        ('<meta charset="big5">', "big5"),
        ('<meta charset="gb2312">', "utf-8"),
        ('<meta charset="nonsense">', "utf-8"),
    ],
)
def test_the_encoding_is_found(head: str, encoding: str) -> None:
    """A declaration counts where it fits; else the text itself tells."""
    text = (
        "各支部要把工作做好，按月上交材料。"
        if encoding != "big5"
        else "各支部按月上交材料。"
    )
    assert read_page(page(text, head, encoding)).text == text


def test_a_page_in_one_file_is_read() -> None:
    """The page among the parts of an MHT file is the document."""
    content = base64.b64encode(page("关于开展调研的通知", encoding="gb18030")).decode()
    data = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
        '--b\r\nContent-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        f"{content}\r\n--b--\r\n"
    )
    assert read_page(data.encode()).text == "关于开展调研的通知"


def test_deep_nesting_does_no_harm() -> None:
    """A page of ten thousand elements within each other is read or refused, not a crash."""
    body = "<div>" * 10_000 + "底"
    with suppress(ReadError):
        assert read_page(page(body)).text in {"", "底"}
