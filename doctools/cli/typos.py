"""`doctools typos`: likely typos and broken conventions."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from doctools.batch import silence
from doctools.cli import options
from doctools.cli.paths import (
    STANDARD_INPUT,
    examine_paths,
    settings_for,
    spare_folders,
    spare_inputs,
)
from doctools.cli.session import (
    choose,
    emit,
    finish,
    open_session,
    slots_of,
    write_timings,
)
from doctools.errors import ExitCode, UsageError
from doctools.intake.arguments import is_folder
from doctools.reports import plain_text, records
from doctools.typos.profiles import PROFILES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class TyposFormat(StrEnum):
    """What `typos` prints."""

    TEXT = "text"
    JSONL = "jsonl"


class Changes(StrEnum):
    """How findings are marked in copies."""

    COMMENTS = "comments"
    REVISIONS = "revisions"


Profile = StrEnum("Profile", {name: name for name in PROFILES})  # type: ignore[misc]


def typos(
    paths: options.Paths,
    *,
    output: options.Output = None,
    write_changes: Annotated[
        Changes | None,
        typer.Option(
            "--write-changes",
            help="command.option_write_changes",
            metavar="comments|revisions",
        ),
    ] = None,
    level: options.Level = None,
    profile: Annotated[
        Profile | None,
        typer.Option(
            "--profile", help="command.option_profile", metavar="|".join(PROFILES)
        ),
    ] = None,
    jobs: options.Jobs = None,
    ocr: options.Ocr = False,
    format_: Annotated[
        TyposFormat | None,
        typer.Option("--format", help="command.option_format", metavar="text|jsonl"),
    ] = None,
    fail_on: options.FailOnOption = None,
    timings: options.Timings = None,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    lang: options.Lang = options.Language.ZH,
) -> None:
    """Find likely typos and broken conventions and say why."""
    session = open_session(lang.value, quiet=quiet, no_color=no_color)
    chosen = choose(format_, terminal=TyposFormat.TEXT, piped=TyposFormat.JSONL)
    spare_inputs(timings, paths)
    _require_copies_to_go_somewhere(output, write_changes, paths)
    settings = replace(
        settings_for(paths, session, level=level, ocr=ocr),
        profile=profile.value if profile else None,
    )
    batch = examine_paths(
        paths, session, settings=settings, jobs=jobs, stages=("layout", "typos")
    )
    batch, ignored = silence(batch, settings)
    if chosen is TyposFormat.JSONL:
        everything = (*batch.outcomes, *batch.findings)
        emit(records.lines_of(everything, words=session.words))
    else:
        emit(plain_text.findings(batch.findings, words=session.words))
        session.terminal.say("terminal.findings_total", count=len(batch.findings))
    if ignored:
        session.terminal.say("terminal.findings_ignored", count=ignored)
    session.terminal.report_files(batch.outcomes)
    write_timings(batch, timings)
    if write_changes is not None:
        # only here, where copies are asked for: readers and writers take long to import
        from doctools.cli.marks import write_marked  # noqa: PLC0415

        made = write_marked(
            batch,
            paths,
            revisions=write_changes is Changes.REVISIONS,
            folder=output,
            settings=settings,
            slots=slots_of(jobs),
            session=session,
        )
        if not made:
            raise typer.Exit(ExitCode.OUTPUT)
    finish(batch.outcomes, findings=batch.findings, fail_on=fail_on)


def _require_copies_to_go_somewhere(
    output: Path | None, changes: Changes | None, paths: Sequence[Path]
) -> None:
    """Refuse a folder without copies, and copies of what is no file.

    Raises:
        UsageError: so, or the folder lies among what is read.
    """
    if changes is None:
        if output is not None:
            raise UsageError("output_without_changes")
        return
    if STANDARD_INPUT in paths:
        raise UsageError("changes_without_file")
    if output is None and (len(paths) > 1 or is_folder(paths[0])):
        raise UsageError("output_needed_for_copies")
    spare_folders(output, paths)
