"""The criteria file: strict, and helpful where it refuses."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from awards.awards_build import (
    AWARD,
    BOOKS,
    EXAM,
    HEAD,
    PLAN,
    PUBLISHED,
    TYPES,
    criteria,
)

from doctools.awards.criteria import load
from doctools.errors import UsageError
from doctools.messages import load as words_of

if TYPE_CHECKING:
    from pathlib import Path


def refused(tmp_path: Path, *rules: str, numbers: str = "") -> UsageError:
    """Return the error of a file; its sentence exists in both languages."""
    with pytest.raises(UsageError) as caught:
        criteria(tmp_path, *rules, numbers=numbers)
    error = caught.value
    for language in ("zh", "en"):
        sentence = words_of(language)(f"error.{error.code}", **error.facts)
        assert "评选标准.toml" in sentence
    return error


def test_a_file_is_read(tmp_path: Path) -> None:
    """Bars, filters, grades, populations and awards come out as the file says."""
    found = criteria(tmp_path, BOOKS, PUBLISHED, PLAN, EXAM, AWARD)
    books, published, _, exam = found.criteria
    assert (books.per, books.bar) == ("month", Fraction(1))
    assert books.where.book_in
    assert published.where.level_min == "县级"
    assert published.where.chars_min == 500
    assert (exam.bar, exam.required) == (Fraction(90), "优秀")
    assert found.populations["leader"].posts == ("支部书记",)
    assert found.awards[0].rank[0].descending
    assert found.signed_off_by is None


def test_numbers_by_name_and_fraction(tmp_path: Path) -> None:
    """A number may be named as an assumption or be a fraction; both stay exact."""
    rule = """
    [[criterion]]
    id = "leader.days"
    name = "下基层"
    for = "leader"
    source = "days"
    measure = "ratio"
    field = "days"
    denominator = "working_days"
    require = { min = "1/3" }
    """
    found = criteria(tmp_path, rule, numbers="working_days = 250")
    assert found.criteria[0].bar == Fraction(1, 3)
    assert found.criteria[0].required == "1/3"
    assert found.criteria[0].denominator == 250
    assert found.assumptions == (("working_days", "250"),)


def changed(rule: str, old: str, new: str) -> str:
    """Return a rule with one thing in it changed."""
    assert old in rule
    return rule.replace(old, new)


@pytest.mark.parametrize(
    ("rule", "code", "nearest"),
    [
        (changed(PLAN, "require", "requier"), "criteria_key", "require"),
        (changed(PLAN, "require", "severity"), "criteria_not_text", None),
        (PLAN + 'severity = "high"', "criteria_value", None),
        (PLAN + "publicity_days = 7", "criteria_key", None),
        (PLAN + 'no_data = "pending"', "criteria_misplaced", None),
        (PLAN + 'field = "book"', "criteria_misplaced", None),
        (changed(PLAN, '"count"', '"cuont"'), "criteria_value", "count"),
        (changed(PLAN, '"submissions"', '"submission"'), "criteria_value", "submissions"),
        (changed(PLAN, '"year"', '"weeks"'), "criteria_value", "week"),
        (changed(EXAM, '"mean"', '"mode"'), "criteria_value", None),
        (changed(EXAM, '"mean"', '"count"'), "criteria_misplaced", None),
        (changed(PLAN, '"member"', '"members"'), "criteria_value", "member"),
        (changed(PLAN, "doc_type", "doctype"), "criteria_key", "doc_type"),
        (changed(PLAN, '["个人学习计划"]', '["个人计划"]'), "criteria_value", "个人学习计划"),
        (changed(PLAN, "min = 1", "mim = 1"), "criteria_key", "min"),
        (changed(PLAN, "min = 1", 'min = "一"'), "criteria_not_number", None),
        (changed(PLAN, "min = 1", "min = 1.5"), "criteria_not_whole", None),
        (changed(PLAN, "min = 1", "min = -1"), "criteria_not_number", None),
        (changed(PLAN, "min = 1", 'grade = "优秀"'), "criteria_misplaced", None),
        (changed(PLAN, "{ min = 1 }", "{}"), "criteria_require", None),
        (changed(PLAN, '["个人学习计划"]', '"个人学习计划"'), "criteria_not_texts", None),
        (changed(PLAN, "{ doc_type", '{ kind = ["党课"], doc_type'), "criteria_misplaced", None),
        (changed(PLAN, "{ doc_type", '{ level_min = "县级", doc_type'), "criteria_needs_published", None),
        (changed(PUBLISHED, "published = true", "published = false"), "criteria_value", "true"),
        (changed(PUBLISHED, "published", "adopted = true, published"), "criteria_published_and_adopted", None),
        (changed(PUBLISHED, '"县级"', '"县"'), "criteria_value", "县级"),
        (PLAN + "allow_missing = 1", "criteria_nothing_to_miss", None),
        (PLAN + "allow_mising = 1", "criteria_key", "allow_missing"),
        (PLAN + 'items = ["工作实绩"]', "criteria_misplaced", None),
        (PLAN + "review = 1", "criteria_not_flag", None),
        (PLAN + PLAN, "criteria_id_twice", None),
        (changed(EXAM, '优秀" }', '优秀的" }'), "criteria_value", "优秀"),
        (changed(EXAM, '"member"', '"branch"'), "criteria_for_people", None),
        (EXAM + 'members = "member"', "criteria_for_organisations", None),
        (PLAN + EXAM + changed(AWARD, '["member.plan"]', '["member.plans"]'), "criteria_value", "member.plan"),
        (PLAN + EXAM + changed(AWARD, '["member.plan"]', '["个人学习计划"]'), "criteria_value_by_name", "member.plan"),
        (PLAN + EXAM + changed(AWARD, "quota = 2", "quota = 0"), "criteria_not_whole", None),
        (PLAN + EXAM + AWARD + 'tie = "lottery"', "criteria_value", "list_all"),
        (PLAN + EXAM + AWARD + "seats = {}", "criteria_missing_key", None),
        (PLAN + EXAM + changed(AWARD, '"member"', '"leader"'), "criteria_other_population", None),
        ("[tables]\nrosters = '花名册.xlsx'", "criteria_key", "roster"),
        ("[tables]\nroster = '台账/花名册.xlsx'", "criteria_not_file_name", None),
        ("[documents]\ncoauthor = 'half'", "criteria_value", None),
        ("[documents]\ncoauthor = 'weights'", "criteria_weights", None),
        ("[documents]\ncoauthor_weights = [1.0]", "criteria_weights", None),
        ("[documents]\ncoauthor_weights = [0.5, 1.0]", "criteria_not_weights", None),
        ("[documents]\nunattributed = 'first'", "criteria_value", "pending"),
        ("[documents]\nsame_article_in_two_outlets = 'all'", "criteria_value", None),
        ("[documents]\ndate = ['stated_date']", "criteria_dates", None),
        ("[documents]\ndate = ['file_time']", "criteria_value", None),
        ("[population.all]\nentity = 'everyone'", "criteria_value", None),
    ],
)  # fmt: skip
def test_wrong_keys_and_values(
    tmp_path: Path, rule: str, code: str, nearest: str | None
) -> None:
    """Whatever is not in the vocabulary is refused, with the nearest right word."""
    error = refused(tmp_path, rule)
    assert error.code.removesuffix("_unknown") == code
    if nearest:
        assert error.facts["nearest"] == nearest


def test_the_line_is_named(tmp_path: Path) -> None:
    """The error points at the line the wrong key stands in, and at its criterion."""
    error = refused(tmp_path, PLAN, changed(BOOKS, "min = 1", "minimum = 1"))
    lines = (HEAD + PLAN + BOOKS.replace("min = 1", "minimum = 1")).split("\n")
    assert "minimum" in lines[int(str(error.facts["line"])) - 1]
    assert error.facts["place"] == "[[criterion]] member.books"


def test_shares_and_references(tmp_path: Path) -> None:
    """Shares go up to 1, and what they refer to must exist and concern the same."""
    share = """
    [[criterion]]
    id = "org.leaders"
    name = "带头"
    for = "branch"
    source = "results"
    members = "leader"
    of = ["member.plan"]
    measure = "share"
    require = { min = 1.5 }
    """
    assert refused(tmp_path, PLAN, share).code == "criteria_share_above_one"
    right = share.replace("1.5", "1.0")
    assert refused(tmp_path, PLAN, right).code == "criteria_other_population"
    assert refused(tmp_path, right).code == "criteria_value"
    nobody = right.replace('members = "leader"', 'members = "branch"')
    assert refused(tmp_path, PLAN, nobody).code == "criteria_members_no_people"


def test_assumptions_must_be_used(tmp_path: Path) -> None:
    """An assumption no criterion names is refused, and so is a name nobody gave."""
    error = refused(tmp_path, PLAN, numbers="late_day = 0")
    assert (error.code, error.facts["key"]) == (
        "criteria_assumption_unused",
        "late_day",
    )
    named = PLAN.replace("min = 1", 'min = "plan"')
    error = refused(tmp_path, named, numbers="plans = 1")
    assert (error.code, error.facts["nearest"]) == ("criteria_assumption", "plans")
    assert refused(tmp_path, numbers='x = "many"').code == "criteria_not_number"


COVERS = """
[[criterion]]
id = "org.events"
name = "三会一课"
for = "branch"
source = "events"
measure = "covers"
field = "kind"
require = { includes = ["党课"] }
"""
SOME = """
[[criterion]]
id = "member.some"
name = "学习覆盖"
for = "member"
source = "results"
of = ["member.plan"]
measure = "any"
require = { min = 1 }
"""


@pytest.mark.parametrize(
    ("rules", "numbers", "code"),
    [
        (changed(COVERS, 'field = "kind"', 'field = "topics"'), "", "criteria_value"),
        (changed(COVERS, "measure", 'where = { role = ["听"] }\nmeasure'), "", "criteria_of_people"),
        (changed(COVERS, '"events"', '"submissions"').replace('"kind"', '"step"'), "", "criteria_value"),
        (COVERS + 'members = "member"', "", "criteria_misplaced"),
        (PLAN + changed(SOME, "min = 1", "min = 2"), "", "criteria_more_than_named"),
        (PLAN + changed(SOME, '["member.plan"]', '["member.plan", "member.some"]'), "", "criteria_circle"),
        (changed(SOME, "{ min = 1 }", '{ all = "通过" }').replace('"any"', '"all"'), "", "criteria_value"),
        (PLAN + changed(PLAN, "member.plan", "member.exam") + changed(AWARD, "must", "publicity_days = 0\nmust"), "", "criteria_not_whole"),
        (PLAN + 'severity = "info"\n' + EXAM + AWARD, "", "criteria_info_decides"),
        (PLAN, "same_work_two_awards = false", "criteria_one_award_only"),
        (PLAN, "late_days = 1.5", "criteria_not_whole"),
        (PLAN, "count_web_media = 1", "criteria_not_flag"),
        (changed(PUBLISHED, '"期刊"', '"网络媒体"'), "count_web_media = false", "criteria_web_media"),
    ],
)  # fmt: skip
def test_contradictions(tmp_path: Path, rules: str, numbers: str, code: str) -> None:
    """Rules that contradict each other or themselves are refused with their line."""
    error = refused(tmp_path, rules, numbers=numbers)
    assert error.code.removesuffix("_unknown") == code
    assert int(str(error.facts["line"])) > 1


def test_more_than_all_is_refused(tmp_path: Path) -> None:
    """A share of all can be reached, but not exceeded."""
    rule = """
    [[criterion]]
    id = "org.notes"
    name = "有笔记"
    for = "branch"
    source = "submissions"
    members = "member"
    measure = "share"
    require = { min = 1.0 }
    """
    assert criteria(tmp_path, rule).criteria[0].bar == 1
    number = "at_least_includes_number = false"
    assert refused(tmp_path, rule, numbers=number).code == "criteria_more_than_all"


def test_tables_may_be_named(tmp_path: Path) -> None:
    """The file says which table is which; kinds it does not name are left open."""
    found = criteria(tmp_path, "[tables]\nroster = '党员.xlsx'\nthemes = '专题.xlsx'")
    assert found.tables == {"roster": "党员.xlsx", "themes": "专题.xlsx"}
    assert criteria(tmp_path).tables == {}


def test_places_for_publicity(tmp_path: Path) -> None:
    """An award may say for how many days its list is shown in public."""
    award = changed(AWARD, "quota = 2", "quota = 2\npublicity_days = 7")
    assert criteria(tmp_path, PLAN, EXAM, award).awards[0].publicity_days == 7


def written(tmp_path: Path, data: bytes) -> UsageError:
    """Return the error of a file with these bytes."""
    path = tmp_path / "评选标准.toml"
    path.write_bytes(data)
    with pytest.raises(UsageError) as caught:
        load(path, document_types=TYPES)
    assert words_of("zh")(f"error.{caught.value.code}", **caught.value.facts)
    return caught.value


def test_what_is_no_criteria_file(tmp_path: Path) -> None:
    """Wrong syntax names its line, a wrong encoding and a missing file are told."""
    error = written(tmp_path, b"a = 1\nb = = 2\n")
    assert (error.code, error.facts["line"]) == ("criteria_not_toml", 2)
    assert error.facts["text"] == "b = = 2"
    assert written(tmp_path, "a = '标准'".encode("gb18030")).code == "criteria_not_utf8"
    assert written(tmp_path, b"# \n" * 400_000).code == "criteria_too_large"
    assert written(tmp_path, b"").code == "criteria_missing_key"
    with pytest.raises(UsageError, match="criteria_unreadable"):
        load(tmp_path / "没有.toml", document_types=TYPES)


def test_period(tmp_path: Path) -> None:
    """A file with criteria needs a period that ends after it begins."""
    text = HEAD.replace("NUMBERS", "")
    backwards = text.replace("to = 2010-12-31", "to = 2009-12-31")
    assert written(tmp_path, backwards.encode()).code == "criteria_period_backwards"
    quoted = text.replace("2010-12-31", '"2010-12-31"')
    assert written(tmp_path, quoted.encode()).code == "criteria_not_date"
    line = next(line for line in text.split("\n") if line.startswith("period"))
    none = text.replace(line, "") + PLAN
    assert written(tmp_path, none.encode()).code == "criteria_missing_key"
    longer = text.replace("2010-12-31", "2011-12-31") + EXAM + 'per = "year"\n'
    assert written(tmp_path, longer.encode()).code == "criteria_longer_than_year"


def test_bom_and_windows_lines(tmp_path: Path) -> None:
    """Notepad's BOM and line ends change nothing."""
    path = tmp_path / "评选标准.toml"
    text = (HEAD.replace("NUMBERS", "") + PLAN).replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load(path, document_types=TYPES).criteria[0].identifier == "member.plan"


def test_brackets_without_end_are_a_mistake_of_the_file(tmp_path: Path) -> None:
    """Nesting deeper than any reader follows is told as a mistake, not as a fault."""
    path = tmp_path / "标准.toml"
    path.write_text("a = " + "[" * 9000 + "]" * 9000, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load(path, document_types=TYPES)
    assert caught.value.code == "criteria_not_toml"
