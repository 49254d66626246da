"""A Word file opened to be written again: its parts, their relations and types.

Parts that are not touched are copied byte for byte.
"""

from __future__ import annotations

import posixpath
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from doctools.text.word_paragraphs import WORD, WORD_STRICT

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = f"{{{_PACKAGE}/relationships}}"
_TYPES = f"{{{_PACKAGE}/content-types}}"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_NO_RELATIONS = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'
_TYPES_PART = "[Content_Types].xml"
_SIGNATURE = "/digital-signature/"
"""Part of the type of every relation to a signature (ISO 29500-2 §12)."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Earliest time a zip can hold; equal content then gives equal bytes."""
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


class WordPackage:
    """The parts of a Word file.

    Attributes:
        main: name of the part with the document's text.
        w: namespace of its elements, in braces: transitional or Strict.
    """

    def __init__(self, data: bytes) -> None:
        with ZipFile(BytesIO(data)) as archive:
            self._entries = archive.infolist()
            self._content = {
                entry.filename: archive.read(entry) for entry in self._entries
            }
        self._spelled = {self._plain(name): name for name in self._content}
        self._roots: dict[str, Element] = {}
        self._changed: set[str] = set()
        self.main = next(
            (name for kind, name in self.related("") if kind == "officeDocument"),
            "word/document.xml",
        )
        self._strict = self.root(self.main).tag.startswith(f"{{{WORD_STRICT}}}")
        self.w = f"{{{WORD_STRICT if self._strict else WORD}}}"

    @staticmethod
    def _plain(name: str) -> str:
        return name.replace("\\", "/").lower()

    def holds(self, name: str) -> bool:
        """Tell whether there is a part of this name."""
        return self._plain(name) in self._spelled

    def root(self, name: str) -> Element:
        """Return the root of a part, to read it.

        Raises:
            KeyError: there is no such part.
            etree.XMLSyntaxError: it is damaged.
        """
        spelled = self._spelled[self._plain(name)]
        if spelled not in self._roots:
            self._roots[spelled] = etree.fromstring(self._content[spelled], _PARSER)
        return self._roots[spelled]

    def editable(self, name: str) -> Element:
        """Return the root of a part whose changes are to be written; else as `root`."""
        self._changed.add(self._spelled[self._plain(name)])
        return self.root(name)

    def related(self, name: str) -> list[tuple[str, str]]:
        """Return the last word of the type and the part name of each relation."""
        relations = _relations_of(name)
        if not self.holds(relations):
            return []
        return [
            (one.get("Type", "").rpartition("/")[2], _target(name, one))
            for one in self.root(relations).iter(f"{_RELATIONS}Relationship")
            if one.get("TargetMode") != "External"
        ]

    def add_part(
        self, root: Element, *, stem: str, kind: str, content_type: str
    ) -> None:
        """Add a part beside the main one and relate it.

        Args:
            root: its root.
            stem: name without folder and ending; numbered if it is taken.
            kind: last word of the relation's type.
            content_type: of the part.
        """
        folder = posixpath.dirname(self.main)
        names = [f"{stem}.xml", *(f"{stem}{number}.xml" for number in range(2, 100))]
        name = next(
            path
            for path in (posixpath.join(folder, file) for file in names)
            if not self.holds(path)
        )
        self._put(name, root)
        types = self.editable(_TYPES_PART)
        etree.SubElement(
            types, f"{_TYPES}Override", PartName=f"/{name}", ContentType=content_type
        )
        self._relate(name, kind)

    def _relate(self, name: str, kind: str) -> None:
        """Add a relation from the main part to another."""
        place = _relations_of(self.main)
        if not self.holds(place):
            self._put(place, etree.fromstring(_NO_RELATIONS, _PARSER))
        relations = self.editable(place)
        taken = {one.get("Id") for one in relations}
        free = (f"rId{number}" for number in range(1, len(taken) + 2))
        etree.SubElement(
            relations,
            f"{_RELATIONS}Relationship",
            Id=next(one for one in free if one not in taken),
            Type=f"{_KINDS_STRICT if self._strict else _KINDS}/{kind}",
            Target=f"/{name}",
        )

    def _put(self, name: str, root: Element) -> None:
        self._spelled[self._plain(name)] = name
        self._roots[name] = root
        self._changed.add(name)
        entry = ZipInfo(name, _EPOCH)
        entry.compress_type = ZIP_DEFLATED
        self._entries.append(entry)

    def drop_signatures(self) -> bool:
        """Take digital signatures out; tell whether there were any.

        A changed file is no longer what was signed, and Word would say that it had been
        tampered with.
        """
        gone = {
            name for name in self._content if "_xmlsignatures/" in self._plain(name)
        }
        relations = _relations_of("")
        found = bool(gone)
        if self.holds(relations):
            for one in list(self.root(relations)):
                if _SIGNATURE in one.get("Type", ""):
                    self.editable(relations).remove(one)
                    found = True
        if not found:
            return False
        types = self.editable(_TYPES_PART)
        for override in list(types):
            if override.get("PartName", "").lstrip("/") in gone:
                types.remove(override)
        self._entries = [one for one in self._entries if one.filename not in gone]
        return True

    def data(self) -> bytes:
        """Return the bytes of the file."""
        packed = BytesIO()
        with ZipFile(packed, "w") as copy:
            for entry in self._entries:
                copy.writestr(entry, self._written(entry.filename))
        return packed.getvalue()

    def _written(self, name: str) -> bytes:
        if name not in self._changed:
            return self._content[name]
        root = self._roots[name]
        return etree.tostring(
            root, xml_declaration=True, encoding="UTF-8", standalone=True
        )


def _relations_of(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _target(name: str, relation: Element) -> str:
    folder = posixpath.dirname(name)
    path = posixpath.join("/", folder, relation.get("Target", ""))
    return posixpath.normpath(path).lstrip("/")
