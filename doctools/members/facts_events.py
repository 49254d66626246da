"""Events from tables: one a row, one a person, or one a column of ticks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from doctools.facts import Event, Person
from doctools.members.branches import branch_of_sheet
from doctools.members.cells import (
    date_of,
    name_of,
    names_of,
    shown,
    text_of,
    whole,
    words_in,
)
from doctools.members.organisations import looks_like_organisation, plain
from doctools.members.problems import rows_of
from doctools.members.spreads import meeting_of
from doctools.model import PartialDate
from doctools.records import EvidenceRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.members.cells import Cell
    from doctools.members.grids import Grid, Row
    from doctools.members.people import Organisations, People
    from doctools.members.problems import Problems

_EVERYBODY: Final = frozenset({"", "全镇", "全体", "全部"})
"""What stands in the column of the organisation where an event was for all."""
_LISTENS: Final = words_in("听 听课 听讲 听众 参加 参会 出席 学员 参加人")
_SPEAKS: Final = words_in("讲 主讲 讲课 授课 报告 主讲人 报告人 授课人 讲课人")
_PRESENT: Final = words_in(
    "√ ✓ ✔ ☑ v 是 到 已到 出席 参加 签到 出勤 到会 到场 迟到 早退 1 有 y yes true"
)
_ABSENT: Final = words_in(
    "× ✗ ✘ x 否 缺 缺席 未到 未参加 缺勤 请假 事假 病假 公假 休假 产假 出差 旷 旷会 0 无 / - — —— "
    "no n false"
)
_SHEET_WORDS: Final = re.compile(
    r"(?i)sheet|签到|考勤|出席|出勤|点名|登记|统计|情况|记录|台账|一览|活动|表|册|簿|\d{4}年度?|年度|[()#\d]"
)
_KIND: Final = re.compile(r"[\u4e00-\u9fff]{2,8}")

_Key = tuple[str, str, str, str]


@dataclass(slots=True)
class _Meeting:
    """What the rows and columns of one event add up to."""

    day: PartialDate
    row: EvidenceRow
    attendees: dict[str, None] = field(default_factory=dict)
    speakers: dict[str, None] = field(default_factory=dict)


class EventReader:
    """Reads the tables of events; what is one event in several places is one."""

    def __init__(
        self, *, people: People, organisations: Organisations, problems: Problems
    ) -> None:
        self._people = people
        self._organisations = organisations
        self._problems = problems
        self._meetings: dict[_Key, _Meeting] = {}

    def events(self, grids: Sequence[Grid]) -> tuple[Event, ...]:
        """Return the events; rows of one day, kind, organisation and topic are one.

        Sign-in sheets have a row for each person; the first row is the event's.
        """
        for grid in grids:
            if grid.spread:
                self._matrix(grid)
            else:
                self._list(grid)
        return tuple(
            Event(
                day=meeting.day,
                kind=kind,
                row=meeting.row,
                organisation=organisation or None,
                attendees=tuple(meeting.attendees),
                speakers=tuple(meeting.speakers),
                topic=topic or None,
            )
            for (_, kind, organisation, topic), meeting in self._meetings.items()
        )

    def _meeting(
        self,
        day: PartialDate,
        place: EvidenceRow,
        *,
        kind: str,
        held_by: str,
        topic: str,
    ) -> _Meeting:
        key = (str(day), kind, held_by, topic)
        return self._meetings.setdefault(key, _Meeting(day, place))

    # ---- a row for each event or each person ----

    def _list(self, grid: Grid) -> None:
        refused: set[str] = set()
        for row, place in rows_of([grid]):
            day = self._problems.reading(date_of, row["day"], row=place)
            kind = name_of(row["kind"])
            if day is None or not kind:
                if not text_of(row["day"]) or not kind:
                    self._problems.add("event_incomplete", place)
                continue
            written = name_of(row["organisation"])
            held_by = self._organisation(written)
            if held_by is None:
                if (seen := f"{day}{kind}{written}") not in refused:
                    self._problems.add("unknown_organisation", place, value=written)
                refused.add(seen)
                continue
            topic = shown(row["topic"])
            meeting = self._meeting(day, place, kind=kind, held_by=held_by, topic=topic)
            self._attend(meeting, row, place, hint=held_by)

    def _organisation(self, written: str) -> str | None:
        """Return its name, the name as written without a table, None for a stranger."""
        if written in _EVERYBODY:
            return ""
        return self._organisations.find(written) if self._organisations else written

    def _attend(
        self, meeting: _Meeting, row: Row, place: EvidenceRow, *, hint: str
    ) -> None:
        role = name_of(row["role"])
        if role and role not in _LISTENS | _SPEAKS:
            self._problems.add("unknown_role", place, value=role)
            return
        listed = meeting.speakers if role in _SPEAKS else meeting.attendees
        self._find(listed, row["attendees"], place, hint=hint, day=meeting.day)
        self._find(meeting.speakers, row["speakers"], place, hint=hint, day=meeting.day)

    def _find(
        self,
        found: dict[str, None],
        cell: Cell,
        place: EvidenceRow,
        *,
        hint: str,
        day: PartialDate,
    ) -> None:
        for name in names_of(cell):
            person = self._people.find(name, hint=hint, day=whole(day))
            if isinstance(person, Person):
                found[person.member_id] = None
            else:
                self._problems.add(person, place, name=name)

    # ---- a column for each event ----

    def _matrix(self, grid: Grid) -> None:
        """Read a sheet with names down the side, days across and ticks between."""
        rows = self._attending(grid)
        held_by = self._held_by(grid, rows)
        titled = self._kind_of(grid)
        place = EvidenceRow(table=grid.label, row=grid.head)
        for column, heading in enumerate(grid.spread):
            if not any(text_of(row.spread[column]) for row, _, _ in rows):
                continue
            said = meeting_of(heading)
            if said.day is None or not (said.rest or titled):
                self._problems.add("meeting_without_kind", place, value=heading.text)
                continue
            kind = said.rest or titled
            meeting = self._meeting(
                said.day, place, kind=kind, held_by=held_by, topic=""
            )
            self._ticks(meeting, column, rows)
        if rows and titled and not all(meeting_of(each).rest for each in grid.spread):
            self._problems.add("kind_from_title", place, value=titled)
        self._report_undated(grid)

    def _attending(self, grid: Grid) -> list[tuple[Row, EvidenceRow, Person]]:
        rows = []
        hint = branch_of_sheet(grid.sheet)
        for row, place in rows_of([grid]):
            name = name_of(row["attendees"])
            branch = name_of(row["organisation"])
            person = self._people.find(name, branch=branch, hint=hint)
            if isinstance(person, Person):
                rows.append((row, place, person))
            elif name or branch:
                self._problems.add(person, place, name=shown(name))
        return rows

    def _held_by(
        self, grid: Grid, rows: Sequence[tuple[Row, EvidenceRow, Person]]
    ) -> str:
        """Return the organisation whose people the sheet lists, empty for several."""
        branches = Counter(person.branch for _, _, person in rows)
        if len(branches) == 1 and len(rows) > 1:
            return next(iter(branches)) or ""
        named = branch_of_sheet(grid.sheet)
        known = self._organisations.find(named)
        return known or (named if named in self._people.branches else "")

    def _ticks(
        self,
        meeting: _Meeting,
        column: int,
        rows: Sequence[tuple[Row, EvidenceRow, Person]],
    ) -> None:
        for row, place, person in rows:
            mark = name_of(row.spread[column]).lower()
            if mark in _PRESENT:
                meeting.attendees[person.member_id] = None
            elif mark and mark not in _ABSENT:
                value = shown(row.spread[column])
                self._problems.add("unknown_attendance", place, value=value)

    def _report_undated(self, grid: Grid) -> None:
        """List columns of ticks whose heading names no day."""
        place = EvidenceRow(table=grid.label, row=grid.head)
        for heading, cells in grid.others:
            words = [name_of(cell).lower() for cell in cells]
            ticks = [word for word in words if word in {"√", "✓", "✔", "☑"}]
            if ticks:
                self._problems.add("meeting_without_day", place, value=heading.text)

    def _kind_of(self, grid: Grid) -> str:
        """Return the kind of event that the sheet's name or its titles speak of."""
        names = {*self._people.branches, *self._organisations.names}
        for title in (grid.sheet, *reversed(grid.titles)):
            bare = name_of(title)
            for name in sorted(names, key=len, reverse=True):
                bare = bare.replace(name, "")
            bare = _SHEET_WORDS.sub("", bare)
            if _KIND.fullmatch(bare) and not looks_like_organisation(plain(bare)):
                return bare
        return ""
