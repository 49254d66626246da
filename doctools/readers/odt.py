"""Reader of OpenDocument texts (.odt), zipped or as one flat XML file (.fodt)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree
from lxml.etree import _Element as Element

from doctools.errors import ReadError
from doctools.model import (
    Block,
    Document,
    FileStatus,
    Location,
    Properties,
    Source,
)
from doctools.readers.many import require_few, said_before
from doctools.readers.odf_lists import OpenLists
from doctools.readers.odf_styles import (
    DRAW,
    OFFICE,
    STYLE,
    TABLE,
    TEXT,
    OpenStyles,
)
from doctools.readers.package import ERRORS, Package
from doctools.readers.runs import Seen
from doctools.readers.word_blocks import block_of
from doctools.readers.wordml import integer

if TYPE_CHECKING:
    from doctools.readers.styles import Format

MOST_SPACES = 1000
"""Spaces that the elements for them may give one paragraph, but one for each."""
WRAPPERS = frozenset(
    f"{TEXT}{name}"
    for name in ("section", "index-body", "table-of-content", "index-title")
)
APART = {
    f"{OFFICE}annotation": "comment",
    f"{TEXT}note": "note",
    f"{DRAW}frame": "text_box",
    f"{DRAW}custom-shape": "text_box",
    f"{DRAW}rect": "text_box",
}
"""Elements inside a paragraph whose text is not the paragraph's."""
SKIPPED = frozenset(
    {
        f"{TEXT}ruby-text",
        f"{TEXT}note-citation",
        f"{TEXT}tracked-changes",
        f"{TEXT}sequence-decls",
        f"{OFFICE}annotation-end",
    }
)


def read_odt(data: bytes, source: Source) -> Document:
    """Read an OpenDocument text.

    Args:
        data: bytes of the file.
        source: the file; of kind `fodt` it is one XML file, else zipped.

    Returns:
        The document, its parts and layers as those of a Word file; `warnings` holds
        `part_unreadable` where the styles are damaged.

    Raises:
        ReadError: encrypted, damaged or too_large.
    """
    try:
        return _read(data, source)
    except (*ERRORS, etree.XMLSyntaxError) as error:
        raise ReadError(FileStatus.DAMAGED, "damaged") from error


def holds_pictures(data: bytes) -> bool:
    """Tell whether a zipped text that could be read holds pictures."""
    return Package(data).holds("pictures/")


def _read(data: bytes, source: Source) -> Document:
    if source.kind == "fodt":
        roots: list[Element] = [_flat(data)]
        warnings: tuple[str, ...] = ()
    else:
        package = Package(data)
        manifest = package.optional("META-INF/manifest.xml")
        if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:  # fmt: skip
            raise ReadError(FileStatus.ENCRYPTED, "encrypted")
        optional = (package.optional(name) for name in ("styles.xml", "meta.xml"))
        roots = [
            package.part("content.xml"),
            *(root for root in optional if root is not None),
        ]
        warnings = tuple(dict.fromkeys(package.warnings))
    body = next(roots[0].iter(f"{OFFICE}text"), None)
    if body is None:
        raise ReadError(FileStatus.DAMAGED, "damaged")
    reader = _Reader(OpenStyles(reversed(roots)))
    reader.walk(body, _Place(layer="body"))
    for root in roots:
        reader.edges(root)
    layers = {name: tuple(blocks) for name, blocks in reader.layers.items() if blocks}
    return Document(
        source=source,
        blocks=layers.pop("body", ()),
        layers=layers,
        properties=_properties(roots),
        warnings=warnings,
    )


def _flat(data: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ReadError(FileStatus.DAMAGED, "unsafe_xml")
    return root


def _properties(roots: list[Element]) -> Properties:
    said: dict[str, str] = {}
    for root in roots:
        for meta in root.iter(f"{OFFICE}meta"):
            for element in meta.iterchildren(etree.Element):
                if element.text and element.text.strip():
                    name = etree.QName(element).localname
                    said.setdefault(name, element.text.strip())
    return Properties(
        title=said.get("title"),
        author=said.get("initial-creator") or said.get("creator"),
        last_saved_by=said.get("creator"),
        created=said.get("creation-date"),
        modified=said.get("date"),
        application=said.get("generator"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where content stands.

    Attributes:
        layer: its layer.
        cell: its table cell.
        list_id: the list around it, of whose level `level` it is.
        level: from 0.
        numbered: whether the next paragraph bears the item's number.
    """

    layer: str
    cell: tuple[int, int, int] | None = None
    list_id: str | None = None
    level: int = -1
    numbered: bool = False


@dataclass(slots=True, kw_only=True)
class _Line(Seen):
    """The text of a paragraph, and what is anchored in it."""

    shown: list[str] = field(default_factory=list)
    apart: list[tuple[str, Element]] = field(default_factory=list)
    spaces: int = 0

    def space(self, count: int) -> None:
        """Add spaces, as many as a line can be thought to hold."""
        count = max(min(count, MOST_SPACES - self.spaces), 1)
        self.spaces += count
        self.shown.append(" " * count)


class _Reader:
    """Turns elements into blocks, layer by layer."""

    def __init__(self, styles: OpenStyles) -> None:
        self.layers: dict[str, list[Block]] = defaultdict(list)
        self._styles = styles
        self._lists = OpenLists(styles)
        self._paragraphs = 0
        self._tables = 0

    def edges(self, root: Element) -> None:
        """Read headers and footers; pages that say the same give one block."""
        for page in root.iter(f"{STYLE}master-page"):
            for element in page.iterchildren(etree.Element):
                name = etree.QName(element).localname
                layer = "header" if name.startswith("header") else "footer"
                if name.startswith(("header", "footer")):
                    said = said_before(self.layers[layer], layer=layer)
                    count = len(self.layers[layer])
                    self.walk(element, _Place(layer=layer))
                    new = self.layers[layer][count:]
                    self.layers[layer][count:] = [
                        block for block in new if block.text not in said
                    ]

    def walk(self, parent: Element, place: _Place) -> None:
        """Read the content of an element."""
        for element in parent.iterchildren(etree.Element):
            place = self._element(element, place)

    def _element(self, element: Element, place: _Place) -> _Place:
        """Read one element; return where the next one stands."""
        tag = str(element.tag)
        if tag in {f"{TEXT}p", f"{TEXT}h"}:
            self._paragraph(element, place)
            return replace(place, numbered=False)
        if tag == f"{TEXT}list":
            self._list(element, place)
        elif tag == f"{TABLE}table":
            self._table(element, place)
        elif tag == f"{TEXT}tracked-changes":
            for deletion in element.iter(f"{TEXT}deletion"):
                self.walk(deletion, _Place(layer="deleted"))
        elif tag in WRAPPERS:
            self.walk(element, place)
        elif tag in APART:
            self._apart(APART[tag], element, place)
        return place

    def _list(self, element: Element, place: _Place) -> None:
        level = place.level + 1
        list_id = place.list_id
        style = element.get(f"{TEXT}style-name")
        if list_id is None or style:
            first = next(element.iter(f"{TEXT}p", f"{TEXT}h"), None)
            if style is None and first is not None:
                style = self._styles.list_style(first.get(f"{TEXT}style-name"))
            list_id = self._lists.start(element, style or "")
        for item in element.iterchildren(f"{TEXT}list-item", f"{TEXT}list-header"):
            start = item.get(f"{TEXT}start-value")
            if start is not None:
                list_id = self._lists.restarted(list_id, level, integer(start, 1))
            numbered = item.tag == f"{TEXT}list-item"
            inner = replace(place, list_id=list_id, level=level, numbered=numbered)
            self.walk(item, inner)

    def _table(self, element: Element, place: _Place) -> None:
        table = self._tables
        self._tables += 1
        for number, row in enumerate(_inside(element, "table-row")):
            column = 0
            for cell in row.iterchildren(
                f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
            ):
                if cell.tag == f"{TABLE}table-cell":
                    self.walk(
                        cell, _Place(layer=place.layer, cell=(table, number, column))
                    )
                column += integer(cell.get(f"{TABLE}number-columns-repeated"), 1)

    def _paragraph(self, element: Element, place: _Place) -> None:
        require_few(self._paragraphs + 1)
        location = Location(paragraph=self._paragraphs, cell=place.cell)
        self._paragraphs += 1
        look = self._styles.paragraph(element.get(f"{TEXT}style-name"))
        line = _Line()
        self._inline(element, line, look)
        text = "".join(line.shown).strip("\n")
        if element.tag == f"{TEXT}h":
            outline = integer(element.get(f"{TEXT}outline-level"), 1) - 1
            look = replace(look, outline=outline)
            if not place.numbered and element.get(f"{TEXT}is-list-header") != "true":
                place = replace(
                    place, list_id=self._lists.outline(), level=outline, numbered=True
                )
        number = ""
        if place.numbered and place.list_id is not None and text.strip():
            number = self._lists.label(place.list_id, place.level)
            look = replace(look, list_level=place.level)
        if text.strip() or number:
            self.layers[place.layer].append(
                block_of(text, number=number, look=look, seen=line, location=location)
            )
        if hidden := "".join(line.hidden).strip():
            self.layers["hidden"].append(Block(text=hidden, location=location))
        for name, inner in line.apart:
            self._apart(name, inner, place)

    def _apart(self, name: str, element: Element, place: _Place) -> None:
        if name == "note":
            name = f"{element.get(f'{TEXT}note-class', 'footnote')}"
        elif name == "text_box" and place.layer != "body":
            name = place.layer
        for inner in element.iter(f"{TEXT}note-body", f"{DRAW}text-box"):
            self.walk(inner, _Place(layer=name))
        if element.tag not in {f"{TEXT}note", f"{DRAW}frame"}:
            self.walk(element, _Place(layer=name))

    def _inline(self, element: Element, line: _Line, look: Format) -> None:
        """Add the text of an element and of all within it."""
        self._add(element.text, line, look)
        for inner in element.iterchildren():
            tag = str(inner.tag)
            if tag in APART:
                line.apart.append((APART[tag], inner))
            elif tag == f"{TEXT}s":
                line.space(integer(inner.get(f"{TEXT}c"), 1))
            elif tag == f"{TEXT}tab":
                line.shown.append("\t")
            elif tag == f"{TEXT}line-break":
                line.shown.append("\n")
            elif isinstance(inner.tag, str) and tag not in SKIPPED:
                self._inline(inner, line, look)
            self._add(inner.tail, line, look)

    def _add(self, text: str | None, line: _Line, look: Format) -> None:
        """Add characters; runs of white space are one space (6.1.2)."""
        if not text:
            return
        plain = "".join(" " if c in "\t\r\n" else c for c in text)
        while "  " in plain:
            plain = plain.replace("  ", " ")
        if not line.shown or line.shown[-1][-1:] in {" ", "\n"}:
            plain = plain.removeprefix(" ")
        if plain and line.see(plain, look, deleted=False):
            line.shown.append(plain)


def _inside(element: Element, name: str) -> list[Element]:
    """Return the rows of a table, those of heading rows and groups too."""
    found: list[Element] = []
    for inner in element.iterchildren(etree.Element):
        if inner.tag == f"{TABLE}{name}":
            found.append(inner)
        elif str(inner.tag).startswith(f"{TABLE}table-") and "row" in str(inner.tag):
            found += _inside(inner, name)
    return found
