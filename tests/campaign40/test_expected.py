"""The invented campaign gives what was worked out by hand, and a change moves its result."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

import pytest
from campaign40.ledger import HERE, Line, load, read
from campaign40.run import SCHEME, differences
from campaign40.variants import changed, moves

from doctools.awards import criteria
from doctools.layout.doctype import DOCUMENT_TYPES

if TYPE_CHECKING:
    from campaign40.run import Runner

REQUIREMENTS = {
    *(f"M{number:02d}" for number in range(1, 20)),
    *(f"L{number:02d}" for number in range(1, 9)),
    *(f"O{number:02d}" for number in range(1, 28)),
    *(f"T{number:02d}" for number in range(1, 8)),
}
EXPECTED = read("expected")
DUTIES = read("duties")
VARIANTS = read("variants")
DECISIVE = (
    "member.",
    "leader.listen",
    "leader.lecture",
    "leader.field",
    "leader.w",
    "org.",
)
"""How the criteria of award requirements and of the leaders' hard numbers begin."""


def _by_criterion() -> dict[str, list[Line]]:
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for line in EXPECTED:
        found[line["criterion"]].append(line)
    return dict(found)


def test_it_is_large_enough(campaign: Runner) -> None:
    """40 members, 8 branches, 250 files and 300 rows, as the task asks."""
    ledger = campaign.ledger
    members = [who for who in ledger["people"].values() if who["party"] != "群众"]
    assert len(members) >= 40
    assert len(ledger["organisations"]) == 9
    assert len(ledger["works"]) >= 250
    assert campaign.rows >= 300


@pytest.mark.parametrize("criterion", _by_criterion())
def test_every_result_is_as_worked_out(campaign: Runner, criterion: str) -> None:
    """Status, value and evidence of everybody, as the table has them."""
    found = campaign.outcome.found
    wrong = [
        f"{line['subject']}：{'；'.join(different)}（{line['why']}）"
        for line in _by_criterion()[criterion]
        if (different := differences(line, found.get((line["subject"], criterion))))
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_nobody_is_left_out(campaign: Runner) -> None:
    """The table has a line for every result of an award requirement, and no other."""
    decisive = {key for key in campaign.outcome.found if key[1].startswith(DECISIVE)}
    assert decisive == {(line["subject"], line["criterion"]) for line in EXPECTED}


@pytest.mark.parametrize(
    "line", DUTIES, ids=lambda e: f"{e['criterion']}-{e['status']}"
)
def test_duties_are_as_worked_out(campaign: Runner, line: Line) -> None:
    """Who fulfils a duty no award asks for, and who does not."""
    statuses = campaign.outcome.statuses
    found = {
        who: statuses.get((who, line["criterion"])) for who in line["subjects"].split()
    }
    assert found == dict.fromkeys(found, line["status"])


@pytest.mark.parametrize("award", ["excellent-member", "excellent-organisation"])
def test_shortlists_are_as_worked_out(campaign: Runner, award: str) -> None:
    """Who is chosen in which place, and who waits."""
    wanted = {
        (line["subject"], line["rank"], line["status"])
        for line in read("shortlist")
        if line["award"] == award
    }
    assert campaign.ranking(award) == wanted


def test_every_requirement_is_named() -> None:
    """A criterion or an award of the scheme names each of the 61 requirements once."""
    scheme = criteria.load(HERE / SCHEME, document_types=DOCUMENT_TYPES)
    named = [each for rule in scheme.criteria for each in rule.requirements]
    named += [each for award in scheme.awards for each in award.requirements]
    assert sorted(named) == sorted(REQUIREMENTS)
    assert len(scheme.criteria) == 42


def test_every_requirement_has_a_variant() -> None:
    """Each of the 61 requirements is moved by a variant of its own."""
    assert {variant["req"] for variant in VARIANTS} == REQUIREMENTS
    identifiers = [variant["id"] for variant in VARIANTS]
    assert [
        key for key, same in groupby(sorted(identifiers)) if len(list(same)) > 1
    ] == []


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda line: line["id"])
def test_one_change_moves_its_result(campaign: Runner, variant: Line) -> None:
    """One file or row moves the results it must and no other."""
    before = campaign.outcome.statuses
    after = campaign.variant(changed(campaign.ledger, variant)).statuses
    moved = {
        (*key, before[key], after[key])
        for key in before.keys() & after.keys()
        if before[key] != after[key]
    }
    assert moved == moves(variant), variant["why"]
    assert before.keys() == after.keys()


@pytest.mark.parametrize("identifier", ["L02", "M07", "O10"])
def test_judging_anew_is_running_anew(campaign: Runner, identifier: str) -> None:
    """A changed row gives the same whether the papers are read again or not."""
    variant = next(line for line in VARIANTS if line["id"] == identifier)
    ledger = changed(campaign.ledger, variant)
    assert campaign.variant(ledger, whole=True).found == campaign.variant(ledger).found


def test_a_variant_leaves_nothing_behind(campaign: Runner) -> None:
    """After all variants the campaign gives what it gave before."""
    assert campaign.variant(load(), whole=True).found == campaign.outcome.found
