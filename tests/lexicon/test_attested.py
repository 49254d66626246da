"""What past files have written: mined, kept as hashes, read back, put together."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctools.errors import UsageError
from doctools.lexicon.attested import NOTHING, mine, read, to_bytes, union

if TYPE_CHECKING:
    from pathlib import Path

ONE = "加强作风建设，转变工作作风。"
OTHER = "加强作风建设。"


def test_three_count_from_one_file_four_from_two() -> None:
    """A string of three is attested by one file, one of four only by a second."""
    alone, both = mine([ONE]), mine([ONE, OTHER])
    assert alone.has("变工作")
    assert not alone.has("加强作风")
    assert both.has("加强作风")
    assert not both.has("转变工作")


def test_marks_and_latin_end_a_string() -> None:
    """No string reaches across a comma, a line end or a number."""
    table = mine(["建设，转变\n工作2作风"] * 2)
    assert not table.has("设转变")
    assert not table.has("变工作")


def test_one_file_twice_over_itself_is_one_file() -> None:
    """What a single file repeats is no second witness."""
    assert not mine([f"{ONE}\n{ONE}"]).has("加强作风")


def test_a_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    """The file holds everything, and the same table gives the same bytes."""
    table = mine([ONE, OTHER], source="往年公文")
    file = tmp_path / "往年.ngrams"
    file.write_bytes(to_bytes(table))
    again = read(file)
    assert again.trigrams.tolist() == table.trigrams.tolist()
    assert again.fourgrams.tolist() == table.fourgrams.tolist()
    assert (again.characters, again.files) == (table.characters, 2)
    assert again.source == "往年公文"
    assert to_bytes(again) == to_bytes(table)


def test_no_sentence_can_be_read_from_a_table() -> None:
    """Beside the single characters nothing of the text stands in the file."""
    with zipfile.ZipFile(BytesIO(to_bytes(mine([ONE, OTHER])))) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert "加强".encode() not in everything
    assert "作风".encode() not in everything


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x00" * 400])
def test_a_damaged_table_is_named(tmp_path: Path, data: bytes) -> None:
    """A file that is no table ends the run with its name."""
    file = tmp_path / "坏.ngrams"
    file.write_bytes(data)
    with pytest.raises(UsageError) as caught:
        read(file)
    assert caught.value.code == "attested_damaged"
    assert caught.value.facts["file"] == "坏.ngrams"


def test_a_table_of_another_version_is_refused(tmp_path: Path) -> None:
    """A file of a later release says that it is one."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("about.json", '{"format": 99}')
    file = tmp_path / "新.ngrams"
    file.write_bytes(stream.getvalue())
    with pytest.raises(UsageError) as caught:
        read(file)
    assert caught.value.code == "attested_version"


def test_several_tables_speak_together() -> None:
    """What either of two tables attests, both together do; none at all is nothing."""
    together = union([mine([ONE]), mine(["推进依法行政。"])])
    assert together.has("变工作")
    assert together.has("进依法")
    assert together.characters["作"] == 3
    assert union([]) is NOTHING


@given(st.lists(st.text("党建作风工设加强，", max_size=12), max_size=6))
def test_the_order_of_files_is_nothing(texts: list[str]) -> None:
    """The same files in another order give the same table."""
    assert to_bytes(mine(texts)) == to_bytes(mine(texts[::-1]))
