"""Writes the result folder of a run: report, workbooks and records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from doctools.reports import html, publicity, records, since, xlsx
from doctools.reports.files import protected_place, withdraw, write_together

if TYPE_CHECKING:
    from datetime import date

    from doctools.messages import Catalogue
    from doctools.records import Change
    from doctools.result import Result

REPORT = "report.html"
WORKBOOK = "summary.xlsx"
PUBLICITY = "publicity.xlsx"
RECORDS = "records.jsonl"
RESULT = "result.json"
CHANGES = "changes.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What stands in the folder now.

    Attributes:
        report: the page to look at.
        digests: SHA-256 of every file written, by the name it now has.
        beside: where a result went instead, for each that a person had edited.
    """

    report: Path
    digests: Mapping[str, str]
    beside: Mapping[str, Path]


def write(
    result: Result,
    folder: Path,
    *,
    words: Catalogue,
    known: Mapping[str, str],
    today: date,
    changes: Sequence[Change] = (),
) -> Written:
    """Write all results or none, each whole, never over a person's edits.

    Args:
        result: of the run.
        folder: the result folder.
        words: of the language.
        known: digests of the files as we last wrote them, by name.
        today: the day that stands in report and workbook.
        changes: what moved since the result this one replaces.

    Raises:
        OutputError: a result could not be written; what stood there is untouched.
    """
    contents = _contents(result, words=words, today=today)
    if changes:
        contents[CHANGES] = since.log(
            changes, folder / CHANGES, result=result, words=words, today=today
        )
    places = {
        name: protected_place(folder / name, data, known=known, today=today)
        for name, data in contents.items()
    }
    write_together({places[name]: data for name, data in contents.items()})
    if PUBLICITY not in contents:
        withdraw(folder / PUBLICITY, known=known)
    return Written(
        report=places[REPORT],
        digests={
            places[name].name: sha256(data).hexdigest()
            for name, data in contents.items()
        },
        beside={name: place for name, place in places.items() if place.name != name},
    )


def _contents(result: Result, *, words: Catalogue, today: date) -> dict[str, bytes]:
    """Return the bytes of every result; all are made before the first is written."""
    lines = records.lines(result, words=words)
    contents = {
        RECORDS: "".join(f"{line}\n" for line in lines).encode(),
        RESULT: records.result_json(result, words=words).encode(),
        WORKBOOK: xlsx.build(result, words=words, today=today),
        REPORT: html.render(result, words=words, today=today).encode(),
    }
    if result.awards:
        contents[PUBLICITY] = publicity.build(result, words=words, today=today)
    return contents
