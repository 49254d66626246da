"""Rankings: competition ranks, ties listed, places left empty."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from awards.awards_build import AWARD, EXAM, PLAN, criteria, exam, facts, person, work

from doctools.awards.evaluate import evaluate
from doctools.awards.ranking import rank

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.records import Work

Line = tuple[int | None, str, str]


def ranking(
    tmp_path: Path, scores: dict[str, float], works: list[Work], *, seed: int = 0
) -> list[Line]:
    """Return rank, name and status, the roster in an order of its own."""
    rules = criteria(tmp_path, PLAN, EXAM, AWARD)
    people = [person(name) for name in scores]
    random.Random(seed).shuffle(people)  # noqa: S311 - no secret, an order
    everything = facts(
        *people, exams=tuple(exam(f"{n}@一支部", s) for n, s in scores.items() if s)
    )
    results = evaluate(rules, facts=everything, works=works)
    (award,) = rank(rules, facts=everything, results=results)
    assert (award.award, award.quota) == ("best", 2)
    return [(line.rank, line.name, line.status) for line in award.ranking]


def plans(*names: str) -> list[Work]:
    """Return a plan of each person."""
    return [work(f"w-{n}", f"{n}@一支部", "个人学习计划") for n in names]


def test_tie_at_the_last_place(tmp_path: Path) -> None:
    """All who share the last place are tied, whatever the order of the roster."""
    scores = {"甲一": 95.0, "乙二": 90.0, "丙三": 90.0, "丁四": 80.0}
    for seed in range(5):
        lines = ranking(tmp_path, scores, plans(*scores), seed=seed)
        assert sorted(lines, key=str) == [
            (1, "甲一", "selected"),
            (2, "丙三", "tied"),
            (2, "乙二", "tied"),
            (4, "丁四", "not_selected"),
        ]


def test_tie_inside_the_places(tmp_path: Path) -> None:
    """A tie that fits the places is no tie to decide."""
    scores = {"甲一": 90.0, "乙二": 90.0, "丙三": 80.0}
    lines = ranking(tmp_path, scores, plans(*scores))
    assert [(line[0], line[2]) for line in lines] == [
        (1, "selected"),
        (1, "selected"),
        (3, "not_selected"),
    ]


def test_too_few_and_pending(tmp_path: Path) -> None:
    """Too few leave places empty; who could still qualify waits, who cannot is out."""
    works = plans("甲一")
    works += [
        work(
            "w-b", "乙二@一支部", "个人学习计划", status="pending", codes=("no_proof",)
        )
    ]
    lines = ranking(tmp_path, {"甲一": 0.0, "乙二": 99.0, "丙三": 99.0}, works)
    assert lines == [
        (1, "甲一", "selected"),
        (None, "乙二", "pending"),
        (None, "丙三", "not_selected"),
    ]


def test_no_value_comes_last(tmp_path: Path) -> None:
    """Who has no value to rank by comes after all who have one."""
    lines = ranking(tmp_path, {"甲一": 0.0, "乙二": 1.0}, plans("甲一", "乙二"))
    assert [line[1] for line in lines] == ["乙二", "甲一"]


def test_award_of_organisations(tmp_path: Path) -> None:
    """Organisations are ranked as members are, lowest first where the file says so."""
    plan = PLAN.replace('"member"', '"branch"').replace("member.plan", "org.plan")
    award = AWARD.replace('"member"', '"branch"').replace("member.plan", "org.plan")
    award = award.replace("member.exam", "org.plan").replace("desc", "asc")
    rules = criteria(tmp_path, plan, award)
    works = [
        work(f"w-{n}", "", "个人学习计划", members=(), organisation=org)
        for n, org in enumerate(["一支部", "二支部", "二支部"])
    ]
    results = evaluate(rules, facts=facts(), works=works)
    (found,) = rank(rules, facts=facts(), results=results)
    assert [(line.rank, line.subject, line.branch) for line in found.ranking] == [
        (1, "一支部", None),
        (2, "二支部", None),
    ]


def test_a_file_without_awards(tmp_path: Path) -> None:
    """Without criteria there is no ranking."""
    rules = criteria(tmp_path)
    assert rank(rules, facts=facts(), results=()) == ()
