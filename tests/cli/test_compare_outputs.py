"""`compare --format html|docx`, `--evidence`, `dedup --mark`: where it all goes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import build
import docx
import pytest
from overlap.prose import prose

from doctools import messages
from doctools.cli.main import call
from doctools.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

SHARED = prose(1, 150)


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two papers that share a passage, in the folder the command runs in."""
    monkeypatch.setenv("DOCTOOLS_JOBS", "1")
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "稿件"
    folder.mkdir()
    (folder / "张三.docx").write_bytes(build.docx("读书笔记", prose(2, 80), SHARED))
    (folder / "李四.txt").write_text(f"体会\n{SHARED}\n{SHARED}\n", "utf-8")
    return folder


def _call(*arguments: str) -> int:
    return call(list(arguments), messages.load("zh"))


def test_a_page_and_sheets_are_written_and_no_filled_in_sheet_is_lost(
    papers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One call makes both; a sheet somebody wrote on stays, the new one stands beside."""
    sheets = ("--evidence", "核对单", "--hide-names")
    page = ("--format", "html", "-o", "比对.html")
    assert _call("compare", "稿件", *page, *sheets) == ExitCode.OK
    html = (tmp_path / "比对.html").read_text("utf-8")
    assert 'id="p1-1-l"' in html
    assert "张三.docx" not in html
    (sheet,) = (tmp_path / "核对单").iterdir()
    assert sheet.name == "核对单-001.docx"
    assert _title(sheet) == "内容高度重合，待核"
    assert "核对单写了 1 份" in capsys.readouterr().err
    sheet.write_bytes(b"filled in")
    both = (*map(str, sorted(papers.iterdir())), "--format", "docx", "-o", "单.docx")
    assert _call("compare", *both, *sheets) == ExitCode.OK
    assert _title(tmp_path / "单.docx") == "内容高度重合，待核"
    assert sheet.read_bytes() == b"filled in"
    assert len(list(sheet.parent.iterdir())) == 2
    assert "没有覆盖" in capsys.readouterr().err


def _title(sheet: Path) -> str:
    return str(docx.Document(BytesIO(sheet.read_bytes())).paragraphs[0].text)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("compare 稿件 --format docx", "-o"),
        ("compare 稿件 --format text --hide-names", "--format html"),
        ("compare 稿件 --evidence 稿件/单", "盖掉原件"),
        ("dedup 稿件 --mark", "-o"),
    ],
)
def test_what_cannot_be_written_is_said(
    papers: Path, arguments: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends with 2 and a remedy; nothing is written."""
    before = sorted(papers.parent.rglob("*"))
    assert _call(*arguments.split()) == ExitCode.USAGE
    assert said in capsys.readouterr().err
    assert sorted(papers.parent.rglob("*")) == before


@pytest.mark.usefixtures("papers")
def test_dedup_marks_what_repeats(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only files with repeats get a copy; of a text it says what is possible."""
    done = _call("dedup", "稿件", "--mark", "-o", "修订稿", "--format", "text")
    assert done == ExitCode.OK
    assert [f.name for f in (tmp_path / "修订稿").iterdir()] == ["李四.txt-修订.docx"]
    assert "不是 Word 文件" in capsys.readouterr().err
