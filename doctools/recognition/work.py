"""What engines run for scans: which pages need sight, and one page recognised.

Both take and return plain data, as `examination.examine` does.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doctools.errors import ReadError
from doctools.intake import guard
from doctools.intake.discover import Input
from doctools.readers.recognised import Recognised
from doctools.readers.registry import pages_to_recognise
from doctools.recognition.page import recognise
from doctools.recognition.pictures import picture_of
from doctools.recognition.recogniser import load

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = 1
"""Raised with every change that makes stored pages wrong."""


def find_pages(settings: Mapping[str, Any], job: Mapping[str, Any]) -> str:
    """Return the numbers of the pages to recognise, as JSON; none in a damaged file.

    Args:
        settings: file_bytes.
        job: path, file, places and kind, as of an examination.
    """
    try:
        return json.dumps(pages_to_recognise(_read(settings, job), kind=job["kind"]))
    except (OSError, ReadError):
        return "[]"


def recognise_page(settings: Mapping[str, Any], job: Mapping[str, Any]) -> str:
    """Return a recognised page as JSON, or `null` where its picture is damaged.

    Args:
        settings: file_bytes, threads.
        job: path, file, places, kind and the page's number.
    """
    try:
        data = _read(settings, job)
        picture = picture_of(data, kind=job["kind"], number=job["number"])
    except (OSError, ReadError):
        return "null"
    page = recognise(picture, load(settings["threads"]))
    return Recognised.dump_json(page).decode()


def _read(settings: Mapping[str, Any], job: Mapping[str, Any]) -> bytes:
    given = Input(path=job["path"], file=Path(job["file"]), places=tuple(job["places"]))
    most = settings["file_bytes"]
    data = given.read(most=most)
    guard.check(data, kind=job["kind"], limits=guard.Limits(file_bytes=most))
    return data
