"""The journal of decisions on the disk: it only grows, survives kills, and says so."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from decisions.decision_build import decision, entered

from doctools.errors import OutputError, UsageError
from doctools.journal.store import FILE_NAME, FOLDER, open_journal

if TYPE_CHECKING:
    from doctools.decisions import Entry

ENTRIES = entered(
    decision("counted"),
    decision("2010-04", field="period", path="稿件/夏\udcff.txt"),
)


def _file(folder: Path) -> Path:
    return folder / FOLDER / FILE_NAME


def _filled(folder: Path, entries: tuple[Entry, ...] = ENTRIES) -> Path:
    with open_journal(folder) as journal:
        journal.append(entries)
    return _file(folder)


def test_entries_come_back_in_their_order(tmp_path: Path) -> None:
    """What was entered is what the next run finds."""
    _filled(tmp_path)
    with open_journal(tmp_path) as journal:
        assert journal.entries() == ENTRIES


def test_the_folder_can_be_moved(tmp_path: Path) -> None:
    """No absolute path stands in the file, and another place loses nothing."""
    file = _filled(tmp_path / "甲")
    assert str(tmp_path).encode() not in file.read_bytes()
    shutil.move(tmp_path / "甲", tmp_path / "乙")
    with open_journal(tmp_path / "乙") as journal:
        assert journal.entries() == ENTRIES


@pytest.mark.parametrize("order", ["UPDATE entry SET entry = ''", "DELETE FROM entry"])
def test_nothing_is_changed_or_deleted(tmp_path: Path, order: str) -> None:
    """The file itself refuses to lose a decision."""
    connection = sqlite3.connect(_filled(tmp_path))
    with pytest.raises(sqlite3.DatabaseError, match="never"):
        connection.execute(order)
    connection.close()


@pytest.mark.parametrize(
    "content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4000]
)
def test_a_damaged_journal_ends_the_run(tmp_path: Path, content: bytes) -> None:
    """It is neither put aside nor overwritten; the error names it."""
    file = _filled(tmp_path)
    file.write_bytes(content)
    with pytest.raises(UsageError) as caught, open_journal(tmp_path):
        pass
    assert caught.value.code == "decisions_damaged"
    assert caught.value.facts["file"] == str(file)
    assert file.read_bytes() == content
    assert [entry.name for entry in file.parent.iterdir()] == [FILE_NAME]


def test_a_page_that_was_overwritten_is_noticed(tmp_path: Path) -> None:
    """Damage inside a file that still opens ends the run as well."""
    file = _filled(tmp_path)
    data = bytearray(file.read_bytes())
    data[4096:8192] = b"\xaa" * 4096
    file.write_bytes(bytes(data))
    with pytest.raises(UsageError, match="decisions_damaged"), open_journal(tmp_path):
        pass


def test_an_entry_that_cannot_be_read_ends_the_run(tmp_path: Path) -> None:
    """A row with nonsense in it is damage, not a decision less."""
    connection = sqlite3.connect(_filled(tmp_path))
    connection.execute("INSERT INTO entry (identifier, entry) VALUES ('d-x', '[]')")
    connection.commit()
    connection.close()
    with (
        open_journal(tmp_path) as journal,
        pytest.raises(UsageError, match="decisions_damaged"),
    ):
        journal.entries()


def test_a_journal_of_another_version_ends_the_run(tmp_path: Path) -> None:
    """A newer program's file is left alone."""
    connection = sqlite3.connect(_filled(tmp_path))
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = _file(tmp_path).read_bytes()
    with pytest.raises(UsageError) as caught, open_journal(tmp_path):
        pass
    assert caught.value.code == "decisions_other_version"
    assert _file(tmp_path).read_bytes() == before


def test_a_place_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """A result folder that cannot be made is an output error that names it."""
    (tmp_path / "结果").write_bytes(b"")
    with pytest.raises(OutputError) as caught, open_journal(tmp_path / "结果"):
        pass
    assert "结果" in str(caught.value.facts["path"])


def _append(folder: Path, *orders: str) -> None:
    """Enter a decision after giving the database orders that put it under strain."""
    with open_journal(folder) as journal:
        for order in orders:
            journal._connection.execute(order)  # noqa: SLF001 - no other way to a full disk
        journal.append(entered(decision(reason="长" * 100_000)))


def test_another_run_in_the_same_folder_is_said(tmp_path: Path) -> None:
    """Two runs do not enter decisions at the same time."""
    other = sqlite3.connect(_filled(tmp_path))
    other.execute("BEGIN")
    other.execute("INSERT INTO entry (identifier, entry) VALUES ('d-1', '{}')")
    with pytest.raises(OutputError) as caught:
        _append(tmp_path, "PRAGMA busy_timeout = 10")
    other.close()
    assert caught.value.code == "output_other_run"


def test_a_full_disk_loses_nothing_that_was_entered(tmp_path: Path) -> None:
    """What no longer fits ends the run; what was there before is still there."""
    file = _filled(tmp_path)
    with pytest.raises(OutputError) as caught:
        _append(tmp_path, "PRAGMA max_page_count = 1")
    assert caught.value.code == "output_disk_full"
    assert caught.value.facts["path"] == str(file)
    with open_journal(tmp_path) as journal:
        assert journal.entries() == ENTRIES


def _die_while_appending(folder: str) -> None:
    """Enter two decisions and die before the second is complete."""
    with open_journal(Path(folder)) as journal:
        journal.append(ENTRIES[:1])
        connection = journal._connection  # noqa: SLF001 - to die in the middle
        connection.execute("INSERT INTO entry (identifier, entry) VALUES ('d-1', '{}')")
        os._exit(9)


def test_a_kill_in_the_middle_keeps_all_that_was_entered(tmp_path: Path) -> None:
    """What `append` returned from is there; what it did not is absent as a whole."""
    process = multiprocessing.get_context("spawn").Process(
        target=_die_while_appending, args=(str(tmp_path),)
    )
    process.start()
    process.join(60)
    assert process.exitcode == 9
    with open_journal(tmp_path) as journal:
        assert journal.entries() == ENTRIES[:1]
        journal.append(ENTRIES[1:])
        assert journal.entries() == ENTRIES


def test_a_kill_before_the_first_entry_leaves_an_empty_journal(tmp_path: Path) -> None:
    """A file that was just created and is still empty is a fresh start."""
    _file(tmp_path).parent.mkdir()
    _file(tmp_path).write_bytes(b"")
    with open_journal(tmp_path) as journal:
        assert journal.entries() == ()
