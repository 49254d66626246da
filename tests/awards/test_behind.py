"""A share of an organisation's members names those who have not reached it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from awards.awards_build import PLAN, criteria, facts, one, person, work
from reports.synthetic_result import build, chinese

from doctools.awards.evaluate import evaluate
from doctools.records import CriterionResult, MemberBehind
from doctools.reports.speech import Speech

if TYPE_CHECKING:
    from pathlib import Path

SHARE = """
[[criterion]]
id = "branch.plans"
name = "人人有计划"
for = "branch"
source = "submissions"
members = "member"
where = { doc_type = ["个人学习计划"] }
measure = "share"
each = { min = 1 }
require = { min = 0.5 }
"""
COVERED = """
[[criterion]]
id = "branch.covered"
name = "人人达到"
for = "branch"
source = "results"
members = "member"
of = ["member.plan"]
measure = "share"
require = { min = 0.5 }
"""


def test_who_is_missing_and_who_waits_is_named(tmp_path: Path) -> None:
    """Of works and of results alike; whoever has reached it is not among them."""
    people = [person(name) for name in ("张三", "李四", "王五")]
    plan = work("w-a", "张三@一支部", "个人学习计划")
    waits = work(
        "w-b", "李四@一支部", "个人学习计划", status="pending", codes=("needs_ocr",)
    )
    found = evaluate(
        criteria(tmp_path, PLAN, SHARE, COVERED),
        facts=facts(*people),
        works=[plan, waits],
    )
    for rule in ("branch.plans", "branch.covered"):
        result = one(found, rule, "一支部")
        assert result.value == 0.3333
        assert {member.subject: member.status for member in result.behind} == {
            "李四@一支部": "pending",
            "王五@一支部": "not_met",
        }


def test_a_long_list_is_cut_for_people_only() -> None:
    """Ten are named in report and workbook, with the number of all."""
    result = build()
    behind = tuple(
        MemberBehind(subject=f"党员{number}", status="not_met") for number in range(12)
    )
    entry = CriterionResult(
        subject="一支部",
        criterion="k",
        value=0.1,
        required=0.5,
        status="not_met",
        behind=behind,
    )
    say = Speech(words=chinese(), result=result)
    assert say.remarks(entry).endswith("党员9 等 12 人")
    assert say.remarks(replace(entry, behind=behind[:1])) == "未达到的：党员0"
