"""The reference for criteria files: its examples are read, and none is wanting."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Final

from awards.awards_build import HEAD

from doctools.awards.criteria import load
from doctools.awards.periods import PERIODS
from doctools.awards.shapes import FILTERS, KEYS, SHAPES
from doctools.layout.doctype import DOCUMENT_TYPES

PAGE: Final = Path(__file__).parents[2] / "docs" / "zh" / "criteria.md"
BLOCKS: Final = re.findall(
    r"^```toml\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
)


def test_every_example_is_read(tmp_path: Path) -> None:
    """All examples beside the first stand in one file, together, and are accepted."""
    path = tmp_path / "评选标准.toml"
    text = HEAD.replace("NUMBERS", "") + "\n".join(BLOCKS[1:])
    path.write_text(text, encoding="utf-8")
    found = load(path, document_types=DOCUMENT_TYPES)
    assert len(found.criteria) == text.count("[[criterion]]")
    assert len(found.points) == text.count("[[points]]")


def test_every_measure_has_an_example() -> None:
    """Each source and measure of the vocabulary stands in an example."""
    shown = {
        (rule["source"], rule["measure"])
        for block in BLOCKS
        for rule in tomllib.loads(block).get("criterion", [])
    }
    assert shown == {
        (source, measure) for source, shapes in SHAPES.items() for measure in shapes
    }


def test_every_word_is_explained() -> None:
    """The page names every key, filter, field and period."""
    page = PAGE.read_text("utf-8")
    fields = {
        field
        for shapes in SHAPES.values()
        for s in shapes.values()
        for field in s.fields
    }
    words = {f"`{word}`" for word in KEYS | FILTERS} | {
        f'"{word}"' for word in (*PERIODS, *fields)
    }
    assert {word for word in words if word not in page} == set()
