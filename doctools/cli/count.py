"""`doctools count`: works per member; with criteria also results and shortlist."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from doctools import campaign, pipeline
from doctools.batch import settings_from
from doctools.cli import options
from doctools.cli.decided import name_decisions
from doctools.cli.paths import spare_inputs
from doctools.cli.session import (
    choose,
    emit,
    finish,
    open_session,
    slots_of,
    write_timings,
)
from doctools.deciding.gathering import decisions_folder, gather, opened_workbooks
from doctools.errors import UsageError
from doctools.reports import (
    change_lines,
    counts_csv,
    earlier,
    plain_text,
    records,
    xlsx,
)
from doctools.reports.files import write_atomic
from doctools.reports.since import changes_since

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doctools.batch import Batch
    from doctools.campaign import CampaignFolder
    from doctools.cli.session import Session
    from doctools.messages import Catalogue
    from doctools.records import Change
    from doctools.result import Result


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
    since: options.Since = None,
    result_: options.ResultFolder = None,
    output: options.Output = None,
    jobs: options.Jobs = None,
    ocr: options.Ocr = False,
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
    if since is not None and chosen in (CountFormat.CSV, CountFormat.XLSX):
        raise UsageError("since_format", format=chosen.value)
    if chosen is CountFormat.XLSX and output is None:
        raise UsageError("output_needed", format=chosen.value)
    for place in (output, timings):
        spare_inputs(place, [folder])
    before = earlier.load(since) if since is not None else None
    parts = campaign.look_at(folder, roster=roster, criteria=criteria)
    decided_in = decisions_folder(parts, given=result_, since=since)
    for name in opened_workbooks(decided_in) if decided_in else ():
        session.terminal.complain("terminal.workbook_open", name=name)
    result, batch = _counted(parts, session, decided_in=decided_in, jobs=jobs, ocr=ocr)
    session.terminal.name_classified(result.files)
    words = session.words
    moved = changes_since(before, result, words=words) if before else None
    if chosen is CountFormat.XLSX and output is not None:
        today = datetime.now().astimezone().date()
        write_atomic(output, xlsx.build(result, words=words, today=today))
    else:
        emit(_text(result, chosen, words=words, moved=moved), output)
    if decided_in is None:
        session.terminal.say("terminal.count_no_result")
    name_decisions(result, session.terminal, folder=decided_in)
    session.terminal.report_files(result.files)
    write_timings(batch, timings)
    finish(
        result.files,
        findings=result.findings,
        overlaps=result.overlaps,
        works=result.works,
        fail_on=fail_on,
    )


def _counted(
    parts: CampaignFolder,
    session: Session,
    *,
    decided_in: Path | None,
    jobs: int | None,
    ocr: bool,
) -> tuple[Result, Batch]:
    """Return what `run` would find, with the same decisions; nothing is written."""
    today = datetime.now().astimezone().date()
    with session.terminal.progress() as progress:
        return pipeline.run(
            parts,
            settings=settings_from(
                parts.config,
                language=session.language,
                ocr=ocr,
                dictionaries=parts.dictionaries,
            ),
            words=session.words,
            means=pipeline.Means(slots=slots_of(jobs), progress=progress),
            decisions=gather(decided_in, recorded=today.isoformat())
            if decided_in
            else None,
        )


def _text(
    result: Result,
    chosen: CountFormat,
    *,
    words: Catalogue,
    moved: tuple[Change, ...] | None,
) -> str | Iterator[str]:
    """Return what is printed, whole or line by line."""
    match chosen:
        case CountFormat.JSON:
            return records.result_json(result, words=words, changes=moved)
        case CountFormat.JSONL:
            found = records.lines_of(moved or (), words=words)
            return chain(records.lines(result, words=words), found)
        case CountFormat.CSV:
            return counts_csv.text(result, words=words)
        case _ if moved is not None:
            return change_lines.lines(moved, result=result, words=words)
        case _:
            return plain_text.counts(result, words=words)
