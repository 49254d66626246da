"""Binary Word files for tests, written by lines of code ([MS-CFB], [MS-DOC])."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from itertools import accumulate

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SHORTEST = 4096
"""Streams of this size and more lie in whole sectors."""
HEADER = 0x9AA
"""Bytes before the text: header, and room for the list of tables."""
PLACES = 0x9A
STORIES = ("body", "footnote", "header", "macro", "comment", "endnote", "text_box")


def compound(streams: dict[str, bytes]) -> bytes:
    """Return a container of streams."""
    padded = {name: data.ljust(SHORTEST, b"\0") for name, data in streams.items()}
    sectors: list[bytes] = []
    chain: list[int] = []
    entries = [_entry("Root Entry", kind=5, child=1, start=END, size=0)]
    for place, (name, data) in enumerate(padded.items(), 1):
        count = -(-len(data) // SECTOR)
        first = len(sectors)
        sectors += [
            data[at : at + SECTOR].ljust(SECTOR, b"\0")
            for at in range(0, count * SECTOR, SECTOR)
        ]
        chain += [*range(first + 1, first + count), END]
        right = place + 1 if place < len(padded) else FREE
        entries.append(_entry(name, kind=2, right=right, start=first, size=len(data)))
    folder = b"".join(entries)
    folder += b"\0" * (-len(folder) % SECTOR)
    directory = len(sectors)
    sectors += [folder[at : at + SECTOR] for at in range(0, len(folder), SECTOR)]
    chain += [*range(directory + 1, len(sectors)), END]
    table = len(sectors)
    count = -(-(len(chain) + 1) // 128)
    chain += [FAT] * count
    chain += [FREE] * (count * 128 - len(chain))
    sectors.append(struct.pack(f"<{len(chain)}I", *chain))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, count, directory, 0, SHORTEST, END, 0, END, 0,
    )  # fmt: skip
    named = [*range(table, table + count)]
    header += struct.pack("<109I", *named, *([FREE] * (109 - count)))
    return header + b"".join(sectors)


def _entry(
    name: str, *, kind: int, start: int, size: int, child: int = FREE, right: int = FREE
) -> bytes:
    written = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIQ",
        written, len(written) + 2, kind, 1, FREE, right, child, start, size,
    )  # fmt: skip


def change(code: int, operand: bytes) -> bytes:
    """Return a property change."""
    return struct.pack("<H", code) + operand


@dataclass(frozen=True, kw_only=True)
class Run:
    """Characters with their changes."""

    text: str
    changes: bytes = b""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """Runs, the mark that ends them, the changes and the style of the paragraph."""

    runs: tuple[Run, ...]
    mark: str = "\r"
    changes: bytes = b""
    style: int = 0


def paragraph(
    text: str, changes: bytes = b"", *, mark: str = "\r", style: int = 0
) -> Paragraph:
    """Return a paragraph of one run."""
    return Paragraph(runs=(Run(text=text),), mark=mark, changes=changes, style=style)


@dataclass(frozen=True, kw_only=True)
class Tables:
    """Tables of a file by their place in the list of tables; bytes after some."""

    tables: dict[int, bytes] = field(default_factory=dict)
    after: dict[int, bytes] = field(default_factory=dict)


def word(
    *body: Paragraph | str,
    stories: dict[str, list[Paragraph]] | None = None,
    extra: Tables | None = None,
    flags: int = 0,
    version: int = 0xC1,
    narrow: bool = False,
) -> bytes:
    """Return a binary Word file.

    Args:
        body: its paragraphs.
        stories: paragraphs of further stories by name.
        extra: further tables.
        flags: of the header.
        version: of the header.
        narrow: whether characters take one byte each.
    """
    told = {
        "body": [p if isinstance(p, Paragraph) else paragraph(p) for p in body],
        **(stories or {}),
    }
    ordered = [told.get(name, []) for name in STORIES]
    everything = [one for story in ordered for one in story]
    width, encoding = (1, "cp1252") if narrow else (2, "utf-16-le")
    runs = [run for one in everything for run in (*one.runs, Run(text=one.mark))]
    text = "".join(run.text for run in runs)
    offset = SECTOR * 5
    main = text.encode(encoding)
    pages_at = offset + len(main) + (-len(main) % SECTOR)
    characters = _character_page(runs, offset, encoding)
    paragraphs = _paragraph_page(everything, offset, encoding)
    last = offset + len(main)
    tables = {
        12: struct.pack("<III", offset, last, pages_at // SECTOR),
        13: struct.pack("<III", offset, last, pages_at // SECTOR + 1),
        33: _pieces(len(main) // width, offset, narrow=narrow),
        **(extra.tables if extra else {}),
    }
    lengths = [
        sum(_units(one, encoding) // width for one in story) for story in ordered
    ]
    stored, places = b"", {}
    for place, data in tables.items():
        places[place] = (len(stored), len(data))
        stored += data + (extra.after.get(place, b"") if extra else b"")
    header = _header(lengths, places, flags=flags, version=version)
    stream = header.ljust(offset, b"\0") + main
    stream = stream.ljust(pages_at, b"\0") + characters + paragraphs
    return compound({"WordDocument": stream, "0Table": stored})


def _units(one: Paragraph, encoding: str) -> int:
    text = "".join(run.text for run in one.runs) + one.mark
    return len(text.encode(encoding))


def _pieces(units: int, offset: int, *, narrow: bool) -> bytes:
    place = (offset * 2) | 0x40000000 if narrow else offset
    table = struct.pack("<IIHIH", 0, units, 0, place, 0)
    return b"\x02" + struct.pack("<I", len(table)) + table


def _header(
    lengths: list[int], places: dict[int, tuple[int, int]], *, flags: int, version: int
) -> bytes:
    told = struct.pack("<HH6xH", 0xA5EC, version, flags).ljust(0x20, b"\0")
    told += struct.pack("<H28xH", 14, 22) + struct.pack("<3i", 0, 0, 0)
    body, *rest = lengths
    told += struct.pack("<7i", body, rest[0], rest[1], rest[2], *rest[3:6])
    told = told.ljust(PLACES - 2, b"\0") + struct.pack("<H", 93)
    pairs = [places.get(place, (0, 0)) for place in range(93)]
    return told + b"".join(struct.pack("<II", *pair) for pair in pairs)


def _character_page(runs: list[Run], offset: int, encoding: str) -> bytes:
    lengths = (len(run.text.encode(encoding)) for run in runs)
    bounds = [*accumulate(lengths, initial=offset)]
    page = bytearray(SECTOR)
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    at, free = 4 * len(bounds), SECTOR - 2
    for index, run in enumerate(runs):
        if changes := run.changes:
            free -= (len(changes) + 2) // 2 * 2
            page[free : free + 1 + len(changes)] = bytes([len(changes)]) + changes
            page[at + index] = free // 2
    page[-1] = len(runs)
    return bytes(page)


def _paragraph_page(found: list[Paragraph], offset: int, encoding: str) -> bytes:
    bounds = [*accumulate((_units(one, encoding) for one in found), initial=offset)]
    page = bytearray(SECTOR)
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    at, free = 4 * len(bounds), SECTOR - 2
    for index, one in enumerate(found):
        content = struct.pack("<H", one.style) + one.changes
        content += b"\0" * (len(content) % 2)
        free -= len(content) + 2
        page[free : free + 2] = bytes([0, len(content) // 2])
        page[free + 2 : free + 2 + len(content)] = content
        page[at + 13 * index] = free // 2
    page[-1] = len(found)
    return bytes(page)


def style_sheet(*styles: tuple[int, int, bytes, bytes]) -> bytes:
    """Return a style sheet of built-in number, base, paragraph and character changes."""
    sheet = struct.pack("<H", 18) + struct.pack("<HH14x", len(styles), 10)
    for index, (built_in, base, paragraph_changes, character_changes) in enumerate(
        styles
    ):
        listed = struct.pack("<H", index) + paragraph_changes
        written = struct.pack("<HHHHH", built_in, base << 4 | 1, 2, 0, 0)
        written += struct.pack("<H", 1) + "a\0".encode("utf-16-le")
        for changes in (listed, character_changes):
            written += (
                struct.pack("<H", len(changes)) + changes + b"\0" * (len(changes) % 2)
            )
        sheet += struct.pack("<H", len(written)) + written
    return sheet


def lists(*levels: tuple[int, str], starts: tuple[int | None, ...] = (None,)) -> Tables:
    r"""Return the tables of one list with levels of a format and a label.

    Args:
        levels: code of the number format and label, with `\0` for the first number.
        starts: for each instance of the list the first number it is given, if any.
    """
    definition = struct.pack("<ii9HBB", 7, 0, *([0xFFF] * 9), 0, 0)
    filled = [*levels, *([(0, "")] * (9 - len(levels)))]
    after = b"".join(
        struct.pack("<iBB22x", 1, code, 0)[:24] + struct.pack("<BBBB", 0, 0, 0, 0)
        + struct.pack("<H", len(label)) + label.encode("utf-16-le")
        for code, label in filled
    )  # fmt: skip
    overrides = struct.pack("<I", len(starts))
    details = b""
    for start in starts:
        overrides += struct.pack("<iiiBBBB", 7, 0, 0, int(start is not None), 0, 0, 0)
        details += struct.pack("<i", -1)
        if start is not None:
            details += struct.pack("<iI", start, 0x10)
    return Tables(
        tables={73: struct.pack("<H", 1) + definition, 74: overrides + details},
        after={73: after},
    )


def header_places(*lengths: int) -> bytes:
    """Return the table of header texts by length, the six separators first."""
    return struct.pack(
        f"<{len(lengths) + 2}I", *accumulate(lengths, initial=0), sum(lengths) + 1
    )
