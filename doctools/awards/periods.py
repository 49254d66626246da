"""Periods of a campaign: months, quarters, years, and what falls into them.

A month is counted as `year * 12 + month - 1`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from doctools.model import PartialDate

if TYPE_CHECKING:
    from datetime import date

_WRITTEN: Final = re.compile(
    r"(?P<year>\d{4}|-)"
    r"(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?|-Q(?P<quarter>\d)|-H(?P<half>\d))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A run of months; `key` names it in `by_period`."""

    key: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The months something may have happened in; one month where it is known."""

    first: int
    last: int

    def within(self, period: Period) -> bool:
        """Tell whether it certainly falls into the period."""
        return period.first <= self.first and self.last <= period.last

    def touches(self, period: Period) -> bool:
        """Tell whether it may fall into the period."""
        return self.first <= period.last and period.first <= self.last


def month_of(day: date) -> int:
    """Return the month of a day."""
    return day.year * 12 + day.month - 1


def months_between(first: date, last: date) -> range:
    """Return the months of a campaign, both ends included."""
    return range(month_of(first), month_of(last) + 1)


def periods(per: str, months: range) -> tuple[Period, ...]:
    """Return the periods of a campaign in order.

    Quarters are those of the calendar, cut at the campaign's ends. Years are runs of
    twelve months from the campaign's first: a campaign from September to August is one
    year, not two.
    """
    if per == "month":
        return tuple(
            Period(key=_month_key(month), first=month, last=month) for month in months
        )
    if per == "quarter":
        return _quarters(months)
    step = 12 if per == "year" else len(months)
    return tuple(
        _long(first, min(first + step, months.stop) - 1)
        for first in range(months.start, months.stop, step)
    )


def _quarters(months: range) -> tuple[Period, ...]:
    found: dict[str, Period] = {}
    for month in months:
        year, rest = divmod(month, 12)
        key = f"{year:04d}-Q{rest // 3 + 1}"
        first = found[key].first if key in found else month
        found[key] = Period(key=key, first=first, last=month)
    return tuple(found.values())


def _long(first: int, last: int) -> Period:
    calendar_year = first % 12 == 0 and last - first == 11
    key = f"{_month_key(first)}/{_month_key(last)}"
    return Period(
        key=f"{first // 12:04d}" if calendar_year else key, first=first, last=last
    )


def _month_key(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def when(day: PartialDate | None, months: range) -> When | None:
    """Return the months a date may mean, None where it says too little.

    A month without a year is that of the campaign, if the campaign has only one such
    month.
    """
    if day is None:
        return None
    if day.year is None:
        return _without_year(day, months)
    start = day.year * 12
    if day.month is not None:
        return When(first=start + day.month - 1, last=start + day.month - 1)
    if day.quarter is not None:
        return When(first=start + day.quarter * 3 - 3, last=start + day.quarter * 3 - 1)
    if day.half is not None:
        return When(first=start + day.half * 6 - 6, last=start + day.half * 6 - 1)
    return When(first=start, last=start + 11)


def _without_year(day: PartialDate, months: range) -> When | None:
    if day.month is None:
        return None
    fitting = [month for month in months if month % 12 == day.month - 1]
    return When(first=fitting[0], last=fitting[0]) if len(fitting) == 1 else None


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
