"""How much of each government report is flagged against the others, at tier strong.

    PYTHONPATH=.:tests python tests/bench/overlap_reports.py ../shared/eval

Every report of 1998 to 2025 was written for its year: what is flagged is formula or
carried over from another year. The congress reports are the reference texts. First
column: passages of class copy at tier strong. Second: with them passages that five or
more reports hold, from the 60 characters at which a passage taken word for word is
strong. Third: with all such passages.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from bench.overlap_halves import read_texts, say

from doctools.overlap.across import Comparison, compare
from doctools.overlap.classify import STRONG
from doctools.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Sequence


def main() -> None:
    """Print the share of each report and their mean."""
    texts = read_texts(Path(sys.argv[1]) / "reference")
    reports = [text for text in texts if text.path.startswith("gov")]
    others = [text for text in texts if not text.path.startswith("gov")]
    found = compare(reports, references=others)
    columns = [
        [_share(report.text, marked[report.path]) for report in reports]
        for marked in (spans(found, common=n) for n in (10**9, STRONG, 0))
    ]
    for report, *shares in zip(reports, *columns, strict=True):
        say(f"{report.path:<14}", *(f"{share:6.2%}" for share in shares))
    means = (sum(column) / len(column) for column in columns)
    say(f"{len(reports)} reports, mean", *(f"{mean:6.2%}" for mean in means))


def _share(text: str, spans_: Sequence[tuple[int, int]]) -> float:
    """Return the share of a text's folded characters that lie in spans."""
    covered = set().union(*(range(*span) for span in spans_))
    inside = "".join(text[place] for place in sorted(covered))
    return len(fold(inside)) / len(fold(text))


def spans(comparison: Comparison, *, common: int) -> dict[str, list[tuple[int, int]]]:
    """Return for each text the spans flagged at tier strong, or common and so long."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for overlap in comparison.overlaps:
        if (overlap.class_, overlap.tier) == ("copy", "strong"):
            for side in (overlap.left, overlap.right):
                found[side.path].append((side.doc_start, side.doc_end))
    for passage in comparison.common_passages:
        for holder in passage.holders if passage.characters >= common else ():
            found[holder.path].append((holder.doc_start, holder.doc_end))
    return found


if __name__ == "__main__":
    main()
