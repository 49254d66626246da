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


@pytest.mark.parametrize("name", ["gw5", "gw50"])
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_paragraphs_are_exact(name: str, kind: str) -> None:
    """At least 99 % of the paragraphs of an official file are exactly right."""
    data = (SYNTHETIC / f"{name}.{kind}").read_bytes()
    truth = json.loads((SYNTHETIC / f"{name}.truth.json").read_text("utf-8"))
    wanted = Counter(squeezed(text) for role, text in truth if role != "table")
    document = READERS[kind](data, build.source(kind))
    missing = wanted - Counter(squeezed(block.text) for block in document.blocks)
    assert missing.total() <= 0.01 * wanted.total()


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
