"""How much works of different authors share, from the records of the comparison."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.members.works import authorship

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doctools.overlap.across import Comparison
    from doctools.records import Overlap, Similarity, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """What works have in common with works of other authors, by path.

    Attributes:
        shares: largest share of a work found in one other author's work, 0 to 1.
        partners: the works in which that share was found.
    """

    shares: Mapping[str, float]
    partners: Mapping[str, tuple[str, ...]]


def near_duplicates(
    similarities: Iterable[Similarity],
) -> dict[str, tuple[str, ...]]:
    """Return for each path the paths of works that are nearly the same."""
    return {
        found.path: found.near_duplicate_of
        for found in similarities
        if found.near_duplicate_of
    }


def sharing_of(comparison: Comparison, works: Sequence[Work]) -> Sharing:
    """Return what each work shares with the one it shares most with.

    Only passages of class copy in tier review or strong count; each is as long as its
    folded characters.
    """
    lengths = {found.path: found.characters for found in comparison.similarities}
    common: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for found in _copied(comparison.overlaps, works):
        left, right = found.left.path, found.right.path
        common[left][right] += found.characters
        common[right][left] += found.characters
    most = {path: max(others.values()) for path, others in common.items()}
    return Sharing(
        shares={
            path: min(1.0, characters / max(1, lengths[path]))
            for path, characters in most.items()
        },
        partners={
            path: tuple(sorted(other for other, n in others.items() if n == most[path]))
            for path, others in common.items()
        },
    )


def _copied(overlaps: Iterable[Overlap], works: Sequence[Work]) -> Iterable[Overlap]:
    """Yield the passages that works of different authors share without a reason."""
    authors = {work.path: authorship(work) for work in works}
    for found in overlaps:
        if (
            found.class_ == "copy"
            and found.tier != "hint"
            and found.right.store == "batch"
            and not authors[found.left.path] & authors[found.right.path]
        ):
            yield found
