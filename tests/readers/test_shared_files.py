"""Figures on the shared files: paragraphs exactly right, nothing uncaught."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import build
import pytest

from doctools.errors import ReadError
from doctools.intake.guard import check
from doctools.intake.kinds import kind_of
from doctools.layout.analyse import analyse
from doctools.model import Document, Source
from doctools.readers.registry import READERS, read

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
SYNTHETIC = CORPUS / "synthetic"

pytestmark = pytest.mark.skipif(
    not SYNTHETIC.is_dir(), reason="the shared files are not on this machine"
)


def squeezed(text: str) -> str:
    """Return a text without its spacing."""
    return "".join(text.split())


ELEMENTS = {
    "copy_number": "000001",
    "secrecy": "机密★1年",
    "urgency": "特急",
    "issuer": "××市人民政府办公室文件",
    "document_number": "×政办发〔2026〕17号",
    "signature": "××市人民政府办公室",
    "date": "2026年3月5日",
    "note": "（此件公开发布）",
}
"""What GB/T 9704 asks for and the synthetic official files have, spaces aside."""


@pytest.mark.parametrize(
    "name", ["gw5.docx", "gw5.pdf", "gw5.doc", "gw5.wps", "gw50.docx", "gw50.pdf"]
)
def test_elements_are_found_in_every_format(name: str) -> None:
    """The parts of an official file are told apart whatever it was saved as."""
    kind = name.partition(".")[2]
    document = READERS[kind]((SYNTHETIC / name).read_bytes(), build.source(kind))
    layout = analyse(document)[1]
    found = {one.role: squeezed(one.text) for one in layout.elements}
    assert {role: found.get(role) for role in ELEMENTS} == ELEMENTS
    assert layout.title.startswith("××市人民政府办公室关于印发《")
    assert {"addressee", "attachment", "copy_to", "printed"} <= set(found)


def test_one_notice_in_every_format_gives_one_text() -> None:
    """The same notice from Word, WPS, PDF and OFD is the same text, spaces aside.

    `test.doc` of the set holds another wording and is left out.
    """
    folder = CORPUS / "zh" / "gongwen_parallel"
    texts = {
        squeezed(
            READERS[kind](
                (folder / f"test.{kind}").read_bytes(), build.source(kind)
            ).text
        )
        for kind in ("docx", "wps", "pdf", "ofd")
    }
    assert len(texts) == 1
    assert "国防部关于放假的通知" in texts.pop()


@pytest.mark.parametrize("name", ["gw5", "gw50", "gw300"])
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_paragraphs_are_exact(name: str, kind: str) -> None:
    """At least 99.5 % of the paragraphs of an official file are exactly right."""
    data = (SYNTHETIC / f"{name}.{kind}").read_bytes()
    truth = json.loads((SYNTHETIC / f"{name}.truth.json").read_text("utf-8"))
    wanted = Counter(squeezed(text) for role, text in truth if role != "table")
    document = READERS[kind](data, build.source(kind))
    missing = wanted - Counter(squeezed(block.text) for block in document.blocks)
    assert missing.total() <= 0.005 * wanted.total()


@pytest.fixture(scope="module")
def traps() -> Document:
    """Return the file of marked constructs."""
    return READERS["docx"]((SYNTHETIC / "traps.docx").read_bytes(), build.source())


def test_every_marked_construct_is_in_its_layer(traps: Document) -> None:
    """Nothing visible is lost; what is not part of the text is in a layer."""
    apart = {
        "deleted": {10, 11, 32},
        "text_box": {20},
        "hidden": {25},
        "footnote": {40},
        "endnote": {41},
        "comment": {42},
        "header": {43},
        "footer": {44},
    }
    for layer, marks in apart.items():
        text = "\n".join(block.text for block in traps.layers[layer])
        assert all(f"MARK{mark}" in text for mark in marks), layer
    elsewhere = set().union(*apart.values())
    # 18 is a field's instruction, which no page shows.
    shown = {*range(1, 33)} - elsewhere - {18}
    assert {mark for mark in range(1, 45) if f"MARK{mark:02d}" in traps.text} == shown


def test_the_marked_numbers_are_right(traps: Document) -> None:
    """Automatic numbers of the marked file are those Word shows."""
    numbers = [block.number.strip() for block in traps.blocks if block.number]
    assert numbers == ["一、", "（一）", "1.", "（1）", "二、", "第一章"]


@pytest.mark.parametrize("folder", ["hostile", "zh"])
def test_hostile_files_end_with_a_status(folder: str) -> None:
    """No file raises anything but ReadError."""
    for path in sorted((CORPUS / folder).rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            kind = kind_of(data, path.name)
            source = Source(path=path.name, sha256="", kind=kind, size=len(data))
            try:
                check(data, kind=kind)
                read(data, source)
            except ReadError as error:
                assert error.code  # noqa: PT017 - either end is right
