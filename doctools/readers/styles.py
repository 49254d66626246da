"""Styles of a Word file, resolved along `basedOn` once for each style."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doctools.readers.wordml import W, child, integer, switch, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
TINY = 2.0
"""Points up to which nobody can read text; it is no text for readers."""
WHITE = "FFFFFF"
BODY_LEVEL = 9
"""Outline level (from 0) that means body text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """What a style or paragraph says of its look; None where it says nothing.

    Attributes:
        white: whether the text is white.
        shaded: whether the ground is coloured, so that white text is seen.
        size: points.
        outline: outline level from 0; 9 is body text.
        alignment: value of `w:jc`.
        list_id: `numId`; `0` takes a list away.
        list_level: level of the list from 0.
        list_style: style that brought the list or its level.
        title: whether it is the style Title.
    """

    bold: bool | None = None
    hidden: bool | None = None
    white: bool | None = None
    shaded: bool | None = None
    size: float | None = None
    outline: int | None = None
    alignment: str | None = None
    list_id: str | None = None
    list_level: int | None = None
    list_style: str | None = None
    title: bool = False

    @property
    def is_unseen(self) -> bool:
        """Whether a reader of the page sees nothing: hidden, white on white, tiny."""
        tiny = self.size is not None and self.size <= TINY
        return tiny or bool(self.hidden or (self.white and not self.shaded))

    def over(self, base: Format) -> Format:
        """Return this format with its gaps filled from `base`."""
        if self is PLAIN:
            return base
        return Format(
            bold=base.bold if self.bold is None else self.bold,
            hidden=base.hidden if self.hidden is None else self.hidden,
            white=base.white if self.white is None else self.white,
            shaded=base.shaded if self.shaded is None else self.shaded,
            size=base.size if self.size is None else self.size,
            outline=base.outline if self.outline is None else self.outline,
            alignment=base.alignment if self.alignment is None else self.alignment,
            list_id=base.list_id if self.list_id is None else self.list_id,
            list_level=base.list_level if self.list_level is None else self.list_level,
            list_style=base.list_style if self.list_style is None else self.list_style,
            title=self.title or base.title,
        )


PLAIN = Format()


def run_format(element: Element | None) -> Format:
    """Return what a `w:rPr` says."""
    if element is None:
        return PLAIN
    half_points = value(child(element, "sz"))
    colour = value(child(element, "color"))
    return Format(
        bold=switch(child(element, "b")),
        hidden=switch(child(element, "vanish")),
        white=None if colour is None else colour.upper() == WHITE,
        shaded=_is_shaded(element) or None,
        size=integer(half_points, 0) / 2 or None if half_points else None,
    )


def paragraph_format(element: Element | None) -> Format:
    """Return what a `w:pPr` says, its run properties (of the mark) left out."""
    if element is None:
        return PLAIN
    outline = value(child(element, "outlineLvl"))
    numbers = child(element, "numPr")
    level = value(child(numbers, "ilvl"))
    return Format(
        outline=None if outline is None else integer(outline, BODY_LEVEL),
        alignment=value(child(element, "jc")),
        list_id=value(child(numbers, "numId")),
        list_level=None if level is None else integer(level, 0),
        shaded=_is_shaded(element) or None,
    )


def _is_shaded(element: Element) -> bool:
    """Tell whether a `w:rPr` or `w:pPr` gives its text a coloured ground."""
    shading = child(element, "shd")
    if shading is not None:
        fill = shading.get(f"{W}fill", "auto").upper()
        pattern = value(shading) or "clear"
        if fill not in {"AUTO", WHITE} or pattern not in {"clear", "nil"}:
            return True
    return (value(child(element, "highlight")) or "none") not in {"none", "white"}


class Styles:
    """All styles of a file; ask for one by its id."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Format] = {}
        self._paragraphs: dict[str | None, Format] = {}
        self._default = PLAIN
        self._default_paragraph = ""
        if root is None:
            return
        run_default = child(child(root, "docDefaults"), "rPrDefault")
        self._default = run_format(child(run_default, "rPr"))
        for element in root.iterfind(f"{W}style"):
            identifier = element.get(f"{W}styleId", "")
            self._elements[identifier] = element
            default = element.get(f"{W}default", "0") in {"1", "true", "on"}
            if default and element.get(f"{W}type") == "paragraph":
                self._default_paragraph = identifier

    def paragraph(self, style: str | None) -> Format:
        """Return the format of a paragraph style over the file's defaults."""
        known = style if style in self._elements else self._default_paragraph
        if known not in self._paragraphs:
            self._paragraphs[known] = self.named(known).over(self._default)
        return self._paragraphs[known]

    def named(self, style: str | None) -> Format:
        """Return the format of a style along its bases; plain if unknown."""
        if style is None or style not in self._elements:
            return PLAIN
        if style not in self._resolved:
            self._resolved[style] = PLAIN  # a circle of bases ends here
            element = self._elements[style]
            base = self.named(value(child(element, "basedOn")))
            self._resolved[style] = _own_format(element, style).over(base)
        return self._resolved[style]


def _own_format(element: Element, style: str) -> Format:
    name = value(child(element, "name")) or ""
    paragraph = paragraph_format(child(element, "pPr"))
    heading = HEADING_NAME.fullmatch(name)
    if paragraph.outline is None and heading:
        paragraph = replace(paragraph, outline=int(heading[1]) - 1)
    if paragraph.list_id is not None or paragraph.list_level is not None:
        paragraph = replace(paragraph, list_style=style)
    is_title = name.lower() in {"title", "标题"}
    return replace(paragraph, title=is_title).over(run_format(child(element, "rPr")))
