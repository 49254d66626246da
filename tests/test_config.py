"""`doctools.toml`: found, read strictly, wrong keys named."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from doctools import config
from doctools.errors import UsageError
from doctools.messages import load

if TYPE_CHECKING:
    from pathlib import Path


def _write(folder: Path, text: str) -> Path:
    file = folder / config.FILE_NAME
    file.write_text(text, encoding="utf-8")
    return file


def test_the_nearest_file_above_is_found(tmp_path: Path) -> None:
    """The configuration of a parent folder holds for its subfolders."""
    file = _write(tmp_path, "")
    inner = tmp_path / "稿件" / "第一支部"
    inner.mkdir(parents=True)
    assert config.find(inner) == file


def test_no_file_means_defaults() -> None:
    """Without a file everything has its default."""
    assert config.load(None) == config.Config()


def test_values_are_read(tmp_path: Path) -> None:
    """Sections, dates and lists reach the frozen configuration."""
    file = _write(
        tmp_path,
        '[campaign]\ntitle = "评选"\nfirst = 2010-04-01\nlast = 2010-06-30\n'
        '[typos]\nlevel = "error"\nignore = ["石榴籽"]\n',
    )
    found = config.load(file)
    assert found.campaign.first == date(2010, 4, 1)
    assert found.typos.level == "error"
    assert found.typos.ignore == ("石榴籽",)


def test_an_unknown_key_names_the_nearest(tmp_path: Path) -> None:
    """A misspelt key is refused with the key that was probably meant."""
    file = _write(tmp_path, '[typos]\nlevels = "error"\n')
    with pytest.raises(UsageError) as caught:
        config.load(file)
    assert caught.value.code == "config_key"
    assert caught.value.facts["key"] == "typos.levels"
    assert caught.value.facts["nearest"] == "level"


def test_a_wrong_value_is_refused(tmp_path: Path) -> None:
    """A level that does not exist is an error, not a silent default."""
    file = _write(tmp_path, '[typos]\nlevel = "high"\n')
    with pytest.raises(UsageError, match="config_not_literal"):
        config.load(file)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("campaign = 3", "config_not_dataclass"),
        ("[campaign]\nfirst = '2010年'", "config_not_date"),
        ("[typos]\ndictionaries = '词库'", "config_not_tuple"),
        ("[typos]\nignore = [1]", "config_not_string"),
        ("[reading]\nseconds = 'x'", "config_not_int"),
        ("[reading]\nseconds = -1", "config_range"),
        ("[reading]\nfile_megabytes = 0", "config_range"),
        ("[reading]\nmemory_megabytes = 50", "config_range"),
        ("[overlap]\nsuspect_from = 'x'", "config_not_float"),
        ("[overlap]\nsuspect_from = 30", "config_range"),
        ("[overlap]\nsuspect_from = nan", "config_range"),
        ("[campaign]\nfirst = 2010-01-01", "config_one_day"),
        (
            "[campaign]\nfirst = 2011-01-01\nlast = 2010-01-01",
            "config_days_backwards",
        ),
    ],
)
def test_every_wrong_value_has_its_sentence(
    tmp_path: Path, text: str, code: str
) -> None:
    """A value of the wrong kind or size is refused without words of a library."""
    with pytest.raises(UsageError) as caught:
        config.load(_write(tmp_path, text))
    assert caught.value.code == code
    said = load("zh")(f"error.{code}", **caught.value.facts)
    assert "doctools.toml" in said
    assert "should" not in said


@pytest.mark.parametrize(
    ("text", "line"), [("[typos", 1), ("a = 1\ntitle = ", 2), ("\x00", 1)]
)
def test_a_broken_file_is_refused(tmp_path: Path, text: str, line: int) -> None:
    """A file that is no TOML is named with the line."""
    with pytest.raises(UsageError, match="config_not_toml") as caught:
        config.load(_write(tmp_path, text))
    assert caught.value.facts["line"] == line


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    """A file saved in GB18030 is told from a broken one."""
    file = tmp_path / config.FILE_NAME
    file.write_bytes('[campaign]\ntitle = "评选"\n'.encode("gb18030"))
    with pytest.raises(UsageError, match="config_not_utf8"):
        config.load(file)


def test_paths_do_not_change_the_digest() -> None:
    """Where dictionaries and references lie is no part of what decides a result."""
    here = config.Config(typos=config.Typos(dictionaries=("a",)))
    there = config.Config(typos=config.Typos(dictionaries=("b",)))
    assert config.settings_for_digest(here) == config.settings_for_digest(there)
