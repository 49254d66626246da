"""The full example of a criteria file beside the checkout, and a township to judge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from awards.awards_build import days, event, exam, mark, person, row, work

from doctools.awards.criteria import load
from doctools.facts import Book, Facts, Organisation, Outlet, Theme
from doctools.layout.doctype import DOCUMENT_TYPES
from doctools.model import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.awards.criteria import Criteria
    from doctools.facts import Event, Exam, Person
    from doctools.records import Work

SHARED: Final = Path(__file__).parents[3] / "shared"
EXAMPLE: Final = SHARED / "design" / "criteria-example.toml"
KINDS: Final = ("机关", "农村", "社区", "事业单位")
ITEMS: Final = ("表率作用", "党性业务素质", "技能本领", "岗位创新业绩", "工作实绩")


def example() -> Criteria:
    """Return the example's criteria, or skip the test."""
    if not EXAMPLE.is_file():
        pytest.skip("the example of a criteria file is not beside the checkout")
    return load(EXAMPLE, document_types=DOCUMENT_TYPES)


def township(*, members: int, branches: int) -> Facts:
    """Return the tables of a whole year for so many members and branches."""
    people = tuple(_people(members, branches))
    organisations = (
        Organisation(name="镇党委", kind="镇党委", row=row(), centre_group=True),
        *(
            Organisation(name=f"{n}支部", kind=KINDS[n % len(KINDS)], row=row())
            for n in range(branches)
        ),
    )
    kinds = [
        "roster",
        "organisations",
        "books",
        "outlets",
        "events",
        "exams",
        "days",
        "marks",
        "themes",
    ]
    return Facts(
        people=people,
        organisations=organisations,
        books=tuple(Book(title=f"书{month}", row=row()) for month in range(1, 13)),
        outlets=(Outlet(name="邯郸日报", kind="报纸", level="市级", row=row()),),
        themes=(Theme(name="作风建设", row=row()),),
        events=tuple(_events(people, branches)),
        exams=tuple(_exams(people)),
        days=tuple(days(each.member_id, 84) for each in people[::10]),
        marks=tuple(mark(p.member_id, item, "通过") for p in people for item in ITEMS),
        present=frozenset(kinds),
    )


def _people(members: int, branches: int) -> Iterator[Person]:
    posts = {0: ("党委书记",), 1: ("班子成员",)}
    for n in range(members):
        post = posts.get(n, ("支部书记",) if n < branches + 2 else ())
        yield person(f"成员{n}", f"{n % branches}支部", posts=post)


def _exams(people: tuple[Person, ...]) -> Iterator[Exam]:
    for each in people:
        for quarter in range(1, 5):
            day = PartialDate(year=2010, quarter=quarter)
            yield replace(exam(each.member_id, 90), day=day)


def _events(people: tuple[Person, ...], branches: int) -> Iterator[Event]:
    """Yield a weekly meeting of every branch, attended by nine in ten, and lectures."""
    for branch in range(branches):
        own = [p.member_id for p in people[branch::branches]]
        for week in range(52):
            day = (date(2010, 1, 5) + timedelta(weeks=week)).isoformat()
            there = [m for n, m in enumerate(own) if (n + week) % 10]
            yield event(day, "集中学习", *there, organisation=f"{branch}支部")
        for month in (2, 5, 8, 11):
            for kind in ("支部党员大会", "支部委员会", "党小组会", "党课"):
                yield event(
                    f"2010-{month:02d}-10", kind, *own, organisation=f"{branch}支部"
                )


def works(facts: Facts, number: int) -> list[Work]:
    """Return so many works: notes, articles and plans of the members in turn."""
    ids = [each.member_id for each in facts.people]
    return [_work(n, ids[n % len(ids)], n // len(ids)) for n in range(number)]


def _work(number: int, author: str, turn: int) -> Work:
    month = turn % 12 + 1
    period = f"2010-{month:02d}"
    if turn == 0:
        return work(f"w-{number}", author, "个人学习计划", period=period)
    if turn == 1:
        return work(
            f"w-{number}",
            author,
            "调研报告",
            period=period,
            outlet="邯郸日报",
            level="市级",
        )
    waits = number % 17 == 0
    return work(
        f"w-{number}",
        author,
        "读书笔记",
        period=period,
        date=f"{period}-15",
        book=f"书{month}",
        title=f"《书{month}》读书笔记",
        status="pending" if waits else "ok",
        codes=("suspected_copy",) if waits else (),
    )
