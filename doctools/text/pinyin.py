"""What sounds alike: toneless readings of single characters.

Readings come from pypinyin's table of characters. The first two of each count: later
ones are names of places and old uses (邪 also reads shé), which nobody types by.
"""

from __future__ import annotations

import os
from functools import cache

USUAL = 2
"""How many readings of a character count."""
_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"))
_TONELESS = str.maketrans(
    "āáǎàēéěèōóǒòīíǐìūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeooooiiiiuuuuvvvvvnnnm"
)


@cache
def _table() -> dict[int, str]:
    # only characters are asked for; its table of phrases costs four times the time
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415 - read when asked for

    table: dict[int, str] = pinyin_dict
    return table


def characters() -> list[str]:
    """Return all characters whose readings are known."""
    return [chr(code) for code in _table()]


@cache
def readings(character: str) -> frozenset[str]:
    """Return the toneless readings of a character (`重`: zhong, chong)."""
    written = _table().get(ord(character), "")
    plain = (one.translate(_TONELESS) for one in written.split(",")[:USUAL] if one)
    # combining marks remain on a few rare syllables
    return frozenset("".join(c for c in one if c.isascii()) for one in plain)


def blur(reading: str) -> str:
    """Return a reading with the differences that writers confuse taken out.

    z/zh, c/ch, s/sh, n/l, an/ang, en/eng and in/ing fall together.
    """
    for full, short in _INITIALS:
        if reading.startswith(full):
            reading = short + reading[len(full) :]
            break
    return reading[:-1] if reading.endswith(("ang", "eng", "ing")) else reading


@cache
def blurred_readings(character: str) -> frozenset[str]:
    """Return the readings of a character, blurred."""
    return frozenset(blur(reading) for reading in readings(character))


def same_sound(one: str, other: str) -> bool:
    """Tell whether two characters share a reading, tones aside."""
    return not readings(one).isdisjoint(readings(other))


def spells(letters: str, name: str) -> bool:
    """Tell whether Latin letters spell a Chinese name, family name first."""
    if not letters or not name:
        return not letters and not name
    return any(
        letters.startswith(reading) and spells(letters[len(reading) :], name[1:])
        for reading in readings(name[0])
    )


def near_sound(one: str, other: str) -> bool:
    """Tell whether two characters share a blurred reading."""
    return not blurred_readings(one).isdisjoint(blurred_readings(other))
