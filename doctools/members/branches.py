"""Which branch a sheet is about, by its name or the heading above a table."""

from __future__ import annotations

import re
from typing import Final

from doctools.members.cells import name_of
from doctools.text.privacy import without_private_numbers

_BEFORE: Final = re.compile(
    r"(?:附件?\d*[:：、]?|[一二三四五六七八九十]+[、.．]|\(?[一二三四五六七八九十\d]{1,2}[)、.．]"
    r"|\d{4}年度?)"
)
_AFTER: Final = re.compile(
    r"(?:全体|在册|参加)?(?:党员|成员|人员|干部)*"
    r"(?:花名册|名册|名单|名录|(?:信息|登记|统计|情况|一览|签到|考勤|考试|成绩)*表)?"
    r"(?:#\d+)?"
)
_NAMELESS: Final = re.compile(r"(?:sheet|工作表|表|table)\d*", re.IGNORECASE)


def branch_of_sheet(name: str) -> str:
    """Return the branch that the name of a sheet is, without 名单 and the like.

    Sheet1 is none, nor 党员花名册.
    """
    bare = without_private_numbers(name_of(name))
    while found := _BEFORE.match(bare):
        bare = bare[found.end() :]
    for start in range(len(bare) + 1):
        if _AFTER.fullmatch(bare, start):
            bare = bare[:start]
            break
    return "" if _NAMELESS.fullmatch(bare) else bare
