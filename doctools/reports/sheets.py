"""What stands on each sheet of the workbook: headings and rows, no format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.messages import Catalogue
from doctools.reports.attention import needs_person
from doctools.reports.grid import grid_of
from doctools.reports.pairs import pairs_of
from doctools.reports.passages import in_document
from doctools.reports.shortlist import shortlists_of
from doctools.reports.speech import Speech
from doctools.reports.wording import month_shown, why
from doctools.result import Result

if TYPE_CHECKING:
    from collections.abc import Callable

    from doctools.records import Overlap, OverlapSide, RepeatSide
    from doctools.reports.shortlist import Candidate

Value = str | float | None
Row = tuple[Value, ...]

_LONGEST = 500
"""Characters of a passage in a cell."""


_WIDTHS = {
    "attention": (6, 14, 34, 46, 46),
    "grid": (16, 10, 18, 8, 8, 8),
    "counts": (16, 10, 18, 14, 10, 8, 8, 8, 32),
    "criteria": (22, 26, 10, 14, 10, 10, 10, 10, 40, 20),
    "shortlist": (22, 8, 8, 16, 10, 14, 14, 26, 30, 30, 30),
    "works": (32, 14, 16, 14, 10, 12, 10, 24, 18, 18, 10, 8, 36, 17),
    "findings": (30, 6, 6, 8, 16, 20, 36, 46, 20, 18),
    "repeats": (30, 8, 10, 10, 8, 8, 8, 60),
    "overlaps": (12, 12, 30, 6, 30, 6, 8, 10, 8, 12, 50, 50, 18),
    "files": (40, 12, 46, 8, 10, 8, 66),
}
"""Widths of the columns in characters; the grid's months stand after the third."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet; `widths` are in characters of the body type."""

    name: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Book:
    """Result and words, as every sheet needs them."""

    result: Result
    words: Catalogue
    say: Speech


def sheets_of(result: Result, *, words: Catalogue) -> tuple[Sheet, ...]:
    """Return all sheets in their order; without data a sheet has headings only."""
    book = _Book(result, words, Speech(words=words, result=result))
    return tuple(_sheet(book, name) for name in _ROWS)


def _sheet(book: _Book, name: str) -> Sheet:
    words = book.words
    headings = words(f"workbook.columns.{name}").split(" | ")
    widths = [*_WIDTHS[name]]
    if name == "grid":
        months = grid_of(book.result).months
        headings[3:3] = [month_shown(month, words) for month in months]
        widths[3:3] = [9] * len(months)
    return Sheet(
        name=words(f"workbook.sheet.{name}"),
        headings=tuple(headings),
        widths=tuple(widths),
        rows=tuple(_ROWS[name](book)),
    )


def _attention(book: _Book) -> list[Row]:
    return [
        (
            order,
            book.say.kind(item.kind),
            book.say.place(item),
            book.say.matter(item),
            book.say.remedy(item) or book.say.advice(item.kind),
        )
        for order, item in enumerate(needs_person(book.result), 1)
    ]


def _grid(book: _Book) -> list[Row]:
    grid = grid_of(book.result)
    return [
        (
            row.branch,
            row.name,
            row.member_id,
            *(
                row.cells[month].counted if month in row.cells else 0
                for month in grid.months
            ),
            row.total.counted,
            row.total.pending,
            row.total.rejected,
        )
        for row in grid.rows
    ]


def _counts(book: _Book) -> list[Row]:
    return [
        (
            row.branch,
            row.name,
            row.member_id,
            count.document_type or book.words("report.type_unknown"),
            month_shown(count.period, book.words),
            count.counted,
            count.pending,
            count.rejected,
            " ".join(count.work_ids),
        )
        for row in grid_of(book.result).rows
        for count in row.total.counts
    ]


def _criteria(book: _Book) -> list[Row]:
    return [
        (
            book.say.subject(entry.subject),
            book.say.criterion(entry.criterion),
            entry.value,
            entry.required,
            book.say.criterion_status(entry.status),
            len(entry.counted),
            len(entry.pending),
            len(entry.rejected),
            book.say.evidence(entry),
            entry.subject,
        )
        for entry in book.result.criterion_results
    ]


def _shortlist(book: _Book) -> list[Row]:
    return [
        (
            award.name,
            award.quota,
            candidate.entry.rank,
            candidate.entry.branch,
            candidate.entry.name,
            book.words(f"report.ranked.{candidate.entry.status}"),
            book.words(f"report.papers.{candidate.papers}"),
            book.say.others(candidate),
            _named(book, candidate, ("no_data",)),
            _named(book, candidate, ("not_met",)),
            _named(book, candidate, ("pending",)),
        )
        for award in shortlists_of(book.result)
        for candidate in award.candidates
    ]


def _named(book: _Book, candidate: Candidate, statuses: tuple[str, ...]) -> str:
    comma = book.words("report.comma")
    return comma.join(
        line.info.name for line in candidate.lines if line.status in statuses
    )


def _works(book: _Book) -> list[Row]:
    return [
        (
            work.title,
            book.say.authors(work),
            book.say.branches(work),
            work.document_type or book.words("report.type_unknown"),
            work.period,
            work.date,
            book.say.work_status(work),
            book.say.codes(work),
            work.book,
            work.outlet,
            work.level,
            work.characters,
            work.path,
            work.work_id,
        )
        for work in book.result.works
    ]


def _findings(book: _Book) -> list[Row]:
    return [
        (
            found.path,
            found.page,
            found.block + 1,
            book.say.level(found.level),
            found.text,
            book.words("report.or").join(found.suggestions),
            found.reason,
            found.context,
            found.code,
            found.fingerprint,
        )
        for found in book.result.findings
    ]


def _repeats(book: _Book) -> list[Row]:
    return [
        (
            repeat.path,
            book.words(f"repeat.{repeat.kind}"),
            _blocks(repeat.first),
            _blocks(repeat.again),
            repeat.characters,
            repeat.similarity,
            book.words("report.removed" if repeat.removed else "report.kept"),
            _text(book, repeat.path, repeat.again),
        )
        for repeat in book.result.repeats
    ]


def _blocks(side: RepeatSide) -> str:
    first, last = side.block + 1, side.end_block + 1
    return str(first) if first == last else f"{first}–{last}"


def _overlaps(book: _Book) -> list[Row]:
    passages = [
        _overlap(book, overlap)
        for pair in pairs_of(book.result.overlaps)
        for overlap in pair.overlaps
    ]
    return passages + [
        (
            book.words("report.common"),
            None,
            holder.path,
            None,
            book.words("report.holders", number=len(passage.holders)),
            None,
            passage.characters,
            None,
            None,
            None,
            passage.text[:_LONGEST],
            None,
            passage.fingerprint,
        )
        for passage in book.result.common_passages
        for holder in passage.holders
    ]


def _overlap(book: _Book, overlap: Overlap) -> Row:
    return (
        book.say.overlap_class(overlap.class_),
        book.say.tier(overlap.tier),
        overlap.left.path,
        overlap.left.page,
        overlap.right.path,
        overlap.right.page,
        overlap.characters,
        overlap.residual,
        overlap.similarity,
        book.say.earlier(overlap.earlier),
        _text(book, overlap.left.path, overlap.left),
        _text(book, overlap.right.path, overlap.right),
        overlap.fingerprint,
    )


def _text(book: _Book, path: str, side: OverlapSide | RepeatSide) -> str:
    document = book.result.documents.get(path)
    found = in_document(document, side.doc_start, side.doc_end)
    return found.marked[:_LONGEST] if found else ""


def _files(book: _Book) -> list[Row]:
    return [
        (
            file.path,
            book.say.file_status(file.status),
            why(file, book.words),
            file.kind,
            file.characters,
            file.pages,
            file.sha256,
        )
        for file in book.result.files
    ]


_ROWS: dict[str, Callable[[_Book], list[Row]]] = {
    "attention": _attention,
    "grid": _grid,
    "counts": _counts,
    "criteria": _criteria,
    "shortlist": _shortlist,
    "works": _works,
    "findings": _findings,
    "repeats": _repeats,
    "overlaps": _overlaps,
    "files": _files,
}
