"""Periods on days: weeks, halves, school years, and what rough dates mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctools.awards.periods import PERIODS, calendar, days_between, parse, when
from doctools.model import PartialDate

YEAR = days_between(date(2010, 1, 1), date(2010, 12, 31))
SPRING = days_between(date(2010, 4, 15), date(2010, 6, 20))


def keys(per: str, days: range) -> list[str]:
    """Return the keys of the periods in order."""
    return [period.key for period in calendar(per, days).periods]


def holder(per: str, days: range, written: str) -> str | None:
    """Return the key of the period a date certainly falls into."""
    period = calendar(per, days).holding(when(parse(written), days))
    return period.key if period else None


def test_weeks_belong_by_their_thursday() -> None:
    """2010 has the 52 weeks whose Thursday lies in it, and the last one is cut."""
    weeks = calendar("week", YEAR).periods
    assert (len(weeks), weeks[0].key, weeks[-1].key) == (52, "2010-W01", "2010-W52")
    assert weeks[0].first == date(2010, 1, 4).toordinal()
    assert weeks[-1].last == date(2010, 12, 31).toordinal()
    assert holder("week", YEAR, "2010-01-03") is None
    assert holder("week", YEAR, "2010-01-10") == "2010-W01"
    assert holder("week", YEAR, "2010-01-11") == "2010-W02"
    assert holder("week", YEAR, "2010-01") is None


def test_a_week_that_begins_before_the_campaign() -> None:
    """A week with its Thursday inside is cut at the campaign's first day."""
    days = days_between(date(2010, 3, 31), date(2010, 4, 6))
    weeks = calendar("week", days).periods
    assert [(w.key, w.last - w.first + 1) for w in weeks] == [("2010-W13", 5)]


def test_parts_of_the_year() -> None:
    """Halves, quarters and months are the calendar's, cut at the campaign's ends."""
    assert keys("half_year", YEAR) == ["2010-H1", "2010-H2"]
    assert keys("quarter", SPRING) == ["2010-Q2"]
    assert keys("month", SPRING) == ["2010-04", "2010-05", "2010-06"]
    first = calendar("month", SPRING).periods[0]
    assert first.first == date(2010, 4, 15).toordinal()


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2010, 1, 1), date(2010, 12, 31), ["2010"]),
        (date(2009, 9, 1), date(2010, 8, 31), ["2009-09/2010-08"]),
        (date(2010, 4, 15), date(2011, 4, 14), ["2010-04/2011-04"]),
        (date(2010, 1, 1), date(2011, 12, 31), ["2010", "2011"]),
        (date(2008, 2, 29), date(2009, 3, 5), ["2008-02/2009-02", "2009-02/2009-03"]),
    ],
)
def test_years(first: date, last: date, expected: list[str]) -> None:
    """A year is twelve months from the campaign's first day: a school year is one."""
    assert keys("year", days_between(first, last)) == expected


@pytest.mark.parametrize(
    ("written", "per", "expected"),
    [
        ("2010-04", "month", "2010-04"),
        ("--04", "month", "2010-04"),
        ("2010-Q2", "quarter", "2010-Q2"),
        ("2010-04-03", "month", None),
        ("2010-H1", "campaign", None),
        ("2010", "campaign", None),
        ("2010-04-31", "month", "2010-04"),
    ],
)
def test_rough_dates_in_a_cut_month(
    written: str, per: str, expected: str | None
) -> None:
    """A month the campaign cuts means its part of it; a day before it lies outside."""
    assert holder(per, SPRING, written) == expected


def test_a_month_twice_in_the_campaign() -> None:
    """A month without a year says nothing where the campaign has two of it."""
    two = days_between(date(2010, 1, 1), date(2011, 12, 31))
    assert when(PartialDate(month=3), two) is None
    assert when(PartialDate(quarter=1), YEAR) is None


@given(
    st.sampled_from(PERIODS),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.integers(0, 900),
)
def test_periods_stand_side_by_side(per: str, first: date, length: int) -> None:
    """Periods are in order, without overlap or gap, and inside the campaign."""
    days = days_between(first, first + timedelta(days=length))
    found = calendar(per, days).periods
    assert len({period.key for period in found}) == len(found)
    covered = [day for period in found for day in range(period.first, period.last + 1)]
    if found:
        assert covered == list(range(found[0].first, found[-1].last + 1))
    assert set(covered) <= set(days)
    if per != "week":
        assert len(covered) == len(days)
    else:
        assert len(days) - len(covered) <= 6
