"""Passages that many works hold: one record with all holders, whatever each changed."""

from __future__ import annotations

import pytest
from overlap.prose import letters, prose

from doctools.overlap.across import ComparedText, compare

COUNTS = [5, 13, 30, 100]


def works(passages: list[str]) -> list[ComparedText]:
    """Return a work of its own around each passage, and five without."""
    holders = [
        ComparedText(
            path=f"{n:03}.txt",
            text=f"{prose(n, 240)}\n{passage}\n{prose(n + 500, 160)}",
        )
        for n, passage in enumerate(passages)
    ]
    others = [
        ComparedText(path=f"诚实{n}.txt", text=prose(n + 900, 400)) for n in range(5)
    ]
    return [*holders, *others]


@pytest.mark.parametrize("count", COUNTS)
def test_everybody_changed_a_little(count: int) -> None:
    """Each holder exchanged other characters, one in twenty: one record, all holders."""
    passage = letters(9, 200)
    edited = []
    for n in range(count):
        characters = list(passage)
        for place in range(n % 20, 200, 20):
            characters[place] = letters(2000 + 300 * n + place, 1)
        edited.append("".join(characters))
    found = compare(works(edited))
    (common,) = found.common_passages
    assert [h.path for h in common.holders] == [f"{n:03}.txt" for n in range(count)]
    assert not [o for o in found.overlaps if o.tier != "hint"]
    for holder in common.holders:
        assert holder.doc_end - holder.doc_start >= 150


@pytest.mark.parametrize("count", COUNTS)
def test_each_took_a_part_of_another_length(count: int) -> None:
    """Holders of 140 to 200 characters of a passage are the holders of one record."""
    passage = letters(9, 200)
    found = compare(works([passage[: 200 - n * 7 % 61] for n in range(count)]))
    assert max(len(c.holders) for c in found.common_passages) == count
    (whole,) = (c for c in found.common_passages if len(c.holders) == count)
    assert whole.characters >= 140
    assert not [o for o in found.overlaps if o.tier != "hint"]


@pytest.mark.parametrize("count", COUNTS)
def test_each_has_it_in_two_parts(count: int) -> None:
    """A clause that half of the holders left out does not part the record."""
    first, clause, last = letters(5, 90), letters(6, 20), letters(7, 90)
    both = [first + clause + last, first + last]
    found = compare(works([both[n % 2] for n in range(count)]))
    (common,) = found.common_passages
    assert len(common.holders) == count
    assert common.characters >= 180
