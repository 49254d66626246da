"""The archive on the disk: what is in it stays, what is wrong with it is said."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from archive.archive_build import entry, filled
from archive.writer import TOGETHER
from overlap.prose import prose

from doctools import archiving
from doctools.archive import place, segments
from doctools.archive.place import CATALOGUE, SEGMENTS
from doctools.errors import DoctoolsError, ExitCode
from doctools.intake.discover import ARCHIVE_MARK as MARK

if TYPE_CHECKING:
    from collections.abc import Callable

    from doctools.archive.entries import Parameters
    from doctools.archive.place import Place

TESTS = Path(__file__).parents[1]


def _bytes(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.rglob("*.*")}


def _paths(folder: Path) -> list[str]:
    with archiving.opened(folder) as archive:
        return [one.about.path for one in archive.texts()]


def _faults(folder: Path) -> list[str]:
    with archiving.opened(folder) as archive:
        return [fault.code for fault in archive.faults()]


def _holders(folder: Path, text: str) -> set[int]:
    from doctools.overlap import stored  # noqa: PLC0415 - one use

    with archiving.opened(folder) as archive:
        prints = stored.fingerprints([text]).of(0)
        return set(archive.holders(prints, most=100)[1].tolist())


def test_the_same_content_twice_is_one(tmp_path: Path) -> None:
    """Added again, under another name and with other spacing, a text is there once."""
    text = prose(1, 300)
    folder = filled(tmp_path / "库", [entry("甲.txt", text), entry("乙.txt", text)])
    filled(folder, [entry("丙.txt", f" {text}\n")])
    assert _paths(folder) == ["甲.txt"]


def test_the_same_content_of_another_author_is_another(tmp_path: Path) -> None:
    """Two people who handed in one text are both in the archive, each under a path."""
    text = prose(1, 300)
    people = [entry("甲.txt", text, authors=[name]) for name in ("张三", "李四")]
    assert _paths(filled(tmp_path / "库", people)) == ["甲.txt", "甲.txt~2"]


def test_what_comes_out_is_what_went_in(tmp_path: Path) -> None:
    """Text, pages and facts of an archived text are as they were added."""
    given = entry("甲.txt", prose(1, 300), authors=["张三"], date="2009-05")
    folder = filled(tmp_path / "库", [given])
    with archiving.opened(folder) as archive:
        (listed,) = archive.texts()
        (kept,) = archive.kept([listed.number])
    assert kept.text == given.text
    assert kept.listed.about == given.about


def test_removed_texts_are_found_no_more(tmp_path: Path) -> None:
    """A removed text is in no list and no lookup; its number is never given again."""
    first, second = prose(1, 300), prose(2, 300)
    folder = filled(tmp_path / "库", [entry("甲", first), entry("乙", second)])
    with archiving.opened(folder, write=True) as archive:
        archive.remove([1, 2])
        archive.add([entry("丙", second)])
    assert not _holders(folder, first)
    assert _holders(folder, second) == {3}
    assert not _faults(folder)


def test_many_additions_become_few_files(tmp_path: Path) -> None:
    """Fingerprint files are merged as they grow; nothing is lost, the removed goes."""
    folder = filled(tmp_path / "库", [entry("0", prose(0, 200))])
    with archiving.opened(folder, write=True) as archive:
        archive.remove([1])
        for number in range(1, 16):
            archive.add([entry(f"{number}", prose(number, 200))])
    files = list((folder / SEGMENTS).iterdir())
    assert len(files) <= segments.MOST_SEGMENTS
    assert all(_holders(folder, prose(n, 200)) == {n + 1} for n in range(1, 16))
    assert not _faults(folder)


def test_of_many_holders_the_same_are_looked_at_for_a_whole_passage() -> None:
    """Beyond the limit the last holders come, the same ones for every fingerprint."""
    hashes = np.sort(
        np.array([5, 9, 1 << 20], np.uint64) << np.uint64(segments.NUMBER_BITS)
    )
    entries = np.sort(
        np.concatenate([segments.entries_of(hashes, n) for n in range(1, 5001)])
    )
    files = [entries[:0], *(entries[n::2] for n in range(2))]
    indexes, numbers, holders = segments.find(files, hashes, most=100)
    assert holders.tolist() == [5000] * 3
    found = [set(numbers[indexes == place].tolist()) for place in range(3)]
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 100


def test_a_writer_killed_at_any_moment_leaves_whole_additions(tmp_path: Path) -> None:
    """After every kill the archive opens, is sound, and lacks nothing that was said."""
    folder = filled(tmp_path / "库", [entry("0", prose(0, 200))])
    said = 1
    for seed in (1, 2):
        with subprocess.Popen(
            [sys.executable, str(TESTS / "archive/writer.py"), str(folder), str(seed)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}"},
        ) as child:
            assert child.stdout
            for _ in range(seed * 2):
                assert child.stdout.readline()
                said += TOGETHER
            child.kill()
            said += TOGETHER * len(child.stdout.readlines())
        assert not _faults(folder)
        there = len(_paths(folder))
        assert (there - 1) % TOGETHER == 0
        assert said <= there <= said + TOGETHER
        said = there
    filled(folder, [entry("9", prose(9, 200))])
    files = {file.name for file in (folder / SEGMENTS).iterdir()}
    assert all(name.endswith(segments.SUFFIX) for name in files)
    assert len(files) <= segments.MOST_SEGMENTS
    assert _holders(folder, prose(9, 200))


def test_a_killed_birth_leaves_no_archive(tmp_path: Path) -> None:
    """What a killed process left of a new archive is swept away once it is old."""
    left = tmp_path / ".库.1f.part"
    (left / SEGMENTS).mkdir(parents=True)
    (left / CATALOGUE).write_bytes(b"half")
    os.utime(left, (1, 1))
    other = tmp_path / ".库.2f.part"  # another process is at it
    other.mkdir()
    assert _paths(filled(tmp_path / "库", [entry("0", prose(0, 200))])) == ["0"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [other.name, "库"]


def test_two_may_begin_an_archive_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An archive another process made meanwhile is used, and nothing lies beside it."""
    folder, create = tmp_path / "库", place.create

    def meanwhile(
        given: Path,
        *,
        parameters: Parameters,
        note: str,
        fill: Callable[[Place], None],
    ) -> None:
        def both(made: Place) -> None:
            fill(made)
            monkeypatch.setattr("doctools.archive.store.create", create)
            filled(folder, [entry("先", prose(1, 200))])

        create(given, parameters=parameters, note=note, fill=both)

    monkeypatch.setattr("doctools.archive.store.create", meanwhile)
    filled(folder, [entry("后", prose(2, 200))])
    assert sorted(_paths(folder)) == ["先", "后"]
    assert [path.name for path in tmp_path.iterdir()] == ["库"]


def test_a_full_disk_leaves_no_litter_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing half-written stays, what was there stays, the sentence is the archive's."""
    folder = filled(tmp_path / "库", [entry("甲", prose(1, 300))])

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    for where, name in ((folder, "乙"), (tmp_path / "新" / "库", "丙")):
        with pytest.raises(DoctoolsError) as raised:
            filled(where, [entry(name, prose(2, 300))])
        assert raised.value.code == "archive_disk_full"
        assert not list(tmp_path.rglob("*.part"))
    assert _paths(folder) == ["甲"]


def test_a_work_and_a_reference_of_one_name_go_by_two(tmp_path: Path) -> None:
    """No two texts of an archive have the same path, whatever store they are in."""
    law = entry("甲.txt", prose(1, 300), store="reference")
    folder = filled(tmp_path / "库", [law, entry("甲.txt", prose(2, 300))])
    assert sorted(_paths(folder)) == ["甲.txt", "甲.txt~2"]


def _newer(folder: Path) -> None:
    mark = json.loads((folder / MARK).read_text("utf-8"))
    (folder / MARK).write_text(json.dumps({**mark, "doctools_archive": 99}), "utf-8")


def _other_fingerprints(folder: Path) -> None:
    mark = json.loads((folder / MARK).read_text("utf-8"))
    mark["parameters"]["sample"] = "0"
    (folder / MARK).write_text(json.dumps(mark), "utf-8")


def _newer_database(folder: Path) -> None:
    data = bytearray((folder / CATALOGUE).read_bytes())
    data[12] = 250  # the storage version follows checksum and "DUCK"
    (folder / CATALOGUE).write_bytes(data)


def _cut(folder: Path) -> None:
    (folder / CATALOGUE).write_bytes((folder / CATALOGUE).read_bytes()[:5000])


def _other_file(folder: Path) -> None:
    (folder / CATALOGUE).write_bytes("这不是数据库".encode() * 900)


def _segment_cut(folder: Path) -> None:
    (file,) = (folder / SEGMENTS).iterdir()
    file.write_bytes(file.read_bytes()[:-8])


def _segment_gone(folder: Path) -> None:
    (file,) = (folder / SEGMENTS).iterdir()
    file.unlink()


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (_newer, "archive_newer"),
        (_other_fingerprints, "archive_other_fingerprints"),
        (_newer_database, "archive_damaged"),
        (_cut, "archive_damaged"),
        (_other_file, "archive_damaged"),
        (_segment_cut, "archive_damaged"),
        (_segment_gone, "archive_damaged"),
        (lambda folder: (folder / CATALOGUE).unlink(), "archive_incomplete"),
        (lambda folder: (folder / MARK).unlink(), "archive_not_one"),
        (lambda folder: (folder / MARK).write_text("[]"), "archive_not_one"),
    ],
)
def test_what_is_wrong_with_an_archive_is_said(
    tmp_path: Path, harm: Callable[[Path], object], code: str
) -> None:
    """Whatever was done to it, a clear error comes, and what is left stays."""
    text = prose(1, 300)
    folder = filled(tmp_path / "库", [entry("甲", text)])
    harm(folder)
    left = _bytes(folder)
    with pytest.raises(DoctoolsError) as raised:
        _holders(folder, text)
    assert raised.value.code == code
    assert raised.value.exit_code == ExitCode.USAGE
    assert _bytes(folder) == left


def test_check_finds_what_opening_does_not(tmp_path: Path) -> None:
    """A fingerprint file that was cut short is named by the check."""
    folder = filled(tmp_path / "库", [entry("甲", prose(1, 300))])
    _segment_cut(folder)
    assert _faults(folder) == ["segment", "fingerprints"]


def test_check_finds_a_changed_fingerprint(tmp_path: Path) -> None:
    """A fingerprint file of the right length with a wrong byte is named as well."""
    folder = filled(tmp_path / "库", [entry("甲", prose(1, 300))])
    (file,) = (folder / SEGMENTS).iterdir()
    data = bytearray(file.read_bytes())
    data[-2] ^= 1
    file.write_bytes(data)
    assert "segment" in _faults(folder)


def test_other_folders_are_not_touched(tmp_path: Path) -> None:
    """A folder with papers in it is no archive and does not become one."""
    (tmp_path / "稿.txt").write_text("稿", "utf-8")
    with pytest.raises(DoctoolsError) as raised:
        filled(tmp_path, [])
    assert raised.value.code == "archive_not_one"
    assert [path.name for path in tmp_path.iterdir()] == ["稿.txt"]


def test_an_archive_in_use_says_so(tmp_path: Path) -> None:
    """While another process writes, opening ends with exit code 5, nothing changed."""
    folder = filled(tmp_path / "库", [entry("0", prose(0, 200))])
    with subprocess.Popen(
        [sys.executable, str(TESTS / "archive/writer.py"), str(folder), "1"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}"},
    ) as child:
        assert child.stdout
        child.stdout.readline()
        with pytest.raises(DoctoolsError) as raised:
            _paths(folder)
        child.kill()
    assert raised.value.code == "archive_locked"
    assert raised.value.exit_code == ExitCode.OUTPUT


def test_files_grow_so_that_few_are_left() -> None:
    """After a thousand additions of a like size ten files are left at most."""
    files: list[segments.Segment] = []
    for number in range(1000):
        files.append(segments.Segment(name=f"{number}", size=500, digest=""))
        due = segments.due(files)
        if len(due) > 1:
            whole = sum(segment.size for segment in due)
            files = [one for one in files if one not in due]
            files.append(segments.Segment(name=f"m{number}", size=whole, digest=""))
        assert len(files) <= 10
    assert sum(segment.size for segment in files) == 500_000
