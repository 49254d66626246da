"""Readings of the official words: each switch in both values."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from awards.awards_build import (
    BOOKS,
    EXAM,
    PLAN,
    PUBLISHED,
    criteria,
    exam,
    facts,
    person,
    work,
)

from doctools.awards.evaluate import evaluate
from doctools.facts import Outlet
from doctools.records import Decided

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.records import CriterionResult, Work

ZHANG = "张三@一支部"


def judged(
    tmp_path: Path, rule: str, works: list[Work], *, numbers: str = "", **more: object
) -> CriterionResult:
    """Return what a rule makes of one member's works."""
    rules = criteria(tmp_path, rule, numbers=numbers)
    (found,) = evaluate(rules, facts=facts(person("张三"), **more), works=works)
    return found


def articles(number: int, **more: object) -> list[Work]:
    """Return articles in a city newspaper."""
    values: dict[str, Any] = {"outlet": "邯郸日报", "level": "市级", **more}
    return [work(f"w-{n}", ZHANG, "调研报告", **values) for n in range(number)]


@pytest.mark.parametrize(
    ("numbers", "number", "status"),
    [
        ("", 2, "met"),
        ("at_least_includes_number = true", 2, "met"),
        ("at_least_includes_number = false", 2, "not_met"),
        ("at_least_includes_number = false", 3, "met"),
    ],
)
def test_two_or_more(tmp_path: Path, numbers: str, number: int, status: str) -> None:
    """2 篇以上 is met by two, unless the number itself is said to be left out."""
    found = judged(tmp_path, PUBLISHED, articles(number), numbers=numbers)
    assert (found.status, found.value) == (status, number)


def test_more_than_a_mark(tmp_path: Path) -> None:
    """A mark must be above the number then; a grade keeps its lowest mark."""
    numbers, sat = "at_least_includes_number = false", (exam(ZHANG, 90),)
    plain = EXAM.replace('grade = "优秀"', "min = 90")
    assert judged(tmp_path, plain, [], exams=sat).status == "met"
    found = judged(tmp_path, plain, [], numbers=numbers, exams=sat)
    assert found.status == "not_met"
    assert judged(tmp_path, EXAM, [], numbers=numbers, exams=sat).status == "met"


@pytest.mark.parametrize(
    ("numbers", "code"),
    [("", ""), ("late_days = 0", "late"), ("late_days = 20", "")],
)
def test_late_papers(tmp_path: Path, numbers: str, code: str) -> None:
    """A note for March dated 20 April is late by 20 days; silence looks at none."""
    note = work("w-a", ZHANG, "读书笔记", book="书3", date="2010-04-20")
    found = judged(tmp_path, BOOKS, [note], numbers=numbers)
    assert [entry.code for entry in found.rejected] == ([code] if code else [])
    assert found.value == (0 if code else 1)


@pytest.mark.parametrize("written", ["2010-03-31", "2010-04", "2010-02-01", None])
def test_what_is_not_late(tmp_path: Path, written: str | None) -> None:
    """Only a full date after the month makes a paper late."""
    note = work("w-a", ZHANG, "读书笔记", book="书3", date=written)
    assert judged(tmp_path, BOOKS, [note], numbers="late_days = 0").value == 1


def test_lateness_is_for_monthly_papers(tmp_path: Path) -> None:
    """A paper that is owed once a year cannot be late for a month."""
    plan = work("w-a", ZHANG, "个人学习计划", date="2010-11-20")
    found = judged(tmp_path, PLAN, [plan], numbers="late_days = 0")
    assert found.status == "met"


def accepted(found: Work) -> Work:
    """Return a work that a person said counts."""
    decision = Decided(
        field="verdict", value="counted", computed="pending", by="王主任"
    )
    return replace(found, decided=(decision,))


def test_a_person_may_let_a_late_paper_count(tmp_path: Path) -> None:
    """A verdict of a person lifts lateness, length and the list of books."""
    rule = BOOKS.replace("book_in", "chars_min = 500, book_in")
    note = work("w-a", ZHANG, "读书笔记", date="2010-04-20", characters=0)
    numbers = "late_days = 0"
    assert judged(tmp_path, rule, [note], numbers=numbers).value == 0
    assert judged(tmp_path, rule, [accepted(note)], numbers=numbers).value == 1


def test_a_photographed_note_waits(tmp_path: Path) -> None:
    """What cannot be read is not too short: it waits, and counts once accepted."""
    rule = BOOKS.replace("book_in", "chars_min = 500, book_in")
    picture = work(
        "w-a", ZHANG, "读书笔记", characters=0, status="pending", codes=("needs_ocr",)
    )
    found = judged(tmp_path, rule + "allow_missing = 11\n", [picture])
    assert (found.status, found.pending[0].code) == ("pending", "needs_ocr")
    decided = accepted(replace(picture, status="ok", codes=()))
    assert judged(tmp_path, rule + "allow_missing = 11\n", [decided]).status == "met"


def test_a_note_on_an_unknown_book_is_no_other_book(tmp_path: Path) -> None:
    """Alone it is a book; beside another it waits, and counts once its book is known."""
    rule = BOOKS.replace("min = 1", "min = 2") + "allow_missing = 11\n"
    known = work("w-a", ZHANG, "读书笔记", book="乡土中国")
    photo = accepted(work("w-b", ZHANG, "读书笔记", characters=0))
    found = judged(tmp_path, rule, [accepted(known), photo])
    assert [(each.work_id, each.code) for each in found.pending] == [
        ("w-b", "unknown_book")
    ]
    named = replace(photo, book="论持久战")
    assert judged(tmp_path, rule, [accepted(known), named]).pending == ()
    count = rule.replace("count_distinct", "count").replace('field = "book"\n', "")
    assert judged(tmp_path, count, [accepted(known), photo]).pending == ()


def test_an_accepted_paper_is_not_thereby_published(tmp_path: Path) -> None:
    """Of a paper that can be read a verdict does not say that it appeared in print."""
    found = judged(tmp_path, PUBLISHED, [accepted(a) for a in articles(2, outlet=None)])
    assert (found.status, found.pending) == ("not_met", ())
    assert [entry.code for entry in found.rejected] == ["no_proof", "no_proof"]


OUTLETS = (
    Outlet(name="邯郸日报", kind="报纸", level="市级", row=facts().outlets[0].row),
    Outlet(
        name="燕赵网",
        kind="网络媒体",
        level="市级",
        row=facts().outlets[0].row,
        cn="无",
    ),
    Outlet(
        name="党建刊", kind="期刊", level="市级", row=facts().outlets[0].row, cn="13-1"
    ),
)


@pytest.mark.parametrize(
    ("numbers", "kinds", "counted"),
    [
        ("", True, ["党建刊", "邯郸日报"]),
        ("count_web_media = false", True, ["党建刊", "邯郸日报"]),
        ("count_web_media = true", True, ["党建刊", "燕赵网", "邯郸日报"]),
        ("", False, ["党建刊", "燕赵网", "邯郸日报"]),
        ("count_web_media = false", False, ["党建刊", "邯郸日报"]),
    ],
)
def test_web_media(
    tmp_path: Path,
    numbers: str,
    kinds: bool,  # noqa: FBT001 - pytest hands parameters over by name
    counted: list[str],
) -> None:
    """报刊 takes in web media or not; without a word only the kinds listed decide."""
    rule = (
        PUBLISHED
        if kinds
        else PUBLISHED.replace('outlet_kind = ["报纸", "期刊"], ', "")
    )
    works = [
        work(o.name, ZHANG, "调研报告", outlet=o.name, level="市级") for o in OUTLETS
    ]
    found = judged(tmp_path, rule, works, numbers=numbers, outlets=OUTLETS)
    assert sorted(found.counted) == sorted(counted)


def test_a_cn_number(tmp_path: Path) -> None:
    """Where a CN number is asked for, an outlet without one leaves the proof open."""
    works = [
        work(o.name, ZHANG, "调研报告", outlet=o.name, level="市级")
        for o in (OUTLETS[0], OUTLETS[2])
    ]
    found = judged(tmp_path, PUBLISHED, works, outlets=OUTLETS)
    assert found.status == "met"
    numbers = "published_needs_cn = true"
    found = judged(tmp_path, PUBLISHED, works, numbers=numbers, outlets=OUTLETS)
    assert found.counted == ("党建刊",)
    assert [(p.work_id, p.code) for p in found.pending] == [("邯郸日报", "no_proof")]
    assert found.status == "pending"


def test_lowest_length_may_be_nothing(tmp_path: Path) -> None:
    """A named number of 0 characters asks nothing."""
    rule = PLAN.replace("{ doc_type", '{ chars_min = "note_min_chars", doc_type')
    plan = work("w-a", ZHANG, "个人学习计划", characters=3)
    assert judged(tmp_path, rule, [plan], numbers="note_min_chars = 0").value == 1
    assert judged(tmp_path, rule, [plan], numbers="note_min_chars = 4").value == 0
