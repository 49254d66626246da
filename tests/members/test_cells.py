"""Single cells of office tables."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctools.members.cells import (
    CellError,
    date_of,
    day_of,
    month_of,
    name_of,
    number_of,
    shown,
    yes_of,
)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("2010-3-5", "2010-03-05"),
        ("2010/03/05", "2010-03-05"),
        ("2010.3.5", "2010-03-05"),
        ("２０１０年３月５日", "2010-03-05"),
        ("20100305", "2010-03-05"),
        (20100305.0, "2010-03-05"),
        (40242.0, "2010-03-05"),
        (date(2010, 3, 5), "2010-03-05"),
        (datetime(2010, 3, 5, 9), "2010-03-05"),  # noqa: DTZ001 - Excel has no zones
        ("2010年3月", "2010-03"),
        ("2010-03", "2010-03"),
        (2010.3, "2010-03"),
        (201003.0, "2010-03"),
        ("3月份", "--03"),
        ("十一月", "--11"),
        ("2010年第一季度", "2010-Q1"),
        ("2010年上半年", "2010-H1"),
        ("2010年度", "2010"),
        (2010.0, "2010"),
    ],
)
def test_dates(cell: str | float | date, shown: str) -> None:
    """Every way a clerk writes a date in a cell is read as far as it goes."""
    assert str(date_of(cell)) == shown


@pytest.mark.parametrize("cell", ["2010-13-01", "2010-02-30", "上旬", "待定", "0"])
def test_no_dates(cell: str) -> None:
    """What is no date is refused, not bent into one."""
    with pytest.raises(CellError, match="not_a_date"):
        date_of(cell)


def test_october_as_a_number() -> None:
    """The number 2010.1 may be January or October and is not guessed."""
    with pytest.raises(CellError, match="ambiguous_date"):
        date_of(2010.1)


def test_whole_days() -> None:
    """A day needs year and month; a month is its first day."""
    assert day_of("2010-07") == date(2010, 7, 1)
    assert day_of("") is None
    with pytest.raises(CellError):
        day_of("7月")


def test_numbers_and_answers() -> None:
    """Full-width digits, units and ticks are read; an empty cell says nothing."""
    assert number_of("８５．５分", unit="分") == 85.5
    assert number_of(92.0) == 92.0
    assert number_of(" ") is None
    assert [yes_of("√"), yes_of("否"), yes_of(1.0), yes_of(None)] == [
        True,
        False,
        True,
        None,
    ]
    with pytest.raises(CellError):
        number_of("-3")


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_dates_round_trip(day: date) -> None:
    """A date written out is read back whatever its separators."""
    for written in (
        f"{day:%Y-%m-%d}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
    ):
        assert day_of(written) == day


@given(st.text(alphabet="张三李四 　\u3000", max_size=6))
def test_names_have_no_spaces(written: str) -> None:
    """A name has no spaces of any width, and stays as it is when read again."""
    name = name_of(written)
    assert not any(character.isspace() for character in name)
    assert name_of(name) == name


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        ("电话138-1234-5678", "电话138-****-5678"),
        ("13012345678901", "130*******8901"),
        ("11010119900307123X", "110***********123X"),
        ("20101345", "20101345"),
    ],
)
def test_private_numbers_stand_in_no_message(written: str, safe: str) -> None:
    """A telephone or ID number is masked whole; a mistyped date can still be found."""
    assert shown(written) == safe


@pytest.mark.parametrize("cell", [5.0, "5", "05", "5月", "５"])
def test_a_bare_number_in_a_column_of_months_is_a_month(cell: str | float) -> None:
    """Under 月份 a clerk writes 5 for May; in a column of dates it is no date."""
    assert str(month_of(cell)) == "--05"


@pytest.mark.parametrize("cell", [13.0, "0", "五号"])
def test_no_month(cell: str | float) -> None:
    """A number that is no month is refused."""
    with pytest.raises(CellError):
        month_of(cell)
