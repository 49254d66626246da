"""A criteria file is judged as a whole: every mistake, by line, in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from awards.awards_build import AWARD, BOOKS, EXAM, PLAN, criteria
from awards.points_build import NOTES, POINTS

from doctools.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def mistakes(tmp_path: Path, *rules: str) -> list[tuple[str, str]]:
    """Return code and key of every mistake, in the order told; lines never go back."""
    with pytest.raises(UsageError) as caught:
        criteria(tmp_path, *rules)
    every = (caught.value, *caught.value.others)
    lines = [int(str(error.facts["line"])) for error in every]
    assert lines == sorted(lines)
    return [(error.code, str(error.facts["key"])) for error in every]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Two in one rule, one in another, one in an award, one in a line of points."""
    found = mistakes(
        tmp_path,
        BOOKS.replace("count_distinct", "count_distint").replace("per =", "pre ="),
        PLAN.replace('for = "member"', 'for = "membr"'),
        EXAM,
        AWARD.replace('"member.plan"', '"member.paln"'),
        POINTS,
        NOTES + "value = 3\ncpa = 6\n",
    )
    assert found == [
        ("criteria_value", "measure"),
        ("criteria_key", "pre"),
        ("criteria_value", "for"),
        ("criteria_value", "must"),
        ("criteria_key", "cpa"),
    ]


def test_a_mistake_makes_no_others(tmp_path: Path) -> None:
    """Whoever names a rule that is wrong in itself is not told that there is none."""
    wrong = PLAN.replace('"个人学习计划"]', '"个人学习计画"]')
    assert mistakes(tmp_path, wrong, EXAM, AWARD) == [("criteria_value", "doc_type")]


@pytest.mark.parametrize("second", [PLAN, AWARD.replace('"best"', '"member.plan"')])
def test_an_id_that_stands_twice(tmp_path: Path, second: str) -> None:
    """The line of the second is named, and that of the first."""
    with pytest.raises(UsageError) as caught:
        criteria(tmp_path, PLAN, EXAM, second)
    error = caught.value
    assert error.code == "criteria_id_twice"
    assert int(str(error.facts["other_line"])) < int(str(error.facts["line"]))


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('["member.plan"]', '["member.plan", "member.plan"]', "criteria_twice_in_list"),
        ("quota = 2", f"quota = {10**20}", "criteria_too_big"),
        ('"优秀学习型党员"', '"优秀\\u0007党员"', "criteria_control_character"),
        ('"优秀学习型党员"', '"优秀\\u202e党员"', "criteria_control_character"),
        ('"优秀学习型党员"', '"优秀\\n党员"', "criteria_control_character"),
    ],
)
def test_what_no_award_can_say(
    tmp_path: Path, before: str, after: str, code: str
) -> None:
    """A condition twice, places beyond counting, characters nobody can see."""
    assert before in AWARD
    found = mistakes(tmp_path, PLAN, EXAM, AWARD.replace(before, after))
    assert [each for each, _ in found] == [code]


def test_a_quote_may_run_over_lines(tmp_path: Path) -> None:
    """Official words are copied as they are set."""
    quote = 'quote = """每人\n一份计划"""\n'
    assert "\n" in criteria(tmp_path, PLAN + quote).criteria[0].quote


def test_the_nearest_is_named_only_where_it_is_near(tmp_path: Path) -> None:
    """乱七八糟 is near to nothing: then only what is possible is told."""
    far = PLAN.replace('measure = "count"', 'measure = "乱七八糟"')
    with pytest.raises(UsageError) as caught:
        criteria(tmp_path, far)
    assert caught.value.code == "criteria_value_unknown"
    assert "nearest" not in caught.value.facts
