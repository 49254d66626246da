"""`doctools run`: the whole job."""

from __future__ import annotations

import webbrowser
from enum import StrEnum
from typing import Annotated

import typer

from doctools import campaign
from doctools.cli import options
from doctools.cli.decided import name_changes, name_decisions
from doctools.cli.paths import spare_inputs
from doctools.cli.session import (
    choose,
    emit,
    finish,
    open_session,
    slots_of,
    write_timings,
)
from doctools.deciding.gathering import opened_workbooks
from doctools.delivery import deliver
from doctools.reports import overview, records
from doctools.reports.result_folder import WORKBOOK


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
    archive: options.ArchiveToCompare = None,
    jobs: options.Jobs = None,
    ocr: options.Ocr = False,
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
        folder,
        roster=roster,
        criteria=criteria,
        references=tuple(reference or ()),
        archive=archive,
    )
    target = campaign.output_folder(parts, output)
    for name in opened_workbooks(target):
        session.terminal.complain("terminal.workbook_open", name=name)
    with session.terminal.progress() as progress:
        done = deliver(
            parts,
            target,
            words=session.words,
            language=session.language,
            level=level.value if level else None,
            ocr=ocr,
            slots=slots_of(jobs),
            progress=progress,
        )
    result, written = done.result, done.written
    session.terminal.name_classified(result.files)
    if done.taken_over:
        session.terminal.say(
            "terminal.taken_over", count=done.taken_over, path=parts.own_words
        )
    write_timings(done.batch, timings)
    chosen = choose(format_, terminal=RunFormat.TEXT, piped=RunFormat.JSONL)
    if chosen is RunFormat.JSONL:
        emit(records.lines(result, words=session.words))
    else:
        emit(overview.lines(result, words=session.words))
    name_changes(done.changes, session.terminal, result=result, folder=target)
    name_decisions(result, session.terminal, folder=target, entered=done.entered)
    for name, path in written.beside.items():
        session.terminal.complain("terminal.beside", name=name, path=path)
    session.terminal.report_files(result.files)
    session.terminal.say("terminal.report", path=written.report)
    newest = written.beside.get(WORKBOOK, target / WORKBOOK)
    session.terminal.say("terminal.next", name=newest.name)
    if open_:
        webbrowser.open(written.report.resolve().as_uri())
    finish(
        result.files,
        findings=result.findings,
        overlaps=result.overlaps,
        works=result.works,
        fail_on=fail_on,
    )
