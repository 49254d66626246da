"""Writes the records other programs read: `records.jsonl` and `result.json`.

Order, names and positions are those of `docs/contract.md`; equal results give equal
bytes, whatever order they were found in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

from doctools import records as kinds
from doctools.model import FileOutcome
from doctools.reports.files import write_atomic
from doctools.reports.wording import why
from doctools.text.privacy import mask_private

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.messages import Catalogue
    from doctools.result import Result

_PERSONS_WROTE = ("decided", "evidence")
"""Parts of a record that say in a person's words why something is so."""

SCHEMA = 1
"""Version of the records."""

TYPES: Mapping[str, type] = {
    "run": kinds.Run,
    "file": FileOutcome,
    "work": kinds.Work,
    "finding": kinds.Finding,
    "repeat": kinds.Repeat,
    "overlap": kinds.Overlap,
    "common_passage": kinds.CommonPassage,
    "similarity": kinds.Similarity,
    "member_count": kinds.MemberCount,
    "criterion_result": kinds.CriterionResult,
    "award": kinds.Award,
    "change": kinds.Change,
}
"""Every record type and its class, in the order in which they are written."""

OF_A_RUN = tuple(name for name in TYPES if name != "change")
"""What one result holds by itself; changes need an earlier one."""

_Key = Callable[[Any], tuple[object, ...]]

_ORDER: Mapping[str, _Key] = {
    "file": lambda file: (file.path,),
    "work": lambda work: (work.path, work.work_id, [m.name for m in work.members]),
    "finding": lambda found: (
        found.path,
        found.layer != "body",
        found.layer,
        found.block,
        found.start,
        found.end,
        found.code,
    ),
    "repeat": lambda repeat: (
        repeat.path,
        repeat.again.doc_start,
        repeat.first.doc_start,
        repeat.again.doc_end,
    ),
    "overlap": lambda overlap: (
        overlap.left.path,
        overlap.right.path,
        overlap.left.doc_start,
        overlap.right.doc_start,
        overlap.fingerprint,
    ),
    "common_passage": lambda passage: (
        [(holder.path, holder.doc_start) for holder in passage.holders],
        passage.fingerprint,
    ),
    "similarity": lambda similarity: (similarity.path,),
    "member_count": lambda count: (
        count.branch or "",
        count.name,
        count.member_id or "",
        count.document_type or "",
        count.period or "",
    ),
    "criterion_result": lambda result: (result.subject, result.criterion),
}

_SURROGATE = re.compile("[\ud800-\udfff]")


def lines(result: Result, *, words: Catalogue) -> Iterator[str]:
    """Yield every record as one line of JSON, without the line's end."""
    for name in OF_A_RUN:
        yield from lines_of(in_order(result, name), words=words)


def lines_of(found: Iterable[object], *, words: Catalogue) -> Iterator[str]:
    """Yield records as lines of JSON in the order given.

    Raises:
        KeyError: a value is of no record type.
    """
    for record in found:
        yield dump(as_record(record, words=words))


def result_json(
    result: Result,
    *,
    words: Catalogue,
    changes: Sequence[kinds.Change] | None = None,
) -> str:
    """Return the content of `result.json`: one object, the same for the same inputs.

    With changes, even none, it also says what moved since an earlier result.
    """

    def all_of(name: str) -> list[dict[str, object]]:
        return [as_record(record, words=words) for record in in_order(result, name)]

    content = {
        "run": as_record(result.run, words=words),
        "files": all_of("file"),
        "works": all_of("work"),
        "members": all_of("member_count"),
        "criteria": all_of("criterion_result"),
        "awards": all_of("award"),
        "totals": _plain(result.run.totals),
    }
    if changes is not None:
        content["changes"] = [as_record(change, words=words) for change in changes]
    return dump(content, indent=1) + "\n"


def as_record(record: object, *, words: Catalogue) -> dict[str, object]:
    """Return a record as the JSON object that is written for it.

    Raises:
        KeyError: the value is of no record type.
    """
    name = _NAMES[type(record)]
    content = cast("dict[str, object]", _plain(record))
    if isinstance(record, FileOutcome):
        reason = why(record, words)
        content["detail"] = reason and mask_private(reason)
    for key in _PERSONS_WROTE:
        if key in content:
            content[key] = _masked(content[key])
    return {"type": name, "schema": SCHEMA, **content}


def _masked(value: object) -> object:
    """Return a part of a record with the private numbers in its texts masked."""
    if isinstance(value, str):
        return mask_private(value)
    if isinstance(value, dict):
        return {key: _masked(part) for key, part in value.items()}
    return [_masked(part) for part in value] if isinstance(value, list) else value


def in_order(result: Result, name: str) -> tuple[object, ...]:
    """Return the records of one type in the contract's order."""
    if name == "run":
        return (result.run,)
    part = "similarities" if name == "similarity" else f"{name}s"
    found = cast("tuple[object, ...]", getattr(result, part))
    order = _ORDER.get(name)
    return tuple(sorted(found, key=order)) if order else found


def dump(value: object, *, indent: int | None = None) -> str:
    r"""Return JSON in readable characters; what UTF-8 cannot hold stays `\udcXX`."""
    text = json.dumps(
        value,
        ensure_ascii=False,
        allow_nan=False,
        indent=indent,
        separators=None if indent else (",", ":"),
    )
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a record type.

    Raises:
        KeyError: there is no such record type.
    """
    from pydantic import TypeAdapter  # noqa: PLC0415 - a third of a second to import

    content = TypeAdapter(TYPES[name]).json_schema()
    for part in (content, *content.get("$defs", {}).values()):
        if "properties" in part:
            _as_written(part)
    if name == "file":
        content["properties"]["detail"] = {
            "anyOf": [{"type": "string"}, {"type": "null"}]
        }
    content["properties"] = {
        "type": {"const": name},
        "schema": {"const": SCHEMA},
        **content["properties"],
    }
    content["required"] = list(content["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        **{key: value for key, value in content.items() if key != "title"},
    }


def write_schemas(folder: Path) -> None:
    """Write the JSON Schema of every record type into a folder, `docs/schemas`."""
    for name in TYPES:
        content = dump(schema(name), indent=2) + "\n"
        write_atomic(folder / f"{name}.json", content.encode("utf-8"))


_NAMES = {kind: name for name, kind in TYPES.items()}


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name.removesuffix("_"): _plain(getattr(value, field.name))
            for field in fields(value)
        }
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _as_written(part: dict[str, Any]) -> None:
    """Give one object of a schema the names and the completeness of what is written."""
    part["properties"] = {
        key.removesuffix("_"): {k: v for k, v in value.items() if k != "default"}
        for key, value in part["properties"].items()
    }
    part["required"] = list(part["properties"])
    part.pop("additionalProperties", None)  # fields may be added at any time
