"""What enters the journal, what gives way, what contradicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from decisions.decision_build import candidate, decision, entered
from hypothesis import given
from hypothesis import strategies as st

from doctools.decisions import WITHDRAWN, entry_as_json, entry_from_json
from doctools.journal.admission import Docket, admit, matter_of, restore

DAY = "2010-07-02"
YES = decision("counted")
NO = decision("not_counted", by="王五", source="summary.xlsx 作品 5")


def test_a_decision_read_twice_is_entered_once() -> None:
    """Reading the same table again adds nothing."""
    journal = entered(YES)
    assert len(journal) == 1
    assert admit(journal, [candidate(YES)], recorded=DAY) == ()


def test_the_same_value_from_elsewhere_adds_nothing() -> None:
    """Two sources that agree are one decision."""
    same = replace(YES, by="王五", source="summary.xlsx 作品 5")
    assert admit(entered(YES), [candidate(same)], recorded=DAY) == ()


def test_a_different_value_without_knowledge_is_a_conflict() -> None:
    """The first stays in force and the second is kept beside it."""
    journal = entered(YES)
    (second,) = admit(journal, [candidate(NO)], recorded=DAY)
    docket = Docket((*journal, second))
    assert second.against == journal[0].identifier
    assert docket.in_force(matter_of(second)) == journal[0]
    assert docket.conflicts(matter_of(second)) == [second]


def test_who_saw_the_decision_supersedes_it() -> None:
    """A workbook that listed the decision in force may replace it."""
    journal = entered(YES)
    (second,) = admit(journal, [candidate(NO, seen=journal)], recorded=DAY)
    docket = Docket((*journal, second))
    assert docket.in_force(matter_of(second)) == second
    assert second.replaces == (journal[0].identifier,)
    assert not docket.conflicts(matter_of(second))


def test_an_old_workbook_does_not_bring_back_what_was_replaced() -> None:
    """The edit of a superseded workbook is known and says nothing new."""
    first = entered(NO)
    later = decision("counted", source="summary-2010-07-02.xlsx 作品 5")
    second = admit(first, [candidate(later, seen=first)], recorded=DAY)
    both = [candidate(NO), candidate(later, seen=first)]
    assert admit((*first, *second), both, recorded=DAY) == ()


def test_returning_to_an_earlier_decision_knowingly_is_a_new_one() -> None:
    """Counted, refused, counted again by the same person are three entries."""
    journal = entered(YES)
    journal += admit(journal, [candidate(NO, seen=journal)], recorded=DAY)
    again = replace(YES, source="summary-2010-07-03.xlsx 作品 5")
    (third,) = admit(journal, [candidate(again, seen=journal)], recorded=DAY)
    docket = Docket((*journal, third))
    assert docket.in_force(matter_of(third)) == third
    assert len({entry.identifier for entry in docket.entries}) == 3


def test_a_row_that_was_changed_in_its_table_supersedes_itself() -> None:
    """The clerk corrects his own row, there and back again."""
    journal = entered(YES)
    for value in ("not_counted", "counted"):
        row = candidate(replace(YES, value=value))
        journal += admit(journal, [row], recorded=DAY)
        assert Docket(journal).in_force(matter_of(row)) == journal[-1]
    assert [entry.decision.value for entry in journal] == [
        "counted",
        "not_counted",
        "counted",
    ]


def test_a_later_day_in_the_same_table_supersedes() -> None:
    """A table kept as a log of decisions is read in the order of its days."""
    march = replace(YES, on=date(2010, 3, 1))
    july = replace(YES, value="not_counted", on=date(2010, 7, 1), source="决定.xlsx 9")
    rows = [candidate(march), candidate(july)]
    journal = admit((), rows, recorded=DAY)
    assert Docket(journal).in_force(matter_of(rows[0])) == journal[1]
    assert admit(journal, rows, recorded=DAY) == ()


def test_two_rows_without_days_contradict_each_other() -> None:
    """Nobody can tell which of the two is meant, so the first stays in force."""
    second = replace(YES, value="not_counted", source="决定.xlsx 9")
    journal = entered(YES, second)
    assert journal[1].against == journal[0].identifier


def test_a_row_in_a_workbook_that_saw_both_settles_a_conflict() -> None:
    """A new row with the value in force is entered, for it answers the other."""
    journal = entered(YES, NO)
    row = decision("counted", by="赵书记", source="summary-2010-07-02.xlsx 决定 9")
    (settled,) = admit(journal, [candidate(row, seen=journal)], recorded=DAY)
    docket = Docket((*journal, settled))
    assert docket.in_force(matter_of(settled)) == settled
    assert not docket.conflicts(matter_of(settled))


def test_a_withdrawn_decision_stays_visible() -> None:
    """Taking back is an entry of its own; the first remains in the journal."""
    journal = entered(YES)
    back = replace(NO, value=WITHDRAWN)
    journal += admit(journal, [candidate(back, seen=journal)], recorded=DAY)
    current = Docket(journal).in_force(matter_of(journal[0]))
    assert current is not None
    assert current.decision.value == WITHDRAWN
    assert admit(journal, [candidate(YES)], recorded=DAY) == ()


def test_nothing_is_taken_back_where_nothing_was_decided() -> None:
    """Clearing a cell that held no decision is no entry."""
    back = candidate(replace(NO, value=WITHDRAWN))
    assert admit((), [back], recorded=DAY) == ()


def test_a_reason_added_knowingly_is_entered() -> None:
    """The same value with more of who and why supersedes the bare one."""
    journal = entered(YES)
    more = candidate(replace(YES, reason="有手稿", source="s 3"), seen=journal)
    (second,) = admit(journal, [more], recorded=DAY)
    assert second.decision.reason == "有手稿"
    assert second.replaces == (journal[0].identifier,)


def test_two_works_of_one_text_are_two_matters() -> None:
    """What is decided on one person's copy says nothing of the other's."""
    mine = decision("own_work", field="copied", path="张三.txt")
    other = decision("copied", field="copied", path="李四.txt")
    assert [entry.against for entry in entered(mine, other)] == ["", ""]


def test_a_lost_journal_is_restored_from_a_workbook() -> None:
    """Entries, their order and what they replaced come back as they were."""
    journal = entered(YES)
    journal += admit(journal, [candidate(NO, seen=journal)], recorded=DAY)
    assert restore((), journal) == journal
    assert restore(journal, journal) == ()
    assert restore(journal[:1], journal) == journal[1:]


def test_entries_of_another_computer_join_as_conflicts() -> None:
    """Where two journals went on apart, nothing is overwritten."""
    common = entered(YES)
    here = admit(common, [candidate(NO, seen=common)], recorded=DAY)
    away = decision("not_counted", by="钱七", source="summary-2010-07-09.xlsx 作品 5")
    there = admit(common, [candidate(away, seen=common)], recorded=DAY)
    kept = replace(here[0], decision=replace(NO, value="counted"))
    (joined,) = restore((*common, kept), (*common, *there))
    assert joined.against == kept.identifier


@given(st.text(), st.text(alphabet=st.characters(codec="ascii")))
def test_an_entry_survives_the_disk(reason: str, path: str) -> None:
    """Whatever was written, and however a path is made, comes back the same."""
    odd = decision(reason=reason, path=f"{path}\udcff", on=date(2010, 7, 1))
    for entry in entered(odd):
        assert entry_from_json(entry_as_json(entry)) == entry
