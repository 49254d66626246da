"""Looks into marked copies: what stands under a comment, and is the file sound."""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import TYPE_CHECKING
from zipfile import ZipFile

from lxml import etree

from doctools.records import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element as Element

    from doctools.model import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_SHOWN = {f"{W}t": None, f"{W}tab": "\t", f"{W}br": "\n", f"{W}noBreakHyphen": "-"}


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file."""
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body(data: bytes) -> Element:
    """Return the root of the document part."""
    return etree.fromstring(parts(data)["word/document.xml"])


def comments(data: bytes) -> dict[str, Element]:
    """Return the comments of a Word file by id, in the order of the part."""
    found = parts(data)
    name = next((one for one in found if one.endswith("/comments.xml")), None)
    if name is None:
        return {}
    root = etree.fromstring(found[name])
    return {one.get(f"{W}id", ""): one for one in root.iterfind(f"{W}comment")}


def text_of(comment: Element) -> str:
    """Return the paragraphs of a comment, joined by line ends."""
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
        for paragraph in comment.iter(f"{W}p")
    )


def commented(data: bytes) -> list[tuple[str, str]]:
    """Return the words under each comment and what it says, in the order of the text."""
    notes = {key: text_of(one) for key, one in comments(data).items()}
    begun: dict[str, list[str]] = {}
    found = []
    for element in body(data).iter(etree.Element):
        identifier = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            begun[identifier] = []
            found.append((begun[identifier], notes[identifier]))
        elif element.tag == f"{W}commentRangeEnd":
            del begun[identifier]
        elif element.tag in _SHOWN:
            for words in begun.values():
                words.append(_SHOWN[str(element.tag)] or element.text or "")
    assert not begun
    return [("".join(words), note) for words, note in found]


def assert_sound(data: bytes) -> None:
    """Fail unless ids are unique and everything that is referred to is there."""
    found = parts(data)
    assert len(ZipFile(io.BytesIO(data)).namelist()) == len(found)
    root = body(data)
    known = comments(data)
    for kind in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        ids = Counter(one.get(f"{W}id") for one in root.iter(f"{W}{kind}"))
        assert not ids or max(ids.values()) == 1
        assert set(ids) <= set(known)
    changes = [one for kind in ("ins", "del") for one in root.iter(f"{W}{kind}")]
    ours = [one.get(f"{W}id") for one in changes if one.get(f"{W}author") == "doctools"]
    assert len(ours) == len(set(ours))
    assert not set(ours) & set(known)
    types = etree.fromstring(found["[Content_Types].xml"])
    named = {one.get("PartName") for one in types if one.get("PartName")}
    assert {name.lstrip("/") for name in named if name} <= set(found)
    for place in (name for name in found if name.endswith(".rels")):
        relations = etree.fromstring(found[place])
        ids = Counter(one.get("Id") for one in relations.iter(_RELATION))
        assert not ids or max(ids.values()) == 1
    package = etree.fromstring(found["_rels/.rels"])
    assert {one.get("Target", "").lstrip("/") for one in package} <= set(found)
    relations = etree.fromstring(found["word/_rels/document.xml.rels"])
    targets = [
        one.get("Target", "")
        for one in relations.iter(_RELATION)
        if one.get("Type", "").endswith("/comments")
    ]
    assert len(targets) == (1 if known else 0)
    if known:
        assert any(one.endswith("/comments.xml") for one in named if one)


def rejected(data: bytes) -> bytes:
    """Return a Word file after rejecting all changes of ours."""
    content = parts(data)
    root = body(data)
    for change in list(root.iter(f"{W}ins", f"{W}del")):
        if change.get(f"{W}author") != "doctools":
            continue
        if change.tag == f"{W}del":
            for run in list(change):
                for text in run.iter(f"{W}delText"):
                    text.tag = f"{W}t"
                change.addprevious(run)
        parent = change.getparent()
        assert parent is not None
        parent.remove(change)
    content["word/document.xml"] = etree.tostring(root)
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return packed.getvalue()


def findings(
    document: Document, slips: Mapping[str, str], *, level: str = "error"
) -> tuple[Finding, ...]:
    """Return a finding for every place of a document where a wrong wording stands."""
    layers = {"body": document.blocks, **document.layers}
    return tuple(
        Finding(
            path=document.source.path,
            layer=layer,
            code="typo.known",
            level=level,
            block=number,
            start=found.start(),
            end=found.end(),
            doc_start=None,
            doc_end=None,
            page=block.location.page,
            text=found[0],
            suggestions=(slips[found[0]],),
            context=block.text,
            reason=f"“{found[0]}”应为“{slips[found[0]]}”：常见误写",
            fingerprint="",
        )
        for layer, blocks in layers.items()
        for number, block in enumerate(blocks)
        for found in re.finditer("|".join(map(re.escape, slips)), block.text)
    )
