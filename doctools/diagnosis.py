"""What is installed, and what a missing part costs."""

from __future__ import annotations

import platform
import sqlite3
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from doctools import __version__
from doctools.lexicon.load import shipped

PARTS = (
    "lxml",
    "pypdfium2",
    "pdfplumber",
    "pypdf",
    "python-docx",
    "python-calamine",
    "jieba",
    "pypinyin",
    "rapidfuzz",
    "numpy",
    "duckdb",
    "xlsxwriter",
)
"""Distributions whose absence makes a part of the work impossible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at; `code` and `facts` name its sentence under `doctor.`."""

    code: str
    found: bool
    facts: Mapping[str, str]

    def as_record(self) -> dict[str, object]:
        """Return the check as a JSON object."""
        return {"code": self.code, "found": self.found, **self.facts}


def examine() -> tuple[Check, ...]:
    """Return the state of this installation; nothing is changed."""
    checks = [
        Check(code="doctools", found=True, facts={"version": __version__}),
        Check(
            code="python",
            found=sys.version_info >= (3, 11),
            facts={"version": platform.python_version()},
        ),
        Check(code="sqlite", found=True, facts={"version": sqlite3.sqlite_version}),
        _dictionaries(),
        *(_part(name) for name in PARTS),
    ]
    return tuple(checks)


def _part(name: str) -> Check:
    try:
        facts = {"name": name, "version": version(name)}
    except PackageNotFoundError:
        return Check(code="part", found=False, facts={"name": name, "version": ""})
    return Check(code="part", found=True, facts=facts)


def _dictionaries() -> Check:
    files = sorted(shipped().rglob("*.txt"))
    return Check(
        code="dictionaries", found=bool(files), facts={"count": str(len(files))}
    )
