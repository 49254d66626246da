"""A document model as text, Markdown, JSON and JSON Lines: what `parse` prints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from doctools.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.model import Block, Document

SCHEMA = 1


def text(document: Document) -> str:
    """Return the document text, exactly."""
    return document.text


def markdown(document: Document) -> str:
    """Return the body as Markdown; rows of a table are lines, cells part by `|`."""
    lines: list[str] = []
    row: tuple[int, int] | None = None
    for block in document.blocks:
        cell = block.location.cell
        if cell is None:
            lines.append(_line(block))
            row = None
        elif row == cell[:2]:
            lines[-1] += f" {_escape(block.shown)} |"
        else:
            lines.append(f"| {_escape(block.shown)} |")
            row = cell[:2]
    return "\n\n".join(lines) + "\n"


def as_json(documents: list[Document]) -> str:
    """Return one JSON object with all documents, blocks and layers inside."""
    return json.dumps(
        {"schema": SCHEMA, "documents": [_whole(document) for document in documents]},
        ensure_ascii=False,
        indent=2,
    )


def lines(document: Document) -> Iterator[str]:
    """Yield a JSON line for every block, the body first, then each layer."""
    path = document.source.path
    for index, block in enumerate(document.blocks):
        start = document.block_starts[index]
        yield _record(
            path,
            layer="body",
            index=index,
            block=block,
            doc_start=start,
            doc_end=start + len(block.text),
        )
    for layer, blocks in sorted(document.layers.items()):
        for index, block in enumerate(blocks):
            yield _record(path, layer=layer, index=index, block=block)


def _record(  # one record, field for field
    path: str,
    *,
    layer: str,
    index: int,
    block: Block,
    doc_start: int | None = None,
    doc_end: int | None = None,
) -> str:
    record = {
        "type": "block",
        "schema": SCHEMA,
        "path": path,
        "layer": layer,
        "block": index,
        **_block(block),
        "doc_start": doc_start,
        "doc_end": doc_end,
    }
    return json.dumps(record, ensure_ascii=False)


def _whole(document: Document) -> dict[str, Any]:
    source, properties = document.source, document.properties
    return {
        "path": source.path,
        "sha256": source.sha256,
        "kind": source.kind,
        "size": source.size,
        "pages": document.pages,
        "properties": {
            name: getattr(properties, name) for name in type(properties).__slots__
        },
        "warnings": list(document.warnings),
        "blocks": [_block(block) for block in document.blocks],
        "layers": {
            layer: [_block(block) for block in blocks]
            for layer, blocks in sorted(document.layers.items())
        },
    }


def _block(block: Block) -> dict[str, Any]:
    return {
        "kind": block.kind.value,
        "level": block.level,
        "number": block.number,
        "text": block.text,
        "page": block.location.page,
        "paragraph": block.location.paragraph,
        "cell": block.location.cell,
        "box": block.location.box,
    }


def _line(block: Block) -> str:
    if block.kind in {BlockKind.TITLE, BlockKind.HEADING}:
        return "#" * max(1, min(6, block.level or 1)) + " " + _escape(block.shown)
    return _escape(block.shown)


def _escape(text: str) -> str:
    """Keep Markdown and HTML marks of the text from acting."""
    for mark in "\\`*_[]<>|":
        text = text.replace(mark, "\\" + mark)
    return "\\" + text if text.startswith(("#", "+", "-")) else text
