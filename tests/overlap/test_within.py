"""Repeats inside one document."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from overlap.prose import document, letters, prose
from rapidfuzz.distance import Indel

from doctools.overlap.within import find_repeats, removed_blocks
from doctools.text.normalize import fold, numbering_length

if TYPE_CHECKING:
    from doctools.model import Document

SEED = Path(__file__).resolve().parents[2].parent / "shared" / "eval" / "seed"
LONG = [prose(n, 60) for n in range(8)]


def cleaned(text: Document, *, near: bool = False) -> list[str]:
    """Return the lines that stay."""
    gone = removed_blocks(text, find_repeats(text, near=near))
    return [b.shown for n, b in enumerate(text.blocks) if n not in gone]


@pytest.mark.skipif(not SEED.exists(), reason="needs ../shared/eval/seed")
def test_the_seed_comes_out_byte_for_byte() -> None:
    """An official file pasted together of ever shorter tails becomes whole again."""
    text = (SEED / "guantao-2010-28.txt").read_text(encoding="utf-8")
    expected = (SEED / "deduplicated.txt").read_text(encoding="utf-8")
    assert "\n".join(cleaned(document(text))) == expected


def test_many_equal_cells_are_no_repeats() -> None:
    """A table may say 是 thousands of times; a section behind it is still found."""
    text = document("\n".join([*["是"] * 3000, LONG[0], *["是"] * 3000, LONG[0]]))
    (repeat,) = find_repeats(text)
    assert (repeat.first.block, repeat.first.end_block) == (0, 3000)
    assert (repeat.again.block, repeat.again.end_block) == (3001, 6001)


def test_a_repeated_section_is_one_record() -> None:
    """A heading with its paragraphs, renumbered, is one exact repeat with its places."""
    text = document(
        "\n".join(["一、要求", *LONG[:2], LONG[4], "三、要求", *LONG[:2], LONG[5]])
    )
    (repeat,) = find_repeats(text)
    assert (repeat.first.block, repeat.first.end_block) == (0, 2)
    assert (repeat.again.block, repeat.again.end_block) == (4, 6)
    start, end = repeat.again.doc_start, repeat.again.doc_end
    assert text.text[start:end] == "\n".join(["三、要求", *LONG[:2]])
    assert (repeat.kind, repeat.removed, repeat.similarity) == ("exact", True, 1.0)
    assert repeat.characters == len(fold("要求" + LONG[0] + LONG[1]))
    assert removed_blocks(text, [repeat]) == {4, 5, 6}


def test_thousands_of_equal_short_lines_cost_little() -> None:
    """A table of ten thousand equal cells is looked through in seconds, not minutes."""
    cells = ["是", "张三", "第一支部"] * 4000
    text = document("\n".join([*cells, LONG[0], *cells[:6], LONG[0]]))
    before = time.process_time()
    repeats = find_repeats(text)
    assert time.process_time() - before < 5
    assert len(repeats) == 1
    assert repeats[0].again.end_block == len(text.blocks) - 1


def test_a_long_list_of_alike_lines_costs_little() -> None:
    """Three thousand rows that differ in two characters are compared in seconds."""
    rows = [f"第{n}项{letters(n, 2)}工作任务要认真落实" for n in range(3000)]
    before = time.process_time()
    assert find_repeats(document("\n".join(rows)))
    assert time.process_time() - before < 10


def test_sections_may_come_back_in_any_order() -> None:
    """Sections pasted again in another order all go, their headings with them."""
    sections = [["一、目的", LONG[0]], ["二、办法", LONG[1]], ["三、要求", LONG[2]]]
    once = [line for section in sections for line in section]
    again = [line for n in (2, 0, 1) for line in sections[n]]
    assert cleaned(document("\n".join([*once, *again]))) == once


def test_a_section_cut_short_and_then_whole_is_merged() -> None:
    """What comes once cut short and once whole keeps its end."""
    text = document("\n".join(["五、要求", LONG[0], "五、要求", LONG[0], LONG[1]]))
    assert cleaned(text) == ["五、要求", LONG[0], LONG[1]]


def test_short_lines_alone_stay() -> None:
    """A heading or a signature that stands twice without its paragraph stays."""
    lines = [
        "（一）基本要求",
        LONG[0],
        "（二）基本要求",
        LONG[1],
        "馆陶镇委员会",
        "馆陶镇委员会",
    ]
    assert cleaned(document("\n".join(lines))) == lines


@pytest.mark.parametrize(("length", "gone"), [(39, False), (40, True)])
def test_a_lone_paragraph_counts_from_forty_characters(
    length: int, *, gone: bool
) -> None:
    """A paragraph outside a run goes from 40 folded characters."""
    line = letters(1, length)
    text = document("\n".join([line, LONG[0], line, LONG[1]]))
    assert bool(removed_blocks(text, find_repeats(text))) is gone


def test_look_alike_headings_stay() -> None:
    """1、指导思想和基本原则 and （1）指导思想 are two headings."""
    lines = ["1、指导思想和基本原则", LONG[0], "（1）指导思想", LONG[1]]
    assert cleaned(document("\n".join(lines))) == lines


def test_width_spaces_and_punctuation_make_no_difference() -> None:
    """A paragraph typed with other width, spaces and punctuation is an exact repeat."""
    other = "  " + " ".join(LONG[0].replace("，", ",").replace("。", "．"))
    text = document(f"{LONG[0]}\n{LONG[1]}\n{other}")
    assert [(r.kind, r.again.block) for r in find_repeats(text)] == [("exact", 2)]


def test_empty_blocks_are_no_repeats_and_break_no_run() -> None:
    """Blank lines stay, and a repeat runs on across them."""
    text = document("\n".join([LONG[0], "", LONG[1], "", LONG[0], "", LONG[1], ""]))
    (repeat,) = find_repeats(text)
    assert (repeat.again.block, repeat.again.end_block) == (4, 6)
    assert removed_blocks(text, [repeat]) == {4, 6}


def test_automatic_numbers_count_in_the_offsets() -> None:
    """Places in the document text take automatic numbers in; comparing leaves them out."""
    text = document("\n".join([LONG[0], LONG[1], LONG[0]]))
    numbers = ("一、", "二、", "三、")
    blocks = tuple(
        replace(b, number=n) for b, n in zip(text.blocks, numbers, strict=True)
    )
    text = replace(text, blocks=blocks)
    (repeat,) = find_repeats(text)
    assert text.text[repeat.again.doc_start : repeat.again.doc_end] == f"三、{LONG[0]}"


def test_edited_paragraphs_are_near_and_go_only_on_request() -> None:
    """An edited repeat is reported as near; `near` removes it with its heading."""
    edited = LONG[0].replace(LONG[0][20:23], "改动")
    text = document(
        "\n".join(["一、要求", LONG[0], LONG[1], "二、要求", edited, LONG[2]])
    )
    (repeat,) = find_repeats(text)
    assert (repeat.kind, repeat.removed) == ("near", False)
    assert 0.8 <= repeat.similarity < 1
    assert not removed_blocks(text, [repeat])
    assert cleaned(text, near=True) == ["一、要求", LONG[0], LONG[1], LONG[2]]


@pytest.mark.parametrize(("length", "count"), [(58, 0), (60, 1)])
def test_a_passage_inside_other_paragraphs_is_shown_and_stays(
    length: int, count: int
) -> None:
    """From 60 folded characters a passage in two paragraphs is reported, not removed."""
    passage = letters(9, length)
    text = document(f"{prose(1, 90)}{passage}\n{prose(2, 90)}\n{passage}{prose(3, 90)}")
    found = find_repeats(text, near=True)
    assert len(found) == count
    for repeat in found:
        assert (repeat.kind, repeat.removed) == ("exact", False)
        for side, block in ((repeat.first, 0), (repeat.again, 2)):
            assert text.text[side.doc_start : side.doc_end] == passage
            assert (side.block, side.end_block) == (block, block)


def test_an_edited_paragraph_right_behind_its_original_is_found() -> None:
    """Where the one ends the other begins: neither is aligned beyond its end."""
    edited = f"{LONG[2][:20]}改动几个字{LONG[2][24:]}"
    text = document("\n".join([LONG[0], LONG[2], edited, LONG[4]]))
    (repeat,) = find_repeats(text)
    assert (repeat.first.block, repeat.again.block) == (1, 2)
    assert (repeat.kind, repeat.removed) == ("near", False)
    assert cleaned(text, near=True) == [LONG[0], LONG[2], LONG[4]]


def test_a_passage_that_stands_three_times_is_repeated_twice() -> None:
    """Each further copy gives one record, not one for every pair."""
    passage = letters(9, 90)
    text = document(
        "\n".join(f"{prose(n, 70)}{passage}{prose(n + 9, 70)}" for n in range(3))
    )
    found = find_repeats(text)
    assert [r.again.block for r in found] == [1, 2]


def test_public_text_said_twice_is_not_reported() -> None:
    """A paragraph or passage that stands wholly in a reference text is no repeat."""
    passage = letters(9, 90)
    lines = [LONG[0], f"{LONG[1]}{passage}", LONG[0], f"{passage}{LONG[2]}"]
    text = document("\n".join(lines))
    assert len(find_repeats(text)) == 2
    assert not find_repeats(text, references=[LONG[0], prose(5, 50) + passage])


_SENTENCES = [prose(n + 50, 24) for n in range(6)]
_LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "一、", "（二）", "3、"]),
        st.one_of(
            st.sampled_from([*LONG[:4], "基本要求", "组织领导", "", "——"]),
            st.lists(st.sampled_from(_SENTENCES), max_size=4).map("".join),
            st.tuples(st.sampled_from(LONG[:3]), st.integers(10, 59)).map(
                lambda cut: cut[0][: cut[1]]
            ),
        ),
    ),
    max_size=24,
)
"""Sections pasted again, renumbered, cut short, with other sentences behind them."""


@settings(max_examples=150, deadline=None)
@given(_LINES)
def test_nothing_said_is_lost(lines: list[tuple[str, str]]) -> None:
    """Every folded sentence of the input stands in the output; long ones once a line."""
    text = document("\n".join(number + line for number, line in lines))
    gone = removed_blocks(text, find_repeats(text))
    kept = [_key(b.text) for n, b in enumerate(text.blocks) if n not in gone]
    for block in text.blocks:
        for sentence in block.text[numbering_length(block.text) :].split("。"):
            assert any(fold(sentence) in line for line in kept)
    long = [line for line in kept if len(line) >= 40]
    assert len(long) == len(set(long))


@settings(max_examples=80, deadline=None)
@given(_LINES, st.lists(st.tuples(st.integers(0, 23), st.integers(0, 50)), max_size=8))
def test_what_goes_with_near_has_a_twin_that_stays(
    lines: list[tuple[str, str]], edits: list[tuple[int, int]]
) -> None:
    """With edited repeats removed too, each paragraph that goes is kept nearly so."""
    texts = [number + line for number, line in lines]
    for line, place in edits:
        if line < len(texts) and place < len(texts[line]):
            texts[line] = texts[line][:place] + "改" + texts[line][place + 1 :]
    text = document("\n".join(texts))
    gone = removed_blocks(text, find_repeats(text, near=True))
    kept = [_key(b.text) for n, b in enumerate(text.blocks) if n not in gone]
    for block in gone:
        key = _key(text.blocks[block].text)
        assert any(
            key in line or Indel.normalized_similarity(key, line) >= 0.8
            for line in kept
        )


def _key(line: str) -> str:
    return fold(line[numbering_length(line) :])


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ("甲 0 / 乙 1 / 甲 0 2", "乙 1 / 甲 0 2"),
        ("甲 0 3 / 乙 1 / 甲 0 3~", "甲 0 3 / 乙 1"),
        ("甲 0 3~ / 乙 1 / 甲 0 3", "乙 1 / 甲 0 3"),
        ("甲 0~ / 乙 1 / 甲 0 3", "乙 1 / 甲 0 3"),
        ("甲 0 / 乙 1 / 丙 4 / 甲 0 / 乙 1 5", "甲 0 / 丙 4 / 乙 1 5"),
        ("甲 0 / 乙 1 / 甲 0 2 / 丙 4 / 甲 0 2", "乙 1 / 甲 0 2 / 丙 4"),
        ("甲 0 / 乙 1 / 丙 4 / 甲 0 4?", "甲 0 / 乙 1 / 丙 4 / 4?"),
    ],
)
def test_of_a_section_cut_short_and_a_whole_one_the_whole_stays(
    lines: str, left: str
) -> None:
    """Wherever it stands: at a paragraph's end or in the middle of one (~)."""
    assert cleaned(document(_written(lines))) == _written(left).split("\n")


def _written(lines: str) -> str:
    """Return sections in full.

    甲 is a heading, 3 a paragraph, 3~ its beginning,
    3? the paragraph edited.
    """
    text = []
    for word in lines.replace("/", "").split():
        if word[0].isdigit():
            line = LONG[int(word[0])][: 50 if word.endswith("~") else None]
            text.append(f"{line[:20]}改{line[21:]}" if word.endswith("?") else line)
        else:
            text.append(f"（{'一二三'['甲乙丙'.index(word)]}）{word}的要求")
    return "\n".join(text)
