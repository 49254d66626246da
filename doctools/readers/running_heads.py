"""Running heads, page numbers and watermarks of a PDF, apart from its text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from doctools.readers.breaks import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from doctools.readers.breaks import Typeset
    from doctools.readers.lines import Line
    from doctools.readers.pages import Page

BAND = 0.14
"""Share of the page's height at top and bottom in which running heads stand."""
MARGIN = 0.08
"""Share of the page's height at top and bottom that is commonly margin: 24 mm of A4."""
OFTEN = 0.4
"""Share of pages on which a line must stand to be a running head."""
MANY = 3
"""Pages on which it must stand unless it is set apart; then two are enough."""
SMALLER = 0.94
"""Share of the text's size below which a running head is set apart."""
APART = 1.5
"""Distance to the text, in type sizes, from which one in the margin is set apart."""
PAGE_NUMBER = re.compile(
    r"(?:[—–\-－─·~～]+\d{1,4}[—–\-－─·~～]+|第\d{1,4}页(?:[/，,]?共\d{1,4}页)?"
    r"|\d{1,4}/\d{1,4}|(?:Page|page|P\.)\d{1,4}(?:of\d{1,4})?)"
)
LONE_NUMBER = re.compile(r"\d{1,4}")


def running_heads(pages: Sequence[Page]) -> frozenset[str]:
    """Return the texts of running heads, as `mask` gives them."""
    size = _text_size(pages)
    counts: Counter[str] = Counter()
    apart: Counter[str] = Counter()
    for page in pages:
        bands = [_band(page, top=True), _band(page, top=False)]
        counts.update({mask(line.text) for band in bands for line in band})
        apart.update({mask(line.text) for b in bands for line in _apart(b, page, size)})
    least = len(pages) * OFTEN
    return frozenset(
        text
        for text, count in counts.items()
        if count >= max(MANY, least) or apart[text] >= max(2, least)
    )


def edge_lines(page: Page, running: frozenset[str], *, top: bool) -> list[Line]:
    """Return the running heads and page numbers at one edge of a page.

    They end at the first line that is neither: what stands further in is text.
    """
    found: list[Line] = []
    for line in _band(page, top=top):
        text = "".join(line.text.split())
        lone = not top and not found and LONE_NUMBER.fullmatch(text)
        if not (mask(text) in running or PAGE_NUMBER.fullmatch(text) or lone):
            break
        found.append(line)
    return found


def mask(text: str) -> str:
    """Return a text with its numbers alike and its spacing gone."""
    return re.sub(r"\d+", "#", "".join(text.split()))


def distinct(lines: Iterable[Line]) -> Iterator[Typeset]:
    """Yield one block for each running head, whatever its page number."""
    first = {mask(line.text): line for line in reversed([*lines])}
    for line in sorted(first.values(), key=lambda line: (line.page, line.top)):
        yield joined([line])


def watermarks(pages: Iterable[Page]) -> Iterator[Typeset]:
    """Yield one block for each text set across the pages."""
    seen: set[str] = set()
    for page in pages:
        for _, lines in groupby(page.tilted, key=lambda line: line.size):
            typeset = joined([*lines])
            if typeset.block.text not in seen:
                seen.add(typeset.block.text)
                yield typeset


def _band(page: Page, *, top: bool) -> list[Line]:
    """Return the lines near an edge of the page, from the edge inwards."""
    if top:
        near = [line for line in page.lines if line.top < page.height * BAND]
        return sorted(near, key=lambda line: line.top)
    near = [line for line in page.lines if line.bottom > page.height * (1 - BAND)]
    return sorted(near, key=lambda line: -line.bottom)


def _text_size(pages: Sequence[Page]) -> float:
    """Return the commonest type size."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _apart(band: Sequence[Line], page: Page, size: float) -> Iterator[Line]:
    """Yield the lines of a band that are set apart from the text.

    They are smaller, or they stand in the margin with room between them and the text.
    """
    for line in band:
        if line.size < SMALLER * size:
            yield line
        elif line.bottom < MARGIN * page.height:
            below = min((o.top for o in page.lines if o.top > line.bottom), default=0)
            if below - line.bottom > APART * line.size:
                yield line
        elif line.top > (1 - MARGIN) * page.height:
            above = [o.bottom for o in page.lines if o.bottom < line.top]
            if line.top - max(above, default=line.top) > APART * line.size:
                yield line
