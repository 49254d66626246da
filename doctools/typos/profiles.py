"""From which level on findings are shown, by kind of document.

An official file is held to every convention; in reports and in what a person writes of
himself only the certain ones are worth a clerk's time.
"""

from __future__ import annotations

PROFILES = {"official": "warning", "report": "warning", "personal": "error"}
"""Least level shown in each profile where nobody names one."""

DEFAULT = "official"

_OF_TYPE = {
    "调研报告": "report",
    "经验材料": "report",
    "典型材料": "report",
    "宣传稿件": "report",
    "专栏材料": "report",
    "党课讲稿": "report",
    "报告讲稿": "report",
    "个人学习计划": "personal",
    "读书笔记": "personal",
    "读后感": "personal",
    "学习笔记": "personal",
    "学习心得": "personal",
    "学习体会文章": "personal",
    "思想汇报": "personal",
    "对照检查材料": "personal",
    "民主生活会发言": "personal",
}


def profile_of(document_type: str | None) -> str:
    """Return the name of the profile for a kind of document; official if unknown."""
    return _OF_TYPE.get(document_type or "", DEFAULT)


def level_of(profile: str) -> str:
    """Return the least level that a profile shows where the user names none."""
    return PROFILES[profile]
