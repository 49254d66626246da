"""Calls the command line as a user would, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import doctools as package

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACE = Path(package.__file__).parents[1]
"""Where the package under test lies, for commands that run in another folder."""


def doctools(
    *arguments: str | Path,
    given: bytes = b"",
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run `doctools` with arguments and return what it wrote.

    One worker, unless told otherwise: each takes seconds to load the dictionaries, and
    other tests run beside this one.
    """
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "doctools",
            *(os.fspath(argument) for argument in arguments),
        ],
        input=given,
        capture_output=True,
        check=False,
        timeout=120,
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(PLACE),
            "DOCTOOLS_JOBS": "1",
            **(environment or {}),
        },
    )


def records(output: bytes, kind: str | None = None) -> list[dict[str, Any]]:
    """Return the records of JSON Lines, of one type or all."""
    found = [json.loads(line) for line in output.decode().splitlines()]
    return [record for record in found if kind in {None, record["type"]}]
