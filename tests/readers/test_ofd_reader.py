"""OFD files: lines from places, paragraphs, seals, notes, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import build
import pytest
from build_kinds import OFD, OFD_SIZE, ofd, ofd_text

from doctools.errors import ReadError
from doctools.intake.kinds import kind_of
from doctools.readers.ofd import read_ofd
from doctools.readers.registry import read

if TYPE_CHECKING:
    from doctools.model import Document


def read_file(data: bytes) -> Document:
    """Return the document of an OFD file."""
    assert kind_of(data, "通知.ofd") == "ofd"
    return read_ofd(data, build.source("ofd", "通知.ofd"))


def test_lines_are_rejoined_to_paragraphs() -> None:
    """A line that fills the type area goes on with the next; order is by place."""
    full = "各支部要把学习教育作为一项重要任务抓紧抓实抓出成效来"
    lines = [
        ofd_text(full[:-2] + "，并", x=28.0, y=60.0),
        ofd_text("按月报送情况。", y=70.0),
        ofd_text("关于学习教育的通知", x=80.0, y=40.0),
        ofd_text("附件请自行下载。", x=28.0 + 2 * OFD_SIZE, y=80.0),
    ]
    found = read_file(ofd("".join(lines)))
    assert found.text.split("\n") == [
        "关于学习教育的通知",
        full[:-2] + "，并按月报送情况。",
        "附件请自行下载。",
    ]
    assert found.pages == 1
    assert found.properties.title == "通知"


def test_pieces_of_a_line_are_one_line() -> None:
    """Objects side by side make one line; a mere setting gap is no space."""
    page = ofd_text("中发〔", x=60.0) + ofd_text("2012", x=60.0 + 3 * OFD_SIZE + 0.6) + ofd_text("〕21号", x=60.0 + 5 * OFD_SIZE + 1.0)  # fmt: skip
    assert read_file(ofd(page)).text == "中发〔2012〕21号"


def test_repeated_distances_are_counted() -> None:
    """`g 3 5.6` stands for three distances: the characters after it are in place."""
    page = (
        f'<ofd:TextObject Boundary="28 50 150 8" Size="{OFD_SIZE}"><ofd:TextCode X="0" Y="5" '
        f'DeltaX="g 3 {OFD_SIZE} 30">报送单位签章</ofd:TextCode></ofd:TextObject>'
    )
    assert read_file(ofd(page)).text == "报送单位 签章"


def test_what_lies_over_a_page_is_apart() -> None:
    """Notes and watermarks stand in layers; the seal is named with its place."""
    listed = "<ofd:Annotations>Annots.xml</ofd:Annotations>"
    notes = f'<ofd:Annotations {OFD}><ofd:Page PageID="1"><ofd:FileLoc>A1.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>'
    appearance = "<ofd:Appearance Boundary='10 10 100 20'>{}</ofd:Appearance>"
    page_notes = (
        f"<ofd:PageAnnot {OFD}><ofd:Annot Type='Watermark'>{appearance.format(ofd_text('内部资料'))}</ofd:Annot>"
        f"<ofd:Annot Type='Stamp'>{appearance.format(ofd_text('已阅'))}</ofd:Annot></ofd:PageAnnot>"
    )
    signature = (
        f"<ofd:Signature {OFD}><ofd:SignedInfo><ofd:StampAnnot PageRef='1' Boundary='120 200 40 40'/>"
        "<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo></ofd:Signature>"
    )
    name = "某镇人民政府".encode()
    files = {
        "Doc_0/Annots.xml": notes.encode(),
        "Doc_0/A1.xml": page_notes.encode(),
        "Doc_0/Signs/Signatures.xml": f'<ofd:Signatures {OFD}><ofd:Signature BaseLoc="S/Signature.xml"/></ofd:Signatures>'.encode(),
        "Doc_0/Signs/S/Signature.xml": signature.encode(),
        "Doc_0/Signs/S/Seal.esl": bytes(
            [0x30, len(name) + 7, 0x30, 3, 2, 1, 4, 0x0C, len(name)]
        )
        + name,
    }
    body = "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>"
    found = read_file(
        ofd(ofd_text("正文在此。"), document=listed, body=body, files=files)
    )
    assert found.text == "正文在此。"
    told = {
        name: [block.text for block in blocks] for name, blocks in found.layers.items()
    }
    assert told == {
        "watermark": ["内部资料"],
        "text_box": ["已阅"],
        "seal": ["某镇人民政府"],
    }
    seal = found.layers["seal"][0].location
    assert seal.page == 1
    assert seal.box is not None
    assert [round(edge) for edge in seal.box] == [340, 567, 454, 680]


def test_a_picture_of_a_page_needs_ocr() -> None:
    """A page that only shows a picture is no empty page."""
    data = ofd('<ofd:ImageObject Boundary="0 0 210 297" ResourceID="9"/>')
    with pytest.raises(ReadError) as caught:
        read(data, build.source("ofd"))
    assert str(caught.value.status) == "needs_ocr"


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (ofd(ofd_text("密"), files={"Encryptions.xml": b"<a/>"}), "encrypted"),
        (ofd(), "damaged"),
        (ofd(ofd_text("甲"))[:-40], "damaged"),
        (build.archive({"OFD.xml": b"<OFD>"}), "damaged"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, status: str) -> None:
    """A locked or broken file ends with the status that says so."""
    with pytest.raises(ReadError) as caught:
        read_ofd(data, build.source("ofd"))
    assert str(caught.value.status) == status


def test_one_damaged_page_costs_itself() -> None:
    """The other pages are read, and that one is missing is said."""
    found = read_file(ofd(ofd_text("第一页。"), "<broken", ofd_text("第三页。")))
    assert [block.text for block in found.blocks] == ["第一页。", "第三页。"]
    assert found.warnings == ("page_unreadable",)
