"""The story of a run: a folder of submissions in, a checked and counted result out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from doctools import archiving, scope, sharing
from doctools.awards import criteria as criteria_file
from doctools.batch import (
    Batch,
    Progress,
    Settings,
    examine_files,
    read_texts,
    silence,
)
from doctools.deciding.hearing import Hearing, hear
from doctools.deciding.sources import Sources
from doctools.intake.discover import discover
from doctools.judging import attribute_illegible, judge
from doctools.layout.analyse import layout_of_path
from doctools.layout.doctype import DOCUMENT_TYPES
from doctools.members.assignments import Assignments
from doctools.members.attribution import attribute, attribute_unread
from doctools.members.campaign import CampaignPeriod
from doctools.members.counts import count
from doctools.members.decided import decide, decide_authors, refuse
from doctools.members.outlets_shipped import with_shipped
from doctools.members.tables import load_facts
from doctools.members.works import authorship, resolve
from doctools.model import FileStatus
from doctools.overlap.across import ComparedText
from doctools.result import Result
from doctools.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from doctools.awards.criteria import Criteria
    from doctools.campaign import CampaignFolder
    from doctools.facts import Facts
    from doctools.messages import Catalogue
    from doctools.model import Document
    from doctools.records import Work
    from doctools.result import Examination


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
    campaign: CampaignFolder,
    *,
    settings: Settings,
    words: Catalogue,
    means: Means,
    decisions: Sources | None = None,
) -> tuple[Result, Batch]:
    """Return everything a campaign folder holds, and the batch it was found in.

    Args:
        campaign: the parts of the folder.
        settings: what is asked of every file.
        words: of the language.
        means: what the run works with.
        decisions: what persons decided, apart from the table of decisions; new
            decisions are entered into its journal.

    Raises:
        UsageError: a table or the criteria file cannot be used.
    """
    archiving.refuse_unusable(campaign.archive)
    criteria = (
        criteria_file.load(campaign.criteria, document_types=DOCUMENT_TYPES)
        if campaign.criteria
        else None
    )
    period = _period(campaign, criteria)
    facts = with_shipped(
        load_facts(
            campaign.tables,
            roster=campaign.roster,
            document_types=DOCUMENT_TYPES,
            named=criteria.tables if criteria else {},
            months=period.months() if period else (),
        )
    )
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
    batch, ignored = silence(batch, settings)
    mapping = Assignments(
        facts.assignments, paths=(outcome.path for outcome in batch.outcomes)
    )
    works = attribute_all(batch, facts=facts, period=period, mapping=mapping)
    sources = decisions or Sources()
    hearing = hear(
        sources,
        works=works,
        facts=facts,
        digests={found.path: found.sha256 or "" for found in batch.outcomes},
        criteria=criteria,
        months=scope.months(works, period=period),
    )
    works = decide_authors(works, hearing.on_works, people=facts.people)
    compared_all = archiving.compare_all(
        compared(batch.documents, works),
        references=compared(references.documents),
        templates=compared(templates.documents),
        folder=campaign.archive,
        works=works,
        title=campaign.title,
    )
    comparison = compared_all.comparison
    shared = sharing.sharing_of(comparison, works)
    works = _counting(
        works,
        hearing,
        resolve=partial(
            resolve,
            near_duplicates=sharing.near_duplicates(comparison.similarities),
            shared=shared.shares,
            shared_with=shared.partners,
            suspect_from=campaign.config.overlap.suspect_from,
        ),
    )
    months = scope.months(works, period=period)
    result = Result(
        run=scope.describe_batch(
            batch,
            references=references,
            templates=templates,
            archive=compared_all.sizes,
            config_sha256=scope.config_digest(campaign, settings),
            sources=scope.source_digests(campaign),
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
        archived=compared_all.archived,
        has_roster="roster" in facts.present,
        months=months,
        people=facts.people,
        organisations=facts.organisations,
        table_problems=(*scope.of_tables(facts), *mapping.problems),
        decision_problems=(*scope.of_decisions(facts), *hearing.problems),
        told=hearing.told,
        findings_ignored=ignored,
        taken_over=sources.taken_over,
    )
    if criteria is not None:
        result = judge(
            result,
            criteria,
            facts=facts,
            words=words,
            hearing=hearing,
            illegible=attribute_illegible(
                batch.outcomes, facts=facts, period=period, mapping=mapping
            ),
        )
    result = _entered(result, hearing, decisions)
    return scope.with_totals(result), batch


def compare_only(
    batch: Batch,
    references: Batch,
    *,
    roster: Path | None,
    archive: Path | None = None,
    title: str = "",
) -> Result:
    """Return what works share, with the authors a roster knows; nothing is counted.

    Args:
        batch: the works.
        references: reference texts.
        roster: file that names the members, or None.
        archive: folder of past submissions to compare with, or None.
        title: of the campaign; what it put into the archive itself is left out.

    Raises:
        UsageError: the roster cannot be used.
    """
    works = attribute_all(batch, facts=load_facts(None, roster=roster), period=None)
    compared_all = archiving.compare_all(
        compared(batch.documents, works),
        references=compared(references.documents),
        folder=archive,
        works=works,
        title=title,
    )
    comparison = compared_all.comparison
    result = Result(
        run=scope.describe_batch(
            batch, references=references, archive=compared_all.sizes
        ),
        title="",
        files=batch.outcomes,
        overlaps=comparison.overlaps,
        common_passages=comparison.common_passages,
        similarities=comparison.similarities,
        documents=batch.documents,
        sources=references.documents,
        known={work.path: work for work in works},
        archived=compared_all.archived,
    )
    return scope.with_shared_totals(result)


def attribute_all(
    batch: Batch,
    *,
    facts: Facts,
    period: CampaignPeriod | None,
    mapping: Assignments | None = None,
) -> tuple[Work, ...]:
    """Return one work for every file that could be read or is an image, by path."""
    return tuple(
        work
        for found in batch.examinations.values()
        if (work := _attributed(found, facts=facts, period=period, mapping=mapping))
    )


def _attributed(
    found: Examination,
    *,
    facts: Facts,
    period: CampaignPeriod | None,
    mapping: Assignments | None,
) -> Work | None:
    outcome = found.outcome
    assigned = mapping.of(outcome.path) if mapping else None
    if outcome.status is FileStatus.NEEDS_OCR:
        return attribute_unread(
            outcome,
            layout_of_path(outcome.path),
            facts=facts,
            campaign=period,
            assigned=assigned,
        )
    if found.document is None or found.layout is None:
        return None
    return attribute(
        found.document, found.layout, facts=facts, campaign=period, assigned=assigned
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
            pages=page_starts(document),
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


def page_starts(document: Document) -> tuple[tuple[int, int], ...]:
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
    order = criteria.documents.dates if criteria else ()
    if given.first and given.last:
        return CampaignPeriod(first=given.first, last=given.last, date_order=order)
    if criteria and criteria.first and criteria.last:
        return CampaignPeriod(
            first=criteria.first, last=criteria.last, date_order=order
        )
    return None


def _counting(
    works: tuple[Work, ...],
    hearing: Hearing,
    *,
    resolve: Callable[[tuple[Work, ...]], tuple[Work, ...]],
) -> tuple[Work, ...]:
    """Return the works as they count; what the program alone would say stays beside."""
    computed = resolve(works)
    refused = refuse(works, hearing.on_works)
    return decide(
        computed if refused == works else resolve(refused),
        hearing.on_works,
        computed=computed,
        outdated=hearing.outdated,
    )


def _entered(result: Result, hearing: Hearing, decisions: Sources | None) -> Result:
    """Enter what was newly decided; return the result with all decisions."""
    added = hearing.with_computed(result.works, result.criterion_results)
    if decisions and decisions.keep:
        decisions.keep(added)
    standings = hearing.standings(result.works, result.criterion_results, added=added)
    return replace(result, decisions=standings)


def _forget_the_rest(workspace: Workspace | None, *batches: Batch) -> None:
    """Drop from the journal what belongs to files that are gone."""
    if workspace:
        workspace.forget_examinations_except(
            frozenset().union(*(batch.keys for batch in batches))
        )
        workspace.forget_pages_except(
            {one.sha256 for batch in batches for one in batch.outcomes if one.sha256}
        )
