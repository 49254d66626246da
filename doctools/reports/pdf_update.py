"""Appends objects to a PDF as an incremental update (ISO 32000-1, 7.5.6).

What the file holds stays byte for byte; the update's cross-references are of the kind
that the file has, table or stream, and name its catalogue and properties again.
"""

from __future__ import annotations

import re
import struct
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
)

if TYPE_CHECKING:
    from pypdf.generic import PdfObject

_START = re.compile(rb"startxref\s+(\d+)")
_TABLE = re.compile(rb"\s*xref\b")
_STREAM = re.compile(rb"\s*\d+\s+\d+\s+obj\b")
_KEPT = ("/Root", "/Info", "/ID")
"""Entries of the trailer that an update repeats (7.5.5)."""


class PdfUpdate:
    """New objects for a file, and pages of it that get annotations.

    Raises:
        ValueError: the file is encrypted, or does not end as it should.
        PyPdfError: it is damaged.
    """

    def __init__(self, data: bytes) -> None:
        self.reader = PdfReader(BytesIO(data))
        if self.reader.is_encrypted:
            message = "encrypted"
            raise ValueError(message)
        self._data = data
        self._previous, self._is_table = _cross_references(data)
        self._next = 1 + _highest_number(self.reader)
        self._objects: dict[tuple[int, int], PdfObject] = {}
        self._annotations: dict[int, ArrayObject] = {}

    def add(self, entry: PdfObject) -> IndirectObject:
        """Add an object and return a reference to it."""
        reference = IndirectObject(self._next, 0, self.reader)
        self._objects[self._next, 0] = entry
        self._next += 1
        return reference

    def annotate(self, page: int, annotation: DictionaryObject) -> None:
        """Add an annotation to a page (0-based)."""
        if page not in self._annotations:
            self._annotations[page] = self._renewed(page)
        self._annotations[page].append(self.add(annotation))

    def _renewed(self, page: int) -> ArrayObject:
        """Take a page into the update and return its annotations, to be added to."""
        original = self.reader.pages[page]
        reference = original.indirect_reference
        if reference is None:
            message = "a page that is no object of its own"
            raise ValueError(message)
        known = original.get("/Annots")
        annotations = ArrayObject(() if known is None else known.get_object())
        renewed = DictionaryObject(original)
        renewed[NameObject("/Annots")] = annotations
        self._objects[reference.idnum, reference.generation] = renewed
        return annotations

    def data(self) -> bytes:
        """Return the file with the update behind it."""
        file = BytesIO()
        file.write(self._data)
        if not self._data.endswith((b"\n", b"\r")):
            file.write(b"\n")
        places = {}
        for (number, generation), entry in sorted(self._objects.items()):
            places[number, generation] = file.tell()
            file.write(f"{number} {generation} obj\n".encode())
            entry.write_to_stream(file)
            file.write(b"\nendobj\n")
        start = file.tell()
        if self._is_table:
            self._write_table(file, places)
        else:
            places[self._next, 0] = start
            self._write_stream(file, places)
        file.write(f"\nstartxref\n{start}\n%%EOF\n".encode())
        return file.getvalue()

    def _trailer(self, size: int) -> DictionaryObject:
        trailer = self.reader.trailer
        entries = {
            NameObject(key): trailer.raw_get(key) for key in _KEPT if key in trailer
        }
        entries[NameObject("/Size")] = NumberObject(size)
        entries[NameObject("/Prev")] = NumberObject(self._previous)
        return DictionaryObject(entries)

    def _write_table(self, file: BytesIO, places: dict[tuple[int, int], int]) -> None:
        file.write(b"xref\n")
        file.writelines(
            f"{number} 1\n{place:010d} {generation:05d} n \n".encode()
            for (number, generation), place in sorted(places.items())
        )
        file.write(b"trailer\n")
        self._trailer(self._next).write_to_stream(file)

    def _write_stream(self, file: BytesIO, places: dict[tuple[int, int], int]) -> None:
        entries = sorted(places.items())
        stream = StreamObject()
        stream.set_data(
            b"".join(
                struct.pack(">BIH", 1, place, generation)
                for (_, generation), place in entries
            )
        )
        index = (NumberObject(n) for (number, _), _ in entries for n in (number, 1))
        stream.update(self._trailer(self._next + 1))
        stream[NameObject("/Type")] = NameObject("/XRef")
        stream[NameObject("/W")] = ArrayObject(map(NumberObject, (1, 4, 2)))
        stream[NameObject("/Index")] = ArrayObject(index)
        file.write(f"{self._next} 0 obj\n".encode())
        stream.write_to_stream(file)
        file.write(b"\nendobj")


def _highest_number(reader: PdfReader) -> int:
    """Return the highest number of an object; what a file says of it may be wrong."""
    said = reader.trailer["/Size"]
    numbers = chain(*reader.xref.values(), reader.xref_objStm)
    return int(max(*numbers, int(str(said)) - 1, 0))


def _cross_references(data: bytes) -> tuple[int, bool]:
    """Return where the last cross-references begin, and whether they are a table."""
    found = _START.findall(data[-2048:])
    start = int(found[-1]) if found else len(data)
    head = data[start : start + 64]
    if not (_TABLE.match(head) or _STREAM.match(head)):
        message = "no cross-references where the file says they are"
        raise ValueError(message)
    return start, bool(_TABLE.match(head))
