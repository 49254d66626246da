"""RTF files: characters, layers, cells, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import build
import pytest
from build_kinds import rtf

from doctools.errors import ReadError
from doctools.intake.kinds import kind_of
from doctools.readers.rtf import read_rtf

if TYPE_CHECKING:
    from doctools.model import Document


def read_text(data: bytes) -> Document:
    """Return the document of an RTF file."""
    assert kind_of(data, "通知.rtf") == "rtf"
    return read_rtf(data, build.source("rtf", "通知.rtf"))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"关于开展调研的通知\par 各支部：\par", "关于开展调研的通知\n各支部："),
        (r"\uc2\u20851\'b9\'d8\u20110??开展", "关于开展"),
        (r"{\uc0\u-10179\u-8704}\par", "\U0001f600"),
        (r"{\f2\'a4\'a4\'a4\'e5}", "中文"),
        (r"第一行\line 第二行\tab 完", "第一行\n第二行\t完"),
        (r"\{甲\}\\乙\~丙", "{甲}\\乙\u00a0丙"),
        (r"前{\*\unknown 不显示}后", "前后"),
        (r"前{\pict\bin4 \{\}\{后", "前"),
        (r"见{\field{\*\fldinst HYPERLINK x}{\fldrslt 附件}}。", "见附件。"),
        (r"{\b0\*\cs7 不是目标组}", "不是目标组"),
    ],
)
def test_characters_are_read(body: str, text: str) -> None:
    """Code pages of fonts, code points, signs, fields and unknown groups."""
    assert read_text(rtf(body)).text == text


def test_second_bytes_may_be_signs_of_the_language() -> None:
    """A Chinese character whose second byte is a brace stays whole."""
    brace = next(
        chr(code)
        for code in range(0x4E00, 0x9FA5)
        if chr(code).encode("gbk")[1:] == b"}"
    )
    lead = brace.encode("gbk")[0]
    assert read_text(rtf(rf"\'{lead:02x}\}}尾")).text == f"{brace}尾"


def test_numbers_are_those_the_writer_shows() -> None:
    """The group with the number gives it; signs of symbol fonts are bullets."""
    found = read_text(
        rtf(r"{\listtext 一、\tab}总体要求\par{\listtext\'b7\tab}要点\par")
    )
    assert [(block.number, block.text) for block in found.blocks] == [
        ("一、", "总体要求"),
        ("•", "要点"),
    ]


def test_layers_are_apart() -> None:
    """Heads, notes, comments, boxes, hidden and deleted text are not the text."""
    found = read_text(
        rtf(
            r"{\info{\title 通知}{\author 张三}}{\header 页眉\par}{\footer 页脚\par}"
            r"正文{\footnote 脚注}{\*\annotation 批注}{\v 看不见}{\deleted 删去的}"
            r"{\shp{\*\shpinst{\shptxt 文本框\par}}}。\par"
        )
    )
    assert found.text == "正文。"
    assert {name: blocks[0].text for name, blocks in found.layers.items()} == {
        "header": "页眉", "footer": "页脚", "footnote": "脚注", "comment": "批注",
        "hidden": "看不见", "deleted": "删去的", "text_box": "文本框",
    }  # fmt: skip
    assert (found.properties.title, found.properties.author) == ("通知", "张三")


def test_the_look_is_read() -> None:
    """Centring, size and weight; they end where the paragraph's settings do."""
    first, second = read_text(
        rtf(r"\pard\qc{\b\fs44 标题}\par\pard\fs32 正文\par")
    ).blocks
    assert (first.centered, first.bold, first.size) == (True, True, 22.0)
    assert (second.centered, second.bold, second.size) == (False, False, 16.0)


def test_cells_know_their_place() -> None:
    """Cells count by row and column; a paragraph after the table stands outside."""
    body = r"\trowd\intbl 甲\cell 乙\cell\row\intbl 丙\cell 丁\cell\row\pard 后\par"
    places = {block.text: block.location.cell for block in read_text(rtf(body)).blocks}
    assert places == {
        "甲": (0, 0, 0), "乙": (0, 0, 1), "丙": (0, 1, 0), "丁": (0, 1, 1), "后": None,
    }  # fmt: skip


def test_deep_nesting_ends_with_a_status() -> None:
    """A file of nothing but braces is damaged, not a crash."""
    with pytest.raises(ReadError) as caught:
        read_text(b"{\\rtf1" + b"{" * 100_000)
    assert str(caught.value.status) == "damaged"


def test_a_file_cut_short_is_read_as_far_as_it_goes() -> None:
    """The text before the cut is there."""
    assert read_text(rtf(r"各支部：\par 请按时")[:-3]).text.startswith("各支部：")


def test_each_header_is_kept_once_however_many_there_are() -> None:
    """Sections repeat their headers; thousands of different ones cost no more each."""
    heads = "".join(rf"{{\header {number % 15_000}\par}}" for number in range(20_000))
    found = read_text(rtf(heads + r"正文\par")).layers["header"]
    assert [block.text for block in found] == [str(n) for n in range(15_000)]
