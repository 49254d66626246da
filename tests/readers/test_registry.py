"""What becomes of a file of each kind."""

from __future__ import annotations

import build
import build_binary
import build_kinds
import pytest

from doctools.errors import ReadError
from doctools.messages import LANGUAGES, load
from doctools.model import FileStatus
from doctools.readers.registry import READERS, REFUSED, read

PICTURE = {"word/media/image1.png": b"\x89PNG"}
TEXT = "各支部要把学习教育作为重要任务，坚持学用结合。" * 2


def outcome(data: bytes, kind: str) -> tuple[str, str]:
    """Return status and code of a file that is refused."""
    with pytest.raises(ReadError) as caught:
        read(data, build.source(kind, "文件"))
    return str(caught.value.status), caught.value.code


def empty_pdf(*, drawn: bool) -> bytes:
    """Return a PDF of one page without text."""
    sheet = build.Sheet()
    if drawn:
        sheet.square()
    return sheet.data()


def test_readable_kinds_are_read() -> None:
    """Every kind with a reader gives a document of the same text."""
    files = {
        "docx": build.docx(TEXT),
        "doc": build_binary.word(TEXT),
        "wps": build_binary.word(TEXT),
        "ofd": build_kinds.ofd(build_kinds.ofd_text(TEXT)),
        "odt": build_kinds.odt(build_kinds.odt_paragraph(TEXT)),
        "fodt": build_kinds.flat_odt(build_kinds.odt_paragraph(TEXT)),
        "rtf": build_kinds.rtf(TEXT),
        "html": f"<p>{TEXT}</p>".encode(),
        "pdf": build.pdf(TEXT),
        "txt": TEXT.encode(),
        "md": TEXT.encode(),
    }
    assert set(files) == set(READERS)
    assert {read(data, build.source(kind)).text for kind, data in files.items()} == {
        TEXT
    }


@pytest.mark.parametrize("kind", [*REFUSED, "ole", "unknown"])
def test_other_kinds_are_named_and_refused(kind: str) -> None:
    """A kind without a reader ends with a status, and words for it in each language."""
    status, code = outcome(b"", kind)
    assert status in {"unsupported", "encrypted", "empty", "needs_ocr"}
    for language in LANGUAGES:
        assert "{" not in load(language)(f"file.{code}", kind=kind)


@pytest.mark.parametrize(
    ("data", "kind", "status"),
    [
        (build.docx("　"), "docx", "empty"),
        (build.docx("　", files=PICTURE), "docx", "needs_ocr"),
        (build.docx("照片", files=PICTURE), "docx", "suspicious_empty"),
        (
            build.docx(build.paragraph(build.text_box(build.paragraph("盒")))),
            "docx",
            "suspicious_empty",
        ),
        (empty_pdf(drawn=False), "pdf", "empty"),
        (empty_pdf(drawn=True), "pdf", "needs_ocr"),
        (b" \n", "txt", "empty"),
    ],
)
def test_missing_text_is_never_silent(data: bytes, kind: str, status: str) -> None:
    """A file without text is empty, or has pictures that a person must look at."""
    assert outcome(data, kind)[0] == status


def test_a_garbled_text_layer_is_not_taken_for_text() -> None:
    """A text layer of rare characters means a broken character map."""
    garbled = build.pdf("犌犕犐犆犛犔犇犈犉犎犑犓犖犗犘犙犚犜犝犞犠犡犢犣犤犥")
    assert outcome(garbled, "pdf") == ("needs_ocr", "garbled_text")


def test_short_documents_are_documents() -> None:
    """A few characters without any picture are read."""
    assert read(build.docx("同意"), build.source()).text == "同意"


def test_classified_files_are_withheld() -> None:
    """A file with a secrecy marking in its Word header gives no document."""
    header = build.part("hdr", build.paragraph("000012　机密★5年　特急"))
    data = build.docx(TEXT, parts={"header": header})
    assert outcome(data, "docx") == ("classified", "classified")


def test_every_status_has_a_name() -> None:
    """Both catalogues name every file status."""
    for language in LANGUAGES:
        codes = load(language).codes()
        assert {f"status.{status}" for status in FileStatus} <= codes
