"""Criteria in words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from awards.awards_build import AWARD, BOOKS, EXAM, PLAN, PUBLISHED, criteria

from doctools.awards.explain import assumptions, award_infos, describe
from doctools.messages import load

if TYPE_CHECKING:
    from pathlib import Path

OTHERS = """
[[criterion]]
id = "member.attendance"
name = "参加集中学习"
for = "member"
source = "events"
where = { kind = ["集中学习"] }
measure = "ratio"
require = { min = "attendance_rate" }
[[criterion]]
id = "leader.lecture"
name = "作报告"
for = "leader"
source = "events"
where = { kind = ["党课"], role = ["讲"], own_unit = true }
measure = "count"
per = "year"
require = { min = 2 }
[[criterion]]
id = "leader.days"
name = "下基层"
for = "leader"
source = "days"
measure = "ratio"
field = "days"
denominator = 250
require = { min = "1/3" }
[[criterion]]
id = "member.conduct"
name = "表率"
for = "member"
source = "marks"
measure = "mark"
items = ["表率作用", "工作实绩"]
require = { all = "通过" }
[[criterion]]
id = "org.papers"
name = "方案、制度"
for = "branch"
source = "submissions"
measure = "covers"
field = "doc_type"
require = { includes = ["实施方案", "学习制度"] }
[[criterion]]
id = "org.notes"
name = "有笔记"
for = "branch"
source = "submissions"
members = "member"
where = { doc_type = ["读书笔记"], chars_min = 800 }
measure = "share"
require = { min = 1.0 }
review = true
[[criterion]]
id = "org.leaders"
name = "带头"
for = "branch"
source = "results"
members = "leader"
of = ["leader.lecture", "leader.days"]
measure = "share"
require = { min = 1.0 }
"""

SENTENCES = [
    "党员每月读书不少于 1 本，每本交读书笔记一篇，书须在推荐书目内，可缺 1 个月。",
    (
        "党员每年交学习体会文章、调研报告不少于 2 篇，须在报纸、期刊上发表，级别为县级以上，"
        "每篇不少于 500 字。"
    ),
    "党员每年交个人学习计划不少于 1 篇。",
    "党员评选期内理论知识考试平均成绩不低于 90 分（优秀），只算有成绩的人。",
    "党员评选期内参加集中学习的次数不少于应参加次数的 80%。",
    "支部书记每年主讲党课不少于 2 次，限本单位举办的。",
    "支部书记评选期内的天数不少于工作日 250 天的 1/3，在册不满评选期的按月折算。",
    "党员的下列各项都评定为“通过”：表率作用、工作实绩。",
    "机关、农村党组织评选期内交齐：实施方案、学习制度。",
    (
        "机关、农村党组织所属的党员中，评选期内交读书笔记不少于 1 篇的人占 100% 以上，"
        "每篇不少于 800 字。"
    ),
    "机关、农村党组织所属的支部书记中，下列各项都达到的人占 100% 以上：作报告、下基层。",
]


def test_each_criterion_is_one_sentence(tmp_path: Path) -> None:
    """Every kind of rule reads as one plain sentence that states its numbers."""
    rules = criteria(
        tmp_path,
        BOOKS + "allow_missing = 1\n",
        PUBLISHED,
        PLAN,
        EXAM,
        OTHERS,
        AWARD,
        numbers="attendance_rate = 0.8",
    )
    infos = describe(rules, words=load("zh"))
    assert [info.sentence for info in infos] == SENTENCES
    by_id = {info.identifier: info for info in infos}
    assert by_id["member.plan"].decisive
    assert not by_id["member.books"].decisive
    assert by_id["org.notes"].review
    assert by_id["org.notes"].needs_documents
    assert not by_id["member.exam"].needs_documents


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_sentence_has_a_hole(tmp_path: Path, language: str) -> None:
    """In both languages every sentence is filled in, with nothing left empty."""
    rules = criteria(
        tmp_path, BOOKS, PUBLISHED, OTHERS, numbers="attendance_rate = 0.8"
    )
    for info in describe(rules, words=load(language)):
        assert not re.search(r"[{}]|None|  |\(\)|（）", info.sentence)


def test_awards_and_assumptions(tmp_path: Path) -> None:
    """Awards keep places and conditions; assumptions say who signed, if anybody."""
    numbers = "at_least_includes_number = true\nplans = 1"
    plan = PLAN.replace("min = 1", 'min = "plans"')
    rules = criteria(tmp_path, plan, EXAM, AWARD, numbers=numbers)
    (award,) = award_infos(rules)
    assert (award.quota, award.must) == (2, ("member.plan",))
    found = [(a.key, a.value, a.signed_off_by) for a in assumptions(rules)]
    assert found == [("at_least_includes_number", "true", None), ("plans", "1", None)]
