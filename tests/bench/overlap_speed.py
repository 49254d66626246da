"""Speed and memory of the comparison, beside datasketch's MinHashLSH in the same run.

    PYTHONPATH=.:tests python tests/bench/overlap_speed.py ../shared/eval [WORKS ...]

After reading: from the texts in memory to the finished records, folding included, the
reference texts with them. Works have 3,900 characters: those of `eval/overlap` as they
are, official files cut to that length, and 1,000 to 10,000 of random words of which
every fiftieth holds 300 characters of another. Seconds of processor time of one core,
each in a process of its own. datasketch gets 128 permutations of 5-grams of the same
folded text and a threshold of 0.5; it tells pairs of whole works, no passages.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bench.overlap_halves import read_set, read_texts, say

from doctools.overlap.across import ComparedText, compare
from doctools.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

LENGTH = 3900
PEER_WORKS = 150
SIZES = (1000, 3000, 10000)


def main() -> None:
    """Print a table, each line measured in a process of its own."""
    folder = sys.argv[1]
    sizes = sys.argv[2:] or map(str, SIZES)
    say(f"{'':<22}   works  seconds  works/s   MB")
    for what in ("synthetic", "official", "peer", *sizes):
        command = [sys.executable, __file__, folder, "--measure", what]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        count, characters, seconds, memory = json.loads(done.stdout)
        name = "datasketch, synthetic" if what == "peer" else what
        rate = characters / LENGTH / seconds
        say(f"{name:<22} {count:7} {seconds:8.2f} {rate:8.0f} {memory:4.0f}")


def measure(folder: Path, what: str) -> None:
    """Print works, characters, seconds and megabytes of one kind as JSON."""
    references = read_texts(folder / "reference")
    works = texts(folder, what)
    warm = works[:20]
    if what == "peer":
        works = works[:PEER_WORKS]
        minhash(warm)
        before = time.process_time()
        minhash(works)
    else:
        compare(warm, references=references)
        before = time.process_time()
        compare(works, references=references)
    seconds = time.process_time() - before
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    characters = sum(len(work.text) for work in works)
    say(json.dumps([len(works), characters, seconds, memory]))


def texts(folder: Path, what: str) -> list[ComparedText]:
    """Return the works of a kind."""
    if what in {"synthetic", "peer"}:
        return read_set(folder / "overlap")[0]
    if what == "official":
        whole = "\n".join(t.text for t in read_texts(folder / "official-corpus"))
        pieces = [whole[n : n + LENGTH] for n in range(0, len(whole) - LENGTH, LENGTH)]
    else:
        pieces = drawn(int(what))
    return [
        ComparedText(path=f"{number:06}", text=text)
        for number, text in enumerate(pieces)
    ]


def drawn(count: int) -> list[str]:
    """Return works of random words; every fiftieth has 300 characters of another."""
    random = Random(count)  # noqa: S311 - a draw
    words = [
        "".join(chr(random.randrange(0x4E00, 0x5E00)) for _ in range(2))
        for _ in range(20000)
    ]
    weights = [1 / (rank + 5) for rank in range(len(words))]
    pieces: list[str] = []
    for number in range(count):
        chosen = random.choices(words, weights, k=LENGTH // 2 - LENGTH // 24)
        lines = ["".join(chosen[n : n + 12]) for n in range(0, len(chosen), 12)]
        text = "，".join(lines)[:LENGTH]
        if number % 50 == 49:
            source = pieces[random.randrange(number)]
            text = text[:1000] + source[500:800] + text[1300:]
        pieces.append(text)
    return pieces


def minhash(works: Sequence[ComparedText]) -> None:
    """Find works alike as datasketch's users do."""
    from datasketch import (  # noqa: PLC0415 - a peer
        MinHash,
        MinHashLSH,
    )

    index = MinHashLSH(threshold=0.5, num_perm=128)
    for number, work in enumerate(works):
        folded = fold(work.text)
        signature = MinHash(num_perm=128)
        grams = {folded[n : n + 5] for n in range(len(folded) - 4)}
        signature.update_batch([gram.encode() for gram in grams])
        index.query(signature)
        index.insert(str(number), signature)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if sys.argv[2:3] == ["--measure"]:
        measure(Path(sys.argv[1]), sys.argv[3])
    else:
        main()
