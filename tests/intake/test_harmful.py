"""Files made to do harm end soon, with the status they should have."""

from __future__ import annotations

import random

import pytest
from bench.mutate import fate, samples, spoil
from build_hostile import HOSTILE

from doctools.intake.kinds import kind_of

SOON = 10.0
"""Seconds, on a machine that does much else; `bench/hostile.py` measures on a free one."""
SPOILT = 25


@pytest.mark.parametrize("name", [n for n in HOSTILE if n != "三百兆.docx"])
def test_harmful_files_end_soon(name: str) -> None:
    """Bombs, circles and lies about sizes cost a moment and end with a status."""
    make, allowed = HOSTILE[name]
    data = make()
    kind = kind_of(data, name)
    if kind == "zip":
        pytest.skip("an archive is a folder of its files")
    end = fate(data, kind)
    assert end.status in allowed
    assert end.seconds < SOON


@pytest.mark.parametrize("kind", sorted(samples()))
def test_spoilt_files_end_with_a_status(kind: str) -> None:
    """Whatever is wrong in a file of any kind, its reader raises nothing but `ReadError`."""
    for number in range(SPOILT):
        # only to repeat the test, nothing secret
        data = spoil(samples()[kind], kind, random.Random(number))  # noqa: S311
        assert not fate(data, kind).escaped, number
