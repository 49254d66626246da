"""Joint works and articles in two outlets, by every rule a file may state."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from awards.awards_build import (
    BOOKS,
    PLAN,
    PUBLISHED,
    criteria,
    facts,
    one,
    person,
    work,
)

from doctools.awards.evaluate import evaluate
from doctools.records import WorkMember

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.records import CriterionResult, Work

NAMES = ("张三", "李四", "王五")
ARTICLES = PLAN.replace("个人学习计划", "调研报告").replace("min = 1", "min = 2")


def joint(identifier: str, *names: str, **more: object) -> Work:
    """Return a report by several authors in this order."""
    members = tuple(
        WorkMember(member_id=f"{name}@一支部", name=name, branch="一支部")
        for name in names
    )
    return work(identifier, "", "调研报告", **{"members": members, **more})


def values(
    tmp_path: Path, rule: str, works: list[Work], how: str
) -> dict[str, CriterionResult]:
    """Return each author's result under a rule for joint works."""
    rules = criteria(tmp_path, rule, f"[documents]\n{how}\n")
    found = evaluate(rules, facts=facts(*map(person, NAMES)), works=works)
    return {result.subject.split("@")[0]: result for result in found}


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ('coauthor = "full"', [1, 1, 1]),
        ('coauthor = "fractional"', [0.3333, 0.3333, 0.3333]),
        ('coauthor = "first_only"', [0, 1, 0]),
        ('coauthor = "weights"\ncoauthor_weights = [1.0, 0.5]', [0.5, 1, 0]),
    ],
)
def test_what_a_joint_work_is_worth(
    tmp_path: Path, how: str, expected: list[float]
) -> None:
    """Each author gets all, a share, or what the order of the authors gives."""
    found = values(tmp_path, ARTICLES, [joint("w-a", "李四", "张三", "王五")], how)
    assert [found[name].value for name in NAMES] == expected
    for result in found.values():
        assert bool(result.counted) == bool(result.value)
        assert [e.code for e in result.rejected] == (
            [] if result.value else ["not_credited"]
        )


def test_an_author_who_is_no_member(tmp_path: Path) -> None:
    """An outsider among the authors takes a share, and leaves their order open."""
    report = joint("w-a", "张三", "李四", authors=3)
    half = values(tmp_path, ARTICLES, [report], 'coauthor = "fractional"')
    assert half["张三"].value == 0.3333
    rule = ARTICLES.replace("min = 2", "min = 1")
    for name in ("张三", "李四"):
        result = values(tmp_path, rule, [report], 'coauthor = "first_only"')[name]
        assert (result.status, result.value) == ("pending", 0)
        assert [entry.code for entry in result.pending] == ["author_order"]


def test_an_outsider_keeps_his_place(tmp_path: Path) -> None:
    """A member behind an outsider is second author, by weights and as first author."""
    report = joint("w-a", "张三", authors=2)
    second = replace(report, members=(replace(report.members[0], place=2),))
    rule = ARTICLES.replace("min = 2", "min = 1")
    weights = 'coauthor = "weights"\ncoauthor_weights = [1.0, 0.5]'
    assert values(tmp_path, rule, [second], weights)["张三"].value == 0.5
    found = values(tmp_path, rule, [second], 'coauthor = "first_only"')["张三"]
    assert [entry.code for entry in found.rejected] == ["not_credited"]


def test_shares_add_up(tmp_path: Path) -> None:
    """Four halves are two; three halves are not, and one more pending could be."""
    works = [joint(f"w-{n}", "张三", "李四") for n in range(4)]
    half = 'coauthor = "fractional"'
    assert values(tmp_path, ARTICLES, works, half)["张三"].status == "met"
    found = values(tmp_path, ARTICLES, works[:3], half)["张三"]
    assert (found.status, found.value, len(found.counted)) == ("not_met", 1.5, 3)
    waits = replace(works[3], status="pending", codes=("suspected_copy",))
    found = values(tmp_path, ARTICLES, [*works[:3], waits], half)["张三"]
    assert found.status == "pending"


def test_the_note_worth_most_stands_for_a_book(tmp_path: Path) -> None:
    """Of two notes on a book in a month the one that is worth more counts."""
    works = [
        replace(
            joint(name, *authors),
            document_type="读书笔记",
            book="书3",
            period="2010-03",
        )
        for name, authors in (("w-a", ("张三", "李四")), ("w-b", ("张三",)))
    ]
    found = values(tmp_path, BOOKS, works, 'coauthor = "fractional"')["张三"]
    assert (found.counted, found.value) == (("w-b",), 1.0)


def test_an_organisation_has_its_own_paper_in_full(tmp_path: Path) -> None:
    """Shares are for people; the organisation that handed it in has all of it."""
    rule = ARTICLES.replace('"member"', '"branch"').replace("min = 2", "min = 1")
    paper = joint("w-a", "张三", "李四", organisation="一支部")
    rules = criteria(tmp_path, rule, '[documents]\ncoauthor = "fractional"\n')
    found = evaluate(rules, facts=facts(*map(person, NAMES)), works=[paper])
    assert one(found, "member.plan", "一支部").value == 1.0


def copies(**second: object) -> list[Work]:
    """Return an article in a city paper and its copy elsewhere, as attribution does."""
    author = joint("w-a", "张三", outlet="邯郸日报", level="市级")
    kept = replace(author, path="a.docx", same_as=("b.docx",))
    more: dict[str, Any] = {
        "path": "b.docx",
        "same_as": ("a.docx",),
        "status": "rejected",
        "codes": ("repeat_submission",),
        **second,
    }
    return [kept, replace(author, **more)]


@pytest.mark.parametrize(
    ("how", "value"), [("once", 1.0), ("highest", 1.0), ("each", 2.0)]
)
def test_an_article_in_two_papers(tmp_path: Path, how: str, value: float) -> None:
    """One article in two papers counts once, or for each, as the file says."""
    rule = f'same_article_in_two_outlets = "{how}"'
    other = copies(outlet="旧刊", level="市级")
    found = values(tmp_path, PUBLISHED, other, rule)["张三"]
    assert (found.value, len(found.counted)) == (value, value)
    same = copies()
    found = values(tmp_path, PUBLISHED, same, rule)["张三"]
    assert found.value == 1.0
    assert [e.code for e in found.rejected] == ["repeat_submission"]


@pytest.mark.parametrize(
    ("how", "value", "code"),
    [
        ("once", 1.0, "repeat_submission"),
        ("highest", 0.0, "not_a_periodical"),
        ("each", 1.0, "not_a_periodical"),
    ],
)
def test_the_highest_outlet_is_none_that_counts(
    tmp_path: Path, how: str, value: float, code: str
) -> None:
    """Once takes a copy that fits; highest looks at the highest outlet alone."""
    kept, copy = copies(outlet="邯郸日报", level="县级")
    kept = replace(kept, outlet="学习园地", level="市级")
    rule = f'same_article_in_two_outlets = "{how}"'
    found = values(tmp_path, PUBLISHED, [kept, copy], rule)["张三"]
    assert found.value == value
    assert code in {entry.code for entry in found.rejected}


def test_a_decision_is_not_reopened(tmp_path: Path) -> None:
    """A copy a person refused stays refused."""
    other = copies(outlet="旧刊", codes=("decided", "repeat_submission"))
    rule = 'same_article_in_two_outlets = "each"'
    assert values(tmp_path, PUBLISHED, other, rule)["张三"].value == 1.0


def test_copies_of_what_was_not_published(tmp_path: Path) -> None:
    """Outlets play no part in a rule that asks for writing only."""
    rule = 'same_article_in_two_outlets = "each"'
    found = values(tmp_path, ARTICLES, copies(outlet="旧刊"), rule)["张三"]
    assert found.value == 1.0
