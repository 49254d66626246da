"""Decisions, entries and works for tests, built by lines of code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doctools.decisions import Decision, Entry
from doctools.journal.admission import Candidate, admit
from doctools.records import Work, WorkMember

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

WORK = "w-0123456789ab"
OTHER = "w-ba9876543210"
PATH = "稿件/张三-3月.txt"
ZHANG = WorkMember(member_id="张三@第一支部", name="张三", branch="第一支部")
LI = WorkMember(member_id="李四@第二支部", name="李四", branch="第二支部")


def decision(
    value: str = "counted",
    *,
    field: str = "verdict",
    by: str = "李主任",
    source: str = "决定.xlsx 2",
    on: date | None = None,
    path: str = PATH,
    subject: str = WORK,
    reason: str = "",
) -> Decision:
    """Return a decision on a work."""
    return Decision(
        kind="work",
        subject=subject,
        field=field,
        value=value,
        by=by,
        source=source,
        on=on,
        path=path,
        reason=reason,
    )


def on_result(value: str, *, subject: str, criterion: str) -> Decision:
    """Return a decision on a result."""
    return Decision(
        kind="result",
        subject=subject,
        field=criterion,
        value=value,
        by="李主任",
        source="决定.xlsx 2",
    )


def candidate(told: Decision, *, seen: Sequence[Entry] = ()) -> Candidate:
    """Return a decision as it stands in a table or, with `seen`, in a workbook."""
    return Candidate(
        decision=told,
        origin=told.path,
        seen=frozenset(entry.identifier for entry in seen),
    )


def entered(*told: Decision) -> tuple[Entry, ...]:
    """Return a journal that holds nothing but these decisions."""
    return admit((), [candidate(each) for each in told], recorded="2010-07-01")


def work(
    path: str = PATH,
    *codes: str,
    work_id: str = WORK,
    members: tuple[WorkMember, ...] = (ZHANG,),
    **fields: object,
) -> Work:
    """Return a note of March, pending if there are codes."""
    made = Work(
        work_id=work_id,
        path=path,
        document_type="读书笔记",
        certain=True,
        members=members,
        period="2010-03",
        status="pending" if codes else "ok",
        codes=codes,
        title="读《论语》有感",
        characters=800,
    )
    return replace(made, **fields)  # type: ignore[arg-type]
