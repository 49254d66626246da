"""Writes marked copies beside or apart from the originals, and says what came of it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from doctools.engines import local
from doctools.intake.discover import Input, discover
from doctools.marking import MarkedFile, mark
from doctools.reports.files import protected_place, write_atomic
from doctools.result import Examination
from doctools.typos.profiles import level_of, profile_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.batch import Batch, Settings
    from doctools.cli.session import Session

_WORD_SUFFIXES = frozenset({".docx", ".docm", ".dotx", ".dotm"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Original:
    """A file with findings and where it lies."""

    given: Input
    examination: Examination

    @property
    def path(self) -> str:
        return self.examination.outcome.path

    @property
    def kind(self) -> str:
        return self.examination.outcome.kind


def write_marked(
    batch: Batch,
    paths: Sequence[Path],
    *,
    revisions: bool,
    folder: Path | None,
    settings: Settings,
    slots: int,
    session: Session,
) -> bool:
    """Write a marked copy of every file with findings; tell whether all could be made.

    A copy never takes the place of anything but an equal copy.

    Args:
        batch: what was found.
        paths: the command's arguments.
        revisions: track corrections where that can be, else comment.
        folder: where copies go, each under its path; beside the file if None.
        settings: the files were examined with.
        slots: worker processes at a time.
        session: speaks to the person.

    Raises:
        OutputError: a copy could not be written.
    """
    inputs = {given.path: given for given in discover(list(paths)).inputs}
    originals = [
        _Original(given=inputs[path], examination=found)
        for path, found in batch.examinations.items()
        if found.findings and path in inputs and not found.outcome.recognised
    ]
    for outcome in batch.outcomes:
        # what stands where is known of the recognised pages, not of the file's own
        if outcome.recognised and batch.examinations[outcome.path].findings:
            session.terminal.complain("marks.recognised", path=outcome.path)
    writer = _Writer(originals, revisions=revisions, folder=folder, session=session)
    with TemporaryDirectory(prefix="doctools-") as rooms:
        room = Path(rooms)

        def on_answer(index: int, answer: local.Answer) -> None:
            writer.take(index, answer, room / str(index))

        local.run(
            [
                _job(original, room / str(index), settings)
                for index, original in enumerate(originals)
            ],
            work=mark,
            settings={
                "language": session.language,
                "revisions": revisions,
                "file_bytes": settings.file_bytes,
            },
            slots=slots,
            limits=local.Limits(
                seconds=settings.seconds, memory_bytes=settings.memory_bytes
            ),
            on_answer=on_answer,
        )
    writer.report()
    return writer.all_made


def _job(original: _Original, target: Path, settings: Settings) -> dict[str, Any]:
    examination = original.examination
    kind = examination.layout.document_type if examination.layout else None
    document = examination.document
    return {
        "file": os.fspath(original.given.file),
        "places": original.given.places,
        "kind": original.kind,
        "sha256": examination.outcome.sha256,
        "findings": [asdict(finding) for finding in examination.findings],
        "level": settings.level or level_of(settings.profile or profile_of(kind)),
        "warnings": list(document.warnings) if document else [],
        "target": os.fspath(target),
    }


class _Writer:
    """Puts copies into their places as they are made, and keeps count."""

    def __init__(
        self,
        originals: Sequence[_Original],
        *,
        revisions: bool,
        folder: Path | None,
        session: Session,
    ) -> None:
        self._originals = originals
        self._revisions = revisions
        self._folder = folder
        self._session = session
        self._today = datetime.now().astimezone().date()
        self._made: dict[str, tuple[Path, MarkedFile]] = {}
        self._beside: dict[str, Path] = {}
        self._failed: dict[str, str] = {}

    @property
    def all_made(self) -> bool:
        """Whether every copy was made."""
        return not self._failed

    def take(self, index: int, answer: local.Answer, made: Path) -> None:
        """Put the copy that a worker made into its place."""
        original = self._originals[index]
        if answer.result is None:
            self._failed[original.path] = "marks.failed"
            return
        marked = MarkedFile(**json.loads(answer.result))
        if marked.changed:
            self._failed[original.path] = "marks.changed"
            return
        data = made.read_bytes()
        wanted = self._place(original, marked.kind)
        place = protected_place(wanted, data, known={}, today=self._today)
        write_atomic(place, data)
        made.unlink()
        self._made[original.path] = (place, marked)
        if place != wanted:
            self._beside[original.path] = place

    def _place(self, original: _Original, kind: str) -> Path:
        """Return where a copy belongs: the name of the original and what was done."""
        words = self._session.words
        corrects = self._revisions and kind == "docx"
        added = words("marks.suffix_revisions" if corrects else "marks.suffix_comments")
        if self._folder is None:
            own = original.given.beside
        else:
            own = self._folder.joinpath(*original.path.split("/"))
        suffixes = _WORD_SUFFIXES if kind == "docx" else {".pdf"}
        if original.kind == kind and own.suffix.lower() in suffixes:
            return own.with_stem(own.stem + added)
        return own.with_name(f"{own.name}{added}.{kind}")

    def report(self) -> None:
        """Say where the copies are, and of each what a person has to know."""
        terminal = self._session.terminal
        for path, (place, marked) in sorted(self._made.items()):
            original_kind = next(o.kind for o in self._originals if o.path == path)
            if marked.was_signed:
                terminal.complain(f"marks.signed_{marked.kind}", path=path)
            if original_kind == "pdf" and marked.kind == "docx":
                terminal.complain("marks.pdf_as_word", path=path, name=place.name)
            elif original_kind == "pdf" and self._revisions:
                terminal.say("marks.pdf_has_no_revisions", path=path)
            if marked.listed:
                terminal.say("marks.some_listed", path=path, count=marked.listed)
        for path, place in sorted(self._beside.items()):
            terminal.complain("marks.beside", path=path, place=place)
        for path, code in sorted(self._failed.items()):
            terminal.complain(code, path=path)
        self._report_total()

    def _report_total(self) -> None:
        terminal = self._session.terminal
        if len(self._made) == 1:
            [(place, _)] = self._made.values()
            terminal.say("marks.written_one", place=place)
        elif self._made:
            terminal.say(
                "marks.written", count=len(self._made), folder=self._folder or "."
            )
        elif not self._failed:
            terminal.say("marks.nothing")
