"""Reader of Word files (.docx and its kin), over zipfile and lxml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doctools.errors import ReadError
from doctools.model import Document, FileStatus, Source
from doctools.readers.many import require_few, said_before
from doctools.readers.numbering import read_numbering
from doctools.readers.package import ERRORS, Package, properties
from doctools.readers.styles import Styles
from doctools.readers.word_blocks import PartReader
from doctools.readers.wordml import W
from doctools.text.word_paragraphs import body_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element as Element

    from doctools.model import Block
    from doctools.readers.runs import Shown

LAYERS = {
    "header": "header",
    "footer": "footer",
    "footnotes": "footnote",
    "endnotes": "endnote",
    "comments": "comment",
}
"""Type of a part and the layer its text goes to."""
NOTES = frozenset({"footnote", "endnote", "comment"})


def read_docx(data: bytes, source: Source) -> Document:
    """Read a Word file.

    Tracked insertions are in, deletions and moved-away text go to the layer
    `deleted`; paragraphs without text and number give no block, a cell that continues
    a merged one neither.

    Args:
        data: bytes of the file.
        source: the file.

    Returns:
        The document; `warnings` holds `part_unreadable` where a header, note or style
        part is damaged and `embedded_part` where a foreign file is embedded.

    Raises:
        ReadError: damaged or too_large.
    """
    try:
        return _read(Package(data), source)
    except ERRORS as error:
        raise ReadError(FileStatus.DAMAGED, "damaged") from error


def holds_pictures(data: bytes) -> bool:
    """Tell whether a Word file that could be read holds pictures."""
    return Package(data).holds("word/media/")


def _read(package: Package, source: Source) -> Document:
    collector = collect(package)
    embedded = ("embedded_part",) if collector.unread else ()
    return Document(
        source=source,
        blocks=tuple(collector.layers.pop("body", ())),
        layers={
            name: tuple(found) for name, found in collector.layers.items() if found
        },
        properties=properties(package),
        warnings=(*dict.fromkeys(package.warnings), *embedded),
    )


def collect(package: Package) -> Collector:
    """Return all blocks of a package and what they were read from.

    Raises:
        ReadError: damaged or too_large.
        ERRORS: a part that is needed is missing or damaged.
    """
    main = _main_part(package)
    root = package.part(main)
    body = root.find(f"{W}body")
    if body is None:
        raise ReadError(FileStatus.DAMAGED, "damaged")
    parts: dict[str, list[str]] = {}
    for kind, name in package.related(main):
        parts.setdefault(kind, []).append(name)
    collector = Collector(
        styles=Styles(package.optional(*parts.get("styles", [])[:1])),
        lists=package.optional(*parts.get("numbering", [])[:1]),
    )
    collector.add(root, (body,), layer="body", part=main)
    for kind, layer in LAYERS.items():
        for name in sorted(set(parts.get(kind, ())), key=_natural):
            found = package.optional(name)
            if found is not None:
                parents = _notes(found, layer) if layer in NOTES else (found,)
                collector.add(found, parents, layer=layer, part=name)
    return collector


class Collector:
    """Gathers the blocks of all parts by layer.

    Attributes:
        layers: blocks found so far.
        shown: for each of them the part and the elements its text was read from.
        unread: whether a foreign file is embedded.
    """

    def __init__(self, *, styles: Styles, lists: Element | None) -> None:
        self.layers: dict[str, list[Block]] = {}
        self.shown: dict[str, list[tuple[str, Sequence[Shown]]]] = {}
        self.unread = False
        self._styles = styles
        self._lists = lists

    def add(
        self, root: Element, parents: Iterable[Element], *, layer: str, part: str
    ) -> None:
        """Add one part.

        Args:
            root: root of the part.
            parents: elements of it whose content is read.
            layer: where its text goes.
            part: its name in the archive.

        Raises:
            ReadError: too_large.
        """
        require_few(sum(1 for _ in body_paragraphs(root)))
        # Each part counts its lists anew, as the story it is.
        numbering = read_numbering(self._lists)
        reader = PartReader(root, layer=layer, styles=self._styles, numbering=numbering)
        reader.read(parents)
        self.unread = self.unread or reader.unread
        for name, blocks in reader.layers.items():
            known = self.layers.setdefault(name, [])
            sources = self.shown.setdefault(name, [])
            said = said_before(known, layer=layer)
            for block, shown in zip(blocks, reader.shown[name], strict=True):
                if block.text not in said:
                    known.append(block)
                    sources.append((part, shown))


def _main_part(package: Package) -> str:
    related = package.related()
    return next(
        (name for kind, name in related if kind == "officeDocument"),
        "word/document.xml",
    )


def _natural(name: str) -> tuple[int, str]:
    """Sort header2 before header10."""
    digits = re.search(r"\d+", name)
    return (int(digits[0]) if digits else 0, name)


def _notes(root: Element, layer: str) -> Iterable[Element]:
    """Return the notes of a part; the separators that Word keeps beside them are none."""
    plain = {None, "normal"}
    return (
        note for note in root.iterfind(f"{W}{layer}") if note.get(f"{W}type") in plain
    )
