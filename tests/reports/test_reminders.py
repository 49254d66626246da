"""The list by which a branch is reminded: what has fallen due, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from reports.synthetic_result import chinese

from doctools.facts import Person
from doctools.records import (
    CriterionResult,
    EvidenceRow,
    MemberCount,
    PendingWork,
    Run,
    Work,
    WorkMember,
)
from doctools.reports import html, xlsx
from doctools.reports.periods import shown, span
from doctools.reports.reminders import reminders_of
from doctools.reports.speech import Speech
from doctools.result import CriterionInfo, Result

WORDS = chinese()
LATER = date(2026, 11, 23)


def _person(name: str, branch: str, *, joined: date | None = None) -> Person:
    row = EvidenceRow(table="花名册.xlsx", row=2)
    return Person(
        member_id=f"{name}@{branch}", name=name, branch=branch, row=row, joined=joined
    )


ZHANG = _person("张三", "第一支部")
LI = _person("李四", "第二支部")
WANG = _person("王五", "第一支部")
NOTES = CriterionInfo(
    identifier="notes",
    name="每月读书笔记",
    quote="",
    sentence="",
    needs_documents=True,
    measure="count",
)
ARTICLES = replace(NOTES, identifier="articles", name="发表文章")


def _result(*entries: CriterionResult, **parts: object) -> Result:
    plain = Result(
        run=Run(
            version="0",
            config_sha256="",
            inputs=0,
            by_status={},
            totals={},
            scope={},
        ),
        title="评选",
        files=(),
        people=(ZHANG, LI, WANG),
        has_roster=True,
        criteria=(NOTES, ARTICLES),
        criterion_results=entries,
    )
    return replace(plain, **parts)  # type: ignore[arg-type]


def _entry(
    person: Person, criterion: str = "notes", **parts: object
) -> CriterionResult:
    plain = CriterionResult(
        subject=person.member_id,
        criterion=criterion,
        value=0.0,
        required=1.0,
        status="not_met",
    )
    return replace(plain, **parts)  # type: ignore[arg-type]


def _work(person: Person, work_id: str, period: str | None, status: str) -> Work:
    return Work(
        work_id=work_id,
        path=f"{work_id}.docx",
        document_type="读书笔记",
        certain=True,
        period=period,
        status=status,
        members=(
            WorkMember(
                member_id=person.member_id, name=person.name, branch=person.branch
            ),
        ),
    )


def _periods(result: Result, today: date = LATER) -> dict[str, tuple[str, ...]]:
    return {entry.name: entry.periods for entry in reminders_of(result, today=today)}


def test_months_short_of_papers_are_listed_by_branch() -> None:
    """Branches come as on the roster, members within them too; who is done is left out."""
    months = {"2010-03": 0.0, "2010-04": 1.0}
    result = _result(
        _entry(LI, by_period=months),
        _entry(WANG, by_period={"2010-03": 0.0}),
        _entry(ZHANG, by_period={"2010-03": 1.0}, status="met"),
    )
    found = reminders_of(result, today=LATER)
    assert [(entry.branch, entry.name) for entry in found] == [
        ("第一支部", "王五"),
        ("第二支部", "李四"),
    ]
    assert _periods(result) == {"王五": ("2010-03",), "李四": ("2010-03",)}


@pytest.mark.parametrize(
    ("short", "late_days", "said"),
    [
        (1, None, "准许缺 2 期，还可以缺 1 期"),
        (2, None, "准许缺 2 期，还可以缺 0 期"),
        (3, None, "准许缺 2 期，至少还要补 1 期"),
        (1, 5, "准许缺 2 期，还可以缺 1 期；其中 1 期已过补交期限"),
        (
            3,
            5,
            "准许缺 2 期，至少还要补 1 期；其中 3 期已过补交期限，这一项已不能达到",
        ),
    ],
)
def test_what_may_be_missed_and_what_is_still_possible(
    short: int, late_days: int | None, said: str
) -> None:
    """Where months may be missed, it says how many more, and which are too late."""
    months = {f"2010-{month:02d}": float(month > short) for month in range(1, 7)}
    rule = replace(NOTES, allow_missing=2, late_days=late_days)
    result = _result(_entry(ZHANG, by_period=months), criteria=(rule,))
    (reminder,) = reminders_of(result, today=LATER)
    speech = Speech(words=chinese(), result=result)
    assert speech.missing(reminder).endswith(said)


def test_nobody_is_reminded_of_months_to_come() -> None:
    """A month that has not begun is never owed, a running one once others handed in."""
    months = {"2026-10": 0.0, "2026-11": 0.0, "2026-12": 0.0}
    alone = _result(_entry(ZHANG, by_period=months))
    assert _periods(alone) == {"张三": ("2026-10",)}
    others = _result(
        _entry(ZHANG, by_period=months),
        _entry(LI, by_period={"2026-11": 1.0}, status="met"),
    )
    assert _periods(others) == {"张三": ("2026-10", "2026-11")}
    assert _periods(others, today=date(2026, 10, 31)) == {}


def test_what_waits_for_the_clerk_is_not_asked_for_again() -> None:
    """A pending paper fills its month; whoever lacks nothing else is not listed."""
    pending = (PendingWork(work_id="w-1", code="unknown_outlet"),)
    works = (_work(LI, "w-1", "2010-04", "pending"),)
    both = _entry(LI, by_period={"2010-03": 0.0, "2010-04": 0.0}, pending=pending)
    (found,) = reminders_of(_result(both, works=works), today=LATER)
    assert (found.periods, found.waiting, found.pending) == (
        ("2010-03",),
        ("2010-04",),
        0,
    )
    one = replace(both, by_period={"2010-03": 1.0, "2010-04": 0.0})
    assert reminders_of(_result(one, works=works), today=LATER) == ()


def test_papers_without_a_period_are_counted() -> None:
    """Two articles asked for and one there leave one wanting, unless one is pending."""
    entry = _entry(ZHANG, "articles", required=2.0, value=1.0)
    (found,) = reminders_of(_result(entry), today=LATER)
    assert (found.short, found.periods) == (1.0, ())
    waits = replace(entry, pending=(PendingWork(work_id="w-1", code="no_proof"),))
    assert reminders_of(_result(waits), today=LATER) == ()


def test_a_branch_owes_papers_of_its_own() -> None:
    """What an organisation lacks stands behind its members, under its own name."""
    papers = replace(NOTES, identifier="papers", name="三项材料", measure="covers")
    entry = CriterionResult(
        subject="第一支部",
        criterion="papers",
        value=1.0,
        required="推进规划、实施方案、学习制度",
        status="not_met",
    )
    result = _result(
        entry, _entry(WANG, by_period={"2010-03": 0.0}), criteria=(NOTES, papers)
    )
    found = reminders_of(result, today=LATER)
    assert [(one.branch, one.name, one.short) for one in found] == [
        ("第一支部", "王五", 0),
        ("第一支部", "", 2.0),
    ]


def test_without_criteria_it_counts_who_alone_handed_in_nothing() -> None:
    """A month is owed if others handed in, the member did not, and was on the roster."""
    counts = tuple(
        MemberCount(
            member_id=person.member_id,
            name=person.name,
            branch=person.branch,
            document_type="读书笔记",
            period=period,
            counted=0,
            pending=pending,
            rejected=1 - pending,
            work_ids=(),
        )
        for person, period, pending in (
            (ZHANG, "2010-03", 1),
            (ZHANG, "2010-05", 0),
            (LI, "2010-03", 1),
        )
    )
    late = _person("王五", "第一支部", joined=date(2010, 4, 10))
    result = _result(
        criteria=(), member_counts=counts, people=(ZHANG, LI, late), months=("2010-04",)
    )
    assert _periods(result) == {"李四": ("2010-05",), "王五": ("2010-05",)}
    assert reminders_of(replace(result, has_roster=False), today=LATER) == ()


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("2010-02", (date(2010, 2, 1), date(2010, 2, 28))),
        ("2010-Q4", (date(2010, 10, 1), date(2010, 12, 31))),
        ("2010-H2", (date(2010, 7, 1), date(2010, 12, 31))),
        ("2010-W53", None),
        ("2009-W53", (date(2009, 12, 28), date(2010, 1, 3))),
        ("2009-09/2010-08", (date(2009, 9, 1), date(2010, 8, 31))),
        ("2010", (date(2010, 1, 1), date(2010, 12, 31))),
        ("--03", None),
    ],
)
def test_periods_have_a_first_and_a_last_day(
    period: str, days: tuple[date, date] | None
) -> None:
    """Every way a record writes a period is understood; others are left open."""
    assert span(period) == days


def test_periods_are_written_as_clerks_write_them() -> None:
    """Runs of months become one, the year is said once, quarters have their names."""
    months = ["2010-01", "2010-02", "2010-03", "2010-05", "2011-01"]
    assert shown(months, WORDS) == "2010年1月至3月、5月、2011年1月"
    assert shown(["2010-Q2", "2010-H1", "2010-W07"], WORDS) == (
        "2010年上半年、第2季度、第7周"
    )


def test_the_sheet_gives_each_branch_its_pages() -> None:
    """The workbook lists what the report lists and breaks the page between branches."""
    result = _result(
        _entry(ZHANG, by_period={"2010-03": 0.0}),
        _entry(LI, by_period={"2010-03": 0.0, "2010-04": 0.0, "2010-05": 0.0}),
    )
    data = xlsx.build(result, words=WORDS, today=LATER)
    sheet = openpyxl.load_workbook(BytesIO(data))["催交名单"]
    rows = [[cell.value for cell in row[:4]] for row in sheet.iter_rows(min_row=2)]
    assert rows == [
        ["第一支部", "张三", "每月读书笔记", "2010年3月"],
        ["第二支部", "李四", "每月读书笔记", "2010年3月至5月"],
    ]
    assert [found.id for found in sheet.row_breaks.brk] == [2]
    page = html.render(result, words=WORDS, today=LATER)
    assert '<details id="reminders">' in page
    assert all(text in page for row in rows for text in row)


def test_what_is_short_has_its_unit() -> None:
    """Where books are counted a book is wanting, where papers are, a paper."""
    words = chinese()
    for unit, said in (
        ("books", "还差 1 本"),
        ("things", "还差 1 项"),
        ("", "还差 1 篇"),
    ):
        articles = replace(ARTICLES, unit=unit)
        entry = _entry(ZHANG, "articles", required=2.0, value=1.0)
        result = replace(_result(entry), criteria=(articles,))
        (found,) = reminders_of(result, today=LATER)
        assert Speech(words=words, result=result).missing(found) == said
