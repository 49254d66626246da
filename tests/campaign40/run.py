"""Runs the invented campaign in this process and tells its results by code."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from campaign40 import papers, tables
from campaign40.ledger import HERE, Ledger, codes, load, subject

from doctools import campaign, messages, pipeline
from doctools.awards import criteria
from doctools.awards.evaluate import evaluate
from doctools.awards.ranking import rank
from doctools.batch import Settings
from doctools.layout.doctype import DOCUMENT_TYPES
from doctools.members.tables import load_facts
from doctools.result import Result
from doctools.text.privacy import mask_private
from doctools.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from campaign40.ledger import Line
    from campaign40.tables import Places

    from doctools.records import CriterionResult

Key = tuple[str, str]
"""Code of a subject and id of a criterion."""

SCHEME: Final = "评选标准.toml"
_PAPERS: Final = "稿件"
_TABLES: Final = "台账"
_JUDGED: Final = frozenset({"events", "exams", "days", "marks", "themes"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One result, or one line of an award, as the hand-worked tables write it."""

    status: str
    value: float | None = None
    evidence: frozenset[str] = frozenset()
    pending: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    points: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A run with the results by code."""

    result: Result
    found: dict[Key, Found]

    @property
    def statuses(self) -> dict[Key, str]:
        """The status of every result."""
        return {key: found.status for key, found in self.found.items()}


class Runner:
    """The campaign on disk; a variant is written over it and taken back."""

    def __init__(self, folder: Path, workspace: Workspace) -> None:
        self.ledger = load()
        self._folder = folder
        self._workspace = workspace
        papers.write_works(self.ledger, folder / _PAPERS)
        self._places = tables.write_tables(self.ledger, folder / _TABLES)
        self._put_scheme(SCHEME)
        self.outcome = self._run(self.ledger, self._places)

    @property
    def rows(self) -> int:
        """How many rows the tables have."""
        return len(self._places)

    def ranking(self, award: str) -> set[tuple[str, str, str]]:
        """Return code, rank and status of all who are chosen, tied or waiting."""
        return {
            (code, str(found.value or ""), found.status)
            for (code, rule), found in self.outcome.found.items()
            if rule == award and found.status != "not_selected"
        }

    def know(self, ledgers: Iterable[Ledger]) -> None:
        """Read the files in which variants differ, all at once: workers start slowly."""
        known = self.ledger["works"]
        lines = [
            line
            for ledger in ledgers
            for code, line in ledger["works"].items()
            if known.get(code) != line
        ]
        beside = self._folder.with_name("变动")
        for line in lines:
            papers.write_work(line, beside / _PAPERS)
        tables.write_tables(self.ledger, beside / _TABLES)
        self._pipeline(beside)

    def under(self, scheme: str) -> Outcome:
        """Return what comes of the campaign under another scheme."""
        self._put_scheme(scheme)
        return self._judge(self.ledger, self._places)

    def variant(
        self, ledger: Ledger, *, scheme: str = SCHEME, whole: bool = False
    ) -> Outcome:
        """Return what comes of a ledger that differs from ours; ours is put back.

        Where only rows changed that no work rests on, the works are judged anew and
        not read again, unless the `whole` run is asked for.
        """
        self._put_scheme(scheme)
        changed = [t for t in ledger.tables if ledger[t] != self.ledger[t]]
        run = self._run if whole or not _JUDGED.issuperset(changed) else self._judge
        try:
            places = self._write(ledger, changed)
            return run(ledger, places)
        finally:
            self._write(self.ledger, changed, instead_of=ledger)

    def _put_scheme(self, name: str) -> None:
        shutil.copy(HERE / name, self._folder / SCHEME)

    def _write(
        self, ledger: Ledger, changed: list[str], *, instead_of: Ledger | None = None
    ) -> Places:
        places = self._places
        for table in changed:
            if table == "works":
                self._write_works(ledger, instead_of or self.ledger)
            else:
                new = tables.write_tables(ledger, self._folder / _TABLES, table)
                labels = {label for label, _ in new}
                kept = {p: code for p, code in places.items() if p[0] not in labels}
                places = {**kept, **new}
        return places

    def _write_works(self, ledger: Ledger, before: Ledger) -> None:
        for code, line in before["works"].items():
            if ledger["works"].get(code) != line:
                (self._folder / _PAPERS / line["path"]).unlink()
        for code, line in ledger["works"].items():
            if before["works"].get(code) != line:
                papers.write_work(line, self._folder / _PAPERS)

    def _run(self, ledger: Ledger, places: Places) -> Outcome:
        result = self._pipeline(self._folder)
        return Outcome(result=result, found=_by_code(result, ledger, places))

    def _pipeline(self, folder: Path) -> Result:
        result, _ = pipeline.run(
            campaign.look_at(folder),
            settings=Settings(language="zh"),
            words=messages.load("zh"),
            means=pipeline.Means(slots=2, workspace=self._workspace),
        )
        return result

    def _judge(self, ledger: Ledger, places: Places) -> Outcome:
        rules = criteria.load(self._folder / SCHEME, document_types=DOCUMENT_TYPES)
        facts = load_facts(self._folder / _TABLES)
        before = self.outcome.result
        results = evaluate(
            rules,
            facts=facts,
            works=before.works,
            text_of=lambda path: before.documents[path].text,
        )
        result = replace(
            before,
            criterion_results=results,
            awards=rank(rules, facts=facts, results=results),
        )
        return Outcome(result=result, found=_by_code(result, ledger, places))


class _Keeping(Workspace):
    """A journal that forgets nothing: a variant's file may be wanted again."""

    def __init__(self, journal: Workspace) -> None:
        self.__dict__.update(journal.__dict__)

    def forget_examinations_except(self, keys: Collection[str]) -> None:
        """Keep them all."""


@contextmanager
def runner(folder: Path) -> Iterator[Runner]:
    """Open the campaign in a new folder."""
    campaign_folder = folder / "柳泉镇"
    campaign_folder.mkdir()
    with open_workspace(folder / "结果") as workspace:
        yield Runner(campaign_folder, _Keeping(workspace))


def _by_code(result: Result, ledger: Ledger, places: Places) -> dict[Key, Found]:
    known = {
        subject(code, ledger): code
        for code in (*ledger["people"], *ledger["organisations"])
    }
    by_path = {
        mask_private(line["path"]): code for code, line in ledger["works"].items()
    }
    works: defaultdict[str, list[str]] = defaultdict(list)
    for work in result.works:
        if work.status != "rejected" or work.work_id not in works:
            code = by_path[work.path.removeprefix(f"{_PAPERS}/")]
            works[work.work_id].append(code.removesuffix("dup"))
    results = {
        (known[each.subject], each.criterion): _found(each, works, places)
        for each in result.criterion_results
    }
    chosen = {
        (known[line.subject], award.award): Found(status=line.status, value=line.rank)
        for award in result.awards
        for line in award.ranking
    }
    return {**results, **chosen}


def _found(each: CriterionResult, works: dict[str, list[str]], places: Places) -> Found:
    rows = {places[row.table, row.row] for row in each.rows}

    def named(ids: tuple[str, ...]) -> frozenset[str]:
        return frozenset(code for i in ids for code in works[i])

    points: defaultdict[str, float] = defaultdict(float)
    for line in each.points:
        points[line.rule] += line.points
    return Found(
        status=each.status,
        value=each.value,
        points={rule: round(value, 4) for rule, value in points.items() if value},
        evidence=named(each.counted) | rows,
        pending=named(tuple(work.work_id for work in each.pending)),
        rejected=named(tuple(work.work_id for work in each.rejected)),
    )


def differences(line: Line, found: Found | None) -> list[str]:
    """Return in words how a result differs from the line worked out by hand."""
    if found is None:
        return ["没有这个结果"]
    wrong = []
    if found.status != line["status"]:
        wrong.append(f"应为 {line['status']}，得 {found.status}")
    value = round(float(Fraction(line["value"])), 4) if line["value"] else None
    if found.value != value:
        wrong.append(f"数值应为 {line['value'] or '无'}，得 {found.value}")
    wanted = set(codes(line["evidence"]))
    if missing := sorted(wanted - found.evidence):
        wrong.append(f"依据缺 {'、'.join(missing)}")
    if surplus := sorted(found.evidence - wanted):
        wrong.append(f"依据多 {'、'.join(surplus)}")
    for key, have in (("pending", found.pending), ("rejected", found.rejected)):
        if absent := sorted(set(codes(line[key])) - have):
            wrong.append(f"{key} 缺 {'、'.join(absent)}")
    return wrong
