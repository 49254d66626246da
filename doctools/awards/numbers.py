"""Numbers of a criteria file: written out, as a fraction, or named as an assumption."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.awards.strict import Table
    from doctools.errors import UsageError

_FLAGS: Final = ("at_least_includes_number", "published_needs_cn", "count_web_media")
SWITCHES: Final = (*_FLAGS, "late_days", "same_work_two_awards")
"""Names of assumptions that need no rule to use them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """Readings of the official words that a file may state; None says nothing.

    Attributes:
        at_least_includes_number: whether 2 篇以上 is met by 2.
        published_needs_cn: whether a published work needs an outlet with a CN number.
        count_web_media: whether 报刊 takes in web media.
        late_days: days after its month in which a monthly paper may be dated.
    """

    at_least_includes_number: bool | None = None
    published_needs_cn: bool | None = None
    count_web_media: bool | None = None
    late_days: int | None = None


class Numbers:
    """The assumptions of a file, and which of them a rule has asked for.

    Attributes:
        switches: known readings; they need no rule that names them.
        written: every assumption as the file writes it.
        uses: for each number the rules that name it, by id, and under which key.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._values: dict[str, Fraction] = {}
        self.uses: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self.signed_off_by = table.text("signed_off_by", default="").strip() or None
        self.written: list[tuple[str, str]] = []
        self.switches = _switches(table)
        for key in table:
            if key == "signed_off_by":
                continue
            value = table.values[key]
            if not table.asked(key):
                number = exact(table.get(key))
                if number is None:
                    raise table.wrong(key, value, "number")
                table.refuse_great(key, number)
                self._values[key] = number
            written = str(value).lower() if isinstance(value, bool) else str(value)
            self.written.append((key, written))

    @property
    def names(self) -> frozenset[str]:
        """The names a rule may give in place of a number."""
        return frozenset(self._values)

    def read(self, table: Table, key: str) -> tuple[Fraction, float | str]:
        """Return a number exactly and as a person reads it.

        Raises:
            UsageError: neither a number nor the name of an assumption.
        """
        value = table.need(key)
        if isinstance(value, str) and value in self._values:
            self.uses[value].append((table.place.name.rsplit(" ", 1)[-1], key))
            number = self._values[value]
            return number, float(number)
        found = exact(value)
        if found is None and isinstance(value, str) and self._values:
            raise table.place.unknown("criteria_assumption", key, value, self._values)
        if found is None:
            raise table.wrong(key, value, "number")
        table.refuse_great(key, found)
        return found, value if isinstance(value, str) else float(value)

    def read_whole(self, table: Table, key: str) -> int:
        """Return a whole number from 0.

        Raises:
            UsageError: as `read`, or the number is not whole.
        """
        number, _ = self.read(table, key)
        if number.denominator != 1:
            raise table.wrong(key, table.get(key), "whole")
        return int(number)

    def unused(self) -> Iterator[UsageError]:
        """Yield `criteria_assumption_unused` for each that would change nothing."""
        for key in self._values:
            if key not in self.uses:
                yield self._table.place.error("criteria_assumption_unused", key)


def _switches(table: Table) -> Switches:
    """Return the known readings.

    Which of two awards one work should serve nobody has said, so that this switch can
    only be on.
    """
    if table.flag("same_work_two_awards") is False:
        raise table.place.error("criteria_one_award_only", "same_work_two_awards")
    late = None
    if "late_days" in table:
        number = exact(table.get("late_days"))
        if number is None or number.denominator != 1:
            raise table.wrong("late_days", table.values["late_days"], "whole")
        late = int(number)
    return Switches(late_days=late, **{key: table.flag(key) for key in _FLAGS})


def exact(value: object) -> Fraction | None:
    """Return a number from 0 exactly as written (`0.8` is 4/5), else None."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return None
    return number if number >= 0 else None
