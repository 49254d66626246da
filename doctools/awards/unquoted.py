"""A number of a rule that no words of an official document support."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number of a rule that quotes nothing.

    Attributes:
        owner: id of the rule, for a points line `RULE/LINE`.
        name: of the rule.
        key: such as `require.min`.
        value: as written.
    """

    owner: str
    name: str
    key: str
    value: str
