"""Whose names an author line or a signature gives.

A name counts only where everything around it is understood: an author line is a list of
names, branches, posts and labels and nothing else. What a label says decides: 执笔 wrote,
审核 did not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doctools.members.names import (
    POSTS,
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
from doctools.text import labels
from doctools.text.pinyin import spells

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLON = "\x01"
_WITH_PEN = "\x02"
_LABEL_BEFORE_COLON = re.compile(rf"(?:{labels.spaced(labels.ALL)})\s*(?=:)")
_TEXT_AND_PICTURE = re.compile(
    r"文\s*[/、和&]?\s*图(?=[/:\s])|图\s*[/、和&]?\s*文(?=[/:\s])"
)
_PEN_BEHIND = re.compile(r"\s*\((?:执笔人?|主笔人?)\)")
_HAN_BLANK = re.compile(r"(?<=[\u3400-\u9fff])[\s　]+(?=[\u3400-\u9fff])")
_JOIN = ("和", "与", "及", "暨")
_POSTS = re.compile(rf"(?:{POSTS})+")
_BEHIND = re.compile(rf"(?:{POSTS})+|供稿|撰稿|撰文|撰写|执笔|投稿|报道")
_FELLOWS = re.compile(
    r"(?:预备|正式|中共|共产|退休|老)?党员|党员干部|学员|村民|职员|教师"
)
"""Posts that make nobody the one a paper is handed to: 第一支部党员：张三 wrote."""
_SEAT = re.compile("[我本]?[镇乡县市省区村街]")
"""What remains before an office known without its town: 镇 + 中心小学."""
_COUNT = r"[\d一二两三四五六七八九十百_]{1,4}"
_PARTICULARS = re.compile(
    rf"(?:{POSTS})+|[\d*]+|{_COUNT}(?:岁|周岁|月份?|号|季度)|第{_COUNT}(?:期|篇|次|批|份|号|页|季度|组|小组)?|之{_COUNT}"
    r"|外单位|外系统|系统外|外地|外省|外市|外县|外镇|外乡|外校|校外|非本单位|不在册|特邀|外聘|已?调离|已?退休|已?离职"
    r"|no|上半年|下半年|入党|参加工作|加入中国共产党|毕业|转正"
)
"""Parts of a line that say nothing of its author and take nothing from him."""
_SIGNED = re.compile(r"\s*\((?:签字|签名|手写|手签|亲笔|亲笔签名|签章|盖章)\)")
_BESIDE = re.compile(r"[\w.\-]+@[\w.\-]+|[★☆◆◇●○■□▲△※→=^%]+")
"""E-mail addresses and ornaments beside a name."""
_LATIN = re.compile(r"(?<![a-z])[a-z][a-z'\- ]*[a-z](?![a-z])")
_HAN = re.compile(r"[\u3400-\u9fff]{2,4}")
_SHORT = re.compile(r"[\u4e00-\u9fff]{2,4}")
AND_OTHERS = re.compile(
    r"等[\d一二两三四五六七八九十几]*(?:人|名|位)?(?:同志|党员|作者|著|编)?$"
)
DEPUTY = re.compile(r"由?代(?:为)?(?:[笔写交报送发传拟转]|上交|提交)?(?:人|稿)?|转交?")
"""What remains of 代张三交 or 李四转 without the names."""

_WRITER, _PEN, _SPEAKER, _DEPUTY, _OTHER, _PLACE, _LIFE = range(7)


def read_line(
    text: str,
    *,
    names: Names,
    source: str,
    block: int | None,
    doers: frozenset[str] = frozenset(),
    of_book: bool = False,
) -> Reading | None:
    """Return what an author line or signature says, or None if it is no such line.

    Args:
        text: the line.
        names: of the roster.
        source: author_line or signature.
        block: where it stands.
        doers: labels of those who wrote a paper of this kind, though of others they
            are no authors: of a script the speaker, of a self-examination 检查人.
        of_book: whether the line stands among those on a book; there 作者 may be the
            book's, and only people of the roster count.
    """
    wide = _SIGNED.sub("", _BESIDE.sub(" ", common_form(text)))
    wide = names.tighten(_LABEL_BEFORE_COLON.sub(_closed, _without_pinyin(wide)))
    wide = _PEN_BEHIND.sub(_WITH_PEN, _TEXT_AND_PICTURE.sub("图文", wide))
    for form in dict.fromkeys((wide, _HAN_BLANK.sub("", wide))):
        gathered = Gathered(names)
        if gathered.take_line(_tokens(form), doers=doers):
            if of_book:
                gathered.forget_strangers()
            return gathered.reading(source=source, text=text.strip(), block=block)
    return None


def _without_pinyin(text: str) -> str:
    """Return a line without the Latin spelling of the Chinese name beside it."""
    for latin in _LATIN.findall(text):
        letters = re.sub(r"[^a-z]", "", latin)
        if any(spells(letters, han[0]) for han in _HAN.finditer(text)):
            text = text.replace(latin, " ")
    return text


def _closed(label: re.Match[str]) -> str:
    return re.sub(r"\s+", "", label[0])


def _tokens(text: str) -> list[str]:
    """Return the parts of a line, labels first; one before a colon ends in a mark.

    张三/文 李四/图 says the label after the name: there the two change places.
    """
    tokens = split_tokens(text.replace(":", f"{_COLON}、"))
    behind = ":" not in text and bool(tokens) and _names_a_doer(tokens[-1])
    if not behind or _names_a_doer(tokens[0]):
        return tokens
    ordered: list[str] = []
    group: list[str] = []
    for token in tokens:
        if _names_a_doer(token):
            ordered += [token, *group]
            group = []
        else:
            group.append(token)
    return ordered


def _names_a_doer(token: str) -> bool:
    return token in labels.WRITERS | labels.SPEAKERS | labels.OTHERS | labels.DEPUTIES


class Gathered:
    """What the parts of one line mean."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.people: list[str] = []
        self.strangers: list[str] = []
        self.order: list[str] = []
        self.known: list[str] = []
        self.likely: list[str] = []
        self.posts: list[str] = []
        self.pens: set[str] = set()
        self.doubtful = ""
        self.incomplete = False

    def take_line(self, tokens: Sequence[str], *, doers: frozenset[str]) -> bool:
        """Understand a line part by part; False if any part is something else."""
        role, labelled, post = _WRITER, False, False
        for token in tokens:
            bare = token.rstrip(_COLON)
            found = _WRITER if plain(bare) in doers else _role(plain(bare))
            if found is not None and (found != _PLACE or bare != token):
                role, labelled = found, token.endswith(_COLON)
                post = plain(bare) == "职务"
            elif bare != token and self._is_leader(plain(bare)):
                # 支部书记：李四 under a report is who received it
                speech = not doers.isdisjoint(labels.SPEAKERS)
                role, labelled = (_WRITER if speech else _OTHER), False
            elif role == _PLACE:
                self._take_place(plain(bare))
                role, labelled = _WRITER, False
            elif role == _LIFE:
                role = self._take_life(plain(bare))
            elif role in (_OTHER, _SPEAKER):
                self._take_post(plain(bare), stated=post)
            elif (glued := _glued_role(plain(bare), self)) is not None:
                role, labelled = glued, False
                if role in (_WRITER, _PEN) and not self._take_as(
                    _without_label(plain(bare)), role, labelled=False
                ):
                    return False
            elif not self._take_as(bare, role, labelled=labelled):
                return False
        return True

    def _is_leader(self, token: str) -> bool:
        """Tell whether words before a colon are a post, with or without its branch."""
        found = self.names.organisations.find(token)
        post = token[found[-1].end :] if found else token
        own = bool(found) and _FELLOWS.fullmatch(post) is not None
        return _POSTS.fullmatch(post) is not None and not own

    def _take_as(self, token: str, role: int, *, labelled: bool) -> bool:
        before = len(self.people), len(self.strangers)
        taken = self.take(token, labelled=labelled)
        named = self.people[before[0] :] + self.strangers[before[1] :]
        if role == _PEN:
            self.pens.update(named)
        if role == _DEPUTY and named:
            self.doubtful = "deputy"
        return taken

    def _take_post(self, token: str, *, stated: bool) -> None:
        """Take what follows 职务： if it is a post."""
        if stated and _POSTS.fullmatch(token):
            self.posts.append(token)

    def _take_place(self, token: str) -> None:
        found = self.names.organisations.find(token)
        self.known.extend(each.name for each in found)
        if not found:
            self.likely.append(token)

    def _take_life(self, token: str) -> int:
        """Take the name a biography begins with; all that follows tells of him."""
        if self.names.split(token):
            self._add(self.people, token)
        return _OTHER

    def take(self, token: str, *, labelled: bool) -> bool:
        """Understand one part of an author line; False if it is something else."""
        token = plain(token)
        if token.endswith(_WITH_PEN):
            return self._take_as(token.rstrip(_WITH_PEN), _PEN, labelled=labelled)
        if (split := self.names.split(token)) is not None:
            self._add(self.people, *split)
            return True
        if _PARTICULARS.fullmatch(token):
            if _POSTS.fullmatch(token):
                self.posts.append(token)
            return True
        found = self.names.organisations.find(token)
        if not found:
            return self._take_unknown(token, labelled=labelled)
        self.known.extend(each.name for each in found)
        before, after = token[: found[0].start], token[found[-1].end :]
        return self._take_rest(before, labelled=labelled) and self.take(
            after, labelled=labelled
        )

    def _add(self, kind: list[str], *names: str) -> None:
        """Take names in their order, known ones and strangers together."""
        kind.extend(names)
        self.order.extend(names)

    def _take_rest(self, token: str, *, labelled: bool) -> bool:
        return (
            not token
            or looks_like_organisation(token)
            or _SEAT.fullmatch(token) is not None
            or self.take(token, labelled=labelled)
        )

    def _take_unknown(self, token: str, *, labelled: bool) -> bool:
        if (rest := _without_post(token)) is not None:
            self.posts.append(token.removesuffix(rest))
            return self.take(rest, labelled=labelled)
        if others := AND_OTHERS.search(token):
            self.incomplete = True
            return self.take(token[: others.start()], labelled=labelled)
        if self._take_deputies(token):
            return True
        called = self.names.organisations.branch_called(token)
        if called or looks_like_organisation(token):
            self.likely.append(token)
            return True
        if looks_like_name(token) or (labelled and _SHORT.fullmatch(token)):
            self._add(self.strangers, token)
            return True
        return self._take_parts(token, labelled=labelled)

    def _take_deputies(self, token: str) -> bool:
        """Take the names of 代张三交 as people who may or may not be the author."""
        rest, named = token, []
        for start, end, name in sorted(self.names.occurrences(token), reverse=True):
            rest = rest[:start] + rest[end:]
            named.append(name)
        if not named or not DEPUTY.fullmatch(rest):
            return False
        self._add(self.people, *reversed(named))
        self.doubtful = "deputy"
        return True

    def _take_parts(self, token: str, *, labelled: bool) -> bool:
        """Understand 甲和乙, a name before its post, or after an unknown office."""
        for join in _JOIN:
            left, found, right = token.partition(join)
            if found and left and right:
                return self.take(left, labelled=labelled) and self.take(
                    right, labelled=labelled
                )
        for start, end, name in self.names.occurrences(token):
            if start == 0 and _BEHIND.fullmatch(token[end:]):
                self._add(self.people, name)
                self.posts.append(token[end:])
                return True
        length = likely_prefix(token)
        if not length:
            return False
        self.likely.append(token[:length])
        return self.take(token[length:], labelled=labelled)

    def forget_strangers(self) -> None:
        """Drop the names no roster knows."""
        self.order = [name for name in self.order if name not in self.strangers]
        self.strangers = []

    def _common(self, name: str) -> str:
        """Return a name as the roster has it."""
        bearers = self.names.bearers.get(name)
        return bearers[0].name if bearers else name

    def reading(self, *, source: str, text: str, block: int | None) -> Reading:
        """Return everything taken so far."""
        spelled = _pens_first(self.people, self.pens)
        people = (self.names.bearers[name] for name in spelled)
        known = {
            self.names.bearers[name][0].name
            for name in self.pens
            if name in self.names.bearers
        }
        return Reading(
            source=source,
            text=text,
            block=block,
            people=tuple(dict.fromkeys(people)),
            strangers=tuple(_pens_first(self.strangers, self.pens)),
            order=tuple(map(self._common, _pens_first(self.order, self.pens))),
            organisations=tuple(dict.fromkeys(self.known)),
            likely_organisation=next(iter(self.likely), None),
            called=tuple(
                branch
                for each in dict.fromkeys(self.likely)
                if (branch := self.names.organisations.branch_called(each))
            ),
            posts=tuple(dict.fromkeys(self.posts)),
            spellings=tuple(spelled),
            pens=frozenset(known),
            doubtful=self.doubtful,
            incomplete=self.incomplete,
        )


def _pens_first(named: Sequence[str], pens: set[str]) -> list[str]:
    """Return the names once each, those who held the pen first."""
    return sorted(dict.fromkeys(named), key=lambda name: name not in pens)


_ROLES = (
    (labels.PEN, _PEN),
    (labels.WRITERS, _WRITER),
    (labels.SPEAKERS, _SPEAKER),
    (labels.DEPUTIES, _DEPUTY),
    (labels.OTHERS | labels.DETAILS, _OTHER),
    (labels.PLACES, _PLACE),
    (frozenset({labels.BIOGRAPHY}), _LIFE),
)


def _role(token: str) -> int | None:
    return next((role for words, role in _ROLES if token in words), None)


_GLUED = re.compile(
    "|".join(
        sorted(
            (
                re.escape(word)
                for word in labels.ALL - labels.PLACES - labels.DETAILS
                if len(word) > 1
            ),
            key=lambda word: (-len(word), word),
        )
    )
)
"""Labels that may lead a name without a mark between, the longest first."""


def _label_of(token: str) -> str | None:
    found = _GLUED.match(token)
    return found[0] if found else None


def _without_label(token: str) -> str:
    return token[len(_label_of(token) or "") :]


def _glued_role(token: str, gathered: Gathered) -> int | None:
    """Return the role of 执笔张三 or 审核李四, None where no label leads the part."""
    label = _label_of(token)
    if label is None or token == label or _POSTS.fullmatch(token):
        return None
    names = gathered.names
    led = any(each.start == 0 for each in names.organisations.find(token))
    return None if led or names.split(token) is not None else _role(label)


def _without_post(token: str) -> str | None:
    """Return what a post stands beside (书记张三, 张三同志), or None without one."""
    if post := _POSTS.match(token):
        return token[post.end() :]
    return token.removesuffix("同志") if token.endswith("同志") else None
