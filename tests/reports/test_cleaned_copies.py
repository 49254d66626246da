"""Copies without what was said twice, and otherwise as the author made them."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from time import process_time
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image
from reports.synthetic_result import document

from doctools.model import Block, BlockKind
from doctools.reports import cleaned_docx, cleaned_text, plain_docx


def _saved(word: Any) -> bytes:  # noqa: ANN401 - python-docx has no types
    target = BytesIO()
    word.save(target)
    return target.getvalue()


def _texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(BytesIO(data)).paragraphs]


def _cleaned(word: Any, *removed: int) -> Any:  # noqa: ANN401 - the same
    data = cleaned_docx.clean(_saved(word), removed=removed)
    return docx.Document(BytesIO(data))


def _dressed() -> Any:  # noqa: ANN401 - the same
    word = docx.Document()
    for number in range(5):
        run = word.add_paragraph(style="List Number").add_run(f"第{number}段")
        run.bold = number % 2 == 0
    return word


def test_only_the_named_paragraphs_go() -> None:
    """The others keep their text, style and type."""
    word = _cleaned(_dressed(), 1, 3)
    kept = word.paragraphs
    assert [paragraph.text for paragraph in kept] == ["第0段", "第2段", "第4段"]
    assert all(paragraph.style.name == "List Number" for paragraph in kept)
    assert all(paragraph.runs[0].bold for paragraph in kept)


def test_every_other_part_is_the_same_byte_for_byte() -> None:
    """Styles, numbering, properties and all else are copied, not written anew."""
    data = _saved(_dressed())
    cleaned = cleaned_docx.clean(data, removed=[0])
    with ZipFile(BytesIO(data)) as old, ZipFile(BytesIO(cleaned)) as new:
        assert old.namelist() == new.namelist()
        for name in old.namelist():
            same = old.read(name) == new.read(name)
            assert same == (name != "word/document.xml")


def test_the_same_input_gives_the_same_bytes() -> None:
    """A copy holds no time of its making."""
    data = _saved(_dressed())
    assert cleaned_docx.clean(data, removed=[1]) == cleaned_docx.clean(
        data, removed=[1]
    )


def test_a_table_cell_keeps_an_empty_paragraph() -> None:
    """A cell whose only paragraph goes stays valid; two paragraphs can lose one."""
    word = docx.Document()
    word.add_paragraph("前")
    table = word.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "重复"
    table.cell(0, 1).text = "留下"
    table.cell(0, 1).add_paragraph("重复")
    cells = _cleaned(word, 1, 3).tables[0].rows[0].cells
    assert [[p.text for p in cell.paragraphs] for cell in cells] == [[""], ["留下"]]


def test_a_cell_that_ends_with_a_table_keeps_its_last_paragraph() -> None:
    """Word asks for a paragraph after an inner table."""
    word = docx.Document()
    cell = word.add_table(rows=1, cols=1).cell(0, 0)
    cell.add_table(rows=1, cols=1)
    body = word.element.body
    paragraphs = list(body.iter(qn("w:p")))
    last = paragraphs.index(cell.paragraphs[-1]._p)  # noqa: SLF001 - the element
    inner = _cleaned(word, last).tables[0].cell(0, 0)
    assert inner._tc[-1].tag == qn("w:p")  # noqa: SLF001 - the element


def test_section_settings_survive_their_paragraph() -> None:
    """A section that ended in dropped paragraphs ends in the one before them."""
    word = docx.Document()
    for text in ("甲", "乙", "丙"):
        word.add_paragraph(text)
    word.add_section(WD_SECTION.NEW_PAGE).left_margin = 127_000
    word.add_paragraph("丁")
    carrier = [
        index
        for index, element in enumerate(word.element.body.iter(qn("w:p")))
        if element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    ]
    cleaned = _cleaned(word, 2, *carrier)
    assert [p.text for p in cleaned.paragraphs] == ["甲", "乙", "丁"]
    assert len(cleaned.sections) == 2
    assert cleaned.sections[1].left_margin == 127_000
    ends = cleaned.paragraphs[1]._p  # noqa: SLF001 - the element
    assert ends.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None


def test_a_section_that_loses_all_paragraphs_keeps_an_empty_one() -> None:
    """Where no paragraph stands before, the settings stay in an emptied one."""
    word = docx.Document()
    word.add_paragraph("甲")
    word.add_section(WD_SECTION.NEW_PAGE)
    word.add_paragraph("乙")
    cleaned = _cleaned(word, 0, 1)
    assert [p.text for p in cleaned.paragraphs] == ["", "乙"]
    assert len(cleaned.sections) == 2


def test_two_sections_are_never_melted_into_one() -> None:
    """A paragraph before that ends a section itself does not take a second one."""
    word = docx.Document()
    for text in ("甲", "乙"):
        word.add_paragraph(text)
        word.add_section(WD_SECTION.NEW_PAGE)
    word.add_paragraph("丙")
    data = _saved(word)
    every = range(len(list(word.element.body.iter(qn("w:p")))))
    for index in every:
        cleaned = docx.Document(BytesIO(cleaned_docx.clean(data, removed=[index])))
        assert len(cleaned.sections) == 3


def test_a_picture_in_a_dropped_paragraph_stays() -> None:
    """Only the text beside a picture goes."""
    picture = BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    word = docx.Document()
    word.add_paragraph("前")
    paragraph = word.add_paragraph("重复的话")
    run = paragraph.add_run("图下文字")
    picture.seek(0)
    run.add_picture(picture)
    cleaned = _cleaned(word, 1)
    assert [p.text for p in cleaned.paragraphs] == ["前", ""]
    assert len(cleaned.inline_shapes) == 1


def _with(word: Any, xml: str) -> None:  # noqa: ANN401 - the same
    word.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))


def test_marks_that_reach_beyond_a_paragraph_stay_in_pairs() -> None:
    """The end of a bookmark survives; one wholly inside goes with its text."""
    word = docx.Document()
    _with(word, '<w:bookmarkStart w:id="1" w:name="a"/><w:r><w:t>甲</w:t></w:r>')
    _with(
        word,
        '<w:r><w:t>乙</w:t></w:r><w:bookmarkEnd w:id="1"/>'
        '<w:bookmarkStart w:id="2" w:name="b"/><w:bookmarkEnd w:id="2"/>',
    )
    root = _cleaned(word, 1).element
    starts = [e.get(qn("w:id")) for e in root.iter(qn("w:bookmarkStart"))]
    ends = [e.get(qn("w:id")) for e in root.iter(qn("w:bookmarkEnd"))]
    assert starts == ends == ["1"]


def test_a_field_that_begins_in_a_dropped_paragraph_still_begins() -> None:
    """The codes of a field over several paragraphs stay, its text here goes."""
    word = docx.Document()
    _with(
        word,
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>TOC</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>甲</w:t></w:r>',
    )
    _with(word, '<w:r><w:t>乙</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')
    cleaned = _cleaned(word, 0)
    kinds = [
        element.get(qn("w:fldCharType"))
        for element in cleaned.element.iter(qn("w:fldChar"))
    ]
    assert kinds == ["begin", "separate", "end"]
    assert [p.text for p in cleaned.paragraphs] == ["", "乙"]


def test_a_body_is_never_left_empty() -> None:
    """With every paragraph gone one empty paragraph is left to open."""
    word = docx.Document()
    word.add_paragraph("甲")
    word.add_paragraph("乙")
    assert [p.text for p in _cleaned(word, 0, 1).paragraphs] == [""]


@settings(max_examples=15, deadline=None)
@given(st.sets(st.integers(0, 11)))
def test_what_stays_is_what_was_not_named(removed: set[int]) -> None:
    """For any choice the other paragraphs are left, in order; indexes beyond do nothing."""
    word = docx.Document()
    for number in range(10):
        word.add_paragraph(str(number))
    kept = [str(number) for number in range(10) if number not in removed]
    data = cleaned_docx.clean(_saved(word), removed=removed)
    assert _texts(data) == (kept or [""])


def test_the_document_part_is_found_by_its_relation() -> None:
    """A package whose text stands in another part than usual is cleaned there."""
    data = _saved(_dressed())
    moved = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(moved, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b"word/document.xml", b"word/text.xml")
            new.writestr(name.replace("word/document.xml", "word/text.xml"), content)
    cleaned = cleaned_docx.clean(moved.getvalue(), removed=[0, 1, 2, 3])
    with ZipFile(BytesIO(cleaned)) as package:
        root = etree.fromstring(package.read("word/text.xml"))
    assert len(list(root.iter(qn("w:p")))) == 1


def test_a_text_box_keeps_its_words_when_its_paragraph_goes() -> None:
    """Text inside a drawing is not the paragraph's own and stays."""
    word = docx.Document()
    _with(
        word,
        "<w:r><w:t>重复</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r>"
        "<w:t>框内</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
    )
    word.add_paragraph("后")
    both = _cleaned(word, 0).element
    assert [t.text for t in both.iter(qn("w:t"))] == ["框内", "后"]
    inner = _cleaned(word, 1).element
    assert [t.text for t in inner.iter(qn("w:t"))] == ["重复", "后"]
    box = next(inner.iter(qn("w:txbxContent")))
    assert [child.tag for child in box] == [qn("w:p")]


def test_ten_thousand_dropped_paragraphs_take_no_time() -> None:
    """The work grows with the paragraphs, not with their square."""
    body = "".join(f"<w:p><w:r><w:t>{n}</w:t></w:r></w:p>" for n in range(20_000))
    word = docx.Document()
    data = _saved(word)
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:body>", f"<w:body>{body}".encode())
            new.writestr(name, content)
    started = process_time()
    cleaned_docx.clean(packed.getvalue(), removed=range(1, 20_000, 2))
    assert process_time() - started < 5


@pytest.mark.parametrize(
    ("data", "removed", "expected"),
    [
        (b"a\nb\na", [2], b"a\nb"),
        (b"a\nb\na\n", [2], b"a\nb\n"),
        (b"a\r\nb\rc\n", [0], b"b\rc\n"),
        (b"a\r\nb\rc\n", [1], b"a\r\nc\n"),
        (b"\xef\xbb\xbfa\nb", [0], b"\xef\xbb\xbfb"),
        ("甲\n乙\n".encode("gb18030"), [0], "乙\n".encode("gb18030")),
        ("\ufeff甲\r\n乙".encode("utf-16-le"), [0], "\ufeff乙".encode("utf-16-le")),
        ("\ufeff甲\n上\n".encode("utf-16-be"), [0], "\ufeff上\n".encode("utf-16-be")),
        (b"a\nb", [0, 1], b""),
        (b"a\nb", [], b"a\nb"),
        (b"", [], b""),
    ],
)
def test_lines_go_and_encoding_and_line_ends_stay(
    data: bytes, removed: list[int], expected: bytes
) -> None:
    """A text keeps its mark, its encoding and every line end between kept lines."""
    assert cleaned_text.clean(data, removed=removed) == expected


@given(
    st.lists(st.text(alphabet="甲乙镕丂a\u3000", max_size=4), min_size=1, max_size=8),
    st.sets(st.integers(0, 7)),
    st.sampled_from(["utf-8", "gb18030", "utf-16"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_any_text_keeps_its_other_lines(
    lines: list[str], removed: set[int], encoding: str, end: str
) -> None:
    """In every encoding the lines left are the lines not named."""
    data = end.join(lines).encode(encoding)
    cleaned = cleaned_text.clean(data, removed=removed).decode(encoding)
    kept = [line for number, line in enumerate(lines) if number not in removed]
    assert cleaned == end.join(kept)


def test_a_plain_word_file_holds_the_blocks_that_stay() -> None:
    """Numbers stand before the text, titles in the middle, headings in bold."""
    of = document("甲.pdf", "读书笔记", 1)
    data = plain_docx.build(of, removed={1})
    word = docx.Document(BytesIO(data))
    shown = [block.shown for i, block in enumerate(of.blocks) if i != 1]
    assert [paragraph.text for paragraph in word.paragraphs] == shown
    assert word.paragraphs[0].alignment == 1
    assert [p.text for p in word.paragraphs if p.runs[0].bold] == [
        "读书笔记",
        "一、主要收获",
    ]


def test_a_plain_word_file_holds_no_time_and_no_control_characters() -> None:
    """Equal blocks give equal bytes, and what XML cannot hold is spelled out."""
    of = document("甲.pdf", "题", 1)
    strange = Block(text="坏\x00字", kind=BlockKind.PARAGRAPH, bold=True)
    of = replace(of, blocks=(strange,))
    data = plain_docx.build(of)
    assert data == plain_docx.build(of)
    assert _texts(data) == ["坏‹U+0000›字"]
