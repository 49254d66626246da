"""Overlap between real texts when half of the reference texts are withheld.

    PYTHONPATH=.:tests python tests/bench/overlap_halves.py ../shared/eval

Prints for all reference texts, for each half of three random divisions and for none:
recall over the planted passages (characters, both sides), passages at least half found
of each kind, and pairs of unrelated works that class copy flags for review.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from doctools.overlap.across import ComparedText, Comparison, compare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Span = tuple[int, int]
Sides = dict[str, Span]


class Planted(NamedTuple):
    """A copied passage: where it stands in either work, and how it was changed."""

    sides: Sides
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How well planted passages were found.

    Attributes:
        recall: share of their characters, each passage counting alike.
        found: passages at least half found and all, by kind.
        false_pairs: pairs flagged for review that no planted passage links.
    """

    recall: float
    found: Mapping[str, tuple[int, int]]
    false_pairs: tuple[tuple[str, str], ...]


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1])
    works, planted = read_set(folder / "overlap-real")
    references = read_texts(folder / "reference")
    for name, chosen in divisions(references):
        score = score_of(compare(works, references=chosen), planted)
        kinds = " ".join(f"{k} {a}/{b}" for k, (a, b) in sorted(score.found.items()))
        say(
            f"{name:<22} recall {score.recall:.3f}  false pairs "
            f"{len(score.false_pairs)}  {kinds}"
        )
        for pair in score.false_pairs:
            say(f"{'':<22} false: {' '.join(pair)}")


def say(*words: object) -> None:
    """Print words and end the line."""
    sys.stdout.write(f"{' '.join(map(str, words))}\n")


def divisions(
    references: Sequence[ComparedText],
) -> Iterator[tuple[str, Sequence[ComparedText]]]:
    """Yield a name and reference texts: all, both halves of three draws, none."""
    yield f"all {len(references)}", references
    for seed in range(3):
        drawn = list(references)
        Random(seed).shuffle(drawn)  # noqa: S311 - a draw, no secret
        half = len(drawn) // 2
        yield f"draw {seed}, first {half}", drawn[:half]
        yield f"draw {seed}, other {len(drawn) - half}", drawn[half:]
    yield "none", ()


def read_texts(folder: Path) -> list[ComparedText]:
    """Return the texts of a folder by name."""
    return [
        ComparedText(path=file.name, text=file.read_text(encoding="utf-8"))
        for file in sorted(folder.glob("*.txt"))
    ]


def read_set(folder: Path) -> tuple[list[ComparedText], list[Planted]]:
    """Return the works of an evaluation set and what was planted in them."""
    lines = (folder / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    works = [
        ComparedText(path=f"{number:05}", text=json.loads(line)["text"])
        for number, line in enumerate(lines)
    ]
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    planted = []
    for entry in truth["passages"]:
        sides = {
            f"{entry[side]:05}": (
                entry[f"{side}_off"],
                entry[f"{side}_off"] + entry[f"{side}_len"],
            )
            for side in ("susp", "src")
        }
        planted.append(Planted(sides, str(entry["edit_rate"])))
    return works, planted


def score_of(comparison: Comparison, planted: Sequence[Planted]) -> Score:
    """Return how well planted passages were found; hints count for recall only."""
    found: dict[frozenset[str], list[Sides]] = defaultdict(list)
    for pair, sides, _ in _shared(comparison):
        found[pair].append(sides)
    shares = [
        (passage.kind, _share(passage.sides, found[frozenset(passage.sides)]))
        for passage in planted
    ]
    hits: dict[str, list[bool]] = defaultdict(list)
    for kind, share in shares:
        hits[kind].append(share >= 0.5)
    linked = _linked(planted)
    false = {
        (min(pair), max(pair))
        for pair, _, flagged in _shared(comparison)
        if flagged and len({linked.get(path, path) for path in pair}) > 1
    }
    return Score(
        recall=sum(share for _, share in shares) / max(1, len(shares)),
        found={kind: (sum(those), len(those)) for kind, those in hits.items()},
        false_pairs=tuple(sorted(false)),
    )


def _shared(comparison: Comparison) -> Iterator[tuple[frozenset[str], Sides, bool]]:
    """Yield pairs of works, what they share, and whether it is flagged."""
    for one in comparison.overlaps:
        if one.class_ == "copy" and one.right.store == "batch":
            both = (one.left, one.right)
            sides = {side.path: (side.doc_start, side.doc_end) for side in both}
            yield frozenset(sides), sides, one.tier != "hint"
    for passage in comparison.common_passages:
        for place, left in enumerate(passage.holders):
            for right in passage.holders[place + 1 :]:
                sides = {h.path: (h.doc_start, h.doc_end) for h in (left, right)}
                yield frozenset(sides), sides, len(passage.holders) < 5


def _share(gold: Sides, found: Sequence[Sides]) -> float:
    """Return the share of a planted passage, both sides, that is found."""
    touching = [
        sides for sides in found if all(_inside(gold[p], [sides[p]]) for p in gold)
    ]
    got = sum(
        _inside(span, [sides[p] for sides in touching]) for p, span in gold.items()
    )
    return got / sum(end - start for start, end in gold.values())


def _inside(span: Span, others: Sequence[Span]) -> int:
    """Return how many characters of a span lie in others."""
    marks: set[int] = set()
    for start, end in others:
        marks.update(range(max(span[0], start), min(span[1], end)))
    return len(marks)


def _linked(planted: Sequence[Planted]) -> dict[str, str]:
    """Return for each work one that stands for all it is linked with."""
    parent: dict[str, str] = {}

    def root(path: str) -> str:
        while parent.setdefault(path, path) != path:
            path = parent[path]
        return path

    for passage in planted:
        one, other = passage.sides
        parent[root(one)] = root(other)
    return {path: root(path) for path in list(parent)}


if __name__ == "__main__":
    main()
