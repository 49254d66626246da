"""`doctools typos`: likely typos and broken conventions."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import Annotated

import typer

from doctools.cli import options
from doctools.cli.paths import examine_paths, settings_for, spare_inputs
from doctools.cli.session import (
    choose,
    emit,
    finish,
    open_session,
    write_timings,
)
from doctools.reports import plain_text, records
from doctools.typos.profiles import PROFILES


class TyposFormat(StrEnum):
    """What `typos` prints."""

    TEXT = "text"
    JSONL = "jsonl"


Profile = StrEnum("Profile", {name: name for name in PROFILES})  # type: ignore[misc]


def typos(
    paths: options.Paths,
    *,
    level: options.Level = None,
    profile: Annotated[
        Profile | None,
        typer.Option(
            "--profile", help="command.option_profile", metavar="|".join(PROFILES)
        ),
    ] = None,
    jobs: options.Jobs = None,
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
    settings = replace(
        settings_for(paths, session, level=level),
        profile=profile.value if profile else None,
    )
    batch = examine_paths(
        paths, session, settings=settings, jobs=jobs, stages=("layout", "typos")
    )
    if chosen is TyposFormat.JSONL:
        everything = (*batch.outcomes, *batch.findings)
        emit(records.lines_of(everything, words=session.words))
    else:
        emit(plain_text.findings(batch.findings, words=session.words))
        session.terminal.say("terminal.findings_total", count=len(batch.findings))
    session.terminal.report_files(batch.outcomes)
    write_timings(batch, timings)
    finish(batch.outcomes, findings=batch.findings, fail_on=fail_on)
