"""Files made to cost a reader its time, its memory or its life, and what they end with."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import build
import build_binary
import build_kinds

if TYPE_CHECKING:
    from collections.abc import Callable

MIB = 1024 * 1024
_LAUGHS = "".join(
    f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10)
)
LAUGHTER = f'<!DOCTYPE r [<!ENTITY l0 "哈">{_LAUGHS}]>'
"""Entities; the last stands for a billion characters."""
WORD = "文"


def many_paragraphs() -> bytes:
    """Return 500,000 paragraphs in less than 90 KB."""
    return build.docx("<w:p/>" + build.paragraph(WORD) * 500_000)


def spread() -> bytes:
    """Return 300 MB of XML in 0.3 MB."""
    return build.docx(WORD, files={"word/styles.xml": b" " * (300 * MIB)})


def nested() -> bytes:
    """Return archives in archives, thirty deep."""
    data = build.archive({"里.txt": "到底了".encode()})
    for level in range(30):
        data = build.archive({f"{level}.zip": data})
    return data


def cyclic() -> bytes:
    """Return a binary Word file whose sectors each follow themselves."""
    data = bytearray(build_binary.word("正文"))
    (table,) = struct.unpack_from("<I", data, 76)
    for sector in range(128):
        struct.pack_into("<I", data, 512 * (table + 1) + 4 * sector, sector)
    return bytes(data)


def laughing(data: bytes, part: str) -> bytes:
    """Return a zipped file with entities in one part."""
    members = build.members(data)
    body = members[part].decode().replace(WORD, "&l9;")
    members[part] = f'<?xml version="1.0"?>{LAUGHTER}{body}'.encode()
    return build.archive(members)


def spaced_page(steps: str) -> bytes:
    """Return an OFD page whose characters stand `steps` apart."""
    return build_kinds.ofd(
        '<ofd:TextObject Boundary="9 9 99 9" Size="5"><ofd:TextCode X="0" Y="5" '
        f'DeltaX="{steps}">关于做好工作的通知关于做好工作的通知</ofd:TextCode></ofd:TextObject>'
    )


def odt(body: str) -> bytes:
    """Return an OpenDocument text with a sound paragraph and a body."""
    return build_kinds.odt(build_kinds.odt_paragraph("正文") + body)


def deep_word(count: int = 100_000) -> bytes:
    """Return a Word file with wrappers in wrappers."""
    return build.docx("<w:ins>" * count + "<w:p/>" + "</w:ins>" * count)


def picture(name: str, start: bytes) -> bytes:
    """Return a Word file with text and a metafile that claims to be huge."""
    return build.docx("见图。", files={f"word/media/{name}": start + b"\xff" * MIB})


def circle_pdf() -> bytes:
    """Return a PDF whose tree of pages holds itself."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 999999999>>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%sendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 3\n0000000000 65535 f \n%strailer<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (table, len(body))  # fmt: skip


HOSTILE: dict[str, tuple[Callable[[], bytes], frozenset[str]]] = {
    name: (make, frozenset(statuses.split()))
    for name, make, statuses in (
        ("三百兆.docx", spread, "too_large"),
        ("五十万段.docx", many_paragraphs, "too_large"),
        ("层层压缩.zip", nested, "unsupported too_large damaged"),
        ("循环扇区.doc", cyclic, "damaged"),
        ("百万括号.rtf", lambda: b"{\\rtf1 " + b"{" * 1_000_000, "too_large"),
        ("百万分组.rtf", lambda: b"{\\rtf1 \\pard abc" + b"{\\b x}" * 1_000_000 + b"}", "too_large"),
        ("谎报长度.rtf", lambda: b"{\\rtf1 abc\\bin999999999 abc}", "ok empty damaged"),
        ("重复间距.ofd", lambda: spaced_page("g 999999999 1"), "ok damaged"),
        ("重复嵌套.ofd", lambda: spaced_page("g 999999 1 " * 9999), "ok damaged too_large"),
        ("十万层.html", lambda: b"<html><body>" + b"<div>" * 100_000 + WORD.encode() * 30, "damaged"),
        ("十万列表.html", lambda: b"<html><body>" + b"<ul><li>x" * 100_000, "damaged"),
        ("巨大表格.html", lambda: b"<html><body><table><tr><td colspan=999999999 rowspan=999999999>abc<td>d</table>", "ok damaged"),
        ("空格九亿.odt", lambda: odt('<text:p>a<text:s text:c="999999999"/>b</text:p>'), "ok damaged too_large"),
        ("空格多次.odt", lambda: odt("<text:p>a" + '<text:s text:c="99999"/>' * 20_000 + "</text:p>"), "ok damaged too_large"),
        ("巨大表格.odt", lambda: odt('<table:table><table:table-row table:number-rows-repeated="999999999"><table:table-cell table:number-columns-repeated="999999999"><text:p>甲</text:p></table:table-cell></table:table-row></table:table>'), "ok damaged too_large"),
        ("图元.docx", lambda: picture("image1.emf", b"\1\0\0\0\xff\xff\xff\x7f"), "ok needs_ocr suspicious_empty"),
        ("图元二.docx", lambda: picture("image1.wmf", b"\xd7\xcd\xc6\x9a"), "ok needs_ocr suspicious_empty"),
        ("大笑.docx", lambda: laughing(build.docx(WORD), "word/document.xml"), "damaged"),
        ("大笑.odt", lambda: laughing(odt(WORD), "content.xml"), "damaged"),
        ("大笑.ofd", lambda: laughing(build_kinds.ofd(build_kinds.ofd_text(WORD)), "Doc_0/Pages/1.xml"), "damaged"),
        ("大笑.fodt", lambda: build_kinds.flat_odt(build_kinds.odt_paragraph("&l9;")).replace(b"?>", b"?>" + LAUGHTER.encode(), 1), "damaged ok empty"),
        ("大笑.html", f"{LAUGHTER}<html><body>正文&l9;</body></html>".encode, "ok damaged"),
        ("十万层.docx", deep_word, "damaged"),
        ("页树成环.pdf", circle_pdf, "damaged too_large needs_ocr empty"),
    )
}  # fmt: skip
"""Name of each file: what makes it, and the statuses it may end with."""
