"""Office tables for tests, written by code: .csv, .xlsx, .xls and what is read of them."""

from __future__ import annotations

import struct
from datetime import datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter

from doctools.messages import load

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from doctools.facts import Facts, TableProblem

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def csv(folder: Path, name: str, *lines: str, encoding: str = "utf-8") -> Path:
    """Write a .csv table and return its path."""
    path = folder / f"{name}.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def workbook(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    *,
    merged: Sequence[tuple[int, int, int, int]] = (),
) -> Path:
    """Write a workbook of plain rows; dates become Excel dates.

    Args:
        path: of the file.
        sheets: rows of each sheet by its name.
        merged: first row and column, last row and column to merge in every sheet; what
            the first cell holds is kept.
    """
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for first, left, last, right in merged:
                sheet.merge_range(first, left, last, right, "")
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, datetime):
                        sheet.write_datetime(number, column, value, day)
                    elif value is not None:
                        sheet.write(number, column, value)
    return path


def xls(
    rows: Sequence[Sequence[str | float]],
    *,
    sheet: str = "Sheet1",
    more: bytes = b"",
) -> bytes:
    """Return a binary workbook (BIFF8 in an OLE file), as .xls and .et hold it.

    `more` are further records of the sheet.
    """
    start = record(0x0809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6))
    name = record(0x85, struct.pack("<IH", 0, 0) + _text(sheet, "<B"))
    size = len(start) + len(name) + len(record(0x0A))
    name = record(0x85, struct.pack("<IH", size, 0) + _text(sheet, "<B"))
    data = record(0x0809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(cell, str):
                data += record(0x204, place + _text(cell, "<H")) if cell else b""
            else:
                data += record(0x203, place + struct.pack("<d", cell))
    return _ole("Workbook", start + name + record(0x0A) + data + more + record(0x0A))


def record(code: int, content: bytes = b"") -> bytes:
    """Return a record of a binary workbook."""
    return struct.pack("<HH", code, len(content)) + content


def _text(text: str, length: str) -> bytes:
    return struct.pack(length, len(text)) + b"\1" + text.encode("utf-16-le")


def _ole(name: str, stream: bytes) -> bytes:
    """Return an OLE file with one stream (MS-CFB), padded out of the small streams."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    count = len(stream) // SECTOR
    assert count < 120, "one sector of the allocation table is enough for tests"
    chain = [FAT, END, *range(3, count + 2), END]
    table = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, 1, 0, 4096, END, 0, END, 0, 0),
    )
    header += struct.pack("<108I", *[FREE] * 108)
    folder = _entry("Root Entry", 5, 1, END, 0) + _entry(name, 2, FREE, 2, len(stream))
    return header + table + folder.ljust(SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIQ",
        written,
        len(written),
        *(kind, 1, FREE, FREE, child, first, size),
    )


def names(facts: Facts) -> list[str]:
    """Return the member ids of the roster."""
    return [person.member_id for person in facts.people]


def codes(facts: Facts) -> list[tuple[str, str, int]]:
    """Return code, table and row of every problem."""
    return [(p.code, p.row.table, p.row.row) for p in facts.problems]


def says(problem: TableProblem) -> str:
    """Return the problem as a clerk reads it; it exists in both languages."""
    facts = dict(problem.facts)
    assert load("en")(f"table.{problem.code}", **facts)
    return load("zh")(f"table.{problem.code}", **facts)
