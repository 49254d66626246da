"""Which language the command line speaks, and Typer's help in that language.

Commands and options carry codes in place of help texts; `translate` puts the words in.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

from doctools import messages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.messages import Catalogue

VARIABLE = "DOCTOOLS_LANG"
DEFAULT = "zh"


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
    if isinstance(command, TyperGroup):
        command.subcommand_metavar = words("command.metavar_command")
        for subcommand in command.commands.values():
            translate(subcommand, words)


class _Spoken:
    """Help pages whose headings come from the catalogue."""

    words: Catalogue

    def format_usage(self, context: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(context))  # type: ignore[attr-defined]
        formatter.write_usage(
            context.command_path, pieces, prefix=self.words("command.usage")
        )

    def format_options(self, context: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write arguments, options and commands, each under its heading."""
        rows: dict[str, list[tuple[str, str]]] = {"argument": [], "option": []}
        for parameter in self.get_params(context):  # type: ignore[attr-defined]
            row = parameter.get_help_record(context)
            if parameter.name == "help" and row:
                row = (row[0], self.words("command.help_option"))
            if row:
                rows[parameter.param_type_name].append(row)
        for kind, listed in rows.items():
            if listed:
                with formatter.section(self.words(f"command.heading_{kind}")):
                    formatter.write_dl(listed)
        if isinstance(self, TyperGroup):
            self.format_commands(context, formatter)


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
