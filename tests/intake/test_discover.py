"""Which files are inputs, and under which path."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctools.errors import UsageError
from doctools.intake.discover import discover
from doctools.model import FileStatus


def _fill(folder: Path, *names: str) -> None:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")


def _paths(*arguments: Path) -> list[str]:
    return [found.path for found in discover(list(arguments)).inputs]


def test_a_single_file_is_known_by_its_name(tmp_path: Path) -> None:
    """A file argument gives its name as path."""
    _fill(tmp_path, "张三.docx")
    assert _paths(tmp_path / "张三.docx") == ["张三.docx"]


def test_paths_are_relative_to_the_folder(tmp_path: Path) -> None:
    """Files of a folder are known by their place in it, in code-point order."""
    _fill(tmp_path, "b/2.txt", "a 一/1.txt")
    assert _paths(tmp_path) == ["a 一/1.txt", "b/2.txt"]


def test_several_arguments_are_told_apart(tmp_path: Path) -> None:
    """Arguments with the same last name are numbered from the second on."""
    _fill(tmp_path, "x/a/1.txt", "y/a/1.txt")
    assert _paths(tmp_path / "x/a", tmp_path / "y/a") == ["a/1.txt", "a~2/1.txt"]


def test_parts_of_a_campaign_are_no_inputs(tmp_path: Path) -> None:
    """Tables, rules, references, configuration and results are left out."""
    _fill(
        tmp_path,
        "台账/花名册.xlsx",
        "公开文件/讲话.txt",
        "评选标准.toml",
        "doctools.toml",
        "旧结果/.doctools/journal.sqlite",
        "旧结果/report.html",
        "张三.txt",
    )
    assert _paths(tmp_path) == ["张三.txt"]


def test_only_the_submissions_folder_is_read(tmp_path: Path) -> None:
    """Where 稿件 stands, nothing beside it is an input."""
    _fill(tmp_path, "稿件/一支部/a.txt", "说明.txt", "~$说明.docx")
    found = discover([tmp_path])
    assert [given.path for given in found.inputs] == ["稿件/一支部/a.txt"]
    assert not found.outcomes


@pytest.mark.parametrize("name", ["~$a.docx", "Thumbs.db", "._a.docx", "desktop.ini"])
def test_litter_among_submissions_is_skipped(tmp_path: Path, name: str) -> None:
    """What office programs leave behind is listed as skipped, never read."""
    _fill(tmp_path, f"稿件/{name}")
    found = discover([tmp_path])
    assert not found.inputs
    assert [outcome.status for outcome in found.outcomes] == [FileStatus.SKIPPED]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_are_not_followed(tmp_path: Path) -> None:
    """A link to a folder outside, or to its own folder, adds no file."""
    _fill(tmp_path, "outside/secret.txt", "in/a.txt")
    (tmp_path / "in/link").symlink_to(tmp_path / "outside")
    (tmp_path / "in/loop").symlink_to(tmp_path / "in")
    found = discover([tmp_path / "in"])
    assert [given.path for given in found.inputs] == ["a.txt"]
    assert {outcome.code for outcome in found.outcomes} == {"link"}


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in Windows folders")
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    """Something that is no regular file would hang a reader; it is skipped."""
    os.mkfifo(tmp_path / "pipe.txt")
    found = discover([tmp_path])
    assert [outcome.code for outcome in found.outcomes] == ["no_regular_file"]


@pytest.mark.skipif(os.sep == "\\", reason="Windows names are Unicode")
def test_a_name_in_gbk_bytes_is_kept(tmp_path: Path) -> None:
    """A name that is no UTF-8 still becomes an input, byte for byte."""
    raw = os.fsencode(tmp_path) + b"/" + "张三.txt".encode("gbk")
    Path(os.fsdecode(raw)).write_bytes(b"x")
    (only,) = discover([tmp_path]).inputs
    assert os.fsencode(only.path) == "张三.txt".encode("gbk")


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    """A path that does not exist is a usage error that names it."""
    with pytest.raises(UsageError) as caught:
        discover([tmp_path / "没有"])
    assert str(caught.value.facts["path"]).endswith("没有")


@given(st.lists(st.sampled_from(["a", "b/c", "~$d", "e/~$f", "g.docx"]), unique=True))
def test_every_file_is_accounted_for(names: list[str]) -> None:
    """Whatever stands among the submissions is an input or has an outcome."""
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - fresh for every example

    with TemporaryDirectory() as folder:
        _fill(Path(folder), *names)
        found = discover([Path(folder)])
        assert len(found.inputs) + len(found.outcomes) == len(names)


def test_private_numbers_of_names_leave_no_path(tmp_path: Path) -> None:
    """Telephone numbers in names are masked in paths; the files are all found."""
    _fill(tmp_path, "甲13812345678.txt", "甲13899995678.txt", "13812345678/乙.txt")
    found = discover([tmp_path]).inputs
    assert [given.path for given in found] == [
        "138****5678/乙.txt",
        "甲138****5678.txt",
        "甲138****5678.txt~2",
    ]
    assert {given.file.name for given in found} == {
        "乙.txt",
        "甲13812345678.txt",
        "甲13899995678.txt",
    }
