"""Help pages: every command's, in words a clerk reads."""

from __future__ import annotations

import re

import pytest

from doctools import messages
from doctools.cli.main import COMMANDS, GROUPS, call
from doctools.errors import ExitCode

PAGES = [
    (),
    *((name,) for name in COMMANDS),
    *((name, inner) for name, known in GROUPS.items() for inner in known),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES, ids=" ".join)
def test_every_page_is_in_words(
    page: tuple[str, ...], lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """No page shows braces, codes of the catalogue or words of the parser."""
    assert call([*page, "--help"], messages.load(lang)) == ExitCode.OK
    shown = capsys.readouterr().out
    assert shown.startswith(messages.load(lang)("command.usage"))
    assert not re.search(r"[{}<>]|\[required|command\.|\.\.\.\.", shown)
    if lang == "zh":
        assert not re.search(r"\b(?:FOLDER|FILE|PATH|DIR|RECORD|N)\b", shown)


def test_what_a_command_takes_stands_plain_in_its_usage(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The usage line names the argument as the list below it does."""
    call(["run", "--help"], messages.load("zh"))
    first = capsys.readouterr().out.splitlines()[0]
    assert first == "用法：doctools run [选项] 文件夹"
    call(["parse", "--help"], messages.load("zh"))
    assert capsys.readouterr().out.splitlines()[0].endswith("[选项] 路径...")
