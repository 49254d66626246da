"""`doctools criteria check` and `doctools criteria explain`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from doctools import campaign
from doctools.awards.criteria import load
from doctools.awards.explain import assumptions
from doctools.awards.statements import statements
from doctools.cli import options
from doctools.cli.session import emit, form_of, open_session, tell
from doctools.errors import ExitCode, UsageError
from doctools.layout.doctype import DOCUMENT_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doctools.awards.criteria import Criteria
    from doctools.awards.statements import Statement
    from doctools.messages import Catalogue

_INNER = str.maketrans("“”", "‘’")
SCHEMA = 1
"""Version of the lines of JSON."""

PathArgument = Annotated[
    Path, typer.Argument(help="command.option_criteria_file", metavar="PATH")
]


def check(
    path: PathArgument,
    *,
    format_: options.FormOption = None,
    lang: options.Lang = options.Language.ZH,
) -> None:
    """Say whether a criteria file can be used, or the line to mend and how."""
    words = open_session(lang.value, quiet=False).words
    as_lines = form_of(format_) is options.Form.JSONL
    try:
        file = campaign.criteria_at(path)
        criteria = load(file, document_types=DOCUMENT_TYPES)
    except UsageError as error:
        if not as_lines:
            raise
        emit(_dump(_problem(e, path, words)) for e in (error, *error.others))
        raise typer.Exit(ExitCode.USAGE) from error
    counts = _counts(criteria, words)
    if as_lines:
        emit(
            [_dump({"type": "criteria_check", "file": file.name, "ok": True, **counts})]
        )
        return
    tell(
        [words("criteria.check_ok", file=file.name), words("criteria.counts", **counts)]
    )
    if counts["unsigned"]:
        tell([words("criteria.check_unsigned", unsigned=counts["unsigned"])])


def explain(
    path: PathArgument,
    *,
    format_: options.FormOption = None,
    lang: options.Lang = options.Language.ZH,
) -> None:
    """Say each rule of a criteria file in one sentence."""
    words = open_session(lang.value, quiet=False).words
    file = campaign.criteria_at(path)
    criteria = load(file, document_types=DOCUMENT_TYPES)
    found = statements(criteria, words=words)
    if form_of(format_) is options.Form.JSONL:
        emit(_dump(_record(statement)) for statement in found)
        return
    tell(_page(criteria, found, words))


def _counts(criteria: Criteria, words: Catalogue) -> dict[str, int]:
    found = assumptions(criteria, words=words)
    return {
        "populations": len(criteria.populations),
        "criteria": len(criteria.criteria),
        "points": len(criteria.points),
        "awards": len(criteria.awards),
        "assumptions": len(found),
        "unsigned": sum(not entry.signed_off_by for entry in found),
    }


def _problem(error: UsageError, path: Path, words: Catalogue) -> dict[str, object]:
    return {
        "type": "criteria_check",
        "file": Path(str(error.facts.get("file") or path)).name,
        "ok": False,
        "line": error.facts.get("line"),
        "code": error.code,
        "message": words(f"error.{error.code}", **error.facts),
    }


def _record(statement: Statement) -> dict[str, object]:
    return {
        "type": "statement",
        "kind": statement.kind,
        "id": statement.identifier,
        "name": statement.name,
        "sentence": statement.sentence,
        "quote": statement.quote,
        "needs_signature": statement.needs_signature,
    }


def _page(
    criteria: Criteria, found: Iterable[Statement], words: Catalogue
) -> Iterator[str]:
    """Yield title, then each kind of statement under its heading."""
    yield words(
        "criteria.page_title",
        title=criteria.title,
        basis=words("criteria.page_basis", basis=criteria.basis)
        if criteria.basis
        else "",
    )
    if criteria.first and criteria.last:
        yield words("criteria.page_period", first=criteria.first, last=criteria.last)
    kind = ""
    for statement in found:
        if statement.kind != kind:
            kind = statement.kind
            yield ""
            yield words(f"criteria.heading_{kind}")
        yield words(
            f"criteria.entry_{kind}",
            id=statement.identifier,
            name=statement.name,
            sentence=statement.outline[0] if statement.outline else statement.sentence,
        )
        for line in statement.outline[1:]:
            yield f"  {line}"
        if statement.quote:
            # quotation marks inside quotation marks are single (GB/T 15834-2011 §4.8.3.3)
            inner = statement.quote.translate(_INNER)
            yield words("criteria.entry_quote", quote=inner)


def _dump(record: dict[str, object]) -> str:
    content = {"type": record["type"], "schema": SCHEMA, **record}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
