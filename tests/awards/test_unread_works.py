"""A photograph waits in every rule it may count for, and a shipped outlet will do."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from awards.awards_build import BOOKS, PUBLISHED, criteria, facts, one, person
from awards.test_evaluate import ZHANG, article, notes, waiting

from doctools.awards.evaluate import evaluate

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
