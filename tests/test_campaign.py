"""The parts of a campaign folder: there, not there, or something else in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doctools.campaign import look_at
from doctools.config import CRITERIA, REFERENCES, TABLES
from doctools.errors import UsageError
from doctools.messages import load

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", [TABLES, REFERENCES])
def test_a_file_where_a_folder_belongs(tmp_path: Path, name: str) -> None:
    """A file called 台账 or 公开文件 is an error that names it, not passed over."""
    (tmp_path / name).write_text("姓名\n张三\n", "utf-8")
    with pytest.raises(UsageError, match="folder_expected") as caught:
        look_at(tmp_path)
    assert name in load("zh")(f"error.{caught.value.code}", **caught.value.facts)


def test_a_folder_where_the_criteria_belong(tmp_path: Path) -> None:
    """A folder called 评选标准.toml is an error, unless other criteria are given."""
    (tmp_path / CRITERIA).mkdir()
    with pytest.raises(UsageError, match="file_expected"):
        look_at(tmp_path)
    other = tmp_path / "另一份.toml"
    other.write_text("", "utf-8")
    assert look_at(tmp_path, criteria=other).criteria == other


def test_a_folder_of_results_is_no_campaign(tmp_path: Path) -> None:
    """Results are not read as papers when their folder is named by mistake."""
    (tmp_path / "summary.xlsx").write_bytes(b"")
    look_at(tmp_path)
    (tmp_path / "result.json").write_text("{}", "utf-8")
    with pytest.raises(UsageError, match="folder_is_result"):
        look_at(tmp_path)


def test_parts_that_are_there(tmp_path: Path) -> None:
    """What is there is found; what is not there is no error."""
    bare = look_at(tmp_path)
    assert (bare.tables, bare.criteria, bare.references) == (None, None, ())
    (tmp_path / TABLES).mkdir()
    (tmp_path / REFERENCES).mkdir()
    (tmp_path / CRITERIA).write_text("", "utf-8")
    found = look_at(tmp_path)
    assert found.tables == tmp_path / TABLES
    assert found.criteria == tmp_path / CRITERIA
    assert found.references == (tmp_path / REFERENCES,)
