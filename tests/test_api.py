"""What `import doctools` offers: stable names, at no cost before they are used."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import doctools
from doctools.api import to_json

PACKAGE = Path(doctools.__file__).parent


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two papers and a roster."""
    folder = tmp_path_factory.mktemp("评选")
    (folder / "稿件").mkdir()
    (folder / "台账").mkdir()
    for name in ("张三", "李四"):
        text = f"读《论语》有感\n{name}\n{name}说好。\n2010年3月5日\n"
        (folder / f"稿件/读后感-{name}.txt").write_text(text, "utf-8")
    (folder / "台账/花名册.csv").write_text(
        "姓名,支部\n张三,一支部\n李四,一支部\n", "utf-8"
    )
    return folder


def test_every_public_name_is_there_and_typed() -> None:
    """What is listed can be imported, and a type checker sees the very same names."""
    assert all(getattr(doctools, name) for name in doctools.__all__)
    stub = ast.parse((PACKAGE / "__init__.pyi").read_text("utf-8"))
    imported = {
        name.name
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    assert imported == set(doctools.__all__) - {"__version__"}
    assert (PACKAGE / "py.typed").is_file()
    assert set(doctools.__all__) <= set(dir(doctools))


def test_an_unknown_name_is_an_ordinary_error() -> None:
    """A misspelt name is an AttributeError that names it."""
    with pytest.raises(AttributeError, match="runn"):
        getattr(doctools, "runn")  # noqa: B009 - mypy knows it is not there


def test_importing_loads_nothing() -> None:
    """`import doctools` brings in no module of the package but itself."""
    code = "import sys, doctools; print([m for m in sys.modules if m.startswith('doctools.')])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        check=True,
    )
    assert done.stdout.strip() == b"[]"


def test_a_script_needs_no_guard(campaign: Path, tmp_path: Path) -> None:
    """A plain script that runs, writes and compares ends well, its workers too."""
    script = tmp_path / "script.py"
    out = tmp_path / "结果"
    script.write_text(
        f"""import doctools
result = doctools.run({str(campaign)!r}, output={str(out)!r}, jobs=1)
saved = doctools.load_result({str(out / "result.json")!r})
print([file.status.value for file in result.files])
print(len(saved.works), doctools.compare_results(saved, result))
print(doctools.to_json(result) == open({str(out / "result.json")!r}).read())
print(sum(record["type"] == "work" for record in doctools.records_of(result)))
""",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", str(script)],
        env={"PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.stderr.decode() == ""
    assert done.stdout.decode().splitlines() == ["['ok', 'ok']", "2 ()", "True", "2"]


def test_errors_are_values_with_words(tmp_path: Path) -> None:
    """A folder that is not there raises a UsageError with a stable code."""
    with pytest.raises(doctools.UsageError) as error:
        doctools.count(tmp_path / "无")
    assert error.value.code == "path_missing"
    assert "无" in doctools.explain(error.value)
    assert doctools.explain(error.value, language="en") != doctools.explain(error.value)


def test_counts_are_those_of_the_run(campaign: Path) -> None:
    """`count` returns one record for each member, type and month."""
    found = doctools.count(str(campaign), jobs=1)
    assert [(one.name, one.counted) for one in found] == [("张三", 1), ("李四", 1)]
    assert to_json is doctools.to_json
