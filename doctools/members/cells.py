"""What one cell of an office table says: a name, a date, a number, yes or no."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from doctools.model import PartialDate
from doctools.text.numerals import value
from doctools.text.privacy import mask_private

Cell = str | float | bool | date | datetime | timedelta | None

_YES: Final = frozenset(
    [
        "是",
        "√",
        "✓",
        "✔",
        "y",
        "yes",
        "true",
        "有",
        "党员",
        "正式党员",
        "中共党员",
        "预备党员",
        "中共预备党员",
        "正式",
        "预备",
    ]
)
_NO: Final = frozenset(
    [
        "否",
        "×",
        "✗",
        "x",
        "n",
        "no",
        "false",
        "无",
        "非党员",
        "群众",
        "共青团员",
        "团员",
        "非",
    ]
)
_DOTS: Final = str.maketrans(dict.fromkeys("•‧∙⋅・．", "·"))
_BETWEEN: Final = re.compile(r"[、，,;；|\n]+")
_DAY_ZERO: Final = date(1899, 12, 30)
"""Day 0 of the serial dates of Excel's 1900 system, valid from 1 March 1900."""

_DATE_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?",
        r"(?P<year>\d{4})年(?P<month>\d{1,2})月份?",
        r"(?P<year>\d{4})年(?P<month>十[一二]?|[一二三四五六七八九])月份?",
        r"(?P<year>\d{4})年?第?(?P<quarter>[1-4一二三四])季度?",
        r"(?P<year>\d{4})年?(?P<half>[上下])半年",
        r"(?P<year>\d{4})年(?:度|全年)?",
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:00:00(?::00)?)?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>0[1-9]|1[0-2])",
        r"(?P<year>(?:19|20)\d{2})",
        r"(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?",
        r"第?(?P<quarter>[1-4一二三四])季度?",
        r"(?P<half>[上下])半年",
        r"(?P<month>\d{1,2})月份?",
        r"(?P<month>十[一二]?|[一二三四五六七八九])月份?",
    )
)
_HALVES: Final = {"上": 1, "下": 2}


def words_in(listed: str) -> frozenset[str]:
    """Return the words of a list written with blanks between them."""
    return frozenset(listed.split())


class CellError(ValueError):
    """A cell that cannot be read as what its column holds; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def text_of(cell: Cell) -> str:
    """Return the cell as text: full-width forms folded, spaces at the ends dropped."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    written = str(cell)
    if written.isascii():
        return written.strip()
    return unicodedata.normalize("NFKC", written).strip()


def name_of(cell: Cell) -> str:
    """Return a name without any spaces, its middle dot as `·`."""
    return "".join(text_of(cell).split()).translate(_DOTS)


def names_of(cell: Cell) -> tuple[str, ...]:
    """Return the names of a list written with 、 or commas, each once."""
    names = (name_of(part) for part in _BETWEEN.split(text_of(cell)))
    return tuple(dict.fromkeys(name for name in names if name))


def shown(cell: Cell) -> str:
    """Return the cell for a message, with digits that may be an ID or a phone masked."""
    return mask_private(text_of(cell))


def yes_of(cell: Cell) -> bool | None:
    """Return whether the cell says yes or no, None where it is empty.

    Raises:
        CellError: `not_yes_or_no`.
    """
    if isinstance(cell, bool):
        return cell
    word = name_of(cell).lower()
    if not word:
        return None
    if word in _YES or word == "1":
        return True
    if word in _NO or word == "0":
        return False
    raise CellError("not_yes_or_no")


def number_of(cell: Cell, *, unit: str = "") -> float | None:
    """Return the number in the cell, None where it is empty.

    Raises:
        CellError: `not_a_number`.
    """
    written = name_of(cell).removesuffix(unit) if unit else name_of(cell)
    if not written:
        return None
    if not re.fullmatch(r"\d+(?:\.\d+)?", written):
        raise CellError("not_a_number")
    return float(written)


def date_of(cell: Cell) -> PartialDate | None:
    """Return the date as far as the cell states it, None where it is empty.

    Excel dates, Excel's serial numbers, 20100315, 2010-3-15, 2010年3月, 3月 and 2010
    are read.

    Raises:
        CellError: `not_a_date`, or `ambiguous_date` for the number 2010.1, which may
            have been typed as 2010.10.
    """
    if isinstance(cell, date):
        return PartialDate(year=cell.year, month=cell.month, day=cell.day)
    if isinstance(cell, float) and not isinstance(cell, bool):
        return _date_of_number(cell)
    written = name_of(cell)
    return _date_of_text(written) if written else None


def month_of(cell: Cell) -> PartialDate | None:
    """Return what a column of months states: `date_of`, and 5 is the month of May.

    Raises:
        CellError: as `date_of`.
    """
    written = name_of(cell)
    if re.fullmatch(r"0?[1-9]|1[0-2]", written):
        return PartialDate(month=int(written))
    return date_of(cell)


def day_of(cell: Cell) -> date | None:
    """Return a whole calendar day, None where the cell is empty.

    A month stands for its first day.

    Raises:
        CellError: `not_a_date`, also where year or month are missing.
    """
    found = date_of(cell)
    if found is None:
        return None
    if found.year is None or found.month is None:
        raise CellError("not_a_date")
    return date(found.year, found.month, found.day or 1)


def last_day_of(cell: Cell) -> date | None:
    """Return a whole calendar day as `day_of`; a month stands for its last day."""
    first = day_of(cell)
    stated = date_of(cell)
    if first is None or stated is None or stated.day is not None:
        return first
    return first.replace(day=monthrange(first.year, first.month)[1])


def whole(stated: PartialDate | None) -> date | None:
    """Return a date that is known to the day, else None."""
    if stated is None or stated.year is None or stated.month is None:
        return None
    return date(stated.year, stated.month, stated.day) if stated.day else None


def path_of(cell: Cell) -> str:
    """Return a path as it stands, with `/`: full-width brackets belong to a name."""
    written = text_of(cell) if isinstance(cell, float) else str(cell or "")
    return written.strip().strip('"“”').strip().replace("\\", "/")


def _date_of_number(number: float) -> PartialDate:
    if number.is_integer() and 20000 < number < 80000:  # 1954 to 2119 as serial days
        day = _DAY_ZERO + timedelta(days=int(number))
        return PartialDate(year=day.year, month=day.month, day=day.day)
    written = text_of(number)
    if written.endswith(".1"):
        raise CellError("ambiguous_date")
    return _date_of_text(written)


@lru_cache(maxsize=4096)  # a column holds the same days over and over
def _date_of_text(written: str) -> PartialDate:
    for form in _DATE_FORMS:
        if found := form.fullmatch(written):
            parts = {
                key: _HALVES.get(written) or value(written) or 0
                for key, written in found.groupdict().items()
            }
            return _checked(parts)
    raise CellError("not_a_date")


def _checked(parts: dict[str, int]) -> PartialDate:
    try:
        date(parts.get("year", 2000), parts.get("month", 1), parts.get("day", 1))
    except ValueError as error:
        raise CellError("not_a_date") from error
    return PartialDate(**parts)
