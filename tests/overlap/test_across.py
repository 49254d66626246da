"""Overlap of works with each other and with reference texts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from overlap.prose import letters, prose

from doctools.overlap.across import ComparedText, Comparison, compare
from doctools.text.normalize import fold

if TYPE_CHECKING:
    from doctools.records import Overlap


def work(path: str, *parts: str) -> ComparedText:
    """Return a work made of parts, one a line."""
    return ComparedText(path=path, text="\n".join(parts))


def only(comparison: Comparison) -> Overlap:
    """Return the one overlap."""
    (overlap,) = comparison.overlaps
    return overlap


def texts_of(overlap: Overlap, *texts: ComparedText) -> tuple[str, str]:
    """Return the two passages as they stand in the texts."""
    by_path = {text.path: text.text for text in texts}
    left, right = overlap.left, overlap.right
    return (
        by_path[left.path][left.doc_start : left.doc_end],
        by_path[right.path][right.doc_start : right.doc_end],
    )


def pair(passage: str, other: str | None = None) -> tuple[ComparedText, ComparedText]:
    """Return two works of their own that both hold a passage."""
    return (
        work("甲.txt", prose(1, 500), passage, prose(2, 300)),
        work("乙.txt", prose(3, 200), other or passage, prose(4, 600)),
    )


def test_honest_works_share_nothing() -> None:
    """Works of different text give no record but their zero ratios."""
    found = compare([work(f"{n}.txt", prose(n, 900)) for n in range(12)])
    assert not found.overlaps
    assert not found.common_passages
    assert all(s.ratios.total == 0 for s in found.similarities)
    assert all(not s.near_duplicate_of for s in found.similarities)


def test_a_copied_passage_is_found_to_the_character() -> None:
    """The spans of a copied passage are those of the passage in both originals."""
    passage = letters(9, 80)
    works = pair(f"“{passage}”！", f"（{passage}）")
    overlap = only(compare(works))
    assert (overlap.left.path, overlap.right.path) == ("乙.txt", "甲.txt")
    assert texts_of(overlap, *works) == (passage, passage)
    assert (overlap.class_, overlap.tier) == ("copy", "strong")
    assert (overlap.characters, overlap.residual, overlap.similarity) == (80, 80, 1.0)


@pytest.mark.parametrize(
    ("length", "tier"),
    [
        (24, None),
        (25, "hint"),
        (39, "hint"),
        (40, "review"),
        (59, "review"),
        (60, "strong"),
    ],
)
def test_tiers_follow_the_length_of_what_was_taken(
    length: int, tier: str | None
) -> None:
    """Word for word: hint from 25 folded characters, review from 40, strong from 60."""
    found = compare(pair(letters(9, length)))
    assert [overlap.tier for overlap in found.overlaps] == ([tier] if tier else [])


def test_words_may_be_exchanged() -> None:
    """Every fifteenth character replaced leaves one passage, for review at least."""
    passage = letters(9, 150)
    edited = "".join(
        chr(ord(c) ^ 1) if n % 15 == 14 else c for n, c in enumerate(passage)
    )
    overlap = only(compare(pair(passage, edited)))
    assert overlap.tier == "hint"  # fourteen characters in a row are formula's length
    assert overlap.characters > 140
    rare = "".join(
        chr(ord(c) ^ 1) if n % 40 == 39 else c for n, c in enumerate(passage)
    )
    assert only(compare(pair(passage, rare))).tier == "strong"


def test_sentences_may_change_places() -> None:
    """A passage whose sentences were shuffled is one overlap, not several."""
    sentences = [letters(20 + n, 35) + "。" for n in range(6)]
    shuffled = [sentences[n] for n in (3, 0, 5, 1, 4, 2)]
    works = pair("".join(sentences), "".join(shuffled))
    overlap = only(compare(works))
    assert texts_of(overlap, *works) == (
        "".join(shuffled)[:-1],
        "".join(sentences)[:-1],
    )


def test_a_clause_may_be_left_out() -> None:
    """A passage that lost a clause in the middle is one overlap."""
    first, clause, last = letters(5, 70), letters(6, 40), letters(7, 70)
    works = pair(first + clause + last, first + last)
    assert texts_of(only(compare(works)), *works) == (
        first + last,
        first + clause + last,
    )


@pytest.mark.parametrize(
    "disguise",
    [
        " ".join,
        "\u200b".join,
        lambda text: "\n".join(text[n : n + 20] for n in range(0, len(text), 20)),
        lambda text: "".join(f"{c}，" if n % 3 else c for n, c in enumerate(text)),
    ],
)
def test_spacing_hides_nothing(disguise: object) -> None:
    """Spaces, zero-width characters, line breaks and commas do not hide a copy."""
    passage = letters(9, 90)
    assert callable(disguise)
    assert only(compare(pair(passage, disguise(passage)))).characters == 90


def test_renumbered_paragraphs_are_the_same() -> None:
    """Numbers at the beginning of paragraphs do not break a passage."""
    items = [letters(30 + n, 25) for n in range(4)]
    one = "\n".join(f"（{n}）{item}" for n, item in zip("一二三四", items, strict=True))
    other = "\n".join(f"{n + 5}、{item}" for n, item in enumerate(items))
    overlap = only(compare(pair(one, other)))
    assert (overlap.characters, overlap.similarity) == (100, 1.0)


def test_reference_text_is_no_copy() -> None:
    """What two works took from a public text is reported against that text alone."""
    passage = letters(9, 90)
    law = work("法.txt", prose(70, 300), passage, prose(71, 300))
    found = compare(pair(passage), references=[law])
    assert {
        (o.class_, o.left.path, o.right.path, o.right.store) for o in found.overlaps
    } == {
        ("reference", "甲.txt", "法.txt", "reference"),
        ("reference", "乙.txt", "法.txt", "reference"),
    }
    assert all(o.tier == "strong" and o.residual == 0 for o in found.overlaps)
    assert all(s.ratios.total > 0 for s in found.similarities)
    assert all(s.ratios.without_reference == 0 for s in found.similarities)


def test_a_passage_of_several_reference_texts_is_reported_once() -> None:
    """Of five public texts with the same passage the fullest is named."""
    passage = letters(9, 90)
    laws = [work(f"{n}.txt", passage[: 50 + n]) for n in range(4)]
    laws.append(work("全.txt", passage))
    found = compare([work("甲.txt", prose(1, 300), passage)], references=laws)
    assert only(found).right.path == "全.txt"


def test_fifteen_characters_of_their_own_make_a_match() -> None:
    """A match is reported when 15 characters stand outside public text, not with 14."""
    public = letters(9, 60)
    law = work("法.txt", public)
    for own, copies in ((14, 0), (15, 1)):
        found = compare(pair(public + letters(8, own)), references=[law])
        assert sum(o.class_ == "copy" for o in found.overlaps) == copies


def test_a_slogan_beside_is_left_out() -> None:
    """A public slogan after a copied passage is cut off where an edit sets it apart."""
    slogan, passage = letters(8, 14), letters(9, 60)
    works = pair(
        f"{passage}。（三）{slogan}", f"{passage}。{letters(7, 5)}（一）{slogan}"
    )
    found = compare(works, references=[work("法.txt", slogan)])
    copies = [o for o in found.overlaps if o.class_ == "copy"]
    assert [texts_of(o, *works) for o in copies] == [(passage, passage)]


def test_an_overlap_is_the_same_one_after_its_files_changed_names() -> None:
    """Which file stands left depends on the names; the fingerprint does not."""
    texts = [
        f"{letters(n, 30)}。{letters(9, 70)}。{letters(n + 1, 30)}" for n in (3, 5)
    ]
    prints = {
        only(compare([work(one, texts[0]), work(other, texts[1])])).fingerprint
        for one, other in (("甲.txt", "乙.txt"), ("乙.txt", "甲.txt"))
    }
    assert len(prints) == 1


def test_template_text_leaves_both_parts_of_the_ratio() -> None:
    """Works that share only the template have ratio 0, and its text is not counted."""
    form = prose(50, 400)
    works = [work("甲.txt", form, prose(1, 200)), work("乙.txt", form, prose(2, 200))]
    found = compare(works, templates=[work("模板.txt", form)])
    assert {o.class_ for o in found.overlaps} == {"template"}
    assert all(s.ratios.total == 0 for s in found.similarities)
    passage = letters(9, 100)
    works = [replace(w, text=f"{w.text}\n{passage}") for w in works]
    found = compare(works, templates=[work("模板.txt", form)])
    own = len(fold(prose(1, 200))) + 100
    assert found.similarities[1].ratios.total == pytest.approx(100 / own, abs=0.001)


def test_a_marked_quotation_with_a_source_is_a_quotation() -> None:
    """指出：“…” makes a quotation on one side; marks alone have to stand on both."""
    said = letters(9, 70)
    named, bare, plain = f"他指出：“{said}。”", f"“{said}。”", f"{said}。"
    kinds = {
        (one, other): only(compare(pair(one, other))).class_
        for one in (named, bare, plain)
        for other in (named, bare, plain)
    }
    assert (
        kinds[named, plain] == kinds[plain, named] == kinds[bare, bare] == "quotation"
    )
    assert kinds[bare, plain] == kinds[plain, bare] == kinds[plain, plain] == "copy"


def test_quotations_count_in_one_ratio_and_not_in_the_other() -> None:
    """A quotation is part of the total and absent from `without_quotation`."""
    quoted = f"他强调：“{letters(9, 70)}。”"
    for similarity in compare(pair(quoted)).similarities:
        assert similarity.ratios.total > 0
        assert similarity.ratios.without_quotation == 0


def test_a_large_quotation_goes_to_review() -> None:
    """Over a third of the work, or over 200 characters without source, it is a copy."""
    long = letters(9, 220)
    assert only(compare(pair(f"“{long}”"))).class_ == "copy"
    works = [
        work("甲.txt", f"文件指出：“{long}”", prose(1, 200)),
        work("乙.txt", f"“{long}”", prose(2, 900)),
    ]
    assert only(compare(works)).class_ == "copy"


def test_many_quotations_over_a_third_go_to_review() -> None:
    """Five sourced quotations of 70 characters are copies in a work of under 1,050."""
    said = [f"他强调：“{letters(40 + n, 70)}。”" for n in range(5)]
    works = [
        work("甲.txt", *(prose(n, 200) + q for n, q in enumerate(said)), prose(8, 900)),
        work("乙.txt", *(prose(n + 20, 90) + q for n, q in enumerate(said))),
    ]
    assert [o.class_ for o in compare(works).overlaps] == ["copy"] * 5
    works[1] = replace(works[1], text=f"{works[1].text}\n{prose(60, 600)}")
    assert [o.class_ for o in compare(works).overlaps] == ["quotation"] * 5


def test_ratios_by_hand() -> None:
    """Template text is in no part of a ratio, a character under two classes in one.

    The work has 300 characters: 100 of the template, 60 copied, 45 quoted, 95 its own.
    N = 200; total (60 + 45) / 200, without the quotation 60 / 200.
    """
    form, taken, said = letters(50, 100), letters(51, 60), letters(52, 45)
    own = letters(53, 95)
    mine = work("甲.txt", form, own[:40], taken, own[40:93], f"指出：“{said}”")
    others = [
        work("乙.txt", form, letters(54, 400), taken),
        work("丙.txt", form, letters(55, 400), f"“{said}”", letters(56, 30)),
    ]
    found = compare([mine, *others], templates=[work("模板.txt", form)])
    (similarity,) = (s for s in found.similarities if s.path == "甲.txt")
    assert similarity.characters == 300
    ratios = similarity.ratios
    assert (ratios.total, ratios.without_quotation) == (0.525, 0.3)
    assert (ratios.without_reference, ratios.without_own) == (0.525, 0.525)
    assert ratios.largest_single == 0.3
    assert {o.class_ for o in found.overlaps} == {"template", "copy", "quotation"}


def test_works_of_one_author_are_his_own() -> None:
    """Overlap between works with an author in common is own, and leaves its ratio."""
    works = [
        replace(w, authors=frozenset({"张三", w.path})) for w in pair(letters(9, 90))
    ]
    found = compare(works)
    assert only(found).class_ == "own_earlier"
    assert all(s.ratios.without_own == 0 < s.ratios.total for s in found.similarities)


@pytest.mark.parametrize(
    ("left", "right", "earlier"),
    [
        ("2010-03-01", "2010-04", "left"),
        ("2010-05", "2010-04-30", "right"),
        ("2010-03", "2010-03-15", "unknown"),
        (None, "2010-03-15", "unknown"),
        ("2010-Q1", "2010-03", "unknown"),
        ("--03", "2010-03", "unknown"),
    ],
)
def test_earlier_is_read_from_stated_dates(
    left: str | None, right: str | None, earlier: str
) -> None:
    """Only dates that differ in what both state say who was first."""
    one, other = pair(letters(9, 90))
    works = [replace(other, date=left), replace(one, date=right)]
    assert only(compare(works)).earlier == earlier


def test_pages_come_from_the_page_starts() -> None:
    """A side bears the page its passage begins on."""
    passage = letters(9, 90)
    one, other = pair(passage)
    one = replace(one, pages=((0, 1), (400, 2), (700, 4)))
    overlap = only(compare([one, other]))
    assert (overlap.left.page, overlap.right.page) == (None, 2)


@pytest.mark.parametrize("holders", [5, 13, 30, 100])
def test_a_passage_many_hold_is_one_record(holders: int) -> None:
    """However many works hold a passage, one record names them all, and no pair does."""
    passage = letters(9, 120)
    works = [
        work(f"{n:03}.txt", prose(n, 300), passage, prose(n + 500, 200))
        for n in range(holders)
    ]
    works += [work(f"诚实{n}.txt", prose(n + 900, 500)) for n in range(5)]
    found = compare(works)
    assert not found.overlaps
    (common,) = found.common_passages
    assert [h.path for h in common.holders] == [w.path for w in works[:holders]]
    for holder, text in zip(common.holders, works, strict=False):
        assert text.text[holder.doc_start : holder.doc_end] == passage
    assert (common.text, common.characters) == (passage, 120)
    assert all(s.ratios.total > 0.2 for s in found.similarities[:holders])


def test_four_holders_are_pairs() -> None:
    """Fewer than five works are reported two by two."""
    works = [work(f"{n}.txt", prose(n, 300), letters(9, 120)) for n in range(4)]
    found = compare(works)
    assert (len(found.overlaps), len(found.common_passages)) == (6, 0)


def test_a_common_passage_everybody_edited_is_one_record() -> None:
    """Six works that each changed other words of a passage are its holders."""
    passage = letters(9, 200)
    works = []
    for n in range(6):
        edited = list(passage)
        for place in range(7 + 5 * n, 200, 33):
            edited[place] = letters(600 + n * 50 + place, 1)
        works.append(
            work(f"{n}.txt", prose(n, 300), "".join(edited), prose(n + 50, 300))
        )
    found = compare(works)
    assert [len(c.holders) for c in found.common_passages] == [6]
    assert not found.overlaps


def test_two_common_passages_of_different_works_are_two_records() -> None:
    """Passages that stand side by side in some works keep their own holders."""
    one, other = letters(8, 120), letters(9, 120)
    works = [
        work(f"甲{n}.txt", prose(n, 200), one, prose(n + 50, 100)) for n in range(6)
    ]
    works += [work(f"乙{n}.txt", prose(n + 100, 200), other) for n in range(7)]
    works += [work(f"丙{n}.txt", one, other, prose(n + 200, 200)) for n in range(5)]
    found = compare(works)
    counts = {c.text: len(c.holders) for c in found.common_passages}
    assert counts == {one: 11, other: 12}


def test_a_passage_all_hold_from_a_public_text_is_not_common() -> None:
    """What stands in a reference text is no common passage."""
    passage = letters(9, 120)
    works = [work(f"{n}.txt", prose(n, 300), passage) for n in range(8)]
    found = compare(works, references=[work("法.txt", passage)])
    assert not found.common_passages


def test_near_duplicates_name_each_other() -> None:
    """Works that share more than half of both are near-duplicates; a part is not."""
    text = prose(9, 800)
    edited = "".join(c if n % 60 else "改" for n, c in enumerate(text))
    works = [
        work("甲.txt", text, prose(1, 100)),
        work("乙.txt", edited),
        work("丙.txt", text[:300], prose(2, 900)),
    ]
    near = {s.path: s.near_duplicate_of for s in compare(works).similarities}
    assert near == {"甲.txt": ("乙.txt",), "乙.txt": ("甲.txt",), "丙.txt": ()}


def test_many_equal_works_are_near_duplicates_of_each_other() -> None:
    """A text handed in by seven is one common passage and seven near-duplicates."""
    found = compare([work(f"{n}.txt", prose(9, 600)) for n in range(7)])
    assert [len(c.holders) for c in found.common_passages] == [7]
    assert all(len(s.near_duplicate_of) == 6 for s in found.similarities)


def test_largest_single_is_the_fullest_source() -> None:
    """Of two sources the larger one gives `largest_single`, both the total."""
    one, other = letters(8, 100), letters(9, 60)
    works = [
        work("甲.txt", prose(1, 300), one, prose(2, 200), other, prose(3, 200)),
        work("乙.txt", one, prose(4, 500)),
        work("丙.txt", other, prose(5, 500)),
    ]
    found = compare(works)
    (mine,) = (s for s in found.similarities if s.path == "甲.txt")
    assert mine.ratios.total == pytest.approx(160 / mine.characters, abs=0.001)
    assert mine.ratios.largest_single == pytest.approx(100 / mine.characters, abs=0.001)


def test_empty_texts_do_no_harm() -> None:
    """No works, empty works and works without letters are compared to nothing."""
    assert compare([]) == Comparison(overlaps=(), common_passages=(), similarities=())
    found = compare(
        [work("甲.txt", ""), work("乙.txt", "——！")], references=[work("法.txt", "")]
    )
    assert [s.ratios.total for s in found.similarities] == [0, 0]


def test_fingerprints_survive_new_names() -> None:
    """An overlap keeps its fingerprint when files are renamed in the same order."""
    works = pair(letters(9, 90))
    renamed = [replace(w, path=f"新/{w.path}") for w in works]
    assert only(compare(works)).fingerprint == only(compare(renamed)).fingerprint


PARTS = [prose(n, 90) for n in range(6)]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.integers(0, 5), min_size=1, max_size=4), min_size=2, max_size=9
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_files_changes_nothing(
    batch: list[list[int]], random: object
) -> None:
    """Any order of works and references gives the same comparison; offsets hold."""
    works = [
        work(f"{n}.txt", *(PARTS[part] for part in parts), prose(100 + n, 60))
        for n, parts in enumerate(batch)
    ]
    laws = [work("法一.txt", PARTS[0]), work("法二.txt", PARTS[1], PARTS[0])]
    found = compare(works, references=laws)
    shuffled = list(works)
    assert hasattr(random, "shuffle")
    random.shuffle(shuffled)
    assert compare(shuffled, references=laws[::-1]) == found
    by_path = {w.path: w.text for w in [*works, *laws]}
    for overlap in found.overlaps:
        assert overlap.left.path < overlap.right.path or overlap.right.store != "batch"
        for side in (overlap.left, overlap.right):
            text = by_path[side.path][side.doc_start : side.doc_end]
            assert fold(text[0])
            assert fold(text[-1])
    for common in found.common_passages:
        assert len({h.path for h in common.holders}) == len(common.holders) >= 5
