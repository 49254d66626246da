"""Reads files made to do harm, each in a worker with its limits, and prints what they cost.

    PYTHONPATH=.:tests python tests/bench/hostile.py [FOLDER]

Every file of `tests/build_hostile.py`, and every one under the folder, must end in at
most `MOST_SECONDS` and `MOST_MEGABYTES` with a status that it may have.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.readers import read_all
from bench.table import say
from build_hostile import HOSTILE

from doctools.intake.discover import discover

MOST_SECONDS = 3.0
MOST_MEGABYTES = 300.0


def main(*folders: Path) -> int:
    """Print the table; return 1 where a file cost too much."""
    wrong = 0
    with TemporaryDirectory() as made:
        for name, (make, _) in HOSTILE.items():
            (Path(made) / name).write_bytes(make())
        for one in read_all(discover([Path(made), *folders]).inputs):
            allowed = HOSTILE.get(Path(one.given.path).name, (None, {one.status}))[1]
            bad = (
                one.seconds > MOST_SECONDS
                or one.megabytes > MOST_MEGABYTES
                or one.status not in allowed
                or bool(one.failure)
            )
            wrong += bad
            say(
                f"{'!' if bad else ' '} {one.kind:8} {one.status:16}"
                f" {one.seconds:6.2f} s {one.megabytes:5.0f} MB"
                f" {one.given.file.stat().st_size:9,} bytes  {one.given.path!r}"
            )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
