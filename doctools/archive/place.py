"""An archive's folder: its mark, its note, and how it comes into being."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from secrets import token_hex
from time import time
from typing import TYPE_CHECKING, Any

from doctools.errors import OutputError, UsageError
from doctools.intake.discover import ARCHIVE_MARK as MARK

if TYPE_CHECKING:
    from collections.abc import Callable

    from doctools.archive.entries import Parameters

FORMAT = 1
"""Raised whenever a release could not read what an earlier one wrote, or the reverse."""
NOTE = "说明.txt"
CATALOGUE = "catalogue.duckdb"
SEGMENTS = "fingerprints"
BIRTH = ".part"
LONGEST_BIRTH = 600
"""Seconds after which an archive that is not finished never will be."""
_REFUSALS = {
    "output_disk_full": "archive_disk_full",
    "output_no_permission": "archive_no_permission",
    "output_no_folder": "archive_no_folder",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the parts of an archive lie."""

    folder: Path

    @property
    def catalogue(self) -> Path:
        """The database: what there is, and the words of it."""
        return self.folder / CATALOGUE

    @property
    def segments(self) -> Path:
        """The folder of fingerprints."""
        return self.folder / SEGMENTS


def create(
    folder: Path,
    *,
    parameters: Parameters,
    note: str,
    fill: Callable[[Place], None],
) -> None:
    """Make an empty archive, whole or not at all.

    It is built under another name beside the folder and then renamed.

    Args:
        folder: absent or empty.
        parameters: how its fingerprints are made.
        note: for a person who finds the folder.
        fill: makes the catalogue.

    Raises:
        UsageError: something else lies in the folder.
        OutputError: it cannot be made.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError("archive_not_one", path=str(folder))
    folder = folder.resolve()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        building = folder.with_name(f".{folder.name}.{token_hex(4)}{BIRTH}")
        building.mkdir()
    except OSError as error:
        raise refused(error, folder) from error
    try:
        (building / SEGMENTS).mkdir()
        fill(Place(folder=building))
        (building / NOTE).write_text(note, encoding="utf-8-sig", newline="\r\n")
        mark = {"doctools_archive": FORMAT, "parameters": parameters.as_json()}
        (building / MARK).write_text(json.dumps(mark) + "\n", encoding="utf-8")
        if folder.is_dir():
            folder.rmdir()
        building.replace(folder)
    except OSError as error:
        if (folder / MARK).is_file():
            return  # another process has made it meanwhile
        raise refused(error, folder) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Delete what killed births left; a birth takes a few seconds."""
    for left in folder.parent.glob(f".{escape(folder.name)}.*{BIRTH}"):
        if time() - left.stat().st_mtime > LONGEST_BIRTH:
            shutil.rmtree(left, ignore_errors=True)


def refused(error: OSError, folder: Path) -> OutputError:
    """Return what to say when the system refuses to write to an archive."""
    found = OutputError.refused(error, folder)
    code = _REFUSALS.get(found.code, found.code)
    return OutputError(code, path=str(folder))


def look_at(folder: Path, *, parameters: Parameters) -> Place:
    """Return the parts of an archive that this release can read.

    Raises:
        UsageError: there is none, or it is of another version, or parts are missing.
    """
    mark = _mark(folder)
    if mark.get("doctools_archive") != FORMAT:
        raise UsageError("archive_newer", path=str(folder))
    if mark.get("parameters") != parameters.as_json():
        raise UsageError("archive_other_fingerprints", path=str(folder))
    place = Place(folder=folder)
    if not (place.catalogue.is_file() and place.segments.is_dir()):
        raise UsageError("archive_incomplete", path=str(folder))
    return place


def _mark(folder: Path) -> dict[str, Any]:
    """Return what the mark says.

    Raises:
        UsageError: there is no folder, or no mark in it that can be read.
    """
    if not os.path.lexists(folder):
        raise UsageError("archive_missing", path=str(folder))
    try:
        mark = json.loads((folder / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError("archive_not_one", path=str(folder)) from error
    if not isinstance(mark, dict) or "doctools_archive" not in mark:
        raise UsageError("archive_not_one", path=str(folder))
    return mark
