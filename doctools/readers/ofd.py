"""Reader of OFD files (GB/T 33190-2016), the fixed-layout format of Chinese offices."""

from __future__ import annotations

import posixpath
from contextlib import suppress
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from doctools.errors import ReadError
from doctools.model import Block, Document, FileStatus, Location, Properties, Source
from doctools.readers import ofd_type
from doctools.readers.lines import Line
from doctools.readers.ofd_type import POINTS, found, lines_of, name_of, numbers
from doctools.readers.package import ERRORS, Package
from doctools.readers.pages import Page
from doctools.readers.paragraphs import join_pages
from doctools.readers.recognised import put_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element as Element

    from doctools.readers.ofd_type import Glyph
    from doctools.readers.recognised import RecognisedPage

ROOT = "OFD.xml"
MOST_PAGES = 10_000
"""Pages of a file that is still read, as of a PDF."""
A4 = (0.0, 0.0, 210.0, 297.0)
"""Page in millimetres where the file tells none."""
DRAWN = frozenset({"ImageObject", "PathObject", "CompositeObject"})
UTF8_STRING = 0x0C
"""Tag of a string in DER (X.690 8.23); the first one of a seal is its name."""


def read_ofd(
    data: bytes,
    source: Source,
    recognised: Mapping[int, RecognisedPage] = MappingProxyType({}),
) -> Document:
    """Read an OFD file.

    Args:
        data: bytes of the file.
        source: the file.
        recognised: pages whose text was recognised, by number; they take the place of
            the file's own.

    Returns:
        The document, lines rejoined to paragraphs as those of a PDF; texts of notes
        laid over a page in the layer `text_box`, watermarks in theirs, names of
        electronic seals in `seal`. `warnings` holds `pages_without_text` and
        `page_unreadable` as for a PDF.

    Raises:
        ReadError: encrypted, damaged or too_large.
    """
    try:
        package = Package(data)
        if package.has("Encryptions.xml"):
            raise ReadError(FileStatus.ENCRYPTED, "encrypted")
        return _read(package, source, recognised)
    except ERRORS as error:
        raise ReadError(FileStatus.DAMAGED, "damaged") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page before its lines are joined: what is typed on it and over it."""

    number: int
    box: tuple[float, ...]
    lines: tuple[Line, ...]
    over: tuple[Line, ...]
    draws: bool

    def page(self) -> Page:
        """Return the page as those of a PDF are, to be joined like them."""
        left, top, right, bottom = self.box
        return Page(
            number=self.number,
            width=POINTS * (right - left),
            height=POINTS * (bottom - top),
            lines=tuple(line for line in self.lines if not line.tilted),
            tilted=tuple(line for line in self.lines if line.tilted),
            has_ink=self.draws,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """One document of the file."""

    pages: tuple[_Page, ...]
    seals: tuple[Block, ...]
    unread: bool


def pages_of_ofd(data: bytes) -> list[Page]:
    """Return the pages of an OFD file that can be read, as those of a PDF are.

    Raises:
        ReadError: too_large or damaged.
    """
    try:
        return [page.page() for body in _bodies(Package(data)) for page in body.pages]
    except ERRORS as error:
        raise ReadError(FileStatus.DAMAGED, "damaged") from error


def _read(
    package: Package, source: Source, recognised: Mapping[int, RecognisedPage]
) -> Document:
    bodies = list(_bodies(package))
    pages = [page for body in bodies for page in body.pages]
    if not pages:
        raise ReadError(FileStatus.DAMAGED, "damaged")
    shown = put_in([page.page() for page in pages], recognised)
    joined = join_pages(shown).layers()
    layers = {
        name: tuple(typeset.block for typeset in typed)
        for name, typed in joined.items()
    }
    over = tuple(_block(line) for page in pages for line in page.over)
    seals = tuple(seal for body in bodies for seal in body.seals)
    apart = {"text_box": over, "seal": seals}
    warnings = []
    if any(body.unread for body in bodies):
        warnings.append("page_unreadable")
    if any(
        page.has_ink and not (page.lines or page.tilted or own.lines)
        for page, own in zip(shown, pages, strict=True)
    ):
        warnings.append("pages_without_text")
    return Document(
        source=source,
        blocks=layers.pop("body", ()),
        layers={**layers, **{name: kept for name, kept in apart.items() if kept}},
        pages=len(pages),
        properties=_properties(package),
        warnings=tuple(warnings),
    )


def _block(line: Line) -> Block:
    location = Location(page=line.page, box=line.box)
    return Block(text=line.text, location=location, size=line.size)


def _properties(package: Package) -> Properties:
    said: dict[str, str] = {}
    for element in found(package.part(ROOT), "DocInfo"):
        for inner in element:
            if inner.text and inner.text.strip():
                said.setdefault(name_of(inner), inner.text.strip())
    return Properties(
        title=said.get("Title"),
        author=said.get("Author"),
        created=said.get("CreationDate"),
        modified=said.get("ModDate"),
        application=said.get("Creator"),
    )


def _bodies(package: Package) -> Iterator[_Body]:
    """Yield the documents of a file; nearly all have one (7.4)."""
    count = 0
    for element in found(package.part(ROOT), "DocBody"):
        root = next((e.text for e in found(element, "DocRoot") if e.text), None)
        if root is None:
            continue
        path = root.strip().lstrip("/")
        reader = _BodyReader(package, path)
        pages = tuple(reader.pages(first=count + 1))
        count += len(pages)
        signatures = next((e.text for e in found(element, "Signatures")), None)
        seals = tuple(_seals(package, signatures, reader.numbers))
        yield _Body(pages=pages, seals=seals, unread=reader.unread)


class _BodyReader:
    """Reads the pages of one document.

    Attributes:
        numbers: 1-based numbers of the pages by their identifier.
        unread: whether a page could not be read.
    """

    def __init__(self, package: Package, path: str) -> None:
        self.numbers: dict[str, int] = {}
        self.unread = False
        self._package = package
        self._path = path
        self._root = package.part(path)
        self._templates = {
            element.get("ID"): element.get("BaseLoc")
            for element in found(self._root, "TemplatePage")
        }
        self._notes = self._notes_by_page()

    def pages(self, *, first: int) -> Iterator[_Page]:
        """Yield the pages that can be read; the first has the given number."""
        listed = [e for e in found(self._root, "Page") if e.get("BaseLoc")]
        if len(listed) > MOST_PAGES:
            facts = {"pages": str(len(listed)), "limit": str(MOST_PAGES)}
            raise ReadError(FileStatus.TOO_LARGE, "too_many_pages", **facts)
        for number, element in enumerate(listed, first):
            self.numbers[element.get("ID", "")] = number
            try:
                content = self._part(element.get("BaseLoc"))
                yield self._page(content, number, identifier=element.get("ID", ""))
            except ERRORS:
                self.unread = True

    def _page(self, content: Element, number: int, *, identifier: str) -> _Page:
        contents = [content, *self._templates_of(content)]
        typed = [glyph for one in contents for glyph in ofd_type.glyphs(one)]
        over, across = self._over(identifier)
        return _Page(
            number=number,
            box=_box(content) or _box(self._root) or A4,
            lines=(*lines_of(typed, number), *lines_of(across, number)),
            over=tuple(lines_of(over, number)),
            draws=any(
                name_of(e) in DRAWN for one in contents for e in one.iter("{*}*")
            ),
        )

    def _templates_of(self, content: Element) -> Iterator[Element]:
        for element in found(content, "Template"):
            path = self._templates.get(element.get("TemplateID"))
            with suppress(*ERRORS):
                if path:
                    yield self._part(path)

    def _over(self, identifier: str) -> tuple[list[Glyph], list[Glyph]]:
        """Return what notes show upon a page, and what watermarks do."""
        over: list[Glyph] = []
        across: list[Glyph] = []
        notes = self._notes.get(identifier)
        for note in () if notes is None else found(notes, "Annot"):
            for appearance in found(note, "Appearance"):
                boundary = numbers(appearance.get("Boundary"))
                place = boundary if len(boundary) > 1 else A4
                typed = [ofd_type.moved(g, place) for g in ofd_type.glyphs(appearance)]
                if note.get("Type") == "Watermark":
                    across += [replace(glyph, tilted=True) for glyph in typed]
                else:
                    over += typed
        return over, across

    def _notes_by_page(self) -> Mapping[str, Element]:
        """Return the notes of each page by its identifier; damaged ones left out."""
        notes: dict[str, Element] = {}
        for element in found(self._root, "Annotations"):
            with suppress(*ERRORS):
                path = self._place((element.text or "").strip())
                for page in found(self._package.part(path), "Page"):
                    file = next((e.text for e in found(page, "FileLoc")), None) or ""
                    inner = posixpath.join(posixpath.dirname(path), file.strip())
                    name = inner if self._package.has(inner) else self._place(file)
                    notes[page.get("PageID", "")] = self._package.part(name)
        return notes

    def _part(self, path: str | None) -> Element:
        return self._package.part(self._place((path or "").strip()))

    def _place(self, path: str) -> str:
        """Return the name of a part told from the document's own folder (7.3)."""
        if path.startswith("/"):
            return posixpath.normpath(path).lstrip("/")
        folder = posixpath.dirname(self._path)
        return posixpath.normpath(posixpath.join(folder, path))


def _box(parent: Element) -> tuple[float, ...] | None:
    """Return left, top, right, bottom of the page in millimetres, if it is told."""
    for element in found(parent, "PhysicalBox"):
        told = numbers(element.text)
        if len(told) == len(A4):
            left, top, width, height = told
            return (left, top, left + width, top + height)
    return None


def _seals(
    package: Package, path: str | None, pages: Mapping[str, int]
) -> Iterator[Block]:
    """Yield a block for each place a seal is set on; nothing where they are damaged."""
    with suppress(*ERRORS):
        listed = (path or "").strip().lstrip("/")
        for signature in found(package.part(listed), "Signature") if listed else ():
            file = _beside(package, listed, signature.get("BaseLoc", ""))
            root = package.part(file)
            name = _seal_name(package, file, root)
            for stamp in found(root, "StampAnnot"):
                boundary = numbers(stamp.get("Boundary"))
                box = None
                if len(boundary) == len(A4):
                    x, y, width, height = (POINTS * one for one in boundary)
                    box = (x, y, x + width, y + height)
                page = pages.get(stamp.get("PageRef", ""))
                yield Block(text=name, location=Location(page=page, box=box))


def _seal_name(package: Package, file: str, root: Element) -> str:
    for element in found(root, "BaseLoc"):
        with suppress(*ERRORS):
            data = package.data(_beside(package, file, element.text or ""))
            return _first_string(data)
    return ""


def _beside(package: Package, file: str, path: str) -> str:
    """Return the name of a part told from another one's folder, or from the root."""
    plain = posixpath.normpath(path.strip()).lstrip("/")
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(file), path.strip()))
    return plain if path.startswith("/") or not package.has(beside) else beside


def _first_string(data: bytes) -> str:
    """Return the first text of a DER structure, depth first; empty if there is none."""
    at = 0
    while at + 2 <= len(data):
        tag, length = data[at], data[at + 1]
        at += 2
        if length & 0x80:
            count = length & 0x7F
            length = int.from_bytes(data[at : at + count], "big")
            at += count
        if tag == UTF8_STRING:
            return data[at : at + length].decode("utf-8", "replace").strip()
        at += 0 if tag & 0x20 else length
    return ""
