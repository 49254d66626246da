"""The measure covers: document types, topics, steps of themes, kinds of events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from awards.awards_build import criteria, event, facts, one, person, row, work

from doctools.awards.evaluate import evaluate
from doctools.facts import Organisation, Theme
from doctools.model import PartialDate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from doctools.records import CriterionResult, Work

ZHANG = "张三@一支部"
PRESENT = facts().present | {"themes"}

STEPS = """
[[criterion]]
id = "steps"
name = "五步推进"
for = "branch"
source = "submissions"
where = { theme_in = "themes" }
measure = "covers"
field = "step"
per = "year"
require = { includes = ["分解课题", "集中研讨", "撰写报告"] }
no_data = "pending"
"""


def theme(name: str, **more: object) -> Theme:
    """Return a theme for all, or for the organisation named."""
    values: dict[str, Any] = {"row": row(), **more}
    return Theme(name=name, **values)


def paper(identifier: str, title: str, path: str = "", **more: object) -> Work:
    """Return a paper of the first branch."""
    values: dict[str, Any] = {
        "members": (),
        "organisation": "一支部",
        "title": title,
        "path": path or f"{identifier}.docx",
        **more,
    }
    return work(identifier, "", values.pop("document_type", None), **values)


def steps(
    tmp_path: Path,
    works: list[Work],
    *themes: Theme,
    text_of: Callable[[str], str] | None = None,
) -> CriterionResult:
    """Return what the first branch's papers cover."""
    found = evaluate(
        criteria(tmp_path, STEPS),
        facts=facts(themes=themes, present=PRESENT),
        works=works,
        text_of=text_of,
    )
    return one(found, "steps", "一支部")


ALL_STEPS = [
    paper("w-a", "作风建设课题分解表"),
    paper("w-b", "作风建设集中研讨记录", document_type="会议记录"),
    paper("w-c", "关于作风建设的调研报告", document_type="调研报告"),
]


def test_every_theme_needs_every_step(tmp_path: Path) -> None:
    """Three steps of one theme are all of one theme and half of two."""
    style, reform = theme("作风建设"), theme("农村改革")
    result = steps(tmp_path, ALL_STEPS, style)
    assert (result.status, result.value) == ("met", 3.0)
    assert result.counted == ("w-a", "w-b", "w-c")
    result = steps(tmp_path, ALL_STEPS, style, reform)
    assert (result.status, result.value) == ("not_met", 3.0)


def test_themes_of_others_and_of_other_years(tmp_path: Path) -> None:
    """A theme set for another branch, or over before the campaign, is not owed."""
    style = theme("作风建设")
    other = theme("农村改革", organisation="二支部")
    past = theme("先进性", last=date(2009, 12, 31))
    assert steps(tmp_path, ALL_STEPS, style, other, past).status == "met"
    assert steps(tmp_path, ALL_STEPS, other).status == "no_data"


def test_a_step_that_cannot_be_told_waits(tmp_path: Path) -> None:
    """A paper on the theme that names no step is pending where it could be the last."""
    loose = paper("w-d", "作风建设材料之三")
    result = steps(tmp_path, [*ALL_STEPS[:2], loose], theme("作风建设"))
    assert result.status == "pending"
    assert [(p.work_id, p.code) for p in result.pending] == [("w-d", "unknown_step")]
    result = steps(tmp_path, [ALL_STEPS[0], loose], theme("作风建设"))
    assert result.status == "not_met"


@pytest.mark.parametrize(
    ("title", "path", "status"),
    [
        ("作风建设材料", "集中研讨/材料.docx", "met"),
        ("作风建设研讨记录", "x.docx", "met"),
        ("作风建设课题分解和研讨记录", "课题分解/研讨材料.docx", "met"),
        ("作风建设课题分解和研讨记录", "x.docx", "pending"),
    ],
)
def test_where_a_step_is_told(
    tmp_path: Path, title: str, path: str, status: str
) -> None:
    """Title, file name and folders are asked in turn; two steps in one tell none."""
    works = [ALL_STEPS[0], ALL_STEPS[2], paper("w-b", title, path)]
    assert steps(tmp_path, works, theme("作风建设")).status == status


def test_a_theme_in_the_text(tmp_path: Path) -> None:
    """A theme may stand in the text alone; two of them there tell none for certain."""
    texts = {"w-b.docx": "这次集中讨论 作风 建设。"}
    works = [ALL_STEPS[0], paper("w-b", "集中研讨记录"), ALL_STEPS[2]]
    style, reform = theme("作风建设"), theme("农村改革")
    assert steps(tmp_path, works, style, text_of=texts.__getitem__).status == "met"
    assert steps(tmp_path, works, style).status == "not_met"
    both = {"w-b.docx": "作风建设和农村改革"}
    result = steps(tmp_path, works, style, reform, text_of=both.__getitem__)
    assert [p.code for p in result.pending] == ["unknown_theme"]


TOPICS = """
[[criterion]]
id = "topics"
name = "学习内容"
for = "member"
source = "submissions"
where = { doc_type = ["读书笔记"] }
measure = "covers"
field = "topic"
require = { includes = ["基本理论", "实践经验"] }
severity = "info"
"""


def test_topics_stand_in_names(tmp_path: Path) -> None:
    """A work is about a topic its title, file name or folder names; else it waits."""
    works = [
        work("w-a", ZHANG, "读书笔记", title="学习基本理论的笔记"),
        work("w-b", ZHANG, "读书笔记", path="实践 经验/笔记.docx"),
        work("w-c", ZHANG, "读书笔记", title="读书笔记"),
    ]
    rules, known = criteria(tmp_path, TOPICS), facts(person("张三"))
    result = one(evaluate(rules, facts=known, works=works), "topics", ZHANG)
    assert (result.status, result.value, result.counted) == ("met", 2, ("w-a", "w-b"))
    assert [p.code for p in result.pending] == ["unknown_topic"]
    result = one(evaluate(rules, facts=known, works=works[1:]), "topics", ZHANG)
    assert result.status == "pending"
    result = one(evaluate(rules, facts=known, works=works[2:]), "topics", ZHANG)
    assert result.status == "not_met"


MEETINGS = """
[[criterion]]
id = "meetings"
name = "三会一课"
for = "branch"
source = "events"
measure = "covers"
field = "kind"
per = "quarter"
require = { includes = ["支部委员会", "党课"] }
no_data = "pending"
"""


def test_kinds_of_events_every_quarter(tmp_path: Path) -> None:
    """A branch must have held every kind in every quarter; others' events are not its."""
    held = [
        event(f"2010-{month:02d}-05", kind, organisation="一支部")
        for month in (1, 4, 7, 10)
        for kind in ("支部委员会", "党课")
    ]
    rules = criteria(tmp_path, MEETINGS)
    result = one(
        evaluate(rules, facts=facts(events=tuple(held)), works=[]),
        "meetings",
        "一支部",
    )
    assert (result.status, result.value, len(result.rows)) == ("met", 8.0, 8)
    assert set(result.by_period.values()) == {2.0}
    short = (*held[:-1], event("2010-11-05", "党课", organisation="二支部"))
    found = evaluate(rules, facts=facts(events=short), works=[])
    assert one(found, "meetings", "一支部").status == "not_met"
    rough = replace(held[-1], day=PartialDate(year=2010))
    found = evaluate(rules, facts=facts(events=(*held[:-1], rough)), works=[])
    assert one(found, "meetings", "一支部").status == "no_data"
    allowed = criteria(tmp_path, MEETINGS + "allow_missing = 1\n")
    found = evaluate(allowed, facts=facts(events=short), works=[])
    assert one(found, "meetings", "一支部").status == "met"


def test_topics_of_events(tmp_path: Path) -> None:
    """What a person heard must cover the topics; one meeting may have several."""
    rule = MEETINGS.replace("branch", "member").replace('"kind"', '"topic"')
    rule = rule.replace("quarter", "year").replace("支部委员会", "农村政策")
    both = event("2010-03-05", "轮训", ZHANG, topic="农村政策与党课")
    rules = criteria(tmp_path, rule)
    found = evaluate(rules, facts=facts(person("张三"), events=(both,)), works=[])
    assert one(found, "meetings", ZHANG).status == "met"
    none = replace(both, topic=None)
    found = evaluate(rules, facts=facts(person("张三"), events=(none,)), works=[])
    assert one(found, "meetings", ZHANG).status == "not_met"


COUNTED = """
[[criterion]]
id = "activities"
name = "学习活动"
for = "branch"
source = "events"
measure = "count"
per = "year"
require = { min = 1 }
no_data = "pending"
"""


def test_events_an_organisation_held(tmp_path: Path) -> None:
    """A branch without any event has no data; the town holds what is held for all."""
    town = Organisation(name="镇党委", kind="镇党委", row=row())
    organisations = (*facts().organisations, town)
    population = '[population.town]\nentity = "organisation"\n'
    rule = COUNTED.replace("activities", "town").replace('"branch"', '"town"')
    rules = criteria(tmp_path, COUNTED, population, rule)
    events = (
        event("2010-03-05", "经验交流会"),
        event("2010-03-06", "党课", organisation="一支部"),
    )
    found = evaluate(
        rules, facts=facts(events=events, organisations=organisations), works=[]
    )
    assert one(found, "activities", "一支部").value == 1
    assert one(found, "activities", "二支部").status == "no_data"
    assert one(found, "town", "镇党委").rows == (events[0].row,)
