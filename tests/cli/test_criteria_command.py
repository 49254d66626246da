"""`doctools criteria`: whether a file can be used, and what it says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from awards.awards_build import AWARD, EXAM, HEAD, PLAN
from awards.points_build import NOTES, POINTS
from cli.command import doctools

from doctools import messages
from doctools.cli.main import call
from doctools.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

RULES = PLAN + EXAM + POINTS + NOTES + "value = 3\n" + AWARD


def written(tmp_path: Path, rules: str = RULES, *, signed: str = "") -> Path:
    """Return a criteria file whose types the program knows."""
    head = HEAD.replace("NUMBERS", "").replace('off_by = ""', f'off_by = "{signed}"')
    file = tmp_path / "评选标准.toml"
    file.write_text(head + rules, "utf-8")
    return file


def said(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str]:
    """Return the exit code and all that was printed."""
    code = call([str(argument) for argument in arguments], messages.load("zh"))
    out, err = capsys.readouterr()
    return code, out + err


def lines(
    capsys: pytest.CaptureFixture[str], *arguments: str | Path
) -> list[dict[str, Any]]:
    """Return the records printed."""
    _, output = said(capsys, *arguments, "--format", "jsonl")
    return [json.loads(line) for line in output.splitlines()]


def test_a_right_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file without mistakes is said to have none, with what it holds."""
    code, text = said(
        capsys, "criteria", "check", written(tmp_path), "--format", "text"
    )
    assert code == ExitCode.OK
    assert text == (
        "“评选标准.toml”没有发现问题。\n"
        "对象 3 类，指标 2 项，积分 1 项，评选 1 项，自定的数和规则 1 项。\n"
        "其中 1 项还没有签认，名单不能作为最终结果。"
        "请由负责人把姓名写进 [assumptions] 的 signed_off_by。\n"
    )
    (record,) = lines(capsys, "criteria", "check", written(tmp_path, signed="王某"))
    assert record == {
        "type": "criteria_check",
        "schema": 1,
        "file": "评选标准.toml",
        "ok": True,
        "populations": 3,
        "criteria": 2,
        "points": 1,
        "awards": 1,
        "assumptions": 1,
        "unsigned": 0,
    }


def test_a_wrong_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistake is told with file, line and what to do, and ends with code 2."""
    file = written(tmp_path, RULES.replace("value = 3", "valu = 3"))
    line = file.read_text("utf-8").splitlines().index("valu = 3") + 1
    code, text = said(capsys, "criteria", "check", file, "--format", "text")
    assert code == ExitCode.USAGE
    assert text.startswith(
        f"标准文件“评选标准.toml”第 {line} 行，[[points.line]] 笔记：没有“valu”这个键，"
        "最接近的是“value”。"
    )
    (record,) = lines(capsys, "criteria", "check", file)
    assert (record["ok"], record["code"]) == (False, "criteria_key")
    assert record["line"] == line
    assert record["message"] in text


def test_every_rule_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Populations, criteria, points, awards and assumptions each have a sentence."""
    found = lines(capsys, "criteria", "explain", written(tmp_path))
    assert [(entry["kind"], entry["id"]) for entry in found] == [
        ("population", "member"),
        ("population", "leader"),
        ("population", "branch"),
        ("criterion", "member.plan"),
        ("criterion", "member.exam"),
        ("points", "credits"),
        ("award", "best"),
        ("assumption", "个人学习计划"),
    ]
    assert all(entry["sentence"].endswith("。") for entry in found)
    assert found[-1]["needs_signature"]
    assert found[-1]["name"] == "“个人学习计划”写了数、没有引文件原话"
    assert found[-1]["sentence"] == "不少于 1 篇，本单位自定，需签认。"
    assert found[-2]["sentence"] == (
        "对象为党员，名额 2 个；须都达到：“个人学习计划”；按“理论考试优秀”从高到低排；"
        "末位并列的全部列出，不够名额就空着。"
    )
    signed = lines(capsys, "criteria", "explain", written(tmp_path, signed="王某"))
    assert signed[-1]["sentence"] == "不少于 1 篇，本单位自定，由王某签认。"


def test_the_page_a_person_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a screen the sentences stand under headings, with the words they rest on."""
    file = written(
        tmp_path,
        RULES
        + 'seats = { by = "branch", min = 1, max = 2 }\npublicity_days = 7\nquote = "评选二名"\n',
    )
    code, text = said(capsys, "criteria", "explain", file, "--format", "text")
    assert code == ExitCode.OK
    page = text.splitlines()
    assert page[:3] == ["评选", "评选期：2010-01-01 至 2010-12-31", ""]
    for heading in ("对象", "指标", "积分", "评选", "本单位自定的数"):
        assert heading in page
    assert "    依据：“评选二名”" in page
    assert "；每个支部至少 1 名，每个支部最多 2 名；" in text
    assert "；公示 7 天。" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_names_both_commands(
    capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    """The group, each of its commands and the top page have help in the language."""
    words = messages.load(lang)
    pages = {
        (): ["criteria"],
        ("criteria",): ["criteria_check", "criteria_explain"],
        ("criteria", "check"): ["criteria_check", "option_criteria_file"],
        ("criteria", "explain"): ["criteria_explain"],
    }
    for arguments, codes in pages.items():
        assert call([*arguments, "--help"], words) == ExitCode.OK
        page = "".join(capsys.readouterr().out.split())
        for code in codes:
            sentence = words(f"command.{code}").split("。")[0].split(".")[0]
            assert "".join(sentence.split()) in page


def test_the_group_alone_and_an_unknown_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Without a command of the group, or with an unknown one, the way on is said."""
    code, text = said(capsys, "criteria")
    assert code == ExitCode.USAGE
    assert "check、explain" in text
    code, text = said(capsys, "criteria", "chek")
    assert code == ExitCode.USAGE
    assert "criteria chek" in text
    assert "criteria check" in text


def test_from_a_shell(tmp_path: Path) -> None:
    """In a pipe the command writes lines of JSON and ends with the contract's code."""
    done = doctools("criteria", "check", written(tmp_path))
    assert (done.returncode, done.stderr) == (ExitCode.OK, b"")
    assert json.loads(done.stdout)["ok"]


def test_the_file_of_a_campaign_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A campaign folder stands for the criteria file in it; without one that is said."""
    code, text = said(capsys, "criteria", "check", tmp_path, "--format", "text")
    assert code == ExitCode.USAGE
    assert "里没有“评选标准.toml”" in text
    (record,) = lines(capsys, "criteria", "check", tmp_path)
    assert (record["ok"], record["code"]) == (False, "criteria_not_there")
    written(tmp_path)
    for command in ("check", "explain"):
        by_folder = said(capsys, "criteria", command, tmp_path, "--format", "text")
        by_file = said(
            capsys, "criteria", command, tmp_path / "评选标准.toml", "--format", "text"
        )
        assert by_folder == by_file
        assert by_file[0] == ExitCode.OK


def test_points_are_a_list_on_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rule of points has a line for each value, in the records one sentence."""
    steps = "steps = [{ min = 3, points = 1 }, { min = 5, points = 2 }]\n"
    line = NOTES + steps + 'cap = 2\nper = "month"\n'
    file = written(tmp_path, PLAN + EXAM + POINTS + line + AWARD)
    page = said(capsys, "criteria", "explain", file, "--format", "text")[1].splitlines()
    start = page.index("  学时（credits）：党员的“学时”按下列各项计分：")
    assert page[start + 1 : start + 5] == [
        "    笔记：交读书笔记",
        "      每月满 3 篇计 1 分",
        "      每月满 5 篇计 2 分",
        "      每月最多 2 分",
    ]
    points = next(
        entry
        for entry in lines(capsys, "criteria", "explain", file)
        if entry["kind"] == "points"
    )
    assert "每月满 3 篇计 1 分、每月满 5 篇计 2 分，每月最多 2 分" in points["sentence"]


def test_quotes_inside_quotes_are_single(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A quotation with quotation marks in it does not end too early."""
    file = written(tmp_path, RULES + 'quote = "以“三会一课”为主"\n')
    text = said(capsys, "criteria", "explain", file, "--format", "text")[1]
    assert "依据：“以‘三会一课’为主”" in text


@pytest.mark.parametrize("hidden", ["\\u001b[31m", "\\u202e"])
def test_nothing_acts_in_a_pipe(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], hidden: str
) -> None:
    """Escape codes and turned writing in a title are refused and not sent on."""
    file = written(tmp_path)
    text = file.read_text("utf-8")
    title = f'title = "评{hidden}选"'
    file.write_text(text.replace('title = "评选"', title), "utf-8")
    code, told = said(capsys, "criteria", "explain", file, "--format", "text")
    assert code == ExitCode.USAGE
    assert f"（U+{hidden[2:6].upper()}）" in told
    assert not {"\x1b", "\u202e"} & set(told)
