"""Recognises the pages of scans and photos, one page a job, each kept as soon as read.

The first page of every file goes first: a file marked secret there is left alone, and
nothing of it is kept.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doctools.engines import local
from doctools.intake.discover import Input
from doctools.model import FileOutcome
from doctools.readers.recognised import Recognised, RecognisedPage
from doctools.recognition.work import VERSION, find_pages, recognise_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from doctools.intake.worker import Work
    from doctools.workspace import Workspace

KINDS = frozenset({"pdf", "ofd", "image"})
"""Kinds whose pages can be shown as pictures."""
CODES = frozenset(
    {"needs_ocr", "picture", "garbled_text", "suspicious_empty", "pages_without_text"}
)
"""Codes of outcomes that recognising may mend."""
MOST_SLOTS = 2
"""Pages recognised at a time: each takes some 1 GB, whatever the number of cores."""
SECONDS = 300
"""Time for one page: some 5 s on a desktop computer, thirty times that on a slow one
that has to look again and turn it."""
MEMORY = 6_000_000_000
"""Address space for one page; a quarter of it is ever filled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A file that may be read by sight."""

    given: Input
    outcome: FileOutcome

    def job(self) -> dict[str, Any]:
        """Return the file as engines take it."""
        return {
            "path": self.given.path.encode("utf-8", "replace").decode(),
            "file": os.fspath(self.given.file),
            "places": self.given.places,
            "kind": self.outcome.kind,
        }


def may_be_recognised(outcome: FileOutcome) -> bool:
    """Tell whether a file is one that recognising may mend."""
    return (
        outcome.kind in KINDS and outcome.code in CODES and outcome.sha256 is not None
    )


class Recognition:
    """Recognises the scans of a batch."""

    def __init__(
        self,
        *,
        file_bytes: int,
        slots: int,
        workspace: Workspace | None,
        progress: Callable[[int, int, str], None] | None,
    ) -> None:
        """Make ready.

        Args:
            file_bytes: size of the largest file read.
            slots: files read at a time.
            workspace: journal to take pages from and to keep them in, or None.
            progress: hears how many pages are done, of how many, and of which file.
        """
        self._pages: dict[str, dict[int, RecognisedPage]] = {}
        self._slots = min(slots, MOST_SLOTS)
        self._workspace = workspace
        self._progress = progress
        self._done = self._total = 0
        threads = max(1, (os.cpu_count() or 1) // self._slots)
        self._settings = {"file_bytes": file_bytes, "threads": threads}

    def run(self, scans: Sequence[Scan]) -> list[dict[str, Any]]:
        """Recognise all; return each file with its pages as a job of an examination."""
        wanted = self._wanted(scans)
        self._total = sum(len(numbers) for _, numbers in wanted)
        self._recognise([(scan, numbers[0]) for scan, numbers in wanted])
        self._recognise(
            [
                (scan, number)
                for scan, numbers in wanted
                if not self._is_classified(scan)
                for number in numbers[1:]
            ]
        )
        for scan in scans:
            if self._is_classified(scan):
                self.forget(scan)
        return [{**scan.job(), "recognised": self._plain(scan)} for scan in scans]

    def forget(self, scan: Scan) -> None:
        """Drop everything that is kept of a file's pages."""
        if self._workspace and scan.outcome.sha256:
            self._workspace.forget_pages(_key(scan))

    def _plain(self, scan: Scan) -> list[Any]:
        found = self._pages.get(scan.given.path, {})
        return [Recognised.dump_python(page, mode="json") for page in found.values()]

    def _is_classified(self, scan: Scan) -> bool:
        found = self._pages.get(scan.given.path, {})
        return any(page.classified for page in found.values())

    def _wanted(self, scans: Sequence[Scan]) -> list[tuple[Scan, list[int]]]:
        """Return the files and the numbers of the pages to recognise."""
        numbers: dict[int, list[int]] = {}

        def on_answer(index: int, answer: local.Answer) -> None:
            numbers[index] = json.loads(answer.result or "[]")

        self._run([scan.job() for scan in scans], find_pages, on_answer)
        return [(scan, numbers[i]) for i, scan in enumerate(scans) if numbers[i]]

    def _recognise(self, wanted: Sequence[tuple[Scan, int]]) -> None:
        """Recognise pages, those that are kept apart."""
        waiting = [
            (scan, number) for scan, number in wanted if not self._is_kept(scan, number)
        ]

        def on_answer(index: int, answer: local.Answer) -> None:
            scan, number = waiting[index]
            body = answer.result or "null"
            if self._workspace and body != "null":
                self._workspace.keep_page(_key(scan), number, body)
            self._take(scan, number, body)

        jobs = [{**scan.job(), "number": number} for scan, number in waiting]
        self._run(jobs, recognise_page, on_answer)

    def _is_kept(self, scan: Scan, number: int) -> bool:
        """Take a page from the journal, if it is there."""
        kept = self._workspace and self._workspace.page(_key(scan), number)
        if not kept:
            return False
        self._take(scan, number, kept)
        return True

    def _take(self, scan: Scan, number: int, body: str) -> None:
        page = (
            RecognisedPage(number=number, width=1, height=1, lost=(0,))
            if body == "null"
            else Recognised.validate_json(body)
        )
        self._pages.setdefault(scan.given.path, {})[number] = page
        self._done += 1
        if self._progress:
            self._progress(self._done, self._total, scan.given.path)

    def _run(
        self,
        jobs: Sequence[Mapping[str, Any]],
        work: Work,
        on_answer: Callable[[int, local.Answer], None],
    ) -> None:
        local.run(
            jobs,
            work=work,
            settings=self._settings,
            slots=self._slots,
            limits=local.Limits(seconds=SECONDS, memory_bytes=MEMORY),
            on_answer=on_answer,
        )


def _key(scan: Scan) -> str:
    return f"{scan.outcome.sha256}-{VERSION}"
