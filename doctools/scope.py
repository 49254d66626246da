"""What a run covered: months, totals, what was compared with what."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from doctools import __version__
from doctools.config import settings_for_digest
from doctools.lexicon import silenced
from doctools.records import Run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doctools.batch import Batch, Settings
    from doctools.campaign import CampaignFolder
    from doctools.facts import Facts, TableProblem
    from doctools.members.campaign import CampaignPeriod
    from doctools.records import Work
    from doctools.result import Result


def describe_batch(
    batch: Batch,
    *,
    references: Batch,
    templates: Batch | None = None,
    archive: tuple[int, int] | None = None,
    config_sha256: str = "",
    sources: Mapping[str, str] = MappingProxyType({}),
) -> Run:
    """Return the record of a run, its totals still empty.

    Args:
        batch: the works.
        references: reference texts.
        templates: text that was handed out.
        archive: submissions and reference texts in the archive; None without one.
        config_sha256: digest of what decides the result beside the papers.
        sources: digests of the parts of the campaign, by name.
    """
    outcomes = batch.outcomes
    statuses = Counter(outcome.status.value for outcome in outcomes)
    return Run(
        version=__version__,
        config_sha256=config_sha256,
        inputs=len(outcomes),
        by_status=dict(sorted(statuses.items())),
        totals={},
        scope={
            "works": len(batch.documents),
            "references": len(references.documents),
            "references_unread": len(references.outcomes) - len(references.documents),
            "templates": len(templates.documents) if templates else 0,
            "archive": archive is not None,
            **_archive_scope(archive),
            "internet": False,
            "cnki": False,
            "ai": False,
        },
        sources=dict(sources),
    )


def _archive_scope(archive: tuple[int, int] | None) -> dict[str, int]:
    """Return how much an archive holds, nothing without one."""
    if archive is None:
        return {}
    return {"archive_works": archive[0], "archive_references": archive[1]}


def with_totals(result: Result) -> Result:
    """Return the result with the totals of its records."""
    statuses = Counter(work.status for work in result.works)
    states = Counter(standing.state for standing in result.decisions)
    totals = {
        "works": len(result.works),
        "works_ok": statuses["ok"],
        "works_pending": statuses["pending"],
        "works_rejected": statuses["rejected"],
        "findings": len(result.findings),
        "findings_ignored": result.findings_ignored,
        "decisions": len(result.decisions),
        "decisions_in_force": states["in_force"],
        "decisions_unclear": len(result.decision_problems),
        "repeats": len(result.repeats),
        **_shared(result),
    }
    return replace(result, run=replace(result.run, totals=totals))


def with_shared_totals(result: Result) -> Result:
    """Return a mere comparison with its totals: texts compared, passages they share."""
    totals = {"works": len(result.documents), **_shared(result)}
    return replace(result, run=replace(result.run, totals=totals))


def _shared(result: Result) -> dict[str, int]:
    return {
        "overlaps": len(result.overlaps),
        "common_passages": len(result.common_passages),
    }


def months(works: Sequence[Work], *, period: CampaignPeriod | None) -> tuple[str, ...]:
    """Return the months of the campaign, or those the works fall in, as `2010-03`."""
    if period is not None:
        return period.months()
    return tuple(sorted({work.period for work in works if work.period}))


def of_decisions(facts: Facts) -> tuple[TableProblem, ...]:
    """Return what is wrong with rows of the table of decisions."""
    own = facts.decision_tables
    return tuple(problem for problem in facts.problems if problem.row.table in own)


def of_tables(facts: Facts) -> tuple[TableProblem, ...]:
    """Return what is wrong with all other tables."""
    own = facts.decision_tables
    return tuple(problem for problem in facts.problems if problem.row.table not in own)


def source_digests(campaign: CampaignFolder) -> dict[str, str]:
    """Return the SHA-256 of the criteria file, the tables and a roster given, by name."""
    tables = campaign.tables.iterdir() if campaign.tables else ()
    files = (campaign.criteria, campaign.roster, *tables)
    return {
        file.name: sha256(file.read_bytes()).hexdigest()
        for file in sorted(filter(None, files))
        if file.is_file() and not file.name.startswith(("~$", "."))
    }


def config_digest(campaign: CampaignFolder, settings: Settings) -> str:
    """Return a SHA-256 of all that decides the result beside the papers themselves."""
    criteria = campaign.criteria
    parts = [
        settings_for_digest(campaign.config),
        settings.digest(),
        sorted(silenced.read(map(Path, settings.dictionaries))),
        sha256(criteria.read_bytes()).hexdigest() if criteria else None,
    ]
    text = json.dumps(parts, sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()
