"""The command line: output, errors and exit codes as the contract says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cli.command import doctools, records

from doctools.cli.main import COMMANDS
from doctools.errors import ExitCode

DOCS = Path(__file__).resolve().parents[2] / "docs"
REPEATED = "坚持把学习成果转化为解决本单位工作难题的思路和措施，注重在学习中思考，在思考中升华，不断增强本领。"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with three texts, one of them with a typo and a repeat."""
    folder = tmp_path / "稿 件"
    folder.mkdir()
    (folder / "a.txt").write_text(f"学习体会\n{REPEATED}\n{REPEATED}\n", "utf-8")
    (folder / "b.txt").write_text("关于开展活动的通知\n各支部要认真落实。、\n", "utf-8")
    (folder / "c.txt").write_bytes(b"")
    return folder


def test_every_command_has_help() -> None:
    """The help of every command names it and ends with 0."""
    for name in COMMANDS:
        done = doctools(name, "--help")
        assert done.returncode == 0
        assert f"doctools {name}" in done.stdout.decode()


def test_every_command_is_documented() -> None:
    """The contract names every command."""
    text = (DOCS / "contract.md").read_text("utf-8")
    assert all(re.search(rf"`{name}\b", text) for name in COMMANDS)


def test_exit_codes_are_documented() -> None:
    """The contract's table holds every exit code."""
    text = (DOCS / "contract.md").read_text("utf-8")
    assert all(f"| {int(code)} |" in text for code in ExitCode)


def test_help_comes_at_once() -> None:
    """The help page costs less than half a second of processor time."""
    # without the tracing that a coverage run hands down to its children
    plain = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE_")}
    command = [sys.executable, "-m", "doctools", "--help"]
    before = os.times()
    subprocess.run(command, env=plain, check=True, capture_output=True)
    after = os.times()
    spent = after.children_user - before.children_user
    assert spent + after.children_system - before.children_system < 0.5


def test_without_arguments_help_is_shown() -> None:
    """Nobody is left without a hint."""
    done = doctools()
    assert done.returncode == 0
    assert "run" in done.stdout.decode()


def test_help_speaks_the_language_asked_for() -> None:
    """`--lang` and the environment choose the words."""
    assert "用法" in doctools("--help").stdout.decode()
    english = doctools("--help", environment={"DOCTOOLS_LANG": "en"})
    assert "Usage" in english.stdout.decode()


def test_parse_prints_the_text_exactly(papers: Path) -> None:
    """A text file's document text is its content, to the last line end."""
    done = doctools("parse", papers / "a.txt", "--format", "txt")
    assert done.returncode == 0
    assert done.stdout == (papers / "a.txt").read_bytes()


def test_parse_reads_standard_input() -> None:
    """`-` is plain text under the path `-`, whatever it looks like."""
    done = doctools("parse", "-", "--format", "jsonl", given="%PDF 一\r\n二".encode())
    assert {record["path"] for record in records(done.stdout)} == {"-"}
    texts = [record["text"] for record in records(done.stdout, "block")]
    assert texts == ["%PDF 一", "二"]


def test_several_texts_need_a_folder(papers: Path, tmp_path: Path) -> None:
    """Two texts are never run together; with -o each gets its file."""
    assert doctools("parse", papers, "--format", "txt").returncode == ExitCode.USAGE
    done = doctools("parse", papers, "--format", "txt", "-o", tmp_path / "文字")
    assert done.returncode == 0
    written = tmp_path / "文字" / "a.txt.txt"
    assert written.read_bytes() == (papers / "a.txt").read_bytes()


def test_dedup_prints_the_text_without_repeats(papers: Path) -> None:
    """The second of two equal paragraphs is gone, all else is there."""
    done = doctools("dedup", papers / "a.txt", "--format", "txt")
    assert done.stdout.decode() == f"学习体会\n{REPEATED}\n"


def test_dedup_writes_cleaned_copies(papers: Path, tmp_path: Path) -> None:
    """With -o each readable file gets a copy; the original is untouched."""
    before = (papers / "a.txt").read_bytes()
    done = doctools("dedup", papers, "-o", tmp_path / "去重稿")
    assert done.returncode == 0
    assert (papers / "a.txt").read_bytes() == before
    assert (tmp_path / "去重稿/a.txt").read_text("utf-8") == f"学习体会\n{REPEATED}\n"
    assert records(done.stdout, "repeat")[0]["removed"] is True
    assert "去重稿，在：" in done.stderr.decode()


def test_the_more_one_reads_is_no_typo(tmp_path: Path) -> None:
    """越读越 is right in every note on a book; corrected, it would be nonsense."""
    note = tmp_path / "a.txt"
    note.write_text("我读了又读，越读越觉得惭愧。这本书越读心里越亮。\n", "utf-8")
    assert not records(doctools("typos", note, "--format", "jsonl").stdout, "finding")


def test_typos_names_place_and_reason(papers: Path) -> None:
    """A finding's span, read again from the text, is what it speaks of."""
    done = doctools("typos", papers, "--format", "jsonl")
    (found,) = records(done.stdout, "finding")
    text = (papers / "b.txt").read_text("utf-8")
    assert text[found["doc_start"] : found["doc_end"]] == found["text"]
    assert found["code"].startswith("punctuation.")
    assert found["reason"]


def test_fail_on_ends_with_four(papers: Path) -> None:
    """`--fail-on` turns a finding into an exit code for scripts."""
    assert doctools("typos", papers).returncode == 0
    done = doctools("typos", papers, "--fail-on", "error")
    assert done.returncode == ExitCode.FAIL_ON


def test_compare_finds_what_two_works_share(papers: Path) -> None:
    """A passage copied into another file is one record of class copy."""
    (papers / "d.txt").write_text(f"另一篇体会文章\n{REPEATED}\n", "utf-8")
    done = doctools("compare", papers, "--format", "jsonl")
    found = records(done.stdout, "overlap")
    assert [(one["left"]["path"], one["right"]["path"]) for one in found] == [
        ("a.txt", "d.txt")
    ]
    assert found[0]["class"] == "copy"


def test_files_that_cannot_be_read_end_with_three(papers: Path) -> None:
    """One damaged file is counted, named and changes the exit code, no more."""
    (papers / "e.docx").write_bytes(b"PK\x03\x04 broken")
    done = doctools("parse", papers, "--format", "jsonl")
    assert done.returncode == ExitCode.FILES_UNREADABLE
    statuses = {
        record["path"]: record["status"] for record in records(done.stdout, "file")
    }
    assert statuses == {
        "a.txt": "ok",
        "b.txt": "ok",
        "c.txt": "empty",
        "e.docx": "damaged",
    }
    assert "1" in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["parse", "没有这个文件"], "没有这个文件"),
        (["run", "没有这个文件夹"], "没有这个文件夹"),
        (["run", ".", "--jobs", "0"], "jobs"),
        (["nonsense"], "nonsense"),
        (["parse"], "路径"),
        (["typos", ".", "--levl", "error"], "--levl"),
        (["schema", "nothing"], "finding"),
    ],
)
def test_wrong_usage_ends_with_two(arguments: list[str], said: str) -> None:
    """A wrong argument is named in one message, nothing is printed as data."""
    done = doctools(*arguments)
    assert done.returncode == ExitCode.USAGE
    assert said in done.stderr.decode()
    assert not done.stdout
    assert "Traceback" not in done.stderr.decode()


def test_wrong_configuration_ends_with_two(papers: Path) -> None:
    """A misspelt key in doctools.toml is named with the right one."""
    (papers / "doctools.toml").write_text('[typos]\nlevels = "error"\n', "utf-8")
    done = doctools("typos", papers)
    assert done.returncode == ExitCode.USAGE
    assert "typos.levels" in done.stderr.decode()
    assert "level" in done.stderr.decode()


def test_init_makes_a_campaign_that_runs(tmp_path: Path) -> None:
    """A fresh campaign folder runs as it is and is never overwritten."""
    folder = tmp_path / "评选 2011"
    assert doctools("init", folder).returncode == 0
    assert (folder / "稿件").is_dir()
    marked = folder / "doctools.toml"
    marked.write_text("", "utf-8")
    assert doctools("init", folder).returncode == 0
    assert marked.read_text("utf-8") == ""
    done = doctools("run", folder, "--format", "text")
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "评选 2011-结果" / "report.html").exists()


def test_schema_is_json() -> None:
    """A record's schema names its type."""
    done = doctools("schema", "finding")
    assert json.loads(done.stdout)["properties"]["type"] == {"const": "finding"}


def test_doctor_finds_a_complete_installation() -> None:
    """Everything the base installation needs is there."""
    done = doctools("doctor", "--format", "json")
    assert done.returncode == 0
    assert all(check["found"] for check in json.loads(done.stdout))


def test_timings_go_to_their_own_file(papers: Path, tmp_path: Path) -> None:
    """Seconds are written where asked, one line a file and stage."""
    place = tmp_path / "times.jsonl"
    doctools("typos", papers, "--timings", place)
    lines = [json.loads(line) for line in place.read_text("utf-8").splitlines()]
    assert {"path", "stage", "seconds"} == set(lines[0])


def test_terminal_codes_in_names_stay_text(tmp_path: Path) -> None:
    """A file name cannot steer the terminal."""
    file = tmp_path / "a\x1b[31m\u202e.txt"
    file.write_text("", "utf-8")
    done = doctools("parse", tmp_path, "--format", "jsonl")
    assert b"\x1b" not in done.stderr
    assert b"\x1b" not in done.stdout


def test_a_malformed_list_of_the_office_is_told_once(papers: Path) -> None:
    """A wrong line of the office's own dictionary names file and line, exit code 2."""
    lists = papers / "词库"
    lists.mkdir()
    (lists / "wrong.txt").write_text("青怀镇 青槐镇\n", "utf-8")
    (papers / "doctools.toml").write_text('[typos]\ndictionaries = ["词库"]\n', "utf-8")
    done = doctools("typos", papers / "a.txt")
    assert done.returncode == ExitCode.USAGE
    assert "wrong.txt 第 1 行" in done.stderr.decode()
    assert done.stdout == b""


def test_compare_takes_what_the_configuration_names(papers: Path) -> None:
    """Texts under `[overlap] reference` are references for compare and dedup too."""
    (papers / "d.txt").write_text(f"另一篇体会文章\n{REPEATED}\n", "utf-8")
    known = papers.parent / "公开"
    known.mkdir()
    (known / "讲话.txt").write_text(f"讲话\n{REPEATED}\n", "utf-8")
    settings = '[overlap]\nreference = ["../公开"]\n'
    (papers / "doctools.toml").write_text(settings, "utf-8")
    done = doctools("compare", papers, "--format", "jsonl")
    (run,) = records(done.stdout, "run")
    found = records(done.stdout, "overlap")
    assert {one["class"] for one in found} == {"reference"}
    assert run["scope"]["references"] == 1
    assert run["totals"] == {
        "works": run["scope"]["works"],
        "overlaps": len(found),
        "common_passages": 0,
    }
    done = doctools("dedup", papers / "a.txt", "--format", "jsonl")
    assert not records(done.stdout, "repeat")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "csv", "--since", "doctools.toml"], "csv"),
        (["--format", "json", "--since", "doctools.toml"], "doctools.toml"),
        (["--format", "json", "--since", "没有.json"], "没有.json"),
    ],
)
def test_a_comparison_that_cannot_be_made_ends_with_two(
    papers: Path, arguments: list[str], said: str
) -> None:
    """It is said before anything is read, and nothing is printed as data."""
    (papers / "doctools.toml").write_text("", "utf-8")
    done = doctools("count", papers, *arguments, folder=papers)
    assert done.returncode == ExitCode.USAGE
    assert said in done.stderr.decode()
    assert done.stdout == b""
