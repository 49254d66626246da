"""How much works of different authors share, from the records of the comparison."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.members.works import authorship

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doctools.overlap.texts import Comparison, Copied
    from doctools.records import Similarity, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """What works have in common with works of other authors, by path.

    Attributes:
        shares: largest share of a work found in one other author's work, of the batch
            or of the archive, 0 to 1.
        partners: the works of the batch in which that share was found.
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

    Only passages of class copy in tier review or strong count, each character once;
    template text counts neither above nor below the line.
    """
    shares: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    for found in _of_others(comparison.copied, works):
        shares[found.path][found.store, found.other] = found.share
    most = {path: max(others.values()) for path, others in shares.items()}
    return Sharing(
        shares=most,
        partners={
            path: tuple(
                sorted(
                    other
                    for (store, other), share in others.items()
                    if share == most[path] and store == "batch"
                )
            )
            for path, others in shares.items()
        },
    )


def _of_others(copied: Iterable[Copied], works: Sequence[Work]) -> Iterable[Copied]:
    """Yield what is shared with works of other authors."""
    authors = {work.path: authorship(work) for work in works}
    for found in copied:
        other = authors[found.other] if found.store == "batch" else frozenset()
        if not authors[found.path] & other:
            yield found
