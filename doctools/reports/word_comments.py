"""Comments of a Word file: what is there is kept, new ones go behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from doctools.reports.marks import AUTHOR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element as Element

    from doctools.reports.word_package import WordPackage

_CONTENT_TYPE = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_INITIALS = "DT"


class WordComments:
    """The comments of an opened file. New ones bear no date: equal input, equal bytes."""

    def __init__(self, package: WordPackage) -> None:
        self._package = package
        self._w = package.w
        related = package.related(package.main)
        name = next((part for kind, part in related if kind == "comments"), None)
        self._is_new = name is None or not package.holds(name)
        if self._is_new:
            self._root = etree.Element(f"{self._w}comments", nsmap={"w": self._w[1:-1]})
        else:
            self._root = package.editable(str(name))
        self._next = 1 + max(
            _highest_id(root, self._w)
            for root in (self._root, package.root(package.main))
        )

    def next_id(self) -> str:
        """Return an id that no comment, change or bookmark has."""
        self._next += 1
        return str(self._next - 1)

    def add(self, lines: Iterable[str]) -> tuple[Element, Element, Element]:
        """Add a comment of one paragraph a line.

        Returns:
            Start and end of its range and the run that refers to it, to be put into the
            text.
        """
        w, identifier = self._w, self.next_id()
        comment = etree.SubElement(
            self._root,
            f"{w}comment",
            {
                f"{w}id": identifier,
                f"{w}author": AUTHOR,
                f"{w}initials": _INITIALS,
            },
        )
        for number, line in enumerate(lines):
            comment.append(self._paragraph(line, is_first=number == 0))
        start = etree.Element(f"{w}commentRangeStart", {f"{w}id": identifier})
        end = etree.Element(f"{w}commentRangeEnd", {f"{w}id": identifier})
        reference = etree.Element(f"{w}r")
        self._dress(reference, size="16")
        etree.SubElement(reference, f"{w}commentReference", {f"{w}id": identifier})
        return start, end, reference

    def _paragraph(self, line: str, *, is_first: bool) -> Element:
        """Return a paragraph that does not take indents from the text's own style."""
        w = self._w
        paragraph = etree.Element(f"{w}p")
        look = etree.SubElement(paragraph, f"{w}pPr")
        spacing = {"before": "0", "after": "0", "line": "240", "lineRule": "auto"}
        indent = {"left": "0", "firstLineChars": "0", "firstLine": "0"}
        for name, values in (("spacing", spacing), ("ind", indent)):
            etree.SubElement(
                look, f"{w}{name}", {f"{w}{key}": one for key, one in values.items()}
            )
        etree.SubElement(look, f"{w}jc", {f"{w}val": "left"})
        if is_first:
            mark = etree.SubElement(paragraph, f"{w}r")
            etree.SubElement(mark, f"{w}annotationRef")
        run = etree.SubElement(paragraph, f"{w}r")
        self._dress(run, size="20")
        text = etree.SubElement(run, f"{w}t", {_SPACE: "preserve"})
        text.text = line
        return paragraph

    def _dress(self, run: Element, *, size: str) -> None:
        """Give a run a plain look of its own; the text's may be bold or even hidden.

        Args:
            run: an empty run.
            size: in half points.
        """
        properties = etree.SubElement(run, f"{self._w}rPr")
        look = {"b": "0", "i": "0", "vanish": "0", "color": "auto"}
        for name, value in (*look.items(), ("sz", size), ("szCs", size)):
            etree.SubElement(properties, f"{self._w}{name}", {f"{self._w}val": value})

    def close(self) -> None:
        """Make the part known to the file, if it is a new one."""
        if self._is_new and len(self._root):
            self._package.add_part(
                self._root,
                stem="comments",
                kind="comments",
                content_type=_CONTENT_TYPE,
            )


def _highest_id(root: Element, w: str) -> int:
    """Return the highest number used as an id below an element, or -1."""
    ids = (one.get(f"{w}id", "") for one in root.iter(etree.Element))
    return max((int(one) for one in ids if one.isdecimal()), default=-1)
