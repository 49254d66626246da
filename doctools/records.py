"""The records other programs rely on, field for field as `docs/contract.md` fixes them.

`reports/records.py` writes them as JSON Lines, `doctools schema` prints their JSON
Schema. A field named `class_` is written `class`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from doctools.model import Evidence

__all__ = [
    "Award",
    "Cause",
    "Change",
    "CommonPassage",
    "CriterionResult",
    "Decided",
    "EvidenceRow",
    "Finding",
    "Holder",
    "MemberCount",
    "Move",
    "Overlap",
    "OverlapSide",
    "PendingWork",
    "PointsLine",
    "RankedSubject",
    "Ratios",
    "Repeat",
    "RepeatSide",
    "Run",
    "SeatShare",
    "Similarity",
    "Work",
    "WorkMember",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkMember:
    """A member who wrote a work.

    Attributes:
        member_id: None without a roster.
        place: among all authors, from 1, where people outside the roster are among them
            and the paper tells their order; else None.
    """

    member_id: str | None
    name: str
    branch: str | None
    place: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a named person decided about one field; `computed` is what it replaced.

    Attributes:
        field: verdict, members, document_type, period or copied; of a result `status`.
        on: the day it was decided, as `2010-07-01`; where nobody wrote it, the day it
            was entered into the journal; None where there is no journal.
        outdated: whether the file has changed since; then the decision is not applied.
    """

    field: str
    value: str
    computed: str
    by: str
    on: str | None = None
    reason: str = ""
    basis: str = ""
    outdated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One submission: whose, what, when, published where.

    Attributes:
        work_id: `w-` and 12 hexadecimal digits of the SHA-256 of the folded text; of
            the file's bytes where it holds no text that can be read.
        path: of the file.
        document_type: closed list of `layout.doctype`, or None.
        certain: whether the type is beyond doubt.
        members: authors in the order of authorship, whoever held the pen first; only
            people of the roster where there is one.
        authors: number of authors named, outsiders included; 0 where nobody is named.
        organisation: name of the organisation that handed it in as its own paper.
        date: as far as known, `PartialDate` written as a string.
        period: month the work counts for, `2010-03`, or None.
        book: title of the book a note is about.
        outlet: name of the newspaper or periodical it appeared in.
        outlet_kind: 报纸, 期刊, 网络媒体 or 内部资料, by the outlet table, CN number or permit.
        level: level of the outlet, or of adoption.
        status: ok, pending or rejected.
        codes: pending or rejection codes.
        evidence: for each field what it was read from.
        characters: code points of the work's folded text.
        same_as: paths of other files that hold the same text by the same author.
        decided: what persons decided about it.
    """

    work_id: str
    path: str
    document_type: str | None
    certain: bool
    members: tuple[WorkMember, ...] = ()
    authors: int = 0
    organisation: str | None = None
    date: str | None = None
    period: str | None = None
    book: str | None = None
    outlet: str | None = None
    outlet_kind: str | None = None
    level: str | None = None
    status: str = "ok"
    codes: tuple[str, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    title: str = ""
    characters: int = 0
    same_as: tuple[str, ...] = ()
    decided: tuple[Decided, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A likely typo or a broken convention.

    `start`/`end` count in the block's own text, `doc_start`/`doc_end` in the document
    text (None in layers other than the body). `context` is the sentence around it.
    """

    path: str
    layer: str
    code: str
    level: str
    block: int
    start: int
    end: int
    doc_start: int | None
    doc_end: int | None
    page: int | None
    text: str
    suggestions: tuple[str, ...]
    context: str
    reason: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatSide:
    """One occurrence of a repeated passage; `end_block` is the last block in it."""

    block: int
    end_block: int
    doc_start: int
    doc_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A passage that stands twice in one document. `characters` counts `again`."""

    path: str
    kind: str
    first: RepeatSide
    again: RepeatSide
    characters: int
    similarity: float
    removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """A text of the archive: what is known of it, its words apart.

    Attributes:
        sha256: of its folded text; what `archive remove` takes.
        file_sha256: of the file it was read from.
        store: submission or reference.
        path: name it has in the archive, the campaign first; no two are alike.
        title: as read from it, or as given by hand.
        campaign: for which it was handed in.
        authors: names; empty where they were not settled.
        date: stated date, `PartialDate` written as a string, or None.
        source: where a reference text was found, as given by hand.
        added: day it was put into the archive, `2026-11-23`.
    """

    sha256: str
    file_sha256: str = ""
    store: str = "submission"
    path: str = ""
    title: str = ""
    campaign: str = ""
    authors: tuple[str, ...] = ()
    date: str | None = None
    source: str = ""
    added: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapSide:
    """One side of an overlap.

    Attributes:
        store: batch, archive or reference.
        archived: what the archive knows of it, None for files of the run.
    """

    path: str
    doc_start: int
    doc_end: int
    page: int | None = None
    store: str = "batch"
    archived: Archived | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """A passage two works share.

    Attributes:
        left: the smaller path in code-point order; always in the batch.
        right: the other side; archive and reference stand here.
        characters: folded characters of the shorter side.
        residual: those outside reference and common text.
        similarity: 1 - normalised indel distance of the folded sides, 0 to 1.
        class_: copy, quotation, reference, template or own_earlier.
        tier: hint, review or strong.
        earlier: left, right or unknown.
        fingerprint: stable across runs and renamed files.
    """

    left: OverlapSide
    right: OverlapSide
    characters: int
    residual: int
    similarity: float
    class_: str
    tier: str
    earlier: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A work that holds a common passage. `store` is batch or archive."""

    path: str
    doc_start: int
    doc_end: int
    store: str = "batch"
    archived: Archived | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonPassage:
    """A passage that five or more works hold and no reference text does."""

    holders: tuple[Holder, ...]
    characters: int
    text: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratios:
    """Shares of a work's folded characters, 0 to 1; formulas in `docs/reports.md`."""

    total: float
    without_quotation: float
    without_reference: float
    without_own: float
    largest_single: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Similarity:
    """How much of one work is found elsewhere."""

    path: str
    characters: int
    ratios: Ratios
    near_duplicate_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberCount:
    """Works of one member, type and month. `counted` is len(work_ids)."""

    member_id: str | None
    name: str
    branch: str | None
    document_type: str | None
    period: str | None
    counted: float
    pending: int
    rejected: int
    work_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingWork:
    """A work that is pending or rejected, and why."""

    work_id: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """A row of a table that a result rests on; `row` as the spreadsheet shows it."""

    table: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsLine:
    """Points one work, table row or step brought.

    Attributes:
        rule: name of the line of the points rule.
        points: after weights, caps and steps; what did not count is 0.
        work_id: the work, or None.
        row: the row of a table; for an article that counts in every outlet the
            outlet's row; None where the line is a work's or a step's.
        code: why other points than the rule gives one by one: capped,
            lower_of_several, not_credited (an author beyond the ones who get points),
            in_step (its number brought the step's points), step, below_step, carried
            (from last year), not_a_number, rows_disagree.
        period: the month, quarter … a cap or step counts for, empty otherwise.
    """

    rule: str
    points: float
    work_id: str | None = None
    row: EvidenceRow | None = None
    code: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberBehind:
    """A member of an organisation who has not reached what each is asked for.

    Attributes:
        subject: member_id.
        status: not_met, pending or no_data.
    """

    subject: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionResult:
    """What one member or organisation reached in one criterion.

    Attributes:
        subject: member_id, or the organisation's name.
        criterion: id in the criteria file.
        value: what was counted or measured.
        required: what the criterion asks for, as the file says it.
        status: met, not_met, pending or no_data.
        counted: work ids the value rests on.
        rejected: works of the right kind that do not count, and why.
        pending: works a person has to decide on.
        by_period: value per month, quarter …, where the criterion counts by period.
        rows: table rows the value rests on.
        points: the lines of a points rule; their points add up to the value.
        at_most: of a points rule, the points if every pending work counted, or None
            where nothing is pending.
        surplus: of a points rule with carry-over, the points that go over into the
            next year.
        decided: what a person decided instead; `computed` is the status worked out.
        proof: work ids of papers asked for beside the count; they are not counted.
        codes: what a person should see beside the works: sources_disagree where marks
            do, few_proofs where fewer papers prove the count than asked for.
        behind: of a share of an organisation's members, all who have not reached it.
    """

    subject: str
    criterion: str
    value: float | None
    required: float | str | None
    status: str
    counted: tuple[str, ...] = ()
    rejected: tuple[PendingWork, ...] = ()
    pending: tuple[PendingWork, ...] = ()
    by_period: Mapping[str, float] = field(default_factory=dict)
    rows: tuple[EvidenceRow, ...] = ()
    points: tuple[PointsLine, ...] = ()
    at_most: float | None = None
    surplus: float | None = None
    decided: Decided | None = None
    proof: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    behind: tuple[MemberBehind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedSubject:
    """One line of an award's ranking.

    Attributes:
        rank: competition rank from 1 among those who meet every condition, else None.
        status: selected, tied, pending or not_selected.
        reason: what decided beside the rank: seat_minimum (a place kept for the
            branch), seat_maximum (the branch has no more places), seat_remainder (two
            branches have equal claim to one more place), seats_reserved (the places
            left are kept for other branches), too_many_minimums (more places kept than
            there are), pending_could_displace, pending_could_enter; else empty.
    """

    rank: int | None
    subject: str
    name: str
    branch: str | None
    status: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatShare:
    """Places of one branch, by its number of people among those the award is for.

    Attributes:
        branch: None for people whose branch nobody stated.
        members: people of the award's population in it.
        places: that are surely its own.
        undecided: whether one more place is claimed with an equal remainder.
    """

    branch: str | None
    members: int
    places: int
    undecided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """Who would receive an award, and who waits for a decision.

    Attributes:
        final: whether nothing is open any more: no candidate waits, every assumption
            is signed for.
        open: why it is not final: pending, tied, not_signed_off, unclaimed (papers
            without an author or files that would not open could move somebody),
            undecided (something decided conflicts or is incomplete), member_unknown
            (the roster does not say of somebody whether he is a party member).
        publicity_days: days the list is to be shown in public, or None.
        seats: places of each branch, where they are shared out by members.
    """

    award: str
    quota: int
    ranking: tuple[RankedSubject, ...]
    final: bool = True
    open: tuple[str, ...] = ()
    publicity_days: int | None = None
    seats: tuple[SeatShare, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One number or status that differs from an earlier result.

    Attributes:
        field: counted, pending, rejected, value, required, status, rank, quota, final,
            or a period such as `2010-03`.
        before: in the earlier result; None where there was none.
        after: now.
    """

    field: str
    before: float | str | bool | None
    after: float | str | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why something moved.

    Attributes:
        code: file_added, file_removed, file_renamed, file_read, file_unread,
            text_changed, decided, reattributed, document_type_changed, period_changed,
            book_changed, outlet_changed, level_changed, date_changed, reassessed,
            row_added, row_removed, row_changed, tables_changed, rule_changed,
            criteria_changed, settings_changed,
            version_changed, subject_added, subject_removed, criterion_moved,
            other_results, others_moved, list_opened, list_settled.
        path: of the work's file, or the table.
        work_id: of the work, empty for other causes.
        row: of the table, or None.
        before: what it was, in the words of the record.
        after: what it is.
    """

    code: str
    path: str = ""
    work_id: str = ""
    row: int | None = None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Numbers of one subject that differ from an earlier result, and why.

    Attributes:
        of: member_count, criterion_result or award.
        subject: member id or name; empty where the award itself changed.
        item: id of the criterion or award; the document type of a count.
        period: month of a count, else None.
        causes: at least one.
    """

    of: str
    subject: str
    name: str
    branch: str | None
    item: str | None
    period: str | None
    moves: tuple[Move, ...]
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The run itself.

    Attributes:
        version: of doctools.
        config_sha256: of the configuration without paths, jobs and engine.
        inputs: number of input files.
        by_status: number of files per status; the values add up to `inputs`.
        totals: works, findings, repeats, overlaps, pending …
        scope: what was compared with what, and what was not.
        sources: SHA-256 of the criteria file and of every table, by name; from it a later
            run tells which of them changed.
    """

    version: str
    config_sha256: str
    inputs: int
    by_status: Mapping[str, int]
    totals: Mapping[str, int]
    scope: Mapping[str, str | int | bool]
    sources: Mapping[str, str] = field(default_factory=dict)
