"""Characters no official text has ever written there, where another one is usual.

Accepted only if no string of three characters around the suspected one is attested, and
with the other character strings of four and of three are. The text must also become
better made of words, and one suggestion must be clearly the best attested.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from doctools.typos.familiarity import is_judged, unattested
from doctools.typos.guards import FREE, coined_around
from doctools.typos.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.lexicon.load import Lexicon
    from doctools.typos.passage import Passage

LEAST_GAIN = 2.0
ONE_TRIGRAM_GAIN = 2.5
"""Asked where only one string of three is attested, near marks and spaces."""
IN_WORD_GAIN = 3.0
"""Asked of a character that is part of a word; it needs two strings of three too."""
CERTAIN_GAIN = 3.0
"""From here a finding is an error, below it a warning."""
STRANGE_GAIN = 4.0
"""Asked in a text of another register."""
RARE = ((2.0, 1, 3.0), (11.0, 2, 4.0))
"""For a character of at most so many a million: strings of four and gain asked for."""
RARE_TRIGRAMS = 2
_CHUNK = 1 << 15
"""Suspected characters looked up at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Changes of one character each, as columns.

    Attributes:
        places: positions in the text.
        owners: number of the suggested character in `characters`.
        characters: all characters that may be suggested.
        trigrams: attested strings of three with the change.
        fourgrams: attested strings of four with the change.
    """

    places: NDArray[np.intp]
    owners: NDArray[np.intp]
    characters: str
    trigrams: NDArray[np.intp]
    fourgrams: NDArray[np.intp]


def find_attested(passage: Passage, *, lexicon: Lexicon) -> Iterator[Suspicion]:
    """Yield the characters that another one, alike in sound or shape, would mend."""
    places = unattested(passage, lexicon=lexicon)
    judged = is_judged(passage, lexicon=lexicon)
    for place, right, gain in _best(passage, lexicon, places):
        if not judged and gain < STRANGE_GAIN:
            continue
        level = "error" if gain >= CERTAIN_GAIN else "warning"
        yield _suspicion(place, right, level=level)


def find_rare(passage: Passage, *, lexicon: Lexicon) -> Iterator[Suspicion]:
    """Yield lone characters hardly ever used where another is the only usual one.

    Nothing need link the two: shape-based input methods mistake what looks different.
    """
    if not is_judged(passage, lexicon=lexicon):
        return
    for place in unattested(passage, lexicon=lexicon).tolist():
        asked = _asked_of_rare(passage, place, lexicon)
        if asked is None or _habit(passage, place):
            continue
        if coined_around(passage.text, place):
            continue
        fourgrams, gain = asked
        right = _only_usual(passage, place, lexicon, fourgrams=fourgrams)
        if right and passage.gain(place, place + 1, right) >= gain:
            yield _suspicion(place, right, level="warning")


def _asked_of_rare(
    passage: Passage, place: int, lexicon: Lexicon
) -> tuple[int, float] | None:
    """Return the strings of four and the gain asked for, None of a usual character."""
    if not passage.alone[place]:
        return None
    rate = lexicon.confusions.rate(passage.text[place])
    asked = ((fourgrams, gain) for most, fourgrams, gain in RARE if rate <= most)
    return next(asked, None)


def _only_usual(
    passage: Passage, place: int, lexicon: Lexicon, *, fourgrams: int
) -> str | None:
    """Return the one character best attested in a place, None where there is none."""
    confusions = lexicon.confusions
    everything = np.arange(len(confusions.characters))
    table = _counted(passage, lexicon, np.full(len(everything), place), everything)
    good = (table.fourgrams >= fourgrams) & (table.trigrams >= RARE_TRIGRAMS)
    attested = np.where(good, table.trigrams + table.fourgrams, 0)
    best = np.flatnonzero(attested == attested.max(initial=1))
    return confusions.characters[best[0]] if len(best) == 1 else None


def _suspicion(place: int, right: str, *, level: str) -> Suspicion:
    return Suspicion(
        start=place,
        end=place + 1,
        code="typo.attested",
        level=level,
        suggestions=(right,),
        reason="typo.attested",
    )


def _best(
    passage: Passage, lexicon: Lexicon, places: NDArray[np.intp]
) -> Iterator[tuple[int, str, float]]:
    """Yield place, suggestion and gain where one suggestion is clearly the best."""
    for first in range(0, len(places), _CHUNK):
        found = _weighed(passage, lexicon, places[first : first + _CHUNK])
        for place, rivals in sorted(found.items()):
            rivals.sort(reverse=True)
            attested, gain, right = rivals[0]
            if len(rivals) == 1 or attested > rivals[1][0]:
                yield place, right, gain


def _weighed(
    passage: Passage, lexicon: Lexicon, places: NDArray[np.intp]
) -> dict[int, list[tuple[int, float, str]]]:
    found: defaultdict[int, list[tuple[int, float, str]]] = defaultdict(list)
    table = _attested(passage, lexicon, places)
    good = np.flatnonzero((table.fourgrams > 0) & (table.trigrams > 0))
    for index in good.tolist():
        place = int(table.places[index])
        right = table.characters[table.owners[index]]
        trigrams = int(table.trigrams[index])
        gain = passage.gain(place, place + 1, right)
        if gain < _asked(passage, place, trigrams) or _excused(passage, place):
            continue
        found[place].append((trigrams + int(table.fourgrams[index]), gain, right))
    return found


def _asked(passage: Passage, place: int, trigrams: int) -> float:
    """Return the gain a change must bring."""
    if passage.alone[place]:
        return LEAST_GAIN if trigrams > 1 else ONE_TRIGRAM_GAIN
    return IN_WORD_GAIN if trigrams > 1 else inf


def _excused(passage: Passage, place: int) -> bool:
    """Tell whether grammar, a coined word or the writer's habit explains a character."""
    return (
        passage.text[place] in FREE
        or coined_around(passage.text, place)
        or _habit(passage, place)
    )


def _habit(passage: Passage, place: int) -> bool:
    """Tell whether the document writes the character beside its neighbour again."""
    pairs = (passage.text[at : at + 2] for at in (place - 1, place) if at >= 0)
    return any(passage.distinct.count(pair) > 1 for pair in pairs if len(pair) == 2)


def _attested(
    passage: Passage, lexicon: Lexicon, places: NDArray[np.intp]
) -> Candidates:
    """Return every change of a suspected character with how well it is attested."""
    confusions = lexicon.confusions
    sets = [confusions.of(passage.text[place]) for place in places.tolist()]
    sizes = np.fromiter(map(len, sets), np.intp, len(sets))
    owners = np.concatenate(sets) if sets else np.zeros(0, np.intp)
    return _counted(passage, lexicon, np.repeat(places, sizes), owners)


def _counted(
    passage: Passage,
    lexicon: Lexicon,
    where: NDArray[np.intp],
    owners: NDArray[np.intp],
) -> Candidates:
    """Return changes of places to characters with how well they are attested."""
    mixed = lexicon.confusions.mixed[owners]
    known = lexicon.attested
    counts = {}
    for length, table in ((3, known.three), (4, known.four)):
        whole = passage.runs(length)
        counts[length] = np.zeros(len(where), np.intp)
        for offset in range(length):
            starts = where - offset
            inside = np.flatnonzero((starts >= 0) & (starts < len(whole)))
            inside = inside[whole[starts[inside]]]
            hashes = passage.windows.replaced(
                length, starts[inside], where[inside], mixed[inside]
            )
            counts[length][inside] += table.has(hashes)
    return Candidates(
        places=where,
        owners=owners,
        characters=lexicon.confusions.characters,
        trigrams=counts[3],
        fourgrams=counts[4],
    )
