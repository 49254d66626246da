"""Damaged files end with a status and with nothing else."""

from __future__ import annotations

import build
from hypothesis import given, settings
from hypothesis import strategies as st

from doctools.errors import ReadError
from doctools.intake.guard import check
from doctools.intake.kinds import kind_of
from doctools.model import FileStatus
from doctools.readers.registry import read

TEXT = "各支部要把学习教育作为重要任务，坚持学用结合。"
DOCX = build.docx(
    build.numbered(TEXT),
    build.paragraph(build.run(TEXT) + build.deleted("删") + build.text_box("<w:p/>")),
    build.table([[TEXT, TEXT]]),
    parts={"numbering": build.numbering(), "styles": build.styles()},
)
PDF = build.pdf(TEXT * 3, TEXT)
WORD_PARTS = build.members(DOCX)

CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True), st.binary(max_size=4), st.integers(0, 9)
    ),
    min_size=1,
    max_size=12,
)
"""Places, what is put there, how many bytes are taken away."""


def spoil(data: bytes, changes: list[tuple[float, bytes, int]]) -> bytes:
    """Return the data with these changes made."""
    for place, new, gone in changes:
        at = int(place * len(data))
        data = data[:at] + new + data[at + gone :]
    return data


def outcome(data: bytes, name: str) -> str:
    """Return the status a file ends with."""
    kind = kind_of(data, name)
    try:
        check(data, kind=kind)
        read(data, build.source(kind, name))
    except ReadError as error:
        return str(error.status)
    return "ok"


@settings(max_examples=150, deadline=None)
@given(CHANGES)
def test_damaged_archives(changes: list[tuple[float, bytes, int]]) -> None:
    """A Word file with bytes changed, added or lost ends with a status."""
    assert outcome(spoil(DOCX, changes), "a.docx") in {*FileStatus}


@settings(max_examples=150, deadline=None)
@given(CHANGES, st.sampled_from(sorted(WORD_PARTS)))
def test_damaged_parts(changes: list[tuple[float, bytes, int]], name: str) -> None:
    """A sound archive with a spoilt part ends with a status."""
    data = build.archive(WORD_PARTS | {name: spoil(WORD_PARTS[name], changes)})
    assert outcome(data, "a.docx") in {*FileStatus}


@settings(max_examples=100, deadline=None)
@given(CHANGES)
def test_damaged_pdfs(changes: list[tuple[float, bytes, int]]) -> None:
    """A PDF with bytes changed, added or lost ends with a status."""
    assert outcome(spoil(PDF, changes), "a.pdf") in {*FileStatus}


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    """Whatever is put into the folder ends with a status."""
    assert outcome(data, "a") in {*FileStatus}
