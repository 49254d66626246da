"""Every criterion for every subject, with what it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from awards.awards_build import (
    BOOKS,
    EXAM,
    PLAN,
    PUBLISHED,
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
from doctools.records import WorkMember

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from doctools.records import CriterionResult, Work

ZHANG = "张三@一支部"


def notes(*months: int, author: str = ZHANG, **more: object) -> list[Work]:
    """Return a reading note on the month's book for each month."""
    return [
        work(
            f"w-{author}-{month}",
            author,
            "读书笔记",
            period=f"2010-{month:02d}",
            book=f"《书{month}》",
            **more,
        )
        for month in months
    ]


def article(identifier: str, changes: Mapping[str, Any] | None = None) -> Work:
    """Return an article in a city newspaper."""
    found = work(identifier, ZHANG, "调研报告", outlet="邯郸日报", level="市级")
    return replace(found, **(changes or {}))


def rejections(result: CriterionResult) -> dict[str, str]:
    """Return the code for each rejected work."""
    return {entry.work_id: entry.code for entry in result.rejected}


def waiting(result: CriterionResult) -> dict[str, str]:
    """Return the code for each pending work."""
    return {entry.work_id: entry.code for entry in result.pending}


def test_every_month_a_book(tmp_path: Path) -> None:
    """Twelve notes on twelve books meet the rule; one month missing does not."""
    rules = criteria(tmp_path, BOOKS)
    full = facts(person("张三"))
    result = one(
        evaluate(rules, facts=full, works=notes(*range(1, 13))), "member.books", ZHANG
    )
    assert (result.status, result.value, len(result.counted)) == ("met", 12.0, 12)
    assert result.by_period["2010-07"] == 1.0
    short = evaluate(rules, facts=full, works=notes(1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12))
    result = one(short, "member.books", ZHANG)
    assert (result.status, result.value) == ("not_met", 11.0)
    assert result.by_period["2010-07"] == 0.0


def test_months_that_may_be_missed(tmp_path: Path) -> None:
    """A month that may be missed is forgiven, a second one is not."""
    rules = criteria(tmp_path, BOOKS + "allow_missing = 1\n")
    everything = facts(person("张三"))
    for last, status in ((12, "met"), (11, "not_met")):
        found = evaluate(rules, facts=everything, works=notes(*range(2, last + 1)))
        assert one(found, "member.books", ZHANG).status == status


def test_second_note_on_a_book(tmp_path: Path) -> None:
    """Two notes on one book in one month are one; the other is another on the same book."""
    twice = [*notes(3), work("w-b", ZHANG, "读书笔记", book="书3")]
    found = evaluate(
        criteria(tmp_path, BOOKS), facts=facts(person("张三")), works=twice
    )
    result = one(found, "member.books", ZHANG)
    assert result.value == 1.0
    assert list(rejections(result).values()) == ["same_book"]


def test_books_off_the_list(tmp_path: Path) -> None:
    """A note on another book, or on none, does not count and says so."""
    works = [
        work("w-a", ZHANG, "读书笔记", book="射雕英雄传"),
        work("w-b", ZHANG, "读书笔记"),
    ]
    found = evaluate(
        criteria(tmp_path, BOOKS), facts=facts(person("张三")), works=works
    )
    result = one(found, "member.books", ZHANG)
    assert rejections(result) == {"w-a": "not_on_book_list", "w-b": "not_on_book_list"}


def test_who_joins_owes_from_then(tmp_path: Path) -> None:
    """Who joins in October owes three months; who left before is not judged."""
    everything = facts(
        person("张三", joined=date(2010, 10, 15)),
        person("李四", left=date(2009, 12, 31)),
    )
    found = evaluate(
        criteria(tmp_path, BOOKS), facts=everything, works=notes(10, 11, 12)
    )
    assert [r.subject for r in found] == [ZHANG]
    assert found[0].status == "met"
    assert list(found[0].by_period) == ["2010-10", "2010-11", "2010-12"]


def test_pending_only_where_it_matters(tmp_path: Path) -> None:
    """A pending note makes its month pending only if all other months are there."""
    rules, everything = criteria(tmp_path, BOOKS), facts(person("张三"))
    copied = notes(7, status="pending", codes=("suspected_copy",))
    others = notes(*(m for m in range(1, 13) if m != 7))
    result = one(
        evaluate(rules, facts=everything, works=[*others, *copied]),
        "member.books",
        ZHANG,
    )
    assert result.status == "pending"
    assert waiting(result) == {f"w-{ZHANG}-7": "suspected_copy"}
    result = one(evaluate(rules, facts=everything, works=copied), "member.books", ZHANG)
    assert result.status == "not_met"
    assert len(result.pending) == 1


def test_unknown_period_may_fill_any_month(tmp_path: Path) -> None:
    """A note without a month could fill the one that is missing, but not two."""
    rules, everything = criteria(tmp_path, BOOKS), facts(person("张三"))
    loose = replace(notes(12)[0], period=None, date="2010")
    for months, status in ((range(1, 12), "pending"), (range(1, 11), "not_met")):
        found = evaluate(rules, facts=everything, works=[*notes(*months), loose])
        result = one(found, "member.books", ZHANG)
        assert waiting(result) == {loose.work_id: "unknown_period"}
        assert result.status == status


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"outlet": "馆陶报", "level": "镇级"}, "level_too_low"),
        ({"outlet": "学习园地", "level": "县级"}, "not_a_periodical"),
        ({"outlet": "某刊", "outlet_kind": "内部资料"}, "not_a_periodical"),
        ({"outlet": None, "level": None}, "no_proof"),
        ({"characters": 499}, "too_short"),
        ({"period": "2009-12"}, "wrong_period"),
        ({"document_type": "个人学习计划"}, "wrong_type"),
        ({"status": "rejected", "codes": ("repeat_submission",)}, "repeat_submission"),
        ({"status": "rejected"}, "decided"),
    ],
)
def test_why_an_article_does_not_count(
    tmp_path: Path, changes: dict[str, Any], code: str
) -> None:
    """Each reason for not counting an article has its code."""
    works = [article("w-a"), article("w-b", changes)]
    found = evaluate(
        criteria(tmp_path, PUBLISHED), facts=facts(person("张三")), works=works
    )
    result = one(found, "member.published", ZHANG)
    assert (result.status, result.counted) == ("not_met", ("w-a",))
    assert rejections(result) == {"w-b": code}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"outlet": "某报", "level": None}, "unknown_outlet"),
        ({"outlet": "旧刊", "date": "2010-03-02"}, "unknown_outlet"),
        ({"level": None}, "unknown_outlet"),
        ({"period": None}, "unknown_period"),
        ({"document_type": None}, "unknown_type"),
        ({"status": "pending", "codes": ("suspected_copy",)}, "suspected_copy"),
        (
            {
                "outlet": None,
                "level": None,
                "status": "pending",
                "codes": ("no_proof",),
            },
            "no_proof",
        ),
        ({"status": "pending"}, "unknown_type"),
    ],
)
def test_why_an_article_waits(
    tmp_path: Path, changes: dict[str, Any], code: str
) -> None:
    """Each doubt a person can settle keeps the article pending under its code."""
    works = [article("w-a"), article("w-b", changes)]
    found = evaluate(
        criteria(tmp_path, PUBLISHED), facts=facts(person("张三")), works=works
    )
    result = one(found, "member.published", ZHANG)
    assert (result.status, waiting(result)) == ("pending", {"w-b": code})


def test_other_types_are_not_listed(tmp_path: Path) -> None:
    """An unpublished paper of another type is no matter of the criterion."""
    works = [
        work("w-a", ZHANG, "读书笔记"),
        work("w-b", ZHANG, None, status="pending", codes=("unknown_type",)),
    ]
    found = evaluate(
        criteria(tmp_path, PUBLISHED), facts=facts(person("张三")), works=works
    )
    result = one(found, "member.published", ZHANG)
    assert (result.rejected, result.pending) == ((), ())


def test_namesake_waits_for_both(tmp_path: Path) -> None:
    """A work of one of two namesakes is pending for each and counts for neither."""
    nobody = WorkMember(member_id=None, name="张三", branch=None)
    plan = work(
        "w-a",
        "",
        "个人学习计划",
        members=(nobody,),
        status="pending",
        codes=("namesake",),
    )
    everything = facts(person("张三"), person("张三", "二支部"), person("李四"))
    found = evaluate(criteria(tmp_path, PLAN), facts=everything, works=[plan])
    statuses = {r.subject: r.status for r in found}
    assert statuses == {
        ZHANG: "pending",
        "张三@二支部": "pending",
        "李四@一支部": "not_met",
    }


def test_joint_work_counts_for_both(tmp_path: Path) -> None:
    """A joint work counts in full for every author."""
    authors = tuple(
        WorkMember(member_id=f"{name}@一支部", name=name, branch="一支部")
        for name in ("张三", "李四")
    )
    plan = work("w-a", "", "个人学习计划", members=authors)
    everything = facts(person("张三"), person("李四"))
    found = evaluate(criteria(tmp_path, PLAN), facts=everything, works=[plan])
    assert [r.status for r in found] == ["met", "met"]


def test_missing_table_is_no_data(tmp_path: Path) -> None:
    """Without the table a rule needs there is no data, whatever was handed in."""
    none = replace(facts(person("张三"), present=frozenset({"roster"})), outlets=())
    rules = criteria(tmp_path, BOOKS, PUBLISHED, PLAN, EXAM)
    found = evaluate(rules, facts=none, works=[article("w-a"), article("w-b")])
    assert {r.criterion: r.status for r in found} == {
        "member.books": "no_data",
        "member.published": "no_data",
        "member.plan": "not_met",
        "member.exam": "no_data",
    }


@pytest.mark.parametrize(
    ("word", "status"), [("pending", "no_data"), ("not_met", "not_met")]
)
def test_nothing_on_the_person(tmp_path: Path, word: str, status: str) -> None:
    """A table without a row for the person: `no_data` in the rule decides."""
    rule = EXAM.replace('no_data = "pending"', f'no_data = "{word}"')
    everything = facts(person("张三"), exams=(exam("李四@一支部", 99),))
    found = evaluate(criteria(tmp_path, rule), facts=everything, works=[])
    assert one(found, "member.exam", ZHANG).status == status


@pytest.mark.parametrize(("second", "status"), [(88, "met"), (87.9, "not_met")])
def test_exam_mean(tmp_path: Path, second: float, status: str) -> None:
    """The mean is compared exactly, rests on rows of the subject, and shows them."""
    exams = (exam(ZHANG, 92), exam(ZHANG, second), exam(ZHANG, 10, "业务"))
    everything = facts(person("张三"), exams=exams)
    found = evaluate(criteria(tmp_path, EXAM), facts=everything, works=[])
    result = one(found, "member.exam", ZHANG)
    assert (result.status, result.required) == (status, "优秀")
    assert result.rows == tuple(entry.row for entry in exams[:2])


def test_exam_of_an_organisation(tmp_path: Path) -> None:
    """A branch's result is the mean over the scores of its members."""
    rule = EXAM.replace('for = "member"', 'for = "branch"\nmembers = "member"')
    rule = rule.replace("优秀", "优良").replace("member.exam", "org.exam")
    everything = facts(
        person("张三"),
        person("李四"),
        person("王五", "二支部"),
        exams=(exam(ZHANG, 90), exam("李四@一支部", 70), exam("王五@二支部", 79)),
    )
    found = evaluate(criteria(tmp_path, rule), facts=everything, works=[])
    assert [(r.subject, r.value, r.status) for r in found] == [
        ("一支部", 80.0, "met"),
        ("二支部", 79.0, "not_met"),
    ]


ATTENDANCE = """
[[criterion]]
id = "member.attendance"
name = "参加集中学习"
for = "member"
source = "events"
where = { kind = ["集中学习"] }
measure = "ratio"
require = { min = 0.8 }
no_data = "pending"
"""


def test_attendance(tmp_path: Path) -> None:
    """Events for all and of the own organisation are due, those before joining not."""
    attended = [
        event(f"2010-{m:02d}-05", "集中学习", ZHANG, organisation="一支部")
        for m in range(1, 5)
    ]
    missed = event("2010-06-05", "集中学习", organisation=None)
    elsewhere = event("2010-07-05", "集中学习", organisation="二支部")
    lecture = event("2010-08-05", "党课", organisation="一支部")
    late = person("李四", joined=date(2010, 6, 1))
    everything = facts(
        person("张三"), late, events=(*attended, missed, elsewhere, lecture)
    )
    found = evaluate(criteria(tmp_path, ATTENDANCE), facts=everything, works=[])
    result = one(found, "member.attendance", ZHANG)
    assert (result.value, result.status, len(result.rows)) == (0.8, "met", 4)
    result = one(found, "member.attendance", "李四@一支部")
    assert (result.value, result.status) == (0.0, "not_met")
    nothing = facts(person("张三"), events=(lecture,))
    found = evaluate(criteria(tmp_path, ATTENDANCE), facts=nothing, works=[])
    assert one(found, "member.attendance", ZHANG).status == "no_data"


LISTEN = """
[[criterion]]
id = "leader.listen"
name = "每季度听一场党课"
for = "leader"
source = "events"
where = { kind = ["党课"], role = ["听"] }
measure = "count"
per = "quarter"
require = { min = 1 }
"""


def test_a_lecture_every_quarter(tmp_path: Path) -> None:
    """Listening counts by quarter; speaking is not listening."""
    heard = [event(f"2010-{m:02d}-05", "党课", ZHANG) for m in (1, 5, 9)]
    spoken = event("2010-11-05", "党课", speakers=(ZHANG,))
    leader = person("张三", posts=("支部书记",))
    found = evaluate(
        criteria(tmp_path, LISTEN),
        facts=facts(leader, events=(*heard, spoken)),
        works=[],
    )
    result = one(found, "leader.listen", ZHANG)
    assert result.status == "not_met"
    assert result.by_period == {"2010-Q1": 1, "2010-Q2": 1, "2010-Q3": 1, "2010-Q4": 0}
    fourth = event("2010-12-05", "党课", ZHANG)
    found = evaluate(
        criteria(tmp_path, LISTEN),
        facts=facts(leader, events=(*heard, fourth)),
        works=[],
    )
    assert one(found, "leader.listen", ZHANG).status == "met"


def test_lectures_in_the_own_unit(tmp_path: Path) -> None:
    """Only what was given in the own organisation counts where the rule says so."""
    rule = LISTEN.replace('"听"] }', '"讲"], own_unit = true }').replace(
        "quarter", "year"
    )
    own = event("2010-03-05", "党课", speakers=(ZHANG,), organisation="一支部")
    other = event("2010-04-05", "党课", speakers=(ZHANG,), organisation="二支部")
    leader = person("张三", posts=("支部书记",))
    found = evaluate(
        criteria(tmp_path, rule), facts=facts(leader, events=(own, other)), works=[]
    )
    assert one(found, "leader.listen", ZHANG).rows == (own.row,)


def test_a_date_too_rough_for_a_quarter(tmp_path: Path) -> None:
    """An event known by its year only may have filled the quarter: no data."""
    heard = [event(f"2010-{m:02d}-05", "党课", ZHANG) for m in (1, 5, 9)]
    rough = replace(event("2010-01-01", "党课", ZHANG), day=PartialDate(year=2010))
    leader = person("张三", posts=("支部书记",))
    rule = LISTEN + 'no_data = "pending"\n'
    found = evaluate(
        criteria(tmp_path, rule), facts=facts(leader, events=(*heard, rough)), works=[]
    )
    assert one(found, "leader.listen", ZHANG).status == "no_data"


@pytest.mark.parametrize(
    ("number", "joined", "status"),
    [
        (84, None, "met"),
        (83, None, "not_met"),
        (42, date(2010, 7, 1), "met"),
        (41, date(2010, 7, 1), "not_met"),
    ],
)
def test_a_third_of_the_working_days(
    tmp_path: Path, number: float, joined: date | None, status: str
) -> None:
    """84 of 250 days are a third, 83 are not; half a year owes half of it."""
    rule = """
    [[criterion]]
    id = "leader.days"
    name = "下基层"
    for = "member"
    source = "days"
    measure = "ratio"
    field = "days"
    denominator = 250
    require = { min = "1/3" }
    """
    everything = facts(person("张三", joined=joined), days=(days(ZHANG, number),))
    found = evaluate(criteria(tmp_path, rule), facts=everything, works=[])
    result = one(found, "leader.days", ZHANG)
    assert (result.status, result.required) == (status, "1/3")


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (("通过", "通过"), "met"),
        (("通过",), "no_data"),
        (("不通过",), "not_met"),
        ((), "no_data"),
    ],
)
def test_marks(tmp_path: Path, given: tuple[str, ...], status: str) -> None:
    """All items passed is met, one failed is not met, one not given is no data."""
    rule = """
    [[criterion]]
    id = "member.conduct"
    name = "表率"
    for = "member"
    source = "marks"
    measure = "mark"
    items = ["表率作用", "工作实绩"]
    require = { all = "通过" }
    no_data = "pending"
    """
    items = ("表率作用", "工作实绩")
    marks = tuple(mark(ZHANG, i, r) for i, r in zip(items, given, strict=False))
    everything = facts(person("张三"), marks=marks)
    found = evaluate(criteria(tmp_path, rule), facts=everything, works=[])
    result = one(found, "member.conduct", ZHANG)
    assert (result.status, len(result.rows)) == (status, len(given))


def test_papers_of_an_organisation(tmp_path: Path) -> None:
    """All papers asked for must be there; a pending one leaves it open."""
    rule = """
    [[criterion]]
    id = "org.papers"
    name = "方案、制度"
    for = "branch"
    source = "submissions"
    measure = "covers"
    field = "doc_type"
    require = { includes = ["实施方案", "学习制度"] }
    """
    plan = work("w-a", "", "实施方案", members=(), organisation="机关支部")
    rules = work("w-b", "", "学习制度", members=(), organisation="一支部")
    waits = work(
        "w-b",
        "",
        None,
        members=(),
        organisation="一支部",
        status="pending",
        codes=("unknown_type",),
    )
    loaded = criteria(tmp_path, rule)
    for works, status, value in (
        ([plan, rules], "met", 2.0),
        ([plan, waits], "pending", 1.0),
        ([plan], "not_met", 1.0),
    ):
        found = evaluate(loaded, facts=facts(person("张三")), works=works)
        result = one(found, "org.papers", "一支部")
        assert (result.status, result.value) == (status, value)


def test_experience_that_was_adopted(tmp_path: Path) -> None:
    """An adopted paper counts from the level asked for; one not adopted has no proof."""
    rule = """
    [[criterion]]
    id = "org.experience"
    name = "先进经验"
    for = "branch"
    source = "submissions"
    where = { doc_type = ["调研报告"], adopted = true, level_min = "镇级" }
    measure = "count"
    per = "year"
    require = { min = 1 }
    """
    works = [
        work("w-a", "", "调研报告", members=(), organisation="一支部", level="镇级"),
        work("w-b", "", "调研报告", members=(), organisation="二支部"),
    ]
    found = evaluate(criteria(tmp_path, rule), facts=facts(), works=works)
    assert one(found, "org.experience", "一支部").status == "met"
    assert rejections(one(found, "org.experience", "二支部")) == {"w-b": "no_proof"}


SHARE = """
[[criterion]]
id = "org.notes"
name = "有学习笔记"
for = "branch"
source = "submissions"
members = "member"
where = { doc_type = ["读书笔记"] }
measure = "share"
each = { min = 1 }
require = { min = 1.0 }
"""


def test_share_of_members(tmp_path: Path) -> None:
    """Every member must have handed in; a pending work of the last leaves it open."""
    everything = facts(
        person("张三"), person("李四"), person("王五", "二支部", party_member=False)
    )
    first = work("w-a", ZHANG, "读书笔记")
    second = work("w-b", "李四@一支部", "读书笔记")
    waits = work(
        "w-b", "李四@一支部", "读书笔记", status="pending", codes=("suspected_copy",)
    )
    rules = criteria(tmp_path, SHARE)
    for works, status, value in (
        ([first, second], "met", 1.0),
        ([first, waits], "pending", 0.5),
        ([first], "not_met", 0.5),
    ):
        result = one(
            evaluate(rules, facts=everything, works=works), "org.notes", "一支部"
        )
        assert (result.status, result.value) == (status, value)
    found = evaluate(rules, facts=everything, works=[])
    assert one(found, "org.notes", "二支部").status == "no_data"


def test_results_of_members(tmp_path: Path) -> None:
    """A branch reaches what its members reach: met, pending, no data, not met."""
    rule = """
    [[criterion]]
    id = "org.leaders"
    name = "带头"
    for = "branch"
    source = "results"
    members = "member"
    of = ["member.plan", "member.exam"]
    measure = "share"
    require = { min = 1.0 }
    """
    rules = criteria(tmp_path, rule, PLAN, EXAM)
    plan = work("w-a", ZHANG, "个人学习计划")
    waits = work(
        "w-a", ZHANG, "个人学习计划", status="pending", codes=("suspected_copy",)
    )
    good, bad = (exam(ZHANG, 95),), (exam(ZHANG, 50),)
    for works, exams, status in (
        ([plan], good, "met"),
        ([waits], good, "pending"),
        ([plan], (), "no_data"),
        ([waits], bad, "not_met"),
    ):
        found = evaluate(rules, facts=facts(person("张三"), exams=exams), works=works)
        assert one(found, "org.leaders", "一支部").status == status
    assert one(found, "org.leaders", "二支部").status == "no_data"


def test_a_file_without_criteria(tmp_path: Path) -> None:
    """A template that asks nothing gives no results."""
    assert evaluate(criteria(tmp_path), facts=facts(person("张三")), works=[]) == ()


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (PartialDate(month=3), "met"),
        (PartialDate(year=2010, quarter=2), "met"),
        (PartialDate(year=2010, half=2), "met"),
        (PartialDate(year=2009, month=12), "no_data"),
        (None, "met"),
    ],
)
def test_dates_of_rows(tmp_path: Path, day: PartialDate | None, status: str) -> None:
    """A row belongs to the campaign by what its date says, and without a date too."""
    sat = replace(exam(ZHANG, 95), day=day)
    found = evaluate(
        criteria(tmp_path, EXAM), facts=facts(person("张三"), exams=(sat,)), works=[]
    )
    assert one(found, "member.exam", ZHANG).status == status


def test_organisations_with_a_centre_group(tmp_path: Path) -> None:
    """A population may be the organisations that have a study group."""
    population = """
    [population.groups]
    entity = "organisation"
    where = { centre_group = true }
    """
    rule = PLAN.replace('"member"', '"groups"')
    everything = facts()
    first, second = everything.organisations
    everything = replace(
        everything, organisations=(first, replace(second, centre_group=True))
    )
    found = evaluate(criteria(tmp_path, population, rule), facts=everything, works=[])
    assert [result.subject for result in found] == ["二支部"]
