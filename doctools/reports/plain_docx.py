"""Makes a document's text as a plain Word file, for sources that are none."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from doctools.model import Block, BlockKind
from doctools.reports.wording import visible

if TYPE_CHECKING:
    from collections.abc import Collection

    from docx.document import Document as WordDocument

    from doctools.model import Document

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""Earliest time a zip can hold; equal content then gives equal bytes."""


def build(document: Document, *, removed: Collection[int] = ()) -> bytes:
    """Return the bytes of a plain Word file: titles centred, headings bold.

    Args:
        document: its body is written, other layers are not.
        removed: 0-based indexes of blocks to leave out.
    """
    import docx  # noqa: PLC0415 - slow to import

    word = docx.Document()
    _dress(word)
    for index, block in enumerate(document.blocks):
        if index not in removed:
            _add(word, block)
    raw = BytesIO()
    word.save(raw)
    return repacked(raw.getvalue())


def _dress(word: WordDocument) -> None:
    """Set A4 paper, body type and neutral properties."""
    from docx.oxml.ns import qn  # noqa: PLC0415 - slow to import
    from docx.shared import Mm, Pt  # noqa: PLC0415 - slow to import

    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    style = word.styles["Normal"]
    style.font.size = Pt(16)  # 三号, GB/T 9704-2012 §5.2.2
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    properties = word.core_properties
    properties.author = properties.comments = properties.title = ""
    properties.created = properties.modified = datetime(*_EPOCH, tzinfo=UTC)


def _add(word: WordDocument, block: Block) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - slow to import

    paragraph = word.add_paragraph()
    run = paragraph.add_run(visible(block.shown))
    run.bold = block.bold or block.kind in (BlockKind.TITLE, BlockKind.HEADING)
    if block.centered or block.kind is BlockKind.TITLE:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def repacked(data: bytes) -> bytes:
    """Return the same package with all times of its parts set to one."""
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as original, ZipFile(packed, "w") as copy:
        for part in original.infolist():
            entry = ZipInfo(part.filename, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            copy.writestr(entry, original.read(part))
    return packed.getvalue()
