"""What a person changed in summary.xlsx: every editable cell is known by a key.

A very hidden sheet keeps, for each work and decision listed, what we wrote. So an edit
is found whatever was sorted, filtered or moved, and on any other computer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from doctools.decisions import Entry, entry_from_json
from doctools.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

HIDDEN: Final = "doctools"
"""Name of the very hidden sheet."""
FORMAT: Final = "doctools-edits/1"
WORK_FIELDS: Final = ("members", "document_type", "period", "verdict")
"""Columns of the sheet of works in which a decision can be written."""
REMARKS: Final = ("by", "reason", "basis")
_NEEDED: Final = ("verdict", "path", "work_id")
"""Columns of the sheet of works without which no decision in it can be read."""
ROW_FIELDS: Final = ("verdict", "by", "on", "reason", "basis")
"""Columns of the sheet of decisions that can be changed."""
_DATED: Final = re.compile(r"-(\d{4}-\d{2}-\d{2})(?:-(\d+))?")

Grid = list[list[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkEdit:
    """The changed cells of one work.

    Attributes:
        row: as the spreadsheet shows it.
        changed: what the cells of `WORK_FIELDS` now say, those that were changed.
        shown: what those cells said when the workbook was made.
        remarks: who, why and on what basis, as the row says now.
        new_remarks: those of them that were changed.
        at: the cell of each column, as `I5`.
    """

    row: int
    work_id: str
    path: str
    sha256: str
    changed: Mapping[str, str]
    shown: Mapping[str, str]
    remarks: Mapping[str, str]
    new_remarks: Mapping[str, str]
    at: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowEdit:
    """A row of the sheet of decisions that was added or changed.

    Attributes:
        row: as the spreadsheet shows it.
        entry: the entry the row showed, or None for an added one.
        cells: what the row says now, by column.
        changed: the columns of a known row that were changed.
        at: the cell of each column, as `F5`.
    """

    row: int
    entry: Entry | None
    cells: Mapping[str, str]
    changed: frozenset[str] = frozenset()
    at: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEdit:
    """What a person wrote beside a finding.

    Attributes:
        row: as the spreadsheet shows it.
        action: silence, accept, or empty where the word is none of these.
        said: the cell.
        text: what was flagged; empty where the workbook does not show it as it is.
        context: the sentence.
        cell: where it was written, as `G5`.
    """

    row: int
    action: str
    said: str
    fingerprint: str
    text: str
    context: str
    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """What one workbook says.

    Attributes:
        file: its name.
        works_sheet: name of the sheet of works.
        decisions_sheet: name of the sheet of decisions.
        listed: all entries of the journal that its makers had before them.
        findings_sheet: name of the sheet of findings.
        taken_over: how many remarks on findings had been taken over when it was made.
        decider: who decided where a row names nobody, or empty.
        told: marks of the mistakes it told its reader of.
        missing: headings the sheet of works has lost, without which its rows say nothing.
        unreadable: whether the file is no workbook of ours any more.
    """

    file: str
    works_sheet: str = ""
    decisions_sheet: str = ""
    findings_sheet: str = ""
    taken_over: int = 0
    listed: tuple[Entry, ...] = ()
    decider: str = ""
    works: tuple[WorkEdit, ...] = ()
    rows: tuple[RowEdit, ...] = ()
    findings: tuple[FindingEdit, ...] = ()
    told: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    unreadable: bool = False

    @property
    def is_edited(self) -> bool:
        """Whether a person wrote into it."""
        return bool(self.works or self.rows or self.findings)


def workbooks_in(folder: Path, name: str) -> tuple[Path, ...]:
    """Return the workbook of a result folder and the dated ones beside it, oldest first."""
    stem, _, suffix = name.rpartition(".")
    found = []
    for path in folder.glob(f"{stem}*.{suffix}"):
        dated = _DATED.fullmatch(path.stem.removeprefix(stem))
        if path.name == name or dated:
            day, number = dated.groups() if dated else ("", None)
            found.append((day, int(number or 1), path))
    return tuple(path for _, _, path in sorted(found))


def renamed_in(folder: Path, *names: str) -> tuple[Path, ...]:
    """Return the workbooks of a folder that are called neither so nor so with a date.

    A clerk renames a workbook, or puts a colleague's copy beside it: `read_edits` tells
    by the notes inside whether it is one of ours.
    """
    known = {path for name in names for path in workbooks_in(folder, name)}
    return tuple(
        path
        for path in sorted(folder.glob("*.xlsx"))
        if path not in known and not path.name.startswith(("~$", "."))
    )


def read_edits(path: Path) -> Edits:
    """Return what a person wrote into a workbook.

    Raises:
        OutputError: another program keeps the file to itself.
    """
    import python_calamine  # noqa: PLC0415 - only where a workbook is read

    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            if HIDDEN not in book.sheet_names:
                return Edits(file=path.name, unreadable=True)
            notes = _Notes(_grid(book, HIDDEN))
            return _edits(
                path.name,
                notes,
                works=_grid(book, notes.sheets.get("works", "")),
                decisions=_grid(book, notes.sheets.get("decisions", "")),
                findings=_grid(book, notes.sheets.get("findings", "")),
            )
    except OSError as error:
        raise OutputError.refused(error, path) from error
    except python_calamine.CalamineError:
        return Edits(file=path.name, unreadable=True)


class _Notes:
    """The hidden sheet: names of sheets and columns, and what we wrote where."""

    def __init__(self, grid: Grid) -> None:
        self.sheets: dict[str, str] = {}
        self.columns: dict[str, dict[str, str]] = {}
        self.label = ""
        self.works: dict[tuple[str, str], dict[str, Any]] = {}
        self.entries: dict[str, tuple[Entry, dict[str, str]]] = {}
        self.actions: dict[str, str] = {}
        self.taken_over = 0
        self.told: frozenset[str] = frozenset()
        self.findings: dict[str, dict[str, Any]] = {}
        for row in grid:
            for cell in row[:1]:
                self._take(_json(cell))

    def _take(self, note: Any) -> None:  # noqa: ANN401 - whatever the file holds
        match note:
            case {"sheet": str(code), "name": str(name), "columns": dict(columns)}:
                self.sheets[code] = name
                self.columns[code] = columns
            case {"told": list(told)}:
                self.told = frozenset(map(str, told))
            case {"label": str(label)}:
                self.label = label
            case {"actions": dict(actions), "taken": int(taken)}:
                self.actions, self.taken_over = actions, taken
            case {"finding": str(fingerprint), "text": str(), "context": str()}:
                self.findings[fingerprint] = note
            case {"work": str(work_id), "at": str(at), "path": str(), "shown": dict()}:
                self.works[work_id, at] = note
            case {"entry": dict(entry), "shown": dict(shown)}:
                try:
                    known = entry_from_json(json.dumps(entry))
                except ValueError:
                    return
                self.entries[known.identifier] = known, shown


def _json(cell: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        return json.loads(str(cell))
    except ValueError:
        return None


def _grid(book: Any, name: str) -> Grid:  # noqa: ANN401 - calamine has no types
    if name not in book.sheet_names:
        return []
    grid: Grid = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return grid


def _edits(
    name: str, notes: _Notes, *, works: Grid, decisions: Grid, findings: Grid
) -> Edits:
    return Edits(
        file=name,
        works_sheet=notes.sheets.get("works", ""),
        decisions_sheet=notes.sheets.get("decisions", ""),
        findings_sheet=notes.sheets.get("findings", ""),
        taken_over=notes.taken_over,
        listed=tuple(entry for entry, _ in notes.entries.values()),
        decider=_beside(decisions, notes.label),
        told=notes.told,
        missing=_missing(works, notes.columns.get("works", {})),
        works=tuple(_work_edits(works, notes)),
        rows=tuple(_row_edits(decisions, notes)),
        findings=tuple(_finding_edits(findings, notes)),
    )


def _missing(grid: Grid, columns: Mapping[str, str]) -> tuple[str, ...]:
    """Return the headings that no row has beside most of the others."""
    needed = [columns[name] for name in _NEEDED if name in columns]
    lost = needed
    for row in grid:
        cells = {_text(cell) for cell in row}
        absent = [heading for heading in needed if heading not in cells]
        if len(absent) < len(lost):
            lost = absent
    return tuple(lost)


def _beside(grid: Grid, label: str) -> str:
    """Return what stands to the right of a label above the headings."""
    for row in grid[:5]:
        cells = [_text(cell) for cell in row]
        if label in cells:
            return next((cell for cell in cells[cells.index(label) + 1 :] if cell), "")
    return ""


def _rows(
    grid: Grid, columns: Mapping[str, str], key: Sequence[str]
) -> Iterator[tuple[int, dict[str, str], dict[str, str]]]:
    """Yield row number, cells and their names by column, for the rows below the headings.

    Moved columns are found.

    Args:
        grid: of the sheet.
        columns: heading of each column.
        key: columns without which a row is no row of the table.
    """
    places: dict[str, int] = {}
    for number, row in enumerate(grid, 1):
        cells = [_text(cell) for cell in row]
        if places:
            yield (
                number,
                {name: cells[place] for name, place in places.items()},
                {name: f"{_letters(place)}{number}" for name, place in places.items()},
            )
        elif all(columns.get(name) in cells for name in key):
            places = {
                name: cells.index(heading)
                for name, heading in columns.items()
                if heading in cells
            }


def _work_edits(grid: Grid, notes: _Notes) -> Iterator[WorkEdit]:
    columns = notes.columns.get("works", {})
    for number, cells, at in _rows(grid, columns, ("work_id", "path")):
        note = notes.works.get((cells["work_id"], cells["path"]))
        if note is None:
            continue
        shown = {name: _text(text) for name, text in note["shown"].items()}
        changed = {
            name: cells[name]
            for name in (*WORK_FIELDS, *REMARKS)
            if name in cells and cells[name] != shown.get(name, "")
        }
        if changed:
            yield WorkEdit(
                row=number,
                work_id=note["work"],
                path=note["path"],
                sha256=str(note.get("sha256", "")),
                changed={k: v for k, v in changed.items() if k in WORK_FIELDS},
                shown=shown,
                remarks={name: cells.get(name, "") for name in REMARKS},
                new_remarks={k: v for k, v in changed.items() if k in REMARKS},
                at=at,
            )


def _row_edits(grid: Grid, notes: _Notes) -> Iterator[RowEdit]:
    columns = notes.columns.get("decisions", {})
    for number, cells, at in _rows(grid, columns, ("identifier", "verdict")):
        written = {name: text for name, text in cells.items() if text}
        if cells["identifier"] in notes.entries:
            entry, shown = notes.entries[cells["identifier"]]
            changed = frozenset(
                name
                for name in ROW_FIELDS
                if name in cells and cells[name] != _text(shown.get(name, ""))
            )
            if changed:
                yield RowEdit(
                    row=number, entry=entry, cells=cells, changed=changed, at=at
                )
        elif written:
            yield RowEdit(row=number, entry=None, cells=cells, at=at)


def _finding_edits(grid: Grid, notes: _Notes) -> Iterator[FindingEdit]:
    columns = notes.columns.get("findings", {})
    for number, cells, at in _rows(grid, columns, ("fingerprint", "action")):
        note = notes.findings.get(cells["fingerprint"])
        if note and cells["action"]:
            yield FindingEdit(
                row=number,
                action=str(notes.actions.get(cells["action"], "")),
                said=cells["action"],
                fingerprint=cells["fingerprint"],
                text=note["text"],
                context=note["context"],
                cell=at["action"],
            )


def _letters(place: int) -> str:
    """Return what a spreadsheet calls a column: A of the first, AA of the 27th."""
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _text(cell: Any) -> str:  # noqa: ANN401 - calamine has no types
    """Return a cell as text, ends trimmed, line ends alike; a day as `2010-07-01`."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).replace("\r\n", "\n").strip()
