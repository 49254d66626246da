"""Punctuation, numbering, document numbers, dates and unfilled places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doctools.text.numerals import value

if TYPE_CHECKING:
    from collections.abc import Callable

    from doctools.records import Finding

    Check = Callable[..., tuple[Finding, ...]]


def codes(found: tuple[Finding, ...]) -> list[str]:
    """Return the codes of findings in order."""
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("提高素质的表率。、", "。"),
        ("完成了任务，，大家高兴", "，"),
        ("一、、总则", "、"),
    ],
)
def test_doubled_marks_are_errors(checked: Check, text: str, right: str) -> None:
    """Two marks where one belongs give the one to keep; a full stop stays."""
    (found,) = checked(text)
    assert (found.code, found.level) == ("punctuation.doubled", "error")
    assert found.suggestions == (right,)


@pytest.mark.parametrize("text", ["等等……", "他说：“好。”", "干什么？！", "一、总则"])
def test_marks_that_may_meet_are_left_alone(checked: Check, text: str) -> None:
    """Ellipsis, quotation and ?! are right."""
    assert not checked(text)


def test_a_half_width_comma_between_characters_is_a_warning(checked: Check) -> None:
    """Between Chinese characters it is doubted, between digits it is right."""
    (found,) = checked("各村要重视,抓好落实，投入1,000元。")
    assert (found.code, found.suggestions) == ("punctuation.half_width", ("，",))


def test_a_comma_between_titles_is_a_hint_only(checked: Check) -> None:
    """》、《 is shown at level info alone."""
    text = "学习《甲》、《乙》两书。"
    assert not checked(text)
    assert codes(checked(text, level="info")) == ["punctuation.between_pairs"]


@pytest.mark.parametrize(
    ("text", "mark"),
    [("学习《论党建一书。", "《"), ("完成任务）后总结", "）"), ("（见“附件）", "“")],
)
def test_a_mark_without_its_partner_is_found(
    checked: Check, text: str, mark: str
) -> None:
    """Exactly the mark that is alone is flagged."""
    (found,) = checked(text)
    assert (found.code, found.text) == ("punctuation.unpaired", mark)


def test_a_quotation_may_run_over_paragraphs(checked: Check) -> None:
    """Each paragraph opens anew, the last one closes."""
    assert not checked("修改为：“第一款。\n“第二款。\n“第三款。”\n其余不变。")
    assert not checked("1）第一项\n2）第二项")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("馆镇字[2010]28号", "〔2010〕28号"),
        ("（国发【2015】8号）", "〔2015〕8号"),
        ("国办发（2014）39号", "〔2014〕39号"),
        ("国发〔2021〕第5号", "〔2021〕5号"),
        ("国发〔2021〕005号", "〔2021〕5号"),
    ],
)
def test_a_wrong_document_number_is_an_error(
    checked: Check, text: str, right: str
) -> None:
    """Brackets, 第 and zeros are mended; only the part from the bracket is marked."""
    (found,) = checked(text)
    assert (found.code, found.level) == ("official.doc_number", "error")
    assert found.suggestions == (right,)


@pytest.mark.parametrize(
    "text", ["国发〔2021〕5号", "见附件（2010）", "住在[2010]8号楼"]
)
def test_other_numbers_are_no_document_numbers(checked: Check, text: str) -> None:
    """The right form and numbers of other things are left alone."""
    assert not checked(text)


@pytest.mark.parametrize(
    ("text", "level", "suggestions"),
    [
        ("定于2010年02月召开", "warning", ("2010年2月",)),
        ("定于2010年3月05日召开", "warning", ("2010年3月5日",)),
        ("定于2010年2月30日召开", "error", ()),
        ("定于2010年13月召开", "error", ()),
    ],
)
def test_dates_are_checked(
    checked: Check, text: str, level: str, suggestions: tuple[str, ...]
) -> None:
    """A padded date is doubted, one that no calendar has is an error."""
    (found,) = checked(text)
    assert (found.code, found.level) == ("official.date", level)
    assert found.suggestions == suggestions


def test_a_right_date_is_left_alone(checked: Check) -> None:
    """29 February of a leap year exists."""
    assert not checked("定于2012年2月29日召开")


@pytest.mark.parametrize("text", ["联系人：XX", "某某县××镇", "姓名：______", "○○县"])
def test_an_unfilled_place_is_found(checked: Check, text: str) -> None:
    """Places left to fill in are warnings."""
    assert codes(checked(text)) == ["style.placeholder"]


@pytest.mark.parametrize("text", ["XXL号服装", "二〇〇八年", "第XX型"[:2]])
def test_other_uses_are_no_unfilled_places(checked: Check, text: str) -> None:
    """Sizes and years are text."""
    assert not checked(text)


def test_numbers_in_order_are_left_alone(checked: Check) -> None:
    """Levels opened inside each other begin anew under every outer number."""
    text = "一、甲\n（一）乙\n1.丙\n2.丁\n（二）戊\n1.己\n二、庚\n（一）辛\n三、壬"
    assert not checked(text, level="info")


def test_a_gap_and_a_repeat_are_found(checked: Check) -> None:
    """三 after 一 leaves one out, a second 三 repeats; the number itself is marked."""
    found = checked("一、甲\n三、乙\n三、丙\n四、丁")
    assert [(one.code, one.text, one.block) for one in found] == [
        ("numbering.jump", "三、", 1),
        ("numbering.repeat", "三、", 2),
    ]


def test_one_style_on_two_levels_is_a_hint(checked: Check) -> None:
    """1、（1）1、 is read as three levels, and said to be mixed at level info."""
    text = "1、甲\n（1）乙\n1、丙\n2、丁\n（2）戊\n2、己"
    assert not checked(text)
    assert codes(checked(text, level="info")) == ["numbering.mixed"]


def test_decimals_and_dates_are_no_numbers(checked: Check) -> None:
    """3.5 and 2010. at the start of a paragraph number nothing."""
    assert not checked("1.甲\n3.5万元用于奖励\n2.乙")


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十五", 35), ("12", 12)],
)
def test_numerals_have_their_value(numeral: str, number: int) -> None:
    """Chinese numerals below two hundred are counted right."""
    assert value(numeral) == number
    assert value("一百零三".replace("零", "")) == 103
