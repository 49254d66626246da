"""Hashes of runs: equal runs have equal hashes, also masked and shortened."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from doctools.text.windows import HashSet, Windows, hashes_of, masked_hashes_of

TEXTS = st.text(alphabet="党的建设世界眼光", min_size=3, max_size=40)


@given(TEXTS, st.integers(1, 5))
def test_equal_runs_have_equal_hashes(text: str, length: int) -> None:
    """Two runs of a text have one hash exactly if their characters are equal."""
    hashes = Windows(text).exact(length).tolist()
    runs = [text[start : start + length] for start in range(len(text) - length + 1)]
    assert len(hashes) == len(runs)
    assert len(set(hashes)) == len(set(runs))


@given(TEXTS, st.integers(2, 5), st.data())
def test_a_shortened_run_hashes_like_what_remains(
    text: str, length: int, data: st.DataObject
) -> None:
    """Leaving a character out gives the hash of the shorter string."""
    gap = data.draw(st.integers(0, length - 1))
    found = Windows(text).shortened(length, gap).tolist()
    for start, value in enumerate(found):
        run = text[start : start + length]
        assert value == hashes_of([run[:gap] + run[gap + 1 :]])[0]


@given(TEXTS, st.integers(2, 5), st.data())
def test_a_masked_run_ignores_only_the_masked_character(
    text: str, length: int, data: st.DataObject
) -> None:
    """Runs that differ at the masked place alone have one hash, others do not."""
    gap = data.draw(st.integers(0, length - 1))
    found = Windows(text).masked(length, gap).tolist()
    kept = [
        text[start : start + gap] + text[start + gap + 1 : start + length]
        for start in range(len(found))
    ]
    assert len(set(found)) == len(set(kept))


def test_masks_of_different_places_do_not_meet() -> None:
    """A run masked at its first character is not found among those masked elsewhere."""
    one, other = masked_hashes_of(["党党党"], 0), masked_hashes_of(["党党党"], 1)
    assert one[0] != other[0]


def test_a_set_finds_every_owner_of_a_hash() -> None:
    """Two strings with one masked form are both found, and only at allowed places."""
    strings = ["世界", "世代"]
    known = HashSet(masked_hashes_of(strings, 1), np.arange(2, dtype=np.int32))
    hashes = Windows("看世面").masked(2, 1)
    assert sorted(known.find(hashes)) == [(1, 0), (1, 1)]
    assert not list(known.find(hashes, np.array([True, False])))
