"""Bad input on the command line: one sentence, the right code, nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from cli.command import PLACE, doctools, records

from doctools.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

UNPRIVILEGED = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may open everything"
)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with two short texts."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("读书笔记\n张三\n2010年4月5日\n", "utf-8")
    return folder


def _refused(code: ExitCode, *arguments: str | Path, folder: Path | None = None) -> str:
    """Return the one line a command ended with."""
    done = doctools(*arguments, folder=folder)
    assert done.returncode == code, done.stderr.decode()
    assert not done.stdout
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1
    return lines[0]


@pytest.mark.parametrize("command", ["run", "parse", "count", "compare"])
def test_a_name_no_system_allows_is_nowhere(command: str) -> None:
    """A path with a component of 300 characters is reported as not found."""
    assert "找不到" in _refused(ExitCode.USAGE, command, "长" * 300)


def test_a_result_folder_no_system_allows(papers: Path) -> None:
    """A result folder whose name is too long is an output error."""
    said = _refused(ExitCode.OUTPUT, "run", papers, "-o", papers.parent / ("长" * 300))
    assert "名称太长" in said


@pytest.mark.parametrize("option", ["--roster", "--criteria"])
def test_a_folder_where_a_file_is_wanted(papers: Path, option: str) -> None:
    """A folder given as roster or criteria is refused in these words."""
    said = _refused(ExitCode.USAGE, "run", papers, option, papers)
    assert "这里要写文件" in said


@pytest.mark.parametrize(
    ("blocked", "said"),
    [(".doctools", "不是文件夹"), (".doctools/journal.sqlite/x", "没有写入权限")],
)
def test_something_in_place_of_the_journal(
    papers: Path, tmp_path: Path, blocked: str, said: str
) -> None:
    """A file or folder where the journal belongs is named, without system words."""
    place = tmp_path / "out" / blocked
    place.parent.mkdir(parents=True)
    place.write_bytes(b"")
    line = _refused(ExitCode.OUTPUT, "run", papers, "-o", tmp_path / "out")
    assert ".doctools" in line
    assert said in line
    assert "Errno" not in line


def test_a_campaign_cannot_be_made_over_a_file(papers: Path) -> None:
    """`init` names the file in its way, without system words."""
    said = _refused(ExitCode.OUTPUT, "init", papers / "a.txt")
    assert "a.txt" in said
    assert "directory" not in said


@UNPRIVILEGED
def test_a_barred_folder_costs_only_itself(papers: Path) -> None:
    """What cannot be entered is listed as locked; the rest is read."""
    barred = papers / "封"
    barred.mkdir()
    (barred / "c.txt").write_bytes(b"x")
    barred.chmod(0)
    try:
        done = doctools("parse", papers, "--format", "jsonl")
        said = _refused(ExitCode.USAGE, "parse", barred / "c.txt")
    finally:
        barred.chmod(0o700)
    assert done.returncode == ExitCode.FILES_UNREADABLE
    statuses = {one["path"]: one["status"] for one in records(done.stdout, "file")}
    assert statuses == {"a.txt": "ok", "b.txt": "ok", "封": "locked"}
    assert "没有权限" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["dedup", ".", "-o", "."],
        ["dedup", ".", "-o", "copies"],
        ["dedup", "a.txt", "-o", "."],
        ["dedup", "a.txt", "--timings", "a.txt"],
        ["parse", ".", "--format", "txt", "-o", "."],
        ["parse", "a.txt", "--format", "jsonl", "-o", "a.txt"],
        ["compare", ".", "-o", "b.txt"],
        ["count", ".", "--format", "csv", "-o", "b.txt"],
        ["run", ".", "--timings", "a.txt"],
        ["typos", ".", "--timings", "a.txt"],
    ],
)
def test_no_output_takes_the_place_of_an_input(
    papers: Path, arguments: list[str]
) -> None:
    """Whatever is given as output, the files that are read stay as they were."""
    before = {file.name: file.read_bytes() for file in papers.iterdir()}
    assert "原件" in _refused(ExitCode.USAGE, *arguments, folder=papers)
    assert {file.name: file.read_bytes() for file in papers.iterdir()} == before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("wrong.txt", "按装\n".encode(), "第 1 行"),
        ("wrong.txt", "按装\t安装\n".encode("gb18030"), "UTF-8"),
        ("frames.txt", "在(\t中\n".encode(), "第 1 行"),
    ],
)
def test_a_malformed_dictionary_is_said_before_the_work(
    papers: Path, name: str, content: bytes, said: str
) -> None:
    """A fault in the office's own list is one sentence, not a crash of every file."""
    (papers / "词库").mkdir()
    (papers / "词库" / name).write_bytes(content)
    text = '[typos]\ndictionaries = ["词库"]\n'
    (papers / "doctools.toml").write_text(text, "utf-8")
    for command in ("run", "typos"):
        line = _refused(ExitCode.USAGE, command, papers)
        assert name in line
        assert said in line


def test_a_folder_in_place_of_the_report_leaves_all_results(papers: Path) -> None:
    """When one result cannot be written, none is: no mixture of two runs."""
    out = papers.parent / "out"
    (out / "report.html").mkdir(parents=True)
    done = doctools("run", papers, "-o", out)
    assert done.returncode == ExitCode.OUTPUT
    assert "report.html" in done.stderr.decode()
    assert {entry.name for entry in out.iterdir()} == {".doctools", "report.html"}


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    """Nobody is told that all of no files were read."""
    done = doctools("run", tmp_path, "-o", tmp_path.parent / "out")
    assert done.returncode == 0
    assert "没有找到文件" in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", ".", "--jobs", "0"], "--jobs 的值不对，要写大于 0 的整数"),
        (["run", ".", "--jobs", "x"], "--jobs 的值不对，要写大于 0 的整数"),
        (["parse", ".", "--format", "x"], "可写：txt、jsonl、md、json"),
        (["run", ".", "--level", "x"], "可写：error、warning、info"),
        (["run", ".", "--quiet=3"], "--quiet 的用法不对"),
        (["parse", ".", "--format"], "--format 的用法不对"),
        (["doctor", "more"], "多写了 more"),
    ],
)
def test_wrong_arguments_are_explained_in_chinese(
    arguments: list[str], said: str
) -> None:
    """No sentence of the argument parser reaches the person."""
    line = _refused(ExitCode.USAGE, *arguments)
    assert said in line
    assert "Input" not in line
    assert "Option" not in line


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "ascii"])
def test_a_title_cannot_steer_the_terminal(tmp_path: Path, encoding: str) -> None:
    """Escape and direction characters of a document are shown, not obeyed."""
    file = tmp_path / "a.txt"
    file.write_text("\x1b[31m红\u202e倒😀\n", "utf-8")
    shown = _on_terminal("parse", file, "--format", "txt", encoding=encoding)
    assert b"\x1b[31m" not in shown
    assert b"\\u001b[31m" in shown
    assert "\u202e".encode() not in shown


def _on_terminal(*arguments: str | Path, encoding: str) -> bytes:
    """Return what a command shows on a terminal of an encoding."""
    parent, child = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "doctools", *map(str, arguments), "--quiet"],
        env={**os.environ, "PYTHONPATH": str(PLACE), "PYTHONIOENCODING": encoding},
        stdin=subprocess.DEVNULL,
        stdout=child,
        stderr=child,
    ) as process:
        os.close(child)
        shown = b""
        # the end of a terminal is an end of file or an error, as the system likes
        with suppress(OSError):
            while piece := os.read(parent, 4096):
                shown += piece
        os.close(parent)
    assert process.returncode == 0
    return shown
