"""What somebody signs for is said in Chinese, whatever number it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from awards.awards_build import AWARD, BOOKS, EXAM, PLAN, criteria
from awards.points_build import MEETINGS, NOTES, POINTS, PUBLISHED_LINE

from doctools import messages
from doctools.awards.explain import assumptions

if TYPE_CHECKING:
    from pathlib import Path

WORDS = messages.load("zh")
SHARE = """
[[criterion]]
id = "branch.notes"
name = "人人有笔记"
for = "branch"
source = "submissions"
members = "member"
where = { doc_type = ["读书笔记"], chars_min = 800 }
measure = "share"
each = { min = 1 }
require = { min = 0.8 }
"""
DAYS = """
[[criterion]]
id = "days"
name = "下基层"
for = "member"
source = "days"
measure = "ratio"
field = "days"
denominator = 250
require = { min = "1/3" }
"""
SCHOOL = """
[[criterion]]
id = "talks"
name = "讲课"
for = "member"
source = "events"
where = { kind = ["党课"], role = ["讲"] }
measure = "count"
per = "quarter"
allow_missing = 1
require = { min = 1 }
documents = { doc_type = ["读书笔记"], min = 2 }
"""
CARRIED = """require = { min = 60 }
cap = 80
carry_over = { max = 10, item = "2009" }
"""
LINE = """
per = "quarter"
best = 3
cap = 6
cap_total = 20
require = { min = 4 }
"""
WEIGHED = 'value = 3\ncoauthor = "weights"\ncoauthor_weights = [1.0, 0.5]\n'
MARKS = """
[[points.line]]
name = "获奖"
source = "marks"
items = ["竞赛"]
value_by_result = { "一等奖" = 6, "二等奖" = 4 }
"""


def unquoted(text: str) -> str:
    """Return rules without the words they quote."""
    return re.sub(r"(?m)^quote = .*\n", "", text)


def signed(tmp_path: Path, *rules: str, numbers: str = "") -> list[str]:
    """Return what is to be signed for, in words."""
    found = criteria(tmp_path, *map(unquoted, rules), numbers=numbers)
    return [entry.value for entry in assumptions(found, words=WORDS)]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (PLAN, "不少于 1 篇"),
        (BOOKS + "allow_missing = 1\n", "不少于 1 本；可缺 1 个月"),
        (SHARE, "每篇不少于 800 字；每人不少于 1 篇；不少于 80%"),
        (DAYS, "整个评选期按 250 个工作日算；不少于 1/3"),
        (SCHOOL, "可缺 1 个季度；不少于 1 次；证明材料不少于 2 篇"),
        (EXAM.replace('grade = "优秀"', "min = 85"), "不少于 85 分"),
    ],
)
def test_a_criterion_is_signed_in_words(tmp_path: Path, rule: str, said: str) -> None:
    """Each number is a phrase with its unit, a share in per cent."""
    assert signed(tmp_path, rule) == [said]


def test_beyond_the_number(tmp_path: Path) -> None:
    """Where 以上 leaves the number out, the phrase says 多于."""
    numbers = "at_least_includes_number = false"
    assert signed(tmp_path, SHARE, numbers=numbers)[1:] == [
        "每篇不少于 800 字；每人多于 1 篇；多于 80%"
    ]


def test_points_are_signed_in_words(tmp_path: Path) -> None:
    """Of a line its values, steps and limits; of the rule its own numbers."""
    assert signed(
        tmp_path,
        POINTS + CARRIED,
        NOTES + WEIGHED,
        NOTES.replace("笔记", "论文", 1) + "value = [6, 5]\n" + LINE,
        PUBLISHED_LINE,
        MEETINGS + "steps = [ { min = 15, points = 50 } ]\n",
        MARKS,
    ) == [
        "不少于 60 分；最多 80 分；结转最多 10 分；上年结转写在评定表的“2009”",
        "每篇 3 分；合写的按作者次序乘以 1.0、0.5",
        (
            "每篇第 1 作者 6 分、第 2 作者 5 分；每季度只取最高的 3 项；最多 6 分；"
            "总共最多 20 分；这一项不少于 4 分"
        ),
        "县级 4 分；市级 12 分",
        "满 15 计 50 分",
        "一等奖 6 分；二等奖 4 分",
    ]


@pytest.mark.parametrize(
    ("seats", "said"),
    [
        ("min = 1, max = 2", "每个支部至少 1 名；每个支部最多 2 名"),
        ('method = "largest_remainder"', "名额按各支部人数用最大余数法分配"),
        ('method = "largest_remainder", total = 2', "共分配 2 个名额"),
    ],
)
def test_seats_are_signed_in_words(tmp_path: Path, seats: str, said: str) -> None:
    """How places are spread is said as an award says it."""
    award = AWARD + f'seats = {{ by = "branch", {seats} }}\n'
    assert signed(tmp_path, PLAN, EXAM, award)[-1] == said


def test_no_key_is_shown_to_whoever_signs(tmp_path: Path) -> None:
    """No Latin letter of the vocabulary stands in what anybody signs for."""
    line = NOTES + "value = 3\n" + LINE
    award = AWARD + 'seats = { by = "branch", min = 1, max = 2 }\n'
    rules = (PLAN, BOOKS, SHARE, DAYS, SCHOOL, EXAM, POINTS + CARRIED, line, award)
    numbers = "late_days = 3\npublished_needs_cn = true\ncount_web_media = true"
    found = criteria(tmp_path, *map(unquoted, rules), numbers=numbers)
    for entry in assumptions(found, words=WORDS):
        assert not re.search("[A-Za-z_]", entry.value), entry
        assert not re.search("[A-Za-z_]", entry.label.replace("CN", "")), entry
