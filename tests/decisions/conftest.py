"""The small campaign, made and run once for all tests of decisions."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from decisions.run_build import CRITERIA, NOTE, decide, run_once, statuses

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign after its first run and the edits of the clerk.

    Two papers share a text, the third says nothing of itself.
    """
    place = tmp_path_factory.mktemp("first")
    made = place / "评选2010"
    (made / "稿件").mkdir(parents=True)
    (made / "台账").mkdir()
    for name in ("张三", "李四"):
        file = made / "稿件" / f"{name}-读后感-2010年3月.txt"
        file.write_text(NOTE.format(name), "utf-8")
    (made / "稿件" / "杂记.txt").write_text(
        "夏日记\n今天到村里看水渠，渠边长满了草，水浇不到高处的地。\n", "utf-8"
    )
    (made / "台账" / "花名册.csv").write_text(
        "姓名,支部\n张三,第一支部\n李四,第二支部\n王五,第二支部\n", "utf-8"
    )
    (made / "评选标准.toml").write_text(CRITERIA, "utf-8")
    result = run_once(made, place / "结果")
    assert set(statuses(result).values()) == {"pending"}
    decide(place / "结果")
    return place


@pytest.fixture
def folder(first: Path, tmp_path: Path) -> Path:
    """A copy of that campaign, its result folder beside it."""
    shutil.copytree(first, tmp_path, dirs_exist_ok=True)
    return tmp_path / "评选2010"


@pytest.fixture
def output(folder: Path) -> Path:
    """The result folder of the first run, its workbook edited."""
    return folder.with_name("结果")
