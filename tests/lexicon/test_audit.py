"""The audit names what a dictionary has wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.lexicon.audit import audit

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "# 名称: 试\n# 说明: 试\n# 来源: 试\n# 许可: MIT\n"


def nothing(_: str) -> tuple[str, ...]:
    """Find no fault with any text."""
    return ()


def codes(folder: Path) -> list[tuple[str, str]]:
    """Return code and entry of every problem."""
    return [(one.code, one.text) for one in audit(folder, flags=nothing)]


def test_a_sound_dictionary_has_no_problem(tmp_path: Path) -> None:
    """Headed, sorted and unique entries pass."""
    (tmp_path / "wrong.txt").write_text(f"{HEADER}杜会\t社会\n", encoding="utf-8")
    assert not codes(tmp_path)


def test_order_repeats_and_headers_are_checked(tmp_path: Path) -> None:
    """Each kind of disorder is named with the entry."""
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "a.txt").write_text("乙\n丙\n丁\n丁\n", encoding="utf-8")
    assert codes(tmp_path) == [
        ("header", "名称"),
        ("unsorted", "丙"),
        ("unsorted", "丁"),
        ("duplicate", "丁"),
    ]


def test_a_correction_must_not_be_an_error(tmp_path: Path) -> None:
    """A right form and a term that hold a wrong form are named."""
    (tmp_path / "terms").mkdir()
    (tmp_path / "terms" / "a.txt").write_text(f"{HEADER}杜会学\n", encoding="utf-8")
    (tmp_path / "wrong.txt").write_text(
        f"{HEADER}和偕\t和谐杜会\n杜会\t社会\n", encoding="utf-8"
    )
    assert codes(tmp_path) == [("wrong_right", "和谐杜会"), ("wrong_term", "杜会学")]


def test_what_the_proofreader_flags_is_named(tmp_path: Path) -> None:
    """Entries go through the proofreader handed in."""
    (tmp_path / "exceptions.txt").write_text(f"{HEADER}帐户\n", encoding="utf-8")
    found = audit(tmp_path, flags=lambda text: ("帐户",) if "帐户" in text else ())
    assert [(one.code, one.text) for one in found] == [("flagged_entry", "帐户")]
