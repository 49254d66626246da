"""What must hold for points of any works."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from awards.awards_build import criteria, event, facts, one, person, work
from awards.points_build import MEETINGS, NOTES, POINTS, PUBLISHED_LINE
from hypothesis import example, given, settings
from hypothesis import strategies as st

from doctools.awards.evaluate import evaluate
from doctools.awards.points_lines import rounded
from doctools.records import WorkMember

if TYPE_CHECKING:
    from doctools.awards.criteria import Criteria
    from doctools.records import CriterionResult, Work

ZHANG = "张三@一支部"
LINES = (
    NOTES + 'value = "1/3"\ncoauthor = "fractional"\nper = "quarter"\ncap = 2',
    PUBLISHED_LINE + 'cap_total = "70/3"',
    PUBLISHED_LINE.replace('"发表"', '"各报"') + 'same_work = "each"\nbest = 2',
    NOTES.replace('"笔记"', '"数量"') + "steps = [ { min = 2, points = 5 } ]",
    MEETINGS + "value = 0.1",
)


@cache
def rules() -> Criteria:
    """Return a rule with every kind of line."""
    with tempfile.TemporaryDirectory() as folder:
        return criteria(
            Path(folder),
            POINTS + "require = { min = 8 }\ncap = 40\ncarry_over = {}\n",
            "".join(LINES),
        )


def judged(works: list[Work]) -> CriterionResult:
    """Return the points of 张三."""
    meetings = tuple(event(f"2010-0{n}-05", "集中学习", ZHANG) for n in (1, 2, 3))
    known = facts(person("张三"), person("李四"), events=meetings)
    return one(evaluate(rules(), facts=known, works=works), "credits", ZHANG)


def a_work(number: int, draw: dict[str, Any]) -> Work:
    """Return a work of 张三, perhaps with 李四."""
    authors = [ZHANG, "李四@一支部"][: draw.pop("authors")]
    members = tuple(
        WorkMember(member_id=author, name=author[:2], branch=None) for author in authors
    )
    if draw["outlet"] is None:
        draw["level"] = None
    document_type = draw.pop("document_type")
    return work(f"w-{number:03d}", ZHANG, document_type, members=members, **draw)


WORKS = st.lists(
    st.fixed_dictionaries(
        {
            "authors": st.integers(1, 2),
            "document_type": st.sampled_from(["读书笔记", "调研报告", None]),
            "period": st.sampled_from(["2010-01", "2010-05", "2009-12", None]),
            "outlet": st.sampled_from(["邯郸日报", "某报", None]),
            "level": st.sampled_from(["县级", "市级"]),
            "status": st.sampled_from(["ok", "ok", "pending", "rejected"]),
            "codes": st.just(("suspected_copy",)),
        }
    ),
    max_size=10,
).map(lambda found: [a_work(n, dict(draw)) for n, draw in enumerate(found)])


@settings(max_examples=80, deadline=None)
@given(WORKS)
def test_lines_add_up(works: list[Work]) -> None:
    """The points of the lines, as shown, add up to the value, as shown."""
    result = judged(works)
    written = [Decimal(str(line.points)) for line in result.points]
    assert sum(written, start=Decimal(0)) == Decimal(str(result.value))


@settings(max_examples=80, deadline=None)
@given(WORKS, st.randoms(use_true_random=False))
def test_order_changes_nothing(works: list[Work], chance: Any) -> None:  # noqa: ANN401 - hypothesis names no type
    """Works in any order bring the same points."""
    mixed = list(works)
    chance.shuffle(mixed)
    before, after = judged(works), judged(mixed)
    without_rows = [
        [(ln.rule, ln.points, ln.work_id, ln.code, ln.period) for ln in found.points]
        for found in (before, after)
    ]
    assert without_rows[0] == without_rows[1]
    assert (before.counted, before.rejected) == (after.counted, after.rejected)


@settings(max_examples=80, deadline=None)
@given(WORKS)
def test_no_work_is_lost_or_listed_twice(works: list[Work]) -> None:
    """A note is counted, rejected or pending, and nothing is two of them."""
    result = judged(works)
    listed = [entry.work_id for entry in (*result.rejected, *result.pending)]
    assert len({*result.counted, *listed}) == len(result.counted) + len(listed)
    for entry in works:
        if entry.document_type == "读书笔记":
            assert entry.work_id in {*result.counted, *listed}


@settings(max_examples=80, deadline=None)
@given(WORKS)
def test_a_work_more_never_costs_points(works: list[Work]) -> None:
    """Another counted note adds points, or none where a cap says so."""
    before = judged(works)
    after = judged([*works, a_work(99, {**NOTE})])
    assert after.value is not None
    assert before.value is not None
    assert after.value >= before.value
    if after.value == before.value:
        codes = {ln.code for ln in after.points if ln.work_id == "w-099"}
        assert codes & {"capped", "in_step", "below_step"}


NOTE: dict[str, Any] = {
    "authors": 1,
    "document_type": "读书笔记",
    "period": "2010-05",
    "outlet": None,
    "level": None,
}


@settings(max_examples=80, deadline=None)
@given(WORKS)
def test_decided_works_stay_below_the_bound(works: list[Work]) -> None:
    """Whatever is decided about pending works, the sum stays within what was said."""
    before = judged(works)
    bound = before.value if before.at_most is None else before.at_most
    decided = [
        a_work_decided(entry) if entry.status == "pending" else entry for entry in works
    ]
    after = judged(decided)
    assert after.value is not None
    assert bound is not None
    assert after.value <= bound


def a_work_decided(entry: Work) -> Work:
    """Return a work that was waiting, accepted; an open month becomes January."""
    return replace(entry, status="ok", codes=(), period=entry.period or "2010-01")


@example([Fraction(3, 20_000)])  # half a unit above an odd one
@given(st.lists(st.fractions(min_value=0, max_value=100), max_size=12))
def test_rounding_keeps_the_sum(parts: list[Fraction]) -> None:
    """Parts rounded to four decimals add up, and none is off by a whole unit."""
    units = [round(part * 10_000) for part in rounded(parts)]
    total = round(sum(parts, start=Fraction(0)) * 10_000)
    assert sum(units) == total
    for unit, part in zip(units, parts, strict=True):
        assert abs(unit - part * 10_000) < 1
