"""Every place of a paper that may name its authors, the most trusted first.

Author line under the title, signature at the end, the title itself, file name, folders.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from doctools.members.file_names import OF_HIS, read_file_name
from doctools.members.lines import read_line
from doctools.members.names import POSTS, Names, Reading, common_form
from doctools.members.organisations import looks_like_organisation, plain
from doctools.members.surnames import is_everyday_word, is_topic
from doctools.text import labels
from doctools.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doctools.model import Document, Layout

_LISTENERS = frozenset(
    {"读书笔记", "读后感", "学习笔记", "学习心得", "会议记录", "督查记录", None}
)
"""Papers in which whoever speaks may be another than the author."""
_SELF_EXAMINATIONS = frozenset({"对照检查材料", "民主生活会发言"})
_PORTRAITS = frozenset({"典型材料", "宣传稿件", None})
"""Papers under whose title the name of their hero may stand."""
_LAST_WORDS = re.compile(
    r"[。！？!?”…](?:\s*[（(](?P<bracket>[^（）()]{2,30})[)）]|(?:[ \t]{2,}|[\s　]*　)(?P<end>[^。！？!?”…]{2,24}))\s*$"
)
"""The author in brackets behind the last sentence, or set to the right in its line."""
_NOT_ISSUED = re.compile(rf"{POSTS}|[、和与及对给致]")
"""After the name of an office: the title speaks of its people, or of several offices."""
_KIND = (
    "(?:个人|本人|年度|全年|上半年|下半年|月份|第?[一二三四]季度|民主生活会|学习|读书|工作|思想|政治|理论|党性|述[职学廉法]|对照检查|自我|剖析|分析|入党|调研|考察)*"
    "(?:笔记|心得|体会|计划|总结|小结|汇报|报告|材料|提纲|发言|承诺书|申请书|感想|札记)+"
)
_MONTH = r"[一二三四五六七八九十\d]{1,2}月份?"
_READ = r"(?:学习?|研读|阅读|读)《[^》]*》(?:有感|读?后感|心得|体会|笔记)+"
_OWN = re.compile(rf"(?:{POSTS})*(?:同志)?:?的?(?:(?:{_MONTH})?{_KIND}|{_READ})")
_FELLOW = re.compile(
    r"(?:中共|共产|正式|预备|退休|老)?党员|(?:支部|总支|党委)?副?书记|支部委员"
)
"""Who a title may say he is before his name; 优秀党员张三 is written about."""
_BEHIND = re.compile(
    r"(?:笔记|心得|体会|感想|感悟|有感|后感|计划|总结|小结|汇报|思考|提纲|讲稿|(?:调研|述职|述学|述廉|总结)报告)(?:[(:\s]|_*[—–-]+)(?P<line>[^():—–-]+)[)]?"
)


def read_places(document: Document, layout: Layout, names: Names) -> Iterator[Reading]:
    """Yield what each place says of the authors, the most trusted first."""
    lines = _author_lines(layout, names)
    if lines:
        yield _together(lines)
    signed = _signatures(layout, names) or list(_last_words(document, layout, names))
    if signed:
        yield _together(signed)
    if own := _of_title(layout, names):
        yield own
    path = PurePosixPath(document.source.path)
    yield _named_anew(read_file_name(path.name, names=names), layout)
    for part in reversed(path.parts[:-1]):
        reading = _of_folder(part, names)
        if _says(reading):
            yield reading


def issuer(layout: Layout, names: Names) -> Reading | None:
    """Return the organisation a title begins with: ……委员会关于……, ……支部会议记录."""
    title = plain(layout.title)
    head, found, _ = title.partition("关于")
    block = next((e.block for e in layout.elements if e.role == "title"), None)
    if not found:
        first = next(iter(names.organisations.find(title)), None)
        led = first is not None and first.start == 0
        head = title[: first.end] if first is not None and led else ""
        found = "" if _NOT_ISSUED.match(title, len(head)) else head
    known = names.organisations.named_in([head])
    likely = head if looks_like_organisation(head) else None
    if not found or not (known or likely):
        return None
    return Reading(
        source="title",
        text=layout.title,
        block=block,
        organisations=known,
        likely_organisation=likely,
    )


def title_of(layout: Layout, readings: Iterable[Reading]) -> str:
    """Return the title without a line of it that names the authors."""
    author_lines = {each.block for each in readings if each.source == "author_line"}
    title = layout.title
    for element in layout.elements:
        if element.role == "title" and element.block in author_lines:
            title = title.replace("".join(element.text.split()), "", 1)
            title = title.replace(" ".join(element.text.split()), "", 1)
    return title or layout.title


def _lines(layout: Layout, names: Names, role: str) -> Iterator[Reading]:
    """Yield the lines of one role that are understood."""
    texts = [
        each.text
        for each in layout.elements
        if each.role in ("author_line", "signature")
    ]
    of_book = any(
        (found := labels.LABELLED.match(text))
        and re.sub(r"[\s　]", "", found["label"]) in labels.BOOK_LABELS
        for text in texts
    )
    for element in layout.elements:
        if element.role != role:
            continue
        reading = read_line(
            element.text,
            names=names,
            source="signature" if role == "signature" else "author_line",
            block=element.block,
            doers=_doers(layout),
            of_book=of_book,
        )
        if reading is not None:
            yield reading


def _doers(layout: Layout) -> frozenset[str]:
    """Return the labels of those who wrote a paper of this kind and no other."""
    spoken = labels.SPEAKERS if layout.document_type not in _LISTENERS else frozenset()
    own = layout.document_type in _SELF_EXAMINATIONS
    return spoken | (labels.SELF_EXAMINERS if own else frozenset())


def _author_lines(layout: Layout, names: Names) -> list[Reading]:
    """Return the lines under the title, and those around it that are names alone."""
    found = [each for each in _lines(layout, names, "title") if each.people]
    found += _lines(layout, names, "author_line")
    if layout.document_type not in _PORTRAITS:
        found += [each for each in _lines(layout, names, "subtitle") if each.people]
    return found


def _signatures(layout: Layout, names: Names) -> list[Reading]:
    """Return the lines of the signature; lines that each name others are a list."""
    lines = list(_lines(layout, names, "signature"))
    labelled = {
        element.block
        for element in layout.elements
        if labels.LABELLED.match(element.text)
    }
    bare = {each.names for each in lines if each.names and each.block not in labelled}
    if len(bare) > 1:
        return []
    told = {name for each in lines if each.block in labelled for name in each.names}
    doubtful = told and not told.issuperset(frozenset().union(*bare))
    return [
        replace(each, doubtful="unjoined") if doubtful else each
        for each in lines
        if _says(each)
    ]


def _says(reading: Reading) -> bool:
    places = (reading.organisations, reading.likely_organisation, reading.called)
    return bool(reading.names) or any(places)


def _last_words(document: Document, layout: Layout, names: Names) -> Iterator[Reading]:
    """Yield the name in brackets behind the last sentence of the body."""
    apart = {
        element.block
        for element in layout.elements
        if element.role != "heading" and element.layer == "body"
    }
    body = [
        (index, block.text)
        for index, block in enumerate(document.blocks)
        if block.text.strip() and index not in apart
    ]
    if body and (found := _LAST_WORDS.search(body[-1][1])):
        reading = read_line(
            found["bracket"] or found["end"],
            names=names,
            source="signature",
            block=body[-1][0],
            doers=_doers(layout),
        )
        if reading is not None and reading.people:
            yield reading


def _of_title(layout: Layout, names: Names) -> Reading | None:
    """Return the person a title names as its author: 张三读书笔记, 学习心得（张三）.

    Only where nothing else stands in the title; else the person may be its subject.
    """
    title = names.tighten(plain(names.tighten(common_form(layout.title)))).replace(
        "_", ""
    )
    block = next((e.block for e in layout.elements if e.role == "title"), None)
    for start, end, name in names.occurrences(title):
        before = title[:start]
        offices = names.organisations.find(before)
        fellow = before[offices[-1].end :] if offices else before
        led = not fellow or _FELLOW.fullmatch(fellow) or _called(before, names)
        if is_topic(name) or is_everyday_word(name) or names.is_place(name):
            continue
        if OF_HIS.match(title[end:]):
            continue
        if led and _OWN.fullmatch(title[end:]):
            return Reading(
                source="title",
                text=layout.title,
                block=block,
                people=(names.bearers[name],),
                organisations=tuple(each.name for each in offices),
                called=_called(before, names),
                spellings=(name,),
            )
    loose = names.tighten(common_form(layout.title)).strip("_ ")
    behind = next(
        (found for found in _BEHIND.finditer(loose) if found.end() == len(loose)), None
    )
    if behind is None:
        return None
    reading = read_line(behind["line"], names=names, source="title", block=block)
    return reading if reading is not None and reading.people else None


def _called(before: str, names: Names) -> tuple[str, ...]:
    branch = names.organisations.branch_called(before)
    return (branch,) if branch else ()


def _named_anew(reading: Reading, layout: Layout) -> Reading:
    """Return a file name's reading without strangers that are words of the title."""
    title = fold(layout.title)
    strangers = tuple(each for each in reading.strangers if fold(each) not in title)
    return replace(reading, strangers=strangers)


@lru_cache(maxsize=4096)  # a folder holds many papers
def _of_folder(name: str, names: Names) -> Reading:
    """Return what a folder says; one of several people only holds their papers."""
    reading = read_file_name(name, names=names, source="folder")
    people = tuple(
        bearers
        for bearers, spelling in zip(reading.people, reading.spellings, strict=False)
        if not names.is_place(spelling)
    )
    if names:
        reading = replace(reading, strangers=())
    return replace(
        reading,
        people=people,
        doubtful=reading.doubtful or ("several" if len(people) > 1 else ""),
    )


def _together(lines: list[Reading]) -> Reading:
    """Return the lines of one place as one reading, at the first that names someone."""
    first = next((line for line in lines if line.names), lines[0])
    pens = frozenset().union(*(line.pens for line in lines))
    people = dict.fromkeys(each for line in lines for each in line.people)
    order = dict.fromkeys(each for line in lines for each in line.order)
    return replace(
        first,
        text="　".join(line.text for line in lines),
        people=tuple(sorted(people, key=lambda each: each[0].name not in pens)),
        strangers=tuple(
            dict.fromkeys(each for line in lines for each in line.strangers)
        ),
        order=tuple(sorted(order, key=lambda each: each not in pens)),
        organisations=tuple(
            dict.fromkeys(each for line in lines for each in line.organisations)
        ),
        likely_organisation=next(
            (each.likely_organisation for each in lines if each.likely_organisation),
            None,
        ),
        called=tuple(dict.fromkeys(each for line in lines for each in line.called)),
        posts=tuple(dict.fromkeys(each for line in lines for each in line.posts)),
        pens=pens,
        doubtful=next((line.doubtful for line in lines if line.doubtful), ""),
        incomplete=any(line.incomplete for line in lines),
    )
