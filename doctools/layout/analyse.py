"""The page understood: block kinds, title, elements, kind of document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from doctools.layout.doctype import Voice, bracket_voice, ends_as_another, title_voice
from doctools.layout.elements import find_elements
from doctools.layout.headings import heading_of, numbering_level
from doctools.layout.signs import BodyVoice, alike, body_voice
from doctools.layout.title import joined
from doctools.model import BlockKind, Document, Element, Evidence, Layout, Source
from doctools.text.normalize import fold, numbering_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.model import Block


def analyse(document: Document) -> tuple[Document, Layout]:
    """Return the document with its block kinds set, and what the page says."""
    elements = find_elements(document)
    kinds = _kinds(document.blocks, elements)
    title = joined(document.blocks, [e.block for e in elements if e.role == "title"])
    verdict = _decide(_voices(document, title, elements))
    layout = Layout(
        title=title,
        elements=elements,
        document_type=verdict.document_type,
        certain=verdict.certain,
        type_evidence=verdict.evidence,
    )
    return replace(document, blocks=kinds), layout


def layout_of_path(path: str) -> Layout:
    """Return what folders and file name say of a file whose text cannot be read."""
    source = Source(path=path, sha256="", kind="", size=0)
    return analyse(Document(source=source, blocks=()))[1]


def _kinds(blocks: Sequence[Block], elements: Sequence[Element]) -> tuple[Block, ...]:
    titles = {element.block for element in elements if element.role == "title"}
    apart = {
        element.block
        for element in elements
        if element.role != "heading" and element.layer == "body"
    }
    return tuple(
        replace(block, kind=BlockKind.TITLE)
        if index in titles
        else (block if index in apart else _with_kind(block))
        for index, block in enumerate(blocks)
    )


def _with_kind(block: Block) -> Block:
    heading = heading_of(block)
    if heading is not None and not heading.run_in:
        return replace(block, kind=BlockKind.HEADING, level=heading.level)
    if (
        block.kind in (BlockKind.TABLE_CELL, BlockKind.HEADING)
        or not block.text.strip()
    ):
        return block
    if block.number or numbering_length(block.text):
        level = numbering_level(block.number or block.text)
        return replace(block, kind=BlockKind.LIST_ITEM, level=level)
    return block


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voices:
    """Every source that may speak of the type, loudest first."""

    title: Voice | None
    title_evidence: Evidence
    bracket: Voice | None
    body: BodyVoice | None
    file_name: Voice | None
    folder: Voice | None
    folder_name: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    document_type: str | None
    certain: bool
    evidence: Evidence | None


def _voices(document: Document, title: str, elements: Sequence[Element]) -> _Voices:
    path = PurePosixPath(document.source.path)
    block = next((e.block for e in elements if e.role == "title"), None)
    subtitle = next((e.text for e in elements if e.role == "subtitle"), "")
    whole = title + subtitle
    spoken = title_voice(whole) or title_voice(title)
    folder_name, folder = _folder_voice(path)
    heading = frozenset(e.block for e in elements if e.role in ("title", "subtitle"))
    return _Voices(
        title=spoken,
        title_evidence=Evidence(source="title", text=whole, block=block),
        bracket=bracket_voice(title),
        body=body_voice(document.blocks, skip=heading),
        file_name=title_voice(path.stem) or bracket_voice(path.stem),
        folder=folder,
        folder_name=folder_name,
        name=path.name,
    )


def _folder_voice(path: PurePosixPath) -> tuple[str, Voice | None]:
    for part in reversed(path.parts[:-1]):
        if (voice := title_voice(part)) is not None:
            return part, voice
    return "", None


def _decide(voices: _Voices) -> _Verdict:
    """Weigh the voices: a strong title decides unless the body contradicts it.

    Weaker voices decide only when two of them agree; one alone is a guess and is marked
    as such.
    """
    if voices.title is not None and voices.title.strong:
        doubt = (
            voices.body is not None
            and voices.body.distinct
            and not _fits(voices, voices.title)
        )
        return _Verdict(
            document_type=voices.title.document_type,
            certain=not doubt,
            evidence=voices.title_evidence,
        )
    heard = _weak_voices(voices)
    if not heard:
        return _Verdict(document_type=None, certain=False, evidence=None)
    name, evidence = heard[0]
    others = {other for other, _ in heard[1:]}
    body = voices.body
    agreed = name in others or (
        evidence.source != "body"
        and body is not None
        and alike(name, body.document_type)
    )
    contradicted = bool(others - {name}) or (
        body is not None and body.distinct and not alike(name, body.document_type)
    )
    if evidence.source == "title" and ends_as_another(evidence.text):
        contradicted = True
    return _Verdict(
        document_type=name, certain=agreed and not contradicted, evidence=evidence
    )


def _fits(voices: _Voices, voice: Voice) -> bool:
    return voices.body is None or alike(voice.document_type, voices.body.document_type)


def _weak_voices(voices: _Voices) -> list[tuple[str, Evidence]]:
    """Return type and evidence of each weak voice, loudest first; the body is last.

    The body names a family of papers rather than one kind, so it leads only alone.
    """
    heard = [
        (voice.document_type, voices.title_evidence)
        for voice in (voices.title, voices.bracket)
        if voice is not None
    ]
    if voices.file_name is not None and not _same_words(voices):
        heard.append(
            (
                voices.file_name.document_type,
                Evidence(source="file_name", text=voices.name),
            )
        )
    if voices.folder is not None:
        heard.append(
            (
                voices.folder.document_type,
                Evidence(source="folder", text=voices.folder_name),
            )
        )
    if not heard and voices.body is not None:
        heard.append((voices.body.document_type, voices.body.evidence))
    return heard


def _same_words(voices: _Voices) -> bool:
    """Tell whether the file is named after the title: then its name says nothing new."""
    title = fold(voices.title_evidence.text)
    return bool(title) and title in fold(voices.name)
