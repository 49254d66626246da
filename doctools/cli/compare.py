"""`doctools compare`: passages that works share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from doctools import pipeline
from doctools.batch import read_texts
from doctools.cli import options
from doctools.cli.paths import (
    examine_paths,
    references_for,
    settings_for,
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
from doctools.reports import plain_text, records


class CompareFormat(StrEnum):
    """What `compare` prints."""

    TEXT = "text"
    JSONL = "jsonl"


def compare(
    paths: options.Paths,
    *,
    reference: options.References = None,
    roster: options.Roster = None,
    output: options.Output = None,
    jobs: options.Jobs = None,
    format_: Annotated[
        CompareFormat | None,
        typer.Option("--format", help="command.option_format", metavar="text|jsonl"),
    ] = None,
    fail_on: options.FailOnOption = None,
    timings: options.Timings = None,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    lang: options.Lang = options.Language.ZH,
) -> None:
    """Compare works with each other and with reference texts."""
    session = open_session(lang.value, quiet=quiet, no_color=no_color)
    chosen = choose(format_, terminal=CompareFormat.TEXT, piped=CompareFormat.JSONL)
    for place in (output, timings):
        spare_inputs(place, paths)
    settings = settings_for(paths, session)
    references = read_texts(
        references_for(paths, reference), settings=settings, slots=slots_of(jobs)
    )
    batch = examine_paths(
        paths, session, settings=settings, jobs=jobs, stages=("layout",)
    )
    result = pipeline.compare_only(batch, references, roster=roster)
    if chosen is CompareFormat.JSONL:
        emit(records.lines(result, words=session.words), output)
    else:
        emit(plain_text.overlaps(result, words=session.words), output)
    session.terminal.report_files(result.files)
    write_timings(batch, timings)
    finish(result.files, overlaps=result.overlaps, fail_on=fail_on)
