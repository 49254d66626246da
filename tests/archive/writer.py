"""A process that adds to an archive until it is killed; run by `test_store.py`."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from doctools import archiving

TOGETHER = 7
"""Texts of one addition."""


def main(folder: Path, seed: int) -> None:
    """Add texts, seven at a time, and say after each addition that it is done."""
    from archive.archive_build import entry  # noqa: PLC0415 - `tests` is on the path
    from overlap.prose import prose  # noqa: PLC0415

    with archiving.opened(folder, write=True) as archive:
        for number in count():
            names = [f"{seed}-{number}-{place}" for place in range(TOGETHER)]
            archive.add(
                [
                    entry(name, prose(seed * 10**6 + number * TOGETHER + place, 400))
                    for place, name in enumerate(names)
                ]
            )
            print(number, flush=True)  # noqa: T201 - the parent waits for it


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
