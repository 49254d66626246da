"""Frames: fixed patterns whose missing, extra or wrong character is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from doctools.records import Finding

    Check = Callable[..., tuple[Finding, ...]]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("各支部发挥班长为核心的带动作用。", "发挥", "发挥以"),
        ("要坚持人民群众为中心，解决难题。", "坚持", "坚持以"),
        ("在推进乡村文化建设发挥骨干作用。", "建设", "建设中"),
        ("在上级党委的坚强领导，全镇任务完成。", "坚强领导", "坚强领导下"),
        ("一是要提高服务水平上下功夫。", "要", "要在"),
        (
            "按照党委（党组）中心学习计划执行。",
            "党委（党组）中心",
            "党委（党组）中心组",
        ),
        ("全面开展批证与自我批评。", "批证", "批评"),
        ("不同年龄的、不同岗位的同志都来了。", "年龄的", "年龄"),
        ("要从群众需要和本镇实际出。", "实际出", "实际出发"),
    ],
)
def test_a_broken_frame_is_found(
    checked: Check, text: str, wrong: str, right: str
) -> None:
    """The part that is broken is marked and the whole part suggested."""
    found = [one for one in checked(text) if one.code == "typo.frame"]
    assert [(one.text, one.suggestions) for one in found] == [(wrong, (right,))]


@pytest.mark.parametrize(
    "text",
    [
        "各支部发挥以班长为核心的带动作用。",
        "坚持以人民为中心的发展思想。",
        "以坚持和加强党的领导为统领。",
        "在推进乡村文化建设中发挥骨干作用。",
        "一是要在提高服务水平上下功夫。",
        "在上级党委的坚强领导下，全镇任务完成。",
        "完善党委（党组）中心组学习制度。",
    ],
)
def test_a_whole_frame_is_left_alone(checked: Check, text: str) -> None:
    """Nothing is said of a frame that is complete."""
    assert not checked(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("发挥优优势作用。", "优优"),
        ("加强沟沟通协调。", "沟沟"),
    ],
)
def test_a_doubled_character_is_found(checked: Check, text: str, wrong: str) -> None:
    """A character typed twice beside a word it belongs to is an error."""
    found = checked(text)
    assert [(one.text, one.suggestions) for one in found] == [(wrong, (wrong[0],))]


@pytest.mark.parametrize(
    "text",
    [
        "原条法司司长出席会议。",
        "会议由宣传部部长主持。",
        "天天读书，家家户户都来。",
        "方方面面的工作都要抓。",
        "大力发展超超临界机组。",
    ],
)
def test_doubling_that_is_right_is_left_alone(checked: Check, text: str) -> None:
    """Offices, reduplication and technical names repeat a character rightly."""
    assert not checked(text)
