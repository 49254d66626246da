"""What moved between two results, and why: causes are differences of the records."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from reports.synthetic_result import build, chinese

from doctools.errors import UsageError
from doctools.records import (
    Award,
    Cause,
    CriterionResult,
    Decided,
    EvidenceRow,
    MemberCount,
    PendingWork,
    RankedSubject,
    Run,
    Work,
    WorkMember,
)
from doctools.reports import change_lines, earlier, records
from doctools.reports.changes import compare_results
from doctools.reports.earlier import SavedResult

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.records import Change

WORDS = chinese()
RUN = Run(version="1", config_sha256="a", inputs=1, by_status={}, totals={}, scope={})
ZHANG = WorkMember(member_id="张三@一支部", name="张三", branch="一支部")
LI = WorkMember(member_id="李四@一支部", name="李四", branch="一支部")


def _work(number: int, member: WorkMember = ZHANG, **parts: Any) -> Work:  # noqa: ANN401 - fields of the record
    plain = Work(
        work_id=f"w-{number:012x}",
        path=f"{number}.docx",
        document_type="读书笔记",
        certain=True,
        members=(member,),
        period="2010-03",
    )
    return replace(plain, **parts)


def _saved(*works: Work, run: Run = RUN, **parts: Any) -> SavedResult:  # noqa: ANN401 - fields of the result
    """Return a result with its works and the counts they add up to."""
    keys = {(w.members[0], w.document_type, w.period) for w in works}
    counts = tuple(
        MemberCount(
            member_id=member.member_id,
            name=member.name,
            branch=member.branch,
            document_type=kind,
            period=period,
            counted=_number(works, member, kind, period, "ok"),
            pending=_number(works, member, kind, period, "pending"),
            rejected=_number(works, member, kind, period, "rejected"),
            work_ids=(),
        )
        for member, kind, period in keys
    )
    files = {work.path: "ok" for work in works} | parts.pop("files", {})
    return SavedResult(run=run, works=works, members=counts, files=files, **parts)


def _number(works: tuple[Work, ...], *key: object) -> int:
    return sum(
        (w.members[0], w.document_type, w.period, w.status) == key for w in works
    )


def _summary(changes: tuple[Change, ...]) -> list[tuple[Any, ...]]:
    """Return each change as subject, moves and codes of its causes."""
    return [
        (
            change.subject,
            {move.field: (move.before, move.after) for move in change.moves},
            [cause.code for cause in change.causes],
        )
        for change in changes
    ]


def test_the_same_result_has_not_moved() -> None:
    """A result read again and compared with itself yields nothing."""
    text = records.result_json(build(), words=WORDS)
    found = earlier.parse(text)
    assert compare_results(found, earlier.parse(text)) == ()
    assert len(found.works) == len(build().works)


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (_work(1, decided=(Decided(field="verdict", value="not_counted", computed="ok", by="王"),), status="rejected"), "decided"),
        (_work(1, status="pending", codes=("suspected_copy",)), "reassessed"),
        (_work(9, path="1.docx", status="pending"), "text_changed"),
    ],
)  # fmt: skip
def test_a_work_that_changed_status_says_why(now: Work, code: str) -> None:
    """One counted paper less, and the cause is what happened to that paper."""
    ((subject, moves, causes),) = _summary(
        compare_results(_saved(_work(1), _work(2)), _saved(now, _work(2)))
    )
    assert subject == "张三@一支部"
    assert moves["counted"] == (2, 1)
    assert causes == [code]


def test_files_that_come_and_go_are_named() -> None:
    """Added, removed, and no longer readable are told apart."""
    one, two = _saved(_work(1)), _saved(_work(1), _work(2))
    assert _summary(compare_results(one, two)) == [
        ("张三@一支部", {"counted": (1, 2)}, ["file_added"])
    ]
    assert _summary(compare_results(two, one))[0][2] == ["file_removed"]
    damaged = _saved(_work(1), files={"2.docx": "damaged"})
    (change,) = compare_results(two, damaged)
    assert [(c.code, c.path, c.after) for c in change.causes] == [
        ("file_unread", "2.docx", "damaged")
    ]


def test_a_work_given_to_another_moves_two_counts() -> None:
    """Who loses a paper and who gains it are both told, each for the same reason."""
    found = compare_results(_saved(_work(1)), _saved(_work(1, LI)))
    assert _summary(found) == [
        ("张三@一支部", {"counted": (1, 0)}, ["reattributed"]),
        ("李四@一支部", {"counted": (0, 1)}, ["reattributed"]),
    ]
    assert found[0].causes[0].before == "张三@一支部"
    assert found[0].causes[0].after == "李四@一支部"


def test_a_renamed_file_is_no_new_paper() -> None:
    """The same text under another name moves no number by itself."""
    renamed = _work(1, path="改名.docx")
    assert compare_results(_saved(_work(1)), _saved(renamed)) == ()
    moved = replace(renamed, period="2010-04")
    codes = {
        code
        for *_, causes in _summary(compare_results(_saved(_work(1)), _saved(moved)))
        for code in causes
    }
    assert codes == {"file_renamed", "period_changed"}


def _criterion(**parts: Any) -> CriterionResult:  # noqa: ANN401 - fields of the record
    plain = CriterionResult(
        subject="张三@一支部",
        criterion="notes",
        value=1.0,
        required=2.0,
        status="not_met",
        counted=("w-000000000001",),
        by_period={"2010-03": 1.0, "2010-04": 0.0},
    )
    return replace(plain, **parts)


def test_a_criterion_names_the_work_that_moved_it() -> None:
    """Value, status and month move for the paper that was added."""
    both = ("w-000000000001", "w-000000000002")
    april = _work(2, period="2010-04")
    now = _criterion(
        value=2.0,
        status="met",
        counted=both,
        by_period={"2010-03": 1.0, "2010-04": 1.0},
    )
    *_, (_, moves, causes) = _summary(
        compare_results(
            _saved(_work(1), criteria=(_criterion(),)),
            _saved(_work(1), april, criteria=(now,)),
        )
    )
    assert moves == {
        "value": (1, 2),
        "status": ("not_met", "met"),
        "2010-04": (0, 1),
    }
    assert causes == ["file_added"]


@pytest.mark.parametrize(
    ("before", "after", "run", "causes"),
    [
        ({}, {"required": 1.0, "status": "met"}, RUN, ["rule_changed"]),
        ({}, {"decided": Decided(field="status", value="waived", computed="not_met", by="王"), "status": "met"}, RUN, ["decided"]),
        ({"counted": (), "rows": (EvidenceRow(table="考试.xlsx", row=2),)}, {"counted": (), "value": 3.0, "rows": (EvidenceRow(table="考试.xlsx", row=5),)}, RUN, ["row_added", "row_removed"]),
        ({"counted": (), "rows": (EvidenceRow(table="考试.xlsx", row=2),)}, {"counted": (), "value": 3.0, "rows": (EvidenceRow(table="考试.xlsx", row=2),)}, RUN, ["tables_changed"]),
        ({}, {"counted": (), "value": 0.0, "rejected": (PendingWork(work_id="w-000000000001", code="too_short"),)}, replace(RUN, config_sha256="b"), ["settings_changed"]),
        ({}, {"value": 5.0}, replace(RUN, version="2"), ["version_changed"]),
        ({"counted": ()}, {"counted": (), "value": 5.0}, RUN, ["other_results"]),
    ],
)  # fmt: skip
def test_without_a_changed_work_the_rest_is_named(
    before: dict[str, Any], after: dict[str, Any], run: Run, causes: list[str]
) -> None:
    """A rule, a decision, a row, the settings or the version: what the records show."""
    old = _saved(_work(1), criteria=(_criterion(**before),))
    new = _saved(_work(1), run=run, criteria=(_criterion(**after),))
    ((_, _, found),) = _summary(compare_results(old, new))
    assert found == causes


_SOURCES = {"评选标准.toml": "a", "考试.xlsx": "b", "活动.xlsx": "c"}


@pytest.mark.parametrize(
    ("rows", "changed", "causes"),
    [
        ((2,), {"考试.xlsx": "new"}, [("row_changed", "考试.xlsx")]),
        ((2, 3), {"考试.xlsx": "new"}, [("tables_changed", "考试.xlsx")]),
        ((2, 3), {"活动.xlsx": "new"}, [("tables_changed", "活动.xlsx")]),
        ((2,), {"评选标准.toml": "new"}, [("criteria_changed", "评选标准.toml")]),
        ((2,), {}, [("settings_changed", "")]),
    ],
)
def test_what_changed_beside_the_papers_is_named(
    rows: tuple[int, ...], changed: dict[str, str], causes: list[tuple[str, str]]
) -> None:
    """The row, the table or the criteria file that differs; the settings if none does."""
    before = replace(RUN, sources=_SOURCES)
    after = replace(RUN, config_sha256="b", sources={**_SOURCES, **changed})
    evidence = tuple(EvidenceRow(table="考试.xlsx", row=row) for row in rows)
    was = _criterion(counted=(), rows=evidence)
    old = _saved(_work(1), run=before, criteria=(was,))
    new = _saved(_work(1), run=after, criteria=(replace(was, value=3.0),))
    (found,) = compare_results(old, new)
    assert [(cause.code, cause.path) for cause in found.causes] == causes


def test_only_the_decisions_that_differ_are_told() -> None:
    """What was taken back is called so; what stands on both sides is left out."""
    both = tuple(
        Decided(field=field, value=value, computed="", by="何书记")
        for field, value in (
            ("members", "张三@一支部、李四@一支部"),
            ("verdict", "counted"),
        )
    )
    old = _saved(_work(1, decided=both))
    new = _saved(_work(1, decided=both[:1], status="pending", codes=("needs_ocr",)))
    found = compare_results(old, new)
    said = list(change_lines.lines(found, result=build(), words=WORDS))
    assert said[2].strip() == "原因：撤销了决定（原为 计与不计：计入）：1.docx"


def _award(*ranks: int | None, **parts: Any) -> Award:  # noqa: ANN401 - fields of the record
    return Award(
        award="star",
        quota=2,
        ranking=tuple(
            RankedSubject(
                rank=rank,
                subject=str(member.member_id),
                name=member.name,
                branch=member.branch,
                status="selected" if rank else "not_selected",
            )
            for member, rank in zip((ZHANG, LI), ranks, strict=True)
        ),
        **parts,
    )


def test_a_place_moves_by_own_results_or_by_those_of_others() -> None:
    """Who reached more is told by which criterion, who fell behind that others moved."""
    old = _saved(_work(1), criteria=(_criterion(),), awards=(_award(2, 1),))
    more = _criterion(value=5.0, required=1.0)
    new = _saved(_work(1), criteria=(more,), awards=(_award(1, 2),))
    _, *places = compare_results(old, new, asked={"star": ["notes"]})
    assert _summary(tuple(places)) == [
        ("张三@一支部", {"rank": (2, 1)}, ["criterion_moved"]),
        ("李四@一支部", {"rank": (1, 2)}, ["others_moved"]),
    ]
    assert places[0].causes[0].path == "notes"


def test_an_award_that_is_settled_now_is_a_change() -> None:
    """The list itself moves from open to final."""
    old = _saved(_work(1), awards=(_award(1, 2, final=False, open=("tied",)),))
    new = _saved(_work(1), awards=(_award(1, 2),))
    assert _summary(compare_results(old, new)) == [
        ("", {"final": (False, True)}, ["other_results"])
    ]


def test_a_list_is_opened_and_settled_by_what_is_no_result() -> None:
    """A signature, a paper of nobody: the cause is named, not another criterion."""
    old = _saved(_work(1), awards=(_award(1, 2, final=False, open=("unclaimed",)),))
    new = _saved(
        _work(1), awards=(_award(1, 2, final=False, open=("not_signed_off",)),)
    )
    done = _saved(_work(1), awards=(_award(1, 2),))
    (change,) = compare_results(new, done)
    assert [(c.code, c.before) for c in change.causes] == [
        ("list_settled", "not_signed_off")
    ]
    (change,) = found = compare_results(done, old)
    assert [(c.code, c.after) for c in change.causes] == [("list_opened", "unclaimed")]
    _, *lines = change_lines.lines(found, result=build(), words=WORDS)
    assert "作者不明" in lines[1]


def test_changes_are_told_in_words() -> None:
    """Two lines for each change, no code among them."""
    old = _saved(_work(1), _work(2), criteria=(_criterion(),))
    new = _saved(
        _work(1, status="pending", codes=("suspected_copy",)),
        _work(2),
        criteria=(_criterion(value=0.0, counted=()),),
    )
    found = compare_results(old, new)
    head, *lines = change_lines.lines(found, result=build(), words=WORDS)
    assert "2" in head
    assert lines[0].startswith("一支部 张三 读书笔记 2010-03：计入 2 → 1、待定 0 → 1")
    assert lines[1].strip().startswith("原因：由“")
    assert "suspected_copy" not in "".join(lines)
    assert list(change_lines.lines((), result=build(), words=WORDS)) == [
        WORDS("change.none")
    ]


def test_every_cause_has_its_words() -> None:
    """Each code the record's documentation lists has a sentence in both languages."""
    doc = Cause.__doc__ or ""
    listed = doc.split("code: ")[1].split("path:")[0]
    codes = {word.strip(" .\n") for word in listed.split(",")}
    assert len(codes) > 20
    assert all(f"change.cause.{code}" in WORDS for code in codes)


_WRONG: dict[str, tuple[bytes, str]] = {
    "text": (b"PK\x03\x04", "since_damaged"),
    "not utf-8": ("{“名”}".encode("gb18030"), "since_damaged"),
    "cut": (records.result_json(build(), words=WORDS).encode()[:5000], "since_damaged"),
    "deep": (b"[" * 100_000, "since_damaged"),
    "list": (b"[1, 2]", "since_no_result"),
    "other json": (b'{"run": {"schema": 1}}', "since_no_result"),
    "empty": (b"", "since_damaged"),
}


@pytest.mark.parametrize("name", _WRONG)
def test_what_is_no_result_is_refused(name: str, tmp_path: Path) -> None:
    """Damaged, cut, foreign and hostile files end with a sentence, not a traceback."""
    data, code = _WRONG[name]
    file = tmp_path / "result.json"
    file.write_bytes(data)
    with pytest.raises(UsageError) as error:
        earlier.load(file)
    assert error.value.code == code
    assert WORDS(f"error.{code}", **error.value.facts)


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        (("run", "schema"), 2, "since_version"),
        (("works", 0, "members"), "张三", "since_no_result"),
        (("files",), 5, "since_no_result"),
        (("run",), None, "since_version"),
    ],
)
def test_fields_of_another_kind_are_refused(
    place: tuple[str | int, ...], value: object, code: str
) -> None:
    """Another version and fields that hold something else are told apart."""
    content: Any = json.loads(records.result_json(build(), words=WORDS))
    inner = content
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    with pytest.raises(UsageError) as error:
        earlier.parse(json.dumps(content))
    assert error.value.code == code


def test_too_large_a_file_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file beyond the limit is refused before its content is looked at."""
    monkeypatch.setattr(earlier, "LARGEST", 10)
    file = tmp_path / "result.json"
    file.write_bytes(b"x" * 11)
    with pytest.raises(UsageError) as error:
        earlier.load(file)
    assert error.value.code == "since_too_large"


def test_names_no_utf8_can_hold_are_compared_too() -> None:
    """A path with a lone surrogate reads back, and equals itself."""
    result = build()
    odd = replace(result.works[0], path="甲\udcff.docx")
    text = records.result_json(replace(result, works=(odd,)), words=WORDS)
    found = earlier.parse(text)
    assert found.works[0].path == "甲\\udcff.docx"
    assert compare_results(found, earlier.parse(text)) == ()


def test_a_field_of_a_later_version_is_passed_over() -> None:
    """Fields may be added: a result that has more of them is read all the same."""
    content: Any = json.loads(records.result_json(build(), words=WORDS))
    content["works"][0]["later"] = 1
    content["later"] = []
    assert earlier.parse(json.dumps(content)).works
