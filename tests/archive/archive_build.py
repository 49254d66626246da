"""Archives built by code, without reading files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doctools import archiving
from doctools.archive.entries import NewText
from doctools.overlap import stored
from doctools.records import Archived
from doctools.text.normalize import folded_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


def entry(
    name: str,
    text: str,
    *,
    authors: Sequence[str] = (),
    store: str = "submission",
    campaign: str = "",
    date: str | None = None,
) -> NewText:
    """Return a text to be added, with its fingerprints."""
    hashes = np.zeros(0, np.uint64)
    if store == "submission":
        hashes = stored.fingerprints([text]).of(0)
    return NewText(
        about=Archived(
            sha256=folded_digest(text),
            store=store,
            path=name,
            title=name,
            campaign=campaign,
            authors=tuple(authors),
            date=date,
        ),
        text=text,
        hashes=hashes,
    )


def filled(folder: Path, entries: Iterable[NewText]) -> Path:
    """Return an archive that holds the entries, made if it is not there."""
    with archiving.opened(folder, write=True, note="往期库\n") as archive:
        archive.add(list(entries))
    return folder
