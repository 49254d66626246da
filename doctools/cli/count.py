"""`doctools count`: works per member; with criteria also results and shortlist."""

from __future__ import annotations

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
from doctools.errors import UsageError
from doctools.reports import counts_csv, plain_text, records, xlsx
from doctools.reports.files import write_atomic


class CountFormat(StrEnum):
    """What `count` prints."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"


def count(
    folder: options.Folder,
    *,
    criteria: options.Criteria = None,
    roster: options.Roster = None,
    output: options.Output = None,
    jobs: options.Jobs = None,
    format_: Annotated[
        CountFormat | None,
        typer.Option(
            "--format", help="command.option_format", metavar="text|json|jsonl|csv|xlsx"
        ),
    ] = None,
    fail_on: options.FailOnOption = None,
    timings: options.Timings = None,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    lang: options.Lang = options.Language.ZH,
) -> None:
    """Count works per member, and what they reach in each criterion."""
    session = open_session(lang.value, quiet=quiet, no_color=no_color)
    chosen = choose(format_, terminal=CountFormat.TEXT, piped=CountFormat.JSON)
    if chosen is CountFormat.XLSX and output is None:
        raise UsageError("output_needed", format=chosen.value)
    for place in (output, timings):
        spare_inputs(place, [folder])
    parts = campaign.look_at(folder, roster=roster, criteria=criteria)
    settings = settings_from(
        parts.config, language=session.language, dictionaries=parts.dictionaries
    )
    with session.terminal.progress() as progress:
        result, batch = pipeline.run(
            parts,
            settings=settings,
            words=session.words,
            means=pipeline.Means(slots=slots_of(jobs), progress=progress),
        )
    session.terminal.name_classified(result.files)
    match chosen:
        case CountFormat.JSON:
            emit(records.result_json(result, words=session.words), output)
        case CountFormat.JSONL:
            emit(records.lines(result, words=session.words), output)
        case CountFormat.CSV:
            emit(counts_csv.text(result, words=session.words), output)
        case CountFormat.TEXT:
            emit(plain_text.counts(result, words=session.words), output)
        case CountFormat.XLSX if output is not None:
            today = datetime.now().astimezone().date()
            write_atomic(output, xlsx.build(result, words=session.words, today=today))
    session.terminal.report_files(result.files)
    write_timings(batch, timings)
    finish(
        result.files,
        findings=result.findings,
        overlaps=result.overlaps,
        works=result.works,
        fail_on=fail_on,
    )
