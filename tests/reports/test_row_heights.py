"""Heights of rows: no text is cut off where a program does not find them itself."""

from __future__ import annotations

import pytest

from doctools.reports.row_heights import height_of, lines_of


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("字" * 4, 10, 1),
        ("字" * 5, 10, 2),
        ("a" * 10, 10, 1),
        ("a\nb\n", 10, 3),
        ("字" * 40, 20, 5),
        ("字", 1, 1),
    ],
)
def test_lines_of_a_cell(text: str, width: float, lines: int) -> None:
    """Chinese characters take two digits' room and more, ends of lines count."""
    assert lines_of(text, width=width) >= lines
    assert lines_of(text, width=width) <= lines + 1


def test_the_highest_cell_decides() -> None:
    """A row is as high as its highest cell, and never higher than a row can be."""
    low, high = ("字", 10.0), ("字" * 20, 10.0)
    assert height_of([low, high]) == height_of([high]) > height_of([low])
    assert height_of([high], size=22) > 2 * height_of([high])
    assert height_of([low], least=26) == 26
    assert height_of([("字" * 9999, 10.0)]) == 409
