"""Whose work a paper is, of what kind, for which month, published where.

Evidence in falling trust: the clerk's mapping, author line, signature, title, file name,
folder. The document's properties alone name nobody: they often carry the machine's or another person's name.
What stays doubtful is pending with its code; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from doctools.facts import Person
from doctools.members.appearance import Appearance, appearance_of, doubts_of
from doctools.members.assignments import evidence_of as told_by
from doctools.members.authors import (
    AUTHOR_CODES,
    Authors,
    assigned_authors,
    decide_authors,
)
from doctools.members.books import Books, FoundBook
from doctools.members.campaign import CampaignPeriod
from doctools.members.names import Names, Reading
from doctools.members.outlets import Outlets
from doctools.members.places import issuer, read_places, title_of
from doctools.members.timing import Stated, Timing, find_sources, time_of
from doctools.model import Document, Evidence, Source
from doctools.records import Work
from doctools.text.dates import span_of
from doctools.text.normalize import fold, folded_digest
from doctools.text.privacy import mask_private

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.facts import Assignment, Facts
    from doctools.model import FileOutcome, Layout

__all__ = ["CampaignPeriod", "attribute", "attribute_unread", "status_of"]

REJECTION_CODES = frozenset(
    (
        "repeat_submission",
        "wrong_type",
        "wrong_period",
        "level_too_low",
        "not_a_periodical",
        "too_short",
        "not_on_book_list",
        "unreadable",
        "decided",
    )
)
_NOTES = ("读书笔记", "读后感")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tables:
    names: Names
    people: Mapping[str, Person]
    books: Books
    outlets: Outlets


def attribute(
    document: Document,
    layout: Layout,
    *,
    facts: Facts,
    campaign: CampaignPeriod | None,
    assigned: Assignment | None = None,
) -> Work:
    """Return the work a document is, with what each field was read from.

    Args:
        document: the paper; its path tells file name and folders.
        layout: what the page says.
        facts: the tables; without a roster, names stand as found.
        campaign: the time that counts, or None if nobody said.
        assigned: what the clerk's mapping says of the file; it settles what it says,
            the paper itself the rest.
    """
    tables = _tables(_Identity(facts))
    layout = _typed(layout, assigned)
    publications = tables.outlets.publications(document.blocks)
    book = _book(document, layout, tables.books)
    places = tuple(read_places(document, layout, tables.names))
    title = title_of(layout, places)
    timing = time_of(
        find_sources(
            document.source.path,
            layout=layout,
            publications=publications,
            names=[name for each in places for name in each.spellings],
        ),
        document_type=layout.document_type,
        book=book,
        campaign=campaign,
        assigned=assigned,
    )
    authors = assigned_authors(
        _authors(document, layout, tables, places, timing.date),
        assigned,
        people=tables.people,
    )
    appeared = appearance_of(
        document,
        layout,
        outlets=tables.outlets,
        publications=publications,
        assigned=assigned,
    )
    first = appeared.publication
    codes = (
        *authors.codes,
        *_type_codes(layout),
        *doubts_of(appeared, document, layout, outlets=tables.outlets),
        *timing.codes,
    )
    return Work(
        work_id=f"w-{folded_digest(document.text)[:12]}",
        path=document.source.path,
        document_type=layout.document_type,
        certain=layout.certain,
        members=authors.members,
        authors=authors.number,
        organisation=authors.organisation,
        date=str(timing.date.date) if timing.date else None,
        period=timing.period,
        book=book.title if book else None,
        outlet=first.name if first else None,
        outlet_kind=first.kind if first else None,
        level=first.level if first else None,
        status=status_of(codes),
        codes=codes,
        evidence=_evidence(authors, layout, timing, book, appeared),
        title=mask_private(title),
        characters=len(fold(document.text)),
    )


def attribute_unread(
    outcome: FileOutcome,
    layout: Layout,
    *,
    facts: Facts,
    campaign: CampaignPeriod | None,
    assigned: Assignment | None = None,
) -> Work:
    """Return the work of a file whose text cannot be read: a photograph, a scan.

    Folders, file name and the clerk's mapping say whose it is, of what kind and for
    which month; it waits for a person under `needs_ocr`, whatever else is known.

    Args:
        outcome: of the file.
        layout: what folders and file name say of the type.
        facts: as for `attribute`.
        campaign: as for `attribute`.
        assigned: as for `attribute`.
    """
    digest = outcome.sha256 or folded_digest(outcome.path)
    source = Source(path=outcome.path, sha256=digest, kind=outcome.kind, size=0)
    work = attribute(
        Document(source=source, blocks=()),
        layout,
        facts=facts,
        campaign=campaign,
        assigned=assigned,
    )
    codes = ("needs_ocr", *(code for code in work.codes if code in AUTHOR_CODES))
    return replace(
        work, work_id=f"w-{digest[:12]}", codes=codes, status=status_of(codes)
    )


def status_of(codes: tuple[str, ...]) -> str:
    """Return ok, pending or rejected: one reason to reject outweighs any doubt."""
    if REJECTION_CODES.intersection(codes):
        return "rejected"
    return "pending" if codes else "ok"


class _Identity:
    """Facts as a key: to hash all they say for every paper would cost half the time."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def __hash__(self) -> int:
        return id(self.facts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and self.facts is other.facts


@lru_cache(maxsize=1)
def _tables(key: _Identity) -> _Tables:
    facts = key.facts
    return _Tables(
        names=Names(facts),
        people={person.member_id: person for person in facts.people},
        books=Books(facts),
        outlets=Outlets(facts),
    )


def _typed(layout: Layout, assigned: Assignment | None) -> Layout:
    """Return what the page says, its kind as the mapping gives it."""
    if assigned is None or assigned.document_type is None:
        return layout
    return replace(
        layout,
        document_type=assigned.document_type,
        certain=True,
        type_evidence=told_by(assigned),
    )


def _authors(
    document: Document,
    layout: Layout,
    tables: _Tables,
    places: Sequence[Reading],
    written: Stated | None,
) -> Authors:
    found = decide_authors(
        places,
        names=tables.names,
        document_type=layout.document_type,
        issuer=issuer(layout, tables.names),
        written=span_of(written.date) if written else None,
    )
    author = document.properties.author
    if (
        found.codes == ("unknown_author",)
        and not found.members
        and "members_hint" not in found.evidence
        and author
    ):
        hint = Evidence(source="properties", text=mask_private(author))
        return replace(found, evidence={**found.evidence, "members_hint": hint})
    return found


def _book(document: Document, layout: Layout, books: Books) -> FoundBook | None:
    """Return the book a note is about; other papers only name listed books."""
    subtitle = next((e.text for e in layout.elements if e.role == "subtitle"), "")
    block = next((e.block for e in layout.elements if e.role == "title"), None)
    title = layout.title + subtitle
    found = books.named_in(
        title, Evidence(source="title", text=mask_private(title), block=block)
    )
    if layout.document_type not in _NOTES:
        return found if found is not None and found.entries else None
    name = PurePosixPath(document.source.path).stem
    named = books.named_in(name, Evidence(source="file_name", text=mask_private(name)))
    return found or named or books.only_one_in(document.blocks)


def _type_codes(layout: Layout) -> tuple[str, ...]:
    """Return unknown_type unless the page or at least the folder says the type."""
    evidence = layout.type_evidence
    supported = layout.certain or (evidence is not None and evidence.source == "folder")
    return () if layout.document_type is not None and supported else ("unknown_type",)


def _evidence(
    authors: Authors,
    layout: Layout,
    timing: Timing,
    book: FoundBook | None,
    appeared: Appearance,
) -> Mapping[str, Evidence]:
    found = {
        **authors.evidence,
        "document_type": layout.type_evidence,
        "date": timing.date.evidence if timing.date else None,
        "period": timing.period_evidence,
        "book": book.evidence if book else None,
        "outlet": appeared.evidence,
    }
    publication = appeared.publication
    if publication is not None and publication.outlet is not None:
        row = publication.outlet.row
        found["level"] = Evidence(source="table", text=f"{row.table} {row.row}")
    return {
        key: replace(each, text=mask_private(each.text))
        for key, each in found.items()
        if each is not None
    }
