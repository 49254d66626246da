"""What a value counts: one table, from the rule to every page that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from awards.awards_build import AWARD, BOOKS, EXAM, PLAN, criteria
from awards.points_build import NOTES, POINTS

from doctools import messages
from doctools.awards.explain import describe
from doctools.awards.units import unit_of

if TYPE_CHECKING:
    from pathlib import Path

RULES = BOOKS + PLAN + EXAM + POINTS + NOTES + "value = 3\n"


def test_rules_know_what_they_count(tmp_path: Path) -> None:
    """Notes on books are books, plans are papers, exams and points are scores."""
    found = criteria(tmp_path, RULES, AWARD)
    units = {name: unit_of(rule) for name, rule in found.rules.items()}
    assert units == {
        "member.books": "books",
        "member.plan": "works",
        "member.exam": "score",
        "credits": "score",
    }
    infos = describe(found, words=messages.load("zh"))
    assert {info.identifier: info.unit for info in infos} == units


def test_sentences_say_the_unit(tmp_path: Path) -> None:
    """A rule in words names what it counts."""
    infos = describe(criteria(tmp_path, RULES, AWARD), words=messages.load("zh"))
    said = {info.identifier: info.sentence for info in infos}
    assert "读书不少于 1 本" in said["member.books"]
    assert "不少于 1 篇" in said["member.plan"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_unit_has_a_word(language: str) -> None:
    """Whatever a source and a measure may say can be shown with its unit."""
    words = messages.load(language)
    units = {"works", "books", "times", "days", "things", "score", "characters"}
    assert all(words(f"unit.{unit}") for unit in units)
