"""Rankings: competition ranks, ties listed, places left empty."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from awards.awards_build import AWARD, EXAM, PLAN, criteria, exam, facts, person, work
from awards.points_build import NOTES, POINTS

from doctools.awards.evaluate import evaluate
from doctools.awards.ranking import rank

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.records import Award, Work

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


NOTE = """
[[criterion]]
id = "member.notes"
name = "笔记"
quote = "写读书笔记"
for = "member"
source = "submissions"
where = { doc_type = ["读书笔记"] }
measure = "count"
require = { min = 1 }
"""
BY_NOTES = AWARD.replace("member.exam", "member.notes")
SIGNED = NOTE + PLAN.replace('name = "个', 'quote = "制定计划"\nname = "个')


def shortlist(
    tmp_path: Path,
    notes: dict[str, tuple[int, int]],
    *,
    waiting: str = "",
    more: str = "",
) -> Award:
    """Return an award of two places ranked by notes: counted and pending ones each.

    Everybody has handed in a plan; those of `waiting` have theirs pending.
    """
    rules = criteria(tmp_path, SIGNED, BY_NOTES + more)
    works = [plan for plan in plans(*notes) if plan.work_id[2:] not in waiting]
    works += [
        replace(plan, status="pending", codes=("no_proof",))
        for plan in plans(*waiting.split())
    ]
    for name, (counted, pending) in notes.items():
        for number in range(counted + pending):
            note = work(f"w-{name}{number}", f"{name}@一支部", "读书笔记")
            if number >= counted:
                note = replace(note, status="pending", codes=("suspected_copy",))
            works.append(note)
    known = facts(*(person(name) for name in notes))
    (found,) = rank(
        rules, facts=known, results=evaluate(rules, facts=known, works=works)
    )
    return found


def spoken(award: Award) -> dict[str, str]:
    """Return `selected` or `selected:reason` for each name."""
    return {
        line.name: f"{line.status}:{line.reason}".rstrip(":") for line in award.ranking
    }


def test_a_list_that_is_final(tmp_path: Path) -> None:
    """Nobody waits, nobody is tied, no number is the office's own: the list is final."""
    award = shortlist(tmp_path, {"甲": (3, 0), "乙": (2, 0), "丙": (1, 0)})
    assert (award.final, award.open) == (True, ())


def test_all_who_wait_fit_the_places(tmp_path: Path) -> None:
    """A selected place is safe if everybody who waits fits beside it."""
    award = shortlist(tmp_path, {"甲": (1, 0), "乙": (3, 0)}, waiting="乙")
    assert spoken(award) == {"甲": "selected", "乙": "pending"}
    assert (award.final, award.open) == (False, ("pending",))


def test_who_waits_could_displace(tmp_path: Path) -> None:
    """A place is not safe from one who waits and would rank before it or beside it."""
    counts = {"甲": (4, 0), "乙": (2, 0), "丙": (3, 0)}
    assert spoken(shortlist(tmp_path, counts, waiting="丙")) == {
        "甲": "selected",
        "乙": "selected:pending_could_displace",
        "丙": "pending",
    }
    equal = {"甲": (4, 0), "乙": (2, 0), "丙": (2, 0)}
    assert spoken(shortlist(tmp_path, equal, waiting="丙"))["乙"] == (
        "selected:pending_could_displace"
    )
    behind = {"甲": (4, 0), "乙": (2, 0), "丙": (1, 0)}
    assert spoken(shortlist(tmp_path, behind, waiting="丙"))["乙"] == "selected"


def test_pending_works_could_change_the_order(tmp_path: Path) -> None:
    """Works that wait may lift somebody who meets every condition into the places."""
    counts = {"甲": (4, 0), "乙": (2, 0), "丙": (1, 2)}
    award = shortlist(tmp_path, counts)
    assert spoken(award) == {
        "甲": "selected",
        "乙": "selected:pending_could_displace",
        "丙": "not_selected:pending_could_enter",
    }
    assert award.open == ("pending",)
    too_few = {"甲": (4, 0), "乙": (3, 0), "丙": (1, 1)}
    assert shortlist(tmp_path, too_few).final


def test_the_lowest_first_turns_hope_into_danger(tmp_path: Path) -> None:
    """Where few come first, a pending work can cost its author the place."""
    rules = BY_NOTES.replace("desc", "asc")
    found = criteria(tmp_path, SIGNED, rules)
    works = plans("甲", "乙", "丙")
    for name, number in (("甲", 1), ("乙", 2), ("丙", 3)):
        works += [
            work(f"w-{name}{n}", f"{name}@一支部", "读书笔记") for n in range(number)
        ]
    waiting = work(
        "w-乙9", "乙@一支部", "读书笔记", status="pending", codes=("no_proof",)
    )
    known = facts(*(person(name) for name in "甲乙丙"))
    results = evaluate(found, facts=known, works=[*works, waiting])
    (award,) = rank(found, facts=known, results=results)
    assert spoken(award) == {
        "甲": "selected",
        "乙": "selected:pending_could_displace",
        "丙": "not_selected:pending_could_enter",
    }


def test_a_seat_may_be_displaced_in_its_branch(tmp_path: Path) -> None:
    """Within a branch's maximum, one who waits threatens only his own branch."""
    award = shortlist(
        tmp_path,
        {"甲": (4, 0), "乙": (3, 0)},
        waiting="乙",
        more='seats = { by = "branch", max = 1 }\n',
    )
    assert spoken(award)["甲"] == "selected"
    award = shortlist(
        tmp_path,
        {"甲": (4, 0), "乙": (5, 0)},
        waiting="乙",
        more='seats = { by = "branch", max = 1 }\n',
    )
    assert spoken(award)["甲"] == "selected:pending_could_displace"


def test_unsigned_numbers_keep_a_list_open(tmp_path: Path) -> None:
    """A number of the office's own must be signed for before a list is final."""
    counts = {"甲": (3, 0), "乙": (2, 0)}
    seats = 'seats = { by = "branch", max = 2 }\n'
    award = shortlist(tmp_path, counts, more=seats)
    assert (award.final, award.open) == (False, ("not_signed_off",))


def test_a_tie_keeps_a_list_open(tmp_path: Path) -> None:
    """A tie at the last place is for a person."""
    award = shortlist(tmp_path, {"甲": (3, 0), "乙": (2, 0), "丙": (2, 0)})
    assert (award.final, award.open) == (False, ("tied",))


def test_an_award_by_points(tmp_path: Path) -> None:
    """An award may ask for points and rank by them; pending works bound the rank."""
    points = POINTS + "require = { min = 3 }\n" + NOTES + "value = 3\n"
    text = AWARD.replace("member.plan", "credits").replace("member.exam", "credits")
    rules = criteria(tmp_path, points, text.replace("quota = 2", "quota = 1"))
    works = [
        work(f"w-{n}", f"{name}@一支部", "读书笔记", status=status, codes=codes)
        for n, (name, status, codes) in enumerate(
            [
                ("甲", "ok", ()),
                ("甲", "ok", ()),
                ("乙", "ok", ()),
                ("乙", "pending", ("suspected_copy",)),
            ]
        )
    ]
    known = facts(person("甲"), person("乙"), person("丙"))
    results = evaluate(rules, facts=known, works=works)
    (award,) = rank(rules, facts=known, results=results)
    assert spoken(award) == {
        "甲": "selected:pending_could_displace",
        "乙": "not_selected:pending_could_enter",
        "丙": "not_selected",
    }


BOTH = """
[[criterion]]
id = "either"
name = "两样之一"
quote = "两样有一样即可，多的在前"
for = "member"
source = "results"
of = ["member.plan", "member.exam"]
measure = "any"
require = { min = 1 }
"""


def test_a_condition_that_is_met_may_still_gain(tmp_path: Path) -> None:
    """Who meets one of two and lacks data for the other may draw level by it."""
    award = AWARD.replace("quota = 2", "quota = 1")
    award = award.replace("member.plan", "either").replace("member.exam", "either")
    quoted = PLAN.replace('for = "m', 'quote = "制定计划"\nfor = "m')
    rules = criteria(tmp_path, quoted, EXAM, BOTH, award)
    for scores, said in (
        ({"甲": 95.0}, {"甲": "selected:pending_could_displace"}),
        ({"甲": 95.0, "乙": 60.0}, {"甲": "selected", "乙": "not_selected"}),
    ):
        known = facts(
            person("甲"),
            person("乙"),
            exams=tuple(exam(f"{name}@一支部", s) for name, s in scores.items()),
        )
        results = evaluate(rules, facts=known, works=plans("甲", "乙"))
        (found,) = rank(rules, facts=known, results=results)
        assert spoken(found) | said == spoken(found)
        assert found.final == (len(scores) == 2)
