"""Cuts a passage out of a text with a little of what stands around it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.model import Evidence
from doctools.records import Work, WorkMember
from doctools.text.privacy import mask_private

if TYPE_CHECKING:
    from doctools.model import Document
    from doctools.records import Finding, OverlapSide
    from doctools.result import Result

MARGIN = 40
"""Characters shown on each side of a passage."""

_LONGEST_NUMBER = 80
"""Characters a spaced identity number takes; so far beyond a cut it is looked for."""

LONGEST = 600
"""Characters shown of one passage; the middle of a longer one is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A passage in its place; `marked` is the passage itself."""

    before: str
    marked: str
    after: str


def excerpt(text: str, start: int, end: int, *, margin: int = MARGIN) -> Excerpt:
    """Return the passage [start, end) of a text with its surroundings.

    An ellipsis stands where the surroundings were cut, and in the middle of a passage
    longer than `LONGEST`. Private numbers are masked before anything is cut: no part
    of one would be known again.
    """
    left, right = max(0, start - margin), min(len(text), end + margin)
    text = _masked(text, left, right)
    marked = text[start:end]
    if len(marked) > LONGEST:
        half = LONGEST // 2
        marked = f"{marked[:half]}……{marked[-half:]}"
    return Excerpt(
        before=("…" if left else "") + text[left:start],
        marked=marked,
        after=text[end:right] + ("…" if right < len(text) else ""),
    )


def _masked(text: str, left: int, right: int) -> str:
    """Return the text with private numbers masked that touch [left, right)."""
    first, last = max(0, left - _LONGEST_NUMBER), right + _LONGEST_NUMBER
    return text[:first] + mask_private(text[first:last]) + text[last:]


def document_of(result: Result, path: str, store: str) -> Document | None:
    """Return a text that was compared, or None if it is not at hand."""
    if store == "batch":
        return result.documents.get(path)
    if store == "archive":
        return result.archived.get(path)
    return result.sources.get(path) or result.archived.get(path)


def text_of(result: Result, side: OverlapSide) -> Document | None:
    """Return the text of one side of an overlap, or None if it is not at hand."""
    if side.archived is not None:
        return result.archived.get(side.path)
    return document_of(result, side.path, side.store)


def work_of(result: Result, side: OverlapSide) -> Work | None:
    """Return what is known of the work on one side, of the archive's too."""
    about = side.archived
    if about is None:
        return result.known.get(side.path)
    told = Evidence(source="archive", text=about.date or "")
    return Work(
        work_id=f"w-{about.sha256[:12]}",
        path=about.path,
        document_type=None,
        certain=False,
        members=tuple(
            WorkMember(member_id=None, name=name, branch=None) for name in about.authors
        ),
        authors=len(about.authors),
        date=about.date,
        evidence={"date": told} if about.date else {},
    )


def paragraph_at(document: Document | None, offset: int) -> int | None:
    """Return the number, from 1, of the paragraph an offset of the text lies in."""
    return bisect_right(document.block_starts, offset) or 1 if document else None


def in_document(document: Document | None, start: int, end: int) -> Excerpt | None:
    """Return a passage of a document's text, or None if the text is not at hand."""
    return excerpt(document.text, start, end) if document else None


def in_sentence(finding: Finding, document: Document | None) -> Excerpt:
    """Return a finding inside its sentence.

    The sentence does not say where in it the finding stands, so the block is asked;
    where that is not at hand, the first occurrence is marked.
    """
    at = _offset(finding, document)
    if at is None:
        at = max(0, finding.context.find(finding.text))
    length = finding.end - finding.start
    context = mask_private(finding.context)
    return Excerpt(
        before=context[:at],
        marked=context[at : at + length],
        after=context[at + length :],
    )


def _offset(finding: Finding, document: Document | None) -> int | None:
    if document is None:
        return None
    body = finding.layer == "body"
    blocks = document.blocks if body else document.layers.get(finding.layer, ())
    if finding.block >= len(blocks):
        return None
    text = blocks[finding.block].text
    start = text.rfind(finding.context, 0, finding.start + len(finding.context))
    return finding.start - start if 0 <= start <= finding.start else None
