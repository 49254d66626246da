"""What a run found, on one screen."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from doctools.reports.attention import needs_person, ready
from doctools.reports.plain_text import masked
from doctools.reports.shortlist import reasons_open
from doctools.reports.wording import reasons_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.messages import Catalogue
    from doctools.result import Result


@masked
def lines(result: Result, *, words: Catalogue) -> Iterator[str]:
    """Yield the title, the two numbers that matter, totals and shortlists."""
    totals = result.run.totals
    levels = Counter(finding.level for finding in result.findings)
    yield words("terminal.title", title=result.title)
    if not result.has_roster:
        yield words("terminal.no_roster")
    yield words(
        "terminal.attention",
        waiting=len(needs_person(result)),
        ready=len(ready(result)),
    )
    yield words("terminal.works", **totals)
    yield words(
        "terminal.findings",
        error=levels["error"],
        warning=levels["warning"],
        info=levels["info"],
        repeats=totals["repeats"],
    )
    if result.findings_ignored:
        yield words("terminal.findings_ignored", count=result.findings_ignored)
    yield words("terminal.overlaps", **_tiers(result))
    names = {award.identifier: award.name for award in result.award_infos}
    for award in result.awards:
        statuses = Counter(entry.status for entry in award.ranking)
        yield words(
            "terminal.award",
            name=names.get(award.award, award.award),
            quota=award.quota,
            selected=statuses["selected"],
            tied=statuses["tied"],
            pending=statuses["pending"],
        )
        if reasons := reasons_open(award):
            said = reasons_in_words(reasons, words)
            yield "    " + words("report.not_final", reasons=said)


def _tiers(result: Result) -> dict[str, int]:
    copies = [
        found
        for found in result.overlaps
        if found.class_ == "copy" and found.right.store == "batch"
    ]
    tiers = Counter(found.tier for found in copies)
    return {
        "strong": tiers["strong"],
        "review": tiers["review"],
        "hint": tiers["hint"],
        "common": len(result.common_passages),
    }
