"""The story of a run: a folder of submissions in, a checked and counted result out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doctools import scope, sharing
from doctools.awards import criteria as criteria_file
from doctools.awards.evaluate import evaluate
from doctools.awards.explain import assumptions, award_infos, describe
from doctools.awards.ranking import rank
from doctools.batch import Batch, Progress, Settings, examine_files, read_texts
from doctools.intake.discover import discover
from doctools.layout.doctype import DOCUMENT_TYPES
from doctools.members.attribution import attribute
from doctools.members.campaign import CampaignPeriod
from doctools.members.counts import count
from doctools.members.tables import load_facts
from doctools.members.works import authorship, resolve
from doctools.overlap.across import ComparedText, compare
from doctools.result import Result
from doctools.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from doctools.awards.criteria import Criteria
    from doctools.campaign import CampaignFolder
    from doctools.facts import Facts
    from doctools.messages import Catalogue
    from doctools.model import Document
    from doctools.records import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a run works with; none of it changes the result.

    Attributes:
        slots: worker processes at a time.
        workspace: journal to go on from, or None.
        progress: hears of every finished file, or None.
    """

    slots: int = 1
    workspace: Workspace | None = None
    progress: Progress | None = None


def run(
    campaign: CampaignFolder, *, settings: Settings, words: Catalogue, means: Means
) -> tuple[Result, Batch]:
    """Return everything a campaign folder holds, and the batch it was found in.

    Raises:
        UsageError: a table or the criteria file cannot be used.
    """
    facts = load_facts(campaign.tables, roster=campaign.roster)
    criteria = (
        criteria_file.load(campaign.criteria, document_types=DOCUMENT_TYPES)
        if campaign.criteria
        else None
    )
    period = _period(campaign, criteria)
    references = _read(campaign.references, settings=settings, means=means)
    templates = _read(campaign.templates, settings=settings, means=means)
    batch = examine_files(
        discover([campaign.folder]),
        settings=replace(
            settings,
            stages=("layout", "repeats", "typos"),
            names=tuple(sorted({person.name for person in facts.people})),
            references=tuple(found.text for found in references.documents.values()),
        ),
        slots=means.slots,
        workspace=means.workspace,
        progress=means.progress,
    )
    _forget_the_rest(means.workspace, batch, references, templates)
    works = attribute_all(batch, facts=facts, period=period)
    comparison = compare(
        compared(batch.documents, works),
        references=compared(references.documents),
        templates=compared(templates.documents),
    )
    shared = sharing.sharing_of(comparison, works)
    works = resolve(
        works,
        near_duplicates=sharing.near_duplicates(comparison.similarities),
        shared=shared.shares,
        shared_with=shared.partners,
        suspect_from=campaign.config.overlap.suspect_from,
    )
    months = scope.months(works, period=period)
    result = Result(
        run=scope.describe_batch(
            batch,
            references=references,
            templates=templates,
            config_sha256=scope.config_digest(campaign, settings),
        ),
        title=campaign.title,
        files=batch.outcomes,
        works=works,
        findings=batch.findings,
        repeats=batch.repeats,
        overlaps=comparison.overlaps,
        common_passages=comparison.common_passages,
        similarities=comparison.similarities,
        member_counts=count(works, facts=facts, months=months),
        documents=batch.documents,
        has_roster="roster" in facts.present,
        months=months,
        people=facts.people,
        organisations=facts.organisations,
        table_problems=facts.problems,
    )
    if criteria is not None:
        result = _judge(result, criteria, facts=facts, words=words)
    return scope.with_totals(result), batch


def compare_only(batch: Batch, references: Batch, *, roster: Path | None) -> Result:
    """Return what works share, with the authors a roster knows; nothing is counted.

    Raises:
        UsageError: the roster cannot be used.
    """
    works = attribute_all(batch, facts=load_facts(None, roster=roster), period=None)
    comparison = compare(
        compared(batch.documents, works), references=compared(references.documents)
    )
    return Result(
        run=scope.describe_batch(batch, references=references),
        title="",
        files=batch.outcomes,
        overlaps=comparison.overlaps,
        common_passages=comparison.common_passages,
        similarities=comparison.similarities,
        documents=batch.documents,
    )


def attribute_all(
    batch: Batch, *, facts: Facts, period: CampaignPeriod | None
) -> tuple[Work, ...]:
    """Return one work for every file that could be read, by path."""
    return tuple(
        attribute(found.document, found.layout, facts=facts, campaign=period)
        for found in batch.examinations.values()
        if found.document is not None and found.layout is not None
    )


def compared(
    documents: Mapping[str, Document], works: Sequence[Work] = ()
) -> tuple[ComparedText, ...]:
    """Return the texts as the comparison takes them, with authors and dates."""
    known = {work.path: work for work in works}
    return tuple(
        ComparedText(
            path=path,
            text=document.text,
            pages=_page_starts(document),
            authors=_names(known[path]) if path in known else frozenset(),
            date=known[path].date if path in known else None,
        )
        for path, document in documents.items()
    )


def _read(paths: Sequence[Path], *, settings: Settings, means: Means) -> Batch:
    return read_texts(
        paths,
        settings=settings,
        slots=means.slots,
        workspace=means.workspace,
        progress=means.progress,
    )


def _names(work: Work) -> frozenset[str]:
    """Return what the settled authors of a work are known by."""
    return frozenset(name for _, name in authorship(work))


def _page_starts(document: Document) -> tuple[tuple[int, int], ...]:
    """Return where each page begins: offset in the document text, page number."""
    starts: list[tuple[int, int]] = []
    for block, start in zip(document.blocks, document.block_starts, strict=True):
        page = block.location.page
        if page is not None and (not starts or starts[-1][1] != page):
            starts.append((start - len(block.number), page))
    return tuple(starts)


def _period(
    campaign: CampaignFolder, criteria: Criteria | None
) -> CampaignPeriod | None:
    """Return the days the campaign covers: `doctools.toml`, else the criteria."""
    given = campaign.config.campaign
    if given.first and given.last:
        return CampaignPeriod(first=given.first, last=given.last)
    if criteria and criteria.first and criteria.last:
        return CampaignPeriod(first=criteria.first, last=criteria.last)
    return None


def _judge(
    result: Result, criteria: Criteria, *, facts: Facts, words: Catalogue
) -> Result:
    results = evaluate(criteria, facts=facts, works=result.works)
    return replace(
        result,
        criterion_results=results,
        awards=rank(criteria, facts=facts, results=results),
        criteria=describe(criteria, words=words),
        award_infos=award_infos(criteria),
        assumptions=assumptions(criteria),
    )


def _forget_the_rest(workspace: Workspace | None, *batches: Batch) -> None:
    """Drop from the journal what belongs to files that are gone."""
    if workspace:
        workspace.forget_examinations_except(
            frozenset().union(*(batch.keys for batch in batches))
        )
