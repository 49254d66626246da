"""How high a value can still get."""

from pathlib import Path
from typing import Any

import pytest
from awards.awards_build import BOOKS, criteria

from doctools.awards.bounds import at_most
from doctools.records import CriterionResult, MemberBehind, PendingWork

SHARE = BOOKS.replace('for = "member"', 'for = "branch"\nmembers = "member"')
SHARE = SHARE.replace("count_distinct", "share").replace('field = "book"\n', "")
SHARE = SHARE.replace('"month"', '"year"')
COVERS = """
[[criterion]]
id = "member.covers"
name = "内容"
for = "member"
source = "submissions"
where = { doc_type = ["读书笔记"] }
measure = "covers"
field = "topic"
per = "quarter"
require = { includes = ["理论", "法律"] }
allow_missing = 3
"""


def result(
    criterion: str,
    value: float,
    **more: Any,  # noqa: ANN401 - any field of the record
) -> CriterionResult:
    """Return a result that is met."""
    return CriterionResult(
        subject="甲", criterion=criterion, value=value, required=1, status="met", **more
    )


@pytest.mark.parametrize(
    ("statuses", "most"),
    [((), 0.5), (("not_met", "not_met"), 0.5), (("pending", "not_met"), 0.75)],
)
def test_a_share_grows_by_the_members_who_wait(
    tmp_path: Path, statuses: tuple[str, ...], most: float
) -> None:
    """Of four members two are behind: only who waits can still raise the share."""
    (rule,) = criteria(tmp_path, SHARE).criteria
    behind = tuple(MemberBehind(subject=s, status=s) for s in statuses)
    found = result(rule.identifier, 0.5, behind=behind)
    assert at_most(rule, found, results={}) == most


def test_what_is_covered_in_every_period_adds_up(tmp_path: Path) -> None:
    """Two topics in four quarters are eight, be five of them there already."""
    (rule,) = criteria(tmp_path, COVERS).criteria
    quarters = {f"2010-Q{n}": 1.25 for n in range(1, 5)}
    waiting = (PendingWork(work_id="w-a", code="unknown_topic"),)
    found = result(rule.identifier, 5.0, by_period=quarters, pending=waiting)
    assert at_most(rule, found, results={}) == 8.0
