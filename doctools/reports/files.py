"""Puts results on the disk: whole or not at all, and never over a person's edits."""

from __future__ import annotations

import os
import secrets
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING

from doctools.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old content or the new, never a part.

    Missing folders are made.

    Raises:
        OutputError: it could not be written; what stood there is untouched.
    """
    write_together({path: data})


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Write files that belong together: when the disk is full, none of them.

    All lie on the disk under other names before the first takes its place.

    Raises:
        OutputError: one could not be written; what stood there is untouched.
    """
    with ExitStack() as stack:
        staged = {
            path: stack.enter_context(_staged(path, data))
            for path, data in contents.items()
        }
        for path, temporary in staged.items():
            with _explained(path):
                temporary.replace(path)


@contextmanager
def _staged(path: Path, data: bytes) -> Iterator[Path]:
    """Give a file with the data beside the path; what is left of it goes at the end."""
    temporary = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        with _explained(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        yield temporary
    finally:
        with suppress(OSError):
            temporary.unlink()


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError.refused(error, path) from error


def withdraw(path: Path, *, known: Mapping[str, str]) -> None:
    """Remove a result that holds no longer, unless a person has edited it.

    Raises:
        OutputError: it could not be removed.
    """
    digest = _digest(path)
    if digest is not None and digest == known.get(path.name):
        with _explained(path):
            path.unlink()


def protected_place(
    path: Path, data: bytes, *, known: Mapping[str, str], today: date
) -> Path:
    """Return where a result may stand: beside a file that is not ours to replace.

    Args:
        path: where the result belongs.
        data: its content.
        known: SHA-256 of the files as they were last written, by name; any other
            content that stands there counts as a person's.
        today: date for the name beside it, `summary-2026-11-23.xlsx`, then
            `summary-2026-11-23-2.xlsx` and so on.

    Returns:
        The first place that is free, ours, or holds just this content.

    Raises:
        OutputError: what stands there is a folder or cannot be read.
    """
    new = sha256(data).hexdigest()
    for place in _places(path, today):
        if _digest(place) in {None, new, known.get(place.name)}:
            return place
    raise AssertionError  # pragma: no cover - the names never end


def _places(path: Path, today: date) -> Iterator[Path]:
    yield path
    yield path.with_stem(f"{path.stem}-{today.isoformat()}")
    for number in count(2):
        yield path.with_stem(f"{path.stem}-{today.isoformat()}-{number}")


def _digest(path: Path) -> str | None:
    with _explained(path), suppress(FileNotFoundError, NotADirectoryError):
        return sha256(path.read_bytes()).hexdigest()
    return None
