"""The criteria file of a campaign: strict TOML with a closed vocabulary."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, Final, TypeVar

from doctools.awards.award import read_award
from doctools.awards.checks import check, refuse_twice
from doctools.awards.criterion import Vocabulary, read_criterion
from doctools.awards.documents import read_documents
from doctools.awards.mistakes import Mistakes
from doctools.awards.numbers import Numbers
from doctools.awards.points_rules import read_points
from doctools.awards.populations import read_population
from doctools.awards.rules import Criteria
from doctools.awards.scales import read_scales
from doctools.awards.signing import numbers_without_quote
from doctools.awards.strict import Place, Table
from doctools.config import line_of
from doctools.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from doctools.awards.rules import Points, Population

__all__ = ["Criteria", "load"]

_Rule = TypeVar("_Rule")

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

_LARGEST: Final = 1_000_000
"""Bytes; all the rules an office can have take some ten thousand."""
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
            unknown (the nearest right one is named), or rules contradict each other. It
            is the first mistake by line; `others` has the rest.
    """
    if path.is_file() and path.stat().st_size > _LARGEST:
        raise UsageError("criteria_too_large", file=path.name)
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
        """Return all of it, checked.

        Raises:
            UsageError: the first mistake, with all others that could be found.
        """
        mistakes = Mistakes()
        self._refuse_unknown_sections(mistakes)
        base = self._base(document_types, mistakes)
        if base is None:
            mistakes.tell()
            raise AssertionError  # pragma: no cover - without mistakes there is a base
        words, found = base
        tables, points_tables = self._tables("criterion"), self._tables("points")
        awards_tables = self._tables("award")
        lines = self._lines_of(points_tables)
        named = (*tables, *points_tables, *awards_tables)
        refuse_twice(named, mistakes)
        rules = _read(tables, lambda table: read_criterion(table, words), mistakes)
        points = _read_points(points_tables, lines, words, mistakes)
        known = {
            str(table.values.get("id")): str(table.values.get("name"))
            for table in (*tables, *points_tables)
        }
        awards = _read(
            awards_tables, lambda t: read_award(t, words, rules=known), mistakes
        )
        if not mistakes:
            for error in words.numbers.unused():
                mistakes.keep(error)
        criteria = Criteria(
            **found,
            levels=tuple(words.levels),
            criteria=tuple(rule for rule, _ in rules),
            points=tuple(rule for rule, _ in points),
            awards=tuple(award for award, _ in awards),
            assumptions=tuple(words.numbers.written),
            unquoted=numbers_without_quote(
                tables, points_tables, lines, awards_tables, named=words.numbers.names
            ),
            assumption_uses={
                key: tuple(uses) for key, uses in words.numbers.uses.items()
            },
            signed_off_by=words.numbers.signed_off_by,
        )
        places = [place for _, place in (*rules, *points, *awards)]
        check(criteria, places=places, known=known, mistakes=mistakes)
        mistakes.tell()
        return criteria

    def _base(
        self, document_types: Sequence[str], mistakes: Mistakes
    ) -> tuple[Vocabulary, dict[str, Any]] | None:
        """Return what the rules rest on; None where any of it is wrong."""
        found: dict[str, Any] = {}
        needs_period = "criterion" in self._top or "points" in self._top
        with mistakes.kept():
            self._top.choice("schema", (SCHEMA,))
        for read in (
            lambda: self._meta(needs_period=needs_period),
            lambda: {"documents": read_documents(self._table("documents"))},
            lambda: {"populations": self._populations()},
            lambda: dict(
                zip(
                    ("levels", "grades"),
                    read_scales(self._table("scales")),
                    strict=True,
                )
            ),
            lambda: {"numbers": Numbers(self._table("assumptions"))},
            lambda: {"tables": self._named_tables()},
        ):
            with mistakes.kept():
                found |= read()
        if not {"populations", "levels", "numbers", "title", "documents"} <= set(found):
            return None
        words = Vocabulary(
            numbers=found.pop("numbers"),
            document_types=document_types,
            levels=found.pop("levels"),
            grades=found.pop("grades"),
            populations=tuple(found["populations"]),
        )
        return words, found

    def _refuse_unknown_sections(self, mistakes: Mistakes) -> None:
        for key in self._top:
            if key not in _SECTIONS:
                place = self._place(f"[{key}]", self._span(key))
                mistakes.keep(place.unknown("criteria_key", key, key, _SECTIONS))

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

    def _populations(self) -> dict[str, Population]:
        section = self._top.table("population")
        found: dict[str, Population] = {}
        for name in section:
            header = f"population.{name}"
            table = Table(
                section.table(name).values,
                self._place(f"[{header}]", self._span(header)),
            )
            found[name] = read_population(name, table)
        return found


def _read(
    tables: Sequence[Table], read: Callable[[Table], _Rule], mistakes: Mistakes
) -> list[tuple[_Rule, Place]]:
    """Return the rules that could be read, with their places."""
    found = []
    for table in tables:

        def of(values: dict[str, Any], place: Place = table.place) -> _Rule:
            return read(Table(values, place))

        rule = mistakes.read(dict(table.values), of)
        if rule is not None:
            found.append((rule, table.place))
    return found


def _read_points(
    tables: Sequence[Table],
    lines: Sequence[Sequence[Table]],
    words: Vocabulary,
    mistakes: Mistakes,
) -> list[tuple[Points, Place]]:
    """Return the points rules that could be read, with their places."""
    found = []
    for table, inside in zip(tables, lines, strict=True):
        places = [line.place for line in inside]

        def read(
            values: dict[str, Any],
            place: Place = table.place,
            of_lines: Sequence[Place] = places,
        ) -> Points:
            written = values.get("line") or []
            parts = map(Table, written, of_lines)
            top = Table(values, place)
            top.get("line")
            return read_points(top, tuple(parts), words)

        rule = mistakes.read(dict(table.values), read)
        if rule is not None:
            found.append((rule, table.place))
    return found
