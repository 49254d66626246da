"""What moved since an earlier result: compared with it, and kept as a text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.errors import UsageError
from doctools.reports import change_lines, earlier, records
from doctools.reports.changes import compare_results

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from doctools.messages import Catalogue
    from doctools.records import Change
    from doctools.reports.earlier import SavedResult
    from doctools.result import Result

_BOM = "\ufeff"


def changes_since(
    before: SavedResult, result: Result, *, words: Catalogue
) -> tuple[Change, ...]:
    """Return what moved, both results taken as they are written."""
    return compare_results(
        before,
        earlier.parse(records.result_json(result, words=words)),
        asked={info.identifier: info.must for info in result.award_infos},
    )


def replaced(file: Path) -> SavedResult | None:
    """Return the result that a new one replaces; None where it cannot be compared with."""
    try:
        return earlier.load(file)
    except UsageError:
        return None


def log(
    changes: Sequence[Change],
    file: Path,
    *,
    result: Result,
    words: Catalogue,
    today: date,
) -> bytes:
    """Return the text of all that ever moved: this time first, then what it held before.

    Written as Notepad of any age shows it.
    """
    lines = [
        words("change.on", day=today.isoformat()),
        *change_lines.lines(changes, result=result, words=words),
        "",
    ]
    try:
        older = file.read_bytes().decode("utf-8", "replace").removeprefix(_BOM)
    except OSError:
        older = ""
    text = "".join(f"{line}\n" for line in lines) + older.replace("\r\n", "\n")
    return (_BOM + text.replace("\n", "\r\n")).encode("utf-8", "backslashreplace")
