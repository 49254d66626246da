"""Which book a note is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.facts import Book
from doctools.model import Evidence
from doctools.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.facts import Facts
    from doctools.model import Block

_TITLE = re.compile(r"《([^《》]{1,40})》")
_SHORTEST = 2
"""Characters of a book's title that is recognised without 《》."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBook:
    """A book a note names; `entries` are its lines in the list, none if not listed."""

    title: str
    evidence: Evidence
    entries: tuple[Book, ...] = ()


class Books:
    """The recommended list, found by any of its spellings."""

    def __init__(self, facts: Facts) -> None:
        self._entries: dict[str, list[Book]] = {}
        for book in facts.books:
            for spelling in dict.fromkeys(
                fold(each) for each in (book.title, *book.aliases)
            ):
                self._entries.setdefault(spelling, []).append(book)
        self._order = sorted(
            filter(None, self._entries), key=lambda name: (-len(name), name)
        )

    def listed(self, title: str) -> str:
        """Return the title the list gives a book, or the title as it is."""
        entries = self._entries.get(fold(title))
        return entries[0].title if entries else title

    def named_in(self, text: str, evidence: Evidence) -> FoundBook | None:
        """Return the book in 《》 that a title names, a listed one first."""
        quoted = _TITLE.findall(text)
        for title in quoted:
            if entries := self._entries.get(fold(title)):
                return FoundBook(
                    title=entries[0].title, evidence=evidence, entries=tuple(entries)
                )
        if quoted:
            return FoundBook(title=quoted[0], evidence=evidence)
        return self._bare(fold(text), evidence)

    def only_one_in(self, blocks: Sequence[Block]) -> FoundBook | None:
        """Return the listed book of a body that names exactly one of the list in 《》."""
        found: dict[str, FoundBook] = {}
        for index, block in enumerate(blocks):
            for title in _TITLE.findall(block.text):
                if entries := self._entries.get(fold(title)):
                    evidence = Evidence(source="body", text=f"《{title}》", block=index)
                    found.setdefault(
                        entries[0].title,
                        FoundBook(
                            title=entries[0].title,
                            evidence=evidence,
                            entries=tuple(entries),
                        ),
                    )
        return next(iter(found.values())) if len(found) == 1 else None

    def _bare(self, folded: str, evidence: Evidence) -> FoundBook | None:
        for spelling in self._order:
            if len(spelling) >= _SHORTEST and re.search(
                f"读(?:完|了|罢|书笔记)?{re.escape(spelling)}", folded
            ):
                entries = tuple(self._entries[spelling])
                return FoundBook(
                    title=entries[0].title, evidence=evidence, entries=entries
                )
        return None
