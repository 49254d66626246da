"""Automatic numbers in the cases that programs get wrong: restarts, overrides, Chinese."""

from __future__ import annotations

import build
import pytest

from doctools.readers.docx import read_docx

OVERRIDE = '<w:lvlOverride w:ilvl="{}"><w:startOverride w:val="{}"/></w:lvlOverride>'
RESTART = '<w:lvlRestart w:val="{}"/>'


def labels(*body: str, numbering: str, styles: str = "") -> list[str]:
    """Return the numbers of all body blocks."""
    parts = {"numbering": numbering} | ({"styles": styles} if styles else {})
    document = read_docx(build.docx(*body, parts=parts), build.source())
    return [block.number for block in document.blocks]


def levelled(
    numbering: str, *levels: int, lists: tuple[int, ...] | None = None
) -> list[str]:
    """Return the labels of paragraphs on these levels, all of list 1 or of `lists`."""
    chosen = lists or (1,) * len(levels)
    body = [
        build.numbered("文", list_id=number, level=level)
        for number, level in zip(chosen, levels, strict=True)
    ]
    return labels(*body, numbering=numbering)


@pytest.mark.parametrize(
    ("number_format", "text", "start", "written"),
    [
        ("chineseCountingThousand", "第%1章", 9, ["第九章", "第十章", "第十一章"]),
        (
            "chineseCountingThousand",
            "（%1）",
            19,
            ["（十九）", "（二十）", "（二十一）"],
        ),
        ("chineseLegalSimplified", "%1、", 9, ["玖、", "壹拾、", "壹拾壹、"]),
        ("ideographTraditional", "%1、", 9, ["壬、", "癸、", "甲、"]),
        ("ideographZodiac", "%1", 11, ["戌", "亥", "子"]),
        ("ideographDigital", "%1", 9, ["九", "一〇", "一一"]),
        ("decimalEnclosedCircleChinese", "%1", 1, ["①", "②", "③"]),
        ("decimalEnclosedParen", "%1", 1, ["⑴", "⑵", "⑶"]),
        ("decimalFullWidth", "%1．", 9, ["９．", "１０．", "１１．"]),
        ("decimalZero", "%1", 9, ["09", "10", "11"]),
        ("ordinal", "%1", 1, ["1st", "2nd", "3rd"]),
        ("ordinal", "%1", 11, ["11th", "12th", "13th"]),
        ("upperRoman", "%1.", 3, ["III.", "IV.", "V."]),
        ("none", "条", 1, ["条", "条", "条"]),
    ],
)
def test_chinese_and_other_formats(
    number_format: str, text: str, start: int, written: list[str]
) -> None:
    """Each format counts on from its start as Word writes it."""
    level = build.level(0, number_format, text).replace(
        '<w:start w:val="1"/>', f'<w:start w:val="{start}"/>'
    )
    assert levelled(build.numbering(level), 0, 0, 0) == written


def test_a_custom_format_pads_with_zeros() -> None:
    """`001, 002, …` stands in a choice beside plain digits and wins."""
    level = build.level(0, "decimal", "%1").replace(
        '<w:numFmt w:val="decimal"/>',
        f'<mc:AlternateContent {build.NAMESPACES}><mc:Choice Requires="w14"><w:numFmt w:val="custom"'
        ' w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        "</mc:Fallback></mc:AlternateContent>",
    )
    assert levelled(build.numbering(level), 0, 0) == ["001", "002"]


def test_only_the_named_level_restarts() -> None:
    """With `lvlRestart` 1 clauses begin anew in a chapter, not in a section."""
    levels = (
        build.level(0, "chineseCounting", "第%1章")
        + build.level(1, "chineseCounting", "第%2节")
        + build.level(2, "chineseCounting", "第%3条", RESTART.format(1))
    )
    assert levelled(build.numbering(levels), 0, 1, 2, 2, 1, 2, 0, 1, 2) == [
        "第一章", "第一节", "第一条", "第二条", "第二节", "第三条", "第二章", "第一节", "第一条",
    ]  # fmt: skip


def test_overrides_of_several_levels_and_instances() -> None:
    """A start of its own counts once, when the instance is first used on that level."""
    numbering = build.numbering(
        build.level(0, "decimal", "%1.") + build.level(1, "decimal", "%1.%2"),
        instances=("", OVERRIDE.format(0, 7) + OVERRIDE.format(1, 4)),
    )
    found = levelled(numbering, 0, 1, 0, 1, 0, 1, 1, lists=(1, 1, 2, 2, 2, 2, 1))
    assert found == ["1.", "1.1", "7.", "7.4", "8.", "8.1", "8.2"]


def test_legal_levels_keep_zeros_and_drop_bullets() -> None:
    """`isLgl` makes 第一 a 1 and leaves 01; a bullet is no number to show below it."""
    levels = (
        build.level(0, "chineseCounting", "第%1部分")
        + build.level(1, "decimalZero", "%1.%2", "<w:isLgl/>")
        + build.level(2, "bullet", "\uf0b7")
        + build.level(3, "decimal", "%1.%2.%3.%4", "<w:isLgl/>")
    )
    found = levelled(build.numbering(levels), 0, 1, 2, 3)
    assert found == ["第一部分", "1.01", "•", "1.01..1"]


def test_a_level_above_that_was_never_used_shows_its_start() -> None:
    """A section before any chapter is 1.1, and the chapter after it still the first."""
    levels = build.level(0, "decimal", "%1.") + build.level(1, "decimal", "%1.%2")
    assert levelled(build.numbering(levels), 1, 1, 0)[:2] == ["1.1", "1.2"]


def test_a_list_style_lends_its_levels() -> None:
    """A definition that only names a list style counts as that style's does."""
    numbering = build.part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="公文"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="公文"/>'
        + build.level(0, "chineseCounting", "%1、")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>',
    )
    assert levelled(numbering, 0, 0, 0, lists=(1, 2, 1)) == ["一、", "二、", "三、"]


def test_the_large_first_letter_belongs_to_its_paragraph() -> None:
    """首字下沉 stands in a paragraph of its own; the page shows one, with one number."""
    drop = build.paragraph("春", '<w:framePr w:dropCap="drop" w:lines="3"/>')
    data = build.docx(drop, build.paragraph("天来了。"), build.paragraph("次段"))
    document = read_docx(data, build.source())
    assert [block.text for block in document.blocks] == ["春天来了。", "次段"]
