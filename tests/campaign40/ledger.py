"""The invented campaign as tables of this folder: people, works, rows, expectations."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
TABLES: Final = (
    "people",
    "organisations",
    "outlets",
    "books",
    "events",
    "exams",
    "days",
    "marks",
    "themes",
    "works",
)

Line = dict[str, str]
Lines = dict[str, Line]


def read(name: str) -> list[Line]:
    """Return the lines of a table of this folder; lines that begin with # are remarks."""
    text = (HERE / f"{name}.tsv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Everything that is handed in, by table and code."""

    tables: dict[str, Lines]

    def __getitem__(self, table: str) -> Lines:
        return self.tables[table]

    def with_table(self, table: str, lines: Lines) -> Ledger:
        """Return the ledger with one table replaced."""
        return replace(self, tables={**self.tables, table: lines})


def load() -> Ledger:
    """Return the campaign as it stands in the tables."""
    return Ledger(
        tables={
            name: {line.get("code") or line["id"]: line for line in read(name)}
            for name in TABLES
            if (HERE / f"{name}.tsv").is_file()
        }
    )


def member_id(code: str, ledger: Ledger) -> str:
    """Return what the program calls a person: the number, else name@branch."""
    person = ledger["people"][code]
    if person["number"]:
        return person["number"]
    branch = ledger["organisations"][person["branch"].split(">")[-1]]
    return f"{person['name']}@{branch['name']}"


def subject(code: str, ledger: Ledger) -> str:
    """Return what the program calls a person or an organisation."""
    if code in ledger["organisations"]:
        return ledger["organisations"][code]["name"]
    return member_id(code, ledger)


def codes(written: str) -> list[str]:
    """Return the codes of a list in which `A3.b01..12` stands for twelve of them."""
    found = []
    for part in written.split():
        first, dots, last = part.partition("..")
        if not dots:
            found.append(part)
            continue
        stem = first.rstrip("0123456789")
        width = len(first) - len(stem)
        numbers = range(int(first[len(stem) :]), int(last) + 1)
        found += [f"{stem}{number:0{width}d}" for number in numbers]
    return found
