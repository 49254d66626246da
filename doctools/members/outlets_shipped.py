"""The newspapers and periodicals whose level is beyond doubt, as they are shipped.

An office's own table is the first authority: what it lists, this list is silent about.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from doctools.facts import Facts, Outlet
from doctools.lexicon.load import shipped
from doctools.records import EvidenceRow
from doctools.text.normalize import fold

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "outlets.csv"
COLUMNS: Final = ("名称", "别名", "类别", "CN号", "主办单位", "级别", "来源")
_SEPARATORS: Final = str.maketrans("；;，,", "、、、、")


def with_shipped(facts: Facts) -> Facts:
    """Return the facts with the shipped outlets behind those of the office.

    What `facts.present` says stays: a list that is shipped is no table of the office.
    """
    return replace(facts, outlets=joined(facts.outlets, shipped_outlets()))


def joined(own: tuple[Outlet, ...], more: tuple[Outlet, ...]) -> tuple[Outlet, ...]:
    """Return an office's outlets and those of a list that it does not name itself."""
    named = {spelling for outlet in own for spelling in _spellings(outlet)}
    return (*own, *(each for each in more if named.isdisjoint(_spellings(each))))


@cache
def shipped_outlets() -> tuple[Outlet, ...]:
    """Return the shipped list; none where it is not installed."""
    return read_outlets(shipped() / FILE)


def read_outlets(file: Path) -> tuple[Outlet, ...]:
    """Return the outlets of a list with the columns of `COLUMNS`, in UTF-8.

    Aliases are separated by 、 or ；. A line without name or kind is none.

    Args:
        file: the list; one that is not there has no lines.

    Raises:
        KeyError: a column is missing.
    """
    if not file.is_file():
        return ()
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        return tuple(
            _outlet(row, file=file.name, number=rows.line_num)
            for row in rows
            if row["名称"] and row["类别"]
        )


def _outlet(row: dict[str, str], *, file: str, number: int) -> Outlet:
    aliases = (each.strip() for each in row["别名"].translate(_SEPARATORS).split("、"))
    return Outlet(
        name=row["名称"].strip(),
        kind=row["类别"].strip(),
        aliases=tuple(filter(None, aliases)),
        cn=row["CN号"].strip() or None,
        sponsor=row["主办单位"].strip() or None,
        level=row["级别"].strip() or None,
        row=EvidenceRow(table=file, row=number),
    )


def _spellings(outlet: Outlet) -> set[str]:
    return {fold(each) for each in (outlet.name, *outlet.aliases)}
