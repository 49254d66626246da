"""`doctools run`: the whole job."""

from __future__ import annotations

import webbrowser
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from doctools import campaign, pipeline
from doctools.cli import options
from doctools.cli.paths import spare_inputs
from doctools.cli.session import (
    choose,
    emit,
    finish,
    open_session,
    settings_from,
    slots_of,
    write_timings,
)
from doctools.reports import overview, records, result_folder
from doctools.workspace import open_workspace


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
    settings = settings_from(
        parts.config,
        language=session.language,
        level=level,
        dictionaries=parts.dictionaries,
    )
    target = campaign.output_folder(parts, output)
    with open_workspace(target) as workspace:
        with session.terminal.progress() as progress:
            means = pipeline.Means(
                slots=slots_of(jobs),
                workspace=workspace,
                progress=progress,
            )
            result, batch = pipeline.run(
                parts, settings=settings, words=session.words, means=means
            )
        session.terminal.name_classified(result.files)
        written = result_folder.write(
            result,
            target,
            words=session.words,
            known=workspace.written(),
            today=datetime.now().astimezone().date(),
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
