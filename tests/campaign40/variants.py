"""Variants of the invented campaign: one file or one row changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from campaign40.ledger import Ledger, Line

Move = tuple[str, str, str, str]
"""Subject, criterion or award, status before and after."""


def changed(ledger: Ledger, variant: Line) -> Ledger:
    """Return the ledger with the one change a variant makes."""
    table, code = variant["table"], variant["code"]
    lines = dict(ledger[table])
    if variant["op"] == "remove":
        del lines[code]
    elif variant["op"] == "add":
        like, _, change = variant["change"].partition(";")
        key = "id" if table == "works" else "code"
        copy = {**lines[like.removeprefix("like=")], key: code}
        lines[code] = _with(copy, change)
    else:
        lines[code] = _with(lines[code], variant["change"])
    if lines == ledger[table]:
        message = f"{variant['id']} changes nothing"
        raise ValueError(message)
    return ledger.with_table(table, lines)


def _with(line: Line, change: str) -> Line:
    new = dict(line)
    for part in change.split(";"):
        key, _, value = part.partition("=")
        if key not in new:
            raise KeyError(key)
        in_list = re.fullmatch(r"\{([+-])(\w+)\}", value)
        if in_list is None:
            new[key] = value
            continue
        codes = [code for code in new[key].split() if code != in_list[2]]
        new[key] = " ".join([*codes, in_list[2]] if in_list[1] == "+" else codes)
    return new


def moves(variant: Line) -> set[Move]:
    """Return the statuses a variant is to move."""
    found = set()
    for part in variant["moves"].split("; "):
        subject, criterion, statuses = part.split()
        before, _, after = statuses.partition(">")
        found.add((subject, criterion, before, after))
    return found
