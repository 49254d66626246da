"""The true kind of a file, whatever its suffix."""

from __future__ import annotations

import build
import pytest

from doctools.intake.kinds import kind_of

TYPES = '<Types><Override ContentType="application/{}"/></Types>'


def office(content_type: str) -> bytes:
    """Return a package of that main content type."""
    return build.archive({"[Content_Types].xml": TYPES.format(content_type).encode()})


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"", "a.docx", "empty"),
        (build.docx("文"), "a.doc", "docx"),
        (build.docx("文")[:-30], "a.docx", "docx"),
        (office("vnd.ms-word.document.macroEnabled.main+xml"), "a.docm", "docx"),
        (office("x-spreadsheetml.sheet.main+xml"), "a.docx", "xlsx"),
        (office("x-presentationml.presentation.main+xml"), "a.pptx", "pptx"),
        (build.archive({"OFD.xml": b"<ofd/>"}), "a.ofd", "ofd"),
        (
            build.archive({"mimetype": b"application/vnd.oasis.opendocument.text"}),
            "a.odt",
            "odt",
        ),
        (build.archive({"mimetype": b"application/epub+zip"}), "a.epub", "unknown"),
        (build.archive({"甲.docx": b"x"}), "a.zip", "zip"),
        (b"PK broken", "a.docx", "docx"),
        (b"PK\0\0", "a.zip", "zip"),
        ("PK 赛场".encode(), "a.txt", "txt"),
        (build.ole("Root Entry", "WordDocument"), "a.docx", "doc"),
        (build.ole("WordDocument"), "a.wps", "wps"),
        (build.ole("WordDocument", "WpsCustomData"), "a.doc", "wps"),
        (build.ole("Workbook"), "a.xls", "ole"),
        (build.encrypted_office(), "a.docx", "encrypted_office"),
        (build.pdf("文"), "a.docx", "pdf"),
        (b"\xef\xbb\xbf\n%PDF-1.4", "a.pdf", "pdf"),
        (b"{\\rtf1 a}", "a.doc", "rtf"),
        (b"\x89PNG\r\n\x1a\n", "a.txt", "image"),
        (b"\xff\xd8\xff\xe0", "a.jpg", "image"),
        (b"GIF89a", "a.gif", "image"),
        (b"BM\x9a\0\0\0\0\0\0\0", "a.bmp", "image"),
        (b"II*\0", "a.tif", "image"),
        (b"RIFF\0\0\0\0WEBP", "a.webp", "image"),
        (b"\0\0\0\x18ftypheic", "a.heic", "image"),
        (b"Rar!\x1a\x07\0", "a.rar", "rar"),
        (b"7z\xbc\xaf\x27\x1c", "a.7z", "7z"),
        (b"<!DOCTYPE html><p>x", "a.doc", "html"),
        ("<html>文</html>".encode("gb18030"), "a.doc", "html"),
        (b"MIME-Version: 1.0\r\n", "a.doc", "html"),
        (b'<?xml version="1.0"?><w:wordDocument/>', "a.doc", "unknown"),
        ("读书笔记".encode("gb18030"), "a.txt", "txt"),
        ("读书笔记".encode("utf-16"), "a", "txt"),
        (b"# A", "a.MD", "md"),
        (bytes(range(256)), "a.docx", "unknown"),
    ],
)
def test_kinds(data: bytes, name: str, kind: str) -> None:
    """Content decides; only alike contents are told apart by the suffix."""
    assert kind_of(data, name) == kind


def test_a_stream_name_in_the_text_is_no_stream() -> None:
    """The words EncryptedPackage inside a document do not make it encrypted."""
    data = build.ole("WordDocument") + b"ab" + "EncryptedPackage\0".encode("utf-16-le")
    assert kind_of(data, "a.doc") == "doc"
