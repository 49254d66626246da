"""Tables inside a Word file: cells on their grid, merged ones, the heading above."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

from doctools.errors import UsageError
from doctools.members.sheets import LARGEST, Sheet, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WRAPPERS: Final = frozenset(
    f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml")
)
_WIDEST: Final = 63
"""Columns a table of Word may have."""
_LINE: Final = re.compile(r"[^。；！？]{1,30}")
"""A line that may head a table; a sentence does not, nor 填表日期：2010年."""

_HEADING: Final = re.compile(r"(?:heading|title|subtitle|标题)", re.IGNORECASE)
"""Names of the styles that are headings or titles."""

_Merge = tuple[int, int, int, int]


def read_word_tables(data: bytes, *, file: str) -> tuple[Sheet, ...]:
    """Return the tables of a Word file; their rows count from 1 in each.

    Raises:
        UsageError: `table_unreadable`, `table_too_large` or, where there is no table,
            `table_without_table`.
    """
    import docx  # noqa: PLC0415 - only where a Word file is read
    from docx.opc.exceptions import OpcError  # noqa: PLC0415 - the same
    from lxml.etree import LxmlError  # noqa: PLC0415 - the same

    try:
        document = docx.Document(io.BytesIO(data))
        styles = frozenset(
            style.style_id
            for style in document.styles
            if _HEADING.match(style.name or "")
        )
    except (OpcError, LxmlError, BadZipFile, KeyError, ValueError) as error:
        raise UsageError("table_unreadable", file=file) from error
    found = tuple(
        _sheet(table, heading, file=file)
        for heading, table in _headed(document.element.body, styles)
    )
    if not found:
        raise UsageError("table_without_table", file=file)
    return _named(found)


def _headed(body: Any, styles: frozenset[str]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - lxml
    """Return each table of the body with the nearest heading above.

    A paragraph in a heading's style is one; without any, the last short line is.
    """
    styled = line = ""
    for element in _unwrapped(body):
        if element.tag == f"{_W}tbl":
            yield styled or line, element
            line = ""
        elif element.tag == f"{_W}p":
            text = "".join(_text(element).split())
            style = element.find(f"{_W}pPr/{_W}pStyle")
            if text and style is not None and style.get(f"{_W}val") in styles:
                styled, line = text, ""
            elif _LINE.fullmatch(text) and not re.search("[:：]", text):
                line = text


def _named(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """Return the tables with names of their own, so that a row can be found again."""
    seen: dict[str, int] = {}
    named = []
    for sheet in sheets:
        seen[sheet.name] = seen.get(sheet.name, 0) + 1
        nth = seen[sheet.name]
        named.append(sheet if nth == 1 else replace(sheet, name=f"{sheet.name}#{nth}"))
    return tuple(named)


def _sheet(table: Any, heading: str, *, file: str) -> Sheet:  # noqa: ANN401 - lxml
    rows: list[tuple[str, ...]] = []
    merged: list[_Merge] = []
    open_merges: dict[int, tuple[int, int]] = {}
    cells = 0
    for index, row in enumerate(_children(table, "tr")):
        texts: list[str] = [""] * _number(row.find(f"{_W}trPr/{_W}gridBefore"))
        for cell in _children(row, "tc"):
            column = len(texts)
            span = max(1, _number(cell.find(f"{_W}tcPr/{_W}gridSpan")))
            last = min(column + span, _WIDEST) - 1
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val") != "restart"
            if goes_on and column in open_merges:
                top, place = open_merges[column]
                merged[place] = (top, column, index, last)
            elif merge is not None:
                open_merges[column] = (index, len(merged))
                merged.append((index, column, index, last))
            texts += [
                "" if goes_on else _cell_text(cell),
                *[""] * (last - column),
            ]
        rows.append(tuple(texts[:_WIDEST]))
        cells += len(texts)
        if cells > LARGEST:
            raise too_large(file, sheet=heading)
    return Sheet(
        file=file, name=heading, rows=tuple(rows), merged=tuple(merged), from_word=True
    )


def _children(parent: Any, name: str) -> Iterator[Any]:  # noqa: ANN401 - lxml
    for element in _unwrapped(parent):
        if element.tag == f"{_W}{name}":
            yield element


def _unwrapped(parent: Any) -> Iterator[Any]:  # noqa: ANN401 - lxml
    """Return the children, those in content controls and insertions too."""
    for element in parent:
        if element.tag in _WRAPPERS:
            yield from _unwrapped(element)
        else:
            yield element


def _number(element: Any) -> int:  # noqa: ANN401 - lxml
    """Return what a property says, at most a table's widest; 0 where it is none."""
    written = "" if element is None else element.get(f"{_W}val", "")
    return min(int(written), _WIDEST) if written.isdecimal() else 0


def _cell_text(cell: Any) -> str:  # noqa: ANN401 - lxml
    paragraphs = cell.iter(f"{_W}p")
    return "\n".join(text for text in map(_text, paragraphs) if text.strip())


def _text(paragraph: Any) -> str:  # noqa: ANN401 - lxml
    """Return the text of a paragraph; what was deleted does not count."""
    pieces = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n"}
    return "".join(
        (piece.text or "") if piece.tag == f"{_W}t" else pieces[piece.tag]
        for piece in paragraph.iter(f"{_W}t", *pieces)
    ).strip()
