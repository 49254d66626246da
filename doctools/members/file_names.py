"""Whose names a file or folder name gives.

Marks or known words must stand beside a name: 张三丰学习心得 is never 张三's and
主张三月…… is nobody's. Names in a list stand or fall together, and those one writes about
(张三同志先进事迹) are no authors.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doctools.members.names import (
    POSTS,
    Gathered,
    Names,
    Reading,
    common_form,
    split_tokens,
)
from doctools.members.organisations import (
    likely_prefix,
    looks_like_organisation,
    plain,
)
from doctools.members.surnames import looks_like_name

if TYPE_CHECKING:
    from collections.abc import Sequence

_SUFFIX = re.compile(r"\.[A-Za-z]{2,5}$")
_BOOK = re.compile(r"《[^》]*》?")
_LIST = re.compile(r"\s*[、，,;；/／&＆+＋]\s*")
_JOIN = frozenset({"", "和", "与", "及"})
_NOISE = re.compile(
    r"最终版|终稿|定稿|修改[版稿]?|修订[版稿]?|改后|打印版|初稿|正文|副本|复件|新建|文字文稿|文档|电子版|已改|上报|上交|提交|投稿"
    r"|(?<![a-z])(?:microsoft|word|wps|copy|final|of|img|doc|docx|v)(?![a-z])"
)
_DIGITS = re.compile(r"[\d*]+")
_PERSONAL = "读书|读后|观后|学习|心得|体会|笔记|个人|思想|对照|剖析|述职|述学|述廉|自学"
_TOPIC = (
    rf"{_PERSONAL}|[读观《]|调研|调查|考察|报告|关于|浅谈|浅析|浅议|试论|论文|论|谈|党课|讲稿|发言|检查|总结|小结|汇报|会议|记录|经验|交流"
    "|材料|简报|通讯|专栏|规划|方案|实施|制度|办法|通知|通报|用稿|录用|发表|刊登|证明|剪报|原件|扫描|考试|成绩|试卷|计划|培训|感想|感悟"
    "|有感|文章|作业|稿|作品|参加|撰写|电子|的(?=读书|读后|学习|心得|体会|调研|个人|思想|工作|作业|稿)"
    "|第[一二三四五六七八九十\\d]+(?:季度|篇|期|份|次|章)|[一二三四五六七八九十]+月|上半年|下半年|年度|同志$"
)
"""What may follow a name at once. 事迹 and 同志 may not: there one writes about him."""
_AFTER = re.compile(_TOPIC)
_GLUED = re.compile(rf"(?:{_PERSONAL}).*$")
_BEFORE = re.compile(
    r"(?:笔记|心得|体会|报告|总结|计划|讲稿|材料|有感|后感|感想|感悟|汇报|记录|方案|制度|通知|思考|提纲|发言|文章|小结|作者|姓名|执笔"
    rf"|{POSTS}|证明|成绩|剪报|作业|稿|季度|上半年|下半年|月份?|支部|党委|机关|社区|村|镇|局|所|站|办|中心|学校|公司|委员会)$"
)

_PRAISED = re.compile(r"(?:同志|先进|事迹|精神|典型|采访|专访)")
_PORTRAIT = re.compile(r"(?:事迹|典型)(?:材料|报告|介绍|简介|稿)?(?:$|[_(（\s-])")
_REFLECTION = re.compile(r"心得|体会|有感|感想|感悟|读后|观后|笔记")


def read_file_name(name: str, *, names: Names, source: str = "file_name") -> Reading:
    """Return what a file or folder name says; doubtful names are left out."""
    stem = _BOOK.sub("_", _SUFFIX.sub("", name).removeprefix("~$"))
    wide = _DIGITS.sub("_", _NOISE.sub("_", common_form(stem).lower()))
    groups = _groups(wide)
    gathered = Gathered(names)
    for group in groups:
        for token in group:
            _lead(token, gathered)
    if _PORTRAIT.search(wide) is None or _REFLECTION.search(wide) is not None:
        if names:
            gathered.people.extend(_people(groups, names))
        else:
            gathered.strangers.extend(_strangers(groups))
    return gathered.reading(source=source, text=name, block=None)


def _groups(text: str) -> list[list[str]]:
    """Return the parts of a name; parts joined by 、 or + are one group."""
    joined = _LIST.sub("\x00", text)
    groups = []
    for token in split_tokens(joined):
        parts = [part for part in token.split("\x00") if part]
        if parts:
            groups.append(parts)
    return groups


def _lead(token: str, gathered: Gathered) -> None:
    """Take the organisation a part begins with; after 关于 it is a topic."""
    text = plain(token)
    found = gathered.names.organisations.find(text)
    if found and (
        found[0].start == 0 or looks_like_organisation(text[: found[0].start])
    ):
        gathered.known.append(found[0].name)
    elif not found and looks_like_organisation(text):
        gathered.likely.append(text)


def _people(groups: Sequence[Sequence[str]], names: Names) -> list[str]:
    """Return the roster names that stand apart in their part of the name."""
    kept: list[str] = []
    for index, group in enumerate(groups):
        following = groups[index + 1][0] if index + 1 < len(groups) else ""
        found = [_apart(token, names) for token in group]
        whole = all(found) if len(group) > 1 else True
        if whole and not _PRAISED.match(following):
            kept.extend(name for part in found for name in part)
    return kept


def _apart(token: str, names: Names) -> list[str]:
    """Return the names of one part if nothing unknown touches any of them."""
    found = sorted(names.occurrences(token))
    offices = names.organisations
    for index, (start, end, _) in enumerate(found):
        before = token[found[index - 1][1] if index else 0 : start]
        after = token[
            end : found[index + 1][0] if index + 1 < len(found) else len(token)
        ]
        left = plain(before)
        right = plain(token[end:])
        closed_left = (
            before in _JOIN
            if index
            else not before
            or _BEFORE.search(before) is not None
            or any(each.end == len(left) for each in offices.find(left))
        )
        closed_right = (
            after in _JOIN
            or _AFTER.match(right) is not None
            or any(each.start == 0 for each in offices.find(right))
        )
        if not (closed_left and closed_right):
            return []
    return [name for _, _, name in found]


def _strangers(groups: Sequence[Sequence[str]]) -> list[str]:
    """Return names found without a roster: one part beside words of a paper, no more."""
    if not any(_AFTER.search(token) for group in groups for token in group):
        return []
    found = []
    for index, group in enumerate(groups):
        following = groups[index + 1][0] if index + 1 < len(groups) else ""
        bare = [_bare_name(token) for token in group]
        if all(bare) and not _PRAISED.match(following):
            found.append([name for name in bare if name])
    return found[0] if len(found) == 1 else []


def _bare_name(token: str) -> str | None:
    """Return the name in 第一支部张三学习心得, or None."""
    bare = _GLUED.sub("", plain(token))
    bare = bare[likely_prefix(bare) :] or bare
    named = looks_like_name(bare) and not looks_like_organisation(bare)
    return bare if named else None
