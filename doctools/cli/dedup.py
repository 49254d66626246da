"""`doctools dedup`: passages that stand twice in one document, and clean copies."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
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
from doctools.reports import cleaned, marked_repeats, plain_text, records
from doctools.reports.files import protected_place, write_atomic

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from doctools.batch import Batch
    from doctools.cli.session import Session
    from doctools.intake.discover import Input
    from doctools.result import Examination


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
    mark: options.Mark = False,
    jobs: options.Jobs = None,
    ocr: options.Ocr = False,
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
    if mark and output is None:
        raise UsageError("mark_needs_output")
    spare_folders(output, paths)
    spare_inputs(timings, paths)
    settings = replace(settings_for(paths, session, ocr=ocr), near=near)
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
    most = settings.file_bytes
    if output is not None and mark:
        _write_marked(batch, paths, output, session, most=most)
    elif output is not None:
        _write_copies(batch, paths, output, session, most=most)
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


def _write_copies(
    batch: Batch, paths: Sequence[Path], output: Path, session: Session, *, most: int
) -> None:
    """Write a cleaned copy of every file that could be read; none over an original.

    Args:
        batch: what was found.
        paths: the command's arguments.
        output: folder for the copies.
        session: where the number of copies is said.
        most: largest file that is read, in bytes.

    Raises:
        UsageError: a copy would take the place of a file that was read.
    """
    read = _originals(batch, paths)
    originals = {given.file.resolve() for _, given in read}
    for examination, _ in read:
        place = cleaned.place(examination, folder=output)
        if place.resolve() in originals:
            raise UsageError("output_among_inputs", path=str(place))
    for examination, given in read:
        data = _unchanged(examination, given, most=most)
        cleaned.write(examination, data, folder=output)
    session.terminal.say("marks.copies_written", count=len(read), folder=output)


def _write_marked(
    batch: Batch, paths: Sequence[Path], output: Path, session: Session, *, most: int
) -> None:
    """Write a Word copy with tracked deletions of every file that has repeats.

    Raises:
        OutputError: a copy could not be written.
    """
    today = datetime.now().astimezone().date()
    terminal = session.terminal
    written = 0
    for examination, given in _originals(batch, paths):
        path, kind = examination.outcome.path, examination.outcome.kind
        data = _unchanged(examination, given, most=most)
        try:
            copy = marked_repeats.build(examination, data, words=session.words)
        except (KeyError, ValueError):
            terminal.complain("marks.failed", path=path)
            continue
        if copy is None:
            continue
        wanted = marked_repeats.place(examination, folder=output, words=session.words)
        place = protected_place(wanted, copy, known={}, today=today)
        write_atomic(place, copy)
        written += 1
        if place != wanted:
            terminal.complain("marks.beside", path=path, place=place)
        if kind != "docx":
            terminal.say("marks.text_as_word", path=path, name=place.name)
    terminal.say("marks.repeats_written", count=written, folder=output)


def _originals(batch: Batch, paths: Sequence[Path]) -> list[tuple[Examination, Input]]:
    """Return the files that could be read, each with where it lies."""
    files = {given.path: given for given in discover(list(paths)).inputs}
    return [
        (found, files[path])
        for path, found in batch.examinations.items()
        if found.document is not None and path in files
    ]


def _unchanged(examination: Examination, given: Input, *, most: int) -> bytes:
    """Return the bytes of a file as they were when it was examined.

    Raises:
        UsageError: they are others now.
    """
    data = given.read(most=most)
    if sha256(data).hexdigest() != examination.outcome.sha256:
        raise UsageError("changed_meanwhile", path=examination.outcome.path)
    return data
