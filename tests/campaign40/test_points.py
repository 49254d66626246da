"""A scheme of points over the same campaign gives what was added up by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from campaign40.ledger import Line, read
from campaign40.variants import changed

if TYPE_CHECKING:
    from campaign40.run import Outcome, Runner

SCHEME: Final = "积分标准.toml"
LINES: Final = ("发表", "读书", "学习", "考试", "评定", "下基层", "上年结转学时")
EXPECTED = read("points")
VARIANTS = read("points_variants")


@pytest.fixture(scope="module")
def outcome(campaign: Runner) -> Outcome:
    """What comes of the campaign under the scheme."""
    return campaign.under(SCHEME)


def _totals(outcome: Outcome) -> dict[str, float | None]:
    return {
        code: found.value
        for (code, rule), found in outcome.found.items()
        if rule == "credits"
    }


@pytest.mark.parametrize("line", EXPECTED, ids=lambda line: line["subject"])
def test_points_are_as_added_up(outcome: Outcome, line: Line) -> None:
    """Status, total and the points of each line of the rule."""
    found = outcome.found[line["subject"], "credits"]
    wanted = {rule: float(line[rule]) for rule in LINES if float(line[rule])}
    assert (found.status, found.value) == (line["status"], float(line["total"]))
    assert found.points == wanted, line["why"]
    assert sum(found.points.values()) == found.value


def test_nobody_else_has_points(outcome: Outcome) -> None:
    """The scheme is for members of offices, the school and the factory alone."""
    assert _totals(outcome).keys() == {line["subject"] for line in EXPECTED}


def test_the_last_place_is_tied(outcome: Outcome) -> None:
    """Two are equal for the last place; both are listed, none is chosen."""
    found = {
        code: (result.status, result.value)
        for (code, award), result in outcome.found.items()
        if award == "most-credits"
    }
    assert found == {
        line["subject"]: (line["award"], int(line["rank"]) if line["rank"] else None)
        for line in EXPECTED
    }


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda line: line["id"])
def test_one_change_moves_its_total(
    campaign: Runner, outcome: Outcome, variant: Line
) -> None:
    """One file or row moves the totals it must and no other."""
    ledger = changed(campaign.ledger, variant)
    before, after = _totals(outcome), _totals(campaign.variant(ledger, scheme=SCHEME))
    moved = {
        f"{who} {before[who]:g}>{after[who]:g}"
        for who in before
        if before[who] != after[who]
    }
    wanted = variant["moves"]
    assert moved == (set() if wanted == "-" else set(wanted.split("; "))), variant[
        "why"
    ]
