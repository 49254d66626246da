"""`typos --write-changes`: copies where they belong, originals and edits untouched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import build
import pytest
from cli.command import doctools
from reports import marked

from doctools import messages
from doctools.cli.main import call
from doctools.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "各支部要认真落实。、他迫不急待地连夜读完。"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with the same slips in three forms, and a text without any."""
    folder = tmp_path / "稿件"
    (folder / "机关").mkdir(parents=True)
    (folder / "机关" / "通知.docx").write_bytes(build.docx("关于学习的通知", TEXT))
    (folder / "通知.pdf").write_bytes(build.pdf("关于学习的通知", TEXT))
    (folder / "通知.txt").write_text(f"关于学习的通知\n{TEXT}\n", "utf-8")
    (folder / "好.txt").write_text("关于学习的通知\n各支部要认真落实。\n", "utf-8")
    return folder


def _state(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_every_file_with_findings_gets_a_copy(papers: Path, tmp_path: Path) -> None:
    """Under its own path, in its own form; run again, nothing is written twice."""
    before = _state(papers)
    out = tmp_path / "批注稿"
    arguments = ("typos", papers, "-o", out, "--write-changes", "comments")
    done = doctools(*arguments)
    assert done.returncode == 0
    assert "3 个副本" in done.stderr.decode()
    copies = _state(out)
    assert set(copies) == {
        "机关/通知-批注.docx",
        "通知-批注.pdf",
        "通知.txt-批注.docx",
    }
    words = [words for words, _ in marked.commented(copies["机关/通知-批注.docx"])]
    assert words == ["", "。、", "迫不急待"]
    assert _state(papers) == before
    assert doctools(*arguments).returncode == 0
    assert _state(out) == copies


def test_a_single_file_gets_its_copy_beside_it(papers: Path) -> None:
    """A copy that a person has worked on stays, the new one stands beside it."""
    file = papers / "机关" / "通知.docx"
    edited = file.with_stem("通知-修订")
    edited.write_bytes(b"edited")
    done = doctools("typos", file, "--write-changes", "revisions")
    assert done.returncode == 0
    assert "没有覆盖" in done.stderr.decode()
    assert edited.read_bytes() == b"edited"
    [copy] = file.parent.glob("通知-修订-*.docx")
    root = marked.body(copy.read_bytes())
    struck = [one.text for one in root.iter(f"{marked.W}delText")]
    assert struck == ["、", "急"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--write-changes", "comments"], "用 -o 指定放副本的文件夹"),
        (["-o", "OUT"], "--write-changes"),
        (["--write-changes", "comments", "-o", "."], "原件"),
        (["--write-changes", "tracked"], "comments"),
    ],
)
def test_what_is_missing_is_said_before_the_work(
    papers: Path,
    arguments: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing is read or written before the places of the copies are clear."""
    monkeypatch.chdir(papers)
    before = _state(papers)
    assert call(["typos", ".", *arguments], messages.load("zh")) == ExitCode.USAGE
    assert said in capsys.readouterr().err
    assert _state(papers) == before


def test_standard_input_cannot_be_marked(capsys: pytest.CaptureFixture[str]) -> None:
    """What has no file has no copy."""
    arguments = ["typos", "-", "--write-changes", "comments", "-o", "x"]
    assert call(arguments, messages.load("zh")) == ExitCode.USAGE
    assert "标准输入" in capsys.readouterr().err


def test_a_copy_that_cannot_be_made_is_said(papers: Path, tmp_path: Path) -> None:
    """The others are written, and the exit code tells."""
    parts = marked.parts((papers / "机关" / "通知.docx").read_bytes())
    del parts["word/_rels/document.xml.rels"]
    parts["[Content_Types].xml"] += b"<"
    (papers / "机关" / "坏.docx").write_bytes(build.archive(parts))
    out = tmp_path / "批注稿"
    done = doctools("typos", papers / "机关", "-o", out, "--write-changes", "comments")
    assert done.returncode == ExitCode.OUTPUT
    assert "坏.docx 的副本没有做成" in done.stderr.decode()
    assert set(_state(out)) == {"通知-批注.docx"}
