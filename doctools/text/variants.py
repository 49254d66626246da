"""Characters written in another form: traditional ones, radicals, look-alike letters."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LOOK_ALIKE = (
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXo",
)
"""Cyrillic and Greek letters and the Latin ones that look the same."""


@cache
def plain_forms() -> NDArray[np.uint32]:
    """Return for every code point the one that is compared in its place.

    A traditional character or variant gives the simplified one, a radical the character
    it looks like, a Cyrillic or Greek letter the Latin one it looks like, all others
    themselves.
    """
    table = np.arange(0x110000, dtype=np.uint32)
    for form, plain in zip(*_LOOK_ALIKE, strict=True):
        table[ord(form)] = ord(plain)
    shipped = (files("doctools.text") / "variants.txt").read_text(encoding="utf-8")
    for line in shipped.splitlines():
        if not line.startswith("#"):
            for pair in line.split():
                table[ord(pair[0])] = ord(pair[1])
    return table
