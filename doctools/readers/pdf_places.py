"""Where characters of a PDF's text stand on its pages, to mark them there."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from doctools.readers.characters import NOWHERE
from doctools.readers.paragraphs import join_pages
from doctools.readers.pdf import read_pages
from doctools.text.origins import Rectangle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Span = tuple[str, int, int, int]

SAME_LINE = 0.5
"""Share of a character's height by which its neighbour on the line may be shifted."""
WIDEST_GAP = 1.5
"""Heights that the space between two characters of one rectangle is wide at most."""


def rectangles(data: bytes, spans: Sequence[Span]) -> tuple[tuple[Rectangle, ...], ...]:
    """Return where spans of a PDF's text stand, a rectangle for each line.

    Args:
        data: bytes of a file that `read_pdf` has read.
        spans: layer, block, start and end of each.

    Returns:
        One tuple for each span; empty where its characters are not on a page.
    """
    file = pypdfium2.PdfDocument(data)
    try:
        layers = join_pages(read_pages(file)).layers()
        indexes = []
        for layer, block, start, end in spans:
            positions = layers[layer][block].positions()[start:end]
            indexes.append([one for one in positions if one[1] != NOWHERE])
        boxes = _boxes(file, {one for span in indexes for one in span})
    finally:
        file.close()
    return tuple(tuple(_merged(boxes[one] for one in span)) for span in indexes)


def _boxes(
    file: pypdfium2.PdfDocument, wanted: Iterable[tuple[int, int]]
) -> Mapping[tuple[int, int], Rectangle]:
    """Return the box of each character, given by page and index."""
    pages: defaultdict[int, list[int]] = defaultdict(list)
    for page, index in wanted:
        pages[page].append(index)
    boxes = {}
    rect = pdfium.FS_RECTF()
    for number, indexes in pages.items():
        page = file[number - 1]
        text_page = page.get_textpage()
        for index in indexes:
            pdfium.FPDFText_GetLooseCharBox(text_page.raw, index, rect)
            boxes[number, index] = Rectangle(
                page=number,
                left=rect.left,
                bottom=rect.bottom,
                right=rect.right,
                top=rect.top,
            )
        text_page.close()
        page.close()
    return boxes


def _merged(boxes: Iterable[Rectangle]) -> list[Rectangle]:
    """Return one rectangle for characters that stand beside each other on a line."""
    found: list[Rectangle] = []
    for box in boxes:
        if found and _are_beside(found[-1], box):
            last = found.pop()
            found.append(
                Rectangle(
                    page=box.page,
                    left=min(last.left, box.left),
                    bottom=min(last.bottom, box.bottom),
                    right=max(last.right, box.right),
                    top=max(last.top, box.top),
                )
            )
        else:
            found.append(box)
    return found


def _are_beside(one: Rectangle, other: Rectangle) -> bool:
    height = one.top - one.bottom
    return (
        one.page == other.page
        and abs(one.bottom - other.bottom) <= SAME_LINE * height
        and -height < other.left - one.right < WIDEST_GAP * height
    )
