"""`doctools archive` and `--archive` as a user calls them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from cli.command import doctools, records
from overlap.prose import prose

from doctools import messages
from doctools.cli.main import call

if TYPE_CHECKING:
    from pathlib import Path

SHARED = prose(1, 160)
LAW = prose(2, 160)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an archive with a past work and a reference text, added by the commands."""
    folder = tmp_path_factory.mktemp("往期")
    past = folder / "评选2009"
    past.mkdir()
    body = f"{prose(10, 300)}\n{SHARED}\n联系电话13800138000\n2009年5月3日\n"
    (past / "心得体会-张三13800138000.txt").write_text(
        f"学习心得体会\n张三\n{body}", "utf-8"
    )
    (past / "密.txt").write_text(
        f"机密★10年\n\n关于某事的报告\n{prose(5, 80)}", "utf-8"
    )
    (past / "坏.docx").write_bytes(b"PK\x03\x04junk")
    (past / "空.txt").write_text("", "utf-8")
    added = doctools("archive", "add", folder / "库", past, "--format", "jsonl")
    assert added.returncode == 3, added.stderr.decode()
    lines = records(added.stdout, "archive_add")
    assert {line["path"]: line["status"] for line in lines} == {
        "坏.docx": "refused",
        "密.txt": "refused",
        "心得体会-张三138****8000.txt": "added",
        "空.txt": "refused",
    }
    pasted = doctools(
        *("archive", "add", folder / "库", "-", "--reference", "--title", "读书的力量"),
        *("--source", "某网站"),
        given=LAW.encode(),
    )
    assert pasted.returncode == 0, pasted.stderr.decode()
    return folder / "库"


def _call(capsys: pytest.CaptureFixture[bytes], *arguments: object) -> list[Any]:
    given = [*map(str, arguments), "--format", "jsonl"]
    assert call(given, messages.load("zh")) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_list_and_info_say_what_is_there(
    archive: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Author, campaign, date, title and source are listed; private numbers are masked."""
    work, law = _call(capsysbinary, "archive", "list", archive)
    assert work["path"] == "评选2009/心得体会-张三138****8000.txt"
    assert (work["authors"], work["date"]) == (["张三"], "2009-05-03")
    assert (law["store"], law["title"], law["source"]) == (
        "reference",
        "读书的力量",
        "某网站",
    )
    (info,) = _call(capsysbinary, "archive", "info", archive)
    assert (info["submissions"], info["references"]) == (1, 1)
    assert info["campaigns"] == {"评选2009": 1}
    assert _call(capsysbinary, "archive", "check", archive) == []
    assert b"13800138000" not in b"".join(
        file.read_bytes() for file in archive.rglob("*.*")
    )


def test_remove_takes_what_is_named_and_nothing_else(
    archive: Path, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    """A name that is not there removes nothing; a hash's first digits remove its text."""
    words = messages.load("zh")
    (work, law) = _call(capsysbinary, "archive", "list", archive)
    copy = tmp_path / "库"
    copy.mkdir()
    for file in archive.rglob("*.*"):
        (copy / file.relative_to(archive)).parent.mkdir(exist_ok=True)
        (copy / file.relative_to(archive)).write_bytes(file.read_bytes())
    assert call(["archive", "remove", str(copy), law["path"], "没有的"], words) == 2
    assert "没有的" in capsysbinary.readouterr().err.decode()
    (removed,) = _call(capsysbinary, "archive", "remove", copy, work["sha256"][:8])
    assert removed["path"] == work["path"]
    (left,) = _call(capsysbinary, "archive", "list", copy)
    assert left["path"] == law["path"]


def test_an_archive_named_in_the_settings_is_compared_with(
    archive: Path, tmp_path: Path
) -> None:
    """Records name the past work, and the scope says how much the archive holds."""
    folder = tmp_path / "评选2010"
    folder.mkdir()
    (folder / "doctools.toml").write_text(
        f"[overlap]\narchive = {json.dumps(str(archive))}\n", "utf-8"
    )
    body = f"{prose(20, 300)}\n{SHARED}\n{LAW}\n2010年5月3日\n"
    (folder / "心得体会-吴十.txt").write_text(f"学习心得体会\n吴十\n{body}", "utf-8")
    ran = doctools("compare", folder, "--format", "jsonl")
    assert ran.returncode == 0, ran.stderr.decode()
    stores = [one["right"]["store"] for one in records(ran.stdout, "overlap")]
    assert sorted(stores) == ["archive", "reference"]
    (run,) = records(ran.stdout, "run")
    assert run["scope"]["archive"] is True
    assert (run["scope"]["archive_works"], run["scope"]["archive_references"]) == (1, 1)


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (["archive", "list", "没有"], 2, "找不到往期库"),
        (["compare", ".", "--archive", "没有"], 2, "找不到往期库"),
        (["archive", "add", "库", "-"], 2, "--reference"),
        (["compare", ".", "--reference", "空"], 2, "没有文件"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    arguments: list[str],
    code: int,
    word: str,
    *,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    """No archive, text pasted as a work, an empty reference folder: a clear sentence."""
    (tmp_path / "空").mkdir()
    monkeypatch.chdir(tmp_path)
    assert call(arguments, messages.load("zh")) == code
    assert word in capsysbinary.readouterr().err.decode()
    assert [path.name for path in tmp_path.iterdir()] == ["空"]
