"""Workbooks of Excel and Kingsoft: measured first, then read by calamine."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat

from doctools.errors import UsageError
from doctools.intake.kinds import ZIP_ERRORS
from doctools.members.binary_workbooks import extent
from doctools.members.sheets import LARGEST, Sheet, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_CHUNK: Final = 1 << 20


def read_workbook(data: bytes, *, file: str, zipped: bool) -> tuple[Sheet, ...]:
    """Return the worksheets of a workbook.

    Args:
        data: bytes of the file.
        file: its name.
        zipped: whether it is Office Open XML; else the older binary format.

    Raises:
        UsageError: `table_unreadable`, `table_encrypted` or `table_too_large`.
    """
    import python_calamine  # noqa: PLC0415 - only where a workbook is read

    measure = _measure if zipped else _measure_binary
    measure(data, file=file)
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return tuple(
                _sheet(book.get_sheet_by_name(entry.name), entry, file=file)
                for entry in book.sheets_metadata
                if entry.typ == python_calamine.SheetTypeEnum.WorkSheet
            )
    except python_calamine.PasswordError as error:
        raise UsageError("table_encrypted", file=file) from error
    except (python_calamine.CalamineError, OSError) as error:
        raise UsageError("table_unreadable", file=file) from error


def _sheet(sheet: Any, entry: Any, *, file: str) -> Sheet:  # noqa: ANN401 - calamine has no types
    import python_calamine  # noqa: PLC0415 - only where a workbook is read

    height, width = sheet.total_height, sheet.total_width
    if height * width > LARGEST:
        raise too_large(file, sheet=entry.name)
    merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    if sum(min(last, height) - first for first, _, last, _ in merged) > LARGEST:
        raise too_large(file, sheet=entry.name)
    return Sheet(
        file=file,
        name=entry.name,
        rows=tuple(map(tuple, sheet.to_python(skip_empty_area=False))),
        merged=merged,
        hidden=entry.visible != python_calamine.SheetVisibleEnum.Visible,
    )


def _measure_binary(data: bytes, *, file: str) -> None:
    """Do as `_measure` with the older format.

    Raises:
        UsageError: also `table_encrypted`.
    """
    try:
        size = extent(data)
    except ValueError as error:
        raise UsageError("table_unreadable", file=file) from error
    if size is None:
        raise UsageError("table_encrypted", file=file)
    if size[0] * size[1] > LARGEST:
        raise too_large(file)


def _measure(data: bytes, *, file: str) -> None:
    """Refuse a sheet whose filled cells lie too far apart.

    Calamine lays a sheet out whole: two cells at opposite ends would ask for more
    memory than there is and end the program.

    Raises:
        UsageError: `table_too_large` or `table_unreadable`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                if name.lower().endswith(".xml"):
                    _measure_part(archive, name, file=file)
                elif name.lower().endswith("workbook.bin"):
                    raise UsageError("table_unreadable", file=file)
    except (*ZIP_ERRORS, expat.ExpatError) as error:
        raise UsageError("table_unreadable", file=file) from error


def _measure_part(archive: zipfile.ZipFile, name: str, *, file: str) -> None:
    extent = _Extent()
    with archive.open(name) as part:
        for chunk in _chunks(part):
            extent.feed(chunk)
            if extent.rows * extent.columns > LARGEST or extent.cells > LARGEST:
                raise too_large(file)


def _chunks(part: Any) -> Iterator[bytes]:  # noqa: ANN401 - any binary file
    while chunk := part.read(_CHUNK):
        yield chunk


class _Extent:
    """How far the filled cells of a worksheet's part reach.

    A cell without content takes no room and does not count; one that does not name
    its place follows the one before.
    """

    def __init__(self) -> None:
        self.rows = self.columns = self.cells = 0
        self._row = self._column = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start

    def feed(self, chunk: bytes) -> None:
        """Read on."""
        self._parser.Parse(chunk, False)  # noqa: FBT003 - the parser's own signature

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "row":
            written = attributes.get("r", "")
            self._row = int(written) if written.isdecimal() else self._row + 1
            self._column = 0
        elif local == "c":
            self._move(attributes.get("r", ""))
        elif local in {"v", "is", "f"}:
            self.cells += 1
            self.rows = max(self.rows, self._row)
            self.columns = max(self.columns, self._column)

    def _move(self, place: str) -> None:
        if found := _PLACE.fullmatch(place.upper()):
            self._column = 0
            for letter in found[1]:
                self._column = self._column * 26 + ord(letter) - ord("A") + 1
            self._row = int(found[2])
        else:
            self._column += 1
