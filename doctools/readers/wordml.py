"""Elements of WordprocessingML: names and values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.text.word_paragraphs import WORD

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = f"{{{WORD}}}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
OFF = frozenset({"0", "false", "off"})


def child(element: Element | None, name: str) -> Element | None:
    """Return the first direct child of a Word name."""
    return None if element is None else element.find(f"{W}{name}")


def value(element: Element | None) -> str | None:
    """Return an element's `w:val`."""
    return None if element is None else element.get(f"{W}val")


def switch(element: Element | None) -> bool | None:
    """Return whether an on/off property is on; None if it is absent."""
    return None if element is None else element.get(f"{W}val", "1") not in OFF


def integer(text: str | None, default: int) -> int:
    """Return a whole number, or `default` where there is none."""
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default
