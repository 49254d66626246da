"""The day a decision was made, also where nobody wrote the year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from doctools.members.cells import CellError, date_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.members.cells import Cell


def decided_on(cell: Cell, *, months: Sequence[str]) -> date | None:
    """Return the day a cell states, None where it is empty.

    7月1日 is of the campaign's year. Nobody decides before the campaign begins, so a
    day that would lie before it is not placed by guess.

    Args:
        cell: as written; a month stands for its first day.
        months: of the campaign, as `2010-03`, in order; perhaps none.

    Raises:
        CellError: `not_a_date`, `ambiguous_date`, or `decision_year`: the year is not
            written and the campaign does not tell it.
    """
    stated = date_of(cell)
    if stated is None:
        return None
    if stated.month is None:
        raise CellError("not_a_date")
    if stated.year is not None:
        return date(stated.year, stated.month, stated.day or 1)
    possible = [
        f"{year}-{stated.month:02d}"
        for year in sorted({month[:4] for month in months})
        if f"{year}-{stated.month:02d}" >= months[0]
    ]
    inside = [month for month in possible if month in months]
    found = inside if len(inside) == 1 else possible
    if len(found) != 1:
        raise CellError("decision_year")
    try:
        return date(int(found[0][:4]), stated.month, stated.day or 1)
    except ValueError as error:  # 2月29日 in a year without it
        raise CellError("decision_year") from error
