"""Files of every format offices keep tables in, friendly and hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import build
import pytest
from hypothesis import given
from hypothesis import strategies as st
from members.office_tables import codes, csv, names, record, workbook, xls

from doctools.errors import UsageError
from doctools.members.binary_workbooks import extent
from doctools.members.sheets import LARGEST, read_sheets
from doctools.members.tables import load_facts
from doctools.messages import load

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [["姓名", "支部"], ["张三", "第一支部"], ["李四", "第二支部"]]
IDS = ["张三@第一支部", "李四@第二支部"]


def refused(path: Path) -> str:
    """Return the code reading a file ends with; its sentence is in both catalogues."""
    with pytest.raises(UsageError) as caught:
        read_sheets(path)
    for language in ("zh", "en"):
        assert path.name in load(language)(
            f"error.{caught.value.code}", **caught.value.facts
        )
    return caught.value.code


@pytest.mark.parametrize("name", ["花名册.xls", "花名册.et", "花名册.xlsx"])
def test_binary_workbooks(tmp_path: Path, name: str) -> None:
    """The binary workbook of Excel and Kingsoft is read under any of their names."""
    (tmp_path / name).write_bytes(xls(ROWS))
    assert names(load_facts(tmp_path)) == IDS


@pytest.mark.parametrize("name", ["花名册.et", "花名册.xls", "花名册.csv"])
def test_zipped_workbooks_under_other_names(tmp_path: Path, name: str) -> None:
    """An .xlsx under another name is read by its content."""
    workbook(tmp_path / "a.xlsx", {"名单": ROWS})
    (tmp_path / "a.xlsx").rename(tmp_path / name)
    assert names(load_facts(tmp_path)) == IDS


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"]
)
@pytest.mark.parametrize("between", [",", "\t", ";"])
def test_plain_tables(tmp_path: Path, encoding: str, between: str) -> None:
    """A plain table is read in every office encoding, whatever parts its cells."""
    csv(tmp_path, "花名册", *map(between.join, ROWS), encoding=encoding)
    assert names(load_facts(tmp_path)) == IDS


def test_a_plain_table_named_like_a_workbook(tmp_path: Path) -> None:
    """What a web system exports as .xls is text with tabs, and read as such."""
    text = "\n".join("\t".join(row) for row in ROWS)
    (tmp_path / "花名册.xls").write_text(text, encoding="gb18030")
    assert names(load_facts(tmp_path)) == IDS


def test_word_tables_under_headings(tmp_path: Path) -> None:
    """Tables of a Word file are sheets named by the heading above them."""
    (tmp_path / "花名册.docx").write_bytes(
        build.docx(
            "关于报送党员名单的说明",
            "一、第一支部党员名单",
            build.table([["姓名", "职务"], ["张 三", "支部书记"]]),
            "填表日期：2010年3月",
            "二、第二支部党员名单",
            build.table([["姓名", "职务"], ["李四", ""]]),
        )
    )
    facts = load_facts(tmp_path)
    assert names(facts) == IDS
    assert facts.people[0].posts == ("支部书记",)
    assert facts.people[1].row.table == "花名册.docx[二、第二支部党员名单]"
    assert facts.people[1].row.row == 2
    assert not facts.problems


def test_merged_cells_of_word(tmp_path: Path) -> None:
    """A vertical merge gives its text to every row; a horizontal one takes its room."""
    first = build.cell("第一支部", '<w:vMerge w:val="restart"/>')
    more = build.cell("", "<w:vMerge/>")
    title = build.cell("党员名册", '<w:gridSpan w:val="3"/>')
    (tmp_path / "花名册.docx").write_bytes(
        build.docx(
            build.table(
                [
                    [title],
                    ["支部", "姓名", "职务"],
                    [first, "张三", "书记"],
                    [more, "李四", ""],
                    ["第二支部", "王五", ""],
                ]
            )
        )
    )
    facts = load_facts(tmp_path)
    assert [(p.name, p.branch) for p in facts.people] == [
        ("张三", "第一支部"),
        ("李四", "第一支部"),
        ("王五", "第二支部"),
    ]
    assert facts.people[0].row.row == 3


def test_other_tables_of_a_word_file_are_listed(tmp_path: Path) -> None:
    """A table without the headings is passed over and said; with none it is refused."""
    signatures = build.table([["主管", "经办"], ["", ""]])
    path = tmp_path / "花名册.docx"
    path.write_bytes(build.docx(signatures, build.table(ROWS)))
    facts = load_facts(tmp_path)
    assert names(facts) == IDS
    assert [code for code, _, _ in codes(facts)] == ["table_not_read"]
    path.write_bytes(build.docx(signatures))
    with pytest.raises(UsageError, match="table_column"):
        load_facts(tmp_path)
    path.write_bytes(build.docx("没有表格"))
    assert refused(path) == "table_without_table"


def test_a_span_no_table_can_have(tmp_path: Path) -> None:
    """A cell that claims a thousand million columns takes no more than Word's widest."""
    wide = build.cell("姓名", '<w:gridSpan w:val="1000000000"/>')
    path = tmp_path / "花名册.docx"
    path.write_bytes(build.docx(build.table([[wide], ["张三"]])))
    assert max(len(row) for row in read_sheets(path)[0].rows) < 100
    before = '<w:trPr><w:gridBefore w:val="1000000000"/></w:trPr>'
    table = build.table([["姓名"], ["张三"]]).replace("<w:tr>", f"<w:tr>{before}")
    path.write_bytes(build.docx(table))
    assert read_sheets(path) == ()


def test_cells_at_opposite_ends(tmp_path: Path) -> None:
    """Two cells that span more than any office fills in are an error, not a crash."""
    path = workbook(tmp_path / "花名册.xlsx", {"名单": ROWS})
    _add_row(path, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert refused(path) == "table_too_large"
    _add_row(path, '<x:row xmlns:x="a" r="1048576"><x:c r="XFD9"><x:v/></x:c></x:row>')
    assert refused(path) == "table_too_large"


@pytest.mark.parametrize("column", [255, 65_535])
def test_binary_cells_at_opposite_ends(tmp_path: Path, column: int) -> None:
    """The same in the older format, where a library would ask for 128 GB."""
    place = struct.pack("<HHHd", 65_535, column, 0, 1.0)
    path = tmp_path / "花名册.xls"
    path.write_bytes(xls(ROWS, more=record(0x203, place)))
    assert refused(path) == "table_too_large"


def test_a_locked_binary_workbook(tmp_path: Path) -> None:
    """A password in the older format is told apart from damage."""
    path = tmp_path / "花名册.et"
    path.write_bytes(xls(ROWS, more=record(0x2F, b"\1\0\1\0\1\0")))
    assert refused(path) == "table_encrypted"


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=8))
def test_damaged_binary_workbooks(at: int, noise: bytes) -> None:
    """A binary workbook with some bytes changed is measured, or is no workbook."""
    data = bytearray(xls(ROWS))
    data[at : at + len(noise)] = noise
    with suppress(ValueError):
        extent(bytes(data))


def test_formats_far_away_do_no_harm(tmp_path: Path) -> None:
    """Empty cells that only carry a format make no table large."""
    path = workbook(tmp_path / "花名册.xlsx", {"名单": ROWS})
    _add_row(path, '<row r="1048576"><c r="XFD1048576" s="0"/></row>')
    assert names(load_facts(tmp_path)) == IDS


def _add_row(path: Path, row: str) -> None:
    """Put a row at the end of the first sheet of a workbook."""
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read(name).decode()
    sheet = sheet.replace("</sheetData>", f"{row}</sheetData>")
    path.write_bytes(_with_member(path.read_bytes(), name, sheet.encode()))


@pytest.mark.parametrize("member", ["xl/worksheets/sheet1.xml", "word/document.xml"])
def test_bombs(tmp_path: Path, member: str) -> None:
    """A table that unpacks to hundreds of megabytes is refused before it is unpacked."""
    is_word = member.startswith("word")
    path = tmp_path / ("花名册.docx" if is_word else "花名册.xlsx")
    if is_word:
        path.write_bytes(build.docx(build.table(ROWS)))
    else:
        workbook(path, {"名单": ROWS})
    path.write_bytes(_with_member(path.read_bytes(), member, b" " * 12_000_000))
    assert refused(path) == "table_too_large"


def _with_member(data: bytes, name: str, content: bytes) -> bytes:
    """Return an archive with one member replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return stream.getvalue()


def test_merges_without_end(tmp_path: Path) -> None:
    """Merged cells of more rows than a sheet can hold are refused."""
    path = workbook(tmp_path / "花名册.xlsx", {"名单": ROWS})
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    merges = '<mergeCell ref="B2:B3"/>' * LARGEST
    sheet = sheet.replace(
        "</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>"
    )
    path.write_bytes(
        _with_member(path.read_bytes(), "xl/worksheets/sheet1.xml", sheet.encode())
    )
    assert refused(path) == "table_too_large"


def test_a_plain_table_without_end(tmp_path: Path) -> None:
    """A .csv of more cells than the limit is refused."""
    path = tmp_path / "花名册.csv"
    path.write_text("姓名" + "," * (LARGEST + 1), "utf-8")
    assert refused(path) == "table_too_large"


def test_locked_and_foreign_files(tmp_path: Path) -> None:
    """A workbook with a password, a picture and a web page are refused by name."""
    locked = tmp_path / "花名册.xlsx"
    locked.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
        + "EncryptedPackage\0".encode("utf-16-le").ljust(64, b"\0")
        + (34).to_bytes(2, "little").ljust(64, b"\0")
    )
    assert refused(locked) == "table_encrypted"
    for data in (b"\x89PNG\r\n\x1a\n", b"<html><body><table></table></body></html>"):
        locked.write_bytes(data)
        assert refused(locked) == "table_unreadable"
