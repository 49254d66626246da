"""One process that reads files one after the other, and may die of any of them.

Jobs and results cross the pipe as JSON, never as pickles. What a library prints goes
nowhere. The process limits its own memory where the system lets it; the time limit is
kept by the engine, which kills the process.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Mapping
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Work = Callable[[Mapping[str, Any], Mapping[str, Any]], str]
"""Takes the settings of the run and one job, both plain data; returns JSON text."""

READY = b"ready"
RESULT_LIMIT = 512 * 1024 * 1024
"""Largest result taken from a worker, in bytes."""


def serve(
    connection: Connection, *, work: Work, settings: str, memory_bytes: int
) -> None:
    """Answer jobs until an empty one arrives or the other end goes away.

    An answer begins with `+` and the result, or with `m` (out of memory) or `x` and
    the name of an unexpected exception.
    """
    _silence()
    _end_with_parent()
    _limit_memory(memory_bytes)
    given = json.loads(settings)
    try:
        connection.send_bytes(READY)
        while message := connection.recv_bytes():
            connection.send_bytes(_answer(message, work=work, settings=given))
    except (EOFError, OSError, KeyboardInterrupt):
        return


def _answer(message: bytes, *, work: Work, settings: Mapping[str, Any]) -> bytes:
    try:
        result = work(settings, json.loads(message))
        return b"+" + result.encode("utf-8", "surrogatepass")
    except MemoryError:
        return b"m"
    except Exception as error:  # noqa: BLE001 - whatever a parser does is this file's fate
        return b"x" + type(error).__name__.encode()


def _end_with_parent() -> None:
    """End this process as soon as the one that started it is gone.

    Nobody else would stop a parser that hangs.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        watch = threading.Thread(target=_outlive, args=(parent.sentinel,), daemon=True)
        watch.start()


def _outlive(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _silence() -> None:
    """Point standard output and error at nothing, for C libraries too."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)


def _limit_memory(limit: int) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
