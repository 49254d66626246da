"""What every word list adds in true and in false flags on labelled text.

    PYTHONPATH=. python tests/bench/typo_lists.py ../shared/eval [NAME]

Only the lists whose name begins with NAME are left out in turn, where it is given.
For each list the check is run without it. `true` are marked errors that only this list
finds, `false` are flags that go with it: in the texts with injected errors, in the pairs
of wrong and right sentences, in the reports and reflections of `labelled_typos/`, and
on the clean texts.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from doctools.lexicon import files
from doctools.lexicon.index import NearIndex
from doctools.lexicon.load import Lexicon, load, shipped
from doctools.messages import load as load_words
from doctools.model import Block, Document, Source
from doctools.typos.check import check

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Source(path="文件.txt", sha256="", kind="txt", size=0)
WORDS = load_words("zh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text and the spans in it that are wrong."""

    document: Document
    wrong: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """True and false flags, and errors found."""

    true: int = 0
    false: int = 0
    found: int = 0


def document(text: str) -> Document:
    """Return a text as a document."""
    blocks = tuple(Block(text=line) for line in text.split("\n"))
    return Document(source=SOURCE, blocks=blocks)


def injected(folder: Path) -> Iterator[Text]:
    """Yield the documents with marked errors."""
    for line in (folder / "typos/injected.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        spans = tuple((error["start"], error["end"]) for error in row["errors"])
        yield Text(document=document(row["text"]), wrong=spans)


def pairs(folder: Path) -> Iterator[Text]:
    """Yield the wrong sentences of pairs, every character that differs being wrong."""
    for line in (folder / "typos/pairs.tsv").open(encoding="utf-8"):
        wrong, _, right = line.rstrip("\n").partition("\t")
        if len(wrong) == len(right):
            places = [
                i for i, (a, b) in enumerate(zip(wrong, right, strict=True)) if a != b
            ]
            spans = tuple((place, place + 1) for place in places)
            yield Text(document=document(wrong), wrong=spans)


def own() -> Iterator[Text]:
    """Yield the labelled reports and reflections."""
    folder = Path(__file__).parent / "labelled_typos"
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.open(encoding="utf-8"):
            row = json.loads(line)
            spans = tuple((error["start"], error["end"]) for error in row["errors"])
            yield Text(document=document(row["text"]), wrong=spans)


def clean(folder: Path) -> Iterator[Text]:
    """Yield texts without errors."""
    for name in ("typos/clean", "reference"):
        for file in sorted((folder / name).glob("*.txt")):
            yield Text(document=document(file.read_text(encoding="utf-8")))


def count(texts: list[Text], lexicon: Lexicon) -> Count:
    """Return the flags of the typo checks on some texts."""
    total = Count()
    for text in texts:
        spans = [
            (one.doc_start, one.doc_end)
            for one in check(text.document, lexicon=lexicon, words=WORDS)
            if one.code.startswith("typo.")
        ]
        hits = [s for s in spans if any(_touch(s, wrong) for wrong in text.wrong)]
        found = [w for w in text.wrong if any(_touch(s, w) for s in spans)]
        total = Count(
            true=total.true + len(hits),
            false=total.false + len(spans) - len(hits),
            found=total.found + len(found),
        )
    return total


def _touch(one: tuple[int | None, int | None], other: tuple[int, int]) -> bool:
    start, end = one
    return (
        start is not None and end is not None and start <= other[1] and other[0] <= end
    )


class WithoutCommonWords(Lexicon):
    """A lexicon that suggests no common words."""

    @cached_property
    def near_phrases(self) -> NearIndex:
        """Nothing is near."""
        return NearIndex([], substitutions_only=True)


def variants() -> Iterator[tuple[str, Lexicon]]:
    """Yield the name of every list and a lexicon without it."""
    whole = load()
    entries, attested = whole.entries, whole.attested
    for path in sorted((shipped() / "terms").glob("*.txt")):
        gone = {line.columns[0] for line in files.lines(path, most=2)}
        kept = {t: note for t, note in entries.terms.items() if t not in gone}
        yield f"terms/{path.name}", Lexicon(replace(entries, terms=kept), attested)
    yield "terms together", Lexicon(replace(entries, terms={}), attested)
    for path in (shipped() / "wrong.txt", *sorted((shipped() / "wrong").glob("*"))):
        gone = {line.columns[0] for line in files.lines(path, most=4)}
        forms = tuple(form for form in entries.wrong if form.wrong not in gone)
        name = path.relative_to(shipped()).as_posix()
        yield name, Lexicon(replace(entries, wrong=forms), attested)
    yield "frames.txt", Lexicon(replace(entries, frames=()), attested)
    yield (
        "exceptions.txt",
        Lexicon(replace(entries, exceptions=frozenset()), attested),
    )
    for name in ("shapes.txt", "shapes_computed.txt"):
        drop = {line.columns[0] for line in files.lines(shipped() / name, most=1)}
        groups = tuple(group for group in entries.shapes if group not in drop)
        yield name, Lexicon(replace(entries, shapes=groups), attested)
    yield "attested/official.ngrams", Lexicon(entries)
    yield "common words", WithoutCommonWords(entries, attested)


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1])
    asked = sys.argv[2] if len(sys.argv) > 2 else ""
    sets = [
        list(texts) for texts in (injected(folder), pairs(folder), own(), clean(folder))
    ]
    whole = [count(texts, load()) for texts in sets]
    row = "{:<28}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}"
    say = sys.stdout.write
    head = ("injected", "false", "pairs", "false", "own", "false", "clean")
    say(row.format("without", *head) + "\n")
    say(_row(row, "(everything)", whole, [Count()] * len(sets)))
    for name, lexicon in variants():
        if not name.startswith(asked):
            continue
        without = [count(texts, lexicon) for texts in sets]
        say(_row(row, name, whole, without))


def _row(row: str, name: str, whole: list[Count], without: list[Count]) -> str:
    gained = [
        Count(found=a.found - b.found, false=a.false - b.false)
        for a, b in zip(whole, without, strict=True)
    ]
    figures = [n for one in gained[:-1] for n in (one.found, one.false)]
    return row.format(name, *figures, gained[-1].false) + "\n"


if __name__ == "__main__":
    main()
