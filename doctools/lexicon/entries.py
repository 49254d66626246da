"""What dictionaries are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

LEVELS = ("error", "warning", "info")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongForm:
    """A known wrong form.

    Attributes:
        wrong: as it is miswritten.
        rights: right forms, the likeliest first.
        required: one of these must stand in the same sentence, if there are any.
        forbidden: none of these may stand in the same sentence.
        level: error, warning or info.
    """

    wrong: str
    rights: tuple[str, ...]
    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    level: str = "error"

    def fits(self, sentence: str) -> bool:
        """Tell whether the sentence is one in which the form is wrong."""
        if any(word in sentence for word in self.forbidden):
            return False
        return not self.required or any(word in sentence for word in self.required)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    r"""A pattern with a gap that shows a missing, extra or wrong character.

    Attributes:
        pattern: what is wrong; its group `wrong`, or else all of it, is the span.
        right: template of the suggestion (`\g<name>` as in `re.Match.expand`).
        reason: key under `typo.frame_` in the catalogue, or empty.
        level: error, warning or info.
    """

    pattern: re.Pattern[str]
    right: str
    reason: str = ""
    level: str = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """All entries of some dictionaries.

    Attributes:
        terms: official terms with their notes (mostly empty).
        wrong: known wrong forms.
        frames: patterns with a gap.
        exceptions: strings in which nothing is ever flagged.
        shapes: groups of characters that look alike.
    """

    terms: Mapping[str, str] = field(default_factory=dict)
    wrong: tuple[WrongForm, ...] = ()
    frames: tuple[Frame, ...] = ()
    exceptions: frozenset[str] = frozenset()
    shapes: tuple[str, ...] = ()
