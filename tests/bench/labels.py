"""Compares automatic numbers with those that LibreOffice shows, over a folder of files.

    PYTHONPATH=.:tests python tests/bench/labels.py ../shared/corpus

Every paragraph of a Word, OpenDocument or RTF file that has a number here or there is
found again in LibreOffice's text by its own words; what stands before them there is its
label. Bullets of any shape are alike. Each difference is printed; `VERDICTS` says who
errs where it was looked at.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.office import plain_texts
from bench.table import say

from doctools.errors import ReadError
from doctools.intake.kinds import kind_of
from doctools.model import Source
from doctools.readers.registry import READERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.model import Block, Document

KINDS = frozenset({"docx", "doc", "wps", "odt", "fodt", "rtf"})
LONGEST = 30
"""Characters of a label."""
AHEAD = 80
"""Lines in which a paragraph is looked for."""
VERDICTS = tomllib.loads(Path(__file__).with_name("labels.toml").read_text("utf-8"))
"""By file: who errs, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A paragraph's label here and there."""

    ours: str
    theirs: str
    text: str

    @property
    def alike(self) -> bool:
        """Whether both are the same, or both a bullet."""
        return self.ours == self.theirs or (
            _is_bullet(self.ours) and _is_bullet(self.theirs)
        )


def pairs(blocks: Sequence[Block], lines: Sequence[str]) -> Iterator[Pair]:
    """Yield the paragraphs that have a label in one of the two."""
    at = 0
    for block in blocks:
        text = squeezed(block.text.split("\n")[0])
        if not text:
            continue
        window = range(at, min(at + AHEAD, len(lines)))
        ours = squeezed(block.number)
        exact = (i for i in window if lines[i] == ours + text)
        found = next(exact, None)
        if found is None:
            ends = (i for i in window if _label(lines[i], text) is not None)
            found = next(ends, None)
        if found is None:
            continue
        at = found + 1
        theirs = _label(lines[found], text) or ""
        if ours or theirs:
            yield Pair(ours=ours, theirs=theirs, text=text)


def _label(line: str, text: str) -> str | None:
    """Return what stands before a text on its line, or None if that is no label."""
    if not line.endswith(text) or len(line) - len(text) > LONGEST:
        return None
    return line[: len(line) - len(text)]


def _is_bullet(label: str) -> bool:
    """Tell whether a label is one sign that counts nothing; Word knows `o` as one."""
    return len(label) == 1 and (not label.isalnum() or label == "o")


def squeezed(text: str) -> str:
    """Return a text without its spacing."""
    return "".join(text.split())


def read(file: Path) -> Document | None:
    """Read a file, or return None where there is nothing to compare."""
    data = file.read_bytes()
    kind = kind_of(data, file.name)
    if kind not in KINDS:
        return None
    source = Source(path=file.name, sha256="", kind=kind, size=len(data))
    try:
        return READERS[kind](data, source)
    except ReadError:
        return None


def main(folder: Path) -> None:
    """Print every difference and the share that is alike, by kind."""
    known = {
        file: document
        for file in sorted(folder.rglob("*"))
        if file.is_file() and (document := read(file)) is not None
    }
    count: Counter[str] = Counter()
    for file, text in plain_texts([f for f, d in known.items() if d.blocks]):
        document = known[file]
        kind, name = document.source.kind, file.relative_to(folder).as_posix()
        lines = [squeezed(line) for line in text.split("\n")]
        for pair in pairs(document.blocks, lines):
            count[kind] += 1
            if pair.alike:
                count[f"{kind} alike"] += 1
            else:
                verdict = VERDICTS.get(name, "")
                count[f"{kind} {'theirs' if verdict else 'open'}"] += 1
                say(
                    f"{name}: {pair.ours!r} here, {pair.theirs!r} there: "
                    f"{pair.text[:30]} {verdict}"
                )
    for kind in sorted(KINDS & set(count)):
        alike = count[f"{kind} alike"]
        say(
            f"{kind}: {alike}/{count[kind]} alike ({alike / count[kind]:.1%}),"
            f" {count[f'{kind} theirs']} where LibreOffice errs,"
            f" {count[f'{kind} open']} open"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
