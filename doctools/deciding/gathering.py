"""Collects what people decided so far from a result folder, without touching it.

`run` and `count` read the same, so that both come to the same numbers.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from doctools.campaign import output_folder
from doctools.deciding.own_words import not_understood
from doctools.deciding.sources import Sources
from doctools.errors import UsageError
from doctools.intake.arguments import is_folder
from doctools.journal import store
from doctools.reports.result_folder import PUBLICITY, WORKBOOK
from doctools.reports.workbook_edits import (
    Edits,
    read_edits,
    renamed_in,
    workbooks_in,
)
from doctools.workspace import written_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from doctools.campaign import CampaignFolder


def gather(folder: Path, *, recorded: str) -> Sources:
    """Return the decisions a result folder holds, as `run` would find them.

    Nothing is entered: a decision that stands only in a workbook counts all the same.

    Args:
        folder: the result folder; one that is not there has no decisions.
        recorded: the day, as `2010-07-01`.

    Raises:
        UsageError: the journal is damaged or of another version.
        OutputError: another program keeps the journal or a workbook to itself.
    """
    entries, taken = store.read_journal(folder)
    workbooks = edited_workbooks(folder, known=written_in(folder))
    return Sources(
        journal=entries,
        workbooks=workbooks,
        recorded=recorded,
        troubles=not_understood(workbooks),
        taken_over=len(taken),
    )


def holds_decisions(folder: Path) -> bool:
    """Tell whether a folder is one in which decisions are made."""
    journal = folder / store.FOLDER / store.FILE_NAME
    return journal.is_file() or bool(workbooks_in(folder, WORKBOOK))


def decisions_folder(
    campaign: CampaignFolder, *, given: Path | None, since: Path | None = None
) -> Path | None:
    """Return the result folder whose decisions apply to a campaign; None without one.

    The one that is given; else the one beside the folder, where `run` puts it by
    itself; else the one an earlier result was taken from.

    Args:
        campaign: the parts of the folder.
        given: a result folder given by hand.
        since: a `result.json` given to compare with.

    Raises:
        UsageError: what is given by hand is no result folder.
        OutputError: the folder beside cannot be reached.
    """
    if given is not None:
        if not is_folder(given) or not holds_decisions(given):
            raise UsageError("no_result_folder", path=str(given))
        return given
    beside = output_folder(campaign, None)
    places = (beside, since.parent) if since is not None else (beside,)
    return next((place for place in places if holds_decisions(place)), None)


def edited_workbooks(folder: Path, *, known: Mapping[str, str]) -> tuple[Edits, ...]:
    """Return what people wrote into the workbooks of a result folder.

    A workbook that is open in an office program is read as it was last saved. One that
    cannot be read is left out where it is as we wrote it: nobody wrote into it. One
    under another name counts as older than ours; a workbook that is none of ours is no
    business of ours.

    Args:
        folder: the result folder.
        known: SHA-256 of the workbooks as they were last written, by name.

    Raises:
        OutputError: the office program keeps it to itself.
    """
    others = map(read_edits, renamed_in(folder, WORKBOOK, PUBLICITY))
    renamed = tuple(edits for edits in others if not edits.unreadable)
    found = ((path, read_edits(path)) for path in workbooks_in(folder, WORKBOOK))
    own = tuple(
        edits
        for path, edits in found
        if not edits.unreadable or _digest(path) != known.get(path.name)
    )
    return (*renamed, *own)


def opened_workbooks(folder: Path) -> tuple[str, ...]:
    """Return the workbooks an office program has open now: it may hold unsaved edits."""
    return tuple(
        path.name
        for path in workbooks_in(folder, WORKBOOK)
        if path.with_name(f"~${path.name}").exists()
    )


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
