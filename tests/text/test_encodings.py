"""Encodings of plain texts."""

from __future__ import annotations

import pytest

from doctools.text.encodings import decode

SIMPLIFIED = "联通学习型党员评选活动的实施方案，请各支部认真落实。"
TRADITIONAL = "學習型黨員評選活動的實施方案，請各單位認真落實。"


@pytest.mark.parametrize("length", [6, 12, 26])
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED, "utf-16-be"),
        (TRADITIONAL, "big5"),
    ],
)
def test_encodings_are_told_apart(text: str, encoding: str, length: int) -> None:
    """Short Chinese texts are read in the encoding they were written in."""
    text = text[:length]
    assert decode(text.encode(encoding)) == (text, encoding)


def test_a_mark_decides() -> None:
    """UTF-16 with a byte order mark loses the mark and nothing else."""
    assert decode("甲乙".encode("utf-16")) == ("甲乙", "utf-16-le")


@pytest.mark.parametrize("data", [b"a\0b", b"\xff\xff\xff\xff", bytes(range(256))])
def test_binary_data_is_refused(data: bytes) -> None:
    """NUL characters and byte strings that fit nowhere are no text."""
    with pytest.raises(ValueError, match=r"encoding|common|NUL|decode"):
        decode(data)
