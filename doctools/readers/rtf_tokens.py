r"""The pieces an RTF file is written in: groups, control words, bytes, characters.

RTF 1.9.1. A `\uN` character is followed by bytes for older readers, which are left
out here; `\binN` data too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?"
    rb"|\\'([0-9a-fA-F]{2})"
    rb"|\\([^a-zA-Z0-9\r\n])"
    rb"|\\([\r\n])"
    rb"|([{}])"
    rb"|[\r\n\0]+"
    rb"|([^\\{}\r\n\0]+)"
)
LITERAL = frozenset({b"{", b"}", b"\\"})
MOST_GROUPS = 1000
"""Groups within groups that are still followed."""


class Token(NamedTuple):
    r"""A piece: its kind, its word or bytes, its number.

    Kinds: `{`, `}`, `word` (a control word or symbol), `bytes` (text in the code page
    of the font), `character` (a code point from `\u`).
    """

    kind: str
    text: bytes = b""
    number: int | None = None


def tokens(data: bytes) -> Iterator[Token]:
    """Yield the pieces of a file.

    Raises:
        ValueError: groups are nested too deeply.
    """
    fallback = [1]
    skipped = 0
    at = 0
    while found := TOKEN.search(data, at):
        at = found.end()
        word, number, escaped, symbol, line_end, brace, plain = found.groups()
        value = int(number) if number else None
        if brace:
            skipped = 0
            _nest(fallback, opens=brace == b"{")
            yield Token(brace.decode())
        elif word == b"bin":
            at += max(value or 0, 0)
        elif word == b"uc":
            fallback[-1] = max(value if value is not None else 1, 0)
        elif word == b"u":
            skipped = fallback[-1]
            yield Token("character", number=(value or 0) % 0x10000)
        elif escaped or plain or symbol in LITERAL:
            # A second byte of a Chinese character may be one of the literal signs.
            text = bytes.fromhex(escaped.decode()) if escaped else plain or symbol
            text, skipped = text[skipped:], max(skipped - len(text), 0)
            if text:
                yield Token("bytes", text)
        elif word or symbol or line_end:
            if skipped:
                skipped -= 1
            else:
                yield Token("word", word or symbol or b"par", value)


def _nest(fallback: list[int], *, opens: bool) -> None:
    if opens:
        if len(fallback) > MOST_GROUPS:
            message = "groups are nested too deeply"
            raise ValueError(message)
        fallback.append(fallback[-1])
    elif len(fallback) > 1:
        fallback.pop()
