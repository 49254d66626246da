"""What must hold for any works, rows and order of them."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from awards.awards_build import (
    AWARD,
    BOOKS,
    EXAM,
    PLAN,
    PUBLISHED,
    criteria,
    event,
    exam,
    facts,
    person,
    work,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from doctools.awards.evaluate import evaluate
from doctools.awards.ranking import rank
from doctools.records import WorkMember

if TYPE_CHECKING:
    from doctools.awards.criteria import Criteria
    from doctools.facts import Facts
    from doctools.records import CriterionResult, Work

NAMES = ("张三", "李四", "王五")
ATTENDANCE = """
[[criterion]]
id = "member.attendance"
name = "参加集中学习"
for = "member"
source = "events"
measure = "ratio"
require = { min = 0.5 }
"""


WIDE = """
[documents]
coauthor = "fractional"
[[criterion]]
id = "weekly"
name = "每周"
for = "member"
source = "submissions"
where = { doc_type = ["读书笔记"] }
measure = "count"
per = "week"
require = { min = 1 }
allow_missing = 50
[[criterion]]
id = "notes"
name = "有笔记"
for = "branch"
source = "submissions"
members = "member"
where = { doc_type = ["读书笔记", "调研报告"] }
measure = "share"
require = { min = 0.6 }
[[criterion]]
id = "papers"
name = "齐全"
for = "member"
source = "submissions"
measure = "covers"
field = "doc_type"
per = "quarter"
require = { includes = ["读书笔记", "个人学习计划"] }
allow_missing = 3
[[criterion]]
id = "any"
name = "覆盖"
for = "member"
source = "results"
of = ["papers", "weekly", "member.plan"]
measure = "any"
require = { min = 2 }
[[criterion]]
id = "all"
name = "都覆盖"
for = "branch"
source = "results"
members = "member"
of = ["any"]
measure = "share"
require = { min = 1.0 }
"""


@cache
def wide() -> Criteria:
    """Return criteria of every other kind, with shares of joint works."""
    with tempfile.TemporaryDirectory() as folder:
        return criteria(Path(folder), WIDE, BOOKS, PUBLISHED, PLAN, ATTENDANCE)


@cache
def rules() -> Criteria:
    """Return the criteria of all these tests."""
    with tempfile.TemporaryDirectory() as folder:
        return criteria(Path(folder), BOOKS, PUBLISHED, PLAN, EXAM, ATTENDANCE, AWARD)


@cache
def everything() -> Facts:
    """Return three people, their exams and events."""
    people = tuple(person(name) for name in NAMES)
    ids = [entry.member_id for entry in people]
    exams = tuple(exam(i, score) for i, score in zip(ids, (95, 85, 95), strict=True))
    events = tuple(
        event(f"2010-{n + 1:02d}-10", "集中学习", *ids[: n + 1]) for n in range(3)
    )
    return facts(*people, exams=exams, events=events)


def a_work(number: int, draw: dict[str, Any]) -> Work:
    """Return a work of one of the three."""
    author, second = (draw.pop(key) for key in ("name", "second"))
    found = work(
        f"w-{number:03d}", f"{author}@一支部", draw.pop("document_type"), **draw
    )
    if second in (None, author):
        return found
    other = WorkMember(member_id=f"{second}@一支部", name=second, branch="一支部")
    return replace(found, members=(*found.members, other))


WORKS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(NAMES),
            "second": st.sampled_from([None, None, *NAMES]),
            "document_type": st.sampled_from(
                ["读书笔记", "调研报告", "个人学习计划", None]
            ),
            "period": st.sampled_from(["2010-01", "2010-02", "2009-12", None]),
            "date": st.sampled_from(["2010-01-07", "2010-02-17", "2010", None]),
            "book": st.sampled_from(["书1", "书2", "书3", "别的书", None]),
            "outlet": st.sampled_from(["邯郸日报", "馆陶报", "某报", None]),
            "level": st.sampled_from(["镇级", "市级", None]),
            "status": st.sampled_from(["ok", "ok", "pending", "rejected"]),
            "codes": st.just(("suspected_copy",)),
        }
    ),
    max_size=12,
).map(lambda found: [a_work(n, dict(draw)) for n, draw in enumerate(found)])


def judged(works: list[Work]) -> tuple[CriterionResult, ...]:
    """Return the results of the works."""
    return evaluate(rules(), facts=everything(), works=works)


@settings(max_examples=60, deadline=None)
@given(WORKS, st.randoms(use_true_random=False))
def test_order_changes_nothing(works: list[Work], chance: Any) -> None:  # noqa: ANN401 - hypothesis names no type
    """Works, people and rows in any order give the same results and ranking."""
    before = judged(works)
    mixed = list(works)
    chance.shuffle(mixed)
    other = replace(
        everything(),
        people=everything().people[::-1],
        exams=everything().exams[::-1],
        events=everything().events[::-1],
    )
    after = evaluate(rules(), facts=other, works=mixed)
    assert before == after
    assert evaluate(wide(), facts=everything(), works=works) == evaluate(
        wide(), facts=other, works=mixed
    )
    ranked = rank(rules(), facts=everything(), results=before)
    assert ranked == rank(rules(), facts=other, results=after)


@settings(max_examples=60, deadline=None)
@given(WORKS)
def test_numbers_equal_their_evidence(works: list[Work]) -> None:
    """A counted number is the length of its list, and no work is listed twice."""
    for result in judged(works):
        listed = [entry.work_id for entry in (*result.rejected, *result.pending)]
        assert len({*result.counted, *listed}) == len(result.counted) + len(listed)
        if result.criterion in {"member.books", "member.published", "member.plan"}:
            assert result.value == len(result.counted)


@settings(max_examples=60, deadline=None)
@given(WORKS)
def test_an_unrelated_member_changes_nothing(works: list[Work]) -> None:
    """A member of another branch, his works and rows leave all other results alone."""
    stranger = person("赵六", "二支部")
    known = everything()
    more = replace(
        known,
        people=(stranger, *known.people),
        exams=(exam(stranger.member_id, 10), *known.exams),
        events=(event("2010-05-05", "集中学习", organisation="二支部"), *known.events),
    )
    own = [work(f"w-x{n}", stranger.member_id, "读书笔记") for n in range(3)]
    for every in (rules(), wide()):
        before = evaluate(every, facts=known, works=works)
        after = evaluate(every, facts=more, works=[*own, *works])
        theirs = {stranger.member_id, "二支部"}
        assert [r for r in after if r.subject not in theirs] == [
            r for r in before if r.subject not in theirs
        ]


@settings(max_examples=60, deadline=None)
@given(WORKS, WORKS)
def test_a_further_work_never_lowers(works: list[Work], more: list[Work]) -> None:
    """Valid works added lower no value and turn nothing from met into not met."""
    added = [
        replace(entry, work_id=f"w-n{n}", path=f"n{n}.docx", status="ok", codes=())
        for n, entry in enumerate(more)
    ]
    for every in (rules(), wide()):
        before = evaluate(every, facts=everything(), works=works)
        after = evaluate(every, facts=everything(), works=[*works, *added])
        for old, new in zip(before, after, strict=True):
            assert (old.subject, old.criterion) == (new.subject, new.criterion)
            assert (new.value or 0) >= (old.value or 0)
            assert old.status != "met" or new.status == "met"


@settings(max_examples=60, deadline=None)
@given(WORKS)
def test_periods_add_up(works: list[Work]) -> None:
    """The periods of a count add up to its value; only shares of works are less."""
    for result in evaluate(wide(), facts=everything(), works=works):
        if result.by_period and result.criterion != "papers":
            total = sum(result.by_period.values())
            assert total == pytest.approx(result.value)
        if result.criterion in {"weekly", "member.plan"}:
            assert (result.value or 0) <= len(result.counted)


@settings(max_examples=60, deadline=None)
@given(WORKS)
def test_every_work_of_the_type_is_listed(works: list[Work]) -> None:
    """A work of a criterion's type is counted, rejected or pending, never lost."""
    results = {(r.criterion, r.subject): r for r in judged(works)}
    for entry in works:
        if entry.document_type != "读书笔记":
            continue
        for author in entry.members:
            result = results["member.books", author.member_id or ""]
            others = (e.work_id for e in (*result.rejected, *result.pending))
            assert entry.work_id in {*result.counted, *others}


@settings(max_examples=60, deadline=None)
@given(WORKS)
def test_removing_a_counted_work(works: list[Work]) -> None:
    """Without a counted work exactly the numbers that listed it are lower by one.

    A second note on the same book may take its place; such batches are left out.
    """
    before = {(r.criterion, r.subject): r for r in judged(works)}
    if any(e.code == "same_book" for r in before.values() for e in r.rejected):
        return
    for gone in {i for r in before.values() for i in r.counted}:
        left = judged([entry for entry in works if entry.work_id != gone])
        for result in left:
            old = before[result.criterion, result.subject]
            if gone in old.counted:
                assert result.value == (old.value or 0) - 1
            else:
                assert (result.value, result.counted) == (old.value, old.counted)


@settings(max_examples=60, deadline=None)
@given(WORKS)
def test_pending_could_change_the_outcome(works: list[Work]) -> None:
    """Where a result is pending, its pending works as counted ones would meet it.

    Works whose period or type is open have to be decided first, so they are left out.
    """
    for result in judged(works):
        codes = {entry.code for entry in result.pending}
        if result.status != "pending" or not codes <= {"suspected_copy"}:
            assert result.status != "pending" or codes
            continue
        waiting = {entry.work_id for entry in result.pending}
        if any(
            entry.work_id in waiting
            and (entry.period is None or not entry.document_type)
            for entry in works
        ):
            continue
        decided = [
            replace(entry, status="ok", codes=()) if entry.work_id in waiting else entry
            for entry in works
        ]
        found = {(r.criterion, r.subject): r for r in judged(decided)}
        after = found[result.criterion, result.subject]
        assert after.status == "met" or {e.code for e in after.pending}


def test_a_large_campaign_is_fast() -> None:
    """10,000 works of 2,000 members are judged in well under ten seconds."""
    people = [person(f"成员{n}", f"{n % 40}支部") for n in range(2000)]
    works = [
        work(
            f"w-{n}",
            people[n % 2000].member_id,
            "读书笔记",
            book=f"书{n % 12 + 1}",
            period=f"2010-{n % 12 + 1:02d}",
        )
        for n in range(10_000)
    ]
    events = tuple(
        event(
            f"2010-{n % 12 + 1:02d}-10", "集中学习", *(p.member_id for p in people[::2])
        )
        for n in range(100)
    )
    known = facts(
        *people, events=events, exams=tuple(exam(p.member_id, 95) for p in people)
    )
    start = time.perf_counter()
    results = evaluate(rules(), facts=known, works=works)
    rank(rules(), facts=known, results=results)
    assert len(results) == 2000 * 5
    assert time.perf_counter() - start < 10
