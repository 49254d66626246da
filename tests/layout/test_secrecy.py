"""Secrecy markings are found in their places and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import build
import pytest

from doctools.layout.secrecy import is_classified

BODY = ["关于开展评选活动的通知", "各支部：", "现将有关事项通知如下。"] * 6


@pytest.mark.parametrize(
    "mark",
    [
        "机密★1年",
        "秘密★长期",
        "绝 密 ★",
        "000012\t机密★5年\t特急",
        "机　密",
        "密级：秘密",
        "秘密*10年",
        "机密★十年",
        "秘密\n特急",
    ],
)
def test_marks_at_the_head_count(mark: str) -> None:
    """A line that is only the mark, with what may stand beside it, is a marking."""
    assert is_classified(build.document("000012", mark, *BODY))


@pytest.mark.parametrize("layer", ["header", "footer", "text_box"])
def test_marks_in_letterhead_layers_count(layer: str) -> None:
    """Letterheads put the mark in the header or in a text box."""
    assert is_classified(build.document(*BODY, **{layer: ["机密"]}))


@pytest.mark.parametrize(
    "line",
    [
        "中华人民共和国保守国家秘密法",
        "国家秘密的密级分为绝密、机密、秘密三级。",
        "秘密工作",
        "文件应标注“机密★1年”字样。",
        "密级：公开",
        "秘密级国家秘密是一般的国家秘密",
    ],
)
def test_mentions_do_not_count(line: str) -> None:
    """A sentence about secrets is no marking, wherever it stands."""
    assert not is_classified(build.document(line, *BODY, header=[line]))


def test_a_bare_word_deep_in_the_text_is_none() -> None:
    """Without a star the mark counts among the first lines only, with one anywhere."""
    assert not is_classified(build.document(*BODY, "秘密"))
    assert is_classified(build.document(*BODY, "秘密★5年"))


def test_what_stands_in_place_is_withheld_and_mentions_are_not() -> None:
    """密级 counts at the head, or in Word's header; a title about secrets does not.

    A bare mark on a line of its own under a title counts too: better one paper
    withheld too many than one shown.
    """
    head = build.document("机密", "关于某事的通知", "正文。")
    assert is_classified(head)
    assert is_classified(build.document("关于某事的通知", header=["绝密★10年"]))
    assert not is_classified(build.document("保守国家秘密学习心得", "张三", "正文。"))
    assert is_classified(build.document("馆陶县人民政府", "机密", "关于某事的通知"))


def test_a_title_is_no_mark() -> None:
    """A centred line 秘密 is a title: that of a novel, in a reading note."""
    document = build.document("秘密", *BODY)
    title = replace(document.blocks[0], centered=True)
    assert not is_classified(replace(document, blocks=(title, *document.blocks[1:])))


def test_deleted_and_noted_text_does_not_count() -> None:
    """Text taken out and comments are no place for a marking."""
    assert not is_classified(build.document(*BODY, deleted=["机密"], comment=["机密"]))
