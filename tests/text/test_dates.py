"""Dates are found in every form clerks write, and partial ones stay partial."""

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctools.text.dates import find_dates, is_date, parse_date

HINTS = Path(__file__).resolve().parents[2].parent / "shared/eval/seed/hints.json"

FORMS = {
    "二〇一〇年三月十五日": "2010-03-15",
    "二○一○年十二月二十日": "2010-12-20",
    "二O一O年五月四日": "2010-05-04",
    "二零一零年十月": "2010-10",
    "二0一0年五月": "2010-05",
    "2O1O年5月": "2010-05",
    "２０１０．３．１５": "2010-03-15",
    "2012年2月29日": "2012-02-29",
    "2010年3月三十一日": "2010-03-31",
    "一九九八年十月一日": "1998-10-01",
    "2010年1-3月": "2010-Q1",
    "1至6月": "--H1",
    "2010年度": "2010",
    "2010年第一季度": "2010-Q1",
    "第三季度": "--Q3",
    "2010年下半年": "2010-H2",
    "201003": "2010-03",
    "10-03-15": "2010-03-15",
    "10.3.15": "2010-03-15",
    "IMG_20100315": "2010-03-15",
    "3月份": "--03",
    "十二月": "--12",
    "张三-4月": "--04",
    "三至四月 2010年一月到三月": "2010-Q1",
    "李四 5 月": "--05",
    "5月4日": "--05-04",
    "关于2009年度工作2010年1月": "2010-01",
}

NO_DATES = (
    "馆镇字[2010]28号",
    "国发〔2010〕5号",
    "馆发（二〇一〇）3号",
    "3个月",
    "每月读一本书",
    "13001234567",
    "110101201003154321",
    "共2010.5亩",
    "2010-2011学年",
    "改革开放30年来",
    "十三月",
    "张三 月度总结",
    "李四月度总结",
    "2010.13",
    "2010年2月29日",
    "第3期",
    "12.5.6.7",
    "",
)


def test_every_form_of_the_hints_is_read() -> None:
    """Each made-up example of the research is read as it says."""
    if not HINTS.exists():
        pytest.skip("../shared is not here")
    hints = json.loads(HINTS.read_text(encoding="utf-8"))
    for key, text in (("date_examples", "text"), ("file_name_examples", "file")):
        for example in hints[key]:
            value = example["value" if text == "text" else "date"]
            found = parse_date(example[text])
            assert (str(found) if found else None) == value, example


@pytest.mark.parametrize(("text", "expected"), FORMS.items())
def test_a_date_is_read_as_far_as_it_is_stated(text: str, expected: str) -> None:
    """A date gives what it states and nothing more."""
    assert str(parse_date(text)) == expected


@pytest.mark.parametrize("text", NO_DATES)
def test_other_numbers_are_no_dates(text: str) -> None:
    """Document numbers, telephone numbers, amounts and durations are no dates."""
    assert find_dates(text) == ()


def test_a_date_knows_where_it_stands() -> None:
    """Start and end give back the words of the text, full-width ones included."""
    text = "馆发〔2010〕3号　于２０１０年５月６日印发，三月份学习。"
    assert [text[found.start : found.end] for found in find_dates(text)] == [
        "２０１０年５月６日",
        "三月份",
    ]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_whole_date_comes_back(day: date) -> None:
    """Any day written out in full is read as that day."""
    text = f"{day.year}年{day.month}月{day.day}日"
    assert str(parse_date(text)) == day.isoformat()


@given(st.text(alphabet="2010年月日号.-/[]〔〕第季度一二三十〇 三上下半", max_size=40))
def test_dates_never_overlap(text: str) -> None:
    """Whatever the text, the dates stand one after another inside it."""
    last = 0
    for found in find_dates(text):
        assert last <= found.start < found.end <= len(text)
        last = found.end


def test_a_very_long_line_is_no_date() -> None:
    """A line of forty thousand years is told from a date at once."""
    before = time.process_time()
    assert not is_date("2010年" * 40_000)
    assert is_date("（二〇一〇年十二月二十五日）")
    assert time.process_time() - before < 1
