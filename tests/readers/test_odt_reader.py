"""OpenDocument texts: paragraphs, numbers, layers, tables, flat and zipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import build
import pytest
from build_kinds import ODF_SPACES, flat_odt, odt, odt_paragraph

from doctools.errors import ReadError
from doctools.intake.kinds import kind_of
from doctools.model import BlockKind
from doctools.readers.odt import read_odt

if TYPE_CHECKING:
    from doctools.model import Document

LISTS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" '
    'style:num-format="一, 二, 三, ..." style:num-suffix="、"/>'
    '<text:list-level-style-number text:level="2" style:num-format="1" '
    'text:display-levels="1" style:num-prefix="（" style:num-suffix="）"/></text:list-style>'
)


def read_text(data: bytes) -> Document:
    """Return the document of an OpenDocument text."""
    kind = kind_of(data, "通知.odt")
    assert kind in {"odt", "fodt"}
    return read_odt(data, build.source(kind, "通知.odt"))


def item(*paragraphs: str, more: str = "") -> str:
    """Return a list item."""
    return f"<text:list-item {more}>{''.join(paragraphs)}</text:list-item>"


def test_spaces_tabs_and_lines_are_characters() -> None:
    """Elements for spaces, tabs and line ends are read; runs of blanks are one."""
    found = read_text(
        odt(
            odt_paragraph(
                "甲<text:s text:c='2'/>乙<text:tab/>丙\n   丁<text:line-break/>戊"
            )
        )
    )
    assert found.text == "甲  乙\t丙 丁\n戊"


def test_numbers_count_as_the_lists_say() -> None:
    """Levels, restarts, items with two paragraphs and lists that go on."""
    inner = (
        f"<text:list>{item(odt_paragraph('乙'))}{item(odt_paragraph('丙'))}</text:list>"
    )
    seventh = item(odt_paragraph("己"), more='text:start-value="7"')
    body = (
        f"<text:list text:style-name='L'>{item(odt_paragraph('甲'), odt_paragraph('甲之二'), inner)}{item(odt_paragraph('丁'))}</text:list>"
        f"{odt_paragraph('中')}<text:list text:style-name='L' text:continue-numbering='true'>{item(odt_paragraph('戊'))}</text:list>"
        f"<text:list text:style-name='L'>{seventh}</text:list>"
    )  # fmt: skip
    numbers = {block.text: block.number for block in read_text(odt(body, LISTS)).blocks}
    assert numbers == {
        "甲": "一、", "甲之二": "", "乙": "（1）", "丙": "（2）", "丁": "二、", "中": "", "戊": "三、", "己": "七、",
    }  # fmt: skip


def test_headings_bear_the_number_of_the_outline() -> None:
    """A heading without a list counts along the outline style."""
    outline = (
        f"<office:document-styles {ODF_SPACES}><text:outline-style><text:outline-level-style "
        'text:level="1" style:num-format="1" style:num-suffix="."/></text:outline-style></office:document-styles>'
    )
    body = "<text:h text:outline-level='1'>甲</text:h><text:h text:outline-level='1'>乙</text:h>"
    members = build.members(odt(body))
    blocks = read_text(
        build.archive({**members, "styles.xml": outline.encode()})
    ).blocks
    assert [(block.number, block.kind, block.level) for block in blocks] == [
        ("1.", BlockKind.HEADING, 1),
        ("2.", BlockKind.HEADING, 1),
    ]


def test_what_is_not_the_text_is_apart() -> None:
    """Notes, comments, boxes, deletions and page heads stand in their layers."""
    note = (
        "<text:note text:note-class='{0}'><text:note-citation>1</text:note-citation>"
        "<text:note-body>{1}</text:note-body></text:note>"
    )
    box = f"<draw:frame><draw:text-box>{odt_paragraph('文本框')}</draw:text-box></draw:frame>"
    body = (
        f"<text:tracked-changes><text:changed-region><text:deletion>{odt_paragraph('删去的')}</text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        + odt_paragraph(
            "正文"
            + note.format("footnote", odt_paragraph("脚注"))
            + note.format("endnote", odt_paragraph("尾注"))
            + f"<office:annotation>{odt_paragraph('批注')}</office:annotation>{box}。"
        )
        + odt_paragraph("看不见", "H")
    )
    hidden = '<style:style style:name="H" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
    heads = (
        f"<office:document-styles {ODF_SPACES}><style:master-page><style:header>{odt_paragraph('页眉')}</style:header>"
        f"<style:footer>{odt_paragraph('页脚')}</style:footer></style:master-page></office:document-styles>"
    )
    members = build.members(odt(body, hidden))
    found = read_text(build.archive({**members, "styles.xml": heads.encode()}))
    assert found.text == "正文。"
    assert {name: blocks[0].text for name, blocks in found.layers.items()} == {
        "deleted": "删去的", "footnote": "脚注", "endnote": "尾注", "comment": "批注",
        "text_box": "文本框", "hidden": "看不见", "header": "页眉", "footer": "页脚",
    }  # fmt: skip


def test_the_look_comes_from_styles() -> None:
    """Centring, size and weight are found along the parents of a style."""
    styles = (
        '<style:style style:name="T" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>'
        '<style:text-properties style:font-size-asian="22pt" style:font-weight-asian="bold"/></style:style>'
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="T"/>'
    )
    block = read_text(odt(odt_paragraph("关于开展调研的通知", "P1"), styles)).blocks[0]
    assert (block.centered, block.size, block.bold) == (True, 22.0, True)


def test_cells_know_their_place() -> None:
    """Heading rows and repeated cells count."""
    row = "<table:table-row>{}</table:table-row>"
    cells = "<table:table-cell>{}</table:table-cell>"
    first = row.format(
        cells.format(odt_paragraph("甲"))
        + "<table:covered-table-cell table:number-columns-repeated='2'/>"
        + cells.format(odt_paragraph("乙"))
    )
    body = f"<table:table><table:table-header-rows>{first}</table:table-header-rows>{row.format(cells.format(odt_paragraph('丙')))}</table:table>"
    places = {block.text: block.location.cell for block in read_text(odt(body)).blocks}
    assert places == {"甲": (0, 0, 0), "乙": (0, 0, 3), "丙": (0, 1, 0)}


def test_a_flat_text_is_read_too() -> None:
    """One XML file with the type in its root element is an OpenDocument text."""
    assert read_text(flat_odt(odt_paragraph("各支部："))).text == "各支部："


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (
            build.archive(
                {
                    "mimetype": b"application/vnd.oasis.opendocument.text",
                    "content.xml": b"\x01\x02",
                    "META-INF/manifest.xml": f"<manifest:manifest {ODF_SPACES}><manifest:encryption-data/></manifest:manifest>".encode(),
                }
            ),
            "encrypted",
        ),
        (odt(odt_paragraph("甲")).replace(b"content.xml", b"absent1.xml"), "damaged"),
        (odt("<text:p>"), "damaged"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, status: str) -> None:
    """A locked or broken file ends with the status that says so."""
    with pytest.raises(ReadError) as caught:
        read_odt(data, build.source("odt"))
    assert str(caught.value.status) == status
