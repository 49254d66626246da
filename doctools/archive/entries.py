"""What is put into an archive, and what comes out of it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from doctools.records import Archived

SUBMISSION, REFERENCE = "submission", "reference"
"""The two stores of an archive: works of persons, and texts that may be quoted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """How fingerprints were made; those made in another way cannot be compared.

    Attributes:
        gram: characters of a fingerprint.
        window: grams of a winnowing window.
        sample: what the fingerprints of a fixed text look like, so that a change in
            folding or hashing is noticed as well.
    """

    gram: int
    window: int
    sample: str

    def as_json(self) -> Mapping[str, object]:
        """Return them as the mark of an archive holds them."""
        return {"gram": self.gram, "window": self.window, "sample": self.sample}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NewText:
    """A text to be added.

    Attributes:
        about: what is known of it; `path` may be changed where it is taken.
        text: the document text, private numbers masked.
        pages: offset at which each page begins and its number.
        hashes: its fingerprints, uint64, ascending, each once; none for references,
            which are compared in full.
        document_type: closed list of `layout.doctype`, or None.
    """

    about: Archived
    text: str
    hashes: NDArray[np.uint64]
    pages: tuple[tuple[int, int], ...] = ()
    document_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A text of an archive as `archive list` shows it.

    Attributes:
        number: by which fingerprints know it; never given twice.
        about: what is known of it.
        document_type: closed list of `layout.doctype`, or None.
        characters: of its document text.
    """

    number: int
    about: Archived
    document_type: str | None
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A text of an archive with its words."""

    listed: Listed
    text: str
    pages: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong with an archive; `code` and `facts` name its sentence."""

    code: str
    facts: Mapping[str, str | int]
