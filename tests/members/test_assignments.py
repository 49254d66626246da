"""The clerk's mapping decides, and what it leaves empty the paper itself says."""

from dataclasses import replace
from datetime import date

import pytest
from members.test_messy import BODY, FACTS

from doctools.facts import Assignment
from doctools.layout.analyse import analyse
from doctools.members.assignments import Assignments
from doctools.members.attribution import CampaignPeriod, attribute
from doctools.members.works import authorship
from doctools.messages import load
from doctools.model import Block, Document, PartialDate, Source
from doctools.records import EvidenceRow, Work

CAMPAIGN = CampaignPeriod(first=date(2010, 1, 1), last=date(2010, 12, 31))
PATHS = ("第一支部/a.docx", "第二支部/a.docx", "第二支部/笔记.docx")


def line(path: str, row: int = 2, **fields: object) -> Assignment:
    """Return a line of the mapping."""
    return replace(
        Assignment(path=path, row=EvidenceRow(table="归属.xlsx", row=row)),
        **fields,  # type: ignore[arg-type]
    )


def work_of(text: str, assigned: Assignment | None, path: str = "a.txt") -> Work:
    """Return the work a text is under a line of the mapping."""
    document = Document(
        source=Source(path=path, sha256="", kind="txt", size=0),
        blocks=tuple(Block(text=each) for each in text.split("\n")),
    )
    analysed, layout = analyse(document)
    return attribute(
        analysed, layout, facts=FACTS, campaign=CAMPAIGN, assigned=assigned
    )


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("第一支部/a.docx", "第一支部/a.docx"),
        ("第一支部\\A.DOCX", "第一支部/a.docx"),
        ("稿件/第一支部/a.docx", "第一支部/a.docx"),
        ("./第一支部/a.docx ", "第一支部/a.docx"),
        ("笔记.docx", "第二支部/笔记.docx"),
    ],
)
def test_a_line_finds_its_file(written: str, path: str) -> None:
    """A full path fits however slashes are written, a bare name if it is the only one."""
    mapping = Assignments([line(written, organisation="第一支部")], paths=PATHS)
    assert [each for each in PATHS if mapping.of(each)] == [path]
    assert mapping.problems == ()


def test_the_folder_of_submissions_may_be_left_out() -> None:
    """A run over the campaign's parent finds the file all the same."""
    told = line("第一支部/a.docx", organisation="第一支部")
    mapping = Assignments([told], paths=["稿件/第一支部/a.docx"])
    assert mapping.of("稿件/第一支部/a.docx") is not None


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ([line("没有.docx")], ["no_such_file"]),
        ([line("a.docx")], ["several_files"]),
        (
            [line("笔记.docx", members=("张三@第一支部",)), line("笔记.docx", 3)],
            ["assigned_twice", "assigned_twice"],
        ),
    ],
)
def test_a_line_that_fits_no_file_is_said_and_not_used(
    lines: list[Assignment], codes: list[str]
) -> None:
    """No file, several files or two different lines: a person has to mend the table."""
    mapping = Assignments(lines, paths=PATHS)
    assert [problem.code for problem in mapping.problems] == codes
    assert not any(mapping.of(path) for path in PATHS)
    for language in ("zh", "en"):
        for problem in mapping.problems:
            assert "归属" in load("zh")(f"table.{problem.code}", **dict(problem.facts))
            load(language)(f"table.{problem.code}", **dict(problem.facts))


def test_a_row_that_cannot_be_read_still_contradicts_another() -> None:
    """Of two rows for a file none holds, though one of them could not be used."""
    good = line("笔记.docx", members=("张三@第一支部",))
    for lines in ([good, line("第二支部/笔记.docx", 3)], [line("笔记.docx", 3), good]):
        assert Assignments(lines, paths=PATHS).of("第二支部/笔记.docx") is None


def test_a_row_written_twice_holds_once() -> None:
    """Two rows that say the same of one file contradict nothing."""
    good = line("笔记.docx", members=("张三@第一支部",))
    mapping = Assignments(
        [good, replace(good, row=EvidenceRow(table="归属.xlsx", row=9))], paths=PATHS
    )
    assert (mapping.of("第二支部/笔记.docx"), mapping.problems) == (good, ())


def test_a_full_path_outweighs_a_bare_name() -> None:
    """The more exact line holds, in whatever order they stand."""
    exact = line("第二支部/笔记.docx", 5, document_type="读书笔记")
    for lines in ([exact, line("笔记.docx")], [line("笔记.docx"), exact]):
        assert Assignments(lines, paths=PATHS).of("第二支部/笔记.docx") == exact


def test_the_mapping_beats_every_other_source() -> None:
    """Author, type and month of the mapping settle what the paper left in doubt."""
    text = f"提高执行力从我做起\n李四\n{BODY}"
    doubtful = work_of(text, None, "张三/a.txt")
    assert {"sources_disagree", "unknown_period"} <= set(doubtful.codes)
    told = line(
        "a.txt",
        7,
        members=("王五@第二支部",),
        document_type="读书笔记",
        period=PartialDate(month=3),
    )
    work = work_of(text, told, "张三/a.txt")
    assert [each.member_id for each in work.members] == ["王五@第二支部"]
    assert (work.document_type, work.certain, work.period) == (
        "读书笔记",
        True,
        "2010-03",
    )
    assert (work.status, work.codes, work.authors) == ("ok", (), 1)
    for key in ("members", "document_type", "period"):
        assert (work.evidence[key].source, work.evidence[key].text) == (
            "mapping",
            "归属.xlsx 7",
        )


def test_what_the_mapping_leaves_empty_the_paper_says() -> None:
    """A line that gives only the month leaves author, type and date to the paper."""
    told = line("a.txt", period=PartialDate(year=2010, month=3))
    work = work_of(f"读书笔记\n张三\n{BODY}\n2010年5月2日", told)
    assert [each.name for each in work.members] == ["张三"]
    assert (work.period, work.date, work.status) == ("2010-03", "2010-05-02", "ok")


def test_an_offices_paper_is_the_offices() -> None:
    """A line with an organisation alone makes the paper its own."""
    work = work_of(
        f"学习心得\n张三\n{BODY}\n2010年5月2日", line("a.txt", organisation="第一支部")
    )
    assert (work.members, work.organisation) == ((), "第一支部")
    assert authorship(work) == {("organisation", "第一支部")}


def test_a_month_outside_the_campaign_stays_outside() -> None:
    """The mapping may say that a paper is of last year."""
    told = line("a.txt", period=PartialDate(year=2009, month=3))
    assert work_of(f"读书笔记\n张三\n{BODY}\n2010年5月2日", told).codes == (
        "wrong_period",
    )


def test_outsiders_of_the_paper_are_still_counted() -> None:
    """The mapping lists the member; his co-author outside the roster keeps his share."""
    told = line("a.txt", members=("张三@第一支部",))
    work = work_of(f"调研报告\n作者：张三、外单位人\n{BODY}\n2010年5月", told)
    assert (work.authors, len(work.members)) == (2, 1)
    (member,) = work.members
    assert member.place == 1


def test_a_file_is_named_with_its_numbers_or_as_it_is_shown() -> None:
    """Papers are known with telephone numbers masked; the mapping may write them out."""
    known = "稿件/张三138****5678.docx"
    for written in ("张三13812345678.docx", "张三138****5678.docx"):
        mapping = Assignments([line(written, document_type="读书笔记")], paths=[known])
        assert mapping.of(known) is not None, mapping.problems
