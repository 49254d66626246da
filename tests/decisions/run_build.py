"""A small campaign after its first run and a clerk's edits, built by lines of code."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl

from doctools import campaign, pipeline
from doctools.batch import Settings
from doctools.deciding.gathering import edited_workbooks
from doctools.deciding.sources import Sources
from doctools.journal.store import open_journal
from doctools.messages import load
from doctools.reports import result_folder
from doctools.workspace import open_workspace

if TYPE_CHECKING:
    from doctools.result import Result

NOTE = (
    "读《论语》有感\n{}\n读到学而时习之，想起儿时跟着祖父在田埂上背书的早晨。"
    "如今下乡包村，才懂得学和习不是两件事，走一户记一户，夜里再翻书对照，心里就有了底。\n"
)
CRITERIA = """
schema = "doctools-criteria/1"
[meta]
title = "评选"
basis = "馆镇字〔2010〕28号"
period = { from = 2010-01-01, to = 2010-12-31 }
[population.member]
entity = "person"
[[criterion]]
id = "notes"
name = "读书笔记"
for = "member"
source = "submissions"
where = { doc_type = ["读后感", "读书笔记"] }
measure = "count"
per = "year"
require = { min = 1 }
[[award]]
id = "best"
name = "优秀"
for = "member"
quota = 3
must = ["notes"]
"""


def run_once(folder: Path, output: Path, *, day: int = 1) -> Result:
    """Run in this process, as `doctools run` does."""
    words = load("zh")
    with open_workspace(output) as workspace, open_journal(output) as journal:
        result, _ = pipeline.run(
            campaign.look_at(folder),
            settings=Settings(),
            words=words,
            means=pipeline.Means(workspace=workspace),
            decisions=Sources(
                journal=journal.entries(),
                workbooks=edited_workbooks(output, known=workspace.written()),
                recorded=f"2010-07-{day:02d}",
                keep=journal.append,
            ),
        )
        written = result_folder.write(
            result,
            output,
            words=words,
            known=workspace.written(),
            today=date(2010, 7, day),
        )
        workspace.remember_written(written.digests)
    return result


def edit_works(path: Path, **cells: dict[str, str]) -> None:
    """Write into the sheet of works, in the rows of the files named."""
    book = openpyxl.load_workbook(path)
    sheet: Any = book["作品"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        at = str(sheet.cell(row, columns["文件"]).value)
        for name, values in cells.items():
            for heading, value in values.items() if name in at else ():
                sheet.cell(row, columns[heading], value)
    book.save(path)


def decide(output: Path) -> None:
    """Decide on all three papers, as a clerk would in the workbook."""
    who = {"决定人": "李主任"}
    edit_works(
        output / "summary.xlsx",
        张三={"决定": "本人所写", "理由": "有手稿", **who},
        李四={"决定": "不认可", **who},
        杂记={"决定": "认可为4月读书笔记", "作者": "王五", **who},
    )


def statuses(result: Result) -> dict[str, str]:
    """Return the status of each work by the first two characters of its file."""
    return {Path(work.path).stem[:2]: work.status for work in result.works}


DECIDED = {"张三": "ok", "李四": "rejected", "杂记": "ok"}
