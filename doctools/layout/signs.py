"""What the body says of the kind of a paper, where the title is silent or mistaken.

Each kind has signs that a reader would name; two different ones together are a voice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.model import Evidence
from doctools.text.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.model import Block

_NEEDED = 2
"""Different signs that make a voice of the body."""
_DIARY_LINE = 24
_DIARY_ENTRIES = 4

_SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "发表证明",
        (
            r"兹证明|特此证明",
            r"(?:来稿|稿件|大作|文章).{0,30}(?:采用|录用|刊用|刊登|发表)",
        ),
    ),
    (
        "会议记录",
        (
            r"^\s*(?:会议)?时\s*间\s*[：:]",
            r"^\s*(?:会议)?地\s*点\s*[：:]",
            r"^\s*主\s*持(?:\s*人)?\s*[：:]",
            r"^\s*(?:参加|出席|列席|缺席|到会)(?:会议)?(?:人员?)?\s*[：:]",
            r"^\s*记\s*录(?:\s*人)?\s*[：:]",
        ),
    ),
    (
        "思想汇报",
        (r"^\s*(?:敬|尊)爱的党(?:组织|支部)\s*[：:]", r"汇报人\s*[：:]|请党组织"),
    ),
    (
        "对照检查材料",
        (
            r"原因(?:剖析|分析)",
            r"整改措施|努力方向|今后(?:的)?(?:努力)?方向",
            r"存在(?:的)?(?:主要)?问题|对照检查",
        ),
    ),
    (
        "调研报告",
        (
            r"(?:调研|走访|调查|座谈|问卷).{0,40}(?:户|村|人|份|次|单位|情况)",
            r"(?:基本|主要)(?:情况|做法)|现状",
            r"存在(?:的)?(?:主要|突出)?(?:问题|困难)",
            r"对策|(?:几点|意见(?:和|与)?)建议",
        ),
    ),
    (
        "个人学习计划",
        (
            r"学习计划",
            r"学习(?:目标|目的|任务)",
            r"学习(?:内容|重点)",
            r"(?:时间|进度)安排|学习(?:时间|措施|方法)",
        ),
    ),
    (
        "读书笔记",
        (
            r"(?:这|本|此)本?书|全书|书中",
            r"作者",
            r"读(?:了|完|罢|过)|摘(?:录|抄)|原文",
        ),
    ),
    (
        "党课讲稿",
        (
            r"^\s*同志们\s*[：:，]",
            r"(?:这|今天).{0,4}(?:节|堂|次)?党课|讲(?:一次|一堂|一节)党课|上党课",
        ),
    ),
    (
        "学习心得",
        (
            r"通过(?:这次|此次|集中|认真)?.{0,12}学习.{0,20}我",
            r"(?:我|使我).{0,10}(?:体会|感受|认识)(?:到|是|有)?|心得",
        ),
    ),
    (
        "工作总结",
        (
            r"(?:一年|半年)来|今年以来|上半年.{0,10}工作",
            r"(?:工作|任务).{0,10}(?:完成|开展|落实)情况|下(?:一)?步(?:工作)?打算|明年工作",
        ),
    ),
)
"""In order of trust: the first kind with enough signs is heard."""

_DISTINCT = frozenset({"发表证明", "会议记录", "思想汇报", "对照检查材料", "学习笔记"})
"""Kinds whose signs hardly stand in a paper of another kind."""
_MINIMUM = {"会议记录": 3, "对照检查材料": 3, "调研报告": 4, "个人学习计划": 3}
_ALIKE = (
    frozenset({"读书笔记", "读后感", "学习心得", "学习体会文章", "学习笔记"}),
    frozenset({"学习心得", "学习体会文章", "党课讲稿", "报告讲稿", "调研报告"}),
    frozenset({"党课讲稿", "报告讲稿", "民主生活会发言", "经验材料"}),
    frozenset({"对照检查材料", "民主生活会发言", "工作总结", "思想汇报"}),
    frozenset({"个人学习计划", "培训计划", "实施方案", "推进规划"}),
    frozenset({"会议记录", "督查记录", "民主生活会发言"}),
)
"""Kinds whose bodies read alike: a body of one does not contradict a title of another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyVoice:
    """What the body says.

    Attributes:
        document_type: the kind.
        evidence: one of its signs and where it stands.
        distinct: whether the signs are strong enough to doubt the title.
    """

    document_type: str
    evidence: Evidence
    distinct: bool


_PATTERNS = tuple(
    (name, tuple(re.compile(sign, re.MULTILINE) for sign in signs))
    for name, signs in _SIGNS
)


def body_voice(
    blocks: Sequence[Block], *, skip: frozenset[int] = frozenset()
) -> BodyVoice | None:
    """Return the first kind that enough different signs of the body speak for.

    Args:
        blocks: the body.
        skip: blocks that are no running text, such as the title.
    """
    lines = [
        (index, block.text) for index, block in enumerate(blocks) if index not in skip
    ]
    if diary := _dated_entries(lines):
        return BodyVoice(document_type="学习笔记", evidence=diary, distinct=True)
    for name, signs in _PATTERNS:
        found = [hit for sign in signs if (hit := _first(lines, sign)) is not None]
        if len(found) >= _MINIMUM.get(name, _NEEDED):
            return BodyVoice(
                document_type=name, evidence=found[0], distinct=name in _DISTINCT
            )
    return None


def alike(one: str, other: str) -> bool:
    """Tell whether two kinds of paper may have the same body."""
    return one == other or any({one, other} <= kinds for kinds in _ALIKE)


def _first(lines: Sequence[tuple[int, str]], sign: re.Pattern[str]) -> Evidence | None:
    for index, text in lines:
        if hit := sign.search(text):
            return Evidence(source="body", text=hit[0].strip(), block=index)
    return None


def _dated_entries(lines: Sequence[tuple[int, str]]) -> Evidence | None:
    """Return the first of at least four short lines that begin with a day: a diary.

    Each day counts once: a file pasted together says its own date again and again.
    """
    dated = [
        (index, text.strip())
        for index, text in lines
        if len(text) <= _DIARY_LINE
        and any(
            found.start == 0 and found.date.day for found in find_dates(text.strip())
        )
    ]
    if len({text for _, text in dated}) < _DIARY_ENTRIES:
        return None
    index, text = dated[0]
    return Evidence(source="body", text=text, block=index)
