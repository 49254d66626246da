"""Who is behind: what each member still owes, for the list a branch is reminded by.

With criteria, what they ask for is owed; without, a month's paper is owed as soon as
anybody else has handed one in. What has not fallen due is nobody's debt.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.reports.grid import grid_of
from doctools.reports.periods import span
from doctools.result import CriterionInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from doctools.facts import Person
    from doctools.records import CriterionResult, Work
    from doctools.result import Result

_MEASURES = frozenset({"count", "count_distinct", "covers"})
"""Measures of papers a subject owes itself; others speak of its members."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What one member or organisation owes by one criterion.

    Attributes:
        branch: of the member, or the organisation that owes papers of its own.
        name: of the member, empty for an organisation.
        criterion: the rule, or None where there are no criteria.
        periods: that are short of papers and have none waiting.
        waiting: that would not be short if the pending works counted.
        short: papers wanting where the rule does not count by period, else 0.
        pending: works of no certain period that wait for a person.
        allowed: periods that may fall short, None where the rule allows none.
        to_fill: of the periods short those that have still to be filled.
        too_late: periods short for which a paper would come too late by now.
    """

    branch: str | None
    name: str
    criterion: CriterionInfo | None = None
    periods: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    short: float = 0
    pending: int = 0
    allowed: int | None = None
    to_fill: int = 0
    too_late: int = 0

    @property
    def left(self) -> int:
        """How many more periods may fall short."""
        short = len(self.periods) + len(self.waiting)
        return max(0, (self.allowed or 0) - short)


def reminders_of(result: Result, *, today: date) -> tuple[Reminder, ...]:
    """Return who owes what on a day: by branch as on the roster, then by person.

    What a branch owes itself stands behind what its members owe.
    """
    owed = [info for info in result.criteria if _asks_for_papers(info)]
    if not result.has_roster:
        return ()
    if not owed:
        return _in_order(result, _by_month(result, today=today))
    ledger = _Ledger(result, today=today)
    return _in_order(result, ledger.reminders(owed))


def by_branch(
    reminders: Iterable[Reminder],
) -> tuple[tuple[str | None, tuple[Reminder, ...]], ...]:
    """Return the reminders of each branch, in the order they have."""
    groups: dict[str | None, list[Reminder]] = {}
    for reminder in reminders:
        groups.setdefault(reminder.branch, []).append(reminder)
    return tuple((branch, tuple(group)) for branch, group in groups.items())


def _asks_for_papers(info: CriterionInfo) -> bool:
    return info.needs_documents and info.measure in _MEASURES


def _in_order(
    result: Result, found: Iterable[tuple[str, Reminder]]
) -> tuple[Reminder, ...]:
    """Return reminders by branch, then by subject, then in the order they came."""
    branches = {
        branch: place
        for place, branch in enumerate(
            dict.fromkeys(person.branch for person in result.people)
        )
    }
    people = {person.member_id: n for n, person in enumerate(result.people)}
    last = len(branches) + len(people)
    ordered = sorted(
        found,
        key=lambda pair: (
            branches.get(pair[1].branch, last),
            pair[1].branch or "",
            people.get(pair[0], last),
        ),
    )
    return tuple(reminder for _, reminder in ordered)


def _by_month(result: Result, *, today: date) -> Iterator[tuple[str, Reminder]]:
    """Yield who handed in nothing in a month in which others did."""
    grid = grid_of(result)
    active = {month for row in grid.rows for month in row.cells if month is not None}
    months = [month for month in sorted(active) if _begun(month, today)]
    people = {person.member_id: person for person in result.people}
    for row in grid.rows:
        person = people.get(row.member_id or "")
        if person is None:
            continue
        missing = tuple(
            month
            for month in months
            if month not in row.cells and _belongs(person, month)
        )
        if missing:
            reminder = Reminder(branch=row.branch, name=row.name, periods=missing)
            yield person.member_id, reminder


def _belongs(person: Person, month: str) -> bool:
    """Tell whether a person was on the roster in any part of a month."""
    days = span(month)
    if days is None:
        return True
    joined, left = person.joined or days[1], person.left or days[0]
    return joined <= days[1] and left >= days[0]


def _begun(period: str, today: date) -> bool:
    days = span(period)
    return days is None or days[0] <= today


class _Ledger:
    """Criterion results with what is needed to say which papers are wanting."""

    def __init__(self, result: Result, *, today: date) -> None:
        self._people = {person.member_id: person for person in result.people}
        self._works: dict[str, list[Work]] = defaultdict(list)
        self._results: dict[str, list[CriterionResult]] = defaultdict(list)
        for work in result.works:
            self._works[work.work_id].append(work)
        for entry in result.criterion_results:
            self._results[entry.criterion].append(entry)
        self._today = today

    def reminders(
        self, criteria: Iterable[CriterionInfo]
    ) -> Iterator[tuple[str, Reminder]]:
        """Yield what is owed by each criterion, with the subject who owes it."""
        for info in criteria:
            entries = self._results[info.identifier]
            active = _active(entries)
            for entry in entries:
                if entry.status == "met":
                    continue
                reminder = self._reminder(entry, info, active)
                if reminder is not None:
                    yield entry.subject, reminder

    def _reminder(
        self, entry: CriterionResult, info: CriterionInfo, active: frozenset[str]
    ) -> Reminder | None:
        """Return what is wanting; None where nothing is, or all of it waits for us."""
        person = self._people.get(entry.subject)
        wanting = (
            self._wanting_by_period(entry, active)
            if entry.by_period
            else {"": _bar(entry) - (entry.value or 0)}
        )
        placed = self._pending_by_period(entry, wanting)
        pending = {work.work_id for work in entry.pending}
        if not entry.by_period:
            placed[""] = len(pending)
        missing = {key for key, n in wanting.items() if n - placed.get(key, 0) > 0}
        if not missing:
            return None
        waiting = {key for key, n in wanting.items() if n > 0} - missing
        allowed = max(0, min(info.allow_missing, len(entry.by_period) - 1))
        return Reminder(
            branch=person.branch if person else entry.subject,
            name=person.name if person else "",
            criterion=info,
            periods=tuple(sorted(missing - {""})),
            waiting=tuple(sorted(waiting)),
            short=max(0.0, wanting.get("", 0)),
            pending=len(pending) - sum(n for key, n in placed.items() if key),
            allowed=allowed if info.allow_missing else None,
            to_fill=max(0, len(missing | waiting) - allowed),
            too_late=sum(self._is_too_late(key, info) for key in missing),
        )

    def _wanting_by_period(
        self, entry: CriterionResult, active: frozenset[str]
    ) -> dict[str, float]:
        """Return how many papers each period lacks that has fallen due."""
        bar = entry.required if isinstance(entry.required, float | int) else 1
        return {
            key: bar - value
            for key, value in entry.by_period.items()
            if value < bar and self._due(key, active)
        }

    def _due(self, period: str, active: frozenset[str]) -> bool:
        """Tell whether a period is over, or runs and others have handed in for it."""
        days = span(period)
        if days is None or days[1] < self._today:
            return True
        return days[0] <= self._today and period in active

    def _is_too_late(self, period: str, info: CriterionInfo) -> bool:
        """Tell whether a paper written today would be late for a period."""
        days = span(period)
        if info.late_days is None or days is None:
            return False
        return (self._today - days[1]).days > info.late_days

    def _pending_by_period(
        self, entry: CriterionResult, wanting: Mapping[str, float]
    ) -> dict[str, int]:
        """Return how many pending works fall into each period that lacks papers."""
        found: dict[str, int] = defaultdict(int)
        for work_id in {work.work_id for work in entry.pending}:
            month = next((w.period for w in self._works[work_id] if w.period), None)
            for key in wanting:
                if key and month is not None and _within(month, key):
                    found[key] += 1
                    break
        return found


def _active(entries: Iterable[CriterionResult]) -> frozenset[str]:
    """Return the periods for which anybody has handed anything in that counts."""
    return frozenset(
        key for entry in entries for key, value in entry.by_period.items() if value
    )


def _bar(entry: CriterionResult) -> float:
    """Return how many papers a rule without periods asks for."""
    if isinstance(entry.required, float | int):
        return entry.required
    return len(entry.required.split("、")) if entry.required else 0


def _within(month: str, period: str) -> bool:
    inner, outer = span(month), span(period)
    return bool(inner and outer and outer[0] <= inner[0] and inner[1] <= outer[1])
