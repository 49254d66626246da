"""Repeats as tracked deletions: refused, the original is back; accepted, they are gone."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import build
import docx
from lxml import etree
from overlap.prose import document, prose
from PIL import Image
from reports import marked

from doctools.messages import load
from doctools.model import FileOutcome, FileStatus, Source
from doctools.overlap.within import find_repeats, removed_blocks
from doctools.readers.docx import read_docx
from doctools.reports import marked_repeats
from doctools.reports.struck_docx import strike
from doctools.result import Examination

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.model import Document

WORDS = load("zh")
W = marked.W
LONG = [prose(n, 60) for n in range(4)]
LINES = ["通知", "一、要求", LONG[0], LONG[1], "二、要求", LONG[0], LONG[2]]


def _examined(text: Document, *, kind: str) -> Examination:
    repeats = find_repeats(text)
    outcome = FileOutcome(
        path=f"部门/稿.{kind}", sha256="", kind=kind, status=FileStatus.OK
    )
    return Examination(
        outcome=outcome,
        document=text,
        repeats=repeats,
        removed=tuple(sorted(removed_blocks(text, repeats))),
    )


def _marked(data: bytes) -> bytes:
    source = Source(path="稿.docx", sha256="", kind="docx", size=len(data))
    examined = _examined(read_docx(data, source), kind="docx")
    made = marked_repeats.build(examined, data, words=WORDS)
    assert made is not None
    return made


def _texts(root: Any) -> list[str]:  # noqa: ANN401 - lxml or python-docx
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]


def _accepted(data: bytes) -> list[str]:
    """Return the paragraphs that stand after all changes were accepted."""
    root = marked.body(data)
    left = ""
    texts = []
    for paragraph in root.iter(f"{W}p"):
        left += "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is None:
            texts.append(left)
            left = ""
    return texts


def test_accepted_the_copy_is_the_cleaned_text() -> None:
    """The struck paragraphs go with their ends; nothing else changes."""
    made = _marked(build.docx(*LINES))
    marked.assert_sound(made)
    assert _accepted(made) == [*LINES[:4], LONG[2]]


def test_refused_the_copy_is_the_original() -> None:
    """Without our changes the text is what was handed in."""
    made = _marked(build.docx(*LINES))
    assert _texts(marked.body(marked.rejected(made))) == LINES


def test_a_note_says_what_is_repeated() -> None:
    """The comment names the paragraph that stays, and what to do."""
    ((_, note),) = marked.commented(_marked(build.docx(*LINES)))
    assert note.startswith("与“一、要求")
    assert "接受修订即删去" in note


def test_an_edited_repeat_is_noted_and_not_struck() -> None:
    """Without --near a person is only pointed to it."""
    edited = f"{LONG[0][:20]}改动几个字{LONG[0][24:]}"
    made = _marked(build.docx("通知", LONG[0], LONG[1], edited))
    assert not list(marked.body(made).iter(f"{W}del"))
    ((_, note),) = marked.commented(made)
    assert "没有标删除，请核对" in note


def test_a_picture_and_what_others_deleted_stay() -> None:
    """Text beside a picture is struck, its paragraph stays; old changes are not ours."""
    word = docx.Document()
    word.add_paragraph("甲")
    paragraph = word.add_paragraph("重复的文字")
    picture = BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    paragraph.add_run().add_picture(picture)
    word.add_paragraph("乙")
    saved = BytesIO()
    word.save(saved)
    made = strike(saved.getvalue(), struck=[1], notes={})
    assert _accepted(made) == ["甲", "", "乙"]
    assert len(list(marked.body(made).iter(f"{W}drawing"))) == 1
    data = build.docx(build.paragraph(build.run("甲") + build.deleted("旧")), "乙")
    made = strike(data, struck=[0], notes={})
    (old,) = [
        d
        for d in marked.body(made).iter(f"{W}del")
        if d.get(f"{W}author") != "doctools"
    ]
    assert "".join(t.text or "" for t in old.iter(f"{W}delText")) == "旧"
    marked.assert_sound(made)


def test_a_cell_keeps_its_last_paragraph() -> None:
    """Struck text in a table leaves the cell whole; so does the end of the document."""
    data = build.docx("前", build.table([["重复", "留下"]]), "末段")
    root = marked.body(data)
    paragraphs = list(root.iter(f"{W}p"))
    struck = range(len(paragraphs))
    made = strike(data, struck=struck, notes={})
    assert len(_accepted(made)) >= 3
    assert not "".join(_accepted(made))
    assert _texts(marked.body(marked.rejected(made))) == _texts(root)


def test_a_text_becomes_a_word_file_with_changes(tmp_path: Path) -> None:
    """Texts have no tracked changes; the copy is named after the whole file."""
    examined = _examined(document("\n".join(LINES)), kind="txt")
    made = marked_repeats.build(examined, b"", words=WORDS)
    assert made is not None
    assert _accepted(made) == [*LINES[:4], LONG[2]]
    place = marked_repeats.place(examined, folder=tmp_path, words=WORDS)
    assert place == tmp_path / "部门" / "稿.txt-修订.docx"


def test_a_file_without_repeats_has_no_copy() -> None:
    """There is nothing to accept."""
    examined = _examined(document("\n".join(LINES[:4])), kind="txt")
    assert marked_repeats.build(examined, b"", words=WORDS) is None


def test_a_field_is_struck_whole_or_not_at_all() -> None:
    """Codes of a struck field are deleted codes, as Word writes them."""
    field = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{more}'
        for kind, more in (
            ("begin", "<w:r><w:instrText>PAGE</w:instrText></w:r>"),
            ("end", ""),
        )
    )
    made = strike(
        build.docx(build.paragraph(build.run("甲") + field), "乙"), struck=[0], notes={}
    )
    root = marked.body(made)
    assert not list(root.iter(f"{W}instrText"))
    (code,) = root.iter(f"{W}delInstrText")
    assert etree.QName(next(code.iterancestors(f"{W}del"))).localname == "del"
    assert _accepted(made) == ["乙"]
