"""A photograph or a scan is a work that waits, not a file that is lost."""

from dataclasses import replace

import pytest
from members.test_assignments import CAMPAIGN, line
from members.test_messy import FACTS

from doctools.batch import Batch
from doctools.facts import Facts, Outlet
from doctools.members.assignments import Assignments
from doctools.members.counts import count
from doctools.members.works import resolve
from doctools.model import FileOutcome, FileStatus, PartialDate
from doctools.pipeline import attribute_all, compared
from doctools.records import EvidenceRow, Work
from doctools.result import Examination


def outcome(path: str, digest: str = "ab" * 32) -> FileOutcome:
    """Return the outcome of an image."""
    return FileOutcome(
        path=path, sha256=digest, kind="jpg", status=FileStatus.NEEDS_OCR, code="image"
    )


def works_of(*outcomes: FileOutcome, facts: Facts = FACTS) -> tuple[Work, ...]:
    """Return the works of files nobody could read."""
    batch = Batch(
        examinations={each.path: Examination(outcome=each) for each in outcomes},
        seconds={},
        keys=frozenset(),
    )
    return attribute_all(batch, facts=facts, period=CAMPAIGN)


def test_folder_and_name_say_whose_it_is() -> None:
    """A photographed note stands under its author, type and month and waits."""
    (work,) = works_of(outcome("第一支部/3月读书笔记/张三.jpg"))
    assert [each.member_id for each in work.members] == ["张三@第一支部"]
    assert (work.document_type, work.period) == ("读书笔记", "2010-03")
    assert (work.status, work.codes) == ("pending", ("needs_ocr",))
    assert (work.work_id, work.characters) == ("w-" + "ab" * 6, 0)
    assert work.evidence["members"].source == "file_name"
    (counted,) = count([work], facts=FACTS, months=("2010-03",))
    assert (counted.counted, counted.pending) == (0, 1)


def test_a_cameras_name_is_no_date_and_nobody() -> None:
    """IMG_20100405 tells when the picture was taken, not what it is a picture of."""
    (work,) = works_of(outcome("稿件/IMG_20100405.jpg"))
    assert (work.date, work.period, work.document_type) == (None, None, None)
    assert work.codes == ("needs_ocr", "unknown_author")
    (of_march,) = works_of(outcome("张三/3月/IMG_20100405_101500.jpg"))
    assert (of_march.period, of_march.codes) == ("2010-03", ("needs_ocr",))


def test_only_images_become_works_without_text() -> None:
    """A damaged or encrypted file may be anything; it stays a file."""
    damaged = replace(outcome("张三读书笔记.doc"), status=FileStatus.DAMAGED)
    assert works_of(damaged) == ()


def test_the_mapping_speaks_of_images_too() -> None:
    """The clerk may say whose photograph it is; it still waits for a look at it."""
    told = line(
        "IMG_1.jpg",
        members=("李四@第一支部",),
        document_type="读书笔记",
        period=PartialDate(month=4),
    )
    facts = replace(FACTS, assignments=(told,))
    batch = Batch(
        examinations={"x/IMG_1.jpg": Examination(outcome=outcome("x/IMG_1.jpg"))},
        seconds={},
        keys=frozenset(),
    )
    mapping = Assignments(facts.assignments, paths=batch.examinations)
    (work,) = attribute_all(batch, facts=facts, period=CAMPAIGN, mapping=mapping)
    assert [each.name for each in work.members] == ["李四"]
    assert (work.document_type, work.period) == ("读书笔记", "2010-04")
    assert work.codes == ("needs_ocr",)


@pytest.mark.parametrize(
    ("second", "codes"),
    [
        ("张三(2).jpg", ("needs_ocr", "repeat_submission")),
        ("李四.jpg", ("needs_ocr", "suspected_copy")),
    ],
)
def test_the_same_picture_twice_is_one_work_or_a_suspicion(
    second: str, codes: tuple[str, ...]
) -> None:
    """Equal bytes by one author are one work; by another a person decides."""
    works = resolve(
        works_of(outcome(second), outcome("张三.jpg")), near_duplicates={}, shared={}
    )
    assert codes in {work.codes for work in works}
    assert [bool(work.same_as) for work in works] == ["李四" not in second] * 2


def test_the_comparison_sees_no_pictures() -> None:
    """Texts are compared; a work without text is not among them."""
    works = works_of(outcome("张三.jpg"))
    assert compared({}, works) == ()


def outlet_of(path: str, outlet: str | None = None) -> tuple[str | None, str | None]:
    """Return outlet and level of a photographed article."""
    listed = Outlet(
        name="远山日报", kind="报纸", level="市级", row=EvidenceRow(table="报刊", row=2)
    )
    told = (line(path, outlet=outlet),) if outlet is not None else ()
    facts = replace(FACTS, outlets=(listed,), assignments=told)
    batch = Batch(
        examinations={path: Examination(outcome=outcome(path))},
        seconds={},
        keys=frozenset(),
    )
    mapping = Assignments(facts.assignments, paths=batch.examinations)
    (work,) = attribute_all(batch, facts=facts, period=CAMPAIGN, mapping=mapping)
    return work.outlet, work.level


def test_a_clipping_without_text_may_be_named_after_its_outlet() -> None:
    """A listed name in the file name of a clipping tells outlet and level."""
    assert outlet_of("张三/发表证明/远山日报.jpg") == ("远山日报", "市级")
    assert outlet_of("张三/3月读书笔记/读远山日报.jpg") == (None, None)


def test_the_mapping_says_where_an_article_appeared() -> None:
    """It outweighs the name of the file; an outlet no table lists has no level."""
    path = "张三/发表证明/远山日报.jpg"
    assert outlet_of("张三/发表证明/1.jpg", "远山日报") == ("远山日报", "市级")
    assert outlet_of(path, "近水晚报") == ("近水晚报", None)
    assert outlet_of(path, "") == (None, None)
