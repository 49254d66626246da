"""Names and short phrases that report and workbook share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from doctools.messages import Catalogue
from doctools.reports.wording import say, why
from doctools.result import Result

if TYPE_CHECKING:
    from doctools.facts import Person
    from doctools.model import FileOutcome
    from doctools.records import CriterionResult, Work
    from doctools.reports.attention import Item
    from doctools.reports.pairs import Pair
    from doctools.reports.shortlist import Candidate
    from doctools.result import CriterionInfo


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
            case "table":
                return self.words("report.row", table=item.where, row=item.facts["row"])
            case "work" | "overlap":
                shown = (self.work_at(path) for path in item.where.split(" ↔ "))
                return " ↔ ".join(shown)
            case "common_passage":
                return self.words("report.and_others", first=self.work_at(item.where))
            case _:
                return item.where

    def work_at(self, path: str) -> str:
        """Return title and author of the work in a file, or the path if unknown."""
        work = self._works.get(path)
        if work is None or not work.title:
            return path
        return self.words("report.named", title=work.title, author=self.authors(work))

    @cached_property
    def _works(self) -> dict[str, Work]:
        return {work.path: work for work in self.result.works}

    def matter(self, item: Item) -> str:
        """Return what is the matter with an item, in one sentence."""
        match item.kind:
            case "work":
                return self.words("report.comma").join(
                    self.code(code) for code in item.facts["codes"].split()
                )
            case "file":
                return self._unread(item.where)
            case "table":
                return say(self.words, f"table.{item.code}", **item.facts)
            case _:
                return say(self.words, f"report.matter.{item.code}", **item.facts)

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
        return self.words("report.comma").join(self.code(code) for code in work.codes)

    def work_status(self, work: Work) -> str:
        """Return a work's status in words."""
        return say(self.words, f"report.work.{work.status}", otherwise=work.status)

    def authors(self, work: Work) -> str:
        """Return who wrote a work."""
        names = self.words("report.comma").join(m.name for m in work.members)
        return names or work.organisation or self.words("report.author_unknown")

    def branches(self, work: Work) -> str:
        """Return the branches of a work's authors, each once."""
        return self.words("report.comma").join(
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
        comma = self.words("report.comma")
        rows = [
            self.words("report.row", table=table, row=comma.join(numbers))
            for table, numbers in tables.items()
        ]
        periods = [
            self.words("report.period_value", period=period, value=f"{value:.4g}")
            for period, value in entry.by_period.items()
        ]
        return self.words("report.semicolon").join((*periods, *rows))

    def rule(self, identifier: str) -> str:
        """Return a criterion's rule as one sentence, or nothing if it is not known."""
        info = self._criteria.get(identifier)
        return info.sentence if info else ""

    def others(self, candidate: Candidate) -> str:
        """Return how the conditions beside the papers stand."""
        numbers = candidate.others
        if not numbers:
            return self.words("report.others.none")
        return self.words("report.comma").join(
            self.words(f"report.others.{status}", number=numbers[status])
            for status in ("no_data", "not_met", "pending", "met")
            if numbers[status]
        )

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
