"""Files of other kinds than Word and PDF for tests, written by lines of code."""

from __future__ import annotations

import build

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
OFD_SIZE = 5.6
"""Type size in millimetres: 16 points."""


def ofd_text(line: str, *, x: float = 28.0, y: float = 50.0, more: str = "") -> str:
    """Return a text object of one line, a character's width from sign to sign."""
    steps = " ".join(
        str(OFD_SIZE if ord(character) > 0x7F else OFD_SIZE / 2)
        for character in line[:-1]
    )
    return (
        f'<ofd:TextObject Boundary="{x} {y} 150 8" Size="{OFD_SIZE}" {more}>'
        f'<ofd:TextCode X="0" Y="5" DeltaX="{steps}">{line}</ofd:TextCode></ofd:TextObject>'
    )


def ofd(
    *pages: str,
    body: str = "",
    document: str = "",
    files: dict[str, bytes] | None = None,
) -> bytes:
    """Return an OFD file with the objects of each page, and further parts."""
    listed = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/{number}.xml"/>'
        for number in range(1, len(pages) + 1)
    )
    parts = {
        "OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocInfo><ofd:Title>通知</ofd:Title>"
        f"</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{body}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages>{document}</ofd:Document>",
        **{
            f"Doc_0/Pages/{number}.xml": f"<ofd:Page {OFD}><ofd:Content><ofd:Layer>{page}"
            "</ofd:Layer></ofd:Content></ofd:Page>"
            for number, page in enumerate(pages, 1)
        },
    }  # fmt: skip
    members = {name: part.encode() for name, part in parts.items()}
    return build.archive({**members, **(files or {})})


_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_SPACES = " ".join(
    f'xmlns:{prefix}="{_ODF}{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "style": "style",
        "fo": "xsl-fo-compatible",
        "manifest": "manifest",
        "meta": "meta",
    }.items()
)


def _odt_content(body: str, styles: str = "") -> str:
    """Return the content part with a body and automatic styles."""
    return (
        f"<office:document-content {ODF_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def odt(body: str, styles: str = "") -> bytes:
    """Return a zipped text with a body and automatic styles."""
    return build.archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": _odt_content(body, styles).encode(),
        }
    )


def odt_paragraph(text: str, style: str = "S") -> str:
    """Return a paragraph."""
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def flat_odt(body: str) -> bytes:
    """Return a text as one XML file."""
    kind = "application/vnd.oasis.opendocument.text"
    return (
        f'<?xml version="1.0"?><office:document {ODF_SPACES} office:mimetype="{kind}">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()


RTF_FONTS = (
    r"{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset0 Arial;}{\f2\fcharset136 Ming;}}"
)


def rtf(body: str, start: str = r"\ansi\ansicpg936\deff0") -> bytes:
    """Return an RTF file; Chinese characters of the body as bytes of GBK."""
    written = "".join(
        c if ord(c) < 0x80 else "".join(f"\\'{b:02x}" for b in c.encode("gbk"))
        for c in body
    )
    return f"{{\\rtf1{start}{RTF_FONTS}{written}}}".encode("latin-1")
