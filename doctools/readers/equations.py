r"""What Word shows for an EQ field, whose instruction is its only text.

带圈字符 and 拼音指南 are such fields: `EQ \o\ac(○,1)` shows ①, and
`EQ \* jc2 \o\ad(\s\up 11(dōng),东)` shows 东 with its sound above.
"""

from __future__ import annotations

import re
import unicodedata

FIELD = re.compile(r"\s*EQ\b", re.IGNORECASE)
SWITCH = re.compile(r'\\\*\s*\w+|\\\*\s*"[^"]*"')
OVER = re.compile(r"\\o\s*((?:\\a[a-z]\s*)*)\(", re.IGNORECASE)
FRACTION = re.compile(r"\\f\s*\(", re.IGNORECASE)
RAISED = re.compile(r"\s*\\s\s*\\up\s*-?\d*\s*\(", re.IGNORECASE)
COMMAND = re.compile(r"\\[a-z]+\s*-?\d*", re.IGNORECASE)
RINGS = frozenset("○〇◯")
FRAMES = RINGS | frozenset("□△◇")
MOST_CHARACTERS = 2000
"""Longer instructions are no equation."""


def shown(instruction: str) -> str:
    """Return the text an EQ field shows, empty for any other field.

    A sound above a character is left out; of characters in a frame that Unicode has no
    sign for, what is in the frame remains.
    """
    if not FIELD.match(instruction) or len(instruction) > MOST_CHARACTERS:
        return ""
    body = SWITCH.sub("", FIELD.sub("", instruction, count=1))
    return _plain(body).strip()


def _plain(body: str) -> str:
    """Return what is shown of a part of an instruction."""
    for pattern, show in ((OVER, _over), (FRACTION, "/".join)):
        if found := pattern.search(body):
            inner, rest = _bracket(body[found.end() :])
            parts = [_plain(one) for one in _split(inner) if not RAISED.match(one)]
            return _plain(body[: found.start()]) + show(parts) + _plain(rest)
    return COMMAND.sub("", body).replace("(", "").replace(")", "")


def _over(parts: list[str]) -> str:
    """Return characters set upon each other: a ringed number is one sign."""
    framed = "".join(part for part in parts if part.strip() not in FRAMES).strip()
    ringed = any(part.strip() in RINGS for part in parts)
    return RINGED.get(framed, framed) if ringed else framed


def _bracket(text: str) -> tuple[str, str]:
    """Return what stands before the bracket that closes, and after it."""
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return text[:place], text[place + 1 :]
    return text, ""


def _split(text: str) -> list[str]:
    """Return the arguments; commas within brackets part none."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character in ",;，；" and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return parts


RINGED = {
    unicodedata.normalize("NFKC", sign): sign
    for start, end in ((0x2460, 0x2473), (0x24B6, 0x24E9), (0x3280, 0x32B0), (0x3251, 0x325F), (0x32B1, 0x32BF))
    for sign in map(chr, range(start, end + 1))
}  # fmt: skip
"""Signs in a ring by what is in it: 1 to 50, letters, 一 to 十 and some characters."""
