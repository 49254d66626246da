"""Numbering of headings and lists: 一、（一）1.（1）, each level without gap or repeat."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.text.numerals import chinese, value
from doctools.typos.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.typos.passage import Passage

_NUMBER = re.compile(
    r"""\s*(?P<label>
        第(?P<chapter>[一二三四五六七八九十百]+)章
      | (?P<han>[一二三四五六七八九十]{1,3})、
      | [（(](?P<han_bracket>[一二三四五六七八九十]{1,3})[）)]
      | (?P<arabic>[1-9]\d?)(?:[.．](?!\d)|、)
      | [（(](?P<arabic_bracket>[1-9]\d?)[）)]
    )""",
    re.VERBOSE,
)
_STYLES = ("chapter", "han", "han_bracket", "arabic", "arabic_bracket")


@dataclass(slots=True, kw_only=True)
class _List:
    """A list that is open: its style of number and its last one."""

    style: str
    last: int


def _counted_on(found: re.Match[str], style: str, number: int) -> str:
    """Return the label with another number in it, written as the label writes it."""
    start, end = (place - found.start("label") for place in found.span(style))
    label = found["label"]
    arabic = found[style].isdecimal()
    return label[:start] + (str(number) if arabic else chinese(number)) + label[end:]


def find_numbering(passage: Passage) -> Iterator[Suspicion]:
    """Yield numbers that repeat, fall back or leave one out, and mixed levels.

    A number continues the innermost open list of its style that it follows on; 1 opens
    a list of its own. Whatever does neither is a finding.
    """
    open_lists: list[_List] = []
    for number, block in enumerate(passage.blocks):
        found = _NUMBER.match(block.number or block.text)
        if found is None:
            continue
        style = next(name for name in _STYLES if found[name])
        here = value(found[style])
        if here is None:
            continue  # 二三、 counts nothing
        problem, last = _enter(open_lists, style, here)
        if problem is not None:
            start = passage.block_starts[number]
            # an automatic number is no part of the text: its first character is marked
            label = (
                (0, min(1, len(block.text))) if block.number else found.span("label")
            )
            missed = problem == "jump" and not block.number
            yield Suspicion(
                start=start + label[0],
                end=start + label[1],
                code=f"numbering.{problem}",
                suggestions=(_counted_on(found, style, last + 1),) if missed else (),
                level="info" if problem == "mixed" else "warning",
                reason=f"numbering.{problem}",
                facts={"last": last, "label": found["label"]},
            )


def _enter(open_lists: list[_List], style: str, here: int) -> tuple[str | None, int]:
    """Put a number in its place; return what is wrong with it and the one before it."""
    of_style = [place for place, one in enumerate(open_lists) if one.style == style]
    for place in reversed(of_style):
        if open_lists[place].last + 1 == here:
            del open_lists[place + 1 :]
            open_lists[place].last = here
            return None, here - 1
    if here == 1:
        nested = bool(of_style) and of_style[-1] < len(open_lists) - 1
        if of_style and not nested:
            open_lists.pop()
        open_lists.append(_List(style=style, last=here))
        return ("mixed" if nested else None), 0
    if not of_style:
        open_lists.append(_List(style=style, last=here))
        return None, 0
    last = open_lists[of_style[-1]].last
    del open_lists[of_style[-1] + 1 :]
    open_lists[-1].last = here
    return ("jump" if here > last else "repeat"), last
