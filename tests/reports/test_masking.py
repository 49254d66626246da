"""No ID or telephone number reaches what people read, wherever it was planted."""

from __future__ import annotations

import zipfile
from dataclasses import fields, is_dataclass, replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from reports.synthetic_result import build, chinese

from doctools.cli.terminal import Terminal
from doctools.model import Evidence
from doctools.records import Cause, Change, Decided, Move
from doctools.reports import (
    change_lines,
    counts_csv,
    html,
    overview,
    passages,
    plain_text,
    publicity,
    records,
    xlsx,
)
from doctools.scope import with_totals

if TYPE_CHECKING:
    from collections.abc import Callable

    from doctools.result import Result

TODAY = date(2026, 11, 23)
WORDS = chinese()
PLANTED = (
    "13800138000",
    "１３９００１３９０００",
    "137-0013-7000",
    "130429199001011234",
)
_NUMBERS = f"（{'，'.join(PLANTED)}）"

_SPOKEN = frozenset(
    [
        "branch",
        "book",
        "context",
        "key",
        "label",
        "left",
        "member_id",
        "name",
        "outlet",
        "path",
        "quote",
        "reason",
        "right",
        "same_as",
        "near_duplicate_of",
        "sentence",
        "signed_off_by",
        "subject",
        "suggestions",
        "table",
        "text",
        "title",
        "value",
    ]
)
"""Fields that hold words; the others hold codes, digests and numbers."""


def _planted(value: Any, name: str = "") -> Any:  # noqa: ANN401 - walks through any record
    """Return a record with the numbers in every text it holds, the same everywhere."""
    if isinstance(value, str) and not hasattr(value, "value"):
        return value + _NUMBERS if name in _SPOKEN else value
    if isinstance(value, tuple):
        return tuple(_planted(item, name) for item in value)
    if isinstance(value, dict):
        inner = "path" if name == "documents" else ""
        return {_planted(k, inner): _planted(v, name) for k, v in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changes = {
            field.name: _planted(getattr(value, field.name), field.name)
            for field in fields(value)
        }
        return replace(value, **changes)
    return value


RESULT: Result = with_totals(_planted(build(classified=True)))
CHANGE = Change(
    of="member_count",
    subject=f"张三{_NUMBERS}",
    name=f"张三{_NUMBERS}",
    branch=None,
    item="读后感",
    period="2010-03",
    moves=(Move(field="counted", before=0, after=1),),
    causes=(Cause(code="file_added", path=f"张三{_NUMBERS}.docx"),),
)


def _unzipped(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return "\n".join(package.read(name).decode() for name in package.namelist())


_WRITERS: dict[str, Callable[[], str]] = {
    "report": lambda: html.render(RESULT, words=WORDS, today=TODAY),
    "workbook": lambda: _unzipped(xlsx.build(RESULT, words=WORDS, today=TODAY)),
    "publicity": lambda: _unzipped(publicity.build(RESULT, words=WORDS, today=TODAY)),
    "csv": lambda: counts_csv.text(RESULT, words=WORDS),
    "overview": lambda: "\n".join(overview.lines(RESULT, words=WORDS)),
    "findings": lambda: "\n".join(plain_text.findings(RESULT.findings, words=WORDS)),
    "repeats": lambda: "\n".join(plain_text.repeats(RESULT.repeats, words=WORDS)),
    "overlaps": lambda: "\n".join(plain_text.overlaps(RESULT, words=WORDS)),
    "counts": lambda: "\n".join(plain_text.counts(RESULT, words=WORDS)),
    "changes": lambda: "\n".join(
        change_lines.lines([CHANGE], result=RESULT, words=WORDS)
    ),
}


@pytest.mark.parametrize("name", _WRITERS)
def test_no_private_number_is_shown(name: str) -> None:
    """The whole output holds none of the numbers, and the masked ones in their place."""
    shown = _WRITERS[name]()
    assert not [number for number in PLANTED if number in shown]
    assert "138****8000" in shown
    assert "130***********1234" in shown


def test_a_number_is_not_shown_in_pieces() -> None:
    """A finding inside a telephone number does not split it into readable parts."""
    found = replace(
        RESULT.findings[0],
        text="0013",
        context="请拨13800138000联系。",
        start=5,
        end=9,
    )
    page = html.render(
        replace(RESULT, findings=(found,), documents={}), words=WORDS, today=TODAY
    )
    assert "0013</mark>" not in page


def test_messages_on_the_screen_are_masked(capsys: pytest.CaptureFixture[str]) -> None:
    """A file name in a message loses the number it carries."""
    terminal = Terminal(WORDS, quiet=False)
    terminal.complain("error.path_missing", path="张三-13800138000.docx")
    assert "张三-138****8000.docx" in capsys.readouterr().err


def test_programs_get_the_path_as_it_is() -> None:
    """Records keep the name of the file: it is the key by which it is found."""
    text = records.result_json(RESULT, words=WORDS)
    assert RESULT.works[0].path in text
    assert PLANTED[0] in RESULT.works[0].path


def test_what_persons_wrote_is_masked_for_programs_too() -> None:
    """Who decided, why and on what basis goes into records without private numbers."""
    told = Decided(
        field="verdict",
        value="counted",
        computed="pending",
        by=f"李主任{PLANTED[0]}",
        reason=_NUMBERS,
        basis=PLANTED[3],
    )
    proof = {"members": Evidence(source="decision", text=_NUMBERS)}
    work = replace(build().works[0], decided=(told,), evidence=proof)
    (line,) = records.lines_of([work], words=WORDS)
    assert not any(number in line for number in PLANTED)
    assert "李主任138****8000" in line


def test_a_passage_is_masked_before_it_is_cut() -> None:
    """A passage that ends inside a telephone number shows no part of its middle."""
    text = "甲" * 100 + "13800138000" + "乙" * 100
    for at in range(100, 112):
        found = passages.excerpt(text, 90, at, margin=3)
        assert "0013" not in found.before + found.marked + found.after
        assert len(found.marked) == at - 90
