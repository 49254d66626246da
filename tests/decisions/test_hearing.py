"""Decisions of tables and workbooks find their works, or say why they cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from decisions.decision_build import (
    LI,
    OTHER,
    PATH,
    WORK,
    ZHANG,
    decision,
    entered,
    on_result,
    work,
)

from doctools.deciding.hearing import Hearing, hear
from doctools.deciding.sources import Sources
from doctools.decisions import WITHDRAWN
from doctools.facts import Book, Facts, Organisation, Person
from doctools.members.decision_words import read_decision
from doctools.records import CriterionResult, Decided, EvidenceRow
from doctools.reports.workbook_edits import Edits, RowEdit, WorkEdit

if TYPE_CHECKING:
    from doctools.awards.rules import Criteria
    from doctools.decisions import Decision, Entry
    from doctools.records import Work

ROW = EvidenceRow(table="花名册.xlsx", row=2)
SECOND = "稿件/李四.txt"
WORKS = (work(PATH, "suspected_copy"), work(SECOND, work_id=OTHER, members=(LI,)))
FACTS = Facts(
    people=(
        *(
            Person(member_id=m.member_id or "", name=m.name, branch=m.branch, row=ROW)
            for m in (ZHANG, LI)
        ),
        Person(member_id="李四@第三支部", name="李四", branch="第三支部", row=ROW),
    ),
    organisations=(
        Organisation(name="第一支部", kind=None, row=ROW, aliases=("一支部",)),
    ),
)
CRITERIA = cast(
    "Criteria",
    SimpleNamespace(
        criteria=(SimpleNamespace(name="每月读书笔记", identifier="books"),),
        points=(SimpleNamespace(name="学时", identifier="credits"),),
    ),
)
MONTHS = tuple(f"2010-{month:02d}" for month in range(1, 13))


def _hear(
    *workbooks: Edits,
    journal: tuple[Entry, ...] = (),
    works: tuple[Work, ...] = WORKS,
    facts: Facts = FACTS,
) -> Hearing:
    return hear(
        Sources(journal=journal, workbooks=workbooks, recorded="2010-07-01"),
        works=works,
        facts=facts,
        digests={each.path: "ab" for each in works},
        criteria=CRITERIA,
        months=MONTHS,
    )


def _said(found: Hearing) -> list[tuple[str, str, str]]:
    return [
        (entry.decision.subject, entry.decision.field, entry.decision.value)
        for entry in found.added
    ]


def _codes(found: Hearing) -> list[str]:
    return [problem.code for problem in found.problems]


def _edits(edit: WorkEdit | RowEdit, *, listed: tuple[Entry, ...] = ()) -> Edits:
    return Edits(
        file="summary.xlsx",
        works_sheet="作品",
        decisions_sheet="决定",
        listed=listed,
        works=(edit,) if isinstance(edit, WorkEdit) else (),
        rows=(edit,) if isinstance(edit, RowEdit) else (),
    )


def _cell(
    by: str = "赵书记", reason: str = "", path: str = PATH, **changed: str
) -> WorkEdit:
    remarks = {"by": by, "reason": reason, "basis": ""}
    return WorkEdit(
        row=5,
        work_id=WORK if path == PATH else OTHER,
        path=path,
        sha256="ab",
        changed=changed,
        shown={},
        remarks=remarks,
        new_remarks={name: text for name, text in remarks.items() if text},
    )


def _row(**cells: str) -> RowEdit:
    return RowEdit(row=9, entry=None, cells=cells)


# ---- the table 决定 ----


def test_a_row_of_the_table_finds_its_file() -> None:
    """The end of the path is enough; work id and digest are added."""
    row = decision("counted", subject="", path="张三-3月.txt")
    found = _hear(facts=replace(FACTS, decisions=(row,)))
    (entry,) = found.added
    told = entry.decision
    assert (told.subject, told.path, told.sha256) == (WORK, PATH, "ab")
    assert entry.recorded == "2010-07-01"
    assert found.on_works[PATH][0].value == "counted"


def test_a_row_about_no_file_of_the_batch_is_listed() -> None:
    """It stays in its table and is said, never dropped."""
    row = decision(subject="", path="没有.txt", source="决定.xlsx 7")
    found = _hear(facts=replace(FACTS, decisions=(row,)))
    (problem,) = found.problems
    assert (problem.code, problem.row) == (
        "decision_no_work",
        EvidenceRow(table="决定.xlsx", row=7),
    )
    assert found.added == ()


def test_a_row_keeps_to_the_text_it_was_written_for() -> None:
    """When the file's text changes, the old row does not pass on to the new text."""
    row = decision("counted", subject="", path="张三-3月.txt")
    facts = replace(FACTS, decisions=(row,))
    journal = _hear(facts=facts).added
    changed = (work(PATH, work_id="w-000000000000"),)
    found = _hear(journal=journal, works=changed, facts=facts)
    assert found.added == ()
    assert found.on_works == {}
    assert [each.value for each in found.outdated[PATH]] == ["counted"]


def test_a_month_gets_its_year_from_the_campaign() -> None:
    """--03 becomes 2010-03; a month of two years is not guessed."""
    row = decision("--03", field="period")
    facts = replace(FACTS, decisions=(row,))
    assert _said(_hear(facts=facts)) == [(WORK, "period", "2010-03")]
    found = hear(
        Sources(),
        works=WORKS,
        facts=facts,
        digests={},
        criteria=None,
        months=(*MONTHS, "2011-03"),
    )
    assert _codes(found) == ["decision_period"]


@pytest.mark.parametrize(
    ("words", "item", "fields"),
    [("撤销", "", {"verdict", "copied", "book"}), ("撤回", "作者", {"members"})],
)
def test_a_table_can_take_back(words: str, item: str, fields: set[str]) -> None:
    """撤销 takes back the verdict, or just what the item names."""
    said = read_decision(words, item=item)
    assert {field for field, _ in said} == fields
    assert {value for _, value in said} == {WITHDRAWN}
    assert read_decision(words, item="读书笔记", about="result") == (
        ("读书笔记", WITHDRAWN),
    )


def test_results_are_named_by_criterion() -> None:
    """The name or identifier of a criterion or of points; any other is listed."""
    rows = (
        on_result("met", subject="张三@第一支部", criterion="每月读书笔记"),
        on_result("waived", subject="李四@第二支部", criterion="books"),
        on_result("waived", subject="李四@第二支部", criterion="学时"),
        on_result("met", subject="李四@第二支部", criterion="每月读报"),
    )
    found = _hear(facts=replace(FACTS, decisions=rows))
    assert {key: told.value for key, told in found.on_results.items()} == {
        ("books", "张三@第一支部"): "met",
        ("books", "李四@第二支部"): "waived",
        ("credits", "李四@第二支部"): "waived",
    }
    assert _codes(found) == ["decision_no_criterion"]


# ---- edited cells ----


def test_a_book_is_taken_as_the_list_spells_it() -> None:
    """认可为3月读书笔记《…》 sets the book too; an alias becomes the listed title."""
    listed = Book(title="论持久战（节选）", aliases=("论持久战",), row=ROW)
    facts = replace(FACTS, books=(listed,))
    found = _hear(_edits(_cell(verdict="认可为3月读书笔记《论持久战》")), facts=facts)
    assert (WORK, "book", "论持久战（节选）") in _said(found)


def test_an_organisation_is_an_author_by_any_of_its_names() -> None:
    """The work is the organisation's own paper then."""
    found = _hear(_edits(_cell(members="第一党支部")))
    assert _said(found) == [(WORK, "members", "@第一支部")]


def test_a_day_without_a_year_is_of_the_campaign() -> None:
    """7月1日 in the sheet of decisions is the campaign's."""
    row = _row(path="张三-3月.txt", verdict="认可", by="赵", on="7月1日")
    (entry,) = _hear(_edits(row)).added
    assert entry.decision.on == date(2010, 7, 1)


def test_edited_cells_become_decisions() -> None:
    """Each cell is one decision; 认可为3月读书笔记 is three."""
    edit = _cell(
        members="张三、李四（第三支部）", verdict="认可为3月读书笔记", reason="手写"
    )
    found = _hear(_edits(edit))
    assert sorted(_said(found)) == sorted(
        [
            (WORK, "members", "张三@第一支部、李四@第三支部"),
            (WORK, "verdict", "counted"),
            (WORK, "period", "2010-03"),
            (WORK, "document_type", "读书笔记"),
        ]
    )
    assert {(e.decision.by, e.decision.reason) for e in found.added} == {
        ("赵书记", "手写")
    }
    assert found.added[0].decision.source == "summary.xlsx 作品 5"
    assert found.added[0].authors == "张三@第一支部"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"verdict": "好"}, "unknown_decision"),
        ({"verdict": "认可吧"}, "unknown_decision"),
        ({"members": "张三、第一支部"}, "decision_mixed_authors"),
        ({"document_type": "散文"}, "unknown_document_type"),
        ({"members": "李四"}, "namesake"),
        ({"members": "钱七"}, "unknown_person"),
        ({}, "decision_no_verdict"),
    ],
)
def test_what_cannot_be_understood_is_listed(
    changed: dict[str, str], code: str
) -> None:
    """Nothing of the row is applied, and its place is said."""
    found = _hear(_edits(_cell(**changed)))
    (problem,) = found.problems
    assert (problem.code, problem.row.table, problem.row.row) == (
        code,
        "summary.xlsx 作品",
        5,
    )
    assert found.added == ()


def test_nobody_decides_without_a_name() -> None:
    """An edit without a name is listed; one name at the top serves the workbook."""
    unnamed = _edits(_cell(by="", verdict="认可"))
    assert _codes(_hear(unnamed)) == ["decision_no_name"]
    assert _hear(unnamed).added == ()
    named = _hear(replace(unnamed, decider="赵书记"))
    assert [entry.decision.by for entry in named.added] == ["赵书记"]


def test_a_cell_that_showed_the_decision_supersedes_it() -> None:
    """不认可 over 认可 is no conflict for who saw 认可; clearing takes it back."""
    journal = _hear(_edits(_cell(verdict="认可"))).added
    edit = replace(_cell(verdict="不认可"), shown={"verdict": "认可"})
    later = replace(_edits(edit, listed=journal), file="summary-2010-07-02.xlsx")
    found = _hear(_edits(_cell(verdict="认可")), later, journal=journal)
    assert found.on_works[PATH][0].value == "not_counted"
    assert not found.open
    cleared = _edits(_cell(verdict=""), listed=(*journal, *found.added))
    back = _hear(
        replace(cleared, file="summary-2010-07-03.xlsx"),
        journal=(*journal, *found.added),
    )
    assert _said(back) == [(WORK, "verdict", WITHDRAWN)]
    assert back.on_works == {}


def test_an_old_reason_is_none_for_a_new_value() -> None:
    """A reason that was there before was given for the other value."""
    edit = replace(
        _cell(verdict="不认可"),
        remarks={"by": "赵书记", "reason": "手写", "basis": "例会"},
        new_remarks={},
    )
    (entry,) = _hear(_edits(edit)).added
    assert (entry.decision.by, entry.decision.reason) == ("赵书记", "")


def test_a_conflict_stays_until_somebody_settles_it() -> None:
    """It is open while both maintain it; the first applies."""
    table = replace(FACTS, decisions=(decision("counted", by="李主任"),))
    workbook = _edits(_cell(verdict="不认可"))
    first = _hear(workbook, facts=table)
    assert first.on_works[PATH][0].value == "counted"
    assert len(first.open) == 1
    journal = first.added
    again = _hear(workbook, facts=table, journal=journal)
    assert (again.added, again.open) == ((), first.open)
    reverted = _edits(_cell(path=SECOND, verdict="认可"))
    assert not _hear(reverted, facts=table, journal=journal).open
    assert _hear(facts=table, journal=journal).open == first.open
    settled = _row(path=PATH, verdict="认可", by="赵书记", on="2010-07-02")
    last = replace(_edits(settled, listed=journal), file="summary-2010-07-02.xlsx")
    found = _hear(workbook, last, facts=table, journal=journal)
    assert not found.open
    assert found.on_works[PATH][0].by == "赵书记"


# ---- the sheet 决定 ----


def test_a_row_added_to_the_sheet_is_a_decision() -> None:
    """On a work by file or number, on a result by person and criterion."""
    found = _hear(
        _edits(_row(path="张三-3月.txt", verdict="本人所写", by="赵书记")),
        _edits(_row(work_id=OTHER, verdict="月份：4月", by="赵书记", on="2010-07-01")),
        _edits(_row(subject="张三", criterion="每月读书笔记", verdict="免除", by="赵")),
        _edits(_row(subject="一支部", criterion="books", verdict="达到", by="赵")),
    )
    assert _said(found) == [
        (WORK, "copied", "own_work"),
        (OTHER, "period", "2010-04"),
        ("张三@第一支部", "books", "waived"),
        ("第一支部", "books", "met"),
    ]
    assert found.added[1].decision.on == date(2010, 7, 1)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"verdict": "认可", "by": "赵"}, "decision_about_nothing"),
        ({"path": "张三-3月.txt", "by": "赵"}, "decision_no_verdict"),
        ({"path": "张三-3月.txt", "verdict": "认可"}, "decision_no_name"),
        ({"path": "无.txt", "verdict": "认可", "by": "赵"}, "decision_no_work"),
        (
            {"path": "张三-3月.txt", "verdict": "认可", "by": "赵", "on": "昨天"},
            "not_a_date",
        ),
        (
            {"path": "张三-3月.txt", "verdict": "认可", "by": "赵", "on": "2月29日"},
            "decision_year",
        ),
    ],
)
def test_an_incomplete_row_is_listed(cells: dict[str, str], code: str) -> None:
    """What a row lacks is said with its place."""
    found = _hear(_edits(_row(**cells)))
    (problem,) = found.problems
    assert (problem.code, problem.row.row) == (code, 9)
    assert found.added == ()


def test_a_name_that_fits_two_people_is_said_itself() -> None:
    """What is wrong with a person's name is told of the name, not of the decision."""
    row = _row(subject="李四", criterion="每月读书笔记", verdict="达到", by="赵")
    (problem,) = _hear(_edits(row)).problems
    assert (problem.code, dict(problem.facts)["name"]) == ("namesake", "李四")


def test_a_changed_row_supersedes_what_it_showed() -> None:
    """Value, reason or day of a known decision can be corrected in its row."""
    (entry,) = entered(decision("counted"))
    cells = {"verdict": "不认可", "by": "赵书记", "reason": "重看原件"}
    edit = RowEdit(
        row=3, entry=entry, cells=cells, changed=frozenset({"verdict", "reason"})
    )
    found = _hear(_edits(edit, listed=(entry,)), journal=(entry,))
    (told,) = found.on_works[PATH]
    assert (told.value, told.by, told.reason) == ("not_counted", "赵书记", "重看原件")
    reason = replace(
        edit, cells={**cells, "verdict": "认可"}, changed=frozenset({"reason"})
    )
    (told,) = _hear(_edits(reason, listed=(entry,)), journal=(entry,)).on_works[PATH]
    assert (told.value, told.reason) == ("counted", "重看原件")


# ---- what becomes of the entries ----


def test_a_workbook_restores_a_lost_journal() -> None:
    """Everything a workbook lists comes back, though nothing in it was edited."""
    journal = entered(decision("counted"))
    untouched = Edits(file="summary.xlsx", listed=journal)
    found = _hear(untouched)
    assert found.added == journal
    assert found.on_works[PATH][0].value == "counted"


def test_standings_tell_what_became_of_each_entry() -> None:
    """In force, not in this batch, or on a text that has changed since."""
    journal = entered(
        decision("counted"),
        decision("counted", path="别处.txt", subject="w-111111111111"),
        decision("counted", path=SECOND, subject="w-222222222222"),
    )
    found = _hear(journal=journal)
    told = Decided(field="verdict", value="counted", computed="ok", by="李主任")
    decided = tuple(
        replace(each, decided=(told,)) if each.path == PATH else each for each in WORKS
    )
    states = [each.state for each in found.standings(decided, (), added=())]
    assert states == ["in_force", "absent", "outdated"]


def test_new_entries_hold_what_the_program_said() -> None:
    """The computed value is kept with the decision, also of a result."""
    rows: tuple[Decision, ...] = (
        decision("counted"),
        on_result("met", subject="张三@第一支部", criterion="books"),
    )
    found = _hear(facts=replace(FACTS, decisions=rows))
    told = Decided(field="verdict", value="counted", computed="pending x", by="李主任")
    result = CriterionResult(
        subject="张三@第一支部",
        criterion="books",
        value=1,
        required=2,
        status="met",
        decided=Decided(field="status", value="met", computed="pending", by="李主任"),
    )
    works = (replace(WORKS[0], decided=(told,)), WORKS[1])
    entries = found.with_computed(works, (result,))
    assert [entry.decision.computed for entry in entries] == ["pending x", "pending"]


def test_an_undated_decision_shows_the_day_it_was_entered() -> None:
    """Who asks when it was decided gets at least the day it was known."""
    found = _hear(_edits(_cell(verdict="认可")))
    assert found.added[0].decision.on is None
    assert found.on_works[PATH][0].on == date(2010, 7, 1)
