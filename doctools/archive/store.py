"""The archive itself: a DuckDB catalogue with the texts, fingerprints in files beside it.

A text is in the archive when its row is committed. Files of fingerprints are written
first, under their final names only when whole, and belong to the archive once a row
names them; what a killed writer leaves behind is swept away by the next one.
"""

from __future__ import annotations

import json
import zlib
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from doctools.archive import segments
from doctools.archive.entries import REFERENCE, SUBMISSION, Fault, Kept, Listed
from doctools.archive.place import Place, create, look_at, refused
from doctools.archive.segments import Segment
from doctools.errors import DoctoolsError, OutputError, UsageError
from doctools.records import Archived

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from doctools.archive.entries import NewText, Parameters

_TABLES = """
CREATE TABLE document (
    number UINTEGER PRIMARY KEY, sha256 VARCHAR NOT NULL, file_sha256 VARCHAR NOT NULL,
    store VARCHAR NOT NULL, path VARCHAR NOT NULL, title VARCHAR NOT NULL,
    campaign VARCHAR NOT NULL, authors VARCHAR NOT NULL, date VARCHAR,
    source VARCHAR NOT NULL, added VARCHAR NOT NULL, document_type VARCHAR,
    characters UINTEGER NOT NULL, pages VARCHAR NOT NULL, fingerprints UINTEGER NOT NULL,
    text BLOB NOT NULL, digest VARCHAR NOT NULL
);
CREATE TABLE segment (name VARCHAR PRIMARY KEY, size UBIGINT NOT NULL,
    digest VARCHAR NOT NULL);
CREATE TABLE counter (next_document UINTEGER NOT NULL, next_segment UINTEGER NOT NULL);
INSERT INTO counter VALUES (1, 1);
"""
_ABOUT = (
    "number, sha256, file_sha256, store, path, title, campaign, authors, date, source,"
    " added, document_type, characters"
)
_SETTINGS: Mapping[str, str | int] = {
    "threads": 2,
    "memory_limit": "800MB",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
"""An office PC has other things to do, and nothing is ever fetched."""
_REFUSALS = (
    ("Could not set lock", OutputError, "archive_locked"),
    ("being used by another process", OutputError, "archive_locked"),
    ("version number", UsageError, "archive_newer"),
    ("No space left", OutputError, "archive_disk_full"),
    ("Permission denied", OutputError, "archive_no_permission"),
    ("Read-only file system", OutputError, "archive_no_permission"),
)
"""How DuckDB words what stops it; its errors carry no codes."""
_LEVEL = 6


class Archive:
    """An open archive. Use `open_archive`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, place: Place) -> None:
        self._connection = connection
        self._place = place
        self._alive: NDArray[np.bool_] | None = None

    def sizes(self) -> tuple[int, int]:
        """Return how many submissions and how many reference texts there are."""
        rows = self._rows("SELECT store, count(*) FROM document GROUP BY store")
        found = dict(rows)
        return found.get(SUBMISSION, 0), found.get(REFERENCE, 0)

    def texts(self) -> list[Listed]:
        """Return everything there is, references last, by path."""
        query = f"SELECT {_ABOUT} FROM document ORDER BY store DESC, path"  # noqa: S608 - our own columns
        return [_listed(row) for row in self._rows(query)]

    def kept(self, numbers: Iterable[int]) -> list[Kept]:
        """Return texts with their words, by content."""
        wanted = ", ".join(str(int(number)) for number in numbers)
        return self._kept(f"number IN ({wanted})") if wanted else []

    def references(self) -> list[Kept]:
        """Return all reference texts with their words."""
        return self._kept(f"store = '{REFERENCE}'")

    def _kept(self, condition: str) -> list[Kept]:
        query = f"SELECT {_ABOUT}, pages, text FROM document WHERE {condition}"  # noqa: S608 - numbers and constants
        found = []
        for *about, pages, packed in self._rows(query):
            try:
                text = _unpacked(packed)
            except (zlib.error, UnicodeDecodeError) as error:
                raise self._damaged() from error
            places = tuple((start, page) for start, page in json.loads(pages))
            found.append(Kept(listed=_listed(about), text=text, pages=places))
        return sorted(found, key=lambda kept: _key(kept.listed.about))

    def holders(
        self, hashes: NDArray[np.uint64], *, most: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return which submissions hold which fingerprints.

        Args:
            hashes: ascending.
            most: holders of a fingerprint that are returned, see `segments.find`.

        Returns:
            For each hit the index of the fingerprint and the number of the work; for
            each fingerprint how many works hold it.
        """
        indexes, numbers, holders = segments.find(self._files(), hashes, most=most)
        live = self._live()
        if len(numbers) and int(numbers.max()) >= len(live):
            raise self._damaged()
        kept = live[numbers]
        return indexes[kept], numbers[kept], holders

    def add(self, texts: Sequence[NewText]) -> tuple[Archived, ...]:
        """Add what is not there yet, all or none; return what was added.

        The same content by the same authors is one text.
        """
        fresh = self._fresh(texts)
        if not fresh:
            return ()
        (first, next_segment) = self._rows("SELECT * FROM counter")[0]
        if first + len(fresh) > segments.MOST_NUMBERS:
            raise UsageError("archive_full", path=str(self._place.folder))
        pieces = [
            segments.entries_of(text.hashes, first + place)
            for place, text in enumerate(fresh)
        ]
        entries = np.sort(np.concatenate(pieces))
        segment = self._write(next_segment, iter([entries])) if len(entries) else None
        with self._transaction():
            self._insert(fresh, first)
            if segment:
                self._name(segment)
            self._connection.execute(
                "UPDATE counter SET next_document = ?", [first + len(fresh)]
            )
        self._alive = None
        due = segments.due(self._segments())
        if len(due) > 1:
            self._merge(due)
        return tuple(text.about for text in fresh)

    def remove(self, numbers: Sequence[int]) -> None:
        """Take texts out, and their fingerprints: all files of those become one."""
        wanted = ", ".join(str(int(number)) for number in numbers)
        with self._transaction():
            self._connection.execute(f"DELETE FROM document WHERE number IN ({wanted})")  # noqa: S608 - numbers
        self._alive = None
        self._merge(self._segments())

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong: files and texts that are not as they were written."""
        counts = np.zeros(self._given(), np.int64)
        for segment in self._segments():
            if not segments.is_whole(self._place.segments / segment.name, segment):
                yield Fault(code="segment", facts={"name": segment.name})
                continue
            numbers = segments.numbers_of(self._entries(segment))
            counts += np.bincount(numbers, minlength=len(counts))
        for number, path, expected, digest, packed in self._stream(
            "SELECT number, path, fingerprints, digest, text FROM document"
        ):
            if int(counts[number]) != expected:
                yield Fault(code="fingerprints", facts={"path": path})
            if not _is_whole(packed, digest):
                yield Fault(code="text", facts={"path": path})

    # ---- inside ----

    def _fresh(self, texts: Sequence[NewText]) -> list[NewText]:
        """Return the texts that are not there yet, each under a path of its own."""
        rows = self._rows("SELECT store, sha256, authors, path FROM document")
        there = {(store, digest, authors) for store, digest, authors, _ in rows}
        taken = {path for *_, path in rows}
        fresh = []
        for text in texts:
            about = text.about
            key = (about.store, about.sha256, _authors(about))
            if key in there:
                continue
            there.add(key)
            path, number = about.path, 1
            while path in taken:
                number += 1
                path = f"{about.path}~{number}"
            taken.add(path)
            fresh.append(replace(text, about=replace(about, path=path)))
        return fresh

    def _insert(self, texts: Sequence[NewText], first: int) -> None:
        rows = [
            (
                first + place,
                text.about.sha256,
                text.about.file_sha256,
                text.about.store,
                text.about.path,
                text.about.title,
                text.about.campaign,
                _authors(text.about),
                text.about.date,
                text.about.source,
                text.about.added,
                text.document_type,
                len(text.text),
                json.dumps(text.pages),
                len(text.hashes),
                zlib.compress(_encoded(text.text), _LEVEL),
                _digest(text.text),
            )
            for place, text in enumerate(texts)
        ]
        columns = {
            f"column{place}": np.array([*column, ""], dtype=object)[:-1]
            for place, column in enumerate(zip(*rows, strict=True))
        }
        columns["column0"] = np.arange(first, first + len(texts), dtype=np.uint32)
        self._connection.register("batch", columns)
        self._connection.execute("INSERT INTO document SELECT * FROM batch")
        self._connection.unregister("batch")

    def _write(self, number: int, pieces: Iterator[NDArray[np.uint64]]) -> Segment:
        name = f"{number:06d}{segments.SUFFIX}"
        path = self._place.segments / name
        try:
            return segments.write(path, pieces)
        except OSError as error:
            raise refused(error, self._place.folder) from error

    def _name(self, segment: Segment) -> None:
        """Make a file part of the archive, inside a transaction."""
        self._connection.execute(
            "INSERT INTO segment VALUES (?, ?, ?)",
            [segment.name, segment.size, segment.digest],
        )
        self._connection.execute("UPDATE counter SET next_segment = next_segment + 1")

    def _merge(self, old: Sequence[Segment]) -> None:
        """Make one file of several; what belongs to removed texts is left out.

        Removed texts that a killed writer left in them stay harmless until then: what
        is found of them is passed over.
        """
        if not old:
            return
        files = [self._entries(segment) for segment in old]
        (_, number) = self._rows("SELECT * FROM counter")[0]
        merged = self._write(number, segments.merged(files, self._live()))
        del files
        with self._transaction():
            for segment in old:
                self._connection.execute(
                    "DELETE FROM segment WHERE name = ?", [segment.name]
                )
            self._name(merged)
        self.sweep()

    def sweep(self) -> None:
        """Delete files that belong to no text: a killed writer left them."""
        named = {segment.name for segment in self._segments()}
        for file in self._place.segments.iterdir():
            if file.name not in named and file.suffix in {segments.SUFFIX, ".part"}:
                with suppress(OSError):
                    file.unlink()

    def _segments(self) -> list[Segment]:
        rows = self._rows("SELECT name, size, digest FROM segment ORDER BY name")
        return [Segment(name=name, size=size, digest=sum_) for name, size, sum_ in rows]

    def _files(self) -> list[segments.Entries]:
        return [self._entries(segment) for segment in self._segments()]

    def _entries(self, segment: Segment) -> segments.Entries:
        entries = segments.look(self._place.segments / segment.name, segment)
        if entries is None:
            raise self._damaged()
        return entries

    def _live(self) -> NDArray[np.bool_]:
        """Return for each number whether it is that of a submission that is there."""
        if self._alive is None:
            query = f"SELECT number FROM document WHERE store = '{SUBMISSION}'"  # noqa: S608 - a constant
            numbers = self._connection.execute(query).fetchnumpy()["number"]
            self._alive = np.zeros(self._given(), np.bool_)
            self._alive[numbers] = True
        return self._alive

    def _given(self) -> int:
        """Return the number the next text will get."""
        return int(self._rows("SELECT next_document FROM counter")[0][0])

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(query).fetchall()

    def _stream(self, query: str) -> Iterator[tuple[Any, ...]]:
        cursor = self._connection.execute(query)
        while rows := cursor.fetchmany(1000):
            yield from rows

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.begin()
        try:
            yield
        except BaseException:
            self._connection.rollback()
            raise
        self._connection.commit()

    def _damaged(self) -> UsageError:
        return UsageError("archive_damaged", path=str(self._place.folder))


@contextmanager
def open_archive(
    folder: Path, *, parameters: Parameters, write: bool = False, note: str = ""
) -> Iterator[Archive]:
    """Open an archive; for writing it is made if it is not there.

    Many may read at a time, or one may write.

    Args:
        folder: of the archive.
        parameters: how fingerprints are made.
        write: whether texts are added or removed.
        note: what a new archive says of itself; with it, one is made where none is.

    Raises:
        UsageError: it is no archive, of another version, or damaged.
        OutputError: another program has it open, or it cannot be written.
    """
    if note and not _is_there(folder):
        create(folder, parameters=parameters, note=note, fill=_begin)
    place = look_at(folder, parameters=parameters)
    with _explained(place), closing(_connect(place, write=write)) as connection:
        archive = Archive(connection, place)
        if write:
            archive.sweep()
        yield archive


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir() and any(folder.iterdir())
    except OSError as error:
        raise refused(error, folder) from error


def _begin(place: Place) -> None:
    with _explained(place), closing(_connect(place, write=True)) as connection:
        connection.execute(f"BEGIN; {_TABLES} COMMIT;")


def _connect(place: Place, *, write: bool) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(
        str(place.catalogue), read_only=not write, config=dict(_SETTINGS)
    )


@contextmanager
def _explained(place: Place) -> Iterator[None]:
    """Turn what stops DuckDB into a sentence for a person."""
    path = str(place.folder)
    try:
        yield
    except DoctoolsError:
        raise
    except duckdb.Error as error:
        said = str(error)
        for sign, kind, code in _REFUSALS:
            if sign in said:
                raise kind(code, path=path) from error
        raise UsageError("archive_damaged", path=path) from error
    except OSError as error:
        raise refused(error, place.folder) from error


def _listed(row: Sequence[Any]) -> Listed:
    number, *about, document_type, characters = row
    names = "sha256 file_sha256 store path title campaign authors date source added"
    facts = dict(zip(names.split(), about, strict=True))
    facts["authors"] = tuple(json.loads(facts["authors"]))
    return Listed(
        number=number,
        about=Archived(**facts),
        document_type=document_type,
        characters=characters,
    )


def _key(about: Archived) -> tuple[str, str, str]:
    return about.sha256, _authors(about), about.path


def _authors(about: Archived) -> str:
    return json.dumps(sorted(about.authors), ensure_ascii=False)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _unpacked(packed: bytes) -> str:
    return zlib.decompress(packed).decode("utf-8", "surrogatepass")


def _digest(text: str) -> str:
    return sha256(_encoded(text)).hexdigest()


def _is_whole(packed: bytes, digest: str) -> bool:
    try:
        return _digest(_unpacked(packed)) == digest
    except (zlib.error, UnicodeDecodeError):
        return False
