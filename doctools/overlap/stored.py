"""Fingerprints as an archive keeps them, and what a work shares with its texts by them.

They only find the texts worth comparing; the comparison itself reads those in full.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from doctools.overlap.common import LEAST_COMMON
from doctools.overlap.discount import MANY
from doctools.overlap.fingerprints import Corpus, hash_grams, lay_out, winnow
from doctools.overlap.seeds import REACH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.overlap.fingerprints import GramSet

GRAM, WINDOW = 8, 6
"""Any 13 equal characters leave a common fingerprint; two of seven grams are kept."""
RARE = 12
"""Holders of a fingerprint that tells something by itself; more hold formula."""
LEAST_RARE = 2
"""Rare fingerprints close together that make a text worth comparing."""
MOST_ALIKE = 40
"""Texts compared with one work for what is rare in it: those that share most."""
MOST_HOLDERS = 100
"""Holders of one passage that are looked at, compared and listed."""
ENOUGH_HOLDERS = 6
"""Those every passage gets, so that none is hidden: `MANY` and one more."""
MOST_COMPARED = 120
"""Texts compared with one work for long passages beyond those, the longest first."""
_SAMPLE = "".join(chr(0x4E00 + place * place % 20000) for place in range(400))


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """The fingerprints of some texts; arrays of one length, by text and place.

    Attributes:
        corpus: the texts.
        places: index into the corpus, int64, ascending.
        hashes: uint64.
    """

    corpus: Corpus
    places: NDArray[np.int64]
    hashes: NDArray[np.uint64]

    def of(self, text: int) -> NDArray[np.uint64]:
        """Return the hashes of one text, ascending, each once."""
        starts = self.corpus.starts
        bounds = int(starts[text]), self.corpus.end(text)
        low, high = np.searchsorted(self.places, bounds)
        return np.unique(self.hashes[low:high])


def fingerprints(
    texts: Sequence[str], *, without: GramSet | None = None
) -> Fingerprints:
    """Return the winnowed fingerprints of texts.

    Args:
        texts: document texts.
        without: grams of public text, of length `GRAM`, which tell nothing.
    """
    corpus = lay_out(texts)
    hashes = hash_grams(corpus.codes, GRAM)
    chosen = winnow(hashes, WINDOW)
    if without is not None:
        chosen &= ~without.contains(hashes)
    places = np.flatnonzero(chosen)
    return Fingerprints(corpus=corpus, places=places, hashes=hashes[places])


def sample() -> str:
    """Return what the fingerprints of a fixed text look like, to notice a change."""
    return sha256(fingerprints([_SAMPLE]).of(0).astype("<u8").tobytes()).hexdigest()[
        :16
    ]


@dataclass(frozen=True, slots=True)
class Shared:
    """What one work has in common with an archive.

    Attributes:
        alike: numbers of the archive's works to compare it with, ascending.
        formula: spans of its folded characters that many of them hold.
    """

    alike: tuple[int, ...]
    formula: tuple[tuple[int, int], ...]


def shared_with(
    prints: Fingerprints,
    *,
    hits: tuple[NDArray[np.int64], NDArray[np.int64]],
    holders: NDArray[np.int64],
) -> Iterator[Shared]:
    """Yield for each text what it shares with the works of an archive.

    Args:
        prints: the texts' fingerprints.
        hits: index of a fingerprint and number of a work that holds it.
        holders: for each fingerprint how many works hold it.
    """
    clusters = _clusters(prints, hits, holders)
    alike: dict[int, set[int]] = defaultdict(set)
    for text, number in (*_by_rarity(clusters), *_by_place(clusters)):
        alike[text].add(number)
    for text, formula in enumerate(_formula(prints, holders)):
        yield Shared(tuple(sorted(alike[text])), formula)


@dataclass(frozen=True, slots=True)
class _Clusters:
    """Fingerprints that stand close together in a text and in an archived work.

    Attributes:
        texts: number of the text.
        works: number of the archived work.
        starts: first index into the corpus.
        ends: last index plus one.
        rare: how many of the fingerprints few works hold.
        sizes: how many fingerprints there are.
    """

    texts: NDArray[np.int64]
    works: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    rare: NDArray[np.int64]
    sizes: NDArray[np.int64]

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> _Clusters:
        """Return the chosen ones."""
        return _Clusters(
            self.texts[chosen],
            self.works[chosen],
            self.starts[chosen],
            self.ends[chosen],
            self.rare[chosen],
            self.sizes[chosen],
        )


def _clusters(
    prints: Fingerprints,
    hits: tuple[NDArray[np.int64], NDArray[np.int64]],
    holders: NDArray[np.int64],
) -> _Clusters:
    # work, place and rarity share one integer, so that one sort does it
    keys = (hits[1] << 32) | (prints.places[hits[0]] << 1)
    keys |= holders[hits[0]] <= RARE
    keys.sort()
    rare = (keys & 1).astype(np.bool_)
    keys >>= 1
    new = np.ones(len(keys), np.bool_)
    # another work or another text is further away than any gap
    np.greater(np.diff(keys), GRAM + REACH, out=new[1:])
    begins = np.flatnonzero(new)
    sizes = np.diff(np.append(begins, len(keys)))
    counts = np.add.reduceat(rare, begins, dtype=np.int64) if len(begins) else begins
    starts = keys[begins] & 0x7FFFFFFF
    return _Clusters(
        prints.corpus.owners(starts),
        keys[begins] >> 31,
        starts,
        (keys[begins + sizes - 1] & 0x7FFFFFFF) + GRAM,
        counts,
        sizes,
    )


def _by_rarity(clusters: _Clusters) -> Iterator[tuple[int, int]]:
    """Yield text and work where the work holds what few others do."""
    clusters = clusters.take(clusters.rare >= LEAST_RARE)
    order = np.lexsort((clusters.works, -clusters.rare, clusters.texts))
    clusters = clusters.take(order)
    seen: dict[int, set[int]] = defaultdict(set)
    pairs = zip(clusters.texts.tolist(), clusters.works.tolist(), strict=True)
    for text, work in pairs:
        if len(seen[text]) < MOST_ALIKE and work not in seen[text]:
            seen[text].add(work)
            yield text, work


def _by_place(clusters: _Clusters) -> Iterator[tuple[int, int]]:
    """Yield text and work where both hold a long passage, however many others do.

    The longest first. Every place of a text gets enough holders to be seen as held by
    many; the longest get all, within limits. A cluster lacks what stands before its
    first and after its last fingerprint.
    """
    least = LEAST_COMMON - 2 * (WINDOW - 1)
    clusters = clusters.take(clusters.ends - clusters.starts >= least)
    lengths = clusters.ends - clusters.starts
    order = np.lexsort(
        (clusters.works, clusters.starts, -clusters.sizes, -lengths, clusters.texts)
    )
    clusters = clusters.take(order)
    counts: dict[tuple[int, int], int] = defaultdict(int)
    compared: dict[int, int] = defaultdict(int)
    others: list[tuple[int, int, tuple[int, int]]] = []
    rows = zip(
        clusters.texts.tolist(),
        clusters.works.tolist(),
        clusters.starts.tolist(),
        clusters.ends.tolist(),
        strict=True,
    )
    for text, work, start, end in rows:
        # fingerprints of one passage begin within a window of each other
        place = start // LEAST_COMMON, end // LEAST_COMMON
        if counts[place] < ENOUGH_HOLDERS:
            counts[place] += 1
            yield text, work
        else:
            others.append((text, work, place))
    for text, work, place in others:
        if counts[place] < MOST_HOLDERS and compared[text] < MOST_COMPARED:
            counts[place] += 1
            compared[text] += 1
            yield text, work


def _formula(
    prints: Fingerprints, holders: NDArray[np.int64]
) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield for each text the spans that so many works hold that they prove nothing."""
    places = prints.places[holders >= MANY]
    # from one text to the next it is further than a gram
    new = np.flatnonzero(np.diff(places, prepend=-2 * GRAM) > GRAM)
    starts = places[new]
    ends = places[np.append(new[1:], len(places)) - 1] + GRAM if len(new) else new
    firsts = prints.corpus.starts
    bounds = [*np.searchsorted(starts, firsts).tolist(), len(starts)]
    for text, first in enumerate(firsts.tolist()):
        part = slice(bounds[text], bounds[text + 1])
        spans = (starts[part] - first).tolist(), (ends[part] - first).tolist()
        yield tuple(zip(*spans, strict=True))
