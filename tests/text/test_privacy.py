"""ID and telephone numbers give way to asterisks, each in its place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctools.text.privacy import (
    holds_private_number,
    mask_private,
    without_private_numbers,
)

_WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("读书笔记-张三-13800138000.docx", "读书笔记-张三-138****8000.docx"),
        ("１３８００１３８０００", "１３８****８０００"),
        ("138-0013-8000", "138-****-8000"),
        ("138　0013　8000", "138　****　8000"),
        ("139 001 38000", "139 *** *8000"),
        ("+86 138 0013 8000", "+86 138 **** 8000"),
        ("8613800138000", "86138****8000"),
        ("0310-2812345", "031*-***2345"),
        ("(010)62345678", "(010)****5678"),
        ("13042919900101123X", "130***********123X"),
        ("130429 19900101 1234", "130*** ******** 1234"),
        ("130429900101123", "130********1123"),
        ("卡号6222021234567890123", "卡号622************0123"),
        ("6222 0212 3456 7890 123", "622* **** **** ***0 123"),
        ("130433197001011 23x", "130***********1 23x"),
        ("１３０４３３１９７００１０１１２３Ｘ", "１３０***********１２３Ｘ"),
        ("130433 700101 123", "130*** *****1 123"),
        ("张三20100315 138 0013 8000", "张三20100315 138 **** 8000"),
        ("13012345678901", "130*******8901"),
        ("1380000000011", "138******0011"),
        ("张三1380000000011.docx", "张三138******0011.docx"),
        ("联系电话：2812345", "联系电话：***2345"),
        ("座机 6234-5678", "座机 ****-5678"),
    ],
)
def test_numbers_of_persons_are_masked(text: str, shown: str) -> None:
    """However it is spaced and however wide: the first three and last four remain."""
    assert mask_private(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "2010-03-15 12:30",
        "20100315121314",
        "201003151213",
        "2010.03.15-2010.04.20",
        "２０１００３１５",
        "20101345",
        "2010年第5期",
        "9787101003048",
        "100000000000元",
        "4000 5000 6000 7000",
        "IMG_1268640000000.jpg",
        "微信图片mmexport1268640000000.jpg",
        "馆镇字[2010]28号",
        "2010 03 15 2011 03 15 12",
        "46 户 138 人 500 亩 12 000 元",
        "w-13800138000a",
        "1380013800012345 f380013800012345",
        "w-13800138000a w-0123456789ab",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    """Dates, times, amounts, and cells of nothing but our own ids are left alone."""
    assert mask_private(text) == text


@given(
    st.from_regex(r"\A1[3-9][0-9]{9}\Z"),
    st.sampled_from(["", " ", "-", "－", "　", "."]),
    st.sampled_from([{}, _WIDE]),
    st.text(st.characters(exclude_categories=("Nd", "Cs")), max_size=5),
)
def test_no_telephone_number_gets_through(
    number: str, between: str, digits: dict[int, int], around: str
) -> None:
    """Any mobile number between any letters loses its middle and nothing moves."""
    written = between.join((number[:3], number[3:7], number[7:]))
    text = around + written.translate(digits) + around
    shown = mask_private(text)
    assert len(shown) == len(text)
    assert len(re.findall(r"\d", shown)) == 7


@given(st.text(max_size=60))
def test_masking_is_done_once(text: str) -> None:
    """What is masked stays as it is when it is masked again."""
    assert mask_private(mask_private(text)) == mask_private(text)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("张三（13800138000）", "张三"),
        ("一支部（电话：138-0013-8000）", "一支部"),
        ("李四13800000001", "李四"),
        ("王主任 0310-2822222", "王主任"),
        ("130433197001011234", ""),
        ("张三（党员）", "张三（党员）"),
        ("D-20100315", "D-20100315"),
    ],
)
def test_numbers_are_taken_out_of_names(text: str, bare: str) -> None:
    """What stood around a number stays, without the brackets that held it alone."""
    assert without_private_numbers(text) == bare
    assert holds_private_number(text) == (bare != text)


@given(st.text(max_size=60))
def test_what_is_masked_is_what_is_taken_out(text: str) -> None:
    """One set of patterns decides: nothing is hidden that is not found."""
    if mask_private(text) != text:
        assert holds_private_number(text)
