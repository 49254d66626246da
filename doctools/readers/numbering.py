"""Automatic numbers of a Word file, as Word shows them.

ECMA-376 part 1, 17.9: a paragraph names a list (`numId`) and a level; the list is an
instance of an abstract definition, and all instances of one definition count on
together unless an instance overrides the start.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doctools.readers.number_formats import ZEROS, format_number
from doctools.readers.wordml import W, child, integer, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

PADDED = re.compile(r"0+1(?=,)")
PLACEHOLDER = re.compile(r"%([1-9])")
BULLET = "•"
AS_THEY_ARE = frozenset({"none", "decimalZero"})
"""Formats that legal numbering leaves: nothing, and digits already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list.

    Attributes:
        start: first number.
        format: name of the number format.
        text: label with `%1` … `%9` for the numbers of the levels.
        legal: all numbers as digits.
        restart: a number on a level below this one starts the level anew; None: on
            any level above it, 0: never.
        style: paragraph style bound to the level.
    """

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedList:
    """An instance of a list: its definition, levels and overridden starts."""

    definition: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Numbering:
    """Lists of a file with their running numbers; ask for labels in reading order."""

    def __init__(self, lists: Mapping[str, NumberedList]) -> None:
        self._lists = lists
        self._numbers: dict[str, dict[int, int]] = defaultdict(dict)
        self._started: set[tuple[str, int]] = set()

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """Return the level a paragraph style is bound to."""
        found = self._lists.get(list_id)
        levels = found.levels if found else {}
        return next((i for i, level in levels.items() if level.style == style), None)

    def label(self, list_id: str, index: int) -> str:
        """Count one paragraph and return its label.

        Args:
            list_id: `numId` of the paragraph.
            index: its level from 0.

        Returns:
            The label without the space after it; empty if the list is unknown or
            the level shows none.
        """
        found = self._lists.get(list_id)
        if found is None or index not in found.levels:
            return ""
        numbers = self._count(list_id, index)
        level = found.levels[index]
        if level.format == "bullet":
            return bullet(level.text)
        return PLACEHOLDER.sub(
            lambda match: _number(found, level, int(match[1]) - 1, numbers), level.text
        )

    def _count(self, list_id: str, index: int) -> Mapping[int, int]:
        found = self._lists[list_id]
        numbers = self._numbers[found.definition]
        if index in found.starts and (list_id, index) not in self._started:
            numbers[index] = found.starts[index]
        elif index in numbers:
            numbers[index] += 1
        else:
            numbers[index] = found.levels[index].start
        self._started.add((list_id, index))
        for deeper in [other for other in numbers if other > index]:
            level = found.levels.get(deeper, Level())
            if index < (deeper if level.restart is None else level.restart):
                del numbers[deeper]
        for above in range(index):
            numbers.setdefault(above, found.levels.get(above, Level()).start)
        return numbers


def _number(
    found: NumberedList, shown: Level, index: int, numbers: Mapping[int, int]
) -> str:
    level = found.levels.get(index, Level())
    if level.format == "bullet":
        return ""  # a bullet is no number that another level could show
    name = (
        "decimal" if shown.legal and level.format not in AS_THEY_ARE else level.format
    )
    return format_number(numbers.get(index, level.start), name)


def bullet(text: str) -> str:
    """Return a bullet; symbol fonts keep theirs in the private use area."""
    private = any("\ue000" <= c <= "\uf8ff" or c == "\ufffd" for c in text)
    return BULLET if private or not text.strip() else text


def read_numbering(root: Element | None) -> Numbering:
    """Return the lists that `numbering.xml` defines."""
    if root is None:
        return Numbering({})
    definitions = {
        element.get(f"{W}abstractNumId", ""): element
        for element in root.iterfind(f"{W}abstractNum")
    }
    styled = {
        style: name
        for name, element in definitions.items()
        if (style := value(child(element, "styleLink")))
    }
    lists = {}
    for element in root.iterfind(f"{W}num"):
        name = value(child(element, "abstractNumId")) or ""
        if name in definitions:
            link = value(child(definitions[name], "numStyleLink"))
            name = styled.get(link, name) if link else name
            lists[element.get(f"{W}numId", "")] = _list(
                element, name, definitions[name]
            )
    return Numbering(lists)


def _list(element: Element, definition: str, abstract: Element) -> NumberedList:
    levels = _levels(abstract)
    starts = {}
    for override in element.iterfind(f"{W}lvlOverride"):
        levels |= _levels(override)
        start = child(override, "startOverride")
        if start is not None:
            starts[integer(override.get(f"{W}ilvl"), 0)] = integer(value(start), 1)
    return NumberedList(definition=definition, levels=levels, starts=starts)


def _levels(parent: Element) -> dict[int, Level]:
    return {
        integer(element.get(f"{W}ilvl"), 0): _level(element)
        for element in parent.iterfind(f"{W}lvl")
    }


def _level(element: Element) -> Level:
    restart = value(child(element, "lvlRestart"))
    formats = [_format(found) for found in element.iter(f"{W}numFmt")]
    level = Level(
        start=integer(value(child(element, "start")), 0),
        format=next((name for name in formats if name), "decimal"),
        text=value(child(element, "lvlText")) or "",
        legal=child(element, "isLgl") is not None,
        style=value(child(element, "pStyle")),
    )
    return level if restart is None else replace(level, restart=integer(restart, 0))


def _format(element: Element) -> str:
    """Return the name of a format, empty for one that is not known.

    A custom one, such as `001, 002, …`, stands in a choice beside a plain one.
    """
    name = value(element) or ""
    if name != "custom":
        return name
    padded = PADDED.match(element.get(f"{W}format", ""))
    return f"{ZEROS}{len(padded[0])}" if padded else ""
