"""The proofreader: every checker over every layer, then guards and level."""

from __future__ import annotations

from bisect import bisect_left
from itertools import chain
from typing import TYPE_CHECKING

from doctools.records import Finding
from doctools.text.normalize import fingerprint
from doctools.typos.attested import find_attested, find_rare
from doctools.typos.attested_pairs import find_swapped, find_unattested_doubles
from doctools.typos.consistency import find_rare_variants
from doctools.typos.frames import find_doubled, find_frames
from doctools.typos.known import find_known
from doctools.typos.numbering import find_numbering
from doctools.typos.official import find_official
from doctools.typos.particles import find_doubled_particles
from doctools.typos.passage import Passage
from doctools.typos.phrases import find_phrases
from doctools.typos.punctuation import find_punctuation
from doctools.typos.style import find_placeholders
from doctools.typos.suspicion import RANK, Suspicion
from doctools.typos.terms import find_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doctools.lexicon.load import Lexicon
    from doctools.messages import Catalogue
    from doctools.model import Document
    from doctools.text.segment import Segmenter

BODY = "body"
UNCHECKED_LAYERS = frozenset({"deleted", "comment"})
"""Text that is struck out, and remarks of others about the text."""


def check(
    document: Document,
    *,
    lexicon: Lexicon,
    level: str = "warning",
    words: Catalogue,
    protected: frozenset[str] = frozenset(),
) -> tuple[Finding, ...]:
    """Return the likely typos and broken conventions, in the order of the text.

    Args:
        document: what to read; its layers are read too.
        lexicon: the dictionaries.
        level: least level wanted, see `profiles`.
        words: catalogue the reasons are taken from.
        protected: strings that are never touched: names of the roster, what the
            office has told us to ignore.
    """
    found = []
    for passage in _passages(document, lexicon.segmenter):
        kept = [
            one
            for one in _suspicions(passage, lexicon)
            if RANK[one.level] >= RANK[level]
        ]
        kept = _unprotected(kept, passage, lexicon=lexicon, protected=protected)
        found += [
            _finding(one, passage, document, words) for one in _without_overlap(kept)
        ]
    return tuple(found)


def _passages(document: Document, segmenter: Segmenter) -> Iterator[Passage]:
    yield Passage(layer=BODY, blocks=document.blocks, segmenter=segmenter)
    for layer, blocks in document.layers.items():
        if layer not in UNCHECKED_LAYERS:
            yield Passage(layer=layer, blocks=blocks, segmenter=segmenter)


def _suspicions(passage: Passage, lexicon: Lexicon) -> Iterator[Suspicion]:
    return chain(
        find_known(passage, lexicon=lexicon),
        find_frames(passage, lexicon=lexicon),
        find_doubled(passage, lexicon=lexicon),
        find_doubled_particles(passage),
        find_terms(passage, lexicon=lexicon),
        find_phrases(passage, lexicon=lexicon),
        find_attested(passage, lexicon=lexicon),
        find_rare(passage, lexicon=lexicon),
        find_unattested_doubles(passage, lexicon=lexicon),
        find_swapped(passage, lexicon=lexicon),
        find_rare_variants(passage, lexicon=lexicon),
        find_punctuation(passage),
        find_numbering(passage),
        find_official(passage),
        find_placeholders(passage),
    )


def _unprotected(
    suspicions: list[Suspicion],
    passage: Passage,
    *,
    lexicon: Lexicon,
    protected: frozenset[str],
) -> list[Suspicion]:
    """Drop what lies within an exception or touches a protected string."""
    if not suspicions:
        return []
    excepted = [
        (one.start, one.end)
        for one in lexicon.exception_index.find(passage.text, passage.windows)
    ]
    named = list(_occurrences(passage.text, protected))
    return [
        one
        for one in suspicions
        if not any(start <= one.start and one.end <= end for start, end in excepted)
        and not any(one.overlaps(start, end) for start, end in named)
    ]


def _occurrences(text: str, strings: Iterable[str]) -> Iterator[tuple[int, int]]:
    for string in strings:
        place = text.find(string) if string else -1
        while place >= 0:
            yield place, place + len(string)
            place = text.find(string, place + 1)


def _without_overlap(suspicions: list[Suspicion]) -> list[Suspicion]:
    """Keep of those that overlap the gravest, then the longest; sort by place.

    Of equals the one whose checker comes first in `_suspicions` stays.
    """
    kept: list[Suspicion] = []  # by place; no two of them overlap
    for one in sorted(suspicions, key=lambda one: one.rank):
        place = bisect_left(kept, one.start, key=lambda other: other.start)
        neighbours = kept[max(0, place - 1) : place + 1]
        if not any(one.overlaps(other.start, other.end) for other in neighbours):
            kept.insert(place, one)
    return kept


def _finding(
    one: Suspicion, passage: Passage, document: Document, words: Catalogue
) -> Finding:
    """Return the finding in the coordinates of its block and of the document."""
    number = passage.block_at(one.start)
    block = passage.blocks[number]
    start = one.start - passage.block_starts[number]
    end = one.end - passage.block_starts[number]
    offset = document.block_starts[number] if passage.layer == BODY else None
    text = block.text[start:end]
    right = one.suggestions[0] if one.suggestions else ""
    return Finding(
        path=document.source.path,
        layer=passage.layer,
        code=one.code,
        level=one.level,
        block=number,
        start=start,
        end=end,
        doc_start=None if offset is None else offset + start,
        doc_end=None if offset is None else offset + end,
        page=block.location.page,
        text=text,
        suggestions=one.suggestions,
        context=passage.sentence_text(one.start, one.end),
        reason=words(one.reason, text=text, right=right, **one.facts),
        fingerprint=fingerprint(one.code, passage.text, one.start, one.end),
    )
