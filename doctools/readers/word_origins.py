"""Where the text of each block of a Word file was read from, to write back there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from doctools.readers.docx import collect
from doctools.readers.package import Package
from doctools.text.origins import WordOrigin, WordPiece

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element as Element

    from doctools.readers.runs import Shown

    Places = Mapping[Element, int]


def word_origins(data: bytes) -> dict[str, tuple[WordOrigin, ...]]:
    """Return one origin for each block that `read_docx` gives, by layer.

    Args:
        data: bytes of a file that `read_docx` has read.

    Returns:
        The origins; `body` is the body. Hidden and deleted text has no pieces.
    """
    known: dict[str, Places] = {}
    return {
        layer: tuple(
            WordOrigin(part=part, pieces=_pieces(shown, _places(part, shown, known)))
            for part, shown in found
        )
        for layer, found in collect(Package(data)).shown.items()
    }


def _places(part: str, shown: Sequence[Shown], known: dict[str, Places]) -> Places:
    """Return the places of a part's elements, counted once for each part."""
    if part not in known and shown:
        root = shown[0].element.getroottree().getroot()
        known[part] = {one: i for i, one in enumerate(root.iter(etree.Element))}
    return known.get(part, {})


def _pieces(shown: Sequence[Shown], places: Places) -> tuple[WordPiece, ...]:
    """Return the pieces of a block's text, which drops line ends at its edges."""
    text = "".join([one.text for one in shown])
    start = len(text.lstrip("\n")) - len(text)
    pieces = []
    for one in shown:
        end = start + len(one.text)
        node = places[one.element]
        pieces.append(WordPiece(node=node, start=start, end=end, in_field=one.in_field))
        start = end
    return tuple(pieces)
