"""`doctools init`, `doctools doctor`, `doctools schema`."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from doctools import diagnosis
from doctools.cli import options
from doctools.cli.session import choose, emit, open_session, tell
from doctools.errors import UsageError
from doctools.reports import campaign, records


class PlainFormat(StrEnum):
    """What these commands print."""

    TEXT = "text"
    JSON = "json"


FormatOption = Annotated[
    PlainFormat | None,
    typer.Option("--format", help="command.option_format", metavar="text|json"),
]


def init(
    folder: options.NewFolder,
    *,
    format_: FormatOption = None,
    lang: options.Lang = options.Language.ZH,
) -> None:
    """Write an empty campaign folder with headed tables."""
    session = open_session(lang.value, quiet=False)
    made = campaign.create(folder, words=session.words)
    names = [path.relative_to(folder).as_posix() for path in made]
    if _chosen(format_) is PlainFormat.JSON:
        emit(json.dumps({"folder": str(folder), "made": names}, ensure_ascii=False))
        return
    tell(session.words("terminal.made", name=name) for name in names)
    session.terminal.say("terminal.init", folder=folder)


def doctor(
    *,
    format_: FormatOption = None,
    lang: options.Lang = options.Language.ZH,
) -> None:
    """Say what is installed and what missing parts cost."""
    words = open_session(lang.value, quiet=False).words
    checks = diagnosis.examine()
    if _chosen(format_) is PlainFormat.JSON:
        emit(json.dumps([check.as_record() for check in checks], ensure_ascii=False))
        return
    tell(
        words(
            f"doctor.{check.code}_{'ok' if check.found else 'missing'}", **check.facts
        )
        for check in checks
    )


def schema(
    record: Annotated[
        str, typer.Argument(help="command.option_record", metavar="RECORD")
    ],
    *,
    lang: options.Lang = options.Language.ZH,
) -> None:
    """Print the JSON Schema of a record."""
    open_session(lang.value, quiet=False)
    if record not in records.TYPES:
        raise UsageError("record_unknown", name=record, known=tuple(records.TYPES))
    emit(json.dumps(records.schema(record), ensure_ascii=False, indent=2) + "\n")


def _chosen(format_: PlainFormat | None) -> PlainFormat:
    return choose(format_, terminal=PlainFormat.TEXT, piped=PlainFormat.JSON)
