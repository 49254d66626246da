"""Whose names a file or folder name gives.

Marks or known words must stand beside a name: 张三丰学习心得 is never 张三's and
主张三月…… is nobody's. Names in a list stand or fall together, those one writes about
(张三同志先进事迹) are no authors, and neither are those who only checked or passed it on.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from doctools.members.lines import AND_OTHERS, DEPUTY, Gathered
from doctools.members.names import POSTS, Names, Reading, common_form, split_tokens
from doctools.members.organisations import (
    likely_prefix,
    looks_like_organisation,
    plain,
)
from doctools.members.surnames import is_everyday_word, is_topic, looks_like_name
from doctools.text import labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SUFFIX = re.compile(r"\.[A-Za-z]{2,5}$")
_QUOTED = re.compile(
    r"《[^》]*》?|<<[^>]*(?:>>)?|<[^>]*>|〈[^〉]*〉|“[^”]*”|「[^」]*」|『[^』]*』|\"[^\"]*\"|‘[^’]*’"
)
"""Books, films and words put in quotes: no name inside is an author's."""
_LIST = re.compile(r"\s*[、，,;；/／&＆+＋]\s*")
_JOIN = frozenset({"", "和", "与", "及"})
_NOISE = re.compile(
    r"最终版|终稿|定稿|修改[版稿]?|修订[版稿]?|改后|打印版|初稿|正文|副本|复件|新建|文字文稿|文档|电子版|已改|上报|补交|补写|补报|补(?=[_\d]|$)|上交|提交|投稿|手写|手抄|照片|图片|扫描件?"
    r"|(?<![a-z])(?:microsoft|word|wps|copy|final|of|img|doc|docx|pdf|v|new|ok)(?![a-z])"
)
_DIGITS = re.compile(r"[\d*]+")
_PERSONAL = (
    "读书|读后|观后|学习|心得|体会|笔记|个人|思想|对照|剖析|述职|述学|述廉|自学|党性"
)
_PERSONS_OWN = re.compile(
    r"读书|读后|观后|心得|体会|笔记|思想汇报|个人|述职|对照检查|剖析|有感"
)
"""Papers one person writes: two names beside a blank are hardly both its authors."""
_TOPIC = (
    rf"{_PERSONAL}|[读观《]|调研|调查(?!对象)|考察(?!材料)|报告|关于|浅谈|浅析|浅议|浅论|试论|论文|论|谈(?!话)|党课|讲稿|发言|检查|总结|小结|汇报|会议|记录|经验|交流"
    "|材料|简报|通讯|专栏|规划|方案|实施|制度|办法|通知|通报|用稿|录用|发表|刊登|证明|剪报|原件|扫描|考试|成绩|试卷|计划|培训|感想|感悟|随感"
    "|有感|文章|作业|稿|作品|参加|撰写|电子|工作(?![法室])|年度|年终|半年|季度|月度|每月|本月|政治|作风|理论|民主|自[查评我]|承诺|申请|入党|整改|创先|保持|党员"
    "|周记|日志|日记|随笔|征文|演讲|讲话|宣讲|辅导|授课|教案|课件|提纲|摘[抄记录]|札记|批注|登记表|表格?$|卡$|版$|篇"
    "|的(?=读书|读后|学习|心得|体会|调研|个人|思想|工作|作业|稿|文章|笔记|总结|计划|材料|资料|东西|作品|$)"
    "|第[一二三四五六七八九十\\d_]+(?:季度|篇|期|份|次|批|章|稿|版)|[一二三四五六七八九十]+月|上半年|下半年|同志$|第$|[a-z_]"
)
"""What may follow a name at once. 事迹 and 同志 may not: there one writes about him."""
_AFTER = re.compile(_TOPIC)
_GLUED = re.compile(rf"(?:{_PERSONAL}).*$")
_NOUN = "笔记|心得|体会|报告|总结|计划|讲稿|材料|有感|后感|感想|感悟|汇报|记录|方案|制度|通知|思考|提纲|发言|文章|小结|证明|成绩|剪报|作业|稿|札记"
_BEFORE_NOUN = re.compile(rf"(?:{_NOUN}|作者|姓名|执笔|[a-z_])$")
_BEFORE = re.compile(
    rf"(?:{POSTS}|季度|上半年|下半年|年度|月份?|支部|党委|机关|社区|村|镇|局|所|站|办|中心|学校|公司|委员会)$"
)

_STORY = "先进|事迹|精神|典型|采访|专访|访谈|故事|人生|一生|生平|传$|传记|轶事|印象|风采|报道|鉴定|考察材料|谈话|推荐|评价|政审|表彰"
_PRAISED = re.compile(rf"(?:同志|{_STORY})")
_PORTRAIT = re.compile(r"(?:事迹|典型)(?:材料|报告|介绍|简介|稿)?(?:$|[_(（\s-])")
_REFLECTION = re.compile(r"心得|体会|有感|感想|感悟|读后|观后|笔记")
_ABOUT = re.compile(
    r"学习(?!心得|体会|笔记|计划|总结|小结|记录|材料)|向|(?<!书)记(?!录)|[访悼颂赞忆致给对听看评写](?!录)|读(?!书|后)|观(?!后)|采访|走近|走进|感动|怀念|缅怀|纪念|祝贺|感谢|关于|我眼中|我心中"
    r"|身边|优秀|模范|先进|最美|劳模|标兵|英雄|烈士|榜样|楷模|表彰|好(?:书记|干部|党员|同志|老师|医生)"
)
"""Words before a name that say: the paper is about him."""
_HONOUR = re.compile(
    rf"优秀|先进|模范|劳动模范|最美|十佳|标兵|学习标兵|身边|榜样|人物|{_STORY}|民主评议|考核"
)
"""What a part before a name begins with that says the same: 先进个人-张三."""
OF_HIS = re.compile(
    r".{0,8}(?:报告(?!会)|党课|讲话|讲稿|讲座|演讲|发言|宣讲|授课|文章|著作|经验|工作法).{0,6}(?:心得|体会(?!文章)|有感|感想|感悟|[读观听]后|启示)"
)
"""李四调研报告读后感: a paper on what he said or wrote."""
_POSTS = re.compile(rf"(?:{POSTS})+")
_PERSONS_KIND = re.compile(
    r"_*的?_*(?:(?:个人|年度|工作|学习|读书|述职|述学|述廉|调研|考察|党课|对照检查)*(?:笔记|心得体会|心得|体会|计划|总结|小结|报告|讲稿|讲话稿?|发言稿?|提纲)|对照检查材料)?_*"
)
_OWN_PAPER = re.compile(
    r"(?:笔记|心得|体会|报告|总结|计划|讲稿|有感|后感|感想|感悟|汇报|文章|作业|稿|札记)$"
)
_SERVED = labels.OTHERS | frozenset({"收集", "汇总", "责任"})


_SURVEY = re.compile("调研|调查|考察|走访|采访")
"""Papers whose names hold the place they are about; it tells nothing of the author."""
_KIND_LEADS = re.compile(r"有感|读?后感|心得|体会|笔记")
"""《…》 between 读 and 有感张三 parted them: what was read is the book."""
_NO_NAME = re.compile(
    rf"[_\d\s]+|[_\s]*(?:{_PERSONAL}|{_NOUN}|调研|工作|年度|剪报|党课|入党|申请书?|上半年|下半年|[一二三四五六七八九十]{{1,3}}月份?)+[_\s]*"
)
"""A part of a list that is a number or a kind of paper from end to end."""


def read_file_name(name: str, *, names: Names, source: str = "file_name") -> Reading:
    """Return what a file or folder name says; doubtful names are left out."""
    stem = _QUOTED.sub("_", _SUFFIX.sub("", name).removeprefix("~$"))
    wide = _DIGITS.sub("_", _NOISE.sub("_", common_form(stem)))
    wide = names.tighten(wide)
    groups = _groups(wide)
    gathered = Gathered(names)
    for group in groups:
        for token in group:
            _lead(token, gathered)
    if _PORTRAIT.search(wide) is None or _REFLECTION.search(wide) is not None:
        if names:
            _take_people(wide, groups, gathered)
        if not gathered.people:
            # a name of the roster in doubtful company is no stranger's
            gathered.strangers.extend(
                name for name in _strangers(groups) if name not in names.bearers
            )
    reading = gathered.reading(source=source, text=name, block=None)
    return replace(reading, called=()) if _SURVEY.search(stem) else reading


def _groups(text: str) -> list[list[str]]:
    """Return the parts of a name; parts joined by 、 or + are one group."""
    joined = _LIST.sub("\x00", text)
    groups: list[list[str]] = []
    for token in split_tokens(joined):
        parts = [part for part in token.split("\x00") if part]
        groups.extend(_lists(parts))
    return groups


def _lists(parts: Sequence[str]) -> Iterator[list[str]]:
    """Yield the names of a list together; in 07+张三+心得 number and kind stand alone."""
    together: list[str] = []
    for part in parts:
        if not _NO_NAME.fullmatch(part):
            together.append(part)
            continue
        if together:
            yield together
        together = []
        yield [part]
    if together:
        yield together


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
    elif not found:
        names = gathered.names
        before = next((text[:start] for start, _, _ in names.occurrences(text)), text)
        if names.organisations.branch_called(before):
            gathered.likely.append(before)


def _take_people(
    text: str, groups: Sequence[Sequence[str]], gathered: Gathered
) -> None:
    """Take the roster names that stand apart in their part of the name."""
    names = gathered.names
    for index, group in enumerate(groups):
        before = groups[index - 1][-1] if index else ""
        after = groups[index + 1][0] if index + 1 < len(groups) else ""
        if len(group) == 1 and _take_deputies(group[0], gathered):
            continue
        found = [_apart(_counted(token, gathered), names) for token in group]
        whole = all(found) if len(group) > 1 else True
        his = OF_HIS.match("".join(each[0] for each in groups[index + 1 :]))
        about = _is_about(before) and not _KIND_LEADS.match(group[0])
        if whole and not (_PRAISED.match(after) or his or about):
            gathered.people.extend(name for part in found for name in part)
    if not gathered.doubtful and _unjoined(text, gathered):
        gathered.doubtful = "unjoined"


def _is_about(before: str) -> bool:
    """Tell whether the part before a name says that he is the subject or a helper."""
    if before in _SERVED or (_HONOUR.match(before) and not _OWN_PAPER.search(before)):
        return True
    found = _ABOUT.match(before)
    return found is not None and found.end() == len(before)


def _counted(token: str, gathered: Gathered) -> str:
    """Return 张三等3人 without the others, who are noted."""
    if others := AND_OTHERS.search(token.rstrip("_")):
        gathered.incomplete = True
        return token[: others.start()]
    if others := re.search(r"等_?(?:人|名|位)?(?=_|$)", token):
        gathered.incomplete = True
        return token[: others.start()] + token[others.end() :]
    return token


def _take_deputies(token: str, gathered: Gathered) -> bool:
    """Take the names beside 代 or 转交: a person decides which of them wrote it."""
    rest, named = token, []
    for start, end, name in sorted(gathered.names.occurrences(token), reverse=True):
        rest = rest[:start] + rest[end:]
        named.append(name)
    if not named or not DEPUTY.fullmatch(rest.strip("_")):
        return False
    gathered.people.extend(reversed(named))
    gathered.doubtful = "deputy"
    return True


def _unjoined(text: str, gathered: Gathered) -> bool:
    """Tell whether several names stand in one file name without being joined.

    张三、李四 wrote together; of 张三-李四读书笔记 nobody can know. A blank joins names
    too, but not on a paper that one person writes.
    """
    spelled = list(dict.fromkeys(gathered.people))
    if len({gathered.names.bearers[name] for name in spelled}) < 2:
        return False
    rest = plain(text)
    for office in reversed(gathered.names.organisations.find(rest)):
        rest = rest[: office.start] + rest[office.end :]
    places = sorted(
        (start, end)
        for start, end, name in gathered.names.occurrences(rest)
        if name in spelled
    )
    between = [rest[end:start] for (_, end), (start, _) in pairwise(places)]
    if any(not _BETWEEN.fullmatch(gap) for gap in between):
        return True
    alone = any(gap == "" for gap in between)
    return alone and _PERSONS_OWN.search(rest) is not None


_BETWEEN = re.compile(
    rf"(?:[、，,;/&+]|和|与|及|\((?:执笔人?|组长|{POSTS})\)|{POSTS})*"
)


def _apart(token: str, names: Names) -> list[str]:
    """Return the names of one part if nothing unknown touches any of them."""
    offices = names.organisations.find(plain(token)) if plain(token) == token else ()
    found = [
        each
        for each in sorted(names.occurrences(token))
        if not any(
            office.start <= each[0] and each[1] <= office.end and office.name != each[2]
            for office in offices
        )
    ]
    for index, (start, end, name) in enumerate(found):
        before = token[found[index - 1][1] if index else 0 : start]
        after = token[
            end : found[index + 1][0] if index + 1 < len(found) else len(token)
        ]
        joined = bool(index) and before in _JOIN
        if not (joined or _closed_left(before, first=index == 0, names=names)):
            return []
        if not (after in _JOIN or _closed_right(plain(token[end:]), names)):
            return []
        if is_topic(name) or (
            token != name and _may_be_a_word(token, end, name, names)
        ):
            return []
    return [name for _, _, name in found]


def _may_be_a_word(token: str, end: int, name: str, names: Names) -> bool:
    """Tell whether a glued name may be a word (高峰论坛) or a village (王庄工作总结).

    Before a paper that only persons write (高山个人学习计划) it is neither.
    """
    doubtful = is_everyday_word(name) or names.is_place(name)
    return doubtful and _PERSONS_OWN.match(token, end) is None


def _closed_left(before: str, *, first: bool, names: Names) -> bool:
    if not first:
        return False
    left = plain(before)
    if not before or _BEFORE_NOUN.search(before):
        return True
    known = _BEFORE.search(before) is not None or any(
        each.end == len(left) for each in names.organisations.find(left)
    )
    return known and _ABOUT.search(before) is None


def _closed_right(right: str, names: Names) -> bool:
    if OF_HIS.match(right):
        return False
    if (post := _POSTS.match(right)) and _PERSONS_KIND.fullmatch(right[post.end() :]):
        return True
    return _AFTER.match(right) is not None or any(
        each.start == 0 for each in names.organisations.find(right)
    )


def _strangers(groups: Sequence[Sequence[str]]) -> list[str]:
    """Return names that only read like names: one part beside words of a paper."""
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
