"""Slips that only past text gives away: wrong, rare, doubled and swapped characters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doctools.lexicon import attested
from doctools.lexicon.load import Lexicon, load
from doctools.messages import load as load_words
from doctools.model import Block, Document, Source
from doctools.typos.check import check

if TYPE_CHECKING:
    from doctools.records import Finding

SOURCE = Source(path="文件.txt", sha256="", kind="txt", size=0)
PAST = [
    "各单位要统筹推进重点项目前期工作，落实安全生产责任。",
    "各单位要统筹推进重点项目前期工作，落实安全生产责任。",
    "要落实安全生产责任，统筹推进重点项目前期工作的落地。",
    "严格落实安全生产责任，各单位要统筹推进重点项目前期工作。",
]


@pytest.fixture(scope="module")
def learned() -> Lexicon:
    """No list at all; only what four past texts have written."""
    everything = load().entries
    entries = type(everything)(shapes=everything.shapes)
    return Lexicon(entries, attested.mine(PAST))


def findings(text: str, lexicon: Lexicon) -> list[Finding]:
    """Return all findings in a text of some paragraphs."""
    blocks = tuple(Block(text=line) for line in text.split("\n"))
    document = Document(source=SOURCE, blocks=blocks)
    return list(check(document, lexicon=lexicon, words=load_words("zh")))


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("各单位要统筹推尽重点项目前期工作。", "尽", "进"),
        ("各单位要统筹推揆重点项目前期工作。", "揆", "进"),
        ("各单位要统筹推进重点项项目前期工作。", "项项", "项"),
        ("各单位要统筹推进点重项目前期工作。", "点重", "重点"),
    ],
)
def test_what_nobody_wrote_is_found(
    learned: Lexicon, text: str, wrong: str, right: str
) -> None:
    """A like-sounding, a rare, a doubled and two swapped characters, with the cure."""
    (found,) = findings(text, learned)
    assert (found.text, found.suggestions) == (wrong, (right,))
    assert found.reason


@pytest.mark.parametrize("text", PAST)
def test_what_was_written_before_is_right(learned: Lexicon, text: str) -> None:
    """Nothing is said of text that stands in the past files."""
    assert findings(text, learned) == []


def test_a_writer_who_repeats_it_means_it(learned: Lexicon) -> None:
    """A character written beside the same neighbour again is no slip."""
    assert findings("要统筹推尽重点项目前期工作。", learned)
    assert not findings("要统筹推尽重点项目前期工作。\n推尽是本镇一个村名。", learned)


def test_without_past_text_nothing_is_said(learned: Lexicon) -> None:
    """A lexicon that has learned nothing suspects nothing on these grounds."""
    empty = Lexicon(learned.entries)
    assert findings("各单位要统筹推尽重点项目前期工作。", empty) == []


def test_the_shipped_table_says_where_it_comes_from() -> None:
    """The counts that are shipped name their origin and the number of files."""
    table = load().attested
    assert table.files == 767
    assert "国务院" in table.source


def test_a_text_of_another_register_is_not_judged_by_strings_alone(
    learned: Lexicon,
) -> None:
    """Where past text knows hardly anything, a weakly attested change is no finding."""
    sentence = "各单位要统筹推揆重点项目前期工作。"
    strange = "她坐在门槛上剥豆子听见外面狗叫抬头看见儿子背着包回来了" * 20
    assert findings(sentence, learned)
    assert not findings(f"{sentence}\n{strange}", learned)
