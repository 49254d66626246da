"""The report one looks at: complete, quiet, and deaf to what documents say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from importlib import resources
from typing import TYPE_CHECKING

import pytest
from reports.synthetic_result import build, chinese, document, finding

from doctools.messages import load
from doctools.records import CriterionResult, EvidenceRow, PendingWork
from doctools.reports import html
from doctools.reports.attention import needs_person, ready
from doctools.reports.passages import LONGEST, excerpt, in_sentence

if TYPE_CHECKING:
    from doctools.result import Result

TODAY = date(2026, 11, 23)
RESULT = build()
WORDS = chinese()


class _Page(HTMLParser):
    """Collects what a browser would see: tags, attributes, anchors, text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.identifiers: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.identifiers.append(value or "")
            if name in ("href", "src", "action"):
                self.links.append(value or "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def _page(result: Result) -> _Page:
    return _Page(html.render(result, words=WORDS, today=TODAY))


PAGE = _page(RESULT)


def test_numbers_at_the_head_are_those_of_the_lists() -> None:
    """The two headings give the number of items and nothing else."""
    assert f"需要您处理的 {len(needs_person(RESULT))} 件" in PAGE.text
    assert f"可直接采用的 {len(ready(RESULT))} 条" in PAGE.text


def test_every_link_leads_to_a_place_on_the_page() -> None:
    """Links stay inside the page, each target exists, and exists once."""
    assert len(PAGE.identifiers) == len(set(PAGE.identifiers))
    assert {link[1:] for link in PAGE.links} <= set(PAGE.identifiers)
    assert all(link.startswith("#") for link in PAGE.links)


def test_nothing_on_the_page_can_run_or_load() -> None:
    """There is no script, no handler, no image, and a policy that allows none."""
    assert not PAGE.tags & {"script", "img", "iframe", "object", "embed", "link"}
    assert not [name for name in PAGE.attributes if name.startswith("on")]
    page = html.render(RESULT, words=WORDS, today=TODAY)
    assert (
        "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\""
        in page
    )
    assert not re.search(r"url\(|@import|https?:", page)


def test_same_result_and_date_give_the_same_page() -> None:
    """The page holds no clock and no chance."""
    assert html.render(RESULT, words=WORDS, today=TODAY) == html.render(
        build(), words=WORDS, today=TODAY
    )


def test_classified_files_are_named_on_the_first_line() -> None:
    """With a classified file the body begins with the warning and its name."""
    page = html.render(build(classified=True), words=WORDS, today=TODAY)
    first = page.split("<body>")[1].split("<header>")[0]
    assert "发现标密文件，请勿在非涉密计算机处理" in first
    assert "稿件/秘密事项.docx" in first
    assert "请勿在非涉密计算机处理" not in PAGE.text


def test_scope_stands_on_top_of_the_overlap_part() -> None:
    """What was not compared is said before any pair or ratio."""
    part = PAGE.text.split("未与互联网、知网比对，不检测 AI 生成")
    assert len(part) == 2
    assert "与单篇最大" not in part[0]


def test_without_a_roster_the_grid_says_so() -> None:
    """Names as found are headed 未提供花名册; with a roster they are not."""
    assert "未提供花名册" in _page(build(roster=False)).text
    assert "未提供花名册" not in PAGE.text


def test_papers_stand_apart_from_the_other_conditions() -> None:
    """文章篇数已够 has its own column, and missing data is never called failure."""
    assert "文章篇数已够" in PAGE.text
    assert "1 项缺数据" in PAGE.text


def test_a_finding_is_marked_in_its_sentence() -> None:
    """The wrong words are marked inside their sentence, with suggestion and reason."""
    page = html.render(RESULT, words=WORDS, today=TODAY)
    assert '对照先<mark class="wrong">进找差</mark>距，我在业务学习上' in page
    assert "词库收有此误写" in page


def test_both_sides_of_an_overlap_are_marked() -> None:
    """Left and right text each show the shared passage in its surroundings."""
    page = html.render(RESULT, words=WORDS, today=TODAY)
    marked = '<mark class="shared">学习的目的全在于运用'
    assert page.count(marked) == 2 * len(RESULT.overlaps)


def test_evidence_of_a_criterion_is_shown() -> None:
    """A candidate's criterion lists what counted, what waits and which row says so."""
    member = RESULT.people[0].member_id
    entry = CriterionResult(
        subject=member,
        criterion="member.notes",
        value=1.0,
        required="每月一篇",
        status="pending",
        counted=("w-unknown",),
        pending=(PendingWork(work_id=RESULT.works[5].work_id, code="unknown_type"),),
        by_period={"2010-03": 1.0},
        rows=(EvidenceRow(table="活动.xlsx", row=7),),
    )
    text = _page(replace(RESULT, criterion_results=(entry,))).text
    rule = next(i.sentence for i in RESULT.criteria if i.identifier == entry.criterion)
    assert rule in text
    assert "w-unknown" in text
    assert "（文种不明）" in text
    assert "2010-03：1；活动.xlsx 第 7 行" in text


def test_texts_outside_the_batch_are_not_shown() -> None:
    """An overlap with a reference text or an unread file says that it has no text."""
    first = RESULT.overlaps[0]
    outside = replace(first, right=replace(first.right, store="reference"))
    text = _page(replace(RESULT, overlaps=(outside,))).text
    assert "（原文不在本批，此处不显示）" in text
    _page(replace(RESULT, documents={}))


def test_many_findings_are_folded() -> None:
    """Past two hundred findings each file's are closed, so that the page stays short."""
    many = replace(RESULT, findings=RESULT.findings * 11)
    page = html.render(many, words=WORDS, today=TODAY)
    assert not re.search(r'id="found-\d+" open', page)
    assert re.search(
        r'id="found-\d+" open', html.render(RESULT, words=WORDS, today=TODAY)
    )


_PLANTED = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "\u202egnp.exe\x1b[31m{{ 7*7 }}{% raw %}",
)


@pytest.mark.parametrize("planted", _PLANTED)
def test_what_documents_say_never_acts(planted: str) -> None:
    """Markup, handlers, template code, direction marks and terminal codes stay text."""
    page = _page(_infected(planted))
    assert page.tags == PAGE.tags
    assert page.attributes == PAGE.attributes
    assert all(link.startswith("#") for link in page.links)
    raw = html.render(_infected(planted), words=WORDS, today=TODAY)
    assert not set(raw) & {"\u202e", "\x1b"}


def _infected(text: str) -> Result:
    """Return the result with a text planted wherever a document can put one."""
    work = replace(
        RESULT.works[0],
        title=text,
        path=text,
        book=text,
        outlet=text,
        organisation=text,
        members=(replace(RESULT.works[0].members[0], name=text, branch=text),),
    )
    found = replace(
        RESULT.findings[0], path=text, context=text, text=text, suggestions=(text,)
    )
    side = replace(RESULT.overlaps[0].left, path=text)
    return replace(
        RESULT,
        title=text,
        works=(work, *RESULT.works[1:]),
        findings=(found, *RESULT.findings[1:]),
        files=(replace(RESULT.files[0], path=text), *RESULT.files[1:]),
        overlaps=(replace(RESULT.overlaps[0], left=side), *RESULT.overlaps[1:]),
        common_passages=(replace(RESULT.common_passages[0], text=text),),
        people=(replace(RESULT.people[0], name=text, branch=text), *RESULT.people[1:]),
        criteria=(replace(RESULT.criteria[0], name=text), *RESULT.criteria[1:]),
        documents={**RESULT.documents, text: document(text, text, 0)},
    )


def test_an_empty_result_is_a_whole_page() -> None:
    """A folder without a single readable file still gives a report."""
    empty = type(RESULT)(run=RESULT.run, title="空", files=())
    text = _page(empty).text
    assert "没有需要处理的事项" in text
    assert "未提供评选标准" in text


def test_english_words_make_the_same_page() -> None:
    """The report can be written in English, with no code left in place of a word."""
    words = load("en")
    page = _Page(html.render(RESULT, words=words, today=TODAY))
    assert page.identifiers == PAGE.identifiers
    assert "report." not in page.text


def test_every_word_of_the_templates_stands_in_both_catalogues() -> None:
    """A code written out in a template is known in Chinese and in English."""
    folder = resources.files("doctools.reports") / "templates"
    used = {
        code
        for template in folder.iterdir()
        for code in re.findall(
            r'\bw\("(report\.[a-z_.]*[a-z])"', template.read_text("utf-8")
        )
    }
    assert len(used) > 100
    for language in ("zh", "en"):
        assert used <= load(language).codes()


def test_the_second_of_two_like_sentences_is_marked() -> None:
    """Where a sentence stands twice in a block, the finding's own one is used."""
    of = document("甲.docx", "题", 1)
    text = "我们要努力学系。" * 2
    block = replace(of.blocks[1], text=text)
    of = replace(of, blocks=(of.blocks[0], block))
    second = finding(of, 1, 13, 15)
    piece = in_sentence(second, of)
    assert (piece.before, piece.marked, piece.after) == ("我们要努力", "学系", "。")
    assert in_sentence(second, None).marked == "学系"
    assert in_sentence(replace(second, block=9), of).marked == "学系"


def test_a_long_passage_loses_its_middle() -> None:
    """Of a passage too long to read only both ends are shown."""
    piece = excerpt("甲" * 3000, 100, 2900)
    assert len(piece.marked) == LONGEST + 2
    assert piece.before == "…" + "甲" * 40


def test_evidence_outside_the_awards_is_shown() -> None:
    """What no award asks for shows its works and rows under the criterion."""
    member = RESULT.people[0].member_id
    extra = replace(RESULT.criteria[0], identifier="member.extra", name="另一项")
    entry = CriterionResult(
        subject=member,
        criterion="member.extra",
        value=2.0,
        required=1.0,
        status="met",
        counted=("w-one", "w-two"),
    )
    outside = replace(
        RESULT,
        criteria=(*RESULT.criteria, extra),
        criterion_results=(*RESULT.criterion_results, entry),
    )
    text = _page(outside).text
    assert "逐个看（1 个）" in text
    assert "计入：w-one、w-two" in text
    assert "逐个看" not in _page(RESULT).text


def test_titles_in_book_marks_need_no_commas() -> None:
    """Works whose titles end and begin with book marks stand side by side."""
    first, second = RESULT.works[:2]
    works = (
        replace(first, title="读《甲》"),
        replace(second, title="《乙》"),
        *RESULT.works[2:],
    )
    entry = CriterionResult(
        subject=RESULT.people[0].member_id,
        criterion="member.notes",
        value=2.0,
        required=1.0,
        status="met",
        counted=(first.work_id, second.work_id),
    )
    text = _page(replace(RESULT, works=works, criterion_results=(entry,))).text
    assert "读《甲》《乙》" in text


def test_the_first_lines_say_what_can_be_posted() -> None:
    """Before all else the page says of each list whether it can be posted, and why not."""
    settled, open_ = (
        replace(RESULT.awards[0], final=True, open=()),
        replace(RESULT.awards[1], final=False, open=("tied",)),
    )
    page = _page(replace(RESULT, awards=(settled, open_)))
    first = page.text.partition("先看这里")[2].partition("需要您处理的")[0]
    assert "可以张贴 公示用的名单在 publicity.xlsx" in first
    assert "还不能张贴 末位并列待定" in first
    kinds = {item.kind for item in needs_person(RESULT)}
    assert {f"needs-{kind}" for kind in kinds} <= set(page.identifiers)
