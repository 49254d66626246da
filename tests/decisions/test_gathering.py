"""`count` and `import doctools` count with the decisions `run` counts with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from cli.command import doctools
from decisions.run_build import DECIDED, edit_works, run_once, statuses

from doctools import api, campaign
from doctools.deciding.gathering import decisions_folder, gather
from doctools.errors import UsageError
from doctools.journal.store import FILE_NAME, FOLDER, read_journal
from doctools.reports.result_folder import CHANGES, RESULT

if TYPE_CHECKING:
    from pathlib import Path

_NUMBERS = ("works", "members", "criteria", "awards", "totals")


def _everything(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in files}


def test_count_and_run_give_the_same_numbers(folder: Path, output: Path) -> None:
    """Edited cells count before and after they are entered; what moved is named."""
    before = output / RESULT
    left = _everything(output)
    done = doctools(
        "count", folder, "--result", output, "--since", before, "--format", "json"
    )
    assert done.returncode == 0, done.stderr.decode()
    assert "决定：共 6 条，照办 6 条" in done.stderr.decode()
    assert f"决定出自：{output}" in done.stderr.decode()
    assert _everything(output) == left
    counted = json.loads(done.stdout)
    causes = {cause["code"] for each in counted["changes"] for cause in each["causes"]}
    assert causes >= {"decided"}
    assert counted["totals"]["decisions_in_force"] == 6
    run_once(folder, output, day=2)
    ran = json.loads((output / RESULT).read_bytes())
    days = [told.pop("on") for work in ran["works"] for told in work["decided"]]
    assert set(days) == {"2010-07-02"}
    for work in counted["works"]:
        for told in work["decided"]:
            told.pop("on")
    assert {name: counted[name] for name in _NUMBERS} == {
        name: ran[name] for name in _NUMBERS
    }


def test_a_program_counts_with_the_decisions_too(folder: Path, output: Path) -> None:
    """`run` and `count` of the package read the result folder; `output` keeps them."""
    beside = output.rename(folder.with_name("评选2010-结果"))
    assert statuses(api.run(folder, jobs=1)) == DECIDED
    assert read_journal(beside)[0] == ()
    kept = api.run(folder, output=beside, jobs=1)
    assert statuses(kept) == DECIDED
    assert len(read_journal(beside)[0]) == 6
    log = (beside / CHANGES).read_bytes()
    assert "计入 0 → 1" in log.decode("utf-8-sig")
    assert statuses(api.run(folder, output=beside, jobs=1)) == DECIDED
    assert (beside / CHANGES).read_bytes() == log
    edit_works(beside / "summary.xlsx", 李四={"决定": "认可"})
    api.run(folder, output=beside, jobs=1)
    assert (beside / CHANGES).read_bytes().endswith(log.removeprefix(b"\xef\xbb\xbf"))


def test_the_result_folder_is_found_or_named(folder: Path, output: Path) -> None:
    """The one given, the one beside the folder, the one of the earlier result."""
    parts = campaign.look_at(folder)
    assert decisions_folder(parts, given=None) is None
    assert decisions_folder(parts, given=None, since=output / RESULT) == output
    assert decisions_folder(parts, given=output) == output
    with pytest.raises(UsageError, match="no_result_folder"):
        decisions_folder(parts, given=folder)
    beside = output.rename(folder.with_name("评选2010-结果"))
    assert decisions_folder(parts, given=None) == beside


def test_reading_makes_nothing(output: Path) -> None:
    """A folder without a journal has none afterwards; a damaged one ends the command."""
    (output / FOLDER / FILE_NAME).unlink()
    assert gather(output, recorded="2010-07-02").journal == ()
    assert not (output / FOLDER / FILE_NAME).exists()
    (output / FOLDER / FILE_NAME).write_bytes(b"nothing of ours" * 100)
    with pytest.raises(UsageError, match="decisions_damaged"):
        gather(output, recorded="2010-07-02")


def test_a_renamed_workbook_and_a_colleagues_copy_are_read(
    folder: Path, output: Path
) -> None:
    """A workbook is known by what is inside; what two people decided apart conflicts."""
    (output / "summary.xlsx").rename(output / "小王填的表.xlsx")
    (output / "别的.xlsx").write_bytes(b"none of ours")
    copy = output / "小李 (1).xlsx"
    copy.write_bytes((output / "小王填的表.xlsx").read_bytes())
    edit_works(copy, 李四={"决定": "认可", "决定人": "王书记"})
    result = run_once(folder, output, day=2)
    assert statuses(result) | {"李四": ""} == DECIDED | {"李四": ""}
    assert {s.state for s in result.decisions} == {"in_force", "conflict"}
    assert not any(award.final for award in result.awards)
