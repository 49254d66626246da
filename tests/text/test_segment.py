"""Segmentation scores: a text made of words scores better than a broken one."""

from __future__ import annotations

import subprocess
import sys

from doctools.text.segment import Segmenter, common_words, endings


def test_a_typo_makes_the_score_worse() -> None:
    """The right sentence is more probable than the miswritten one."""
    segmenter = Segmenter()
    assert segmenter.score("具有世界眼光") > segmenter.score("具有世眼眼光") + 2


def test_tokens_cover_the_text_in_order() -> None:
    """The words of the best path follow each other and leave nothing out."""
    text = "请按装备要求办理〔2010〕8号"
    tokens = Segmenter().tokens(text)
    assert "".join(text[start:end] for start, end in tokens) == text
    assert text[tokens[2].start : tokens[2].end] == "装备"


def test_a_term_is_one_word() -> None:
    """A term that no common list knows is kept whole once it is added."""
    term = "学习型党组织建设"
    assert len(Segmenter().tokens(term)) > 1
    assert Segmenter([term]).tokens(term) == ((0, len(term)),)


def test_an_empty_text_scores_nothing() -> None:
    """No text has no words and costs nothing."""
    assert Segmenter().score("") == 0
    assert Segmenter().tokens("") == ()


def test_common_words_have_the_length_asked_for() -> None:
    """Common words are Chinese, of one length and sorted."""
    words = common_words(length=4, frequency=1000)
    assert "实事求是" in words
    assert {len(word) for word in words} == {4}
    assert list(words) == sorted(words)


def test_suffixes_of_offices_end_many_words() -> None:
    """部 ends many long words, 融 few."""
    assert endings()["部"] > 100 > endings()["融"]


def test_jieba_itself_is_not_imported() -> None:
    """The word list is read without running jieba."""
    code = (
        "import sys; from doctools.text.segment import Segmenter; Segmenter();"
        "sys.exit('jieba' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == 0
