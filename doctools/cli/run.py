"""`doctools run`: the whole job."""

from __future__ import annotations

import webbrowser
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

import typer

from doctools import campaign, pipeline
from doctools.batch import settings_from
from doctools.cli import options
from doctools.cli.paths import spare_inputs
from doctools.cli.session import (
    choose,
    emit,
    finish,
    open_session,
    slots_of,
    write_timings,
)
from doctools.deciding.own_words import take_over
from doctools.deciding.sources import Sources
from doctools.journal.store import open_journal
from doctools.reports import overview, records, result_folder
from doctools.reports.workbook_edits import Edits, read_edits, workbooks_in
from doctools.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from doctools.cli.terminal import Terminal


class RunFormat(StrEnum):
    """What `run` prints."""

    TEXT = "text"
    JSONL = "jsonl"


def run(
    folder: options.Folder,
    *,
    output: options.Output = None,
    criteria: options.Criteria = None,
    roster: options.Roster = None,
    reference: options.References = None,
    jobs: options.Jobs = None,
    level: options.Level = None,
    open_: Annotated[bool, typer.Option("--open", help="command.option_open")] = False,
    format_: Annotated[
        RunFormat | None,
        typer.Option("--format", help="command.option_format", metavar="text|jsonl"),
    ] = None,
    fail_on: options.FailOnOption = None,
    timings: options.Timings = None,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    lang: options.Lang = options.Language.ZH,
) -> None:
    """Check, compare and count everything in a folder and write the reports."""
    session = open_session(lang.value, quiet=quiet, no_color=no_color)
    spare_inputs(timings, [folder])
    parts = campaign.look_at(
        folder, roster=roster, criteria=criteria, references=tuple(reference or ())
    )
    target = campaign.output_folder(parts, output)
    today = datetime.now().astimezone().date()
    with open_workspace(target) as workspace, open_journal(target) as journal:
        workbooks = written_into(
            target, known=workspace.written(), terminal=session.terminal
        )
        taken = take_over(
            workbooks, parts.own_words, known=journal.taken(), words=session.words
        )
        journal.take(taken.marks)
        if taken.marks:
            session.terminal.say(
                "terminal.taken_over", count=len(taken.marks), path=parts.own_words
            )
        settings = settings_from(
            parts.config,
            language=session.language,
            level=level.value if level else None,
            dictionaries=campaign.with_own_words(parts.dictionaries, folder),
        )
        decisions = Sources(
            journal=journal.entries(),
            workbooks=workbooks,
            recorded=today.isoformat(),
            problems=taken.problems,
            taken_over=len(journal.taken()),
            keep=journal.append,
        )
        with session.terminal.progress() as progress:
            means = pipeline.Means(
                slots=slots_of(jobs),
                workspace=workspace,
                progress=progress,
            )
            result, batch = pipeline.run(
                parts,
                settings=settings,
                words=session.words,
                means=means,
                decisions=decisions,
            )
        session.terminal.name_classified(result.files)
        written = result_folder.write(
            result,
            target,
            words=session.words,
            known=workspace.written(),
            today=today,
        )
        workspace.remember_written(written.digests)
    write_timings(batch, timings)
    chosen = choose(format_, terminal=RunFormat.TEXT, piped=RunFormat.JSONL)
    if chosen is RunFormat.JSONL:
        emit(records.lines(result, words=session.words))
    else:
        emit(overview.lines(result, words=session.words))
    for name, path in written.beside.items():
        session.terminal.complain("terminal.beside", name=name, path=path)
    session.terminal.report_files(result.files)
    session.terminal.say("terminal.report", path=written.report)
    if open_:
        webbrowser.open(written.report.resolve().as_uri())
    finish(
        result.files,
        findings=result.findings,
        overlaps=result.overlaps,
        works=result.works,
        fail_on=fail_on,
    )


def written_into(
    folder: Path, *, known: Mapping[str, str], terminal: Terminal
) -> tuple[Edits, ...]:
    """Return what people wrote into the workbooks of a result folder.

    A workbook that is open in an office program is read as it was last saved. One that
    cannot be read is left out where it is as we wrote it: nobody wrote into it.

    Raises:
        OutputError: the office program keeps it to itself.
    """
    found = []
    for path in workbooks_in(folder, result_folder.WORKBOOK):
        if path.with_name(f"~${path.name}").exists():
            terminal.complain("terminal.workbook_open", name=path.name)
        edits = read_edits(path)
        if edits.unreadable and _digest(path) == known.get(path.name):
            continue
        found.append(edits)
    return tuple(found)


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
