"""People who move, join or leave: what they owe, and to whom they belong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from awards.awards_build import criteria, event, exam, facts, one, person, work

from doctools.awards.evaluate import evaluate
from doctools.errors import UsageError
from doctools.facts import Stay
from doctools.model import PartialDate

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.facts import Person

ZHANG = "张三@二支部"
JUNE = date(2010, 6, 15)


def moved(**more: object) -> Person:
    """Return a person who moved from the first to the second branch in mid-June."""
    stays = (
        Stay(branch="一支部", last=date(2010, 6, 14)),
        Stay(branch="二支部", first=JUNE),
    )
    return person("张三", "二支部", stays=stays, **more)


ATTENDANCE = """
[[criterion]]
id = "attendance"
name = "参加集中学习"
for = "member"
source = "events"
where = { kind = ["集中学习"] }
measure = "ratio"
require = { min = 0.5 }
no_data = "pending"
"""


def test_events_of_the_branch_of_that_day(tmp_path: Path) -> None:
    """Due are the first branch's events before the move, the second's after it."""
    due = event("2010-06-14", "集中学习", ZHANG, organisation="一支部")
    due_after = event("2010-06-15", "集中学习", ZHANG, organisation="二支部")
    events = (
        due,
        due_after,
        event("2010-06-15", "集中学习", organisation="一支部"),
        event("2010-06-14", "集中学习", organisation="二支部"),
        event("2010-12-01", "集中学习"),
    )
    rules = criteria(tmp_path, ATTENDANCE)
    found = evaluate(rules, facts=facts(moved(), events=events), works=[])
    result = one(found, "attendance", ZHANG)
    assert (result.value, result.rows) == (0.6667, (due.row, due_after.row))


@pytest.mark.parametrize(
    ("month", "status"), [(5, "not_met"), (6, "no_data"), (7, "met")]
)
def test_an_event_that_may_not_have_been_due(
    tmp_path: Path, month: int, status: str
) -> None:
    """A missed event dated by its month alone leaves the share open in June only."""
    attended = event("2010-03-05", "集中学习", ZHANG, organisation="一支部")
    missed = event("2010-01-01", "集中学习", organisation="一支部")
    rough = replace(missed, day=PartialDate(year=2010, month=month))
    found = evaluate(
        criteria(tmp_path, ATTENDANCE.replace("0.5", "1.0")),
        facts=facts(moved(), events=(attended, rough)),
        works=[],
    )
    assert one(found, "attendance", ZHANG).status == status


NOTES = """
[[criterion]]
id = "notes"
name = "有笔记"
for = "branch"
source = "submissions"
members = "member"
where = { doc_type = ["读书笔记"] }
measure = "share"
require = { min = 1.0 }
"""


@pytest.mark.parametrize(
    ("left", "branch"), [(None, "二支部"), (date(2010, 5, 31), "一支部")]
)
def test_a_share_counts_people_where_they_end(
    tmp_path: Path, left: date | None, branch: str
) -> None:
    """Who moved belongs to the branch of the campaign's end, or of his leaving."""
    note = work("w-a", ZHANG, "读书笔记")
    found = evaluate(
        criteria(tmp_path, NOTES), facts=facts(moved(left=left)), works=[note]
    )
    assert one(found, "notes", branch).status == "met"
    other = {"一支部", "二支部"} - {branch}
    assert one(found, "notes", other.pop()).status == "no_data"


EXAMS = """
[population.office]
entity = "person"
where = { org_kind = ["机关"] }
[population.village]
entity = "person"
where = { org_kind = ["农村"] }
[[criterion]]
id = "exams"
name = "一季一考"
for = "village"
source = "exams"
measure = "count"
per = "quarter"
require = { min = 1 }
[[criterion]]
id = "office"
name = "一季一考"
for = "office"
source = "exams"
measure = "count"
per = "quarter"
require = { min = 1 }
"""


def test_quarters_owed_in_a_kind_of_branch(tmp_path: Path) -> None:
    """Who moved to a village in June owes its quarters from then on, not before."""
    sat = tuple(
        replace(exam(ZHANG, 90), day=PartialDate(year=2010, month=month))
        for month in (6, 9, 12)
    )
    found = evaluate(
        criteria(tmp_path, EXAMS), facts=facts(moved(), exams=sat), works=[]
    )
    assert [r.criterion for r in found] == ["exams"]
    assert list(found[0].by_period) == ["2010-Q2", "2010-Q3", "2010-Q4"]
    assert found[0].status == "met"


MONTHS = """
[[criterion]]
id = "months"
name = "每月一篇"
for = "member"
source = "submissions"
where = { doc_type = ["读书笔记"] }
measure = "count"
per = "month"
require = { min = 1 }
"""


def test_months_not_owed_do_not_count(tmp_path: Path) -> None:
    """A paper for a month before joining is outside; the months add up to the value."""
    works = [
        work(f"w-{month}", ZHANG, "读书笔记", period=f"2010-{month:02d}")
        for month in (9, 10, 11, 12)
    ]
    joined = person("张三", "二支部", joined=date(2010, 10, 31))
    found = evaluate(criteria(tmp_path, MONTHS), facts=facts(joined), works=works)
    (result,) = found
    assert (result.status, result.value) == ("met", 3.0)
    assert sum(result.by_period.values()) == result.value == len(result.counted)
    assert [(e.work_id, e.code) for e in result.rejected] == [("w-9", "wrong_period")]


def test_a_lecture_in_the_unit_of_that_day(tmp_path: Path) -> None:
    """The own unit is the one the person belonged to on the day of the lecture."""
    rule = """
    [[criterion]]
    id = "lecture"
    name = "讲课"
    for = "member"
    source = "events"
    where = { role = ["讲"], own_unit = true }
    measure = "count"
    require = { min = 1 }
    """
    before = event("2010-03-05", "党课", speakers=(ZHANG,), organisation="一支部")
    after = event("2010-09-05", "党课", speakers=(ZHANG,), organisation="一支部")
    found = evaluate(
        criteria(tmp_path, rule), facts=facts(moved(), events=(before, after)), works=[]
    )
    assert one(found, "lecture", ZHANG).rows == (before.row,)


BY_MONTH = """
[[criterion]]
id = "notes"
name = "每月读书笔记"
for = "member"
source = "submissions"
where = { doc_type = ["读书笔记"] }
measure = "count"
per = "month"
require = { min = 1 }
allow_missing = 3
"""


@pytest.mark.parametrize(("months", "status"), [((), "not_met"), (("2010-11",), "met")])
def test_who_came_late_must_do_something(
    tmp_path: Path, months: tuple[str, ...], status: str
) -> None:
    """Whoever owes no more months than may be missed has to fill one of them."""
    late = person("张三", "二支部", joined=date(2010, 11, 1))
    works = [work(month, ZHANG, "读书笔记", period=month) for month in months]
    found = evaluate(criteria(tmp_path, BY_MONTH), facts=facts(late), works=works)
    assert one(found, "notes", ZHANG).status == status


def test_a_file_cannot_let_everybody_off(tmp_path: Path) -> None:
    """As many periods to miss as the campaign has are refused, with their number."""
    with pytest.raises(UsageError) as caught:
        criteria(tmp_path, BY_MONTH.replace("= 3", "= 12"))
    assert (caught.value.code, caught.value.facts["number"]) == (
        "criteria_misses_all",
        12,
    )
