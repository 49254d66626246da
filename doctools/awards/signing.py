"""Numbers nobody but the office itself answers for, and whether someone has signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.awards.numbers import exact
from doctools.awards.unquoted import Number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.awards.rules import Criteria
    from doctools.awards.strict import Table


def is_signed(criteria: Criteria) -> bool:
    """Tell whether somebody answers for every number without a quote."""
    open_numbers = criteria.assumptions or criteria.unquoted
    return not open_numbers or criteria.signed_off_by is not None


def numbers_without_quote(
    criteria: Sequence[Table],
    points: Sequence[Table],
    lines: Sequence[Sequence[Table]],
    awards: Sequence[Table],
    *,
    named: frozenset[str],
) -> tuple[Number, ...]:
    """Return the numbers of rules that quote no official words, in the file's order.

    A line of a points rule needs a quote of its own; that of the rule supports the
    rule's own numbers. Of an award only the seats are looked at: its quota stands in
    every document. Zero asks nothing, a named number is an assumption already.
    """
    found: list[Number] = []
    for table in criteria:
        found += _numbers_of(table, named)
    for table, inside in zip(points, lines, strict=True):
        found += _numbers_of(table, named)
        for line in inside:
            found += _numbers_of(line, named, above=table)
    for table in awards:
        found += _seats(table, named)
    return tuple(found)


def _seats(table: Table, named: frozenset[str]) -> list[Number]:
    """Return how the places are spread, were it by a method that names no number."""
    numbers = [n for n in _numbers_of(table, named) if n.key.startswith("seats.")]
    seats = table.values.get("seats")
    if numbers or table.values.get("quote") or not isinstance(seats, dict):
        return numbers
    method = str(seats.get("method"))
    return [_number(table, None, "seats.method", method)]


def _number(table: Table, above: Table | None, key: str, value: str) -> Number:
    own = table.values
    if above is None:
        owner, name = str(own.get("id")), str(own.get("name"))
    else:
        owner = f"{above.values.get('id')}/{own.get('name')}"
        name = f"{above.values.get('name')}·{own.get('name')}"
    return Number(owner=owner, name=name, key=key, value=value)


def _numbers_of(
    table: Table, named: frozenset[str], *, above: Table | None = None
) -> list[Number]:
    if str(table.values.get("quote") or "").strip():
        return []
    return [
        _number(table, above, path, value)
        for key, content in table.values.items()
        if key not in {"id", "name", "req", "line", "items"}
        for path, value in _written(content, key, named)
    ]


def _written(
    value: object, path: str, named: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield the numbers in a value with their keys; `1/3` is one, a word is none."""
    if isinstance(value, dict):
        for key, content in value.items():
            yield from _written(content, f"{path}.{key}", named)
    elif isinstance(value, list):
        # A text in a list is a name, be it of digits, unless it is a fraction.
        for content in value:
            if not isinstance(content, str) or "/" in content:
                yield from _written(content, path, named)
    elif value not in named and exact(value):
        yield path, str(value)
