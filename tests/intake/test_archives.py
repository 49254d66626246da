"""Archives are folders of their files; what does not keep the limits stays shut."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import build
import pytest

from doctools.errors import ReadError
from doctools.intake.archives import members_of, read_member
from doctools.intake.discover import discover

if TYPE_CHECKING:
    from pathlib import Path

MOST = 1_000_000


def paths(file: Path) -> list[str]:
    """Return the paths of the files in an archive."""
    return [member.path for member in members_of(file)]


def written(folder: Path, members: dict[str, bytes], name: str = "稿件.zip") -> Path:
    """Return an archive on disk."""
    file = folder / name
    file.write_bytes(build.archive(members))
    return file


def test_an_archive_is_a_folder_of_its_files(tmp_path: Path) -> None:
    """Its files are inputs under its path, in place of the archive; litter is skipped."""
    written(
        tmp_path,
        {"3月/": b"", "3月/张三.txt": b"a", "__MACOSX/._a": b"x", "Thumbs.db": b"x"},
    )
    found = discover([tmp_path])
    assert [given.path for given in found.inputs] == ["稿件.zip/3月/张三.txt"]
    assert found.inputs[0].read(most=MOST) == b"a"
    assert [(o.path, o.code) for o in found.outcomes] == [
        ("稿件.zip/Thumbs.db", "litter"),
        ("稿件.zip/__MACOSX/._a", "litter"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_names_are_read_as_windows_writes_them(tmp_path: Path, encoding: str) -> None:
    """Names without a flag are UTF-8 or GBK."""
    name = "第一支部\\读书笔记.txt".encode(encoding)
    data = build.archive({"a" * len(name): b"x"}).replace(b"a" * len(name), name)
    (tmp_path / "a.zip").write_bytes(data)
    assert paths(tmp_path / "a.zip") == ["第一支部/读书笔记.txt"]


def test_archives_in_archives_are_opened_twice_at_most(tmp_path: Path) -> None:
    """The second level is opened, the third stays a file."""
    third = build.archive({"c.txt": b"3"})
    second = build.archive({"深.zip": third, "b.txt": b"2"})
    file = written(tmp_path, {"内.zip": second, "a.txt": b"1"})
    found = {member.path: member.places for member in members_of(file)}
    assert found == {"内.zip/深.zip": (0, 0), "内.zip/b.txt": (0, 1), "a.txt": (1,)}
    assert read_member(file, (0, 1), most=MOST) == b"2"
    assert read_member(file, (0, 0), most=MOST) == third


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Two files under one path are two inputs."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", b"2")
    file = tmp_path / "a.zip"
    file.write_bytes(stream.getvalue())
    found = members_of(file)
    assert [member.path for member in found] == ["a.txt", "a.txt~2"]
    contents = [read_member(file, member.places, most=MOST) for member in found]
    assert contents == [b"1", b"2"]


@pytest.mark.parametrize(
    "data",
    [
        build.archive({"../a.txt": b"x"}),
        build.archive({"/a.txt": b"x"}),
        build.bomb(),
        build.archive({"a.txt": b"x"})[:-5],
        build.archive({}),
        b"PK\x03\x04",
        b"PK\x03\x04" + b"PK\x05\x06" + b"\xff" * 18,
    ],
)
def test_unsafe_archives_stay_shut(tmp_path: Path, data: bytes) -> None:
    """An archive that does not keep the limits is one input, whose reading says why."""
    (tmp_path / "a.zip").write_bytes(data)
    assert [given.path for given in discover([tmp_path]).inputs] == ["a.zip"]


def test_a_document_is_no_folder(tmp_path: Path) -> None:
    """Word files are archives by their make and not opened as such."""
    (tmp_path / "a.docx").write_bytes(build.docx("文"))
    (tmp_path / "b.bin").write_bytes(b"PK")
    assert [given.path for given in discover([tmp_path]).inputs] == ["a.docx", "b.bin"]


def test_too_large_members_are_refused(tmp_path: Path) -> None:
    """A member over the limit is not unpacked; one that is gone is said to be."""
    file = written(tmp_path, {"a.txt": b"x" * 2000})
    for places, code in (((0,), "too_large"), ((7,), "gone")):
        with pytest.raises(ReadError) as caught:
            read_member(file, places, most=1000)
        assert caught.value.code == code
