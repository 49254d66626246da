"""How many of the pairs shown at tier strong are false, by a table of labels.

    PYTHONPATH=.:tests python tests/bench/overlap_labels.py ../shared/eval

Compares the official files with each other, government and congress reports as
reference, and looks every passage of class copy at tier strong up in
`labelled_overlap/official_corpus.tsv`: carry_over (one took it from the other, or both
from a third), formula (the fixed words of a series), false (not the same text). A pair
is false if all its passages are. Passages without a label are listed.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench.overlap_halves import read_texts, say

from doctools.overlap.across import compare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doctools.records import Overlap

TABLE = Path(__file__).parent / "labelled_overlap" / "official_corpus.tsv"

Span = tuple[int, int]


class Label(NamedTuple):
    """A passage that was read: its places in two files, and what it is."""

    left: Span
    right: Span
    label: str


def main() -> None:
    """Print the shares and what has no label."""
    folder = Path(sys.argv[1])
    works = read_texts(folder / "official-corpus")
    names = {work.path: _digest(work.text) for work in works}
    found = compare(works, references=read_texts(folder / "reference"))
    shown = [
        overlap
        for overlap in found.overlaps
        if (overlap.class_, overlap.tier, overlap.right.store)
        == ("copy", "strong", "batch")
    ]
    labels = read_labels(TABLE)
    by_pair: dict[tuple[str, str], list[str]] = defaultdict(list)
    for overlap in shown:
        pair = names[overlap.left.path], names[overlap.right.path]
        by_pair[pair].append(label_of(overlap, labels.get(pair, ())))
    say("passages", len(shown), dict(Counter(chain.from_iterable(by_pair.values()))))
    false = sum(set(those) == {"false"} for those in by_pair.values())
    say(f"pairs {len(by_pair)}, false {false} ({false / max(1, len(by_pair)):.1%})")
    for pair, those in sorted(by_pair.items()):
        if "unlabelled" in those:
            say("unlabelled", *pair, those.count("unlabelled"))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def read_labels(table: Path) -> Mapping[tuple[str, str], Sequence[Label]]:
    """Return the labels by the digests of both files."""
    labels: dict[tuple[str, str], list[Label]] = defaultdict(list)
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            left, right = (
                (int(row[f"{side}_start"]), int(row[f"{side}_end"]))
                for side in ("left", "right")
            )
            entry = Label(left, right, row["label"])
            labels[row["left"], row["right"]].append(entry)
    return labels


def label_of(overlap: Overlap, labels: Sequence[Label]) -> str:
    """Return the label of the passage that shares most with an overlap, half at least."""
    sides = [(side.doc_start, side.doc_end) for side in (overlap.left, overlap.right)]
    best, most = "unlabelled", 0.5
    for entry in labels:
        shares = map(_common, sides, (entry.left, entry.right))
        if (share := min(shares)) >= most:
            best, most = entry.label, share
    return best


def _common(one: Span, other: Span) -> float:
    inside = min(one[1], other[1]) - max(one[0], other[0])
    return inside / max(one[1] - one[0], other[1] - other[0])


if __name__ == "__main__":
    main()
