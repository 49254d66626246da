"""Marks findings in a copy of a Word file: comments, or tracked changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from doctools.reports import word_revisions
from doctools.reports.marks import LEVELS, Copy, Marked, correction, note, summary
from doctools.reports.word_comments import WordComments
from doctools.reports.word_package import WordPackage
from doctools.reports.word_runs import beginning_at, ending_at, unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element as Element

    from doctools.messages import Catalogue
    from doctools.records import Finding
    from doctools.text.origins import WordOrigin

BODY = "body"
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
"""Root of a part of notes and the element of one of them."""


def annotate(
    data: bytes,
    findings: Sequence[Finding],
    *,
    origins: Mapping[str, Sequence[WordOrigin]],
    words: Catalogue,
    level: str = LEVELS[-1],
    unread: Sequence[str] = (),
    revisions: bool = False,
) -> Copy:
    """Return a copy of a Word file in which findings are marked.

    A finding in the text gets a comment on its very characters. Word has no comments in
    text boxes, notes, headers and footers: there the comment stands on the box's or the
    note's place in the text, or the finding is told of in the summary, a comment at the
    beginning. The text itself is not changed, but for tracked changes.

    Args:
        data: the original.
        findings: of this file.
        origins: where its blocks were read from, by layer.
        words: catalogue.
        level: least level that was looked for.
        unread: sentences on what could not be read.
        revisions: track the correction of errors and warnings that have one, where that
            is safe; the rest is commented.

    Raises:
        KeyError, ValueError: the file is not built as Word files are.
    """
    package = WordPackage(data)
    was_signed = package.drop_signatures()
    marker = _Marker(package, words=words, revisions=revisions)
    # Backwards, as runs are parted behind what was found before them.
    for finding in reversed(findings):
        marker.mark(finding, _origin(finding, origins))
    marked = marker.marked()
    lines = summary(findings, marked=marked, level=level, unread=unread, words=words)
    marker.comment_at_top(lines)
    marker.comments.close()
    return Copy(data=package.data(), marked=marked, was_signed=was_signed)


def _origin(
    finding: Finding, origins: Mapping[str, Sequence[WordOrigin]]
) -> WordOrigin | None:
    found = origins.get(finding.layer, ())
    return found[finding.block] if finding.block < len(found) else None


class _Marker:
    """Puts marks into the parts of an opened file, the last first."""

    def __init__(
        self, package: WordPackage, *, words: Catalogue, revisions: bool
    ) -> None:
        self._package = package
        self._w = package.w
        self._words = words
        self._revisions = revisions
        self._body = package.editable(package.main)
        self._nodes = {package.main: list(self._body.iter(etree.Element))}
        self.comments = WordComments(package)
        self._corrected = 0
        self._noted = 0
        self._listed: list[Finding] = []

    def marked(self) -> Marked:
        """Return what became of the findings so far."""
        return Marked(
            corrected=self._corrected,
            noted=self._noted,
            listed=tuple(reversed(self._listed)),
        )

    def mark(self, finding: Finding, origin: WordOrigin | None) -> None:
        """Mark one finding where its characters stand, or as near as may be."""
        stretches = self._stretches(origin, finding.start, finding.end)
        if not stretches or origin is None:
            self._listed.append(finding)
            return
        if finding.layer == BODY:
            if self._revisions and self._correct(finding, origin):
                self._corrected += 1
            else:
                self._comment(stretches, note(finding, words=self._words))
            return
        place = self._place_in_body(stretches[0][0])
        if place is None:
            self._listed.append(finding)
            return
        self._comment_on(place, note(finding, words=self._words, elsewhere=True))

    def _stretches(
        self, origin: WordOrigin | None, start: int, end: int
    ) -> list[tuple[Element, int, int]]:
        """Return the elements that hold characters [start, end), and which of theirs."""
        if origin is None:
            return []
        if origin.part not in self._nodes:
            root = self._package.root(origin.part)
            self._nodes[origin.part] = list(root.iter(etree.Element))
        nodes = self._nodes[origin.part]
        return [
            (
                nodes[piece.node],
                max(start, piece.start) - piece.start,
                min(end, piece.end) - piece.start,
            )
            for piece in origin.within(start, end)
        ]

    def _correct(self, finding: Finding, origin: WordOrigin) -> bool:
        """Track the correction of a finding; tell whether that was possible."""
        change = correction(finding)
        if change is None:
            return False
        start = min(change.start, change.end - 1)  # the character before an insertion
        stretches = self._stretches(origin, start, change.end)
        if any(piece.in_field for piece in origin.within(start, change.end)):
            return False
        if not stretches or not word_revisions.may_be_tracked(stretches, self._w):
            return False
        w, next_id = self._w, self.comments.next_id
        if change.start < change.end:
            word_revisions.replace(stretches, change.text, w=w, next_id=next_id)
        else:
            node, _, end = stretches[-1]
            word_revisions.insert(node, end, change.text, w=w, next_id=next_id)
        return True

    def _comment(self, stretches: list[tuple[Element, int, int]], text: str) -> None:
        start, end, reference = self.comments.add([text])
        node, _, offset = stretches[-1]
        last = ending_at(node, offset, self._w)
        last.addnext(reference)
        last.addnext(end)
        node, offset, _ = stretches[0]
        beginning_at(node, offset, self._w).addprevious(start)
        self._noted += 1

    def _comment_on(self, run: Element, text: str) -> None:
        start, end, reference = self.comments.add([text])
        run.addprevious(start)
        run.addnext(reference)
        run.addnext(end)
        self._noted += 1

    def _place_in_body(self, node: Element) -> Element | None:
        """Return the run of the body that a box or note around an element hangs on."""
        w = self._w
        root = node.getroottree().getroot()
        kind = str(root.tag).removeprefix(w)
        if kind in _NOTES:
            held = next(node.iterancestors(f"{w}{_NOTES[kind]}"), None)
            number = None if held is None else held.get(f"{w}id")
            references = self._body.iter(f"{w}{_NOTES[kind]}Reference")
            found = (one for one in references if one.get(f"{w}id") == number)
            node = next(found, root)
        if node.getroottree().getroot() is not self._body:
            return None
        outermost = [node, *node.iterancestors(f"{w}txbxContent")][-1]
        in_paragraph = next(outermost.iterancestors(f"{w}p"), None) is not None
        return unit_of(outermost, w) if in_paragraph else None

    def comment_at_top(self, lines: Sequence[str]) -> None:
        """Put a comment at the beginning of the text."""
        start, end, reference = self.comments.add(lines)
        paragraph = next(self._body.iter(f"{self._w}p"))
        properties = paragraph.find(f"{self._w}pPr")
        marks = (start, end, reference)
        if properties is None:
            for offset, mark in enumerate(marks):
                paragraph.insert(offset, mark)
        else:
            for mark in reversed(marks):
                properties.addnext(mark)
