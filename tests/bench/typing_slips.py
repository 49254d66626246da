"""Slips as they come from typing with a pinyin input method, drawn with a seed.

A typist enters the sounds of a word and takes the wrong one of the words offered, or
enters a character by itself and takes the wrong one; speaks a sound as at home (z for
zh, n for ng); leaves a character out, types one twice, or changes two over. The words
offered are those of jieba's list that sound the same, drawn by how common they are;
nothing here knows the dictionaries of doctools.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import jieba
from pypinyin import Style, lazy_pinyin

from doctools.text.stored import package_file

if TYPE_CHECKING:
    import random

KINDS = {
    "word": 45,
    "character": 22,
    "near": 8,
    "missing": 10,
    "extra": 8,
    "swapped": 7,
}
"""Shares of the slips, in percent."""
LEAST_FREQUENCY = 3
"""How often a word must stand in jieba's list to be offered."""
_BLURRED = (("zh", "z"), ("ch", "c"), ("sh", "s"))


class Slip(NamedTuple):
    """A span that was typed wrong.

    Attributes:
        start: where it begins in the text with slips.
        end: behind its last character; of a missing one `start`.
        right: what should stand there.
        kind: one of `KINDS`.
    """

    start: int
    end: int
    right: str
    kind: str


class Typist:
    """Types texts and slips now and then."""

    def __init__(self) -> None:
        self._offered: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        self._near: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        lines = (
            package_file("jieba", "dict.txt").read_text(encoding="utf-8").splitlines()
        )
        for word, count, *_ in (line.split() for line in lines):
            if len(word) <= 4 and int(count) >= LEAST_FREQUENCY and _is_han(word):
                sound = _sound(word)
                self._offered[sound].append((word, int(count)))
                self._near[_blur(sound)].append((word, int(count)))

    def type(
        self, text: str, *, every: int, chance: random.Random
    ) -> tuple[str, list[Slip]]:
        """Return the text with a slip for about so many characters, and the slips."""
        typed, slips, shift = [], [], 0
        words = list(jieba.cut(text, HMM=False))
        for word in words:
            slip = None
            if _is_han(word) and chance.random() < len(word) / every:
                kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
                slip = self._slip(word, kind, chance)
            if slip is None or slip == word:
                typed.append(word)
                shift += len(word)
                continue
            slips.append(Slip(shift, shift + len(slip), word, kind))
            typed.append(slip)
            shift += len(slip)
        return "".join(typed), slips

    def _slip(self, word: str, kind: str, chance: random.Random) -> str | None:
        """Return what is typed for a word, None where it cannot slip in this way."""
        at = chance.randrange(len(word))
        if kind in {"word", "character", "near"}:
            return self._mistaken(word, at, kind, chance)
        if kind == "extra":
            return word[: at + 1] + word[at:]
        if len(word) == 1:
            return None
        if kind == "missing":
            return word[:at] + word[at + 1 :]
        at = min(at, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    def _mistaken(
        self, word: str, at: int, kind: str, chance: random.Random
    ) -> str | None:
        """Return another word, or the word with another character at a place."""
        sound = _sound(word)
        if kind == "near":
            known = {one for one, _ in self._offered[sound]}
            near = [one for one in self._near[_blur(sound)] if one[0] not in known]
            return _drawn(near, word, chance)
        if kind == "word" and len(word) > 1:
            return _drawn(self._offered[sound], word, chance)
        offered = self._offered[_sound(word[at])]
        single = [one for one in offered if len(one[0]) == 1]
        drawn = _drawn(single, word[at], chance)
        return drawn and word[:at] + drawn + word[at + 1 :]


def _drawn(
    offered: list[tuple[str, int]], word: str, chance: random.Random
) -> str | None:
    others = [one for one in offered if one[0] != word]
    if not others:
        return None
    words, counts = zip(*others, strict=True)
    return str(chance.choices(words, counts)[0])


def _sound(word: str) -> str:
    return " ".join(lazy_pinyin(word, style=Style.NORMAL))


def _blur(sound: str) -> str:
    for full, short in _BLURRED:
        sound = sound.replace(full, short)
    return sound.replace("ng", "n")


def _is_han(word: str) -> bool:
    return all("\u4e00" <= one <= "\u9fff" for one in word)
