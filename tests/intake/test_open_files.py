"""A file that another program holds is told from one that may not be read."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from doctools.batch import Settings
from doctools.examination import ADAPTER, examine


def code(file: Path) -> str | None:
    """Return the code a file ends with."""
    job = {"path": file.name, "file": str(file), "places": (), "kind": None}
    examined = ADAPTER.validate_json(examine(asdict(Settings()), job).split("\n", 1)[1])
    assert examined.outcome.status == "locked"
    return examined.outcome.code


@pytest.fixture
def refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that the system will not let us open."""

    def refuse(_file: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    file = tmp_path / "学习心得体会.docx"
    file.write_bytes(b"x")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    return file


def test_a_file_one_may_not_read(refused: Path) -> None:
    """Without a sign of another program it is a matter of permission."""
    assert code(refused) == "no_permission"


@pytest.mark.parametrize(
    "owner", ["~$学习心得体会.docx", "~$习心得体会.docx", "~$心得体会.docx"]
)
def test_a_file_open_in_word(refused: Path, owner: str) -> None:
    """Word's file of the owner's name beside it says that it is open."""
    refused.with_name(owner).touch()
    assert code(refused) == "locked"


def test_a_file_windows_keeps_for_another(
    refused: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sharing violation is an open file, not a missing permission."""

    def refuse(_file: Path) -> bytes:
        error = PermissionError(13, "used by another process")
        error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
        raise error

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert code(refused) == "locked"
