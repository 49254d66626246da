"""The few exceptions: a stable code and facts; the words stand in `messages/`."""

from __future__ import annotations

import errno
from enum import IntEnum
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

_REFUSALS = {
    errno.EACCES: "output_no_permission",
    errno.EPERM: "output_no_permission",
    errno.EROFS: "output_no_permission",
    errno.ENOSPC: "output_disk_full",
    errno.EDQUOT: "output_disk_full",
    errno.EISDIR: "output_is_folder",
    errno.ENOTDIR: "output_no_folder",
    errno.ENOENT: "output_no_folder",
    errno.EEXIST: "output_no_folder",
    errno.ENAMETOOLONG: "output_name_too_long",
    errno.EBUSY: "output_in_use",
    errno.ETXTBSY: "output_in_use",
}
_SHARING_VIOLATIONS = (32, 33)
"""Windows error numbers: another program holds the file, or a part of it."""

_DATABASE_CODE = 0xFF
"""The bits of an SQLite result code that extended codes have in common."""
_DATABASE_REFUSALS = {
    3: "output_no_permission",  # SQLITE_PERM
    5: "output_other_run",  # SQLITE_BUSY
    8: "output_no_permission",  # SQLITE_READONLY
    13: "output_disk_full",  # SQLITE_FULL
    14: "output_no_permission",  # SQLITE_CANTOPEN
}
"""As numbers: whoever only asks for help need not load the database."""


class ExitCode(IntEnum):
    """What the command line ends with; see the contract in `docs/`."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    FILES_UNREADABLE = 3
    FAIL_ON = 4
    OUTPUT = 5
    INTERRUPTED = 130


class DoctoolsError(Exception):
    """A run that cannot go on; `error.CODE` in the catalogue says what to do."""

    exit_code = ExitCode.INTERNAL

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{key}={value}" for key, value in self.facts.items())
        return f"{self.code} ({facts})" if facts else self.code


class UsageError(DoctoolsError):
    """Wrong arguments, configuration, criteria or table: the user can mend it.

    Attributes:
        others: further mistakes of the same file, in the order of its lines.
    """

    exit_code = ExitCode.USAGE

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, **facts)
        self.others: tuple[UsageError, ...] = ()


class OutputError(DoctoolsError):
    """A result could not be written; what stood there before is untouched."""

    exit_code = ExitCode.OUTPUT

    @classmethod
    def refused(cls, error: OSError, path: Path) -> Self:
        """Return what to say when the system refuses to write to a path."""
        if getattr(error, "winerror", None) in _SHARING_VIOLATIONS:
            return cls("output_in_use", path=str(path))
        code = _REFUSALS.get(error.errno or 0, "output_failed")
        return cls(code, path=str(path))

    @classmethod
    def refused_by_database(cls, error: sqlite3.Error, path: Path) -> Self:
        """Return what to say when SQLite cannot write to a file."""
        number = getattr(error, "sqlite_errorcode", 0) & _DATABASE_CODE
        return cls(_DATABASE_REFUSALS.get(number, "output_failed"), path=str(path))


class ReadError(Exception):
    """A file that a reader cannot read; becomes that file's outcome.

    Attributes:
        status: value of a `FileStatus`.
        code: stable code, `file.CODE` in the catalogue.
        facts: numbers and names, never text of the file.
    """

    def __init__(self, status: str, code: str, **facts: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.facts = facts
