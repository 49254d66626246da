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
from doctools.cli.paths import spare_inputs
from doctools.cli.session import (
    choose,
    emit,
    finish,
    open_session,
    slots_of,
    write_timings,
)
from doctools.errors import DoctoolsError, UsageError
from doctools.journal import store
from doctools.reports import (
    change_lines,
    counts_csv,
    earlier,
    plain_text,
    records,
    xlsx,
)
from doctools.reports.changes import compare_results
from doctools.reports.files import write_atomic

if TYPE_CHECKING:
    from doctools.campaign import CampaignFolder
    from doctools.cli.terminal import Terminal
    from doctools.messages import Catalogue
    from doctools.records import Change
    from doctools.reports.earlier import SavedResult
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
    if since is not None and chosen in (CountFormat.CSV, CountFormat.XLSX):
        raise UsageError("since_format", format=chosen.value)
    if chosen is CountFormat.XLSX and output is None:
        raise UsageError("output_needed", format=chosen.value)
    for place in (output, timings):
        spare_inputs(place, [folder])
    before = earlier.load(since) if since is not None else None
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
    words = session.words
    moved = _moved(before, result, words) if before else None
    match chosen:
        case CountFormat.JSON:
            emit(records.result_json(result, words=words, changes=moved), output)
        case CountFormat.JSONL:
            found = records.lines_of(moved or (), words=words)
            emit(chain(records.lines(result, words=words), found), output)
        case CountFormat.CSV:
            emit(counts_csv.text(result, words=words), output)
        case CountFormat.TEXT if moved is not None:
            emit(change_lines.lines(moved, result=result, words=words), output)
        case CountFormat.TEXT:
            emit(plain_text.counts(result, words=words), output)
        case CountFormat.XLSX if output is not None:
            today = datetime.now().astimezone().date()
            write_atomic(output, xlsx.build(result, words=words, today=today))
    _name_decisions(parts, session.terminal)
    session.terminal.report_files(result.files)
    write_timings(batch, timings)
    finish(
        result.files,
        findings=result.findings,
        overlaps=result.overlaps,
        works=result.works,
        fail_on=fail_on,
    )


def _name_decisions(parts: CampaignFolder, terminal: Terminal) -> None:
    """Say so where decisions made in a result folder's workbooks are not used here."""
    try:
        folder = campaign.output_folder(parts, None)
        if not (folder / store.FOLDER / store.FILE_NAME).is_file():
            return
        with store.open_journal(folder) as journal:
            entries = journal.entries()
    except DoctoolsError:
        return
    if any(entry.decision.source.startswith("summary") for entry in entries):
        terminal.say("terminal.count_without_decisions", folder=folder)


def _moved(before: SavedResult, result: Result, words: Catalogue) -> tuple[Change, ...]:
    """Return what moved, both results taken as they are written."""
    return compare_results(
        before,
        earlier.parse(records.result_json(result, words=words)),
        asked={info.identifier: info.must for info in result.award_infos},
    )
