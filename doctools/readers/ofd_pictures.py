"""Pictures on the pages of an OFD file (GB/T 33190-2016, 10), as scanners set them."""

from __future__ import annotations

import posixpath
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.readers.ofd_type import found, numbers
from doctools.readers.package import ERRORS, Package

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPicture:
    """A picture: its file's bytes, and left, top, width, height in millimetres."""

    data: bytes
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturePage:
    """A page: left, top, width, height in millimetres, and the pictures on it."""

    box: Box
    pictures: tuple[PlacedPicture, ...]


def picture_page(data: bytes, number: int, *, usual: Box) -> PicturePage | None:
    """Return a page's pictures, or None where there is no such page.

    Args:
        data: bytes of the file.
        number: 1-based, counted through all documents of the file.
        usual: page where the file tells none.

    Raises:
        ERRORS: the file is damaged.
    """
    package = Package(data)
    listed = [*_pages(package)]
    if not 0 < number <= len(listed):
        return None
    folder, root, element = listed[number - 1]
    content = package.part(_path(folder, element.get("BaseLoc")))
    files = _files(package, folder, root)
    told = _box(content) or _box(root)
    return PicturePage(
        box=told or usual, pictures=tuple(_placed(package, content, files))
    )


def _pages(package: Package) -> Iterator[tuple[str, Element, Element]]:
    """Yield folder and root of its document and the element of every page."""
    for body in found(package.part("OFD.xml"), "DocBody"):
        for place in found(body, "DocRoot"):
            path = (place.text or "").strip().lstrip("/")
            root = package.part(path)
            for element in found(root, "Page"):
                if element.get("BaseLoc"):
                    yield posixpath.dirname(path), root, element


def _files(package: Package, folder: str, root: Element) -> dict[str, str]:
    """Return the part of every picture by its identifier."""
    files: dict[str, str] = {}
    for kind in ("PublicRes", "DocumentRes"):
        for place in found(root, kind):
            path = _path(folder, place.text)
            with suppress(*ERRORS):
                resources = package.part(path)
                inner = _path(posixpath.dirname(path), resources.get("BaseLoc"))
                for media in found(resources, "MultiMedia"):
                    name = next((e.text for e in found(media, "MediaFile")), None)
                    files[media.get("ID", "")] = _path(inner, name)
    return files


def _placed(
    package: Package, content: Element, files: dict[str, str]
) -> Iterator[PlacedPicture]:
    for element in found(content, "ImageObject"):
        boundary = _four(element.get("Boundary"))
        path = files.get(element.get("ResourceID", ""))
        if boundary and path:
            with suppress(*ERRORS):
                yield PlacedPicture(data=package.data(path), box=boundary)


def _box(parent: Element) -> Box | None:
    for element in found(parent, "PhysicalBox"):
        return _four(element.text)
    return None


def _four(text: str | None) -> Box | None:
    told = numbers(text)
    return (told[0], told[1], told[2], told[3]) if len(told) == 4 else None


def _path(folder: str, path: str | None) -> str:
    """Return the name of a part told from a folder, or from the root."""
    plain = (path or "").strip()
    if plain.startswith("/"):
        return posixpath.normpath(plain).lstrip("/")
    return posixpath.normpath(posixpath.join(folder, plain)).lstrip("/")
