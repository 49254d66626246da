"""Where an article appeared, as its clipping says, and what the outlet table says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doctools.facts import Outlet
from doctools.members import mastheads
from doctools.model import PartialDate
from doctools.text.dates import parse_date, span_of
from doctools.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.facts import Facts
    from doctools.model import Block

LEVELS = ("镇级", "县级", "市级", "省级", "国家级")
"""From low to high."""

_EDGE = 12
"""Blocks from either end in which a clipping says where it appeared."""
_TOP = 6
"""Lines from the top among which a masthead stands."""
_LONGEST = 90
_STATEMENT = re.compile(
    r"^[\s　]*[（(【\[〔]?\s*(?:本文|此文|该文|文章|注[：:])?\s*(?:已|曾|系|于)?\s*"
    r"(?:原?刊载?于|原载于?|原刊|载于|载自?|见于|见(?=《)|刊发于|刊登于|刊登在|登载于|登载在|发表于|发表在|首发于|原发|已发表于|发表[：:]|刊登[：:]|刊载[：:]|来源[：:]|出处[：:])"
)
_DATED_STATEMENT = re.compile(
    r"^[\s　]*[（(【\[〔]?\s*(?:本文|此文|该文)?(?:已|曾)?[于在]?.{0,20}(?:发表|刊登|刊载|登载|刊发)[于在].{0,20}《"
)
_CITED = re.compile(
    r"^[\s　]*[（(【\[]\s*《[^《》]{2,30}》[^（()）]{0,4}(?:19|20)\d{2}\s*年.{0,16}[版期].{0,6}[）)】\]]\s*$"
)
_UNQUOTED = re.compile(
    r"(?:[于自载刊在表处源]|[：:])\s*([\u4e00-\u9fff]{1,12}?(?:日报|晚报|时报|报|周刊|月刊|杂志|期刊|通讯|网|刊))"
)
_NAME = re.compile(r"《([^《》]{2,30})》")
_STATEMENTS = (_STATEMENT, _DATED_STATEMENT, _CITED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What a clipping says of where it appeared.

    Attributes:
        name: of the outlet, as the table spells it if it is listed.
        outlet: its line of the table, or None.
        date: as far as stated.
        text: the statement.
        block: where it stands.
        kind: of the outlet, by the table, else by CN number or permit.
    """

    name: str
    outlet: Outlet | None
    date: PartialDate | None
    text: str
    block: int
    kind: str | None = None

    @property
    def level(self) -> str | None:
        """The outlet's level, or None where it is not listed."""
        return self.outlet.level if self.outlet else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Print:
    """What the page itself shows: CN number, kind, and where."""

    number: str | None = None
    kind: str | None = None
    text: str = ""
    block: int = 0


class Outlets:
    """The outlets of the office's table and of the shipped list, by any spelling."""

    def __init__(self, facts: Facts) -> None:
        self.present = bool(facts.outlets) or "outlets" in facts.present
        self._lines: dict[str, list[Outlet]] = {}
        self._by_number: dict[str, list[Outlet]] = {}
        for outlet in facts.outlets:
            for spelling in dict.fromkeys(
                fold(each) for each in (outlet.name, *outlet.aliases)
            ):
                self._lines.setdefault(spelling, []).append(outlet)
            if number := mastheads.cn_of(outlet.cn):
                self._by_number.setdefault(number, []).append(outlet)
        self._order = sorted(
            filter(None, self._lines), key=lambda name: (-len(name), name)
        )

    def publications(self, blocks: Sequence[Block]) -> tuple[Publication, ...]:
        """Return where a paper says it appeared, the highest level first.

        A statement (原载……) weighs most, then a CN number, then a masthead.
        """
        page = _print_of(blocks)
        found = [
            publication
            for index, text in _edges(blocks)
            if any(each.match(text) for each in _STATEMENTS)
            for publication in self._read(text, index)
        ]
        if len({each.name for each in found}) == 1:
            found = [self._checked(each, page) for each in found]
        if not found:
            found = list(self._shown(blocks, page))
        return tuple(
            sorted(found, key=lambda each: (-level_rank(each.level), each.block))
        )

    def named(self, name: str, *, source: str) -> Publication:
        """Return the outlet a person named; `source` is what he wrote it in."""
        outlet = _valid(self._lines.get(fold(name), []), None)
        return _publication(name, outlet=outlet, date=None, text=source, block=0)

    def listed_in(self, text: str) -> str | None:
        """Return the longest listed name a text holds, or None."""
        folded = fold(text)
        return next((name for name in self._order if name in folded), None)

    def _read(self, text: str, block: int) -> Iterator[Publication]:
        date = parse_date(_ISSUE_YEAR.sub(r"\1年", text))
        names = _NAME.findall(text) or self._bare(text)
        for name in names:
            outlet = _valid(self._lines.get(fold(name), []), date)
            yield _publication(
                name, outlet=outlet, date=date, text=text.strip(), block=block
            )

    def _bare(self, text: str) -> list[str]:
        listed = self.listed_in(text)
        return [listed] if listed else _UNQUOTED.findall(text)[:1]

    def _checked(self, stated: Publication, page: _Print) -> Publication:
        """Return a stated publication held against the print's number or permit.

        The number finds a line of the table the name does not; a line of another kind
        is not the outlet meant.
        """
        outlet = stated.outlet
        if outlet is None and page.number:
            outlet = _valid(self._by_number.get(page.number, []), stated.date)
        if outlet is not None and page.kind not in (None, outlet.kind):
            return replace(stated, outlet=None, kind=page.kind)
        if outlet is None:
            return replace(stated, kind=page.kind)
        return replace(stated, name=outlet.name, outlet=outlet, kind=outlet.kind)

    def _shown(self, blocks: Sequence[Block], page: _Print) -> Iterator[Publication]:
        """Yield the outlet whose page this is: by its CN number, else by its masthead."""
        top = [(index, mastheads.plain(text)) for index, text in _lines(blocks)[:_TOP]]
        issued = [text for _, text in top if mastheads.has_issue(text)]
        if not issued and not page.number:
            return
        date = parse_date("　".join(text for _, text in top))
        if page.number:
            outlet = _valid(self._by_number.get(page.number, []), date)
            if outlet is not None and page.kind in (None, outlet.kind):
                yield _publication(
                    outlet.name,
                    outlet=outlet,
                    date=date,
                    text=page.text,
                    block=page.block,
                )
                return
        for index, text in top:
            name = self._masthead(text)
            if name is None:
                continue
            outlet = _valid(self._lines.get(fold(name), []), date)
            shown = _publication(name, outlet=outlet, date=date, text=text, block=index)
            yield self._checked(shown, page)
            return

    def _masthead(self, text: str) -> str | None:
        bare = mastheads.bare_name(text)
        return bare if fold(bare) in self._lines else mastheads.likely_name(text)


def _publication(
    name: str, *, outlet: Outlet | None, date: PartialDate | None, text: str, block: int
) -> Publication:
    return Publication(
        name=outlet.name if outlet else name,
        outlet=outlet,
        date=date,
        text=text,
        block=block,
        kind=outlet.kind if outlet else None,
    )


def _valid(lines: Sequence[Outlet], date: PartialDate | None) -> Outlet | None:
    """Return the line that held on the day of publication."""
    span = span_of(date) if date else None
    return next((line for line in lines if span is None or line.holds(*span)), None)


def _print_of(blocks: Sequence[Block]) -> _Print:
    """Return the first CN number, else the first permit, near either end."""
    permit = _Print()
    for index, text in _edges(blocks):
        line = mastheads.plain(text)
        if number := mastheads.cn_number(line):
            kind = mastheads.kind_of(number)
            return _Print(number=number, kind=kind, text=text.strip(), block=index)
        if permit.kind is None and mastheads.is_internal(line):
            permit = _Print(kind=mastheads.INTERNAL, text=text.strip(), block=index)
    return permit


_ISSUE_YEAR = re.compile(r"(\d{4})年?(?=第[\d一二三四五六七八九十]{1,3}期)")


def level_rank(level: str | None) -> int:
    """Return how high a level stands: 0 for 镇级, -1 for an unknown one."""
    return LEVELS.index(level) if level in LEVELS else -1


def _edges(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """Yield the short lines near the beginning and the end, each once."""
    lines = _lines(blocks)
    near = lines if len(lines) <= 2 * _EDGE else lines[:_EDGE] + lines[-_EDGE:]
    return ((index, text) for index, text in near if len(text) <= _LONGEST)


def _lines(blocks: Sequence[Block]) -> list[tuple[int, str]]:
    return [
        (index, block.text) for index, block in enumerate(blocks) if block.text.strip()
    ]
