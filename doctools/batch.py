"""Examines many files: what is already in the journal is taken from there."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doctools import __version__
from doctools.engines import local
from doctools.examination import (
    ADAPTER,
    VERSION,
    examine,
    under_path,
    unopened,
)
from doctools.intake.discover import discover
from doctools.lexicon import silenced
from doctools.model import FileOutcome, FileStatus
from doctools.result import Examination

if TYPE_CHECKING:
    from doctools.config import Config
    from doctools.intake.discover import Discovery, Input
    from doctools.model import Document
    from doctools.records import Finding, Repeat
    from doctools.workspace import Workspace

_LISTS = frozenset({".txt", ".csv", ".ngrams"})
"""What the files of a dictionary folder are called."""

_LIMITS = frozenset({"file_bytes", "seconds", "memory_bytes"})

Progress = Callable[[int, int, str], None]
"""Hears how many files are done, of how many, and the path of the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is asked of every file.

    Attributes:
        stages: any of layout, typos, repeats; reading comes always.
        level: lowest level of findings, or None for that of the profile.
        profile: of the typo check, or None for that of the document type.
        language: of the reasons, zh or en.
        dictionaries: folders with the office's own lists.
        ignore: strings never flagged.
        names: of the roster, never flagged.
        near: whether edited repeats are removed too.
        references: texts whose repetition is no fault.
        ocr: whether pages that only sight can read are recognised.
    """

    stages: tuple[str, ...] = ()
    level: str | None = None
    profile: str | None = None
    language: str = "zh"
    dictionaries: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    near: bool = False
    references: tuple[str, ...] = ()
    ocr: bool = False
    file_bytes: int = 200_000_000
    seconds: int = 60
    memory_bytes: int = 3_000_000_000

    def digest(self) -> str:
        """Return a SHA-256 of what influences the result: no paths, no limits.

        Nor whether scans are recognised: what was read without is the same.
        """
        values = {
            key: value
            for key, value in _plain(self).items()
            if key not in {"dictionaries", "ocr", *_LIMITS}
        }
        values["dictionaries"] = dictionary_digest(self.dictionaries)
        return _digest([VERSION, __version__, values])


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What came of a number of inputs.

    Attributes:
        examinations: by path in code-point order, one for every input.
        seconds: by path and stage, for files that were not taken from the journal.
        keys: under which the journal holds them.
    """

    examinations: Mapping[str, Examination]
    seconds: Mapping[str, Mapping[str, float]]
    keys: frozenset[str]

    @property
    def outcomes(self) -> tuple[FileOutcome, ...]:
        """One outcome for every input, by path."""
        return tuple(found.outcome for found in self.examinations.values())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, by path."""
        return tuple(
            finding
            for examination in self.examinations.values()
            for finding in examination.findings
        )

    @property
    def repeats(self) -> tuple[Repeat, ...]:
        """All repeats, by path."""
        return tuple(
            repeat
            for examination in self.examinations.values()
            for repeat in examination.repeats
        )

    @property
    def documents(self) -> dict[str, Document]:
        """The documents of the files that could be read, by path."""
        return {
            path: found.document
            for path, found in self.examinations.items()
            if found.document is not None
        }


def settings_from(
    config: Config,
    *,
    language: str,
    level: str | None = None,
    ocr: bool = False,
    dictionaries: Sequence[Path] = (),
) -> Settings:
    """Return what is asked of every file: a level given wins over `doctools.toml`.

    Raises:
        UsageError: scans are to be recognised and the extra for it is not installed; one of the office's own lists is missing or has a malformed line;
            told here, once, or every file would fail on it.
    """
    if dictionaries:
        from doctools.lexicon.load import load  # noqa: PLC0415 - seldom needed here

        load([folder.resolve() for folder in dictionaries])
        silenced.read(dictionaries)
    if ocr or config.reading.ocr:
        from doctools.recognition.recogniser import require  # noqa: PLC0415 - seldom needed

        require()
    return Settings(
        level=level or config.typos.level,
        language=language,
        dictionaries=tuple(str(folder.resolve()) for folder in dictionaries),
        ignore=config.typos.ignore,
        ocr=ocr or config.reading.ocr,
        file_bytes=config.reading.file_megabytes * 1_000_000,
        seconds=config.reading.seconds,
        memory_bytes=config.reading.memory_megabytes * 1_000_000,
    )


def examine_files(
    discovery: Discovery,
    *,
    settings: Settings,
    slots: int,
    workspace: Workspace | None = None,
    progress: Progress | None = None,
    kind: str | None = None,
) -> Batch:
    """Examine every input exactly once.

    Args:
        discovery: the inputs, and those that are not read.
        settings: what is asked of every file.
        slots: worker processes at a time.
        workspace: journal to take finished files from and to add new ones to.
        progress: hears of every finished file.
        kind: what every file is taken for, whatever its content looks like.

    Returns:
        The examinations; there are as many as inputs.
    """
    collection = _Collection(discovery, settings=settings, workspace=workspace)
    waiting = collection.waiting

    def on_answer(index: int, answer: local.Answer) -> None:
        given, key = waiting[index]
        collection.take(given, key, answer)
        if progress:
            progress(collection.done, collection.total, given.path)

    _examine([_job(given, kind) for given, _ in waiting], settings, slots, on_answer)
    if settings.ocr:
        collection.read_by_sight(slots=slots, progress=progress)
    return collection.batch()


def _examine(
    jobs: Sequence[Mapping[str, Any]],
    settings: Settings,
    slots: int,
    on_answer: Callable[[int, local.Answer], None],
) -> None:
    local.run(
        jobs,
        work=examine,
        settings=_plain(settings),
        slots=slots,
        limits=local.Limits(
            seconds=settings.seconds, memory_bytes=settings.memory_bytes
        ),
        on_answer=on_answer,
    )


def read_texts(
    paths: Sequence[Path],
    *,
    settings: Settings,
    slots: int,
    workspace: Workspace | None = None,
    progress: Progress | None = None,
) -> Batch:
    """Read reference texts or templates; nothing else is asked of them."""
    return examine_files(
        discover(list(paths)),
        settings=replace(settings, stages=()),
        slots=slots,
        workspace=workspace,
        progress=progress,
    )


class _Collection:
    """Gathers examinations from the journal and from the workers."""

    def __init__(
        self,
        discovery: Discovery,
        *,
        settings: Settings,
        workspace: Workspace | None,
    ) -> None:
        self._inputs = discovery.inputs
        self._settings = settings
        self._workspace = workspace
        self._found = {
            outcome.path: Examination(outcome=outcome) for outcome in discovery.outcomes
        }
        self._seconds: dict[str, Mapping[str, float]] = {}
        self._keys: dict[str, str] = {}
        self.waiting: list[tuple[Input, str | None]] = []
        self.total = len(discovery.inputs)
        self.done = 0
        digest = settings.digest() if workspace else ""
        for given in discovery.inputs:
            self._look_up(given, digest, settings.file_bytes)
        # the largest first, so that a large one does not run alone at the end
        self.waiting.sort(key=lambda pair: (-_size(pair[0].file), pair[0].path))

    def _look_up(self, given: Input, digest: str, limit: int) -> None:
        key = _key(given, digest, limit) if self._workspace else None
        stored = self._workspace.examination(key) if self._workspace and key else None
        if key:
            self._keys[given.path] = key
        if stored is None:
            self.waiting.append((given, key))
        else:
            self._put(given, ADAPTER.validate_json(stored))

    def take(self, given: Input, key: str | None, answer: local.Answer) -> None:
        """Add what a worker answered, and keep it for the next run."""
        if answer.result is None:
            self._put(given, _failed(given, answer))
            return
        times, _, body = answer.result.partition("\n")
        self._seconds[given.path] = json.loads(times)
        if self._workspace and key:
            self._workspace.keep_examination(key, body)
        self._put(given, ADAPTER.validate_json(body))

    def _put(self, given: Input, examination: Examination) -> None:
        self._found[given.path] = under_path(examination, given.path)
        self.done += 1

    def read_by_sight(self, *, slots: int, progress: Progress | None) -> None:
        """Recognise the scans among the files, and examine those anew.

        Pages are kept in the journal, examinations of them are not: they take little
        time. Progress hears of pages.
        """
        from doctools.scans import Recognition, Scan, may_be_recognised  # noqa: PLC0415 - loads readers

        scans = [
            Scan(given=given, outcome=self._found[given.path].outcome)
            for given in self._inputs
            if may_be_recognised(self._found[given.path].outcome)
        ]
        recognition = Recognition(
            file_bytes=self._settings.file_bytes,
            slots=slots,
            workspace=self._workspace,
            progress=progress,
        )
        jobs = recognition.run(scans)

        def on_answer(index: int, answer: local.Answer) -> None:
            given = scans[index].given
            self._found[given.path] = _examined(given, answer)
            if self._found[given.path].outcome.status is FileStatus.CLASSIFIED:
                recognition.forget(scans[index])
                self._withhold(given)

        _examine(jobs, self._settings, slots, on_answer)

    def _withhold(self, given: Input) -> None:
        """Put what is known now in the place of the text that was kept of a file."""
        key = self._keys.get(given.path)
        if self._workspace and key:
            bare = under_path(self._found[given.path], "")
            self._workspace.keep_examination(key, ADAPTER.dump_json(bare).decode())

    def batch(self) -> Batch:
        """Return everything gathered."""
        return Batch(
            examinations=dict(sorted(self._found.items())),
            seconds=self._seconds,
            keys=frozenset(self._keys.values()),
        )


def silence(batch: Batch, settings: Settings) -> tuple[Batch, int]:
    """Return a batch without the findings that are shown no more, and their number.

    They are left out of what was found, not of the finding: the journal stays valid.
    """
    quiet = silenced.read(map(Path, settings.dictionaries))
    kept = {
        path: replace(
            found,
            findings=tuple(
                one for one in found.findings if one.fingerprint not in quiet
            ),
        )
        for path, found in batch.examinations.items()
    }
    left = replace(batch, examinations=kept)
    return left, len(batch.findings) - len(left.findings)


def dictionary_digest(folders: Sequence[str]) -> str:
    """Return a SHA-256 over the shipped lists and the office's own, by content.

    What is shown no more is left out: it is sought all the same.
    """
    from doctools.lexicon.load import shipped  # noqa: PLC0415 - only with a journal

    parts = []
    for folder in (shipped(), *map(Path, folders)):
        files = (
            file
            for file in folder.rglob("*")
            if file.suffix in _LISTS and file.name != silenced.FILE_NAME
        )
        for file in sorted(files):
            name = file.relative_to(folder).as_posix()
            parts.append([name, sha256(file.read_bytes()).hexdigest()])
    return _digest(parts)


def _plain(settings: Settings) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in Settings.__slots__}


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=True)
    return sha256(text.encode()).hexdigest()


def _key(given: Input, digest: str, limit: int) -> str | None:
    """Return what the stored result of a file is known by, or None if unreadable.

    For a file inside an archive that is the content of the archive and its own path.
    """
    if _size(given.file) > limit and not given.places:
        return None
    try:
        with given.file.open("rb") as stream:
            content = file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
    return _digest([content, digest, given.path])


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _job(given: Input, kind: str | None) -> dict[str, Any]:
    return {
        "path": given.path,
        "file": os.fspath(given.file),
        "places": given.places,
        "kind": kind,
    }


def _examined(given: Input, answer: local.Answer) -> Examination:
    """Return what a worker answered of a file."""
    if answer.result is None:
        return _failed(given, answer)
    _, _, body = answer.result.partition("\n")
    return under_path(ADAPTER.validate_json(body), given.path)


def _failed(given: Input, answer: local.Answer) -> Examination:
    """Return the examination of a file whose worker gave no result."""
    status = FileStatus(answer.failure or FileStatus.CRASHED)
    outcome = unopened(given.path, OSError())
    return Examination(
        outcome=replace(
            outcome, status=status, code=status.value, detail={"reason": answer.fact}
        )
    )
