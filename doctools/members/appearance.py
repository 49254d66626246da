"""Where a paper appeared: as the clerk's mapping says, as its page says, as its name says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from doctools.members.assignments import evidence_of
from doctools.members.outlets import Publication
from doctools.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.facts import Assignment
    from doctools.members.outlets import Outlets
    from doctools.model import Document, Layout

CLIPPING: Final = "发表证明"
_ACCEPTANCE: Final = ("用稿", "录用", "采用", "采稿")
"""A letter of acceptance proves no publication; a clipping does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """Where a paper appeared, and what says so.

    Attributes:
        publication: None where nobody says it, or where the mapping says: nowhere.
        evidence: of either, None where nobody says anything.
    """

    publication: Publication | None = None
    evidence: Evidence | None = None


def appearance_of(
    document: Document,
    layout: Layout,
    *,
    outlets: Outlets,
    publications: Sequence[Publication],
    assigned: Assignment | None,
) -> Appearance:
    """Return where a paper appeared.

    The name of the file is asked only of a clipping without text: of other papers it may
    name what they are about.
    """
    if assigned is not None and assigned.outlet is not None:
        told = evidence_of(assigned)
        if not assigned.outlet:
            return Appearance(evidence=told)
        named = outlets.named(assigned.outlet, source=told.text)
        return Appearance(publication=named, evidence=told)
    for first in publications:
        page = Evidence(source="body", text=first.text, block=first.block)
        return Appearance(publication=first, evidence=page)
    name = PurePosixPath(document.source.path).stem
    listed = outlets.listed_in(name)
    if listed and layout.document_type == CLIPPING and not document.blocks:
        shown = Evidence(source="file_name", text=name)
        return Appearance(
            publication=outlets.named(listed, source=name), evidence=shown
        )
    return Appearance()


def doubts_of(
    found: Appearance, document: Document, layout: Layout, *, outlets: Outlets
) -> Iterator[str]:
    """Yield unknown_outlet for one no table lists, no_proof for a mere acceptance."""
    publication = found.publication
    if publication is not None and publication.outlet is None and outlets.present:
        yield "unknown_outlet"
    words = layout.title + PurePosixPath(document.source.path).stem
    if layout.document_type == CLIPPING and any(word in words for word in _ACCEPTANCE):
        yield "no_proof"
