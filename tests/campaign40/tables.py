"""The office tables of the invented campaign: as messy as offices keep them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from campaign40.ledger import Ledger, Line

BRANCHES: Final = "ABCDEFGH"
Places = dict[tuple[str, int], str]
"""Code of what a row says, by the table's label and the row's number."""


@dataclass(kw_only=True)
class Sheet:
    """A sheet: lines above the headings, headings, rows each with its code."""

    name: str
    headings: Sequence[str]
    rows: list[tuple[str, list[Any]]] = field(default_factory=list)
    above: Sequence[str] = ()
    below: Sequence[str] = ()
    merged: Sequence[int] = ()
    """Columns in which equal cells that follow each other are one merged cell."""


def write_tables(ledger: Ledger, folder: Path, only: str = "") -> Places:
    """Write the tables, or those made from one table of the ledger; tell who is where."""
    folder.mkdir(parents=True, exist_ok=True)
    places: Places = {}
    for table, write in WRITERS:
        if only in ("", table):
            places |= write(ledger, folder)
    return places


def _workbook(path: Path, sheets: Sequence[Sheet]) -> Places:
    places: Places = {}
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for number, line in enumerate(sheet.above):
                page.merge_range(number, 0, number, len(sheet.headings) - 1, line)
            top = len(sheet.above)
            page.write_row(top, 0, sheet.headings)
            label = f"{path.name}[{sheet.name}]" if len(sheets) > 1 else path.name
            for number, (code, cells) in enumerate(sheet.rows, top + 1):
                places[label, number + 1] = code
                for column, cell in enumerate(cells):
                    if isinstance(cell, date):
                        page.write_datetime(number, column, cell, day)
                    else:
                        page.write(number, column, cell)
            for number, line in enumerate(sheet.below, top + 1 + len(sheet.rows)):
                page.write(number, 0, line)
            _merge(page, sheet, top + 1)
    return places


def _merge(page: Any, sheet: Sheet, first: int) -> None:  # noqa: ANN401 - no types
    for column in sheet.merged:
        start = 0
        cells = [cells[column] for _, cells in sheet.rows]
        for end in range(1, len(cells) + 1):
            if end == len(cells) or cells[end] != cells[start]:
                if end - start > 1:
                    page.merge_range(
                        first + start, column, first + end - 1, column, cells[start]
                    )
                start = end


def _csv(path: Path, headings: str, rows: Sequence[tuple[str, list[str]]]) -> Places:
    lines = [headings, *(",".join(cells) for _, cells in rows)]
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    return {(path.name, number): code for number, (code, _) in enumerate(rows, 2)}


def _alias(ledger: Ledger, code: str) -> str:
    return ledger["organisations"][code]["aliases"].split("、")[0]


def _name(ledger: Ledger, code: str) -> str:
    """Return how a sign-in sheet names a person: namesakes so that they are told apart."""
    person = ledger["people"][code]
    if person["name"] == "刘伟":
        return person["number"]
    if person["name"] == "王建国":
        return f"王建国（{_alias(ledger, person['branch'])}）"
    return person["written"]


def _roster(ledger: Ledger, folder: Path) -> Places:
    headings = ("序号", "姓 名", "职务", "政治面貌", "曾用名", "身份证号", "联系电话")
    more = ("转入时间", "转出时间", "党员编号")
    sheets = []
    for branch in BRANCHES:
        sheet = Sheet(
            name=_alias(ledger, branch),
            headings=(*headings, *more),
            above=(
                f"{ledger['organisations'][branch]['name']}党员花名册",
                "2010年12月",
            ),
            below=("填表人：赵敏",) if branch == "A" else (),
        )
        for code, line in ledger["people"].items():
            if branch not in line["branch"].split(">"):
                continue
            number = len(sheet.rows) + 1
            moved = ">" in line["branch"]
            joined = (
                "" if moved and line["branch"].startswith(branch) else line["joined"]
            )
            left = "" if moved and line["branch"].endswith(branch) else line["left"]
            who = [
                number,
                line["written"],
                line["posts"],
                line["party"],
                line["aliases"],
            ]
            private = [
                f"13040419{60 + number}0101{ord(branch)}1{number}",
                "13800000000",
            ]
            cells = [*who, *private, joined, left, line["number"]]
            sheet.rows.append((code, cells))
        sheets.append(sheet)
    return _workbook(folder / "党员花名册.xlsx", sheets)


def _organisations(ledger: Ledger, folder: Path) -> Places:
    rows = [
        (code, [line["name"], line["kind"], line["aliases"], line["centre_group"]])
        for code, line in ledger["organisations"].items()
    ]
    headings = ("单位名称", "类别", "简称", "是否中心组")
    sheet = Sheet(name="一览", headings=headings, rows=rows, above=("党组织一览表",))
    return _workbook(folder / "党组织一览表.xlsx", [sheet])


def _outlets(ledger: Ledger, folder: Path) -> Places:
    keys = ("name", "aliases", "cn", "kind", "level", "sponsor", "accepted")
    headings = ("刊 名", "别名", "国内刊号", "类别", "级别", "主办单位", "是否认可")
    rows = [
        (code, [*(line[key] for key in keys), line["valid_from"], line["valid_to"]])
        for code, line in ledger["outlets"].items()
    ]
    sheet = Sheet(
        name="Sheet1",
        headings=(*headings, "有效期起", "有效期止"),
        rows=rows,
        above=("报刊名录（2010年）", "认可与否由组织办答复"),
    )
    return _workbook(folder / "报刊名录.xlsx", [sheet])


def _books(ledger: Ledger, folder: Path) -> Places:
    rows = [
        (code, [line["month"], line["title"], line["aliases"]])
        for code, line in ledger["books"].items()
    ]
    return _csv(folder / "推荐书目.csv", "推荐月份,书名,别名", rows)


def _attendees(ledger: Ledger, line: Line, key: str = "attendees") -> list[str]:
    return [_name(ledger, code) for code in line[key].split()]


def _events(ledger: Ledger, folder: Path) -> Places:
    places: Places = {}
    events = ledger["events"]
    weekly = {code: line for code, line in events.items() if code.startswith("AW")}
    training = {code: line for code, line in events.items() if code == "R1"}
    sessions = {code: line for code, line in events.items() if code[1:2] == "J"}
    lectures = {
        code: line
        for code, line in events.items()
        if code not in {*weekly, *training, *sessions}
    }
    places |= _list_of_events(ledger, weekly, folder / "活动签到-党政办周学习.xlsx")
    places |= _list_of_events(ledger, lectures, folder / "活动-党课报告会议.xlsx")
    places |= _sign_in(ledger, sessions, folder / "活动签到-各支部集中学习.xlsx")
    rows = [
        (code, [line["day"], line["kind"], "全镇", line["topic"], name])
        for code, line in training.items()
        for name in _attendees(ledger, line)
    ]
    headings = "活动日期,形式,主办,活动主题,签到人员"
    return places | _csv(folder / "活动签到-党员轮训.csv", headings, rows)


def _list_of_events(ledger: Ledger, events: dict[str, Line], path: Path) -> Places:
    rows: list[tuple[str, list[Any]]] = []
    for number, (code, line) in enumerate(events.items()):
        day = date.fromisoformat(line["day"])
        written = (day, f"{day.year}年{day.month}月{day.day}日", f"{day:%Y.%m.%d}")
        organisation = line["org"]
        names = "、，,"[number % 3].join(_attendees(ledger, line))
        held_by = _alias(ledger, organisation) if organisation != "-" else "全镇"
        speakers = "、".join(_attendees(ledger, line, "speakers"))
        cells = [written[number % 3], line["kind"], held_by, line["topic"], speakers]
        rows.append((code, [*cells, names]))
    headings = (
        "学习日期",
        "活动类型",
        "组织单位",
        "学习内容",
        "主讲人",
        "参加人员（签到）",
    )
    sheet = Sheet(name="Sheet1", headings=headings, rows=rows, above=("活动记录",))
    return _workbook(path, [sheet])


def _sign_in(ledger: Ledger, events: dict[str, Line], path: Path) -> Places:
    sheets = []
    for branch in BRANCHES:
        rows: list[tuple[str, list[Any]]] = []
        for code, line in events.items():
            if line["org"] != branch:
                continue
            day = date.fromisoformat(line["day"])
            stem = [
                line["kind"],
                ledger["organisations"][branch]["name"],
                line["topic"],
            ]
            rows += [(code, [day, *stem, name]) for name in _attendees(ledger, line)]
        if rows:
            headings = ("日期", "类 型", "党支部名称", "主题", "姓名")
            sheets.append(
                Sheet(
                    name=_alias(ledger, branch),
                    headings=headings,
                    rows=rows,
                    above=("签到表", "（一人一行）"),
                    merged=(2,),
                )
            )
    return _workbook(path, sheets)


def _person(ledger: Ledger, code: str) -> list[str]:
    """Return name, branch and number as a table of results gives them."""
    person = ledger["people"][code]
    branch = ledger["organisations"][person["branch"].split(">")[-1]]["name"]
    return [person["written"], branch, person["number"]]


def _two_sheets(
    ledger: Ledger, table: str, first: str, cells: Callable[[Line], list[Any]]
) -> list[list[tuple[str, list[Any]]]]:
    found: list[list[tuple[str, list[Any]]]] = [[], []]
    for code, line in ledger[table].items():
        who = _person(ledger, line["who"])
        found[line["who"][0] not in first].append((code, [*who, *cells(line)]))
    return found


def _exams(ledger: Ledger, folder: Path) -> Places:
    def cells(line: Line) -> list[Any]:
        score = line["score"]
        return [
            line["subject"],
            float(score) if score.isascii() else score,
            line["day"],
        ]

    headings = ("党员姓名", "所在党支部", "编号", "考试科目", "考试成绩", "考试时间")
    sheets = [
        Sheet(name=name, headings=headings, rows=rows, above=("理论考试成绩",))
        for name, rows in zip(
            ("机关事业", "村社校企"),
            _two_sheets(ledger, "exams", "ABC", cells),
            strict=True,
        )
    ]
    return _workbook(folder / "考试成绩汇总.xlsx", sheets)


def _days(ledger: Ledger, folder: Path) -> Places:
    rows: list[tuple[str, list[Any]]] = []
    for code, line in ledger["days"].items():
        name, branch, _ = _person(ledger, line["who"])
        number = line["days"]
        days = float(number) if number.isascii() else number
        rows.append((code, [branch, name, line["day"], days]))
    headings = ("单位", "姓名", "月份", "下基层天数")
    sheet = Sheet(
        name="Sheet1",
        headings=headings,
        rows=rows,
        above=("领导干部下基层调研天数统计",),
        below=("合计",),
        merged=(0,),
    )
    return _workbook(folder / "调研天数.xlsx", [sheet])


def _marks(ledger: Ledger, folder: Path) -> Places:
    people: list[tuple[str, list[Any]]] = []
    offices: list[tuple[str, list[Any]]] = []
    for code, line in ledger["marks"].items():
        rest = [line[key] for key in ("item", "result", "given_by", "day", "reason")]
        if line["subject"] in ledger["organisations"]:
            name = ledger["organisations"][line["subject"]]["name"]
            offices.append((code, [name, *rest]))
        else:
            name, branch, _ = _person(ledger, line["subject"])
            people.append((code, [name, branch, *rest]))
    tail = ("评定项目", "评定结果", "评定人", "评定日期", "理由")
    return _workbook(
        folder / "人工评定.xlsx",
        [
            Sheet(
                name="党员",
                headings=("姓名", "支部", *tail),
                rows=people,
                above=("党员评定表",),
            ),
            Sheet(name="支部", headings=("评定对象", *tail), rows=offices),
        ],
    )


def _themes(ledger: Ledger, folder: Path) -> Places:
    rows = [
        (code, [line["name"], _alias(ledger, line["org"]), line["first"], line["last"]])
        for code, line in ledger["themes"].items()
    ]
    headings = ("专题名称", "组织", "起始日期", "截止日期")
    sheet = Sheet(name="Sheet1", headings=headings, rows=rows, above=("中心组专题",))
    return _workbook(folder / "中心组专题.xlsx", [sheet])


WRITERS: Final[tuple[tuple[str, Callable[[Ledger, Path], Places]], ...]] = (
    ("people", _roster),
    ("organisations", _organisations),
    ("outlets", _outlets),
    ("books", _books),
    ("events", _events),
    ("exams", _exams),
    ("days", _days),
    ("marks", _marks),
    ("themes", _themes),
)
