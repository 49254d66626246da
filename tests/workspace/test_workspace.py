"""The journal of a result folder."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from doctools.errors import OutputError
from doctools.workspace import FILE_NAME, FOLDER, open_workspace

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    """A finished file survives the end of the process."""
    with open_workspace(tmp_path / "结果") as workspace:
        workspace.keep_examination("k", '{"a": "张三"}')
    with open_workspace(tmp_path / "结果") as workspace:
        assert workspace.examination("k") == '{"a": "张三"}'
        assert workspace.examination("other") is None


def test_files_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    """Only what the last run used stays."""
    with open_workspace(tmp_path) as workspace:
        workspace.keep_examination("old", "1")
        workspace.keep_examination("new", "2")
        workspace.forget_examinations_except({"new"})
        assert workspace.examination("old") is None
        assert workspace.examination("new") == "2"


def test_outputs_are_remembered(tmp_path: Path) -> None:
    """The digest of every output is known to the next run."""
    with open_workspace(tmp_path) as workspace:
        workspace.remember_written({"summary.xlsx": "aa"})
        workspace.remember_written({"summary.xlsx": "bb"})
        assert workspace.written() == {"summary.xlsx": "bb"}


@pytest.mark.parametrize(
    "content", [b"not a database at all" * 100, b"SQLite format 3\0"]
)
def test_a_damaged_journal_is_put_aside(tmp_path: Path, content: bytes) -> None:
    """A broken journal costs time, not the run, and is not deleted."""
    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(content)
    with open_workspace(tmp_path) as workspace:
        workspace.keep_examination("k", "1")
        assert workspace.examination("k") == "1"
    assert (folder / "journal.old1").read_bytes() == content


def test_a_journal_of_another_version_is_put_aside(tmp_path: Path) -> None:
    """A newer journal is left for the newer program."""
    with open_workspace(tmp_path) as workspace:
        workspace.keep_examination("k", "1")
    file = tmp_path / FOLDER / FILE_NAME
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with open_workspace(tmp_path) as workspace:
        assert workspace.examination("k") is None
    assert (tmp_path / FOLDER / "journal.old1").exists()


def test_a_place_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """A result folder that cannot be made is an output error that names it."""
    (tmp_path / "结果").write_bytes(b"")
    with pytest.raises(OutputError) as caught, open_workspace(tmp_path / "结果"):
        pass
    assert "结果" in str(caught.value.facts["path"])
