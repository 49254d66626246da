"""The tables of a campaign (台账): which file holds what, and all they say together."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from doctools.errors import UsageError
from doctools.facts import Facts
from doctools.members.columns import COLUMNS
from doctools.members.facts_decisions import DecisionReader
from doctools.members.facts_events import EventReader
from doctools.members.facts_records import Reader
from doctools.members.facts_registers import (
    read_books,
    read_organisations,
    read_outlets,
    read_themes,
)
from doctools.members.grids import Grid, grid
from doctools.members.people import Organisations, People
from doctools.members.problems import Problems
from doctools.members.roster import read_people
from doctools.members.sheets import SUFFIXES, read_sheets
from doctools.members.spreads import SPREADS
from doctools.records import EvidenceRow

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

KINDS: Final[Mapping[str, str]] = {
    "花名册": "roster",
    "组织": "organisations",
    "报刊": "outlets",
    "书目": "books",
    "活动": "events",
    "考试": "exams",
    "天数": "days",
    "评定": "marks",
    "归属": "assignments",
    "决定": "decisions",
    "主题": "themes",
    "专题": "themes",
}
"""The word in a file's name that says what the table holds."""

_EXPLAINS: Final = re.compile("说明|须知|样表")
_NO_FILES: Final = frozenset({"Thumbs.db", "desktop.ini"})
_NEED_ROSTER: Final = ("events", "exams", "days", "marks", "assignments")


def load_facts(
    folder: Path | None,
    *,
    roster: Path | None = None,
    document_types: Collection[str] = (),
    named: Mapping[str, str] = MappingProxyType({}),
    months: Sequence[str] = (),
) -> Facts:
    """Return everything the tables of a folder say.

    Args:
        folder: with the tables; None or a folder that is not there has none.
        roster: a roster that stands elsewhere; it replaces the folder's.
        document_types: types that the tables 归属 and 决定 may name.
        named: file name by kind, where the criteria say which file is which; a kind
            whose file is not there is found by the word in a name.
        months: of the campaign, as `2010-03`; they give 7月1日 of a decision its year.

    Returns:
        Facts, each with the row it came from. A row that cannot be used is among the
        problems, and so is a file that is no known table.

    Raises:
        UsageError: a table that cannot be read, lacks a column, or has the same
            person twice.
    """
    problems = Problems()
    kinds = {name: kind for kind, name in named.items()}
    files = _files(folder, problems, kinds=kinds)
    if roster is not None:
        if not roster.is_file():
            raise UsageError("table_unreadable", file=str(roster))
        files["roster"] = [roster]
    grids = {kind: _grids(kind, paths, problems) for kind, paths in files.items()}
    return _facts(grids, problems, document_types=document_types, months=months)


def kind_of(stem: str) -> str | None:
    """Return what a table of this name holds; of several words the last decides."""
    places = {stem.rfind(word): kind for word, kind in KINDS.items() if word in stem}
    return places[max(places)] if places else None


def _files(
    folder: Path | None, problems: Problems, *, kinds: Mapping[str, str]
) -> dict[str, list[Path]]:
    """Return the tables of a folder by kind, in the order of their names."""
    files: dict[str, list[Path]] = {}
    if folder is None or not folder.is_dir():
        return files
    for path in sorted(folder.iterdir()):
        if path.name.startswith(("~$", ".")) or path.name in _NO_FILES:
            continue
        kind = kinds.get(path.name) or kind_of(path.stem)
        if code := _unread(path, kind):
            problems.add(code, EvidenceRow(table=path.name, row=1))
        elif kind:
            files.setdefault(kind, []).append(path)
    return files


def _unread(path: Path, kind: str | None) -> str:
    """Return why a file among the tables is not read, or empty."""
    if not path.is_file():
        return "folder_not_read"
    if kind is None:
        return "unknown_table"
    if _EXPLAINS.search(path.stem):
        return "explanation_not_read"
    return "" if path.suffix.lower() in SUFFIXES else "format_not_read"


def _grids(kind: str, paths: list[Path], problems: Problems) -> tuple[Grid, ...]:
    return tuple(table for path in paths for table in _tables(kind, path, problems))


def _tables(kind: str, path: Path, problems: Problems) -> list[Grid]:
    """Return the tables of a file; at least one sheet must be of the kind."""
    sheets = read_sheets(path)
    several = len(sheets) > 1
    found: list[Grid] = []
    for sheet in sheets:
        last = not found and sheet is sheets[-1]
        table = grid(
            replace(sheet, hidden=False, from_word=False) if last else sheet,
            columns=COLUMNS[kind],
            several=several,
            is_spread=SPREADS.get(kind),
        )
        if table is not None:
            found.append(table)
        elif sheet.from_word:
            problems.add(
                "table_not_read", EvidenceRow(table=f"{path.name}[{sheet.name}]", row=1)
            )
    return found


def _facts(
    grids: Mapping[str, tuple[Grid, ...]],
    problems: Problems,
    *,
    document_types: Collection[str],
    months: Sequence[str],
) -> Facts:
    organisations = read_organisations(
        grids.get("organisations", ()), problems=problems
    )
    names = Organisations(organisations)
    people = read_people(
        grids.get("roster", ()), organisations=names, problems=problems
    )
    of_people = [kind for kind in _NEED_ROSTER if _has_rows(grids.get(kind, ()))]
    unusable = [] if people else of_people
    for kind in unusable:
        place = EvidenceRow(table=grids[kind][0].label, row=1)
        problems.add("needs_roster", place)
    usable = {kind: found for kind, found in grids.items() if kind not in unusable}
    known = People(people, organisations=names)
    reader = Reader(people=known, organisations=names, problems=problems)
    meetings = EventReader(people=known, organisations=names, problems=problems)
    clerk = DecisionReader(
        people=known,
        organisations=names,
        problems=problems,
        document_types=document_types,
        months=months,
    )
    return Facts(
        people=people,
        organisations=organisations,
        books=read_books(grids.get("books", ()), problems=problems),
        outlets=read_outlets(grids.get("outlets", ()), problems=problems),
        events=meetings.events(usable.get("events", ())),
        exams=reader.exams(usable.get("exams", ())),
        days=reader.days(usable.get("days", ())),
        marks=reader.marks(usable.get("marks", ())),
        themes=read_themes(
            grids.get("themes", ()), organisations=names, problems=problems
        ),
        assignments=clerk.assignments(usable.get("assignments", ())),
        decisions=clerk.decisions(grids.get("decisions", ())),
        decision_tables=frozenset(table.label for table in grids.get("decisions", ())),
        present=frozenset(kind for kind, found in usable.items() if _has_rows(found)),
        problems=tuple(problems.found),
    )


def _has_rows(grids: tuple[Grid, ...]) -> bool:
    """Tell whether a table says anything: one with headings only is not given yet."""
    return any(grid.rows for grid in grids)
