"""What the report's templates ask for beyond the result itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

from doctools.messages import Catalogue
from doctools.messages.lists import between
from doctools.reports.attention import Item
from doctools.reports.passages import (
    Excerpt,
    in_document,
    in_sentence,
    text_of,
)
from doctools.reports.wording import say, why
from doctools.result import Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doctools.facts import TableProblem
    from doctools.model import FileOutcome
    from doctools.records import (
        CriterionResult,
        Finding,
        Overlap,
        Repeat,
        Similarity,
        Work,
    )
    from doctools.reports.grid import Row
    from doctools.reports.reminders import Reminder

_MANY_FINDINGS = 200
"""With more findings than this, those of each file are folded."""

_ANCHORS = {
    "classified": "unread",
    "file": "unread",
    "work": "work-{}",
    "overlap": "pair-{}",
    "common_passage": "common-{}",
    "decision": "decisions",
    "tie": "award-{}",
    "criterion": "criteria",
    "assumption": "assumptions",
    "table": "tables",
    "repeat": "repeats",
}


def _year(month: str | None) -> str | None:
    """Return `2010`, empty for a month whose year is not known, None for no month."""
    if month is None:
        return None
    return "" if month.startswith("-") else month[:4]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Items of one kind, in the order they came."""

    kind: str
    items: tuple[Item, ...]

    @property
    def size(self) -> int:
        """How many they are."""
        return len(self.items)


def grouped(items: Iterable[Item]) -> list[Group]:
    """Return items in groups of neighbours of one kind."""
    groups = groupby(items, key=lambda item: item.kind)
    return [Group(kind=kind, items=tuple(group)) for kind, group in groups]


@dataclass(frozen=True, kw_only=True)
class View:
    """One result as the templates see it."""

    result: Result
    words: Catalogue

    def say(self, code: str, otherwise: str = "", **facts: object) -> str:
        """Return a sentence whose code may be unknown."""
        return say(self.words, code, otherwise=otherwise, **facts)

    def why(self, file: FileOutcome) -> str | None:
        """Return why a file ended as it did."""
        return why(file, self.words)

    def problem(self, problem: TableProblem) -> str:
        """Return what is wrong with a row of a table."""
        return say(self.words, f"table.{problem.code}", **dict(problem.facts))

    def scope(self, key: str, value: str | int | bool) -> str:  # noqa: FBT001 - a fact
        """Return one line of what was compared with what."""
        ending = ("yes" if value else "no") if isinstance(value, bool) else "value"
        code = f"report.scope.{key}.{ending}"
        return say(self.words, code, otherwise=f"{key}: {value}", value=value)

    def listed(self, pieces: Sequence[Markup]) -> Markup:
        """Return pieces of the page as one list; what they show decides the commas."""
        seen = [piece.striptags() for piece in pieces]
        marks = (
            between(one, next_, comma=self.words("list.comma"))
            for one, next_ in pairwise(seen)
        )
        return Markup().join(
            piece + mark for piece, mark in zip(pieces, (*marks, ""), strict=False)
        )

    def anchor(self, item: Item) -> str:
        """Return the identifier of the place an item links to."""
        return _ANCHORS[item.kind].format(item.key)

    def by_place(self, group: Group) -> list[tuple[str, list[Item]]]:
        """Return a group's items by place; each work is a place of its own."""
        places: dict[str, list[Item]] = defaultdict(list)
        for item in group.items:
            places[f"{item.where}\0{item.key if group.kind == 'work' else ''}"].append(
                item
            )
        return [(items[0].where, items) for items in places.values()]

    def tally(self, items: Iterable[Item]) -> str:
        """Return how many items have which outcome."""
        counts = Counter(item.code for item in items)
        return self.words.listed(
            self.words(f"report.tally.{code}", number=number)
            for code, number in sorted(counts.items())
        )

    def years(
        self, months: Iterable[str | None]
    ) -> list[tuple[str | None, list[str | None]]]:
        """Return the months grouped by year, for the head of the grid."""
        groups = groupby(months, key=_year)
        return [(year, list(group)) for year, group in groups]

    def people_in(
        self, groups: Iterable[tuple[str | None, tuple[Reminder, ...]]]
    ) -> int:
        """Return how many members stand in the reminder lists of branches."""
        return len(
            {
                (branch, entry.name)
                for branch, group in groups
                for entry in group
                if entry.name
            }
        )

    def works_of(self, row: Row, month: str | None) -> list[tuple[int, Work]]:
        """Return the works of one member and month, with their index."""
        key = (
            (row.member_id, "", None) if row.member_id else (None, row.name, row.branch)
        )
        return self._works_by_member[*key, month]

    @cached_property
    def _works_by_member(
        self,
    ) -> dict[tuple[str | None, str, str | None, str | None], list[tuple[int, Work]]]:
        found = defaultdict(list)
        for index, work in enumerate(self.result.works):
            for m in work.members:
                key = (
                    (m.member_id, "", None) if m.member_id else (None, m.name, m.branch)
                )
                found[*key, work.period].append((index, work))
            if work.organisation and not work.members:
                found[None, work.organisation, None, work.period].append((index, work))
        return found

    def work_index(self, work_id: str, subject: str) -> int | None:
        """Return the index of a work, the subject's own one where several agree."""
        found = [
            (subject not in {member.member_id for member in work.members}, index)
            for index, work in self._works_by_id.get(work_id, ())
        ]
        return min(found)[1] if found else None

    @cached_property
    def _works_by_id(self) -> dict[str, list[tuple[int, Work]]]:
        found: dict[str, list[tuple[int, Work]]] = defaultdict(list)
        for index, work in enumerate(self.result.works):
            found[work.work_id].append((index, work))
        return found

    @cached_property
    def types(self) -> list[str | None]:
        """The document types that were counted, in order of their names."""
        found = {count.document_type for count in self.result.member_counts}
        return sorted(found, key=lambda name: (name is None, name or ""))

    def of_type(self, row: Row, document_type: str | None) -> float:
        """Return how many works of one type count for a member."""
        return sum(
            count.counted
            for count in row.total.counts
            if count.document_type == document_type
        )

    @cached_property
    def unsigned(self) -> int:
        """How many assumptions nobody has signed."""
        return sum(not entry.signed_off_by for entry in self.result.assumptions)

    def criterion_numbers(self, identifier: str) -> Counter[str]:
        """Return how many subjects have each status in one criterion."""
        return self._criterion_numbers[identifier]

    @cached_property
    def _criterion_numbers(self) -> dict[str, Counter[str]]:
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for entry in self.result.criterion_results:
            found[entry.criterion][entry.status] += 1
        return found

    def in_no_award(self, identifier: str) -> tuple[CriterionResult, ...]:
        """Return the results of a criterion that no award's list shows, else nothing."""
        if identifier in self._in_awards:
            return ()
        return self._results_by_criterion.get(identifier, ())

    @cached_property
    def _in_awards(self) -> frozenset[str]:
        return frozenset(
            identifier
            for award in self.result.award_infos
            for identifier in (*award.must, *award.rank)
        )

    @cached_property
    def _results_by_criterion(self) -> dict[str, tuple[CriterionResult, ...]]:
        found: dict[str, list[CriterionResult]] = defaultdict(list)
        for entry in self.result.criterion_results:
            found[entry.criterion].append(entry)
        return {criterion: tuple(results) for criterion, results in found.items()}

    def file_index(self, path: str) -> int:
        """Return a number for a path that can stand in an anchor, -1 if unknown."""
        return self._file_indexes.get(path, -1)

    @cached_property
    def _file_indexes(self) -> dict[str, int]:
        return {file.path: index for index, file in enumerate(self.result.files)}

    def number_of_findings(self, path: str) -> int:
        """Return how many findings a file has."""
        return self._finding_numbers[path]

    @cached_property
    def _finding_numbers(self) -> Counter[str]:
        return Counter(found.path for found in self.result.findings)

    def findings(self) -> list[tuple[str, list[tuple[Finding, Excerpt]]]]:
        """Return the findings of each file, each in its sentence."""
        documents = self.result.documents
        by_path: dict[str, list[tuple[Finding, Excerpt]]] = defaultdict(list)
        for found in self.result.findings:
            sentence = in_sentence(found, documents.get(found.path))
            by_path[found.path].append((found, sentence))
        return sorted(by_path.items())

    @property
    def unfold_findings(self) -> bool:
        """Whether there are few enough findings to show them at once."""
        return len(self.result.findings) <= _MANY_FINDINGS

    def repeats(self) -> list[tuple[str, list[tuple[Repeat, Excerpt | None]]]]:
        """Return the repeats of each file with the text that is said again."""
        by_path: dict[str, list[tuple[Repeat, Excerpt | None]]] = defaultdict(list)
        for repeat in self.result.repeats:
            document = self.result.documents.get(repeat.path)
            text = in_document(document, repeat.again.doc_start, repeat.again.doc_end)
            by_path[repeat.path].append((repeat, text))
        return sorted(by_path.items())

    def sides(self, overlap: Overlap) -> tuple[Excerpt | None, Excerpt | None]:
        """Return an overlap's passage in both of its texts, as far as at hand."""
        left, right = (
            in_document(text_of(self.result, side), side.doc_start, side.doc_end)
            for side in (overlap.left, overlap.right)
        )
        return left, right

    def similarities(self) -> list[Similarity]:
        """Return the works of which anything was found elsewhere, the most first."""
        found = [entry for entry in self.result.similarities if entry.ratios.total]
        return sorted(
            found,
            key=lambda e: (-e.ratios.without_reference, -e.ratios.total, e.path),
        )

    def statuses(self) -> list[tuple[str, int]]:
        """Return the number of files per status, the commonest first."""
        counts = Counter(str(file.status) for file in self.result.files)
        return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))

    def works_per_month(self) -> list[tuple[str, int, int]]:
        """Return for each month the works that count and those that are pending."""
        counts = Counter((work.period, work.status) for work in self.result.works)
        return [
            (month, counts[month, "ok"], counts[month, "pending"])
            for month in self.result.months
        ]
