"""Known wrong forms, terms, phrases and rare variants: found, and not where right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from doctools.records import Finding

    Check = Callable[..., tuple[Finding, ...]]


def test_a_known_wrong_form_is_an_error(checked: Check) -> None:
    """按装 is found with its right form and a reason in words."""
    (found,) = checked("要组织人员按装新式设备。")
    assert (found.code, found.level) == ("typo.known", "error")
    assert (found.text, found.suggestions) == ("按装", ("安装",))
    assert found.reason == "“按装”应为“安装”：常见误写"


@pytest.mark.parametrize("text", ["请按装备要求办理。", "他研究大树力学多年。"])
def test_parts_of_right_neighbours_are_no_wrong_form(checked: Check, text: str) -> None:
    """按装 in 按装备 and 树力 in 大树力学 are cut by the words around them."""
    assert not checked(text)


def test_the_longest_wrong_form_speaks(checked: Check) -> None:
    """杜会主义 is one finding, not also 杜会."""
    (found,) = checked("坚持中国特色杜会主义道路。")
    assert found.text == "杜会主义"


def test_a_context_is_asked_for(checked: Check) -> None:
    """截止 is doubted beside 目前 only, and only as a warning."""
    (found,) = checked("截止目前，已经完成八成。")
    assert found.level == "warning"
    assert not checked("报名截止时间另行通知。")


def test_within_an_exception_nothing_is_flagged(checked: Check) -> None:
    """A wrong form inside an exception is silent, elsewhere it is not."""
    found = checked("委托杜会计师事务所审计，服务杜会。")
    assert [one.text for one in found] == ["杜会"]
    assert found[0].start > 10


def test_part_of_the_right_form_is_not_wrong(checked: Check) -> None:
    """A short form that is written out in full is right."""
    assert not checked("这一做法奇怪，迄今为止没有先例。")


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("干部要具有世届眼光和战略思维。", "世届", "世界"),
        ("干部要具有世眼眼光和战略思维。", "世眼", "世界"),
        ("完善应争管理和信息报送制度。", "应争", "应急"),
    ],
)
def test_a_term_one_slip_away_is_found(
    checked: Check, text: str, wrong: str, right: str
) -> None:
    """The corrected word of the term is marked, the reason names the whole term."""
    (found,) = checked(text)
    assert found.code == "typo.term"
    assert (found.text, found.suggestions) == (wrong, (right,))
    assert right in found.reason
    assert "常用固定提法" in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "干部要具有世界眼光和战略思维。",
        "要筑牢党员干部的思想防线。",
        "污染防治攻坚向纵深推进。",
        "我们期待双方越走越近，越走越亲。",
        "坚决制止半卖半送的做法。",
        "由负责任的同志包括省委领导带队，谁污染谁治理。",
    ],
)
def test_right_text_is_left_alone(checked: Check, text: str) -> None:
    """What looks like a term by chance is not flagged."""
    assert not checked(text)


def test_a_common_word_with_a_like_sound_is_found(checked: Check) -> None:
    """A lone character that sounds like the one of a common word is suspected."""
    (found,) = checked("奶奶蒸了一锅馒投。")
    assert found.code == "typo.phrase"
    assert found.suggestions == ("馒头",)


def test_what_is_written_twice_is_meant(checked: Check) -> None:
    """An odd word used in two paragraphs is a word of the writer's."""
    line = "各村要广范征求群众意见，推动问题解决。"
    assert not checked(f"{line}\n各组要广范征求群众意见，形成合力。")


def test_names_are_never_touched(checked: Check) -> None:
    """A finding that touches a name of the roster is dropped."""
    text = "由按装生同志牵头按装监控设备。"
    assert len(checked(text)) == 2
    (found,) = checked(text, names=frozenset({"按装生"}))
    assert found.start > 5


def test_a_rare_variant_is_found_at_each_place(checked: Check) -> None:
    """A slip in a paragraph that is pasted again is reported twice."""
    usual = "\n".join(
        f"{place}要把网格管理员队伍建好。" for place in ("东村", "西村", "南村")
    )
    slip = "北村要把网格管里员队伍建好。"
    found = checked(f"{usual}\n{slip}\n结束语。\n{slip}", level="warning")
    assert {one.block for one in found} == {3, 5}
    assert {one.suggestions[0][-1] for one in found} <= set("理员队管")


@pytest.mark.parametrize("text", ["第十七届四中全会", "一二三四五六", "", "\n\n"])
def test_little_text_gives_nothing(checked: Check, text: str) -> None:
    """Empty lines and short titles are read without a finding."""
    assert not checked(text)
