"""What the workbook shows of decisions, and what it notes so as to find an edit again."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Final

from doctools.reports.wording import readable
from doctools.reports.workbook_edits import FORMAT, REMARKS, ROW_FIELDS, WORK_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from doctools.decisions import Standing
    from doctools.messages import Catalogue
    from doctools.records import Decided, Work
    from doctools.reports.sheets import Row, Sheet
    from doctools.reports.speech import Speech
    from doctools.result import Result

_COLUMNS: Final[Mapping[str, Mapping[str, int]]] = {
    "works": {
        "members": 1,
        "document_type": 3,
        "period": 4,
        "verdict": 8,
        "by": 9,
        "reason": 10,
        "basis": 11,
        "path": 16,
        "work_id": 17,
    },
    "decisions": {
        "identifier": 0,
        "path": 1,
        "work_id": 2,
        "subject": 3,
        "criterion": 4,
        "verdict": 5,
        "by": 6,
        "on": 7,
        "reason": 8,
        "basis": 9,
    },
    "findings": {"action": 6, "fingerprint": 10},
}
"""Where the columns of the sheets stand that a person may write in, or that tell rows
apart."""
_WRITABLE: Final[Mapping[str, Sequence[str]]] = {
    "works": (*WORK_FIELDS, *REMARKS),
    "decisions": ("path", "subject", "criterion", *ROW_FIELDS),
    "findings": ("action",),
}
_HINTED: Final = {
    "works": ("members", "period", "verdict", "by"),
    "findings": ("action",),
}
_ACTIONS: Final = ("silence", "accept")
"""What can be written beside a finding; `workbook.action` has the words."""


def editable(sheet: str) -> frozenset[int]:
    """Return the columns of a sheet in which a person may write."""
    columns = _COLUMNS.get(sheet, {})
    return frozenset(columns[name] for name in _WRITABLE.get(sheet, ()))


def hints(sheet: str, words: Catalogue) -> dict[int, str]:
    """Return what to write in a column, by column."""
    return {
        _COLUMNS[sheet][name]: words(f"workbook.hint.{name}")
        for name in _HINTED.get(sheet, ())
    }


def choices(sheet: str, words: Catalogue) -> dict[int, tuple[str, ...]]:
    """Return the words a column takes, by column, where it takes no others."""
    if sheet != "findings":
        return {}
    said = tuple(words(f"workbook.action.{action}") for action in _ACTIONS)
    return {_COLUMNS[sheet]["action"]: said}


def cells_of(work: Work, say: Speech) -> Row:
    """Return decision, who, why and on what basis, as the sheet of works shows them."""
    applied = [told for told in work.decided if not told.outdated]
    verdict = _verdict(applied)
    shown = verdict or next(iter(applied), None)
    if shown is None:
        return ("", "", "", "")
    value = say.decision_value(verdict.field, verdict.value) if verdict else ""
    return (value, shown.by, shown.reason, shown.basis)


def _verdict(applied: Sequence[Decided]) -> Decided | None:
    by_field = {told.field: told for told in applied}
    return by_field.get("verdict") or by_field.get("copied")


def rows(result: Result, say: Speech) -> list[Row]:
    """Return all decisions, the oldest first, each with what became of it."""
    return [_row(standing, say) for standing in result.decisions]


def _row(standing: Standing, say: Speech) -> Row:
    entry, decision = standing.entry, standing.entry.decision
    of_work = decision.kind == "work"
    return (
        entry.identifier,
        (standing.path or decision.path) if of_work else "",
        decision.subject if of_work else "",
        "" if of_work else say.subject(decision.subject),
        "" if of_work else say.criterion(decision.field),
        say.decision_value(decision.field, decision.value),
        decision.by,
        decision.on.isoformat() if decision.on else "",
        decision.reason,
        decision.basis,
        say.replaced(standing),
        say.words(f"report.standing.{standing.state}"),
        say.source(decision.source),
        entry.recorded,
    )


def notes_of(
    result: Result, sheets: Sequence[Sheet], *, words: Catalogue
) -> Iterator[str]:
    """Yield the lines of the hidden sheet, as `workbook_edits` reads them.

    Args:
        result: of the run.
        sheets: of the workbook.
        words: of the language the sheets are in.
    """
    by_name = {sheet.name: sheet for sheet in sheets}
    works = by_name[words("workbook.sheet.works")]
    decisions = by_name[words("workbook.sheet.decisions")]
    findings = by_name[words("workbook.sheet.findings")]
    yield json.dumps({"format": FORMAT})
    yield json.dumps({"label": words("workbook.decider")})
    for code, sheet in (
        ("works", works),
        ("decisions", decisions),
        ("findings", findings),
    ):
        columns = {
            name: sheet.headings[place] for name, place in _COLUMNS[code].items()
        }
        yield json.dumps({"sheet": code, "name": sheet.name, "columns": columns})
    digests = {file.path: file.sha256 or "" for file in result.files}
    for work, row in zip(result.works, works.rows, strict=True):
        yield json.dumps(
            {
                "work": work.work_id,
                "at": readable(work.path),
                "path": readable(work.path),
                "sha256": digests.get(work.path, ""),
                "shown": _shown("works", row, (*WORK_FIELDS, *REMARKS)),
            }
        )
    for standing, row in zip(result.decisions, decisions.rows, strict=True):
        yield json.dumps(
            {
                "entry": _masked(asdict(standing.entry)),
                "shown": _shown("decisions", row, ROW_FIELDS),
            },
            default=date.isoformat,
        )
    yield json.dumps({"told": list(result.told)})
    yield from _notes_of_findings(result, words)


def _notes_of_findings(result: Result, words: Catalogue) -> Iterator[str]:
    actions = {words(f"workbook.action.{action}"): action for action in _ACTIONS}
    yield json.dumps({"actions": actions, "taken": result.taken_over})
    for found in {found.fingerprint: found for found in result.findings}.values():
        shown = readable(found.text)
        yield json.dumps(
            {
                "finding": found.fingerprint,
                "text": shown if shown == found.text else "",
                "context": readable(found.context),
            }
        )


def _masked(value: object) -> object:
    """Return an entry as a person may see it: a file's name may hold a number."""
    if isinstance(value, dict):
        return {key: _masked(each) for key, each in value.items()}
    return readable(value) if isinstance(value, str) else value


def _shown(sheet: str, row: Row, names: Sequence[str]) -> dict[str, str]:
    columns = _COLUMNS[sheet]
    return {name: readable(str(row[columns[name]] or "")) for name in names}
