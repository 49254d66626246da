"""What the Word reader gives, and in which layer."""

from __future__ import annotations

import build
import pytest

from doctools.errors import ReadError
from doctools.model import BlockKind, Document
from doctools.readers.docx import read_docx
from doctools.readers.many import MOST_PARAGRAPHS
from doctools.readers.package import ERRORS
from doctools.text.word_paragraphs import WORD_STRICT, body_paragraphs


def read(*body: str, **parts: str) -> Document:
    """Read a Word file made of these elements."""
    return read_docx(build.docx(*body, parts=parts), build.source())


def texts(document: Document, layer: str = "body") -> list[str]:
    """Return the texts of a layer."""
    blocks = document.blocks if layer == "body" else document.layers.get(layer, ())
    return [block.text for block in blocks]


def field(*pieces: str) -> str:
    """Return runs of a complex field; `begin`, `separate` and `end` are its marks."""
    marks = {"begin", "separate", "end"}
    return "".join(
        f'<w:r><w:fldChar w:fldCharType="{piece}"/></w:r>'
        if piece in marks
        else build.run(piece)
        for piece in pieces
    )


def test_tracked_changes_are_read_as_accepted() -> None:
    """Insertions stand in the body, deletions in the layer `deleted`."""
    content = build.run("原文") + build.inserted("新增") + build.deleted("删去")
    document = read(build.paragraph(content))
    assert texts(document) == ["原文新增"]
    assert texts(document, "deleted") == ["删去"]


def test_moved_text_counts_where_it_went() -> None:
    """Text moved away is in the layer `deleted`, text moved in is in the body."""
    away = f'<w:moveFrom w:id="1">{build.run("移走")}</w:moveFrom>'
    here = f'<w:moveTo w:id="2">{build.run("移入")}</w:moveTo>'
    document = read(build.paragraph(away + build.run("中间") + here))
    assert texts(document) == ["中间移入"]
    assert texts(document, "deleted") == ["移走"]


@pytest.mark.parametrize(
    "wrapper",
    [
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:hyperlink r:id="r9">{}</w:hyperlink>',
        '<w:smartTag w:element="date">{}</w:smartTag>',
        '<w:fldSimple w:instr="DATE">{}</w:fldSimple>',
        "<w:r><w:ruby><w:rt><w:r><w:t>a</w:t></w:r></w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
    ],
)
def test_wrapped_runs_are_read(wrapper: str) -> None:
    """Text inside content controls, links, tags, fields and ruby is not lost."""
    assert texts(read(build.paragraph(wrapper.format(build.run("内文"))))) == ["内文"]


def test_fields_give_their_result_only() -> None:
    """A complex field gives its result, a field inside its instruction nothing."""
    nested = field("begin", "IF ", "begin", "REF", "separate", "内层", "end")
    document = read(build.paragraph(nested + field("separate", "结果", "end", "后文")))
    assert texts(document) == ["结果后文"]


def test_an_unfinished_field_loses_no_other_paragraph() -> None:
    """Text after a paragraph that leaves an instruction open is read."""
    document = read(build.paragraph(field("begin", "PAGE")), "后面的段落")
    assert texts(document) == ["后面的段落"]


def test_text_boxes_are_read_once() -> None:
    """A text box has a layer of its own, and its fallback copy is not read."""
    document = read(
        build.paragraph(build.run("正文") + build.text_box(build.paragraph("红头")))
    )
    assert texts(document) == ["正文"]
    assert texts(document, "text_box") == ["红头"]


def test_hidden_text_is_kept_apart() -> None:
    """Hidden runs stand in the layer `hidden`, also where a style hides them."""
    secret = build.style("S", "Secret", "<w:rPr><w:vanish/></w:rPr>")
    content = build.run("暗", "<w:vanish/>") + build.run("明", '<w:vanish w:val="0"/>')
    document = read(
        build.paragraph(content), build.styled("样式", "S"), styles=build.styles(secret)
    )
    assert texts(document) == ["明"]
    assert texts(document, "hidden") == ["暗", "样式"]


def test_tabs_and_breaks_are_characters() -> None:
    """A tab is a tab and a soft return a line end within the block."""
    assert texts(read(build.paragraph("甲\t乙\n丙"))) == ["甲\t乙\n丙"]


def test_tables_are_read_row_by_row() -> None:
    """Cells come row by row with their grid place; continued cells give no block."""
    wide = build.cell("合并", '<w:gridSpan w:val="2"/>')
    top = build.cell("竖", '<w:vMerge w:val="restart"/>')
    below = build.cell("", "<w:vMerge/>")
    document = read(build.table([[wide, top], ["一", "二", below]]))
    assert [(block.text, block.location.cell) for block in document.blocks] == [
        ("合并", (0, 0, 0)),
        ("竖", (0, 0, 2)),
        ("一", (0, 1, 0)),
        ("二", (0, 1, 1)),
    ]
    assert {block.kind for block in document.blocks} == {BlockKind.TABLE_CELL}


def test_nested_tables_have_their_own_number() -> None:
    """A table in a cell is read in its place and counted as a table of its own."""
    inner = build.cell(build.table([["内"]]) + build.paragraph("后"))
    document = read(build.table([["前", inner]]))
    assert [(block.text, block.location.cell) for block in document.blocks] == [
        ("前", (0, 0, 0)),
        ("内", (1, 0, 0)),
        ("后", (0, 0, 1)),
    ]


def test_other_parts_are_layers() -> None:
    """Headers, footers, notes and comments are kept apart; separators are left out."""
    note = '<w:{0} w:id="2">{1}</w:{0}>'
    separator = f'<w:footnote w:type="separator">{build.paragraph("线")}</w:footnote>'
    document = read(
        "正文",
        header=build.part("hdr", build.paragraph("机密★1年")),
        footer=build.part("ftr", build.paragraph("— 1 —")),
        footnotes=build.part(
            "footnotes", separator + note.format("footnote", build.paragraph("脚注"))
        ),
        endnotes=build.part(
            "endnotes", note.format("endnote", build.paragraph("尾注"))
        ),
        comments=build.part(
            "comments", note.format("comment", build.paragraph("批注"))
        ),
    )
    assert {name: texts(document, name) for name in document.layers} == {
        "header": ["机密★1年"],
        "footer": ["— 1 —"],
        "footnote": ["脚注"],
        "endnote": ["尾注"],
        "comment": ["批注"],
    }


def test_paragraph_index_counts_every_paragraph() -> None:
    """`location.paragraph` finds the paragraph again, past empty ones and boxes."""
    from lxml import etree  # noqa: PLC0415 - only this test parses anew

    body = [
        build.paragraph(),
        build.paragraph(build.run("甲") + build.text_box(build.paragraph("盒"))),
        build.table([["格"]]),
        build.paragraph("乙"),
    ]
    xml = build.part("document", "".join(body))
    paragraphs = [*body_paragraphs(etree.fromstring(xml))]
    for block in read(*body).blocks:
        place = block.location.paragraph
        assert place is not None
        found = paragraphs[place].iterfind(f"{{{build.W}}}r/{{{build.W}}}t")
        assert "".join(text.text or "" for text in found) == block.text


def test_headings_follow_outline_levels() -> None:
    """A paragraph is a heading by its style's outline level, inherited or its own."""
    sheet = build.styles(
        build.style("H", "一级", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        build.style("D", "派生", '<w:basedOn w:val="H"/>'),
        build.style("N", "heading 2"),
        build.style("T", "Title"),
    )
    document = read(
        build.styled("甲", "D"),
        build.styled("乙", "N"),
        build.styled("丙", "T"),
        build.paragraph("丁", '<w:outlineLvl w:val="2"/>'),
        "戊",
        styles=sheet,
    )
    assert [(block.kind.value, block.level) for block in document.blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("title", 0),
        ("heading", 3),
        ("paragraph", 0),
    ]


def test_look_is_resolved_along_the_styles() -> None:
    """Bold, centred and size come from run, style, base style and defaults."""
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr>'
        "</w:rPrDefault></w:docDefaults>"
    )
    base = build.style("B", "基", '<w:rPr><w:b/><w:sz w:val="44"/></w:rPr>')
    centred = build.style(
        "C", "中", '<w:basedOn w:val="B"/><w:pPr><w:jc w:val="center"/></w:pPr>'
    )
    light = build.paragraph(
        build.run("乙", '<w:b w:val="0"/><w:sz w:val="32"/>'), '<w:pStyle w:val="C"/>'
    )
    document = read(
        build.styled("甲", "C"),
        light,
        "丙",
        styles=build.styles(defaults, base, centred),
    )
    looks = [(block.bold, block.centered, block.size) for block in document.blocks]
    assert looks == [(True, True, 22.0), (False, True, 16.0), (False, False, 10.5)]


def test_styles_that_are_based_on_each_other_end() -> None:
    """A circle of base styles does not hang the reader."""
    circle = build.styles(
        build.style("A", "甲", '<w:basedOn w:val="B"/>'),
        build.style("B", "乙", '<w:basedOn w:val="A"/>'),
    )
    assert texts(read(build.styled("文", "A"), styles=circle)) == ["文"]


def test_strict_files_are_read() -> None:
    """The strict namespaces of ISO 29500 are read as the transitional ones."""
    data = build.docx(build.numbered("文"), parts={"numbering": build.numbering()})
    strict = build.archive(
        {
            name: text.replace(build.W.encode(), WORD_STRICT.encode())
            for name, text in build.members(data).items()
        }
    )
    block = read_docx(strict, build.source()).blocks[0]
    assert block.shown == "一、文"


def test_a_damaged_side_part_is_a_warning() -> None:
    """A broken header is noted; the body is read all the same."""
    document = read("正文", header="<w:hdr")
    assert texts(document) == ["正文"]
    assert document.warnings == ("part_unreadable",)


def test_an_embedded_file_is_a_warning() -> None:
    """An `altChunk`, whose text is not read, is noted."""
    assert read("正文", '<w:altChunk r:id="r1"/>').warnings == ("embedded_part",)


def test_properties_are_evidence() -> None:
    """Author, saver and dates are read as the file states them."""
    core = (
        '<cp:coreProperties xmlns:cp="cp" xmlns:dc="dc" xmlns:t="t">'
        "<dc:creator>张三</dc:creator><cp:lastModifiedBy>李四</cp:lastModifiedBy>"
        "<t:created>2010-03-15T08:00:00Z</t:created></cp:coreProperties>"
    )
    relations = (
        f'<Relationships xmlns="{build.PACKAGE}/relationships">'
        '<Relationship Id="r1" Type="x/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>"
    )
    files = {"_rels/.rels": relations.encode(), "docProps/core.xml": core.encode()}
    members = build.members(build.docx("文")) | files
    said = read_docx(build.archive(members), build.source()).properties
    assert (said.author, said.last_saved_by) == ("张三", "李四")
    assert said.created == "2010-03-15T08:00:00Z"


def test_too_many_paragraphs_are_refused() -> None:
    """A file of more paragraphs than can be read in time is too large."""
    with pytest.raises(ReadError) as caught:
        read("<w:p/>" * (MOST_PARAGRAPHS + 1))
    assert caught.value.status == "too_large"


def test_a_doctype_is_refused() -> None:
    """A part that declares entities is refused: they would swallow text silently."""
    members = build.members(build.docx("文"))
    declared = b'<!DOCTYPE w [<!ENTITY e "x">]>' + members["word/document.xml"]
    data = build.archive(members | {"word/document.xml": declared})
    with pytest.raises(ReadError) as caught:
        read_docx(data, build.source())
    assert (caught.value.status, caught.value.code) == ("damaged", "unsafe_xml")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_truncated_files_are_damaged(share: float) -> None:
    """A file cut off anywhere is damaged and raises nothing else."""
    data = build.docx(*["正文"] * 50)
    with pytest.raises(ReadError) as caught:
        read_docx(data[: int(len(data) * share)], build.source())
    assert caught.value.status == "damaged"


def test_errors_are_named() -> None:
    """The exceptions taken for damage are a closed list, not `Exception`."""
    assert Exception not in ERRORS
