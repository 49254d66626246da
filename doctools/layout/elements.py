"""The parts of a paper: those of GB/T 9704-2012 and those of a submission.

Official files: 份号 密级 紧急程度 发文机关标志 发文字号 标题 主送机关 附件说明 落款 附注 抄送 印发. Submissions:
title, subtitle after ——, author line under it, signature and date at the end. No
standard orders these; where a line could be several things it is none of them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from doctools.layout.headings import heading_of
from doctools.layout.secrecy import is_marking
from doctools.layout.title import find_title
from doctools.model import BlockKind, Element
from doctools.text import labels
from doctools.text.dates import is_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.model import Block, Document

_TOP_MARKS = frozenset({"copy_number", "secrecy", "urgency"})
_MARKED_LAYERS = ("header", "text_box")
_HEAD = 24
"""Blocks that may belong to the head of a paper."""
_TAIL = 8
"""Lines that a signature may take."""
_SIGNATURE_LINES = 3
"""Organisation, branch and name; more short lines are a list or a poem."""
_UNDER_TITLE = 5
"""Lines that subtitle, names and date may take."""
_AUTHOR_LINE = 40
_SIGNATURE_LINE = 36

_COPY_NUMBER = re.compile(r"(?:份\s*号\s*[：:]?\s*)?(?:No\.?\s*)?\d{6}")
"""Six digits at the very top (GB/T 9704-2012 §7.2.1)."""
_URGENCY = re.compile(r"特\s*提|特\s*急|加\s*急|平\s*急|急\s*件")
_DOCUMENT_NUMBER = re.compile(
    r"(?P<number>[\u4e00-\u9fff×XＸ]{1,16}?\s*[〔\[［（(【]\s*(?:(?:19|20)[\d]{2}|[×XＸ〇○零一二三四五六七八九]{4})"
    r"\s*[〕\]］）)】]\s*第?\s*[\d×X]{1,5}\s*号)(?:\s+签\s*发\s*人.*)?"
)
_MARKS = {
    "urgency": _URGENCY,
    "copy_number": _COPY_NUMBER,
    "document_number": _DOCUMENT_NUMBER,
}
_ISSUER = re.compile(
    r"[\u4e00-\u9fff×〇○、（）()\s]{2,40}(?:文\s*件|公\s*报|纪\s*要|简\s*报)"
)
_ADDRESSEE = re.compile(r"[^。；！？]{2,200}[：:]")
_LABEL = re.compile(rf"\s*[（(【\[]?\s*(?:{labels.spaced(labels.LEADING)})\s*[：:]")
_COURTESY = re.compile(
    r"\s*(?:此\s*致|敬\s*礼|谢谢(?:大家)?|以上.{0,12}(?:指正|指教|批评))[！!。.]?\s*"
)
_GROUP = re.compile(r"\s*(?:副?\s*组\s*长|成\s*员)\s*[：:]")
_RESEARCH_GROUP = re.compile(r"^[^。，]{0,20}(?:课题|调研|调查)组[^。，]{0,6}$")
_AUTHOR_SYSTEM = re.compile(r"\s*[（(]\s*(?:本文)?作者(?:系|单位|为|是|[：:])")
_OPINION = re.compile(
    r"\s*(?:[\u4e00-\u9fff\s]{0,10}意\s*见|评\s*语|批\s*语|批\s*示|点\s*评|鉴\s*定)\s*(?:[(（].{0,8}[)）]\s*)?[：:]"
)
"""What others noted under a paper: 支部意见, 评语."""
_ATTACHMENTS = re.compile(r"\s*附\s*件\s*[：:]")
_FURTHER_ATTACHMENT = re.compile(r"\s*[2-9]\d?\s*[.．、]\s*\S.{0,60}")
_ATTACHMENT_PAGE = re.compile(r"\s*附\s*件\s*[\d一二三四五六七八九十]{0,3}\s*$")
_COPY_TO = re.compile(r"\s*(?:抄\s*送|抄\s*报|分\s*送)\s*[：:]")
_PRINTED = re.compile(r".*(?:印\s*发|印\s*制)\s*$|.*共印\s*\d+\s*份.*")
_NOTE = re.compile(r"\s*[（(](?:此件|联系人|联系电话).*")
_PUBLICATION = re.compile(
    r"\s*[（(【\[]?.{0,6}(?:原载|刊于|刊载|刊登|载于|发表|登载|首发|转载|摘自|选自|责任编辑|编辑[：:])"
)
_SENTENCE = re.compile(r"[。；！？!?;…，,]\s*$")
_INNER_SENTENCE = re.compile(r"[。；！？!?]")


def find_elements(document: Document) -> tuple[Element, ...]:
    """Return the parts that can be told apart, in order of appearance."""
    blocks = document.blocks
    head = tuple(_head(blocks))
    front = {element.block for element in head}
    tail = _without_lists(tuple(_tail(blocks[: _end_of_text(blocks)], front)))
    used = front | {element.block for element in tail}
    headings = tuple(_headings(blocks, used))
    body = sorted((*head, *tail, *headings), key=lambda each: (each.block, each.start))
    return (*body, *_marks_apart(document))


def _marks_apart(document: Document) -> Iterator[Element]:
    """Yield the marks of the top of the page that stand in a header or text box."""
    for layer in _MARKED_LAYERS:
        for index, block in enumerate(document.layers.get(layer, ())):
            role = _mark_of(block)
            if role in _TOP_MARKS:
                yield replace(_element(role, index, block), layer=layer)


def _element(role: str, index: int, block: Block, *, level: int = 0) -> Element:
    text = block.text.strip()
    start = block.text.find(text)
    return Element(
        role=role,
        block=index,
        start=start,
        end=start + len(text),
        text=text,
        level=level,
    )


def _head(blocks: Sequence[Block]) -> Iterator[Element]:
    """Yield what stands before the running text."""
    marks = {
        index: role
        for index, block in enumerate(blocks[:_HEAD])
        if (role := _mark_of(block)) is not None
    }
    if "document_number" not in marks.values():
        marks = {
            i: role for i, role in marks.items() if not _lone_issuer(blocks[i], role)
        }
    labelled = _labelled(blocks)
    title = find_title(blocks, skip=frozenset(marks) | labelled)
    last_title = title[-1] if title else -1
    lines = 0
    for index, block in enumerate(blocks[:_HEAD]):
        if index in title:
            yield _element("title", index, block)
        elif index in marks and (index < last_title or marks[index] != "issuer"):
            yield _element(marks[index], index, block)
        elif index in labelled:
            yield _element("author_line", index, block)
        elif block.kind is BlockKind.TABLE_CELL:
            yield from _labelled_cell(blocks, index)
        elif index > last_title and title and block.text.strip():
            role = _under_title(block)
            lines += 1
            if role is None or lines > _UNDER_TITLE:
                break
            yield _element(role, index, block)
            if role == "addressee":
                break


def _labelled(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the lines that say whose name follows: 作者： 执笔： 课题组成员：."""
    found: set[int] = set()
    above = ""
    for index, block in enumerate(blocks[:_HEAD]):
        if not block.text.strip():
            continue
        named = _LABEL.match(block.text) or ("组" in above and _GROUP.match(block.text))
        if named and len(block.text) <= 3 * _AUTHOR_LINE:
            found.add(index)
            above = "组" if "组" in block.text or _GROUP.match(block.text) else ""
        else:
            above = "组" if _RESEARCH_GROUP.search(block.text) else ""
    return frozenset(found)


def _labelled_cell(blocks: Sequence[Block], index: int) -> Iterator[Element]:
    """Yield the cell to the right of one that says 姓名, 作者 or 单位."""
    here = blocks[index].location.cell
    text = blocks[index - 1].text if index else ""
    before = blocks[index - 1].location.cell if index else None
    if here is None or before is None or here[:2] != before[:2]:
        return
    if _LABEL.fullmatch(text.strip(" 　：:") + "：") and blocks[index].text.strip():
        yield _element("author_line", index, blocks[index])


def _mark_of(block: Block) -> str | None:
    text = block.text.strip()
    if block.kind is BlockKind.TABLE_CELL or len(text) > 3 * _AUTHOR_LINE:
        return None
    if is_marking(text):
        return "secrecy"
    if _ISSUER.fullmatch(text) and "关于" not in text:
        return "issuer"
    return next((role for role, form in _MARKS.items() if form.fullmatch(text)), None)


def _lone_issuer(block: Block, role: str) -> bool:
    """Tell whether a line could as well be a title: 简报 or 纪要 without a number."""
    return role == "issuer" and not block.text.strip().endswith(("文件", "文 件"))


def _under_title(block: Block) -> str | None:
    """Return what a line between title and body is, or None where the body begins."""
    text = block.text.strip()
    if text.startswith(("——", "--", "──", "—")) and len(text) <= _AUTHOR_LINE:
        return "subtitle"
    if _ADDRESSEE.fullmatch(text):
        return "addressee"
    if (
        len(text) > _AUTHOR_LINE
        or _INNER_SENTENCE.search(text)
        or _SENTENCE.search(text)
    ):
        return None
    if heading_of(block) is not None:
        return None
    if is_date(text):
        return "date"
    return "author_line"


def _tail(blocks: Sequence[Block], front: set[int]) -> Iterator[Element]:
    """Yield signature, date, attachments and distribution from the end upwards."""
    open_lines = _TAIL
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        text = block.text.strip()
        if index in front or open_lines == 0:
            return
        if not text or block.kind is BlockKind.TABLE_CELL:
            continue
        open_lines -= 1
        if (role := _said_role(text)) is not None:
            yield _element(role, index, block)
        elif _is_attachment(blocks, index):
            open_lines += 1
            yield _element("attachment", index, block)
        elif _PUBLICATION.match(text) or _COURTESY.fullmatch(text):
            continue
        elif (role := _signature_role(block)) is not None:
            yield _element(role, index, block)
        else:
            return


def _said_role(text: str) -> str | None:
    """Return the role of a line that says itself what it is."""
    if _COPY_TO.match(text):
        return "copy_to"
    if _ATTACHMENTS.match(text):
        return "attachment"
    if _PRINTED.fullmatch(text):
        return "printed"
    return "note" if _NOTE.match(text) else None


def _is_attachment(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether a line is a further one below 附件：1."""
    while index > 0 and _FURTHER_ATTACHMENT.fullmatch(blocks[index].shown):
        index -= 1
        if _ATTACHMENTS.match(blocks[index].text):
            return True
    return False


def _without_lists(tail: tuple[Element, ...]) -> tuple[Element, ...]:
    """Return the tail without its short lines if they are too many for a signature.

    Lines with a label (审核：…) say themselves what they are and are not counted.
    """
    lines = sum(
        element.role == "signature" and not labels.LABELLED.match(element.text)
        for element in tail
    )
    if lines <= _SIGNATURE_LINES:
        return tail
    return tuple(element for element in tail if element.role != "signature")


def _end_of_text(blocks: Sequence[Block]) -> int:
    """Return where the paper itself ends and attachments or others' notes begin."""
    for index in range(len(blocks) // 2, len(blocks)):
        text = blocks[index].text
        note = _OPINION.match(text) and index >= len(blocks) - _TAIL
        if note or _ATTACHMENT_PAGE.fullmatch(text):
            return index
    return len(blocks)


def _signature_role(block: Block) -> str | None:
    text = block.text.strip()
    if is_date(text):
        return "date"
    if _AUTHOR_SYSTEM.match(text) or _LABEL.match(text):
        return "signature"
    if (
        len(text) > _SIGNATURE_LINE
        or _SENTENCE.search(text)
        or _INNER_SENTENCE.search(text)
    ):
        return None
    return None if block.number or heading_of(block) else "signature"


def _headings(blocks: Sequence[Block], used: set[int]) -> Iterator[Element]:
    for index, block in enumerate(blocks):
        found = None if index in used else heading_of(block)
        if found is not None:
            text = block.text[found.start : found.end]
            yield Element(
                role="heading",
                block=index,
                start=found.start,
                end=found.end,
                text=text,
                level=found.level,
            )
