"""Signs of a printed page beside a statement: CN numbers, permits, mastheads.

A CN number tells kind and province of an outlet, never its level: the first two digits
are the region, the four behind them 0001-0999 for newspapers, 1000-5999 for printed,
6000-8999 for network and 9000-9999 for electronic periodicals.
"""

from __future__ import annotations

import re
import unicodedata

from doctools.text.dates import find_dates

_CN = re.compile(
    r"(?:(?P<label>国内统一(?:连续)?(?:出版物|刊)?(?:编号|号)|(?:国内|统一)*刊号|连续出版物号)\s*[:为]?\s*(?:CN)?|CN)"
    r"\s*[:]?\s*(?P<region>\d{2})\s*[-—–―]\s*(?P<serial>\d{4})(?!\d)",
    re.IGNORECASE,
)
_PERMIT = re.compile(r"准印证|内部资料|内部刊物|内部发行|内部交流|仅供内部")
_BORROWED = re.compile(r"参考|文献|引自|引用|摘自|摘编|转引|注释|[。；！？]")
"""A line that names where something was taken from says nothing of this paper."""
_ISSUE = re.compile(
    r"第?\s*[\d一二三四五六七八九十百]+\s*版|总?第\s*[\d一二三四五六七八九十百]+\s*期|[ABCD]\d{1,2}版?|出版日期"
)
_PARTICULARS = re.compile(
    r"星期[一二三四五六日天]|周[一二三四五六日]|农历[\u4e00-\u9fff]{2,8}|庚寅年?[\u4e00-\u9fff]{0,6}|今日[\d一二三四五六七八]+版|(?:要闻|理论|综合|评论|党建|副刊|专刊|周刊)版?"
    r"|主办单位?|主管单位?|社址|网址|邮发代号|[\d\-—–―/:.,、|·()\s_《》]+"
)
_NAME = re.compile(
    r"[《]?(?P<name>[\u4e00-\u9fff]{1,10}(?:日报|晚报|早报|晨报|时报|周报|导报|商报|青年报|农民报|工人报|法制报|科技报|教育报|文摘报|学习报|党报|晚刊|周刊|月刊|双月刊|季刊|杂志|学刊|学报))[》]?"
)

KINDS = (
    (range(1, 1000), "报纸"),
    (range(1000, 6000), "期刊"),
    (range(6000, 9000), "网络媒体"),
)
"""Kinds of outlet by serial; an electronic publication is none an article appears in."""
INTERNAL = "内部资料"


def plain(text: str) -> str:
    """Return a line in common width."""
    return unicodedata.normalize("NFKC", text).strip()


def cn_number(text: str) -> str | None:
    """Return the CN number of a line as `13-0001`, or None."""
    found = _CN.search(plain(text))
    if found is None or _BORROWED.search(text):
        return None
    return f"{found['region']}-{found['serial']}"


def cn_of(written: str | None) -> str | None:
    """Return the number of a table's cell as `13-0001`, with or without CN before it."""
    found = re.search(r"(\d{2})\s*[-—–―]\s*(\d{4})(?!\d)", plain(written or ""))
    return f"{found[1]}-{found[2]}" if found else None


def kind_of(number: str) -> str | None:
    """Return the kind of outlet a CN number stands for, or None."""
    serial = int(number.rpartition("-")[2])
    return next((kind for serials, kind in KINDS if serial in serials), None)


def is_internal(text: str) -> bool:
    """Tell whether a line says that the print is internal: a permit, no CN number."""
    return _PERMIT.search(text) is not None and _BORROWED.search(text) is None


def has_issue(text: str) -> bool:
    """Tell whether a line gives number or page of an issue, or a paper's name and day."""
    if _ISSUE.search(text) is not None:
        return True
    dated = any(found.date.day is not None for found in find_dates(text))
    return dated and "《" not in text and likely_name(text) is not None


def bare_name(text: str) -> str:
    """Return what a masthead's line holds beside date, issue and other particulars."""
    rest = _CN.sub(" ", _ISSUE.sub(" ", _dateless(text)))
    return _PARTICULARS.sub("", rest)


def likely_name(text: str) -> str | None:
    """Return the outlet a masthead's line names by its look, or None."""
    found = _NAME.fullmatch(bare_name(text))
    return found["name"] if found else None


def _dateless(text: str) -> str:
    for found in reversed(find_dates(text)):
        text = f"{text[: found.start]} {text[found.end :]}"
    return text
