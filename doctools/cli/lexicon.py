"""`doctools lexicon build` and `doctools lexicon check`."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from doctools.cli import options
from doctools.cli.paths import examine_paths, settings_for, spare_folders
from doctools.cli.session import emit, finish, form_of, open_session, tell
from doctools.errors import ExitCode, OutputError, UsageError
from doctools.intake.arguments import is_folder
from doctools.lexicon import attested
from doctools.lexicon.audit import audit, entries_of, list_files
from doctools.lexicon.load import Lexicon, load, merge, shipped
from doctools.model import Block, Document, Source
from doctools.reports.files import write_atomic
from doctools.text.normalize import fold
from doctools.text.privacy import mask_private
from doctools.typos.check import check as proofread

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doctools.cli.session import Session
    from doctools.lexicon.attested import Attested
    from doctools.lexicon.audit import Flags, ListFile, Problem
    from doctools.messages import Catalogue

SCHEMA = 1
"""Version of the lines of JSON."""
SUFFIX = "-词库"
TABLE = "attested/本单位.ngrams"
ENOUGH_FILES = 20
"""With fewer, hardly anything stands in two files, and little is learned."""
_OURS = (b"PK", b"about.json")
"""What a table begins with, a broken one too."""


PastFiles = Annotated[
    Path, typer.Argument(help="command.option_past_files", metavar="FOLDER")
]
Target = Annotated[
    Path | None,
    typer.Option("-o", "--output", help="command.option_lexicon_output", metavar="DIR"),
]
Dictionary = Annotated[
    Path, typer.Argument(help="command.option_dictionary", metavar="PATH")
]


def build(
    folder: PastFiles,
    *,
    output: Target = None,
    jobs: options.Jobs = None,
    format_: options.FormOption = None,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    lang: options.Lang = options.Language.ZH,
) -> None:
    """Learn from an office's own past files which strings it writes."""
    session = open_session(lang.value, quiet=quiet, no_color=no_color)
    if not is_folder(folder):
        raise UsageError("folder_expected", path=str(folder))
    resolved = folder.resolve()
    target = output or resolved.with_name(resolved.name + SUFFIX)
    spare_folders(target, [folder])
    _refuse_others(target / TABLE)
    settings = settings_for([folder], session)
    batch = examine_paths([folder], session, settings=settings, jobs=jobs)
    texts, copies = _witnesses(found.text for found in batch.documents.values())
    session.terminal.report_files(batch.outcomes)
    if not texts:
        raise UsageError("lexicon_nothing", path=str(folder))
    characters = sum(map(len, texts))
    source = session.words(
        "lexicon.source", name=resolved.name, files=len(texts), characters=characters
    )
    table = attested.mine(texts, source=mask_private(source))
    write_atomic(target / TABLE, attested.to_bytes(table))
    if form_of(format_) is options.Form.JSONL:
        emit([_built(table, characters=characters, copies=copies)])
    else:
        tell(
            _told(table, target, characters=characters, copies=copies, session=session)
        )
    if len(texts) < ENOUGH_FILES:
        session.terminal.complain("lexicon.few", files=len(texts), enough=ENOUGH_FILES)
    finish(batch.outcomes)


def _refuse_others(path: Path) -> None:
    """Refuse to write over a file that is no table of ours.

    Raises:
        UsageError: something else stands there.
        OutputError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            start = file.read(100)
    except FileNotFoundError:
        return
    except OSError as error:
        raise OutputError.refused(error, path) from error
    if not all(mark in start for mark in _OURS):
        raise UsageError("lexicon_not_ours", path=str(path))


def _witnesses(texts: Iterable[str]) -> tuple[list[str], int]:
    """Return the texts, each once, and how many were copies of another."""
    seen: dict[str, str] = {}
    copies = 0
    for text in texts:
        folded = fold(text)
        if not folded:
            continue
        key = sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()
        copies += key in seen
        seen.setdefault(key, text)
    return list(seen.values()), copies


def _built(table: Attested, *, characters: int, copies: int) -> str:
    return _dump(
        {
            "type": "lexicon_build",
            "files": table.files,
            "copies": copies,
            "characters": characters,
            "trigrams": len(table.trigrams),
            "fourgrams": len(table.fourgrams),
        }
    )


def _told(
    table: Attested, target: Path, *, characters: int, copies: int, session: Session
) -> Iterable[str]:
    words = session.words
    yield words(
        "lexicon.learned",
        files=table.files,
        characters=characters,
        strings=len(table.trigrams) + len(table.fourgrams),
    )
    if copies:
        yield words("lexicon.copies", copies=copies)
    yield words("lexicon.written", path=target / TABLE)
    yield words("lexicon.configure")
    named = json.dumps(target.resolve().as_posix(), ensure_ascii=False)
    yield "[typos]"
    yield f"dictionaries = [{named}]"


def check(
    path: Dictionary,
    *,
    format_: options.FormOption = None,
    lang: options.Lang = options.Language.ZH,
) -> None:
    """Say what is wrong with a dictionary, by file and line."""
    words = open_session(lang.value, quiet=False).words
    is_folder(path)  # refuses what is not there
    files = list_files(path)
    if not files:
        raise UsageError("dictionary_empty", path=str(path))
    base = load()
    problems = audit(
        files,
        base=base.entries,
        flags=_proofreader(base, files, words),
        headed=path.resolve().is_relative_to(shipped()),
    )
    if form_of(format_) is options.Form.JSONL:
        emit(_dump(_record(problem, words)) for problem in problems)
    else:
        tell(_message(problem, words) for problem in problems)
        code = "lexicon.check_problems" if problems else "lexicon.check_ok"
        tell([words(code, count=len(problems), files=len(files), name=path.name)])
    if problems:
        raise typer.Exit(ExitCode.USAGE)


def _proofreader(base: Lexicon, files: Sequence[ListFile], words: Catalogue) -> Flags:
    """Return what tells of each entry whether the proofreader would flag it."""

    def flags(texts: Sequence[str]) -> dict[str, str]:
        entries = merge(base.entries, entries_of(files))
        lexicon = Lexicon(entries, base.attested)
        document = Document(
            source=Source(path="", sha256="", kind="txt", size=0),
            blocks=tuple(Block(text=text) for text in texts),
        )
        return {
            texts[found.block]: found.reason
            for found in proofread(document, lexicon=lexicon, words=words)
            if found.code.startswith("typo.") and found.code != "typo.consistency"
        }

    return flags


def _message(problem: Problem, words: Catalogue) -> str:
    section = "error" if problem.malformed else "audit"
    return words(
        f"{section}.{problem.code}",
        file=problem.file,
        line=problem.line,
        text=problem.text,
        other=problem.other,
    )


def _record(problem: Problem, words: Catalogue) -> dict[str, object]:
    return {
        "type": "lexicon_problem",
        "file": problem.file,
        "line": problem.line or None,
        "code": problem.code,
        "text": problem.text,
        "message": _message(problem, words),
    }


def _dump(record: dict[str, object]) -> str:
    content = {"type": record["type"], "schema": SCHEMA, **record}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
