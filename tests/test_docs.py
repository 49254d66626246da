"""The documentation: its commands, its links and its examples are those of the program."""

from __future__ import annotations

import re
import shlex
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from doctools import config, messages
from doctools.awards import criteria
from doctools.cli.main import COMMANDS, GROUPS, build
from doctools.layout.doctype import DOCUMENT_TYPES
from doctools.lexicon import files
from doctools.members.columns import COLUMNS
from doctools.members.tables import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
GUIDES = ROOT / "docs/zh"

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_CALL = re.compile(r"(?:^|[\s/\\;&{])doctools (.+?)(?: \|\| | \| | && |;|\s#|$)")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def _text(page: Path) -> str:
    return page.read_text("utf-8")


def _blocks(page: Path, *languages: str) -> Iterator[str]:
    for language, block in _BLOCK.findall(_text(page)):
        if language in languages:
            yield block


def _calls(page: Path) -> Iterator[list[str]]:
    """Yield the arguments of every call in command blocks and in spans of code."""
    spans = _SPAN.findall(_BLOCK.sub("", _text(page)))
    lines = chain.from_iterable(
        block.splitlines() for block in _blocks(page, "sh", "bat", "console")
    )
    for line in chain(lines, spans):
        if call := _CALL.search(line):
            yield shlex.split(call[1])


@cache
def _options(command: str) -> frozenset[str]:
    """Return the options a command has, as its help page lists them."""
    built = build(messages.load("zh"), wanted=command)
    page = built.commands[command] if command else built
    inner = page.commands.values() if command in GROUPS else ()
    found = chain(page.params, *(one.params for one in inner))
    return frozenset(chain.from_iterable(one.opts for one in found)) | {"--help"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_line_names_what_exists(page: Path) -> None:
    """Every `doctools …` of a page names an existing command and existing options."""
    for words in _calls(page):
        command = words[0] if not words[0].startswith("-") else ""
        if command:
            assert command in {*COMMANDS, "COMMAND"}, words
            assert command not in GROUPS or words[1] in GROUPS[command], words
        given = {word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert command == "COMMAND" or given <= _options(command), words


def test_the_pages_hold_command_lines() -> None:
    """The guide shows every command, so the test above has something to read."""
    shown = {words[0] for words in _calls(GUIDES / "guide.md")}
    assert shown >= set(COMMANDS) - {"schema"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    """Every relative link and picture of a page stands in the repository."""
    links = _LINK.findall(_BLOCK.sub("", _text(page)))
    targets = [link.partition("#")[0] for link in links if "://" not in link]
    missing = [link for link in targets if link and not (page.parent / link).exists()]
    assert not missing


def test_the_criteria_example_is_read(tmp_path: Path) -> None:
    """The worked example of criteria.md is accepted as it stands."""
    example = tmp_path / "评选标准.toml"
    example.write_text(next(_blocks(GUIDES / "criteria.md", "toml")), "utf-8")
    found = criteria.load(example, document_types=DOCUMENT_TYPES)
    assert [award.name for award in found.awards] == ["读书之星"]


def test_the_criteria_page_lists_every_document_type() -> None:
    """The list of document types in criteria.md is the one the program has."""
    listed = _text(GUIDES / "criteria.md").split("<!-- document types -->\n")[1]
    assert tuple(listed.split("\n")[0].split("、")) == DOCUMENT_TYPES


def test_the_configuration_example_is_read(tmp_path: Path) -> None:
    """The example of configuration.md is accepted, and the page names every key."""
    page = ROOT / "docs/configuration.md"
    example = tmp_path / "doctools.toml"
    example.write_text(next(_blocks(page, "toml")), "utf-8")
    assert config.load(example).overlap.suspect_from == 0.5
    for section in ("campaign", "typos", "overlap", "reading"):
        assert f"## `[{section}]`" in _text(page)
        for key in getattr(config.Config(), section).__dataclass_fields__:
            assert f"| `{key}` |" in _text(page)


def test_the_tables_page_names_every_heading() -> None:
    """Each section of tables.md names every heading under which its columns may stand."""
    page = _text(GUIDES / "tables.md")
    branch = set(COLUMNS["roster"].synonyms["branch"])
    first_words = {kind: word for word, kind in reversed(list(KINDS.items()))}
    for kind, word in first_words.items():
        section = page.split(f"\n## {word}\n")[1].split("\n## ")[0]
        for field, synonyms in COLUMNS[kind].synonyms.items():
            named = set(synonyms) - branch if kind != "roster" else set(synonyms)
            if field in ("branch", "number") and kind != "roster":
                named = set(synonyms[:1])
            missing = [one for one in named if one not in section]
            assert not missing, (word, field, missing)


def test_the_dictionary_page_names_every_file(tmp_path: Path) -> None:
    """A folder laid out as dictionaries.md says is read with all of its entries."""
    page = _text(ROOT / "docs/dictionaries.md")
    (tmp_path / "terms").mkdir()
    entries = {
        "terms/本地.txt": "青槐镇\n",
        "wrong.txt": "青怀镇\t青槐镇\t\twarning\n",
        "frames.txt": "以…为中\t为中心\n",
        "exceptions.txt": "青槐夜话\n",
        "shapes.txt": "槐愧\n",
    }
    for name, text in entries.items():
        assert name.replace("本地", "*") in page
        (tmp_path / name).write_text(text, "utf-8")
    found = files.read(tmp_path)
    assert (len(found.terms), len(found.wrong), len(found.frames)) == (1, 1, 1)
    assert (len(found.exceptions), len(found.shapes)) == (1, 1)
