"""What another program calls after `import doctools`; see `docs/integration.md`.

Nothing is printed, and nothing is written but the result folder that is asked for.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from doctools import campaign, messages, pipeline
from doctools.batch import settings_from
from doctools.deciding.gathering import decisions_folder, gather
from doctools.delivery import deliver
from doctools.reports import changes, earlier, records
from doctools.reports.earlier import SavedResult

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doctools.errors import DoctoolsError
    from doctools.records import Change, MemberCount
    from doctools.result import Result

    Place = str | os.PathLike[str]


def run(
    folder: Place,
    *,
    criteria: Place | None = None,
    roster: Place | None = None,
    references: Iterable[Place] = (),
    archive: Place | None = None,
    jobs: int | None = None,
    ocr: bool = False,
    output: Place | None = None,
    result: Place | None = None,
    language: str = "zh",
) -> Result:
    """Return everything a folder of submissions holds, as `doctools run` finds it.

    Args:
        folder: submissions, or a campaign folder with its tables.
        criteria: criteria file in place of the folder's own.
        roster: roster in place of the folder's own.
        references: files and folders with reference texts beside the folder's own.
        archive: folder of past submissions in place of the one in `doctools.toml`.
        jobs: files read at a time; one per core where it is not said.
        ocr: whether scans are recognised, as `--ocr` does; needs `doctools[ocr]`.
        output: result folder to write and to go on from, as `doctools run -o` does;
            nothing is written without it.
        result: result folder whose decisions apply where nothing is written; without
            it the one beside the folder, if `doctools run` made one. It is only read.
        language: of reasons and reports, `zh` or `en`.

    Raises:
        UsageError: a path, a table, the configuration or the criteria cannot be used.
        OutputError: the result folder cannot be written.
    """
    words = messages.load(language)
    parts = campaign.look_at(
        Path(folder),
        roster=_path(roster),
        criteria=_path(criteria),
        references=tuple(Path(reference) for reference in references),
        archive=_path(archive),
    )
    slots = jobs or os.cpu_count() or 1
    if output is not None:
        target = campaign.output_folder(parts, Path(output))
        return deliver(
            parts, target, words=words, language=language, ocr=ocr, slots=slots
        ).result
    decided_in = decisions_folder(parts, given=_path(result))
    today = datetime.now().astimezone().date()
    found, _ = pipeline.run(
        parts,
        settings=settings_from(
            parts.config,
            language=language,
            ocr=ocr,
            dictionaries=parts.dictionaries,
        ),
        words=words,
        means=pipeline.Means(slots=slots),
        decisions=gather(decided_in, recorded=today.isoformat())
        if decided_in
        else None,
    )
    return found


def count(
    folder: Place,
    *,
    criteria: Place | None = None,
    roster: Place | None = None,
    references: Iterable[Place] = (),
    jobs: int | None = None,
    ocr: bool = False,
    result: Place | None = None,
) -> tuple[MemberCount, ...]:
    """Return the works of each member by type and month; see `run` for the rest."""
    return run(
        folder,
        criteria=criteria,
        roster=roster,
        references=references,
        jobs=jobs,
        ocr=ocr,
        result=result,
    ).member_counts


def load_result(file: Place) -> SavedResult:
    """Return what a `result.json` of an earlier run says.

    Raises:
        UsageError: it is missing, damaged, no result, or of another version.
    """
    return earlier.load(Path(file))


def compare_results(
    old: Result | SavedResult, new: Result | SavedResult
) -> tuple[Change, ...]:
    """Return every number that differs between two results, and why."""
    return changes.compare_results(_saved(old), _saved(new))


def records_of(result: Result, *, language: str = "zh") -> Iterator[dict[str, object]]:
    """Yield the records of `records.jsonl`, in the order of the contract."""
    words = messages.load(language)
    for name in records.OF_A_RUN:
        for record in records.in_order(result, name):
            yield records.as_record(record, words=words)


def to_json(result: Result, *, language: str = "zh") -> str:
    """Return the content of `result.json`."""
    return records.result_json(result, words=messages.load(language))


def explain(error: DoctoolsError, *, language: str = "zh") -> str:
    """Return what an error means and what to do, as the command line says it."""
    return messages.load(language)(f"error.{error.code}", **error.facts)


def _saved(result: Result | SavedResult) -> SavedResult:
    """Return a result as it reads once it is written."""
    if isinstance(result, SavedResult):
        return result
    return earlier.parse(to_json(result))


def _path(place: Place | None) -> Path | None:
    return None if place is None else Path(place)
