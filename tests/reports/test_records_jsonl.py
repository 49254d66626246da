"""The records that other programs read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from reports.synthetic_result import build, chinese

from doctools.model import FileOutcome, FileStatus
from doctools.reports import records

RESULT = build()
WORDS = chinese()
SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"


def _objects() -> list[dict[str, Any]]:
    return [json.loads(line) for line in records.lines(RESULT, words=WORDS)]


def test_every_type_comes_once_in_the_fixed_order() -> None:
    """Types follow each other as the contract lists them, each in one stretch."""
    seen = list(dict.fromkeys(entry["type"] for entry in _objects()))
    assert seen == [name for name in records.TYPES if name != "change"]


def test_type_and_schema_stand_first() -> None:
    """Every record begins with its type and the version of the schema."""
    for line in records.lines(RESULT, words=WORDS):
        assert list(json.loads(line))[:2] == ["type", "schema"]
        assert json.loads(line)["schema"] == 1


def test_an_overlap_writes_its_class_without_an_underscore() -> None:
    """The field `class_` of the code is `class` in the record."""
    overlap = next(entry for entry in _objects() if entry["type"] == "overlap")
    assert overlap["class"] == "copy"
    assert "class_" not in overlap


def test_a_file_says_in_words_why_it_was_not_read() -> None:
    """The facts of an outcome become one sentence of the catalogue."""
    damaged = next(entry for entry in _objects() if entry.get("status") == "damaged")
    assert damaged["detail"] == "文件已损坏，打不开。请让作者重新发送。"
    assert damaged["sha256"] is None


def test_a_detail_is_filled_with_the_facts_of_the_outcome() -> None:
    """Facts stand in their places; a fact that was not given never stops a record."""
    outcome = FileOutcome(
        path="甲.docx", sha256=None, kind="docx", status=FileStatus.LOCKED, code="made"
    )
    words = type(WORDS)({"file.made": "{path} 被 {program} 打开"})
    assert records.as_record(outcome, words=words)["detail"] == "甲.docx 被 ？ 打开"
    filled = replace(outcome, detail={"program": "Word"})
    assert records.as_record(filled, words=words)["detail"] == "甲.docx 被 Word 打开"


def test_order_of_discovery_changes_no_byte() -> None:
    """A result whose parts come in reverse gives the same files."""
    turned = replace(
        RESULT,
        files=RESULT.files[::-1],
        works=RESULT.works[::-1],
        findings=RESULT.findings[::-1],
        repeats=RESULT.repeats[::-1],
        overlaps=RESULT.overlaps[::-1],
        similarities=RESULT.similarities[::-1],
        member_counts=RESULT.member_counts[::-1],
        criterion_results=RESULT.criterion_results[::-1],
    )
    assert list(records.lines(turned, words=WORDS)) == list(
        records.lines(RESULT, words=WORDS)
    )
    assert records.result_json(turned, words=WORDS) == records.result_json(
        RESULT, words=WORDS
    )


def test_a_name_that_utf8_cannot_hold_is_escaped() -> None:
    r"""A lone surrogate of a file name is written `\udcXX` and reads back."""
    name = "坏\udcff名.docx"
    text = records.dump({"path": name})
    assert "\\udcff" in text
    text.encode("utf-8")
    assert json.loads(text)["path"] == name


def test_result_json_has_the_parts_of_the_contract() -> None:
    """`result.json` is one object with run, files, works and what follows from them."""
    content = json.loads(records.result_json(RESULT, words=WORDS))
    assert list(content) == [
        "run",
        "files",
        "works",
        "members",
        "criteria",
        "awards",
        "totals",
    ]
    assert len(content["works"]) == len(RESULT.works)
    assert content["totals"] == dict(RESULT.run.totals)


@pytest.mark.parametrize("name", list(records.TYPES))
def test_schema_names_exactly_the_fields_written(name: str) -> None:
    """The JSON Schema lists and requires the very fields of the records."""
    schema = records.schema(name)
    for entry in _objects():
        if entry["type"] == name:
            assert list(schema["properties"]) == list(entry)
            assert schema["required"] == list(entry)


@pytest.mark.parametrize("name", list(records.TYPES))
def test_schema_in_the_docs_equals_the_code(name: str) -> None:
    """`docs/schemas` holds what `schema` returns; `write_schemas` renews it."""
    stored = (SCHEMAS / f"{name}.json").read_text(encoding="utf-8")
    assert json.loads(stored) == records.schema(name)


def test_write_schemas_writes_one_file_for_each_type(tmp_path: Path) -> None:
    """Renewing the schemas gives the files that stand in the docs."""
    records.write_schemas(tmp_path)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_bytes() for path in SCHEMAS.iterdir()}
