"""The lexicon: the dictionaries that are shipped and the office's own."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from doctools.errors import UsageError
from doctools.lexicon import attested, files
from doctools.lexicon.attested import NOTHING, Attested
from doctools.lexicon.confusions import Confusions
from doctools.lexicon.entries import Entries
from doctools.lexicon.entries_json import from_json, to_json
from doctools.lexicon.index import ExactIndex, NearIndex
from doctools.lexicon.likeness import Likeness
from doctools.text.glyphs import lookalikes
from doctools.text.hashed import named, part
from doctools.text.segment import (
    Segmenter,
    common_words,
    dictionary_digest,
    own_words,
)
from doctools.text.sounds import sounds
from doctools.text.stored import digest_of, stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from doctools.lexicon.entries import WrongForm
    from doctools.text.hashed import Arrays
    from doctools.text.segment import Token

LISTS = frozenset({".txt", ".ngrams"})
"""What the files are called that entries and past text come from."""
SHORTEST_TERM = 3
PHRASE_FREQUENCY = {2: 300, 3: 100, 4: 3}
"""How common a word of each length must be to be suggested."""


LAYOUTS: Mapping[str, Callable[[Entries], Arrays]] = {
    "words": lambda entries: own_words(entries.terms),
    "wrong": lambda entries: ExactIndex.arranged(form.wrong for form in entries.wrong),
    "exceptions": lambda entries: ExactIndex.arranged(entries.exceptions),
    "terms": lambda entries: ExactIndex.arranged(_long(entries.terms)),
    "near_terms": lambda entries: NearIndex.arranged(_long(entries.terms)),
}
"""What is built from entries as arrays."""


def _long(terms: Iterable[str]) -> list[str]:
    return [term for term in terms if len(term) >= SHORTEST_TERM]


class Lexicon:
    """The entries with what is built from them on first use.

    Attributes:
        entries: of all dictionaries together.
        attested: what past official text has written.
    """

    def __init__(
        self,
        entries: Entries,
        attested: Attested = NOTHING,
        *,
        arrays: Arrays | None = None,
    ) -> None:
        self.entries = entries
        self.attested = attested
        self._stored = arrays

    def _arrays(self, name: str) -> Arrays:
        if self._stored is None:
            return LAYOUTS[name](self.entries)
        return part(self._stored, name)

    @cached_property
    def confusions(self) -> Confusions:
        """For every character those that sound or look like it and are in use."""
        return Confusions(self.attested.characters, shapes=self.shapes)

    @cached_property
    def segmenter(self) -> Segmenter:
        """Scores texts with the common words and the terms."""
        return Segmenter.stored(self._arrays("words"))

    @cached_property
    def shapes(self) -> Mapping[str, frozenset[str]]:
        """For every character those that look like it."""
        return lookalikes(self.entries.shapes)

    @cached_property
    def likeness(self) -> Likeness:
        """Which characters sound or look alike."""
        return Likeness(sounds(), self.shapes)

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
        return ExactIndex.stored(self._arrays("wrong"))

    @cached_property
    def exception_index(self) -> ExactIndex:
        """Finds strings in which nothing is flagged."""
        return ExactIndex.stored(self._arrays("exceptions"))

    @cached_property
    def term_index(self) -> ExactIndex:
        """Finds terms."""
        return ExactIndex.stored(self._arrays("terms"))

    @cached_property
    def near_terms(self) -> NearIndex:
        """Finds places one slip away from a term."""
        return NearIndex.stored(self._arrays("near_terms"))

    @cached_property
    def near_phrases(self) -> NearIndex:
        """Finds places one character away from a common word or phrase."""
        return NearIndex.stored(stored("phrases", dictionary_digest, _phrases))

    def words_of(self, term: str) -> tuple[Token, ...]:
        """Return the common words a term is made of."""
        return self._plain.tokens(term)

    @cached_property
    def _plain(self) -> Segmenter:
        return Segmenter()


def _phrases() -> Arrays:
    """Lay out the common words and phrases; no dictionary of ours takes part."""
    words = [
        word
        for length, frequency in PHRASE_FREQUENCY.items()
        for word in common_words(length=length, frequency=frequency)
    ]
    return NearIndex.arranged(words, substitutions_only=True)


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
    own = tuple(folder.resolve() for folder in folders)
    return _load((shipped(), *own), frozenset(_stamps(own)))


def _stamps(folders: Iterable[Path]) -> Iterator[tuple[Path, int, int]]:
    """Yield every file with its time and size: what tells that one was changed."""
    for folder in folders:
        for path in filter(Path.is_file, folder.rglob("*")):
            found = path.stat()
            yield path, found.st_mtime_ns, found.st_size


@lru_cache(maxsize=4)
def _load(
    folders: tuple[Path, ...], _stamps: frozenset[tuple[Path, int, int]]
) -> Lexicon:
    """Return the lexicon of folders; a changed file makes it be read again."""
    arrays = stored("lexicon", lambda: _digest(folders), lambda: _lay_out(folders))
    return Lexicon(
        from_json(arrays["entries"].tobytes().decode()),
        attested.from_arrays(part(arrays, "attested")),
        arrays=arrays,
    )


def _digest(folders: tuple[Path, ...]) -> str:
    """Return a digest of all lists, and of those that our own words are added to."""
    files = [
        path
        for folder in folders
        for path in (folder, *sorted(folder.rglob("*")))
        if path.suffix in LISTS or path == folder
    ]
    contents = (path.read_bytes() if path.is_file() else b"" for path in files)
    names = "\n".join(path.name for path in files)
    return digest_of([dictionary_digest().encode(), names.encode(), *contents])


def _lay_out(folders: tuple[Path, ...]) -> Arrays:
    """Read all dictionaries and lay them out as arrays."""
    entries = files.read(folders[0])
    for folder in folders[1:]:
        entries = merge(entries, files.read(folder))
    tables = (
        attested.read(path)
        for folder in folders
        for path in sorted((folder / "attested").glob("*.ngrams"))
    )
    text = to_json(entries).encode()
    arrays = {
        "entries": np.frombuffer(text, np.uint8),
        **named("attested", attested.to_arrays(attested.union(tables))),
    }
    for name, layout in LAYOUTS.items():
        arrays |= named(name, layout(entries))
    return arrays


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
