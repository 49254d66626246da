"""Print how the archive grows: adding, looking one file up, joining all works.

    python tests/bench/archive_scale.py [--works 100000] [--chart docs/images/x.svg]

Works are made up: words drawn by Zipf's law from an invented vocabulary, fifteen formulas of
8 to 31 characters out of a stock of 600, and in every fiftieth work a passage of an
earlier one. No text of anybody is used. Joining all works is done by two processes, each
of which takes half of the works out of the archive and looks them up among all.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from doctools import archiving
from doctools.archive.entries import NewText
from doctools.overlap import stored
from doctools.overlap.across import ComparedText
from doctools.records import Archived

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
CHARACTERS = 3_900
WORDS = 40_000
FORMULAS = 600
PHRASES = 15
COPIED = 120
PROCESSES = 2


class Writer:
    """Makes up works, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        lengths = self.random.choice([1, 2, 2, 2, 3, 4], WORDS)
        self.words = [
            "".join(chr(c) for c in self.random.integers(0x4E00, 0x5A00, n))
            for n in lengths
        ]
        weights = 1 / (np.arange(WORDS) + 20.0)
        self.shares = np.cumsum(weights / weights.sum())
        sizes = self.random.integers(8, 32, FORMULAS).tolist()
        self.formulas = [self.prose(size)[:size] for size in sizes]
        self.past = ""

    def prose(self, characters: int) -> str:
        """Return at least so many characters of new text."""
        draws = self.random.random(characters * 2 // 3 + 8)
        picks = np.minimum(np.searchsorted(self.shares, draws), WORDS - 1)
        return "".join(map(self.words.__getitem__, picks.tolist()))

    def work(self, *, copied: str = "") -> str:
        """Return a work of about `CHARACTERS` characters, a passage in its middle."""
        text = self.prose(CHARACTERS)
        ranks = (FORMULAS * self.random.random(PHRASES) ** 2).astype(int).tolist()
        step = CHARACTERS // PHRASES
        parts = [
            f"{text[place * step : (place + 1) * step - 20]}，{self.formulas[rank]}。"
            for place, rank in enumerate(ranks)
        ]
        parts.insert(PHRASES // 2, copied)
        return "".join(parts)


def entries(texts: list[str], first: int) -> list[NewText]:
    """Return texts with their fingerprints, as `archive add` makes them."""
    prints = stored.fingerprints(texts)
    return [
        NewText(
            about=Archived(
                sha256=sha256(text.encode()).hexdigest(),
                path=f"{first + place}.txt",
                authors=(f"某{first + place}",),
            ),
            text=text,
            hashes=prints.of(place),
        )
        for place, text in enumerate(texts)
    ]


def main() -> None:
    """Add works up to each size and measure there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--works", type=int, default=10_000)
    parser.add_argument("--chart", type=Path)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="archive-scale-"))
    rows = []
    try:
        for row in measure(folder / "库", [n for n in SIZES if n <= given.works]):
            rows.append(row)
            sys.stdout.write(f"{row_line(row)}\n")
            sys.stdout.flush()
    finally:
        shutil.rmtree(folder)
    if given.chart:
        given.chart.write_text(chart(rows), encoding="utf-8")


def measure(folder: Path, sizes: list[int]) -> Iterator[dict[str, float]]:
    """Yield the figures at each size."""
    writer = Writer(1)
    done = 0
    sys.stdout.write(f"{HEADING}\n")
    with archiving.opened(folder, write=True, note="bench"):
        pass
    for size in sizes:
        adding = 0.0
        first = done
        with archiving.opened(folder, write=True) as archive:
            while done < size:
                count = min(archiving.ADDED_AT_ONCE, size - done)
                texts = [copying(writer, done + place) for place in range(count)]
                begin = time.process_time()
                archive.add(entries(texts, done))
                adding += time.process_time() - begin
                done += count
        yield {
            "works": size,
            "add": 1000 * adding / max(1, done - first),
            **one_file(folder, writer),
            **join(folder, size),
            "megabytes": sum(f.stat().st_size for f in folder.rglob("*.*")) / 1e6,
        }


def copying(writer: Writer, number: int) -> str:
    """Return a work; every fiftieth holds a passage of an earlier one."""
    copied = writer.past[500 : 500 + COPIED] if number % 50 == 49 else ""
    text = writer.work(copied=copied)
    if number % 50 == 0:
        writer.past = text
    return text


def one_file(folder: Path, writer: Writer) -> dict[str, float]:
    """Return seconds for one new file that copies a passage: look-up and comparison."""
    copied = writer.past[1500 : 1500 + COPIED]
    texts = [writer.work(copied=copied) for _ in range(7)]
    wall, cpu, found = [], [], 0
    for text in texts:
        work = ComparedText(path="新.txt", text=text, authors=frozenset({"吴十"}))
        begin, used = time.perf_counter(), time.process_time()
        compared = archiving.compare_all([work], folder=folder)
        wall.append(time.perf_counter() - begin)
        cpu.append(time.process_time() - used)
        found += bool(compared.comparison.overlaps)
    return {"wall": median(wall), "cpu": median(cpu), "found": found}


def join(folder: Path, size: int) -> dict[str, float]:
    """Return what looking every work up in the archive takes."""
    begin = time.perf_counter()
    starts = range(1, size + 1, archiving.AT_ONCE)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        waiting = [
            pool.submit(join_part, folder, starts[number::PROCESSES], size)
            for number in range(PROCESSES)
        ]
        parts = [part.result() for part in waiting]
    return {
        "join_wall": time.perf_counter() - begin,
        "join": sum(used for used, _, _ in parts),
        "pairs": sum(pairs for _, pairs, _ in parts) / size,
        "peak": sum(peak for _, _, peak in parts) / 1e6,
    }


def join_part(folder: Path, starts: range, size: int) -> tuple[float, int, int]:
    """Look works up; return seconds, how many texts were found, and peak memory."""
    used, pairs = time.process_time(), 0
    with archiving.opened(folder) as archive:
        for start in starts:
            numbers = range(start, min(size + 1, start + archiving.AT_ONCE))
            prints = stored.fingerprints([one.text for one in archive.kept(numbers)])
            found = archiving.look_up(archive, prints)
            pairs += sum(len(one.alike) for one in found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return time.process_time() - used, pairs, peak


HEADING = (
    "| works | add, ms each (CPU) | one file, s (wall / CPU) | found of 7 |"
    " join all, s (wall / CPU) | ms each (CPU) | texts compared with each |"
    " GB of both | MB on disk |\n|---|---|---|---|---|---|---|---|---|"
)


def row_line(row: dict[str, float]) -> str:
    """Return a row of the table."""
    return (
        f"| {row['works']:,.0f} | {row['add']:.2f} | {row['wall']:.2f} /"
        f" {row['cpu']:.2f} | {row['found']:.0f} | {row['join_wall']:.1f} /"
        f" {row['join']:.1f} | {1000 * row['join'] / row['works']:.2f} |"
        f" {row['pairs']:.1f} | {row['peak']:.2f} | {row['megabytes']:.0f} |"
    )


def chart(rows: list[dict[str, float]]) -> str:
    """Return an SVG of milliseconds per work against the number of works."""
    series = {
        "add": [row["add"] for row in rows],
        "join": [1000 * row["join"] / row["works"] for row in rows],
    }
    top = max(max(values) for values in series.values()) * 1.15
    places = [60 + 480 * place / max(1, len(rows) - 1) for place in range(len(rows))]
    lines = [
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 260"'
            ' font-family="sans-serif" font-size="12">'
        ),
        '<path d="M60 20V210H560" fill="none" stroke="#888"/>',
        f'<text x="4" y="24">{top:.1f} ms</text><text x="20" y="214">0 ms</text>',
    ]
    for place, row in zip(places, rows, strict=True):
        lines.append(
            f'<text x="{place:.0f}" y="228" text-anchor="middle">'
            f"{row['works']:,.0f}</text>"
        )
    for color, (name, values) in zip(("#06c", "#c30"), series.items(), strict=True):
        points = [
            f"{x:.0f},{210 - 190 * value / top:.0f}"
            for x, value in zip(places, values, strict=True)
        ]
        lines.append(
            f'<polyline points="{" ".join(points)}" fill="none" stroke="{color}"/>'
        )
        x, y = points[-1].split(",")
        lines.append(f'<text x="{x}" y="{int(y) - 6}" fill="{color}">{name}</text>')
    lines.append(
        '<text x="310" y="250" text-anchor="middle">works in the archive;'
        " CPU milliseconds per work</text></svg>\n"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
