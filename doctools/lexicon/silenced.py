"""Findings that are shown no more: one line each in a file the office can read and edit.

    fingerprint  [text  [context]]

Only the fingerprint counts; the other columns are for whoever reads the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doctools.lexicon.files import lines

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from doctools.lexicon.files import Line

FILE_NAME = "不再提示.txt"
COLUMNS = 3
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


def read(folders: Iterable[Path]) -> frozenset[str]:
    """Return the fingerprints that the lists of dictionary folders name.

    Raises:
        UsageError: a line is malformed; the error names file and line.
    """
    return frozenset(
        entry(line)
        for folder in folders
        if (path := folder / FILE_NAME).is_file()
        for line in lines(path, most=COLUMNS)
    )


def entry(line: Line) -> str:
    """Return the fingerprint of a line.

    Raises:
        UsageError: its first column is none.
    """
    if not _FINGERPRINT.fullmatch(line.columns[0]):
        raise line.error("silenced_line", text=line.columns[0])
    return line.columns[0]
