"""Whether a document bears a secrecy marking (密级)."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from doctools.model import Block, Document

FIRST_LINES = 10
"""Lines of the body that the head of an official file may take up."""
LONGEST = 40
"""Characters of a line that can be a marking."""
PLACES = ("header", "footer", "text_box", "watermark")
"""Layers in which letterheads put the marking."""

_BEFORE = r"(?:份号[:：]?)?(?:[Nn][Oo][.．:：]?)?\d{0,8}(?:密级[:：]?)?"
_TERM = (
    r"(?:[\d一二三四五六七八九十]{1,3}(?:年|个月|天)|长期|启用前"
    r"|\d{4}年\d{1,2}月\d{1,2}日[前后]?(?:解密)?)"
)
_AFTER = r"(?:[（(]?(?:特提|特急|加急|平急|急件)[）)]?)?(?:[Nn][Oo][.．:：]?)?\d{0,8}"
STARRED = re.compile(rf"{_BEFORE}(?:绝密|机密|秘密)[★☆*＊](?:{_TERM})?{_AFTER}")
"""The mark with its star, alone on its line (GB/T 9704-2012 §7.2.2), with the copy
number (§7.2.1) or the urgency (§7.2.3) beside it."""
BARE = re.compile(rf"{_BEFORE}(?:绝密|机密|秘密)(?:{_TERM})?{_AFTER}")
"""The mark without a star."""


def is_classified(document: Document) -> bool:
    """Tell whether a document bears 绝密, 机密 or 秘密 as its marking.

    A line that is nothing but the mark with its star counts anywhere. Without a star
    it counts in its place: among the first lines, unless set in the middle as a title
    is, or in header, footer or a text box. A sentence that mentions 机密 never counts.
    """
    if any(STARRED.fullmatch(line) for line in _lines(_everything(document))):
        return True
    first = islice(_filled(document.blocks), FIRST_LINES)
    place = [block for block in first if not block.centered]
    place += [block for layer in PLACES for block in document.layers.get(layer, ())]
    return any(BARE.fullmatch(line) for line in _lines(place))


def bears_marking(texts: Sequence[str], *, first_page: bool) -> bool:
    """Tell whether the lines of one page bear a marking, before they are a document.

    Args:
        texts: from top to bottom.
        first_page: whether it is the page on which a mark without a star has its place.
    """
    lines = [line for text in texts for line in _short(text)]
    place = lines[:FIRST_LINES] if first_page else []
    return any(map(STARRED.fullmatch, lines)) or any(map(BARE.fullmatch, place))


def is_marking(text: str) -> bool:
    """Tell whether a line is nothing but a marking, with its star or without."""
    return any(STARRED.fullmatch(line) or BARE.fullmatch(line) for line in _short(text))


def _everything(document: Document) -> Iterator[Block]:
    yield from document.blocks
    for layer in PLACES:
        yield from document.layers.get(layer, ())


def _filled(blocks: Iterable[Block]) -> Iterator[Block]:
    return (block for block in blocks if block.text.strip())


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Return lines short enough to be a mark, without their spacing."""
    return (line for block in blocks for line in _short(block.text))


def _short(text: str) -> Iterator[str]:
    squeezed = ("".join(line.split()) for line in text.splitlines())
    return (line for line in squeezed if len(line) <= LONGEST)
