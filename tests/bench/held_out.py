"""Recall and false flags on texts and slips that no rule was made with.

    PYTHONPATH=. python tests/bench/held_out.py [--mistakes]

The reports and reflections of `held_out/` are invented; they were written after the
checks, and the slips in them are drawn by `typing_slips.py`, which knows only how words
sound and how common they are. Each text is typed `DRAWS` times, with a slip for about
every 70 characters so that there are enough of them, and once without.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from typing_slips import Slip, Typist  # type: ignore[import-not-found]

from doctools.lexicon.load import load
from doctools.messages import load as load_words
from doctools.model import Block, Document, Source
from doctools.typos.check import check

if TYPE_CHECKING:
    from doctools.records import Finding

FOLDER = Path(__file__).parent / "held_out"
EVERY = 70
DENSITY = 2000
DRAWS = 3
SEED = 41
SOURCE = Source(path="文件.txt", sha256="", kind="txt", size=0)
WORDS = load_words("zh")


def findings(text: str, level: str) -> list[Finding]:
    """Return the findings of the checks for typos."""
    blocks = tuple(Block(text=line) for line in text.split("\n"))
    document = Document(source=SOURCE, blocks=blocks)
    found = check(document, lexicon=load(), words=WORDS, level=level)
    return [one for one in found if one.code.startswith("typo.")]


def touches(one: Finding, slip: Slip) -> bool:
    """Tell whether a finding is about a slip."""
    start, end = one.doc_start or 0, one.doc_end or 0
    return bool(start <= slip.end and slip.start <= end)


def mends(one: Finding, slip: Slip, text: str) -> bool:
    """Tell whether the first suggestion restores what was meant."""
    start, end = one.doc_start or 0, one.doc_end or 0
    first, last = min(start, slip.start), max(end, slip.end)
    mended = text[first:start] + one.suggestions[0] + text[end:last]
    return bool(mended == text[first : slip.start] + slip.right + text[slip.end : last])


def texts(path: Path) -> list[str]:
    """Return the texts of a file; each begins with its title."""
    parts: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if (
            len(line) < 30
            and not line.endswith(("。", "”", "："))
            and not line.startswith(("一、", "二、", "三、", "四、", "（"))
        ):
            parts.append([])
        parts[-1].append(line)
    return ["\n".join(part) for part in parts]


def main() -> None:
    """Print the table."""
    typist, chance = Typist(), random.Random(SEED)  # noqa: S311 - can be repeated
    row = "{:<13}{:<9}{:>10}{:>7}{:>8}{:>7}{:>9}  {}\n"
    head = ("texts", "level", "found", "share", "mended", "stray", "chars", "by kind")
    sys.stdout.write(row.format(*head))
    for name in ("reports", "reflections"):
        clean = texts(FOLDER / f"{name}.txt")
        typed = [
            typist.type(text, every=EVERY, chance=chance)
            for _ in range(DRAWS)
            for text in clean
        ]
        for level in ("info", "warning", "error"):
            found, kinds, mended = Counter[str](), Counter[str](), 0
            for text, slips in typed:
                flags = findings(text, level)
                kinds.update(slip.kind for slip in slips)
                for slip in slips:
                    hits = [one for one in flags if touches(one, slip)]
                    found[slip.kind] += bool(hits)
                    mended += any(mends(one, slip, text) for one in hits)
            stray = [one for text in clean for one in findings(text, level)]
            share = found.total() / kinds.total()
            sys.stdout.write(
                row.format(
                    name,
                    level,
                    f"{found.total()}/{kinds.total()}",
                    f"{share:.3f}",
                    mended,
                    len(stray),
                    sum(map(len, clean)),
                    " ".join(f"{kind} {found[kind]}/{kinds[kind]}" for kind in kinds),
                )
            )
            if "--mistakes" in sys.argv:
                for one in stray:
                    sys.stdout.write(f"  {one.code} {one.text}: {one.context}\n")


if __name__ == "__main__":
    main()
