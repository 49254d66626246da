"""Automatic numbers, as Word shows them."""

from __future__ import annotations

import build
import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctools.readers.docx import read_docx
from doctools.readers.number_formats import FORMATS, format_number, roman
from doctools.text.numerals import chinese


def labels(*body: str, numbering: str, styles: str = "") -> list[str]:
    """Return the numbers of all body blocks."""
    parts = {"numbering": numbering} | ({"styles": styles} if styles else {})
    document = read_docx(build.docx(*body, parts=parts), build.source())
    return [block.number for block in document.blocks]


def test_official_levels_count_and_restart() -> None:
    """一、（一）1.（1） count on, and a higher level starts the lower ones anew."""
    levels = [0, 1, 2, 3, 2, 1, 2, 0, 1]
    body = [build.numbered("文", level=level) for level in levels]
    assert labels(*body, numbering=build.numbering()) == [
        "一、",
        "（一）",
        "1.",
        "（1）",
        "2.",
        "（二）",
        "1.",
        "二、",
        "（一）",
    ]


def test_instances_of_a_list_count_on_together() -> None:
    """A second instance goes on, one with its own start begins there, once."""
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = build.numbering(instances=("", "", start))
    body = [build.numbered("文", list_id=number) for number in (1, 2, 3, 3, 1)]
    assert labels(*body, numbering=numbering) == [
        "一、",
        "二、",
        "五、",
        "六、",
        "七、",
    ]


def test_a_level_may_be_overridden() -> None:
    """An instance that brings its own level shows that level's format."""
    own = build.level(0, "upperLetter", "%1)")
    override = f'<w:lvlOverride w:ilvl="0">{own}</w:lvlOverride>'
    numbering = build.numbering(instances=(override,))
    body = [build.numbered("文"), build.numbered("文")]
    assert labels(*body, numbering=numbering) == ["A)", "B)"]


def test_restart_may_be_switched_off() -> None:
    """A level with `lvlRestart` 0 counts through the whole document."""
    levels = build.level(0, "decimal", "%1.") + build.level(
        1, "decimal", "第%2条", '<w:lvlRestart w:val="0"/>'
    )
    body = [build.numbered("文", level=level) for level in (0, 1, 0, 1)]
    found = labels(*body, numbering=build.numbering(levels))
    assert found == ["1.", "第1条", "2.", "第2条"]


def test_legal_numbering_shows_digits() -> None:
    """`isLgl` shows the numbers of all levels as digits."""
    levels = build.level(0, "chineseCounting", "%1、") + build.level(
        1, "decimal", "%1.%2", "<w:isLgl/>"
    )
    body = [build.numbered("文", level=level) for level in (0, 1)]
    assert labels(*body, numbering=build.numbering(levels)) == ["一、", "1.1"]


def test_styles_bring_numbers() -> None:
    """A style bound to a level brings its number; derived styles keep the list."""
    levels = build.level(0, "chineseCounting", "第%1章", '<w:pStyle w:val="C"/>')
    levels += build.level(1, "chineseCounting", "第%2节", '<w:pStyle w:val="S"/>')
    chapter = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    section = '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr>'
    styles = build.styles(
        build.style("C", "章", chapter),
        build.style("S", "节", f'<w:basedOn w:val="C"/>{section}'),
    )
    body = [build.styled("文", style) for style in "CSSC"]
    assert labels(*body, numbering=build.numbering(levels), styles=styles) == [
        "第一章",
        "第一节",
        "第二节",
        "第二章",
    ]


def test_list_zero_takes_the_number_away() -> None:
    """`numId` 0 in a paragraph removes the list its style brings."""
    bring = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    away = '<w:pStyle w:val="C"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = [build.paragraph("无", away), build.styled("有", "C")]
    styles = build.styles(build.style("C", "章", bring))
    assert labels(*body, numbering=build.numbering(), styles=styles) == ["", "一、"]


def test_deleted_paragraphs_do_not_count() -> None:
    """A paragraph taken out by a tracked change takes no number."""
    gone = build.paragraph(
        build.deleted("删"),
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        '<w:rPr><w:del w:id="9"/></w:rPr>',
    )
    body = [build.numbered("甲"), gone, build.numbered("乙")]
    assert labels(*body, numbering=build.numbering()) == ["一、", "二、"]


def test_a_number_never_grows_into_its_text() -> None:
    """`1` before `2010年` is parted by a space, `一、` before Chinese is not."""
    levels = build.level(0, "decimal", "%1")
    body = [build.numbered("2010年"), build.numbered("年")]
    assert labels(*body, numbering=build.numbering(levels)) == ["1 ", "2"]


def test_bullets_of_symbol_fonts_are_bullets() -> None:
    """A bullet in the private use area is shown as •, others as they are."""
    levels = build.level(0, "bullet", "\uf0b7") + build.level(1, "bullet", "－")
    body = [build.numbered("文", level=level) for level in (0, 1)]
    assert labels(*body, numbering=build.numbering(levels)) == ["•", "－"]


@pytest.mark.parametrize(
    ("name", "number", "written"),
    [
        ("chineseCountingThousand", 10, "十"),
        ("chineseCountingThousand", 12, "十二"),
        ("chineseCountingThousand", 20, "二十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 2010, "二千零一十"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographDigital", 2010, "二〇一〇"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("lowerLetter", 28, "bb"),
        ("upperRoman", 14, "XIV"),
        ("ideographTraditional", 11, "甲"),
        ("ideographZodiac", 2, "丑"),
        ("none", 3, ""),
        ("someNewFormat", 3, "3"),
    ],
)
def test_formats(name: str, number: int, written: str) -> None:
    """Each format writes its numbers as Word does; unknown ones give digits."""
    assert format_number(number, name) == written


@given(st.integers(1, 3999))
def test_written_numbers_are_distinct(number: int) -> None:
    """Consecutive numbers are never written alike, in Chinese or Roman."""
    assert chinese(number) != chinese(number + 1)
    assert roman(number) != roman(number + 1)


@given(st.integers(0, 100_000), st.sampled_from(sorted(FORMATS)))
def test_every_number_can_be_written(number: int, name: str) -> None:
    """No number breaks a format."""
    assert isinstance(format_number(number, name), str)
