"""Reads a `result.json` again, to compare a new result with it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from doctools.errors import UsageError
from doctools.records import Award, CriterionResult, MemberCount, Run, Work
from doctools.reports.records import SCHEMA

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 200_000_000
"""Bytes of a result that is read; 10,000 works take about a tenth of it."""

_ESCAPE = re.compile(
    r"\\\\|\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|\\u(d[89a-f][0-9a-f]{2})",
    re.IGNORECASE,
)
"""An escaped backslash, a pair of surrogates, or (as group) one that stands alone."""
_PARTS: Mapping[str, type] = {
    "works": Work,
    "members": MemberCount,
    "criteria": CriterionResult,
    "awards": Award,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedResult:
    """What a `result.json` says.

    Attributes:
        files: status of each file by path.
        members: counts per member, type and month.
    """

    run: Run
    files: Mapping[str, str] = field(default_factory=dict)
    works: tuple[Work, ...] = ()
    members: tuple[MemberCount, ...] = ()
    criteria: tuple[CriterionResult, ...] = ()
    awards: tuple[Award, ...] = ()


def load(file: Path) -> SavedResult:
    """Return what a `result.json` says.

    Raises:
        UsageError: there is no such file, it is too large, damaged, no result, or of
            another version.
    """
    return parse(_read(file), file=str(file))


def parse(text: str, *, file: str = "result.json") -> SavedResult:
    r"""Return what the content of a `result.json` says.

    Names that UTF-8 cannot hold come back as they are written, `\udcff`.

    Raises:
        UsageError: it is damaged, no result, or of another version; `file` is named.
    """
    try:
        content = json.loads(_ESCAPE.sub(_spelled_out, text))
    except (ValueError, RecursionError) as error:
        raise UsageError("since_damaged", file=file) from error
    missing = {"run", "files", *_PARTS} - set(
        content if isinstance(content, dict) else ()
    )
    if missing:
        raise UsageError("since_no_result", file=file)
    run = content["run"]
    version = run.get("schema") if isinstance(run, dict) else None
    if version != SCHEMA:
        raise UsageError("since_version", file=file, version=version, known=SCHEMA)
    return _build(content, file=file)


def _spelled_out(found: re.Match[str]) -> str:
    r"""Return a lone surrogate's escape so that it is read as the text `\udcff`."""
    return f"\\\\u{found[1]}" if found[1] else found[0]


def _read(file: Path) -> str:
    try:
        if file.is_dir():
            raise UsageError("file_expected", path=str(file))
        if file.stat().st_size > LARGEST:
            limit = LARGEST // 1_000_000
            raise UsageError("since_too_large", file=str(file), megabytes=limit)
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UsageError("path_missing", path=str(file)) from error
    except UnicodeDecodeError as error:
        raise UsageError("since_damaged", file=str(file)) from error
    except (OSError, ValueError) as error:
        raise UsageError("since_unreadable", file=str(file)) from error


def _build(content: Mapping[str, Any], *, file: str) -> SavedResult:
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - slow to import

    try:
        return SavedResult(
            run=TypeAdapter(Run).validate_python(content["run"]),
            files={
                str(entry["path"]): str(entry["status"]) for entry in content["files"]
            },
            **{
                name: tuple(map(TypeAdapter(kind).validate_python, content[name]))
                for name, kind in _PARTS.items()
            },
        )
    except (ValidationError, TypeError, KeyError, AttributeError) as error:
        raise UsageError("since_no_result", file=file) from error
