"""Reads every file of a folder as a run does, one worker with its limits, and prints what came of each.

    PYTHONPATH=.:tests python tests/bench/readers.py ../shared/corpus [office]

The table has each file's kind, status, seconds, peak memory of its worker (Linux) and
characters; below it stand the totals. It ends with an error where a file took more
than `MOST_SECONDS`, brought its worker down, or came back `ok` without text. With
`office`, LibreOffice turns the same files into plain text, and files whose text differs
by more than `MOST_DIFFERENT` are listed with how much only one of the two has.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measured import measure
from bench.office import plain_texts
from bench.table import say

from doctools.batch import Settings
from doctools.engines import local
from doctools.examination import ADAPTER
from doctools.intake.discover import Input, discover

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.result import Examination

MOST_SECONDS = 20.0
MOST_DIFFERENT = 0.05
"""Share of the characters that may stand in only one of two readings unmentioned."""
OFFICE_KINDS = frozenset({"docx", "doc", "wps", "odt", "fodt", "rtf"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of one file: wall seconds, and megabytes its worker had at most."""

    given: Input
    status: str
    kind: str
    seconds: float
    megabytes: float
    characters: int
    text: str
    failure: str = ""


def read_all(inputs: tuple[Input, ...]) -> list[Reading]:
    """Return what came of each input."""
    found: dict[int, Reading] = {}

    def take(index: int, answer: local.Answer) -> None:
        found[index] = _reading(inputs[index], answer)

    settings = asdict(Settings(stages=("layout",)))
    local.run(
        [
            {
                "path": one.path,
                "file": str(one.file),
                "places": one.places,
                "kind": None,
            }
            for one in inputs
        ],
        work=measure,
        settings=settings,
        slots=1,
        limits=local.Limits(
            seconds=settings["seconds"], memory_bytes=settings["memory_bytes"]
        ),
        on_answer=take,
    )
    return [found[index] for index in sorted(found)]


def _reading(given: Input, answer: local.Answer) -> Reading:
    if answer.result is None:
        failure = f"{answer.failure} {answer.fact}"
        status = answer.failure or ""
        return Reading(
            given=given,
            status=status,
            kind="?",
            seconds=0.0,
            megabytes=0.0,
            characters=0,
            text="",
            failure=failure,
        )
    seconds, megabytes, text = answer.result.split("\n", 2)
    examined: Examination = ADAPTER.validate_json(text)
    document = examined.document
    shown = document.text if document else ""
    return Reading(
        given=given,
        status=examined.outcome.status,
        kind=examined.outcome.kind,
        seconds=float(seconds),
        megabytes=float(megabytes),
        characters=len(shown),
        text=shown,
    )


def differences(readings: list[Reading]) -> Iterator[str]:
    """Yield a line for each file whose characters differ from LibreOffice's."""
    known = {
        one.given.file: one
        for one in readings
        if one.kind in OFFICE_KINDS
        and not one.given.places
        and one.status != "classified"
    }
    for file, text in plain_texts(list(known)):
        one = known[file]
        ours, theirs = (Counter("".join(shown.split())) for shown in (one.text, text))
        missing, more = (theirs - ours).total(), (ours - theirs).total()
        if missing + more > MOST_DIFFERENT * max(theirs.total(), ours.total(), 1):
            yield f"{one.given.path!a}: {one.status}, {missing} only there, {more} only here"


def main(folder: Path, *more: str) -> int:
    """Print the table; return 1 where something is not as it must be."""
    discovery = discover([folder])
    readings = read_all(discovery.inputs)
    for one in readings:
        say(
            f"{one.kind:8} {one.status:16} {one.seconds:7.2f} s {one.megabytes:7.0f} MB"
            f" {one.characters:9,}  {one.given.path!a} {one.failure}"
        )
    statuses = Counter(str(one.status) for one in readings)
    statuses.update(str(one.status) for one in discovery.outcomes)
    total = len(discovery.inputs) + len(discovery.outcomes)
    say(f"{json.dumps(statuses)} {total} inputs")
    wrong = [
        *(
            f"slow: {one.given.path!a}"
            for one in readings
            if one.seconds > MOST_SECONDS
        ),
        *(f"{one.failure}: {one.given.path!a}" for one in readings if one.failure),
        *(
            f"no text: {one.given.path!a}"
            for one in readings
            if one.status in {"ok", "partial"} and not one.text.strip()
        ),
        *(["inputs are not the sum of statuses"] * (statuses.total() != total)),
    ]
    say(*wrong)
    if "office" in more:
        say(*differences(readings))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
