"""The catalogues: complete, alike in both languages, used by the code."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from doctools import messages

PACKAGE = Path(messages.__file__).parents[1]


def _facts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_codes() -> None:
    """No sentence exists in one language alone."""
    assert messages.load("zh").codes() == messages.load("en").codes()


def test_both_languages_state_known_facts() -> None:
    """An English sentence asks for no fact that the Chinese one does not name."""
    chinese, english = messages.load("zh"), messages.load("en")
    different = {
        code
        for code in chinese.codes()
        if _facts(english.sentence(code)) - _facts(chinese.sentence(code))
    }
    assert not different


def test_no_sentence_is_empty() -> None:
    """Every code has words in every language."""
    for language in messages.LANGUAGES:
        catalogue = messages.load(language)
        assert all(catalogue.sentence(code).strip() for code in catalogue.codes())


def test_codes_written_in_the_package_have_words() -> None:
    """Whatever the code asks the catalogue for by a literal code is there."""
    words = messages.load("zh")
    asked = re.compile(
        r"""(?:words|say|complain|terminal\.say)\(\s*"([a-z_]+\.[a-z_]+)\""""
    )
    missing = {
        (file.name, code)
        for file in PACKAGE.rglob("*.py")
        for code in asked.findall(file.read_text(encoding="utf-8"))
        if code not in words
    }
    assert not missing


@pytest.mark.parametrize("kind", ["UsageError", "OutputError"])
def test_errors_raised_in_the_package_have_words(kind: str) -> None:
    """Every code an error is raised with has a sentence under `error`."""
    words = messages.load("zh")
    raised = re.compile(kind + r"""\(\s*"([a-z_]+)\"""")
    missing = {
        (file.name, code)
        for file in PACKAGE.rglob("*.py")
        for code in raised.findall(file.read_text(encoding="utf-8"))
        if f"error.{code}" not in words
    }
    assert not missing


def test_facts_are_filled_in() -> None:
    """A sentence comes back with its facts in place, and braces in facts stay."""
    words = messages.load("zh")
    assert "找不到：{x}" in words("error.path_missing", path="{x}")


def test_unknown_code_is_refused() -> None:
    """A code without words is an error of ours, not an empty sentence."""
    with pytest.raises(KeyError):
        messages.load("zh")("error.there_is_no_such_code")
