"""Files are written whole or not at all, and never over a person's edits."""

from __future__ import annotations

import errno
import os
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from doctools.errors import OutputError
from doctools.messages import load
from doctools.reports import files

if TYPE_CHECKING:
    from collections.abc import Mapping

TODAY = date(2026, 11, 23)


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _written(path: Path, data: bytes, *, known: Mapping[str, str]) -> Path:
    """Write a result where it may stand and return that place."""
    place = files.protected_place(path, data, known=known, today=TODAY)
    files.write_atomic(place, data)
    return place


def test_missing_folders_are_made(tmp_path: Path) -> None:
    """A result can be written into a folder that is not there yet."""
    path = tmp_path / "新 文件夹" / "结果.txt"
    files.write_atomic(path, b"x")
    assert path.read_bytes() == b"x"


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk is full the old content stays and no part file is left."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError) as caught:
        files.write_atomic(path, b"new")
    assert caught.value.code == "output_disk_full"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, "output_no_permission"),
        (errno.EROFS, "output_no_permission"),
        (errno.ENOSPC, "output_disk_full"),
        (errno.EBUSY, "output_in_use"),
        (errno.EIO, "output_failed"),
    ],
)
def test_a_refusal_has_a_reason_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    """Each kind of refusal has its own sentence in both languages."""

    def refuse(*_: object) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError) as caught:
        files.write_atomic(tmp_path / "a.txt", b"new")
    assert caught.value.code == code
    for language in ("zh", "en"):
        assert "a.txt" in load(language)(f"error.{code}", **caught.value.facts)


def test_a_sharing_violation_names_the_other_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows a file open in Excel is told apart from a missing permission."""

    def held(*_: object) -> None:
        error = PermissionError(errno.EACCES, "held")
        error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
        raise error

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(OutputError, match="output_in_use"):
        files.write_atomic(tmp_path / "a.xlsx", b"new")


def test_a_file_where_a_folder_should_be_is_said(tmp_path: Path) -> None:
    """A path below a file, and a path that is a folder, are told apart."""
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OutputError, match="output_no_folder"):
        files.write_atomic(tmp_path / "file" / "a.txt", b"")
    with pytest.raises(OutputError, match="output_is_folder"):
        files.write_atomic(tmp_path / "folder", b"")
    with pytest.raises(OutputError, match="output_is_folder"):
        files.protected_place(tmp_path / "folder", b"", known={}, today=TODAY)


def test_files_that_belong_together_stay_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk fills up at the second file, the first is the old one too."""
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"old")
    calls = iter([None, OSError(errno.ENOSPC, "full")])

    def fill(_: int) -> None:
        if error := next(calls):
            raise error

    monkeypatch.setattr(os, "fsync", fill)
    with pytest.raises(OutputError, match="output_disk_full"):
        files.write_together({one: b"new", two: b"new"})
    assert one.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [one]


def test_what_we_wrote_last_is_written_over(tmp_path: Path) -> None:
    """A file that nobody touched since the last run is replaced in place."""
    path = tmp_path / "summary.xlsx"
    path.write_bytes(b"one")
    known = {"summary.xlsx": _digest(b"one")}
    written = _written(path, b"two", known=known)
    assert written == path
    assert path.read_bytes() == b"two"


def test_an_edited_file_is_never_written_over(tmp_path: Path) -> None:
    """Results go beside an edited file, and beside each other, by date and number."""
    path = tmp_path / "summary.xlsx"
    path.write_bytes(b"edited")
    known = {"summary.xlsx": _digest(b"one")}
    names = [
        _written(path, data, known=known).name
        for data in (b"two", b"three", b"four", b"three")
    ]
    assert names == [
        "summary-2026-11-23.xlsx",
        "summary-2026-11-23-2.xlsx",
        "summary-2026-11-23-3.xlsx",
        "summary-2026-11-23-2.xlsx",
    ]
    assert path.read_bytes() == b"edited"


def test_a_file_of_unknown_origin_counts_as_edited(tmp_path: Path) -> None:
    """Where nothing is known of the last run, what stands there stays."""
    path = tmp_path / "report.html"
    path.write_bytes(b"someone's")
    written = _written(path, b"new", known={})
    assert written.name == "report-2026-11-23.html"
    assert path.read_bytes() == b"someone's"


def test_the_same_content_is_not_written_twice(tmp_path: Path) -> None:
    """A run that changes nothing leaves the file as it is."""
    path = tmp_path / "report.html"
    path.write_bytes(b"same")
    written = _written(path, b"same", known={})
    assert written == path
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.html"]
