"""Every line of `docs/integration.md` is run as it stands there."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cli.command import PLACE

import doctools

if TYPE_CHECKING:
    from collections.abc import Mapping

PAGE = Path(__file__).resolve().parents[1] / "docs" / "integration.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_TOPICS = {"未来": "张三", "乡土": "李四", "矛盾": "王五"}

pytestmark = pytest.mark.skipif(
    shutil.which("bash") is None, reason="the lines are written for a Unix shell"
)


def _blocks(language: str) -> list[str]:
    found = _BLOCK.findall(PAGE.read_text("utf-8"))
    return [block for name, block in found if name == language]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the campaign of the page, and `doctools` on the path."""
    place = tmp_path_factory.mktemp("接入 程序")
    for name in ("稿件", "台账"):
        (place / "评选2010" / name).mkdir(parents=True)
    for number, (topic, author) in enumerate(_TOPICS.items(), 3):
        text = (
            f"读《{topic}》有感\n{author}\n说的都是{topic}的事。\n2010年{number}月5日\n"
        )
        (place / f"评选2010/稿件/读后感-{author}.txt").write_text(text, "utf-8")
    (place / "评选2010/台账/花名册.csv").write_text(
        "姓名,支部\n张三,第一支部\n李四,第一支部\n王五,第二支部\n", "utf-8"
    )
    shim = place / "bin" / "doctools"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m doctools "$@"\n', "utf-8")
    shim.chmod(0o755)
    (shim.parent / "python").symlink_to(sys.executable)
    return place


def _environment(place: Path) -> Mapping[str, str]:
    path = os.pathsep.join((str(place / "bin"), os.environ["PATH"]))
    return {
        **os.environ,
        "PATH": path,
        "PYTHONPATH": str(PLACE),
        "DOCTOOLS_JOBS": "1",
    }


def _shell(place: Path, block: str) -> None:
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", block],  # noqa: S607 - found on the path
        cwd=place,
        env=_environment(place),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()


def _python(place: Path, *blocks: str) -> str:
    """Return what blocks print that are run one after the other in one program."""
    printed = io.StringIO()
    names = {"__name__": "__main__"}
    with contextlib.chdir(place), contextlib.redirect_stdout(printed):
        for block in blocks:
            exec(compile(block, str(PAGE), "exec"), names)  # noqa: S102 - our own page
    return printed.getvalue()


_EXPECTED = [
    ["第一支部", "张三", "读后感", "2010-03", "1"],
    ["第一支部", "李四", "读后感", "2010-04", "1"],
    ["第二支部", "王五", "读后感", "2010-05", "1"],
]


def _table(file: Path) -> list[list[str]]:
    lines = file.read_text("utf-8").splitlines()
    return sorted(line.split("\t") for line in lines)


def test_the_counts_go_through_jq(place: Path) -> None:
    """The line with jq gives one row for each member, type and month."""
    if shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    _shell(place, _blocks("sh")[0])
    assert _table(place / "counts.tsv") == sorted(_EXPECTED)


def test_without_jq_python_does_the_same(place: Path) -> None:
    """The two lines for a machine without jq give the very same rows."""
    _shell(place, _blocks("sh")[1])
    assert _table(place / "counts2.tsv") == sorted(_EXPECTED)


def test_changes_reach_a_script_and_a_program(place: Path) -> None:
    """A paper added is one row and one change by either way, its cause named."""
    if not (place / "counts.json").exists():
        _shell(place, _blocks("sh")[1])
    added = place / "评选2010/稿件/读后感-王五-6月.txt"
    added.write_text("读《实践》有感\n王五\n实践出真知。\n2010年6月5日\n", "utf-8")
    try:
        _shell(place, _blocks("sh")[2])
        first, _, third, *_ = _blocks("python")
        *rows, waiting, moved = _python(place, first, third).splitlines()
    finally:
        added.unlink()
    new = ["第二支部", "王五", "读后感", "2010-06", "1"]
    assert sorted(row.split() for row in rows) == sorted([*_EXPECTED, new])
    assert waiting == "0 wait for a person"
    assert moved.startswith("王五 读后感 (Move(field='counted', before=0, after=1")
    assert moved.endswith("['file_added']")
    by_shell = (place / "moved.txt").read_text("utf-8")
    assert by_shell == "王五 读后感 counted 0 -> 1 ['file_added']\n"


def test_an_error_is_explained(place: Path) -> None:
    """A folder that is not there is named in the words of the command line."""
    assert "评选2011" in _python(place, _blocks("python")[1])


def test_a_spreadsheet_opens_the_counts(place: Path) -> None:
    """The CSV is what the page says: mark, line ends, columns, numbers."""
    _shell(place, _blocks("sh")[3])
    data = (place / "counts.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == len(_EXPECTED) + 1
    columns = next(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    text = PAGE.read_text("utf-8")
    assert f"Columns: {', '.join(columns)}." in text
    assert all(f'"{name}"' in _blocks("powerquery")[0] for name in columns[4:])
    assert float(_python(place, _blocks("python")[3])) == len(_EXPECTED)


def test_the_page_names_every_public_name() -> None:
    """What `import doctools` offers and the page's table are the same names."""
    text = PAGE.read_text("utf-8").split("| name | what it is |")[1]
    table = text.split("\n\n")[0]
    named = set(re.findall(r"`([A-Za-z_]\w*)", table))
    assert set(doctools.__all__) - {"__version__"} <= named
