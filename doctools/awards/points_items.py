"""What a points line looks at, one item a work or table row."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from doctools.awards.periods import When
from doctools.records import EvidenceRow, PendingWork

if TYPE_CHECKING:
    from doctools.awards.ledger import Ledger
    from doctools.awards.rules import LineRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The period something falls into.

    Attributes:
        period: key of the period it certainly falls into, or empty.
        possible: keys of all periods it may fall into.
        when: as far as known, for the order of time.
    """

    period: str = ""
    possible: tuple[str, ...] = ()
    when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A work or a row.

    Attributes:
        key: tells items apart and orders those of one day.
        points: of its own, 0 where the step of a period gives them.
        size: what a step of a period adds up.
        chain: the same for one article in several outlets, empty for rows.
        code: why it has no points, else empty.
    """

    key: str
    place: Placement
    points: Fraction
    size: Fraction = Fraction(1)
    work_id: str | None = None
    row: EvidenceRow | None = None
    chain: str = ""
    code: str = ""

    @property
    def order(self) -> tuple[object, ...]:
        """Order of time, what has no date last."""
        when = self.place.when
        return (0, when.first, when.last, self.key) if when else (1, self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a line found.

    Attributes:
        counted: items that count.
        waiting: works a person has to decide on, with the most they can bring.
        unsure: rows whose date or number does not settle what they bring.
        rejected: works that do not count, and why.
        pending: the works of `waiting`, and why.
    """

    counted: tuple[Item, ...] = ()
    waiting: tuple[Item, ...] = ()
    unsure: tuple[Item, ...] = ()
    rejected: tuple[PendingWork, ...] = ()
    pending: tuple[PendingWork, ...] = ()


def placed(when: When | None, *, line: LineRule, ledger: Ledger) -> Placement:
    """Return the period of a line that a time falls into."""
    calendar = ledger.calendar(line.looks_at.per)
    period = calendar.holding(when)
    return Placement(
        period=period.key if period else "",
        possible=tuple(each.key for each in calendar.touched(when)),
        when=when,
    )
