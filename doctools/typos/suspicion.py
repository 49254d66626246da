"""What a checker suspects, before guards and level have spoken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

RANK = {"info": 1, "warning": 2, "error": 3}
"""Levels, the gravest highest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """A span of a passage that may be wrong.

    Attributes:
        start: first character, counted in the passage's text.
        end: behind the last one.
        code: stable code of the finding.
        level: error, warning or info.
        suggestions: what should stand there, the likeliest first.
        reason: key of the sentence that says why.
        facts: what the sentence asks for beside `text` and `right`.
    """

    start: int
    end: int
    code: str
    level: str
    suggestions: tuple[str, ...] = ()
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def rank(self) -> tuple[int, int, int]:
        """Order of preference: grave before slight, long before short, early first."""
        return (-RANK[self.level], self.start - self.end, self.start)

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether the span shares a character with [start, end)."""
        return self.start < end and start < self.end
