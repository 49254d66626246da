"""A list is final only when nothing that is open could change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from awards.awards_build import AWARD, EXAM, PLAN, criteria, facts, person, work
from decisions.run_build import CRITERIA, NOTE, run_once

from doctools.awards.evaluate import evaluate
from doctools.awards.finality import with_loose_works
from doctools.awards.ranking import rank

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.records import Award, Work

PLAN_OF_A = work("w-a", "甲一@一支部", "个人学习计划")


def judged(tmp_path: Path, *loose: Work) -> Award:
    """Return the ranking of 甲一, who has a plan, and 乙二, who has none."""
    rules = criteria(
        tmp_path,
        PLAN.replace('for = "m', 'quote = "制定计划"\nfor = "m'),
        EXAM,
        AWARD,
    )
    known, works = facts(person("甲一"), person("乙二")), (PLAN_OF_A, *loose)
    results = evaluate(rules, facts=known, works=works)
    (award,) = with_loose_works(
        rank(rules, facts=known, results=results),
        criteria=rules,
        facts=known,
        works=works,
        decisions={},
        text_of=lambda _: "",
    )
    return award


def nobodys(name: str, document_type: str = "个人学习计划") -> Work:
    """Return a paper without an author."""
    return work(
        name, "", document_type, members=(), status="pending", codes=("unknown_author",)
    )


def test_a_paper_without_author_opens_a_list_it_could_change(tmp_path: Path) -> None:
    """A plan may be 乙二's, who lacks one; a report can change nothing for him."""
    assert judged(tmp_path).open == ()
    assert judged(tmp_path, nobodys("w-x")).open == ("unclaimed",)
    assert judged(tmp_path, nobodys("w-x", "调研报告")).open == ()
    many = [nobodys(f"w-{n}", "调研报告") for n in range(51)]
    assert judged(tmp_path, *many).open == ("unclaimed",)


MEMBERS = CRITERIA.replace(
    'entity = "person"', 'entity = "person"\nwhere = { party_member = true }'
).replace('name = "读书笔记"', 'name = "读书笔记"\nquote = "写一篇"')


@pytest.mark.parametrize(
    ("name", "content", "opened"),
    [
        ("台账/说明.txt", b"", ()),
        ("稿件/李四/读书笔记3月.docx", b"PK\x03\x04 broken", ("unclaimed",)),
        (
            "台账/决定.csv",
            "文件,决定,决定人\n张三.txt,不认可,\n".encode(),
            ("undecided",),
        ),
        (
            "台账/决定.csv",
            "文件,决定,决定人\n张三.txt,认可,甲\n张三.txt,不认可,乙\n".encode(),
            ("undecided",),
        ),
        (
            "台账/花名册.csv",
            "姓名,是否党员\n张三,是\n李四,\n".encode(),
            ("member_unknown",),
        ),
    ],
)
def test_what_keeps_a_list_open(
    tmp_path: Path, name: str, content: bytes, opened: tuple[str, ...]
) -> None:
    """A file that would not open, a decision not carried out, an empty cell of the roster."""
    for part in ("稿件/李四", "台账"):
        (tmp_path / "评选" / part).mkdir(parents=True)
    folder = tmp_path / "评选"
    (folder / "评选标准.toml").write_text(MEMBERS, "utf-8")
    (folder / "台账" / "花名册.csv").write_text(
        "姓名,是否党员\n张三,是\n李四,是\n", "utf-8"
    )
    paper = f"{NOTE.format('张三')}2010年3月5日\n"
    (folder / "稿件" / "张三.txt").write_text(paper, "utf-8")
    (folder / name).write_bytes(content)
    (award,) = run_once(folder, tmp_path / "结果").awards
    assert (award.open, award.final) == (opened, not opened)
