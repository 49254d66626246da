"""The audit names what a dictionary has wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doctools.errors import UsageError
from doctools.lexicon import attested
from doctools.lexicon.audit import Problem, audit, entries_of, list_files
from doctools.lexicon.entries import Entries, WrongForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

HEADER = "# 名称: 试\n# 说明: 试\n# 来源: 试\n# 许可: MIT\n"


def nothing(_: Sequence[str]) -> Mapping[str, str]:
    """Find no fault with any entry."""
    return {}


def put(folder: Path, name: str, text: str) -> Path:
    """Write a file of a dictionary."""
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path, base: Entries | None = None) -> tuple[Problem, ...]:
    """Return every problem, a header asked of each list."""
    files = list_files(path)
    return audit(files, base=base or Entries(), flags=nothing, headed=True)


def codes(path: Path, base: Entries | None = None) -> list[tuple[str, int, str]]:
    """Return code, line and entry of every problem."""
    return [(one.code, one.line, one.text) for one in problems(path, base)]


def test_a_sound_dictionary_has_no_problem(tmp_path: Path) -> None:
    """Headed, sorted and unique entries pass."""
    put(tmp_path, "wrong.txt", f"{HEADER}杜会\t社会\n")
    assert not codes(tmp_path)


def test_order_repeats_and_headers_are_checked(tmp_path: Path) -> None:
    """Each kind of disorder is named with line and entry."""
    put(tmp_path, "terms/a.txt", "乙\n丙\n丁\n丁\n")
    assert codes(tmp_path) == [
        ("header", 0, "名称"),
        ("unsorted", 2, "丙"),
        ("unsorted", 3, "丁"),
        ("duplicate", 4, "丁"),
    ]


def test_an_office_may_leave_headers_out(tmp_path: Path) -> None:
    """Without `headed` a list needs no header."""
    put(tmp_path, "terms/a.txt", "青槐镇\n")
    files = list_files(tmp_path)
    assert not audit(files, base=Entries(), flags=nothing)


def test_one_wrong_form_may_have_several_contexts(tmp_path: Path) -> None:
    """A repeat is the same form in the same context, in any of the files."""
    put(tmp_path, "wrong/a.txt", f"{HEADER}截止\t截至\t目前\n截止\t截至\t统计\n")
    put(tmp_path, "wrong/b.txt", f"{HEADER}截止\t截至\t目前\n")
    (found,) = problems(tmp_path)
    assert (found.code, found.file, found.other) == ("duplicate", "b.txt", "a.txt 5")


def test_a_correction_must_not_be_an_error(tmp_path: Path) -> None:
    """A right form and a term that hold a wrong form are named with their lines."""
    put(tmp_path, "terms/a.txt", f"{HEADER}杜会学\n")
    put(tmp_path, "wrong.txt", f"{HEADER}和偕\t和谐杜会\n杜会\t社会\n")
    assert codes(tmp_path) == [
        ("wrong_term", 5, "杜会学"),
        ("wrong_right", 5, "和谐杜会"),
    ]


def test_own_lists_are_set_against_the_shipped_ones(tmp_path: Path) -> None:
    """A shipped wrong form in an own term counts, and an own one in a shipped term."""
    base = Entries(
        terms={"科学发展观": ""}, wrong=(WrongForm(wrong="杜会", rights=("社会",)),)
    )
    put(tmp_path, "terms/a.txt", f"{HEADER}杜会学\n")
    put(tmp_path, "wrong.txt", f"{HEADER}发展\t发振\n")
    found = [(one.code, one.text, one.other) for one in problems(tmp_path, base)]
    assert found == [
        ("wrong_term", "杜会学", "杜会"),
        ("term_flagged", "发展", "科学发展观"),
    ]


def test_an_office_may_overrule_a_shipped_form(tmp_path: Path) -> None:
    """What the office lists as a term or anew is no longer the shipped wrong form."""
    base = Entries(wrong=(WrongForm(wrong="杜会", rights=("社会",)),))
    put(tmp_path, "terms/a.txt", f"{HEADER}杜会\n杜会学\n")
    assert not codes(tmp_path, base)


def test_a_forbidden_word_keeps_a_form_out(tmp_path: Path) -> None:
    """A term with the word that forbids the form is not told of."""
    put(tmp_path, "terms/a.txt", f"{HEADER}截止日期\n")
    put(tmp_path, "wrong.txt", f"{HEADER}截止\t截至\t!日期\n")
    assert not codes(tmp_path)


def test_what_the_proofreader_flags_is_named(tmp_path: Path) -> None:
    """Terms and right forms go through the proofreader handed in."""
    put(tmp_path, "terms/a.txt", f"{HEADER}帐户管理\n")
    put(tmp_path, "wrong.txt", f"{HEADER}按妆\t按装\n")
    found = audit(
        list_files(tmp_path),
        base=Entries(),
        flags=lambda texts: dict.fromkeys(texts, "因为"),
    )
    assert [(one.code, one.file, one.text, one.other) for one in found] == [
        ("flagged_entry", "a.txt", "帐户管理", "因为"),
        ("flagged_entry", "wrong.txt", "按装", "因为"),
    ]


def test_malformed_lines_come_first(tmp_path: Path) -> None:
    """Of every file that cannot be read the first bad line is named, nothing else."""
    put(tmp_path, "wrong.txt", "乙\t丙\n甲 乙\n")
    put(tmp_path, "exceptions.txt", "甲\t乙\n")
    put(tmp_path, "不再提示.txt", "青槐镇\n")
    (tmp_path / "attested").mkdir()
    (tmp_path / "attested/本单位.ngrams").write_bytes(b"PK")
    assert [
        (one.code, one.file, one.line, one.malformed) for one in problems(tmp_path)
    ] == [
        ("attested_damaged", "本单位.ngrams", 0, True),
        ("dictionary_line", "exceptions.txt", 1, True),
        ("dictionary_line", "wrong.txt", 2, True),
        ("silenced_line", "不再提示.txt", 1, True),
    ]


def test_a_single_list_is_known_by_its_name(tmp_path: Path) -> None:
    """One file is checked as what its name or folder says, or refused."""
    terms = put(tmp_path, "terms/a.txt", "青槐镇\n")
    assert entries_of(list_files(terms)).terms == {"青槐镇": ""}
    table = tmp_path / "x.ngrams"
    table.write_bytes(attested.to_bytes(attested.mine(["青槐镇"])))
    assert not problems(table)
    with pytest.raises(UsageError, match="dictionary_unknown_list"):
        list_files(put(tmp_path, "随便.txt", "青槐镇\n"))
