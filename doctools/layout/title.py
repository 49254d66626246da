"""The title: the first lines of a paper that are no mark, no name and no sentence."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from doctools.layout.doctype import title_voice
from doctools.layout.headings import heading_of
from doctools.model import BlockKind
from doctools.text.dates import is_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.model import Block

_LINES = 5
"""Lines a title may take (GB/T 9704-2012 §7.3.1 shows up to four), one spare."""
_LONGEST = 50
_LONGEST_NAME = 4
_EMPTY_LINES = 2
_OFFICIAL = re.compile(r"关于|转发|印发")
_LARGE = 18
"""Points; titles are set in 小二 (18) or larger, names below them are not."""
_SENTENCE = re.compile(r"[;，,：:]\s*$|[。；]|^(?:各位|同志们|大家好)")
_OPEN_END = re.compile(
    r"(?:[的和与及暨、《“]|关于|关于.{0,12}(?:加强|推进|做好|开展|进一步))$"
)
_ORGANISATION = re.compile(
    r".{2,30}(?:委员会|党委|党组|党总支|支部|政府|办公室|领导小组|协调小组|局|镇|乡|街道|社区|村)"
)
_SUBTITLE = ("——", "--", "──", "—")


def find_title(blocks: Sequence[Block], *, skip: frozenset[int]) -> tuple[int, ...]:
    """Return the indexes of the title's lines.

    Args:
        blocks: the body.
        skip: blocks that are known to be something else.
    """
    lines = list(_candidates(blocks, skip))
    styled = [index for index in lines if blocks[index].kind is BlockKind.TITLE]
    if styled:
        return tuple(index for index in styled if index - styled[0] < _LINES)
    title = lines[:1]
    for index in lines[1:_LINES]:
        if not _continues(blocks, title, index):
            break
        title.append(index)
    return _official(blocks, lines) or tuple(title)


def joined(blocks: Sequence[Block], lines: Sequence[int]) -> str:
    """Return the title's lines as one; a blank stays only between whole phrases."""
    return "".join(_close_up(" ".join(blocks[index].text.split())) for index in lines)


def _close_up(line: str) -> str:
    """Return a line set wide (通 知) without the blanks between its characters."""
    parts = line.split()
    return "".join(parts) if parts and max(map(len, parts)) == 1 else line


def _official(blocks: Sequence[Block], lines: Sequence[int]) -> tuple[int, ...]:
    """Return the lines from the issuer to the kind of an official title, or none.

    国务院办公厅 / 关于……的 / 通知: the lines in between may say anything.
    """
    for count in range(1, _LINES + 1):
        title = lines[:count]
        if len(title) < count or _gap(title):
            return ()
        text = joined(blocks, title)
        voice = title_voice(text)
        if voice is not None and voice.strong and _OFFICIAL.search(text):
            return tuple(title)
    return ()


def _gap(lines: Sequence[int]) -> bool:
    return any(after - before > _EMPTY_LINES + 1 for before, after in pairwise(lines))


def _candidates(blocks: Sequence[Block], skip: frozenset[int]) -> Iterator[int]:
    """Yield the short lines before the first sentence."""
    for index, block in enumerate(blocks[:16]):
        text = block.text.strip()
        if (
            not text
            or index in skip
            or block.kind is BlockKind.TABLE_CELL
            or is_date(text)
        ):
            continue
        if block.kind is not BlockKind.TITLE and _begins_text(block):
            return
        yield index


def _begins_text(block: Block) -> bool:
    text = block.text.strip()
    if len(text) > _LONGEST or _SENTENCE.search(text) or block.number:
        return True
    return block.kind is not BlockKind.HEADING and heading_of(block) is not None


def _continues(blocks: Sequence[Block], title: Sequence[int], index: int) -> bool:
    """Tell whether a line belongs to the title begun above it."""
    last, line = blocks[title[-1]], blocks[index]
    above, text = joined(blocks, title), line.text.strip()
    if text.startswith(_SUBTITLE) or _gap((title[-1], index)):
        return False
    if _OPEN_END.search(above):
        return True
    same_type = last.size == line.size and last.centered and line.centered
    large = same_type and last.bold == line.bold and (last.size or 0) >= _LARGE
    if large and len(text) > _LONGEST_NAME:
        return True
    if (voice := title_voice(above)) is not None and voice.strong:
        return False
    if _ORGANISATION.fullmatch(above) and text.startswith("关于"):
        return True
    voice = title_voice(above + text)
    return voice is not None and voice.strong
