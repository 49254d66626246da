"""How far the cells of a binary workbook reach, before a library lays them out.

The container is [MS-CFB], the records inside are [MS-XLS].
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_STREAMS: Final = ("workbook", "book")
_LAST_SECTOR: Final = 0xFFFFFFFA
_IN_HEADER: Final = 109
"""Sectors of the allocation table that the header itself names (MS-CFB 2.2)."""
_SHORT: Final = 4096
"""Streams below this size lie in the small sectors of the root's stream."""
_LOCKED: Final = 0x2F
_BEGIN: Final = (0x0809, 0x0409, 0x0209, 0x0009)
_CELLS: Final = frozenset(
    (0x02, 0x03, 0x04, 0x05, 0x06, 0xD6, 0xFD, 0x27E, 0x203, 0x204, 0x205, 0x206, 0x406)
)
"""Records of one filled cell: row and column stand first (MS-XLS 2.5.13)."""
_ROW_OF_CELLS: Final = 0xBD


def extent(data: bytes) -> tuple[int, int] | None:
    """Return rows and columns of the largest sheet; None where a password locks it.

    Raises:
        ValueError: the file is damaged.
    """
    try:
        found = [_extent_of(stream) for stream in _workbook_streams(data)]
    except (struct.error, IndexError, ValueError) as error:
        message = "no workbook"
        raise ValueError(message) from error
    if not found:
        message = "no workbook"
        raise ValueError(message)
    sizes = [size for size in found if size is not None]
    return max(sizes, key=lambda size: size[0] * size[1]) if sizes else None


def _extent_of(stream: bytes) -> tuple[int, int] | None:
    best = (0, 0)
    rows = columns = 0
    for code, content in _records(stream):
        if code == _LOCKED:
            return None
        if code in _BEGIN:
            rows = columns = 0
        elif (code in _CELLS or code == _ROW_OF_CELLS) and len(content) >= 4:
            row, column = struct.unpack_from("<HH", content)
            if code == _ROW_OF_CELLS:
                column = max(column, *struct.unpack("<H", content[-2:]))
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            best = max(best, (rows, columns), key=lambda size: size[0] * size[1])
    return best


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, at)
        yield code, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _workbook_streams(data: bytes) -> Iterator[bytes]:
    """Return every stream with the name of a workbook's."""
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 20)
    small = 1 << min(struct.unpack_from("<H", data, 32)[0], 20)
    sectors = _table(data, size)
    folder = _chain(data, struct.unpack_from("<I", data, 48)[0], sectors, size)
    entries = [folder[at : at + 128] for at in range(0, len(folder) - 127, 128)]
    inner = _chain(data, _first(entries[0]), sectors, size)
    table = _chain(data, struct.unpack_from("<I", data, 60)[0], sectors, size)
    smalls = _numbers(table)
    for entry in entries:
        if _name(entry) not in _STREAMS:
            continue
        length = struct.unpack_from("<I", entry, 120)[0]
        if length < _SHORT:
            yield _chain(inner, _first(entry), smalls, small, offset=0)[:length]
        else:
            yield _chain(data, _first(entry), sectors, size)[:length]


def _table(data: bytes, size: int) -> tuple[int, ...]:
    """Return which sector follows each sector."""
    places = list(struct.unpack_from(f"<{_IN_HEADER}I", data, 76))
    more = struct.unpack_from("<I", data, 68)[0]
    seen: set[int] = set()
    while more < _LAST_SECTOR and more not in seen:
        seen.add(more)
        block = data[(more + 1) * size : (more + 2) * size]
        *named, more = _numbers(block)
        places += named
    table = b"".join(
        data[(place + 1) * size : (place + 2) * size]
        for place in dict.fromkeys(places)
        if place < _LAST_SECTOR
    )
    return _numbers(table)


def _chain(
    data: bytes, sector: int, following: tuple[int, ...], size: int, *, offset: int = 1
) -> bytes:
    """Return the bytes of a chain of sectors; one that bites its tail ends there."""
    pieces: list[bytes] = []
    seen: set[int] = set()
    while sector < _LAST_SECTOR and sector not in seen:
        seen.add(sector)
        pieces.append(data[(sector + offset) * size : (sector + offset + 1) * size])
        sector = following[sector] if sector < len(following) else _LAST_SECTOR
    return b"".join(pieces)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _first(entry: bytes) -> int:
    return int(struct.unpack_from("<I", entry, 116)[0])


def _name(entry: bytes) -> str:
    length = struct.unpack_from("<H", entry, 64)[0]
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower()
