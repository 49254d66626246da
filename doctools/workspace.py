"""The journal of one result folder: what was read, and which outputs are ours.

An SQLite file, one row committed at once for every file read, so that a crash or a
power cut costs the files in flight and nothing else. It is a cache and a memory of
what was written: without it a run does more work and comes to the same result.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from doctools.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

FOLDER = ".doctools"
FILE_NAME = "journal.sqlite"
SCHEMA_VERSION = 1
"""Raised whenever one of the tables below changes; a journal of another version starts
anew. A table more is no change."""

_TABLES = """
CREATE TABLE IF NOT EXISTS examination (key TEXT PRIMARY KEY, result TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS page (
    file TEXT, number INTEGER, result TEXT NOT NULL, PRIMARY KEY (file, number)
);
CREATE TABLE IF NOT EXISTS output (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL);
"""


class Workspace:
    """An open journal. Use `open_workspace`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def examination(self, key: str) -> str | None:
        """Return the stored result of reading a file, as JSON, or None."""
        row = self._connection.execute(
            "SELECT result FROM examination WHERE key = ?", (key,)
        ).fetchone()
        return None if row is None else str(row[0])

    def keep_examination(self, key: str, result: str) -> None:
        """Store the result of reading a file; it is on disk when this returns."""
        with self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO examination VALUES (?, ?)", (key, result)
            )

    def page(self, file: str, number: int) -> str | None:
        """Return a recognised page of a file by its content, as JSON, or None."""
        row = self._connection.execute(
            "SELECT result FROM page WHERE file = ? AND number = ?", (file, number)
        ).fetchone()
        return None if row is None else str(row[0])

    def keep_page(self, file: str, number: int, result: str) -> None:
        """Store a recognised page; it is on disk when this returns."""
        with self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO page VALUES (?, ?, ?)", (file, number, result)
            )

    def forget_pages(self, file: str) -> None:
        """Drop the recognised pages of a file."""
        with self._connection:
            self._connection.execute("DELETE FROM page WHERE file = ?", (file,))

    def forget_pages_except(self, digests: Collection[str]) -> None:
        """Drop the recognised pages of files that are gone, by their SHA-256."""
        known = {row[0] for row in self._connection.execute("SELECT file FROM page")}
        for file in sorted(known):
            if file.partition("-")[0] not in digests:
                self.forget_pages(file)

    def forget_examinations_except(self, keys: Collection[str]) -> None:
        """Drop what belongs to files that are gone or have changed."""
        known = {
            row[0] for row in self._connection.execute("SELECT key FROM examination")
        }
        with self._connection:
            self._connection.executemany(
                "DELETE FROM examination WHERE key = ?",
                [(key,) for key in sorted(known.difference(keys))],
            )

    def written(self) -> dict[str, str]:
        """Return the SHA-256 of every output as we last wrote it, by name."""
        rows = self._connection.execute("SELECT name, sha256 FROM output")
        return {str(name): str(digest) for name, digest in rows}

    def remember_written(self, digests: Mapping[str, str]) -> None:
        """Note what outputs look like as we wrote them."""
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO output VALUES (?, ?)", list(digests.items())
            )


def written_in(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every output of a folder as we last wrote it, by name.

    Nothing is made or changed; where the journal is missing or of no use, nothing is
    known.
    """
    file = folder / FOLDER / FILE_NAME
    if not file.is_file():
        return {}
    try:
        with closing(sqlite3.connect(file, timeout=30)) as connection:
            connection.execute("PRAGMA query_only = ON")
            return Workspace(connection).written()
    except sqlite3.DatabaseError:
        return {}


@contextmanager
def open_workspace(folder: Path) -> Iterator[Workspace]:
    """Open the journal of a result folder, made if it is not there.

    A journal that is damaged or of another version is put aside under a new name and a
    fresh one begun.

    Raises:
        OutputError: the folder cannot be made or written.
    """
    file = folder / FOLDER / FILE_NAME
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        connection = _connect(file)
    except OSError as error:
        raise OutputError.refused(error, file.parent) from error
    except sqlite3.OperationalError as error:
        raise OutputError.refused_by_database(error, file) from error
    with closing(connection):
        try:
            yield Workspace(connection)
        except sqlite3.OperationalError as error:
            raise OutputError.refused_by_database(error, file) from error


def _connect(file: Path) -> sqlite3.Connection:
    try:
        connection = _prepare(file)
    except sqlite3.OperationalError:
        raise  # no permission, disk full, in use by another run: nothing is broken
    except sqlite3.DatabaseError:
        connection = None
    if connection is not None:
        return connection
    _put_aside(file)
    fresh = _prepare(file)
    if fresh is None:
        message = f"{file} is written by another version"
        raise sqlite3.OperationalError(message)
    return fresh


def _prepare(file: Path) -> sqlite3.Connection | None:
    """Return a usable connection, or None if the journal is of another version."""
    connection = sqlite3.connect(file, timeout=30)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and version != SCHEMA_VERSION:
            connection.close()
            return None
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA synchronous = NORMAL")
        # what is dropped may be the text of a paper that proved to be secret
        connection.execute("PRAGMA secure_delete = ON")
        connection.executescript(_TABLES)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _put_aside(file: Path) -> None:
    number = 1
    while (aside := file.with_suffix(f".old{number}")).exists():
        number += 1
    file.replace(aside)
    for suffix in ("-wal", "-shm", "-journal"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
