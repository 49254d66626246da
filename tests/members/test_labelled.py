"""Whose, what and when, on a labelled set that was written before it was measured."""

from __future__ import annotations

import pytest
from members.labelled_cases import Judged, cases, facts, judged

from doctools.layout.doctype import DOCUMENT_TYPES


@pytest.fixture(scope="module")
def all_judged() -> list[Judged]:
    """Return every case beside what the program says of it."""
    tables = facts()
    return [judged(case, tables) for case in cases()]


@pytest.fixture(params=["seen", "held out"])
def half(request: pytest.FixtureRequest, all_judged: list[Judged]) -> list[Judged]:
    """Return one half of the set."""
    return [each for each in all_judged if each.case.seen == (request.param == "seen")]


def share(hits: list[bool], name: str) -> float:
    """Return the share of hits, after showing it."""
    print(f"{name}: {sum(hits)}/{len(hits)}")  # noqa: T201 - the table of a quality test
    return sum(hits) / len(hits)


def lines(those: list[Judged]) -> list[str]:
    """Return what went wrong; of the half that is held out the number alone."""
    return [
        f"{each.case.number} {each.case.point}: {each.case.whose} → {each.whose}, "
        f"{each.work.document_type}, {each.work.period}, {each.work.codes}"
        if each.case.seen
        else f"{each.case.number} held out"
        for each in those
    ]


def test_the_set_is_large_varied_and_mostly_decidable() -> None:
    """At least 260 papers, no two of one pattern, of which 3 to 6 in 100 are doubtful."""
    everything = cases()
    assert len(everything) >= 260
    assert len({case.point for case in everything}) == len(everything)
    assert len({case.path for case in everything}) == len(everything)
    assert [case.number for case in everything] == [*range(1, len(everything) + 1)]
    assert {case.document_type for case in everything} <= {*DOCUMENT_TYPES, "*"}
    doubtful = sum(case.whose is None for case in everything)
    assert 0.03 <= doubtful / len(everything) <= 0.06


def test_nobody_is_credited_with_what_is_not_his(half: list[Judged]) -> None:
    """Not one work is attributed wrongly; what a clerk could not tell stays pending."""
    assert lines([each for each in half if each.wrongly_attributed]) == []


def test_what_a_clerk_can_tell_is_attributed(half: list[Judged]) -> None:
    """Of the works a careful clerk can attribute, at least 95 in 100 are."""
    told = [each for each in half if each.case.whose is not None]
    missed = lines([each for each in told if not each.attributed])
    assert share([each.attributed for each in told], "attributed") >= 0.95, missed


def test_types_are_right(half: list[Judged]) -> None:
    """At least 97 types in 100 are right, and every one that is called certain."""
    typed = [each for each in half if each.case.document_type != "*"]
    wrong = [each for each in typed if not each.right_type]
    assert lines([each for each in wrong if each.work.certain]) == []
    assert share([each.right_type for each in typed], "types") >= 0.97, lines(wrong)


def test_months_are_right(half: list[Judged]) -> None:
    """At least 97 in 100 works count for their month, or for none."""
    dated = [each for each in half if each.case.period != "*"]
    wrong = lines([each for each in dated if not each.right_period])
    assert share([each.right_period for each in dated], "months") >= 0.97, wrong


def test_dates_are_right(half: list[Judged]) -> None:
    """At least 97 dates in 100 are right to the day, or as far as the paper says."""
    dated = [each for each in half if each.case.day != "*"]
    wrong = lines([each for each in dated if not each.right_day])
    assert share([each.right_day for each in dated], "dates") >= 0.97, wrong
