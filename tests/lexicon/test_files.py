"""Dictionary files: strict, and plain about what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doctools.errors import UsageError
from doctools.lexicon import attested
from doctools.lexicon.files import header, read
from doctools.lexicon.load import _load, load, shipped
from doctools.messages import load as load_words

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.lexicon.load import Lexicon


def test_every_column_of_a_wrong_form_is_read(tmp_path: Path) -> None:
    """Right forms, required and forbidden words and the level come from the line."""
    (tmp_path / "wrong.txt").write_text(
        "# 名称: 误写\n\n截止\t截至\t目前|统计|!日期\tinfo\n既使\t即使|既是\n",
        encoding="utf-8",
    )
    first, second = read(tmp_path).wrong
    assert first.rights == ("截至",)
    assert first.required == ("目前", "统计")
    assert first.forbidden == ("日期",)
    assert first.level == "info"
    assert second.rights == ("即使", "既是")
    assert second.level == "error"


def test_a_wrong_form_asks_for_its_sentence() -> None:
    """A form fits where a required word stands and no forbidden one does."""
    form = next(f for f in load().entries.wrong if not f.required and not f.forbidden)
    assert form.fits("任何一句")


def test_context_decides(tmp_path: Path) -> None:
    """Required words must be there, forbidden ones must not."""
    (tmp_path / "wrong.txt").write_text("截止\t截至\t目前|!日期\n", encoding="utf-8")
    (form,) = read(tmp_path).wrong
    assert form.fits("截止目前")
    assert not form.fits("截止五月")
    assert not form.fits("截止日期目前未定")


def test_all_kinds_of_files_are_read(tmp_path: Path) -> None:
    """Terms with notes, wrong/*.txt, frames, exceptions and shapes all arrive."""
    (tmp_path / "terms").mkdir()
    (tmp_path / "wrong").mkdir()
    (tmp_path / "terms" / "a.txt").write_text("世界眼光\t提法\n", encoding="utf-8")
    (tmp_path / "wrong" / "b.txt").write_text("杜会\t社会\n", encoding="utf-8")
    (tmp_path / "frames.txt").write_text("以…为重心\t中心\n", encoding="utf-8")
    (tmp_path / "exceptions.txt").write_text("帐户\n", encoding="utf-8")
    (tmp_path / "shapes.txt").write_text("末未\n", encoding="utf-8")
    entries = read(tmp_path)
    assert entries.terms == {"世界眼光": "提法"}
    assert entries.wrong[0].wrong == "杜会"
    assert entries.frames[0].pattern.search("以发展为重心")
    assert not entries.frames[0].pattern.search("以发展，为重心")
    assert entries.exceptions == {"帐户"}
    assert entries.shapes == ("末未",)


@pytest.mark.parametrize(
    ("name", "line", "code"),
    [
        ("wrong.txt", "杜会", "dictionary_line"),
        ("wrong.txt", "杜会\t杜会", "dictionary_line"),
        ("wrong.txt", "杜会\t社会\t\t严重", "dictionary_level"),
        ("wrong.txt", "杜会\t社会\t\t\t\t", "dictionary_line"),
        ("wrong.txt", "杜会 \t社会", "dictionary_spaces"),
        ("exceptions.txt", "帐户\t多", "dictionary_line"),
        ("frames.txt", "（(\t党", "dictionary_pattern"),
        ("frames.txt", "只有样式", "dictionary_pattern"),
        ("frames.txt", r"党\t\g<none>".replace(r"\t", "\t"), "dictionary_pattern"),
    ],
)
def test_a_malformed_line_is_named(
    tmp_path: Path, name: str, line: str, code: str
) -> None:
    """The complaint gives file and line, and the catalogue has a sentence for it."""
    (tmp_path / name).write_text(f"# 名称: 试\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read(tmp_path)
    assert caught.value.code == code
    assert caught.value.facts["line"] == 2
    sentence = load_words("zh")(f"error.{code}", **caught.value.facts)
    assert name in sentence


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    """A file saved in GBK is refused with its name, not read as rubbish."""
    (tmp_path / "exceptions.txt").write_bytes("帐户".encode("gbk"))
    with pytest.raises(UsageError) as caught:
        read(tmp_path)
    assert caught.value.code == "dictionary_encoding"


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    """A folder that is configured but not there stops the run."""
    with pytest.raises(UsageError) as caught:
        load([tmp_path / "没有"])
    assert caught.value.code == "dictionary_missing"


def test_the_office_has_the_last_word(tmp_path: Path) -> None:
    """The office's own entry replaces the shipped one, its terms are never wrong."""
    shipped_form = load().entries.wrong[0]
    (tmp_path / "terms").mkdir()
    own = tmp_path / "terms" / "own.txt"
    own.write_text(f"{shipped_form.wrong}\n", encoding="utf-8")
    merged = load([tmp_path])
    assert shipped_form.wrong not in merged.wrong_forms
    assert shipped_form.wrong in merged.entries.terms


def test_the_header_is_what_stands_on_top(tmp_path: Path) -> None:
    """Header lines are read up to the first entry."""
    path = tmp_path / "a.txt"
    path.write_text("# 名称: 甲\n# 许可：MIT\n词\n# 说明: 非头\n", encoding="utf-8")
    assert header(path) == {"名称": "甲", "许可": "MIT"}


def test_shipped_dictionaries_are_found() -> None:
    """The folder that comes with doctools holds frames and shapes."""
    assert (shipped() / "frames.txt").is_file()
    assert len(load().entries.shapes) >= 200


def test_a_changed_dictionary_is_read_again(tmp_path: Path) -> None:
    """In one process a list that was mended, or added, holds at the next call."""
    words = tmp_path / "exceptions.txt"
    words.write_text("帐户\n", encoding="utf-8")
    before = load([tmp_path])
    assert load([tmp_path]) is before
    words.write_text("帐户\n帐号\n", encoding="utf-8")
    assert load([tmp_path]).entries.exceptions == {
        *before.entries.exceptions,
        "帐号",
    }
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "a.txt").write_text("世界眼光甲\n", encoding="utf-8")
    assert "世界眼光甲" in load([tmp_path]).entries.terms


def test_a_changed_list_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word added to an office's list counts in the next process."""
    monkeypatch.setenv("DOCTOOLS_CACHE", str(tmp_path / "cache"))
    own = tmp_path / "词库"
    (own / "terms").mkdir(parents=True)
    words = own / "terms" / "own.txt"
    words.write_text("甲乙丙工程\n", encoding="utf-8")
    assert "甲乙丙工程" in fresh(own).entries.terms
    words.write_text("甲乙丁工程\n", encoding="utf-8")
    again = fresh(own)
    assert "甲乙丙工程" not in again.entries.terms
    assert again.segmenter.is_word("甲乙丁工程")
    assert len(list((tmp_path / "cache").glob("lexicon-*"))) == 2


def test_the_stored_lexicon_is_what_the_files_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entries and past text come out of the cache as they went in."""
    monkeypatch.setenv("DOCTOOLS_CACHE", str(tmp_path))
    built, mapped = fresh(), fresh()
    assert mapped.entries == built.entries == read(shipped())
    table = attested.read(shipped() / "attested" / "official.ngrams")
    assert mapped.attested.characters == table.characters
    assert mapped.attested.trigrams.tolist() == table.trigrams.tolist()
    assert mapped.attested.fourgrams.tolist() == table.fourgrams.tolist()


def fresh(*folders: Path) -> Lexicon:
    """Return the lexicon as a new process would load it."""
    _load.cache_clear()
    try:
        return load(folders)
    finally:
        _load.cache_clear()
