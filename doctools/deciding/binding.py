"""Finds the work or result each written decision speaks of, and the words it means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doctools.deciding.sources import Incomplete, place_in
from doctools.deciding.troubles import Trouble, marked
from doctools.deciding.unclear import in_decisions, in_works, incomplete
from doctools.decisions import WITHDRAWN, Decision, Entry
from doctools.journal.admission import Candidate, place_of, statement_of
from doctools.members.cells import CellError, name_of, shown
from doctools.members.decision_cells import Cells
from doctools.members.placing import Places, authors_of, ends_with, file_name
from doctools.messages.lists import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.facts import TableProblem
    from doctools.journal.admission import Statement
    from doctools.members.decision_cells import Said
    from doctools.records import Work
    from doctools.reports.workbook_edits import Edits, RowEdit, WorkEdit

    _RowKey = tuple[str, str, Statement, str]
    _Known = dict[_RowKey, list[Entry]]


@dataclass(frozen=True, kw_only=True)
class Binder:
    """Knows the batch, the journal and the words.

    Attributes:
        places: the works, and what the journal says of which.
        entries: the journal.
        digests: SHA-256 of the files by path.
        cells: reads what was written.
        criteria: identifiers of the criteria by identifier and by name.
        organisations: names of organisations, aliases included.
    """

    places: Places
    entries: Sequence[Entry]
    digests: Mapping[str, str]
    cells: Cells
    criteria: Mapping[str, str]
    organisations: Mapping[str, str]

    def tables(
        self, decisions: Sequence[Decision]
    ) -> tuple[list[Candidate], list[TableProblem]]:
        """Return what the table of decisions says, and the rows nothing is known of."""
        known: _Known = defaultdict(list)
        for entry in self.entries:
            told = entry.decision
            for named in {told.subject, file_name(told.path), file_name(entry.origin)}:
                known[_row_key(told, named)].append(entry)
        candidates, problems = [], []
        for decision in decisions:
            try:
                candidates.append(self._of_table(decision, known))
            except (Incomplete, CellError) as error:
                problems.append(_problem(error, decision.source, decision.path))
        return candidates, problems

    def workbook(self, edits: Edits) -> tuple[list[Candidate], list[Trouble]]:
        """Return what a workbook says, and the cells that cannot be applied."""
        candidates: list[Candidate] = []
        troubles: list[Trouble] = []
        if edits.unreadable:
            unread = Incomplete("decision_workbook_unreadable").at(edits.file, 1)
            return [], [Trouble(problem=marked(unread), workbook=edits.file)]
        if edits.missing:
            lost = Incomplete("decision_columns_lost", value=joined(edits.missing))
            problem = lost.at(f"{edits.file} {edits.works_sheet}", 1)
            troubles.append(
                Trouble(
                    problem=marked(problem, edits.file, edits.missing),
                    workbook=edits.file,
                )
            )
        seen = frozenset(entry.identifier for entry in edits.listed)
        for work in edits.works:
            source = f"{edits.file} {edits.works_sheet} {work.row}"
            try:
                found = [*self._of_cells(work, source=source, decider=edits.decider)]
                candidates += (replace(each, seen=seen) for each in found)
            except (Incomplete, CellError) as error:
                first = self.places.origin_of(work.work_id, work.path)
                troubles.append(in_works(error, work, edits, first_path=first))
        for row in edits.rows:
            source = f"{edits.file} {edits.decisions_sheet} {row.row}"
            try:
                found = [*self._of_row(row, source=source, decider=edits.decider)]
                candidates += (replace(each, seen=seen) for each in found)
            except (Incomplete, CellError) as error:
                troubles.append(in_decisions(error, row, edits))
        return candidates, troubles

    def _of_table(
        self, decision: Decision, known: Mapping[_RowKey, Sequence[Entry]]
    ) -> Candidate:
        if decision.kind == "result":
            return Candidate(
                decision=replace(decision, field=self._criterion(decision.field))
            )
        value = self.cells.settled(decision.field, decision.value)
        decision = replace(decision, value=value)
        # A row that was read before keeps to the text it was written for: without
        # this it would pass on to whatever the file of that name holds by now.
        named = file_name(decision.path) or decision.subject
        for entry in known.get(_row_key(decision, named), ()):
            if _speaks_of(decision, entry):
                return Candidate(
                    decision=replace(
                        decision,
                        subject=entry.decision.subject,
                        path=entry.decision.path,
                        sha256=entry.decision.sha256,
                    ),
                    origin=entry.origin,
                    authors=entry.authors,
                )
        return self._bound(decision, self._find(decision.subject, decision.path))

    def _of_cells(
        self, edit: WorkEdit, *, source: str, decider: str
    ) -> Iterator[Candidate]:
        """Yield what the changed cells of one work say."""
        said = [*self._said(edit)]
        if not said:
            raise Incomplete("decision_no_verdict", column="verdict")
        by = edit.remarks.get("by") or decider
        if not by:
            said_so = joined(edit.changed.values())
            raise Incomplete("decision_no_name", value=said_so, column="by")
        # Reasons left from an earlier decision give none for a new one.
        remarks = edit.new_remarks if edit.changed else edit.remarks
        for field, value in said:
            decision = Decision(
                kind="work",
                subject=edit.work_id,
                field=field,
                value=value,
                by=by,
                reason=remarks.get("reason", ""),
                basis=remarks.get("basis", ""),
                path=edit.path,
                sha256=edit.sha256,
                source=source,
            )
            yield self._kept(decision)

    def _said(self, edit: WorkEdit) -> Iterator[tuple[str, str]]:
        """Yield the fields and values of the changed cells, of the verdict's otherwise."""
        cells = edit.changed
        if not cells and edit.shown.get("verdict"):
            cells = {"verdict": edit.shown["verdict"]}
        for field, text in cells.items():
            if not text:
                yield from _taken_back(field)
            else:
                yield from self._read(text, field)

    def _read(self, text: str, field: str = "") -> Said:
        """Return what one cell says; what is wrong with it is said of that cell."""
        try:
            return self.cells.on_work(text, field=field)
        except CellError as error:
            raise Incomplete(
                error.code, value=shown(text), column=field or "verdict"
            ) from error

    def _of_row(
        self, edit: RowEdit, *, source: str, decider: str
    ) -> Iterator[Candidate]:
        """Yield what an added or changed row of the sheet of decisions says."""
        cells = edit.cells
        by = cells.get("by") or decider
        if not cells.get("verdict") and edit.entry is None:
            raise Incomplete("decision_no_verdict", column="verdict")
        if not by:
            said = cells.get("verdict", "")
            raise Incomplete("decision_no_name", value=said, column="by")
        given = Decision(
            kind="work",
            subject="",
            field="",
            value="",
            by=by,
            on=self.cells.day(cells.get("on", "")),
            reason=cells.get("reason", ""),
            basis=cells.get("basis", ""),
            source=source,
        )
        if edit.entry is not None:
            yield self._changed(given, edit, edit.entry)
        elif cells.get("path") or cells.get("work_id"):
            work = self._find(cells.get("work_id", ""), cells.get("path", ""))
            for field, value in self.cells.on_work(cells["verdict"]):
                yield self._bound(replace(given, field=field, value=value), work)
        else:
            yield self._on_result(given, cells)

    def _changed(self, given: Decision, edit: RowEdit, entry: Entry) -> Candidate:
        """Return a known row with what was changed in it."""
        old = entry.decision
        if "verdict" in edit.changed:
            value = self._value(old, edit.cells["verdict"])
            stale = {"on", "reason", "basis"} - edit.changed
            given = replace(
                given,
                on=None if "on" in stale else given.on,
                reason="" if "reason" in stale else given.reason,
                basis="" if "basis" in stale else given.basis,
            )
        else:
            value = old.value
        return Candidate(
            decision=replace(
                given,
                kind=old.kind,
                subject=old.subject,
                field=old.field,
                value=value,
                path=old.path,
                sha256=old.sha256,
            ),
            origin=entry.origin,
            authors=entry.authors,
        )

    def _value(self, old: Decision, text: str) -> str:
        if not text:
            return WITHDRAWN
        if old.kind == "result":
            return self.cells.on_result(text)
        said: Said = self.cells.on_work(text)
        values = dict(said)
        if old.field not in values:
            raise Incomplete("unknown_decision", value=text, column="verdict")
        return values[old.field]

    def _on_result(self, given: Decision, cells: Mapping[str, str]) -> Candidate:
        subject = cells.get("subject", "")
        if not subject or not cells.get("criterion"):
            raise Incomplete(
                "decision_about_nothing", value=cells["verdict"], column="verdict"
            )
        known = self.organisations.get(subject) or self._person(subject)
        return Candidate(
            decision=replace(
                given,
                kind="result",
                subject=known,
                field=self._criterion(cells["criterion"]),
                value=self.cells.on_result(cells["verdict"]),
            )
        )

    def _person(self, written: str) -> str:
        """Return a member id; what is wrong with the name is said of the name."""
        try:
            return self.cells.subject(written)
        except CellError as error:
            raise Incomplete(
                error.code, value=shown(written), column="subject"
            ) from error

    def _criterion(self, written: str) -> str:
        found = self.criteria.get(name_of(written))
        if found is None:
            raise Incomplete("decision_no_criterion", value=written, column="criterion")
        return found

    def _find(self, work_id: str, path: str) -> Work:
        work_id = work_id if work_id.startswith("w-") else ""
        found = self.places.find(work_id=work_id, path=path)
        if isinstance(found, str):
            column = "path" if path else "work_id"
            raise Incomplete(found, value=path or work_id, column=column)
        return found

    def _bound(self, decision: Decision, work: Work) -> Candidate:
        return self._kept(
            replace(
                decision,
                subject=work.work_id,
                path=work.path,
                sha256=self.digests.get(work.path, ""),
            )
        )

    def _kept(self, decision: Decision) -> Candidate:
        """Return the decision on a work with the path it was first decided on under."""
        work = self.places.work_at(decision.path)
        known = work is not None and work.work_id == decision.subject
        return Candidate(
            decision=decision,
            origin=self.places.origin_of(decision.subject, decision.path),
            authors=authors_of(work) if work is not None and known else "",
        )


def _row_key(told: Decision, named: str) -> _RowKey:
    """Return what a row of a table is known by: table, words, and what it names."""
    return (place_of(told.source), told.field, statement_of(told), named)


def _speaks_of(written: Decision, entry: Entry) -> bool:
    told = entry.decision
    if written.path:
        return ends_with(told.path, written.path) or ends_with(
            entry.origin, written.path
        )
    return written.subject == told.subject


def _taken_back(field: str) -> Said:
    if field == "verdict":
        return tuple((each, WITHDRAWN) for each in ("verdict", "copied", "book"))
    return ((field, WITHDRAWN),)


def _problem(
    error: Incomplete | CellError, source: str, value: str = ""
) -> TableProblem:
    return incomplete(error, value).at(*place_in(source))
