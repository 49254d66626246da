"""Word copies in which repeats are struck out, for a person to accept or refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.reports import plain_docx, struck_docx

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.messages import Catalogue
    from doctools.model import Document
    from doctools.records import Repeat
    from doctools.result import Examination

_BEGINNING = 16
"""Characters by which a note names the paragraph that stays."""
_WORD_SUFFIXES = frozenset({".docx", ".docm", ".dotx", ".dotm"})


def build(examination: Examination, data: bytes, *, words: Catalogue) -> bytes | None:
    """Return a Word copy of a file with its repeats as tracked deletions, and notes.

    A text or PDF, which cannot hold tracked changes, becomes a plain Word file.

    Args:
        examination: of the file.
        data: its bytes.
        words: catalogue.

    Returns:
        The bytes, or None if the file has no text or no repeats.
    """
    document = examination.document
    if document is None or not examination.repeats:
        return None
    notes = {
        repeat.again.block: _note(repeat, document, words)
        for repeat in examination.repeats
    }
    if document.source.kind != "docx":
        word = plain_docx.build(document)  # a paragraph for each block
        return struck_docx.strike(word, struck=examination.removed, notes=notes)
    places = [block.location.paragraph for block in document.blocks]
    struck = {
        place for block in examination.removed if (place := places[block]) is not None
    }
    return struck_docx.strike(
        data,
        struck=struck,
        notes={
            place: text
            for block, text in notes.items()
            if (place := places[block]) is not None
        },
    )


def place(examination: Examination, *, folder: Path, words: Catalogue) -> Path:
    """Return where the copy of a file belongs: in a folder, under its path."""
    own = folder.joinpath(*examination.outcome.path.split("/"))
    added = words("marks.suffix_revisions")
    if examination.outcome.kind == "docx" and own.suffix.lower() in _WORD_SUFFIXES:
        return own.with_stem(own.stem + added)
    return own.with_name(f"{own.name}{added}.docx")


def _note(repeat: Repeat, document: Document, words: Catalogue) -> str:
    first = document.text[repeat.first.doc_start : repeat.first.doc_end]
    beginning = " ".join(first.split())
    dots = "……" if len(beginning) > _BEGINNING else ""
    return words(
        "marks.repeat_struck" if repeat.removed else "marks.repeat_kept",
        kind=words(f"repeat.{repeat.kind}"),
        first=beginning[:_BEGINNING] + dots,
        characters=repeat.characters,
    )
