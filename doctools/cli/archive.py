"""`doctools archive add|list|remove|check|info`: what is kept for the next campaign."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from doctools import archiving, campaign, pipeline
from doctools.archive.entries import REFERENCE, SUBMISSION
from doctools.cli import options
from doctools.cli.paths import (
    STANDARD_INPUT,
    examine_paths,
    settings_for,
    title_for,
)
from doctools.cli.session import emit, finish, form_of, open_session
from doctools.errors import ExitCode, UsageError
from doctools.intake.arguments import is_folder
from doctools.layout.doctype import DOCUMENT_TYPES
from doctools.members.tables import load_facts
from doctools.reports.wording import line_for_reading, why

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.archive.entries import Fault, Listed
    from doctools.archive.store import Archive
    from doctools.archiving import Addition
    from doctools.batch import Batch
    from doctools.facts import Facts
    from doctools.messages import Catalogue

SCHEMA = 1
"""Version of the lines of JSON."""
LEAST_PREFIX = 8
"""Digits of a content hash that name a text."""
SHOWN_DIGITS = 12


Folder = Annotated[
    Path, typer.Argument(help="command.option_archive_folder", metavar="ARCHIVE")
]
NewPaths = Annotated[
    list[Path], typer.Argument(help="command.option_archive_paths", metavar="PATH...")
]
Names = Annotated[
    list[str], typer.Argument(help="command.option_archive_names", metavar="NAME...")
]
IsReference = Annotated[
    bool, typer.Option("--reference", help="command.option_archive_reference")
]
CampaignName = Annotated[
    str | None,
    typer.Option("--campaign", help="command.option_campaign", metavar="NAME"),
]
Title = Annotated[
    str, typer.Option("--title", help="command.option_title", metavar="TEXT")
]
SourceName = Annotated[
    str, typer.Option("--source", help="command.option_source", metavar="TEXT")
]


def add(
    archive: Folder,
    paths: NewPaths,
    *,
    reference: IsReference = False,
    campaign_name: CampaignName = None,
    title: Title = "",
    source: SourceName = "",
    roster: options.Roster = None,
    jobs: options.Jobs = None,
    format_: options.FormOption = None,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    lang: options.Lang = options.Language.ZH,
) -> None:
    """Put papers or reference texts into the archive, which is made if need be."""
    session = open_session(lang.value, quiet=quiet, no_color=no_color)
    words = session.words
    pasted = STANDARD_INPUT in paths
    if pasted and not reference:
        raise UsageError("archive_paste_reference")
    note = words("archive.note")
    with archiving.opened(archive, write=True, note=note):
        pass  # refuses before the reading what cannot be written
    settings = settings_for(paths, session)
    batch = examine_paths(
        paths, session, settings=settings, jobs=jobs, stages=("layout",)
    )
    if (title or source) and len(batch.documents) > 1:
        raise UsageError("archive_title_one", count=len(batch.documents))
    given = campaign_name if campaign_name is not None else title_for(paths)
    label = archiving.Label(
        store=REFERENCE if reference else SUBMISSION,
        added=datetime.now().astimezone().date().isoformat(),
        campaign="" if reference else given,
        title=title,
        source=source,
    )
    starts = {
        path: pipeline.page_starts(document)
        for path, document in batch.documents.items()
    }
    works = pipeline.attribute_all(batch, facts=_facts(paths, roster), period=None)
    with archiving.opened(archive, write=True) as opened:
        additions = archiving.add(
            opened, batch, label=label, works=works, starts=starts
        )
    if form_of(format_) is options.Form.JSONL:
        emit(_dump(_added(one, words)) for one in additions)
    else:
        emit(_told(additions, batch, words))
    session.terminal.report_files(batch.outcomes)
    finish(batch.outcomes)


def list_(
    archive: Folder,
    *,
    format_: options.FormOption = None,
    lang: options.Lang = options.Language.ZH,
) -> None:
    """Show what is in the archive."""
    words = open_session(lang.value, quiet=False).words
    with archiving.opened(archive) as opened:
        found = opened.texts()
    if form_of(format_) is options.Form.JSONL:
        emit(_dump(_record("archived", one)) for one in found)
        return
    emit(_line(one, words) for one in found)
    if not found:
        emit([words("archive.empty")])


def remove(
    archive: Folder,
    names: Names,
    *,
    format_: options.FormOption = None,
    lang: options.Lang = options.Language.ZH,
) -> None:
    """Take texts out of the archive, by content hash or by their path in it."""
    words = open_session(lang.value, quiet=False).words
    with archiving.opened(archive, write=True) as opened:
        chosen = _named(opened, names)
        opened.remove([one.number for one in chosen])
    if form_of(format_) is options.Form.JSONL:
        emit(_dump(_record("archive_removed", one)) for one in chosen)
    else:
        emit(_line(one, words) for one in chosen)
        emit([words("archive.removed", count=len(chosen))])


def check(
    archive: Folder,
    *,
    format_: options.FormOption = None,
    lang: options.Lang = options.Language.ZH,
) -> None:
    """Read the whole archive and say what is wrong with it."""
    words = open_session(lang.value, quiet=False).words
    with archiving.opened(archive) as opened:
        faults = list(opened.faults())
        submissions, references = opened.sizes()
    if form_of(format_) is options.Form.JSONL:
        emit(_dump(_fault(fault, words)) for fault in faults)
    else:
        emit(
            line_for_reading(words(f"archive.fault_{f.code}", **f.facts))
            for f in faults
        )
        code = "archive.check_faults" if faults else "archive.check_ok"
        emit(
            [
                words(
                    code,
                    count=len(faults),
                    submissions=submissions,
                    references=references,
                )
            ]
        )
    if faults:
        raise typer.Exit(ExitCode.USAGE)


def info(
    archive: Folder,
    *,
    format_: options.FormOption = None,
    lang: options.Lang = options.Language.ZH,
) -> None:
    """Say how much is in the archive, by campaign."""
    words = open_session(lang.value, quiet=False).words
    with archiving.opened(archive) as opened:
        found = opened.texts()
    works = [one for one in found if one.about.store == SUBMISSION]
    campaigns = Counter(one.about.campaign for one in works)
    facts = {
        "submissions": len(works),
        "references": len(found) - len(works),
        "characters": sum(one.characters for one in found),
        "bytes": sum(f.stat().st_size for f in archive.rglob("*") if f.is_file()),
    }
    if form_of(format_) is options.Form.JSONL:
        emit([_dump({"type": "archive_info", **facts, "campaigns": dict(campaigns)})])
        return
    megabytes = f"{facts['bytes'] / 1_000_000:.1f}"
    emit(
        [
            line_for_reading(
                words("archive.info", megabytes=megabytes, path=archive, **facts)
            )
        ]
    )
    emit(
        line_for_reading(words("archive.campaign", name=name, count=count))
        for name, count in sorted(campaigns.items())
    )


def _facts(paths: Sequence[Path], roster: Path | None) -> Facts:
    """Return what tables say of the authors: those of the folder, or the roster."""
    first = paths[0]
    tables = None
    if first != STANDARD_INPUT and is_folder(first):
        tables = campaign.look_at(first).tables
    return load_facts(tables, roster=roster, document_types=DOCUMENT_TYPES)


def _named(opened: Archive, names: Sequence[str]) -> list[Listed]:
    """Return the texts that names stand for.

    Raises:
        UsageError: a name stands for no text; nothing is removed then.
    """
    there = opened.texts()
    chosen: dict[int, Listed] = {}
    for name in names:
        found = [one for one in there if _is_called(one, name)]
        if not found:
            raise UsageError("archive_no_such_text", name=name)
        chosen.update((one.number, one) for one in found)
    return list(chosen.values())


def _is_called(one: Listed, name: str) -> bool:
    is_prefix = len(name) >= LEAST_PREFIX and one.about.sha256.startswith(name.lower())
    return is_prefix or one.about.path == name


def _told(
    additions: Sequence[Addition], batch: Batch, words: Catalogue
) -> Iterator[str]:
    """Yield what was left out and why, then how many texts were added."""
    statuses = Counter(one.status for one in additions)
    for one in additions:
        if one.status != "added":
            yield line_for_reading(_why(one, words))
    yield words(
        "archive.added",
        added=statuses["added"],
        already=statuses["already"],
        refused=statuses["refused"],
    )
    if not batch.documents:
        yield words("archive.nothing_added")


def _why(one: Addition, words: Catalogue) -> str:
    """Return in one sentence why a file was not added."""
    path = one.outcome.path
    if one.status == "already":
        return words("archive.already", path=path)
    reason = why(one.outcome, words)
    if one.outcome.status == "classified":
        return words("archive.refused_classified", path=path)
    return words(
        "archive.refused", path=path, reason=reason or words("archive.no_text")
    )


def _added(one: Addition, words: Catalogue) -> dict[str, object]:
    return {
        "type": "archive_add",
        "path": one.outcome.path,
        "status": one.status,
        "file_status": one.outcome.status,
        "archived": one.archived and asdict(one.archived),
        "message": "" if one.status == "added" else _why(one, words),
    }


def _record(kind: str, one: Listed) -> dict[str, object]:
    return {
        "type": kind,
        **asdict(one.about),
        "document_type": one.document_type,
        "characters": one.characters,
    }


def _fault(fault: Fault, words: Catalogue) -> dict[str, object]:
    message = words(f"archive.fault_{fault.code}", **fault.facts)
    return {"type": "archive_fault", "code": fault.code, "message": message}


def _line(one: Listed, words: Catalogue) -> str:
    about = one.about
    code = "archive.line" if about.store == SUBMISSION else "archive.line_reference"
    unknown = words("archive.unknown")
    return line_for_reading(
        words(
            code,
            digest=about.sha256[:SHOWN_DIGITS],
            path=about.path,
            title=about.title or unknown,
            authors=words.listed(about.authors) or unknown,
            date=about.date or unknown,
            source=about.source or unknown,
            added=about.added,
            characters=one.characters,
        )
    )


def _dump(record: dict[str, object]) -> str:
    content = {"type": record["type"], "schema": SCHEMA, **record}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
