"""One work counts once, and every count lists its works."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctools.facts import Facts, Person
from doctools.members.counts import count
from doctools.members.works import resolve
from doctools.messages import load
from doctools.records import EvidenceRow, Work, WorkMember

ROW = EvidenceRow(table="花名册.xlsx", row=2)
FACTS = Facts(
    people=tuple(
        Person(member_id=f"{name}@第一支部", name=name, branch="第一支部", row=ROW)
        for name in ("张三", "李四", "王五")
    )
)


def work(
    path: str,
    text: str,
    *names: str,
    level: str | None = None,
    codes: tuple[str, ...] = (),
    period: str | None = "2010-03",
) -> Work:
    """Return a work; `text` stands for its folded text."""
    return Work(
        work_id=f"w-{text}",
        path=path,
        document_type="学习心得",
        certain=True,
        members=tuple(
            WorkMember(member_id=f"{name}@第一支部", name=name, branch="第一支部")
            for name in names
        ),
        level=level,
        period=period,
        codes=codes,
        status="pending" if codes else "ok",
    )


def outcome(works: tuple[Work, ...]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return status and codes by path."""
    return {each.path: (each.status, each.codes) for each in works}


def test_a_copy_by_the_same_author_counts_once() -> None:
    """The first path stays, the others are repeats, and all name each other."""
    works = resolve(
        [work("c", "t", "张三"), work("a", "t", "张三"), work("b", "t", "张三")],
        near_duplicates={},
        shared={},
    )
    assert outcome(works) == {
        "a": ("ok", ()),
        "b": ("rejected", ("repeat_submission",)),
        "c": ("rejected", ("repeat_submission",)),
    }
    assert [each.same_as for each in works] == [("b", "c"), ("a", "c"), ("a", "b")]


def test_one_article_in_two_outlets_keeps_the_higher_level() -> None:
    """Near duplicates of one author stay once, in the highest outlet."""
    works = resolve(
        [work("a", "x", "张三", level="县级"), work("b", "y", "张三", level="省级")],
        near_duplicates={"a": ("b",), "b": ("a",)},
        shared={},
    )
    assert outcome(works)["b"] == ("ok", ())
    assert outcome(works)["a"] == ("rejected", ("repeat_submission",))


def test_a_usable_copy_outranks_a_doubtful_one() -> None:
    """A copy that waits for a person does not push out one that is in order."""
    works = resolve(
        [work("a", "t", "张三", codes=("unknown_period",)), work("b", "t", "张三")],
        near_duplicates={},
        shared={},
    )
    assert outcome(works)["b"] == ("ok", ())


@pytest.mark.parametrize("texts", [("t", "t"), ("x", "y")])
def test_another_members_text_waits_on_both_sides(texts: tuple[str, str]) -> None:
    """Equal or nearly equal texts of two members are both pending, none rejected."""
    works = resolve(
        [work("a", texts[0], "张三"), work("b", texts[1], "李四")],
        near_duplicates={"a": ("b",)},
        shared={},
    )
    assert {each.codes for each in works} == {("suspected_copy",)}
    assert {each.status for each in works} == {"pending"}


def test_a_shared_part_waits_from_its_share_on() -> None:
    """A share below the bar is nothing; at the bar it waits, with its other side."""
    pair = [work("a", "x", "张三"), work("b", "y", "李四"), work("c", "z", "王五")]
    below = resolve(pair, near_duplicates={}, shared={"a": 0.29})
    assert {each.status for each in below} == {"ok"}
    found = resolve(
        pair, near_duplicates={}, shared={"a": 0.3}, shared_with={"a": ("b",)}
    )
    assert [each.status for each in found] == ["pending", "pending", "ok"]
    assert (
        resolve(pair, near_duplicates={}, shared={"a": 0.3}, suspect_from=0.5)[0].codes
        == ()
    )


def test_one_text_with_two_sets_of_authors_is_disputed() -> None:
    """张三 alone and 张三 with 李四 under one text: the authors are in doubt."""
    works = resolve(
        [work("a", "t", "张三"), work("b", "t", "张三", "李四")],
        near_duplicates={},
        shared={},
    )
    assert {each.codes for each in works} == {("sources_disagree",)}


def test_unsettled_authors_are_nobodys_copy() -> None:
    """Two equal texts by nobody known are not merged: they may be two persons'."""
    nobody = ("unknown_author",)
    works = resolve(
        [work("a", "t", codes=nobody), work("b", "t", codes=nobody)],
        near_duplicates={},
        shared={},
    )
    assert {each.codes for each in works} == {nobody}


def test_papers_of_one_office_are_merged() -> None:
    """An organisation's own paper handed in twice is one work."""
    papers = [replace(work(path, "t"), organisation="第一支部") for path in "ab"]
    works = resolve(papers, near_duplicates={}, shared={})
    assert [each.status for each in works] == ["ok", "rejected"]


def test_a_joint_work_counts_in_full_for_each() -> None:
    """Both authors of a joint paper have it in their own line."""
    counts = count([work("a", "t", "张三", "李四")], facts=FACTS, months=("2010-03",))
    assert [(each.name, each.counted, each.work_ids) for each in counts] == [
        ("张三", 1, ("w-t",)),
        ("李四", 1, ("w-t",)),
    ]


def test_doubtful_and_rejected_works_stand_beside_the_count() -> None:
    """A line counts only what is in order and shows the rest."""
    works = [
        work("a", "x", "张三"),
        work("b", "y", "张三", codes=("suspected_copy",)),
        replace(work("c", "z", "张三"), status="rejected", codes=("wrong_period",)),
        work("d", "u", codes=("unknown_author",)),
    ]
    (line,) = count(works, facts=FACTS, months=("2010-03",))
    assert (line.counted, line.pending, line.rejected) == (1, 1, 1)
    assert line.work_ids == ("w-x",)


def test_months_of_the_campaign_are_the_only_ones() -> None:
    """A work of another month stands under no month; without a campaign all stay."""
    one = [work("a", "t", "张三", period="2009-12")]
    assert count(one, facts=FACTS, months=("2010-03",))[0].period is None
    assert count(one, facts=FACTS, months=())[0].period == "2009-12"


WORKS = st.lists(
    st.builds(
        work,
        st.sampled_from([f"{letter}.txt" for letter in "abcdefgh"]),
        st.sampled_from("xyz"),
        st.sampled_from(["张三", "李四", "王五"]),
        level=st.sampled_from([None, "县级", "市级"]),
        codes=st.sampled_from([(), ("unknown_period",), ("namesake",)]),
    ),
    unique_by=lambda each: each.path,
    max_size=8,
)


@given(WORKS, st.randoms(use_true_random=False))
def test_the_order_of_works_changes_nothing(works: list[Work], chance: Random) -> None:
    """Shuffled works resolve and count the same; every count is its list's length."""
    near = {"a.txt": ("b.txt",), "c.txt": ("d.txt", "e.txt")}
    shuffled = list(works)
    chance.shuffle(shuffled)
    first = resolve(works, near_duplicates=near, shared={"f.txt": 0.5})
    assert resolve(shuffled, near_duplicates=near, shared={"f.txt": 0.5}) == first
    counts = count(first, facts=FACTS, months=())
    assert count(first[::-1], facts=FACTS, months=()) == counts
    assert all(each.counted == len(each.work_ids) for each in counts)
    listed = sum(each.counted + each.pending + each.rejected for each in counts)
    assert listed == sum(len(each.members) for each in first)


def test_every_code_is_explained_in_both_languages() -> None:
    """Each pending and rejection code of the contract has a sentence with a remedy."""
    pending = [
        "unknown_author",
        "namesake",
        "sources_disagree",
        "suspected_copy",
        "unknown_outlet",
        "no_proof",
        "unknown_type",
        "unknown_period",
        "needs_ocr",
        "not_signed_off",
    ]
    rejected = [
        "repeat_submission",
        "wrong_type",
        "wrong_period",
        "level_too_low",
        "not_a_periodical",
        "too_short",
        "not_on_book_list",
        "unreadable",
        "decided",
    ]
    for language in ("zh", "en"):
        words = load(language)
        for code in [f"pending.{c}" for c in pending] + [
            f"rejected.{c}" for c in rejected
        ]:
            assert len(words(code)) > 15
