"""Examines the files and folders a command was given, or standard input for `-`."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from doctools import campaign, config
from doctools.batch import Batch, Settings, examine_files, settings_from
from doctools.campaign import dictionaries_for
from doctools.cli.session import Session, slots_of
from doctools.errors import UsageError
from doctools.intake.arguments import is_folder
from doctools.intake.discover import Discovery, Input, discover, submissions_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.cli.options import LevelName
    from doctools.config import Config

STANDARD_INPUT = Path("-")


def settings_for(
    paths: Sequence[Path],
    session: Session,
    *,
    level: LevelName | None = None,
    ocr: bool = False,
) -> Settings:
    """Return the settings that hold where the first path lies.

    Raises:
        UsageError: the configuration is wrong, or `ocr` is asked for and not installed.
    """
    found, base = _configuration(paths)
    first = _first_folder(paths)
    return settings_from(
        found,
        language=session.language,
        level=level.value if level else None,
        ocr=ocr,
        dictionaries=dictionaries_for(first, base=base, config=found),
    )


def references_for(paths: Sequence[Path], given: Sequence[Path] | None) -> list[Path]:
    """Return the reference texts: those given, and those the configuration names.

    Raises:
        UsageError: the configuration is wrong, or what it names does not exist.
    """
    found, base = _configuration(paths)
    campaign.refuse_empty(given or ())
    return [*(given or ()), *campaign.references_in(base, found)]


def archive_for(paths: Sequence[Path], given: Path | None) -> Path | None:
    """Return the archive to compare with: as given, else as configured, or None.

    Raises:
        UsageError: the configuration is wrong.
    """
    found, base = _configuration(paths)
    return campaign.archive_for(given, base=base, config=found)


def title_for(paths: Sequence[Path]) -> str:
    """Return what the campaign is called that the first path belongs to.

    Raises:
        UsageError: the configuration is wrong.
    """
    found, _ = _configuration(paths)
    return found.campaign.title or _first_folder(paths).resolve().name


def _configuration(paths: Sequence[Path]) -> tuple[Config, Path]:
    """Return the settings that hold for the first path, and where their paths begin."""
    first = _first_folder(paths)
    file = config.find(first)
    return config.load(file), file.parent if file else first


def _first_folder(paths: Sequence[Path]) -> Path:
    """Return the folder of the first path."""
    first = paths[0] if paths[0] != STANDARD_INPUT else Path.cwd()
    return first if is_folder(first) else first.parent


def examine_paths(
    paths: Sequence[Path],
    session: Session,
    *,
    settings: Settings,
    jobs: int | None,
    stages: tuple[str, ...] = (),
) -> Batch:
    """Return the examinations of everything in the paths; name what is secret.

    Raises:
        UsageError: a path does not exist, or `-` stands beside other paths.
    """
    with _inputs(paths) as (discovery, kind), session.terminal.progress() as progress:
        batch = examine_files(
            discovery,
            settings=replace(settings, stages=stages),
            slots=slots_of(jobs),
            progress=progress,
            kind=kind,
        )
    session.terminal.name_classified(batch.outcomes)
    return batch


def spare_inputs(output: Path | None, paths: Sequence[Path]) -> None:
    """Refuse to write over a file that is there among what is read.

    Raises:
        UsageError: the output is one of the paths or lies in one, and exists.
    """
    if output is not None and os.path.isfile(output):  # noqa: PTH113 - never raises
        place = output.resolve()
        if any(place.is_relative_to(path.resolve()) for path in paths):
            raise UsageError("output_among_inputs", path=str(output))


def spare_folders(output: Path | None, paths: Sequence[Path]) -> None:
    """Refuse a folder for copies that lies among what is read.

    Raises:
        UsageError: the output is one of the paths, or lies where one has its files.
    """
    if output is None:
        return
    place = output.resolve()
    for path in paths:
        inside = submissions_folder(path.resolve())
        if place == path.resolve() or place.is_relative_to(inside):
            raise UsageError("output_among_inputs", path=str(output))


@contextmanager
def _inputs(paths: Sequence[Path]) -> Iterator[tuple[Discovery, str | None]]:
    if STANDARD_INPUT not in paths:
        yield discover(list(paths)), None
        return
    if len(paths) > 1:
        raise UsageError("standard_input_alone")
    with TemporaryDirectory(prefix="doctools-") as folder:
        file = Path(folder, "input.txt")
        file.write_bytes(sys.stdin.buffer.read())
        given = Input(path="-", file=file)
        yield Discovery(inputs=(given,), outcomes=()), "txt"
