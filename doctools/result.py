"""Everything one run found, as the writers receive it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from doctools.facts import Organisation, Person, TableProblem
from doctools.model import Document, FileOutcome, Layout
from doctools.records import (
    Award,
    CommonPassage,
    CriterionResult,
    Finding,
    MemberCount,
    Overlap,
    Repeat,
    Run,
    Similarity,
    Work,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What was found out about one file by itself.

    Attributes:
        outcome: how reading it ended.
        document: its text, or None where there is none or it must not be shown.
        layout: None where it was not asked for, as are the others.
        findings: typos and broken conventions.
        repeats: passages that stand in it twice.
        removed: blocks that its cleaned copy drops.
    """

    outcome: FileOutcome
    document: Document | None = None
    layout: Layout | None = None
    findings: tuple[Finding, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    removed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionInfo:
    """What a report says of a criterion beside its results.

    Attributes:
        identifier: `member.books`.
        name: as the criteria file gives it.
        quote: words of the official document it rests on.
        sentence: the rule as one Chinese sentence.
        needs_documents: whether it counts submissions; the others rest on tables.
        review: whether a person is asked to look at what was counted.
        decisive: whether an award asks for it.
    """

    identifier: str
    name: str
    quote: str
    sentence: str
    needs_documents: bool
    review: bool = False
    decisive: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardInfo:
    """What a report says of an award beside its ranking."""

    identifier: str
    name: str
    quota: int
    must: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A number no official document supports: 本单位自定，需签认."""

    key: str
    value: str
    signed_off_by: str | None


@dataclass(frozen=True, kw_only=True)
class Result:
    """One run, complete.

    Attributes:
        title: of the campaign or folder.
        documents: text of the readable files by path; classified ones are absent.
        has_roster: without one, names stand as found.
        months: `2010-01` …, the columns of the grid.
        people: the roster; empty without one.
    """

    run: Run
    title: str
    files: tuple[FileOutcome, ...]
    works: tuple[Work, ...] = ()
    findings: tuple[Finding, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    common_passages: tuple[CommonPassage, ...] = ()
    similarities: tuple[Similarity, ...] = ()
    member_counts: tuple[MemberCount, ...] = ()
    criterion_results: tuple[CriterionResult, ...] = ()
    awards: tuple[Award, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)
    has_roster: bool = False
    months: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    criteria: tuple[CriterionInfo, ...] = ()
    award_infos: tuple[AwardInfo, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    table_problems: tuple[TableProblem, ...] = ()
