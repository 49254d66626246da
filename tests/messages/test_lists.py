"""Lists in sentences: what stands between their parts."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from doctools import messages
from doctools.messages.lists import joined

PACKAGE = Path(messages.__file__).parents[1]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ((), ""),
        (("甲",), "甲"),
        (("甲", "乙", "丙"), "甲、乙、丙"),
        (("《甲》", "《乙》", "丙"), "《甲》《乙》、丙"),
        (("“甲”", "“乙”"), "“甲”“乙”"),
        (("《甲》", "“乙”"), "《甲》、“乙”"),
        (("《甲》（修订）", "《乙》"), "《甲》（修订）、《乙》"),
    ],
)
def test_no_pause_between_marks_side_by_side(parts: tuple[str, ...], said: str) -> None:
    """Titles and quotations that touch need no 、 (GB/T 15834-2011 §4.5.3.5)."""
    assert joined(parts) == said
    assert messages.load("zh").listed(parts) == said


def test_english_lists_have_commas() -> None:
    """The language decides what stands between; a fact that is a tuple is a list."""
    words = messages.load("en")
    assert words.listed(["“a”", "“b”"]) == "“a”, “b”"
    assert "a, b" in words("error.record_unknown", name="x", known=("a", "b"))


def test_lists_are_joined_in_one_place() -> None:
    """Nothing a person reads is joined with 、 but by the one function.

    What is left joins member ids or fields of records, which are split again there.
    """
    left = {
        "criterion.py",
        "decided.py",
        "decision_words.py",
        "lists.py",
        "placing.py",
        "work_changes.py",
        "changes.py",
        "change_lines.py",
    }
    found = {
        file.name
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr == "join"
        and isinstance(node.value, ast.Constant)
        and node.value.value in {"、", "，"}
    }
    assert found <= left
