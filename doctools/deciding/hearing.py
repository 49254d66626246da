"""All that was decided, set against one batch: what applies, what waits, what is open."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from doctools.deciding.binding import Binder
from doctools.deciding.troubles import that_matter
from doctools.decisions import WITHDRAWN, Entry, Standing
from doctools.facts import TableProblem
from doctools.journal.admission import (
    Docket,
    admit,
    matter_of,
    place_of,
    restore,
    statement_of,
)
from doctools.layout.doctype import DOCUMENT_TYPES
from doctools.members.cells import name_of
from doctools.members.decision_cells import Cells
from doctools.members.people import Organisations, People
from doctools.members.placing import Places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from doctools.awards.rules import Criteria, Criterion, Points
    from doctools.deciding.sources import Sources
    from doctools.decisions import Decision
    from doctools.facts import Facts
    from doctools.journal.admission import Candidate
    from doctools.records import CriterionResult, Work


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """What the journal comes to for one batch.

    Attributes:
        docket: the whole journal with what this run adds.
        added: the new entries, in the order they are entered.
        places: which work each entry is about.
        open: identifiers of the entries that contradict others and wait for a person.
        problems: rows and cells that are no complete decision.
        told: marks of all cells of workbooks that could not be applied, those too of
            which nobody need hear any more.
    """

    docket: Docket
    added: tuple[Entry, ...]
    places: Places
    open: frozenset[str]
    problems: tuple[TableProblem, ...]
    told: tuple[str, ...] = ()

    @property
    def on_works(self) -> Mapping[str, tuple[Decision, ...]]:
        """Decisions in force by the path of their work."""
        found: dict[str, list[Decision]] = defaultdict(list)
        for entry in self._in_force("work"):
            if path := self.places.path_of(entry):
                found[path].append(_dated(entry))
        return {path: tuple(each) for path, each in found.items()}

    @property
    def outdated(self) -> Mapping[str, tuple[Decision, ...]]:
        """Decisions on an earlier text of a file, by path; they are not applied."""
        found: dict[str, list[Decision]] = defaultdict(list)
        for entry in self._in_force("work"):
            if path := self.places.changed(entry):
                found[path].append(_dated(entry))
        return {path: tuple(each) for path, each in found.items()}

    @property
    def on_results(self) -> Mapping[tuple[str, str], Decision]:
        """Decisions in force by criterion and subject."""
        return {
            (entry.decision.field, entry.decision.subject): _dated(entry)
            for entry in self._in_force("result")
        }

    def _in_force(self, kind: str) -> Iterator[Entry]:
        matters = dict.fromkeys(map(matter_of, self.docket.entries))
        for matter in matters:
            entry = self.docket.in_force(matter)
            if matter[0] == kind and entry and entry.decision.value != WITHDRAWN:
                yield entry

    def with_computed(
        self, works: Sequence[Work], results: Sequence[CriterionResult]
    ) -> tuple[Entry, ...]:
        """Return the new entries with what the program says in their place."""
        on_work = {
            (work.path, told.field): told.computed
            for work in works
            for told in work.decided
            if not told.outdated
        }
        on_result = {
            (result.criterion, result.subject): result.decided.computed
            for result in results
            if result.decided
        }
        return tuple(
            replace(
                entry,
                decision=replace(
                    entry.decision,
                    computed=on_result.get(
                        (entry.decision.field, entry.decision.subject), ""
                    )
                    if entry.decision.kind == "result"
                    else on_work.get(
                        (self.places.path_of(entry), entry.decision.field), ""
                    ),
                ),
            )
            for entry in self.added
        )

    def standings(
        self,
        works: Sequence[Work],
        results: Sequence[CriterionResult],
        *,
        added: Sequence[Entry],
    ) -> tuple[Standing, ...]:
        """Return every entry with what became of it, the oldest first."""
        applied: set[tuple[str, str]] = {
            (work.path, told.field)
            for work in works
            for told in work.decided
            if not told.outdated
        }
        applied |= {(r.criterion, r.subject) for r in results if r.decided}
        entries = [*self.docket.entries[: -len(added) or None], *added]
        return tuple(self._standing(entry, applied) for entry in entries)

    def _standing(self, entry: Entry, applied: set[tuple[str, str]]) -> Standing:
        decision = entry.decision
        path = self.places.path_of(entry) if decision.kind == "work" else ""
        current = self.docket.in_force(matter_of(entry))
        if entry.identifier in self.open:
            return Standing(entry=entry, state="conflict", path=path)
        if current is None or current.identifier != entry.identifier:
            return Standing(entry=entry, state="superseded", path=path)
        if decision.kind == "work" and not path and self.places.changed(entry):
            changed = self.places.changed(entry)
            return Standing(entry=entry, state="outdated", path=changed)
        key = (
            (path, decision.field)
            if decision.kind == "work"
            else (decision.field, decision.subject)
        )
        in_force = decision.value == WITHDRAWN or key in applied
        state = "in_force" if in_force else "absent"
        return Standing(entry=entry, state=state, path=path)


def _dated(entry: Entry) -> Decision:
    """Return a decision; where nobody wrote its day, with the day it was entered."""
    decision = entry.decision
    if decision.on or not entry.recorded:
        return decision
    return replace(decision, on=date.fromisoformat(entry.recorded))


def hear(
    sources: Sources,
    *,
    works: Sequence[Work],
    facts: Facts,
    digests: Mapping[str, str],
    criteria: Criteria | None,
    months: Sequence[str],
) -> Hearing:
    """Return what people decided on a batch; nothing is applied or entered yet.

    Args:
        sources: journal and workbooks.
        works: as attributed.
        facts: the tables, the one of decisions among them.
        digests: SHA-256 of the files by path.
        criteria: the rules, or None.
        months: of the campaign.
    """
    lost = [entry for workbook in sources.workbooks for entry in workbook.listed]
    restored = restore(sources.journal, lost)
    entries = (*sources.journal, *restored)
    binder = Binder(
        places=Places(works, entries),
        entries=entries,
        digests=digests,
        cells=_cells(facts, months),
        criteria=_criteria(criteria),
        organisations={
            name: organisation.name
            for organisation in facts.organisations
            for name in (organisation.name, *organisation.aliases)
        },
    )
    candidates, problems = binder.tables(facts.decisions)
    troubles = []
    for workbook in sources.workbooks:
        found, wanting = binder.workbook(workbook)
        candidates += found
        troubles += wanting
    troubles += sources.troubles
    admitted = admit(entries, candidates, recorded=sources.recorded)
    docket = Docket((*entries, *admitted))
    return Hearing(
        docket=docket,
        added=(*restored, *admitted),
        places=Places(works, docket.entries),
        open=_open(docket, candidates, read=_read(sources, facts)),
        problems=(
            *problems,
            *that_matter(troubles, workbooks=sources.workbooks, entries=docket.entries),
        ),
        told=tuple(sorted({trouble.problem.mark for trouble in troubles})),
    )


def _cells(facts: Facts, months: Sequence[str]) -> Cells:
    organisations = Organisations(facts.organisations)
    return Cells(
        facts,
        people=People(facts.people, organisations=organisations),
        document_types=DOCUMENT_TYPES,
        months=months,
    )


def _criteria(criteria: Criteria | None) -> Mapping[str, str]:
    """Return the identifiers of criteria and points by identifier and by name in cells."""
    rules: list[Criterion | Points] = []
    if criteria:
        rules = [*criteria.criteria, *criteria.points]
    return {
        **{name_of(rule.name): rule.identifier for rule in rules},
        **{rule.identifier: rule.identifier for rule in rules},
    }


def _read(sources: Sources, facts: Facts) -> frozenset[str]:
    """Return the tables and sheets whose decisions are before us."""
    sheets = {
        f"{workbook.file} {sheet}"
        for workbook in sources.workbooks
        for sheet in (workbook.works_sheet, workbook.decisions_sheet)
    }
    return frozenset(
        sheets | {place_of(decision.source) for decision in facts.decisions}
    )


def _open(
    docket: Docket, candidates: Sequence[Candidate], *, read: frozenset[str]
) -> frozenset[str]:
    """Return the entries that contradict one in force and are still maintained.

    Who corrects the row he wrote has taken the contradiction back; where his table is
    not at hand, it stands.
    """
    stated = {
        (place_of(c.decision.source), matter_of(c), statement_of(c.decision))
        for c in candidates
    }
    matters = dict.fromkeys(map(matter_of, docket.entries))
    return frozenset(
        entry.identifier
        for matter in matters
        for entry in docket.conflicts(matter)
        if (place := place_of(entry.decision.source)) not in read
        or (place, matter, statement_of(entry.decision)) in stated
    )
