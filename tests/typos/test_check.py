"""The proofreader as a whole: places, levels, layers, profiles, overlaps, the seed."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doctools.messages import load as load_words
from doctools.model import Block, Document, Location, Source
from doctools.typos.check import check
from doctools.typos.profiles import PROFILES, level_of, profile_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from doctools.lexicon.load import Lexicon
    from doctools.records import Finding

    Check = Callable[..., tuple[Finding, ...]]

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SEED = SHARED / "eval/seed/guantao-2010-28.txt"
SOURCE = Source(path="文件.docx", sha256="", kind="docx", size=0)
SLIP = "要组织人员按装新式设备。"


def test_places_count_in_block_and_document(lexicon: Lexicon) -> None:
    """Automatic numbers shift the document's offsets, not the block's."""
    blocks = (
        Block(text="总则", number="一、"),
        Block(text=f"好。{SLIP}", number="（一）", location=Location(page=2)),
    )
    document = Document(source=SOURCE, blocks=blocks)
    (found,) = check(document, lexicon=lexicon, words=load_words("zh"))
    assert blocks[1].text[found.start : found.end] == found.text == "按装"
    assert found.doc_start is not None
    assert document.text[found.doc_start : found.doc_end] == "按装"
    assert (found.block, found.page, found.layer) == (1, 2, "body")
    assert found.context == SLIP


def test_thousands_of_faults_cost_little(lexicon: Lexicon) -> None:
    """Forty thousand brackets without partner are sorted out in seconds."""
    document = Document(source=SOURCE, blocks=(Block(text="《" * 40_000),))
    before = time.process_time()
    assert check(document, lexicon=lexicon, words=load_words("zh"))
    assert time.process_time() - before < 15


def test_layers_are_read_and_named(lexicon: Lexicon) -> None:
    """A slip in the header has no place in the document text; deleted text is left."""
    layers = {"header": (Block(text=SLIP),), "deleted": (Block(text=SLIP),)}
    document = Document(source=SOURCE, blocks=(), layers=layers)
    (found,) = check(document, lexicon=lexicon, words=load_words("zh"))
    assert (found.layer, found.doc_start, found.doc_end) == ("header", None, None)


def test_the_level_chooses(checked: Check) -> None:
    """Level error hides warnings."""
    text = f"一、甲\n三、{SLIP}"
    assert [one.code for one in checked(text)] == ["numbering.jump", "typo.known"]
    assert [one.code for one in checked(text, level="error")] == ["typo.known"]


def test_every_document_type_has_a_profile() -> None:
    """Unknown types are checked as official papers, notes for errors only."""
    assert profile_of(None) == profile_of("没有这种") == "official"
    assert level_of(profile_of("读书笔记")) == "error"
    assert level_of(profile_of("调研报告")) == "warning"
    assert {profile_of(kind) for kind in ("学习心得", "通知", "调研报告")} == set(
        PROFILES
    )


def test_the_graver_finding_wins(checked: Check) -> None:
    """Where two findings share characters one is left."""
    found = checked("提高素质。、按装设备。")
    spans = [(one.start, one.end) for one in found]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_a_fingerprint_survives_renaming_and_tells_places_apart(
    checked: Check,
) -> None:
    """Equal places in equal surroundings have one identity, others another."""
    one = checked(f"第一段。\n{SLIP}")[0]
    same = checked(f"第一段。\n{SLIP}")[0]
    other = checked(f"另外一段话。\n{SLIP}")[0]
    assert one.fingerprint == same.fingerprint != other.fingerprint


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.text(alphabet="党的建设按装，。“”（）一、1.2010年月\n\u3000X🙂", max_size=60))
def test_any_text_is_read_and_spans_quote_it(checked: Check, text: str) -> None:
    """Whatever is written, each finding's span gives its own text."""
    lines = text.split("\n")
    for one in checked(text, level="info"):
        assert lines[one.block][one.start : one.end] == one.text != ""
        assert text[one.doc_start : one.doc_end] == one.text
        assert one.reason


@pytest.mark.skipif(not SEED.is_file(), reason=f"{SEED} is not here")
def test_the_seed_is_proofread(checked: Check) -> None:
    """All 23 of the seed's certain slips are found, each with its right form first."""
    certain = {
        ("世眼", "世界"),
        ("党建设", "党的建设"),
        ("应争", "应急"),
        ("北景下", "背景下"),
        ("党委（党组）中心", "党委（党组）中心组"),
        ("发挥", "发挥以"),
        ("批语与自我批语", "批评与自我批评"),
        ("类型是", "类型"),
        ("的进去精神", "的进取精神"),
        ("建设", "建设中"),
        ("（党组）", "党委（党组）"),
        ("着", "者"),
        ("要", "要在"),
        ("基本刚纲要", "基本纲领"),
        ("学习党组织", "学习型党组织"),
        ("。、", "。"),
        ("[2010]28号", "〔2010〕28号"),
        ("[2010]13号", "〔2010〕13号"),
        ("互为联运", "互为联动"),
        ("实", "新"),
        ("实践取经验", "实践经验"),
        ("科", "科技"),
        ("裁体", "载体"),
    }
    found = checked(SEED.read_text(encoding="utf-8"))
    pairs = {(one.text, one.suggestions[0]) for one in found if one.suggestions}
    assert certain <= pairs
