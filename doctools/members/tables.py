"""The tables of a campaign (台账): which file holds what, and all they say together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from doctools.errors import UsageError
from doctools.facts import Facts
from doctools.members.facts_records import Reader
from doctools.members.facts_registers import (
    read_books,
    read_organisations,
    read_outlets,
)
from doctools.members.headings import COLUMNS, Grid, grid
from doctools.members.problems import Problems
from doctools.members.roster import Organisations, People, read_people
from doctools.members.sheets import SUFFIXES, read_sheets
from doctools.records import EvidenceRow

if TYPE_CHECKING:
    from collections.abc import Mapping
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
}
"""The word in a file's name that says what the table holds."""

_NEED_ROSTER: Final = ("events", "exams", "days", "marks")


def load_facts(folder: Path | None, *, roster: Path | None = None) -> Facts:
    """Return everything the tables of a folder say.

    Args:
        folder: with the tables; None or a folder that is not there has none.
        roster: a roster that stands elsewhere; it replaces the folder's.

    Returns:
        Facts, each with the row it came from. A row that cannot be used is among the
        problems, and so is a file that is no known table.

    Raises:
        UsageError: a table that cannot be read, lacks a column, or has the same
            person twice.
    """
    problems = Problems()
    files = _files(folder, problems)
    if roster is not None:
        if roster.suffix.lower() not in SUFFIXES or not roster.is_file():
            raise UsageError("table_unreadable", file=str(roster))
        files["roster"] = [roster]
    grids = {kind: _grids(kind, paths) for kind, paths in files.items()}
    return _facts(grids, problems)


def kind_of(stem: str) -> str | None:
    """Return what a table of this name holds; of several words the last decides."""
    places = {stem.rfind(word): kind for word, kind in KINDS.items() if word in stem}
    return places[max(places)] if places else None


def _files(folder: Path | None, problems: Problems) -> dict[str, list[Path]]:
    """Return the tables of a folder by kind, in the order of their names."""
    files: dict[str, list[Path]] = {}
    if folder is None or not folder.is_dir():
        return files
    for path in sorted(folder.iterdir()):
        if not path.is_file() or path.name.startswith(("~$", ".")):
            continue
        kind = kind_of(path.stem)
        if kind is None or path.suffix.lower() not in SUFFIXES:
            code = "unknown_table" if kind is None else "format_not_read"
            problems.add(code, EvidenceRow(table=path.name, row=1))
        else:
            files.setdefault(kind, []).append(path)
    return files


def _grids(kind: str, paths: list[Path]) -> tuple[Grid, ...]:
    found = []
    for path in paths:
        sheets = read_sheets(path)
        for sheet in sheets:
            several = len(sheets) > 1
            if table := grid(sheet, columns=COLUMNS[kind], several=several):
                found.append(table)
    return tuple(found)


def _facts(grids: Mapping[str, tuple[Grid, ...]], problems: Problems) -> Facts:
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
    reader = Reader(
        people=People(people, organisations=names),
        organisations=names,
        problems=problems,
    )
    return Facts(
        people=people,
        organisations=organisations,
        books=read_books(grids.get("books", ()), problems=problems),
        outlets=read_outlets(grids.get("outlets", ()), problems=problems),
        events=reader.events(usable.get("events", ())),
        exams=reader.exams(usable.get("exams", ())),
        days=reader.days(usable.get("days", ())),
        marks=reader.marks(usable.get("marks", ())),
        present=frozenset(kind for kind, found in usable.items() if _has_rows(found)),
        problems=tuple(problems.found),
    )


def _has_rows(grids: tuple[Grid, ...]) -> bool:
    """Tell whether a table says anything: one with headings only is not given yet."""
    return any(grid.rows for grid in grids)
