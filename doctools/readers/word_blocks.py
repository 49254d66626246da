"""From the elements of one Word part to blocks, layer by layer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from doctools.model import Block, BlockKind, Location
from doctools.readers.runs import RunReader, Runs, Seen, Shown
from doctools.readers.styles import BODY_LEVEL, Format, Styles, paragraph_format
from doctools.readers.wordml import MC, W, child, integer, switch, value
from doctools.text.word_paragraphs import body_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element as Element

    from doctools.readers.numbering import Numbering

WRAPPERS = frozenset(
    f"{W}{name}"
    for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "txbxContent")
)  # fmt: skip

Cell = tuple[int, int, int]


class PartReader:
    """Reads one part: body, a header, the footnotes.

    Attributes:
        layers: blocks found so far by layer; the part's own layer among them.
        shown: for each of these blocks the elements its text was read from; none for
            hidden and deleted text.
        unread: whether an embedded foreign document was met and passed over.
    """

    def __init__(
        self, root: Element, *, layer: str, styles: Styles, numbering: Numbering
    ) -> None:
        self.layers: dict[str, list[Block]] = defaultdict(list)
        self.shown: dict[str, list[Sequence[Shown]]] = defaultdict(list)
        self.unread = False
        self._layer = layer
        self._styles = styles
        self._numbering = numbering
        self._runs = RunReader(styles)
        self._tables = 0
        self._initial: Runs | None = None
        self._places = {element: i for i, element in enumerate(body_paragraphs(root))}

    def read(self, parents: Iterable[Element]) -> None:
        """Read the content of each parent in turn."""
        for parent in parents:
            self._walk(parent, layer=self._layer, cell=None)

    def _walk(self, parent: Element, *, layer: str, cell: Cell | None) -> None:
        for element in parent:
            tag = element.tag
            if tag == f"{W}p":
                self._paragraph(element, layer=layer, cell=cell)
            elif tag == f"{W}tbl":
                self._table(element, layer=layer)
            elif tag in WRAPPERS:
                self._walk(element, layer=layer, cell=cell)
            elif tag == f"{MC}AlternateContent":
                choice = element.find(f"{MC}Choice")
                if choice is not None:
                    self._walk(choice, layer=layer, cell=cell)
            elif tag == f"{W}altChunk":
                self.unread = True

    def _table(self, element: Element, *, layer: str) -> None:
        table = self._tables
        self._tables += 1
        for row_index, row in enumerate(_unwrapped(element, "tr")):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                layer = "deleted"
            column = integer(value(child(properties, "gridBefore")), 0)
            for cell in _unwrapped(row, "tc"):
                settings = child(cell, "tcPr")
                if not _continues(settings):
                    self._walk(cell, layer=layer, cell=(table, row_index, column))
                column += max(1, integer(value(child(settings, "gridSpan")), 1))

    def _paragraph(self, element: Element, *, layer: str, cell: Cell | None) -> None:
        properties = child(element, "pPr")
        style = value(child(properties, "pStyle"))
        own = paragraph_format(properties)
        look = own.over(self._styles.paragraph(style))
        # a cell or box may have a dark ground, so white text there is seen
        boxed = cell is not None or layer == "text_box"
        runs = self._runs.read(element, replace(look, shaded=True) if boxed else look)
        if _is_initial(properties):
            self._initial = runs
            return
        runs.shown[:0] = self._initial.shown if self._initial else ()
        self._initial = None
        text = runs.text.strip("\n")
        location = Location(paragraph=self._places[element], cell=cell)
        number = ""
        if look.list_id is not None and (text.strip() or not _is_gone(properties)):
            number = label(self._numbering, look, own=own)
        if text.strip() or number:
            block = block_of(
                text, number=number, look=look, seen=runs, location=location
            )
            self._keep(block, layer=layer, shown=runs.shown)
        for name, lost in runs.unseen():
            self._keep(Block(text=lost, location=location), layer=name)
        for box in runs.boxes:
            inner = "text_box" if layer == "body" else layer
            self._walk(box, layer=inner, cell=None)

    def _keep(self, block: Block, *, layer: str, shown: Sequence[Shown] = ()) -> None:
        self.layers[layer].append(block)
        self.shown[layer].append(shown)


def label(numbering: Numbering, look: Format, *, own: Format) -> str:
    """Count a paragraph of a list and return its label.

    Args:
        numbering: the lists of its part.
        look: all that holds for the paragraph.
        own: what the paragraph itself says.
    """
    list_id = look.list_id or "0"
    level = look.list_level
    from_style = own.list_id is None and own.list_level is None
    if from_style and look.list_style is not None:
        # A style's level is the one that names the style, not the one it names.
        bound = numbering.level_of_style(list_id, look.list_style)
        level = level if bound is None else bound
    return numbering.label(list_id, level or 0)


def _is_initial(properties: Element | None) -> bool:
    """Tell whether a paragraph is the large first letter of the one after it."""
    frame = child(properties, "framePr")
    return frame is not None and frame.get(f"{W}dropCap", "none") != "none"


def _is_gone(properties: Element | None) -> bool:
    """Tell whether a paragraph's mark is deleted or hidden: no number is shown."""
    mark = child(properties, "rPr")
    return child(mark, "del") is not None or bool(switch(child(mark, "vanish")))


def _unwrapped(parent: Element, name: str) -> Iterator[Element]:
    """Return rows or cells, those in content controls too."""
    for element in parent:
        if element.tag == f"{W}{name}":
            yield element
        elif element.tag in WRAPPERS:
            yield from _unwrapped(element, name)


def _continues(settings: Element | None) -> bool:
    """Tell whether a cell only continues a merged one above or to the left."""
    merges = (child(settings, "vMerge"), child(settings, "hMerge"))
    return any(
        merge is not None and merge.get(f"{W}val", "continue") == "continue"
        for merge in merges
    )


def block_of(
    text: str, *, number: str, look: Format, seen: Seen, location: Location
) -> Block:
    """Return the block of a paragraph, by its place, its outline, number and look."""
    outline = BODY_LEVEL if look.outline is None else look.outline
    kind, level = BlockKind.PARAGRAPH, 0
    if location.cell is not None:
        kind = BlockKind.TABLE_CELL
    elif look.title:
        kind = BlockKind.TITLE
    elif 0 <= outline < BODY_LEVEL:
        kind, level = BlockKind.HEADING, outline + 1
    elif number:
        kind, level = BlockKind.LIST_ITEM, (look.list_level or 0) + 1
    return Block(
        text=text,
        number=_spaced(number, text),
        kind=kind,
        level=level,
        bold=seen.is_bold,
        centered=look.alignment in {"center", "distribute"},
        size=look.size if seen.size is None else seen.size,
        location=location,
    )


def _spaced(number: str, text: str) -> str:
    """Return the number with a space where it would grow into the text: `1` `2010`."""
    last, first = number[-1:], text[:1]
    grows = last.isascii() and last.isalnum() and first.isascii() and first.isalnum()
    return f"{number} " if grows or (last == "." and first.isdecimal()) else number
