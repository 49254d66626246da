"""The names of the roster, and what one place of a paper says of its authors.

Lines are read in `lines`, file and folder names in `file_names`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.facts import Person
from doctools.members.organisations import Organisations
from doctools.text.dates import find_dates
from doctools.text.normalize import is_han

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.facts import Facts

_MIDDLE_DOT = re.compile(r"[·•・‧∙]")
_SPACE = re.compile(r"[\s　]+")
_HAN_BLANK = re.compile(r"(?<=[\u3400-\u9fff])[\s　]+(?=[\u3400-\u9fff])")
_SEPARATOR = re.compile(
    r"[、，,；;/／|｜&＆+＋()（）\[\]【】〔〕{}<>〈〉“”\"'‘’：:。.．\-－—–―_~～#@!！★☆◆◇●○■□▲△※→=^%]+"
)
_WRITTEN_AT = re.compile(
    r"(?:[写作记书草]|[撰完成定初]稿|完成|整理|拟)?于(?:\s*_|_?\s*$)|_\s*于[\u4e00-\u9fff]{2,8}$"
    r"|_\s*(?:星期|周)[一二三四五六日天]|_\s*(?:凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|深夜|[晨晚夜])(?=[\s_]|$)"
    r"|(?<=[\u3400-\u9fff])(?:写|作|书|撰|草|完稿|成稿|定稿)于[\u4e00-\u9fff]{2,8}$"
)
"""写于2010年3月, 2010年3月于家中, once the date is gone."""
POSTS = (
    "党委书记|支部书记|总支书记|副书记|书记|党委委员|支部委员|组织委员|宣传委员|纪检委员|委员|村主任|副主任|主任|人大主席|副镇长|镇长"
    "|副局长|局长|副所长|所长|副站长|站长|副科长|科长|股长|副部长|部长|副校长|校长|副院长|院长|副主席|主席|副组长|组长|队长|会计|文书|干事|科员|职员"
    "|办事员|秘书|出纳|民警|护士长|护士|主治医师|医师|工程师|讲师|副教授|教授|教师|老师|医生|厂长|经理|董事长|团委书记|妇联主任|治保主任|武装"
    "|大学生村官|村官|大学生村干部|预备党员|正式党员|中共党员|共产党员|退休党员|老党员|入党积极分子|积极分子|党员干部|机关干部|村干部|党员|干部|群众|村民|学员|同志|班子成员|成员"
    "|系|为|是|单位|现任|时任|男|女|[汉回满蒙藏苗壮]族|大专|本科|中专|高中|初中|文化|生|出生|本报|特约|实习"
)
"""Posts and particulars that may stand beside a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one place says of the authors.

    Attributes:
        source: as in `Evidence.source`.
        text: the words.
        block: body block, or None.
        people: for each name the roster's people that bear it, in the order of
            authorship, whoever held the pen first.
        strangers: names that no one on the roster bears.
        order: known ones, as the roster has them, and strangers, in the order of
            authorship; empty where it is not kept: of names of files.
        organisations: branches and offices of the tables named beside them.
        likely_organisation: one that only reads like an organisation.
        called: branches it names for short: 东街村, 卫生院, 二支部.
        posts: posts it gives beside a name.
        spellings: the names as they are written there.
        pens: those of them who held the pen.
        doubtful: why it is not certain that all who are named wrote the paper: deputy
            (代交), unjoined (张三-李四) or several (a folder of several people); else empty.
        incomplete: whether more authors are counted than named (张三等3人).
    """

    source: str
    text: str
    block: int | None = None
    people: tuple[tuple[Person, ...], ...] = ()
    strangers: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    likely_organisation: str | None = None
    called: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    pens: frozenset[str] = frozenset()
    doubtful: str = ""
    incomplete: bool = False

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
        loose: set[str] = set()
        for person in facts.people:
            for spelling in dict.fromkeys((person.name, *person.aliases)):
                people = bearers.setdefault(_close(spelling), [])
                if person not in people:
                    people.append(person)
                if not all(map(is_han, spelling)):
                    loose.add(spelling)
        self.bearers = {name: tuple(people) for name, people in bearers.items() if name}
        self._lengths = sorted({len(name) for name in self.bearers}, reverse=True)
        # dots and blanks of 买买提·艾力 or Zhang San may be written or left out
        self._loose = tuple(
            (re.compile(_loosely(spelling)), _close(spelling))
            for spelling in sorted(loose)
            if _close(spelling)
        )
        self.organisations = Organisations(facts)

    def __bool__(self) -> bool:
        return bool(self.bearers)

    def occurrences(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and name of each roster name, none inside a longer one."""
        taken: list[tuple[int, int]] = []
        for length in self._lengths:
            for start in range(len(text) - length + 1):
                end = start + length
                if (
                    text[start:end] in self.bearers
                    and all(end <= left or right <= start for left, right in taken)
                    and not _inside_latin(text, start, end)
                ):
                    taken.append((start, end))
                    yield start, end, text[start:end]

    def split(self, text: str) -> tuple[str, ...] | None:
        """Return the roster names a text consists of, or None if it does not."""
        if not text:
            return ()
        for length in self._lengths:
            name = text[:length]
            if (
                len(name) == length
                and name in self.bearers
                and (rest := self.split(text[length:])) is not None
            ):
                return (name, *rest)
        return None

    def is_place(self, name: str) -> bool:
        """Tell whether a name is also how a village or branch of the tables begins."""
        return self.organisations.begins_with(name)

    def tighten(self, text: str) -> str:
        """Return a text in which no blank or dot stands inside a roster name."""
        for pattern, name in self._loose:
            text = pattern.sub(name, text)
        blanks = [match.span() for match in _HAN_BLANK.finditer(text)]
        if not blanks:
            return text
        close, edges = "", {}
        last = 0
        for start, end in blanks:
            close += text[last:start]
            edges[len(close)] = (start, end)
            last = end
        close += text[last:]
        inner = [
            edges[edge]
            for start, end, _ in self.occurrences(close)
            for edge in range(start + 1, end)
            if edge in edges
        ]
        for start, end in sorted(inner, reverse=True):
            text = text[:start] + text[end:]
        return text


def common_form(text: str) -> str:
    """Return a text in common width and case, without dates and middle dots."""
    wide = unicodedata.normalize("NFKC", text.translate(_NOT_SPLIT)).casefold()
    dateless = _without_dates(_MIDDLE_DOT.sub("", wide))
    return _WRITTEN_AT.sub("_", dateless).replace("党支部", "支部")


_NOT_SPLIT = str.maketrans({"…": "_", "⋯": "_"})


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


def _close(name: str) -> str:
    """Return a name without blanks and the dot of minority names, in small letters."""
    wide = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[·•・‧∙.\-\s]", "", wide)


def _loosely(spelling: str) -> str:
    parts = [
        part
        for part in re.split(
            r"[·•・‧∙.\-\s]+", unicodedata.normalize("NFKC", spelling).casefold()
        )
        if part
    ]
    inner = r"[·•・‧∙.\-\s_]*".join(map(re.escape, parts))
    return rf"(?<![a-z]){inner}(?![a-z])"


def _inside_latin(text: str, start: int, end: int) -> bool:
    """Tell whether a name in Latin letters is part of a longer word."""
    latin = text[start:end].isascii()
    around = text[start - 1 : start] + text[end : end + 1]
    return latin and any(mark.isascii() and mark.isalpha() for mark in around)


def _without_dates(text: str) -> str:
    pieces, last = [], 0
    for found in find_dates(text):
        pieces.append(text[last : found.start])
        last = found.end
    return "_".join([*pieces, text[last:]])
