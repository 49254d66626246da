"""Chinese numerals: 十二, 一百零五, 二〇; read and written."""

from __future__ import annotations

import re

DIGITS = "零一二三四五六七八九"
UNITS = ("", "十", "百", "千")
_VALUES = {digit: value for value, digit in enumerate(DIGITS)} | {"〇": 0}
_WRITTEN = re.compile(
    rf"(?:(?P<hundreds>[{DIGITS[1:]}])百零?)?(?:(?P<tens>[{DIGITS[1:]}]?)十)?"
    rf"(?P<ones>[{DIGITS}〇]?)"
)


def chinese(
    number: int, *, digits: str = DIGITS, units: tuple[str, str, str, str] = UNITS
) -> str:
    """Return a number below 10,000 in Chinese; larger ones in digits.

    Args:
        number: from 0.
        digits: for 0 to 9, such as 零壹贰叁 for the legal form.
        units: for ones, tens, hundreds and thousands.
    """
    if number >= 10_000:
        return str(number)
    if number == 0:
        return digits[0]
    written = ""
    skipped = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit == 0:
            skipped = bool(written)
            continue
        written += (digits[0] if skipped else "") + digits[digit] + units[power]
        skipped = False
    # 十二, not 一十二; the legal form keeps its 壹.
    return written[1:] if 10 <= number < 20 and digits == DIGITS else written


def value(numeral: str) -> int | None:
    """Return what digits or a Chinese numeral below 1,000 stand for, None if neither."""
    if numeral.isdecimal():
        return int(numeral)
    found = _WRITTEN.fullmatch(numeral) if numeral else None
    if found is None:
        return None
    hundreds, tens, ones = found.group("hundreds", "tens", "ones")
    total = 100 * _VALUES[hundreds] if hundreds else 0
    if tens is not None:
        total += 10 * (_VALUES[tens] if tens else 1)
    return total + (_VALUES[ones] if ones else 0)
