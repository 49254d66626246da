"""What stands on each sheet of the workbook: headings and rows, no format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Self

from doctools.messages import Catalogue
from doctools.reports import decision_sheets
from doctools.reports.attention import needs_person
from doctools.reports.grid import grid_of
from doctools.reports.pairs import pairs_of
from doctools.reports.passages import in_document, text_of
from doctools.reports.reminders import reminders_of
from doctools.reports.shortlist import shortlists_of
from doctools.reports.speech import SHARES, Speech
from doctools.reports.wording import month_shown, why
from doctools.result import Result
from doctools.text.privacy import mask_private

if TYPE_CHECKING:
    from collections.abc import Callable

    from doctools.model import Document
    from doctools.records import CriterionResult, Overlap, OverlapSide, RepeatSide
    from doctools.reports.grid import Row as GridRow
    from doctools.reports.shortlist import Candidate

Value = str | float | None
Row = tuple[Value, ...]


class Share(float):
    """A share, 0 to 1, that a cell shows as per cent."""

    __slots__ = ()


class Counted(float):
    """A number with the word for what it counts; a cell shows both: 2 本."""

    __slots__ = ("unit",)

    unit: str

    def __new__(cls, value: float, unit: str) -> Self:
        """Return the number with its unit."""
        made = super().__new__(cls, value)
        made.unit = unit
        return made


_LONGEST = 500
"""Characters of a passage in a cell."""


_WIDTHS = {
    "attention": (6, 20, 34, 44, 48),
    "grid": (16, 10, 18, 8, 8, 8),
    "reminders": (20, 12, 28, 40, 24, 18),
    "counts": (16, 10, 18, 16, 10, 8, 8, 8, 32),
    "criteria": (22, 26, 10, 14, 10, 10, 10, 10, 40, 20),
    "shortlist": (22, 8, 8, 16, 10, 14, 14, 26, 26, 30, 30, 30, 24),
    "works": (32, 14, 16, 14, 10, 12, 10, 24, 16, 10, 20, 20, 18, 18, 10, 8, 36, 17),
    "decisions": (16, 34, 17, 20, 20, 20, 10, 12, 24, 24, 24, 20, 24, 12),
    "findings": (30, 6, 6, 8, 16, 20, 12, 36, 46, 20, 18),
    "repeats": (30, 8, 10, 10, 8, 8, 8, 60),
    "overlaps": (12, 12, 30, 6, 30, 6, 8, 10, 8, 12, 50, 50, 18),
    "files": (40, 12, 46, 8, 10, 8, 66),
}
"""Widths of the columns in characters; the grid's months stand after the third."""

_CODES = {
    "counts": 1,
    "criteria": 1,
    "works": 1,
    "findings": 2,
    "overlaps": 1,
    "files": 1,
}
"""How many of the last columns hold codes for programs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet.

    Attributes:
        widths: of the columns, in characters of the body type.
        printed: how many columns are printed; those behind hold codes for programs.
        pages: whether what stands together in the first column gets pages of its own.
        above: cells above the headings; mostly none.
        editable: columns in which a person may write.
        hints: what to write there, by column.
        choices: the words a column takes, by column, where it takes no others.
    """

    name: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    printed: int
    pages: bool = False
    above: Row = ()
    editable: frozenset[int] = frozenset()
    hints: Mapping[int, str] = field(default_factory=dict)
    choices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Book:
    """Result and words, as every sheet needs them."""

    result: Result
    words: Catalogue
    say: Speech
    today: date


def sheets_of(result: Result, *, words: Catalogue, today: date) -> tuple[Sheet, ...]:
    """Return all sheets in their order; without data a sheet has headings only."""
    book = _Book(result, words, Speech(words=words, result=result), today)
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
        printed=len(headings) - _CODES.get(name, 0),
        pages=name == "reminders",
        above=(words("workbook.decider"), None) if name == "decisions" else (),
        editable=decision_sheets.editable(name),
        hints=decision_sheets.hints(name, words),
        choices=decision_sheets.choices(name, words),
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
            _member_number(row),
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


def _member_number(row: GridRow) -> str | None:
    """Return the number the roster gives, not the key made of name and branch."""
    made = f"{row.name}@{row.branch}" if row.branch else row.name
    return None if row.member_id == made else row.member_id


def _reminders(book: _Book) -> list[Row]:
    return [
        (
            reminder.branch or book.words("report.reminder.no_branch"),
            book.say.debtor(reminder),
            book.say.owed(reminder),
            book.say.missing(reminder),
            book.say.waiting(reminder),
            None,
        )
        for reminder in reminders_of(book.result, today=book.today)
    ]


def _counts(book: _Book) -> list[Row]:
    return [
        (
            row.branch,
            row.name,
            _member_number(row),
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
            _amount(entry.value, entry.criterion, book),
            _amount(entry.required, entry.criterion, book),
            book.say.criterion_status(entry.status),
            len(entry.counted),
            len(entry.pending),
            len(entry.rejected),
            "\n".join(filter(None, (_basis(book, entry), book.say.remarks(entry)))),
            entry.subject,
        )
        for entry in book.result.criterion_results
    ]


def _basis(book: _Book, entry: CriterionResult) -> str:
    """Return the points, periods and rows a result rests on."""
    parts = (book.say.points(entry), book.say.evidence(entry))
    return book.words("report.semicolon").join(filter(None, parts))


def _amount(value: float | str | None, criterion: str, book: _Book) -> Value:
    """Return a value as its cell holds it: a share, or a number with its unit."""
    if value is None or isinstance(value, str):
        return value
    if book.say.measure(criterion) in SHARES:
        return Share(value)
    return Counted(value, book.say.unit_of(criterion))


def _shortlist(book: _Book) -> list[Row]:
    return [
        (
            award.name,
            award.quota,
            candidate.entry.rank,
            candidate.entry.branch,
            candidate.entry.name,
            book.say.outcome(candidate.entry),
            book.words(f"report.papers.{candidate.papers}"),
            book.say.others(candidate),
            book.say.ranked_by(candidate),
            _named(book, candidate, ("no_data",)),
            _named(book, candidate, ("not_met",)),
            _named(book, candidate, ("pending",)),
            book.say.final(award),
        )
        for award in shortlists_of(book.result)
        for candidate in award.candidates
    ]


def _named(book: _Book, candidate: Candidate, statuses: tuple[str, ...]) -> str:
    return book.words.listed(
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
            *decision_sheets.cells_of(work, book.say),
            work.book,
            work.outlet,
            work.level,
            work.characters,
            work.path,
            work.work_id,
        )
        for work in book.result.works
    ]


def _decisions(book: _Book) -> list[Row]:
    return decision_sheets.rows(book.result, book.say)


def _findings(book: _Book) -> list[Row]:
    return [
        (
            found.path,
            found.page,
            found.block + 1,
            book.say.level(found.level),
            found.text,
            book.words("report.or").join(found.suggestions),
            "",
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
            Share(repeat.similarity),
            book.words("report.removed" if repeat.removed else "report.kept"),
            _text(book.result.documents.get(repeat.path), repeat.again),
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
            mask_private(passage.text)[:_LONGEST],
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
        Share(overlap.similarity),
        book.say.earlier(overlap.earlier),
        _text(text_of(book.result, overlap.left), overlap.left),
        _text(text_of(book.result, overlap.right), overlap.right),
        overlap.fingerprint,
    )


def _text(document: Document | None, side: OverlapSide | RepeatSide) -> str:
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
    "reminders": _reminders,
    "counts": _counts,
    "criteria": _criteria,
    "shortlist": _shortlist,
    "works": _works,
    "decisions": _decisions,
    "findings": _findings,
    "repeats": _repeats,
    "overlaps": _overlaps,
    "files": _files,
}
