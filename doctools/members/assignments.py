"""The clerk's mapping: which line speaks of which file."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from doctools.facts import Assignment, TableProblem
from doctools.model import Evidence
from doctools.text.privacy import mask_private

if TYPE_CHECKING:
    from collections.abc import Iterable

_SUBMISSIONS = "稿件/"
"""The folder of submissions; a clerk may write it before the path or leave it out."""


class Assignments:
    """The lines of the mapping that fit exactly one file.

    Attributes:
        problems: lines that name no file or several, and lines that contradict each
            other about one file; none of them is used.
    """

    def __init__(self, lines: Iterable[Assignment], *, paths: Iterable[str]) -> None:
        self.problems: tuple[TableProblem, ...] = ()
        self._by_path: dict[str, Assignment] = {}
        full: dict[str, str] = {}
        names: dict[str, list[str]] = defaultdict(list)
        for path in sorted(paths):
            full.setdefault(_plain(path).removeprefix(_SUBMISSIONS), path)
            names[_plain(path).rpartition("/")[2]].append(path)
        found: dict[str, list[tuple[int, Assignment]]] = defaultdict(list)
        for line in lines:
            place = _plain(mask_private(line.path))  # as papers are known
            whole = full.get(place.removeprefix(_SUBMISSIONS))
            if whole is not None:
                found[whole].append((0, line))
                continue
            fitting = names.get(place, []) if "/" not in place else []
            if len(fitting) == 1:
                found[fitting[0]].append((1, line))
            else:
                self._object("several_files" if fitting else "no_such_file", line)
        for path, given in found.items():
            self._settle(path, given)

    def of(self, path: str) -> Assignment | None:
        """Return what the mapping says of a file, or None."""
        return self._by_path.get(path)

    def _settle(self, path: str, given: list[tuple[int, Assignment]]) -> None:
        """Keep the line of a path: a full path outweighs a bare name.

        Of lines that do not say the same none is kept, nor one that says nothing.
        """
        best = min(rank for rank, _ in given)
        lines = [line for rank, line in given if rank == best]
        if len({_content(line) for line in lines}) > 1:
            for line in lines:
                self._object("assigned_twice", line)
        elif lines[0].says_something:
            self._by_path[path] = lines[0]

    def _object(self, code: str, line: Assignment) -> None:
        told = (("path", mask_private(line.path)),)
        problem = TableProblem(code=code, row=line.row, facts=told)
        self.problems = (*self.problems, problem)


def evidence_of(line: Assignment) -> Evidence:
    """Return where the mapping says it."""
    return Evidence(source="mapping", text=f"{line.row.table} {line.row.row}")


def _plain(path: str) -> str:
    """Return a path as it is compared: one kind of slash, one width, small letters."""
    common = unicodedata.normalize("NFC", path.strip()).replace("\\", "/")
    return common.removeprefix("./").strip("/").casefold()


def _content(line: Assignment) -> Assignment:
    """Return what a line says, wherever it stands and however it names the file."""
    return replace(line, path="", row=replace(line.row, table="", row=0))
