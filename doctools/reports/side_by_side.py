"""Two texts side by side: what they share is numbered, the rest stands around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.reports.differences import Piece, differences
from doctools.reports.pairs import Pair
from doctools.reports.passages import text_of
from doctools.text.privacy import mask_private

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.records import Overlap, OverlapSide
    from doctools.result import Result

AROUND = 300
"""Characters shown on each side of a passage; what lies further off is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of one column.

    Attributes:
        passage: number of the passage it belongs to, 0 between passages.
        begins: whether the passage begins here; its name stands here once a column.
        class_: of the passage.
        pieces: its text; those between passages are of the kind `same`.
        omitted: characters left out behind it.
    """

    passage: int
    begins: bool = False
    class_: str = ""
    pieces: tuple[Piece, ...] = ()
    omitted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """A pair with both of its texts; a column is empty where the text is not at hand.

    Attributes:
        number: place in the ranking, from 1.
        pair: the pair; its passages are numbered from 1 in their order.
    """

    number: int
    pair: Pair
    left: tuple[Stretch, ...]
    right: tuple[Stretch, ...]

    @property
    def passages(self) -> list[tuple[int, Overlap]]:
        """The passages with their numbers."""
        return list(enumerate(self.pair.overlaps, start=1))


def side_by_side(result: Result, pair: Pair, *, number: int) -> SideBySide:
    """Return a pair as two columns of text."""
    sides = [
        [overlap.left for overlap in pair.overlaps],
        [overlap.right for overlap in pair.overlaps],
    ]
    texts = [masked_text(result, side[0]) for side in sides]
    pieces: list[list[tuple[Piece, ...]]] = [[], []]
    for overlap in pair.overlaps:
        found = pieces_of(overlap, *texts)
        for column, one in zip(pieces, found, strict=True):
            column.append(one)
    left, right = (
        tuple(_column(text, side, pair, made)) if text else ()
        for text, side, made in zip(texts, sides, pieces, strict=True)
    )
    return SideBySide(number=number, pair=pair, left=left, right=right)


def pieces_of(
    overlap: Overlap, left: str, right: str
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both sides of a passage in pieces; one without its text is empty.

    Args:
        overlap: the passage.
        left: text it stands in on the left, empty if not at hand.
        right: the same on the right.
    """
    sides = (overlap.left, overlap.right)
    cut = [
        t[s.doc_start : s.doc_end] for t, s in zip((left, right), sides, strict=True)
    ]
    if all(cut):
        return differences(*cut)
    ours, theirs = ((Piece(text=one, kind="same"),) if one else () for one in cut)
    return ours, theirs


def masked_text(result: Result, side: OverlapSide) -> str:
    """Return a text with private numbers masked, empty where it is not at hand.

    They are masked before anything is cut: no part of one would be known again.
    """
    document = text_of(result, side)
    return mask_private(document.text) if document else ""


def _column(
    text: str,
    sides: Sequence[OverlapSide],
    pair: Pair,
    pieces: Sequence[tuple[Piece, ...]],
) -> Iterator[Stretch]:
    """Yield a column from top to bottom; where passages overlap, the first one counts."""
    classes = [overlap.class_ for overlap in pair.overlaps]
    order = sorted(range(len(sides)), key=lambda n: (sides[n].doc_start, n))
    reach = 0
    for place, number in enumerate(order):
        start, end = sides[number].doc_start, sides[number].doc_end
        if start > reach:
            yield from _between(text, reach, start, first=not place)
        yield Stretch(
            passage=number + 1,
            begins=True,
            class_=classes[number],
            pieces=_behind(pieces[number], max(0, reach - start)),
        )
        reach = max(reach, end)
    if reach < len(text):
        yield from _between(text, reach, len(text), last=True)


def _behind(pieces: Sequence[Piece], characters: int) -> tuple[Piece, ...]:
    """Return pieces without their first characters: a passage before has shown them."""
    kept = []
    for piece in pieces:
        if characters < len(piece.text):
            kept.append(Piece(text=piece.text[characters:], kind=piece.kind))
        characters = max(0, characters - len(piece.text))
    return tuple(kept)


def _between(
    text: str, start: int, end: int, *, first: bool = False, last: bool = False
) -> Iterator[Stretch]:
    """Yield the text between two passages, of a long one only what is near to them."""
    head, tail = (0 if first else AROUND), (0 if last else AROUND)
    cuts = [(start, end)]
    if end - start > head + tail:
        cuts = [(start, start + head), (end - tail, end)]
    for number, (low, high) in enumerate(cuts):
        omitted = cuts[1][0] - high if len(cuts) > 1 and not number else 0
        piece = Piece(text=text[low:high], kind="same")
        yield Stretch(passage=0, pieces=(piece,), omitted=omitted)


def clusters(pairs: Sequence[Pair]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of three works and more that are joined by open pairs.

    The largest first; two works that share text with each other alone are a pair.
    """
    root: dict[str, str] = {}

    def top(path: str) -> str:
        while root.setdefault(path, path) != path:
            path = root[path]
        return path

    for pair in pairs:
        if pair.is_open and pair.store == "batch":
            root[top(pair.left)] = top(pair.right)
    groups: dict[str, list[str]] = {}
    for path in sorted(root):
        groups.setdefault(top(path), []).append(path)
    found = [tuple(group) for group in groups.values() if len(group) > 2]
    return tuple(sorted(found, key=lambda group: (-len(group), group)))
