"""Results and rankings of a run, and what keeps a ranking from being final."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from doctools.awards.evaluate import evaluate
from doctools.awards.explain import assumptions, award_infos, describe
from doctools.awards.finality import (
    with_loose_works,
    with_open_decisions,
    with_unknown_members,
)
from doctools.awards.ranking import rank
from doctools.layout.analyse import layout_of_path
from doctools.members.attribution import attribute_unread
from doctools.model import FileStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doctools.awards.criteria import Criteria
    from doctools.deciding.hearing import Hearing
    from doctools.facts import Facts
    from doctools.members.assignments import Assignments
    from doctools.members.campaign import CampaignPeriod
    from doctools.messages import Catalogue
    from doctools.model import FileOutcome
    from doctools.records import Work
    from doctools.result import Result

_ILLEGIBLE: Final = frozenset(
    {
        FileStatus.SUSPICIOUS_EMPTY,
        FileStatus.ENCRYPTED,
        FileStatus.DAMAGED,
        FileStatus.UNSUPPORTED,
        FileStatus.TOO_LARGE,
        FileStatus.TIMEOUT,
        FileStatus.MEMORY,
        FileStatus.CRASHED,
        FileStatus.LOCKED,
    }
)
"""Statuses of files that may hold a paper; of a classified one nobody asks."""


def attribute_illegible(
    outcomes: Iterable[FileOutcome],
    *,
    facts: Facts,
    period: CampaignPeriod | None,
    mapping: Assignments | None = None,
) -> tuple[Work, ...]:
    """Return what the files that would not open may be, by folder and name.

    They are no works, but as long as they are there no list is final they could change.
    """
    return tuple(
        attribute_unread(
            outcome,
            layout_of_path(outcome.path),
            facts=facts,
            campaign=period,
            assigned=mapping.of(outcome.path) if mapping else None,
        )
        for outcome in outcomes
        if outcome.status in _ILLEGIBLE
    )


def judge(
    result: Result,
    criteria: Criteria,
    *,
    facts: Facts,
    words: Catalogue,
    hearing: Hearing,
    illegible: Sequence[Work],
) -> Result:
    """Return the result with what the criteria make of it.

    Args:
        result: of the run, with all works and the remarks about decisions.
        criteria: as read.
        facts: what the tables say.
        words: in which criteria are described.
        hearing: what persons decided.
        illegible: see `attribute_illegible`.
    """
    documents = result.documents

    def text_of(path: str) -> str:
        return documents[path].text if path in documents else ""

    results = evaluate(
        criteria,
        facts=facts,
        works=result.works,
        text_of=text_of,
        decisions=hearing.on_results,
    )
    awards = with_loose_works(
        rank(criteria, facts=facts, results=results),
        criteria=criteria,
        facts=facts,
        works=result.works,
        unread=illegible,
        decisions=hearing.on_results,
        text_of=text_of,
    )
    if hearing.open or result.decision_problems:
        awards = with_open_decisions(awards)
    if any(p.code == "party_member_not_stated" for p in result.table_problems):
        awards = with_unknown_members(awards, criteria=criteria)
    return replace(
        result,
        criterion_results=results,
        awards=awards,
        criteria=describe(criteria, words=words),
        award_infos=award_infos(criteria),
        assumptions=assumptions(criteria, words=words),
    )
