"""Punctuation conventions (GB/T 15834-2011), as far as a rule can be sure of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doctools.typos.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.typos.passage import Passage

_HAN = r"[\u4e00-\u9fff]"
_DOUBLED = re.compile(
    r"[，、；：,;]*。[，、；：。,;]+(?<!。。。)|[，、；：,;]{2,}|[，、；：,;]+。"
)
_HALF_COMMA = re.compile(rf"(?<={_HAN}),(?={_HAN})")
_BETWEEN_PAIRS = re.compile(r"(?<=》)、(?=《)|(?<=”)、(?=“)")
_MARKS = re.compile(r"[（(）)《》〈〉“”‘’「」『』〔〕【】]")
_CLOSES = dict(zip("）)》〉”’」』〕】", "（(《〈“‘「『〔【", strict=True))
_OPENS = {opening: closing for closing, opening in _CLOSES.items()}
_WIDE = str.maketrans("()", "（）")
_LIST_NUMBER = re.compile(r"[\dA-Za-z一二三四五六七八九十]{1,3}[）)]")
_STOP_FIRST = "。"
FAR = 40
"""Over how many blocks a quotation may run."""


def find_punctuation(passage: Passage) -> Iterator[Suspicion]:
    """Yield doubled marks, half-width commas, marks between pairs, pairs not closed."""
    yield from _doubled_marks(passage)
    for found in _HALF_COMMA.finditer(passage.text):
        yield _one(found, "half_width", "warning", "，")
    for found in _BETWEEN_PAIRS.finditer(passage.text):
        yield _one(found, "between_pairs", "info", "")
    yield from _unpaired(passage)


def _one(found: re.Match[str], code: str, level: str, right: str) -> Suspicion:
    return Suspicion(
        start=found.start(),
        end=found.end(),
        code=f"punctuation.{code}",
        level=level,
        suggestions=(right,),
        reason=f"punctuation.{code}",
    )


def _doubled_marks(passage: Passage) -> Iterator[Suspicion]:
    """Yield two marks where one belongs; a full stop is the one that stays."""
    for found in _DOUBLED.finditer(passage.text):
        marks = found[0]
        right = _STOP_FIRST if _STOP_FIRST in marks else marks[0]
        yield _one(found, "doubled", "error", right)


def _unpaired(passage: Passage) -> Iterator[Suspicion]:
    """Yield brackets, quotation marks and title marks without a partner.

    A partner stands in the same block; a quotation may also run over blocks, each of
    which begins with its opening mark.
    """
    waiting: list[tuple[int, str, int]] = []
    lone: list[tuple[str, int]] = []
    for number, block in enumerate(passage.blocks):
        offset = passage.block_starts[number]
        marks = _lone_marks(block.text)
        if block.text and not any(mark.start() == 0 for mark in marks):
            # the last paragraph of a quotation opens and closes by itself
            waiting = [one for one in waiting if one[1] != block.text[0]]
        for mark in marks:
            place = offset + mark.start()
            if mark[0] in _OPENS:
                waiting.append((number, mark[0], place))
                continue
            before = [one for one in waiting if _pairs(one[1], mark[0])]
            near = [one for one in before if one[0] >= number - FAR]
            if not near:
                lone.append((mark[0], place))
            waiting = [one for one in waiting if one not in before]
            lone += [(one[1], one[2]) for one in before if one not in near]
    lone += [(mark, place) for _, mark, place in waiting]
    for mark_text, place in sorted(lone, key=lambda one: one[1]):
        yield _lone(mark_text, place)


def _lone_marks(text: str) -> list[re.Match[str]]:
    """Return the marks without a partner in a block, in order.

    A closing bracket behind a list number, as in `1）`, needs none.
    """
    opened: list[re.Match[str]] = []
    lone: list[re.Match[str]] = []
    listed = {found.end() - 1 for found in _LIST_NUMBER.finditer(text)}
    for mark in _MARKS.finditer(text):
        if mark[0] in _OPENS:
            opened.append(mark)
        elif place := _partner(opened, mark[0]):
            lone += opened[place:]
            del opened[place - 1 :]
        elif mark.start() not in listed:
            lone.append(mark)
    return sorted([*lone, *opened], key=lambda mark: mark.start())


def _partner(opened: list[re.Match[str]], closing: str) -> int:
    """Return how many marks are open up to the one that closes, 0 without one."""
    fitting = [n for n, mark in enumerate(opened, 1) if _pairs(mark[0], closing)]
    return fitting[-1] if fitting else 0


def _pairs(opening: str, closing: str) -> bool:
    wanted = _CLOSES[closing].translate(_WIDE)
    return opening.translate(_WIDE) == wanted


def _lone(mark: str, place: int) -> Suspicion:
    return Suspicion(
        start=place,
        end=place + 1,
        code="punctuation.unpaired",
        level="warning",
        reason="punctuation.unpaired",
        facts={"partner": _OPENS.get(mark) or _CLOSES[mark]},
    )
