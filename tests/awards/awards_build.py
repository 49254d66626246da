"""Small campaigns for the tests of the awards, built by code."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from doctools.awards.criteria import Criteria, load
from doctools.facts import (
    Book,
    DayCount,
    Event,
    Exam,
    Facts,
    Mark,
    Organisation,
    Outlet,
    Person,
)
from doctools.model import PartialDate
from doctools.records import EvidenceRow, Work, WorkMember

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.records import CriterionResult

TYPES = ("读书笔记", "学习体会文章", "调研报告", "个人学习计划", "实施方案", "学习制度")

HEAD = """
schema = "doctools-criteria/1"
[meta]
title = "评选"
period = { from = 2010-01-01, to = 2010-12-31 }
[assumptions]
signed_off_by = ""
NUMBERS
[scales]
level = ["镇级", "县级", "市级"]
grade = [ { name = "优秀", min = 90 }, { name = "优良", min = 80 } ]
[population.member]
entity = "person"
where = { party_member = true }
[population.leader]
entity = "person"
where = { post = ["支部书记"] }
[population.branch]
entity = "organisation"
where = { kind = ["机关", "农村"] }
"""

BOOKS = """
[[criterion]]
id = "member.books"
name = "每月读书笔记"
for = "member"
source = "submissions"
where = { doc_type = ["读书笔记"], book_in = "books" }
measure = "count_distinct"
field = "book"
per = "month"
require = { min = 1 }
"""

PUBLISHED = """
[[criterion]]
id = "member.published"
name = "县级以上报刊发表"
for = "member"
source = "submissions"
where = { doc_type = ["学习体会文章", "调研报告"], published = true, outlet_kind = ["报纸", "期刊"], level_min = "县级", chars_min = 500 }
measure = "count"
per = "year"
require = { min = 2 }
"""

PLAN = """
[[criterion]]
id = "member.plan"
name = "个人学习计划"
for = "member"
source = "submissions"
where = { doc_type = ["个人学习计划"] }
measure = "count"
per = "year"
require = { min = 1 }
"""

EXAM = """
[[criterion]]
id = "member.exam"
name = "理论考试优秀"
for = "member"
source = "exams"
where = { subject = ["理论知识"] }
measure = "mean"
field = "score"
require = { grade = "优秀" }
no_data = "pending"
"""

AWARD = """
[[award]]
id = "best"
name = "优秀学习型党员"
for = "member"
quota = 2
must = ["member.plan"]
rank = [ { by = "member.exam", order = "desc" } ]
"""


def criteria(tmp_path: Path, *rules: str, numbers: str = "") -> Criteria:
    """Return criteria from the common head and the rules given."""
    path = tmp_path / "评选标准.toml"
    text = HEAD.replace("NUMBERS", numbers) + "".join(rules)
    path.write_text(text, encoding="utf-8")
    return load(path, document_types=TYPES)


_NEXT = iter(range(2, 10**9))


def row(table: str = "表.xlsx") -> EvidenceRow:
    """Return a row of its own."""
    return EvidenceRow(table=table, row=next(_NEXT))


def person(name: str, branch: str = "一支部", **more: object) -> Person:
    """Return a person with a member id as the tables give it."""
    values: dict[str, Any] = {"member_id": f"{name}@{branch}", "row": row(), **more}
    return Person(name=name, branch=branch, **values)


def work(
    identifier: str, author: str, document_type: str | None, **more: object
) -> Work:
    """Return a work of one member, in March 2010 unless said otherwise."""
    members = (
        WorkMember(
            member_id=author, name=author.split("@", maxsplit=1)[0], branch=None
        ),
    )
    values: dict[str, Any] = {
        "work_id": identifier,
        "path": f"{identifier}.docx",
        "document_type": document_type,
        "certain": document_type is not None,
        "members": members,
        "period": "2010-03",
        "characters": 1000,
    }
    return Work(**(values | more))


def event(day: str, kind: str, *attendees: str, **more: object) -> Event:
    """Return an event; the day is `2010-03-05`."""
    year, month, number = map(int, day.split("-"))
    values: dict[str, Any] = {"attendees": attendees, "row": row(), **more}
    found = PartialDate(year=year, month=month, day=number)
    return Event(day=found, kind=kind, **values)


def exam(member_id: str, score: float, subject: str = "理论知识") -> Exam:
    """Return an exam result without a date."""
    return Exam(member_id=member_id, subject=subject, score=score, row=row())


def days(member_id: str, number: float) -> DayCount:
    """Return days spent in March 2010."""
    day = PartialDate(year=2010, month=3)
    return DayCount(member_id=member_id, days=number, row=row(), day=day)


def mark(subject: str, item: str, result: str) -> Mark:
    """Return a mark."""
    return Mark(subject=subject, item=item, result=result, row=row())


def facts(*people: Person, **more: object) -> Facts:
    """Return facts in which every kind of table has been given."""
    values: dict[str, Any] = {
        "people": people,
        "organisations": (
            Organisation(name="一支部", kind="机关", row=row(), aliases=("机关支部",)),
            Organisation(name="二支部", kind="农村", row=row()),
        ),
        "books": tuple(Book(title=f"书{month}", row=row()) for month in range(1, 13)),
        "outlets": (
            Outlet(name="邯郸日报", kind="报纸", level="市级", row=row()),
            Outlet(name="馆陶报", kind="报纸", level="镇级", row=row()),
            Outlet(name="学习园地", kind="内部资料", level="县级", row=row()),
            Outlet(
                name="旧刊",
                kind="期刊",
                level="市级",
                row=row(),
                valid_to=date(2009, 12, 31),
            ),
        ),
        "present": frozenset(
            [
                "roster",
                "organisations",
                "books",
                "outlets",
                "events",
                "exams",
                "days",
                "marks",
            ]
        ),
    }
    return Facts(**(values | more))


def one(
    results: tuple[CriterionResult, ...], criterion: str, subject: str
) -> CriterionResult:
    """Return the result of one subject in one criterion."""
    (found,) = (r for r in results if (r.criterion, r.subject) == (criterion, subject))
    return found
