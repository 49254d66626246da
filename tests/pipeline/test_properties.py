"""What must hold of every number, whatever is handed in."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from pipeline.small_campaign import (
    FOLDERS,
    MEMBERS,
    STRANGER,
    Paper,
    judged,
    judged_by_workers,
)

if TYPE_CHECKING:
    from doctools.records import CriterionResult, MemberCount
    from doctools.result import Result

KINDS = ("note", "note", "plan", "essay", "clipping", "joint")
EXAMPLES = 8

PAPERS = st.lists(
    st.fixed_dictionaries(
        {
            "author": st.sampled_from([*range(len(MEMBERS)), None]),
            "kind": st.sampled_from(KINDS),
            "month": st.integers(1, 12),
            "book": st.integers(0, 2),
            "place": st.sampled_from(["line", "end", "file"]),
            "folder": st.sampled_from(FOLDERS),
        }
    ),
    min_size=1,
    max_size=6,
).map(lambda found: [Paper(number=n, **draw) for n, draw in enumerate(found)])


def results(result: Result) -> dict[tuple[str, str], CriterionResult]:
    """Return the results by criterion and subject."""
    return {(each.criterion, each.subject): each for each in result.criterion_results}


def counts(result: Result) -> dict[tuple[str | None, ...], MemberCount]:
    """Return the counts by member, type and month."""
    return {
        (each.member_id, each.document_type, each.period): each
        for each in result.member_counts
    }


def unordered(result: Result) -> list[MemberCount]:
    """Return the counts; their lists stand in the order of the paths."""
    return [
        replace(each, work_ids=tuple(sorted(each.work_ids)))
        for each in result.member_counts
    ]


def without(result: CriterionResult, gone: str) -> CriterionResult:
    """Return a result that does not list a work among those that do not count."""
    return replace(
        result,
        rejected=tuple(each for each in result.rejected if each.work_id != gone),
        pending=tuple(each for each in result.pending if each.work_id != gone),
    )


@settings(max_examples=EXAMPLES)
@given(PAPERS, st.integers(0, 999))
def test_the_order_of_files_changes_nothing(papers: list[Paper], seed: int) -> None:
    """Files found, read and answered in any order give the same records."""
    assert judged(papers[::-1], seed=seed) == judged(papers)


@settings(max_examples=EXAMPLES)
@given(PAPERS)
def test_folders_without_evidence_may_have_any_name(papers: list[Paper]) -> None:
    """A folder that says nothing may be renamed: only paths change."""
    names = dict(zip(FOLDERS, ("一批/来稿", "二批"), strict=True))
    before = judged(papers)
    after = judged([replace(paper, folder=names[paper.folder]) for paper in papers])
    assert after.criterion_results == before.criterion_results
    assert after.awards == before.awards
    assert unordered(after) == unordered(before)
    assert after.run.totals == before.run.totals

    def without_path(result: Result) -> Counter[str]:
        bare = (
            replace(work, path=work.path.rpartition("/")[2], same_as=())
            for work in result.works
        )
        return Counter(map(repr, bare))

    assert without_path(after) == without_path(before)


@settings(max_examples=EXAMPLES)
@given(PAPERS, PAPERS)
def test_an_unrelated_member_changes_nothing(
    papers: list[Paper], others: list[Paper]
) -> None:
    """Another member with papers and table rows leaves all records of the rest alone."""
    his = [
        replace(
            paper,
            number=paper.number + 500,
            author=len(MEMBERS),
            kind="note" if paper.kind == "joint" else paper.kind,
            folder="丙",
        )
        for paper in others
    ]
    before = judged(papers)
    after = judged([*papers, *his], stranger=True)
    own = {STRANGER[1], "@".join(STRANGER)}
    paths = {paper.path for paper in papers}

    def rest(result: Result) -> dict[str, object]:
        return {
            "works": [work for work in result.works if work.path in paths],
            "findings": [each for each in result.findings if each.path in paths],
            "repeats": [each for each in result.repeats if each.path in paths],
            "overlaps": [
                each
                for each in result.overlaps
                if {each.left.path, each.right.path} <= paths
            ],
            "counts": [
                each
                for each in result.member_counts
                if each.member_id not in own and each.branch not in own
            ],
            "results": [
                each for each in result.criterion_results if each.subject not in own
            ],
        }

    assert rest(after) == rest(before)


@settings(max_examples=EXAMPLES)
@given(PAPERS)
def test_a_work_taken_away_lowers_what_listed_it(papers: list[Paper]) -> None:
    """Without a counted work exactly the numbers that listed it are lower, by one."""
    whole = judged(papers)
    before, counted_before = results(whole), counts(whole)
    ids = {work.path: work.work_id for work in whole.works}
    counted = {i for each in before.values() for i in each.counted}
    for paper in papers:
        gone = ids[paper.path]
        if gone not in counted:
            continue
        left = judged([other for other in papers if other is not paper])
        for key, result in results(left).items():
            old = before[key]
            if gone in old.counted:
                assert result.value == (old.value or 0) - 1
                assert result.counted == tuple(i for i in old.counted if i != gone)
            else:
                assert without(result, gone) == without(old, gone)
        counted_after = counts(left)
        for place, entry in counted_before.items():
            number = counted_after[place].counted if place in counted_after else 0
            assert number == entry.counted - (gone in entry.work_ids)


@settings(max_examples=EXAMPLES)
@given(PAPERS)
def test_every_number_is_the_length_of_its_evidence(papers: list[Paper]) -> None:
    """What is counted is listed: works, rows and totals, each once."""
    result = judged(papers)
    known = {work.work_id: work for work in result.works}
    for each in result.criterion_results:
        others = [entry.work_id for entry in (*each.rejected, *each.pending)]
        listed = [*each.counted, *others]
        assert len({*listed}) == len(listed)
        assert {*listed} <= {*known}
        assert all(known[i].status == "ok" for i in each.counted)
        if each.criterion != "member.attendance":
            assert each.value == len(each.counted)
            assert sum(each.by_period.values()) in {0, each.value}
    for count in result.member_counts:
        assert count.counted == len(count.work_ids) == len({*count.work_ids})
    totals, statuses = result.run.totals, Counter(work.status for work in result.works)
    assert totals["works"] == len(result.works) == len(papers)
    assert totals["works_ok"] == statuses["ok"]
    assert totals["works_pending"] == statuses["pending"]
    assert totals["findings"] == len(result.findings)
    assert sum(result.run.by_status.values()) == result.run.inputs == len(papers)


def test_the_number_of_workers_changes_nothing() -> None:
    """Two worker processes find what is found without any."""
    papers = [
        Paper(number=n, author=n % 4, kind=KINDS[n % 6], place=place)
        for n, place in enumerate(["line", "end", "file", "file", "line", "end"])
    ]
    assert judged_by_workers(papers, slots=2) == judged(papers)
