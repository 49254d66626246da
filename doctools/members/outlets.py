"""Where an article appeared, as its clipping says, and what the outlet table says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.facts import Outlet
from doctools.members.campaign import span_of
from doctools.model import PartialDate
from doctools.text.dates import parse_date
from doctools.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.facts import Facts
    from doctools.model import Block

LEVELS = ("镇级", "县级", "市级", "省级", "国家级")
"""From low to high."""

_EDGE = 12
"""Blocks from either end in which a clipping says where it appeared."""
_LONGEST = 90
_STATEMENT = re.compile(
    r"^[\s　]*[（(【\[〔]?\s*(?:本文|此文|该文|文章|注[：:])?\s*(?:已|曾|系|于)?\s*"
    r"(?:原?刊载?于|原载于?|原刊|载于|载自?|见于|见(?=《)|刊发于|刊登于|刊登在|登载于|登载在|发表于|发表在|首发于|原发|已发表于|发表[：:]|刊登[：:]|刊载[：:]|来源[：:]|出处[：:])"
)
_DATED_STATEMENT = re.compile(
    r"^[\s　]*[（(【\[〔]?\s*(?:本文|此文|该文)?(?:已|曾)?[于在]?.{0,20}(?:发表|刊登|刊载|登载|刊发)[于在].{0,20}《"
)
_UNQUOTED = re.compile(
    r"(?:[于自载刊在表处源]|[：:])\s*([\u4e00-\u9fff]{1,12}?(?:日报|晚报|时报|报|周刊|月刊|杂志|期刊|通讯|网|刊))"
)
_NAME = re.compile(r"《([^《》]{2,30})》")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What a clipping says of where it appeared.

    Attributes:
        name: of the outlet, as the table spells it if it is listed.
        outlet: its line of the table, or None.
        date: as far as stated.
        text: the statement.
        block: where it stands.
    """

    name: str
    outlet: Outlet | None
    date: PartialDate | None
    text: str
    block: int

    @property
    def level(self) -> str | None:
        """The outlet's level, or None where it is not listed."""
        return self.outlet.level if self.outlet else None


class Outlets:
    """The outlet table, found by any of its spellings."""

    def __init__(self, facts: Facts) -> None:
        self.present = bool(facts.outlets) or "outlets" in facts.present
        self._lines: dict[str, list[Outlet]] = {}
        for outlet in facts.outlets:
            for spelling in dict.fromkeys(
                fold(each) for each in (outlet.name, *outlet.aliases)
            ):
                self._lines.setdefault(spelling, []).append(outlet)
        self._order = sorted(
            filter(None, self._lines), key=lambda name: (-len(name), name)
        )

    def publications(self, blocks: Sequence[Block]) -> tuple[Publication, ...]:
        """Return where a paper says it appeared, the highest level first."""
        found = [
            publication
            for index, text in _edges(blocks)
            if _STATEMENT.match(text) or _DATED_STATEMENT.match(text)
            for publication in self._read(text, index)
        ]
        return tuple(
            sorted(found, key=lambda each: (-level_rank(each.level), each.block))
        )

    def _read(self, text: str, block: int) -> Iterator[Publication]:
        date = parse_date(_ISSUE_YEAR.sub(r"\1年", text))
        names = _NAME.findall(text) or self._bare(text)
        for name in names:
            outlet = self._valid(fold(name), date)
            yield Publication(
                name=outlet.name if outlet else name,
                outlet=outlet,
                date=date,
                text=text.strip(),
                block=block,
            )

    def _bare(self, text: str) -> list[str]:
        folded = fold(text)
        listed = [name for name in self._order if name in folded][:1]
        return listed or _UNQUOTED.findall(text)[:1]

    def _valid(self, name: str, date: PartialDate | None) -> Outlet | None:
        """Return the table's line that held on the day of publication."""
        lines = self._lines.get(name, [])
        return next((line for line in lines if _holds(line, date)), None)


_ISSUE_YEAR = re.compile(r"(\d{4})年?(?=第[\d一二三四五六七八九十]{1,3}期)")


def level_rank(level: str | None) -> int:
    """Return how high a level stands: 0 for 镇级, -1 for an unknown one."""
    return LEVELS.index(level) if level in LEVELS else -1


def _holds(line: Outlet, date: PartialDate | None) -> bool:
    span = span_of(date) if date else None
    if span is None:
        return True
    after_start = line.valid_from is None or line.valid_from <= span[1]
    return after_start and (line.valid_to is None or span[0] <= line.valid_to)


def _edges(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """Yield the short lines near the beginning and the end, each once."""
    lines = [
        (index, block.text) for index, block in enumerate(blocks) if block.text.strip()
    ]
    near = lines if len(lines) <= 2 * _EDGE else lines[:_EDGE] + lines[-_EDGE:]
    return ((index, text) for index, text in near if len(text) <= _LONGEST)
