"""A zipped package of XML parts: Office Open XML, and the kin of it."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from lxml import etree

from doctools.errors import ReadError
from doctools.model import FileStatus, Properties
from doctools.readers.many import too_many
from doctools.text.word_paragraphs import WORD, WORD_STRICT

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_BYTES = 64 * 1024 * 1024
"""Unpacked size of a part that is still parsed: some 3 s and 0.5 GB."""
STRICT = "http://purl.oclc.org/ooxml/"
TRANSITIONAL_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
NAMESPACES = {WORD_STRICT: WORD, f"{STRICT}officeDocument/math": TRANSITIONAL_MATH}
"""Strict namespaces and the transitional ones they are read as."""
ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    etree.XMLSyntaxError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    KeyError,
    ValueError,
)
"""What zipfile and lxml raise for a damaged part."""


class Package:
    """An opened package. Part names are as in the archive."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._names = {
            name.replace("\\", "/").lower(): name for name in self._archive.namelist()
        }
        self.warnings: list[str] = []

    def holds(self, folder: str) -> bool:
        """Tell whether a folder of the archive holds any file."""
        return any(name.startswith(folder) for name in self._names)

    def has(self, name: str) -> bool:
        """Tell whether there is a part of a name."""
        return name.lower() in self._names

    def data(self, name: str) -> bytes:
        """Return the bytes of a part.

        Raises:
            ReadError: it is too large.
            ERRORS: it is missing or damaged.
        """
        info = self._archive.getinfo(self._names[name.lower()])
        if info.file_size > MOST_BYTES:
            raise too_many()
        return self._archive.read(info)

    def part(self, name: str) -> Element:
        """Return the root of a part.

        Raises:
            ReadError: the part is too large, or declares a document type.
            ERRORS: it is missing or damaged.
        """
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(self.data(name), parser)
        if root.getroottree().docinfo.internalDTD is not None:
            raise ReadError(FileStatus.DAMAGED, "unsafe_xml")
        _make_transitional(root)
        return root

    def optional(self, name: str = "") -> Element | None:
        """Return the root of a part; if it is damaged, note so and return None."""
        if not self.has(name):
            return None
        try:
            return self.part(name)
        except ERRORS:
            self.warnings.append("part_unreadable")
            return None

    def related(self, name: str = "") -> tuple[tuple[str, str], ...]:
        """Return the last word of the type and the part name of each relation.

        Args:
            name: of the part the relations start from; empty for the package.
        """
        folder, file = posixpath.split(name)
        root = self.optional(posixpath.join(folder, "_rels", f"{file}.rels"))
        if root is None:
            return ()
        return tuple(
            (
                relation.get("Type", "").rpartition("/")[2],
                posixpath.normpath(
                    posixpath.join("/", folder, relation.get("Target", ""))
                ).lstrip("/"),
            )
            for relation in root.iter("{*}Relationship")
            if relation.get("TargetMode") != "External"
        )


def properties(package: Package) -> Properties:
    """Return what core and extended properties say."""
    said: dict[str, str] = {}
    for kind, name in package.related():
        if kind.lower() not in {"core-properties", "extended-properties"}:
            continue
        root = package.optional(name)
        for element in () if root is None else root.iter(etree.Element):
            word = etree.QName(element).localname
            if element.text and element.text.strip():
                said.setdefault(word, element.text.strip())
    return Properties(
        title=said.get("title"),
        author=said.get("creator"),
        last_saved_by=said.get("lastModifiedBy"),
        created=said.get("created"),
        modified=said.get("modified"),
        application=said.get("Application"),
    )


def _make_transitional(root: Element) -> None:
    """Rename Strict elements and attributes, so that all below knows one namespace."""
    if not any(space.startswith(STRICT) for space in root.nsmap.values()):
        return
    for element in root.iter(etree.Element):
        element.tag = _transitional(str(element.tag))
        for name, value in element.attrib.items():
            if str(name).startswith(f"{{{STRICT}"):
                del element.attrib[name]
                element.set(_transitional(str(name)), value)


def _transitional(name: str) -> str:
    space, _, local = name[1:].partition("}")
    return f"{{{NAMESPACES[space]}}}{local}" if space in NAMESPACES else name
