"""Periods of a campaign, from weeks to years, and what falls into them.

A day is its ordinal (`date.toordinal`), a campaign a range of days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from doctools.model import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator

PERIODS: Final = ("campaign", "year", "half_year", "quarter", "month", "week")
"""From long to short."""
SHORT: Final = frozenset({"half_year", "quarter", "month", "week"})
"""Periods only owed while a person is on the roster, and shown one by one."""

_MONTHS: Final = {"month": 1, "quarter": 3, "half_year": 6}
_WRITTEN: Final = re.compile(
    r"(?P<year>\d{4}|-)"
    r"(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?|-Q(?P<quarter>\d)|-H(?P<half>\d))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A run of days, both ends included; `key` names it in `by_period`."""

    key: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The days something may have happened on; one day where it is known."""

    first: int
    last: int

    def within(self, period: Period) -> bool:
        """Tell whether it certainly falls into the period."""
        return period.first <= self.first and self.last <= period.last

    def touches(self, period: Period) -> bool:
        """Tell whether it may fall into the period."""
        return self.first <= period.last and period.first <= self.last

    def lies_in(self, days: range) -> bool | None:
        """Tell whether it fell into some days; None: that cannot be told."""
        if days.start <= self.first and self.last < days.stop:
            return True
        touches = self.first < days.stop and days.start <= self.last
        return None if touches else False


class Calendar:
    """The periods of one kind, in order and without overlap, found by their days."""

    def __init__(self, periods: tuple[Period, ...]) -> None:
        self.periods = periods

    @cached_property
    def _by_day(self) -> dict[int, Period]:
        return {
            day: period
            for period in self.periods
            for day in range(period.first, period.last + 1)
        }

    def holding(self, found: When | None) -> Period | None:
        """Return the period something certainly falls into, if there is one."""
        period = self._by_day.get(found.first) if found is not None else None
        return period if period and found and found.last <= period.last else None

    def touched(self, found: When | None) -> tuple[Period, ...]:
        """Return the periods something may fall into: all, where nothing is known."""
        if found is None:
            return self.periods
        if period := self.holding(found):
            return (period,)
        return tuple(period for period in self.periods if found.touches(period))


def days_between(first: date, last: date) -> range:
    """Return the days of a campaign, both ends included."""
    return range(first.toordinal(), last.toordinal() + 1)


def months_of(days: range) -> frozenset[int]:
    """Return the months some days lie in, each as `year * 12 + month - 1`."""
    if not days:
        return frozenset()
    return frozenset(range(_month(days.start), _month(days[-1]) + 1))


def calendar(per: str, days: range) -> Calendar:
    """Return the periods of a campaign.

    Months, quarters and half-years are those of the calendar, cut at the campaign's
    ends. A week is one of ISO 8601; it belongs to the campaign if its Thursday does,
    and is cut likewise. Years are runs of twelve months from the campaign's first day:
    a campaign from September to August is one year, not two.
    """
    if per == "campaign":
        return Calendar((_named(days.start, days[-1]),))
    if per == "year":
        return Calendar(tuple(_years(days)))
    if per == "week":
        return Calendar(tuple(_weeks(days)))
    return Calendar(tuple(_parts_of_years(days, per)))


def _parts_of_years(days: range, per: str) -> Iterator[Period]:
    length = _MONTHS[per]
    month = _month(days.start) // length * length
    while (first := _start(month)) < days.stop:
        year, rest = divmod(month, 12)
        mark = {"month": "", "quarter": "Q", "half_year": "H"}[per]
        number = f"{mark}{rest // length + 1}" if mark else f"{rest + 1:02d}"
        last = _start(month + length) - 1
        yield Period(
            key=f"{year:04d}-{number}",
            first=max(first, days.start),
            last=min(last, days[-1]),
        )
        month += length


def _weeks(days: range) -> Iterator[Period]:
    # `date.toordinal() % 7` is 4 on a Thursday: 1 January of the year 1 was a Monday.
    thursday = days.start + (4 - days.start) % 7
    while thursday < days.stop:
        year, week, _ = date.fromordinal(thursday).isocalendar()
        yield Period(
            key=f"{year:04d}-W{week:02d}",
            first=max(thursday - 3, days.start),
            last=min(thursday + 3, days[-1]),
        )
        thursday += 7


def _years(days: range) -> Iterator[Period]:
    first = date.fromordinal(days.start)
    start, number = days.start, 0
    while start < days.stop:
        number += 1
        month = _month(days.start) + 12 * number
        # A year from 29 February ends on 28 February.
        longest = monthrange(month // 12, month % 12 + 1)[1]
        after = _start(month) + min(first.day, longest) - 1
        yield _named(start, min(after, days.stop) - 1)
        start = after


def _named(first: int, last: int) -> Period:
    begin, end = date.fromordinal(first), date.fromordinal(last)
    whole = (begin.month, begin.day, end.month, end.day) == (1, 1, 12, 31)
    key = f"{begin:%Y-%m}/{end:%Y-%m}"
    one = whole and begin.year == end.year
    return Period(key=f"{begin:%Y}" if one else key, first=first, last=last)


def _month(day: int) -> int:
    found = date.fromordinal(day)
    return found.year * 12 + found.month - 1


def _start(month: int) -> int:
    return date(month // 12, month % 12 + 1, 1).toordinal()


@lru_cache(maxsize=4096)
def when(day: PartialDate | None, days: range) -> When | None:
    """Return the days a date may mean, None where it says too little.

    A month without a year is that of the campaign, if the campaign has only one such
    month. A date rougher than a day, in a month the campaign cuts, means the part of it
    that lies in the campaign.
    """
    if day is None:
        return None
    if day.year is None:
        return _without_year(day, days)
    month, length = _months_meant(day)
    first, last = _start(month), _start(month + length) - 1
    if day.month is not None and day.day is not None:
        exact = min(first + day.day - 1, last)
        return When(first=exact, last=exact)
    if not months_of(days).issuperset(range(month, month + length)):
        return When(first=first, last=last)
    return When(first=max(first, days.start), last=min(last, days[-1]))


def _months_meant(day: PartialDate) -> tuple[int, int]:
    """Return the first month a date with a year may mean, and how many there are."""
    january = (day.year or 0) * 12
    if day.month is not None:
        return january + day.month - 1, 1
    if day.quarter is not None:
        return january + day.quarter * 3 - 3, 3
    if day.half is not None:
        return january + day.half * 6 - 6, 6
    return january, 12


def _without_year(day: PartialDate, days: range) -> When | None:
    if day.month is None:
        return None
    fitting = [month for month in months_of(days) if month % 12 == day.month - 1]
    if len(fitting) != 1:
        return None
    return when(
        PartialDate(year=fitting[0] // 12, month=day.month, day=day.day),
        days,
    )


@lru_cache(maxsize=4096)
def parse(written: str | None) -> PartialDate | None:
    """Return the date a `PartialDate` was written from, None for anything else."""
    found = _WRITTEN.fullmatch(written or "")
    if not found:
        return None
    parts = {
        key: int(value)
        for key, value in found.groupdict().items()
        if value and value != "-"
    }
    return PartialDate(**parts)
