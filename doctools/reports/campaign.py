"""A new campaign folder: places for papers and tables, templates to fill in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from doctools.config import CRITERIA, FILE_NAME, REFERENCES, SUBMISSIONS, TABLES
from doctools.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from doctools.messages import Catalogue

EXPLANATION: Final = "说明"
"""Name of the sheet that explains a table; whoever reads the table skips it."""

HEADINGS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "花名册": (
        "roster",
        ("姓名", "支部", "职务", "是否党员", "别名", "加入日期", "离开日期", "编号"),
    ),
    "组织": ("organisations", ("名称", "类别", "别名", "中心组")),
    "报刊": (
        "outlets",
        (
            "名称",
            "别名",
            "类别",
            "CN号",
            "主办单位",
            "级别",
            "认可",
            "有效期起",
            "有效期止",
        ),
    ),
    "书目": ("books", ("月份", "书名", "别名")),
    "活动": ("events", ("日期", "类型", "主题", "组织", "参加人", "主讲人")),
    "考试": ("exams", ("姓名", "支部", "科目", "日期", "成绩")),
    "天数": ("days", ("姓名", "支部", "月份", "天数")),
    "评定": (
        "marks",
        ("对象", "支部", "指标", "结果", "评定人", "日期", "理由"),
    ),
    "归属": ("assignments", ("文件", "作者", "支部", "单位", "类型", "月份")),
    "主题": ("themes", ("主题", "别名", "组织", "开始日期", "结束日期")),
    "决定": (
        "decisions",
        (
            "文件",
            "对象",
            "支部",
            "事项",
            "决定",
            "决定人",
            "日期",
            "理由",
            "依据",
        ),
    ),
}
"""Name and headings of each table, with the code of its explanation."""

_WIDE: Final = frozenset(
    {"主题", "参加人", "主办单位", "书名", "理由", "依据", "别名", "文件", "决定"}
)

_CHOICES: Final[Mapping[tuple[str, str], list[str]]] = {
    ("花名册", "是否党员"): ["是", "否"],
    ("组织", "中心组"): ["是", "否"],
    ("报刊", "类别"): ["报纸", "期刊", "网络媒体", "内部资料"],
    ("报刊", "级别"): ["镇级", "县级", "市级", "省级", "国家级"],
    ("报刊", "认可"): ["是", "否"],
    ("评定", "结果"): ["通过", "不通过"],
}
"""What a cell of a column can be picked from, by table and heading."""
_LAST_OFFERED: Final = 1000
"""Last row in which a choice is offered."""


def create(folder: Path, *, words: Catalogue) -> tuple[Path, ...]:
    """Write the folders, tables and templates of a campaign that are not there yet.

    A table of any format whose name says the same is there already.

    Returns:
        The files written, in the order of writing.

    Raises:
        OutputError: it could not be written; what stood there is untouched.
    """
    try:
        for name in (SUBMISSIONS, TABLES, REFERENCES):
            (folder / name).mkdir(parents=True, exist_ok=True)
        return tuple(
            path
            for path, data in _files(folder, words)
            if _write_new(path, data) is not None
        )
    except OSError as error:
        raise OutputError.refused(error, folder) from error


def _files(folder: Path, words: Catalogue) -> Iterator[tuple[Path, bytes]]:
    tables = folder / TABLES
    for name, (code, headings) in HEADINGS.items():
        if not any(tables.glob(f"*{name}*")):
            explanation = words(f"campaign.{code}").split("\n")
            data = _workbook(name, headings, explanation)
            yield tables / f"{name}.xlsx", data
    yield folder / CRITERIA, words("campaign.criteria").encode()
    yield folder / FILE_NAME, words("campaign.settings").encode()


def _write_new(path: Path, data: bytes) -> Path | None:
    """Write a file unless there is one of that name; a failed write leaves none."""
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        return None
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path


def _workbook(name: str, headings: tuple[str, ...], explanation: list[str]) -> bytes:
    """Return a workbook with a headed sheet and one that explains the columns."""
    import xlsxwriter  # noqa: PLC0415 - only where a workbook is written

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        data = book.add_worksheet(name)
        head = book.add_format({"bold": True, "bottom": 1, "align": "center"})
        as_text = book.add_format({"num_format": "@"})
        data.write_row(0, 0, headings, head)
        data.freeze_panes(1, 0)
        data.repeat_rows(0)
        data.set_paper(9)  # A4
        data.set_landscape()
        data.fit_to_pages(1, 0)
        for column, heading in enumerate(headings):
            width = 30 if heading in _WIDE else 6 + 2 * len(heading)
            # As text, Excel leaves 2010-10 and 007 as they are typed.
            data.set_column(column, column, width, as_text)
            if choices := _CHOICES.get((name, heading)):
                # Offered, not demanded: whatever else is typed is read as well.
                offer = {"validate": "list", "source": choices, "show_error": False}
                data.data_validation(1, column, _LAST_OFFERED, column, offer)
        _explain(book.add_worksheet(EXPLANATION), explanation)
    return stream.getvalue()


def _explain(sheet: Any, lines: list[str]) -> None:  # noqa: ANN401 - xlsxwriter has no types
    sheet.set_column(0, 0, 100)
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line)
