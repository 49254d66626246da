"""Cells of workbooks that could not be applied, and how long they are spoken of.

An edited workbook stays in the result folder for ever, and with it what was wrong in
it. A mistake is told until it is corrected, until somebody settles the matter in
another place, or until somebody goes on working in a later workbook that told of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from doctools.facts import TableProblem
from doctools.journal.admission import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doctools.decisions import Entry
    from doctools.reports.workbook_edits import Edits

_SETTLED_BY = {"verdict": frozenset({"verdict", "copied"})}
"""What settles a cell of a column; of all others the field of the same name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something in a workbook that could not be applied.

    Attributes:
        problem: what is wrong and where; marked.
        workbook: the file it stands in.
        seen: entries that workbook listed.
        work: id and first path of the work it is about, or None.
        fields: what was to be decided.
    """

    problem: TableProblem
    workbook: str
    seen: frozenset[str] = frozenset()
    work: tuple[str, str] | None = None
    fields: frozenset[str] = field(default_factory=frozenset)


def marked(problem: TableProblem, *what: object) -> TableProblem:
    """Return a problem with a mark by which it is known in any order of the rows.

    Args:
        problem: in a cell of a workbook.
        what: the sheet, what its row is about, and what was written.
    """
    told = json.dumps([problem.code, *what], ensure_ascii=True, default=str)
    return replace(problem, mark=sha256(told.encode()).hexdigest()[:16])


def that_matter(
    troubles: Iterable[Trouble], *, workbooks: Sequence[Edits], entries: Sequence[Entry]
) -> tuple[TableProblem, ...]:
    """Return the problems a person still has to hear of."""
    return tuple(
        trouble.problem
        for trouble in troubles
        if not _is_past(trouble, workbooks=workbooks, entries=entries)
    )


def _is_past(
    trouble: Trouble, *, workbooks: Sequence[Edits], entries: Sequence[Entry]
) -> bool:
    """Tell whether a mistake was told in another workbook, and people went on from there."""
    later = [
        workbook
        for workbook in workbooks
        if workbook.file != trouble.workbook and trouble.problem.mark in workbook.told
    ]
    return any(workbook.is_edited for workbook in later) or (
        bool(later) and _is_settled(trouble, entries)
    )


def _is_settled(trouble: Trouble, entries: Sequence[Entry]) -> bool:
    """Tell whether all that was to be decided has since been decided elsewhere."""
    decided = {
        entry.decision.field
        for entry in entries
        if (entry.decision.subject, entry.origin) == trouble.work
        and entry.identifier not in trouble.seen
        and not place_of(entry.decision.source).startswith(f"{trouble.workbook} ")
    }
    return bool(trouble.fields) and all(
        decided & _SETTLED_BY.get(name, frozenset({name})) for name in trouble.fields
    )
