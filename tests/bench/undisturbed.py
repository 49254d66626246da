"""What harmful files and a killed parent do to the results of the good files: nothing.

    PYTHONPATH=.:tests python tests/bench/undisturbed.py [KILLS]

200 good files are run alone and again among all files of `tests/build_hostile.py`: their
`file`, `work`, `finding` and `repeat` records must be the same bytes. Then the mixed run
is killed `KILLS` times (10) at random moments and run again: the result must be the
same, and no more files be read a second time than were being read.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import build
import build_kinds
from bench.table import say
from build_hostile import HOSTILE

GOOD = 200
SLOTS = 2
KINDS = {"file", "work", "finding", "repeat"}


def write_good(folder: Path) -> None:
    """Write readable files of five kinds, with slips and repeats in some."""
    for number in range(GOOD):
        lines = (
            f"读《第{number}本书》有感",
            "张三",
            f"第{number}次学习之后，我再接再励，写下这些话，和同志们共勉。",
            f"编号{number * 7919}的这一段讲的是第{number}件小事，它发生在窗口，也发生在田间地头。"
            * 2,
        )
        name = f"好-{number:03d}"
        match number % 5:
            case 0:
                (folder / f"{name}.txt").write_text("\n".join(lines), "utf-8")
            case 1:
                (folder / f"{name}.docx").write_bytes(build.docx(*lines))
            case 2:
                body = "".join(map(build_kinds.odt_paragraph, lines))
                (folder / f"{name}.odt").write_bytes(build_kinds.odt(body))
            case 3:
                body = "".join(f"{line}\\par " for line in lines)
                (folder / f"{name}.rtf").write_bytes(build_kinds.rtf(body))
            case _:
                page = "".join(f"<p>{line}</p>" for line in lines)
                page = f"<html><meta charset=utf-8><body>{page}</body></html>"
                (folder / f"{name}.html").write_text(page, "utf-8")


def command(folder: Path, out: Path, times: Path) -> list[str]:
    """Return the command of a run."""
    inner = [sys.executable, "-m", "doctools", "run", str(folder), "-o", str(out)]
    return [*inner, "--jobs", str(SLOTS), "--timings", str(times), "--quiet"]


def run(folder: Path, out: Path) -> set[str]:
    """Run to the end; return the paths of the files that were read."""
    times = out.with_suffix(".times")
    times.unlink(missing_ok=True)
    subprocess.run(command(folder, out, times), check=False, stdout=subprocess.DEVNULL)
    lines = times.read_text("utf-8").splitlines()
    return {json.loads(line)["path"] for line in lines}


def records_of(out: Path) -> list[str]:
    """Return the records of the good files, each as it was written."""
    kept = []
    for line in (out / "records.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        if record["type"] in KINDS and str(record.get("path", "")).startswith("好-"):
            kept.append(line)
    return kept


def main(kills: int = 10) -> int:
    """Print what was compared; return 1 where anything differs."""
    wrong = 0
    with TemporaryDirectory() as place:
        root = Path(place)
        alone, mixed = root / "甲" / "稿件夹", root / "乙" / "稿件夹"
        for folder in (alone, mixed):
            folder.mkdir(parents=True)
            write_good(folder)
        for name, (make, _) in HOSTILE.items():
            (mixed / name).write_bytes(make())
        run(alone, root / "一")
        start = time.monotonic()
        run(mixed, root / "二")
        seconds = time.monotonic() - start
        same = records_of(root / "一") == records_of(root / "二")
        kinds = Counter(json.loads(line)["type"] for line in records_of(root / "一"))
        say(f"alone and mixed: {'same' if same else 'DIFFERENT'}, {dict(kinds)}")
        wrong += not same
        whole = (root / "二" / "result.json").read_bytes()
        for number in range(kills):
            out = root / f"断{number}" / "果"
            out.parent.mkdir()
            # only to choose moments, nothing secret
            after = random.uniform(0.3, 0.9 * seconds)  # noqa: S311
            first = killed(mixed, out, after)
            again = run(mixed, out)
            twice = len(again) - (kept(out) - first)
            equal = (out / "result.json").read_bytes() == whole
            wrong += not equal or twice > 0
            say(
                f"killed after {after:5.2f} s of {seconds:.0f}: {first} kept, {len(again)} read then,"
                f" result {'same' if equal else 'DIFFERENT'}"
            )
    return 1 if wrong else 0


def killed(folder: Path, out: Path, after: float) -> int:
    """Run and kill the parent; return how many files its journal keeps."""
    process = subprocess.Popen(
        command(folder, out, out.with_suffix(".times")),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return kept(out)


def kept(out: Path) -> int:
    """Return how many files a journal keeps."""
    import sqlite3  # noqa: PLC0415 - only here

    journal = out / ".doctools" / "journal.sqlite"
    if not journal.exists():
        return 0
    with sqlite3.connect(journal) as opened:
        try:
            return int(opened.execute("SELECT count(*) FROM examination").fetchone()[0])
        except sqlite3.OperationalError:
            return 0  # it was killed before the first table stood


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
