"""Repeats inside one document, in any order, renumbered or not.

Paragraphs are compared with what was kept so far, not with what was seen: a section
that is cut short and comes again whole loses only what stands already. Which of the two
stays is `shortened`'s affair.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from doctools.overlap.edited import LONE, Remainder
from doctools.overlap.paragraphs import FoldedDocument
from doctools.overlap.shortened import Shortened
from doctools.text.normalize import fold, numbering_length

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from doctools.model import Document
    from doctools.overlap.paragraphs import Paragraph
    from doctools.records import Repeat


def find_repeats(
    document: Document, *, near: bool = False, references: Sequence[str] = ()
) -> tuple[Repeat, ...]:
    """Return what stands twice in a document, by position of the second time.

    Args:
        document: what to look through.
        near: whether edited repeats of paragraphs are to be removed too.
        references: public texts; what stands wholly in them is not reported.
    """
    folded = FoldedDocument(document, references=tuple(references))
    shortened = Shortened(folded, *_split(folded))
    remainder = Remainder(folded, shortened.kept)
    edited = remainder.edited()
    found = [
        repeat
        for first, again in shortened.runs
        for repeat in _records(folded, first, again)
    ]
    found.extend(shortened.repeats())
    found.extend(remainder.edited_repeats(edited, remove=near))
    found.extend(remainder.inner_repeats(edited))
    return tuple(sorted(found, key=_place))


def removed_blocks(document: Document, repeats: Iterable[Repeat]) -> frozenset[int]:
    """Return the body blocks that the cleaned copy drops.

    Blocks that say nothing stay inside a repeat too: a picture may stand in them.
    """
    return frozenset(
        block
        for repeat in repeats
        if repeat.removed
        for block in range(repeat.again.block, repeat.again.end_block + 1)
        if _says_something(document.blocks[block].text)
    )


def _says_something(text: str) -> bool:
    return bool(fold(text[numbering_length(text) :]))


def _place(repeat: Repeat) -> tuple[int, ...]:
    first, again = repeat.first, repeat.again
    return again.doc_start, again.doc_end, first.doc_start, first.doc_end


def _split(
    folded: FoldedDocument,
) -> tuple[list[Paragraph], list[tuple[list[Paragraph], list[Paragraph]]]]:
    """Return the paragraphs that stay, and the runs that repeat some of them.

    A run is a row of paragraphs that equal a row of kept ones. It counts if one of
    them is long enough to count alone: a heading goes only with its paragraphs. So
    only rows through the next such paragraph are looked for; a table with thousands
    of equal cells costs no more than any other text.
    """
    paragraphs = folded.paragraphs
    kept: list[Paragraph] = []
    places: dict[str, list[int]] = defaultdict(list)
    runs = []
    number = 0
    for anchor in _anchors(folded):
        if anchor < number:
            continue
        rows = [
            (place, _equal_before(kept, place, paragraphs, anchor))
            for place in places[paragraphs[anchor].key]
        ]
        while number <= anchor:
            ahead = anchor - number
            begins = [place - ahead for place, before in rows if before >= ahead]
            place, length = _longest(kept, begins, paragraphs, number)
            if length:
                run = list(paragraphs[number : number + length])
                runs.append((kept[place : place + length], run))
                number += length
            else:
                places[paragraphs[number].key].append(len(kept))
                kept.append(paragraphs[number])
                number += 1
    return [*kept, *paragraphs[number:]], runs


def _anchors(folded: FoldedDocument) -> list[int]:
    """Return which paragraphs count alone: long ones that are not wholly public."""
    return [
        number
        for number, paragraph in enumerate(folded.paragraphs)
        if paragraph.length >= LONE
        and folded.own[paragraph.start : paragraph.end].any()
    ]


def _equal_before(
    kept: Sequence[Paragraph],
    place: int,
    paragraphs: Sequence[Paragraph],
    anchor: int,
) -> int:
    """Return how many paragraphs before an anchor equal those before a kept place."""
    for before in range(1, min(place, anchor) + 1):
        if kept[place - before].key != paragraphs[anchor - before].key:
            return before - 1
    return min(place, anchor)


def _longest(
    kept: Sequence[Paragraph],
    places: Sequence[int],
    paragraphs: Sequence[Paragraph],
    number: int,
) -> tuple[int, int]:
    """Return where the longest row of kept paragraphs equal to those ahead begins."""
    best = (0, 0)
    for place in places:
        most = min(len(kept) - place, len(paragraphs) - number)
        length = 0
        while (
            length < most
            and kept[place + length].key == paragraphs[number + length].key
        ):
            length += 1
        if length > best[1]:
            best = place, length
    return best


def _records(
    folded: FoldedDocument, first: Sequence[Paragraph], again: Sequence[Paragraph]
) -> Iterator[Repeat]:
    """Yield a record for each part of a run in which the first side is unbroken."""
    begin = 0
    for place in range(1, len(again) + 1):
        if place < len(again) and first[place - 1].end == first[place].start:
            continue
        yield folded.repeat(
            folded.side(first[begin], first[place - 1]),
            folded.side(again[begin], again[place - 1]),
            characters=again[place - 1].end - again[begin].start,
            similarity=1.0,
            removed=True,
        )
        begin = place
