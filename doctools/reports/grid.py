"""Members by months: how many works of each count, and which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from doctools.records import MemberCount

if TYPE_CHECKING:
    from doctools.result import Result


_LARGEST_DENOMINATOR = 20
"""Authors a joint work may be shared among and still be shown as a fraction."""
_ROUNDING = 0.0001
"""Records hold four decimals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Works of one member in one month, or in all; `counts` has one per type."""

    counts: tuple[MemberCount, ...] = ()

    @property
    def counted(self) -> float:
        """Works that count; a joint work may count in part."""
        return sum(count.counted for count in self.counts)

    @property
    def pending(self) -> int:
        """Works that wait for a person."""
        return sum(count.pending for count in self.counts)

    @property
    def rejected(self) -> int:
        """Works that do not count."""
        return sum(count.rejected for count in self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One member's line.

    Attributes:
        cells: by month; only months in which something was handed in.
        total: all months together.
    """

    member_id: str | None
    name: str
    branch: str | None
    cells: Mapping[str | None, Cell]
    total: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The whole table. A None among the months holds works of unknown month."""

    months: tuple[str | None, ...]
    rows: tuple[Row, ...]


def grid_of(result: Result) -> Grid:
    """Return the grid: everyone of the roster in its order, then other names."""
    by_member: dict[tuple[str | None, str, str | None], list[MemberCount]] = {
        (person.member_id, person.name, person.branch): [] for person in result.people
    }
    for count in sorted(result.member_counts, key=_order):
        key = (count.member_id, count.name, count.branch)
        by_member.setdefault(key, []).append(count)
    months = {*result.months, *(count.period for count in result.member_counts)}
    known = sorted(month for month in months if month is not None)
    return Grid(
        months=(*known, None) if None in months else tuple(known),
        rows=tuple(_row(*key, counts) for key, counts in by_member.items()),
    )


def _row(
    member_id: str | None, name: str, branch: str | None, counts: list[MemberCount]
) -> Row:
    by_month: dict[str | None, list[MemberCount]] = {}
    for count in counts:
        by_month.setdefault(count.period, []).append(count)
    return Row(
        member_id=member_id,
        name=name,
        branch=branch,
        cells={month: Cell(counts=tuple(group)) for month, group in by_month.items()},
        total=Cell(counts=tuple(counts)),
    )


def _order(count: MemberCount) -> tuple[str, str, str, str, str]:
    return (
        count.branch or "",
        count.name,
        count.member_id or "",
        count.period or "",
        count.document_type or "",
    )


def number(value: float | None) -> str:
    """Return a count as a person writes it: `2`, `0.5`, `1/3`, `–` for nothing known.

    What has more than two decimals is the part of a joint work, a fraction.
    """
    if value is None:
        return "–"
    if abs(value - round(value, 2)) < _ROUNDING:
        return f"{round(value, 2):.12g}"
    whole, rest = divmod(value, 1)
    fraction = Fraction(rest).limit_denominator(_LARGEST_DENOMINATOR)
    if abs(fraction - Fraction(rest)) > _ROUNDING:
        return f"{value:.2f}"
    return f"{whole:.0f} {fraction}" if whole else str(fraction)


def percent(share: float) -> str:
    """Return a share as per cent, to one decimal: `83.3%`, `100%`."""
    return f"{round(share * 100, 1):g}%"
