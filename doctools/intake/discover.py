"""Which files are inputs, and under which path each is known.

Paths follow `docs/contract.md`: relative to the folder argument, with `/`. Links are
not followed, so a folder cannot lead out of itself or into a loop.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from doctools.config import (
    CRITERIA,
    FILE_NAME,
    OWN_WORDS,
    REFERENCES,
    SUBMISSIONS,
    TABLES,
)
from doctools.intake import archives
from doctools.intake.arguments import is_folder
from doctools.intake.kinds import kind_by_name
from doctools.model import FileOutcome, FileStatus
from doctools.text.privacy import mask_private

RESULT_SUFFIX = "-结果"
RESULT_MARK = ".doctools"
"""Folder inside every result folder: its journal."""
ARCHIVE_MARK = "doctools-archive.json"
"""File inside every archive of past submissions."""

_RESERVED = frozenset({TABLES, CRITERIA, REFERENCES, FILE_NAME, OWN_WORDS})
_LITTER_PREFIXES = ("~$", "._")
_MAC_FOLDER = "__macosx"
_LITTER_NAMES = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file to read.

    Attributes:
        path: by which it is known: its own, with private numbers masked.
        file: where it lies; for one inside an archive the archive.
        places: of a file inside an archive, as `archives.Member.places`; else empty.
    """

    path: str
    file: Path
    places: tuple[int, ...] = ()

    def read(self, *, most: int) -> bytes:
        """Return its bytes; `most` limits those of a file inside an archive.

        Raises:
            ReadError: a file inside an archive is too large, damaged or gone.
            OSError: the file cannot be read.
        """
        if self.places:
            return archives.read_member(self.file, self.places, most=most)
        return self.file.read_bytes()

    @property
    def beside(self) -> Path:
        """A path of its own name beside it, or beside the archive it is in."""
        name = PurePosixPath(self.path).name
        return self.file.with_name(name) if self.places else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What stands in the arguments.

    Attributes:
        inputs: files to read, by path in code-point order.
        outcomes: files that are not read, with the reason; they are inputs too.
    """

    inputs: tuple[Input, ...]
    outcomes: tuple[FileOutcome, ...]


def discover(arguments: list[Path]) -> Discovery:
    """Return the inputs of one or more files and folders.

    A campaign folder's tables, configuration, reference texts and results and any
    archive are left out. Lock files and other litter of office programs come back as `skipped`.

    Raises:
        UsageError: an argument does not exist or cannot be reached.
    """
    folders = {argument: is_folder(argument) for argument in arguments}
    inputs: list[Input] = []
    outcomes: list[FileOutcome] = []
    for argument, prefix in zip(arguments, _prefixes(arguments), strict=True):
        if folders[argument]:
            _walk(argument, prefix=prefix, inputs=inputs, outcomes=outcomes)
        else:
            _add(argument, prefix or argument.name, inputs=inputs, outcomes=outcomes)
    paths = [given.path for given in inputs] + [left.path for left in outcomes]
    known = _masked(paths)
    return Discovery(
        inputs=tuple(
            sorted(
                (replace(given, path=known[given.path]) for given in inputs),
                key=lambda found: found.path,
            )
        ),
        outcomes=tuple(
            sorted(
                (replace(outcome, path=known[outcome.path]) for outcome in outcomes),
                key=lambda outcome: outcome.path,
            )
        ),
    )


def _masked(paths: list[str]) -> dict[str, str]:
    """Return every path with private numbers masked; alike ones are numbered."""
    known: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for path in sorted(paths):
        shown = mask_private(path)
        seen[shown] += 1
        known[path] = shown if seen[shown] == 1 else f"{shown}~{seen[shown]}"
    return known


def submissions_folder(folder: Path) -> Path:
    """Return where a campaign's submissions stand: 稿件/ or the folder itself."""
    inner = folder / SUBMISSIONS
    return inner if inner.is_dir() else folder


def _prefixes(arguments: list[Path]) -> list[str]:
    if len(arguments) == 1:
        return [""]
    seen: Counter[str] = Counter()
    prefixes = []
    for argument in arguments:
        name = argument.resolve().name
        seen[name] += 1
        prefixes.append(name if seen[name] == 1 else f"{name}~{seen[name]}")
    return prefixes


def _walk(
    root: Path, *, prefix: str, inputs: list[Input], outcomes: list[FileOutcome]
) -> None:
    start = submissions_folder(root)
    waiting = [start]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            outcomes.append(_left_out(_name(folder, root, prefix), "folder_unreadable"))
            continue
        for entry in entries:
            if folder == root and entry.name in _RESERVED:
                continue
            path = _name(Path(entry.path), root, prefix)
            if entry.is_dir(follow_symlinks=False):
                if not _is_ours(Path(entry.path)):
                    waiting.append(Path(entry.path))
                continue
            reason = _reason_to_skip(entry)
            if reason is None:
                _add(Path(entry.path), path, inputs=inputs, outcomes=outcomes)
            else:
                outcomes.append(_left_out(path, reason))


def _add(
    file: Path, path: str, *, inputs: list[Input], outcomes: list[FileOutcome]
) -> None:
    """Add a file; an archive is a folder of its files."""
    try:
        members = archives.members_of(file)
    except OSError:
        members = ()  # reading it says why
    for member in members:
        inner = f"{path}/{member.path}"
        parts = member.path.lower().split("/")
        if _is_litter(parts[-1]) or parts[0] == _MAC_FOLDER:
            outcomes.append(_left_out(inner, "litter"))
        else:
            inputs.append(Input(path=inner, file=file, places=member.places))
    if not members:
        inputs.append(Input(path=path, file=file))


def _is_litter(name: str) -> bool:
    return name.startswith(_LITTER_PREFIXES) or name in _LITTER_NAMES


def _name(file: Path, root: Path, prefix: str) -> str:
    relative = file.relative_to(root).as_posix()
    return f"{prefix}/{relative}" if prefix else relative


def _is_ours(folder: Path) -> bool:
    try:
        return (folder / RESULT_MARK).is_dir() or (folder / ARCHIVE_MARK).is_file()
    except OSError:
        return False  # it cannot be entered: the walk says so


def _reason_to_skip(entry: os.DirEntry[str]) -> str | None:
    if _is_litter(entry.name.lower()):
        return "litter"
    if entry.is_symlink():
        return "link"
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
    except OSError:
        return None  # gone or out of reach: reading it says which
    return None if stat.S_ISREG(mode) else "no_regular_file"


def _left_out(path: str, code: str) -> FileOutcome:
    unreadable = code == "folder_unreadable"
    return FileOutcome(
        path=path,
        sha256=None,
        kind=kind_by_name(path),
        status=FileStatus.LOCKED if unreadable else FileStatus.SKIPPED,
        code=code,
    )
