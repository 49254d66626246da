"""What people do to hide a copy, and what comes of it; `docs/zh/overlap.md` lists it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import build
import pytest
from overlap.prose import letters, prose

from doctools.overlap.across import ComparedText, compare
from doctools.readers.registry import read
from doctools.text.variants import plain_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doctools.records import Overlap

SENTENCES = (
    "全镇各支部每月组织两次集中学习，由支部书记领读原文并结合本村实际谈体会。",
    "党员干部把学习笔记带到田间地头，帮助群众解决了灌溉用水和道路硬化等难题。",
    "镇党委对笔记逐本翻阅，发现抄写应付的当场指出，限期补学并在例会上作说明。",
    "农家书屋延长了开放时间，新添农业技术图书三百余册，借阅人数比去年翻了一番。",
    "青年党员组成宣讲小分队，用方言土语讲政策，把会场搬到了祠堂和文化广场。",
    "年底评选时先由支部推荐，再由群众代表投票，名单张榜公布七天听取意见。",
)
PASSAGE = "".join(SENTENCES)
TRADITIONAL = str.maketrans(
    "镇组织两习书记领读实际谈体会党员带间头帮决灌溉和难题对笔逐发现应场时农开间图馆册阅"
    "数比翻年队讲语讲评选荐代单张听见结难补学说",
    "鎮組織兩習書記領讀實際談體會黨員帶間頭幫決灌溉和難題對筆逐發現應場時農開間圖館冊閱"
    "數比翻年隊講語講評選薦代單張聽見結難補學說",
)


def spaced(text: str) -> str:
    """Put a space between all characters."""
    return " ".join(text)


def zero_width(text: str) -> str:
    """Put zero-width characters of four kinds between the characters."""
    marks = "\u200b\u200c\u2060\ufeff"
    return "".join(c + marks[n % 4] for n, c in enumerate(text))


def radicals(text: str) -> str:
    """Write characters as the radicals and compatibility forms that look like them."""
    return text.translate(str.maketrans("田土文方里", "⽥⼟⽂⽅⾥"))


def without_punctuation(text: str) -> str:
    """Take all marks away."""
    return re.sub("[，。]", "", text)


def shuffled(text: str) -> str:
    """Change the order of the sentences."""
    sentences = [f"{part}。" for part in text.split("。") if part]
    return "".join(sentences[n] for n in (3, 0, 5, 1, 4, 2))


def numbered(text: str) -> str:
    """Give every sentence a paragraph and a number of its own."""
    sentences = [f"{part}。" for part in text.split("。") if part]
    return "\n".join(f"{n}、{part}" for n, part in enumerate(sentences, start=3))


def other_figures(text: str) -> str:
    """Change every figure that is told."""
    return text.translate(str.maketrans("两三百七", "四九千五"))


def other_words(text: str) -> str:
    """Change two characters of every ten: one word in five."""
    edited = list(text)
    for place in range(6, len(edited) - 1, 10):
        edited[place : place + 2] = letters(place, 2)
    return "".join(edited)


def some_other_words(text: str) -> str:
    """Change two characters of every twenty: one word in ten."""
    edited = list(text)
    for place in range(9, len(edited) - 1, 20):
        edited[place : place + 2] = letters(place, 2)
    return "".join(edited)


def quotation_marks(text: str) -> str:
    """Put all of it in quotation marks."""
    return f"“{text}”"


def copied(disguise: Callable[[str], str]) -> Sequence[Overlap]:
    """Return what is found between a work and one that copies it in disguise."""
    works = [
        ComparedText(
            path="原.txt", text=f"{prose(1, 400)}\n{PASSAGE}\n{prose(2, 300)}"
        ),
        ComparedText(
            path="抄.txt", text=f"{prose(3, 200)}\n{disguise(PASSAGE)}\n{prose(4, 500)}"
        ),
    ]
    return compare(works).overlaps


@pytest.mark.parametrize(
    "disguise",
    [
        spaced,
        zero_width,
        radicals,
        without_punctuation,
        shuffled,
        numbered,
        other_figures,
        some_other_words,
        quotation_marks,
        lambda text: text.translate(TRADITIONAL),
    ],
)
def test_a_disguise_hides_nothing(disguise: Callable[[str], str]) -> None:
    """The whole passage is one copy at tier strong, whatever was done to it."""
    (found,) = copied(disguise)
    assert (found.class_, found.tier) == ("copy", "strong")
    assert found.characters > 0.95 * len(without_punctuation(PASSAGE))


@pytest.mark.parametrize(("length", "tier"), [(160, "hint"), (170, "strong")])
def test_text_edited_all_along_needs_150_equal_characters(
    length: int, tier: str
) -> None:
    """Every tenth character exchanged: strong with 150 equal ones, a hint with fewer."""
    passage = letters(9, length)
    edited = [letters(n, 1) if n % 10 == 5 else c for n, c in enumerate(passage)]
    works = [
        ComparedText(path="原.txt", text=f"{prose(1, 400)}\n{passage}"),
        ComparedText(path="抄.txt", text=f"{prose(2, 500)}\n{''.join(edited)}"),
    ]
    (found,) = compare(works).overlaps
    assert found.tier == tier


def test_other_words_make_it_a_hint() -> None:
    """With one word in five exchanged a passage is shown whole, as a hint."""
    (found,) = copied(other_words)
    assert (found.class_, found.tier) == ("copy", "hint")
    assert found.characters > 0.9 * len(without_punctuation(PASSAGE))


def test_look_alike_letters_are_the_latin_ones() -> None:
    """Cyrillic and Greek letters in Latin words break no passage."""
    words = "".join(f"采用GPS定位与PM检测ABC标准{letters(n, 4)}" for n in range(6))
    works = [
        ComparedText(path="原.txt", text=f"{prose(1, 300)}\n{words}"),
        ComparedText(
            path="抄.txt",
            text=f"{prose(2, 300)}\n{words.translate(str.maketrans('APSBCM', 'АРЅВСМ'))}",
        ),
    ]
    (found,) = compare(works).overlaps
    assert (found.similarity, found.tier) == (1.0, "strong")


def test_simplified_text_is_compared_as_it_is() -> None:
    """No character of GB 2312's first, common level stands for another one."""
    table = plain_forms()
    common = [
        bytes([high, low]).decode("gb2312")
        for high in range(0xB0, 0xD7)
        for low in range(0xA1, 0xFE)
    ]
    assert [c for c in common if table[ord(c)] != ord(c)] == []


@pytest.mark.parametrize(
    "look",
    ["<w:vanish/>", '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>'],
    ids=["hidden", "white", "one point"],
)
def test_unseen_filler_does_not_break_a_passage(look: str) -> None:
    """Hidden, white and one-point characters between the others are set apart."""
    content = "".join(
        build.run(PASSAGE[n : n + 4]) + build.run(letters(n, 2), look)
        for n in range(0, len(PASSAGE), 4)
    )
    document = read(build.docx(build.paragraph(content)), build.source())
    assert document.text == PASSAGE
    assert len(document.layers["hidden"][0].text) == 2 * len(range(0, len(PASSAGE), 4))


@pytest.mark.parametrize("ground", ["run", "paragraph", "cell"])
def test_white_text_on_a_dark_ground_is_read(ground: str) -> None:
    """A white heading on a coloured ground, or in a table, is text like any other."""
    shading = '<w:shd w:val="clear" w:fill="1F3864"/>'
    white = '<w:color w:val="FFFFFF"/>'
    text = build.run("学习安排", white + (shading if ground == "run" else ""))
    body = build.paragraph(text, shading if ground == "paragraph" else "")
    if ground == "cell":
        body = f"<w:tbl><w:tr>{build.cell(body)}</w:tr></w:tbl>"
    document = read(build.docx(body), build.source())
    assert document.text == "学习安排"
