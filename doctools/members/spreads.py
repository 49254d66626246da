"""Columns side by side that hold one thing each for a month, an exam or a meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from doctools.members.cells import (
    CellError,
    date_of,
    name_of,
    text_of,
    words_in,
)
from doctools.model import PartialDate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doctools.members.cells import Cell
    from doctools.members.headings import Heading, IsSpread

_DATE: Final = re.compile(
    r"(?:\d{4}[年./-])?(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:\d{1,2}[日号]?|份)?"
    r"|\d{4}[./-]\d{1,2}(?:[./-]\d{1,2})?"
    r"|(?:\d{4}年?)?(?:第?[一二三四1-4]季度?|[上下]半年)"
    r"|\d{4}年(?:度|全年)?"
)
_EXAM: Final = re.compile(r"成绩|得分|分数|考试|测试|测验|考核|笔试|科目")
_NO_EXAM: Final = re.compile(
    r"总分|总成绩|总评|平均|合计|累计|全年|排名|名次|等[级次]|备注|补考|是否|签|加分|扣分"
    r"|序号|年龄|党龄|工龄|人数|年份|次数|天数|工资|补助|编[号制]|性别|学历|职[务称]"
)
_GENERAL: Final = re.compile(
    r"成绩|得分|分数|考试|测试|测验|笔试|各科|科目|\(分\)|[()\[\]\-_.:、/·]"
)
_DAYS: Final = re.compile(r"下基层|调研|天数|日数|[天()\[\]:、]")
_PUNCTUATION: Final = re.compile(r"[()\[\]:、,，_\-]")
_NUMBER: Final = re.compile(r"(?:1[0-4]\d|150|\d{1,2})(?:\.\d+)?分?")
ABSENT: Final = words_in(
    "缺考 缺 未考 未参加 免考 请假 病假 事假 缺席 无 / - -- — —— ×"
)
"""What stands in place of a mark where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the heading of such a column says: when, and what else."""

    day: PartialDate | None
    rest: str


@lru_cache(maxsize=1024)  # asked for every row below it
def read_heading(heading: Heading) -> Said:
    """Return the date both rows of a heading name together, and the rest of them."""
    for cell in (heading.sub, heading.top):
        if isinstance(cell, date):
            other = heading.top if cell is heading.sub else heading.sub
            return Said(day=date_of(cell), rest=name_of(other))
    text = heading.text
    day: PartialDate | None = None
    for found in _DATE.finditer(text):
        try:
            stated = date_of(found[0])
        except CellError:
            continue
        day = _joined(day, stated) if day and stated else day or stated
    return Said(day=day, rest=_DATE.sub("", text))


def _joined(first: PartialDate, second: PartialDate) -> PartialDate:
    """Return a date of two pieces, a year and a month such as 2010年 over 3月."""
    more = {
        name: getattr(second, name)
        for name in ("year", "month", "day", "quarter", "half")
        if getattr(first, name) is None
    }
    return replace(first, **more)


def exam_of(heading: Heading) -> Said:
    """Return when an exam was and its subject."""
    said = read_heading(heading)
    return replace(said, rest=_GENERAL.sub("", said.rest))


def meeting_of(heading: Heading) -> Said:
    """Return when a meeting was and of what kind."""
    said = read_heading(heading)
    return replace(said, rest=_PUNCTUATION.sub("", said.rest))


def is_surely_exam(heading: Heading) -> bool:
    """Tell whether a heading speaks of an exam, or of a month or quarter only."""
    said = read_heading(heading)
    return bool(_EXAM.search(heading.text) or (said.day and not said.rest))


def _is_exam(heading: Heading, cells: Sequence[Cell]) -> int:
    text = heading.text
    if _NO_EXAM.search(text):
        return 0
    if is_surely_exam(heading):
        return 2 * (_share_of_marks(cells) > 0)
    return int(holds_marks(heading, cells))


def holds_marks(heading: Heading, cells: Sequence[Cell]) -> bool:
    """Tell whether a column holds mostly small numbers and is no sum, rank or age."""
    text = heading.text
    is_word = isinstance(heading.sub or heading.top, str) and not text.isdecimal()
    named_so = is_word and not _NO_EXAM.search(text)
    return named_so and _share_of_marks(cells) >= 0.5


def _share_of_marks(cells: Sequence[Cell]) -> float:
    written = [word for word in map(name_of, cells) if word and word not in ABSENT]
    marks = sum(1 for word in written if _NUMBER.fullmatch(word))
    return marks / len(written) if written else 0.0


def _is_month(heading: Heading, _: Sequence[Cell]) -> int:
    said = read_heading(heading)
    is_period = said.day is not None and (said.day.month or said.day.quarter)
    return 2 if is_period and not _DAYS.sub("", said.rest) else 0


def _is_meeting(heading: Heading, _: Sequence[Cell]) -> int:
    said = read_heading(heading)
    return 2 if said.day is not None and said.day.month else 0


SPREADS: Final[Mapping[str, IsSpread]] = {
    "exams": _is_exam,
    "days": _is_month,
    "events": _is_meeting,
}
"""For a kind of table what tells the columns its field may be spread over."""


def date_in(text: str) -> PartialDate | None:
    """Return the date a title or the name of a sheet names, or None."""
    for found in _DATE.finditer("".join(text_of(text).split())):
        try:
            return date_of(found[0])
        except CellError:
            continue
    return None
