"""The files of the invented campaign, written as people hand them in."""

from __future__ import annotations

import struct
import zlib
from hashlib import sha256
from typing import TYPE_CHECKING

from build import docx, paragraph, pdf, run
from campaign40.prose import opening, paragraphs

if TYPE_CHECKING:
    from pathlib import Path

    from campaign40.ledger import Ledger, Line

RUBBISH = ("党政办/张三/~$书笔记-3月.docx", "中心小学/Thumbs.db", "._说明.docx")
"""What office programs leave behind; nobody's work."""


def write_works(ledger: Ledger, folder: Path) -> None:
    """Write all files below a folder."""
    for line in ledger["works"].values():
        write_work(line, folder)
    for name in RUBBISH:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"\0" * 162)


def write_work(line: Line, folder: Path) -> None:
    """Write one file."""
    path = folder / line["path"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content(line))


def content(line: Line) -> bytes:
    """Return the bytes of a work in the format its path asks for."""
    suffix = line["path"].rsplit(".", 1)[-1]
    if suffix == "png":
        return picture(line["id"])
    lines = text(line)
    if suffix == "txt":
        return "\n".join(lines).encode("gb18030" if len(line["id"]) % 2 else "utf-8")
    if suffix == "pdf":
        return pdf(*lines)
    end = len(lines) - len(_after(line))
    return docx(
        *(
            _centred(part) if number == 0 else _aligned(part, right=number >= end)
            for number, part in enumerate(lines)
        )
    )


def text(line: Line) -> list[str]:
    """Return the lines of a work: title, author, body, signature, where it appeared."""
    author = [line["author"]] if line["author"] else []
    body = paragraphs(line["body"] or line["id"])
    head = opening(line["kind"], line["book"])
    return [line["title"], *author, head, *body, *_after(line)]


def _after(line: Line) -> list[str]:
    lines = [part for part in line["sign"].split("|") if part]
    return [*lines, *([line["outlet"]] if line["outlet"] else [])]


def _centred(part: str) -> str:
    look = '<w:b/><w:sz w:val="36"/>'
    return paragraph(run(part, look), '<w:jc w:val="center"/>')


def _aligned(part: str, *, right: bool) -> str:
    return paragraph(run(part), '<w:jc w:val="right"/>' if right else "")


def picture(seed: str) -> bytes:
    """Return a small grey PNG, as a photograph that nobody can read."""
    shade = sha256(seed.encode()).digest()
    rows = b"".join(
        b"\0" + bytes(shade[(x + y) % 32] for x in range(64)) for y in range(48)
    )
    head = struct.pack(">IIBBBBB", 64, 48, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
