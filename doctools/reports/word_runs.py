"""Parts runs of a Word paragraph, so that something begins or ends at a character.

The first part of what is parted keeps its elements. So places found before stay right
as long as later ones are parted first.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def unit_of(node: Element, w: str) -> Element:
    """Return what is marked as a whole or parted: the outermost run around an element.

    A run within a run is the base of ruby text. Where there is none, as in formulas, it
    is the element of the paragraph.

    Args:
        node: an element below a `w:p`.
        w: namespace in braces.
    """
    unit = node
    run = None
    for parent in node.iterancestors():
        if parent.tag == f"{w}r":
            run = parent
        if parent.tag == f"{w}p":
            break
        unit = parent
    return unit if run is None else run


def beginning_at(node: Element, offset: int, w: str) -> Element:
    """Return a run that begins with a character; the run before is parted from it.

    Args:
        node: element of the run that holds the character.
        offset: of the character in the element's text.
        w: namespace in braces.
    """
    run = unit_of(node, w)
    if node.getparent() is not run or run.tag != f"{w}r":
        return _begun_at_child(run, node, w)
    if offset > 0:
        node = _part_text(node, offset)
    return _begun_at_child(run, node, w)


def ending_at(node: Element, offset: int, w: str) -> Element:
    """Return a run that ends before an offset; what follows is parted from it.

    Args:
        node: element of the run that holds the character before the offset.
        offset: in the element's text.
        w: namespace in braces.
    """
    run = unit_of(node, w)
    direct = node.getparent() is run and run.tag == f"{w}r"
    if direct and 0 < offset < len(node.text or ""):
        _part_text(node, offset)
    following = _child_of(run, node).getnext()
    if following is not None and run.tag == f"{w}r":
        _begun_at_child(run, following, w)
    return run


def _child_of(run: Element, node: Element) -> Element:
    """Return the child of a run that is the element or holds it."""
    while node is not run and node.getparent() is not run:
        parent = node.getparent()
        assert parent is not None  # noqa: S101 - the run is above it
        node = parent
    return node


def _begun_at_child(run: Element, node: Element, w: str) -> Element:
    """Return a run that begins with a child of the run, or the run if it does."""
    if run.tag != f"{w}r":
        return run
    child = _child_of(run, node)
    properties = run.find(f"{w}rPr")
    if child.getprevious() is properties:  # None is None: the first of all
        return run
    rest = _like(run)
    if properties is not None:
        rest.append(deepcopy(properties))
    moved = [child, *child.itersiblings()]
    for element in moved:
        rest.append(element)
    run.addnext(rest)
    return rest


def _like(element: Element) -> Element:
    """Return an empty element of the same name and attributes."""
    attributes = {str(key): str(value) for key, value in element.attrib.items()}
    return element.makeelement(str(element.tag), attributes)


def _part_text(node: Element, offset: int) -> Element:
    """Part an element's text in two and return the new element with the rest."""
    text = node.text or ""
    rest = _like(node)
    node.text, rest.text = text[:offset], text[offset:]
    for half in (node, rest):
        half.set(_SPACE, "preserve")
    node.addnext(rest)
    return rest
