"""The example of a criteria file that names all 61 requirements of the seed."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest
from awards.awards_build import one, work
from awards.example import SHARED, example, township, works

from doctools.awards.evaluate import evaluate
from doctools.awards.explain import describe
from doctools.awards.ranking import rank
from doctools.messages import load as words_of

REQUIREMENTS = SHARED / "eval" / "seed" / "requirements.json"


def test_every_requirement_is_named() -> None:
    """Each of the 61 requirements stands in the `req` of a criterion or an award."""
    rules = example()
    if not REQUIREMENTS.is_file():
        pytest.skip("the list of requirements is not beside the checkout")
    listed = json.loads(REQUIREMENTS.read_text(encoding="utf-8"))["requirements"]
    asked = {entry["id"] for entry in listed}
    named = {name for rule in rules.criteria for name in rule.requirements}
    named |= {name for award in rules.awards for name in award.requirements}
    assert (len(asked), asked - named, named - asked) == (61, set(), set())


def test_the_example_is_evaluated() -> None:
    """Each criterion has a result for everybody it is for, and the awards are ranked."""
    rules, known = example(), township(members=40, branches=8)
    written = works(known, 480)
    results = evaluate(rules, facts=known, works=written)
    numbers = Counter(result.criterion for result in results)
    assert set(numbers) == {rule.identifier for rule in rules.criteria}
    assert numbers["member.books"] == 40
    assert numbers["org.papers"] == 8
    assert numbers["town.papers"] == numbers["duty.five_steps"] == 1
    assert [award.award for award in rank(rules, facts=known, results=results)] == [
        "excellent-member",
        "excellent-organisation",
    ]


def test_results_of_a_member_and_a_branch() -> None:
    """Weekly meetings, quarterly exams, lectures and coverage come out as made."""
    rules, known = example(), township(members=40, branches=8)
    results = evaluate(rules, facts=known, works=works(known, 480))
    office, member = known.people[8], known.people[20].member_id
    weekly = one(results, "duty.weekly_study", office.member_id)
    assert (weekly.status, weekly.value) == ("not_met", 47.0)
    assert one(results, "duty.quarter_exam", office.member_id).status == "met"
    assert one(results, "member.attendance", member).status == "met"
    assert one(results, "duty.covered", member).status == "met"
    assert one(results, "duty.coverage", "0支部").status == "met"
    meetings = one(results, "duty.three_meetings", "0支部")
    assert (meetings.status, meetings.value) == ("met", 16.0)
    assert one(results, "org.exam", "0支部").value == 90
    assert one(results, "org.notes", "0支部").status == "met"
    published = one(results, "member.published", member)
    assert (published.status, published.value) == ("not_met", 1.0)


def test_late_notes_of_the_example() -> None:
    """The example allows no late days: a March note dated in April is late."""
    rules, known = example(), township(members=8, branches=8)
    member = known.people[7].member_id
    note = work("w-late", member, "读书笔记", book="书3", date="2010-04-01")
    (rejected,) = one(
        evaluate(rules, facts=known, works=[note]), "member.books", member
    ).rejected
    assert rejected.code == "late"
    in_time = replace(note, date="2010-03-31")
    found = evaluate(rules, facts=known, works=[in_time])
    assert one(found, "member.books", member).value == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_example_in_words(language: str) -> None:
    """Every rule of the example is one sentence without a hole."""
    rules = example()
    infos = describe(rules, words=words_of(language))
    assert len(infos) == 42
    assert not [i for i in infos if "{" in i.sentence or "None" in i.sentence]
