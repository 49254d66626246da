"""Whose work a paper is, of what kind, for which month, published where.

Evidence in falling trust: author line, signature, file name, folder. The document's
properties alone name nobody: they often carry the machine's or another person's name.
What stays doubtful is pending with its code; nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from doctools.members.authors import Authors, decide_authors
from doctools.members.books import Books, FoundBook
from doctools.members.campaign import CampaignPeriod
from doctools.members.file_names import read_file_name
from doctools.members.names import Names, Reading, read_line
from doctools.members.organisations import looks_like_organisation, plain
from doctools.members.outlets import Outlets, Publication
from doctools.members.privacy import mask
from doctools.members.timing import Timing, find_sources, time_of
from doctools.model import Evidence
from doctools.records import Work
from doctools.text.normalize import fold, folded_digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doctools.facts import Facts
    from doctools.model import Document, Layout

__all__ = ["CampaignPeriod", "attribute", "status_of"]

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
_ACCEPTANCE = ("用稿", "录用", "采用", "采稿")
"""A letter of acceptance proves no publication; a clipping does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tables:
    names: Names
    books: Books
    outlets: Outlets


def attribute(
    document: Document, layout: Layout, *, facts: Facts, campaign: CampaignPeriod | None
) -> Work:
    """Return the work a document is, with what each field was read from.

    Args:
        document: the paper; its path tells file name and folders.
        layout: what the page says.
        facts: the tables; without a roster, names stand as found.
        campaign: the time that counts, or None if nobody said.
    """
    tables = _tables(facts)
    publications = tables.outlets.publications(document.blocks)
    authors = _authors(document, layout, tables.names)
    book = _book(document, layout, tables.books)
    timing = time_of(
        find_sources(document.source.path, layout=layout, publications=publications),
        document_type=layout.document_type,
        book=book,
        campaign=campaign,
    )
    first = publications[0] if publications else None
    codes = (
        *authors.codes,
        *_type_codes(layout),
        *_publication_codes(document, layout, first, tables.outlets),
        *timing.codes,
    )
    return Work(
        work_id=f"w-{folded_digest(document.text)[:12]}",
        path=document.source.path,
        document_type=layout.document_type,
        certain=layout.certain,
        members=authors.members,
        organisation=authors.organisation,
        date=str(timing.date.date) if timing.date else None,
        period=timing.period,
        book=book.title if book else None,
        outlet=first.name if first else None,
        level=first.level if first else None,
        status=status_of(codes),
        codes=codes,
        evidence=_evidence(authors, layout, timing, book, first),
        title=mask(layout.title),
        characters=len(fold(document.text)),
    )


def status_of(codes: tuple[str, ...]) -> str:
    """Return ok, pending or rejected: one reason to reject outweighs any doubt."""
    if REJECTION_CODES.intersection(codes):
        return "rejected"
    return "pending" if codes else "ok"


@lru_cache(maxsize=1)
def _tables(facts: Facts) -> _Tables:
    return _Tables(names=Names(facts), books=Books(facts), outlets=Outlets(facts))


def _authors(document: Document, layout: Layout, names: Names) -> Authors:
    readings = tuple(_readings(document, layout, names))
    found = decide_authors(
        readings,
        names=names,
        document_type=layout.document_type,
        issuer=_issuer(layout, names),
    )
    author = document.properties.author
    if (
        found.codes == ("unknown_author",)
        and "members_hint" not in found.evidence
        and author
    ):
        hint = Evidence(source="properties", text=mask(author))
        return replace(found, evidence={**found.evidence, "members_hint": hint})
    return found


def _readings(document: Document, layout: Layout, names: Names) -> Iterator[Reading]:
    """Yield what each place says of the authors, the most trusted first."""
    for role in ("author_line", "signature"):
        lines = [
            reading
            for element in layout.elements
            if element.role == role
            and (
                reading := read_line(
                    element.text, names=names, source=role, block=element.block
                )
            )
        ]
        if lines and not (role == "signature" and _is_list(lines)):
            yield _together(lines)
    path = PurePosixPath(document.source.path)
    yield read_file_name(path.name, names=names)
    for part in reversed(path.parts[:-1]):
        reading = read_file_name(part, names=names, source="folder")
        if reading.names or reading.organisations or reading.likely_organisation:
            yield reading


def _is_list(lines: list[Reading]) -> bool:
    """Tell whether several lines at the end each name others: a list of people."""
    return len({line.names for line in lines if line.names}) > 1


def _together(lines: list[Reading]) -> Reading:
    """Return the lines of one place as one reading, at the first that names someone."""
    first = next((line for line in lines if line.names), lines[0])
    return replace(
        first,
        text="　".join(line.text for line in lines),
        people=tuple(dict.fromkeys(each for line in lines for each in line.people)),
        strangers=tuple(
            dict.fromkeys(each for line in lines for each in line.strangers)
        ),
        organisations=tuple(
            dict.fromkeys(each for line in lines for each in line.organisations)
        ),
        likely_organisation=next(
            (each.likely_organisation for each in lines if each.likely_organisation),
            None,
        ),
    )


def _issuer(layout: Layout, names: Names) -> Reading | None:
    """Return the organisation an official title begins with: ……委员会关于……."""
    head, found, _ = plain(layout.title).partition("关于")
    block = next((e.block for e in layout.elements if e.role == "title"), None)
    known = names.organisations.named_in([head])
    likely = head if looks_like_organisation(head) else None
    if not found or not (known or likely):
        return None
    return Reading(
        source="title",
        text=layout.title,
        block=block,
        organisations=known,
        likely_organisation=likely,
    )


def _book(document: Document, layout: Layout, books: Books) -> FoundBook | None:
    """Return the book a note is about; other papers only name listed books."""
    subtitle = next((e.text for e in layout.elements if e.role == "subtitle"), "")
    block = next((e.block for e in layout.elements if e.role == "title"), None)
    title = layout.title + subtitle
    found = books.named_in(
        title, Evidence(source="title", text=mask(title), block=block)
    )
    if layout.document_type not in _NOTES:
        return found if found is not None and found.entries else None
    name = PurePosixPath(document.source.path).stem
    named = books.named_in(name, Evidence(source="file_name", text=mask(name)))
    return found or named or books.only_one_in(document.blocks)


def _type_codes(layout: Layout) -> tuple[str, ...]:
    """Return unknown_type unless the page or at least the folder says the type."""
    evidence = layout.type_evidence
    supported = layout.certain or (evidence is not None and evidence.source == "folder")
    return () if layout.document_type is not None and supported else ("unknown_type",)


def _publication_codes(
    document: Document,
    layout: Layout,
    publication: Publication | None,
    outlets: Outlets,
) -> tuple[str, ...]:
    codes = []
    if publication is not None and publication.outlet is None and outlets.present:
        codes.append("unknown_outlet")
    words = layout.title + PurePosixPath(document.source.path).stem
    if layout.document_type == "发表证明" and any(
        word in words for word in _ACCEPTANCE
    ):
        codes.append("no_proof")
    return tuple(codes)


def _evidence(
    authors: Authors,
    layout: Layout,
    timing: Timing,
    book: FoundBook | None,
    publication: Publication | None,
) -> Mapping[str, Evidence]:
    found = {
        **authors.evidence,
        "document_type": layout.type_evidence,
        "date": timing.date.evidence if timing.date else None,
        "period": timing.period_evidence,
        "book": book.evidence if book else None,
    }
    if publication is not None:
        found["outlet"] = Evidence(
            source="body", text=publication.text, block=publication.block
        )
    if publication is not None and publication.outlet is not None:
        row = publication.outlet.row
        found["level"] = Evidence(source="table", text=f"{row.table} {row.row}")
    return {
        key: replace(each, text=mask(each.text))
        for key, each in found.items()
        if each is not None
    }
