"""Places that were left to be filled in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doctools.typos.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.typos.passage import Passage

_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z\d])[XxＸｘ]{2,}(?![A-Za-z\d])|×{2,}|_{3,}|＿{2,}|[○〇]{2,}(?=[年月日县市镇村])"
)
_YEAR = re.compile(r"[一二三四五六七八九]\Z")


def find_placeholders(passage: Passage) -> Iterator[Suspicion]:
    """Yield unfilled places: XX, ××, ____, ○○县."""
    text = passage.text
    for found in _PLACEHOLDER.finditer(text):
        before = text[max(0, found.start() - 1) : found.start()]
        if found[0][0] == "〇" and _YEAR.search(before):
            continue  # 二〇〇年 is a year, wrong or right
        yield Suspicion(
            start=found.start(),
            end=found.end(),
            code="style.placeholder",
            level="warning",
            reason="style.placeholder",
        )
