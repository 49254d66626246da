"""What was changed in a passage that stands in two texts, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from doctools.text.normalize import fold_with_offsets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.text.normalize import Folded

LEAST_EQUAL = 2
"""Equal characters between two edits; a single one agrees by chance."""
LEAST_MOVED = 8
"""Characters from which words that stand elsewhere in the passage were moved."""
MOST_PLACES = 8
"""Places looked at for the same words; a line of dots stands anywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of one side of a passage.

    Attributes:
        text: as the document has it, punctuation included.
        kind: same, moved (the other side has it elsewhere in the passage), only (the
            other side lacks it) or replaced (it has other words).
    """

    text: str
    kind: str


def differences(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both sides of a passage in pieces that agree or do not.

    Compared is what remains when spacing, width and punctuation are ignored. The pieces
    of a side make up its text.
    """
    ours, theirs = fold_with_offsets(left), fold_with_offsets(right)
    kinds = _kinds(ours.text, theirs.text)
    return (
        tuple(_pieces(left, ours, kinds[0])),
        tuple(_pieces(right, theirs, kinds[1])),
    )


def _pieces(text: str, folded: Folded, kinds: Sequence[str]) -> Iterator[Piece]:
    """Yield a text in pieces; punctuation around what was changed is not."""
    reach = place = 0
    for kind, run in groupby(kinds):
        begin, place = place, place + sum(1 for _ in run)
        if kind == "same":
            continue
        start, end = folded.span(begin, place)
        if reach < start:
            yield Piece(text=text[reach:start], kind="same")
        yield Piece(text=text[start:end], kind=kind)
        reach = end
    if reach < len(text):
        yield Piece(text=text[reach:], kind="same")


def _kinds(left: str, right: str) -> tuple[list[str], list[str]]:
    """Return for every folded character of both sides what became of it."""
    ours, theirs = ["same"] * len(left), ["same"] * len(right)
    for low, high, start, end in _changed(left, right):
        kind = "replaced" if low < high and start < end else "only"
        ours[low:high] = [kind] * (high - low)
        theirs[start:end] = [kind] * (end - start)
    left = "".join(c if k != "same" else "\0" for c, k in zip(left, ours, strict=True))
    right = "".join(
        c if k != "same" else "\1" for c, k in zip(right, theirs, strict=True)
    )
    for low, start, length in _moved(left, right):
        ours[low : low + length] = ["moved"] * length
        theirs[start : start + length] = ["moved"] * length
    return ours, theirs


def _changed(left: str, right: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield the changed spans, left and right; neighbours are one."""
    opened: tuple[int, int] | None = None
    ends = (0, 0)
    for op in Indel.opcodes(left, right):
        last = op.src_end == len(left) and op.dest_end == len(right)
        equal = op.tag == "equal"
        if equal and (op.src_end - op.src_start >= LEAST_EQUAL or last):
            if opened:
                yield opened[0], ends[0], opened[1], ends[1]
            opened = None
        elif opened or not equal:
            opened = opened or (op.src_start, op.dest_start)
            ends = (op.src_end, op.dest_end)
    if opened:
        yield opened[0], ends[0], opened[1], ends[1]


def _moved(left: str, right: str) -> Iterator[tuple[int, int, int]]:
    """Yield both places and the length of words of the left that stand on the right.

    Args:
        left: its changed characters in their places; all others are no text.
        right: the same; no character of it counts twice.
    """
    places: dict[str, list[int]] = {}
    for start in range(len(right) - LEAST_MOVED + 1):
        places.setdefault(right[start : start + LEAST_MOVED], []).append(start)
    there = list(right)
    low = 0
    while low <= len(left) - LEAST_MOVED:
        known = places.get(left[low : low + LEAST_MOVED], [])[:MOST_PLACES]
        found = [(_agreeing(left, low, there, start), -start) for start in known]
        length, start = max(found, default=(0, 0))
        if length < LEAST_MOVED:
            low += 1
            continue
        there[-start : length - start] = ["\1"] * length
        yield low, -start, length
        low += length


def _agreeing(left: str, low: int, there: Sequence[str], start: int) -> int:
    """Return how many characters agree from two places on."""
    most = min(len(left) - low, len(there) - start)
    for length in range(most):
        if left[low + length] != there[start + length]:
            return length
    return most
