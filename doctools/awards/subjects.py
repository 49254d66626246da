"""What a work is about: themes, topics, and steps of studying a theme."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from doctools.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from doctools.records import Work

STEPS: Final[Mapping[str, tuple[str, ...]]] = {
    "分解课题": ("分解课题", "课题分解"),
    "深入调研": ("深入调研", "调研记录", "调研提纲", "调研日志"),
    "专题辅导": ("专题辅导", "辅导讲稿", "辅导材料", "辅导记录"),
    "集中研讨": ("集中研讨", "研讨记录", "研讨发言", "研讨材料"),
    "撰写报告": ("撰写报告", "调研报告"),
}
"""The steps of 五步推进 and the words of titles and folders that tell them.

Source: 馆镇字〔2010〕28号 names the steps; the papers are those each of them leaves.
"""
_STEP_OF_TYPE: Final = {"调研报告": "撰写报告"}


def step_of(work: Work) -> str | None:
    """Return the step a work belongs to: by its type, title, file name or folders.

    A place that names two steps tells none, and the next place is asked.
    """
    if work.document_type in _STEP_OF_TYPE:
        return _STEP_OF_TYPE[work.document_type]
    for place in places(work):
        named = [step for step, words in STEPS.items() if _has_one(place, words)]
        if len(named) == 1:
            return named[0]
    return None


def topics_of(work: Work, topics: Iterable[str]) -> frozenset[str]:
    """Return those topics that a work's title, file name or folders name."""
    return named_in(places(work), {topic: (topic,) for topic in topics})


def named_in(
    texts: Iterable[str], names: Mapping[str, tuple[str, ...]]
) -> frozenset[str]:
    """Return those things of which a text holds a name, spacing and width aside."""
    folded = [fold(text) for text in texts]
    return frozenset(
        thing
        for thing, spellings in names.items()
        for spelling in map(fold, spellings)
        if spelling and any(spelling in text for text in folded)
    )


def places(work: Work) -> Iterator[str]:
    """Yield title, file name and folders of a work, the innermost first."""
    path = PurePosixPath(work.path)
    yield work.title
    yield path.stem
    yield from reversed(path.parts[:-1])


def _has_one(place: str, words: Iterable[str]) -> bool:
    plain = "".join(place.split())
    return any(word in plain for word in words)
