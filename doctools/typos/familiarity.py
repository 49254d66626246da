"""How a passage reads to the table of what official text has written, looked up once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doctools.text.normalize import is_han
from doctools.text.windows import is_common_han

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from doctools.lexicon.attested import Attested
    from doctools.lexicon.load import Lexicon
    from doctools.typos.passage import Passage

ENOUGH = 300
"""Strings of three that tell the register of a text."""
FAMILIAR = 0.5
"""Share of them that must be attested for the table to judge the text."""


def is_judged(passage: Passage, *, lexicon: Lexicon) -> bool:
    """Tell whether the table knows how such texts are written.

    That no one has ever written a string says little where most strings are new to it.
    In official files it knows seven to nine of ten, in reports of a township about two,
    in what people write of themselves fewer than one. A few sentences tell too little.
    """
    strings = np.count_nonzero(passage.runs(3))
    if strings < ENOUGH:
        return True
    known = np.count_nonzero(known_threes(passage, lexicon=lexicon))
    return bool(known / strings >= FAMILIAR)


def known_threes(passage: Passage, *, lexicon: Lexicon) -> NDArray[np.bool_]:
    """Return for every start whether an attested string of three stands there."""
    known = passage.marks.get("known_threes")
    if known is None:
        whole = passage.runs(3)
        known = lexicon.attested.three.has(passage.windows.exact(3)) & whole
        passage.marks["known_threes"] = known
    return known


def unattested(
    passage: Passage, *, lexicon: Lexicon, width: int = 1
) -> NDArray[np.intp]:
    """Return where Chinese characters stand that no attested string of three holds.

    Args:
        passage: what is read.
        lexicon: whose table is asked.
        width: how many characters a string must hold: 1 or 2.
    """
    chinese = is_common_han(passage.points)
    whole = passage.runs(3)
    known = known_threes(passage, lexicon=lexicon)
    usual, judged = np.zeros(len(chinese), np.bool_), np.zeros(len(chinese), np.bool_)
    for offset in range(4 - width):
        usual[offset : offset + len(whole)] |= known
        judged[offset : offset + len(whole)] |= whole
    found = chinese & judged & ~usual
    for offset in range(1, width):
        found[:-offset] &= chinese[offset:]
        found[-offset:] = False
    return np.flatnonzero(found)


def attested_around(
    text: str, start: int, end: int, length: int, *, known: Attested
) -> list[bool]:
    """Tell for every Chinese string of a length that holds a span if it is attested."""
    strings = (text[at : at + length] for at in range(max(0, end - length), start + 1))
    return [
        known.has(string)
        for string in strings
        if len(string) == length and all(map(is_han, string))
    ]
