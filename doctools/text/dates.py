"""Dates in every form clerks write them, as far as each is stated.

A partial date stays partial: 3月 has no year, 2010年第一季度 no month. The year in a
document number (`馆镇字〔2010〕28号`) is no date.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass, replace
from functools import lru_cache

from doctools.model import PartialDate
from doctools.text.numerals import value

_NUMERALS = "〇一二三四五六七八九"
_SAME_LENGTH = {
    ord("０") + number: str(number) for number in range(10)
} | str.maketrans("．－／○零ＯOo　", ".-/〇〇〇〇〇 ")
"""One character for one, so that offsets stay those of the text."""

_ARABIC_YEAR = r"(?<!\d)(?:19|20)\d{2}"
_SHORT_YEAR = r"(?<![\d.\-/])\d{2}"
_WRITTEN_YEAR = (
    r"(?<![\d〇一二三四五六七八九十])"
    r"(?:[12][09〇][\d〇]{2}|[一二][九〇0][〇0一二三四五六七八九]{2})"
)
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_DAY_MARK = rf"(?: *{_DAY} *[日号])?"
_ALONE = r"(?<![\d〇一二三四五六七八九十.])"
_ARABIC_RANGE = r"(?P<first>1[0-2]|0?[1-9])(?: *月份?)? *(?:[-—–~～至到]+) *(?P<last>1[0-2]|0?[1-9])"
_WRITTEN_RANGE = (
    r"(?P<first>十[一二]?|[一二三四五六七八九])(?:月份?[-—–~～]+|(?:月份?)?[至到])"
    r"(?P<last>十[一二]?|[一二三四五六七八九])"
)
_QUARTER = r"第? *(?P<quarter>[1-4一二三四]) *季度?"
_HALF = r"(?P<half>[上下])半年"
_UNIT = r"(?! *[%％‰亿万千元亩吨公米个人户册篇])"
_OF_YEAR = rf"(?P<year>{_ARABIC_YEAR}|{_WRITTEN_YEAR}) *年度?,? *"

_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        # 2010年1至3月, 1-6月; of 张三-4月 the name is no month
        rf"(?:{_OF_YEAR})?{_ALONE}{_ARABIC_RANGE} *月份?",
        rf"(?:{_OF_YEAR})?{_ALONE}{_WRITTEN_RANGE}月份?",
        # 2010年3月15日, 二〇一〇年三月十五日, 2010年3月
        rf"(?P<year>{_ARABIC_YEAR}|{_WRITTEN_YEAR}|{_SHORT_YEAR}) *年 *{_MONTH} *月份?{_DAY_MARK}",
        rf"{_OF_YEAR}{_QUARTER}",
        rf"{_OF_YEAR}{_HALF}",
        # 2010.3.15, 2010-03-15, 2010/3/5
        rf"(?P<year>{_ARABIC_YEAR})(?P<mark> ?[.\-/、] ?){_MONTH}(?P=mark){_DAY}(?!\d)[日号]?",
        # 20100315
        rf"(?P<year>{_ARABIC_YEAR})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        # 10.3.15, 10-03-15
        rf"(?P<year>{_SHORT_YEAR})\.(?P<month>1[0-2]|0?[1-9])\.(?P<day>3[01]|[12]\d|0?[1-9])(?!\.?\d)",
        rf"(?P<year>{_SHORT_YEAR})-(?P<month>1[0-2]|0[1-9])-(?P<day>3[01]|[12]\d|0[1-9])(?![-\d])",
        # 2010.3, 2010-03, 201003
        rf"(?P<year>(?<![\d.]){_ARABIC_YEAR})[.\-/](?P<month>1[0-2]|0?[1-9])(?!\.?\d){_UNIT}",
        rf"(?<!邮编)(?<![：:])(?P<year>{_ARABIC_YEAR})(?P<month>0[1-9]|1[0-2])(?!\d){_UNIT}",
        # 2010年, 2010年度, 二〇一〇年
        rf"(?P<year>{_ARABIC_YEAR}|{_WRITTEN_YEAR}) *年(?![来前后龄限均])度?",
        # 3月15日, 三月份 (of 张三 月度总结 the name is no month), 第一季度, 上半年
        rf"{_ALONE}{_MONTH}(?:(?<=\d) +)?月(?!度)份?{_DAY_MARK}",
        rf"{_ALONE}第? *(?P<quarter>[1-4一二三四]) *季度",
        _HALF,
    )
)
"""In order of trust: an earlier form hides later ones that overlap it."""

_DOCUMENT_NUMBER = re.compile(
    r"[〔\[［（(【] *[\d〇一二三四五六七八九×X]{4} *[〕\]］）)】] *第? *[\d×X]{1,5} *号"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date and the range of the text it stands in."""

    date: PartialDate
    start: int
    end: int


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Return the dates of a text from left to right; none overlaps another."""
    return _find_in_line(text) if len(text) <= LINE else _find_in(text)


LINE = 200
"""Characters up to which what was found is kept: lines are looked at again and again."""


def _find_in(text: str) -> tuple[FoundDate, ...]:
    plain = text.translate(_SAME_LENGTH)
    taken = [match.span() for match in _DOCUMENT_NUMBER.finditer(plain)]
    found: list[FoundDate] = []
    for form in _FORMS:
        for match in form.finditer(plain):
            start, end = match.span()
            if any(start < other_end and other < end for other, other_end in taken):
                continue
            taken.append((start, end))
            date = _date_of(match.groupdict())
            if date is not None:
                found.append(FoundDate(date=date, start=start, end=end))
    return tuple(sorted(found, key=lambda each: each.start))


_find_in_line = lru_cache(maxsize=10_000)(_find_in)


def parse_date(text: str) -> PartialDate | None:
    """Return the most complete date of a text, the first of equals, or None."""
    dates = [each.date for each in find_dates(text)]
    return max(dates, key=completeness) if dates else None


def span_of(stated: PartialDate) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day a date may mean, or None without a year."""
    if stated.year is None:
        return None
    if stated.month is not None and stated.day is not None:
        last_day = monthrange(stated.year, stated.month)[1]
        day = dt.date(stated.year, stated.month, min(stated.day, last_day))
        return day, day
    first, last = _months_of(stated)
    return (
        dt.date(stated.year, first, 1),
        dt.date(stated.year, last, monthrange(stated.year, last)[1]),
    )


def _months_of(stated: PartialDate) -> tuple[int, int]:
    if stated.month is not None:
        return stated.month, stated.month
    if stated.quarter is not None:
        return stated.quarter * 3 - 2, stated.quarter * 3
    if stated.half is not None:
        return stated.half * 6 - 5, stated.half * 6
    return 1, 12


LONGEST_DATE = 40
"""Characters; 二〇一〇年十二月二十五日（星期六）上午 has 20."""


def is_date(text: str) -> bool:
    """Tell whether a text is a date and nothing else, brackets and blanks aside."""
    bare = text.strip("（()）[]【】〔〕 \t　")
    return len(bare) <= LONGEST_DATE and any(
        found.start == 0 and found.end == len(bare) for found in find_dates(bare)
    )


def completeness(date: PartialDate) -> int:
    """Return how much a date states: the year weighs most, then month, then day."""
    month = date.month is not None
    period = month or date.quarter is not None or date.half is not None
    return 8 * (date.year is not None) + 2 * month + period + (date.day is not None)


def _date_of(parts: dict[str, str | None]) -> PartialDate | None:
    stated = parts.get("year")
    year = _year(stated) if stated else None
    if parts.get("first"):
        return _period(value(parts["first"] or ""), value(parts["last"] or ""), year)
    date = PartialDate(
        year=year,
        month=value(parts.get("month") or ""),
        day=value(parts.get("day") or ""),
        quarter=value(parts.get("quarter") or ""),
        half={"上": 1, "下": 2}.get(parts.get("half") or ""),
    )
    return date if _exists(date) else None


def _exists(date: PartialDate) -> bool:
    if date.month is None or date.day is None:
        return True
    leap_year = 2000  # 2月29日 without a year may be right
    return date.day <= monthrange(date.year or leap_year, date.month)[1]


def _period(
    first: int | None, last: int | None, year: int | None
) -> PartialDate | None:
    """Return the quarter or half-year from one month to another, if it is one."""
    if first is None or last is None:
        return None
    whole = PartialDate(year=year)
    if last - first == 2 and last % 3 == 0:
        return replace(whole, quarter=last // 3)
    if last - first == 5 and last % 6 == 0:
        return replace(whole, half=last // 6)
    return whole if year is not None else None


def _year(digits: str) -> int:
    value = int(
        "".join(str(_NUMERALS.index(d)) if d in _NUMERALS else d for d in digits)
    )
    if len(digits) > 2:
        return value
    return value + (2000 if value < 70 else 1900)
