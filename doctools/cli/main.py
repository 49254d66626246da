"""The `doctools` command: assembles the commands and turns errors into words."""

from __future__ import annotations

import importlib
import os
import re
import sys
import traceback
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.exceptions import TyperException

from doctools import __version__, messages
from doctools.cli.language import (
    SpokenCommand,
    SpokenGroup,
    language_of,
    translate,
)
from doctools.cli.terminal import Terminal, prepare_streams
from doctools.errors import DoctoolsError, ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doctools.messages import Catalogue

_EXTRA = re.compile(r"unexpected extra arguments?(?:\(s\))? \((.+)\)")
"""How the parser words what it has no place for; the only sign it gives."""

COMMANDS = {
    "run": "run",
    "parse": "parse",
    "dedup": "dedup",
    "typos": "typos",
    "compare": "compare",
    "count": "count",
    "criteria": "criteria",
    "lexicon": "lexicon",
    "archive": "archive",
    "init": "setup",
    "doctor": "setup",
    "schema": "setup",
}
"""Every command and the module of its function, in the order of the help page."""

GROUPS = {
    "criteria": ("check", "explain"),
    "lexicon": ("build", "check"),
    "archive": ("add", "list", "remove", "check", "info"),
}
"""Commands that have commands of their own, functions of the same module."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    prepare_streams()
    sys.exit(call(given, messages.load(language_of(given))))


def call(arguments: list[str], words: Catalogue) -> int:
    """Do what the arguments say and return the exit code."""
    terminal = Terminal(words, quiet=False)
    try:
        command = build(words, wanted=_command_name(arguments))
        code = command.main(
            args=arguments or ["--help"], prog_name="doctools", standalone_mode=False
        )
    except DoctoolsError as error:
        others = error.others if isinstance(error, UsageError) else ()
        for each in (error, *others):
            terminal.complain(f"error.{each.code}", **each.facts)
        return error.exit_code
    except TyperException as error:
        _explain_usage(error, terminal)
        return ExitCode.USAGE
    except (KeyboardInterrupt, typer.Abort):
        terminal.complain("error.interrupted")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # whoever read our output has gone; there is nothing left to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except Exception as error:  # noqa: BLE001 - the one place that catches everything
        _explain_fault(error, terminal)
        return ExitCode.INTERNAL
    if code == ExitCode.INTERRUPTED:
        terminal.complain("error.interrupted")
    return int(code or ExitCode.OK)


def build(words: Catalogue, *, wanted: str = "") -> Any:  # noqa: ANN401 - Typer keeps its classes private
    """Return the command line, its words filled in.

    Only the wanted command is imported; the others are names on the help page, so that
    help comes at once.
    """
    app = typer.Typer(
        cls=SpokenGroup,
        help="command.doctools",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    @app.callback(help="command.doctools")
    def top(
        *,
        version: Annotated[
            bool,
            typer.Option(
                "--version",
                help="command.option_version",
                is_eager=True,
                callback=_print_version,
            ),
        ] = False,
    ) -> None:
        """Take the options that stand before a command."""

    for name, module in COMMANDS.items():
        if name in GROUPS:
            app.add_typer(_group(name, module, whole=name == wanted))
            continue
        function = _function(name, module) if name == wanted else _name_only
        app.command(name, cls=SpokenCommand, help=f"command.{name}")(function)
    command = typer.main.get_command(app)
    translate(command, words)
    return command


def _group(name: str, module: str, *, whole: bool) -> typer.Typer:
    """Return a command with commands of its own; `whole` with their functions."""
    group = typer.Typer(
        name=name, cls=SpokenGroup, help=f"command.{name}", rich_markup_mode=None
    )
    for inner in GROUPS[name]:
        function = _function(inner, module) if whole else _name_only
        group.command(inner, cls=SpokenCommand, help=f"command.{name}_{inner}")(
            function
        )
    return group


def _command_name(arguments: Sequence[str]) -> str:
    """Return the command asked for, or nothing where only options are given.

    Raises:
        UsageError: there is no such command; the nearest one is named.
    """
    name = next(iter(arguments), "")
    if name in GROUPS:
        _refuse_inner(name, next(iter(arguments[1:]), ""))
    if name.startswith("-") or name in COMMANDS or not name:
        return name
    nearest = get_close_matches(name, COMMANDS, n=1, cutoff=0.0)[0]
    raise UsageError("no_such_command", name=name, nearest=nearest)


def _refuse_inner(name: str, inner: str) -> None:
    """Refuse a command of a group that is missing or unknown."""
    known = GROUPS[name]
    if not inner:
        raise UsageError("inner_command", name=name, known=known)
    if not inner.startswith("-") and inner not in known:
        nearest = get_close_matches(inner, known, n=1, cutoff=0.0)[0]
        raise UsageError(
            "no_such_command", name=f"{name} {inner}", nearest=f"{name} {nearest}"
        )


def _function(name: str, module: str) -> Callable[..., Any]:
    loaded = importlib.import_module(f"doctools.cli.{module}")
    found: Callable[..., Any] = getattr(loaded, name, None) or getattr(
        loaded, f"{name}_"
    )
    return found


def _name_only() -> None:
    """Stand on the help page for a command that was not asked for."""


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - Typer calls it so
    if wanted:
        raise typer.Exit


def _explain_usage(error: TyperException, terminal: Terminal) -> None:
    """Say what is wrong with the arguments and how to get help."""
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    message = error.format_message()
    extra = _EXTRA.search(message)
    choices = (getattr(parameter, "metavar", None) or "").split("|")
    facts = {
        "name": getattr(error, "option_name", None)
        or (parameter.get_error_hint().strip("'") if parameter else ""),
        "reason": message,
        "extra": extra[1] if extra else "",
        "choices": tuple(choices),
        "nearest": tuple(getattr(error, "possibilities", None) or ()),
    }
    code = {
        "MissingParameter": "missing_parameter",
        "NoSuchOption": "no_such_option",
        "BadOptionUsage": "option_value",
        "BadParameter": "bad_choice" if len(choices) > 1 else "bad_number",
    }.get(kind, "extra_argument" if extra else "usage")
    if code == "no_such_option" and facts["nearest"]:
        code = "no_such_option_nearest"
    terminal.complain(f"error.{code}", **facts)


def _explain_fault(error: Exception, terminal: Terminal) -> None:
    """Name an unexpected exception and its places in the code, no data."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    terminal.show(
        terminal.words(
            "error.internal",
            kind=type(error).__name__,
            version=__version__,
            places="\n".join(f"  {place}" for place in places[-8:]),
        )
    )
