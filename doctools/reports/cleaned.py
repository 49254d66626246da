"""Copies of documents without their repeats, in the form the original has.

Word files stay Word files, texts keep encoding and line ends, everything else becomes
a plain Word file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.reports import cleaned_docx, cleaned_text, plain_docx
from doctools.reports.files import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.model import Document
    from doctools.result import Examination

_TEXTS = frozenset({"txt", "md", "csv"})


def text(examination: Examination) -> str:
    """Return the document text without the repeats; empty without a document."""
    document = examination.document
    if document is None:
        return ""
    removed = frozenset(examination.removed)
    return "\n".join(
        block.shown
        for index, block in enumerate(document.blocks)
        if index not in removed
    )


def place(examination: Examination, *, folder: Path) -> Path:
    """Return where the cleaned copy of a file belongs: in a folder, under its path."""
    path, kind = examination.outcome.path, examination.outcome.kind
    own = folder.joinpath(*path.split("/"))
    if kind in _TEXTS or (kind == "docx" and own.suffix.lower() == ".docx"):
        return own
    return own.with_name(f"{own.name}.docx")


def write(examination: Examination, data: bytes, *, folder: Path) -> Path | None:
    """Write the cleaned copy of a file into a folder, under its own path.

    Args:
        examination: of the file.
        data: its bytes.
        folder: where copies go.

    Returns:
        The copy, or None if there is nothing to copy.

    Raises:
        OutputError: the copy could not be written.
    """
    document = examination.document
    if document is None:
        return None
    if document.source.kind in _TEXTS:
        content = cleaned_text.clean(data, removed=examination.removed)
    elif document.source.kind == "docx":
        content = cleaned_docx.clean(
            data, removed=_paragraphs(document, examination.removed)
        )
    else:
        content = plain_docx.build(document, removed=examination.removed)
    copy = place(examination, folder=folder)
    write_atomic(copy, content)
    return copy


def _paragraphs(document: Document, removed: tuple[int, ...]) -> frozenset[int]:
    """Return the source paragraphs of blocks, as the Word reader counts them."""
    places = (document.blocks[index].location.paragraph for index in removed)
    return frozenset(place for place in places if place is not None)
