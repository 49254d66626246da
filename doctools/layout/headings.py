"""Headings: 第一章 一、（一）1.（1）, typed or automatic, on their own line or run-in.

GB/T 9704-2012 §7.3.3 names four levels; chapters and sections of rules stand above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.model import BlockKind

if TYPE_CHECKING:
    from doctools.model import Block

_HAN = "一二三四五六七八九十百零〇"
_LEVELS = (
    (1, re.compile(rf"\s*第[{_HAN}\d]{{1,4}}[编章部]分?[、.．:：\s]*")),
    (2, re.compile(rf"\s*第[{_HAN}\d]{{1,4}}节[、.．:：\s]*")),
    (1, re.compile(rf"\s*[{_HAN}]{{1,4}}[、.．]\s*")),
    (2, re.compile(rf"\s*(?:[（(][{_HAN}]{{1,4}}[）)]|[㈠-㈩])[、.．]?\s*")),
    (3, re.compile(r"\s*[\d０-９]{1,2}(?:[.．、]|\s+)(?![\d０-９年月日%％])\s*")),
    (3, re.compile(r"\s*[\d０-９]{1,2}(?:[.．][\d０-９]{1,2}){1,3}[、.．\s]\s*")),
    (4, re.compile(r"\s*[（(][\d０-９]{1,2}[）)][、.．]?\s*")),
    (5, re.compile(r"\s*[①-⑳⑴-⒇][、.．]?\s*")),
)
_LONGEST = 40
"""Characters of a heading without its number; longer ones are paragraphs."""
_LONGEST_RUN_IN = 30
_CLAUSES = 2
"""一、 and （一） may hold a whole clause; deeper numbers mostly count points."""
_LONGEST_CLAUSE = 20
_SENTENCE_END = re.compile(r"[。！？；]")
_UNFINISHED = ("，", "、", "；", "：", ":", ",", ";")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside a block.

    Attributes:
        level: from 1.
        start: where it begins in the block's text.
        end: where it ends; the block's end unless it runs into a paragraph.
        run_in: whether text follows on the same line.
    """

    level: int
    start: int
    end: int
    run_in: bool


def numbering_level(number: str) -> int:
    """Return the level a number speaks of (`（一）` is 2), or 0 if it is none."""
    return next((level for level, form in _LEVELS if form.match(number)), 0)


def heading_of(block: Block) -> Heading | None:
    """Return the heading a block is or begins with, or None."""
    if block.kind is BlockKind.TABLE_CELL or not block.text.strip():
        return None
    level, start = _number_of(block)
    if level == 0:
        return _unnumbered(block)
    text = block.text.rstrip()
    sentence = _SENTENCE_END.search(text, start)
    if sentence is None or sentence.end() == len(text):
        if _is_heading(text, start, level=level):
            return Heading(level=level, start=0, end=len(text), run_in=False)
        return None
    if sentence[0] == "。" and 2 <= sentence.start() - start <= _LONGEST_RUN_IN:
        return Heading(level=level, start=0, end=sentence.end(), run_in=True)
    return None


def _is_heading(text: str, start: int, *, level: int) -> bool:
    """Tell whether a whole numbered line is a heading rather than a point of a list."""
    if len(text) - start > _LONGEST or text.endswith((*_UNFINISHED, "！", "？")):
        return False
    if level <= _CLAUSES:
        return True
    clause = "，" in text and len(text) - start > _LONGEST_CLAUSE
    return not clause and not text.endswith("。")


def _number_of(block: Block) -> tuple[int, int]:
    if block.number:
        return numbering_level(block.number), 0
    for level, form in _LEVELS:
        if found := form.match(block.text):
            return level, found.end()
    return 0, 0


def _unnumbered(block: Block) -> Heading | None:
    """Return a heading that only the reader's style or bold type shows."""
    if block.kind is not BlockKind.HEADING:
        return None
    return Heading(
        level=max(block.level, 1), start=0, end=len(block.text), run_in=False
    )
