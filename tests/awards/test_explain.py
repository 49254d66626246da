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
    "党员评选期内参加集中学习的次数占应参加次数的比例不少于 80%。",
    "支部书记每年主讲党课不少于 2 次，限本单位举办的。",
    "支部书记评选期内的天数占工作日 250 天的比例不少于 1/3，在册不满评选期的按月折算。",
    "党员的下列各项都评定为“通过”：表率作用、工作实绩。",
    "机关、农村党组织评选期内交齐：实施方案、学习制度。",
    (
        "机关、农村党组织所属的党员中，评选期内人人交读书笔记不少于 1 篇，"
        "每篇不少于 800 字。"
    ),
    "机关、农村党组织所属的支部书记中，人人都达到下列各项：作报告、下基层。",
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


MORE = """
[[criterion]]
id = "a"
name = "一季一考"
for = "member"
source = "exams"
measure = "count"
per = "quarter"
require = { min = 1 }
allow_missing = "quarters"
[[criterion]]
id = "b"
name = "考得最好"
for = "member"
source = "exams"
where = { subject = ["理论知识"] }
measure = "max"
field = "score"
require = { min = 85 }
[[criterion]]
id = "c"
name = "调研天数"
for = "leader"
source = "days"
measure = "sum"
field = "days"
per = "half_year"
require = { min = 30 }
[[criterion]]
id = "d"
name = "覆盖"
for = "member"
source = "results"
of = ["a", "b"]
measure = "any"
require = { min = 1 }
severity = "info"
[[criterion]]
id = "e"
name = "三会一课"
for = "branch"
source = "events"
measure = "covers"
field = "kind"
per = "quarter"
require = { includes = ["支部党员大会", "党课"] }
[[criterion]]
id = "f"
name = "学习内容"
for = "member"
source = "submissions"
where = { doc_type = ["读书笔记"] }
measure = "covers"
field = "topic"
require = { includes = ["基本理论"] }
[[criterion]]
id = "g"
name = "五步"
for = "branch"
source = "submissions"
where = { theme_in = "themes" }
measure = "covers"
field = "step"
require = { includes = ["分解课题", "撰写报告"] }
[[criterion]]
id = "h"
name = "讲课"
for = "leader"
source = "events"
where = { kind = ["党课"], role = ["讲"] }
measure = "count"
require = { min = 2 }
documents = { doc_type = ["调研报告"], min = 2 }
[[criterion]]
id = "i"
name = "发表"
for = "member"
source = "submissions"
where = { published = true, outlet_kind = ["报纸"] }
measure = "count"
per = "month"
require = { min = 1 }
[[criterion]]
id = "j"
name = "都要"
for = "member"
source = "results"
of = ["a", "b"]
measure = "all"
require = { all = "达到" }
[[criterion]]
id = "k"
name = "占比"
for = "branch"
source = "results"
members = "member"
of = ["a"]
measure = "share"
require = { min = 0.5 }
"""

SENTENCES_OF_MORE = [
    "党员每季度参加考试不少于 1 次，可缺 1 个季度。",
    "党员评选期内最好一次理论知识考试成绩不低于 85 分。",
    "支部书记每半年的天数不少于 30 天。",
    (
        "党员在下列各项中，达到的不少于 1 项：一季一考、考得最好。"
        "这一项只供了解，不作为条件。"
    ),
    "机关、农村党组织每季度举办的活动要有这几类：支部党员大会、党课。",
    "党员评选期内所交读书笔记的内容要包括这几项：基本理论。",
    (
        "机关、农村党组织评选期内的材料要包括这几步：分解课题、撰写报告，"
        "专题表中的每个专题都要齐。"
    ),
    "支部书记评选期内主讲党课不少于 2 次，另有调研报告不少于 2 篇备查。",
    (
        "党员每月交稿件不少于 1 篇，须在报纸、网络媒体上发表，报刊须有 CN 号，"
        "落款日期最晚到月底后 5 天。"
    ),
    "党员下列各项都达到：一季一考、考得最好。",
    "机关、农村党组织所属的党员中，下列各项都达到的人所占比例不少于 50%：一季一考。",
]
SWITCHES = """
quarters = 1
late_days = 5
count_web_media = true
published_needs_cn = true
"""


def test_each_new_measure_is_one_sentence(tmp_path: Path) -> None:
    """Measures over tables, themes and results read as plainly as the others."""
    infos = describe(criteria(tmp_path, MORE, numbers=SWITCHES), words=load("zh"))
    assert [info.sentence for info in infos] == SENTENCES_OF_MORE
    assert [i.identifier for i in infos if i.severity == "info"] == ["d"]


def test_more_than_is_said(tmp_path: Path) -> None:
    """Where 以上 leaves out the number itself, the sentences say so."""
    numbers = "at_least_includes_number = false\nquarters = 1"
    infos = describe(criteria(tmp_path, MORE, numbers=numbers), words=load("zh"))
    assert infos[0].sentence == "党员每季度参加考试多于 1 次，可缺 1 个季度。"
    assert infos[1].sentence.endswith("考试成绩高于 85 分。")
    assert "另有调研报告不少于 3 篇" in infos[7].sentence


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_new_sentence_has_a_hole(tmp_path: Path, language: str) -> None:
    """In both languages the new sentences are filled in, with nothing left empty."""
    rules = criteria(tmp_path, MORE, numbers=SWITCHES)
    for info in describe(rules, words=load(language)):
        assert not re.search(r"[{}]|None|\(\)|（）", info.sentence)


def test_awards_and_assumptions(tmp_path: Path) -> None:
    """Awards keep places and conditions; assumptions say who signed, if anybody."""
    numbers = "at_least_includes_number = true\nplans = 1\nlate_days = 3"
    plan = PLAN.replace("min = 1", 'min = "plans"')
    rules = criteria(tmp_path, plan, EXAM, AWARD, numbers=numbers)
    (award,) = award_infos(rules)
    assert (award.quota, award.must) == (2, ("member.plan",))
    found = assumptions(rules, words=load("zh"))
    assert [(a.key, a.value, a.label, a.signed_off_by) for a in found] == [
        ("at_least_includes_number", "是", "“以上”包括本数", None),
        ("plans", "1", "“个人学习计划”的最低要求", None),
        ("late_days", "3", "每月的稿件可以迟几天", None),
    ]
