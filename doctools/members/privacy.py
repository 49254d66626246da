"""Telephone and identity numbers never leave the file they stand in."""

from __future__ import annotations

import re

_SEPARATED = re.compile(
    r"(?<![\d０-９])(?:0\d{2,3}[- ]\d{7,8}|1[3-9]\d[- ]\d{4}[- ]\d{4})(?!\d)"
)
_DIGITS = re.compile(r"[\d０-９]{7,}[xXＸｘ]?")
_DAY = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_IDENTITY = re.compile(r"\d{15,18}[\dXx]?|\d{11}")
_LONG = re.compile(r"\d{11,}[xX]?")


def is_private_number(text: str) -> bool:
    """Tell whether a number has the shape of an ID card's or a mobile telephone's."""
    return _IDENTITY.fullmatch(text) is not None


def mask_identity(text: str) -> str:
    """Return a cell of a table for a message, its private numbers as `***`.

    Shorter ones stay: a person must be able to find 20101345, which is no date, or the
    number two people share.
    """
    return _LONG.sub("***", _SEPARATED.sub("***", text))


def mask(text: str) -> str:
    """Return the text with long numbers as `***`; a date such as 20100315 stays."""
    return _DIGITS.sub(_mask_number, _SEPARATED.sub("***", text))


def _mask_number(number: re.Match[str]) -> str:
    return number[0] if _DAY.fullmatch(number[0]) else "***"
