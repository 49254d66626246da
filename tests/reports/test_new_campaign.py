"""What `init` writes: a folder that loads as it is and as its examples say."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from doctools.awards.criteria import load as load_criteria
from doctools.config import CRITERIA, TABLES
from doctools.config import FILE_NAME as SETTINGS
from doctools.errors import OutputError
from doctools.layout.doctype import DOCUMENT_TYPES
from doctools.members.tables import KINDS, load_facts
from doctools.messages import load
from doctools.reports.campaign import HEADINGS, create

if TYPE_CHECKING:
    from pathlib import Path


def enabled(text: str) -> str:
    """Return a template with its examples switched on."""
    return re.sub(r"(?m)^#(?! )", "", text)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_new_campaign_loads(tmp_path: Path, language: str) -> None:
    """Fresh tables have every heading, no data and no problem; templates are valid."""
    folder = tmp_path / "新的 评选"
    written = create(folder, words=load(language))
    assert {path.stem for path in written} == {*HEADINGS, "评选标准", "doctools"}
    facts = load_facts(folder / TABLES)
    assert replace(facts, decision_tables=frozenset()) == load_facts(None)
    found = load_criteria(folder / CRITERIA, document_types=DOCUMENT_TYPES)
    assert (found.criteria, found.awards) == ((), ())
    assert tomllib.loads((folder / SETTINGS).read_text(encoding="utf-8")) == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_examples_of_the_templates_work(tmp_path: Path, language: str) -> None:
    """With the hashes taken away, criteria and settings load."""
    create(tmp_path, words=load(language))
    path = tmp_path / CRITERIA
    path.write_text(enabled(path.read_text(encoding="utf-8")), encoding="utf-8")
    found = load_criteria(path, document_types=DOCUMENT_TYPES)
    assert len(found.criteria) == 7
    assert [award.quota for award in found.awards] == [30, 5]
    assert found.awards[0].seats
    assert [line.name for line in found.points[0].lines] == [
        "读书笔记",
        "发表文章",
        "集中学习",
    ]
    text = enabled((tmp_path / SETTINGS).read_text(encoding="utf-8"))
    assert set(tomllib.loads(text)) == {"campaign", "typos", "overlap"}


def needed(block: str, blocks: list[str]) -> list[str]:
    """Return the examples a block leans on: what defines a name it mentions."""
    defines = {
        name: other
        for other in blocks
        for name in re.findall(
            r'(?m)^#(?:id = "(.+?)"|\[population\.(.+?)\]|(attendance_rate) =)', other
        )
        for name in filter(None, name)
    }
    named = set(re.findall(r'"([^"]+)"', block)) & defines.keys()
    found = [defines[name] for name in named if defines[name] != block]
    return [block, *found, *(more for each in found for more in needed(each, blocks))]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_example_works_by_itself(tmp_path: Path, language: str) -> None:
    """Any one example can be switched on, together with what it names."""
    blocks = load(language)("campaign.criteria").split("\n\n")
    common = {b for b in blocks if re.search(r"(?m)^#?\[(?:meta|scales)\]", b)}
    file = tmp_path / CRITERIA
    examples = [block for block in blocks if re.search(r"(?m)^#\[", block)]
    assert len(examples) >= 14
    for block in examples:
        on = {*common, *needed(block, blocks)}
        if "#[assumptions]" in block:
            on |= {b for b in blocks if '"attendance_rate"' in b} | {
                b for b in blocks if "#[population.member]" in b
            }
        text = "\n\n".join(enabled(b) if b in on else b for b in blocks)
        file.write_text(text, encoding="utf-8")
        load_criteria(file, document_types=DOCUMENT_TYPES)


def test_headings_are_those_that_are_read() -> None:
    """Every kind of table the reader knows is written, under a word it knows."""
    named = {name: code for name, (code, _) in HEADINGS.items()}
    assert named.items() <= KINDS.items()
    assert set(named.values()) == set(KINDS.values())


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """What is there stays; a roster of another format or name is a roster."""
    tables = tmp_path / TABLES
    tables.mkdir()
    (tables / "党员花名册2010.csv").write_text("姓名\n张三\n", encoding="utf-8")
    (tmp_path / CRITERIA).write_text("mine", encoding="utf-8")
    written = create(tmp_path, words=load("zh"))
    assert "花名册" not in {path.stem for path in written}
    assert (tmp_path / CRITERIA).read_text(encoding="utf-8") == "mine"
    assert [p.name for p in load_facts(tables).people] == ["张三"]
    assert create(tmp_path, words=load("zh")) == ()


def test_a_file_in_the_way(tmp_path: Path) -> None:
    """A folder that cannot be made is one error that names the place."""
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        create(blocked, words=load("zh"))
    assert str(blocked) in load("zh")("error.output_no_folder", **caught.value.facts)
