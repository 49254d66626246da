"""Whose names an author line or a signature gives.

A name counts only where everything around it is understood: an author line is a list of
names, branches and posts and nothing else. File names follow in `file_names`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.facts import Person
from doctools.members.organisations import (
    Organisations,
    likely_prefix,
    looks_like_organisation,
    plain,
)
from doctools.members.surnames import looks_like_name
from doctools.text.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.facts import Facts

_LABEL = re.compile(
    r"(?:本文)?(?:作者|姓名|撰[稿写]人?|执笔人?|汇报人|宣讲人|主讲人?|报告人|发言人|讲课人|剖析人|述职人|总结人|计划人|投稿人|供稿"
    r"|通讯员|(?:课题组|调研组)?(?:组长|副组长|成员|负责人)|课题组|调研组)(?:[：:]|单位[：:]|(?=系|为|是))"
    r"|(?:工作)?单位[：:]|(?:所在)?支部[：:]|作者单位[：:]?|时间[：:]|日期[：:]|职务[：:]"
)
_SEPARATOR = re.compile(
    r"[、，,；;/／|｜&＆+＋()（）\[\]【】〔〕<>〈〉“”\"'‘’:：。.．\-－—–_~～#@!！]+"
)
_JOIN = ("和", "与", "及")
_MIDDLE_DOT = re.compile(r"[·•・‧]")
_SPACE = re.compile(r"[\s　]+")
POSTS = (
    "党委书记|支部书记|总支书记|副书记|书记|党委委员|支部委员|组织委员|宣传委员|纪检委员|委员|村主任|副主任|主任|副镇长|镇长"
    "|副局长|局长|副所长|所长|站长|科长|副科长|股长|校长|副校长|院长|主席|会计|文书|干事|科员|职员|教师|老师|医生|大学生村官|村官"
    "|预备党员|入党积极分子|党员干部|党员|干部|同志|班子成员|成员|系|为|是|单位|现任|男|女|汉族"
)
_POSTS = re.compile(rf"(?:{POSTS})+")
_SHORT = re.compile(r"[\u4e00-\u9fff]{2,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one place says of the authors.

    Attributes:
        source: as in `Evidence.source`.
        text: the words.
        block: body block, or None.
        people: for each name the roster's people that bear it, in the order named.
        strangers: names that no one on the roster bears.
        organisations: branches and offices of the tables named beside them.
        likely_organisation: one that only reads like an organisation.
    """

    source: str
    text: str
    block: int | None = None
    people: tuple[tuple[Person, ...], ...] = ()
    strangers: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    likely_organisation: str | None = None

    @property
    def names(self) -> frozenset[str]:
        """The names it gives, known or not."""
        return frozenset(bearers[0].name for bearers in self.people) | frozenset(
            self.strangers
        )


class Names:
    """The names of the roster, with former ones and other spellings."""

    def __init__(self, facts: Facts) -> None:
        bearers: dict[str, list[Person]] = {}
        for person in facts.people:
            for spelling in dict.fromkeys((person.name, *person.aliases)):
                bearers.setdefault(_close(spelling), []).append(person)
        self.bearers = {name: tuple(people) for name, people in bearers.items() if name}
        self._order = sorted(self.bearers, key=lambda name: (-len(name), name))
        self.organisations = Organisations(facts)

    def __bool__(self) -> bool:
        return bool(self.bearers)

    def occurrences(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and name of each roster name, none inside a longer one."""
        taken: list[tuple[int, int]] = []
        for name in self._order:
            start = text.find(name)
            while start >= 0:
                end = start + len(name)
                if all(end <= left or right <= start for left, right in taken):
                    taken.append((start, end))
                    yield start, end, name
                start = text.find(name, end)

    def split(self, text: str) -> tuple[str, ...] | None:
        """Return the roster names a text consists of, or None if it does not."""
        if not text:
            return ()
        for name in self._order:
            if (
                text.startswith(name)
                and (rest := self.split(text[len(name) :])) is not None
            ):
                return (name, *rest)
        return None


def read_line(
    text: str, *, names: Names, source: str, block: int | None
) -> Reading | None:
    """Return what an author line or signature says, or None if it is no such line."""
    wide = common_form(text)
    labelled = _LABEL.search(_SPACE.sub("", wide)) is not None
    reader = Gathered(names)
    for token in split_tokens(_LABEL.sub("、", _tight_labels(wide))):
        if not reader.take(token, labelled=labelled):
            return None
    return reader.reading(source=source, text=text.strip(), block=block)


class Gathered:
    """What the parts of one line mean."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.people: list[str] = []
        self.strangers: list[str] = []
        self.known: list[str] = []
        self.likely: list[str] = []

    def take(self, token: str, *, labelled: bool) -> bool:
        """Understand one part of an author line; False if it is something else."""
        token = plain(token)
        if (split := self.names.split(token)) is not None:
            self.people.extend(split)
            return True
        if _POSTS.fullmatch(token):
            return True
        found = self.names.organisations.find(token)
        if not found:
            return self._take_unknown(token, labelled=labelled)
        self.known.extend(each.name for each in found)
        before, after = token[: found[0].start], token[found[-1].end :]
        return self._take_rest(before, labelled=labelled) and self.take(
            after, labelled=labelled
        )

    def _take_rest(self, token: str, *, labelled: bool) -> bool:
        return (
            not token
            or looks_like_organisation(token)
            or self.take(token, labelled=labelled)
        )

    def _take_unknown(self, token: str, *, labelled: bool) -> bool:
        if (rest := _without_post(token)) is not None:
            return self.take(rest, labelled=labelled)
        if looks_like_organisation(token):
            self.likely.append(token)
            return True
        if looks_like_name(token) or (labelled and _SHORT.fullmatch(token)):
            self.strangers.append(token)
            return True
        return self._take_parts(token, labelled=labelled)

    def _take_parts(self, token: str, *, labelled: bool) -> bool:
        """Understand 甲和乙, or a name after an office the tables do not know."""
        for join in _JOIN:
            left, found, right = token.partition(join)
            if found and left and right:
                return self.take(left, labelled=labelled) and self.take(
                    right, labelled=labelled
                )
        length = likely_prefix(token)
        if not length:
            return False
        self.likely.append(token[:length])
        return self.take(token[length:], labelled=labelled)

    def reading(self, *, source: str, text: str, block: int | None) -> Reading:
        """Return everything taken so far."""
        people = tuple(self.names.bearers[name] for name in dict.fromkeys(self.people))
        return Reading(
            source=source,
            text=text,
            block=block,
            people=tuple(dict.fromkeys(people)),
            strangers=tuple(dict.fromkeys(self.strangers)),
            organisations=tuple(dict.fromkeys(self.known)),
            likely_organisation=next(iter(self.likely), None),
        )


def _without_post(token: str) -> str | None:
    """Return what a post stands beside (书记张三, 张三同志), or None without one."""
    if post := _POSTS.match(token):
        return token[post.end() :]
    return token.removesuffix("同志") if token.endswith("同志") else None


def _close(name: str) -> str:
    """Return a name without blanks and the dot of minority names."""
    return _MIDDLE_DOT.sub("", _SPACE.sub("", name))


def _without_dates(text: str) -> str:
    pieces, last = [], 0
    for found in find_dates(text):
        pieces.append(text[last : found.start])
        last = found.end
    return "_".join([*pieces, text[last:]])


def common_form(text: str) -> str:
    """Return a text in common width, without dates and middle dots."""
    wide = _MIDDLE_DOT.sub("", unicodedata.normalize("NFKC", text))
    return _without_dates(wide).replace("党支部", "支部")


def _tight_labels(text: str) -> str:
    """Return the text with 姓　名： written 姓名：."""
    return re.sub(
        r"([\u4e00-\u9fff])[\s　]+([\u4e00-\u9fff])[\s　]*(?=[：:])", r"\1\2", text
    )


def split_tokens(text: str) -> list[str]:
    """Split at marks and blanks; lone characters in a row are one name set wide."""
    tokens: list[str] = []
    for part in _SEPARATOR.split(text):
        wide = ""
        for piece in _SPACE.split(part):
            if len(piece) == 1:
                wide += piece
                continue
            tokens.extend(filter(None, (wide, piece)))
            wide = ""
        tokens.append(wide)
    return [token for token in tokens if token]
