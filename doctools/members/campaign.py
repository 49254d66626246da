"""The time a campaign covers, and what a partial date means inside it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doctools.model import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPeriod:
    """First and last day whose works count."""

    first: date
    last: date

    def complete(self, stated: PartialDate) -> PartialDate:
        """Return the date with the campaign's year where it states only a month.

        A month that falls into the campaign in two different years stays as it is.
        """
        if stated.year is not None:
            return stated
        years = [
            year
            for year in range(self.first.year, self.last.year + 1)
            if self.overlaps(replace(stated, year=year))
        ]
        return replace(stated, year=years[0]) if len(years) == 1 else stated

    def overlaps(self, stated: PartialDate) -> bool:
        """Tell whether any day the date may mean lies inside; unknown years may."""
        span = span_of(stated)
        return span is None or (span[0] <= self.last and self.first <= span[1])

    def contains(self, stated: PartialDate) -> bool:
        """Tell whether every day the date may mean lies inside."""
        span = span_of(stated)
        return span is not None and self.first <= span[0] and span[1] <= self.last

    def months(self) -> tuple[str, ...]:
        """Return the months the campaign touches, `2010-01` and so on."""
        first = self.first.year * 12 + self.first.month - 1
        last = self.last.year * 12 + self.last.month - 1
        return tuple(f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(first, last + 1))


def span_of(stated: PartialDate) -> tuple[date, date] | None:
    """Return the first and last day a date may mean, or None without a year."""
    if stated.year is None:
        return None
    if stated.month is not None and stated.day is not None:
        last_day = monthrange(stated.year, stated.month)[1]
        day = date(stated.year, stated.month, min(stated.day, last_day))
        return day, day
    first, last = _months_of(stated)
    return (
        date(stated.year, first, 1),
        date(stated.year, last, monthrange(stated.year, last)[1]),
    )


def _months_of(stated: PartialDate) -> tuple[int, int]:
    if stated.month is not None:
        return stated.month, stated.month
    if stated.quarter is not None:
        return stated.quarter * 3 - 2, stated.quarter * 3
    if stated.half is not None:
        return stated.half * 6 - 5, stated.half * 6
    return 1, 12
