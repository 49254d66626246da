"""Which branch or office a piece of text names.

第一党支部, 第一支部 and 第1支部 are one name; the longest known name wins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.text.numerals import chinese

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doctools.facts import Facts

_ORDINAL = "〇零一二三四五六七八九十百\\d"
_BRANCH = re.compile(r"党(?=支部|总支)")
_SHORT_ORDINAL = re.compile(
    r"(?<![第〇零一二三四五六七八九十百\d])(\d{1,2}|[一二三四五六七八九十]{1,3})(?=[党总]*支部)"
)
"""机关一支部 is 机关第一支部."""
_TAIL = re.compile(r"(?:支部委员会|总支委员会|总支部|总支|支部)$")
_SEAT = re.compile(r"^(?:镇|乡|县|街道)(?=..)")
_ORDER = re.compile(r"第[一二三四五六七八九十百]{1,3}(?:支部|总支)$")
_SPACES = re.compile(r"[\s　]+")
_NUMBER = re.compile(r"(?<=第)\d{1,2}(?=[党总]*支)")

_SUFFIX = (
    "支部委员会|总支委员会|委员会|党支部|党总支|总支部|总支|支部|党委|党组|政府|办事处|办公室|工作站|领导小组|协调小组"
    "|党小组|小组|社区|街道|学校|小学|中学|医院|卫生院|公司|中心|机关|派出所|财政所|司法所|信用社"
    "|[局所站办厂院科股室部处队镇乡村县市省区]"
)
_AFTER_PLACE = re.compile(rf"(?:{_SUFFIX})")
_LIKELY = re.compile(rf"[\u4e00-\u9fffA-Za-z\d]{{1,24}}?(?:{_SUFFIX})")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOrganisation:
    """An organisation of the tables inside a plain text: its range there and its name."""

    name: str
    start: int
    end: int


def plain(text: str) -> str:
    """Return a text without blanks in which branches are written one way."""
    ordered = _SHORT_ORDINAL.sub(r"第\1", _SPACES.sub("", text))
    return _NUMBER.sub(_in_words, _BRANCH.sub("", ordered))


def _short_forms(branch: str) -> frozenset[str]:
    """Return what an office calls a branch for short: 东街村, 卫生院, 第二支部."""
    place = _TAIL.sub("", branch)
    forms = {place, _SEAT.sub("", place), place.removesuffix("村")}
    forms |= {f"{each}支部" for each in forms}
    if found := _ORDER.search(branch):
        forms.add(found[0])
    return frozenset(form for form in forms if len(form) >= 2)


class Organisations:
    """The organisations of the tables: their own table and the roster's branches."""

    def __init__(self, facts: Facts) -> None:
        names = {
            plain(branch): branch
            for person in facts.people
            for branch in (person.branch, *(stay.branch for stay in person.stays))
            if branch
        }
        self.branches = frozenset(names.values())
        for organisation in facts.organisations:
            for spelling in (organisation.name, *organisation.aliases):
                names.setdefault(plain(spelling), organisation.name)
        self._names = {spelling: name for spelling, name in names.items() if spelling}
        # compiled once: the cache of `re` is smaller than a county's list of offices
        self._patterns = tuple(
            (spelling, re.compile(_bounded(spelling)))
            for spelling in sorted(self._names, key=lambda each: (-len(each), each))
        )

        self._short: dict[str, set[str]] = {}
        for branch in self.branches:
            for form in _short_forms(plain(branch)):
                self._short.setdefault(form, set()).add(branch)

    def __bool__(self) -> bool:
        return bool(self._names)

    def called(self, text: str) -> str | None:
        """Return the organisation a text is the name of, or None."""
        return self._names.get(plain(text))

    def branch_called(self, text: str) -> str | None:
        """Return the one branch a plain text is short for, with or without its town."""
        for start in range(len(text) - 1):
            head, meant = text[:start], self._short.get(text[start:], set())
            if len(meant) == 1 and (not head or looks_like_organisation(head)):
                return next(iter(meant))
        return None

    def find(self, text: str) -> tuple[FoundOrganisation, ...]:
        """Return the organisations a text names, from left to right.

        Args:
            text: as `plain` returns it; ranges count in it.
        """
        found: list[FoundOrganisation] = []
        for spelling, pattern in self._patterns:
            for match in pattern.finditer(text):
                start, end = match.span()
                if all(end <= each.start or each.end <= start for each in found):
                    found.append(
                        FoundOrganisation(
                            name=self._names[spelling], start=start, end=end
                        )
                    )
        return tuple(sorted(found, key=lambda each: each.start))

    def begins_with(self, name: str) -> bool:
        """Tell whether a name and 村, 支部 or the like make an organisation."""
        return any(
            spelling.startswith(name) and _AFTER_PLACE.match(spelling, len(name))
            for spelling in self._names
        )

    def named_in(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the organisations that texts name, without repetition, in order."""
        found = (each.name for text in texts for each in self.find(plain(text)))
        return tuple(dict.fromkeys(found))


def looks_like_organisation(text: str) -> bool:
    """Tell whether a plain text reads like the name of an office, branch or place."""
    return _LIKELY.fullmatch(text) is not None


def likely_prefix(text: str) -> int:
    """Return how many characters at the start of a text read like an organisation."""
    length = 0
    while found := _LIKELY.match(text, length):
        length = found.end()
    return length


def _bounded(spelling: str) -> str:
    """Return a pattern that does not take 一支部 out of 第十一支部."""
    numeral = re.match(f"[{_ORDINAL}]", spelling)
    return (f"(?<![第{_ORDINAL}])" if numeral else "") + re.escape(spelling)


def _in_words(number: re.Match[str]) -> str:
    return chinese(int(number[0]))
