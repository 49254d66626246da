"""`doctools compare`: passages that works share."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from doctools import archiving, pipeline
from doctools.batch import read_texts
from doctools.cli import options
from doctools.cli.paths import (
    archive_for,
    examine_paths,
    references_for,
    settings_for,
    spare_folders,
    spare_inputs,
    title_for,
)
from doctools.cli.session import (
    choose,
    emit,
    finish,
    open_session,
    slots_of,
    write_timings,
)
from doctools.errors import UsageError
from doctools.reports import (
    anonymous,
    comparison,
    evidence_sheet,
    plain_text,
    records,
)
from doctools.reports.files import protected_place, write_atomic
from doctools.reports.pairs import pairs_of

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.cli.session import Session
    from doctools.result import Result


class CompareFormat(StrEnum):
    """What `compare` prints."""

    TEXT = "text"
    JSONL = "jsonl"
    HTML = "html"
    DOCX = "docx"


def compare(
    paths: options.Paths,
    *,
    reference: options.References = None,
    archive: options.ArchiveToCompare = None,
    roster: options.Roster = None,
    output: options.Output = None,
    evidence: options.Evidence = None,
    hide_names: options.HideNames = False,
    jobs: options.Jobs = None,
    ocr: options.Ocr = False,
    format_: Annotated[
        CompareFormat | None,
        typer.Option(
            "--format", help="command.option_format", metavar="text|jsonl|html|docx"
        ),
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
    told = format_ is not None or evidence is None
    _refuse(chosen, told=told, output=output, hide_names=hide_names)
    for place in (output, timings):
        spare_inputs(place, paths)
    spare_folders(evidence, paths)
    settings = settings_for(paths, session, ocr=ocr)
    past = archive_for(paths, archive)
    archiving.refuse_unusable(past)
    references = read_texts(
        references_for(paths, reference), settings=settings, slots=slots_of(jobs)
    )
    batch = examine_paths(
        paths, session, settings=settings, jobs=jobs, stages=("layout",)
    )
    result = pipeline.compare_only(
        batch, references, roster=roster, archive=past, title=title_for(paths)
    )
    shown = anonymous.anonymous(result, words=session.words) if hide_names else result
    if chosen is CompareFormat.JSONL:
        emit(records.lines(result, words=session.words), output)
    elif chosen is CompareFormat.TEXT:
        emit(plain_text.overlaps(result, words=session.words), output)
    elif chosen is CompareFormat.HTML:
        emit(_page(shown, session, hidden=hide_names), output)
    elif output is not None:
        write_atomic(output, _sheet(shown, session))
    if evidence is not None:
        _write_sheets(shown, session, evidence)
    session.terminal.report_files(result.files)
    write_timings(batch, timings)
    finish(result.files, overlaps=result.overlaps, fail_on=fail_on)


def _refuse(
    chosen: CompareFormat, *, told: bool, output: Path | None, hide_names: bool
) -> None:
    """Refuse what cannot be written, before anything is read.

    Args:
        chosen: what is printed.
        told: whether that is what was asked for, and not sheets alone.
        output: where it goes.
        hide_names: whether names are to be hidden.

    Raises:
        UsageError: a sheet has no place, or names cannot be hidden in this format.
    """
    if chosen is CompareFormat.DOCX and output is None:
        raise UsageError("sheet_needs_output")
    plain = chosen in {CompareFormat.TEXT, CompareFormat.JSONL}
    if hide_names and plain and told:
        raise UsageError("names_cannot_be_hidden", format=chosen.value)


def _page(result: Result, session: Session, *, hidden: bool) -> str:
    today = datetime.now().astimezone().date()
    return comparison.render(result, words=session.words, today=today, hidden=hidden)


def _sheet(result: Result, session: Session) -> bytes:
    """Return the sheet on the one pair there is.

    Raises:
        UsageError: there is none, or more than one.
    """
    pairs = [pair for pair in pairs_of(result.overlaps) if pair.store != "reference"]
    if len(pairs) != 1:
        code = "sheet_of_several" if pairs else "sheet_of_none"
        raise UsageError(code, number=len(pairs))
    return evidence_sheet.build(result, pairs[0], number=1, words=session.words)


def _write_sheets(result: Result, session: Session, folder: Path) -> None:
    """Write a sheet for each pair that has to be checked, never over a person's words.

    Raises:
        OutputError: one could not be written.
    """
    today = datetime.now().astimezone().date()
    written = 0
    for number, pair in enumerate(pairs_of(result.overlaps), start=1):
        if not pair.is_open:
            continue
        data = evidence_sheet.build(result, pair, number=number, words=session.words)
        name = session.words("comparison.sheet_name", number=f"{number:03d}")
        wanted = folder / f"{name}.docx"
        place = protected_place(wanted, data, known={}, today=today)
        write_atomic(place, data)
        written += 1
        if place != wanted:
            session.terminal.complain(
                "terminal.sheet_beside", name=wanted.name, path=place
            )
    session.terminal.say("terminal.sheets", number=written, folder=folder)
