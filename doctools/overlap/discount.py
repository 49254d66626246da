"""Text that proves nothing: reference, template and common text.

A match is discounted by what is left of it, not by dropping its seeds: a rare gram
that straddles a slogan and a heading would bring the slogan back in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from doctools.overlap.fingerprints import Groups, covered, group, hash_grams

if TYPE_CHECKING:
    from doctools.overlap.fingerprints import Corpus, GramSet

GRAM = 10
"""Characters of a gram that is looked up in reference and common text.

Long enough that agreement is no accident of the language (28 % of a government report
is found in 26 others at 10 characters, 60 % at 6), short enough for slogans.
"""
MANY = 5
"""Works that hold a passage in common, as the contract fixes it."""
LEAST_RESIDUAL = 15
"""Folded characters of a match outside discounted text."""


@dataclass(frozen=True, slots=True)
class Discount:
    """Which characters of the works are discounted, bool arrays over the corpus.

    Attributes:
        reference: they stand in a reference text.
        template: they stand in the campaign's own template.
        common: they stand in five or more works, and in no reference or template.
        own: none of the three.
        shared: grams that five or more works hold and no reference or template.
    """

    reference: NDArray[np.bool_]
    template: NDArray[np.bool_]
    common: NDArray[np.bool_]
    own: NDArray[np.bool_]
    shared: Groups


def work_out(
    corpus: Corpus, *, length: int, references: GramSet, templates: GramSet
) -> Discount:
    """Return what is discounted in the first `length` codes: those of the works."""
    hashes = hash_grams(corpus.codes[:length], GRAM)
    public, template = references.contains(hashes), templates.contains(hashes)
    places = np.flatnonzero((hashes != 0) & ~public & ~template)
    shared = _held_by_many(group(hashes[places], places, corpus))
    starts = np.zeros(length, np.bool_)
    starts[shared.places] = True
    public, template, common = (covered(m, GRAM) for m in (public, template, starts))
    return Discount(
        reference=public,
        template=template,
        common=common,
        own=~(public | template | common),
        shared=shared,
    )


def _held_by_many(groups: Groups) -> Groups:
    chosen = groups.holders >= MANY
    sizes = groups.sizes[chosen]
    begins = np.cumsum(sizes) - sizes
    places = groups.places[np.repeat(chosen, groups.sizes)]
    return Groups(places, begins, sizes, groups.holders[chosen])
