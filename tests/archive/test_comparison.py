"""Works compared with an archive: what is found there, and how it is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from archive.archive_build import entry, filled
from overlap.prose import document, prose

from doctools import archiving, messages, sharing
from doctools.model import FileOutcome, FileStatus
from doctools.overlap.across import ComparedText, compare
from doctools.records import Run, Work, WorkMember
from doctools.reports import anonymous, comparison, evidence_sheet, html, overview
from doctools.reports.attention import needs_person
from doctools.reports.pairs import pairs_of
from doctools.result import Result
from doctools.text.normalize import fold

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.archiving import Compared

SHARED = prose(1, 160)
WORKS = ("works", "works_ok", "works_pending", "works_rejected")


def _around(passage: str, seed: int) -> str:
    return f"{prose(seed, 300)}\n{passage}\n{prose(seed + 1, 300)}"


def _work(text: str, *, path: str = "新.txt", author: str = "吴十") -> ComparedText:
    return ComparedText(
        path=path, text=text, authors=frozenset({author}), date="2010-05-03"
    )


def _with(folder: Path, *texts: ComparedText, title: str = "") -> Compared:
    return archiving.compare_all(texts, folder=folder, title=title)


def test_a_passage_of_a_past_work_is_found(tmp_path: Path) -> None:
    """The record names the past work, its author, campaign and date, and its place."""
    past = entry(
        "2009/旧.txt",
        _around(SHARED, 10),
        authors=["张三"],
        campaign="2009",
        date="2009-05",
    )
    found = _with(filled(tmp_path / "库", [past]), _work(_around(SHARED, 20)))
    (overlap,) = found.comparison.overlaps
    assert (overlap.class_, overlap.tier, overlap.earlier) == (
        "copy",
        "strong",
        "right",
    )
    right = overlap.right
    assert (right.store, right.path) == ("archive", "2009/旧.txt")
    assert right.archived
    assert (right.archived.authors, right.archived.campaign) == (("张三",), "2009")
    text = found.archived[right.path].text
    assert text[right.doc_start : right.doc_end] == SHARED[:-1]
    (similarity,) = found.comparison.similarities
    assert similarity.ratios.total > 0.15
    assert found.sizes == (1, 0)


def test_an_author_known_by_name_is_himself(tmp_path: Path) -> None:
    """A member with an id of this roster is the person the archive knows by name."""
    past = entry("旧.txt", _around(SHARED, 10), authors=["吴十"])
    member = WorkMember(member_id="吴十@第一支部", name="吴十", branch="第一支部")
    work = Work(
        work_id="w", path="新.txt", document_type=None, certain=True, members=(member,)
    )
    found = archiving.compare_all(
        [_work(_around(SHARED, 20), author="吴十@第一支部")],
        folder=filled(tmp_path / "库", [past]),
        works=[work],
    )
    assert [one.class_ for one in found.comparison.overlaps] == ["own_earlier"]


def test_reference_texts_of_the_archive_are_quoted(tmp_path: Path) -> None:
    """What stands in an archived reference text is reference, between works too."""
    law = entry("法.txt", SHARED, store="reference")
    past = entry("旧.txt", _around(SHARED, 10), authors=["张三"])
    folder = filled(tmp_path / "库", [law, past])
    found = _with(folder, _work(_around(SHARED, 20)))
    (overlap,) = found.comparison.overlaps
    assert (overlap.class_, overlap.right.store) == ("reference", "reference")
    assert overlap.right.archived
    assert overlap.right.path == "法.txt"


@pytest.mark.parametrize("holders", [4, 5, 100])
def test_no_number_of_past_holders_hides_a_passage(
    tmp_path: Path, holders: int
) -> None:
    """A passage many past works hold is one record with the new work and all of them."""
    past = [
        entry(f"{n}.txt", _around(SHARED, 100 + 2 * n), authors=[f"某{n}"])
        for n in range(holders)
    ]
    found = _with(filled(tmp_path / "库", past), _work(_around(SHARED, 20)))
    (passage,) = found.comparison.common_passages
    assert [holder.store for holder in passage.holders] == [
        "batch",
        *["archive"] * holders,
    ]
    assert not found.comparison.overlaps


def test_beyond_a_hundred_some_holders_are_listed(tmp_path: Path) -> None:
    """A passage of 400 past works is still there, with a hundred of them."""
    past = [
        entry(f"{n}.txt", f"{SHARED}{prose(1000 + n, 60)}", authors=[f"某{n}"])
        for n in range(400)
    ]
    found = _with(filled(tmp_path / "库", past), _work(_around(SHARED, 20)))
    (passage,) = found.comparison.common_passages
    assert len(passage.holders) == 101


def test_the_archives_formula_is_no_copy(tmp_path: Path) -> None:
    """A phrase that five past works hold does not make two new works alike."""
    phrase = prose(3, 36)
    past = [
        entry(f"{n}.txt", _around(phrase, 100 + 2 * n), authors=[f"某{n}"])
        for n in range(5)
    ]
    pair = (
        _work(_around(phrase, 20), path="甲.txt", author="甲"),
        _work(_around(phrase, 30), path="乙.txt", author="乙"),
    )
    assert archiving.compare_all(pair).comparison.overlaps
    assert not _with(filled(tmp_path / "库", past), *pair).comparison.overlaps


def test_a_campaign_is_not_compared_with_itself(tmp_path: Path) -> None:
    """A work the campaign itself put into the archive is left out, another's is not."""
    text = _around(SHARED, 10)
    past = [
        entry("旧.txt", text, authors=[name], campaign="2010")
        for name in ("吴十", "张三")
    ]
    folder = filled(tmp_path / "库", past)
    for title, classes in (("2010", ["copy"]), ("2011", ["copy", "own_earlier"])):
        found = _with(folder, _work(text), title=title).comparison.overlaps
        assert sorted(one.class_ for one in found) == classes


def test_the_order_of_additions_changes_nothing(tmp_path: Path) -> None:
    """Two archives that hold the same give the same records."""
    past = [
        entry(f"{n}.txt", _around(SHARED, 100 + 2 * n), authors=[f"某{n}"])
        for n in range(3)
    ]
    work = _work(_around(SHARED, 20))
    one = _with(filled(tmp_path / "甲", past), work)
    other = tmp_path / "乙"
    for text in reversed(past):
        filled(other, [text])
    assert _with(other, work).comparison == one.comparison


def test_an_edited_copy_of_a_past_work_is_found(tmp_path: Path) -> None:
    """Every fifteenth character changed: found as if the past work were in the batch."""
    edited = "".join(
        "变" if place % 15 == 14 else character
        for place, character in enumerate(prose(1, 240))
    )
    past = entry("旧.txt", _around(prose(1, 240), 10), authors=["张三"])
    work = _work(_around(edited, 20))
    found = _with(filled(tmp_path / "库", [past]), work).comparison
    other = ComparedText(path="旧.txt", text=past.text, authors=frozenset({"张三"}))
    (alone,) = archiving.compare_all([work, other]).comparison.overlaps
    assert [(one.characters, one.residual) for one in found.overlaps] == [
        (alone.characters, alone.residual)
    ]


def test_reports_show_the_past_works_text_beside_the_new(tmp_path: Path) -> None:
    """Both sides of the passage and the extent of the archive stand in the report."""
    past = entry("2009/旧.txt", _around(SHARED, 10), authors=["张三"])
    work = _work(_around(SHARED, 20))
    found = _with(filled(tmp_path / "库", [past]), work)
    scope = {"archive": True, "archive_works": 1, "archive_references": 0}
    result = Result(
        run=Run(
            version="", config_sha256="", inputs=1, by_status={}, totals={}, scope=scope
        ),
        title="",
        files=(),
        overlaps=found.comparison.overlaps,
        documents={work.path: document(work.text)},
        archived=found.archived,
    )
    page = html.render(result, words=messages.load("zh"), today=date(2010, 7, 1))
    assert page.count(SHARED[:30]) == 2
    assert "2009/旧.txt" in page
    assert "往期库稿件 1 篇" in page


def _result(found: Compared, work: ComparedText, *known: Work) -> Result:
    return Result(
        run=Run(
            version="", config_sha256="", inputs=1, by_status={}, totals={}, scope={}
        ),
        title="",
        files=(
            FileOutcome(
                path=work.path,
                sha256="",
                kind="txt",
                status=FileStatus.OK,
                characters=1,
            ),
        ),
        overlaps=found.comparison.overlaps,
        common_passages=found.comparison.common_passages,
        documents={work.path: document(work.text)},
        archived=found.archived,
        known={one.path: one for one in known},
    )


@pytest.mark.parametrize("holders", [1, 6])
def test_names_of_past_authors_are_hidden_too(tmp_path: Path, holders: int) -> None:
    """Neither files nor authors nor spaced names of the archive stand on a hidden page."""
    past = [
        entry(
            f"往届/某{n}.txt",
            f"张　三\n{_around(SHARED, 100 + 2 * n)}",
            authors=["张三"],
        )
        for n in range(holders)
    ]
    work = _work(_around(f"张三说{SHARED}", 20))
    found = _with(filled(tmp_path / "库", past), work)
    hidden = anonymous.anonymous(_result(found, work), words=messages.load("zh"))
    page = comparison.render(
        hidden, words=messages.load("zh"), today=date(2010, 7, 1), hidden=True
    )
    for name in ("张三", "张　三", "往届", "新.txt"):
        assert name not in page
    assert "往期稿件1" in page


def test_a_sheet_tells_what_the_archive_knows(tmp_path: Path) -> None:
    """Author and date of a past work stand on the sheet, and its author is compared."""
    past = entry("旧.txt", _around(SHARED, 10), authors=["张三"], date="2009-05-03")
    work = _work(_around(SHARED, 20))
    found = _with(filled(tmp_path / "库", [past]), work)
    known = Work(
        work_id="w",
        path=work.path,
        document_type=None,
        certain=True,
        members=(WorkMember(member_id="吴十@一", name="吴十", branch=None),),
    )
    result = _result(found, work, known)
    (pair,) = pairs_of(result.overlaps)
    data = evidence_sheet.build(result, pair, number=1, words=messages.load("zh"))
    said = docx.Document(BytesIO(data))
    cells = [cell.text for row in said.tables[0].rows for cell in row.cells]
    assert {"张三", "2009-05-03"} <= set(cells)
    told = "".join(paragraph.text for paragraph in said.paragraphs)
    assert "两篇署名不同，没有共同的作者" in told
    assert "取自往期库" in told


def test_copies_of_past_works_are_in_the_headline(tmp_path: Path) -> None:
    """The last line of the overview counts them with those of the batch."""
    past = entry("旧.txt", _around(SHARED, 10), authors=["张三"])
    work = _work(_around(SHARED, 20))
    result = _result(_with(filled(tmp_path / "库", [past]), work), work)
    totals = {"repeats": 0, **dict.fromkeys(WORKS, 1)}
    result = replace(result, run=replace(result.run, totals=totals))
    (*_, last) = overview.lines(result, words=messages.load("zh"))
    assert "高度重合 1 处" in last
    assert [item.kind for item in needs_person(result)] == ["overlap"]


def test_template_text_is_in_no_share() -> None:
    """Half a form copied from another: the form counts neither above nor below."""
    form, own = prose(40, 200), prose(41, 100)
    pair = [
        _work(f"{form}\n{own}{prose(42, 100)}", path="甲.txt", author="甲"),
        _work(f"{form}\n{own}{prose(43, 100)}", path="乙.txt", author="乙"),
    ]
    found = compare(pair, templates=[ComparedText(path="表.txt", text=form)])
    works = [
        Work(work_id="w", path=one.path, document_type=None, certain=True)
        for one in pair
    ]
    folded = [len(fold(text)) for text in (own, own + prose(42, 100))]
    share = sharing.sharing_of(found, works).shares["甲.txt"]
    assert share == pytest.approx(folded[0] / folded[1], abs=0.03)


def test_a_large_share_of_a_past_work_waits_for_a_person(tmp_path: Path) -> None:
    """Text of another's past work counts into the share from which a work is suspected."""
    past = entry("新.txt", _around(SHARED, 10), authors=["张三"])
    found = _with(filled(tmp_path / "库", [past]), _work(SHARED + prose(5, 60)))
    work = Work(work_id="w", path="新.txt", document_type=None, certain=True)
    shared = sharing.sharing_of(found.comparison, [work])
    assert shared.shares["新.txt"] > 0.6
    assert shared.partners["新.txt"] == ()
