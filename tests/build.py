"""Documents for tests, built by lines of code."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from doctools.model import Block, Document, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{RELATIONS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
FONT = "STSong-Light"
SIZE = 16.0
LEFT, RIGHT, TOP, PITCH = 79.0, 511.0, 130.0, 28.95
"""Type area of GB/T 9704-2012 in points: 27 characters a line, 22 lines a page."""


def source(kind: str = "docx", path: str = "文件.docx") -> Source:
    """Return a source of a kind."""
    return Source(path=path, sha256="0" * 64, kind=kind, size=1)


def document(*lines: str, **layers: Iterable[str]) -> Document:
    """Return a document of plain blocks, and layers of such."""
    return Document(
        source=source("txt", "文件.txt"),
        blocks=tuple(Block(text=line) for line in lines),
        layers={
            name: tuple(Block(text=line) for line in texts)
            for name, texts in layers.items()
        },
    )


# ---- Word: the XML of its body ----


def run(text: str, properties: str = "") -> str:
    """Return a `w:r`; tabs and line ends of the text become Word's."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    inner = escape(text).replace("\t", "</w:t><w:tab/><w:t>")
    inner = inner.replace("\n", "</w:t><w:br/><w:t>")
    return f'<w:r>{look}<w:t xml:space="preserve">{inner}</w:t></w:r>'


def paragraph(content: str = "", properties: str = "") -> str:
    """Return a `w:p`; content that is no XML becomes a run."""
    inner = content if content.startswith("<") or not content else run(content)
    look = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{look}{inner}</w:p>"


def numbered(text: str, *, list_id: int = 1, level: int = 0) -> str:
    """Return a paragraph with an automatic number."""
    number = f'<w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/>'
    return paragraph(text, f"<w:numPr>{number}</w:numPr>")


def styled(text: str, style: str) -> str:
    """Return a paragraph in a style."""
    return paragraph(text, f'<w:pStyle w:val="{style}"/>')


def inserted(text: str) -> str:
    """Return a tracked insertion."""
    return f'<w:ins w:id="1" w:author="张三">{run(text)}</w:ins>'


def deleted(text: str) -> str:
    """Return a tracked deletion."""
    inner = f"<w:r><w:delText>{escape(text)}</w:delText></w:r>"
    return f'<w:del w:id="2" w:author="张三">{inner}</w:del>'


def cell(content: str, properties: str = "") -> str:
    """Return a `w:tc`; content that is no XML becomes a paragraph."""
    inner = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return a `w:tbl`; cells are texts or `w:tc`."""
    lines = (
        "".join(text if text.startswith("<w:tc>") else cell(text) for text in row)
        for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def text_box(*paragraphs: str) -> str:
    """Return a run with a text box, in its modern and its fallback form."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing>{content}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


# ---- Word: other parts ----


def level(index: int, number_format: str, text: str, more: str = "") -> str:
    """Return a `w:lvl`."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{number_format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


OFFICIAL_LEVELS = (
    level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "（%4）")
)
"""Levels of an official file: 一、（一）1.（1）."""


def numbering(
    levels: str = OFFICIAL_LEVELS, *, instances: Sequence[str] = ("",)
) -> str:
    """Return `numbering.xml` with one definition; instances number from 1."""
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{overrides}</w:num>'
        for number, overrides in enumerate(instances, 1)
    )
    definition = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    return f"<w:numbering {NAMESPACES}>{definition}{lists}</w:numbering>"


def styles(*inner: str) -> str:
    """Return `styles.xml`."""
    return f"<w:styles {NAMESPACES}>{''.join(inner)}</w:styles>"


def style(identifier: str, name: str, inner: str = "") -> str:
    """Return a paragraph style."""
    head = f'<w:style w:type="paragraph" w:styleId="{identifier}">'
    return f'{head}<w:name w:val="{name}"/>{inner}</w:style>'


def part(tag: str, inner: str) -> str:
    """Return a part such as `w:hdr` or `w:footnotes`."""
    return f"<w:{tag} {NAMESPACES}>{inner}</w:{tag}>"


def docx(
    *body: str,
    parts: Mapping[str, str] | None = None,
    files: Mapping[str, bytes] | None = None,
) -> bytes:
    """Return a Word file.

    Args:
        body: XML of its paragraphs and tables; what is no XML becomes a paragraph.
        parts: type of relation (`styles`, `numbering`, `header`, `footnotes` …) and
            content of further parts.
        files: further members of the archive.
    """
    content = "".join(
        item if item.startswith("<") else paragraph(item) for item in body
    )
    relations = "".join(
        f'<Relationship Id="r{kind}" Type="{RELATIONS}/{kind}" Target="{kind}.xml"/>'
        for kind in parts or {}
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override '
        f'PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": _relations(
            f'<Relationship Id="r0" Type="{RELATIONS}/officeDocument" '
            'Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": _relations(relations),
        "word/document.xml": part("document", f"<w:body>{content}</w:body>"),
    }
    members |= {f"word/{kind}.xml": text for kind, text in (parts or {}).items()}
    return archive(
        {name: text.encode() for name, text in members.items()} | {**(files or {})}
    )


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def archive(members: Mapping[str, bytes]) -> bytes:
    """Return a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            # without the time of day: the same content gives the same bytes
            file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    """Return the members of a zip archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def bomb(size: int = 20 * 1024 * 1024) -> bytes:
    """Return a Word file whose body unpacks to `size` bytes of spaces."""
    return docx("正文", files={"word/padding.xml": b" " * size})


def encrypted_office() -> bytes:
    """Return the beginning of an OLE file with a stream `EncryptedPackage`."""
    return ole("EncryptedPackage")


def ole(*streams: str) -> bytes:
    """Return a header and a directory sector with entries of these names."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    return header + b"".join(_ole_entry(name) for name in streams)


def _ole_entry(name: str) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return (encoded.ljust(64, b"\0") + len(encoded).to_bytes(2, "little")).ljust(
        128, b"\0"
    )


# ---- PDF ----


class Sheet:
    """A PDF being typeset in the type area of an official file."""

    def __init__(self) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self._buffer = io.BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=A4, invariant=1)
        self._y = TOP
        self._page = 1
        self.head = ""
        self.numbers = False

    def at(self, x: float, y: float, text: str, *, size: float = SIZE) -> None:
        """Set a text at points from the page's top left corner."""
        self._canvas.setFont(FONT, size)
        self._canvas.drawString(x, A4[1] - y, text)

    def line(
        self, text: str, *, indent: float = 0, size: float = SIZE, align: str = "left"
    ) -> None:
        """Set one line; `indent` counts characters, `align`: left, center, right."""
        if self._y > TOP + 21 * PITCH:
            self.page()
        width = pdfmetrics.stringWidth(text, FONT, size)
        left = LEFT + indent * size
        x = {"left": left, "center": (LEFT + RIGHT - width) / 2, "right": RIGHT - width}
        self.at(x[align], self._y, text, size=size)
        self._y += max(PITCH, size * 1.3)

    def paragraph(self, text: str, *, indent: float = 2) -> None:
        """Set a paragraph of full-width characters, wrapped at 27 a line."""
        first = 27 - int(indent)
        self.line(text[:first], indent=indent)
        for start in range(first, len(text), 27):
            self.line(text[start : start + 27])

    def page(self) -> None:
        """Begin a new page."""
        if self.head:
            self.at(LEFT, 45, self.head, size=11)
        if self.numbers:
            self.at(285, A4[1] - 40, f"— {self._page} —", size=14)
        self._canvas.showPage()
        self._page += 1
        self._y = TOP

    def grid(
        self, places: Sequence[float], heights: Sequence[float], *, bars: bool = False
    ) -> None:
        """Rule a table; with `bars` as thin filled rectangles, as Word does."""
        rulings = [(places[0], y, places[-1], y) for y in heights]
        rulings += [(x, heights[0], x, heights[-1]) for x in places]
        for ruling in rulings:
            self.rule(*ruling, bar=bars)

    def rule(
        self, x0: float, y0: float, x1: float, y1: float, *, bar: bool = False
    ) -> None:
        """Draw a stroke between points, or a thin filled bar."""
        if bar:
            width, height = max(x1 - x0, 0.5), max(y1 - y0, 0.5)
            self._canvas.rect(x0, A4[1] - y0 - height, width, height, stroke=0, fill=1)
        else:
            self._canvas.line(x0, A4[1] - y0, x1, A4[1] - y1)

    def across(self, text: str, *, size: float = 60.0, angle: float = 45.0) -> None:
        """Set a text at an angle over the middle of the page, in grey."""
        self._canvas.saveState()
        self._canvas.setFillGray(0.8)
        self._canvas.setFont(FONT, size)
        self._canvas.translate(A4[0] / 2, A4[1] / 2)
        self._canvas.rotate(angle)
        self._canvas.drawCentredString(0, 0, text)
        self._canvas.restoreState()

    def turn(self, degrees: int) -> None:
        """Show this page and all that follow turned clockwise."""
        self._canvas.setPageRotation(degrees)

    def square(self) -> None:
        """Draw something that is no text."""
        self._canvas.rect(100, 100, 300, 300, fill=1)

    def data(self) -> bytes:
        """End the last page and return the file."""
        self.page()
        self._canvas.save()
        return self._buffer.getvalue()


def pdf(*paragraphs: str) -> bytes:
    """Return a PDF of paragraphs, wrapped and paged as an official file is."""
    sheet = Sheet()
    for text in paragraphs:
        sheet.paragraph(text)
    return sheet.data()


def locked_pdf(data: bytes, password: str = "secret") -> bytes:  # noqa: S107 - a sample
    """Return a PDF that asks for a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
