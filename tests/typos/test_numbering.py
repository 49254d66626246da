"""Numbering: what a gap should have been."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctools.text.numerals import chinese, value

if TYPE_CHECKING:
    from typos.conftest import Check


@given(st.integers(min_value=1, max_value=99))
def test_numerals_and_values_are_each_others_way_back(number: int) -> None:
    """A number written in Chinese reads as itself."""
    assert value(chinese(number)) == number


@pytest.mark.parametrize(
    ("lines", "right"),
    [
        ("一、甲\n三、乙", "二、"),
        ("（九）甲\n（十一）乙", "（十）"),
        ("1.甲\n2.乙\n4.丙", "3."),
        ("第一章 甲\n第三章 乙", "第二章"),
    ],
)
def test_a_gap_suggests_the_number_left_out(
    checked: Check, lines: str, right: str
) -> None:
    """The suggestion is written as the label is, with the next number in it."""
    (found,) = checked(lines)
    assert found.code == "numbering.jump"
    assert found.suggestions == (right,)
