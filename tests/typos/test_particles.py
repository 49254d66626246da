"""Particles, words people mix up, and words of one character typed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doctools.layout.doctype import DOCUMENT_TYPES
from doctools.typos.profiles import profile_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from doctools.records import Finding

    Check = Callable[..., tuple[Finding, ...]]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("孩子们把字写的很认真，家长都满意。", "的", "得"),
        ("大家慢慢的把话说开了。", "的", "地"),
        ("这件事有十分重要地意义。", "地", "的"),
        ("先吃饭，吃完在说正事。", "在", "再"),
        ("我们再党组织的帮助下完成了任务。", "再", "在"),
        ("问题哪么多，一天办不完。", "哪", "那"),
        ("他办起事来象变戏法一样。", "象", "像"),
        ("老支书跟着着吃了不少亏。", "着着", "着"),
        ("施工单位把把材料运到了村口。", "把把", "把"),
        ("会上取得实突破、开新局。", "实", "新"),
        ("开展农业科、农村政策知识培训。", "科", "科技"),
    ],
)
def test_a_particle_out_of_place_is_found(
    checked: Check, text: str, wrong: str, right: str
) -> None:
    """的/地/得, 在/再, 那/哪 and a particle typed twice are told by their neighbours."""
    found = [(one.text, one.suggestions[0]) for one in checked(text)]
    assert found == [(wrong, right)]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("干部要密切练习群众，多到田间走走。", "密切练习群众", "密切联系群众"),
        ("双方每季度随即抽查一次。", "随即抽查", "随机抽查"),
        ("新形势的要求，竞争竟岗都要公开。", "竟岗", "竞岗"),
        ("学习平台和裁体都要用好。", "裁体", "载体"),
        ("他心里总已为大家都忘了。", "总已为", "总以为"),
        ("统一采购、统一派谴、统一付酬。", "派谴", "派遣"),
    ],
)
def test_words_that_people_mix_up_are_found(
    checked: Check, text: str, wrong: str, right: str
) -> None:
    """A word that is right elsewhere is wrong beside some others."""
    found = [one for one in checked(text) if one.level == "error"]
    assert any(one.text in wrong and one.suggestions[0] in right for one in found), (
        found
    )


@pytest.mark.parametrize(
    "text",
    [
        "他做的很多工作群众都看在眼里。",
        "他说话轻声慢语的样子，大家都记得。",
        "现在也不是再去谈条件的时候。",
        "再生能源的利用走在全市前列。",
        "哪时候的事？谁也说不清楚。",
        "这是好现象，对象一般都是青年。",
        "他穿着着装规范里写明的衣服。",
        "这样的成就就是靠大家干出来的。",
        "市农业科、林业科参加了会议。",
        "随即赶到现场的民警展开了抽查。",
    ],
)
def test_right_uses_of_the_same_characters_pass(checked: Check, text: str) -> None:
    """What these checks look for is right in other company."""
    assert not checked(text)


def test_every_document_type_with_a_profile_exists() -> None:
    """Reflections and plans show errors only, reports and official files more."""
    profiles = {one: profile_of(one) for one in DOCUMENT_TYPES}
    assert {one for one, name in profiles.items() if name == "personal"} == {
        "读书笔记",
        "读后感",
        "学习笔记",
        "学习心得",
        "学习体会文章",
        "个人学习计划",
        "思想汇报",
        "对照检查材料",
        "民主生活会发言",
    }
    assert profiles["调研报告"] == "report"
    assert profiles["通知"] == profiles["实施方案"] == profile_of(None) == "official"
