"""Which column of a sheet holds what, however the office heads it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from doctools.members.cells import Cell, text_of

if TYPE_CHECKING:
    from doctools.members.columns import Columns
    from doctools.members.sheets import Sheet

_REMARK: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]|[*:\s]")
_PRIVATE: Final = re.compile(
    r"身份证|证件|证号|电话|手机|联系方式|号码|住址|地址|银行|账号|QQ|微信|邮箱"
)
_TITLE_ROWS: Final = 20
"""Rows at the top of a sheet among which the headings are looked for."""
_LOOKED_AT: Final = 200
"""Rows of data that tell what kind of column they stand in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The heading of one column, of one row or of two.

    Attributes:
        column: 0-based.
        top: the upper cell, also where it spans the columns on its right.
        sub: the lower cell; None where the headings fill one row.
    """

    column: int
    top: Cell
    sub: Cell = None

    @property
    def text(self) -> str:
        """Both rows together, without blanks."""
        return "".join(f"{text_of(self.top)}{text_of(self.sub)}".split())

    @property
    def spellings(self) -> tuple[str, ...]:
        """What the column may be called: lower row, both rows, upper row."""
        top, sub = _normal(self.top), _normal(self.sub)
        return (sub, top + sub, top) if sub else (top,)

    @property
    def private(self) -> bool:
        """Whether the column holds numbers that stay in the table, unread."""
        return _PRIVATE.search(self.text) is not None


IsSpread = Callable[[Heading, Sequence[Cell]], int]
"""Tells by heading and cells whether a column is one of those a field is spread over:
2 surely, 1 if there are no surer ones, 0 no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The headings of a sheet.

    Attributes:
        first: 0-based row they begin in.
        last: row they end in.
        places: column of each field.
        spread: columns a field is spread over.
        others: the remaining columns that have a heading.
    """

    first: int
    last: int
    places: Mapping[str, int]
    spread: tuple[Heading, ...] = ()
    others: tuple[Heading, ...] = ()


def find_head(sheet: Sheet, *, columns: Columns, is_spread: IsSpread | None) -> Head:
    """Return the rows with most known headings.

    Of equals the one with more columns that belong together, then with more cells,
    then the first: a sheet without any known heading shows in its error what looks
    most like a heading row.
    """
    rows = range(min(_TITLE_ROWS, len(sheet.rows)))
    heads = [_head(sheet, row, row, columns, is_spread) for row in rows]
    heads += [
        _head(sheet, row, row + 1, columns, is_spread)
        for row in rows
        if row + 1 < len(sheet.rows) and _is_divided(sheet, row)
    ]
    return max(heads, key=lambda head: _fitness(head, sheet))


def _fitness(head: Head, sheet: Sheet) -> tuple[int, int, int, int, int]:
    filled = sum(1 for cell in sheet.rows[head.first] if text_of(cell))
    known = len(head.places) + bool(head.spread)
    return known, len(head.spread), filled, -head.first, -head.last


def _head(
    sheet: Sheet, first: int, last: int, columns: Columns, is_spread: IsSpread | None
) -> Head:
    headings = _headings(sheet, first, last)
    shared = Counter(_normal(heading.top) for heading in headings if heading.sub)
    places = _places(headings, columns, shared=shared)
    taken = set(places.values())
    free = [h for h in headings if h.column not in taken and not h.private]
    grade, spread = _spread(free, sheet.rows[last + 1 :], is_spread)
    # Beside several months a column 天数 holds their sum.
    several = grade == 2 and len(spread) > 1
    if not several and all(field in places for field in columns.required):
        spread = ()
    chosen = {heading.column for heading in spread}
    return Head(
        first=first,
        last=last,
        places=places,
        spread=spread,
        others=tuple(h for h in free if h.column not in chosen),
    )


def _spread(
    free: list[Heading],
    rows: Sequence[tuple[Cell, ...]],
    is_spread: IsSpread | None,
) -> tuple[int, tuple[Heading, ...]]:
    """Return the sure columns a field is spread over, else the likely ones."""
    if is_spread is None:
        return 0, ()
    looked_at = rows[:_LOOKED_AT]
    grades = [
        is_spread(heading, [cell_at(row, heading.column) for row in looked_at])
        for heading in free
    ]
    best = max(grades, default=0)
    found = zip(free, grades, strict=True)
    return best, tuple(h for h, grade in found if best and grade == best)


def _headings(sheet: Sheet, first: int, last: int) -> list[Heading]:
    top = sheet.rows[first]
    if first == last:
        return [
            Heading(column=column, top=cell)
            for column, cell in enumerate(top)
            if text_of(cell)
        ]
    sub = sheet.rows[last]
    found: list[Heading] = []
    over: Cell = None
    for column in range(max(len(top), len(sub))):
        upper, lower = cell_at(top, column), cell_at(sub, column)
        over = upper if text_of(upper) else over
        if text_of(lower):
            found.append(Heading(column=column, top=over, sub=lower))
        elif text_of(upper):
            found.append(Heading(column=column, top=upper))
    return found


def _is_divided(sheet: Sheet, row: int) -> bool:
    """Tell whether the next row divides columns of this one: 成绩 into 一季度, 二季度.

    Every cell of it then stands below a blank or below the first cell of a span.
    """
    top, sub = sheet.rows[row], sheet.rows[row + 1]
    below = [column for column, cell in enumerate(sub) if text_of(cell)]
    above = [column for column, cell in enumerate(top) if text_of(cell)]
    if not below or not above or (len(above) == 1 and above[0] <= below[0]):
        return False  # nothing divided, or a title over the headings
    return all(
        not text_of(cell_at(top, column)) or not text_of(cell_at(top, column + 1))
        for column in below
    )


def _places(
    headings: Sequence[Heading], columns: Columns, *, shared: Counter[str]
) -> dict[str, int]:
    seen: dict[str, int] = {}
    for depth in range(3):
        for heading in headings:
            spellings = heading.spellings
            of_several = depth == 2 and shared[spellings[-1]] > 1
            if depth < len(spellings) and spellings[depth] and not of_several:
                seen.setdefault(spellings[depth], heading.column)
    taken: set[int] = set()
    places: dict[str, int] = {}
    for field, synonyms in columns.synonyms.items():
        for word in synonyms:
            column_found = seen.get(_normal(word))
            if column_found is not None and column_found not in taken:
                places[field] = column_found
                taken.add(column_found)
                break
    return places


def _normal(cell: Cell) -> str:
    return _REMARK.sub("", unicodedata.normalize("NFKC", text_of(cell))).upper()


def cell_at(row: Sequence[Cell], column: int) -> Cell:
    """Return a cell, None past the end of the row."""
    return row[column] if column < len(row) else None
