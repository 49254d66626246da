"""Points rules for the tests, built by code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awards.awards_build import criteria, facts, one, person

from doctools.awards.evaluate import evaluate

if TYPE_CHECKING:
    from pathlib import Path

    from doctools.facts import Facts
    from doctools.records import CriterionResult, Work

POINTS = """
[[points]]
id = "credits"
name = "学时"
for = "member"
quote = "每年学时"
"""

NOTES = """
[[points.line]]
name = "笔记"
quote = "每篇笔记"
source = "submissions"
where = { doc_type = ["读书笔记"] }
"""

PUBLISHED_LINE = """
[[points.line]]
name = "发表"
quote = "发表文章"
source = "submissions"
where = { doc_type = ["调研报告"], published = true, outlet_kind = ["报纸", "期刊"] }
value_by_level = { "县级" = 4, "市级" = 12 }
"""

MEETINGS = """
[[points.line]]
name = "学习"
quote = "每次学习"
source = "events"
where = { kind = ["集中学习"] }
"""


def judged(
    tmp_path: Path, *rules: str, works: list[Work] | None = None, **tables: object
) -> CriterionResult:
    """Return the points of 张三 under the rules."""
    known = everybody(**tables)
    found = evaluate(criteria(tmp_path, *rules), facts=known, works=works or [])
    return one(found, "credits", "张三@一支部")


def everybody(**tables: object) -> Facts:
    """Return facts about two members."""
    return facts(person("张三"), person("李四"), **tables)


def earned(result: CriterionResult) -> list[tuple[str, float, str]]:
    """Return name, points and code of each line."""
    return [(line.rule, line.points, line.code) for line in result.points]
