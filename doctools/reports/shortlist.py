"""An award's ranking with what each candidate's place rests on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.records import CriterionResult, RankedSubject
from doctools.result import CriterionInfo

if TYPE_CHECKING:
    from doctools.records import Award
    from doctools.result import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One criterion of one candidate; `result` is None where nothing was worked out."""

    info: CriterionInfo
    result: CriterionResult | None

    @property
    def status(self) -> str:
        """The result's status: met, not_met, pending or no_data."""
        return self.result.status if self.result else "no_data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One line of a ranking, papers kept apart from all other conditions.

    `order` holds what decides the order, the first first.
    """

    entry: RankedSubject
    lines: tuple[Line, ...]
    order: tuple[Line, ...] = ()

    @property
    def papers(self) -> str:
        """enough, pending, short or none (the award asks for no papers)."""
        statuses = {line.status for line in self.lines if line.info.needs_documents}
        if not statuses:
            return "none"
        if "not_met" in statuses:
            return "short"
        return "enough" if statuses == {"met"} else "pending"

    @property
    def others(self) -> Counter[str]:
        """How many of the other conditions have each status."""
        return Counter(
            line.status for line in self.lines if not line.info.needs_documents
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortlist:
    """One award: its name, places, conditions and candidates in order of rank.

    `open` says why it is not final; empty if it is.
    """

    identifier: str
    name: str
    quota: int
    criteria: tuple[CriterionInfo, ...]
    candidates: tuple[Candidate, ...]
    open: tuple[str, ...] = ()


def shortlists_of(result: Result) -> tuple[Shortlist, ...]:
    """Return every award of the result, in the order of the criteria file."""
    return tuple(_shortlist(award, result) for award in result.awards)


def reasons_open(award: Award) -> tuple[str, ...]:
    """Return why an award is not final, as `Award.open` names it; or nothing."""
    return () if award.final else award.open or ("pending",)


def _shortlist(award: Award, result: Result) -> Shortlist:
    info = next((i for i in result.award_infos if i.identifier == award.award), None)
    must = info.must if info else ()
    criteria = tuple(entry for entry in result.criteria if entry.identifier in must)
    by_id = {entry.identifier: entry for entry in result.criteria}
    order = tuple(by_id[key] for key in (info.rank if info else ()) if key in by_id)
    results = {(r.subject, r.criterion): r for r in result.criterion_results}

    def lines(subject: str, asked: tuple[CriterionInfo, ...]) -> tuple[Line, ...]:
        return tuple(
            Line(info=each, result=results.get((subject, each.identifier)))
            for each in asked
        )

    return Shortlist(
        identifier=award.award,
        name=info.name if info else award.award,
        quota=award.quota,
        criteria=criteria,
        open=reasons_open(award),
        candidates=tuple(
            Candidate(
                entry=entry,
                lines=lines(entry.subject, criteria),
                order=lines(entry.subject, order),
            )
            for entry in award.ranking
        ),
    )
