"""`doctools parse`: the document model."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from doctools.cli import options
from doctools.cli.paths import (
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
    write_timings,
)
from doctools.errors import UsageError
from doctools.reports import document as document_text
from doctools.reports import records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from doctools.batch import Batch
    from doctools.messages import Catalogue


class ParseFormat(StrEnum):
    """What `parse` prints."""

    TXT = "txt"
    JSONL = "jsonl"
    MD = "md"
    JSON = "json"


def parse(
    paths: options.Paths,
    *,
    output: options.Output = None,
    jobs: options.Jobs = None,
    ocr: options.Ocr = False,
    format_: Annotated[
        ParseFormat | None,
        typer.Option(
            "--format", help="command.option_format", metavar="txt|jsonl|md|json"
        ),
    ] = None,
    timings: options.Timings = None,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    lang: options.Lang = options.Language.ZH,
) -> None:
    """Read files and print what they say, positioned."""
    session = open_session(lang.value, quiet=quiet, no_color=no_color)
    chosen = choose(format_, terminal=ParseFormat.TXT, piped=ParseFormat.JSONL)
    if chosen in {ParseFormat.TXT, ParseFormat.MD}:
        spare_folders(output, paths)
    for place in (output, timings):
        spare_inputs(place, paths)
    batch = examine_paths(
        paths,
        session,
        settings=settings_for(paths, session, ocr=ocr),
        jobs=jobs,
        stages=("layout",),
    )
    if chosen in {ParseFormat.TXT, ParseFormat.MD}:
        _write_texts(batch, output, chosen)
    elif chosen is ParseFormat.JSON:
        emit(document_text.as_json(list(batch.documents.values())) + "\n", output)
    else:
        emit(_lines(batch, session.words), output)
    session.terminal.report_files(batch.outcomes)
    write_timings(batch, timings)
    finish(batch.outcomes)


def _lines(batch: Batch, words: Catalogue) -> Iterator[str]:
    yield from records.lines_of(batch.outcomes, words=words)
    for document in batch.documents.values():
        yield from document_text.lines(document)


def _write_texts(batch: Batch, output: Path | None, chosen: ParseFormat) -> None:
    """Print the only text, or write one file for each into a folder."""
    render = document_text.text if chosen is ParseFormat.TXT else document_text.markdown
    if len(batch.examinations) == 1 and output is None:
        for document in batch.documents.values():
            emit(render(document))
        return
    if output is None:
        raise UsageError("output_needed", format=chosen.value)
    for path, document in batch.documents.items():
        emit(render(document), _beside(output, path, chosen.value))


def _beside(folder: Path, path: str, suffix: str) -> Path:
    return folder.joinpath(*path.split("/")).with_name(
        f"{path.rpartition('/')[2]}.{suffix}"
    )
