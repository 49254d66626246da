"""Names and short phrases that report and workbook share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from doctools.decisions import OFFICE, WITHDRAWN
from doctools.messages import Catalogue
from doctools.reports.grid import number, percent
from doctools.reports.periods import shown
from doctools.reports.wording import month_shown, reasons_in_words, say, why
from doctools.result import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.decisions import Decision, Entry, Standing
    from doctools.facts import Person, TableProblem
    from doctools.model import FileOutcome
    from doctools.records import (
        CriterionResult,
        Decided,
        RankedSubject,
        SeatShare,
        Work,
    )
    from doctools.reports.attention import Item
    from doctools.reports.pairs import Pair
    from doctools.reports.reminders import Reminder
    from doctools.reports.shortlist import Candidate, Shortlist
    from doctools.result import CriterionInfo


SHARES = frozenset({"ratio", "share"})
"""Measures whose value is a share of something, 0 to 1."""
_UNASKED = frozenset({"absent", "outdated"})
"""States of a decision that was not applied: there is nothing it replaced."""

_NAMED = 12
"""Subjects named in one line; of more only the first ones are."""
_BEHIND = 10
"""Members named of those who have not reached a share; the record has all."""


@dataclass(frozen=True, kw_only=True)
class Speech:
    """One language's words for the things of one result."""

    words: Catalogue
    result: Result

    def kind(self, kind: str) -> str:
        """Return the heading of a group of items."""
        return self.words(f"report.kind.{kind}")

    def place(self, item: Item) -> str:
        """Return where an item is: works by title and author, as people know them."""
        match item.kind:
            case "table" | "decision" if "row" in item.facts:
                cell = item.facts.get("cell", "")
                return self._row(item.where, item.facts["row"], cell)
            case "decision":
                return self.decided_on(self._standings[item.key].entry.decision)
            case "work" if self._nobody(item.where):
                return self._in_file(item.where)
            case "work" | "overlap":
                shown = (self.work_at(path) for path in item.where.split(" ↔ "))
                return " ↔ ".join(shown)
            case "common_passage":
                return self.words("report.and_others", first=self.work_at(item.where))
            case _:
                return item.where

    def row_of(self, problem: TableProblem) -> str:
        """Return where a row or cell is: `summary.xlsx 作品 第 5 行 I 栏`."""
        facts = dict(problem.facts)
        return self._row(problem.row.table, str(problem.row.row), facts.get("cell", ""))

    def _row(self, table: str, row: str, cell: str) -> str:
        if cell:
            return self.words("report.cell", table=table, cell=cell)
        return self.words("report.row", table=table, row=row)

    def work_at(self, path: str) -> str:
        """Return title and author of the work in a file, or the path if unknown."""
        work = self._works.get(path)
        if work is None or not work.title:
            return path
        return self.words("report.named", title=work.title, author=self.authors(work))

    def _nobody(self, path: str) -> bool:
        work = self._works.get(path)
        return work is not None and not (work.members or work.organisation)

    def _in_file(self, path: str) -> str:
        """Return title and file of a work whose author nobody knows."""
        work = self._works[path]
        if not work.title:
            return path
        return self.words(
            "report.named_in",
            title=work.title,
            author=self.authors(work),
            file=path.rpartition("/")[2],
        )

    @cached_property
    def _works(self) -> dict[str, Work]:
        return {work.path: work for work in self.result.works}

    def matter(self, item: Item) -> str:
        """Return what is the matter with an item, in one sentence."""
        match item.kind:
            case "work":
                return self.words.listed(
                    self.code(code) for code in item.facts["codes"].split()
                )
            case "file":
                return self._unread(item.where)
            case "table" | "decision" if "row" in item.facts:
                return say(self.words, f"table.{item.code}", **item.facts)
            case "decision":
                return self._contradiction(item)
            case "criterion" if "subjects" in item.facts:
                names = self._subjects_with(item)
                code = f"report.matter.{item.code}"
                return say(self.words, code, **item.facts, names=names)
            case _:
                return say(self.words, f"report.matter.{item.code}", **item.facts)

    def _subjects_with(self, item: Item) -> str:
        """Return whose result of a criterion waits, the first few by name."""
        status = item.code.removeprefix("criterion_")
        found = [
            self.subject(entry.subject)
            for entry in self.result.criterion_results
            if (entry.criterion, entry.status) == (item.key, status)
        ]
        shown = self.words.listed(found[:_NAMED])
        if len(found) <= _NAMED:
            return shown
        return self.words("report.and_others", first=shown)

    def remedy(self, item: Item) -> str | None:
        """Return what a person can do about just this item, or None."""
        if item.kind == "work":
            codes = [f"pending.{code}" for code in item.facts["codes"].split()]
        else:
            codes = [f"report.remedy.{item.kind}.{item.code}"]
        known = [
            say(self.words, code, **item.facts) for code in codes if code in self.words
        ]
        return " ".join(known) or None

    def advice(self, kind: str) -> str:
        """Return what a person can do about a kind of items."""
        return self.words(f"report.do.{kind}")

    def code(self, code: str) -> str:
        """Return a pending or rejection code in two or three words."""
        return say(self.words, f"report.code.{code}", otherwise=code)

    def codes(self, work: Work) -> str:
        """Return why a work is pending or rejected."""
        return self.words.listed(
            self._admission(work) if code == "needs_ocr" else self.code(code)
            for code in work.codes
        )

    def _admission(self, work: Work) -> str:
        """Return what is to be decided about a paper that only a person can read."""
        words = self.words
        kind = work.document_type or words("report.type_to_name")
        period = work.period
        month = words("report.month", month=int(period[-2:])) if period else ""
        return words("report.admission", what=f"{month}{kind}")

    def work_status(self, work: Work) -> str:
        """Return a work's status in words."""
        return say(self.words, f"report.work.{work.status}", otherwise=work.status)

    def authors(self, work: Work) -> str:
        """Return who wrote a work."""
        names = self.words.listed(m.name for m in work.members)
        return names or work.organisation or self.words("report.author_unknown")

    def branches(self, work: Work) -> str:
        """Return the branches of a work's authors, each once."""
        return self.words.listed(
            dict.fromkeys(member.branch for member in work.members if member.branch)
        )

    def subject(self, subject: str) -> str:
        """Return a member's name and branch, or an organisation as it is."""
        person = self._people.get(subject)
        if person is None:
            return subject
        return f"{person.name}（{person.branch}）" if person.branch else person.name

    @cached_property
    def _people(self) -> dict[str, Person]:
        return {person.member_id: person for person in self.result.people}

    def criterion(self, identifier: str) -> str:
        """Return a criterion's name."""
        info = self._criteria.get(identifier)
        return info.name if info else identifier

    def amount(self, value: float | str | None, criterion: str = "") -> str:
        """Return what was reached or is asked for: a number, or a share in per cent."""
        if isinstance(value, str):
            return value
        info = self._criteria.get(criterion)
        if value is not None and info and info.measure in SHARES:
            return percent(value)
        if value is None or not self.unit(info):
            return number(value)
        unit = self.unit(info)
        return self.words("unit.amount", number=number(value), unit=unit)

    def unit_of(self, criterion: str) -> str:
        """Return the word for what a criterion's value counts, or nothing."""
        return self.unit(self._criteria.get(criterion))

    def unit(self, info: CriterionInfo | None) -> str:
        """Return the word for what a criterion's value counts, empty for a share."""
        code = f"unit.{info.unit}" if info else ""
        return self.words(code) if code in self.words else ""

    def measure(self, criterion: str) -> str:
        """Return how a criterion measures, empty if it is not known."""
        info = self._criteria.get(criterion)
        return info.measure if info else ""

    def award(self, identifier: str) -> str:
        """Return an award's name."""
        names = {info.identifier: info.name for info in self.result.award_infos}
        return names.get(identifier, identifier)

    @cached_property
    def _criteria(self) -> dict[str, CriterionInfo]:
        return {info.identifier: info for info in self.result.criteria}

    def criterion_status(self, status: str) -> str:
        """Return met, not_met, pending or no_data in words."""
        return say(self.words, f"report.criterion.{status}", otherwise=status)

    def evidence(self, entry: CriterionResult) -> str:
        """Return the table rows and the number per period a result rests on."""
        tables: dict[str, list[str]] = {}
        for row in entry.rows:
            tables.setdefault(row.table, []).append(str(row.row))
        rows = [
            self.words("report.row", table=table, row=self.words.listed(numbers))
            for table, numbers in tables.items()
        ]
        periods = [
            self.words(
                "report.period_value",
                period=period,
                value=self.amount(value, entry.criterion),
            )
            for period, value in entry.by_period.items()
        ]
        return self.words("report.semicolon").join((*periods, *rows))

    def remarks(self, entry: CriterionResult) -> str:
        """Return what a person should see beside a result's number."""
        words = self.words
        parts = [
            say(words, f"report.remark.{code}", otherwise=self.code(code))
            for code in entry.codes
        ]
        parts += [
            words(f"report.remark.{name}", value=number(value))
            for name, value in (("at_most", entry.at_most), ("surplus", entry.surplus))
            if value is not None
        ]
        parts += self._behind(entry)
        return words("report.semicolon").join(parts)

    def _behind(self, entry: CriterionResult) -> Iterator[str]:
        """Yield which members have not reached a share, the first few by name."""
        for status in ("not_met", "pending", "no_data"):
            names = [
                self.subject(member.subject)
                for member in entry.behind
                if member.status == status
            ]
            if names:
                shown = self.words.listed(names[:_BEHIND])
                more = "" if len(names) <= _BEHIND else "_more"
                code = f"report.remark.behind_{status}{more}"
                yield self.words(code, names=shown, number=len(names))

    def seats(self, award: Shortlist) -> str:
        """Return how an award's places were shared out, or nothing if they were not."""
        shares = self._seats.get(award.identifier, ())
        return self.words.listed(
            self.words(
                "report.seat_undecided" if share.undecided else "report.seat",
                branch=share.branch or self.words("report.reminder.no_branch"),
                members=share.members,
                places=share.places,
            )
            for share in shares
        )

    @cached_property
    def _seats(self) -> dict[str, tuple[SeatShare, ...]]:
        return {award.award: award.seats for award in self.result.awards}

    def final(self, award: Shortlist) -> str:
        """Return that a list is settled, or why it is not."""
        if not award.open:
            return self.words("report.final")
        return self.words("report.not_final", reasons=self.why_open(award))

    def why_open(self, award: Shortlist) -> str:
        """Return why an award's list is not settled yet."""
        return reasons_in_words(award.open, self.words)

    def rule(self, identifier: str) -> str:
        """Return a criterion's rule as one sentence, or nothing if it is not known."""
        info = self._criteria.get(identifier)
        return info.sentence if info else ""

    def outcome(self, entry: RankedSubject) -> str:
        """Return what a candidate gets, and what decided beside the rank."""
        code = f"report.ranked.{entry.status}"
        status = say(self.words, code, otherwise=entry.status)
        if not entry.reason:
            return status
        reason = say(self.words, f"award.reason_{entry.reason}", otherwise=entry.reason)
        return self.words("award.because", outcome=status, reason=reason)

    def others(self, candidate: Candidate) -> str:
        """Return how the conditions beside the papers stand."""
        numbers = candidate.others
        if not numbers:
            return self.words("report.others.none")
        return self.words.listed(
            self.words(f"report.others.{status}", number=numbers[status])
            for status in ("no_data", "not_met", "pending", "met")
            if numbers[status]
        )

    def ranked_by(self, candidate: Candidate) -> str:
        """Return the values that decide a candidate's place, the first first."""
        return self.words.listed(
            f"{line.info.name} {self.amount(line.result.value, line.info.identifier)}"
            for line in candidate.order
            if line.result and line.result.value is not None
        )

    def points(self, entry: CriterionResult) -> str:
        """Return what each line of a points rule brought."""
        sums: dict[str, float] = {}
        for line in entry.points:
            sums[line.rule] = sums.get(line.rule, 0) + line.points
        return self.words.listed(
            self.words("report.points_of", rule=rule, points=number(value))
            for rule, value in sums.items()
        )

    def missing(self, reminder: Reminder) -> str:
        """Return what a member or organisation still has to hand in."""
        parts = []
        if reminder.periods:
            parts.append(shown(reminder.periods, self.words))
        if reminder.short and not reminder.periods:
            amount = self.owing(reminder)
            parts.append(self.words("report.reminder.short", amount=amount))
        parts += self._still_possible(reminder)
        return self.words("report.semicolon").join(parts)

    def owing(self, reminder: Reminder) -> str:
        """Return how much is short: 2 篇, 1 本."""
        unit = self.unit(reminder.criterion) or self.words("unit.works")
        short = number(reminder.short)
        return self.words("unit.amount", number=short, unit=unit)

    def _still_possible(self, reminder: Reminder) -> Iterator[str]:
        """Yield how many periods may be missed yet, and how many cannot be made good."""
        allowed, late = reminder.allowed, reminder.too_late
        if allowed is not None and reminder.to_fill:
            code = "report.reminder.to_fill"
            yield self.words(code, allowed=allowed, number=reminder.to_fill)
        elif allowed is not None:
            code = "report.reminder.may_miss"
            yield self.words(code, allowed=allowed, number=reminder.left)
        if late > (allowed or 0):
            yield self.words("report.reminder.lost", number=late)
        elif late:
            yield self.words("report.reminder.too_late", number=late)

    def waiting(self, reminder: Reminder) -> str:
        """Return what has been handed in by somebody behind and waits for a person."""
        parts = []
        if reminder.waiting:
            parts.append(shown(reminder.waiting, self.words))
        if reminder.pending:
            parts.append(self.words("report.reminder.pending", number=reminder.pending))
        return self.words("report.semicolon").join(parts)

    def owed(self, reminder: Reminder) -> str:
        """Return by which rule something is owed."""
        if reminder.criterion is None:
            return self.words("report.reminder.any_paper")
        return reminder.criterion.name

    def debtor(self, reminder: Reminder) -> str:
        """Return the member's name, or that the branch itself owes something."""
        return reminder.name or self.words("report.reminder.own")

    def decision_value(self, field: str, value: str) -> str:
        """Return what was decided in words: 认可, 月份：2010-03, 免于要求."""
        if value == WITHDRAWN:
            return self.words("report.decision.withdrawn")
        if field == "members":
            value = self.people(value)
        if field in ("members", "document_type", "period", "book"):
            return self.words(f"report.decision.{field}", value=value)
        return say(self.words, f"report.decision.{value}", otherwise=value)

    def replaced(self, standing: Standing) -> str:
        """Return in words what the program said, or nothing where nobody asked it."""
        decision = standing.entry.decision
        unasked = decision.value == WITHDRAWN or standing.state in _UNASKED
        if unasked and not decision.computed:
            return ""
        return self.computed(decision.field, decision.computed)

    def computed(self, field: str, computed: str) -> str:
        """Return in words what the program said where a person decided."""
        match field:
            case "members":
                return self.people(computed) or self.words("report.author_unknown")
            case "document_type":
                return computed or self.words("report.type_unknown")
            case "book":
                return computed or self.words("report.book_unknown")
            case "period":
                return month_shown(computed or None, self.words)
            case "verdict" | "copied":
                status, *codes = computed.split() or [""]
                shown = say(self.words, f"report.work.{status}", otherwise=status)
                reasons = self.words.listed(map(self.code, codes))
                return self.words("report.dash").join(filter(None, (shown, reasons)))
            case _:
                return self.criterion_status(computed)

    def people(self, value: str) -> str:
        """Return whose a work was decided to be, as people know them."""
        return self.words.listed(
            self.subject(each.removeprefix(OFFICE))
            for each in value.split("、")
            if each
        )

    def decided(self, told: Decided, *, criterion: str = "") -> str:
        """Return who decided what, when and why, and what the program said."""
        facts = {
            "value": self.decision_value(criterion or told.field, told.value),
            "who": self.by_whom(told),
            "computed": self.computed(criterion or told.field, told.computed),
        }
        code = "report.decided_outdated" if told.outdated else "report.decided"
        return self.words(code, **facts)

    def by_whom(self, told: Decided | Decision, *, entered: str = "") -> str:
        """Return who decided, when (or when it was entered), why and on what basis."""
        said = [told.by, str(told.on or entered)]
        if told.reason:
            said.append(self.words("report.decided_reason", reason=told.reason))
        if told.basis:
            said.append(self.words("report.decided_basis", basis=told.basis))
        return self.words("report.pause").join(filter(None, said))

    def decided_on(self, decision: Decision) -> str:
        """Return the work, or the subject and criterion, of a decision."""
        if decision.kind == "work":
            return self.work_at(decision.path)
        criterion = self.criterion(decision.field)
        subject = self.subject(decision.subject)
        return self.words("report.result_of", subject=subject, criterion=criterion)

    def source(self, source: str) -> str:
        """Return where a decision was written: `决定.xlsx 3` stands in its row 3."""
        table, _, row = source.rpartition(" ")
        if not table or not row.isdecimal():
            return source
        return self.words("report.row", table=table, row=row)

    def _contradiction(self, item: Item) -> str:
        """Return what two people decided differently."""
        entry = self._standings[item.key].entry
        against = self._in_force_against(entry)
        first, later = against.decision, entry.decision
        return self.words(
            "report.matter.decision_conflict",
            first=self.decision_value(first.field, first.value),
            first_by=self.by_whom(first, entered=against.recorded),
            first_source=self.source(first.source),
            later=self.decision_value(later.field, later.value),
            later_by=self.by_whom(later, entered=entry.recorded),
            later_source=self.source(later.source),
        )

    def _in_force_against(self, entry: Entry) -> Entry:
        """Return what now stands in the place of a decision that contradicts it."""
        mine = (entry.decision.subject, entry.decision.field, entry.origin)
        return next(
            other.entry
            for other in reversed(self.result.decisions)
            if (other.entry.decision.subject, other.entry.decision.field) == mine[:2]
            and other.entry.origin == mine[2]
            and not other.entry.against
        )

    @cached_property
    def _standings(self) -> dict[str, Standing]:
        return {each.entry.identifier: each for each in self.result.decisions}

    def level(self, level: str) -> str:
        """Return error, warning or info in words."""
        return say(self.words, f"typos.level_{level}", otherwise=level)

    def overlap_class(self, name: str) -> str:
        """Return the class of an overlap in words."""
        return say(self.words, f"overlap.class_{name}", otherwise=name)

    def tier(self, tier: str) -> str:
        """Return the tier of an overlap in words."""
        return say(self.words, f"overlap.tier_{tier}", otherwise=tier)

    def pair(self, pair: Pair) -> str:
        """Return what a person should make of a pair: how strong, or nothing to do."""
        code = f"overlap_{pair.tier}" if pair.is_open else "closed"
        if pair.is_from_before and not pair.is_open:
            code = "overlap_from_before"
        return self.words(f"report.pair.{code}")

    def earlier(self, side: str) -> str:
        """Return which side was handed in earlier."""
        return say(self.words, f"report.earlier.{side}", otherwise=side)

    def store(self, store: str) -> str:
        """Return where the right side of an overlap comes from."""
        return say(self.words, f"report.store.{store}", otherwise=store)

    def file_status(self, status: str) -> str:
        """Return a file status in words."""
        return say(self.words, f"status.{status}", otherwise=status)

    def _unread(self, path: str) -> str:
        file = self._files.get(path)
        if file is None:
            return path
        return why(file, self.words) or self.file_status(file.status)

    @cached_property
    def _files(self) -> dict[str, FileOutcome]:
        return {file.path: file for file in self.result.files}
