"""Text that proves nothing: reference, template and common text.

A match is discounted by what is left of it, not by dropping its seeds: a rare gram
that straddles a slogan and a heading would bring the slogan back in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from doctools.overlap.fingerprints import (
    Groups,
    covered,
    group,
    hash_grams,
    select,
    winnow,
)

if TYPE_CHECKING:
    from doctools.overlap.fingerprints import Corpus

GRAM = 10
"""Characters of a gram that is looked up in reference and common text.

Long enough that agreement is no accident of the language (28 % of a government report
is found in 26 others at 10 characters, 60 % at 6), short enough for slogans.
"""
MANY = 5
"""Works that hold a passage in common, as the contract fixes it."""
SOURCE_WINDOW = 6
"""Grams of a winnowing window when looking for sources."""
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
        marks: the same as a byte each, for counting in short spans.
        shared: grams that five or more works hold and no reference or template.
        sourced: winnowed grams that works hold and a reference or template.
    """

    reference: NDArray[np.bool_]
    template: NDArray[np.bool_]
    common: NDArray[np.bool_]
    own: NDArray[np.bool_]
    marks: bytes
    shared: Groups
    sourced: Groups


def work_out(
    corpus: Corpus, *, length: int, templates: int, formula: NDArray[np.bool_]
) -> Discount:
    """Return what is discounted in the codes of the works.

    Args:
        corpus: works, then reference texts, then templates.
        length: where the codes of the works end.
        templates: where the templates begin.
        formula: which codes of the works are known to stand in many other works.
    """
    hashes = hash_grams(corpus.codes, GRAM)
    groups = group(hashes, corpus)
    numbers = np.repeat(np.arange(len(groups.sizes)), groups.sizes)
    ours = groups.places < length
    handed_out = groups.places >= templates
    public, template = (
        _flagged(numbers, there, groups) for there in (~ours & ~handed_out, handed_out)
    )
    sourced = public | template
    many = ~sourced & (groups.holders >= MANY)
    chosen = sourced[numbers] & winnow(hashes, SOURCE_WINDOW)[groups.places]
    starts = np.zeros((3, length), np.bool_)
    for kind, flags in enumerate((public, template, many)):
        starts[kind, groups.places[ours & flags[numbers]]] = True
    in_public, in_template, common = (covered(kind, GRAM) for kind in starts)
    common |= formula & ~in_public & ~in_template
    own = ~(in_public | in_template | common)
    return Discount(
        reference=in_public,
        template=in_template,
        common=common,
        own=own,
        marks=own.tobytes(),
        shared=select(groups, many[numbers], corpus),
        sourced=select(groups, chosen, corpus),
    )


def _flagged(
    numbers: NDArray[np.int64], there: NDArray[np.bool_], groups: Groups
) -> NDArray[np.bool_]:
    """Return for each group whether one of its places is there."""
    flags = np.zeros(len(groups.sizes), np.bool_)
    flags[numbers[there]] = True
    return flags
