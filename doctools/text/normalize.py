"""Folded text: what remains when spacing, width, punctuation and case are ignored.

Folding keeps Chinese characters, Latin letters and digits after NFKC and lower-casing
(`Ａ` and `A` fold to `a`, `①` to `1`) and drops everything else, zero-width characters
included. Every folded character comes from exactly one character of the original, so
an offset map leads back.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from doctools.text.variants import plain_forms

NUMBERING = re.compile(
    r"""\s*(?:
        第[一二三四五六七八九十百零〇\d０-９]{1,5}[章节条款编部分篇][、.．:：\s]*
      | [（(][一二三四五六七八九十百零〇\d０-９a-zA-Z]{1,4}[）)][、.．]?
      | [一二三四五六七八九十百]{1,4}[、.．]
      | [\d０-９]{1,2}(?:[.．][\d０-９]{1,2}){0,3}(?:[、）)]|[.．](?![\d０-９]))
      | [①-⑳㈠-㈩⑴-⒇⒈-⒛][、.．]?
    )\s*""",
    re.VERBOSE,
)
"""A typed number at the start of a paragraph: 一、（一）1.（1）① 第一章."""


def fold_character(character: str) -> str:
    """Return the folded form of one character: one character, or empty."""
    kept = [
        folded
        for folded in unicodedata.normalize("NFKC", character).lower()
        if "a" <= folded <= "z" or "0" <= folded <= "9" or is_han(folded)
    ]
    return kept[0] if len(kept) == 1 else ""


def is_han(character: str) -> bool:
    """Tell whether a character is a Chinese character (〇 included)."""
    return (
        "\u4e00" <= character <= "\u9fff"
        or "\u3400" <= character <= "\u4dbf"
        or "\U00020000" <= character <= "\U0003ffff"
        or character == "〇"
    )


class _FoldingTable(dict[int, str]):
    """A `str.translate` table that works each character out once."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = fold_character(chr(code))
        return folded


_TABLE = _FoldingTable()


_NOT_PLAIN = re.compile("[^\u4e00-\u9fffa-z0-9]+")
"""Whatever may fold to something else than itself."""


def fold(text: str) -> str:
    """Return the folded text."""
    return _NOT_PLAIN.sub(lambda found: found[0].translate(_TABLE), text)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text with the way back.

    Attributes:
        codes: folded code points, uint32, shape (n,).
        positions: for each the offset in the original, int32, shape (n,).
    """

    codes: NDArray[np.uint32]
    positions: NDArray[np.int32]

    @property
    def text(self) -> str:
        """The folded code points as a string."""
        return self.codes.tobytes().decode("utf-32-le", "surrogatepass")

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where folded characters [start, end) stand in the original.

        Raises:
            ValueError: the range is empty.
        """
        if start >= end:
            message = f"empty range [{start}, {end})"
            raise ValueError(message)
        return int(self.positions[start]), int(self.positions[end - 1]) + 1


_LOOKUP = np.zeros(0x110000, np.uint32)
_KNOWN = np.zeros(0x110000, np.bool_)


_NUMBERING_OF_LINES = re.compile(f"^(?:{NUMBERING.pattern})", re.VERBOSE | re.MULTILINE)


def fold_with_offsets(text: str, *, numbering: bool = True) -> Folded:
    """Return the folded text with the offset of every character kept.

    Args:
        text: what to fold.
        numbering: keep the numbers lines begin with, and characters in the form they
            are written in; without, renumbered text and text in traditional or
            look-alike characters fold to the same.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if not numbering:
        codes = plain_forms()[codes]
    unknown = np.unique(codes[~_KNOWN[codes]])
    for code in unknown.tolist():
        folded = _TABLE[code]
        _LOOKUP[code] = ord(folded) if folded else 0
    _KNOWN[unknown] = True
    mapped = _LOOKUP[codes]
    if not numbering:
        for found in _NUMBERING_OF_LINES.finditer(text):
            mapped[found.start() : found.end()] = 0
    positions = np.flatnonzero(mapped).astype(np.int32)
    return Folded(codes=mapped[positions], positions=positions)


def numbering_length(text: str) -> int:
    """Return how many characters of `text` are a typed number at its start."""
    found = NUMBERING.match(text)
    return found.end() if found else 0


def folded_digest(text: str) -> str:
    """Return the SHA-256 of the folded text as 64 hexadecimal digits."""
    return sha256(fold(text).encode("utf-8", "surrogatepass")).hexdigest()


def _beside(text: str, offset: int, step: int) -> str:
    """Return folded text before or after an offset: 20 characters, if 200 hold them."""
    for reach in (40, 200):
        low, high = sorted((offset, max(0, offset + step * reach)))
        folded = fold(text[low:high])
        if len(folded) >= 20:
            break
    return folded


def fingerprint(code: str, text: str, start: int, end: int, *more: str) -> str:
    """Return an identity for a place in a text that survives re-runs and renaming.

    Args:
        code: what was found there.
        text: the text it was found in.
        start: where it begins.
        end: where it ends.
        more: folded text of other sides, for an overlap.

    Returns:
        16 hexadecimal digits of the SHA-256 of the code, the folded span and up to 20
        folded characters on each side.
    """
    margin = 20
    parts = (
        code,
        _beside(text, start, -1)[-margin:],
        fold(text[start:end]),
        _beside(text, end, 1)[:margin],
        *more,
    )
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return sha256(joined).hexdigest()[:16]
