"""What one item of a points rule is worth: a number, or a list by order of authors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.awards.rules import Credit
from doctools.awards.strict import Table

if TYPE_CHECKING:
    from doctools.awards.criterion import Vocabulary


def read_credit(
    table: Table, key: str, words: Vocabulary, *, by_order: bool = False
) -> Credit:
    """Return a value.

    Args:
        table: where it stands.
        key: its name there.
        words: with the named numbers.
        by_order: whether it may be a list, one number for each author in order.

    Raises:
        UsageError: no number, no named one, or an empty list.
    """
    written = table.need(key)
    if not (by_order and isinstance(written, list)):
        return Credit(amounts=(words.numbers.read(table, key)[0],))
    if not written:
        raise table.wrong(key, written, "number")
    amounts = tuple(
        words.numbers.read(Table({key: amount}, table.place), key)[0]
        for amount in written
    )
    return Credit(amounts=amounts, by_order=True)


def read_levels(table: Table, words: Vocabulary) -> dict[str, Credit]:
    """Return the value of each level, all levels from the lowest one named upwards.

    Raises:
        UsageError: a level that is not on the scale, or one left out: what a work of
            that level is worth would be a guess.
    """
    levels = table.table("value_by_level")
    found = {}
    for level in levels:
        if level not in words.levels:
            raise table.place.unknown(
                "criteria_value", "value_by_level", level, words.levels
            )
        found[level] = read_credit(levels, level, words, by_order=True)
    if not found:
        raise table.wrong("value_by_level", "{}", "table")
    lowest = min(words.levels.index(level) for level in found)
    missing = [level for level in words.levels[lowest:] if level not in found]
    if missing:
        raise table.place.error(
            "criteria_level_left_out",
            "value_by_level",
            lowest=words.levels[lowest],
            missing=tuple(missing),
        )
    return found


def read_results(table: Table, words: Vocabulary) -> dict[str, Credit]:
    """Return the value of each result a mark may have."""
    results = table.table("value_by_result")
    found = {result: read_credit(results, result, words) for result in results}
    if not found:
        raise table.wrong("value_by_result", "{}", "table")
    return found
