"""Tracked changes in a Word file: the old wording struck out, the new one inserted."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from doctools.reports.marks import AUTHOR
from doctools.reports.word_runs import beginning_at, ending_at, unit_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lxml.etree import _Element as Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PARENTS = ("p", "hyperlink", "smartTag", "customXml", "sdtContent")
"""Elements a tracked change may stand in (ISO 29500-1 §17.13.5); what another person
has tracked is none of them, and a text box is left alone for its second copy."""
_BOUND = ("dataBinding", "lock", "text", "date", "comboBox", "dropDownList")
"""Settings of a content control whose content is not plain text of the document."""

Stretch = tuple["Element", int, int]
"""An element and the part of its text, [start, end)."""


def may_be_tracked(stretches: Sequence[Stretch], w: str) -> bool:
    """Tell whether the text of elements can be changed as a tracked change.

    It can where it is plain text of the document: not in what others have inserted or
    moved, not a tab or symbol, not in a formula, not filled in by a content control.
    """
    runs = [node.getparent() for node, _, _ in stretches]
    return (
        all(node.tag == f"{w}t" for node, _, _ in stretches)
        and all(run is not None and run.tag == f"{w}r" for run in runs)
        and len({id(run.getparent()) for run in runs if run is not None}) == 1
        and _is_plain(stretches[0][0], w)
    )


def _is_plain(node: Element, w: str) -> bool:
    allowed = {f"{w}{name}" for name in _PARENTS}
    run = unit_of(node, w)
    if run is not node.getparent():
        return False  # ruby text, or a text box's run around all
    for parent in run.iterancestors():
        if parent.tag not in allowed:
            return False
        if parent.tag == f"{w}sdtContent" and is_bound(parent, w):
            return False
        if parent.tag == f"{w}p":
            return all(
                above.tag != f"{w}txbxContent"
                and not (above.tag == f"{w}sdtContent" and is_bound(above, w))
                for above in parent.iterancestors()
            )
    return False


def is_bound(content: Element, w: str) -> bool:
    """Tell whether a `w:sdtContent` is filled in by its content control."""
    control = content.getparent()
    settings = None if control is None else control.find(f"{w}sdtPr")
    return settings is not None and any(
        settings.find(f"{w}{name}") is not None for name in _BOUND
    )


def replace(
    stretches: Sequence[Stretch], text: str, *, w: str, next_id: Callable[[], str]
) -> None:
    """Strike out the text of elements and insert another after it.

    Args:
        stretches: in order; not empty, as `may_be_tracked` allows.
        text: what is inserted; nothing if empty.
        w: namespace in braces.
        next_id: gives an unused id.
    """
    last: Element | None = None
    for node, start, end in reversed(stretches):
        ending_at(node, end, w)
        struck = _struck(beginning_at(node, start, w), w, next_id())
        last = struck if last is None else last
    if text and last is not None:
        run = last[0]
        last.addnext(_inserted(run, text, w, next_id()))


def insert(
    node: Element, offset: int, text: str, *, w: str, next_id: Callable[[], str]
) -> None:
    """Insert a text before an offset of an element's text, dressed like it."""
    run = ending_at(node, offset, w)
    run.addnext(_inserted(run, text, w, next_id()))


def _struck(run: Element, w: str, identifier: str) -> Element:
    change = etree.Element(f"{w}del", _signed(w, identifier))
    run.addprevious(change)
    change.append(run)
    change.tail = None
    for text in run.iter(f"{w}t"):
        text.tag = f"{w}delText"
    return change


def _inserted(like: Element, text: str, w: str, identifier: str) -> Element:
    change = etree.Element(f"{w}ins", _signed(w, identifier))
    run = etree.SubElement(change, f"{w}r")
    properties = like.find(f"{w}rPr")
    if properties is not None:
        look = deepcopy(properties)
        for old in look.findall(f"{w}rPrChange"):
            look.remove(old)
        run.append(look)
    element = etree.SubElement(run, f"{w}t", {_SPACE: "preserve"})
    element.text = text
    return change


def _signed(w: str, identifier: str) -> dict[str, str]:
    return {f"{w}id": identifier, f"{w}author": AUTHOR}
