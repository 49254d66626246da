"""How the writers speak: sentences from the catalogue, text that cannot mislead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doctools.text.privacy import mask_private

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from doctools.messages import Catalogue
    from doctools.model import FileOutcome

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, terminal codes
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction of writing
    "\u2028\u2029"  # ends of lines that hardly anybody expects
    "\ud800-\udfff\ufffe\uffff]"  # no characters at all
)


class _Facts(dict[str, object]):
    """Facts of a sentence; one that was not given reads as a question mark."""

    def __missing__(self, key: str) -> str:
        return "？"


def visible(text: str) -> str:
    """Return the text with characters that act instead of being seen spelled out.

    Control characters, marks that turn the direction of writing and lone surrogates
    become `‹U+202E›`; line ends and tabs stay.
    """
    return _UNSAFE.sub(lambda found: f"‹U+{ord(found[0]):04X}›", text)


def readable(text: str) -> str:
    """Return the text as a person may see it: nothing acts, no private number shows.

    ID and telephone numbers are masked wherever they stand, in names of files too.
    """
    return visible(mask_private(text))


def line_for_reading(text: str) -> str:
    """Return one line as a person may read it: no name in it can begin another line."""
    return readable(text).replace("\n", "‹U+000A›")


def say(words: Catalogue, code: str, /, *, otherwise: str = "", **facts: object) -> str:
    """Return the sentence of a code, or `otherwise` where the catalogue has none.

    Codes come from files and from other versions, so an unknown one must not stop a
    report: it is shown as it is.
    """
    if code not in words:
        return otherwise or code
    return words.sentence(code).format_map(_Facts(words.said(facts)))


def why(outcome: FileOutcome, words: Catalogue) -> str | None:
    """Return in one sentence why a file ended as it did, or None for a plain `ok`."""
    if outcome.code is None:
        return None
    facts: Mapping[str, str] = {"path": outcome.path, **outcome.detail}
    return say(words, f"file.{outcome.code}", otherwise=outcome.code, **facts)


def reasons_in_words(codes: Iterable[str], words: Catalogue) -> str:
    """Return why an award is not final yet."""
    return words.listed(
        say(words, f"report.open.{code}", otherwise=code) for code in codes
    )


def month_shown(period: str | None, words: Catalogue) -> str:
    """Return a month as a clerk reads it: `2010-03`, or 3月 with its year unknown."""
    if period is None:
        return words("report.month_unknown")
    if period.startswith("--"):
        return words("report.month_only", month=int(period[2:]))
    return period
