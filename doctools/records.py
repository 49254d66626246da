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
    "CommonPassage",
    "CriterionResult",
    "EvidenceRow",
    "Finding",
    "Holder",
    "MemberCount",
    "Overlap",
    "OverlapSide",
    "PendingWork",
    "RankedSubject",
    "Ratios",
    "Repeat",
    "RepeatSide",
    "Run",
    "Similarity",
    "Work",
    "WorkMember",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkMember:
    """A member who wrote a work. `member_id` is None without a roster."""

    member_id: str | None
    name: str
    branch: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One submission: whose, what, when, published where.

    Attributes:
        work_id: `w-` and 12 hexadecimal digits of the SHA-256 of the folded text.
        path: of the file.
        document_type: closed list of `layout.doctype`, or None.
        certain: whether the type is beyond doubt.
        members: authors in the order named.
        organisation: name of the organisation that handed it in as its own paper.
        date: as far as known, `PartialDate` written as a string.
        period: month the work counts for, `2010-03`, or None.
        book: title of the book a note is about.
        outlet: name of the newspaper or periodical it appeared in.
        level: level of the outlet, or of adoption.
        status: ok, pending or rejected.
        codes: pending or rejection codes.
        evidence: for each field what it was read from.
        characters: code points of the work's folded text.
        same_as: paths of other files that hold the same text by the same author.
    """

    work_id: str
    path: str
    document_type: str | None
    certain: bool
    members: tuple[WorkMember, ...] = ()
    organisation: str | None = None
    date: str | None = None
    period: str | None = None
    book: str | None = None
    outlet: str | None = None
    level: str | None = None
    status: str = "ok"
    codes: tuple[str, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    title: str = ""
    characters: int = 0
    same_as: tuple[str, ...] = ()


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
class OverlapSide:
    """One side of an overlap. `store` is batch, archive or reference."""

    path: str
    doc_start: int
    doc_end: int
    page: int | None = None
    store: str = "batch"


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
    """A work that holds a common passage."""

    path: str
    doc_start: int
    doc_end: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedSubject:
    """One line of an award's ranking; `rank` is a competition rank from 1."""

    rank: int | None
    subject: str
    name: str
    branch: str | None
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """Who would receive an award, and who waits for a decision."""

    award: str
    quota: int
    ranking: tuple[RankedSubject, ...]


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
    """

    version: str
    config_sha256: str
    inputs: int
    by_status: Mapping[str, int]
    totals: Mapping[str, int]
    scope: Mapping[str, str | int | bool]
