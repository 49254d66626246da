"""Accuracy on labelled data, through the command line, never below its floor."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

EVALUATION = Path(__file__).resolve().parents[2].parent / "shared" / "eval"

pytestmark = pytest.mark.skipif(
    not EVALUATION.is_dir(), reason=f"the labelled data is not here: {EVALUATION}"
)


def _score(script: str, *arguments: str | Path) -> dict[str, Any]:
    """Return what a scorer prints, after showing it."""
    command = shlex.join([sys.executable, "-m", "doctools"])
    done = subprocess.run(
        [sys.executable, EVALUATION / script, *arguments],
        env={**os.environ, "DOCTOOLS": command},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    last = done.stdout.decode().splitlines()[-1]
    print(f"{script}: {last}")  # noqa: T201 - the table of a quality test
    found: dict[str, Any] = json.loads(last)
    return found


def _share(found: str) -> float:
    hits, total = map(int, found.split(maxsplit=1)[0].split("/"))
    return hits / total


def test_clean_official_text_is_left_alone() -> None:
    """At most 0.3 false flags on 10,000 characters of error-free official files."""
    found = _score("score_typos.py", "--clean", EVALUATION / "typos/clean")
    assert found["false_per_10k"] <= 0.3


def test_what_is_flagged_is_wrong() -> None:
    """Of the flags in texts with injected errors at least 97 in 100 are errors."""
    found = _score("score_typos.py", "--injected", EVALUATION / "typos/injected.jsonl")
    assert found["precision"] >= 0.97
    assert found["recall"] >= 0.25


def test_copies_are_found_and_honest_works_left_alone() -> None:
    """Copying, near-duplicates and repeats are found; honest works are not flagged."""
    data = EVALUATION / "overlap"
    found = _score(
        "score_overlap.py",
        data / "documents.jsonl",
        data / "truth.json",
        "--reference",
        EVALUATION / "reference",
    )
    assert found["plagdet"] >= 0.93
    assert _share(found["near_duplicates"]) >= 0.99
    assert found["false_near_duplicates"] == 0
    assert int(found["works_flagged_without_cause"].split("/")[0]) <= 2
    assert _share(found["repeats"]) >= 0.98
    assert found["works_with_extra_repeats"] <= 3
