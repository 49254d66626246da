"""Conventions of official papers: document numbers and dates (GB/T 9704-2012)."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import TYPE_CHECKING

from doctools.typos.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.typos.passage import Passage

_ISSUER = (
    r"[\u4e00-\u9fff]{1,10}?(?:字|发|办|函|文|通|任|令|电|纪|议|决|复|规|党|政|组|宣)"
)
_NUMBER = re.compile(
    r"(?P<wrong>(?P<open>[\[（(【〔［﹝])\s*(?P<year>(?:19|20)\d\d)\s*(?P<close>[\]）)】〕］﹞])"
    r"\s*(?P<ordinal>第?)\s*(?P<number>\d{1,5})\s*号)"
)
_BEFORE = re.compile(rf"{_ISSUER}$")
_DATE = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d\d)年(?P<month>\d{1,2})月"
    r"(?:(?P<day>\d{1,2})[日号])?"
)


def find_official(passage: Passage) -> Iterator[Suspicion]:
    """Yield miswritten document numbers and dates."""
    yield from _document_numbers(passage.text)
    yield from _dates(passage.text)


def _document_numbers(text: str) -> Iterator[Suspicion]:
    """Yield numbers not of the form `国发〔2010〕8号`.

    Years stand in 〔〕; before the number neither 第 nor a zero (GB/T 9704-2012 §7.2.5).
    """
    for found in _NUMBER.finditer(text):
        if not _BEFORE.search(text[max(0, found.start() - 12) : found.start()]):
            continue
        right = f"〔{found['year']}〕{int(found['number'])}号"
        if found["wrong"] == right:
            continue
        reason = "bracket" if found["open"] + found["close"] != "〔〕" else "ordinal"
        yield Suspicion(
            start=found.start("wrong"),
            end=found.end("wrong"),
            code="official.doc_number",
            level="error",
            suggestions=(right,),
            reason=f"official.doc_number_{reason}",
        )


def _dates(text: str) -> Iterator[Suspicion]:
    """Yield zero-padded months and days, and dates no calendar has."""
    for found in _DATE.finditer(text):
        year, month = int(found["year"]), int(found["month"])
        day = found["day"]
        possible = 1 <= month <= 12 and (
            day is None or 1 <= int(day) <= monthrange(year, month)[1]
        )
        right = f"{year}年{month}月" + (f"{int(day)}{found[0][-1]}" if day else "")
        if possible and right == found[0]:
            continue
        yield Suspicion(
            start=found.start(),
            end=found.end(),
            code="official.date",
            level="warning" if possible else "error",
            suggestions=(right,) if possible else (),
            reason="official.date_padded" if possible else "official.date_impossible",
        )
