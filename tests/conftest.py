"""What all tests share: patience on a busy machine, and ears for Ctrl-C."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

settings.register_profile(
    "patient",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("patient")


@pytest.fixture(autouse=True, scope="session")
def _hear_interrupts() -> Iterator[None]:
    """Let processes that tests start hear Ctrl-C, also where the test run does not.

    A shell starts its background jobs with the signal ignored, and that is handed down.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
