"""Highlights in copies of PDFs, copies of texts, and the same marks in every form."""

from __future__ import annotations

import io
import json
import re
from dataclasses import asdict, replace
from hashlib import sha256
from typing import TYPE_CHECKING

import build
import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject
from reports import marked

from doctools import messages
from doctools.marking import MarkedFile, mark
from doctools.readers.pdf import read_pdf
from doctools.readers.pdf_places import rectangles
from doctools.readers.registry import read
from doctools.reports import annotate_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.reports.marks import Copy

WORDS = messages.load("zh")
SLIPS = {"迫不急待": "迫不及待", "实事是": "实事求是", "树力": "树立"}
TEXT = (
    "关于开展读书活动的通知",
    "他迫不急待地连夜读完，坚持实事是的态度，为全体党员干部树力榜样，不走过场，切实抓出成效，按时报送总结。",
    "树力标杆。",
)

SETTINGS = {"language": "zh", "revisions": False, "file_bytes": 1_000_000}


def _copy(data: bytes) -> Copy:
    slips = marked.findings(read_pdf(data, build.source("pdf")), SLIPS)
    spans = [(one.layer, one.block, one.start, one.end) for one in slips]
    return annotate_pdf.annotate(
        data, slips, places=rectangles(data, spans), words=WORDS
    )


def _highlights(data: bytes) -> list[tuple[str, str]]:
    """Return the characters on the page under each highlight, and its note."""
    shown = pypdfium2.PdfDocument(data)
    found = []
    for number, page in enumerate(PdfReader(io.BytesIO(data)).pages):
        text = shown[number].get_textpage()
        for annotation in page.annotations or []:
            entry = annotation.get_object()
            if entry["/Subtype"] == "/Highlight":
                corners = [float(one) for one in entry["/QuadPoints"]]
                words = ""
                for start in range(0, len(corners), 8):
                    xs, ys = (
                        corners[start : start + 8 : 2],
                        corners[start + 1 : start + 8 : 2],
                    )
                    words += text.get_text_bounded(
                        min(xs) + 1, min(ys) + 1, max(xs) - 1, max(ys) - 1
                    )
                found.append((words.strip(), str(entry["/Contents"])))
    shown.close()
    return found


def test_a_highlight_lies_on_exactly_the_characters() -> None:
    """Its note says level and reason."""
    data = build.pdf(*TEXT)
    found = _highlights(_copy(data).data)
    assert [words for words, _ in found] == ["迫不急待", "实事是", "树力", "树力"]
    assert found[0][1] == "错误：“迫不急待”应为“迫不及待”：常见误写"


def test_a_finding_over_two_lines_is_one_highlight() -> None:
    """It has a rectangle on either line."""
    data = build.pdf("甲" * 23 + "迫不急待" + "乙" * 30)
    copy = _copy(data)
    [(words, _)] = _highlights(copy.data)
    assert words == "迫不急待"
    page = PdfReader(io.BytesIO(copy.data)).pages[0]
    first = page.annotations[0].get_object() if page.annotations else {}
    assert len(first["/QuadPoints"]) == 16


def test_a_finding_over_two_pages_is_marked_on_both() -> None:
    """Each page has its own highlight with the same note."""
    sheet = build.Sheet()
    for _ in range(9):
        sheet.line("甲" * 27)
    sheet.line("乙" * 25 + "迫不")
    sheet.page()
    sheet.line("急待" + "丙" * 20)
    found = _highlights(_copy(sheet.data()).data)
    assert [words for words, _ in found] == ["迫不", "急待"]
    assert len({note for _, note in found}) == 1


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_pages_are_marked_in_the_right_place(degrees: int) -> None:
    """A page shown turned has its highlights where its characters are."""
    sheet = build.Sheet()
    sheet.turn(degrees)
    for text in TEXT:
        sheet.paragraph(text)
    data = sheet.data()
    if not marked.findings(read_pdf(data, build.source("pdf")), SLIPS):
        pytest.skip("upside-down lines are not read in order")
    copy = _copy(data)
    assert {words for words, _ in _highlights(copy.data)} <= set(SLIPS)


def test_tables_in_a_pdf_are_marked() -> None:
    """A finding in a cell is highlighted there."""
    sheet = build.Sheet()
    sheet.grid([80, 250, 500], [100, 140, 180])
    for x, y, text in (
        (90, 125, "姓名"),
        (260, 125, "树力"),
        (90, 165, "甲"),
        (260, 165, "乙"),
    ):
        sheet.at(x, y, text)
    assert [words for words, _ in _highlights(_copy(sheet.data()).data)] == ["树力"]


def test_the_copy_begins_with_the_original() -> None:
    """Nothing is set anew, the text read is the same, and equal inputs give equal bytes."""
    data = build.pdf(*TEXT)
    copy = _copy(data)
    assert copy.data.startswith(data)
    source = build.source("pdf")
    assert read_pdf(copy.data, source).text == read_pdf(data, source).text
    assert _copy(data).data == copy.data


def test_the_summary_is_pinned_to_the_first_page() -> None:
    """It counts the findings and names what stands nowhere on a page."""
    data = build.pdf(*TEXT)
    slips = marked.findings(read_pdf(data, build.source("pdf")), SLIPS)
    copy = annotate_pdf.annotate(
        data, slips, places=[()] * len(slips), words=WORDS, level="error"
    )
    [pinned] = PdfReader(io.BytesIO(copy.data)).pages[0].annotations or []
    lines = str(pinned.get_object()["/Contents"]).split("\n")
    assert lines[0] == "doctools 校对：共 4 处，其中错误 4 处。"
    assert len(copy.marked.listed) == 4
    assert lines[-1].startswith("正文中“树力标杆。”——错误：")


def test_a_signed_pdf_is_told() -> None:
    """The caller hears that the signature speaks of the original alone."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(build.pdf(*TEXT))))
    form = DictionaryObject({NameObject("/SigFlags"): NumberObject(3)})
    writer.root_object[NameObject("/AcroForm")] = form
    signed = io.BytesIO()
    writer.write(signed)
    assert _copy(signed.getvalue()).was_signed
    assert not _copy(build.pdf(*TEXT)).was_signed


def _marked(data: bytes, kind: str, folder: Path, **settings: object) -> MarkedFile:
    """Have a worker's function write the marked copy of a file to `folder/copy`."""
    file = folder / f"file.{kind}"
    file.write_bytes(data)
    source = replace(build.source(kind), sha256=sha256(data).hexdigest())
    document = read(data, source)
    job = {
        "file": str(file),
        "places": [],
        "kind": kind,
        "sha256": source.sha256,
        "findings": [asdict(one) for one in marked.findings(document, SLIPS)],
        "level": "error",
        "warnings": [],
        "target": str(folder / "copy"),
    }
    given = {**SETTINGS, **settings}
    return MarkedFile(**json.loads(mark(given, json.loads(json.dumps(job)))))


def test_the_same_text_gets_the_same_marks_in_every_form(tmp_path: Path) -> None:
    """As Word file, PDF and plain text: equal spans, and the same characters marked."""
    forms = {
        "docx": build.docx(*TEXT),
        "pdf": build.pdf(*TEXT),
        "txt": "\n".join(TEXT).encode(),
    }
    spans = {}
    words = {}
    for kind, data in forms.items():
        document = read(data, build.source(kind))
        spans[kind] = [
            (one.block, one.start, one.end) for one in marked.findings(document, SLIPS)
        ]
        _marked(data, kind, tmp_path)
        copy = (tmp_path / "copy").read_bytes()
        found = _highlights(copy) if kind == "pdf" else marked.commented(copy)
        words[kind] = [(text, note) for text, note in found if text]
    assert spans["docx"] == spans["pdf"] == spans["txt"]
    assert words["docx"] == words["pdf"] == words["txt"]
    assert len(words["txt"]) == 4


def test_a_text_becomes_a_word_file_a_paragraph_a_line(tmp_path: Path) -> None:
    """Empty lines, tabs and control characters do not shift its marks."""
    text = "题\n\n\t甲\x0b迫不急待，坚持实事是的态度\n树力\n"
    made = _marked(text.encode(), "txt", tmp_path)
    assert (made.kind, made.noted, made.listed) == ("docx", 3, 0)
    copy = (tmp_path / "copy").read_bytes()
    marked.assert_sound(copy)
    words = [words for words, _ in marked.commented(copy) if words]
    assert words == ["迫不急待", "实事是", "树力"]


def test_a_text_can_bear_tracked_changes(tmp_path: Path) -> None:
    """Corrections of a text stand in its Word copy."""
    made = _marked("\n".join(TEXT).encode(), "txt", tmp_path, revisions=True)
    copy = (tmp_path / "copy").read_bytes()
    assert made.corrected == 4
    accepted = read(copy, build.source("docx")).text
    assert "迫不及待" in accepted
    assert "迫不急待" not in accepted


def test_a_protected_pdf_is_marked_as_a_word_file(tmp_path: Path) -> None:
    """Its owner forbids changes, so its text is commented in a Word file instead."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(build.pdf(*TEXT))))
    writer.encrypt("", owner_password="x", algorithm="RC4-128")  # noqa: S106 - a sample
    locked = io.BytesIO()
    writer.write(locked)
    made = _marked(locked.getvalue(), "pdf", tmp_path)
    assert (made.kind, made.noted) == ("docx", 4)


def test_a_file_that_changed_meanwhile_is_not_marked(tmp_path: Path) -> None:
    """Findings of another state would stand in wrong places."""
    file = tmp_path / "file.txt"
    file.write_bytes(b"other")
    target = str(tmp_path / "copy")
    job = {"file": str(file), "places": [], "sha256": "0" * 64, "target": target}
    answer = json.loads(mark(SETTINGS, job))
    assert MarkedFile(**answer).changed
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("with_streams", [False, True])
def test_the_update_is_of_the_kind_of_the_file(with_streams: bool) -> None:  # noqa: FBT001 - a case
    """Cross-references in a table go on in one, those in a stream in one; properties stay."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(build.pdf(*TEXT))))
    writer.add_metadata({"/Author": "张三"})
    plain = io.BytesIO()
    writer.write(plain)
    if with_streams:
        update = PdfWriter(io.BytesIO(plain.getvalue()), incremental=True)
        update.add_metadata({"/Title": "通知"})
        plain = io.BytesIO()
        update.write(plain)
    data = plain.getvalue()
    added = _copy(data).data[len(data) :]
    assert (b"/XRef" in added, b"\nxref\n" in added) == (with_streams, not with_streams)
    read_again = PdfReader(io.BytesIO(_copy(data).data), strict=True)
    assert read_again.metadata is not None
    assert read_again.metadata.author == "张三"


def test_annotations_that_are_there_stay() -> None:
    """A copy of a copy has the marks of both."""
    once = _copy(build.pdf(*TEXT)).data
    assert len(_highlights(_copy(once).data)) == 8


def test_no_object_of_the_file_is_replaced_but_pages() -> None:
    """Even where the file counts its objects wrongly, new ones get free numbers."""
    data = re.sub(rb"/Size \d+", b"/Size 2", build.pdf(*TEXT))
    copy = _copy(data).data
    changed = {int(one) for one in re.findall(rb"(?m)^(\d+) 0 obj", copy[len(data) :])}
    before = {int(one) for one in re.findall(rb"(?m)^(\d+) 0 obj", data)}
    assert len(changed & before) == 1
    assert len(_highlights(copy)) == 4
