"""The criteria file of a campaign: strict TOML with a closed vocabulary."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

from doctools.awards.award import read_award
from doctools.awards.checks import check
from doctools.awards.criterion import Vocabulary, read_criterion
from doctools.awards.documents import read_documents
from doctools.awards.numbers import Numbers, exact
from doctools.awards.points_rules import read_points
from doctools.awards.rules import Criteria, Population
from doctools.awards.signing import numbers_without_quote
from doctools.awards.strict import Place, Table
from doctools.config import line_of
from doctools.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction
    from pathlib import Path

__all__ = ["Criteria", "load"]

SCHEMA: Final = "doctools-criteria/1"
_SECTIONS: Final = [
    "schema",
    "meta",
    "assumptions",
    "scales",
    "tables",
    "population",
    "documents",
    "criterion",
    "points",
    "award",
]
_TABLES: Final = (
    "roster",
    "organisations",
    "outlets",
    "books",
    "events",
    "exams",
    "days",
    "marks",
    "themes",
    "assignments",
    "decisions",
)
"""Kinds of table whose file may be named; `facts.Facts.present` has the same."""

_SHOWN: Final = 80
"""Characters shown of a line that is wrong."""
_HEADER: Final = re.compile(r"^\s*\[{1,2}\s*([^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?$")


def load(path: Path, *, document_types: Sequence[str]) -> Criteria:
    """Return the criteria of a file.

    Args:
        path: of the TOML file.
        document_types: every type a rule may name, `layout.doctype.DOCUMENT_TYPES`.

    Raises:
        UsageError: the file cannot be read or is no TOML; a key, value or reference is
            unknown (the nearest right one is named), or rules contradict each other.
    """
    text = _text(path)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = line_of(error, text=text)
        raise UsageError(
            "criteria_not_toml",
            file=path.name,
            line=line,
            text=text.split("\n")[line - 1].strip()[:_SHOWN],
        ) from error
    except RecursionError as error:
        first = text.split("\n", 1)[0].strip()[:_SHOWN]
        raise UsageError(
            "criteria_not_toml", file=path.name, line=1, text=first
        ) from error
    return _File(values, file=path.name, text=text).criteria(document_types)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("criteria_not_utf8", file=path.name) from error
    except OSError as error:
        raise UsageError("criteria_unreadable", file=str(path)) from error


class _File:
    """The tables of one file with their places."""

    def __init__(self, values: Mapping[str, Any], *, file: str, text: str) -> None:
        self._file = file
        self._lines = tuple(text.replace("\r\n", "\n").split("\n"))
        headers = [
            (found.group(1), index)
            for index, line in enumerate(self._lines)
            if (found := _HEADER.match(line))
        ]
        ends = [index for _, index in headers[1:]] + [len(self._lines)]
        self._spans = [
            (name, first, last)
            for (name, first), last in zip(headers, ends, strict=False)
        ]
        top = headers[0][1] if headers else len(self._lines)
        self._top = Table(values, self._place("TOML", (0, top)))

    def _place(self, name: str, span: tuple[int, int]) -> Place:
        first, last = span
        return Place(
            file=self._file, lines=self._lines, name=name, first=first, last=last
        )

    def _span(self, name: str, *, nth: int = 0) -> tuple[int, int]:
        found = [(first, last) for header, first, last in self._spans if header == name]
        return found[nth] if nth < len(found) else (0, len(self._lines))

    def _table(self, name: str) -> Table:
        values = self._top.table(name)
        return Table(values.values, self._place(f"[{name}]", self._span(name)))

    def _tables(self, name: str) -> list[Table]:
        found = self._top.get(name)
        if found is None:
            return []
        if not isinstance(found, list) or not all(
            isinstance(item, dict) for item in found
        ):
            raise self._top.wrong(name, found, "table")
        return [
            Table(
                item,
                self._place(
                    f"[[{name}]] {item.get('id', f'#{index + 1}')}",
                    self._span(name, nth=index),
                ),
            )
            for index, item in enumerate(found)
        ]

    def _lines_of(self, points: Sequence[Table]) -> list[list[Table]]:
        """Return the `[[points.line]]` of each `[[points]]`, with their places."""
        found, before = [], 0
        for table in points:
            written = table.get("line") or []
            if not isinstance(written, list) or not all(
                isinstance(item, dict) for item in written
            ):
                raise table.wrong("line", written, "table")
            found.append(
                [
                    Table(
                        item,
                        self._place(
                            f"[[points.line]] {item.get('name', f'#{index + 1}')}",
                            self._span("points.line", nth=before + index),
                        ),
                    )
                    for index, item in enumerate(written)
                ]
            )
            before += len(written)
        return found

    def criteria(self, document_types: Sequence[str]) -> Criteria:
        """Return all of it, checked."""
        self._refuse_unknown_sections()
        self._top.choice("schema", (SCHEMA,))
        documents = read_documents(self._table("documents"))
        populations = self._populations()
        levels, grades = self._scales()
        numbers = Numbers(self._table("assumptions"))
        words = Vocabulary(
            numbers=numbers,
            document_types=document_types,
            levels=levels,
            grades=grades,
            populations=tuple(populations),
        )
        tables = self._tables("criterion")
        rules = tuple(read_criterion(table, words) for table in tables)
        points_tables = self._tables("points")
        lines = self._lines_of(points_tables)
        points = tuple(
            read_points(table, inside, words)
            for table, inside in zip(points_tables, lines, strict=True)
        )
        awards_tables = self._tables("award")
        known = {rule.identifier: rule.name for rule in rules}
        known |= {rule.identifier: rule.name for rule in points}
        awards = tuple(read_award(table, words, rules=known) for table in awards_tables)
        numbers.refuse_unused()
        criteria = Criteria(
            **self._meta(needs_period=bool(rules or points)),
            levels=levels,
            populations=populations,
            criteria=rules,
            points=points,
            awards=awards,
            assumptions=tuple(numbers.written),
            unquoted=numbers_without_quote(
                tables, points_tables, lines, awards_tables, named=numbers.names
            ),
            assumption_uses={key: tuple(uses) for key, uses in numbers.uses.items()},
            signed_off_by=numbers.signed_off_by,
            tables=self._named_tables(),
            documents=documents,
        )
        places = [table.place for table in (*tables, *points_tables, *awards_tables)]
        check(criteria, places=places)
        return criteria

    def _refuse_unknown_sections(self) -> None:
        for key in self._top:
            if key not in _SECTIONS:
                place = self._place(f"[{key}]", self._span(key))
                raise place.unknown("criteria_key", key, key, _SECTIONS)

    def _meta(self, *, needs_period: bool) -> dict[str, Any]:
        meta = self._table("meta")
        found: dict[str, Any] = {
            "title": meta.text("title"),
            "basis": meta.text("basis", default=""),
            "version": meta.text("version", default=""),
        }
        meta.text("id", default="")
        if needs_period or "period" in meta:
            meta.need("period")
            period = meta.table("period")
            found |= {"first": period.day("from"), "last": period.day("to")}
            period.close()
            if found["last"] < found["first"]:
                raise meta.place.error("criteria_period_backwards", "period")
        meta.close()
        return found

    def _named_tables(self) -> dict[str, str]:
        """Return the file that is named for a kind of table."""
        tables = self._table("tables")
        found = {kind: tables.text(kind) for kind in _TABLES if kind in tables}
        tables.close(*_TABLES)
        for kind, name in found.items():
            if "/" in name or "\\" in name:
                raise tables.wrong(kind, name, "file_name")
        return found

    def _scales(self) -> tuple[tuple[str, ...], dict[str, Fraction]]:
        scales = self._table("scales")
        levels = scales.texts("level")
        grades: dict[str, Fraction] = {}
        written = scales.get("grade") or []
        if not isinstance(written, list):
            raise scales.wrong("grade", written, "table")
        for entry in written:
            if not isinstance(entry, dict):
                raise scales.wrong("grade", entry, "table")
            grade = Table(entry, scales.place)
            lowest = exact(grade.need("min"))
            if lowest is None:
                raise grade.wrong("min", entry["min"], "number")
            grades[grade.text("name")] = lowest
            grade.close()
        scales.close()
        return levels, grades

    def _populations(self) -> dict[str, Population]:
        section = self._top.table("population")
        found: dict[str, Population] = {}
        for name in section:
            header = f"population.{name}"
            table = Table(
                section.table(name).values,
                self._place(f"[{header}]", self._span(header)),
            )
            found[name] = _population(name, table)
        return found


def _population(name: str, table: Table) -> Population:
    entity = table.choice("entity", ("person", "organisation"))
    where = table.table("where")
    table.close()
    if entity == "person":
        population = Population(
            name=name,
            entity=entity,
            party_member=where.flag("party_member"),
            posts=where.texts("post"),
            org_kinds=where.texts("org_kind"),
        )
    else:
        population = Population(
            name=name,
            entity=entity,
            kinds=where.texts("kind"),
            centre_group=where.flag("centre_group"),
        )
    where.close()
    return population
