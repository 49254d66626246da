"""Build the sample campaign from its sources.

The texts stand in `sources/` as plain UTF-8 with a small TOML front matter, the tables
as CSV. Nothing else goes into the campaign folder, so that a rebuild gives the same
files: dates inside archives and PDF identifiers are fixed.

    python samples/build.py [--font FILE] [--output FOLDER]
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import struct
import sys
import tomllib
import zipfile
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
CAMPAIGN = HERE / "学习型党员评选2010"
SAVED = datetime(2010, 7, 1, tzinfo=UTC)
"""The date written into every file that states one."""

FONTS = (
    "/usr/share/fonts-droid-fallback/truetype/DroidSansFallback.ttf",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/google-droid/DroidSansFallback.ttf",
)
"""Where distributions put Droid Sans Fallback (Apache License 2.0)."""

FENCE = "+++\n"
HEADING = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")
AUTOMATIC = re.compile(r"#([1-3]) ")
CLOSES = "，。、；：？！）》”"
"""Marks that never begin a line."""
MARGIN, SIZE, LEADING, TITLE_SIZE = 72.0, 14, 24, 16
"""Of a PDF page, in points."""

DAMAGED = "稿件/机关支部/6月/宋雅琴 心得体会.docx"
ENCRYPTED = "稿件/中心学校支部/6月/蒋立春述学（加密）.pdf"
EMPTY = "稿件/柳湾村支部/赵二喜 6月笔记.docx"
LOCK = "稿件/机关支部/~$正平2010年个人学习计划.docx"
PICTURE = "稿件/柳湾村支部/学习照片.png"
THUMBS = "稿件/中心学校支部/Thumbs.db"
TRAPS = (DAMAGED, ENCRYPTED, EMPTY, LOCK, PICTURE, THUMBS)
"""Files that no text can be had from."""


class FontMissingError(Exception):
    """No Chinese font for the PDF files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One text with the form it is handed in.

    Attributes:
        source: name of the source file.
        target: path in the campaign folder.
        kind: docx, pdf or txt.
        body: lines as the source has them, table rows and automatic numbers marked.
        title: number of lines at the top that are the title.
        author: number of lines below the title set in the middle.
        closing: number of lines at the end set to the right.
        encoding: of a plain text.
        newline: line end of a plain text.
        numbering: patterns of automatic numbers by level.
        head: running head of a PDF page.
        saved_by: author in the file's properties.
    """

    source: str
    target: str
    kind: str
    body: tuple[str, ...]
    title: int = 0
    author: int = 0
    closing: int = 0
    encoding: str = "utf-8"
    newline: str = "\n"
    numbering: tuple[str, ...] = ()
    head: str = ""
    saved_by: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines as a reader sees them, cells one by one, without automatic numbers."""
        return tuple(shown for line in self.body for shown in _shown(line))


def _shown(line: str) -> list[str]:
    if line.startswith("|"):
        return [cell.strip() for cell in line.strip("|").split("|")]
    return [AUTOMATIC.sub("", line, count=1)]


def read_paper(path: Path) -> Paper:
    """Return the paper of a source file.

    `passes` in the front matter pastes parts of the text together: pairs of first and
    last line, counted from 1.
    """
    _, matter, text = path.read_text(encoding="utf-8").split(FENCE, maxsplit=2)
    given: dict[str, Any] = tomllib.loads(matter)
    lines = text.removesuffix("\n").split("\n")
    passes = given.get("passes", [[1, len(lines)]])
    return Paper(
        source=path.name,
        target=given["target"],
        kind=given["format"],
        body=tuple(line for first, last in passes for line in lines[first - 1 : last]),
        title=given.get("title", 0),
        author=given.get("author", 0),
        closing=given.get("closing", 0),
        encoding=given.get("encoding", "utf-8"),
        newline="\r\n" if given.get("newline") == "crlf" else "\n",
        numbering=tuple(given.get("numbering", ())),
        head=given.get("head", ""),
        saved_by=given.get("author_property", ""),
    )


def papers(folder: Path = SOURCES) -> tuple[Paper, ...]:
    """Return every paper of the sources, submissions first."""
    found = [*sorted((folder / "稿件").glob("*.txt"))]
    found += sorted((folder / "公开文件").glob("*.txt"))
    return tuple(read_paper(path) for path in found)


def plain_bytes(paper: Paper) -> bytes:
    """Return the paper as plain text in its own encoding."""
    text = "\n".join((*paper.lines, ""))
    return text.replace("\n", paper.newline).encode(paper.encoding)


def word_bytes(paper: Paper) -> bytes:
    """Return the paper as a Word file."""
    document = Document()
    _set_fonts(document)
    number = _add_numbering(document, paper.numbering) if paper.numbering else None
    rows: list[list[str]] = []
    for index, line in enumerate((*paper.body, "")):
        if line.startswith("|"):
            rows.append(_shown(line))
            continue
        if rows:
            _add_table(document, rows)
            rows = []
        if index < len(paper.body):
            _add_paragraph(document, paper, index, number=number)
    properties = document.core_properties
    properties.author = properties.last_modified_by = paper.saved_by
    properties.created = properties.modified = SAVED
    properties.title = properties.comments = ""
    buffer = io.BytesIO()
    document.save(buffer)
    return _with_fixed_dates(buffer.getvalue())


def _set_fonts(document: WordDocument) -> None:
    style = document.styles["Normal"]
    style.font.name = "Times New Roman"
    style.font.size = Pt(14)
    style.element.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")


def _add_paragraph(
    document: WordDocument, paper: Paper, index: int, *, number: int | None
) -> None:
    line = paper.body[index]
    paragraph = document.add_paragraph()
    run = paragraph.add_run(_shown(line)[0])
    middle = paper.title + paper.author
    if index < paper.title:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run.bold, run.font.size = True, Pt(20)
    elif index < middle:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif index >= len(paper.body) - paper.closing:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif number is not None and (level := AUTOMATIC.match(line)):
        _number(paragraph, number, int(level.group(1)) - 1)
    else:
        paragraph.paragraph_format.first_line_indent = Pt(28)
        run.bold = True if HEADING.match(line) and len(line) < 24 else None


def _add_table(document: WordDocument, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def _add_numbering(document: WordDocument, patterns: Sequence[str]) -> int:
    """Add a list whose labels Word counts itself; return its number."""
    identifier = 77
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{"decimal" if "1" in pattern else "chineseCountingThousand"}"/>'
        '<w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{re.sub("[一1]", f"%{level + 1}", pattern)}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="{280 * (level + 1)}"/>'
        "</w:pPr></w:lvl>"
        for level, pattern in enumerate(patterns)
    )
    part = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identifier}">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    part.insert(0, abstract)
    part.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{identifier}">'
            f'<w:abstractNumId w:val="{identifier}"/></w:num>'
        )
    )
    return identifier


def _number(paragraph: Paragraph, number: int, level: int) -> None:
    paragraph._p.get_or_add_pPr().append(  # noqa: SLF001 - python-docx offers no list
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/>'
            f'<w:numId w:val="{number}"/></w:numPr>'
        )
    )


def _with_fixed_dates(data: bytes) -> bytes:
    """Return an archive whose members all bear the same date."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as given,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as fixed,
    ):
        for name in given.namelist():
            member = zipfile.ZipInfo(name, date_time=SAVED.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(member, given.read(name))
    return buffer.getvalue()


def find_font(given: Path | None) -> Path:
    """Return the file of the Chinese font.

    Raises:
        FontMissingError: there is none in the usual places.
    """
    places = [given] if given else [Path(place) for place in FONTS]
    for place in places:
        if place.is_file():
            return place
    message = (
        f"no Chinese font at {', '.join(map(str, places))}: install the package "
        "fonts-droid-fallback or give the font with --font FILE"
    )
    raise FontMissingError(message)


def pdf_bytes(paper: Paper, font: Path, *, password: str = "") -> bytes:
    """Return the paper as a PDF with a text layer and embedded fonts.

    Args:
        paper: the text.
        font: of the Chinese characters; what it lacks comes from Bitstream Vera.
        password: without which the file cannot be opened, or empty.
    """
    pdfmetrics.registerFont(TTFont("Chinese", str(font)))
    pdfmetrics.registerFont(TTFont("Latin", "Vera.ttf"))
    buffer = io.BytesIO()
    lock = StandardEncryption(password, strength=128) if password else None
    canvas = Canvas(
        buffer,
        pagesize=A4,
        invariant=1,
        pageCompression=1,
        encrypt=lock,
        initialFontName="Latin",
    )
    canvas.setAuthor(paper.saved_by)
    width, height = A4
    top = height - MARGIN
    canvas.setTitle("")
    y, page = top, 1
    for text, indent, place, size in _page_lines(paper, width - 2 * MARGIN):
        if y < MARGIN + LEADING:
            _furniture(canvas, paper, page)
            canvas.showPage()
            y, page = top, page + 1
        room = width - 2 * MARGIN - _width(text, size)
        x = MARGIN + {"left": indent, "middle": room / 2, "right": room}[place]
        _draw(canvas, text, x=x, y=y, size=size)
        y -= LEADING
    _furniture(canvas, paper, page)
    canvas.save()
    return buffer.getvalue()


def _page_lines(paper: Paper, width: float) -> Iterator[tuple[str, float, str, int]]:
    """Yield text, indent, place and size of every line on the pages."""
    for index, line in enumerate(paper.lines):
        if index < paper.title:
            yield from ((text, 0, "middle", TITLE_SIZE) for text in [line])
        elif index < paper.title + paper.author:
            yield line, 0, "middle", SIZE
        elif index >= len(paper.lines) - paper.closing:
            yield line, 0, "right", SIZE
        else:
            yield from _wrapped(line, width)


def _wrapped(line: str, width: float) -> Iterator[tuple[str, float, str, int]]:
    indent, current = 2.0 * SIZE, ""
    for character in line:
        full = indent + _width(current + character, SIZE) > width
        if full and character not in CLOSES:
            yield current, indent, "left", SIZE
            indent, current = 0.0, ""
        current += character
    yield current, indent, "left", SIZE


def _runs(text: str) -> Iterator[tuple[str, str]]:
    """Yield font and text of each run; the Chinese font has no Latin marks."""
    glyphs = pdfmetrics.getFont("Chinese").face.charToGlyph
    for character in text:
        yield ("Chinese" if ord(character) in glyphs else "Latin"), character


def _width(text: str, size: int) -> float:
    widths = (pdfmetrics.stringWidth(char, font, size) for font, char in _runs(text))
    return float(sum(widths))


def _draw(canvas: Canvas, text: str, *, x: float, y: float, size: int) -> None:
    line = canvas.beginText(x, y)
    for font, character in _runs(text):
        line.setFont(font, size)
        line.textOut(character)
    canvas.drawText(line)


def _furniture(canvas: Canvas, paper: Paper, page: int) -> None:
    width, height = A4
    for text, y in ((paper.head, height - 45), (f"- {page} -", 40.0)):
        _draw(canvas, text, x=(width - _width(text, 10)) / 2, y=y, size=10)


def table_bytes(path: Path) -> bytes:
    """Return a CSV table as a workbook with real dates and numbers."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    workbook.set_properties({"created": SAVED.replace(tzinfo=None)})
    bold = workbook.add_format({"bold": True, "border": 1})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    sheet = workbook.add_worksheet(path.stem)
    sheet.set_column(0, len(rows[0]) - 1, 14)
    for column, heading in enumerate(rows[0]):
        sheet.write_string(0, column, heading, bold)
    for number, row in enumerate(rows[1:], start=1):
        for column, cell in enumerate(row):
            if re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
                sheet.write_datetime(number, column, datetime.fromisoformat(cell), day)
            elif re.fullmatch(r"\d{1,3}", cell):
                sheet.write_number(number, column, int(cell))
            else:
                sheet.write_string(number, column, cell)
    workbook.close()
    return buffer.getvalue()


def picture_bytes() -> bytes:
    """Return a small grey picture."""
    side = 48
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    pixels = b"".join(b"\0" + bytes(4 * (x + y) for x in range(side // 2)) * 2
                      for y in range(side // 2)) * 2  # fmt: skip
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data
        + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )  # fmt: skip


def lock_bytes(owner: str) -> bytes:
    """Return what Word writes beside a file that `owner` has open."""
    name = owner.encode("utf-16-le")
    short = owner.encode("gb18030")
    head = bytes([len(short)]) + short.ljust(54, b" ")
    return (head + bytes([len(owner), 0]) + name).ljust(162, b" ")


def built_files(font: Path) -> Mapping[str, bytes]:
    """Return every file of the campaign folder by its path."""
    files: dict[str, bytes] = {}
    for paper in papers():
        writers = {"docx": word_bytes, "txt": plain_bytes}
        files[paper.target] = (
            pdf_bytes(paper, font)
            if paper.kind == "pdf"
            else writers[paper.kind](paper)
        )
    for path in sorted((SOURCES / "台账").glob("*.csv")):
        files[f"台账/{path.stem}.xlsx"] = table_bytes(path)
    for path in sorted(SOURCES.glob("*.toml")):
        files[path.name] = path.read_bytes()
    sample = next(paper for paper in papers() if paper.kind == "docx")
    whole = word_bytes(sample)
    locked = Paper(
        source="", target=ENCRYPTED, kind="pdf", body=("述学报告", "蒋立春"), title=1
    )
    files |= {
        DAMAGED: whole[: len(whole) * 3 // 5],
        ENCRYPTED: pdf_bytes(locked, font, password="qinghuai"),  # noqa: S106 - a trap
        EMPTY: b"",
        LOCK: lock_bytes("周正平"),
        PICTURE: picture_bytes(),
        THUMBS: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(1536, b"\0"),
    }
    return files


def main() -> int:
    """Write the campaign folder; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--font", type=Path, help="TrueType font with Chinese glyphs")
    parser.add_argument("--output", type=Path, default=CAMPAIGN)
    given = parser.parse_args()
    try:
        files = built_files(find_font(given.font))
    except FontMissingError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for name, data in files.items():
        path = given.output / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    sys.stdout.write(f"{len(files)} files in {given.output}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
