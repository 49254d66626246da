"""A photograph waits in every rule it may count for, and a shipped outlet will do."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from awards.awards_build import BOOKS, PUBLISHED, criteria, facts, one, person
from awards.test_evaluate import ZHANG, article, notes, waiting

from doctools.awards.evaluate import evaluate
from doctools.model import Evidence
from doctools.records import CriterionResult, Decided, Work

UNREAD: dict[str, Any] = {
    "status": "pending",
    "codes": ("needs_ocr",),
    "characters": 0,
}


def test_a_photographed_note_waits(tmp_path: Path) -> None:
    """Nobody has read its book or length yet: neither rejects it."""
    photograph = [replace(each, book=None, **UNREAD) for each in notes(7)]
    others = notes(*(month for month in range(1, 13) if month != 7))
    result = one(
        evaluate(
            criteria(tmp_path, BOOKS),
            facts=facts(person("张三")),
            works=[*others, *photograph],
        ),
        "member.books",
        ZHANG,
    )
    assert (result.status, result.rejected) == ("pending", ())
    assert list(waiting(result).values()) == ["needs_ocr"]


def test_a_photographed_clipping_waits(tmp_path: Path) -> None:
    """It may be the second article in a newspaper; what else it is nobody knows."""
    clipping = article(
        "w-b",
        {**UNREAD, "document_type": "发表证明", "outlet": None, "level": None},
    )
    result = one(
        evaluate(
            criteria(tmp_path, PUBLISHED),
            facts=facts(person("张三")),
            works=[article("w-a"), clipping],
        ),
        "member.published",
        ZHANG,
    )
    assert result.status == "pending"
    assert waiting(result) == {"w-b": "needs_ocr"}


def test_the_shipped_outlets_will_do(tmp_path: Path) -> None:
    """Without an own table a listed outlet counts, any other waits for a person."""
    shipped = facts(person("张三"), present=frozenset({"roster"}))
    rules = criteria(tmp_path, PUBLISHED)
    works = [article("w-a"), article("w-b", {"outlet": "远方日报", "level": None})]
    result = one(evaluate(rules, facts=shipped, works=works), "member.published", ZHANG)
    assert result.counted == ("w-a",)
    assert waiting(result) == {"w-b": "unknown_outlet"}


def accepted(found: Work, **decided: str) -> Work:
    """Return a photograph as it is once a person said that it counts."""
    entries = {"verdict": "counted", **decided}
    return replace(
        found,
        status="ok",
        codes=(),
        document_type=decided.get("document_type", found.document_type),
        decided=tuple(
            Decided(field=name, value=value, computed="pending needs_ocr", by="王主任")
            for name, value in entries.items()
        ),
    )


def clipping(**more: object) -> Work:
    """Return the photograph of an article, without the name of its newspaper."""
    values = {**UNREAD, "document_type": "发表证明", "outlet": None, "level": None}
    return article("w-b", values | more)


def published(tmp_path: Path, found: Work, rule: str = PUBLISHED) -> CriterionResult:
    """Return what the rule for two articles makes of one article and a work."""
    rules = criteria(tmp_path, rule)
    works = [article("w-a"), found]
    results = evaluate(rules, facts=facts(person("张三")), works=works)
    return one(results, "member.published", ZHANG)


def test_an_accepted_clipping_says_what_it_lacks(tmp_path: Path) -> None:
    """Its kind first, then its newspaper; once both are named it counts."""
    found = published(tmp_path, accepted(clipping()))
    assert (found.status, waiting(found)) == ("pending", {"w-b": "unknown_type"})
    named = accepted(clipping(), document_type="调研报告")
    found = published(tmp_path, named)
    assert (found.status, waiting(found)) == ("pending", {"w-b": "no_outlet"})
    complete = replace(named, outlet="邯郸日报", level="市级")
    assert published(tmp_path, complete).status == "met"


def test_what_the_mapping_calls_unpublished_waits_no_more(tmp_path: Path) -> None:
    """The clerk can say that an accepted photograph appeared nowhere."""
    told = {"outlet": Evidence(source="mapping", text="归属.xlsx 2")}
    essay = accepted(clipping(document_type="调研报告", evidence=told))
    found = published(tmp_path, essay)
    assert (found.status, found.pending) == ("not_met", ())
    assert [entry.code for entry in found.rejected] == ["no_proof"]


def test_an_accepted_note_is_no_article(tmp_path: Path) -> None:
    """Where a rule asks for print and for no type, an accepted note is none of it."""
    rule = PUBLISHED.replace('doc_type = ["学习体会文章", "调研报告"], ', "")
    note = accepted(clipping(), document_type="读书笔记")
    found = published(tmp_path, note, rule)
    assert (found.status, found.pending) == ("not_met", ())
    assert published(tmp_path, accepted(clipping()), rule).status == "pending"


def test_an_accepted_article_in_an_unlisted_outlet(tmp_path: Path) -> None:
    """Where neither kind nor level is asked for, its acceptance is enough."""
    asked = 'outlet_kind = ["报纸", "期刊"], level_min = "县级", '
    plain = accepted(article("w-b", {"outlet": "远方日报", "level": None}))
    found = published(tmp_path, plain)
    assert waiting(found) == {"w-b": "unknown_outlet"}
    assert published(tmp_path, plain, PUBLISHED.replace(asked, "")).status == "met"


def test_type_and_outlet_are_asked_only_where_they_matter(tmp_path: Path) -> None:
    """A rule without types takes an article of any, one without print any outlet."""
    unknown = {"document_type": None, "status": "pending", "codes": ("unknown_type",)}
    untyped = article("w-b", unknown)
    assert published(tmp_path, untyped).status == "pending"
    rule = PUBLISHED.replace('doc_type = ["学习体会文章", "调研报告"], ', "")
    found = published(tmp_path, untyped, rule)
    assert (found.status, found.pending) == ("met", ())
    listed = {"status": "pending", "codes": ("unknown_outlet",), "outlet": "远方日报"}
    rule = PUBLISHED.replace(
        'published = true, outlet_kind = ["报纸", "期刊"], level_min = "县级", ', ""
    )
    found = published(tmp_path, article("w-b", listed), rule)
    assert (found.status, found.pending) == ("met", ())


@pytest.mark.parametrize(
    ("rule", "others", "status", "value", "codes"),
    [
        ('per = "month"', (), "met", 1, []),
        ('per = "month"', ("书3",), "met", 1, ["unknown_book"]),
        ('per = "campaign"', ("书3",), "pending", 1, ["unknown_book"]),
        ('per = "campaign"', ("书3", "书4"), "met", 2, ["unknown_book"]),
    ],
)
def test_a_note_on_a_book_nobody_knows(  # noqa: PLR0917 - a case has five parts
    tmp_path: Path,
    rule: str,
    others: tuple[str, ...],
    status: str,
    value: float,
    codes: list[str],
) -> None:
    """It is one book where there is no other, else perhaps the same one again."""
    asked = BOOKS.replace('per = "month"', rule)
    if "month" in rule:
        asked += "allow_missing = 11\n"
    else:
        asked = asked.replace("min = 1", "min = 2")
    note = accepted(replace(notes(3)[0], book=None, **UNREAD))
    works = [
        note,
        *(replace(notes(3)[0], book=book, work_id=book, path=book) for book in others),
    ]
    results = evaluate(
        criteria(tmp_path, asked), facts=facts(person("张三")), works=works
    )
    found = one(results, "member.books", ZHANG)
    assert (found.status, found.value) == (status, value)
    assert list(waiting(found).values()) == codes
