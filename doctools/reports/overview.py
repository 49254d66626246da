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
    """Yield what waits for a person, what can be posted, then the totals."""
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
    yield from _kinds(result, words)
    yield from _lists(result, words)
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


def _kinds(result: Result, words: Catalogue) -> Iterator[str]:
    """Yield how many items of each kind wait, in the order of the report."""
    counts = Counter(item.kind for item in needs_person(result))
    if counts:
        kinds = words.listed(
            words(
                "terminal.number_of", name=words(f"report.kind.{kind}"), number=number
            )
            for kind, number in counts.items()
        )
        yield words("terminal.of_these", kinds=kinds)


def _lists(result: Result, words: Catalogue) -> Iterator[str]:
    """Yield for each award how far it is, and whether its list can be posted."""
    if result.awards:
        yield words("terminal.lists")
    names = {award.identifier: award.name for award in result.award_infos}
    for award in result.awards:
        statuses = Counter(entry.status for entry in award.ranking)
        reasons = reasons_in_words(reasons_open(award), words)
        yield words(
            "terminal.award",
            name=names.get(award.award, award.award),
            quota=award.quota,
            selected=statuses["selected"],
            tied=statuses["tied"],
            pending=statuses["pending"],
            post=words("terminal.not_yet", reasons=reasons)
            if reasons
            else words("terminal.post" if statuses["selected"] else "terminal.nobody"),
        )


def _tiers(result: Result) -> dict[str, int]:
    copies = [
        found
        for found in result.overlaps
        if found.class_ == "copy" and found.right.store in ("batch", "archive")
    ]
    tiers = Counter(found.tier for found in copies)
    return {
        "strong": tiers["strong"],
        "review": tiers["review"],
        "hint": tiers["hint"],
        "common": len(result.common_passages),
    }
