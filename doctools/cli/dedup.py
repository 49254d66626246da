"""`doctools dedup`: passages that stand twice in one document, and clean copies."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

import typer

from doctools.batch import read_texts
from doctools.cli import options
from doctools.cli.paths import (
    STANDARD_INPUT,
    examine_paths,
    references_for,
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
from doctools.errors import UsageError
from doctools.intake.discover import discover
from doctools.reports import cleaned, plain_text, records

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from doctools.batch import Batch


class DedupFormat(StrEnum):
    """What `dedup` prints."""

    TEXT = "text"
    JSONL = "jsonl"
    TXT = "txt"


def dedup(
    paths: options.Paths,
    *,
    output: options.Output = None,
    reference: options.References = None,
    near: options.Near = False,
    jobs: options.Jobs = None,
    format_: Annotated[
        DedupFormat | None,
        typer.Option(
            "--format", help="command.option_format", metavar="text|jsonl|txt"
        ),
    ] = None,
    timings: options.Timings = None,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    lang: options.Lang = options.Language.ZH,
) -> None:
    """Find what stands twice in a document and write a copy without the repeats."""
    session = open_session(lang.value, quiet=quiet, no_color=no_color)
    chosen = choose(format_, terminal=DedupFormat.TEXT, piped=DedupFormat.JSONL)
    if output is not None and STANDARD_INPUT in paths:
        raise UsageError("output_without_file")
    spare_folders(output, paths)
    spare_inputs(timings, paths)
    settings = replace(settings_for(paths, session), near=near)
    known = read_texts(
        references_for(paths, reference), settings=settings, slots=slots_of(jobs)
    )
    settings = replace(
        settings, references=tuple(found.text for found in known.documents.values())
    )
    batch = examine_paths(
        paths,
        session,
        settings=settings,
        jobs=jobs,
        stages=("layout", "repeats"),
    )
    if output is not None:
        _write_copies(batch, paths, output)
    if chosen is DedupFormat.TXT:
        if len(batch.examinations) > 1:
            if output is None:
                raise UsageError("output_needed", format=chosen.value)
        else:
            for examination in batch.examinations.values():
                emit(cleaned.text(examination))
    elif chosen is DedupFormat.JSONL:
        everything = (*batch.outcomes, *batch.repeats)
        emit(records.lines_of(everything, words=session.words))
    else:
        emit(plain_text.repeats(batch.repeats, words=session.words))
    session.terminal.report_files(batch.outcomes)
    write_timings(batch, timings)
    finish(batch.outcomes)


def _write_copies(batch: Batch, paths: Sequence[Path], output: Path) -> None:
    """Write a cleaned copy of every file that could be read; none over an original.

    Raises:
        UsageError: a copy would take the place of a file that was read.
    """
    files = {given.path: given.file for given in discover(list(paths)).inputs}
    read = [
        found
        for path, found in batch.examinations.items()
        if found.document is not None and path in files
    ]
    originals = {file.resolve() for file in files.values()}
    for examination in read:
        place = cleaned.place(examination, folder=output)
        if place.resolve() in originals:
            raise UsageError("output_among_inputs", path=str(place))
    for examination in read:
        data = files[examination.outcome.path].read_bytes()
        if sha256(data).hexdigest() != examination.outcome.sha256:
            raise UsageError("changed_meanwhile", path=examination.outcome.path)
        cleaned.write(examination, data, folder=output)
