"""What could not be read in an old workbook is told while it matters, and no longer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from decisions.decision_build import OTHER, PATH, WORK, candidate, decision, work

from doctools.deciding.hearing import Hearing, hear
from doctools.deciding.sources import Sources
from doctools.facts import Facts
from doctools.journal.admission import admit
from doctools.reports.workbook_edits import Edits, WorkEdit

if TYPE_CHECKING:
    from doctools.decisions import Entry

SECOND = "稿件/李四.txt"


def _cell(text: str, *, path: str = PATH) -> WorkEdit:
    return WorkEdit(
        row=5,
        work_id=WORK if path == PATH else OTHER,
        path=path,
        sha256="ab",
        changed={"verdict": text},
        shown={},
        remarks={"by": "赵书记", "reason": "", "basis": ""},
        new_remarks={"by": "赵书记"},
        at={"verdict": "I5", "by": "J5"},
    )


OLD = Edits(
    file="summary.xlsx",
    works_sheet="作品",
    decisions_sheet="决定",
    works=(_cell("好"),),
)
NEW = replace(OLD, file="summary-2010-07-02.xlsx", works=())
ON_ANOTHER = (_cell("认可", path=SECOND),)


def _hear(*workbooks: Edits, journal: tuple[Entry, ...] = ()) -> Hearing:
    return hear(
        Sources(journal=journal, workbooks=workbooks, recorded="2010-07-03"),
        works=(work(), work(SECOND, work_id=OTHER)),
        facts=Facts(),
        digests={},
        criteria=None,
        months=(),
    )


def _entered(source: str) -> tuple[Entry, ...]:
    told = decision("counted", source=source)
    return admit((), [candidate(told)], recorded="2010-07-02")


def test_a_mistake_is_told_with_its_cell() -> None:
    """The file, the sheet and the cell are named, and the mark of it goes on record."""
    found = _hear(OLD)
    (problem,) = found.problems
    assert problem.row.table == "summary.xlsx 作品"
    assert dict(problem.facts)["cell"] == "I5"
    assert found.told == (problem.mark,)


def test_it_is_told_again_while_nobody_went_on() -> None:
    """A later workbook that told of it and that nobody touched ends nothing."""
    later = replace(NEW, told=frozenset(_hear(OLD).told))
    assert len(_hear(OLD, later).problems) == 1


def test_it_rests_once_somebody_works_in_a_later_workbook() -> None:
    """Who went on in a workbook that told of the mistake has seen it."""
    told = frozenset(_hear(OLD).told)
    found = _hear(OLD, replace(NEW, told=told, works=ON_ANOTHER))
    assert found.problems == ()
    assert found.told == tuple(told)


def test_a_later_workbook_that_knew_nothing_of_it_ends_nothing() -> None:
    """A mistake made in an old workbook today is told, whatever was edited before."""
    assert len(_hear(OLD, replace(NEW, works=ON_ANOTHER)).problems) == 1
    told = frozenset(_hear(OLD).told)
    other = replace(OLD, works=(_cell("不好"),))
    assert len(_hear(other, replace(NEW, told=told, works=ON_ANOTHER)).problems) == 1


@pytest.mark.parametrize(
    ("source", "left"), [("决定.xlsx 2", 0), ("summary.xlsx 作品 5", 1)]
)
def test_it_rests_once_the_matter_is_decided_elsewhere(source: str, left: int) -> None:
    """A decision from another place settles it, an earlier one of the same cell does not."""
    told = frozenset(_hear(OLD).told)
    found = _hear(OLD, replace(NEW, told=told), journal=_entered(source))
    assert len(found.problems) == left


def test_a_corrected_cell_is_no_mistake() -> None:
    """What reads right now is entered and told no more."""
    found = _hear(replace(OLD, works=(_cell("认可"),)))
    assert (found.problems, found.told) == ((), ())
    assert [entry.decision.value for entry in found.added] == ["counted"]
