"""Which language the command line speaks, and Typer's help in that language.

Commands and options carry codes in place of help texts; `translate` puts the words in.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from doctools import messages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.messages import Catalogue

VARIABLE = "DOCTOOLS_LANG"
DEFAULT = "zh"
_RANGE = re.compile(r"\[x>=(\d+)\]")
"""How the parser remarks that a number has a lower bound."""


def language_of(arguments: Sequence[str]) -> str:
    """Return `zh` or `en`: `--lang` wins, then the environment, then Chinese."""
    chosen = os.environ.get(VARIABLE, DEFAULT)
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            chosen = arguments[place + 1]
        elif argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
    return chosen if chosen in messages.LANGUAGES else DEFAULT


def translate(command: Any, words: Catalogue) -> None:  # noqa: ANN401 - Typer keeps its classes private
    """Put the words of a language into a command, its options and its subcommands."""
    command.words = words
    command.help = words(command.help)
    command.options_metavar = words("command.metavar_options")
    for parameter in command.params:
        if parameter.help:
            parameter.help = words(parameter.help)
        _name(parameter, words)
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = words("command.metavar_command")
        for subcommand in command.commands.values():
            translate(subcommand, words)


def _name(parameter: Any, words: Catalogue) -> None:  # noqa: ANN401
    """Say in a language's words what a parameter takes: 文件夹 for FOLDER."""
    metavar = parameter.metavar or ""
    code = f"command.metavar_{metavar.removesuffix('...')}"
    if metavar and code in words:
        dots = "..." if metavar.endswith("...") else ""
        parameter.metavar = words(code) + dots


class _Spoken:
    """Help pages whose headings come from the catalogue."""

    words: Catalogue

    def format_usage(self, context: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the usage line."""
        pieces = [self.options_metavar]  # type: ignore[attr-defined]
        for parameter in self.get_params(context):  # type: ignore[attr-defined]
            if parameter.param_type_name == "argument":
                name = parameter.metavar
                pieces.append(name if parameter.required else f"[{name}]")
        if isinstance(self, TyperGroup):
            pieces.append(self.subcommand_metavar)
        formatter.write_usage(
            context.command_path, " ".join(pieces), prefix=self.words("command.usage")
        )

    def format_options(self, context: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write arguments, options and commands, each under its heading."""
        rows: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
        for parameter in self.get_params(context):  # type: ignore[attr-defined]
            row = parameter.get_help_record(context)
            if parameter.name == "help" and row:
                row = (row[0], self.words("command.help_option"))
            if row:
                row = (row[0].partition(" <")[0], self._said(row[1]))
                rows[parameter.param_type_name].append(row)
        for kind, listed in rows.items():
            if listed:
                with formatter.section(self.words(f"command.heading_{kind}")):
                    formatter.write_dl(listed)
        if isinstance(self, TyperGroup):
            self.format_commands(context, formatter)

    def _said(self, help_: str) -> str:
        """Return the help of a parameter with the parser's own remarks in words."""
        said = help_.replace("[required]", self.words("command.required"))
        return _RANGE.sub(
            lambda found: self.words("command.least", number=found[1]), said
        )


class SpokenCommand(_Spoken, TyperCommand):
    """A command with help in the chosen language."""


class SpokenGroup(_Spoken, TyperGroup):
    """A group of commands with help in the chosen language."""

    def format_commands(self, context: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write one line for each command: the first line of its help."""
        rows = [
            (name, (self.commands[name].help or "").partition("\n")[0])
            for name in self.list_commands(context)
        ]
        with formatter.section(self.words("command.heading_commands")):
            formatter.write_dl(rows)
