"""Everything one run found, as the writers receive it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from doctools.decisions import Standing
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
        measure: count, ratio, share … as the criteria file gives it.
        review: whether a person is asked to look at what was counted.
        decisive: whether an award asks for it.
        severity: required or info; what only informs waits for nobody.
        unit: of its value: works, books, times, days, things, share or score.
        allow_missing: periods that may fall short.
        late_days: days after its month in which a monthly paper may be dated, or None.
    """

    identifier: str
    name: str
    quote: str
    sentence: str
    needs_documents: bool
    review: bool = False
    decisive: bool = True
    measure: str = ""
    severity: str = "required"
    unit: str = ""
    allow_missing: int = 0
    late_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardInfo:
    """What a report says of an award beside its ranking.

    `must` and `rank` name the criteria asked for, and those that decide the order.
    """

    identifier: str
    name: str
    quota: int
    must: tuple[str, ...]
    rank: tuple[str, ...] = ()
    publicity_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A number or reading no official document supports: 本单位自定，需签认.

    Attributes:
        key: its name in `[assumptions]`, or the name of a rule that has numbers of its
            own and no quote.
        value: as a person reads it.
        label: what it is about, in words.
    """

    key: str
    value: str
    signed_off_by: str | None
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Result:
    """One run, complete.

    Attributes:
        title: of the campaign or folder.
        documents: text of the readable files by path; classified ones are absent.
        archived: texts of the archive that overlaps name, by their path there.
        has_roster: without one, names stand as found.
        months: `2010-01` …, the columns of the grid.
        people: the roster; empty without one.
        decisions: everything persons decided, and what became of it.
        decision_problems: what was written for a decision and could not be applied.
        told: marks of all cells of workbooks that could not be applied, see
            `facts.TableProblem`.
        findings_ignored: how many findings are shown no more, as the office wished.
        taken_over: how many remarks on findings were ever taken over from workbooks.
        sources: texts of reference files by path, of a mere comparison.
        known: what is known of the texts of a mere comparison, by path; no records.
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
    archived: Mapping[str, Document] = field(default_factory=dict)
    has_roster: bool = False
    months: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    criteria: tuple[CriterionInfo, ...] = ()
    award_infos: tuple[AwardInfo, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    table_problems: tuple[TableProblem, ...] = ()
    decisions: tuple[Standing, ...] = ()
    decision_problems: tuple[TableProblem, ...] = ()
    told: tuple[str, ...] = ()
    findings_ignored: int = 0
    taken_over: int = 0
    sources: Mapping[str, Document] = field(default_factory=dict)
    known: Mapping[str, Work] = field(default_factory=dict)
