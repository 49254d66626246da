"""The criteria file of a campaign: strict TOML with a closed vocabulary."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

from doctools.awards.checks import check
from doctools.awards.criterion import Vocabulary, read_criterion
from doctools.awards.numbers import Numbers, exact
from doctools.awards.rules import AwardRule, Criteria, Criterion, Population, RankKey
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
    "population",
    "documents",
    "criterion",
    "award",
]
_DOCUMENT_RULES: Final = {
    "duplicates": "one_work",
    "overlap_with_other_member": "pending",
    "unattributed": "pending",
    "coauthor": "full",
    "same_article_in_two_outlets": "once",
}
"""Rules for documents a file may state; each has one value that is built."""

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
        raise UsageError("criteria_not_toml", file=path.name, line=line) from error
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

    def criteria(self, document_types: Sequence[str]) -> Criteria:
        """Return all of it, checked."""
        self._refuse_unknown_sections()
        self._top.choice("schema", (SCHEMA,))
        self._documents()
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
        awards_tables = self._tables("award")
        awards = tuple(
            _award(table, tuple(populations), rules) for table in awards_tables
        )
        numbers.refuse_unused()
        criteria = Criteria(
            **self._meta(needs_period=bool(rules)),
            levels=levels,
            populations=populations,
            criteria=rules,
            awards=awards,
            assumptions=tuple(numbers.written),
            signed_off_by=numbers.signed_off_by,
        )
        places = [table.place for table in (*tables, *awards_tables)]
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

    def _documents(self) -> None:
        documents = self._table("documents")
        for key, only in _DOCUMENT_RULES.items():
            documents.choice(key, (only,), default=only)
        documents.close()

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


def _award(
    table: Table, populations: Sequence[str], criteria: Sequence[Criterion]
) -> AwardRule:
    known = tuple(criterion.identifier for criterion in criteria)
    table.need("must")
    award = AwardRule(
        identifier=table.text("id"),
        name=table.text("name"),
        population=table.choice("for", populations),
        quota=table.whole("quota"),
        must=table.texts("must", allowed=known),
        rank=tuple(_rank(table, known)),
        requirements=table.texts("req"),
    )
    table.choice("tie", ("list_all",), default="list_all")
    table.choice("under_quota", ("leave_empty",), default="leave_empty")
    table.close()
    return award


def _rank(table: Table, known: Sequence[str]) -> list[RankKey]:
    written = table.get("rank") or []
    if not isinstance(written, list) or not all(
        isinstance(entry, dict) for entry in written
    ):
        raise table.wrong("rank", written, "table")
    keys = []
    for entry in written:
        key = Table(entry, table.place)
        order = key.choice("order", ("desc", "asc"), default="desc")
        by = key.choice("by", known)
        keys.append(RankKey(criterion=by, descending=order == "desc"))
        key.close()
    return keys
