"""Words of RTF that matter to a reader of its text, and the fonts' encodings."""

from __future__ import annotations

import codecs
from contextlib import suppress

CHARSETS = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
"""Codecs of the character sets of fonts."""
CHINESE_PAGE = 936
DESTINATIONS = {
    b"header": "header",
    b"headerl": "header",
    b"headerr": "header",
    b"headerf": "header",
    b"footer": "footer",
    b"footerl": "footer",
    b"footerr": "footer",
    b"footerf": "footer",
    b"footnote": "footnote",
    b"annotation": "comment",
    b"shptxt": "text_box",
    b"title": "title",
    b"author": "author",
    b"operator": "operator",
    b"listtext": "number",
    b"pntext": "number",
    b"fldrslt": "",
    b"fldinst": "skipped",
    b"shprslt": "skipped",
    b"nonshppict": "skipped",
    b"shp": "",
    b"shpinst": "",
    b"field": "",
    b"nesttableprops": "skipped",
    b"ud": "",
    b"upr": "",
}
"""Groups with a text of their own and where it goes: a layer, a property, the number
of a paragraph; empty: it belongs to the text around it."""
SKIPPED = frozenset(
    (b"fonttbl colortbl stylesheet info pict object objdata filetbl listtable listoverridetable "
     b"list listoverride listlevel leveltext levelnumbers listname "
     b"revtbl rsidtbl generator themedata datastore latentstyles xmlnstbl fchars lchars "
     b"pgptbl mmathPr bkmkstart bkmkend atrfstart atrfend atnid atnauthor atnref atndate "
     b"falt panose fname sp sn sv picprop ftnsep ftnsepc aftnsep aftnsepc colorschememapping "
     b"nonesttables userprops docvar password passwordhash").split()
)  # fmt: skip
"""Groups that hold no text of the page."""
INFO = frozenset({"title", "author", "operator"})
ENDS = {b"par": "par", b"sect": "par", b"page": "par", b"cell": "cell", b"nestcell": "cell", b"row": "row", b"nestrow": "row"}  # fmt: skip
CHARACTERS = {
    b"tab": "\t",
    b"line": "\n",
    b"~": "\u00a0",
    b"_": "-",
    b"-": "",
    b"emdash": "—",
    b"endash": "–",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"emspace": "\u2003",
    b"enspace": "\u2002",
}
ALIGNMENTS = {
    b"qc": "center",
    b"qd": "distribute",
    b"ql": "left",
    b"qr": "right",
    b"qj": "both",
}
LOOKS = frozenset({b"f", b"b", b"v", b"fs", b"deleted", b"plain"})
"""Words that say how the characters of a group look."""
HALF_POINTS = 24
"""Type size where none is told, in half points (RTF 1.9.1, `fs`)."""


class Fonts:
    """Which codec each font is written in."""

    def __init__(self) -> None:
        self.page = "cp1252"
        self._codecs: dict[int, str] = {}
        self._number = 0

    def take(self, word: bytes, number: int | None) -> None:
        """Note a word of the font table."""
        if word == b"f" and number is not None:
            self._number = number
        elif word == b"fcharset" and number in CHARSETS:
            self._codecs[self._number] = CHARSETS[number]

    def codec(self, font: int | None) -> str:
        """Return the codec of a font; that of the file for unknown and plain ones."""
        found = self._codecs.get(-1 if font is None else font, self.page)
        return self.page if found == CHARSETS[0] else found

    def use_page(self, number: int | None) -> None:
        """Note the code page of the file."""
        name = "gb18030" if number == CHINESE_PAGE else f"cp{number}"
        with suppress(LookupError):
            self.page = codecs.lookup(name).name
