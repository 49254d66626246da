"""Hashes of runs: equal runs have equal hashes, also masked and shortened."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from doctools.text.hashed import HashSet, OwnedHashes, arranged, arranged_for
from doctools.text.windows import Windows, hash_of, masked_hashes_of

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
    starts = np.arange(max(0, len(text) - length + 1))
    same = np.ones_like(starts)
    found = Windows(text).shortened_at(starts, same * length, same * gap)
    for start, value in enumerate(found.tolist()):
        run = text[start : start + length]
        assert value == hash_of(run[:gap] + run[gap + 1 :])


@given(TEXTS, st.integers(2, 5), st.data())
def test_a_masked_run_ignores_only_the_masked_character(
    text: str, length: int, data: st.DataObject
) -> None:
    """Runs that differ at the masked place alone have one hash, others do not."""
    gap = data.draw(st.integers(0, length - 1))
    found = Windows(text).masked(length, gap).tolist()
    starts = np.arange(len(found))
    same = np.ones_like(starts)
    one_by_one = Windows(text).masked_at(starts, same * length, same * gap)
    assert one_by_one.tolist() == found
    kept = [
        text[start : start + gap] + text[start + gap + 1 : start + length]
        for start in range(len(found))
    ]
    assert len(set(found)) == len(set(kept))


def test_masks_of_different_places_do_not_meet() -> None:
    """A run masked at its first character is not found among those masked elsewhere."""
    one, other = masked_hashes_of(["党党党"], 0), masked_hashes_of(["党党党"], 1)
    assert one[0] != other[0]


@given(TEXTS)
def test_one_string_hashes_like_a_run(text: str) -> None:
    """The hash of a string by itself is that of the run it is."""
    assert [hash_of(text)] == Windows(text).exact(len(text)).tolist()


def test_a_set_finds_every_owner_of_a_hash() -> None:
    """Two strings with one masked form are both found, where it stands."""
    hashes = masked_hashes_of(["世界", "世代"], 1)
    known = OwnedHashes(arranged_for(hashes, np.arange(2, dtype=np.int32)))
    places, owners = known.find(Windows("看世面").masked(2, 1))
    assert [*zip(places.tolist(), owners.tolist(), strict=True)] == [(1, 0), (1, 1)]


@given(st.sets(st.integers(0, 2**64 - 1)), st.lists(st.integers(0, 2**64 - 1)))
def test_a_set_knows_its_hashes_and_no_others(
    known: set[int], asked: list[int]
) -> None:
    """Each known hash has its place in the order of all; what is not known has none."""
    hashes = HashSet(arranged(np.array(sorted(known), np.uint64)))
    asked += list(known)
    order = {value: place for place, value in enumerate(sorted(known))}
    expected = [order.get(value, -1) for value in asked]
    assert hashes.places(np.array(asked, np.uint64)).tolist() == expected
    assert [hashes.place(value) for value in asked] == expected
