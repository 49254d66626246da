"""The examination of one file with what it took; a module of its own, so that spawned workers find it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doctools.examination import examine

if TYPE_CHECKING:
    from collections.abc import Mapping

STATUS = Path("/proc/self/status")
RESET_PEAK = Path("/proc/self/clear_refs")


def measure(settings: Mapping[str, Any], job: Mapping[str, Any]) -> str:
    """Examine one file; return the seconds, the peak memory and the examination."""
    if RESET_PEAK.exists():
        RESET_PEAK.write_text("5", "ascii")
    before = time.perf_counter()
    examined = examine(settings, job).split("\n", 1)[1]
    seconds = time.perf_counter() - before
    return f"{seconds}\n{_peak_megabytes()}\n{examined}"


def _peak_megabytes() -> float:
    if not STATUS.exists():
        return 0.0
    lines = STATUS.read_text("ascii", "replace").splitlines()
    return next(int(li.split()[1]) / 1000 for li in lines if li.startswith("VmHWM"))
