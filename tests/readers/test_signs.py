"""Characters that Word keeps as fields or as glyphs of symbol fonts."""

from __future__ import annotations

import build
import build_binary
import pytest

from doctools.readers import equations
from doctools.readers.doc import read_doc
from doctools.readers.docx import read_docx
from doctools.readers.symbols import symbol


def field(instruction: str) -> str:
    """Return a field without a result."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    half = len(instruction) // 2
    said = "".join(
        f'<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>'
        for part in (instruction[:half], instruction[half:])
    )
    return mark.format("begin") + said + mark.format("end")


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        (r" eq \o\ac(○,1) ", "①"),
        (r" EQ \o\ac(○,一)", "㊀"),
        (r"eq \o\ac(□,秘)", "秘"),
        (r'EQ \* jc2 \* "Font:宋体" \* hps14 \o\ad(\s\up 13(dong),东)', "东"),
        (r"EQ \f(1,2)", "1/2"),
        (r"EQ \o\ac(○,", ""),
        (r"PAGE \* MERGEFORMAT", ""),
        ("SEQ 图", ""),
    ],
)
def test_equations(instruction: str, shown: str) -> None:
    """Ringed characters and those with their sound show; other fields without result do not."""
    assert equations.shown(instruction) == shown


def test_fields_in_word_files() -> None:
    """带圈字符 and 拼音指南 are text in both formats of Word."""
    ringed = r"eq \o\ac(○,2)"
    body = build.paragraph(build.run("第") + field(ringed) + build.run("步"))
    assert read_docx(build.docx(body), build.source()).text == "第②步"
    old = build_binary.word(f"第\x13{ringed}\x15步")
    assert read_doc(old, build.source("doc")).text == "第②步"


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Symbol", 0xF06D, "μ"),
        ("Symbol", 0xF0B3, "≥"),
        ("Wingdings", 0xF0FE, "☑"),
        ("Wingdings", 0xF081, "①"),
        ("Wingdings 2", 0xF052, "☑"),
        (None, 0xF0A3, "□"),
        ("别的字体", 0xF0E0 + 0x1F, ""),
        ("宋体", 0x2460, "①"),
    ],
)
def test_symbols(font: str | None, code: int, shown: str) -> None:
    """A glyph is what it looks like in its font; one that nothing is known of is none."""
    assert symbol(code, font) == shown


def test_symbols_typed_as_text() -> None:
    """Greek letters typed in the font Symbol are Greek, also as plain characters."""
    fonts = '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>'
    body = build.paragraph(f"<w:r>{fonts}<w:t>\uf06d</w:t></w:r>" + build.run("g"))
    assert read_docx(build.docx(body), build.source()).text == "μg"
