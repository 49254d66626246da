"""Characters of symbol fonts: what their glyphs look like, in Unicode.

Word keeps them at U+F000 and the code of the glyph in its font.
"""

from __future__ import annotations

WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0xA1: "○", 0xA8: "□", 0xB7: "•", 0xD8: "➢",
    0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xFB: "☒", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    0x52: "☼", 0x9F: "•", 0xA7: "▪", 0x76: "❖", 0x75: "◆",
    **{0x80 + number: sign for number, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")},
    **{0x8C + number: sign for number, sign in enumerate("❶❷❸❹❺❻❼❽❾❿")},
}  # fmt: skip
WINGDINGS_2 = {
    0x50: "✓", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x97: "●", 0x98: "•",
    **{0x6A + number: sign for number, sign in enumerate("①②③④⑤⑥⑦⑧⑨⑩")},
}  # fmt: skip
_GREEK = dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
_CAPITAL = dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
SYMBOL = {
    **{code: chr(code) for code in range(0x21, 0x40)}, **_GREEK, **_CAPITAL,
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5B: "[", 0x5D: "]",
    0x5C: "∴", 0x5E: "⊥", 0x5F: "_", 0x7B: "{", 0x7C: "|", 0x7D: "}", 0x7E: "∼",
    **dict(zip(range(0xA1, 0xBD), "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…", strict=True)),
    0xBF: "↵", **dict(zip(range(0xC0, 0xD0), "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉", strict=True)),
    **dict(zip(range(0xD0, 0xE0), "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓", strict=True)),
    0xE0: "◊", 0xE1: "〈", 0xE5: "∑", 0xF1: "〉", 0xF2: "∫",
}  # fmt: skip
FONTS = {"symbol": SYMBOL, "wingdings": WINGDINGS, "wingdings 2": WINGDINGS_2}
"""Tables by the name of the font in small letters: Adobe's Symbol, Microsoft's others."""
UNNAMED = {**WINGDINGS, 0xA3: "□", 0x52: "☑", 0x53: "☒"}
"""Where the font is not told: the boxes, ticks and bullets of forms."""
PRIVATE = range(0xF000, 0xF100)


def symbol(code: int, font: str | None = None) -> str:
    """Return what a glyph stands for; empty if nothing that can be read is known.

    Args:
        code: code point, mostly in the private use area.
        font: name of its font.
    """
    table = FONTS.get((font or "").lower(), UNNAMED)
    if code in PRIVATE:
        return table.get(code - PRIVATE.start, "")
    if font and font.lower() in FONTS and code in table:
        return table[code]
    readable = 0x20 <= code < 0x110000 and not (0xD800 <= code < 0xF900)
    return chr(code) if readable else ""


def clear(text: str, font: str | None) -> str:
    """Return a text with the glyphs of a named symbol font as they look."""
    if font is None or font.lower() not in FONTS:
        return text
    return "".join(
        symbol(ord(sign), font) or sign if ord(sign) in PRIVATE else sign
        for sign in text
    )
