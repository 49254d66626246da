"""The rows of data under the headings of a sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from doctools.errors import UsageError
from doctools.members.cells import Cell, name_of, shown, text_of
from doctools.members.columns import expected
from doctools.members.headings import Head, Heading, cell_at, find_head
from doctools.messages.lists import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doctools.members.columns import Columns
    from doctools.members.headings import IsSpread
    from doctools.members.sheets import Sheet

_FOOT: Final = re.compile(
    r"(?:合计|小计|总计|共计|累计|平均分?|最高分?|最低分?|[合及]格率|优[秀良]率|[参应实]考(?:人数)?|应到|实到|备注|附注|说明|注)"
    r"(?:$|[:：、,，(0-9共])"
    r"|(?:制表|填表|填报|审核|复核|统计|经办|负责|联系|记录|核对|报送)(?:人|单位|日期|时间)"
    r"(?:$|[:：(])"
    r"|(?:单位|支部|部门)?(?:负责人|盖章|签字|公章)(?:$|[:：(])"
    r"|第\d+页"
)
"""What the first cell of a line under a table says: sums, notes, who made it."""
_NOTE: Final = re.compile(r"(?:备注|附注|说明|注)(?:$|[:：、0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of data.

    Attributes:
        number: as the spreadsheet shows it.
        cells: of the known columns.
        spread: cells of the columns one field is spread over, in their order.
        merged: fields whose cell belongs to a merged one that begins further up.
    """

    number: int
    cells: Mapping[str, Cell]
    spread: tuple[Cell, ...] = ()
    merged: frozenset[str] = frozenset()

    def __getitem__(self, field: str) -> Cell:
        return self.cells.get(field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The data of one sheet, found under its headings.

    Attributes:
        label: file name, with the sheet where the file has several.
        sheet: name of the sheet, or empty.
        fields: columns the sheet has.
        rows: of data, empty ones and what stands under the table left out.
        spread: headings of the columns one field is spread over.
        others: headings of columns that are not read, with a cell that stands there.
        titles: what stands above the headings.
        head: row of the headings, as the spreadsheet shows it.
    """

    label: str
    sheet: str
    fields: frozenset[str]
    rows: tuple[Row, ...]
    spread: tuple[Heading, ...] = ()
    others: tuple[tuple[Heading, tuple[Cell, ...]], ...] = ()
    titles: tuple[str, ...] = ()
    head: int = 1


def grid(
    sheet: Sheet, *, columns: Columns, several: bool, is_spread: IsSpread | None = None
) -> Grid | None:
    """Return the data of a sheet, or None for an optional one without the headings.

    Args:
        sheet: as it stands in the file.
        columns: those of the kind of table.
        several: whether the file has more sheets than this one.
        is_spread: tells the columns that a field may be spread over.

    Raises:
        UsageError: `table_column`, naming file, sheet, the headings seen and the one
            expected.
    """
    head = find_head(sheet, columns=columns, is_spread=is_spread)
    missing = _missing(head, columns)
    if missing and sheet.optional:
        return None
    if missing:
        raise _lacks(sheet, columns, field=missing, head=head)
    data = tuple(_data(sheet, head))
    return Grid(
        label=f"{sheet.file}[{sheet.name}]" if several else sheet.file,
        sheet=sheet.name,
        fields=frozenset(head.places),
        rows=tuple(row for row in _rows(sheet, head, data) if _says_anything(row)),
        spread=head.spread,
        others=tuple(
            (heading, tuple(cell_at(sheet.rows[at], heading.column) for at in data))
            for heading in head.others
        ),
        titles=tuple(_titles(sheet, head)),
        head=head.last + 1,
    )


def _missing(head: Head, columns: Columns) -> str:
    """Return the first required field without a column, or empty."""
    needed = columns.required
    if head.spread:
        plain = (field for field in columns.required if field not in columns.spread)
        needed = (*plain, *columns.beside)
    return next((field for field in needed if field not in head.places), "")


def _data(sheet: Sheet, head: Head) -> Iterator[int]:
    """Return the rows under the headings that are neither repeated ones nor feet."""
    above = {_written(row) for row in sheet.rows[: head.last + 1]} - {()}
    wide = sum(1 for cell in sheet.rows[head.first] if text_of(cell)) > 1
    noted = False
    for index in range(head.last + 1, len(sheet.rows)):
        written = _written(sheet.rows[index])
        if not written:
            continue
        foot = _FOOT.match(written[0])
        if foot or written in above:  # printed sheets repeat their top
            noted = bool(_NOTE.match(written[0]))
        elif len(written) > 1 or not (noted and wide):
            noted = False
            yield index


def _written(row: tuple[Cell, ...]) -> tuple[str, ...]:
    return tuple(text for text in map(name_of, row) if text)


def _rows(sheet: Sheet, head: Head, data: tuple[int, ...]) -> Iterator[Row]:
    below = _merged_down(sheet, head)
    for index in data:
        row = sheet.rows[index]
        known = {
            field: below.get((index, column), cell_at(row, column))
            for field, column in head.places.items()
        }
        yield Row(
            number=index + 1,
            cells=known,
            spread=tuple(
                below.get((index, heading.column), cell_at(row, heading.column))
                for heading in head.spread
            ),
            merged=frozenset(f for f, c in head.places.items() if (index, c) in below),
        )


def _merged_down(sheet: Sheet, head: Head) -> dict[tuple[int, int], Cell]:
    """Return for each place inside a vertical merge what its first cell says."""
    wanted = {*head.places.values(), *(heading.column for heading in head.spread)}
    return {
        (row, left): cell_at(sheet.rows[top], left)
        for top, left, bottom, _ in sheet.merged
        if left in wanted and top < len(sheet.rows)
        for row in range(top + 1, min(bottom + 1, len(sheet.rows)))
    }


def _says_anything(row: Row) -> bool:
    """Tell whether a row says more than its merged cells and its branch."""
    own = (
        text_of(cell)
        for field, cell in row.cells.items()
        if field != "branch" and field not in row.merged
    )
    return any(own) or any(map(text_of, row.spread))


def _titles(sheet: Sheet, head: Head) -> Iterator[str]:
    for row in sheet.rows[: head.first]:
        for cell in row:
            if name_of(cell):
                yield name_of(cell)


def _lacks(sheet: Sheet, columns: Columns, *, field: str, head: Head) -> UsageError:
    rows = sheet.rows[head.first : head.last + 1]
    seen = joined(_headings_seen(cell for row in rows for cell in row))
    return UsageError(
        "table_column",
        file=sheet.file,
        sheet=sheet.name or sheet.file,
        row=head.last + 1,
        seen=seen,
        expected=expected(columns, field),
    )


def _headings_seen(row: Iterable[Cell]) -> Iterator[str]:
    for cell in row:
        if isinstance(cell, str) and (heading := shown(cell)):
            yield heading[:16]
