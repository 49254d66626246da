"""Lists of an OpenDocument text, which go on where they say so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doctools.readers.numbering import NumberedList, Numbering
from doctools.readers.odf_styles import TEXT

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from doctools.readers.odf_styles import OpenStyles

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


class OpenLists:
    """Gives each list of a text an identifier by which its numbers are counted.

    ODF 1.3 part 3, 5.3.3: a list goes on with the one it names, or with the latest one
    of its style.
    """

    def __init__(self, styles: OpenStyles) -> None:
        self._known: dict[str, NumberedList] = {}
        self._numbering = Numbering(self._known)
        self._styles = styles
        self._definitions: dict[str, str] = {}
        self._latest: dict[str, str] = {}

    def start(self, element: Element, style: str) -> str:
        """Return the identifier of a list that begins with a `text:list`."""
        list_id = str(len(self._known))
        definition = list_id
        named = element.get(f"{TEXT}continue-list")
        if named in self._definitions:
            definition = self._definitions[named]
        elif element.get(f"{TEXT}continue-numbering") == "true":
            definition = self._latest.get(style, list_id)
        own = element.get(XML_ID)
        if own:
            self._definitions[own] = definition
        self._latest[style] = definition
        return self._add(definition, style, {})

    def outline(self) -> str:
        """Return the identifier of the list that headings are of."""
        if "outline" not in self._known:
            levels = self._styles.levels.get("", {})
            self._known["outline"] = NumberedList(
                definition="outline", levels=levels, starts={}
            )
        return "outline"

    def restarted(self, list_id: str, level: int, start: int) -> str:
        """Return the identifier of a list that goes on with another number."""
        found = self._known[list_id]
        renewed = str(len(self._known))
        self._known[renewed] = replace(found, starts={level: start})
        return renewed

    def _add(self, definition: str, style: str, starts: dict[int, int]) -> str:
        list_id = str(len(self._known))
        levels = self._styles.levels.get(style, {})
        self._known[list_id] = NumberedList(
            definition=definition, levels=levels, starts=starts
        )
        return list_id

    def label(self, list_id: str, level: int) -> str:
        """Count one item and return its label; `level` is from 0."""
        return self._numbering.label(list_id, level)
