"""Which column of a sheet holds what, however the office heads it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from doctools.errors import UsageError
from doctools.members.cells import Cell, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doctools.members.sheets import Sheet

_REMARK: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]|[*:\s]")
_TITLE_ROWS: Final = 20
"""Rows at the top of a sheet among which the headings are looked for."""

_BRANCH: Final = (
    "支部 党支部 所在支部 所在党支部 所属支部 所属党支部 支部名称 党支部名称 党组织 "
    "所在党组织 所属党组织 党组织名称 组织 组织名称 单位 所在单位 工作单位 单位名称 部门"
)
_PERSON: Final = "姓名 名字 党员姓名 成员 人员 党员"
_NUMBER: Final = "编号 党员编号 人员编号 工号 人员代码"
_ALIASES: Final = "别名 曾用名 其他写法 又名 简称 别称"


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of one kind of table.

    Attributes:
        synonyms: for each field the headings it may stand under, the best first.
        required: fields without which the table says nothing.
    """

    synonyms: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]


def _columns(required: str, **headings: str) -> Columns:
    return Columns(
        synonyms={field: tuple(words.split()) for field, words in headings.items()},
        required=tuple(required.split()),
    )


COLUMNS: Final[Mapping[str, Columns]] = {
    "roster": _columns(
        "name",
        name=_PERSON,
        branch=_BRANCH,
        posts="职务 党内职务 担任职务 现任职务 岗位",
        party_member="是否党员 党员身份 政治面貌 是否为党员",
        aliases=_ALIASES,
        joined="加入日期 加入时间 转入日期 转入时间 入职日期",
        left="离开日期 离开时间 转出日期 转出时间 离职日期",
        number=_NUMBER,
    ),
    "organisations": _columns(
        "name",
        name=f"名称 {_BRANCH}",
        kind="类别 类型 单位类别 组织类别 性质",
        aliases=_ALIASES,
        centre_group="中心组 是否中心组 理论学习中心组",
    ),
    "outlets": _columns(
        "name kind level",
        name="名称 刊名 报刊 报刊名称 报刊名 媒体 媒体名称",
        kind="类别 类型 报刊类别",
        level="级别 层级 报刊级别",
        aliases=_ALIASES,
        cn="CN号 CN 刊号 国内刊号 统一刊号",
        sponsor="主办单位 主办 主办者",
        accepted="认可 是否认可",
        valid_from="有效期起 起始日期 有效期自",
        valid_to="有效期止 截止日期 有效期至",
    ),
    "books": _columns(
        "title",
        title="书名 书目 推荐书目 图书 名称",
        month="月份 月 推荐月份 时间",
        aliases=_ALIASES,
    ),
    "events": _columns(
        "day kind",
        day="日期 时间 活动日期 活动时间 学习日期",
        kind="类型 类别 活动类型 形式 活动类别",
        topic="主题 题目 内容 学习内容 活动主题",
        organisation=f"组织 主办 举办单位 组织单位 {_BRANCH}",
        attendees="参加人 参加人员 参加 出席 出席人员 签到 签到人员 姓名",
        speakers="主讲人 主讲 讲课人 报告人 授课人",
    ),
    "exams": _columns(
        "name score",
        name=_PERSON,
        branch=_BRANCH,
        number=_NUMBER,
        subject="科目 考试科目 考试名称 考试",
        day="日期 考试日期 时间 考试时间",
        score="成绩 分数 得分 考试成绩",
    ),
    "days": _columns(
        "name days",
        name=_PERSON,
        branch=_BRANCH,
        number=_NUMBER,
        day="月份 月 日期 时间",
        days="天数 调研天数 下基层天数 日数",
    ),
    "marks": _columns(
        "subject item result",
        subject=f"对象 评定对象 姓名 名称 {_PERSON}",
        branch=_BRANCH,
        number=_NUMBER,
        item="指标 评定指标 项目 评定项目",
        result="结果 评定结果 结论 评定",
        given_by="评定人 评定者 评议人 签认人",
        day="日期 评定日期 时间",
        reason="理由 说明 依据 评定理由",
    ),
}
"""Columns that are read. ID and telephone columns are not among them on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of data: the cells of the known columns."""

    number: int
    cells: Mapping[str, Cell]

    def __getitem__(self, field: str) -> Cell:
        return self.cells.get(field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The data of one sheet, found under its headings.

    Attributes:
        label: file name, with the sheet where the file has several.
        sheet: name of the sheet, or empty.
        fields: columns the sheet has.
        rows: of data, empty ones left out.
    """

    label: str
    sheet: str
    fields: frozenset[str]
    rows: tuple[Row, ...]


def grid(sheet: Sheet, *, columns: Columns, several: bool) -> Grid | None:
    """Return the data of a sheet, or None for a hidden sheet without the headings.

    Args:
        sheet: as it stands in the file.
        columns: those of the kind of table.
        several: whether the file has more sheets than this one.

    Raises:
        UsageError: `table_column`, naming file, sheet, the headings seen and the one
            expected.
    """
    top, places = _heading_row(sheet, columns)
    missing = [field for field in columns.required if field not in places]
    if missing and sheet.hidden:
        return None
    if missing:
        raise _missing(sheet, columns, field=missing[0], top=top)
    branch = places.get("branch")
    filled = {} if branch is None else _merged_down(sheet, branch)
    rows = (
        Row(
            number=index + 1,
            cells={
                field: filled.get(index, _cell(row, column))
                if field == "branch"
                else _cell(row, column)
                for field, column in places.items()
            },
        )
        for index, row in enumerate(sheet.rows)
        if index > top and row != sheet.rows[top]  # printed sheets repeat the headings
    )
    return Grid(
        label=f"{sheet.file}[{sheet.name}]" if several else sheet.file,
        sheet=sheet.name,
        fields=frozenset(places),
        rows=tuple(row for row in rows if _says_anything(row)),
    )


def expected(columns: Columns, field: str) -> str:
    """Return the headings under which a field may stand."""
    return "、".join(columns.synonyms[field][:4])


def _says_anything(row: Row) -> bool:
    """Tell whether a row says more than the branch its merged cell gives it."""
    return any(text_of(cell) for field, cell in row.cells.items() if field != "branch")


def _heading_row(sheet: Sheet, columns: Columns) -> tuple[int, dict[str, int]]:
    """Return the row with most known headings and its columns.

    Of equals the one with more cells, then the first: a sheet without any known
    heading shows in its error what looks most like a heading row.
    """
    top = sheet.rows[:_TITLE_ROWS]
    found = [_places(row, columns) for row in top]
    filled = [sum(1 for cell in row if text_of(cell)) for row in top]
    best = max(range(len(top)), key=lambda row: (len(found[row]), filled[row], -row))
    return best, found[best]


def _places(row: Iterable[Cell], columns: Columns) -> dict[str, int]:
    seen: dict[str, int] = {}
    for column, heading in enumerate(_normal(cell) for cell in row):
        if heading:
            seen.setdefault(heading, column)
    taken: set[int] = set()
    places: dict[str, int] = {}
    for field, synonyms in columns.synonyms.items():
        for word in synonyms:
            column_found = seen.get(_normal(word))
            if column_found is not None and column_found not in taken:
                places[field] = column_found
                taken.add(column_found)
                break
    return places


def _normal(cell: Cell) -> str:
    return _REMARK.sub("", unicodedata.normalize("NFKC", text_of(cell))).upper()


def _cell(row: tuple[Cell, ...], column: int) -> Cell:
    return row[column] if column < len(row) else None


def _merged_down(sheet: Sheet, column: int) -> dict[int, Cell]:
    """Return for each row inside a merged cell of the column what the cell says."""
    return {
        row: _cell(sheet.rows[top], left)
        for top, left, bottom, right in sheet.merged
        if left <= column <= right and top < len(sheet.rows)
        for row in range(top, bottom + 1)
    }


def _missing(sheet: Sheet, columns: Columns, *, field: str, top: int) -> UsageError:
    seen = "、".join(_headings_seen(sheet.rows[top]))
    return UsageError(
        "table_column",
        file=sheet.file,
        sheet=sheet.name or sheet.file,
        row=top + 1,
        seen=seen,
        expected=expected(columns, field),
    )


def _headings_seen(row: Iterable[Cell]) -> Iterator[str]:
    for cell in row:
        heading = text_of(cell)
        if heading and not any(character.isdigit() for character in heading):
            yield heading[:12]
