"""The time a campaign covers, and what a partial date means inside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from doctools.text.dates import span_of

if TYPE_CHECKING:
    from doctools.model import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPeriod:
    """First and last day whose works count.

    `date_order` names the sources of a work's date, as `timing.DATE_ORDER` does; empty
    for the usual order.
    """

    first: date
    last: date
    date_order: tuple[str, ...] = ()

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
