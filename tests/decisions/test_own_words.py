"""What is written beside a finding becomes a line of the office's own lists, once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from doctools.campaign import look_at
from doctools.cli.main import call
from doctools.config import OWN_WORDS
from doctools.deciding.own_words import Taken, take_over
from doctools.engines import local
from doctools.errors import ExitCode, OutputError, UsageError
from doctools.intake.discover import discover
from doctools.lexicon import load as lexicon
from doctools.lexicon import silenced
from doctools.messages import load
from doctools.reports.workbook_edits import Edits, FindingEdit, read_edits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

ONE, TWO = "a" * 16, "b" * 16
WORDS = load("zh")


def remark(action: str, *, fingerprint: str = ONE, text: str = "青怀镇") -> FindingEdit:
    """Return what a person wrote beside a finding."""
    return FindingEdit(
        row=2,
        action=action,
        said=action,
        fingerprint=fingerprint,
        text=text,
        context="在青怀镇\n召开",
    )


def taken(
    folder: Path,
    *remarks: FindingEdit,
    before: int = 0,
    known: frozenset[str] = frozenset(),
) -> Taken:
    """Take remarks over from a workbook made after `before` others were taken."""
    workbook = Edits(
        file="summary.xlsx", findings_sheet="问题", taken_over=before, findings=remarks
    )
    return take_over([workbook], folder, known=known, words=WORDS)


def test_both_actions_become_lines(tmp_path: Path) -> None:
    """A new folder gets both files, each with a head that says what it is."""
    folder = tmp_path / OWN_WORDS
    found = taken(folder, remark("silence"), remark("accept", fingerprint=TWO))
    assert len(found.marks) == 2
    assert not found.troubles
    text = (folder / silenced.FILE_NAME).read_text("utf-8")
    assert text.endswith(f"\n{ONE}\t青怀镇\t在青怀镇 召开\n")
    assert text.startswith("# 名称: 不再提示\n")
    assert (folder / "exceptions.txt").read_text("utf-8").endswith("\n青怀镇\n")
    assert silenced.read([folder]) == {ONE}


def test_what_a_person_wrote_stays(tmp_path: Path) -> None:
    """Comments, order, line ends and byte order mark of a list stay; no line twice."""
    file = tmp_path / "exceptions.txt"
    file.write_bytes("\ufeff# 我们的词\r\n乙\r\n\r\n# 地名\r\n高岗村\r\n".encode())
    taken(tmp_path, remark("accept"), remark("accept", fingerprint=TWO, text="乙"))
    assert file.read_bytes().decode() == (
        "\ufeff# 我们的词\r\n乙\r\n\r\n# 地名\r\n青怀镇\r\n高岗村\r\n"
    )


def test_a_list_without_a_last_line_end_grows_by_a_line(tmp_path: Path) -> None:
    """The new line does not run into the last one."""
    file = tmp_path / silenced.FILE_NAME
    file.write_text(TWO, "utf-8")
    taken(tmp_path, remark("silence"))
    assert silenced.read([tmp_path]) == {ONE, TWO}


def test_a_remark_is_taken_over_once(tmp_path: Path) -> None:
    """A deleted line stays deleted, until a newer workbook says it again."""
    first = taken(tmp_path, remark("silence"))
    file = tmp_path / silenced.FILE_NAME
    file.unlink()
    known = frozenset(first.marks)
    assert not taken(tmp_path, remark("silence"), known=known).marks
    assert not file.exists()
    assert taken(tmp_path, remark("silence"), before=1, known=known).marks
    assert silenced.read([tmp_path]) == {ONE}


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (remark(""), "finding_action"),
        (remark("accept", text=""), "finding_not_listed"),
        (remark("accept", text="甲\n乙"), "finding_not_listed"),
        (remark("accept", text="#甲"), "finding_not_listed"),
    ],
)
def test_what_cannot_be_used_is_told(
    tmp_path: Path, edit: FindingEdit, code: str
) -> None:
    """An unknown word, or a text that is no line, is a problem with its row."""
    found = taken(tmp_path, edit)
    ((problem,), marks) = (each.problem for each in found.troubles), found.marks
    assert (problem.code, problem.row.row, marks) == (code, 2, ())
    assert f"table.{code}" in WORDS
    assert not list(tmp_path.iterdir())


def test_a_malformed_list_is_named(tmp_path: Path) -> None:
    """File and line of a hand-written mistake are told, nothing is written."""
    (tmp_path / silenced.FILE_NAME).write_text(f"{TWO}\n青怀镇\n", "utf-8")
    with pytest.raises(UsageError, match="silenced_line") as caught:
        silenced.read([tmp_path])
    assert caught.value.facts["line"] == 2
    said = WORDS(f"error.{caught.value.code}", **caught.value.facts)
    assert "不再提示.txt 第 2 行" in said


def test_nothing_is_written_when_one_list_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both lists or none: a refusal leaves everything as it was."""
    opened = type(tmp_path).open

    def refuse(path: Path, mode: str = "r", *rest: Any, **named: Any) -> Any:  # noqa: ANN401 - as Path.open
        if mode == "xb" and list(tmp_path.glob(".*.part")):
            raise PermissionError(13, "refused", str(path))
        return opened(path, mode, *rest, **named)

    monkeypatch.setattr(type(tmp_path), "open", refuse)
    with pytest.raises(OutputError) as caught:
        taken(tmp_path, remark("silence"), remark("accept", fingerprint=TWO))
    assert caught.value.exit_code == ExitCode.OUTPUT
    assert not list(tmp_path.iterdir())


def test_the_nearest_own_words_are_picked_up(tmp_path: Path) -> None:
    """The folder is a dictionary once, named or not, found from below, and no input."""
    own = tmp_path / OWN_WORDS
    own.mkdir()
    (own / "exceptions.txt").write_text("青怀镇\n", "utf-8")
    (tmp_path / "doctools.toml").write_text(
        f'[typos]\ndictionaries = ["{OWN_WORDS}"]\n', "utf-8"
    )
    inner = tmp_path / "六月"
    inner.mkdir()
    for folder in (tmp_path, inner):
        parts = look_at(folder)
        assert [path.resolve() for path in parts.dictionaries] == [own.resolve()]
        assert parts.own_words.resolve() == own.resolve()
    assert not discover([tmp_path]).inputs


def put(workbook: Path, **cells: str) -> None:
    """Write into the column 处理 beside the findings of the texts given."""
    book = openpyxl.load_workbook(workbook)
    sheet = book["问题"]
    heads = [cell.value for cell in sheet[1]]
    for row in range(2, sheet.max_row + 1):
        text = str(sheet.cell(row, heads.index("原文") + 1).value)
        if text in cells:
            sheet.cell(row, heads.index("处理") + 1, cells[text])
    book.save(workbook)


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let papers be read in this process, with three wrong forms for a dictionary.

    Starting workers and loading all of the shipped lists would take most of the time.
    """
    lists = tmp_path / "随程序的词库"
    lists.mkdir()
    (lists / "wrong.txt").write_text(
        "一如继往\t一如既往\n按装了\t安装了\n既使\t即使\n", "utf-8"
    )
    monkeypatch.setattr(lexicon, "shipped", lambda: lists)

    def run_here(
        jobs: Sequence[Mapping[str, Any]],
        *,
        work: Callable[[Mapping[str, Any], Mapping[str, Any]], str],
        settings: Mapping[str, Any],
        on_answer: Callable[[int, local.Answer], None],
        **_: object,
    ) -> None:
        lexicon._load.cache_clear()  # noqa: SLF001 - as in a new process
        given = json.loads(json.dumps(settings))
        for index, job in enumerate(jobs):
            on_answer(index, local.Answer(result=work(given, job)))

    monkeypatch.setattr(local, "run", run_here)


def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run the whole job; return the exit code and what was printed."""
    arguments = ["run", str(folder), "--jobs", "1", "--format", "text"]
    code = call(arguments, WORDS)
    return code, "".join(capsys.readouterr())


def flagged(result: Path) -> tuple[set[str], int]:
    """Return the texts flagged in a result, and how many are silenced."""
    texts = set()
    for line in (result / "records.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        if record["type"] == "finding":
            texts.add(record["text"])
        elif record["type"] == "run":
            ignored = record["totals"]["findings_ignored"]
    return texts, ignored


@pytest.mark.usefixtures("inline")
def test_a_clerk_silences_accepts_and_takes_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One choice in the workbook holds from the next run on, one deleted line ends it."""
    folder, result = tmp_path / "评选", tmp_path / "评选-结果"
    (folder / "稿件").mkdir(parents=True)
    (folder / "稿件/报告.txt").write_text(
        "关于农村工作的调研报告\n我们既使遇到困难，也一如继往地做好工作。\n"
        "又按装了新设备，群众满意。\n",
        "utf-8",
    )
    run(folder, capsys)
    assert flagged(result) == ({"既使", "一如继往", "按装了"}, 0)
    put(result / "summary.xlsx", 既使="不再提示", 一如继往="加入词库", 按装了="算了")
    (folder / OWN_WORDS).write_text("", "utf-8")  # where the lists belong
    code, said = run(folder, capsys)
    assert code == ExitCode.OUTPUT
    assert OWN_WORDS in said
    (folder / OWN_WORDS).unlink()
    _, said = run(folder, capsys)
    assert "收进 2 条处理意见" in said
    assert "另有 1 处按“不再提示”的要求没有列出" in said
    assert flagged(result) == ({"按装了"}, 1)
    report = (result / "report.html").read_text("utf-8")
    assert "另有 1 处按“不再提示”的要求没有列出" in report
    assert "“处理”栏的“算了”看不懂" in report
    call(["typos", str(folder), "--jobs", "1", "--format", "text"], WORDS)
    printed = "".join(capsys.readouterr())
    assert "既使" not in printed
    assert "按装了" in printed
    (folder / OWN_WORDS / silenced.FILE_NAME).write_text("", "utf-8")
    run(folder, capsys)
    assert flagged(result) == ({"既使", "按装了"}, 0)
    (newest,) = result.glob("summary-*.xlsx")
    assert read_edits(newest).taken_over == 2
