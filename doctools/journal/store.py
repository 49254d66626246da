"""The journal of decisions on the disk: an SQLite file that only ever grows.

It lies in the result folder, apart from the journal of what was read: that one may be
thrown away, this one may not. No absolute path stands in it, so that the folder can be
moved. What cannot be read ends the run; it is never put aside in silence.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from doctools.decisions import entry_as_json, entry_from_json
from doctools.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from doctools.decisions import Entry

FOLDER = ".doctools"
FILE_NAME = "decisions.sqlite"
SCHEMA_VERSION = 1
"""Raised when the table below changes; a file of a later version is refused."""

_TAKEN = "CREATE TABLE IF NOT EXISTS taken (mark TEXT PRIMARY KEY)"
"""Remarks on findings that were written into the office's lists; made when missing, so
that a file of before this table is as good."""

_HAS_TAKEN = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'taken'"

_TABLE = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS entry (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    identifier TEXT NOT NULL UNIQUE,
    entry TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS no_change BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END;
CREATE TRIGGER IF NOT EXISTS no_loss BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END;
PRAGMA user_version = {SCHEMA_VERSION};
COMMIT;
"""


class Journal:
    """An open journal of decisions. Use `open_journal`."""

    def __init__(self, connection: sqlite3.Connection, *, file: str) -> None:
        self._connection = connection
        self._file = file

    def entries(self) -> tuple[Entry, ...]:
        """Return everything that was ever decided, the oldest first.

        Raises:
            UsageError: `decisions_damaged`, an entry cannot be read.
        """
        rows = self._connection.execute("SELECT entry FROM entry ORDER BY sequence")
        try:
            return tuple(entry_from_json(text) for (text,) in rows)
        except ValueError as error:
            raise UsageError("decisions_damaged", file=self._file) from error

    def append(self, entries: Sequence[Entry]) -> None:
        """Add entries, all or none; they are on the disk when this returns."""
        with self._connection:
            self._connection.executemany(
                "INSERT INTO entry (identifier, entry) VALUES (?, ?)",
                [(entry.identifier, entry_as_json(entry)) for entry in entries],
            )

    def taken(self) -> frozenset[str]:
        """Return the remarks on findings that were taken over, see `own_words`."""
        rows = self._connection.execute("SELECT mark FROM taken")
        return frozenset(str(mark) for (mark,) in rows)

    def take(self, marks: Sequence[str]) -> None:
        """Note remarks as taken over, so that none is taken over twice."""
        with self._connection:
            self._connection.executemany(
                "INSERT OR IGNORE INTO taken VALUES (?)", [(mark,) for mark in marks]
            )


def read_journal(folder: Path) -> tuple[tuple[Entry, ...], frozenset[str]]:
    """Return the entries and the remarks taken over; nothing is made or changed.

    Raises:
        UsageError: `decisions_damaged` or `decisions_other_version`.
        OutputError: the file cannot be opened, or another program keeps it to itself.
    """
    file = folder / FOLDER / FILE_NAME
    if not file.is_file():
        return (), frozenset()
    with _explained(file), closing(sqlite3.connect(file, timeout=30)) as connection:
        connection.execute("PRAGMA query_only = ON")
        if not _is_sound(connection, file=str(file)):
            return (), frozenset()
        journal = Journal(connection, file=str(file))
        entries = journal.entries()
        has_taken = connection.execute(_HAS_TAKEN).fetchone()
        return entries, journal.taken() if has_taken else frozenset()


@contextmanager
def open_journal(folder: Path) -> Iterator[Journal]:
    """Open the decisions of a result folder; the file is made if it is not there.

    Raises:
        UsageError: `decisions_damaged` or `decisions_other_version`.
        OutputError: the file cannot be made or written.
    """
    file = folder / FOLDER / FILE_NAME
    with _explained(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        with closing(_connect(file)) as connection:
            yield Journal(connection, file=str(file))


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError.refused(error, file.parent) from error
    except sqlite3.OperationalError as error:
        raise OutputError.refused_by_database(error, file) from error
    except sqlite3.DatabaseError as error:
        raise UsageError("decisions_damaged", file=str(file)) from error


def _connect(file: Path) -> sqlite3.Connection:
    """Return a connection to a sound file of this version.

    Raises:
        UsageError: the file is of another version or damaged.
        sqlite3.DatabaseError: it is no database, or cannot be opened.
    """
    connection = sqlite3.connect(file, timeout=30)
    try:
        _prepare(connection, file=str(file))
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, *, file: str) -> None:
    connection.execute("PRAGMA synchronous = EXTRA")
    if not _is_sound(connection, file=file):
        connection.executescript(_TABLE)
    connection.execute(_TAKEN)


def _is_sound(connection: sqlite3.Connection, *, file: str) -> bool:
    """Tell whether a file holds a journal; False for an empty one.

    Raises:
        UsageError: it is damaged or of another version.
        sqlite3.DatabaseError: it is no database.
    """
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if not tables and not version:
        return False
    if version != SCHEMA_VERSION:
        raise UsageError("decisions_other_version", file=file, version=version)
    if connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
        raise UsageError("decisions_damaged", file=file)
    return True
