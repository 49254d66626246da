"""Decisions in whole runs: they count, survive kills and moves, and change nothing else."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from cli.command import doctools

from doctools import campaign, pipeline
from doctools.batch import Settings
from doctools.deciding.sources import Sources
from doctools.journal.store import FILE_NAME, FOLDER, Journal, open_journal
from doctools.messages import load
from doctools.reports import result_folder
from doctools.reports.attention import needs_person
from doctools.reports.workbook_edits import read_edits, workbooks_in
from doctools.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.decisions import Entry
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


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign after its first run and the edits of the clerk.

    Two papers share a text, the third says nothing of itself.
    """
    place = tmp_path_factory.mktemp("first")
    made = place / "评选2010"
    (made / "稿件").mkdir(parents=True)
    (made / "台账").mkdir()
    for name in ("张三", "李四"):
        file = made / "稿件" / f"{name}-读后感-2010年3月.txt"
        file.write_text(NOTE.format(name), "utf-8")
    (made / "稿件" / "杂记.txt").write_text(
        "夏日记\n今天到村里看水渠，渠边长满了草，水浇不到高处的地。\n", "utf-8"
    )
    (made / "台账" / "花名册.csv").write_text(
        "姓名,支部\n张三,第一支部\n李四,第二支部\n王五,第二支部\n", "utf-8"
    )
    (made / "评选标准.toml").write_text(CRITERIA, "utf-8")
    result = _run(made, place / "结果")
    assert set(_statuses(result).values()) == {"pending"}
    _decide(place / "结果")
    return place


@pytest.fixture
def folder(first: Path, tmp_path: Path) -> Path:
    """A copy of that campaign, its result folder beside it."""
    shutil.copytree(first, tmp_path, dirs_exist_ok=True)
    return tmp_path / "评选2010"


@pytest.fixture
def output(folder: Path) -> Path:
    """The result folder of the first run, its workbook edited."""
    return folder.with_name("结果")


def _run(folder: Path, output: Path, *, day: int = 1) -> Result:
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
                workbooks=tuple(
                    read_edits(path) for path in workbooks_in(output, "summary.xlsx")
                ),
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


def _edit(path: Path, **cells: dict[str, str]) -> None:
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


def _decide(output: Path) -> None:
    """Decide on all three papers, as a clerk would in the workbook."""
    who = {"决定人": "李主任"}
    _edit(
        output / "summary.xlsx",
        张三={"决定": "本人所写", "理由": "有手稿", **who},
        李四={"决定": "不认可", **who},
        杂记={"决定": "认可为4月读书笔记", "作者": "王五", **who},
    )


def _statuses(result: Result) -> dict[str, str]:
    return {Path(work.path).stem[:2]: work.status for work in result.works}


DECIDED = {"张三": "ok", "李四": "rejected", "杂记": "ok"}


def test_decisions_in_the_workbook_count(folder: Path, output: Path) -> None:
    """What waited counts or not as decided; a second run gives the same bytes."""
    edited = (output / "summary.xlsx").read_bytes()
    second = _run(folder, output, day=2)
    assert _statuses(second) == DECIDED
    assert {r.subject: r.status for r in second.criterion_results} == {
        "张三@第一支部": "met",
        "李四@第二支部": "not_met",
        "王五@第二支部": "met",
    }
    assert [line.status for line in second.awards[0].ranking][:2] == ["selected"] * 2
    assert not {i.kind for i in needs_person(second)} & {"work", "decision", "overlap"}
    assert (output / "summary.xlsx").read_bytes() == edited
    result = (output / "result.json").read_bytes()
    third = _run(folder, output, day=2)
    assert third.decisions == second.decisions
    assert (output / "result.json").read_bytes() == result
    page = (output / "report.html").read_text("utf-8")
    assert "已定：本人所写（李主任，2010-07-02，理由：有手稿）。程序原判：待定" in page


def test_moving_the_folder_loses_nothing(
    folder: Path, output: Path, tmp_path: Path
) -> None:
    """On another computer, even without the journal, every decision still counts."""
    before = _run(folder, output, day=2)
    moved = tmp_path / "另一台" / "结果"
    shutil.copytree(output, moved)
    assert _run(folder, moved, day=3).decisions == before.decisions
    (moved / FOLDER / FILE_NAME).unlink()
    for edited in (moved / "summary.xlsx", moved / "summary-2010-07-03.xlsx"):
        edited.unlink()
    again = _run(folder, moved, day=4)
    assert again.decisions == before.decisions
    assert _statuses(again) == DECIDED


def test_a_changed_paper_waits_again(folder: Path, output: Path) -> None:
    """A decision on an earlier text is flagged and not applied; a renamed file is fine."""
    _run(folder, output, day=2)
    papers = folder / "稿件"
    (papers / "杂记.txt").rename(papers / "夏日.txt")
    paper = papers / "张三-读后感-2010年3月.txt"
    paper.write_text(NOTE.format("张三") + "又添了新的一段，写的是秋收。\n", "utf-8")
    found = {Path(w.path).stem[:2]: w for w in _run(folder, output, day=3).works}
    assert found["夏日"].status == "ok"
    assert "decision_outdated" in found["张三"].codes
    assert found["张三"].status == "pending"
    assert found["张三"].decided[0].outdated


def _run_and_die(folder: str, output: str, moment: str) -> None:
    """Run until a moment of the import and die there."""

    def die(*_: object, **__: object) -> None:
        os._exit(9)

    def die_after(self: Journal, entries: Sequence[Entry]) -> None:
        append(self, entries)
        os._exit(9)

    append = Journal.append
    before = moment == "before the journal"
    Journal.append = die if before else die_after  # type: ignore[method-assign]
    _run(Path(folder), Path(output), day=2)


@pytest.mark.parametrize("moment", ["before the journal", "after the journal"])
def test_a_killed_run_loses_no_decision(
    folder: Path, output: Path, moment: str
) -> None:
    """Whenever it dies, the next run has every decision once."""
    process = multiprocessing.get_context("spawn").Process(
        target=_run_and_die, args=(str(folder), str(output), moment)
    )
    process.start()
    process.join(60)
    assert process.exitcode == 9
    result = _run(folder, output, day=3)
    assert _statuses(result) == DECIDED
    assert len(result.decisions) == 6
    assert {each.state for each in result.decisions} == {"in_force"}


def test_count_takes_the_table_of_decisions(folder: Path, output: Path) -> None:
    """`count` has no result folder: the table 决定 is what applies there."""
    (folder / "台账" / "决定.csv").write_text(
        "文件,对象,事项,决定,决定人,日期,理由\n"
        "张三-读后感-2010年3月.txt,,,认可,李主任,2010-06-01,有手稿\n"
        ",王五,读书笔记,免除,李主任,2010-06-01,病假\n",
        "utf-8",
    )
    with open_workspace(output) as workspace:  # only to be quick
        result, _ = pipeline.run(
            campaign.look_at(folder),
            settings=Settings(),
            words=load("zh"),
            means=pipeline.Means(workspace=workspace),
        )
    assert _statuses(result)["张三"] == "ok"
    results = {r.subject: r for r in result.criterion_results}
    waived = results["王五@第二支部"]
    assert waived.status == "met"
    assert waived.decided is not None
    assert (waived.decided.value, waived.decided.on) == ("waived", "2010-06-01")
    assert [line.status for line in result.awards[0].ranking].count("selected") == 2


def test_the_command_reads_and_keeps_decisions(folder: Path, output: Path) -> None:
    """The command line imports before the run and says what it could not read."""
    (output / "~$summary.xlsx").write_bytes(b"")
    done = doctools("run", folder, "-o", output, "--format", "text")
    assert done.returncode == 0, done.stderr.decode()
    assert "只读到上次保存的内容" in done.stderr.decode()
    with open_journal(output) as journal:
        assert len(journal.entries()) == 6
