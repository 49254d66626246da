"""What a command says of decisions, and of what moved since the last run."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from doctools.reports import change_lines
from doctools.reports.result_folder import CHANGES
from doctools.reports.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from doctools.cli.terminal import Terminal
    from doctools.records import Change
    from doctools.result import Result

_STATES = ("in_force", "superseded", "conflict", "outdated", "absent")
_MOST_PLACES = 5
"""Cells named on the screen that say nothing we know; the rest stands in the report."""
_MOST_LINES = 21
"""Lines of changes on the screen: what moved and why of ten."""


def name_decisions(
    result: Result, terminal: Terminal, *, folder: Path | None, entered: int = 0
) -> None:
    """Say how many decisions there are, what became of them, and what was not understood.

    Args:
        result: of the run.
        terminal: where it is said.
        folder: the result folder they were read from, or None.
        entered: how many this run entered into the journal.
    """
    states = Counter(standing.state for standing in result.decisions)
    unclear = result.decision_problems
    if not states and not unclear:
        if folder is not None:
            terminal.say("terminal.decisions_none", folder=folder)
        return
    words = terminal.words
    parts = [
        words(f"terminal.decisions_{state}", count=states[state])
        for state in _STATES
        if states[state]
    ]
    if unclear:
        parts.append(words("terminal.decisions_unclear", count=len(unclear)))
    terminal.say(
        "terminal.decisions",
        count=result.run.totals["decisions"],
        parts="".join(words("terminal.decisions_part", part=part) for part in parts),
    )
    if entered:
        terminal.say("terminal.decisions_entered", count=entered)
    if folder is not None:
        terminal.say("terminal.decisions_from", folder=folder)
    speech = Speech(words=words, result=result)
    for problem in unclear[:_MOST_PLACES]:
        terminal.complain(
            "terminal.decision_unclear",
            place=speech.row_of(problem),
            reason=words(f"table.{problem.code}", **dict(problem.facts)),
        )
    if unclear or states["conflict"] or states["outdated"]:
        terminal.say("terminal.decisions_where")


def _weight(change: Change) -> int:
    """Return the place of a change on the screen: lists, conclusions, then all else."""
    if change.of == "award":
        return 0
    return 1 if any(move.field == "status" for move in change.moves) else 2


def name_changes(
    changes: Sequence[Change] | None,
    terminal: Terminal,
    *,
    result: Result,
    folder: Path,
) -> None:
    """Say what moved since the result that was replaced: the first, and where all stand."""
    if changes is None:
        return
    ordered = sorted(changes, key=_weight)
    lines = change_lines.lines(ordered, result=result, words=terminal.words)
    for line in islice(lines, _MOST_LINES):
        terminal.tell(line)
    if changes:
        terminal.say("terminal.changes_in", path=folder / CHANGES)
