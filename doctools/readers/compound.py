"""The container of older Office files, and what such a file says of itself."""

from __future__ import annotations

import codecs
import io
import struct
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Self

import olefile

from doctools.model import Properties

if TYPE_CHECKING:
    from types import TracebackType

MOST_BYTES = 256 * 1024 * 1024
"""Size of a stream that is still read."""
ERRORS = (
    OSError,
    StopIteration,
    struct.error,
    IndexError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)
"""What olefile raises for a damaged container."""
UTF_8 = 65001


class Compound:
    """An opened container. Use it in a `with` block."""

    def __init__(self, data: bytes) -> None:
        self._file = olefile.OleFileIO(io.BytesIO(data))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def holds(self, name: str) -> bool:
        """Tell whether there is a stream of a name."""
        return bool(self._file.exists(name))

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream.

        Raises:
            ERRORS: it is missing, damaged or too large.
        """
        if self._file.get_size(name) > MOST_BYTES:
            message = f"the stream {name} is too large"
            raise ValueError(message)
        data = bytes(self._file.openstream(name).read())
        self._require_chain(name)
        return data

    def _require_chain(self, name: str) -> None:
        """Refuse a stream whose sectors lead back to one before: it says things twice.

        Raises:
            ValueError: they do.
        """
        kids = self._file.root.kids
        entry = next(kid for kid in kids if kid.name.lower() == name.lower())
        small = entry.size < self._file.minisectorcutoff
        table = self._file.minifat if small else self._file.fat
        sector, seen = entry.isectStart, set()
        while sector < len(table):
            if sector in seen:
                message = f"the stream {name} runs in a circle"
                raise ValueError(message)
            seen.add(sector)
            sector = table[sector]

    def properties(self) -> Properties:
        """Return what the summary says; nothing where it is damaged."""
        try:
            said = self._file.get_metadata()
        except ERRORS:
            return Properties()
        encoding = _encoding(said.codepage)
        return Properties(
            title=_text(said.title, encoding),
            author=_text(said.author, encoding),
            last_saved_by=_text(said.last_saved_by, encoding),
            created=_date(said.create_time),
            modified=_date(said.last_saved_time),
            application=_text(said.creating_application, encoding),
        )


def _encoding(page: object) -> str:
    """Return the codec of a code page; GB18030 holds all of page 936 and more."""
    if not isinstance(page, int) or page in {0, 936, 54936}:
        return "gb18030"
    name = "utf-8" if page % 65536 == UTF_8 else f"cp{page % 65536}"
    with suppress(LookupError):
        return codecs.lookup(name).name
    return "gb18030"


def _text(value: object, encoding: str) -> str | None:
    if isinstance(value, bytes):
        value = value.decode(encoding, "replace")
    # Some writers tell a length that reaches over the end of the text.
    return value.partition("\0")[0].strip() or None if isinstance(value, str) else None


def _date(value: object) -> str | None:
    """Return a time as ISO text; 1601 stands for none (MS-DTYP 2.3.3)."""
    known = isinstance(value, datetime) and value.year > 1900
    return value.isoformat() if known and isinstance(value, datetime) else None
