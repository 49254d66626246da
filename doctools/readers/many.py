"""What readers of paragraphs have in common: how many there may be, and what is said twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.errors import ReadError
from doctools.model import FileStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doctools.model import Block

MOST_PARAGRAPHS = 50_000
"""Paragraphs of a file, or of a part of one, that are still read: some 2 s."""
EDGES = frozenset({"header", "footer"})


def too_many(limit: int = MOST_PARAGRAPHS) -> ReadError:
    """Return the error of a file that has more paragraphs than are read."""
    return ReadError(FileStatus.TOO_LARGE, "too_many_paragraphs", limit=str(limit))


def require_few(paragraphs: int) -> None:
    """Refuse a file when it has come to so many paragraphs.

    Raises:
        ReadError: too_large.
    """
    if paragraphs > MOST_PARAGRAPHS:
        raise too_many()


def said_before(known: Iterable[Block], *, layer: str) -> frozenset[str]:
    """Return the texts that need not be said again: those of headers and footers.

    Sections repeat them; one of each is enough. All other layers may say things twice.
    """
    return frozenset(block.text for block in known) if layer in EDGES else frozenset()
