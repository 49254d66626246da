"""Arguments and options that several commands share. Help texts are codes."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Language(StrEnum):
    """Languages a person can be spoken to in."""

    ZH = "zh"
    EN = "en"


class LevelName(StrEnum):
    """Levels of findings, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class FailOn(StrEnum):
    """What `--fail-on` can name."""

    ERROR = "error"
    WARNING = "warning"
    PENDING = "pending"
    STRONG = "strong"


class Form(StrEnum):
    """What commands print that speak to people and to programs."""

    TEXT = "text"
    JSONL = "jsonl"


FormOption = Annotated[
    Form | None,
    typer.Option("--format", help="command.option_format", metavar="text|jsonl"),
]
Paths = Annotated[
    list[Path], typer.Argument(help="command.option_paths", metavar="PATH...")
]
Folder = Annotated[Path, typer.Argument(help="command.option_folder", metavar="FOLDER")]
NewFolder = Annotated[
    Path, typer.Argument(help="command.option_new_folder", metavar="FOLDER")
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", help="command.option_output", metavar="PATH"),
]
References = Annotated[
    list[Path] | None,
    typer.Option("--reference", help="command.option_reference", metavar="PATH"),
]
ArchiveToCompare = Annotated[
    Path | None,
    typer.Option("--archive", help="command.option_archive", metavar="DIR"),
]
Roster = Annotated[
    Path | None,
    typer.Option("--roster", help="command.option_roster", metavar="FILE"),
]
Criteria = Annotated[
    Path | None,
    typer.Option("--criteria", help="command.option_criteria", metavar="FILE"),
]
Since = Annotated[
    Path | None,
    typer.Option("--since", help="command.option_since", metavar="FILE"),
]
ResultFolder = Annotated[
    Path | None,
    typer.Option("--result", help="command.option_result", metavar="FOLDER"),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        min=1,
        help="command.option_jobs",
        envvar="DOCTOOLS_JOBS",
        show_envvar=False,
        metavar="N",
    ),
]
Level = Annotated[
    LevelName | None,
    typer.Option(
        "--level",
        help="command.option_level",
        envvar="DOCTOOLS_LEVEL",
        show_envvar=False,
        metavar="error|warning|info",
    ),
]
Near = Annotated[bool, typer.Option("--near", help="command.option_near")]
HideNames = Annotated[
    bool, typer.Option("--hide-names", help="command.option_hide_names")
]
Evidence = Annotated[
    Path | None,
    typer.Option("--evidence", help="command.option_evidence", metavar="FOLDER"),
]
Ocr = Annotated[bool, typer.Option("--ocr", help="command.option_ocr")]
Mark = Annotated[bool, typer.Option("--mark", help="command.option_mark")]
Quiet = Annotated[bool, typer.Option("--quiet", help="command.option_quiet")]
NoColor = Annotated[bool, typer.Option("--no-color", help="command.option_no_color")]
Lang = Annotated[
    Language,
    typer.Option(
        "--lang",
        help="command.option_lang",
        envvar="DOCTOOLS_LANG",
        show_envvar=False,
        show_default=False,
        metavar="zh|en",
    ),
]
Timings = Annotated[
    Path | None,
    typer.Option("--timings", help="command.option_timings", metavar="FILE"),
]
FailOnOption = Annotated[
    FailOn | None,
    typer.Option(
        "--fail-on",
        help="command.option_fail_on",
        metavar="error|warning|pending|strong",
    ),
]
