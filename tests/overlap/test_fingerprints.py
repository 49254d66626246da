"""Fingerprints: hashes, winnowing, look-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from overlap.prose import letters

from doctools.overlap import fingerprints
from doctools.overlap.fingerprints import (
    GramSet,
    group,
    hash_grams,
    lay_out,
    winnow,
)

if TYPE_CHECKING:
    import pytest

texts = st.text(alphabet="天地玄黄宇宙，。\n", max_size=60)


@given(st.lists(texts, max_size=4))
def test_equal_grams_have_equal_hashes_and_others_differ(batch: list[str]) -> None:
    """Within and across texts, two grams hash alike exactly when they are equal."""
    corpus = lay_out(batch)
    hashes = hash_grams(corpus.codes, 3)
    seen: dict[str, int] = {}
    for place in np.flatnonzero(hashes).tolist():
        gram = corpus.string(place, place + 3)
        assert "\0" not in gram
        assert seen.setdefault(gram, int(hashes[place])) == int(hashes[place])
    assert len(set(seen.values())) == len(seen)


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(0, 40), st.integers(0, 40))
def test_a_long_enough_shared_run_shares_a_selected_gram(
    seed: int, before: int, after: int
) -> None:
    """Texts that share `length + window - 1` characters share a winnowed gram."""
    run = letters(seed, 6 + 4 - 1)
    one, other = letters(seed + 1, before) + run, run + letters(seed + 2, after)
    chosen = []
    for text in (one, other):
        hashes = hash_grams(lay_out([text]).codes, 6)
        chosen.append(set(hashes[winnow(hashes, 4)].tolist()))
    assert chosen[0] & chosen[1]


@given(texts, texts)
def test_coverage_equals_a_plain_search(public: str, text: str) -> None:
    """A character is covered exactly when a gram around it stands in the public text."""
    grams = GramSet(lay_out([public]).codes, 4)
    corpus = lay_out([text])
    covers = grams.covers(corpus.codes)
    known, mine = lay_out([public]).folded[0].text, corpus.folded[0].text
    expected = [
        any(
            mine[start : start + 4] in known
            for start in range(max(0, place - 3), place + 1)
            if start + 4 <= len(mine)
        )
        for place in range(len(mine))
    ]
    assert covers[: len(mine)].tolist() == expected


def test_groups_hold_every_place_of_a_gram() -> None:
    """A gram that stands in two texts and twice in one has three places, two holders."""
    shared = letters(1, 6)
    corpus = lay_out([shared + letters(2, 9) + shared, letters(3, 5) + shared])
    groups = group(hash_grams(corpus.codes, 6), corpus)
    assert groups.sizes.tolist() == [3]
    assert groups.holders.tolist() == [2]
    assert groups.places.tolist() == [0, 15, int(corpus.starts[1]) + 5]


def test_groups_are_the_same_in_many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Brought together range by range, places form the groups they form at once."""
    corpus = lay_out([letters(seed % 7, 40) for seed in range(30)])
    hashes = hash_grams(corpus.codes, 6)
    whole = group(hashes, corpus)
    monkeypatch.setattr(fingerprints, "_PART", 100)
    parts = group(hashes, corpus)
    assert len(whole.sizes) > 100
    assert parts.places.tolist() == whole.places.tolist()
    assert parts.begins.tolist() == whole.begins.tolist()


def test_nothing_is_laid_out_of_nothing() -> None:
    """No text and empty texts give no grams."""
    assert not len(hash_grams(lay_out([]).codes, 6))
    assert not hash_grams(lay_out(["", "，"]).codes, 6).any()
