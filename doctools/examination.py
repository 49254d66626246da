"""What is done with one file by itself: read, lay out, look for typos and repeats.

`examine` is the function that engines run, in a worker process, next to the file. It
takes and returns plain data, so that it runs the same in any engine. What reads and
checks is imported there, by the stages that are asked for: the process that hands the
jobs out needs none of it, and it takes half of its start.
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
from doctools.intake import kinds
from doctools.intake.discover import Input
from doctools.model import Document, FileOutcome, FileStatus, Layout, Source
from doctools.result import Examination
from doctools.typos.profiles import level_of, profile_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doctools.readers.recognised import RecognisedPage
    from doctools.records import Finding, Repeat

VERSION = 3
"""Raised with every change that makes stored results wrong."""

ADAPTER = TypeAdapter(Examination)

SHARING_VIOLATIONS = frozenset({32, 33})
"""What Windows answers where another program has a file, or a part of it, to itself."""
_UNOPENED = {PermissionError: "no_permission", FileNotFoundError: "gone"}


def examine(settings: Mapping[str, Any], job: Mapping[str, Any]) -> str:
    """Return the seconds spent and the examination of one file, as two JSON lines.

    Args:
        settings: of the run: stages (layout, typos, repeats), level, profile,
            language, dictionaries, ignore, names, near, references, file_bytes.
        job: path (as in the contract), file (where it lies), places (in an archive) and
            kind (or None for what its content says).

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
    from doctools.intake import guard  # noqa: PLC0415 - see above
    from doctools.readers.recognised import Recognised  # noqa: PLC0415 - see above
    from doctools.readers.registry import read  # noqa: PLC0415 - see above

    path = str(job["path"]).encode("utf-8", "replace").decode()
    given = Input(path=path, file=Path(job["file"]), places=tuple(job["places"]))
    most = settings["file_bytes"]
    try:
        size = given.file.stat().st_size
        if size > most and not given.places:
            return Examination(outcome=_too_large(path, size, most))
        data = given.read(most=most)
    except OSError as error:
        outcome = unopened(path, error)
        if outcome.code == "no_permission" and _is_open_elsewhere(given.file, error):
            outcome = replace(outcome, code="locked")
        return Examination(outcome=outcome)
    except ReadError as error:
        unread = unopened(path, OSError())
        status = FileStatus(error.status)
        unread = replace(unread, status=status, code=error.code, detail=error.facts)
        return Examination(outcome=unread)
    kind = job["kind"] or kinds.kind_of(data, path)
    source = Source(
        path=path, sha256=sha256(data).hexdigest(), kind=kind, size=len(data)
    )
    try:
        guard.check(
            data, kind=kind, limits=guard.Limits(file_bytes=settings["file_bytes"])
        )
        recognised = {
            page["number"]: Recognised.validate_python(page)
            for page in job.get("recognised", ())
        }
        document = read(data, source, recognised)
    except ReadError as error:
        return Examination(outcome=_unread(source, error))
    clock.stage("read")
    examination = _look(document, settings, clock)
    return _noted(examination, recognised) if recognised else examination


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
        from doctools.layout.analyse import analyse  # noqa: PLC0415 - see above

        document, layout = analyse(document)
        clock.stage("layout")
    if "repeats" in stages:
        from doctools.overlap import within  # noqa: PLC0415 - see above

        repeats = within.find_repeats(
            document, near=settings["near"], references=settings["references"]
        )
        removed = tuple(sorted(within.removed_blocks(document, repeats)))
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


def _noted(
    examination: Examination, recognised: Mapping[int, RecognisedPage]
) -> Examination:
    """Return the examination of a file with recognised pages, saying so.

    What looks like a typo there is mostly misread, and no error of the author's: it is
    left out.
    """
    document = examination.document
    if document is None:
        return examination
    numbers = frozenset(document.recognised)
    outcome = replace(examination.outcome, recognised=len(numbers))
    lost = [
        f"{number}-{lines}"
        for number in document.recognised
        for lines in recognised[number].lost
    ]
    if lost:
        outcome = replace(outcome, detail={"places": " ".join(lost)})
    elif outcome.code is None:
        outcome = replace(
            outcome, code="recognised", detail={"pages": str(len(numbers))}
        )
    return replace(
        examination,
        outcome=outcome,
        findings=tuple(f for f in examination.findings if f.page not in numbers),
    )


def _typos(
    document: Document, layout: Layout | None, settings: Mapping[str, Any]
) -> tuple[Finding, ...]:
    from doctools.lexicon.load import load  # noqa: PLC0415 - see above
    from doctools.typos.check import check  # noqa: PLC0415 - see above

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


def _is_open_elsewhere(file: Path, error: OSError) -> bool:
    """Tell whether a program holds a file that the system will not let us open.

    Windows says so; elsewhere Word and WPS leave a file of the owner's name beside it,
    which begins with ~$ in the place of up to two characters.
    """
    if getattr(error, "winerror", None) in SHARING_VIOLATIONS:
        return True
    owners = (f"~${file.name[gone:]}" for gone in range(3))
    return any(file.with_name(owner).exists() for owner in owners)


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
