"""Plain text: one block a line, nothing lost."""

from __future__ import annotations

import build
import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctools.errors import ReadError
from doctools.readers.plain import read_plain


def read(data: bytes) -> str:
    """Return the document text of a plain text."""
    return read_plain(data, build.source("txt", "文件.txt")).text


def test_the_document_text_is_the_content() -> None:
    """Empty lines, indents and the line after a final line end are kept."""
    text = "　　第一段 \n\n第二段\n"
    assert read(text.encode()) == text


def test_only_mark_and_line_ends_change() -> None:
    r"""The byte order mark is dropped and `\r\n`, `\r` become `\n`."""
    assert read("甲\r\n乙\r丙".encode("utf-8-sig")) == "甲\n乙\n丙"


def test_a_block_knows_its_line() -> None:
    """Blocks are lines, located by their index."""
    document = read_plain("甲\n\n乙".encode(), build.source("txt"))
    places = [(block.text, block.location.paragraph) for block in document.blocks]
    assert places == [("甲", 0), ("", 1), ("乙", 2)]


def test_binary_data_is_damaged() -> None:
    """Data that no encoding fits is no text."""
    with pytest.raises(ReadError) as caught:
        read(bytes(range(256)))
    assert (caught.value.status, caught.value.code) == ("damaged", "undecodable")


@given(st.text(st.characters(blacklist_characters="\0\r\ufeff", codec="utf-8")))
def test_any_text_comes_back(text: str) -> None:
    """Whatever UTF-8 text goes in comes out as the document text."""
    assert read(text.encode()) == text
