"""People who join, move and leave; namesakes; numbers that stay where they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from members.office_tables import codes, csv, names, says

from doctools.errors import UsageError
from doctools.facts import Person, Stay
from doctools.members.tables import load_facts
from doctools.messages import load
from doctools.records import EvidenceRow

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.facts import Facts

HEAD = "姓名,支部,编号,职务,曾用名,加入日期,离开日期"
ROWS = (
    "张三,一支部,,书记,张叁,,2010-06-30",
    "张三,二支部,,,,2010-07-01,",
    "李四,一支部,D-7,,,2010-02,2010-03",
    "李四,三支部,D-7,,,2010-09-01,",
    "李四,二支部,D-7,,,2010-04,2010-08",
    "王五,一支部,,,,,",
    "王五,二支部,,,,,",
    "赵六,一支部,130433197001011234,书记,,,",
    "赵六,一支部,130433197001011235,委员,,,",
    "孙七,一支部,,,,,2010-05-31",
    "孙七,二支部,,,,2010-06-05,",
    "孙七,三支部,,,,2010-06-10,",
)


def roster(folder: Path, *rows: str, head: str = HEAD) -> Facts:
    """Return what a roster of these rows says."""
    csv(folder, "花名册", head, *rows)
    return load_facts(folder)


def refused(folder: Path, *rows: str) -> UsageError:
    """Return the error a roster ends with; its sentence exists in both languages."""
    with pytest.raises(UsageError) as caught:
        roster(folder, *rows)
    for language in ("zh", "en"):
        assert load(language)(f"error.{caught.value.code}", **caught.value.facts)
    return caught.value


def test_a_move_by_days(tmp_path: Path) -> None:
    """Leaving one branch and joining another within a month is one person, and said."""
    facts = roster(tmp_path, *ROWS[:2])
    (person,) = facts.people
    assert person.member_id == "张三@二支部"
    assert (person.branch, person.joined, person.left) == ("二支部", None, None)
    assert person.aliases == ("张叁",)
    assert person.stays == (
        Stay(branch="一支部", last=date(2010, 6, 30)),
        Stay(branch="二支部", first=date(2010, 7, 1)),
    )
    assert codes(facts) == [("taken_as_move", "花名册.csv", 3)]
    assert "若是同名两人，请填编号" in says(facts.problems[0])


def test_a_move_by_number(tmp_path: Path) -> None:
    """Rows of one number are one person with any gap, in the order of their days."""
    facts = roster(tmp_path, *ROWS[2:5])
    (person,) = facts.people
    assert (person.member_id, person.branch) == ("D-7", "三支部")
    assert (person.joined, person.left) == (date(2010, 2, 1), None)
    assert person.branches == ("一支部", "二支部", "三支部")
    assert person.stays[1].last == date(2010, 8, 31)
    assert not facts.problems


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一支部,,,,,2010-05-31", "二支部,,,,2010-07-02,"),
        ("一支部,1,,,,2010-06-30", "二支部,2,,,2010-07-01,"),
        ("一支部,,,,,", "二支部,,,,,"),
        (",,,,,2010-06-30", "二支部,,,,2010-07-01,"),
    ],
)
def test_namesakes_stay_two(tmp_path: Path, first: str, second: str) -> None:
    """A longer gap, two numbers, no days or no branch: two people of one name."""
    facts = roster(tmp_path, f"张三,{first}", f"张三,{second}")
    assert len(facts.people) == 2
    assert not any(person.stays for person in facts.people)
    assert not facts.problems


def test_who_moved_where_is_not_guessed(tmp_path: Path) -> None:
    """One left and two of his name joined elsewhere: nobody is taken for one person."""
    facts = roster(tmp_path, *ROWS[9:])
    assert len(facts.people) == 3


def test_two_numbers_are_never_chained(tmp_path: Path) -> None:
    """A row without a number between two with different ones joins neither."""
    facts = roster(
        tmp_path,
        "张三,一支部,1,,,,2010-03-31",
        "张三,二支部,,,,2010-04-01,2010-06-30",
        "张三,三支部,2,,,2010-07-01,",
    )
    assert len(facts.people) == 3


def test_one_number_without_days_is_refused(tmp_path: Path) -> None:
    """Where no day tells which branch came first, the clerk is asked; so is a reuse."""
    error = refused(tmp_path, "张三,一支部,7,,,,", "张三,二支部,7,,,,")
    assert (error.code, error.facts["other_row"]) == ("roster_move_undated", 3)
    assert refused(tmp_path, "张三,一支部,7,,,,", "李四,二支部,7,,,,").code == (
        "roster_number_twice"
    )


def test_the_branch_on_a_day() -> None:
    """A day belongs to the stay that has begun; a gap still to the one before."""
    person = Person(
        member_id="1",
        name="张三",
        branch="丙",
        row=EvidenceRow(table="花名册", row=2),
        stays=(
            Stay(branch="甲", last=date(2010, 3, 31)),
            Stay(branch="乙", last=date(2010, 6, 30)),
            Stay(branch="丙", first=date(2010, 7, 10)),
        ),
    )
    days = [date(2010, 1, 1), date(2010, 3, 31), date(2010, 4, 1), date(2010, 7, 9)]
    assert [person.branch_on(day) for day in days] == ["甲", "甲", "乙", "乙"]
    assert person.branch_on(date(2010, 7, 10)) == person.branch_on(None) == "丙"
    assert replace(person, stays=()).branch_on(days[0]) == "丙"


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(ROWS), st.integers(3, len(ROWS)))
def test_any_order_of_rows(tmp_path: Path, rows: list[str], count: int) -> None:
    """The order of the rows changes neither the people nor their ids."""
    kept = set(rows[:count])
    shuffled = roster(tmp_path, *rows[:count])
    in_order = roster(tmp_path, *(row for row in ROWS if row in kept))
    nowhere = EvidenceRow(table="", row=0)
    found, expected = (
        {replace(person, row=nowhere) for person in facts.people}
        for facts in (shuffled, in_order)
    )
    assert found == expected
    assert len(shuffled.people) == len(in_order.people)


def test_a_member_who_moved_is_found_under_both_branches(tmp_path: Path) -> None:
    """Other tables may name either branch; days tell namesakes apart who came and went."""
    csv(
        tmp_path,
        "考试",
        "姓名,支部,日期,成绩",
        "张三,一支部,2010-03-01,90",
        "张三,二支部,2010-09-01,91",
        "周八,,2010-03-01,70",
        "周八,,2010-12-01,71",
        "周八,,,72",
    )
    facts = roster(
        tmp_path, *ROWS[:2], "周八,一支部,,,,,2010-05-31", "周八,二支部,,,,2010-10-08,"
    )
    assert [(exam.member_id, exam.score) for exam in facts.exams] == [
        ("张三@二支部", 90.0),
        ("张三@二支部", 91.0),
        ("周八@一支部", 70.0),
        ("周八@二支部", 71.0),
    ]
    assert ("namesake", "考试.csv", 6) in codes(facts)


def test_private_numbers_leave_no_table(tmp_path: Path) -> None:
    """Numbers typed into names, branches, aliases, posts and remarks are not kept."""
    csv(tmp_path, "组织", "名称", "一支部")
    csv(
        tmp_path,
        "考试",
        "姓名,成绩,手机",
        "李四13800000001,90,13800000000",
        "张三,138-0000-0000,13800000000",
    )
    csv(
        tmp_path,
        "活动",
        "日期,类型,组织,参加人",
        "2010-03-05,党课,九支部13800000000,张三",
        "2010-03-05,党课,,张三13800000000",
    )
    csv(
        tmp_path,
        "决定",
        "对象,事项,决定,决定人,理由",
        "张三,表率作用,达到,王主任13800000002,电话0310-2822222",
        "张三,表率作用,打13800000000,王主任,",
    )
    facts = roster(
        tmp_path,
        "张三（13800000000）,一支部（电话：13800000000）,,书记13800000000,张叁13800000000,,",
        "李四,一支部,证130433197001011234,,,,",
        "13800000000,九支部13800000000,,,,,",
        "王五,九支部13800000000,,,,,1380000000011",
        head=f"{HEAD},身份证号,联系电话",
    )
    assert names(facts) == ["张三@一支部", "李四@一支部", "王五@九支部"]
    assert facts.people[0].aliases == ("张叁",)
    assert facts.people[0].posts == ("书记",)
    said = "".join(says(problem) for problem in facts.problems)
    for number in ("1380000000", "13043319", "138-0000", "2822222"):
        assert number not in repr(facts)
        assert number not in said


def test_days_the_wrong_way_round_are_told(tmp_path: Path) -> None:
    """Whoever left before he joined counts for the whole time until it is corrected."""
    facts = roster(tmp_path, "张三,一支部,,,,2010-05-01,2010-02-01")
    (person,) = facts.people
    assert (person.joined, person.left) == (None, None)
    assert codes(facts) == [("left_before_joined", "花名册.csv", 2)]


def test_a_file_without_a_byte_is_no_roster(tmp_path: Path) -> None:
    """An empty file ends the run: it must not pass for a folder without a roster."""
    (tmp_path / "花名册.xlsx").write_bytes(b"")
    with pytest.raises(UsageError) as caught:
        load_facts(tmp_path)
    assert caught.value.code == "table_unreadable"
