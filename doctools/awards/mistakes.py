"""All mistakes of a criteria file, told together in the order of its lines."""

from __future__ import annotations

from contextlib import contextmanager
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final, TypeVar

from doctools.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_Read = TypeVar("_Read")

_LONGEST: Final = 20
"""Times one table is read anew at most; nobody makes so many mistakes in one."""
_OWN: Final = frozenset(
    {
        "criteria_key",
        "criteria_key_unknown",
        "criteria_value",
        "criteria_value_unknown",
        "criteria_value_by_name",
        "criteria_assumption",
        "criteria_assumption_unknown",
        "criteria_twice_in_list",
        "criteria_too_big",
        "criteria_control_character",
    }
)
"""Mistakes of one key by itself; others may come from a repair and are told only first."""


class Mistakes:
    """Collects what is wrong, so that nobody has to mend a file line by line."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], UsageError] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep the mistake that ends the block."""
        try:
            yield
        except UsageError as error:
            self.keep(error)

    def read(
        self, values: dict[str, Any], read: Callable[[dict[str, Any]], _Read]
    ) -> _Read | None:
        """Return what a table says, None where it is wrong.

        A wrong key or value is kept as a mistake; the table is then read again with the
        nearest right one in its place, or without it, to find further mistakes.
        """
        repaired, first = values, True
        guessed: set[str] = set()
        for _ in range(_LONGEST):
            try:
                found = read(repaired)
            except UsageError as error:
                own = error.code in _OWN or error.code.startswith(_TYPES)
                if first or (own and str(error.facts.get("key")) not in guessed):
                    self.keep(error)
                guessed.add(str(error.facts.get("nearest")))
                before, repaired = repaired, _without(repaired, error)
                first = False
                if repaired == before:
                    return None
            else:
                return found if first else None
        return None

    def tell(self) -> None:
        """Raise the first mistake with all others, if there is any."""
        if not self._found:
            return
        first, *others = sorted(
            self._found.values(), key=lambda error: int(str(error.facts.get("line", 0)))
        )
        first.others = tuple(others)
        raise first

    def keep(self, error: UsageError) -> None:
        """Keep a mistake, once."""
        self._found.setdefault((error.code, str(error.facts)), error)


_TYPES: Final = "criteria_not_"
"""How the codes of values of a wrong type begin."""


def _without(values: dict[str, Any], error: UsageError) -> dict[str, Any]:
    """Return the values with the wrong one replaced by the nearest, or left out."""
    repaired = deepcopy(values)
    key = str(error.facts.get("key"))
    holder = next(_holding(repaired, key), None)
    if holder is None:
        return repaired
    wrong, nearest = holder.pop(key), error.facts.get("nearest")
    if error.code == "criteria_key" and nearest is not None:
        holder.setdefault(str(nearest), wrong)
    elif nearest is not None and isinstance(wrong, str):
        holder[key] = nearest
    elif nearest is not None and isinstance(wrong, list):
        value = error.facts.get("value")
        holder[key] = [nearest if each == value else each for each in wrong]
    return repaired


def _holding(values: object, key: str) -> Iterator[dict[str, Any]]:
    """Yield the tables that hold a key, the outer ones first."""
    if isinstance(values, dict):
        if key in values:
            yield values
        for content in values.values():
            yield from _holding(content, key)
    elif isinstance(values, list):
        for content in values:
            yield from _holding(content, key)
