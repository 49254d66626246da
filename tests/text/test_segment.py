"""Segmentation scores: a text made of words scores better than a broken one."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctools.text.segment import Segmenter, common_words, endings, frequency
from doctools.text.windows import Windows


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


@given(st.text(alphabet="国中学习型党组织建设的，A〇\n", max_size=90))
def test_all_stretches_at_once_give_the_best_path_of_each_run(text: str) -> None:
    """Words found side by side are as probable as the best path of each run."""
    segmenter = Segmenter(["学习型党组织", "中国学"])
    borders = segmenter.borders(text, Windows(text)).tolist()
    runs = [run.span() for run in re.finditer("[\u4e00-\u9fff]+", text)]
    outside = set(range(len(text) + 1)) - {n for run in runs for n in range(*run)}
    assert all(borders[place] for place in outside)
    for start, end in runs:
        cuts = [n for n in range(start, end + 1) if borders[n] or n == end]
        words = [text[one:other] for one, other in pairwise(cuts)]
        best = segmenter.score(text[start:end])
        assert cuts[0] == start
        assert sum(map(segmenter.score, words)) == pytest.approx(best, abs=1e-9)


def test_a_stretch_without_end_is_parted_too() -> None:
    """Where words overlap over hundreds of characters the best path is found as well."""
    text = "中国" * 200
    segmenter = Segmenter(["国中"])
    begins = np.flatnonzero(segmenter.borders(text, Windows(text))[:-1]).tolist()
    assert begins == [token.start for token in segmenter.tokens(text)]


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


def test_the_frequency_of_a_word_is_that_of_the_list() -> None:
    """Every word that is common has at least the frequency asked for, none else has."""
    for length, least in ((2, 300), (4, 100)):
        words = common_words(length=length, frequency=least)
        rarer = set(common_words(length=length, frequency=least - 5)) - set(words)
        assert all(frequency(word) >= least for word in words)
        assert rarer
        assert all(least - 5 <= frequency(word) < least for word in rarer)
    assert frequency("驫龘") == frequency("") == 0


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
