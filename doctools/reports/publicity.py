"""Makes the list that is posted up (公示): names, branches, places, and nothing else.

A workbook of its own, so that no other sheet goes with it. No ID or telephone number,
no file, no reason stands in it; who did not make it is not named.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from doctools.records import RankedSubject
from doctools.reports.row_heights import height_of
from doctools.reports.sheets import Share
from doctools.reports.shortlist import reasons_open
from doctools.reports.wording import readable, reasons_in_words
from doctools.reports.xlsx import OPTIONS, put

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from doctools.messages import Catalogue
    from doctools.records import Award
    from doctools.result import AwardInfo, CriterionInfo, Result

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
"""Characters a sheet's name can hold."""

_WIDTHS = {"people": (8, 14, 34, 10), "organisations": (8, 48, 10)}
"""Widths of the first columns, in characters; with a measure they fill a page across."""
_MEASURE_WIDTH = 14

_BODY = {"font_name": "仿宋", "font_size": 14, "valign": "vcenter", "text_wrap": True}
_LOOKS: Mapping[str, Mapping[str, object]] = {
    # sizes and types after GB/T 9704-2012 §7.3, a size smaller for a table
    "title": {"font_name": "宋体", "font_size": 20, "bold": True, "align": "center"},
    "date": {"align": "center"},
    "open": {"bold": True, "align": "center", "font_color": "#A3201D"},
    "head": {"font_name": "黑体", "align": "center", "border": 1},
    "part": {"font_name": "黑体", "border": 1},
    "cell": {"align": "center", "border": 1},
    "share": {"align": "center", "border": 1, "num_format": "0.0%"},
    "note": {"font_size": 12},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What the order rests on: its heading with the unit, and each subject's value."""

    heading: str
    values: Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is posted up for one award.

    Attributes:
        title: heading of the list.
        kind: people or organisations.
        selected: whose place is certain by the ranking, in its order.
        tied: who share the last place.
        measures: what ranks, the first first; without an order the papers counted, if
            any are asked for.
        open: why the list is not final; empty if it is.
        days: how long the list hangs, None where the criteria do not say.
    """

    title: str
    name: str
    kind: str
    selected: tuple[RankedSubject, ...]
    tied: tuple[RankedSubject, ...]
    measures: tuple[Measure, ...]
    open: tuple[str, ...]
    days: int | None = None


def build(result: Result, *, words: Catalogue, today: date) -> bytes:
    """Return the workbook's bytes, one sheet for each award of the result."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - slow to import

    target = BytesIO()
    with Workbook(target, OPTIONS) as book:
        created = datetime(today.year, today.month, today.day, tzinfo=UTC)
        book.set_properties({"title": words("publicity.name"), "created": created})
        looks = {
            name: book.add_format({**_BODY, **look}) for name, look in _LOOKS.items()
        }
        taken: set[str] = set()
        for notice in notices_of(result, words=words):
            page = _page(book, notice, taken)
            _fill(page, notice, words=words, today=today, looks=looks)
    return target.getvalue()


def notices_of(result: Result, *, words: Catalogue) -> tuple[Notice, ...]:
    """Return what may be posted up for each award, in the order of the criteria."""
    return tuple(_notice(award, result, words) for award in result.awards)


def _notice(award: Award, result: Result, words: Catalogue) -> Notice:
    infos = {info.identifier: info for info in result.award_infos}
    info = infos.get(award.award)
    name = info.name if info else award.award
    members = {person.member_id for person in result.people}
    are_people = any(line.subject in members for line in award.ranking)
    return Notice(
        title=words("publicity.title", award=name),
        name=name,
        kind="people" if are_people else "organisations",
        selected=_with_status(award, "selected"),
        tied=_with_status(award, "tied"),
        measures=_measures(result, info, words),
        open=reasons_open(award),
        days=info.publicity_days if info else None,
    )


def _with_status(award: Award, status: str) -> tuple[RankedSubject, ...]:
    return tuple(line for line in award.ranking if line.status == status)


def _measures(
    result: Result, award: AwardInfo | None, words: Catalogue
) -> tuple[Measure, ...]:
    """Return what an award ranks by."""
    rules = {info.identifier: info for info in result.criteria}
    ranks = [rules[key] for key in (award.rank if award else ()) if key in rules]
    if ranks:
        return tuple(_ranking(info, result, words) for info in ranks)
    asked = {
        key
        for key in (award.must if award else ())
        if key in rules and rules[key].needs_documents
    }
    if not asked:
        return ()
    values: defaultdict[str, float | None] = defaultdict(float)
    values.update(_papers(result, asked))
    return (Measure(heading=words("publicity.papers"), values=values),)


def _ranking(info: CriterionInfo, result: Result, words: Catalogue) -> Measure:
    values: defaultdict[str, float | None] = defaultdict(lambda: None)
    for entry in result.criterion_results:
        if entry.criterion == info.identifier:
            values[entry.subject] = _value(entry.value, info)
    if info.unit in {"", "share"}:
        return Measure(heading=info.name, values=values)
    unit = words(f"unit.{info.unit}")
    heading = words("publicity.measure", name=info.name, unit=unit)
    return Measure(heading=heading, values=values)


def _value(value: float | None, info: CriterionInfo) -> float | None:
    return Share(value) if value is not None and info.unit == "share" else value


def _papers(result: Result, asked: Collection[str]) -> dict[str, float]:
    """Return how many different works count for each subject in these criteria."""
    found: dict[str, set[str]] = {}
    for entry in result.criterion_results:
        if entry.criterion in asked:
            found.setdefault(entry.subject, set()).update(entry.counted)
    return {subject: len(works) for subject, works in found.items()}


def _page(book: Workbook, notice: Notice, taken: set[str]) -> Worksheet:
    page = book.add_worksheet(_sheet_name(notice.name, taken))
    for column, width in enumerate(_widths(notice)):
        page.set_column(column, column, width)
    page.set_paper(9)  # A4
    page.set_portrait()
    page.fit_to_pages(1, 0)
    page.center_horizontally()
    page.set_margins(left=0.9, right=0.9, top=1.2, bottom=1.0)
    page.set_footer("&C- &P -")
    return page


def _widths(notice: Notice) -> tuple[int, ...]:
    """Return the widths of a notice's columns, in characters."""
    return (*_WIDTHS[notice.kind], *len(notice.measures) * [_MEASURE_WIDTH])


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a name a sheet can have, different from those taken."""
    plain = _NOT_IN_NAMES.sub(" ", readable(name)).strip()[:_LONGEST_NAME] or "1"
    found, number = plain, 1
    while found.casefold() in taken:
        number += 1
        ending = f"~{number}"
        found = plain[: _LONGEST_NAME - len(ending)] + ending
    taken.add(found.casefold())
    return found


def _fill(
    page: Worksheet,
    notice: Notice,
    *,
    words: Catalogue,
    today: date,
    looks: Mapping[str, Format],
) -> None:
    headings = words(f"publicity.columns.{notice.kind}").split(" | ")
    headings += [readable(measure.heading) for measure in notice.measures]
    last = len(headings) - 1

    def across(row: int, text: str, look: str, height: int) -> int:
        said = readable(text)
        page.merge_range(row, 0, row, last, "", looks[look])
        page.write_string(row, 0, said, looks[look])
        size = _size(look)
        cell = (said, sum(_widths(notice)))
        page.set_row(row, height_of([cell], size=size, least=height))
        return row + 1

    row = across(0, notice.title, "title", 44)
    day = words("publicity.day", year=today.year, month=today.month, day=today.day)
    row = across(row, day, "date", 26)
    if notice.open:
        row = across(row, _why_open(notice, words), "open", 44)
    for column, heading in enumerate(headings):
        page.write_string(row, column, heading, looks["head"])
    cells = zip(headings, _widths(notice), strict=True)
    page.set_row(row, height_of(cells, size=_size("head"), least=28))
    page.repeat_rows(row)
    page.freeze_panes(row + 1, 0)
    row = _lines(page, row + 1, notice, notice.selected, looks=looks)
    if not notice.selected:
        row = across(row, words("publicity.nobody"), "cell", 26)
    if notice.tied:
        row = across(row, words("publicity.tied"), "part", 28)
        row = _lines(page, row, notice, notice.tied, looks=looks)
    across(row + 1, _note(notice, words), "note", 60)


def _size(look: str) -> float:
    """Return the size of a look's type, in points."""
    return float(str({**_BODY, **_LOOKS[look]}["font_size"]))


def _note(notice: Notice, words: Catalogue) -> str:
    """Return the last line; how long the list hangs, where the criteria say so."""
    if notice.days is None:
        return words("publicity.note")
    return words("publicity.note_days", days=notice.days)


def _lines(
    page: Worksheet,
    row: int,
    notice: Notice,
    subjects: Sequence[RankedSubject],
    *,
    looks: Mapping[str, Format],
) -> int:
    """Write one line for each subject and return the row below the last."""
    cells = dict.fromkeys(("plain", "text", "fraction"), looks["cell"])
    cells["share"] = looks["share"]
    for order, line in enumerate(subjects, 1):
        who = (line.name, line.branch) if notice.kind == "people" else (line.name,)
        reached = (each.values[line.subject] for each in notice.measures)
        values = (order, *who, line.rank, *reached)
        for column, value in enumerate(values):
            put(page, row, column, value, looks=cells)
        texts = zip(map(str, values), _widths(notice), strict=True)
        page.set_row(row, height_of(texts, size=_size("cell"), least=26))
        row += 1
    return row


def _why_open(notice: Notice, words: Catalogue) -> str:
    return words("publicity.open", reasons=reasons_in_words(notice.open, words))
