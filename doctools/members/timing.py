"""When a work was written and the month it counts for; a file's own time is neither."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from doctools.members.campaign import CampaignPeriod, span_of
from doctools.model import Evidence, PartialDate
from doctools.text.dates import completeness, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.facts import Book
    from doctools.members.books import FoundBook
    from doctools.members.outlets import Publication
    from doctools.model import Element, Layout

MONTHLY = frozenset({"读书笔记", "读后感", "学习笔记", "思想汇报"})
"""Types handed in for a month: the month stated outside the text comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A date and the place that states it."""

    date: PartialDate
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """When a work was written and what it counts for.

    Attributes:
        date: the best date, completed as far as other sources allow.
        period: month it counts for, `2010-03`, without a campaign also `--03`, or None.
        codes: wrong_period or unknown_period.
    """

    date: Stated | None
    period: str | None
    period_evidence: Evidence | None
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Every place that may state a date, each in its order of trust."""

    text: tuple[Stated, ...]
    title: tuple[Stated, ...]
    published: tuple[Stated, ...]
    file_name: tuple[Stated, ...]
    folder: tuple[Stated, ...]

    def for_date(self) -> tuple[Stated, ...]:
        """Return them as they speak of when a work was written."""
        return (*self.text, *self.title, *self.published, *self.file_name, *self.folder)

    def for_month(self) -> tuple[Stated, ...]:
        """Return them as they speak of the month a work is handed in for."""
        return (*self.title, *self.file_name, *self.folder)


def find_sources(
    path: str, *, layout: Layout, publications: Sequence[Publication]
) -> Sources:
    """Return the dates a paper, its file name and its folders state."""
    place = PurePosixPath(path)
    return Sources(
        text=tuple(_text_dates(layout.elements)),
        title=tuple(_stated(layout.title, "title", _title_block(layout))),
        published=tuple(
            Stated(
                date=each.date,
                evidence=Evidence(source="body", text=each.text, block=each.block),
            )
            for each in publications
            if each.date is not None
        ),
        file_name=tuple(_stated(place.stem, "file_name", None)),
        folder=tuple(
            stated
            for part in reversed(place.parts[:-1])
            for stated in _stated(part, "folder", None)
        ),
    )


def time_of(
    sources: Sources,
    *,
    document_type: str | None,
    book: FoundBook | None,
    campaign: CampaignPeriod | None,
) -> Timing:
    """Return when a work was written and the month it counts for."""
    date = _best(sources.for_date(), campaign)
    month = _book_month(book, sources, campaign)
    if month is None:
        order = (sources.for_month(), sources.for_date())
        if document_type not in MONTHLY:
            order = (sources.for_date(), sources.for_month())
        month = next(
            (found for each in order if (found := _month(each, sources, campaign))),
            None,
        )
    period = (
        str(PartialDate(year=month.date.year, month=month.date.month))
        if month
        else None
    )
    return Timing(
        date=date,
        period=period,
        period_evidence=month.evidence if month else None,
        codes=_codes(date, month, document_type=document_type, campaign=campaign),
    )


def _text_dates(elements: Sequence[Element]) -> Iterator[Stated]:
    """Yield the dates of signature and author line, the last of the paper first."""
    for element in reversed(elements):
        if element.role in ("date", "signature", "author_line"):
            yield from _stated(element.text, element.role, element.block)


def _stated(text: str, source: str, block: int | None) -> Iterator[Stated]:
    date = parse_date(text)
    if date is not None:
        name = "signature" if source == "date" else source
        yield Stated(
            date=date, evidence=Evidence(source=name, text=text.strip(), block=block)
        )


def _title_block(layout: Layout) -> int | None:
    return next((e.block for e in layout.elements if e.role == "title"), None)


def _best(places: Sequence[Stated], campaign: CampaignPeriod | None) -> Stated | None:
    """Return the first place that states a year and month, else the fullest one."""
    whole = [
        replace(each, date=_with_year(each.date, places, campaign)) for each in places
    ]
    monthly = [
        each
        for each in whole
        if each.date.year is not None and each.date.month is not None
    ]
    if monthly:
        return monthly[0]
    return max(whole, key=lambda each: completeness(each.date)) if whole else None


def _with_year(
    date: PartialDate, places: Sequence[Stated], campaign: CampaignPeriod | None
) -> PartialDate:
    """Return the date with the one year all places state, else the campaign's."""
    if date.year is not None:
        return date
    if campaign is not None and (completed := campaign.complete(date)).year is not None:
        return completed
    years = {each.date.year for each in places if each.date.year is not None}
    return replace(date, year=years.pop()) if len(years) == 1 else date


def _month(
    places: Sequence[Stated], sources: Sources, campaign: CampaignPeriod | None
) -> Stated | None:
    """Return the first place that states a month, with its year, or None.

    Where nobody has said what time is collected for, a month may stand without a year:
    then it is the same for everybody.
    """
    for each in places:
        date = _with_year(each.date, sources.for_date(), campaign)
        if date.month is not None and (date.year is not None or campaign is None):
            return replace(each, date=date)
    return None


def _book_month(
    book: FoundBook | None, sources: Sources, campaign: CampaignPeriod | None
) -> Stated | None:
    """Return the month the book list sets the book for; one of several only if stated."""
    if book is None:
        return None
    months = {
        _month_key(stated.date): stated
        for entry in book.entries
        if entry.month is not None
        and (stated := _month((_listed(entry, entry.month),), sources, campaign))
    }
    if len(months) == 1:
        return next(iter(months.values()))
    stated = _month(sources.for_month(), sources, campaign)
    return months.get(_month_key(stated.date)) if stated else None


def _listed(entry: Book, month: PartialDate) -> Stated:
    text = f"{entry.row.table} {entry.row.row}"
    return Stated(date=month, evidence=Evidence(source="table", text=text))


def _month_key(date: PartialDate) -> tuple[int | None, int | None]:
    return date.year, date.month


def _codes(
    date: Stated | None,
    month: Stated | None,
    *,
    document_type: str | None,
    campaign: CampaignPeriod | None,
) -> tuple[str, ...]:
    if campaign is not None and _outside(date, month, campaign):
        return ("wrong_period",)
    if month is not None:
        return ()
    if (
        date is not None
        and date.date.year is not None
        and document_type not in MONTHLY
        and (campaign is None or campaign.contains(date.date))
    ):
        return ()
    return ("unknown_period",)


def _outside(
    date: Stated | None, month: Stated | None, campaign: CampaignPeriod
) -> bool:
    """Tell whether a work lies outside the campaign.

    A note of last year stays outside although its book is on this year's list; one
    written late counts for its month, and whether late is too late others decide.
    """
    written = span_of(date.date) if date else None
    if written is not None and written[1] < campaign.first:
        return True
    decisive = month or date
    return decisive is not None and not campaign.overlaps(decisive.date)
