"""Where the characters of a block stand in their file: readers tell, writers mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPiece:
    """Characters of a block that one element of a Word part stands for.

    Attributes:
        node: place of the element among all elements of its part, in document order,
            the root being 0.
        start: offset in the block's text of the element's first character; below 0
            where line ends before the text were left out.
        end: behind its last character.
        in_field: whether it is the result of a field, which an update rewrites.
    """

    node: int
    start: int
    end: int
    in_field: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WordOrigin:
    """The elements a block of a Word file was read from.

    Attributes:
        part: name of the part in the archive.
        pieces: in the order of the text.
    """

    part: str
    pieces: tuple[WordPiece, ...]

    def within(self, start: int, end: int) -> Iterator[WordPiece]:
        """Yield the pieces that hold characters of [start, end)."""
        for piece in self.pieces:
            if piece.start < end and start < piece.end:
                yield piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Rectangle:
    """A place on a PDF page, in points of the page's own coordinates (y upwards).

    Attributes:
        page: 1-based.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float
