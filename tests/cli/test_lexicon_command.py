"""`doctools lexicon`: learning from an office's files, and testing its lists."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from doctools import messages
from doctools.cli.main import call
from doctools.errors import ExitCode
from doctools.lexicon import attested
from doctools.lexicon.load import load, shipped

if TYPE_CHECKING:
    from pathlib import Path

MEETING = "青槐镇党委召开会议"


def said(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str]:
    """Return the exit code and all that was printed."""
    code = call([str(argument) for argument in arguments], messages.load("zh"))
    out, err = capsys.readouterr()
    return code, out + err


@pytest.fixture
def past(tmp_path: Path) -> Path:
    """Return a folder of three past papers, two of them alike, and a broken one."""
    folder = tmp_path / "历年文件"
    folder.mkdir()
    (folder / "甲.txt").write_text(f"{MEETING}。\n红石榴夜校", "utf-8")
    (folder / "乙.txt").write_text(f"{MEETING} 红石榴夜校", "utf-8")
    (folder / "丙.txt").write_text(f"{MEETING}，研究防汛", "utf-8")
    (folder / "丁.pdf").write_bytes(b"%PDF-1.4 broken")
    return folder


def test_build_learns_what_the_office_writes(
    past: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Strings of the files are attested, copies count once, unread files are told of."""
    code, text = said(
        capsys, "lexicon", "build", past, "--jobs", "1", "--format", "text"
    )
    assert code == ExitCode.FILES_UNREADABLE
    assert "学习了 2 篇文件" in text
    assert "另有 1 篇与别的文件文字相同" in text
    assert "未读出 1 个" in text
    assert "只有 2 篇文件，学到的很少" in text
    folder = tmp_path / "历年文件-词库"
    assert f'dictionaries = ["{folder.as_posix()}"]' in text
    (table,) = folder.rglob("*.*")
    found = attested.read(table)
    assert found.files == 2
    assert found.has("石榴夜")
    assert found.has("青槐镇党")  # of both files
    assert not found.has("红石榴夜")  # of one only
    assert load([folder]).attested.has("石榴夜")
    assert str(tmp_path) not in found.source


def test_build_replaces_its_own_table_only(
    past: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table is made anew with the same bytes; any other file stays."""
    output = tmp_path / "词库"
    arguments = ("lexicon", "build", past, "-o", output, "--jobs", "1", "--quiet")
    said(capsys, *arguments)
    table = output / "attested/本单位.ngrams"
    first = table.read_bytes()
    _, text = said(capsys, *arguments, "--format", "jsonl")
    record = json.loads(text.splitlines()[0])
    assert (record["type"], record["files"], record["copies"]) == (
        "lexicon_build",
        2,
        1,
    )
    assert table.read_bytes() == first
    table.write_text("我的笔记", "utf-8")
    code, text = said(capsys, *arguments)
    assert code == ExitCode.USAGE
    assert "不是本程序生成的词库文件" in text
    assert table.read_text("utf-8") == "我的笔记"


def test_build_wants_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """From an empty folder nothing is made."""
    (tmp_path / "空").mkdir()
    code, text = said(capsys, "lexicon", "build", tmp_path / "空")
    assert code == ExitCode.USAGE
    assert "没有读出可以学习的文字" in text
    assert not (tmp_path / "空-词库").exists()


def test_check_names_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A term one slip away from a shipped one and a repeat end with 2."""
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms/本地.txt").write_text("青槐镇\n", "utf-8")
    (tmp_path / "wrong.txt").write_text(
        "青怀镇\t青槐镇\n青怀镇\t青槐镇\n革故顶新\t全心全意为人民服悟\n", "utf-8"
    )
    code, text = said(capsys, "lexicon", "check", tmp_path, "--format", "text")
    assert code == ExitCode.USAGE
    assert "wrong.txt 第 2 行“青怀镇”重复了，前面已有（wrong.txt 1 行）" in text
    assert "wrong.txt 第 3 行的“全心全意为人民服悟”自己就会被查出问题" in text
    assert "有 2 处要改" in text
    _, text = said(capsys, "lexicon", "check", tmp_path, "--format", "jsonl")
    assert [json.loads(line)["line"] for line in text.splitlines()] == [2, 3]


def test_check_passes_a_sound_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One file by itself can be checked, and is said to be in order."""
    file = tmp_path / "exceptions.txt"
    file.write_text("青槐夜话\n", "utf-8")
    code, text = said(capsys, "lexicon", "check", file, "--format", "text")
    assert code == ExitCode.OK
    assert text == "“exceptions.txt”检查完毕：1 个文件，没有发现问题。\n"


def test_the_shipped_lists_pass(capsys: pytest.CaptureFixture[str]) -> None:
    """The lists that come with the program pass the check they ask of others."""
    code, text = said(capsys, "lexicon", "check", shipped(), "--format", "text")
    assert code == ExitCode.OK, text
