"""Runs the per-file work in killable processes on this machine.

One spawned worker per slot. A worker that dies, hangs or eats memory costs the file
it was reading and is replaced; every job gets exactly one answer.
"""

from __future__ import annotations

import json
import multiprocessing
import signal
import sys
import time
from collections import deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from types import ModuleType
from typing import TYPE_CHECKING, Any

from doctools.intake.worker import READY, RESULT_LIMIT, Work, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

END_SECONDS = 5
"""Time a worker may take to end when nothing is left to do."""
START_SECONDS = 60
"""Time a new worker may take to import the package before it counts as dead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one job.

    Attributes:
        result: JSON text the work returned, or None.
        failure: timeout, memory or crashed when there is no result.
        fact: name of an unexpected exception, or the exit code of the process.
    """

    result: str | None = None
    failure: str | None = None
    fact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one job may use: wall seconds, and bytes of address space."""

    seconds: float
    memory_bytes: int


def run(
    jobs: Sequence[Mapping[str, Any]],
    *,
    work: Work,
    settings: Mapping[str, Any],
    slots: int,
    limits: Limits,
    on_answer: Callable[[int, Answer], None],
) -> None:
    """Do every job and hand each answer to `on_answer` with the job's index.

    Answers arrive in the order in which they are ready. An exception from `on_answer`
    or an interrupt ends all workers before it is passed on.
    """
    waiting = deque(enumerate(jobs))
    with _workers(
        min(slots, len(jobs)), work=work, settings=settings, limits=limits
    ) as team:
        while waiting or any(worker.job is not None for worker in team):
            for worker in team:
                if worker.idle and waiting:
                    index, job = waiting.popleft()
                    worker.give(index, job)
            for worker in _ready(team):
                answered = worker.take()
                if answered is not None:
                    on_answer(*answered)


@contextmanager
def _workers(
    count: int, *, work: Work, settings: Mapping[str, Any], limits: Limits
) -> Iterator[list[_Worker]]:
    text = json.dumps(settings)
    team: list[_Worker] = []
    try:
        for _ in range(count):
            team.append(_Worker(work=work, settings=text, limits=limits))  # noqa: PERF401 - those already there are ended if one fails
        yield team
        for worker in team:
            worker.dismiss()
    finally:
        for worker in team:
            worker.kill()


def _ready(team: list[_Worker]) -> list[_Worker]:
    """Return the workers that answered, died or ran out of time."""
    now = time.monotonic()
    busy = [worker for worker in team if not worker.idle]
    if not busy:
        return []
    nearest = min(worker.deadline for worker in busy)
    heard = wait(
        [worker.connection for worker in busy], timeout=max(0.0, nearest - now)
    )
    now = time.monotonic()
    return [
        worker
        for worker in busy
        if worker.connection in heard or worker.deadline <= now
    ]


class _Worker:
    """The parent's end of one worker process."""

    def __init__(self, *, work: Work, settings: str, limits: Limits) -> None:
        self._work = work
        self._settings = settings
        self._limits = limits
        self.job: int | None = None
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(
            target=serve,
            args=(theirs,),
            kwargs={
                "work": self._work,
                "settings": self._settings,
                "memory_bytes": self._limits.memory_bytes,
            },
            daemon=True,
        )
        with _interrupts_held(), _main_hidden():
            self._process.start()
        theirs.close()
        self._up = False
        self.deadline = time.monotonic() + START_SECONDS

    @property
    def idle(self) -> bool:
        """Whether it is up and has nothing to do."""
        return self._up and self.job is None

    def give(self, index: int, job: Mapping[str, Any]) -> None:
        """Send it a job; its time runs from now."""
        self.job = index
        self.deadline = time.monotonic() + self._limits.seconds
        try:
            self.connection.send_bytes(json.dumps(job).encode())
        except OSError:
            return  # it is dead: `take` finds the pipe closed and says so

    def take(self) -> tuple[int, Answer] | None:
        """Return its answer, or None if it only said that it is up."""
        index = self.job
        try:
            if not self.connection.poll():
                return self._replace(index, "timeout")
            message = self.connection.recv_bytes(RESULT_LIMIT)
        except (EOFError, OSError):
            return self._replace(index, "crashed")
        if message == READY:
            self._up = True
            return None
        self.job = None
        assert index is not None  # noqa: S101 - only jobs are answered
        return index, _parse(message)

    def _replace(self, index: int | None, failure: str) -> tuple[int, Answer] | None:
        self.kill()
        fact = str(self._process.exitcode)
        self.job = None
        if index is None:
            message = f"a worker did not start (exit code {fact})"
            raise RuntimeError(message)
        self._start()
        return index, Answer(failure=failure, fact=fact)

    def dismiss(self) -> None:
        """Let the process end by itself; it has a moment to do so."""
        with suppress(OSError):
            self.connection.send_bytes(b"")
            self._process.join(END_SECONDS)

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.join()
        self.connection.close()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach; this one hears it afterwards.

    It goes to everything on the terminal, and a worker hit while it imports would fill
    the screen. Windows cannot hold it back.
    """
    if sys.platform == "win32":
        yield
        return
    # begun before, as beginning it would let interrupts through again
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _main_hidden() -> Iterator[None]:
    """Start processes that do not run the caller's script over again.

    A spawned process imports the main module anew; a script that calls us outside
    `if __name__ == "__main__"` would start itself without end.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _parse(message: bytes) -> Answer:
    tag, body = message[:1], message[1:].decode("utf-8", "surrogatepass")
    if tag == b"+":
        return Answer(result=body)
    return Answer(failure="memory" if tag == b"m" else "crashed", fact=body)
