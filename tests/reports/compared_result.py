"""A comparison of a few texts, as the writers receive it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.model import (
    Block,
    Document,
    Evidence,
    FileOutcome,
    FileStatus,
    Properties,
    Source,
)
from doctools.overlap.across import compare
from doctools.pipeline import compared
from doctools.records import Run, Work, WorkMember
from doctools.result import Result

if TYPE_CHECKING:
    from collections.abc import Mapping


def text(path: str, *lines: str, modified: str | None = None) -> Document:
    """Return a document of a line a block."""
    return Document(
        source=Source(path=path, sha256=f"{len(path):064x}", kind="txt", size=1),
        blocks=tuple(Block(text=line) for line in lines),
        properties=Properties(author="张三丰", modified=modified),
    )


def work(path: str, *names: str, date: str | None = None) -> Work:
    """Return what is known of a text: authors and the date it states."""
    told = {"date": Evidence(source="signature", text=date)} if date else {}
    return Work(
        work_id=f"w-{path}",
        path=path,
        document_type=None,
        certain=False,
        members=tuple(
            WorkMember(member_id=None, name=name, branch=None) for name in names
        ),
        authors=len(names),
        date=date,
        evidence=told,
    )


def result(
    documents: Mapping[str, Document],
    *,
    sources: Mapping[str, Document] | None = None,
    known: tuple[Work, ...] = (),
) -> Result:
    """Return the comparison of documents with each other and with public texts."""
    found = compare(compared(documents, known), references=compared(sources or {}))
    return Result(
        run=Run(
            version="1",
            config_sha256="",
            inputs=len(documents),
            by_status={"ok": len(documents)},
            totals={},
            scope={"works": len(documents), "references": 0, "internet": False},
        ),
        title="",
        files=tuple(
            FileOutcome(
                path=path,
                sha256=document.source.sha256,
                kind="txt",
                status=FileStatus.OK,
                characters=len(document.text),
            )
            for path, document in documents.items()
        ),
        overlaps=found.overlaps,
        common_passages=found.common_passages,
        similarities=found.similarities,
        documents=documents,
        sources=sources or {},
        known={one.path: one for one in known},
    )
