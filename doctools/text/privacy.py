"""ID, telephone and card numbers: found in one way, hidden or taken out.

Where they are hidden, digits give way to asterisks in their places, so that offsets still hold and a clerk
still knows the file: `读书笔记-张三-138****8000.docx`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_FULL = 10
"""Digits from which a number shows some in front; shorter ones show the last alone."""
_KEPT_IN_FRONT = 3
_KEPT_BEHIND = 4
"""Digits of a number that stay, as notices print them."""

_BREAK = r"[ \xa0\u2000-\u200a\u202f\u3000\-\u2010-\u2015－_.·()（）]"
_ONE = "[1１]"
_THREE_TO_NINE = "[3-9３-９]"
_MOBILE = re.compile(
    rf"(?<!\d)(?:(?:00|００)?[8８][6６]{_BREAK}{{0,3}}|[0０])?"
    rf"({_ONE}{_THREE_TO_NINE}\d(?:{_BREAK}{{0,3}}\d{{4}}{_BREAK}{{0,3}}\d{{4}}"
    rf"|\d{_BREAK}{{0,3}}\d{{3}}{_BREAK}{{0,3}}\d{{4}}"
    rf"|{_BREAK}{{0,3}}\d{{3}}{_BREAK}{{0,3}}\d{{5}}|{_BREAK}{{0,3}}\d{{8}}))(?!\d)"
)
"""3-4-4, 4-3-4, 3-3-5 or 3-8 digits, with the country's number or without."""
_LANDLINE = re.compile(
    rf"(?<!\d)([0０][1-9１-９]\d{{1,2}}{_BREAK}{{0,3}}\d{{7,8}})(?!\d)"
)
_IDENTITY = re.compile(
    rf"(?<!\d)([1-9１-９](?:{_BREAK}{{0,3}}\d){{16}}{_BREAK}{{0,3}}[\dxXｘＸ])(?!\d)"
)
"""18 digits however they are spaced (GB 11643-1999); the birthday is looked at too."""
_OLD_IDENTITY = re.compile(
    rf"(?<!\d)([1-9１-９]\d{{5}}{_BREAK}{{1,3}}\d{{6}}{_BREAK}{{1,3}}\d{{3}})(?!\d)"
)
_CARD = re.compile(
    rf"(?<!\d)(?!(?:\d\d[0０]{{2}}{_BREAK}){{4}}|(?:\d\d[0０]{{2}}{_BREAK}){{3}}\d\d[0０]{{2}}(?!\d))([4-69４-６９]\d{{3}}(?:{_BREAK}\d{{4}}){{3}}(?:{_BREAK}\d{{1,4}})?)(?!\d)"
)
"""Bank cards as they are printed, in groups of four; a row of round sums is none."""
_OLD_BIRTHDAY = re.compile(r"\d{8}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_BIRTHDAY = re.compile(r"\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_LONG = re.compile(r"(?<!\d)(\d{15,}[xXｘＸ]?)(?!\d)")
"""Old ID numbers of 15 digits, miswritten ones, numbers of bank cards."""
_MISWRITTEN = re.compile(
    r"(?<![\dA-Za-z])(?<![A-Za-z]_)(?!97[89]\d{10}(?!\d))"
    r"(?!(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}(?:\d\d)?(?!\d))(?<!\d\.)(\d{11,14}[xXｘＸ]?)(?!\d|\.\d|\s*[元万亿])"
)
"""Eleven digits or more are a telephone or a miswritten ID; no time, sum or ISBN."""
_LABELLED = re.compile(
    rf"(?:电话|座机|固话|传真|手机)(?:号码?)?{_BREAK}{{0,2}}[:：]?{_BREAK}{{0,2}}([1-9１-９]\d{{2,3}}{_BREAK}?\d{{4}})(?!\d)"
)
"""A local number of seven or eight digits is one only where the words say so."""
_PATTERNS = (
    _IDENTITY,
    _OLD_IDENTITY,
    _CARD,
    _LONG,
    _MOBILE,
    _LANDLINE,
    _MISWRITTEN,
    _LABELLED,
)
_DIGIT = re.compile(r"[\dxXｘＸ]")
_ENOUGH = re.compile(rf"\d(?:{_BREAK}{{0,3}}\d){{6}}")
_EMPTY_BRACKETS = re.compile(
    r"[(（\[【]\s*(?:身份证号?|电话|手机|联系电话)?[:：]?\s*[)）\]】]"
)

_CODE = r"(?:w-[0-9a-f]{12}|[0-9a-f]{16}|[0-9a-f]{64})"
_CODES = re.compile(rf"{_CODE}(?: {_CODE})*")


def mask_private(text: str) -> str:
    """Return a text of the same length with ID and telephone numbers made unreadable.

    Of each number of ten digits or more the first three and the last four digits stay. Full-width digits,
    spaces and dashes hide nothing from it. A text that is nothing but work ids,
    fingerprints or digests stays as it is.
    """
    if _CODES.fullmatch(text):
        return text
    return _replaced(text, _hidden)


def holds_private_number(text: str) -> bool:
    """Tell whether a text holds what may be an ID card's or a telephone's number."""
    return without_private_numbers(text) != text


def without_private_numbers(text: str) -> str:
    """Return a text without such numbers and the brackets they stood in."""
    bare = _replaced(text, lambda _: "")
    return text if bare == text else _EMPTY_BRACKETS.sub("", bare).strip()


def _replaced(text: str, instead: Callable[[re.Match[str]], str]) -> str:
    """Return a text with something else for every private number."""

    def judged(found: re.Match[str]) -> str:
        return instead(found) if _has_birthday(found) else found[0]

    if not _ENOUGH.search(text):
        return text
    for pattern in _PATTERNS:
        text = pattern.sub(judged, text)
    return text


def _hidden(found: re.Match[str]) -> str:
    number, before = found[1], found[0][: found.start(1) - found.start()]
    places = [match.start() for match in _DIGIT.finditer(number)]
    front = _KEPT_IN_FRONT if len(places) >= _FULL else 0
    hidden = set(places[front:-_KEPT_BEHIND])
    return before + "".join(
        "*" if place in hidden else character for place, character in enumerate(number)
    )


def _has_birthday(found: re.Match[str]) -> bool:
    """Tell a spaced identity number from figures that stand side by side."""
    birthday = {_IDENTITY: _BIRTHDAY, _OLD_IDENTITY: _OLD_BIRTHDAY}.get(found.re)
    digits = "".join(str(int(one)) for one in found[1] if one.isdecimal())
    return birthday is None or birthday.match(digits) is not None
