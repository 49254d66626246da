"""When a work was written and the month it counts for; a file's own time is neither."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from doctools.members.assignments import evidence_of as told_by
from doctools.model import Evidence, PartialDate
from doctools.text.dates import completeness, parse_date, span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from doctools.facts import Assignment, Book
    from doctools.members.books import FoundBook
    from doctools.members.campaign import CampaignPeriod
    from doctools.members.outlets import Publication
    from doctools.model import Element, Layout

MONTHLY = frozenset({"读书笔记", "读后感", "学习笔记", "思想汇报"})
"""Types handed in for a month: the month stated outside the text comes first."""
_BY_DEVICE = re.compile(
    r"(?:IMG|DSCN?|PIC|MVIMG|VID|WIN|PXL|P|Screenshot|mmexport|wx_camera|WeChat|Scan|CamScanner|Photo|Image"
    r"|微信(?:图片|截图|拍照)|QQ(?:图片|截图)|屏幕(?:截图|快照)|截图|截屏|扫描件?|扫描文[件档]|全能扫描王|照片)[\s_-]*\d{6,}",
    re.IGNORECASE,
)
"""Names that cameras, scanners and telephones give: their date is the file's own."""
_YEAR = r"(?:(?:19|20)\d{2}|[一二][九〇○零][〇○零一二三四五六七八九]{2})\s*年(?:度|[\d一二三四五六七八九十]+月(?:份|[\d一二三四五六七八九十]+日)?)?"
_OF_TOPIC = re.compile(
    rf"(?:学习(?:贯彻|领会|宣传)?|贯彻(?:落实)?|落实|领会|传达|关于|纪念|庆祝|[读观看听](?![书后])|回顾|参加)了?"
    rf"(?:党的|全国|中央|省|市|县|镇|我[国省市县镇村])?[《“\"]?{_YEAR}|《[^》]*》"
)
"""学习2009年中央一号文件: the year of the subject, not of the paper."""
_OF_LIFE = re.compile(
    rf"(?:出生(?:年月日?|日期|时间)?|生于|入党(?:时间|日期|年月)?|转正(?:时间|日期)?|参加工作(?:时间)?|入伍|任职时间|毕业(?:时间)?)[：:\s]*"
    rf"(?:{_YEAR}|(?:19|20)\d{{2}}[.\-/]\d{{1,2}}(?:[.\-/]\d{{1,2}})?)"
    rf"|{_YEAR}(?:出?生|入党|参加工作|毕业|入伍)|(?:19|20)\d{{2}}[.\-/]\d{{1,2}}(?:[.\-/]\d{{1,2}})?(?:出?生|入党|参加工作)"
)
"""Days of the author's life."""

DATE_ORDER = ("stated_date", "published_on", "filename_date", "folder_date")
"""Sources of a work's date where a campaign does not order them otherwise."""


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

    def for_date(self, campaign: CampaignPeriod | None) -> tuple[Stated, ...]:
        """Return them as they speak of when a work was written, in the order asked."""
        by_name = {
            "stated_date": (*self.text, *self.title),
            "published_on": self.published,
            "filename_date": self.file_name,
            "folder_date": self.folder,
        }
        order = (campaign.date_order if campaign else ()) or DATE_ORDER
        return tuple(stated for name in order for stated in by_name[name])

    def for_month(self) -> tuple[Stated, ...]:
        """Return them as they speak of the month a work is handed in for."""
        return (*self.title, *self.file_name, *self.folder)


def find_sources(
    path: str,
    *,
    layout: Layout,
    publications: Sequence[Publication],
    names: Iterable[str] = (),
) -> Sources:
    """Return the dates a paper, its file name and its folders state.

    Args:
        path: of the file; a name a camera or scanner gave is the file's own time.
        layout: what the page says.
        publications: where the paper says it appeared.
        names: of people in file and folder names, whose characters are no numerals:
            张三三月读书笔记 is of March.
    """
    place = PurePosixPath(path)
    stem = "" if _BY_DEVICE.match(place.stem) else place.stem
    named = re.compile("|".join(map(re.escape, names)) or r"(?!)")
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
        file_name=tuple(_stated(named.sub("_", stem), "file_name", None, shown=stem)),
        folder=tuple(
            stated
            for part in reversed(place.parts[:-1])
            for stated in _stated(named.sub("_", part), "folder", None, shown=part)
        ),
    )


def time_of(
    sources: Sources,
    *,
    document_type: str | None,
    book: FoundBook | None,
    campaign: CampaignPeriod | None,
    assigned: Assignment | None = None,
) -> Timing:
    """Return when a work was written and the month it counts for.

    The clerk's mapping settles the month, whatever the paper says.
    """
    date = _best(sources.for_date(campaign), campaign)
    if assigned is not None and assigned.period is not None:
        return _as_assigned(assigned, assigned.period, date, document_type, campaign)
    month = _book_month(book, sources, campaign)
    if month is None:
        order = (sources.for_month(), sources.for_date(campaign))
        if document_type not in MONTHLY:
            order = (sources.for_date(campaign), sources.for_month())
        month = next(
            (found for each in order if (found := _month(each, sources, campaign))),
            None,
        )
    return Timing(
        date=date,
        period=_key(month) if month else None,
        period_evidence=month.evidence if month else None,
        codes=_codes(date, month, document_type=document_type, campaign=campaign),
    )


def _key(month: Stated) -> str:
    return str(PartialDate(year=month.date.year, month=month.date.month))


def _as_assigned(
    assigned: Assignment,
    period: PartialDate,
    date: Stated | None,
    document_type: str | None,
    campaign: CampaignPeriod | None,
) -> Timing:
    """Return the time the mapping gives; a date outside it is not the work's."""
    stated = Stated(date=period, evidence=told_by(assigned))
    places = (stated, date) if date else (stated,)
    given = replace(stated, date=_with_year(period, places, campaign))
    monthly = given.date.month is not None
    if date is None or not (monthly or _within(date.date, given.date)):
        date = given
    outside = campaign is not None and not campaign.overlaps(given.date)
    vague = not monthly and document_type in MONTHLY
    codes = ("wrong_period",) if outside else ("unknown_period",) if vague else ()
    return Timing(
        date=date,
        period=_key(given) if monthly else None,
        period_evidence=given.evidence,
        codes=codes,
    )


def _within(date: PartialDate, period: PartialDate) -> bool:
    """Tell whether every day a date may mean lies in a period."""
    inner, outer = span_of(date), span_of(period)
    return (
        inner is not None
        and outer is not None
        and outer[0] <= inner[0]
        and inner[1] <= outer[1]
    )


def _text_dates(elements: Sequence[Element]) -> Iterator[Stated]:
    """Yield the dates of signature and author line, the last of the paper first."""
    for element in reversed(elements):
        if element.role in ("date", "signature", "author_line"):
            yield from _stated(element.text, element.role, element.block)


def _stated(
    text: str, source: str, block: int | None, *, shown: str | None = None
) -> Iterator[Stated]:
    """Yield the date of a text, unless it is of something else than the paper."""
    date = parse_date(_OF_LIFE.sub("_", _OF_TOPIC.sub("_", text)))
    if date is not None:
        name = "signature" if source == "date" else source
        evidence = Evidence(source=name, text=(shown or text).strip(), block=block)
        yield Stated(date=date, evidence=evidence)


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
        date = _with_year(each.date, sources.for_date(campaign), campaign)
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
