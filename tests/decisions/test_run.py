"""Decisions in whole runs: they count, survive kills and moves, and change nothing else."""

from __future__ import annotations

import multiprocessing
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from cli.command import doctools
from decisions.run_build import DECIDED, NOTE, edit_works, run_once, statuses

from doctools import campaign, pipeline
from doctools.batch import Settings
from doctools.journal.store import FILE_NAME, FOLDER, Journal, open_journal
from doctools.messages import load
from doctools.reports.attention import needs_person
from doctools.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.decisions import Entry


def test_decisions_in_the_workbook_count(folder: Path, output: Path) -> None:
    """What waited counts or not as decided; a second run gives the same bytes."""
    edited = (output / "summary.xlsx").read_bytes()
    second = run_once(folder, output, day=2)
    assert statuses(second) == DECIDED
    assert {r.subject: r.status for r in second.criterion_results} == {
        "张三@第一支部": "met",
        "李四@第二支部": "not_met",
        "王五@第二支部": "met",
    }
    assert [line.status for line in second.awards[0].ranking][:2] == ["selected"] * 2
    assert not {i.kind for i in needs_person(second)} & {"work", "decision", "overlap"}
    assert (output / "summary.xlsx").read_bytes() == edited
    result = (output / "result.json").read_bytes()
    third = run_once(folder, output, day=2)
    assert third.decisions == second.decisions
    assert (output / "result.json").read_bytes() == result
    page = (output / "report.html").read_text("utf-8")
    assert "已定：本人所写（李主任，2010-07-02，理由：有手稿）。程序原判：待定" in page


def test_decisions_in_a_sheet_without_its_columns_are_missed_aloud(
    folder: Path, output: Path
) -> None:
    """Who deletes the numbers of the works hears that the sheet says nothing any more."""
    path = output / "summary.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["作品"]
    heading = next(cell for cell in sheet[1] if cell.value == "作品编号")
    sheet.delete_cols(heading.column)
    book.save(path)
    (problem,) = run_once(folder, output, day=2).decision_problems
    assert problem.code == "decision_columns_lost"
    assert dict(problem.facts)["value"] == "作品编号"


def test_moving_the_folder_loses_nothing(
    folder: Path, output: Path, tmp_path: Path
) -> None:
    """On another computer, even without the journal, every decision still counts."""
    before = run_once(folder, output, day=2)
    moved = tmp_path / "另一台" / "结果"
    shutil.copytree(output, moved)
    assert run_once(folder, moved, day=3).decisions == before.decisions
    (moved / FOLDER / FILE_NAME).unlink()
    for edited in (moved / "summary.xlsx", moved / "summary-2010-07-03.xlsx"):
        edited.unlink()
    again = run_once(folder, moved, day=4)
    assert again.decisions == before.decisions
    assert statuses(again) == DECIDED


def test_a_changed_paper_waits_again(folder: Path, output: Path) -> None:
    """A decision on an earlier text is flagged and not applied; a renamed file is fine."""
    run_once(folder, output, day=2)
    papers = folder / "稿件"
    (papers / "杂记.txt").rename(papers / "夏日.txt")
    paper = papers / "张三-读后感-2010年3月.txt"
    paper.write_text(NOTE.format("张三") + "又添了新的一段，写的是秋收。\n", "utf-8")
    found = {Path(w.path).stem[:2]: w for w in run_once(folder, output, day=3).works}
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
    run_once(Path(folder), Path(output), day=2)


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
    result = run_once(folder, output, day=3)
    assert statuses(result) == DECIDED
    assert len(result.decisions) == 6
    assert {each.state for each in result.decisions} == {"in_force"}


def test_without_a_result_folder_the_table_applies(folder: Path, output: Path) -> None:
    """Where nobody has run the campaign yet, the table 决定 is what counts."""
    (folder / "台账" / "决定.csv").write_text(
        "文件,对象,事项,决定,决定人,日期,理由\n"
        "张三-读后感-2010年3月.txt,,,认可,李主任,2010-06-01,有手稿\n"
        ",王五,读书笔记,免除,李主任,2010-06-01,病假\n"
        ",李四,读书笔记,免除,,2010-06-01,病假\n",
        "utf-8",
    )
    with open_workspace(output) as workspace:  # only to be quick
        result, _ = pipeline.run(
            campaign.look_at(folder),
            settings=Settings(),
            words=load("zh"),
            means=pipeline.Means(workspace=workspace),
        )
    assert statuses(result)["张三"] == "ok"
    (unnamed,) = result.decision_problems
    assert (unnamed.code, unnamed.row.row) == ("decision_without_person", 4)
    assert result.table_problems == ()
    results = {r.subject: r for r in result.criterion_results}
    waived = results["王五@第二支部"]
    assert waived.status == "met"
    assert waived.decided is not None
    assert (waived.decided.value, waived.decided.on) == ("waived", "2010-06-01")
    assert [line.status for line in result.awards[0].ranking].count("selected") == 2


def test_the_command_reads_and_keeps_decisions(folder: Path, output: Path) -> None:
    """It says how many decisions there are, what moved by them, and what it left out."""
    (output / "~$summary.xlsx").write_bytes(b"")
    edit_works(output / "summary.xlsx", 张三={"文种": "散文"})
    done = doctools("run", folder, "-o", output, "--format", "text")
    said = done.stderr.decode()
    assert done.returncode == 0, said
    assert "只读到上次保存的内容" in said
    with open_journal(output) as journal:
        assert len(journal.entries()) == 5
    assert "决定：共 5 条，照办 5 条，另有 1 处没写全或看不懂" in said
    assert "这次新登记 5 条" in said
    assert "summary.xlsx 作品 D2 格：“散文”不是可写的文种" in said
    cause = "原因：有人作了决定（作者：王五（第二支部）、文种：读书笔记"
    assert cause in said
    assert cause in (output / "changes.txt").read_text("utf-8-sig")
