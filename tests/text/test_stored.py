"""Arrays in the user's cache: built once, never trusted, never in the way."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest

from doctools.text import stored as store

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.text.hashed import Arrays


class Builder:
    """Builds the same arrays every time and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Arrays:
        """Return two arrays of different kinds."""
        self.times += 1
        return {
            "numbers": np.arange(1000, dtype=np.uint32).reshape(2, 500),
            "empty": np.zeros(0, np.float64),
        }


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty cache folder that is used instead of the user's."""
    folder = tmp_path / "缓存" / "doctools"
    monkeypatch.setenv(store.FOLDER_VARIABLE, str(folder))
    return folder


def fetched(build: Builder, *, key: str = "a" * 64) -> Arrays:
    """Return the builder's arrays out of the cache, and see that they are right."""
    found = store.stored("numbers", lambda: key, build)
    expected = Builder()()
    assert {name: array.tolist() for name, array in found.items()} == {
        name: array.tolist() for name, array in expected.items()
    }
    assert {array.dtype for array in found.values()} == {
        array.dtype for array in expected.values()
    }
    return found


def test_arrays_are_built_once(cache: Path) -> None:
    """The second time they come out of the file and cannot be written to."""
    build = Builder()
    fetched(build)
    found = fetched(build)
    assert build.times == 1
    assert len(list(cache.iterdir())) == 1
    assert not found["numbers"].flags.writeable


def test_another_source_is_built_anew(cache: Path) -> None:
    """Under another digest nothing old is taken, and the old file stays."""
    build = Builder()
    fetched(build)
    fetched(build, key="b" * 64)
    assert build.times == 2
    assert len(list(cache.iterdir())) == 2


@pytest.mark.parametrize("harm", ["cut", "flipped", "empty", "other"])
def test_a_damaged_file_is_built_anew(cache: Path, harm: str) -> None:
    """A file cut short, changed by a byte, empty or of another make is replaced."""
    build = Builder()
    fetched(build)
    (file,) = cache.iterdir()
    data = file.read_bytes()
    place = len(data) // 2
    file.write_bytes(
        {
            "cut": data[:-100],
            "flipped": data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :],
            "empty": b"",
            "other": b'{"arrays": "\xe6\x96\x87"}' * 9,
        }[harm]
    )
    fetched(build)
    fetched(build)
    assert build.times == 2
    assert file.read_bytes() == data


def test_without_a_place_to_write_nothing_is_missing(cache: Path) -> None:
    """Where the folder cannot be made the arrays are built in memory, every time."""
    cache.parent.mkdir()
    cache.write_text("a file where the folder should be", encoding="utf-8")
    build = Builder()
    fetched(build)
    fetched(build)
    assert build.times == 2


def test_a_full_disk_leaves_no_half_file(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be written to the end is taken away."""

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("doctools.text.stored.os.fsync", full)
    fetched(Builder())
    assert not list(cache.iterdir())


def test_a_source_that_changes_meanwhile_is_not_kept(cache: Path) -> None:
    """What was built while a dictionary was being saved goes into no file."""
    keys = iter(["a" * 64, "b" * 64])
    store.stored("numbers", lambda: next(keys), Builder())
    assert not cache.exists()


def test_only_the_newest_files_stay(cache: Path) -> None:
    """The cache does not grow with every change of a list."""
    for n in range(store.KEPT + 3):
        fetched(Builder(), key=f"{n:064d}"[::-1])
    assert len(list(cache.iterdir())) == store.KEPT


_OFTEN = """
import numpy as np
from doctools.text.stored import stored
build = lambda: {"numbers": np.arange(100_000)}
for n in range(60):
    assert (stored("numbers", lambda: str(n % 3) * 64, build)["numbers"] == build()["numbers"]).all()
"""


def test_two_processes_at_once_do_not_disturb_each_other(cache: Path) -> None:
    """Each of two processes that write and read the same files gets whole arrays."""
    others = [subprocess.Popen([sys.executable, "-c", _OFTEN]) for _ in range(2)]
    assert [other.wait() for other in others] == [0, 0]
    assert len(list(cache.iterdir())) == 3


def test_another_users_file_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody else put into the folder is built anew."""
    path = tmp_path / "a.arrays"
    store.write(path, {"numbers": np.arange(5)})
    assert store.read(path) is not None
    monkeypatch.setattr("os.getuid", lambda: 1 << 20, raising=False)
    assert store.read(path) is None
