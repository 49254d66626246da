"""Measures over exams, days, marks and the results of other criteria."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from awards.awards_build import (
    EXAM,
    PLAN,
    criteria,
    days,
    event,
    exam,
    facts,
    mark,
    one,
    person,
    work,
)

from doctools.awards.evaluate import evaluate
from doctools.model import PartialDate

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.facts import Exam, Mark
    from doctools.records import CriterionResult

ZHANG = "张三@一支部"


def dated(score: float, written: str) -> Exam:
    """Return a score of a month, `2010-03`, or of no known day."""
    day = (
        PartialDate(year=int(written[:4]), month=int(written[5:])) if written else None
    )
    return replace(exam(ZHANG, score), day=day)


def scored(
    tmp_path: Path, measure: str, bar: str, *exams: Exam, more: str = ""
) -> CriterionResult:
    """Return what a measure makes of exams."""
    rule = EXAM.replace('"mean"', f'"{measure}"').replace('grade = "优秀"', bar) + more
    known = facts(person("张三"), exams=exams)
    (found,) = evaluate(criteria(tmp_path, rule), facts=known, works=[])
    return found


@pytest.mark.parametrize(
    ("measure", "value"), [("min", 60), ("max", 90), ("sum", 230), ("mean", 76.6667)]
)
def test_scores(tmp_path: Path, measure: str, value: float) -> None:
    """The lowest, highest, sum and mean of three scores, and one more than that."""
    exams = (dated(60, "2010-03"), dated(90, "2010-06"), dated(80, ""))
    found = scored(tmp_path, measure, "min = 60", *exams)
    assert (found.value, found.status, len(found.rows)) == (value, "met", 3)
    over = scored(tmp_path, measure, f"min = {value + 1}", *exams)
    assert over.status == "not_met"


@pytest.mark.parametrize(
    ("exams", "status", "value"),
    [
        ((dated(60, "2010-03"), dated(90, "2010-06")), "met", 90),
        ((dated(90, "2010-03"), dated(60, "2010-06")), "not_met", 60),
        ((dated(90, "2010-03"), dated(60, "2010-03")), "no_data", None),
        ((dated(90, "2010-03"), dated(60, "")), "no_data", None),
        ((dated(50, "2010-03"), dated(60, "")), "not_met", None),
        ((dated(95, ""),), "met", 95),
    ],
)
def test_the_last_score(
    tmp_path: Path, exams: tuple[Exam, ...], status: str, value: float | None
) -> None:
    """The last exam decides; where dates leave it open and it matters, no data."""
    found = scored(tmp_path, "last", 'grade = "优秀"', *exams)
    assert (found.status, found.value) == (status, value)


def test_an_exam_every_quarter(tmp_path: Path) -> None:
    """Exams count by quarter; one without a date could be that of the fourth."""
    rule = EXAM.replace('"mean"', '"count"\nper = "quarter"')
    rule = rule.replace('field = "score"\n', "").replace('grade = "优秀"', "min = 1")
    three = tuple(dated(50, f"2010-{month:02d}") for month in (2, 5, 8))
    for last, status in (("2010-11", "met"), ("2010-09", "not_met"), ("", "no_data")):
        known = facts(person("张三"), exams=(*three, dated(50, last)))
        (found,) = evaluate(criteria(tmp_path, rule), facts=known, works=[])
        assert found.status == status
        assert found.value == sum(found.by_period.values()) == len(found.rows)


def test_days_every_half_year(tmp_path: Path) -> None:
    """Days add up exactly within each half-year."""
    rule = """
    [[criterion]]
    id = "days"
    name = "下基层"
    for = "member"
    source = "days"
    measure = "sum"
    field = "days"
    per = "half_year"
    require = { min = 30 }
    no_data = "pending"
    """
    first = (days(ZHANG, 20.1), days(ZHANG, 9.9))
    second = replace(days(ZHANG, 30), day=PartialDate(year=2010, month=9))
    for entries, status, value in (
        ((*first, second), "met", 60.0),
        (first, "not_met", 30.0),
        ((), "no_data", None),
    ):
        known = facts(person("张三"), days=entries)
        (found,) = evaluate(criteria(tmp_path, rule), facts=known, works=[])
        assert (found.status, found.value) == (status, value)


CONDUCT = """
[[criterion]]
id = "conduct"
name = "表率"
for = "member"
source = "marks"
measure = "mark"
items = ["表率作用", "工作实绩"]
require = { all = "通过" }
no_data = "pending"
"""


def given(item: str, result: str, by: str = "王主任", day: int | None = None) -> Mark:
    """Return a mark by a person, in March 2010."""
    on = PartialDate(year=2010, month=3, day=day) if day else None
    return replace(mark(ZHANG, item, result), given_by=by, day=on)


GOOD = given("工作实绩", "通过")


@pytest.mark.parametrize(
    ("marks", "status", "codes"),
    [
        ((given("表率作用", "通过"), given("表率作用", "不通过", "李书记")), "pending", 1),
        ((given("表率作用", "通过"), given("表率作用", "通过", "李书记")), "met", 0),
        ((given("表率作用", "差"), given("表率作用", "不通过", "李书记")), "not_met", 0),
        ((given("表率作用", "不通过", day=3), given("表率作用", "通过", day=9)), "met", 0),
        ((given("表率作用", "通过", day=3), given("表率作用", "不通过", day=9)), "not_met", 0),
        ((given("表率作用", "通过"), given("表率作用", "不通过", day=9)), "pending", 1),
    ],
)  # fmt: skip
def test_marks_that_disagree(
    tmp_path: Path, marks: tuple[Mark, ...], status: str, codes: int
) -> None:
    """Two judges who disagree leave it open; one judge's later mark replaces his own."""
    known = facts(person("张三"), marks=(GOOD, *marks))
    (found,) = evaluate(criteria(tmp_path, CONDUCT), facts=known, works=[])
    assert (found.status, found.codes) == (status, ("sources_disagree",) * codes)
    assert len(found.rows) == 3


def test_a_dispute_matters_only_where_all_else_is_there(tmp_path: Path) -> None:
    """With another item failed it is not met, with another not given it has no data."""
    both = (given("表率作用", "通过"), given("表率作用", "不通过", "李书记"))
    failed = replace(GOOD, result="不通过")
    for marks, status in (((*both, failed), "not_met"), (both, "no_data")):
        known = facts(person("张三"), marks=marks)
        (found,) = evaluate(criteria(tmp_path, CONDUCT), facts=known, works=[])
        assert found.status == status


SOME = """
[[criterion]]
id = "some"
name = "学习覆盖"
for = "member"
source = "results"
of = ["member.plan", "member.exam"]
measure = "any"
require = { min = 1 }
[[criterion]]
id = "both"
name = "都要"
for = "member"
source = "results"
of = ["some", "member.plan"]
measure = "all"
require = { all = "达到" }
"""


@pytest.mark.parametrize(
    ("status", "score", "some", "both"),
    [
        ("ok", 95, ("met", 2), ("met", 2)),
        ("ok", 50, ("met", 1), ("met", 2)),
        ("pending", 95, ("met", 1), ("pending", 1)),
        ("pending", 50, ("pending", 0), ("pending", 0)),
        ("rejected", None, ("no_data", 0), ("not_met", 0)),
        ("rejected", 50, ("not_met", 0), ("not_met", 0)),
    ],
)
def test_any_and_all(
    tmp_path: Path,
    status: str,
    score: float | None,
    some: tuple[str, float],
    both: tuple[str, float],
) -> None:
    """Enough of the results must be met, or all; rules may look at such rules again."""
    plan = work("w-a", ZHANG, "个人学习计划", status=status, codes=("suspected_copy",))
    if status == "ok":
        plan = replace(plan, codes=())
    exams = () if score is None else (exam(ZHANG, score),)
    known = facts(person("张三"), exams=exams)
    found = evaluate(criteria(tmp_path, SOME, PLAN, EXAM), facts=known, works=[plan])
    for name, expected in (("some", some), ("both", both)):
        result = one(found, name, ZHANG)
        assert (result.status, result.value) == expected
        assert bool(result.pending) == (
            result.status == "pending" or status == "pending"
        )


LECTURE = """
[[criterion]]
id = "lecture"
name = "讲课"
for = "member"
source = "events"
where = { kind = ["党课"], role = ["讲"] }
measure = "count"
per = "year"
require = { min = 2 }
documents = { doc_type = ["调研报告"], min = 2 }
"""


def test_scripts_stand_beside_the_count(tmp_path: Path) -> None:
    """Papers of the types named are shown as proof; too few are said, and block nothing."""
    events = tuple(
        event(f"2010-0{month}-05", "党课", speakers=(ZHANG,)) for month in (3, 4)
    )
    works = [
        work("w-a", ZHANG, "调研报告"),
        work("w-b", ZHANG, "调研报告", status="pending", codes=("suspected_copy",)),
        work("w-c", ZHANG, "调研报告", period="2009-03"),
    ]
    known, rules = facts(person("张三"), events=events), criteria(tmp_path, LECTURE)
    (found,) = evaluate(rules, facts=known, works=works)
    assert (found.status, found.value, found.counted) == ("met", 2, ())
    assert (found.proof, found.codes) == (("w-a",), ("few_proofs",))
    more = [*works, work("w-d", ZHANG, "调研报告")]
    (found,) = evaluate(rules, facts=known, works=more)
    assert (found.proof, found.codes) == (("w-a", "w-d"), ())


def test_no_event_for_the_person_is_no_data(tmp_path: Path) -> None:
    """Where nothing of the kind was held for a person the table says nothing on him."""
    elsewhere = event("2010-03-05", "党课", organisation="二支部")
    rule = LECTURE + 'no_data = "pending"\n'
    for events, status in (
        ((elsewhere,), "no_data"),
        ((elsewhere, event("2010-03-05", "党课", organisation="一支部")), "not_met"),
    ):
        known = facts(person("张三"), events=events)
        (found,) = evaluate(criteria(tmp_path, rule), facts=known, works=[])
        assert found.status == status


def test_study_every_week(tmp_path: Path) -> None:
    """One meeting in each of 52 weeks meets it; weeks may be missed as allowed."""
    rule = """
    [[criterion]]
    id = "weekly"
    name = "每周学习"
    for = "member"
    source = "events"
    measure = "count"
    per = "week"
    require = { min = 1 }
    """
    monday = date(2010, 1, 4)
    weekly = tuple(
        event((monday + timedelta(weeks=n)).isoformat(), "集中学习", ZHANG)
        for n in range(52)
    )
    for events, missing, status in (
        (weekly, 0, "met"),
        (weekly[:48], 4, "met"),
        (weekly[:47], 4, "not_met"),
    ):
        rules = criteria(tmp_path, rule + f"allow_missing = {missing}\n")
        (found,) = evaluate(rules, facts=facts(person("张三"), events=events), works=[])
        assert found.status == status
        assert found.value == sum(found.by_period.values()) == len(found.rows)
