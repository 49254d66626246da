"""Makes a text file again without some of its lines, in its encoding and line ends."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection

_Text = TypeVar("_Text", str, bytes)
_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def clean(data: bytes, *, removed: Collection[int]) -> bytes:
    r"""Return the bytes of a text file without the given lines (0-based numbers).

    Lines end with `\n`, `\r\n` or `\r`, and each keeps its own end. In UTF-8, GB18030
    and Big5 these two bytes are never part of another character, so nothing has to
    be decoded; UTF-16 is known by its mark.
    """
    for mark, encoding in _WIDE.items():
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "surrogatepass")
            parts = re.split("(\r\n|\r|\n)", text)
            kept = "".join(_without(parts, frozenset(removed)))
            return mark + kept.encode(encoding, "surrogatepass")
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    pieces = re.split(b"(\r\n|\r|\n)", data[len(mark) :])
    return mark + b"".join(_without(pieces, frozenset(removed)))


def _without(parts: list[_Text], removed: frozenset[int]) -> list[_Text]:
    """Return the lines that stay; only between two of them stands a line end."""
    kept: list[_Text] = []
    for number in range(0, len(parts), 2):
        if number // 2 not in removed:
            kept += parts[number : number + 2]
    complete = len(kept) % 2 == 1  # the last line of the file stayed: it has no end
    return kept if complete else kept[:-1]
