"""A TOML table read strictly: every key asked for, every other one refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from doctools.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from fractions import Fraction


_NEAR: Final = 0.5
"""How much two words have in common (0 to 1) that one may be the other misspelt."""
_GREATEST: Final = 1_000_000
"""No quota, minimum or limit of an office is greater."""
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LINES: Final = re.compile("[\n\r\t]")
"""What a quote may be set in, and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a criteria file a table stands, for messages.

    Attributes:
        file: name of the file.
        lines: of its text.
        name: `[meta]` or `[[criterion]] member.plan`.
        first: 0-based line of the table's header.
        last: the line after its last one.
    """

    file: str
    lines: tuple[str, ...]
    name: str
    first: int = 0
    last: int = 0

    def line(self, key: str) -> int:
        """Return the 1-based line a key of this table stands in, else its header's."""
        pattern = re.compile(rf'(?:^\s*|[{{,]\s*)"?{re.escape(key)}"?\s*=')
        for index in range(self.first, self.last):
            if pattern.search(self.lines[index].split("#", 1)[0]):
                return index + 1
        return self.first + 1

    def error(self, code: str, key: str, **facts: object) -> UsageError:
        """Return an error that names file, line, table and key."""
        return UsageError(
            code, file=self.file, line=self.line(key), place=self.name, key=key, **facts
        )

    def unknown(
        self, code: str, key: str, value: str, allowed: Iterable[str]
    ) -> UsageError:
        """Return an error that names the nearest allowed value and all of them.

        Where `allowed` maps identifiers to names, a name is answered with its
        identifier.
        """
        right = tuple(allowed)
        if not right:
            return self.error("criteria_nothing_defined", key, value=value)
        names = allowed if isinstance(allowed, Mapping) else {}
        for identifier, name in names.items():
            if name == value:
                return self.error(
                    "criteria_value_by_name", key, value=value, nearest=identifier
                )
        swapped = [each for each in right if sorted(each) == sorted(value)]
        near = swapped[:1] or get_close_matches(value, right, n=1, cutoff=_NEAR)
        # Where only one thing can stand there, that is what was meant.
        for nearest in near or (right if len(right) == 1 else ()):
            return self.error(code, key, value=value, nearest=nearest, allowed=right)
        return self.error(f"{code}_unknown", key, value=value, allowed=right)


class Table:
    """One table of the file; `close` refuses whatever was not asked for."""

    def __init__(self, values: Mapping[str, Any], place: Place) -> None:
        self.values = values
        self._asked: dict[str, None] = {}
        self.place = place

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)

    def asked(self, key: str) -> bool:
        """Tell whether the reader has asked for a key."""
        return key in self._asked

    def close(self, *more: str) -> None:
        """Refuse every key that was not asked for; `more` are right ones besides.

        Raises:
            UsageError: `criteria_key`, naming the nearest right key.
        """
        right = (*self._asked, *more)
        for key in self.values:
            if key not in right:
                raise self.place.unknown("criteria_key", key, key, right)

    def get(self, key: str) -> Any:  # noqa: ANN401 - a TOML value may be anything
        """Return a value as it stands, None where the key is absent."""
        self._asked[key] = None
        return self.values.get(key)

    def need(self, key: str) -> Any:  # noqa: ANN401 - a TOML value may be anything
        """Return a value as it stands.

        Raises:
            UsageError: `criteria_missing_key`.
        """
        value = self.get(key)
        if value is None:
            # A misspelt key says more than its absence.
            self.refuse_near(key)
            raise self.place.error("criteria_missing_key", key)
        return value

    def refuse_near(self, key: str) -> None:
        """Refuse a key nobody asked for that looks like this one misspelt.

        Raises:
            UsageError: `criteria_key`, naming the right key.
        """
        for other in get_close_matches(key, self.values, n=1, cutoff=0.7):
            if other not in self._asked:
                raise self.place.unknown("criteria_key", other, other, (key,))

    def text(self, key: str, *, default: str | None = None) -> str:
        """Return a text; without a default it must be there and say something."""
        value = self.need(key) if default is None else self.get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(key, value, "text")
        self._refuse_control(key, value)
        return value

    def _refuse_control(self, key: str, value: str) -> None:
        """Refuse characters that cannot be seen; a quote may run over several lines."""
        plain = _LINES.sub("", value) if key == "quote" else value
        if found := _CONTROL.search(plain):
            mark = f"U+{ord(found[0]):04X}"
            raise self.place.error("criteria_control_character", key, mark=mark)

    def choice(self, key: str, allowed: Collection[str], *, default: str = "") -> str:
        """Return one of the allowed texts.

        Raises:
            UsageError: `criteria_value`, naming the nearest of them.
        """
        value = self.text(key, default=default or None)
        if value not in allowed:
            raise self.place.unknown("criteria_value", key, value, allowed)
        return value

    def texts(self, key: str, *, allowed: Collection[str] = ()) -> tuple[str, ...]:
        """Return a list of texts, empty where the key is absent.

        Raises:
            UsageError: `criteria_not_texts`, or `criteria_value` for one not allowed.
        """
        value = self.get(key)
        if value is None:
            return ()
        if (
            not isinstance(value, list)
            or not value
            or not all(isinstance(item, str) and item.strip() for item in value)
        ):
            raise self.wrong(key, value, "texts")
        for item in value:
            if allowed and item not in allowed:
                raise self.place.unknown("criteria_value", key, item, allowed)
            self._refuse_control(key, item)
            if value.count(item) > 1:
                raise self.place.error("criteria_twice_in_list", key, value=item)
        return tuple(value)

    def flag(self, key: str) -> bool | None:
        """Return true or false, None where the key is absent."""
        value = self.get(key)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(key, value, "flag")
        return value

    def only_true(self, key: str) -> bool:
        """Return whether a key is set, that may be left out but not false."""
        value = self.flag(key)
        if value is False:
            raise self.place.unknown("criteria_value", key, "false", ("true",))
        return bool(value)

    def whole(self, key: str) -> int:
        """Return a whole number from 1."""
        value = self.need(key)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self.wrong(key, value, "whole")
        self.refuse_great(key, value)
        return value

    def refuse_great(self, key: str, number: Fraction | int) -> None:
        """Refuse a number no office can mean.

        Raises:
            UsageError: `criteria_too_big`.
        """
        if number > _GREATEST:
            raise self.place.error("criteria_too_big", key, most=_GREATEST)

    def day(self, key: str) -> date:
        """Return a date."""
        value = self.need(key)
        if type(value) is not date:
            raise self.wrong(key, value, "date")
        return value

    def table(self, key: str) -> Table:
        """Return a table inside this one, empty where the key is absent."""
        value = self.get(key)
        if value is None:
            value = {}
        if not isinstance(value, dict):
            raise self.wrong(key, value, "table")
        return Table(value, self.place)

    def wrong(self, key: str, value: object, wanted: str) -> UsageError:
        """Return `criteria_not_WANTED`: the value is of another type."""
        return self.place.error(f"criteria_not_{wanted}", key, value=_as_written(value))


def _as_written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
