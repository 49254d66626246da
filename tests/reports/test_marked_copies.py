"""Comments and tracked changes in copies of Word files: exact, and nothing else changed."""

from __future__ import annotations

from itertools import pairwise
from time import process_time
from typing import TYPE_CHECKING

import build
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import marked

from doctools import messages
from doctools.readers.docx import read_docx
from doctools.readers.word_origins import word_origins
from doctools.reports import annotate_docx

if TYPE_CHECKING:
    from doctools.model import Document
    from doctools.reports.marks import Copy

WORDS = messages.load("zh")
SLIPS = {
    "迫不急待": "迫不及待",
    "实事是": "实事求是",
    "。、": "。",
    "树力": "树立",
    "杜会": "社会",
    "部暑": "布署",
}
NOTE = "错误：“{0}”应为“{1}”：常见误写"


def _read(data: bytes) -> Document:
    return read_docx(data, build.source())


def _copy(data: bytes, *, revisions: bool = False, level: str = "error") -> Copy:
    """Return a copy of a Word file with its slips marked, after looking it over."""
    copy = annotate_docx.annotate(
        data,
        marked.findings(_read(data), SLIPS, level=level),
        origins=word_origins(data),
        words=WORDS,
        revisions=revisions,
    )
    marked.assert_sound(copy.data)
    before, after = _read(data), _read(marked.rejected(copy.data))
    assert [block.text for block in after.blocks] == [b.text for b in before.blocks]
    for layer in set(before.layers) - {"comment"}:
        assert after.layers[layer] == before.layers[layer]
    return copy


def _marks(data: bytes) -> list[str]:
    """Return the words under each comment but the summary."""
    return [words for words, note in marked.commented(data) if "doctools" not in note]


def _accepted(data: bytes) -> str:
    return _read(data).text


@pytest.mark.parametrize(
    "content",
    [
        build.run("他迫不急待地连夜读完"),
        build.run("迫不急待"),
        build.run("他迫") + build.run("不", "<w:b/>") + build.run("急待地"),
        build.run("他迫不") + f"<w:hyperlink>{build.run('急待地')}</w:hyperlink>",
        build.inserted("他迫不急") + build.run("待地"),
        build.run("迫不") + build.deleted("及") + build.run("急待"),
        f"<w:sdt><w:sdtContent>{build.run('他迫不急待地')}</w:sdtContent></w:sdt>",
        build.run("甲\t乙\n迫不急待"),
        f'<w:fldSimple w:instr="REF a">{build.run("他迫不急待")}</w:fldSimple>',
        "<w:r><w:t>他迫</w:t><w:t>不急待</w:t><w:tab/><w:t>地</w:t></w:r>",
        "<w:r><w:lastRenderedPageBreak/><w:t>他迫不急待</w:t></w:r>",
        '<w:r><w:br w:type="page"/></w:r>' + build.run("他迫不急待"),
        build.run("迫不急待") + build.run("隐", "<w:vanish/>") + build.run("地"),
    ],
)
def test_a_comment_stands_on_exactly_the_characters(content: str) -> None:
    """Wherever a finding begins and ends in runs, its comment covers it and no more."""
    copy = _copy(build.docx(build.paragraph("题目"), build.paragraph(content)))
    assert _marks(copy.data) == ["迫不急待"]
    assert copy.marked.noted == 1


def test_the_comment_says_level_and_reason() -> None:
    """It bears no date, so that equal inputs give equal bytes."""
    data = build.docx("他迫不急待地读完")
    copy = _copy(data)
    [note] = [text for words, text in marked.commented(copy.data) if words]
    assert note == NOTE.format("迫不急待", "迫不及待")
    assert all(
        set(one.attrib) == {f"{marked.W}id", f"{marked.W}author", f"{marked.W}initials"}
        for one in marked.comments(copy.data).values()
    )
    assert copy.data == _copy(data).data


def test_several_findings_of_one_run_each_get_their_own() -> None:
    """Neighbours too: neither covers the other."""
    copy = _copy(build.docx("迫不急待实事是。、树力榜样，迫不急待"))
    assert _marks(copy.data) == ["迫不急待", "实事是", "。、", "树力", "迫不急待"]


def test_tables_are_marked_cell_by_cell() -> None:
    """A comment stands in the cell of its finding."""
    copy = _copy(build.docx(build.table([["甲", "迫不急待"], ["树力", "乙"]])))
    assert _marks(copy.data) == ["迫不急待", "树力"]


def test_a_formula_is_marked_as_a_whole() -> None:
    """Nothing may stand inside a formula, so the comment goes around it."""
    formula = "<m:oMath><m:r><m:t>树力</m:t></m:r></m:oMath>"
    copy = _copy(build.docx(build.paragraph(build.run("设") + formula)))
    start = next(
        marked.body(copy.data).iter(f"{marked.W}commentRangeStart", "{*}oMath")
    )
    assert copy.marked.noted == 1
    assert start.tag == f"{marked.W}commentRangeStart"


def test_ruby_text_is_marked_around_its_run() -> None:
    """The run that holds base and reading is covered, not parted."""
    ruby = (
        "<w:r><w:ruby><w:rt><w:r><w:t>shù</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>树</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    copy = _copy(build.docx(build.paragraph(ruby + build.run("力榜样"))))
    root = marked.body(copy.data)
    inside = [one for box in root.iter(f"{marked.W}ruby") for one in box.iter()]
    assert not [one for one in inside if "comment" in str(one.tag)]
    assert _marks(copy.data) == ["shù树力"]


def test_what_cannot_bear_comments_is_told_of_nearby() -> None:
    """A box and a note are commented where they hang, a header in the summary."""
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2">{build.paragraph("注里树力")}</w:footnote>'
    data = build.docx(
        build.paragraph(
            build.run("正文") + build.text_box(build.paragraph("框里杜会"))
        ),
        build.paragraph(build.run("有注") + reference),
        parts={
            "footnotes": build.part("footnotes", note),
            "header": build.part("hdr", build.paragraph("页眉实事是")),
        },
    )
    copy = _copy(data)
    notes = [note for _, note in marked.commented(copy.data)]
    assert notes[0].endswith("页眉中“页眉实事是”——" + NOTE.format("实事是", "实事求是"))
    assert notes[1] == "文本框中“框里杜会”——" + NOTE.format("杜会", "社会")
    assert notes[2] == "脚注中“注里树力”——" + NOTE.format("树力", "树立")
    assert [one.layer for one in copy.marked.listed] == ["header"]
    found = marked.parts(copy.data)
    before = marked.parts(data)
    assert found["word/header.xml"] == before["word/header.xml"]
    assert found["word/footnotes.xml"] == before["word/footnotes.xml"]
    start = next(
        one
        for one in marked.body(copy.data).iter(f"{marked.W}commentRangeStart")
        if (after := one.getnext()) is not None
        and next(after.iter(f"{marked.W}footnoteReference"), None) is not None
    )
    assert start is not None


def test_the_summary_counts_and_says_what_was_not_checked() -> None:
    """It stands at the very beginning of the text."""
    copy = annotate_docx.annotate(
        data := build.docx("题目", "树力，杜会"),
        marked.findings(_read(data), SLIPS),
        origins=word_origins(data),
        words=WORDS,
        level="warning",
        unread=("有的页已损坏。",),
    )
    words, note = marked.commented(copy.data)[0]
    lines = note.split("\n")
    assert words == ""
    assert lines[0] == "doctools 校对：共 2 处，其中错误 2 处。"
    assert "疑似" in lines[1]
    assert lines[2].startswith("没有检查：")
    assert lines[3] == "有的页已损坏。"


def test_comments_of_others_are_kept_with_their_ids() -> None:
    """Ours get numbers that nothing in the file has."""
    old = (
        '<w:comment w:id="7" w:author="张三"><w:p><w:r><w:t>请核</w:t></w:r></w:p>'
        "</w:comment>"
    )
    ranged = (
        '<w:commentRangeStart w:id="7"/>'
        + build.run("树力")
        + '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
    )
    data = build.docx(
        build.paragraph('<w:bookmarkStart w:id="9" w:name="a"/>' + ranged),
        parts={"comments": build.part("comments", old)},
        files={
            "[Content_Types].xml": marked.parts(build.docx("甲"))[
                "[Content_Types].xml"
            ].replace(
                b"</Types>",
                b'<Override PartName="/word/comments.xml" ContentType="c"/></Types>',
            )
        },
    )
    copy = _copy(data)
    first, *others = marked.comments(copy.data)
    assert first == "7"
    assert min(map(int, others)) > 9
    assert sorted(marked.commented(copy.data))[1:] == [
        ("树力", "请核"),
        ("树力", NOTE.format("树力", "树立")),
    ]


def test_untouched_parts_are_the_same_byte_for_byte() -> None:
    """Only the text, the comments and what tells of them are written anew."""
    data = build.docx("树力", parts={"styles": build.styles()})
    before, after = marked.parts(data), marked.parts(_copy(data).data)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {
        "word/document.xml",
        "word/comments.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    }


@pytest.mark.parametrize(
    ("content", "accepted"),
    [
        (build.run("他迫不急待地"), "他迫不及待地"),
        (build.run("坚持实事是"), "坚持实事求是"),
        (build.run("落实。、按时"), "落实。按时"),
        (
            build.run("他迫") + build.run("不急", "<w:b/>") + build.run("待"),
            "他迫不及待",
        ),
        ("<w:r><w:t>树</w:t><w:t>力</w:t><w:tab/><w:t>杜会</w:t></w:r>", "树立\t社会"),
        (f"<w:hyperlink>{build.run('树力')}</w:hyperlink>", "树立"),
    ],
)
def test_corrections_are_tracked(content: str, accepted: str) -> None:
    """Accepting all gives the corrected text; rejecting all was looked at before."""
    copy = _copy(build.docx(build.paragraph(content)), revisions=True)
    assert _accepted(copy.data) == accepted
    assert copy.marked.noted == 0
    assert _marks(copy.data) == []


def test_the_least_is_changed_and_keeps_its_type() -> None:
    """Of four characters one is struck out, and the new one looks like it."""
    data = build.docx(build.paragraph(build.run("他迫不急待地", "<w:b/>")))
    root = marked.body(_copy(data, revisions=True).data)
    [struck] = root.iter(f"{marked.W}del")
    [added] = root.iter(f"{marked.W}ins")
    assert [t.text for t in struck.iter(f"{marked.W}delText")] == ["急"]
    assert [t.text for t in added.iter(f"{marked.W}t")] == ["及"]
    assert added.find(f"{marked.W}r/{marked.W}rPr/{marked.W}b") is not None
    assert {one.get(f"{marked.W}author") for one in (struck, added)} == {"doctools"}


@pytest.mark.parametrize(
    "content",
    [
        build.inserted("树力"),
        f'<w:fldSimple w:instr="REF a">{build.run("树力")}</w:fldSimple>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + build.run("树力")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>"
        + build.run("树力")
        + "</w:sdtContent></w:sdt>",
        "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>"
        + build.run("树力")
        + "</w:sdtContent></w:sdt>",
        build.run("部") + f"<w:hyperlink>{build.run('暑')}</w:hyperlink>",
        "<m:oMath><m:r><m:t>树力</m:t></m:r></m:oMath>",
    ],
)
def test_what_cannot_be_tracked_safely_is_commented(content: str) -> None:
    """Text others inserted, fields, bound controls and formulas are left as they are."""
    copy = _copy(build.docx(build.paragraph(content)), revisions=True)
    assert (copy.marked.corrected, copy.marked.noted) == (0, 1)
    assert not [
        one
        for one in marked.body(copy.data).iter(f"{marked.W}del", f"{marked.W}ins")
        if one.get(f"{marked.W}author") == "doctools"
    ]


def test_hints_are_not_corrected() -> None:
    """Only errors and warnings become tracked changes."""
    data = build.docx("树力")
    assert _copy(data, revisions=True, level="info").marked.corrected == 0
    assert _copy(data, revisions=True, level="warning").marked.corrected == 1


def test_changes_of_others_stay() -> None:
    """Their insertions and deletions are neither accepted nor lost."""
    content = build.inserted("先") + build.run("树力") + build.deleted("后")
    root = marked.body(_copy(build.docx(build.paragraph(content)), revisions=True).data)
    authors = [one.get(f"{marked.W}author") for one in root.iter(f"{marked.W}del")]
    assert sorted(filter(None, authors)) == ["doctools", "张三"]
    assert next(root.iter(f"{marked.W}ins")).get(f"{marked.W}id") == "1"


def test_a_signature_is_taken_out() -> None:
    """What was changed is not what was signed; the caller is told."""
    plain = marked.parts(build.docx("树力"))
    kind = f"{build.PACKAGE}/relationships/digital-signature/origin"
    relation = f'<Relationship Id="s" Type="{kind}" Target="_xmlsignatures/a.sigs"/>'
    part = '<Override PartName="/_xmlsignatures/sig1.xml" ContentType="s"/>'
    changed = {
        "_rels/.rels": (b"</R", f"{relation}</R".encode()),
        "[Content_Types].xml": (b"</T", f"{part}</T".encode()),
    }
    signed = {name: plain[name].replace(*ends) for name, ends in changed.items()}
    signature = {"_xmlsignatures/a.sigs": b"", "_xmlsignatures/sig1.xml": b"<S/>"}
    copy = _copy(build.archive(plain | signed | signature))
    assert copy.was_signed
    assert set(marked.parts(copy.data)) == {*plain, "word/comments.xml"}
    assert not _copy(build.docx("树力")).was_signed


def test_a_strict_file_is_marked_in_its_own_namespace() -> None:
    """A file in ISO's Strict form stays one."""
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    plain = build.docx("他迫不急待地")
    data = build.archive(
        {
            name: part.replace(build.W.encode(), strict.encode())
            for name, part in marked.parts(plain).items()
        }
    )
    copy = annotate_docx.annotate(
        data,
        marked.findings(_read(data), SLIPS),
        origins=word_origins(data),
        words=WORDS,
    )
    found = marked.parts(copy.data)
    assert strict.encode() in found["word/comments.xml"]
    assert build.W.encode() not in found["word/document.xml"]
    assert _read(copy.data).text == "他迫不急待地"


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="迫不急待实事是树力甲", min_size=1, max_size=24),
    st.sets(st.integers(1, 23)),
)
def test_any_runs_give_back_the_text(text: str, cuts: set[int]) -> None:
    """However a text is cut into runs, every finding is marked and nothing is lost."""
    places = [0, *sorted(cut for cut in cuts if cut < len(text)), len(text)]
    pieces = [text[one:other] for one, other in pairwise(places)]
    data = build.docx(build.paragraph("".join(map(build.run, pieces))))
    slips = marked.findings(_read(data), SLIPS)
    assert _marks(_copy(data).data) == [one.text for one in slips]
    for wrong, right in SLIPS.items():
        text = text.replace(wrong, right)
    assert _accepted(_copy(data, revisions=True).data) == text


def test_five_hundred_comments_take_less_than_two_seconds() -> None:
    """Reading where the text stands included."""
    line = build.paragraph(build.run("他迫不急待地连夜读完" * 3 + "全文。" * 20))
    data = build.docx(*[line] * 167)
    slips = marked.findings(_read(data), SLIPS)[:500]
    started = process_time()
    copy = annotate_docx.annotate(data, slips, origins=word_origins(data), words=WORDS)
    assert process_time() - started < 2
    assert copy.marked.noted == 500
