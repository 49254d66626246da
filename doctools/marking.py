"""Makes the marked copy of one file: what engines run once its findings are known.

As `examination.examine` it takes and returns plain data and works in a process of its
own: what a hostile file does to a library costs that file and no other.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doctools import messages
from doctools.errors import ReadError
from doctools.intake.discover import Input
from doctools.messages import Catalogue
from doctools.model import Source
from doctools.readers.docx import read_docx
from doctools.readers.pdf_places import rectangles
from doctools.readers.registry import read
from doctools.readers.word_origins import word_origins
from doctools.records import Finding
from doctools.reports import annotate_docx, annotate_pdf, plain_docx
from doctools.reports.wording import visible
from doctools.text.origins import WordOrigin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doctools.model import Document
    from doctools.reports.marks import Copy


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedFile:
    """What became of one file.

    Attributes:
        kind: of the copy: docx or pdf.
        corrected: findings mended by a tracked change.
        noted: findings with a comment or a highlight.
        listed: findings only told of in the summary.
        was_signed: whether the original bears a digital signature.
        changed: whether the file has changed since it was examined; there is no copy.
    """

    kind: str = ""
    corrected: int = 0
    noted: int = 0
    listed: int = 0
    was_signed: bool = False
    changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What is to be marked, and how."""

    data: bytes
    source: Source
    findings: tuple[Finding, ...]
    words: Catalogue
    level: str
    unread: tuple[str, ...]
    revisions: bool


def mark(settings: Mapping[str, Any], job: Mapping[str, Any]) -> str:
    """Write the marked copy of one file; return a `MarkedFile` as JSON.

    Args:
        settings: of the run: language, file_bytes, and revisions (else comments).
        job: file (where it lies), places (in an archive), kind, sha256 (as examined), findings (as records),
            level (least that was looked for), warnings (codes of what could not be
            read) and target (where the copy goes).
    """
    given = Input(path="", file=Path(job["file"]), places=tuple(job["places"]))
    try:
        data = given.read(most=settings["file_bytes"])
    except ReadError:  # the archive it was in is another one
        return json.dumps(asdict(MarkedFile(changed=True)))
    if sha256(data).hexdigest() != job["sha256"]:
        return json.dumps(asdict(MarkedFile(changed=True)))
    words = messages.load(settings["language"])
    findings = (
        Finding(**{**one, "suggestions": tuple(one["suggestions"])})
        for one in job["findings"]
    )
    task = _Task(
        data=data,
        source=Source(path="", sha256=job["sha256"], kind=job["kind"], size=len(data)),
        findings=tuple(findings),
        words=words,
        level=job["level"],
        unread=tuple(words(f"file.{code}") for code in job["warnings"]),
        revisions=settings["revisions"],
    )
    kind, copy = _marked(task)
    Path(job["target"]).write_bytes(copy.data)
    marked = MarkedFile(
        kind=kind,
        corrected=copy.marked.corrected,
        noted=copy.marked.noted,
        listed=len(copy.marked.listed),
        was_signed=copy.was_signed,
    )
    return json.dumps(asdict(marked))


def _marked(task: _Task) -> tuple[str, Copy]:
    """Return the kind of a copy and the copy."""
    if task.source.kind == "docx":
        return "docx", _word_copy(task, task.data, origins=word_origins(task.data))
    if task.source.kind == "pdf":
        with suppress(annotate_pdf.UnmarkableError):
            return "pdf", _pdf_copy(task)
    return "docx", _plain_copy(task)


def _word_copy(
    task: _Task, data: bytes, *, origins: Mapping[str, Sequence[WordOrigin]]
) -> Copy:
    return annotate_docx.annotate(
        data,
        task.findings,
        origins=origins,
        words=task.words,
        level=task.level,
        unread=task.unread,
        revisions=task.revisions,
    )


def _pdf_copy(task: _Task) -> Copy:
    spans = [(one.layer, one.block, one.start, one.end) for one in task.findings]
    return annotate_pdf.annotate(
        task.data,
        task.findings,
        places=rectangles(task.data, spans),
        words=task.words,
        level=task.level,
        unread=task.unread,
    )


def _plain_copy(task: _Task) -> Copy:
    """Mark a plain Word file of the text: texts have no place for a comment."""
    document = read(task.data, task.source)
    word = plain_docx.build(document)
    origins = [WordOrigin(part="", pieces=())] * len(document.blocks)
    read_again = read_docx(word, replace(task.source, kind="docx")).blocks
    for block, origin in zip(read_again, word_origins(word)["body"], strict=True):
        # one paragraph for each block, as it was built
        origins[block.location.paragraph or 0] = origin
    moved = tuple(
        _as_written(one, document) if one.layer == "body" else one
        for one in task.findings
    )
    return _word_copy(replace(task, findings=moved), word, origins={"body": origins})


def _as_written(finding: Finding, document: Document) -> Finding:
    """Return a finding with its offsets in the paragraph that `plain_docx` writes."""
    block = document.blocks[finding.block]

    def place(offset: int) -> int:
        return len(visible(block.shown[: len(block.number) + offset]))

    return replace(finding, start=place(finding.start), end=place(finding.end))
