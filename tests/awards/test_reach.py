"""Whether open items could still fill what is wanting, against trying everything."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from doctools.awards.reach import can_fill

PLACES = "abc"


def by_trying(
    wanting: dict[str, int], offers: list[frozenset[str]], missing: int
) -> bool:
    """Return whether some way to place every offer leaves few enough places short."""
    for way in product(*(sorted(offer) or [""] for offer in offers)):
        short = sum(way.count(place) < number for place, number in wanting.items())
        if short <= missing:
            return True
    return False


OFFERS = st.lists(st.frozensets(st.sampled_from(PLACES)), max_size=5)


@settings(max_examples=300, deadline=None)
@given(st.frozensets(st.sampled_from(PLACES)), OFFERS, st.integers(0, 2))
def test_one_each(places: frozenset[str], offers: list[frozenset[str]], m: int) -> None:
    """Where each place wants one, the answer is exactly that of trying all ways."""
    wanting = dict.fromkeys(places, 1)
    found = can_fill(
        {place: Fraction(1) for place in wanting},
        [(Fraction(1), offer) for offer in offers],
        missing=m,
    )
    assert found == by_trying(wanting, offers, m)


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(st.sampled_from(PLACES), st.integers(1, 3)),
    OFFERS,
    st.integers(0, 2),
)
def test_never_says_no_too_early(
    wanting: dict[str, int], offers: list[frozenset[str]], m: int
) -> None:
    """What could be filled is never called hopeless; without spares it is exact."""
    found = can_fill(
        {place: Fraction(number) for place, number in wanting.items()},
        [(Fraction(1), offer) for offer in offers],
        missing=m,
    )
    tried = by_trying(wanting, offers, m)
    assert found or not tried
    if not m:
        assert found == tried
