"""Which encoding a plain text is written in."""

from __future__ import annotations

import codecs
from functools import cache

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CANDIDATES = ("gb18030", "big5", "utf-16-le", "utf-16-be")
SAMPLE = 20_000
"""Characters looked at when readings are compared."""
LEAST_SHARE = 0.7
"""Share of common characters below which a reading is no text. Right readings of
Chinese texts reach 0.97 and more, wrong ones 0.2 to 0.5."""


def decode(data: bytes) -> tuple[str, str]:
    """Decode a plain text.

    A byte order mark decides; then strict UTF-8; then the reading among GB18030, Big5
    and UTF-16 in which most characters are common ones.

    Args:
        data: bytes of the file.

    Returns:
        The text without a byte order mark, line ends as they stand, and the codec's
        name. Encoding with `utf-8-sig` writes the mark again; a UTF-16 mark is the
        writer's duty.

    Raises:
        ValueError: no encoding fits, or the text holds NUL characters.
    """
    text, encoding = _read(data)
    if "\0" in text:
        message = "a text holds no NUL character"
        raise ValueError(message)
    return text, encoding


def _read(data: bytes) -> tuple[str, str]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding.removesuffix("-sig")), encoding
    if _is_utf8(data):
        return data.decode("utf-8"), "utf-8"
    readings = [
        (common_share(text), -rank, text, encoding)
        for rank, encoding in enumerate(CANDIDATES)
        if (text := _try(data, encoding)) is not None
    ]
    if not readings:
        message = "no known encoding fits"
        raise ValueError(message)
    share, _, text, encoding = max(readings)
    if share < LEAST_SHARE:
        message = f"{encoding} fits best, with {share:.2f} common characters"
        raise ValueError(message)
    return text, encoding


def _is_utf8(data: bytes) -> bool:
    # UTF-16 of Latin letters is valid UTF-8 full of NUL characters.
    return b"\0" not in data and _try(data, "utf-8") is not None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def common_share(text: str) -> float:
    """Return the share of common characters in the start of a text, 0 to 1."""
    sample = text[:SAMPLE]
    common = _common_characters()
    return sum(character in common for character in sample) / max(1, len(sample))


@cache
def _common_characters() -> frozenset[str]:
    """Return ASCII, Chinese punctuation and the first levels of GB 2312 and Big5."""
    first_level = (
        (range(0xB0, 0xD8), range(0xA1, 0xFF), "gb2312"),
        (range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF)), "big5"),
    )
    chinese = {
        bytes((row, column)).decode(encoding, "ignore")
        for rows, columns, encoding in first_level
        for row in rows
        for column in columns
    }
    ascii_text = {chr(code) for code in range(0x20, 0x7F)}
    punctuation = {
        chr(code) for code in (*range(0x3000, 0x3020), *range(0xFF01, 0xFF5F))
    }
    return frozenset(chinese | ascii_text | punctuation | set("\t\r\n“”‘’—…·×℃①②③"))
