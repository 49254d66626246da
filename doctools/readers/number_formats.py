"""Numbers written out: 一百零五, 壹拾贰, ⑤, xiv, 甲 (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.text.numerals import DIGITS, chinese

if TYPE_CHECKING:
    from collections.abc import Callable

LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
ENDINGS = {1: "st", 2: "nd", 3: "rd"}
ENCLOSED = {
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    "ideographEnclosedCircle": ("㊀", 10),
}
"""First character of a row of ready-made numbers, and how many there are."""


ZEROS = "decimalZero"
"""Followed by a number: digits, zeros before them up to so many."""


def format_number(number: int, name: str) -> str:
    """Return a number in one of Word's formats; as digits where the format is unknown.

    Args:
        number: from 0.
        name: value of `w:numFmt`.
    """
    first, length = ENCLOSED.get(name, ("", 0))
    if 1 <= number <= length:
        return chr(ord(first) + number - 1)
    if number < 1 and name in FROM_ONE:
        return str(number)
    if name not in FORMATS and name.startswith(ZEROS):
        return str(number).zfill(int(name.removeprefix(ZEROS)))
    return FORMATS.get(name, str)(number)


def roman(number: int) -> str:
    """Return a number as small Roman numerals."""
    written = ""
    for worth, letters in ROMAN:
        count, number = divmod(number, worth)
        written += letters * count
    return written


def _legal(number: int) -> str:
    return chinese(number, digits=LEGAL_DIGITS, units=("", "拾", "佰", "仟"))


def _each_digit(number: int) -> str:
    return "".join(("〇" + DIGITS[1:])[int(digit)] for digit in str(number))


def _full_width(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


def _ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th … 11th."""
    teen = number // 10 % 10 == 1
    return f"{number}{'th' if teen else ENDINGS.get(number % 10, 'th')}"


def _letters(number: int) -> str:
    """Return a … z, aa, bb … zz."""
    repeats, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (repeats + 1)


FROM_ONE: dict[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "ideographTraditional": lambda number: STEMS[(number - 1) % len(STEMS)],
    "ideographZodiac": lambda number: BRANCHES[(number - 1) % len(BRANCHES)],
}
"""Formats that know no zero."""
FORMATS: dict[str, Callable[[int], str]] = FROM_ONE | {
    "none": lambda _: "",
    "decimalZero": lambda number: f"{number:02d}",
    "ordinal": _ordinal,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "ideographDigital": _each_digit,
    "japaneseDigitalTenThousand": _each_digit,
    "chineseLegalSimplified": _legal,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographEnclosedCircle": chinese,
}
