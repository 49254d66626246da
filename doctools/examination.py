"""What is done with one file by itself: read, lay out, look for typos and repeats.

`examine` is the function that engines run, in a worker process, next to the file. It
takes and returns plain data, so that it runs the same in any engine.
"""

from __future__ import annotations

import json
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from doctools import messages
from doctools.errors import ReadError
from doctools.intake import guard, kinds
from doctools.layout.analyse import analyse
from doctools.lexicon.load import load
from doctools.model import Document, FileOutcome, FileStatus, Layout, Source
from doctools.overlap.within import find_repeats, removed_blocks
from doctools.readers.registry import read
from doctools.result import Examination
from doctools.typos.check import check
from doctools.typos.profiles import level_of, profile_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doctools.records import Finding, Repeat

VERSION = 1
"""Raised with every change that makes stored results wrong."""

ADAPTER = TypeAdapter(Examination)

_UNOPENED = {PermissionError: "no_permission", FileNotFoundError: "gone"}


def examine(settings: Mapping[str, Any], job: Mapping[str, Any]) -> str:
    """Return the seconds spent and the examination of one file, as two JSON lines.

    Args:
        settings: of the run: stages (layout, typos, repeats), level, profile,
            language, dictionaries, ignore, names, near, references, file_bytes.
        job: path (as in the contract), file (where it lies) and kind (or None for
            what its content says).

    Returns:
        The examination under an empty path: `under_path` puts it in place. A file that
        cannot be read gives an examination that says so, never an exception.
    """
    clock = _Clock()
    examination = _examine(settings, job, clock)
    return (
        f"{json.dumps(clock.seconds)}\n"
        f"{ADAPTER.dump_json(under_path(examination, '')).decode()}"
    )


def under_path(examination: Examination, path: str) -> Examination:
    """Return an examination with all its records under a path."""
    document = examination.document
    if document is not None:
        document = replace(document, source=replace(document.source, path=path))
    return replace(
        examination,
        outcome=replace(examination.outcome, path=path),
        document=document,
        findings=tuple(replace(found, path=path) for found in examination.findings),
        repeats=tuple(replace(found, path=path) for found in examination.repeats),
    )


class _Clock:
    """Wall seconds by stage; for `--timings`, no result depends on it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = time.perf_counter()

    def stage(self, name: str) -> None:
        now = time.perf_counter()
        self.seconds[name] = round(now - self._since, 6)
        self._since = now


def _examine(
    settings: Mapping[str, Any], job: Mapping[str, Any], clock: _Clock
) -> Examination:
    path = str(job["path"]).encode("utf-8", "replace").decode()
    file = Path(job["file"])
    try:
        size = file.stat().st_size
        if size > settings["file_bytes"]:
            return Examination(outcome=_too_large(path, size, settings["file_bytes"]))
        data = file.read_bytes()
    except OSError as error:
        return Examination(outcome=unopened(path, error))
    kind = job["kind"] or kinds.kind_of(data, path)
    source = Source(
        path=path, sha256=sha256(data).hexdigest(), kind=kind, size=len(data)
    )
    try:
        guard.check(
            data, kind=kind, limits=guard.Limits(file_bytes=settings["file_bytes"])
        )
        document = read(data, source)
    except ReadError as error:
        return Examination(outcome=_unread(source, error))
    clock.stage("read")
    return _look(document, settings, clock)


def _look(
    document: Document, settings: Mapping[str, Any], clock: _Clock
) -> Examination:
    stages = settings["stages"]
    layout: Layout | None = None
    findings: tuple[Finding, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    removed: tuple[int, ...] = ()
    outcome = _outcome(document)
    if "layout" in stages:
        document, layout = analyse(document)
        clock.stage("layout")
    if "repeats" in stages:
        repeats = find_repeats(
            document, near=settings["near"], references=settings["references"]
        )
        removed = tuple(sorted(removed_blocks(document, repeats)))
        clock.stage("repeats")
    if "typos" in stages:
        findings = _typos(document, layout, settings)
        clock.stage("typos")
    return Examination(
        outcome=outcome,
        document=document,
        layout=layout,
        findings=findings,
        repeats=repeats,
        removed=removed,
    )


def _typos(
    document: Document, layout: Layout | None, settings: Mapping[str, Any]
) -> tuple[Finding, ...]:
    document_type = layout.document_type if layout else None
    profile = settings["profile"] or profile_of(document_type)
    return check(
        document,
        lexicon=load([Path(folder) for folder in settings["dictionaries"]]),
        level=settings["level"] or level_of(profile),
        words=messages.load(settings["language"]),
        protected=frozenset(settings["names"]) | frozenset(settings["ignore"]),
    )


def _outcome(document: Document) -> FileOutcome:
    return FileOutcome(
        path=document.source.path,
        sha256=document.source.sha256,
        kind=document.source.kind,
        status=FileStatus.PARTIAL if document.warnings else FileStatus.OK,
        code=document.warnings[0] if document.warnings else None,
        characters=len(document.text),
        pages=document.pages,
    )


def _unread(source: Source, error: ReadError) -> FileOutcome:
    return FileOutcome(
        path=source.path,
        sha256=source.sha256,
        kind=source.kind,
        status=FileStatus(error.status),
        code=error.code,
        detail=error.facts,
    )


def _too_large(path: str, size: int, limit: int) -> FileOutcome:
    return replace(
        unopened(path, OSError()),
        status=FileStatus.TOO_LARGE,
        code="too_large",
        detail={"size": str(size // 1_000_000), "limit": str(limit // 1_000_000)},
    )


def unopened(path: str, error: OSError) -> FileOutcome:
    """Return the outcome of a file the system will not let us open."""
    return FileOutcome(
        path=path,
        sha256=None,
        kind=kinds.kind_by_name(path),
        status=FileStatus.LOCKED,
        code=next(
            (code for kind, code in _UNOPENED.items() if isinstance(error, kind)),
            "locked",
        ),
        detail={"reason": error.strerror or type(error).__name__},
    )
