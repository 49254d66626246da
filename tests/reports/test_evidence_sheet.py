"""The sheet on a pair: what a reviewer signs holds all he needs, and no verdict."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from overlap.prose import prose
from reports.compared_result import result, text, work

from doctools.messages import load
from doctools.reports import evidence_sheet
from doctools.reports.anonymous import anonymous
from doctools.reports.explanations import explanations
from doctools.reports.pairs import Pair, pairs_of

if TYPE_CHECKING:
    from doctools.records import Work
    from doctools.result import Result

WORDS = load("zh")
SHARED, PUBLIC = prose(1, 150), prose(3, 90)
DOCUMENTS = {
    "张三.txt": text(
        "张三.txt",
        prose(10, 100),
        SHARED + "联系电话13812345678",
        prose(14, 50),
        modified="2010-04-01T08:00:00",
    ),
    "李四的文章.txt": text("李四的文章.txt", prose(11, 90), prose(15, 80), SHARED),
}
KNOWN = (
    work("张三.txt", "张三", date="2010-03-05"),
    work("李四的文章.txt", "李四", date="2010-03-20"),
)


def _result(*known: Work, **more: tuple[str, ...]) -> Result:
    documents = {
        **DOCUMENTS,
        **{f"{name}.txt": text(f"{name}.txt", *lines) for name, lines in more.items()},
    }
    return result(documents, known=known or KNOWN)


def _pair(of: Result) -> Pair:
    return pairs_of(of.overlaps)[0]


def _sheet(of: Result) -> bytes:
    return evidence_sheet.build(of, _pair(of), number=7, words=WORDS)


def _said(data: bytes) -> str:
    word: Any = docx.Document(BytesIO(data))
    return "\n".join(
        "".join(t.text or "" for t in p.iter(qn("w:t")))
        for p in word.element.body.iter(qn("w:p"))
    )


RESULT = _result()
SHEET = _sheet(RESULT)
SAID = _said(SHEET)


def test_the_sheet_says_what_is_alike_and_never_that_it_was_copied() -> None:
    """The title is 内容高度重合，待核; 抄袭 stands only in what the sheet does not say."""
    assert SAID.startswith("内容高度重合，待核\n两篇稿件重合情况核对单（第 7 对）")
    assert [line for line in SAID.split("\n") if "抄袭" in line] == [
        WORDS("sheet.no_verdict")
    ]


@pytest.mark.parametrize(
    "fact",
    [
        DOCUMENTS["张三.txt"].source.sha256,
        DOCUMENTS["李四的文章.txt"].source.sha256,
        "甲篇　第 2 段",
        "乙篇　第 3 段",
        "按稿件上写明的日期，甲篇较早",
        "日期 2010-03-05，取自落款：“2010-03-05”；文件保存于 2010-04-01",
        "写明的日期可以补写",
        "未与互联网、知网比对，不检测 AI 生成",
        "本人说明",
        "核对人一",
        "核对人二",
    ],
)
def test_the_sheet_holds(fact: str) -> None:
    """Originals by digest, places, who was earlier by what, room for people's words."""
    assert fact in SAID


def test_there_is_room_for_four_signatures() -> None:
    """Both authors and two reviewers sign with a date."""
    assert SAID.count(WORDS("sheet.signed")) == 4


def test_private_numbers_are_masked_and_terminal_codes_inert() -> None:
    """A telephone number beside the passage shows its last four digits."""
    assert "138****5678" in SAID
    assert "13812345678" not in SAID


def test_paper_and_type_are_those_of_official_papers() -> None:
    """A4 with the margins of GB/T 9704; Chinese type by its eastAsia name."""
    word: Any = docx.Document(BytesIO(SHEET))
    (section,) = word.sections
    measured = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.left_margin,
    )
    for found, asked in zip(measured, (210, 297, 37, 28), strict=True):
        assert abs(found - Mm(asked)) < Mm(1)
    faces = {e.get(qn("w:eastAsia")) for e in word.element.iter(qn("w:rFonts"))}
    assert {"黑体", "方正小标宋简体"} <= faces
    normal = word.styles["Normal"].element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    assert normal.get(qn("w:eastAsia")) == "仿宋"


def test_the_same_pair_gives_the_same_bytes() -> None:
    """A sheet holds no time of its making, so a filled-in one is told from a new one."""
    assert _sheet(RESULT) == SHEET
    with ZipFile(BytesIO(SHEET)) as archive:
        assert archive.testzip() is None


def test_a_very_long_passage_loses_its_middle() -> None:
    """The sheet stays a few pages, says how much it leaves out, keeps both ends."""
    long = prose(20, 5000)
    of = result({n: text(n, long) for n in ("甲.txt", "乙.txt")})
    said = _said(_sheet(of))
    assert long[:700] in said
    assert long[-300:] in said
    assert said.count(f"（略去 {4999 - evidence_sheet.LONGEST} 字）") == 2


def test_hidden_names_stand_nowhere_in_the_sheet() -> None:
    """Names give way to 作者甲 and 作者乙."""
    said = _said(_sheet(anonymous(RESULT, words=WORDS)))
    assert "作者甲" in said
    assert "张三" not in said
    assert "李四" not in said


def _tested(of: Result) -> dict[str, bool]:
    return {one.code: one.found for one in explanations(of, _pair(of))}


def test_nothing_innocent_is_found_where_nothing_is() -> None:
    """Every explanation is tested and told, found or not."""
    assert _tested(RESULT) == {
        "common_source": False,
        "others_too": False,
        "own_work": False,
        "joint_work": False,
        "quotation": False,
    }


def test_a_third_work_with_the_passage_is_named() -> None:
    """Both may have it from there."""
    of = _result(王五=(prose(30, 80), SHARED))
    assert _tested(of)["others_too"]
    assert "另有 1 篇也有这些文字" in _said(_sheet(of))


def test_a_public_source_of_a_part_is_named() -> None:
    """What also stands in a public text is named with its characters."""
    documents = {
        name: text(name, prose(number, 90), SHARED + PUBLIC)
        for number, name in enumerate(("甲.txt", "乙.txt"), 40)
    }
    of = result(documents, sources={"讲话.txt": text("讲话.txt", PUBLIC)})
    pair = next(p for p in pairs_of(of.overlaps) if p.store == "batch")
    (source, *_) = explanations(of, pair)
    assert source.found
    assert source.facts["name"] == "讲话.txt"
    assert 0 < int(str(source.facts["characters"])) <= len(PUBLIC)


def test_one_author_and_joint_papers_are_seen() -> None:
    """The same author on both; another paper both authors wrote."""
    both = (KNOWN[0], replace(KNOWN[1], members=KNOWN[0].members))
    assert _tested(_result(*both))["own_work"]
    joint = _result(*KNOWN, work("合写.txt", "张三", "李四"), 合写=(prose(50, 90),))
    assert _tested(joint)["joint_work"]
    assert "合写的稿件 1 篇" in _said(_sheet(joint))


def test_unsettled_authors_are_said_to_be_so() -> None:
    """Where an author is not known the sheet does not claim that they differ."""
    of = _result(KNOWN[0])
    assert "own_work_unknown" in _tested(of)
    assert "请先核实是不是同一人" in _said(_sheet(of))


def test_passages_many_share_are_mentioned_and_not_counted() -> None:
    """What five works hold is no ground for suspecting two of them."""
    both = prose(70, 80)
    documents = {
        f"{n}.txt": text(
            f"{n}.txt",
            prose(80 + n, 60),
            SHARED if n < 2 else "",
            prose(90 + n, 60),
            both,
        )
        for n in range(6)
    }
    of = result(documents)
    assert _pair(of).characters < 160
    assert "另有 1 处文字是五篇以上都有的" in _said(_sheet(of))
