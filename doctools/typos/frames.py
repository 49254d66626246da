"""Frames: fixed patterns with a gap, one part of which is missing, extra or wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doctools.text.normalize import is_han
from doctools.text.segment import endings
from doctools.typos.familiarity import is_judged
from doctools.typos.guards import FUNCTION_WORDS
from doctools.typos.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.lexicon.load import Lexicon
    from doctools.typos.passage import Passage

_DOUBLED = re.compile(r"([\u4e00-\u9fff])\1(?!\1)")
DOUBLED_GAIN = 2.5
PRODUCTIVE = 100
"""A character that ends so many long words may well end an unknown one."""
_MAY_DOUBLE = (FUNCTION_WORDS - {"不"}) | frozenset(
    "年月日天人家处时事个件条样种户村代层级超"
)


def find_frames(passage: Passage, *, lexicon: Lexicon) -> Iterator[Suspicion]:
    """Yield the places where a frame of the dictionary is broken."""
    for frame in lexicon.entries.frames:
        named = "wrong" in frame.pattern.groupindex
        for found in frame.pattern.finditer(passage.text):
            start, end = found.span("wrong" if named else 0)
            if start == end:
                continue
            yield Suspicion(
                start=start,
                end=end,
                code="typo.frame",
                level=frame.level,
                suggestions=(found.expand(frame.right),),
                reason=f"typo.frame_{frame.reason}" if frame.reason else "typo.frame",
            )


def find_doubled(passage: Passage, *, lexicon: Lexicon) -> Iterator[Suspicion]:
    """Yield characters typed twice: 不不变, 融融合.

    The pair is no word, and without the second character the text is far better made
    of words. In texts of another register than official files a verb is doubled before
    its object on purpose (眨眨眼, 摆摆手), so a pair that begins a word is left alone.
    """
    text, segmenter = passage.text, passage.segmenter
    judged = is_judged(passage, lexicon=lexicon)
    for start in doubled(passage):
        end = start + 2
        if not any(passage.alone[start:end]):
            continue
        if not judged and segmenter.is_word(text[start + 1 : start + 3]):
            continue
        better = passage.gain(start, end, text[start])
        if better >= DOUBLED_GAIN and _is_slip(passage, start):
            yield Suspicion(
                start=start,
                end=end,
                code="typo.frame",
                level="error",
                suggestions=(text[start],),
                reason="typo.frame_doubled",
            )


def doubled(passage: Passage) -> Iterator[int]:
    """Yield where a character stands twice, no more, and no word asks for it."""
    text = passage.text
    for found in _DOUBLED.finditer(text):
        start = found.start()
        if start and text[start - 1] in {text[start], "一"}:
            continue  # a measure word is doubled after 一: 一枚枚, 一寸寸
        if found[1] in _MAY_DOUBLE or passage.segmenter.is_word(found[0]):
            continue
        if not _reduplicated(text, start):
            yield start


def _is_slip(passage: Passage, start: int) -> bool:
    """Tell whether of a pair only one belongs to a word, and cannot end another.

    In 条法司|司长 the first ends a short form such as many names.
    """
    return endings()[passage.text[start]] < PRODUCTIVE and belongs_once(passage, start)


def belongs_once(passage: Passage, start: int) -> bool:
    """Tell whether of a pair only one belongs to a word; in 导向|向 both do."""
    text, is_word = passage.text, passage.segmenter.is_word
    ends = any(is_word(text[start - n : start + 1]) for n in (1, 2, 3) if n <= start)
    begins = any(is_word(text[start + 1 : start + 1 + n]) for n in (2, 3, 4))
    return ends != begins


def _reduplicated(text: str, start: int) -> bool:
    """Tell whether the pair belongs to AABB or ABAB words (方方面面, 家家户户)."""
    before, after = text[max(0, start - 2) : start], text[start + 2 : start + 4]
    return any(
        len(pair) == 2 and pair[0] == pair[1] and is_han(pair[0])
        for pair in (before, after)
    )
