"""Works and results as persons decided on them, with what the program said beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

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

from doctools.awards.decided import decide as decide_result
from doctools.facts import Person
from doctools.members.decided import decide, decide_authors, people_named, refuse
from doctools.members.placing import Places
from doctools.members.works import resolve
from doctools.records import CriterionResult, EvidenceRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doctools.decisions import Decision
    from doctools.records import Work

ROW = EvidenceRow(table="花名册.xlsx", row=2)
PEOPLE = tuple(
    Person(member_id=m.member_id or "", name=m.name, branch=m.branch, row=ROW)
    for m in (ZHANG, LI)
)


def _count(
    works: Sequence[Work],
    decisions: Mapping[str, Sequence[Decision]],
    outdated: Mapping[str, Sequence[Decision]] | None = None,
) -> dict[str, Work]:
    """Return the works as a run would count them, by path."""
    settled = decide_authors(works, decisions, people=PEOPLE)
    computed = resolve(settled, near_duplicates={}, shared={})
    judged = resolve(refuse(settled, decisions), near_duplicates={}, shared={})
    told = decide(judged, decisions, computed=computed, outdated=outdated or {})
    return {each.path: each for each in told}


def _one(told: Work, *said: Decision) -> Work:
    return _count([told], {told.path: said})[told.path]


@pytest.mark.parametrize(
    "code",
    ["needs_ocr", "unknown_type", "unknown_period", "suspected_copy", "no_proof"],
)
def test_what_a_person_accepts_counts(code: str) -> None:
    """A verdict settles every doubt about the work, and says what it replaced."""
    found = _one(work(PATH, code), decision("counted"))
    assert (found.status, found.codes) == ("ok", ())
    assert found.decided[0].computed == f"pending {code}"
    assert found.decided[0].by == "李主任"


@pytest.mark.parametrize("code", ["unknown_author", "namesake", "sources_disagree"])
def test_a_verdict_names_nobody(code: str) -> None:
    """Who wrote it stays open until somebody says who did."""
    assert _one(work(PATH, code), decision("counted")).codes == (code,)
    named = decision("李四@第二支部", field="members")
    found = _one(work(PATH, code), named, decision("counted"))
    assert (found.status, found.members) == ("ok", (LI,))


def test_what_a_person_refuses_does_not_count() -> None:
    """A refused work is rejected as decided, whatever the program said."""
    found = _one(work(), decision("not_counted"))
    assert (found.status, found.codes) == ("rejected", ("decided",))
    assert found.decided[0].computed == "ok"


def test_a_photograph_becomes_a_note_of_march() -> None:
    """认可为3月读书笔记 gives type and month and lets the work count."""
    photo = work(PATH, "needs_ocr", document_type=None, period=None, certain=False)
    found = _one(
        photo,
        decision("counted"),
        decision("读书笔记", field="document_type"),
        decision("2010-03", field="period"),
    )
    assert (found.status, found.document_type, found.period, found.certain) == (
        "ok",
        "读书笔记",
        "2010-03",
        True,
    )
    assert {told.field: told.computed for told in found.decided} == {
        "document_type": "",
        "period": "",
        "verdict": "pending needs_ocr",
    }
    assert found.evidence["period"].source == "decision"


def test_type_and_month_alone_settle_only_themselves() -> None:
    """A scan whose month is decided still waits to be looked at."""
    photo = work(PATH, "needs_ocr", "unknown_period", period=None)
    assert _one(photo, decision("2010-03", field="period")).codes == ("needs_ocr",)


def test_own_work_lifts_the_suspicion_from_that_work_only() -> None:
    """The other side of the pair waits for its own decision."""
    mine, other = work("a.txt"), work("b.txt", members=(LI,))
    found = _count([mine, other], {"a.txt": [decision("own_work", field="copied")]})
    assert found["a.txt"].status == "ok"
    assert found["a.txt"].decided[0].computed == "pending suspected_copy"
    assert found["b.txt"].codes == ("suspected_copy",)


def test_what_was_copied_does_not_count() -> None:
    """A person, not the program, says that a text was copied."""
    found = _one(work(PATH, "suspected_copy"), decision("copied", field="copied"))
    assert (found.status, found.codes) == ("rejected", ("decided",))


def test_a_verdict_outweighs_a_finding_of_copying() -> None:
    """Who accepts a work although it was copied has the last word."""
    found = _one(
        work(PATH, "suspected_copy"),
        decision("copied", field="copied"),
        decision("counted"),
    )
    assert found.status == "ok"
    assert [told.field for told in found.decided] == ["copied", "verdict"]


def test_decided_authors_enter_the_logic_of_copies() -> None:
    """Two files of one text become a repeat once both are by the same person."""
    mine, other = work("a.txt"), work("b.txt", members=(LI,))
    named = decision("张三@第一支部", field="members")
    found = _count([mine, other], {"b.txt": [named]})
    assert found["a.txt"].status == "ok"
    assert found["b.txt"].codes == ("repeat_submission",)
    assert found["b.txt"].decided[0].computed == "李四@第二支部"


def test_an_author_who_is_not_on_the_roster_is_not_invented() -> None:
    """A decision that names nobody of the roster changes nothing."""
    named = decision("钱七@第一支部", field="members")
    assert _one(work(PATH, "unknown_author"), named).codes == ("unknown_author",)
    assert people_named("钱七@第一支部", PEOPLE) is None


def test_a_copy_that_is_accepted_stands_for_all() -> None:
    """One text of one author never counts twice, whichever file is decided on."""
    found = _count([work("a.txt"), work("b.txt")], {"b.txt": [decision("counted")]})
    assert [each.status for each in found.values()] == ["rejected", "ok"]


def test_a_refused_text_does_not_come_back_under_another_name() -> None:
    """Refusing one of two identical files does not let the other count."""
    found = _count([work("a.txt"), work("b.txt")], {"a.txt": [decision("not_counted")]})
    assert {each.status for each in found.values()} == {"rejected"}


def test_a_changed_file_waits_for_a_new_decision() -> None:
    """The decision is shown and not applied."""
    told = decision("counted", subject=OTHER)
    found = _count([work()], {}, {PATH: [told]})[PATH]
    assert (found.status, found.codes) == ("pending", ("decision_outdated",))
    assert found.decided[0].outdated
    assert found.decided[0].computed == "ok"


def test_a_new_decision_on_the_changed_file_settles_it() -> None:
    """Nothing is outdated any more once the present text is decided on."""
    old = decision("not_counted", subject=OTHER)
    found = _count([work()], {PATH: [decision("counted")]}, {PATH: [old]})[PATH]
    assert (found.status, found.codes) == ("ok", ())


# ---- which work a decision speaks of ----


def test_a_renamed_file_keeps_its_decision() -> None:
    """The text decides, not the name."""
    (entry,) = entered(decision())
    places = Places([work("新名字.txt")], [entry])
    assert places.path_of(entry) == "新名字.txt"
    assert not places.changed(entry)


def test_a_changed_text_loses_its_decision() -> None:
    """The same name with another text is another work."""
    (entry,) = entered(decision())
    places = Places([work(work_id=OTHER)], [entry])
    assert places.path_of(entry) == ""
    assert places.changed(entry) == PATH


def test_a_moved_text_leaves_its_old_name_alone() -> None:
    """Where the text went on under another name, the new file is not flagged."""
    (entry,) = entered(decision())
    places = Places([work(work_id=OTHER), work("b.txt")], [entry])
    assert places.path_of(entry) == "b.txt"
    assert places.changed(entry) == ""


def test_a_decision_is_not_put_on_another_persons_copy() -> None:
    """When the decided file is gone, the same text by somebody else is not it."""
    (entry,) = entered(decision("own_work", field="copied"))
    entry = replace(entry, authors="张三@第一支部")
    assert Places([work("b.txt", members=(LI,))], [entry]).path_of(entry) == ""
    assert Places([work("b.txt")], [entry]).path_of(entry) == "b.txt"


def test_of_two_copies_none_is_guessed() -> None:
    """A decision whose file is gone is not put on one of several."""
    (entry,) = entered(decision())
    assert Places([work("a.txt"), work("b.txt")], [entry]).path_of(entry) == ""


def test_a_work_is_found_by_name_or_number() -> None:
    """Whole path, file name alone or work id; never a guess among several."""
    works = [work("稿件/a/笔记.txt"), work("稿件/b/笔记.txt", work_id=OTHER)]
    places = Places(works, [])
    assert places.find(work_id="", path="a/笔记.txt") == works[0]
    assert places.find(work_id="", path="a\\笔记.txt") == works[0]
    assert places.find(work_id=OTHER, path="") == works[1]
    assert places.find(work_id="", path="笔记.txt") == "decision_several_works"
    assert places.find(work_id="", path="记.txt") == "decision_no_work"
    assert places.find(work_id=WORK, path="b/笔记.txt") == "decision_no_work"


# ---- results ----


@pytest.mark.parametrize(
    ("value", "status"), [("met", "met"), ("waived", "met"), ("not_met", "not_met")]
)
def test_a_decided_result_keeps_what_was_worked_out(value: str, status: str) -> None:
    """Status as decided, value and computed status as they were."""
    result = CriterionResult(
        subject="张三", criterion="books", value=11.0, required=12.0, status="pending"
    )
    told = on_result(value, subject="张三", criterion="books")
    found = decide_result(result, {("books", "张三"): told})
    assert (found.status, found.value) == (status, 11.0)
    assert found.decided is not None
    assert (found.decided.value, found.decided.computed) == (value, "pending")
    assert decide_result(result, {("books", "李四"): told}) == result


def test_the_paper_of_an_organisation_and_the_book_of_a_photograph() -> None:
    """Author and book are as decided, and what was found before stays beside them."""
    office = _one(work(PATH, "unknown_author"), decision("@第一支部", field="members"))
    assert (office.organisation, office.members) == ("第一支部", ())
    assert (office.status, office.decided[0].computed) == ("ok", "张三@第一支部")
    photo = _one(
        work(PATH, "needs_ocr", characters=0),
        decision("counted"),
        decision("论持久战", field="book"),
    )
    assert (photo.status, photo.book) == ("ok", "论持久战")
    assert photo.evidence["book"].source == "decision"
