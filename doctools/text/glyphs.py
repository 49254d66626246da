"""What looks alike: groups of characters that eyes and scanners confuse."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def lookalikes(groups: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """Return for every character of the groups those it is confused with.

    Args:
        groups: strings of characters that all resemble each other, as `末未`.
    """
    similar: defaultdict[str, set[str]] = defaultdict(set)
    for group in groups:
        for character in group:
            similar[character].update(group)
    return {one: frozenset(others - {one}) for one, others in similar.items()}
