"""What every command does around its work: words, output, exit code."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NoReturn, TypeVar

import typer

from doctools import messages
from doctools.cli.options import FailOn, Form
from doctools.cli.terminal import Terminal, safe
from doctools.errors import ExitCode
from doctools.messages import Catalogue
from doctools.model import FileStatus
from doctools.reports.files import write_atomic
from doctools.reports.wording import line_for_reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from doctools.batch import Batch
    from doctools.model import FileOutcome
    from doctools.records import Finding, Overlap, Work

Format = TypeVar("Format", bound=StrEnum)

_UNREADABLE = frozenset(
    {
        FileStatus.DAMAGED,
        FileStatus.ENCRYPTED,
        FileStatus.UNSUPPORTED,
        FileStatus.TOO_LARGE,
        FileStatus.TIMEOUT,
        FileStatus.MEMORY,
        FileStatus.CRASHED,
        FileStatus.LOCKED,
        FileStatus.PARTIAL,
        FileStatus.SUSPICIOUS_EMPTY,
        FileStatus.CLASSIFIED,
    }
)
"""Statuses that end a run with exit code 3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One call of a command: whom it speaks to and in which language."""

    words: Catalogue
    terminal: Terminal
    language: str


def open_session(language: str, *, quiet: bool, no_color: bool = False) -> Session:
    """Return the session of a command."""
    words = messages.load(language)
    terminal = Terminal(words, quiet=quiet, color=not no_color)
    return Session(words=words, terminal=terminal, language=language)


def slots_of(jobs: int | None) -> int:
    """Return how many files are read at a time: as asked, or one per core."""
    return jobs or os.cpu_count() or 1


def choose(chosen: Format | None, *, terminal: Format, piped: Format) -> Format:
    """Return the format asked for, or the usual one for a terminal or a pipe."""
    if chosen is not None:
        return chosen
    return terminal if sys.stdout.isatty() else piped


def form_of(chosen: Form | None) -> Form:
    """Return the form asked for: text for a terminal, lines of JSON for a pipe."""
    return choose(chosen, terminal=Form.TEXT, piped=Form.JSONL)


def emit(text: str | Iterable[str], output: Path | None = None) -> None:
    """Write data to standard output, or whole to a file.

    A terminal is shown control characters of titles and names, and not steered by them.

    Args:
        text: a string, written exactly, or lines that each get an end.
        output: the file, or None.

    Raises:
        OutputError: the file could not be written.
    """
    pieces = (text,) if isinstance(text, str) else (f"{line}\n" for line in text)
    if output is not None:
        write_atomic(output, "".join(pieces).encode("utf-8", "backslashreplace"))
        return
    # bytes, so that no line end is translated on the way
    stream = sys.stdout
    if stream.isatty():
        pieces = (safe(piece) for piece in pieces)
    for piece in pieces:
        stream.buffer.write(piece.encode(stream.encoding, "backslashreplace"))
    stream.flush()


def tell(lines: Iterable[str]) -> None:
    """Write lines for a person to standard output; nothing in them acts."""
    emit(map(line_for_reading, lines))


def write_timings(batch: Batch, output: Path | None) -> None:
    """Write the seconds of each file and stage as JSON Lines, if asked to."""
    if output is None:
        return
    lines = (
        json.dumps({"path": path, "stage": stage, "seconds": spent}, ensure_ascii=False)
        for path, stages in sorted(batch.seconds.items())
        for stage, spent in stages.items()
    )
    emit(lines, output)


def finish(
    outcomes: Sequence[FileOutcome],
    *,
    findings: Sequence[Finding] = (),
    overlaps: Sequence[Overlap] = (),
    works: Sequence[Work] = (),
    fail_on: FailOn | None = None,
) -> NoReturn:
    """End the command with the exit code of the contract."""
    if any(outcome.status in _UNREADABLE for outcome in outcomes):
        raise typer.Exit(ExitCode.FILES_UNREADABLE)
    levels = {finding.level for finding in findings}
    fails = {
        None: False,
        FailOn.ERROR: "error" in levels,
        FailOn.WARNING: bool(levels & {"error", "warning"}),
        FailOn.PENDING: any(work.status == "pending" for work in works),
        FailOn.STRONG: any(
            found.tier == "strong" and found.class_ == "copy" for found in overlaps
        ),
    }
    raise typer.Exit(ExitCode.FAIL_ON if fails[fail_on] else ExitCode.OK)
