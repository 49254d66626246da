"""Reader of web pages, also those in one file (MHT), which Word saves as .doc too."""

from __future__ import annotations

import email
import email.policy
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HTMLParser

from doctools.errors import ReadError
from doctools.model import (
    Block,
    BlockKind,
    Document,
    FileStatus,
    Location,
    Properties,
    Source,
)
from doctools.readers.many import require_few
from doctools.readers.wordml import integer
from doctools.text.encodings import decode

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SKIPPED = frozenset(
    [
        "head",
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "svg",
        "math",
        "select",
        "textarea",
        "rt",
        "rp",
        "del",
    ]
)
"""Elements whose text is no text of the page."""
BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
"""Elements that begin and end a paragraph."""
HEADING = re.compile("h([1-6])")
DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030"}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
CENTERED = re.compile(r"text-align\s*:\s*center")
BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True, kw_only=True)
class _Table:
    """A table as it is read: its number, and where its next cell stands."""

    number: int
    row: int = -1
    column: int = 0

    def begin_row(self) -> None:
        """Begin a row."""
        self.row, self.column = self.row + 1, 0

    def begin_cell(self, width: int) -> tuple[int, int, int]:
        """Return the place of a cell that is so many columns wide."""
        place = (self.number, max(self.row, 0), self.column)
        self.column += max(1, width)
        return place


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What the elements around say of a text."""

    level: int = 0
    table: _Table | None = None
    cell: tuple[int, int, int] | None = None
    hidden: bool = False
    centered: bool = False
    bold: bool = False
    preformatted: bool = False


def read_html(data: bytes, source: Source) -> Document:
    """Read a web page.

    Args:
        data: bytes of the file.
        source: the file.

    Returns:
        The document: a block for each paragraph, cells of tables as such, hidden text
        in its layer. Nothing is loaded that the page names.

    Raises:
        ReadError: damaged, empty or too_large.
    """
    if data.lstrip()[:13].lower() == b"mime-version:":
        data = _page_of(data)
    parser = HTMLParser(no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(_text(data), parser)
    except (ValueError, etree.XMLSyntaxError) as error:
        raise ReadError(FileStatus.DAMAGED, "damaged") from error
    if root is None:
        raise ReadError(FileStatus.EMPTY, "empty")
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):  # fmt: skip
        # What lies deeper was dropped.
        raise ReadError(FileStatus.DAMAGED, "damaged")
    reader = _Reader()
    reader.read(root)
    title = next((e.text for e in root.iter("title") if e.text), None)
    layers = {name: tuple(found) for name, found in reader.layers.items() if found}
    return Document(
        source=source,
        blocks=layers.pop("body", ()),
        layers=layers,
        properties=Properties(title=title.strip() if title else None),
    )


def _page_of(data: bytes) -> bytes:
    """Return the web page inside a file of parts, in UTF-8.

    Raises:
        ReadError: damaged, if there is none.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                name = part.get_content_charset()
                declared = f'<meta charset="{name}">'.encode() if name else b""
                return declared + content
    raise ReadError(FileStatus.DAMAGED, "damaged")


def _text(data: bytes) -> str:
    """Return the characters of a page: as it declares, if that fits, else by trial."""
    found = DECLARED.search(data[:4096])
    name = found[1].decode().lower() if found else ""
    if name:
        try:
            text = data.decode(CHINESE.get(name, name))
        except (LookupError, UnicodeDecodeError):
            text = decode(data)[0]
    else:
        text = decode(data)[0]
    # A declaration of an encoding would be heeded, and the text is decoded already.
    return re.sub(r"<\?xml[^>]*\?>", "", text.lstrip("\ufeff"), count=1)


class _Reader:
    """Turns elements into blocks, layer by layer."""

    def __init__(self) -> None:
        self.layers: dict[str, list[Block]] = defaultdict(list)
        self._shown: list[str] = []
        self._hidden: list[str] = []
        self._bold = True
        self._tables = 0
        self._paragraphs = 0

    def read(self, root: Element) -> None:
        """Read a page. Elements may lie in each other deeper than calls can."""
        around = [_Context()]
        walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walker:
            name = element.tag if event in {"start", "end"} else "template"
            if event == "start":
                around.append(self._begin(element, str(name), around[-1]))
                if name in SKIPPED:
                    walker.skip_subtree()
                continue
            if event == "end":
                within = around.pop()
                if name in BLOCKS:
                    self.end(within)
            self._add(element.tail, around[-1])
        self.end(_Context())

    def _begin(self, element: Element, name: str, around: _Context) -> _Context:
        """Enter an element; return what holds within it."""
        if name in SKIPPED:
            return around
        if name in BLOCKS:
            self.end(around)
        within = _within(element, name, around)
        if name == "br":
            self._shown.append("\n")
        elif name == "table":
            within = replace(within, table=_Table(number=self._tables))
            self._tables += 1
        elif name == "tr" and within.table:
            within.table.begin_row()
        elif name in {"td", "th"} and within.table:
            place = within.table.begin_cell(integer(element.get("colspan"), 1))
            within = replace(within, cell=place)
        self._add(element.text, within)
        return within

    def _add(self, text: str | None, context: _Context) -> None:
        if not text:
            return
        plain = text if context.preformatted else BLANKS.sub(" ", text)
        (self._hidden if context.hidden else self._shown).append(plain)
        if plain.strip() and not context.hidden:
            self._bold = self._bold and context.bold

    def end(self, context: _Context) -> None:
        """End a paragraph."""
        text = "".join(self._shown)
        if not context.preformatted:
            text = "\n".join(
                BLANKS.sub(" ", line).strip(" ") for line in text.split("\n")
            )
        text = text.strip("\n")
        hidden = "".join(self._hidden).strip()
        bold, self._bold = self._bold, True
        self._shown, self._hidden = [], []
        require_few(self._paragraphs + 1)
        location = Location(paragraph=self._paragraphs, cell=context.cell)
        if text.strip():
            self._paragraphs += 1
            self.layers["body"].append(_block(text, context, bold, location))
        if hidden:
            self.layers["hidden"].append(Block(text=hidden, location=location))


def _block(text: str, context: _Context, bold: bool, location: Location) -> Block:  # noqa: FBT001 - of the text, as the rest
    kind = BlockKind.PARAGRAPH
    if context.cell is not None:
        kind = BlockKind.TABLE_CELL
    elif context.level:
        kind = BlockKind.HEADING
    return Block(
        text=text,
        kind=kind,
        level=context.level if kind is BlockKind.HEADING else 0,
        location=location,
        bold=bold,
        centered=context.centered,
    )


def _within(element: Element, name: str, around: _Context) -> _Context:
    """Return what holds inside an element."""
    style = element.get("style", "")
    heading = HEADING.fullmatch(name)
    aligned = element.get("align", "").lower() == "center" or CENTERED.search(style)
    hidden = bool(HIDDEN.search(style)) or element.get("hidden") is not None
    return replace(
        around,
        level=int(heading[1]) if heading else around.level,
        hidden=around.hidden or hidden,
        centered=around.centered or name == "center" or bool(aligned),
        bold=around.bold or name in {"b", "strong", "th"} or heading is not None,
        preformatted=around.preformatted or name == "pre",
    )
