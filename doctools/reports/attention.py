"""Sorts a result into what a person has to settle and what can be taken as it is.

Every item is one decision or one conclusion and says where it comes from, so that
both numbers at the head of the report can be counted again by hand. `docs/reports.md`
lists the rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doctools.messages.lists import joined
from doctools.model import FileOutcome, FileStatus
from doctools.reports.pairs import Pair, pairs_of

if TYPE_CHECKING:
    from doctools.records import Work
    from doctools.result import Result

NOT_READ = frozenset(FileStatus) - {FileStatus.OK, FileStatus.SKIPPED}
"""Statuses of files of which something is missing from the result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to settle, or one that is settled.

    Attributes:
        kind: group it is listed in: classified, file, work, overlap,
            common_passage, decision, tie, criterion, assumption, table; of ready ones
            work, criterion, repeat.
        code: what is the matter; `report.remedy.KIND.CODE` and `report.do.KIND` say
            what to do.
        where: path, criterion, award, or table and row.
        paths: files concerned.
        key: index or identifier that a report can link to.
        facts: numbers and names for the sentence.
    """

    kind: str
    code: str
    where: str
    paths: tuple[str, ...] = ()
    key: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


def needs_person(result: Result) -> tuple[Item, ...]:
    """Return everything that waits for a person, the most pressing first."""
    return (
        *_classified(result),
        *_files(result),
        *_works(result),
        *_decisions(result),
        *_overlaps(result),
        *_common_passages(result),
        *_ties(result),
        *_criteria(result),
        *_assumptions(result),
        *_tables(result),
    )


def ready(result: Result) -> tuple[Item, ...]:
    """Return what can be taken over as it is: works, criterion results, repeats."""
    return (*_ready_works(result), *_ready_criteria(result), *_ready_repeats(result))


def open_paths(result: Result) -> frozenset[str]:
    """Return the files that stand in an open overlap or common passage."""
    return frozenset(
        path
        for item in (*_overlaps(result), *_common_passages(result))
        for path in item.paths
    )


def not_read(result: Result) -> tuple[FileOutcome, ...]:
    """Return the files of which something is missing from the result."""
    return tuple(file for file in result.files if file.status in NOT_READ)


def _classified(result: Result) -> Iterator[Item]:
    for file in not_read(result):
        if file.status is FileStatus.CLASSIFIED:
            yield Item(
                kind="classified", code="classified", where=file.path, key=file.path
            )


def _files(result: Result) -> Iterator[Item]:
    decided = _decided_paths(result)
    for file in not_read(result):
        if file.status is FileStatus.NEEDS_OCR and file.path in decided:
            continue
        if file.status is not FileStatus.CLASSIFIED:
            yield Item(
                kind="file", code=f"file_{file.status}", where=file.path, key=file.path
            )


def _works(result: Result) -> Iterator[Item]:
    asked = _asked_by_rules(result)
    for index, work in enumerate(result.works):
        codes = work.codes if work.status == "pending" else ()
        if work.status == "ok":
            codes = asked.get(work.work_id, ())
        if codes or work.status == "pending":
            yield Item(
                kind="work",
                code=codes[0] if codes else "pending",
                where=work.path,
                paths=(work.path,),
                key=str(index),
                facts={"title": work.title, "codes": " ".join(codes)},
            )


def _asked_by_rules(result: Result) -> Mapping[str, tuple[str, ...]]:
    """Return what rules still ask about works that need nothing otherwise, by work id.

    Only where the answer may change a result, or the order of an award.
    """
    informs = {info.identifier for info in result.criteria if info.severity == "info"}
    orders = {key for info in result.award_infos for key in info.rank}
    found: dict[str, dict[str, None]] = {}
    for entry in result.criterion_results:
        matters = entry.status == "pending" or entry.criterion in orders
        if matters and entry.criterion not in informs and entry.decided is None:
            for work in entry.pending:
                found.setdefault(work.work_id, {})[work.code] = None
    return {work_id: tuple(codes) for work_id, codes in found.items()}


def _decided_paths(result: Result) -> frozenset[str]:
    """Return the works on which a person gave a verdict or a finding of copying."""
    return frozenset(
        work.path
        for work in result.works
        for told in work.decided
        if told.field in ("verdict", "copied") and not told.outdated
    )


def _decisions(result: Result) -> Iterator[Item]:
    """Yield contradictions between persons, and what they wrote that cannot apply."""
    for standing in result.decisions:
        if standing.state == "conflict":
            yield Item(
                kind="decision",
                code="decision_conflict",
                where=standing.path or standing.entry.decision.subject,
                key=standing.entry.identifier,
            )
    for problem in result.decision_problems:
        yield Item(
            kind="decision",
            code=problem.code,
            where=problem.row.table,
            facts={**dict(problem.facts), "row": str(problem.row.row)},
        )


def _overlaps(result: Result) -> Iterator[Item]:
    decided = _decided_paths(result)
    for index, pair in enumerate(pairs_of(result.overlaps)):
        waits = pair.is_open or pair.is_from_before
        if not waits or decided.issuperset(_batch_paths(pair)):
            continue
        yield Item(
            kind="overlap",
            code=f"overlap_{pair.tier}" if pair.is_open else "overlap_from_before",
            where=f"{pair.left} ↔ {pair.right}",
            paths=_batch_paths(pair),
            key=str(index),
            facts={
                "left": pair.left,
                "right": pair.right,
                "passages": str(len(pair.counting or pair.overlaps)),
                "longest": str(pair.longest),
                "characters": str(pair.characters),
            },
        )


def _batch_paths(pair: Pair) -> tuple[str, ...]:
    return (pair.left, pair.right) if pair.store == "batch" else (pair.left,)


def _common_passages(result: Result) -> Iterator[Item]:
    for index, passage in enumerate(result.common_passages):
        holders = {(holder.store, holder.path) for holder in passage.holders}
        paths = tuple(
            dict.fromkeys(h.path for h in passage.holders if h.store == "batch")
        )
        yield Item(
            kind="common_passage",
            code="common_passage",
            where=paths[0] if paths else "",
            paths=paths,
            key=str(index),
            facts={"holders": str(len(holders)), "characters": str(passage.characters)},
        )


def _ties(result: Result) -> Iterator[Item]:
    names = {info.identifier: info.name for info in result.award_infos}
    for index, award in enumerate(result.awards):
        tied = [entry.name for entry in award.ranking if entry.status == "tied"]
        if tied:
            yield Item(
                kind="tie",
                code="tie",
                where=names.get(award.award, award.award),
                key=str(index),
                facts={"names": joined(tied), "quota": str(award.quota)},
            )


def _criteria(result: Result) -> Iterator[Item]:
    names = {info.identifier: info.name for info in result.criteria}
    waiting = Counter(
        (entry.criterion, entry.status)
        for entry in result.criterion_results
        if entry.status in ("pending", "no_data")
    )
    counted = {entry.criterion for entry in result.criterion_results if entry.counted}
    # What only informs waits for nobody.
    informs = {info.identifier for info in result.criteria if info.severity == "info"}
    order = [i.identifier for i in result.criteria if i.identifier not in informs]
    order += sorted({criterion for criterion, _ in waiting} - {*order, *informs})
    reviewed = {info.identifier for info in result.criteria if info.review} & counted
    for criterion in order:
        for status in ("pending", "no_data"):
            if number := waiting[criterion, status]:
                yield Item(
                    kind="criterion",
                    code=f"criterion_{status}",
                    where=names.get(criterion, criterion),
                    key=criterion,
                    facts={"subjects": str(number)},
                )
        if criterion in reviewed:
            yield Item(
                kind="criterion",
                code="criterion_review",
                where=names.get(criterion, criterion),
                key=criterion,
            )


def _assumptions(result: Result) -> Iterator[Item]:
    for assumption in result.assumptions:
        if not assumption.signed_off_by:
            yield Item(
                kind="assumption",
                code="assumption",
                where=assumption.label or assumption.key,
                key=assumption.key,
                facts={"value": assumption.value},
            )


def _tables(result: Result) -> Iterator[Item]:
    for index, problem in enumerate(result.table_problems):
        yield Item(
            kind="table",
            code=problem.code,
            where=problem.row.table,
            key=str(index),
            facts={**dict(problem.facts), "row": str(problem.row.row)},
        )


def _ready_works(result: Result) -> Iterator[Item]:
    shared, asked = open_paths(result), _asked_by_rules(result)
    for index, work in enumerate(result.works):
        open_ = work.path in shared or work.work_id in asked
        if is_settled(work) and not open_:
            yield Item(
                kind="work",
                code="ready_work",
                where=work.path,
                paths=(work.path,),
                key=str(index),
                facts={"title": work.title},
            )


def is_settled(work: Work) -> bool:
    """Tell whether author, type and month of a work are all beyond doubt."""
    return (
        work.status == "ok"
        and work.certain
        and work.document_type is not None
        and work.period is not None
        and bool(work.members or work.organisation)
    )


def _ready_criteria(result: Result) -> Iterator[Item]:
    names = {info.identifier: info.name for info in result.criteria}
    reviewed = {info.identifier for info in result.criteria if info.review}
    for entry in result.criterion_results:
        settled = entry.status in ("met", "not_met") and not entry.pending
        if settled and entry.criterion not in reviewed:
            yield Item(
                kind="criterion",
                code=f"ready_{entry.status}",
                where=names.get(entry.criterion, entry.criterion),
                key=entry.criterion,
                facts={"subject": entry.subject},
            )


def _ready_repeats(result: Result) -> Iterator[Item]:
    for repeat in result.repeats:
        if repeat.removed and repeat.kind == "exact":
            yield Item(
                kind="repeat",
                code="ready_repeat",
                where=repeat.path,
                paths=(repeat.path,),
                facts={"characters": str(repeat.characters)},
            )
