"""Near terms: every slip is found, exact terms are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctools.lexicon.index import ExactIndex, NearIndex, Slip
from doctools.text.windows import Windows

TERM = "学习型党组织建设"
INDEX = NearIndex([TERM, "世界眼光", "党委"])


def slips(text: str) -> list[Slip]:
    """Return all slips in a text."""
    windows = Windows(text)
    return [*INDEX.substitutions(text, windows), *INDEX.edits(text, windows)]


@pytest.mark.parametrize(
    ("text", "kind", "offset"),
    [
        ("有世届眼光", "substitution", 1),
        ("推进学习党组织建设", "missing", 2),
        ("推进学习型党党组织建设", "extra", 4),
        ("推进学习型党织组建设", "swapped", 4),
        ("推进学习型党组织见设", "substitution", 6),
    ],
)
def test_each_kind_of_slip_is_found(text: str, kind: str, offset: int) -> None:
    """A slip is reported with its kind, its place and the term."""
    found = {(one.kind, one.offset) for one in slips(text)}
    assert (kind, offset) in found


def test_a_term_rightly_written_is_no_slip() -> None:
    """The term itself gives no substitution of its own."""
    found = [one for one in slips(f"推进{TERM}。") if one.term == TERM]
    assert not [one for one in found if one.kind == "substitution"]


def test_short_terms_admit_substitutions_only() -> None:
    """A two-character term is sought neither missing nor swapped."""
    assert not [one for one in slips("委党") if one.kind == "swapped"]


@given(st.integers(0, len(TERM) - 1), st.sampled_from("甲乙丙"))
def test_any_one_character_may_be_wrong(offset: int, other: str) -> None:
    """Whatever character is replaced, the place is found."""
    wrong = TERM[:offset] + other + TERM[offset + 1 :]
    expected = Slip("substitution", 1, 1 + len(TERM), offset, TERM)
    assert expected in slips(f"在{wrong}中")


@given(st.lists(st.text("党政机关", min_size=1, max_size=4), min_size=1))
def test_exact_strings_are_found_wherever_they_stand(strings: list[str]) -> None:
    """The index finds just what a plain search finds."""
    text = "党政机关政党机关党"
    found = {
        (one.start, one.string) for one in ExactIndex(strings).find(text, Windows(text))
    }
    expected = {
        (start, string)
        for string in strings
        for start in range(len(text))
        if text.startswith(string, start)
    }
    assert found == expected
