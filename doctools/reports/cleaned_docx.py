"""Makes a Word file again without some of its paragraphs, all else as it was.

Every part but the document's text is copied byte for byte. A paragraph's text goes;
what other things hang on stays: section settings, pictures, the ends of fields,
bookmarks and comments that reach beyond it, and the last paragraph of a table cell.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from lxml import etree

from doctools.text.word_paragraphs import WORD, WORD_STRICT, body_paragraphs

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element as Element

_W = f"{{{WORD}}}"
_STRICT_W = f"{{{WORD_STRICT}}}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_RANGES = ("bookmark", "commentRange", "perm", "moveFromRange", "moveToRange")
"""Markers that come in pairs of …Start and …End with one id (ISO 29500-1 §17.13)."""
_PICTURES = ("drawing", "pict", "object")
_CONTAINERS = ("tc", "txbxContent", "sdtContent", "body")
"""What must not be left without a paragraph, or must end with one (tc)."""


def clean(data: bytes, *, removed: Collection[int]) -> bytes:
    """Return the bytes of a Word file without the given paragraphs.

    Args:
        data: the original file.
        removed: indexes of paragraphs of the document part, as `body_paragraphs`
            counts them.
    """
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as original, ZipFile(packed, "w") as copy:
        name = _document_part(original)
        for part in original.infolist():
            content = original.read(part)
            if part.filename == name:
                content = _without(content, frozenset(removed))
            copy.writestr(part, content)
    return packed.getvalue()


def _document_part(package: ZipFile) -> str:
    relations = etree.fromstring(package.read("_rels/.rels"), _PARSER)
    for relation in relations.iter(_RELATION):
        if relation.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(relation.get("Target", "").lstrip("/"))
    return "word/document.xml"


def _without(content: bytes, removed: frozenset[int]) -> bytes:
    root = etree.fromstring(content, _PARSER)
    w = _STRICT_W if root.tag.startswith(_STRICT_W) else _W
    paragraphs = [
        paragraph
        for index, paragraph in enumerate(body_paragraphs(root))
        if index in removed
    ]
    # Backwards, so that a section's settings travel over a whole run of paragraphs.
    for paragraph in reversed(paragraphs):
        _remove(paragraph, w)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _remove(paragraph: Element, w: str) -> None:
    parent = paragraph.getparent()
    if parent is None:
        return
    _move_section(paragraph, w)
    _hoist_ranges(paragraph, w)
    held = _strip(paragraph, w)
    if not held and not _is_needed(paragraph, parent, w):
        parent.remove(paragraph)


def _move_section(paragraph: Element, w: str) -> None:
    """Hand the section settings to the paragraph before; keep them if there is none."""
    section = paragraph.find(f"{w}pPr/{w}sectPr")
    before = paragraph.getprevious()
    if section is None or before is None or before.tag != f"{w}p":
        return
    if before.find(f"{w}pPr/{w}sectPr") is not None:
        return
    properties = before.find(f"{w}pPr")
    if properties is None:
        properties = etree.Element(f"{w}pPr")
        before.insert(0, properties)
    change = properties.find(f"{w}pPrChange")  # stands last in pPr, sectPr before it
    if change is None:
        properties.append(section)
    else:
        change.addprevious(section)


def _hoist_ranges(paragraph: Element, w: str) -> None:
    """Set markers whose other end stands elsewhere in the paragraph's place."""
    markers = {f"{w}{name}{end}" for name in _RANGES for end in ("Start", "End")}
    found = [element for element in paragraph.iter() if element.tag in markers]
    ends = Counter(_pair_of(element, w) for element in found)
    for element in found:
        if ends[_pair_of(element, w)] == 1:
            paragraph.addprevious(element)


def _pair_of(marker: Element, w: str) -> tuple[str, str | None]:
    name = str(marker.tag).removesuffix("Start").removesuffix("End")
    return name, marker.get(f"{w}id")


def _strip(paragraph: Element, w: str) -> bool:
    """Take the text out of a paragraph; tell whether something else has to stay."""
    fields = Counter(
        element.get(f"{w}fldCharType") for element in paragraph.iter(f"{w}fldChar")
    )
    kept = [f"{w}{name}" for name in _PICTURES]
    if fields["begin"] != fields["end"]:
        kept += [f"{w}fldChar", f"{w}instrText"]
    for child in list(paragraph):
        if child.tag == f"{w}pPr":
            continue
        if next(child.iter(*kept), None) is None:
            paragraph.remove(child)
        else:
            _drop_plain_text(child, kept, w)
    section = paragraph.find(f"{w}pPr/{w}sectPr")
    return section is not None or any(child.tag != f"{w}pPr" for child in paragraph)


def _drop_plain_text(node: Element, kept: list[str], w: str) -> None:
    """Remove text beside what is kept, but not the text inside a picture."""
    for child in list(node):
        if child.tag in kept or child.tag == f"{w}rPr":
            continue
        if next(child.iter(*kept), None) is None:
            if child.tag in (f"{w}t", f"{w}tab", f"{w}br", f"{w}cr", f"{w}r"):
                node.remove(child)
        else:
            _drop_plain_text(child, kept, w)


def _is_needed(paragraph: Element, parent: Element, w: str) -> bool:
    """Tell whether the place must keep a paragraph, if an empty one."""
    if parent.tag not in [f"{w}{name}" for name in _CONTAINERS]:
        return False
    blocks = [f"{w}{name}" for name in ("p", "tbl", "sdt", "customXml")]
    others = (
        child.tag
        for child in reversed(parent)
        if child is not paragraph and child.tag in blocks
    )
    last = next(others, None)
    return last is None or (parent.tag == f"{w}tc" and last != f"{w}p")
