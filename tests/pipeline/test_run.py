"""A whole run: what it leaves behind, and what it does when it is disturbed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli.command import doctools, records

from doctools.errors import ExitCode

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "学习型党员评选2010"


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    """A small folder of submissions without any table."""
    folder = tmp_path / "稿 件 夹"
    folder.mkdir()
    for name, body in (
        ("张三-读后感-3月", "读到学而时习之，想起儿时跟着祖父在田埂上背书的早晨。"),
        ("李四-读后感-4月", "己所不欲勿施于人，说的是将心比心，窗口工作尤其如此。"),
        ("王五-读后感-5月", "温故而知新，翻出十年前的工作日记，许多疑问有了答案。"),
    ):
        text = f"读《论语》有感\n{name[:2]}\n{body}\n"
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What a run over the sample comes to when nobody disturbs it."""
    folder = tmp_path_factory.mktemp("undisturbed")
    doctools("run", SAMPLE, "-o", folder, "--jobs", "2")
    return _result(folder)


def _wait_for(file: Path) -> None:
    """Wait until a run has begun to work: it opens its journal first."""
    end = time.monotonic() + 60
    while not file.exists() and time.monotonic() < end:
        time.sleep(0.05)


def _result(folder: Path) -> bytes:
    return (folder / "result.json").read_bytes()


def test_submissions_alone_are_enough(campaign: Path, tmp_path: Path) -> None:
    """Without any table it is said who handed in what, of which type and month."""
    done = doctools("run", campaign, "--format", "text")
    assert done.returncode == 0, done.stderr.decode()
    assert "未提供花名册" in done.stdout.decode()
    folder = tmp_path / "稿 件 夹-结果"
    assert {entry.name for entry in folder.iterdir()} == {
        ".doctools",
        "report.html",
        "summary.xlsx",
        "records.jsonl",
        "result.json",
    }
    works = records((folder / "records.jsonl").read_bytes(), "work")
    assert [(w["members"][0]["name"], w["document_type"]) for w in works] == [
        ("张三", "读后感"),
        ("李四", "读后感"),
        ("王五", "读后感"),
    ]
    assert "未提供花名册" in (folder / "report.html").read_text("utf-8")


def test_order_workers_and_place_change_nothing(campaign: Path, tmp_path: Path) -> None:
    """The same inputs give the same bytes, wherever and however they are read."""
    doctools("run", campaign, "-o", tmp_path / "one", "--jobs", "1")
    elsewhere = tmp_path / "别处" / campaign.name
    elsewhere.mkdir(parents=True)
    for file in sorted(campaign.iterdir(), reverse=True):
        shutil.copy(file, elsewhere)
    doctools(
        "run",
        elsewhere,
        "-o",
        tmp_path / "two",
        "--jobs",
        "3",
        environment={"LC_ALL": "C", "PYTHONHASHSEED": "7"},
    )
    assert _result(tmp_path / "one") == _result(tmp_path / "two")


def test_a_second_run_reads_nothing_again(campaign: Path, tmp_path: Path) -> None:
    """What is in the journal is not read twice, and the result is the same."""
    times = tmp_path / "times.jsonl"
    doctools("run", campaign, "-o", tmp_path / "out", "--timings", times)
    first = _result(tmp_path / "out")
    assert times.read_text("utf-8")
    (campaign / "赵六-读后感-6月.txt").write_text(
        "读《论语》有感\n赵六\n很好。\n", "utf-8"
    )
    doctools("run", campaign, "-o", tmp_path / "out", "--timings", times)
    read = {json.loads(line)["path"] for line in times.read_text("utf-8").splitlines()}
    assert read == {"赵六-读后感-6月.txt"}
    (campaign / "赵六-读后感-6月.txt").unlink()
    doctools("run", campaign, "-o", tmp_path / "out", "--timings", times)
    assert times.read_text("utf-8") == ""
    assert _result(tmp_path / "out") == first


def test_what_a_person_edited_is_kept(campaign: Path, tmp_path: Path) -> None:
    """An edited workbook stays; the new one goes beside it and that is said."""
    out = tmp_path / "out"
    doctools("run", campaign, "-o", out)
    (out / "summary.xlsx").write_bytes(b"edited")
    done = doctools("run", campaign, "-o", out, "--format", "text")
    assert (out / "summary.xlsx").read_bytes() == b"edited"
    beside = [p.name for p in out.glob("summary-*.xlsx")]
    assert len(beside) == 1
    assert beside[0] in done.stderr.decode()
    doctools("run", campaign, "-o", out)
    assert [p.name for p in out.glob("summary-*.xlsx")] == beside


def test_a_roster_alone_tells_members_from_strangers(
    campaign: Path, tmp_path: Path
) -> None:
    """With a roster a name that is not on it waits for a person."""
    roster = tmp_path / "花名册.csv"
    roster.write_text("姓名,支部\n张三,第一支部\n李四,第一支部\n", "utf-8")
    done = doctools(
        "run", campaign, "-o", tmp_path / "out", "--roster", roster, "--format", "jsonl"
    )
    status = {w["path"][:2]: w["status"] for w in records(done.stdout, "work")}
    assert status == {"张三": "ok", "李四": "ok", "王五": "pending"}


def test_count_speaks_to_spreadsheets_and_programs(
    campaign: Path, tmp_path: Path
) -> None:
    """Counts come as CSV that Excel takes for Chinese, as JSON and as a workbook."""
    table = doctools("count", campaign, "--format", "csv").stdout
    assert table.startswith("\ufeff支部,姓名".encode())
    whole = json.loads(doctools("count", campaign, "--format", "json").stdout)
    assert [m["name"] for m in whole["members"]] == ["张三", "李四", "王五"]
    place = tmp_path / "篇数.xlsx"
    assert doctools("count", campaign, "--format", "xlsx", "-o", place).returncode == 0
    assert place.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("inside", ["", "子文件夹"])
def test_results_never_go_among_the_submissions(campaign: Path, inside: str) -> None:
    """An output folder inside the inputs is refused before anything is written."""
    done = doctools("run", campaign, "-o", campaign / inside)
    assert done.returncode == ExitCode.USAGE
    assert not (campaign / inside / "report.html").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_without_permission_ends_with_five(
    campaign: Path, tmp_path: Path
) -> None:
    """An output that cannot be written is an output error, said in one sentence."""
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    done = doctools("run", campaign, "-o", locked / "out")
    assert done.returncode == ExitCode.OUTPUT


def test_an_output_that_is_a_file_is_refused(campaign: Path, tmp_path: Path) -> None:
    """A file where the result folder should be is named and left alone."""
    (tmp_path / "out").write_bytes(b"mine")
    done = doctools("run", campaign, "-o", tmp_path / "out")
    assert done.returncode == ExitCode.USAGE
    assert (tmp_path / "out").read_bytes() == b"mine"


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals of Unix")
@pytest.mark.parametrize("after", [0.4, 1.2, 2.0])
def test_a_killed_run_goes_on_to_the_same_result(
    tmp_path: Path, undisturbed: bytes, after: float
) -> None:
    """Killing it in the middle costs time only: no half file, then the same bytes."""
    broken = tmp_path / "broken"
    command = [sys.executable, "-m", "doctools", "run", os.fspath(SAMPLE)]
    process = subprocess.Popen(
        [*command, "-o", os.fspath(broken)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not list(broken.glob(".*.part"))
    done = doctools("run", SAMPLE, "-o", broken, "--jobs", "2")
    assert done.returncode == ExitCode.FILES_UNREADABLE
    assert _result(broken) == undisturbed


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals of Unix")
def test_an_interrupt_is_said_and_kept(tmp_path: Path) -> None:
    """Ctrl-C ends with 130 and a sentence; what was read is not lost."""
    out = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-m", "doctools", "run", os.fspath(SAMPLE), "-o", out],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    _wait_for(out / ".doctools" / "journal.sqlite")
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == ExitCode.INTERRUPTED
    assert "已停止" in said.decode()
    assert "Traceback" not in said.decode()


def test_a_classified_text_goes_nowhere(tmp_path: Path) -> None:
    """A file marked secret is named first of all; no byte written holds its text."""
    folder = tmp_path / "稿件夹"
    folder.mkdir()
    hidden = "绝不外传的内容"
    (folder / "a.txt").write_text(f"机密★10年\n关于某事的报告\n{hidden}\n", "utf-8")
    (folder / "b.txt").write_text("国家秘密的密级分为绝密、机密、秘密三级。\n", "utf-8")
    out = tmp_path / "out"
    done = doctools("run", folder, "-o", out, "--format", "jsonl")
    assert done.returncode == ExitCode.FILES_UNREADABLE
    statuses = {f["path"]: f["status"] for f in records(done.stdout, "file")}
    assert statuses == {"a.txt": "classified", "b.txt": "ok"}
    assert done.stderr.decode().startswith("发现标密文件，请勿在非涉密计算机处理")
    page = (out / "report.html").read_text("utf-8")
    body = page[page.index("<body") :]
    assert body.index("发现标密文件") < body.index("检查结果")
    for file in out.rglob("*"):
        if file.is_file():
            assert hidden.encode() not in file.read_bytes()
    assert hidden.encode() not in done.stdout + done.stderr


def test_a_template_counts_for_and_against_nobody(tmp_path: Path) -> None:
    """Text that was handed out is class template and leaves the ratios."""
    folder = tmp_path / "campaign"
    (folder / "稿件").mkdir(parents=True)
    form = "请结合本职工作谈谈一年来参加集中学习和个人自学的情况以及今后的努力方向和打算，字数不限，于月底前交支部委员汇总。"
    (folder / "表样.txt").write_text(form, "utf-8")
    (folder / "doctools.toml").write_text(
        '[overlap]\ntemplate = ["表样.txt"]\n', "utf-8"
    )
    for name, own in (("甲", "我在窗口学会了算账。"), ("乙", "我跟师傅学会了修泵。")):
        (folder / "稿件" / f"{name}.txt").write_text(f"{form}\n{own}\n", "utf-8")
    done = doctools("run", folder, "-o", tmp_path / "out", "--format", "jsonl")
    classes = {found["class"] for found in records(done.stdout, "overlap")}
    assert classes == {"template"}
    for found in records(done.stdout, "similarity"):
        assert found["ratios"]["total"] == 0
