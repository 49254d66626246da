"""Small campaigns from a few choices, judged by the whole pipeline in this process."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from doctools import campaign, pipeline
from doctools.batch import Settings
from doctools.engines import local
from doctools.examination import examine
from doctools.intake.discover import discover
from doctools.messages import Catalogue, load

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from doctools.intake.discover import Discovery
    from doctools.result import Result

MEMBERS = (
    ("周正平", "第一支部"),
    ("吴小兰", "第一支部"),
    ("郑国", "第二支部"),
    ("郑国栋", "第二支部"),
)
STRANGER = ("孟庆丰", "第三支部")
"""A member of a branch of his own, who joins in some tests."""
BOOKS = ("论语", "平凡的世界", "乡土中国")
FOLDERS = ("收件甲", "收件乙/补交")
"""Folders that say nothing of whose, what or when."""

CRITERIA = """
schema = "doctools-criteria/1"
[meta]
title = "评选"
period = { from = 2010-01-01, to = 2010-12-31 }
[assumptions]
signed_off_by = "办公室"
[scales]
level = ["镇级", "县级", "市级", "省级", "国家级"]
grade = [ { name = "优秀", min = 90 } ]
[population.member]
entity = "person"
where = { party_member = true }
[population.branch]
entity = "organisation"
where = { kind = ["农村"] }

[[criterion]]
id = "member.plan"
name = "个人学习计划"
for = "member"
source = "submissions"
where = { doc_type = ["个人学习计划"] }
measure = "count"
per = "year"
require = { min = 1 }

[[criterion]]
id = "member.books"
name = "每月读书笔记"
for = "member"
source = "submissions"
where = { doc_type = ["读书笔记"], book_in = "books" }
measure = "count"
per = "month"
require = { min = 1 }
allow_missing = 10

[[criterion]]
id = "member.published"
name = "报刊发表"
for = "member"
source = "submissions"
where = { doc_type = ["学习体会文章", "调研报告"], published = true, outlet_kind = ["报纸", "期刊"], level_min = "县级" }
measure = "count"
per = "year"
require = { min = 1 }

[[criterion]]
id = "member.surveys"
name = "调研报告"
for = "member"
source = "submissions"
where = { doc_type = ["调研报告"] }
measure = "count"
per = "year"
require = { min = 2 }

[[criterion]]
id = "branch.plans"
name = "支部党员的学习计划"
for = "branch"
source = "submissions"
where = { doc_type = ["个人学习计划"] }
measure = "count"
per = "year"
require = { min = 2 }

[[criterion]]
id = "member.attendance"
name = "集中学习"
for = "member"
source = "events"
where = { kind = ["集中学习"] }
measure = "ratio"
require = { min = 0.5 }
no_data = "pending"

[[award]]
id = "best"
name = "优秀学习型党员"
for = "member"
quota = 2
must = ["member.plan"]
rank = [ { by = "member.books", order = "desc" } ]
"""

Item = TypeVar("Item")

_WORDS = [
    "清晨",
    "渠水",
    "老屋",
    "石桥",
    "棉田",
    "账本",
    "灯火",
    "院墙",
    "集市",
    "粮仓",
    "水泵",
    "课桌",
    "药箱",
    "村口",
    "邻居",
    "秋收",
    "冬闲",
    "春耕",
    "夏锄",
    "来信",
    "旧报",
    "新苗",
    "雨后",
    "坡地",
    "果园",
    "砖窑",
    "马车",
    "油灯",
    "竹篮",
    "磨坊",
]
_DEEDS = [
    "想起",
    "记下",
    "走过",
    "说到",
    "看见",
    "写满",
    "守着",
    "盼望",
    "修好",
    "谈论",
    "离开",
    "送来",
    "翻开",
    "种下",
    "数清",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper that was handed in.

    Attributes:
        number: makes its text and its name unlike those of all others.
        author: index in MEMBERS; None leaves the name out.
        kind: note, plan, essay, clipping or joint (a survey with the next member).
        place: where the name stands: line, end or file.
    """

    number: int
    author: int | None
    kind: str
    month: int = 3
    book: int = 0
    place: str = "line"
    folder: str = FOLDERS[0]

    @property
    def names(self) -> tuple[str, ...]:
        """Who wrote it."""
        if self.author is None:
            return ()
        if self.author == len(MEMBERS):
            return (STRANGER[0],)
        both = (MEMBERS[self.author], MEMBERS[(self.author + 1) % len(MEMBERS)])
        return tuple(name for name, _ in both[: 2 if self.kind == "joint" else 1])

    @property
    def path(self) -> str:
        """Its path as records give it."""
        who = "、".join(self.names) if self.place == "file" else ""
        return f"稿件/{self.folder}/{who or '文档'}（{self.number}）.txt"

    @property
    def text(self) -> str:
        """What stands in it."""
        who = "、".join(self.names)
        lines = [
            self._title(),
            who if self.place == "line" else "",
            *_prose(self.number),
            who if self.place == "end" else "",
            f"2010年{self.month}月10日",
            "（原载《邯郸日报》2010年5月12日）" if self.kind == "clipping" else "",
        ]
        return "\n".join(filter(None, lines)) + "\n"

    def _title(self) -> str:
        return {
            "note": f"《{BOOKS[self.book]}》读书笔记",
            "plan": "2010年个人学习计划",
            "essay": "浅谈农家书屋的几点思考",
            "clipping": "办好村级学校的几点思考",
            "joint": "关于村内水渠的调研报告",
        }[self.kind]


def _prose(number: int) -> list[str]:
    """Return three paragraphs no other number has."""
    chance = random.Random(number)  # noqa: S311 - no secret
    lines = []
    for _ in range(3):
        clauses = [
            f"{chance.choice(_WORDS)}边{chance.choice(_DEEDS)}{chance.choice(_WORDS)}"
            for _ in range(6)
        ]
        lines.append("，".join(clauses) + "。")
    return lines


def write(
    folder: Path, papers: Sequence[Paper], *, stranger: bool = False
) -> campaign.CampaignFolder:
    """Write a campaign folder and return its parts; `stranger` puts him on the tables."""
    people = [*MEMBERS, STRANGER] if stranger else [*MEMBERS]
    tables = {
        "花名册": ["姓名,支部", *(f"{name},{branch}" for name, branch in people)],
        "组织": [
            "名称,类别",
            *(f"{b},农村" for b in dict.fromkeys(b for _, b in people)),
        ],
        "书目": ["书名", *BOOKS],
        "报刊": ["名称,类别,级别", "邯郸日报,报纸,市级"],
        "活动": [
            "日期,类型,组织,参加人",
            "2010-03-05,集中学习,第一支部,周正平",
            "2010-04-05,集中学习,第二支部,郑国、郑国栋",
            *(["2010-04-06,集中学习,第三支部,孟庆丰"] if stranger else []),
        ],
    }
    for paper in papers:
        file = folder / paper.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(paper.text, "utf-8")
    (folder / "稿件").mkdir(parents=True, exist_ok=True)
    (folder / "台账").mkdir()
    for name, lines in tables.items():
        (folder / "台账" / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "评选标准.toml").write_text(CRITERIA, "utf-8")
    return campaign.look_at(folder)


@cache
def words() -> Catalogue:
    """Return what a Chinese report says."""
    return load("zh")


def judged(
    papers: Sequence[Paper], *, stranger: bool = False, seed: int | None = None
) -> Result:
    """Return what a run in this process finds in a campaign of these papers.

    Args:
        papers: what was handed in.
        stranger: whether the tables know him.
        seed: shuffles the order in which files are found and answered.
    """
    chance = None if seed is None else random.Random(seed)  # noqa: S311 - no secret
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local, "run", _engine(chance))
        patch.setattr(pipeline, "discover", _discoverer(chance))
        return judged_by_workers(papers, stranger=stranger)


def judged_by_workers(
    papers: Sequence[Paper], *, stranger: bool = False, slots: int = 1
) -> Result:
    """Return what a run with worker processes finds."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "评选"
        folder.mkdir()
        result, _ = pipeline.run(
            write(folder, papers, stranger=stranger),
            settings=Settings(language="zh"),
            words=words(),
            means=pipeline.Means(slots=slots),
        )
    return result


def _engine(chance: random.Random | None) -> Callable[..., None]:
    """Return an engine that examines files here, in a shuffled order."""

    def run(
        jobs: Sequence[Mapping[str, Any]],
        *,
        settings: Mapping[str, Any],
        on_answer: Callable[[int, local.Answer], None],
        **_: object,
    ) -> None:
        for index in _shuffled([*range(len(jobs))], chance):
            result = _examine_once(settings, jobs[index])
            on_answer(index, local.Answer(result=result))

    return run


def _discoverer(chance: random.Random | None) -> Callable[[list[Path]], Discovery]:
    """Return what finds the files in a shuffled order."""

    def find(arguments: list[Path]) -> Discovery:
        found = discover(arguments)
        return replace(found, inputs=tuple(_shuffled([*found.inputs], chance)))

    return find


def _shuffled(items: list[Item], chance: random.Random | None) -> list[Item]:
    if chance:
        chance.shuffle(items)
    return items


_examined: dict[str, str] = {}


def _examine_once(settings: Mapping[str, Any], job: Mapping[str, Any]) -> str:
    """Return the examination of a file; the same content and path is read once."""
    content = Path(job["file"]).read_text("utf-8")
    key = json.dumps([content, job["path"], settings["names"], settings["stages"]])
    if key not in _examined:
        _examined[key] = examine(settings, job)
    return _examined[key]
