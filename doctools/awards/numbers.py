"""Numbers of a criteria file: written out, as a fraction, or named as an assumption."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from doctools.awards.strict import Table

SWITCHES: Final = ("at_least_includes_number", "same_work_two_awards")
"""Readings of the official words that a file may state; only `true` is built."""


class Numbers:
    """The assumptions of a file, and which of them a rule has asked for."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._values: dict[str, Fraction] = {}
        self._used: set[str] = set()
        self.signed_off_by = table.text("signed_off_by", default="").strip() or None
        self.written: list[tuple[str, str]] = []
        for switch in SWITCHES:
            if table.only_true(switch):
                self.written.append((switch, "true"))
        for key in table:
            if key not in ("signed_off_by", *SWITCHES):
                value = table.get(key)
                number = exact(value)
                if number is None:
                    raise table.wrong(key, value, "number")
                self._values[key] = number
                self.written.append((key, str(value)))

    def read(self, table: Table, key: str) -> tuple[Fraction, float | str]:
        """Return a number exactly and as a person reads it.

        Raises:
            UsageError: neither a number nor the name of an assumption.
        """
        value = table.need(key)
        if isinstance(value, str) and value in self._values:
            self._used.add(value)
            number = self._values[value]
            return number, float(number)
        found = exact(value)
        if found is None and isinstance(value, str) and self._values:
            raise table.place.unknown("criteria_assumption", key, value, self._values)
        if found is None:
            raise table.wrong(key, value, "number")
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

    def refuse_unused(self) -> None:
        """Refuse an assumption no rule asks for: it would change nothing.

        Raises:
            UsageError: `criteria_assumption_unused`.
        """
        for key in self._values:
            if key not in self._used:
                raise self._table.place.error("criteria_assumption_unused", key)


def exact(value: object) -> Fraction | None:
    """Return a number from 0 exactly as written (`0.8` is 4/5), else None."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        return None
    return number if number >= 0 else None
