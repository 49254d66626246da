"""Months, quarters, weeks of the records: when they end, and how a clerk reads them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doctools.messages import Catalogue

_WRITTEN = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])"
    r"|H(?P<half>[12])|W(?P<week>[0-4]\d|5[0-3])))?"
)
_LEAST_RUN = 3
"""Months in a row from which only the first and the last are written."""


def span(period: str) -> tuple[date, date] | None:
    """Return the first and the last day of `2010-03`, `2010-Q1`, `2010-H1`, `2010`.

    Weeks are those of ISO 8601, `2010-W07`; `2009-09/2010-08` runs from month to
    month. None for anything else, such as a month of an unknown year.
    """
    first, slash, last = period.partition("/")
    if slash:
        begin, end = span(first), span(last)
        return (begin[0], end[1]) if begin and end else None
    found = _WRITTEN.fullmatch(period)
    if not found:
        return None
    parts = {name: int(text) for name, text in found.groupdict().items() if text}
    if "week" in parts:
        return _week(parts["year"], parts["week"])
    return _months(parts["year"], *_first_and_number(parts))


def _week(year: int, week: int) -> tuple[date, date] | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return monday, monday + timedelta(days=6)


def _first_and_number(parts: dict[str, int]) -> tuple[int, int]:
    """Return the first month of a period and how many months it has."""
    for name, length in (("month", 1), ("quarter", 3), ("half", 6)):
        if name in parts:
            return (parts[name] - 1) * length + 1, length
    return 1, 12


def _months(year: int, first: int, number: int) -> tuple[date, date]:
    last = first + number - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def shown(periods: Iterable[str], words: Catalogue) -> str:
    """Return periods in order as a clerk writes them: `2010年1月至3月、5月`."""
    return words.listed(
        _year(year, list(group), words)
        for year, group in groupby(sorted(periods), key=lambda period: period[:4])
    )


def _year(year: str, periods: list[str], words: Catalogue) -> str:
    """Return the periods of one year, the year said once."""
    if periods == [year]:
        return words("report.periods.year", year=year)
    parts = words.listed(_parts(periods, words))
    return words("report.periods.in_year", year=year, parts=parts)


def _parts(periods: list[str], words: Catalogue) -> Iterator[str]:
    """Yield the months, runs of them as one, and all other periods one by one."""
    months = [period for period in periods if re.fullmatch(r"\d{4}-\d{2}", period)]
    numbers = [int(month[5:]) for month in months]
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        if len(run) >= _LEAST_RUN:
            yield words("report.periods.months", first=run[0], last=run[-1])
        else:
            yield from (words("report.month", month=number) for number in run)
    for period in periods:
        if period not in months:
            yield _other(period, words)


def _other(period: str, words: Catalogue) -> str:
    found = _WRITTEN.fullmatch(period)
    if found and found["half"]:
        return words(f"report.periods.half_{found['half']}")
    for name in ("quarter", "week"):
        if found and found[name]:
            return words(f"report.periods.{name}", number=int(found[name]))
    return period.removeprefix(f"{period[:4]}-").replace("/", "–")
