"""Points in a criteria file: what is read, and what is refused with its line."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from awards.awards_build import AWARD, EXAM, PLAN, criteria
from awards.points_build import MEETINGS, NOTES, POINTS, PUBLISHED_LINE

from doctools import messages
from doctools.awards.explain import assumptions, describe
from doctools.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

VALUED = NOTES + "value = 3\n"


def refused(tmp_path: Path, *rules: str) -> UsageError:
    """Return the error a file is refused with."""
    with pytest.raises(UsageError) as caught:
        criteria(tmp_path, *rules)
    return caught.value


@pytest.mark.parametrize(
    ("rules", "code", "nearest"),
    [
        (POINTS, "criteria_missing_key", None),
        (POINTS + "line = []", "criteria_not_table", None),
        (POINTS + "lines = 3" + VALUED, "criteria_key", "line"),
        (POINTS + VALUED + "capp = 3", "criteria_key", "cap"),
        (POINTS + NOTES, "criteria_line_worth", None),
        (POINTS + NOTES + "valeu = 3", "criteria_key", "value"),
        (POINTS + VALUED + "steps = [ { min = 1, points = 1 } ]", "criteria_line_worth", None),
        (POINTS + VALUED + 'field = "count"', "criteria_needs_steps", None),
        (POINTS + MEETINGS + "value = 1\nbest = 0", "criteria_not_whole", None),
        (POINTS + MEETINGS + 'value = 1\nsame_work = "each"', "criteria_line_misplaced", None),
        (POINTS + MEETINGS + 'value_by_level = { "县级" = 1 }', "criteria_line_misplaced", None),
        (POINTS + MEETINGS + "value = [2, 1]", "criteria_not_number", None),
        (POINTS + VALUED + 'same_work = "each"', "criteria_needs_published", None),
        (POINTS + NOTES + 'value_by_level = { "市级" = 1 }', "criteria_needs_published", None),
        (POINTS + PUBLISHED_LINE.replace("县级", "区级"), "criteria_value", "镇级"),
        (POINTS + PUBLISHED_LINE.replace(', "市级" = 12', ""), "criteria_level_left_out", None),
        (POINTS + VALUED + "coauthor_weights = [1]", "criteria_weights", None),
        (POINTS + VALUED + 'coauthor = "weights"', "criteria_weights", None),
        (POINTS + VALUED + 'coauthor = "half"', "criteria_value", None),
        (POINTS + NOTES + 'value = [6, 5]\ncoauthor = "full"', "criteria_order_and_coauthor", None),
        (POINTS + NOTES + "steps = [ { min = 2, points = 5 }, { min = 1, points = 6 } ]", "criteria_steps_order", None),
        (POINTS + NOTES + "steps = [ { min = 1, points = 5 }, { min = 2, points = 4 } ]", "criteria_steps_order", None),
        (POINTS + "carry_over = {}" + VALUED, "criteria_carry_over", None),
        (POINTS + VALUED + VALUED, "criteria_line_twice", None),
        (POINTS.replace("credits", "member.plan") + VALUED + PLAN, "criteria_id_twice", None),
        (POINTS.replace('"member"', '"branch"') + MEETINGS + "value = 1", "criteria_for_people", None),
        (POINTS + "[[points.line]]\nname = 'x'\nsource = 'marks'\nvalue = 1", "criteria_missing_key", None),
        (POINTS + VALUED + 'cap = "ten"', "criteria_not_number", None),
        (POINTS + VALUED + PLAN + EXAM + AWARD.replace('"member.plan"', '"credit"'), "criteria_value", "credits"),
    ],
)  # fmt: skip
def test_what_is_refused(
    tmp_path: Path, rules: str, code: str, nearest: str | None
) -> None:
    """Whatever has no meaning is refused with the nearest right word."""
    error = refused(tmp_path, rules)
    assert error.code.removesuffix("_unknown") == code
    if nearest:
        assert error.facts["nearest"] == nearest
    assert "评选标准.toml" in messages.load("zh")(f"error.{error.code}", **error.facts)


def test_the_line_of_the_file_is_named(tmp_path: Path) -> None:
    """The error names the line of the second rule's second line, not of another."""
    other = POINTS.replace("credits", "more")
    rules = POINTS + VALUED + other + VALUED + MEETINGS + "value = 1\ncap = 'x'\n"
    error = refused(tmp_path, rules)
    lines = (tmp_path / "评选标准.toml").read_text("utf-8").splitlines()
    assert lines[int(str(error.facts["line"])) - 1] == "cap = 'x'"
    assert error.facts["place"] == "[[points.line]] 学习"


def test_what_is_read(tmp_path: Path) -> None:
    """Numbers are exact, names stand for assumptions, levels set the lowest one."""
    text = POINTS + 'require = { min = "bar" }\n' + NOTES + 'value = "1/3"'
    found = criteria(tmp_path, text, PUBLISHED_LINE, numbers="bar = 60")
    (points,) = found.points
    assert (points.bar, points.required) == (Fraction(60), 60.0)
    note, published = points.lines
    assert note.value
    assert note.value.amounts == (Fraction(1, 3),)
    assert published.looks_at.where.level_min == "县级"


def test_numbers_without_a_quote_are_assumptions(tmp_path: Path) -> None:
    """Whoever writes a number without quoting the document has to sign for it."""
    line = MEETINGS.replace("每次学习", "") + 'value = "1/3"\ncap = 12\n'
    text = POINTS + "require = { min = 6 }\n" + VALUED + line + PLAN + EXAM
    award = AWARD + 'seats = { by = "branch", max = 1 }\n'
    found = criteria(tmp_path, text, award)
    assert [
        (entry.key, entry.value)
        for entry in assumptions(found, words=messages.load("zh"))
    ] == [
        ("个人学习计划", "不少于 1 篇"),
        ("学时·学习", "每次 1/3 分；最多 12 分"),
        ("优秀学习型党员", "每个支部最多 1 名"),
    ]


def test_a_named_number_is_listed_once(tmp_path: Path) -> None:
    """A number named in the assumptions is not listed again under its rule."""
    text = PLAN.replace("min = 1", 'min = "plans"')
    found = criteria(tmp_path, text, numbers="plans = 2")
    assert [
        (entry.key, entry.value)
        for entry in assumptions(found, words=messages.load("zh"))
    ] == [("plans", "2")]


def test_points_are_described(tmp_path: Path) -> None:
    """A points rule is one sentence, and decisive where an award names it."""
    text = POINTS + "require = { min = 6 }\n" + VALUED + PUBLISHED_LINE + PLAN + EXAM
    award = AWARD.replace('"member.plan"', '"credits"')
    infos = describe(criteria(tmp_path, text, award), words=messages.load("zh"))
    info = infos[-1]
    assert (info.identifier, info.decisive, info.needs_documents) == (
        "credits",
        True,
        True,
    )
    assert info.sentence == (
        "党员的“学时”按下列各项计分：笔记——交读书笔记，每篇 3 分；"
        "发表——交调研报告，须在报纸、期刊上发表，每篇县级 4 分、市级 12 分，"
        "同一篇登在几处只计最高的；合计不少于 6 分。"
    )
