"""Points: what works and rows bring, line by line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from awards.awards_build import (
    criteria,
    days,
    event,
    exam,
    facts,
    mark,
    one,
    row,
    work,
)
from awards.points_build import (
    MEETINGS,
    NOTES,
    POINTS,
    PUBLISHED_LINE,
    earned,
    everybody,
    judged,
)

from doctools.awards.evaluate import evaluate
from doctools.facts import Outlet
from doctools.model import PartialDate
from doctools.records import EvidenceRow, PendingWork, WorkMember

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.records import Work

ZHANG, LI = "张三@一支部", "李四@一支部"


def note(number: int, **more: object) -> Work:
    """Return a note of 张三."""
    return work(f"w-{number}", ZHANG, "读书笔记", **more)


def article(number: int, outlet: str, level: str, **more: object) -> Work:
    """Return a published report of 张三."""
    return work(f"w-{number}", ZHANG, "调研报告", outlet=outlet, level=level, **more)


def joint(*authors: str) -> dict[str, Any]:
    """Return the authors of a joint work in their order."""
    members = [
        WorkMember(member_id=a, name=a.split("@")[0], branch=None) for a in authors
    ]
    return {"members": tuple(members)}


def outlet(name: str, level: str, row: int) -> Outlet:
    """Return a newspaper."""
    place = EvidenceRow(table="报刊.xlsx", row=row)
    return Outlet(name=name, kind="报纸", level=level, row=place)


TWO_PAPERS = (outlet("邯郸日报", "市级", 2), outlet("馆陶日报", "县级", 3))


def test_value_of_each(tmp_path: Path) -> None:
    """Each note brings its points; the lines name the works and add up."""
    result = judged(tmp_path, POINTS, NOTES + "value = 3", works=[note(1), note(2)])
    assert (result.value, result.status, result.required) == (6.0, "met", None)
    assert [(line.work_id, line.points) for line in result.points] == [
        ("w-1", 3.0),
        ("w-2", 3.0),
    ]
    assert result.counted == ("w-1", "w-2")


def test_value_by_level(tmp_path: Path) -> None:
    """A level has its own value; one below the lowest named brings nothing."""
    works = [
        article(1, "邯郸日报", "市级"),
        article(2, "馆陶日报", "县级"),
        article(3, "镇报", "镇级"),
    ]
    papers = (*TWO_PAPERS, outlet("镇报", "镇级", 4))
    result = judged(tmp_path, POINTS, PUBLISHED_LINE, works=works, outlets=papers)
    assert earned(result) == [("发表", 12.0, ""), ("发表", 4.0, "")]
    assert result.rejected == (PendingWork(work_id="w-3", code="level_too_low"),)


def test_short_notes_bring_nothing(tmp_path: Path) -> None:
    """A note below the length asked for is rejected."""
    line = NOTES.replace("] }", "], chars_min = 800 }") + "value = 3"
    works = [note(1, characters=799), note(2, characters=800)]
    result = judged(tmp_path, POINTS, line, works=works)
    assert result.counted == ("w-2",)
    assert result.rejected == (PendingWork(work_id="w-1", code="too_short"),)


@pytest.mark.parametrize(
    ("keys", "first", "second"),
    [
        ("value = [6, 5, 4]", 6.0, 5.0),
        ("value = 6", 6.0, 6.0),
        ('value = 6\ncoauthor = "first_only"', 6.0, 0.0),
        ('value = 6\ncoauthor = "fractional"', 3.0, 3.0),
        ('value = 6\ncoauthor = "weights"\ncoauthor_weights = [0.6, 0.4]', 3.6, 2.4),
    ],
)
def test_order_of_authors(
    tmp_path: Path, keys: str, first: float, second: float
) -> None:
    """A joint work brings each author what the rule gives to his place."""
    ahead = judged(tmp_path, POINTS, NOTES + keys, works=[note(1, **joint(ZHANG, LI))])
    behind = judged(tmp_path, POINTS, NOTES + keys, works=[note(1, **joint(LI, ZHANG))])
    assert (ahead.value, behind.value) == (first, second)
    if not second:
        assert behind.rejected == (PendingWork(work_id="w-1", code="not_credited"),)


def test_papers_say_what_a_line_leaves_out(tmp_path: Path) -> None:
    """Without a rule of its own a line follows the rules for all papers."""
    documents = '[documents]\ncoauthor = "fractional"\n'
    works = [note(1, **joint(ZHANG, LI))]
    found = judged(tmp_path, documents, POINTS, NOTES + "value = 6\n", works=works)
    assert found.value == 3.0
    own = NOTES + 'value = 6\ncoauthor = "full"'
    assert judged(tmp_path, documents, POINTS, own, works=works).value == 6.0


def test_an_outsider_among_the_authors(tmp_path: Path) -> None:
    """Where the order decides and an outsider's place is not known, a person says it."""
    works = [note(1, **joint(ZHANG, LI), authors=3)]
    found = judged(tmp_path, POINTS, NOTES + "value = [6, 5]", works=works)
    assert (found.value, found.at_most) == (0.0, 6.0)
    assert found.pending == (PendingWork(work_id="w-1", code="author_order"),)


def test_more_than_the_bar(tmp_path: Path) -> None:
    """Where 以上 leaves the number out, the points must exceed it."""
    rule = POINTS + "require = { min = 3 }\n" + NOTES + "value = 3"
    works = [note(1)]
    assert judged(tmp_path, rule, works=works).status == "met"
    numbers = "at_least_includes_number = false"
    found = evaluate(
        criteria(tmp_path, rule, numbers=numbers),
        facts=everybody(),
        works=works,
    )
    assert one(found, "credits", ZHANG).status == "not_met"


def test_cap_of_each_period(tmp_path: Path) -> None:
    """A cap counts for each quarter; the later work is the one that brings less."""
    keys = 'value = 4\nper = "quarter"\ncap = 6'
    works = [
        note(1, period="2010-03"),
        note(2, period="2010-01"),
        note(3, period="2010-02"),
        note(4, period="2010-05"),
    ]
    result = judged(tmp_path, POINTS, NOTES + keys, works=works)
    assert [(ln.work_id, ln.points, ln.code, ln.period) for ln in result.points] == [
        ("w-2", 4.0, "", "2010-Q1"),
        ("w-3", 2.0, "capped", "2010-Q1"),
        ("w-1", 0.0, "capped", "2010-Q1"),
        ("w-4", 4.0, "", "2010-Q2"),
    ]
    assert result.counted == ("w-2", "w-3", "w-4")
    assert result.rejected == (PendingWork(work_id="w-1", code="capped"),)


def test_caps_in_all(tmp_path: Path) -> None:
    """A line's cap in all comes before the cap of the whole rule."""
    keys = 'value = 4\nper = "month"\ncap_total = 10'
    works = [note(n, period=f"2010-0{n}") for n in range(1, 5)]
    meetings = tuple(event(f"2010-0{n}-05", "集中学习", ZHANG) for n in range(1, 4))
    result = judged(
        tmp_path,
        POINTS + "cap = 12\n",
        NOTES + keys + MEETINGS + "value = 1",
        works=works,
        events=meetings,
    )
    assert result.value == 12.0
    assert [line.points for line in result.points] == [4, 4, 2, 0, 1, 1, 0]


def test_steps_over_a_count(tmp_path: Path) -> None:
    """Fifteen items bring fifty points, fourteen bring none."""
    keys = "steps = [ { min = 15, points = 50 } ]"
    works = [note(n) for n in range(15)]
    result = judged(tmp_path, POINTS, NOTES + keys, works=works)
    assert (result.value, len(result.counted)) == (50.0, 15)
    assert earned(result)[-1] == ("笔记", 50.0, "step")
    short = judged(tmp_path, POINTS, NOTES + keys, works=works[1:])
    assert (short.value, short.counted) == (0.0, ())
    assert {work.code for work in short.rejected} == {"below_step"}


def test_steps_of_each_period(tmp_path: Path) -> None:
    """Steps of a month look at the month alone."""
    keys = 'per = "month"\nsteps = [ { min = 1, points = 2 }, { min = 2, points = 5 } ]'
    works = [note(1), note(2), note(3, period="2010-04")]
    result = judged(tmp_path, POINTS, NOTES + keys, works=works)
    steps = [(line.period, line.points) for line in result.points if line.points]
    assert steps == [("2010-03", 5.0), ("2010-04", 2.0)]


def test_a_photograph_may_be_long_enough(tmp_path: Path) -> None:
    """Of a note that cannot be read yet nobody knows how long it is."""
    steps = 'steps = [ { min = 10000, points = 8 } ]\nfield = "characters"\n'
    waiting = note(1, characters=0, status="pending", codes=("needs_ocr",))
    result = judged(tmp_path, POINTS, NOTES + steps, works=[waiting])
    assert (result.value, result.at_most) == (0.0, 8.0)


def test_steps_over_characters(tmp_path: Path) -> None:
    """Lengths are added up, or each work is judged by its own length."""
    steps = 'steps = [ { min = 10000, points = 8 } ]\nfield = "characters"\n'
    works = [note(1, characters=6000), note(2, characters=4000)]
    result = judged(tmp_path, POINTS, NOTES + steps, works=works)
    assert result.value == 8.0
    each = judged(tmp_path, POINTS, NOTES + steps + 'steps_for = "each"', works=works)
    assert each.value == 0.0


@pytest.mark.parametrize(
    ("way", "value", "codes"),
    [("highest", 12.0, ["", "lower_of_several"]), ("each", 16.0, ["", ""])],
)
def test_one_article_in_two_outlets(
    tmp_path: Path, way: str, value: float, codes: list[str]
) -> None:
    """The rule says whether an article in two outlets counts once or adds up."""
    works = [
        article(1, "邯郸日报", "市级", path="a.docx", same_as=("b.docx", "c.docx")),
        article(
            1,
            "馆陶日报",
            "县级",
            path="b.docx",
            same_as=("a.docx", "c.docx"),
            status="rejected",
            codes=("repeat_submission",),
        ),
        article(
            1,
            "邯郸日报",
            "市级",
            path="c.docx",
            same_as=("a.docx", "b.docx"),
            status="rejected",
            codes=("repeat_submission",),
        ),
    ]
    line = PUBLISHED_LINE + f'same_work = "{way}"'
    result = judged(tmp_path, POINTS, line, works=works, outlets=TWO_PAPERS)
    assert result.value == value
    assert [line.code for line in result.points] == codes
    if way == "each":
        assert [line.row for line in result.points] == [p.row for p in TWO_PAPERS]
    assert (result.counted, result.rejected) == (("w-1",), ())


def test_a_second_outlet_that_is_unknown_waits(tmp_path: Path) -> None:
    """An article in an outlet nobody knows may add the most there is, no sooner."""
    works = [
        article(1, "馆陶日报", "县级", path="a.docx", same_as=("b.docx",)),
        work(
            "w-1",
            ZHANG,
            "调研报告",
            path="b.docx",
            same_as=("a.docx",),
            outlet="某报",
            status="pending",
            codes=("unknown_outlet", "repeat_submission"),
        ),
    ]
    bar = POINTS + "require = { min = 12 }\n"
    result = judged(tmp_path, bar, PUBLISHED_LINE, works=works, outlets=TWO_PAPERS)
    assert (result.value, result.status, result.at_most) == (4.0, "pending", 12.0)
    both = PUBLISHED_LINE + 'same_work = "each"'
    adds = judged(tmp_path, bar, both, works=works, outlets=TWO_PAPERS)
    assert adds.at_most == 16.0


def test_only_the_best(tmp_path: Path) -> None:
    """Of several prizes the highest alone counts."""
    line = """
[[points.line]]
name = "获奖"
quote = "获奖只计最高"
source = "marks"
items = ["征文"]
value_by_result = { "一等奖" = 6, "二等奖" = 4 }
best = 1
"""
    results = ("二等奖", "一等奖", "优秀奖")
    given = tuple(mark(ZHANG, "征文", result) for result in results)
    found = judged(tmp_path, POINTS, line, marks=given)
    assert (found.value, found.rows) == (6.0, (given[1].row,))
    assert [entry.code for entry in found.points] == [
        "lower_of_several",
        "",
        "lower_of_several",
    ]
    all_of_them = judged(tmp_path, POINTS, line.replace("best = 1", ""), marks=given)
    assert earned(all_of_them)[2] == ("获奖", 0.0, "result_not_listed")


def test_meetings_exams_days_and_numbers(tmp_path: Path) -> None:
    """Sessions, exams, days and marks that are numbers each bring their points."""
    lines = (
        MEETINGS
        + """
value = 3
[[points.line]]
name = "考试"
source = "exams"
where = { subject = ["理论知识"] }
steps = [ { min = 60, points = 5 }, { min = 90, points = 10 } ]
[[points.line]]
name = "下乡"
source = "days"
value = 0.5
[[points.line]]
name = "加分"
source = "marks"
items = ["加分"]
value = 1
"""
    )
    found = judged(
        tmp_path,
        POINTS,
        lines,
        events=(
            event("2010-02-05", "集中学习", ZHANG),
            event("2010-02-05", "党课", ZHANG),
            event("2009-02-05", "集中学习", ZHANG),
        ),
        exams=(
            exam(ZHANG, 59),
            exam(ZHANG, 60),
            exam(ZHANG, 95),
            exam(ZHANG, 95, "法"),
        ),
        days=(days(ZHANG, 5), days(LI, 9)),
        marks=(mark(ZHANG, "加分", "2"), mark(ZHANG, "加分", "两分")),
    )
    assert earned(found) == [
        ("学习", 3.0, ""),
        ("考试", 0.0, "below_step"),
        ("考试", 5.0, ""),
        ("考试", 10.0, ""),
        ("下乡", 2.5, ""),
        ("加分", 2.0, ""),
        ("加分", 0.0, "not_a_number"),
    ]
    assert (found.value, len(found.rows)) == (22.5, 5)


def test_the_bar_and_pending_works(tmp_path: Path) -> None:
    """Pending only where the pending works could lift the sum over the bar."""
    waiting = note(9, status="pending", codes=("suspected_copy",))
    for bar, status in ((3, "met"), (6, "pending"), (7, "not_met")):
        rule = POINTS + f"require = {{ min = {bar} }}\n"
        result = judged(tmp_path, rule, NOTES + "value = 3", works=[note(1), waiting])
        assert (result.status, result.value, result.at_most) == (status, 3.0, 6.0)
        assert result.pending == (PendingWork(work_id="w-9", code="suspected_copy"),)


def test_a_full_cap_leaves_nothing_pending(tmp_path: Path) -> None:
    """A pending work that a cap keeps out cannot change anything."""
    rule = POINTS + "require = { min = 6 }\n"
    waiting = note(9, period=None, status="pending", codes=("unknown_period",))
    result = judged(
        tmp_path, rule, NOTES + "value = 3\ncap = 3", works=[note(1), waiting]
    )
    assert (result.status, result.at_most) == ("not_met", None)


def test_an_unknown_month_fits_one_month_only(tmp_path: Path) -> None:
    """A work whose month is open is worth its own points, whichever month it is."""
    waiting = note(9, period=None, status="pending", codes=("unknown_period",))
    keys = 'value = 3\nper = "month"\ncap = 3'
    result = judged(tmp_path, POINTS, NOTES + keys, works=[note(1), waiting])
    assert (result.value, result.at_most) == (3.0, 6.0)


def test_the_floor_of_a_line(tmp_path: Path) -> None:
    """Enough points in all do not make up for a line below its floor."""
    rule = POINTS + "require = { min = 6 }\n"
    lines = NOTES + "value = 3" + MEETINGS + "value = 1\nrequire = { min = 2 }"
    works = [note(1), note(2)]
    once = (event("2010-02-05", "集中学习", ZHANG),)
    assert judged(tmp_path, rule, lines, works=works, events=once).status == "not_met"
    twice = (*once, event("2010-03-05", "集中学习", ZHANG))
    assert judged(tmp_path, rule, lines, works=works, events=twice).status == "met"


def test_carry_over(tmp_path: Path) -> None:
    """Last year's points count up to the limit, and this year's surplus is shown."""
    rule = POINTS + 'require = { min = 10 }\ncarry_over = { max = 5, item = "结转" }\n'
    last_year = (mark(ZHANG, "结转", "8"),)
    works = [note(n) for n in range(4)]
    found = judged(tmp_path, rule, NOTES + "value = 2", works=works, marks=last_year)
    assert (found.value, found.status, found.surplus) == (13.0, "met", 3.0)
    assert earned(found)[-1] == ("结转", 5.0, "carried")
    assert last_year[0].row in found.rows
    alone = judged(tmp_path, rule, NOTES + "value = 2", works=works)
    assert (alone.value, alone.surplus) == (8.0, 0.0)


def test_last_year_does_not_go_over_twice(tmp_path: Path) -> None:
    """What goes over is earned this year; last year's points are used up first."""
    rule = POINTS + "require = { min = 2 }\ncarry_over = {}\n"
    given = (mark(ZHANG, "credits", "9"),)
    found = judged(tmp_path, rule, NOTES + "value = 2", works=[note(1)], marks=given)
    assert (found.value, found.surplus) == (11.0, 2.0)


@pytest.mark.parametrize(
    ("results", "codes", "value"),
    [
        (("8", "8"), ["carried", "row_twice"], 8.0),
        (("8", "9"), ["rows_disagree", "rows_disagree"], 0.0),
        (("八",), ["not_a_number"], 0.0),
    ],
)
def test_rows_about_last_year_that_differ(
    tmp_path: Path, results: tuple[str, ...], codes: list[str], value: float
) -> None:
    """Two rows that differ are for a person; the same twice is said once."""
    rule = POINTS + 'require = { min = 9 }\ncarry_over = { item = "结转" }\n'
    given = tuple(mark(ZHANG, "结转", result) for result in results)
    found = judged(tmp_path, rule, NOTES + "value = 2", marks=given)
    assert [line.code for line in found.points] == codes
    assert found.value == value
    assert found.status == ("no_data" if results == ("8", "9") else "not_met")


def test_an_absent_table_is_no_data(tmp_path: Path) -> None:
    """Without the table of events nothing can be said of a sum that rests on it."""
    lines = NOTES + "value = 3" + MEETINGS + "value = 1"
    found = judged(
        tmp_path, POINTS, lines, works=[note(1)], present=frozenset({"roster"})
    )
    assert (found.status, found.value, found.points) == ("no_data", None, ())


def test_a_meeting_without_a_month_may_count(tmp_path: Path) -> None:
    """An event whose date says only the year is no data where it could matter."""
    rule = POINTS + "require = { min = 2 }\n"
    dated = event("2010-02-05", "集中学习", ZHANG)
    vague = replace(dated, day=PartialDate(year=2010), row=row())
    line = MEETINGS + 'value = 1\nper = "month"'
    found = judged(tmp_path, rule, line, events=(dated, vague))
    assert (found.value, found.status, found.at_most) == (1.0, "no_data", 2.0)


def test_points_of_an_organisation(tmp_path: Path) -> None:
    """An organisation earns points with the papers it hands in as its own."""
    rule = (POINTS + NOTES).replace('"member"', '"branch"') + "value = [6, 5]"
    own = work("w-1", "", "读书笔记", members=(), organisation="机关支部")
    results = evaluate(criteria(tmp_path, rule), facts=facts(), works=[own])
    assert one(results, "credits", "一支部").value == 6.0
