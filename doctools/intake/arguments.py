"""Paths a person gave: whether they are there and may be entered."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from doctools.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def is_folder(path: Path) -> bool:
    """Tell whether a given path is a folder.

    Raises:
        UsageError: nothing is there (a name no system allows is nowhere either), or
            the way to it is barred.
    """
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except PermissionError as error:
        raise UsageError("path_no_permission", path=str(path)) from error
    except (OSError, ValueError) as error:
        raise UsageError("path_missing", path=str(path)) from error
