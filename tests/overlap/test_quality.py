"""Accuracy on real official texts with passages copied as people copy."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from doctools.overlap.across import ComparedText, Comparison, compare

EVAL = Path(__file__).resolve().parents[2].parent / "shared" / "eval"
REAL = EVAL / "overlap-real"


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    """Return the real texts compared with each other and the reference texts."""
    if not REAL.exists():
        pytest.skip("needs ../shared/eval/overlap-real")
    lines = (REAL / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    references = sorted((EVAL / "reference").glob("*.txt"))
    return compare(
        [
            ComparedText(path=f"{n:05}", text=json.loads(line)["text"])
            for n, line in enumerate(lines)
        ],
        references=[
            ComparedText(path=file.name, text=file.read_text(encoding="utf-8"))
            for file in references
        ],
    )


def _truth() -> list[dict[str, int | str]]:
    truth: list[dict[str, int | str]] = json.loads(
        (REAL / "truth.json").read_text(encoding="utf-8")
    )["passages"]
    return truth


def test_most_passages_of_every_kind_are_found(comparison: Comparison) -> None:
    """Of each way of copying at least four fifths of the passages are half found."""
    found = defaultdict(list)
    for overlap in comparison.overlaps:
        sides = {
            side.path: (side.doc_start, side.doc_end)
            for side in (overlap.left, overlap.right)
        }
        found[frozenset(sides)].append(sides)
    hits = defaultdict(list)
    for passage in _truth():
        copy, source = (f"{int(passage[side]):05}" for side in ("susp", "src"))
        start, length = int(passage["susp_off"]), int(passage["susp_len"])
        inside = sum(
            max(0, min(sides[copy][1], start + length) - max(sides[copy][0], start))
            for sides in found[frozenset((copy, source))]
        )
        hits[passage["edit_rate"]].append(inside * 2 >= length)
    assert all(sum(kind) >= 0.8 * len(kind) for kind in hits.values())


def test_hardly_a_pair_is_flagged_without_cause(comparison: Comparison) -> None:
    """At most one pair of works that share no planted passage is for review."""
    planted = {
        frozenset(f"{int(passage[side]):05}" for side in ("susp", "src"))
        for passage in _truth()
    }
    linked = {path for pair in planted for path in pair}
    flagged = {
        pair
        for overlap in comparison.overlaps
        if overlap.class_ == "copy" and overlap.tier != "hint"
        if not (pair := frozenset((overlap.left.path, overlap.right.path))) <= linked
    }
    assert len(flagged) <= 1
