"""What a run covered: months, totals, what was compared with what."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from doctools import __version__
from doctools.config import settings_for_digest
from doctools.lexicon import silenced
from doctools.records import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.batch import Batch, Settings
    from doctools.campaign import CampaignFolder
    from doctools.members.campaign import CampaignPeriod
    from doctools.records import Work
    from doctools.result import Result


def describe_batch(
    batch: Batch,
    *,
    references: Batch,
    templates: Batch | None = None,
    config_sha256: str = "",
) -> Run:
    """Return the record of a run, its totals still empty."""
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
            "archive": False,
            "internet": False,
            "cnki": False,
            "ai": False,
        },
    )


def with_totals(result: Result) -> Result:
    """Return the result with the totals of its records."""
    statuses = Counter(work.status for work in result.works)
    totals = {
        "works": len(result.works),
        "works_ok": statuses["ok"],
        "works_pending": statuses["pending"],
        "works_rejected": statuses["rejected"],
        "findings": len(result.findings),
        "findings_ignored": result.findings_ignored,
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
