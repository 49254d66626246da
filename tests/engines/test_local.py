"""The local engine: every job gets one answer, whatever its work does."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from engines.faults import work

from doctools.engines import local

if TYPE_CHECKING:
    from collections.abc import Callable

LIMITS = local.Limits(seconds=1.5, memory_bytes=3_000_000_000)


def _run(deeds: list[str], slots: int = 2) -> dict[int, local.Answer]:
    answers: dict[int, local.Answer] = {}

    def keep(index: int, answer: local.Answer) -> None:
        assert index not in answers
        answers[index] = answer

    local.run(
        [{"do": deed, "n": number} for number, deed in enumerate(deeds)],
        work=work,
        settings={"prefix": "第"},
        slots=slots,
        limits=LIMITS,
        on_answer=keep,
    )
    return answers


def test_a_bad_job_costs_only_itself() -> None:
    """Death, hang, greed and exceptions are each the answer of one job."""
    deeds = ["go", "die", "go", "hang", "go", "raise", "go", "print", "go"]
    if sys.platform != "win32":
        deeds.append("eat")
    answers = _run(deeds)
    assert len(answers) == len(deeds)
    failures = {
        "die": "crashed",
        "hang": "timeout",
        "eat": "memory",
        "raise": "crashed",
    }
    for number, deed in enumerate(deeds):
        assert answers[number].failure == failures.get(deed)
        if deed in {"go", "print"}:
            assert answers[number].result == f"第{number}"


def test_the_exception_is_named() -> None:
    """A crash by exception says which, so that it can be reported."""
    assert _run(["raise"])[0].fact == "ValueError"


def test_a_hanging_job_ends_in_time() -> None:
    """A job that would take ten minutes ends after its limit."""
    begin = time.monotonic()
    _run(["hang"], slots=1)
    assert time.monotonic() - begin < 20


def test_no_jobs_start_no_worker() -> None:
    """Without jobs nothing is started and nothing is answered."""
    assert _run([]) == {}


def test_an_error_while_answering_ends_the_workers() -> None:
    """An exception of the listener is passed on and leaves no process behind."""

    def refuse(_index: int, _answer: local.Answer) -> None:
        message = "full"
        raise OSError(message)

    with pytest.raises(OSError, match="full"):
        local.run(
            [{"do": "go", "n": 0}, {"do": "hang", "n": 1}],
            work=work,
            settings={"prefix": ""},
            slots=2,
            limits=LIMITS,
            on_answer=refuse,
        )


PARENT = """
import sys
from engines.faults import work
from doctools.engines import local
if __name__ == "__main__":
    local.run(
        [{"do": "note", "n": 0, "note": sys.argv[1]}],
        work=work,
        settings={},
        slots=1,
        limits=local.Limits(seconds=600, memory_bytes=3_000_000_000),
        on_answer=print,
    )
"""


@pytest.fixture
def busy(tmp_path: Path) -> tuple[subprocess.Popen[bytes], int]:
    """A parent whose only worker hangs, and the worker's number."""
    note, program = tmp_path / "worker", tmp_path / "parent.py"
    program.write_text(PARENT, encoding="utf-8")
    parent = subprocess.Popen(
        [sys.executable, program, note],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    _until(lambda: note.exists() and bool(note.read_text(encoding="utf-8")))
    return parent, int(note.read_text(encoding="utf-8"))


def _until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.05)


def _is_gone(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="utf-8")
    except OSError:
        return True
    return state.rpartition(")")[2].split()[0] == "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_worker_outlives_its_parent(
    busy: tuple[subprocess.Popen[bytes], int],
) -> None:
    """When the parent is killed, a worker that hangs ends too."""
    parent, worker = busy
    parent.kill()
    parent.communicate()
    _until(lambda: _is_gone(worker))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_an_interrupt_is_heard_by_the_parent_alone(
    busy: tuple[subprocess.Popen[bytes], int],
) -> None:
    """Ctrl-C goes to the whole group; workers never hear it, and none is left."""
    parent, worker = busy
    status = Path(f"/proc/{worker}/status").read_text(encoding="utf-8")
    (held,) = re.findall(r"(?m)^SigBlk:\s*(\w+)", status)
    assert int(held, 16) & 1 << signal.SIGINT - 1
    os.killpg(parent.pid, signal.SIGINT)
    _, said = parent.communicate(timeout=20)
    assert said.count(b"Traceback") == 1
    assert _is_gone(worker)
