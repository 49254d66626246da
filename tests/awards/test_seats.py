"""Places by branch: kept, limited, shared out; ties listed, never cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from awards.awards_build import AWARD, EXAM, PLAN, criteria, exam, facts, person, work
from hypothesis import given, settings
from hypothesis import strategies as st

from doctools.awards.award_rules import Seats
from doctools.awards.evaluate import evaluate
from doctools.awards.ranking import rank
from doctools.awards.seats import Candidate, allot, explained, shared_out
from doctools.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.awards.seats import Outcome
    from doctools.records import SeatShare


def limits(least: int = 0, most: int | None = None) -> Seats:
    """Return limits for each branch."""
    return Seats(method="limits", least=least, most=most)


def places(
    *candidates: str,
    quota: int,
    seats: Seats | None = None,
    shares: tuple[SeatShare, ...] = (),
) -> dict[str, str]:
    """Return status and reason of candidates written as name, branch and score."""
    field = []
    for written in candidates:
        name, branch, score = written.split()
        key = ((0, -float(score)),)
        field.append(Candidate(subject=name, branch=branch, key=key))
    found = explained(field, quota=quota, seats=seats, shares=shares)
    return {name: spoken(outcome) for name, outcome in found.items()}


def spoken(outcome: Outcome) -> str:
    """Return `selected`, or `tied:seat_maximum`."""
    return f"{outcome.status}:{outcome.reason}".rstrip(":")


def test_a_maximum_lets_the_next_branch_in() -> None:
    """Beyond its maximum a branch gets no place, and the next in rank does."""
    assert places(
        "甲 A 9", "乙 A 8", "丙 A 7", "丁 B 6", "戊 B 5", quota=3, seats=limits(most=2)
    ) == {
        "甲": "selected",
        "乙": "selected",
        "丙": "not_selected:seat_maximum",
        "丁": "selected",
        "戊": "not_selected",
    }


def test_a_tie_inside_a_maximum() -> None:
    """Equals for the last place of a branch are tied, and use that place up."""
    assert places(
        "甲 A 9", "乙 A 8", "丙 A 8", "丁 B 6", "戊 A 5", quota=3, seats=limits(most=2)
    ) == {
        "甲": "selected",
        "乙": "tied:seat_maximum",
        "丙": "tied:seat_maximum",
        "丁": "selected",
        "戊": "not_selected",
    }


def test_a_minimum_keeps_a_place() -> None:
    """A branch's kept place goes to its best, before better ones of other branches."""
    assert places(
        "甲 A 9", "乙 A 8", "丙 A 7", "丁 B 1", quota=3, seats=limits(least=1)
    ) == {
        "甲": "selected",
        "乙": "selected",
        "丙": "not_selected:seats_reserved",
        "丁": "selected:seat_minimum",
    }


def test_a_tie_for_a_kept_place() -> None:
    """Two equals for the one place kept for their branch are tied."""
    assert places(
        "甲 A 9", "乙 A 8", "丙 B 1", "丁 B 1", quota=2, seats=limits(least=1)
    ) == {
        "甲": "selected",
        "乙": "not_selected:seats_reserved",
        "丙": "tied:seat_minimum",
        "丁": "tied:seat_minimum",
    }


def test_a_branch_with_nobody_keeps_no_place() -> None:
    """A place kept for a branch without candidates goes to the others."""
    found = places("甲 A 9", "乙 A 8", quota=2, seats=limits(least=1))
    assert found == {"甲": "selected", "乙": "selected"}


def test_more_places_kept_than_there_are() -> None:
    """Where the minimums exceed the places, nobody is chosen for the office."""
    found = places("甲 A 9", "乙 B 8", "丙 C 7", quota=2, seats=limits(least=1))
    assert set(found.values()) == {"tied:too_many_minimums"}


def test_a_tie_at_the_last_free_place() -> None:
    """Equals for the last free place are tied; a kept place beside them is not."""
    assert places(
        "甲 A 9", "乙 A 7", "丙 B 7", "丁 B 6", "戊 C 1", quota=3, seats=limits(least=1)
    ) == {
        "甲": "selected",
        "乙": "not_selected:seats_reserved",
        "丙": "selected",
        "丁": "not_selected",
        "戊": "selected:seat_minimum",
    }
    assert places("甲 A 9", "乙 B 9", "丙 C 9", "丁 A 8", quota=2) == {
        "甲": "tied",
        "乙": "tied",
        "丙": "tied",
        "丁": "not_selected",
    }


def shares(total: int, **sizes: int) -> tuple[SeatShare, ...]:
    """Return the places of branches of these sizes."""
    members = [branch for branch, size in sizes.items() for _ in range(size)]
    return shared_out(members, total=total)


def test_largest_remainder() -> None:
    """47, 16, 15.8, 12, 6.1 and 3.1 in a hundred of ten seats: the known example."""
    found = shares(
        10,
        yellow=47_000,
        white=16_000,
        red=15_800,
        green=12_000,
        blue=6_100,
        pink=3_100,
    )
    assert {share.branch: share.places for share in found} == {
        "yellow": 5,
        "white": 2,
        "red": 1,
        "green": 1,
        "blue": 1,
        "pink": 0,
    }
    assert not any(share.undecided for share in found)


def test_equal_remainders_are_listed() -> None:
    """Two branches with equal remainders and one place left: both are undecided."""
    found = shares(3, a=1, b=1)
    assert [(s.branch, s.places, s.undecided) for s in found] == [
        ("a", 1, True),
        ("b", 1, True),
    ]
    assert places(
        "甲 a 9", "乙 a 8", "丙 a 7", "丁 b 6", "戊 b 5", quota=3, shares=found
    ) == {
        "甲": "selected",
        "乙": "tied:seat_remainder",
        "丙": "not_selected:seat_maximum",
        "丁": "selected",
        "戊": "tied:seat_remainder",
    }


def test_nobody_to_share_out_among() -> None:
    """Without members there are no shares."""
    assert shared_out([], total=3) == ()


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("ABCD"), st.integers(0, 4)), min_size=1, max_size=20
    ),
    st.integers(1, 8),
    st.integers(0, 2),
    st.integers(0, 3),
    st.randoms(use_true_random=False),
)
def test_places_are_never_overdrawn(
    field: list[tuple[str, int]],
    quota: int,
    least: int,
    extra: int,
    chance: Any,  # noqa: ANN401 - hypothesis names no type
) -> None:
    """Selected fit quota and maximum in any order of the roster, and fill the places."""
    most = least + extra or 1
    candidates = [
        Candidate(subject=f"{n}", branch=branch, key=((0, float(score)),))
        for n, (branch, score) in enumerate(field)
    ]
    found = allot(candidates, quota=quota, seats=limits(min(least, quota), most))
    mixed = list(candidates)
    chance.shuffle(mixed)
    again = allot(mixed, quota=quota, seats=limits(min(least, quota), most))
    assert found == again
    selected = [c for c in candidates if found[c.subject].status == "selected"]
    assert len(selected) <= quota
    for branch in "ABCD":
        assert sum(c.branch == branch for c in selected) <= most
    if not any(outcome.status == "tied" for outcome in found.values()):
        by_branch = [sum(c.branch == b for c in candidates) for b in "ABCD"]
        assert len(selected) == min(quota, sum(min(most, n) for n in by_branch))


@settings(deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=6), st.integers(1, 40))
def test_shared_out_places_are_all_there(sizes: list[int], total: int) -> None:
    """Places certain and undecided cover the total; without ties they equal it."""
    found = shares(total, **{f"b{n}": size for n, size in enumerate(sizes)})
    certain = sum(share.places for share in found)
    undecided = sum(share.undecided for share in found)
    assert certain <= total <= certain + undecided
    if not undecided:
        assert certain == total


@pytest.mark.parametrize(
    ("seats", "code"),
    [
        ('{ by = "branch" }', "criteria_seats_limits"),
        ('{ by = "branch", min = 3 }', "criteria_seats_limits"),
        ('{ by = "branch", min = 2, max = 1 }', "criteria_seats_limits"),
        ('{ by = "branch", min = "x" }', "criteria_not_whole"),
        ('{ by = "town", max = 1 }', "criteria_value"),
        ('{ by = "branch", method = "dhondt" }', "criteria_value"),
        (
            '{ by = "branch", method = "largest_remainder", total = 3 }',
            "criteria_seats_total",
        ),
        (
            '{ by = "branch", method = "largest_remainder", max = 1 }',
            "criteria_key",
        ),
    ],
)
def test_seats_that_contradict(tmp_path: Path, seats: str, code: str) -> None:
    """Seats must fit the quota of two, and say something."""
    with pytest.raises(UsageError) as caught:
        criteria(tmp_path, PLAN, EXAM, AWARD + f"seats = {seats}\n")
    assert caught.value.code.removesuffix("_unknown") == code


def test_seats_are_for_people(tmp_path: Path) -> None:
    """An organisation has no branch to take places from."""
    award = AWARD.replace('rank = [ { by = "member.exam", order = "desc" } ]', "")
    rules = (PLAN + award).replace('"member"', '"branch"')
    with pytest.raises(UsageError) as caught:
        criteria(tmp_path, rules + 'seats = { by = "branch", max = 1 }\n')
    assert caught.value.code == "criteria_seats_for_people"


def test_places_shared_out_by_the_roster(tmp_path: Path) -> None:
    """An award shares its places by the members it is for, and shows the shares."""
    text = AWARD + (
        'seats = { by = "branch", method = "largest_remainder" }\npublicity_days = 7\n'
    )
    rules = criteria(tmp_path, PLAN, EXAM, text)
    people = [person(f"甲{n}") for n in range(3)] + [person("乙", "二支部")]
    known = facts(*people, exams=tuple(exam(p.member_id, 90) for p in people[1:]))
    works = [work(f"w-{p.name}", p.member_id, "个人学习计划") for p in people]
    results = evaluate(rules, facts=known, works=works)
    (award,) = rank(rules, facts=known, results=results)
    assert [(s.branch, s.members, s.places, s.undecided) for s in award.seats] == [
        ("一支部", 3, 1, True),
        ("二支部", 1, 0, True),
    ]
    assert {line.name: (line.status, line.reason) for line in award.ranking} == {
        "甲0": ("not_selected", ""),
        "甲1": ("tied", "seat_remainder"),
        "甲2": ("tied", "seat_remainder"),
        "乙": ("tied", "seat_remainder"),
    }
    assert award.publicity_days == 7
