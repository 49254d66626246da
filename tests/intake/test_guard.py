"""Limits that a file must keep."""

from __future__ import annotations

import io
import struct
import zipfile

import build
import pytest

from doctools.errors import ReadError
from doctools.intake.guard import Limits, check


def refusal(data: bytes, kind: str = "docx", /, **limits: int) -> tuple[str, str]:
    """Return status and code of a file that is refused."""
    with pytest.raises(ReadError) as caught:
        check(data, kind=kind, limits=Limits(**limits))
    return str(caught.value.status), caught.value.code


def test_ordinary_files_pass() -> None:
    """A Word file, a PDF and a text within the limits are let through."""
    check(build.docx("文"), kind="docx")
    check(build.pdf("文"), kind="pdf")
    check("文".encode(), kind="txt")


def test_large_files_are_refused() -> None:
    """A file over the limit is too large; texts have a limit of their own."""
    assert refusal(b"x" * 11, "pdf", file_bytes=10) == ("too_large", "too_large")
    assert refusal(b"x" * 11, "txt", text_bytes=10) == ("too_large", "too_large")


def test_bombs_are_refused() -> None:
    """Members that unpack to more than a hundred times their size are not opened."""
    assert refusal(build.bomb()) == ("too_large", "unpacks_too_large")


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"members": 3}, "too_many_members"),
        ({"member_bytes": 100}, "unpacks_too_large"),
        ({"total_bytes": 100}, "unpacks_too_large"),
    ],
)
def test_each_limit_holds(limits: dict[str, int], code: str) -> None:
    """Number of members, size of one and size of all are bounded."""
    assert refusal(build.docx("文"), **limits) == ("too_large", code)


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/x", "C:/x", "..\\x"])
def test_names_that_lead_out_are_refused(name: str) -> None:
    """An archive whose names leave it is refused, though nothing is unpacked."""
    data = build.archive({name: b"x"})
    assert refusal(data, "zip") == ("damaged", "unsafe_archive")


def test_members_that_share_bytes_are_refused() -> None:
    """Two directory entries for the same bytes are a bomb in disguise."""
    data = bytearray(build.archive({"a.xml": b"x" * 500, "b.xml": b"y" * 500}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        second = data.index(b"PK\x01\x02", archive.start_dir + 1)
    struct.pack_into("<I", data, second + 42, 0)
    assert refusal(bytes(data), "zip") == ("damaged", "unsafe_archive")


def test_encrypted_files_are_told() -> None:
    """A locked Office file and a locked zip member are encrypted, not damaged."""
    assert refusal(build.encrypted_office(), "encrypted_office")[0] == "encrypted"
    data = bytearray(build.archive({"a.txt": b"x"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(data), "zip") == ("encrypted", "encrypted")


def test_broken_archives_are_damaged() -> None:
    """A cut archive is damaged."""
    assert refusal(build.docx("文")[:-40]) == ("damaged", "damaged")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_are_refused(encoding: str) -> None:
    """No XML part of an Office file may declare a document type."""
    declared = '<?xml version="1.0"?><!-- a --><!DOCTYPE a [<!ENTITY b "c">]><a/>'
    data = build.docx("文", files={"word/theme.xml": declared.encode(encoding)})
    assert refusal(data) == ("damaged", "unsafe_xml")


def test_the_words_in_a_text_are_no_declaration() -> None:
    """`<!DOCTYPE` inside an element's character data is let through."""
    harmless = b"<a><![CDATA[<!DOCTYPE html>]]></a>"
    check(build.docx("文", files={"word/theme.xml": harmless}), kind="docx")
