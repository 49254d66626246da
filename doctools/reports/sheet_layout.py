"""Type and paper of a sheet that is printed and signed: GB/T 9704-2012 as a model."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from doctools.reports.plain_docx import repacked
from doctools.reports.wording import readable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.table import _Cell as Cell
    from docx.text.paragraph import Paragraph

BODY, HEADING, TITLE = "仿宋", "黑体", "方正小标宋简体"
"""Names of type faces (GB/T 9704-2012 §7.2, §7.3); Word takes what is installed."""
_SOFT = "595959"
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)


def new_sheet(subject: str) -> WordDocument:
    """Return an empty A4 document: margins 37, 26, 35, 28 mm, body type 仿宋."""
    import docx  # noqa: PLC0415 - slow to import
    from docx.shared import Mm, Pt  # noqa: PLC0415 - slow to import

    word = docx.Document()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    style = word.styles["Normal"]
    style.font.size = Pt(12)
    style.paragraph_format.space_after = Pt(3)
    style.paragraph_format.line_spacing = 1.25
    _face(style.element.get_or_add_rPr(), BODY)
    properties = word.core_properties
    properties.author = properties.comments = ""
    properties.title = readable(subject)
    properties.created = properties.modified = _EPOCH
    _page_number(section.footer.paragraphs[0])
    return word


def data_of(word: WordDocument) -> bytes:
    """Return the bytes of a document; equal content gives equal bytes."""
    raw = BytesIO()
    word.save(raw)
    return repacked(raw.getvalue())


def title(word: WordDocument, text: str, *, below: str = "") -> None:
    """Add the title, with a line below it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - slow to import

    for line, size, face in ((text, 20, TITLE), (below, 12, BODY)):
        if line:
            paragraph = word.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            write(paragraph, line, size=size, face=face)


def heading(word: WordDocument, text: str) -> None:
    """Add a heading of the first rank."""
    from docx.shared import Pt  # noqa: PLC0415 - slow to import

    paragraph = word.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(8)
    paragraph.paragraph_format.keep_with_next = True
    write(paragraph, text, size=14, face=HEADING)


def line(word: WordDocument, text: str, *, soft: bool = False) -> Paragraph:
    """Add a paragraph of body text."""
    from docx.shared import Pt  # noqa: PLC0415 - slow to import

    paragraph = word.add_paragraph()
    if soft:
        paragraph.paragraph_format.space_before = Pt(3)
    write(paragraph, text, size=10.5 if soft else 12, color=_SOFT if soft else None)
    return paragraph


def write(
    paragraph: Paragraph,
    text: str,
    *,
    size: float | None = None,
    face: str | None = None,
    color: str | None = None,
    shade: str | None = None,
    under: str | None = None,
) -> None:
    """Add text to a paragraph, safe to look at.

    Args:
        paragraph: where it goes.
        text: what is written; its line ends stay.
        size: in points.
        face: of Chinese type.
        color: six hexadecimal digits.
        shade: colour behind it, the same.
        under: kind of line below it, as Word calls it: single, wave, double.
    """
    from docx.oxml import OxmlElement  # noqa: PLC0415 - slow to import
    from docx.oxml.ns import qn  # noqa: PLC0415 - slow to import
    from docx.shared import Pt, RGBColor  # noqa: PLC0415 - slow to import

    run = paragraph.add_run(readable(text))
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 - the element
    if face:
        _face(properties, face)
    if size:
        run.font.size = Pt(size)
    if color:
        run.font.color.rgb = RGBColor.from_string(color)
    if under:
        element = OxmlElement("w:u")
        element.set(qn("w:val"), under)
        properties.append(element)
    if shade:
        element = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", shade)):
            element.set(qn(f"w:{name}"), value)
        properties.append(element)


def grid(word: WordDocument, widths: Sequence[float], *, rows: int) -> list[list[Cell]]:
    """Add a table with ruled lines; return its cells.

    Args:
        word: the document.
        widths: of the columns in millimetres.
        rows: how many.
    """
    from docx.shared import Mm  # noqa: PLC0415 - slow to import

    table = word.add_table(rows=rows, cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    _pad(table)
    cells = []
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].paragraph_format.line_spacing = 1.15
            cell.paragraphs[0].paragraph_format.space_after = Mm(0)
        cells.append(list(row.cells))
    return cells


def repeat_head(cells: Sequence[Cell]) -> None:
    """Let a row stand again at the top of each page its table goes on to."""
    _row_property(cells[0], "w:tblHeader")


def keep_together(cells: Sequence[Cell]) -> None:
    """Keep a row on one page."""
    _row_property(cells[0], "w:cantSplit")


def tall(cells: Sequence[Cell], millimetres: float) -> None:
    """Make a row at least so tall: room to write by hand."""
    from docx.shared import Mm  # noqa: PLC0415 - slow to import

    _row_of(cells[0]).trHeight_val = Mm(millimetres)


def _pad(table: Any) -> None:  # noqa: ANN401 - python-docx has no types
    """Keep text a little off the lines above and below it."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - slow to import
    from docx.oxml.ns import qn  # noqa: PLC0415 - slow to import

    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", 60), ("bottom", 60)):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), str(twips))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001 - the element
    look.addprevious(margins)


def _row_property(cell: Cell, name: str) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - slow to import

    _row_of(cell).get_or_add_trPr().append(OxmlElement(name))


def _row_of(cell: Cell) -> Any:  # noqa: ANN401 - python-docx has no types
    return cell._tc.getparent()  # noqa: SLF001 - the element


def _face(properties: Any, face: str) -> None:  # noqa: ANN401 - python-docx has no types
    from docx.oxml.ns import qn  # noqa: PLC0415 - slow to import

    fonts = properties.get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), face)
    for name in ("w:ascii", "w:hAnsi"):
        fonts.set(qn(name), "Times New Roman")


def _page_number(paragraph: Paragraph) -> None:
    """Write `— 1 —` at the foot, as official papers do (GB/T 9704-2012 §7.5)."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - slow to import
    from docx.oxml import OxmlElement  # noqa: PLC0415 - slow to import
    from docx.oxml.ns import qn  # noqa: PLC0415 - slow to import

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    write(paragraph, "— ", size=12)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001 - the element
    write(paragraph, " —", size=12)
