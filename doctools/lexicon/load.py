"""The lexicon: the dictionaries that are shipped and the office's own."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from doctools.errors import UsageError
from doctools.lexicon import attested, files
from doctools.lexicon.attested import NOTHING, Attested
from doctools.lexicon.confusions import Confusions
from doctools.lexicon.entries import Entries
from doctools.lexicon.index import ExactIndex, NearIndex
from doctools.text.glyphs import lookalikes
from doctools.text.segment import Segmenter, common_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doctools.lexicon.entries import WrongForm
    from doctools.text.segment import Token

SHORTEST_TERM = 3
PHRASE_FREQUENCY = {2: 300, 3: 100, 4: 3}
"""How common a word of each length must be to be suggested."""


class Lexicon:
    """The entries with what is built from them on first use.

    Attributes:
        entries: of all dictionaries together.
        attested: what past official text has written.
    """

    def __init__(self, entries: Entries, attested: Attested = NOTHING) -> None:
        self.entries = entries
        self.attested = attested

    @cached_property
    def confusions(self) -> Confusions:
        """For every character those that sound or look like it and are in use."""
        return Confusions(self.attested.characters, shapes=self.shapes)

    @cached_property
    def segmenter(self) -> Segmenter:
        """Scores texts with the common words and the terms."""
        return Segmenter(self.entries.terms)

    @cached_property
    def shapes(self) -> Mapping[str, frozenset[str]]:
        """For every character those that look like it."""
        return lookalikes(self.entries.shapes)

    @cached_property
    def wrong_forms(self) -> Mapping[str, tuple[WrongForm, ...]]:
        """Known wrong forms by their spelling; contexts may differ."""
        forms: dict[str, tuple[WrongForm, ...]] = {}
        for form in self.entries.wrong:
            forms[form.wrong] = (*forms.get(form.wrong, ()), form)
        return forms

    @cached_property
    def wrong_index(self) -> ExactIndex:
        """Finds known wrong forms."""
        return ExactIndex(self.wrong_forms)

    @cached_property
    def exception_index(self) -> ExactIndex:
        """Finds strings in which nothing is flagged."""
        return ExactIndex(self.entries.exceptions)

    @cached_property
    def term_index(self) -> ExactIndex:
        """Finds terms."""
        return ExactIndex(self._long_terms)

    @cached_property
    def near_terms(self) -> NearIndex:
        """Finds places one slip away from a term."""
        return NearIndex(self._long_terms)

    @cached_property
    def near_phrases(self) -> NearIndex:
        """Finds places one character away from a common word or phrase."""
        words = [
            word
            for length, frequency in PHRASE_FREQUENCY.items()
            for word in common_words(length=length, frequency=frequency)
        ]
        return NearIndex(words, substitutions_only=True)

    def words_of(self, term: str) -> tuple[Token, ...]:
        """Return the common words a term is made of."""
        return self._plain.tokens(term)

    @cached_property
    def _plain(self) -> Segmenter:
        return Segmenter()

    @property
    def _long_terms(self) -> list[str]:
        return [term for term in self.entries.terms if len(term) >= SHORTEST_TERM]


def shipped() -> Path:
    """Return the folder of the dictionaries that come with doctools.

    In an installed wheel it lies inside the package, in a checkout beside it.
    """
    package = Path(__file__).resolve().parents[1]
    inside = package / "dictionaries"
    return inside if inside.is_dir() else package.parent / "dictionaries"


def load(folders: Sequence[Path] = ()) -> Lexicon:
    """Return the shipped dictionaries together with the office's own.

    Where two folders speak of one wrong form, the later one alone holds. An exception
    or a term of the office is never reported as a wrong form.

    Args:
        folders: the office's own, each laid out as `dictionaries/`.

    Raises:
        UsageError: a folder is missing or a line is malformed.
    """
    for folder in folders:
        if not folder.is_dir():
            raise UsageError("dictionary_missing", path=folder.name)
    return _load((shipped(), *folders))


@cache
def _load(folders: tuple[Path, ...]) -> Lexicon:
    entries = files.read(folders[0])
    for folder in folders[1:]:
        entries = merge(entries, files.read(folder))
    tables = (
        attested.read(path)
        for folder in folders
        for path in sorted((folder / "attested").glob("*.ngrams"))
    )
    return Lexicon(entries, attested.union(tables))


def merge(base: Entries, own: Entries) -> Entries:
    """Return the entries of both; the second's word on a wrong form is the last."""
    settled = {form.wrong for form in own.wrong} | set(own.terms)
    kept = tuple(form for form in base.wrong if form.wrong not in settled)
    return Entries(
        terms={**base.terms, **own.terms},
        wrong=(*kept, *own.wrong),
        frames=(*base.frames, *own.frames),
        exceptions=base.exceptions | own.exceptions,
        shapes=(*base.shapes, *own.shapes),
    )
