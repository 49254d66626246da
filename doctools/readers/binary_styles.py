"""Style sheet of a binary Word file, as formats; and the formats of its changes."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, replace

from doctools.readers.binary_formats import changes_of
from doctools.readers.styles import PLAIN, Format

NO_BASE = 0xFFF
TITLE = 62
"""Built-in style Title; 1 to 9 are the headings ([MS-DOC] 2.9.260)."""
HEADINGS = range(1, 10)
ALIGNMENT, OLD_ALIGNMENT, OUTLINE, LIST, LIST_LEVEL = (
    0x2461, 0x2403, 0x2640, 0x460B, 0x260A,
)  # fmt: skip
BOLD, HIDDEN, SIZE = 0x0835, 0x083C, 0x4A43
"""Codes of changes ([MS-DOC] 2.6.1, 2.6.2)."""
ALIGNMENTS = {1: "center", 4: "distribute"}
FONT_NAME = 39
"""Bytes of a font's entry before its name, the first one (its length) left out."""
AS_STYLE, AGAINST_STYLE = 0x80, 0x81
"""Operands of an on/off change that look at the style."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """A style as it is written: its base, its kind and what it changes."""

    base: int
    built_in: int
    paragraph: Mapping[int, bytes]
    characters: Mapping[int, bytes]


def paragraph_changes(changes: Mapping[int, bytes]) -> Format:
    """Return what changes say of a paragraph."""
    alignment = _number(changes, ALIGNMENT)
    if alignment is None:
        alignment = _number(changes, OLD_ALIGNMENT)
    listed = _number(changes, LIST)
    return Format(
        alignment=None if alignment is None else ALIGNMENTS.get(alignment, "other"),
        outline=_number(changes, OUTLINE),
        list_id=None if listed is None else str(listed),
        list_level=_number(changes, LIST_LEVEL),
    )


def character_changes(changes: Mapping[int, bytes], *, style: Format) -> Format:
    """Return what changes say of characters; some count from the style's side."""
    half_points = _number(changes, SIZE)
    return Format(
        bold=_switch(_number(changes, BOLD), of_style=style.bold),
        hidden=_switch(_number(changes, HIDDEN), of_style=style.hidden),
        size=half_points / 2 if half_points else None,
    )


def _number(changes: Mapping[int, bytes], code: int) -> int | None:
    return int.from_bytes(changes[code], "little") if code in changes else None


def _switch(value: int | None, *, of_style: bool | None) -> bool | None:
    if value is None or value == AS_STYLE:
        return None
    return not of_style if value == AGAINST_STYLE else bool(value)


class BinaryStyles:
    """The paragraph styles of a file by index, and its fonts."""

    def __init__(self, sheet: bytes, fonts: bytes = b"") -> None:
        self._styles = _read(sheet)
        self._fonts = _names(fonts)
        self._resolved: dict[int, Format] = {}

    def font(self, index: int) -> str | None:
        """Return the name of a font."""
        return self._fonts[index] if index < len(self._fonts) else None

    def paragraph(self, index: int) -> Format:
        """Return the format of a style along its bases; plain if unknown."""
        if index not in self._styles:
            return PLAIN
        if index not in self._resolved:
            self._resolved[index] = PLAIN  # a circle of bases ends here
            self._resolved[index] = self._resolve(index)
        return self._resolved[index]

    def _resolve(self, index: int) -> Format:
        style = self._styles[index]
        base = PLAIN if style.base == NO_BASE else self.paragraph(style.base)
        own = paragraph_changes(style.paragraph)
        if own.outline is None and style.built_in in HEADINGS:
            own = replace(own, outline=style.built_in - 1)
        if own.list_id is not None or own.list_level is not None:
            own = replace(own, list_style=str(index))
        own = replace(own, title=style.built_in == TITLE)
        return own.over(character_changes(style.characters, style=base)).over(base)


def _names(fonts: bytes) -> tuple[str, ...]:
    """Return the names in a table of fonts (2.9.286, 2.9.85)."""
    found = []
    at = 4
    while at < len(fonts):
        entry = fonts[at + 1 : at + 1 + fonts[at]]
        name = entry[FONT_NAME:].decode("utf-16-le", "replace")
        found.append(name.partition("\0")[0])
        at += 1 + fonts[at]
    return tuple(found)


def _read(sheet: bytes) -> dict[int, _Style]:
    if not sheet:
        return {}
    header, count, base_length = struct.unpack_from("<HHH", sheet)
    found = {}
    at = 2 + header
    for index in range(count):
        if at + 2 > len(sheet):
            break
        length = int.from_bytes(sheet[at : at + 2], "little")
        written = sheet[at + 2 : at + 2 + length]
        style = _style(written, base_length) if length > base_length else None
        if style:
            found[index] = style
        at += 2 + length + length % 2
    return found


def _style(written: bytes, base_length: int) -> _Style | None:
    """Return a paragraph style, None for styles of other kinds (2.9.260)."""
    built_in, kind, _ = struct.unpack_from("<HHH", written)
    if kind & 0xF != 1:
        return None
    name_length = int.from_bytes(written[base_length : base_length + 2], "little")
    at = base_length + 2 + 2 * (name_length + 1)
    paragraph, at = _changes_at(written, at)
    characters, _ = _changes_at(written, at)
    return _Style(
        base=kind >> 4,
        built_in=built_in & 0xFFF,
        paragraph=changes_of(paragraph[2:]),
        characters=changes_of(characters),
    )


def _changes_at(written: bytes, at: int) -> tuple[bytes, int]:
    """Return a list of changes and where the next one begins: at an even place."""
    length = int.from_bytes(written[at : at + 2], "little")
    return written[at + 2 : at + 2 + length], at + 2 + length + length % 2
