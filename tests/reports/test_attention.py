"""What waits for a person and what does not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from reports.synthetic_result import build

from doctools.model import FileStatus
from doctools.records import CriterionResult, PendingWork
from doctools.reports.attention import is_settled, needs_person, open_paths, ready
from doctools.reports.pairs import pairs_of
from doctools.result import Result

if TYPE_CHECKING:
    from doctools.records import Work

RESULT = build(classified=True)
EMPTY = Result(run=RESULT.run, title="空", files=())


def _kinds(result: Result) -> Counter[str]:
    return Counter(item.kind for item in needs_person(result))


def test_an_empty_result_asks_for_nothing() -> None:
    """Without files there is nothing to settle and nothing to take over."""
    assert needs_person(EMPTY) == ready(EMPTY) == ()


def test_classified_files_come_first() -> None:
    """A classified file is the first item of all, before other unread files."""
    assert needs_person(RESULT)[0].kind == "classified"


def test_every_unread_file_is_one_item_but_a_skipped_one_is_none() -> None:
    """Files of any status but ok and skipped each count once."""
    unread = [
        file
        for file in RESULT.files
        if file.status not in (FileStatus.OK, FileStatus.SKIPPED)
    ]
    kinds = _kinds(RESULT)
    assert kinds["file"] + kinds["classified"] == len(unread) == 5


def test_every_pending_work_is_one_item() -> None:
    """Pending works count once, however many codes they have."""
    pending = [work for work in RESULT.works if work.status == "pending"]
    assert _kinds(RESULT)["work"] == len(pending) > 0


def test_a_settled_work_a_rule_asks_about_is_an_item() -> None:
    """What only a rule wants to know of a work stands in the list with its reason."""
    work = next(work for work in RESULT.works if is_settled(work))
    entry = CriterionResult(
        subject="张三",
        criterion="published",
        value=0,
        required=1,
        status="pending",
        pending=(PendingWork(work_id=work.work_id, code="no_outlet"),),
    )
    asked = replace(EMPTY, works=(work,), criterion_results=(entry,))
    item = next(item for item in needs_person(asked) if item.kind == "work")
    assert (item.code, item.where) == ("no_outlet", work.path)
    assert not ready(asked)
    settled = replace(asked, criterion_results=(replace(entry, status="not_met"),))
    assert _kinds(settled)["work"] == 0
    assert "work" in {item.kind for item in ready(settled)}


def test_two_passages_of_one_pair_are_one_item() -> None:
    """Overlaps are settled by pair; hints and reference text ask for nobody."""
    first = RESULT.overlaps[0]
    again = replace(first, left=replace(first.left, doc_start=1, doc_end=40))
    only = replace(EMPTY, overlaps=(first, again))
    assert _kinds(only) == {"overlap": 1}
    assert needs_person(only)[0].facts["passages"] == "2"
    hint = replace(first, tier="hint")
    reference = replace(first, class_="reference")
    assert not needs_person(replace(EMPTY, overlaps=(hint, reference)))


def test_a_quotation_asks_for_nobody() -> None:
    """A quotation is discounted; one that is too long comes as a copy."""
    quotation = replace(RESULT.overlaps[0], class_="quotation", tier="review")
    assert not needs_person(replace(EMPTY, overlaps=(quotation,)))


def test_what_was_handed_in_before_waits_for_a_person() -> None:
    """The author's own text from the archive is asked about; that of the batch is not."""
    overlap = replace(RESULT.overlaps[0], class_="own_earlier", tier="strong")
    assert not needs_person(replace(EMPTY, overlaps=(overlap,)))
    past = replace(overlap, right=replace(overlap.right, store="archive"))
    [item] = needs_person(replace(EMPTY, overlaps=(past,)))
    assert (item.code, item.paths) == ("overlap_from_before", (past.left.path,))
    assert item.facts["passages"] == "1"


def test_pairs_put_the_strongest_first() -> None:
    """Open pairs lead, strong before review, and closed ones come last."""
    kinds = [(pair.is_open, pair.tier) for pair in pairs_of(RESULT.overlaps)]
    assert kinds == [
        (True, "strong"),
        (True, "review"),
        (False, "strong"),
        (False, "review"),
        (False, "hint"),
    ]


def test_a_tie_names_those_who_are_tied() -> None:
    """An award with a tie at the last place is one item with the names."""
    ties = [item for item in needs_person(RESULT) if item.kind == "tie"]
    assert [item.where for item in ties] == ["学习型党员标兵", "读书之星"]
    assert ties[1].facts["names"] == "孙丽华、李强、周敏"


def test_criteria_are_summed_up_not_listed_by_member() -> None:
    """One item for each criterion and status says how many subjects wait."""
    items = [item for item in needs_person(RESULT) if item.code == "criterion_no_data"]
    for item in items:
        waiting = [
            entry
            for entry in RESULT.criterion_results
            if entry.criterion == item.key and entry.status == "no_data"
        ]
        assert item.facts["subjects"] == str(len(waiting))
    assert len(items) == 3


def test_a_signed_assumption_is_settled() -> None:
    """Only numbers that nobody signed are items."""
    assert _kinds(RESULT)["assumption"] == 1


def test_a_row_that_cannot_be_used_is_an_item_with_its_place() -> None:
    """A problem of a table names the table and the row."""
    item = next(item for item in needs_person(RESULT) if item.kind == "table")
    assert (item.where, item.facts["row"]) == ("考试.xlsx", "9")


def test_a_work_in_an_open_overlap_is_not_ready() -> None:
    """No work is both ready and part of a passage that a person has to look at."""
    ready_paths = {item.where for item in ready(RESULT) if item.kind == "work"}
    assert ready_paths
    assert not ready_paths & open_paths(RESULT)


def test_a_work_needs_author_type_and_month_to_be_settled() -> None:
    """Each doubt alone keeps a work from being taken over as it is."""
    work = next(work for work in RESULT.works if is_settled(work))
    doubts: list[Work] = [
        replace(work, status="pending"),
        replace(work, certain=False),
        replace(work, document_type=None),
        replace(work, period=None),
        replace(work, members=()),
    ]
    assert not any(is_settled(doubtful) for doubtful in doubts)


def test_a_result_with_pending_works_is_not_ready() -> None:
    """Criterion results count as ready only when no decision could change them."""
    entry = next(e for e in RESULT.criterion_results if e.pending)
    met = replace(entry, status="met")
    assert not ready(replace(EMPTY, criterion_results=(met,)))
    assert (
        len(ready(replace(EMPTY, criterion_results=(replace(met, pending=()),)))) == 1
    )


def test_only_removed_exact_repeats_are_ready() -> None:
    """Near repeats and those left standing are not taken over unseen."""
    items = [item for item in ready(RESULT) if item.kind == "repeat"]
    assert len(items) == sum(repeat.removed for repeat in RESULT.repeats)
