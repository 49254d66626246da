"""Styles and list styles of an OpenDocument text (ODF 1.3 part 3, 16 and 19)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doctools.readers.numbering import Level
from doctools.readers.styles import PLAIN, Format
from doctools.readers.wordml import integer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element as Element

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{_ODF}office:1.0}}"
TEXT = f"{{{_ODF}text:1.0}}"
TABLE = f"{{{_ODF}table:1.0}}"
DRAW = f"{{{_ODF}drawing:1.0}}"
STYLE = f"{{{_ODF}style:1.0}}"
FORMATTING = f"{{{_ODF}xsl-fo-compatible:1.0}}"
EXTENSION = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
POINTS = re.compile(r"(\d+(?:\.\d+)?)pt")
TEMPLATE = re.compile(r"%(\d+)%")
NUMBERS = {
    "": "none",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "0": "decimalZero",
    "一": "chineseCounting",
    "壹": "chineseLegalSimplified",
    "①": "decimalEnclosedCircle",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "１": "decimalFullWidth",
}
"""Number formats by the first character of how they are written."""
BOLD_FROM = 600
"""Weight from which type is bold."""


class OpenStyles:
    """The paragraph styles and list styles of a file.

    Attributes:
        levels: levels of each list style by its name; the empty name is the outline.
    """

    def __init__(self, roots: Iterable[Element]) -> None:
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Format] = {}
        self._default = PLAIN
        self.levels: dict[str, Mapping[int, Level]] = {}
        for root in roots:
            self._read(root)

    def _read(self, root: Element) -> None:
        for element in root.iter(f"{STYLE}default-style"):
            if element.get(f"{STYLE}family") == "paragraph":
                self._default = _format(element)
        for element in root.iter(f"{STYLE}style"):
            if element.get(f"{STYLE}family") == "paragraph":
                self._elements[element.get(f"{STYLE}name", "")] = element
        for element in root.iter(f"{TEXT}list-style"):
            self.levels[element.get(f"{STYLE}name", "")] = _levels(element)
        for element in root.iter(f"{TEXT}outline-style"):
            self.levels[""] = _levels(element)

    def paragraph(self, name: str | None) -> Format:
        """Return the format of a style along its parents, over the default."""
        return self._named(name or "").over(self._default)

    def list_style(self, name: str | None) -> str | None:
        """Return the list style that a paragraph style names, itself or above it."""
        seen: set[str] = set()
        while name and name in self._elements and name not in seen:
            seen.add(name)
            found = self._elements[name].get(f"{STYLE}list-style-name")
            if found:
                return found
            name = self._elements[name].get(f"{STYLE}parent-style-name")
        return None

    def _named(self, name: str) -> Format:
        if name not in self._elements:
            return PLAIN
        if name not in self._resolved:
            self._resolved[name] = PLAIN  # a circle of parents ends here
            element = self._elements[name]
            parent = self._named(element.get(f"{STYLE}parent-style-name", ""))
            is_title = name in {"Title", "标题"}
            own = Format(title=is_title).over(_format(element))
            self._resolved[name] = own.over(parent)
        return self._resolved[name]


def _format(style: Element) -> Format:
    text = style.find(f"{STYLE}text-properties")
    paragraph = style.find(f"{STYLE}paragraph-properties")
    size = None
    weight = hidden = None
    if text is not None:
        size = text.get(f"{STYLE}font-size-asian") or text.get(f"{FORMATTING}font-size")
        weight = text.get(f"{STYLE}font-weight-asian") or text.get(
            f"{FORMATTING}font-weight"
        )
        hidden = text.get(f"{TEXT}display")
    points = POINTS.fullmatch(size or "")
    return Format(
        bold=None if weight is None else _is_bold(weight),
        hidden=None if hidden is None else hidden == "none",
        size=float(points[1]) if points else None,
        alignment=None
        if paragraph is None
        else paragraph.get(f"{FORMATTING}text-align"),
    )


def _is_bold(weight: str) -> bool:
    return weight == "bold" or integer(weight, 0) >= BOLD_FROM


def _levels(style: Element) -> dict[int, Level]:
    found = {}
    for element in style:
        number = integer(element.get(f"{TEXT}level"), 0)
        if number:
            found[number - 1] = _level(element, number)
    return found


def _level(element: Element, number: int) -> Level:
    if str(element.tag).endswith("}list-level-style-bullet"):
        return Level(format="bullet", text=element.get(f"{TEXT}bullet-char", ""))
    name = _format_name(element.get(f"{STYLE}num-format", ""))
    return Level(
        start=integer(element.get(f"{TEXT}start-value"), 1),
        format=name,
        text=_label(element, number, name),
    )


def _format_name(written: str) -> str:
    return NUMBERS.get(written[:1], "decimal")


def _label(element: Element, number: int, name: str) -> str:
    """Return what a level shows, with `%1` … for the numbers of the levels."""
    template = element.get(f"{EXTENSION}num-list-format")
    if template is not None:
        return TEMPLATE.sub(r"%\1", template)
    shown = integer(element.get(f"{TEXT}display-levels"), 1)
    first = max(number - shown + 1, 1)
    numbers = ".".join(f"%{level}" for level in range(first, number + 1))
    prefix = element.get(f"{STYLE}num-prefix", "")
    suffix = element.get(f"{STYLE}num-suffix", "")
    return f"{prefix}{numbers if name != 'none' else ''}{suffix}"
