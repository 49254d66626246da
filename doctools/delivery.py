"""The whole job in a result folder: decisions are read first, results written last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from doctools import campaign, pipeline
from doctools.batch import Batch, settings_from
from doctools.deciding.gathering import edited_workbooks
from doctools.deciding.own_words import take_over
from doctools.deciding.sources import Sources
from doctools.journal.store import open_journal
from doctools.records import Change
from doctools.reports import result_folder, since
from doctools.reports.result_folder import Written
from doctools.result import Result
from doctools.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from doctools.batch import Progress
    from doctools.campaign import CampaignFolder
    from doctools.decisions import Entry
    from doctools.messages import Catalogue


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """What a run found, and what it left in the result folder.

    Attributes:
        changes: what moved since the result this one replaces; None where there was
            none, or none that can be read.
        entered: how many decisions were entered into the journal.
        taken_over: how many remarks on findings went into the office's lists.
    """

    result: Result
    batch: Batch
    written: Written
    changes: tuple[Change, ...] | None
    entered: int
    taken_over: int


def deliver(
    parts: CampaignFolder,
    target: Path,
    *,
    words: Catalogue,
    language: str,
    level: str | None = None,
    ocr: bool = False,
    slots: int = 1,
    progress: Progress | None = None,
) -> Delivered:
    """Run a campaign and write everything into its result folder.

    Args:
        parts: of the campaign folder.
        target: the result folder, made if it is not there.
        words: of the language.
        language: of reasons and reports.
        level: of findings, or None for that of `doctools.toml`.
        ocr: whether scans are recognised, whatever `doctools.toml` says.
        slots: files read at a time.
        progress: hears of every finished file, or None.

    Raises:
        UsageError: a table, the configuration, the criteria or the journal of
            decisions cannot be used.
        OutputError: the result folder cannot be written.
    """
    today = datetime.now().astimezone().date()
    before = since.replaced(target / result_folder.RESULT)
    entered: list[Entry] = []
    with open_workspace(target) as workspace, open_journal(target) as journal:

        def keep(entries: Sequence[Entry]) -> None:
            journal.append(entries)
            entered.extend(entries)

        workbooks = edited_workbooks(target, known=workspace.written())
        taken = take_over(
            workbooks, parts.own_words, known=journal.taken(), words=words
        )
        journal.take(taken.marks)
        result, batch = pipeline.run(
            parts,
            settings=settings_from(
                parts.config,
                language=language,
                level=level,
                ocr=ocr,
                dictionaries=campaign.with_own_words(parts.dictionaries, parts.folder),
            ),
            words=words,
            means=pipeline.Means(slots=slots, workspace=workspace, progress=progress),
            decisions=Sources(
                journal=journal.entries(),
                workbooks=workbooks,
                recorded=today.isoformat(),
                troubles=taken.troubles,
                taken_over=len(journal.taken()),
                keep=keep,
            ),
        )
        changes = since.changes_since(before, result, words=words) if before else None
        written = result_folder.write(
            result,
            target,
            words=words,
            known=workspace.written(),
            today=today,
            changes=changes or (),
        )
        workspace.remember_written(written.digests)
    return Delivered(
        result=result,
        batch=batch,
        written=written,
        changes=changes,
        entered=len(entered),
        taken_over=len(taken.marks),
    )
