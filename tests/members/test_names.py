"""Names, branches, books and numbers in file names and lines."""

import json
from datetime import date
from pathlib import Path

import pytest

from doctools.facts import Facts, Organisation, Person
from doctools.members.campaign import CampaignPeriod
from doctools.members.file_names import read_file_name
from doctools.members.lines import read_line
from doctools.members.names import Names
from doctools.members.organisations import Organisations, plain
from doctools.members.surnames import looks_like_name
from doctools.model import PartialDate
from doctools.records import EvidenceRow

HINTS = Path(__file__).resolve().parents[2].parent / "shared/eval/seed/hints.json"
ROW = EvidenceRow(table="组织.xlsx", row=2)


def test_every_file_name_of_the_hints_is_read() -> None:
    """Each made-up file name gives the people and the organisation it should."""
    if not HINTS.exists():
        pytest.skip("../shared is not here")
    hints = json.loads(HINTS.read_text(encoding="utf-8"))
    names = Names(
        Facts(
            people=tuple(
                Person(member_id=name, name=name, branch=None, row=ROW)
                for name in hints["roster_of_examples"]
            ),
            organisations=tuple(
                Organisation(name=name, kind=None, row=ROW)
                for name in hints["orgs_of_examples"]
            ),
        )
    )
    for example in hints["file_name_examples"]:
        reading = read_file_name(example["file"], names=names)
        assert [bearers[0].name for bearers in reading.people] == example["people"]
        offices = names.organisations.named_in([example["file"]])
        assert next(iter(offices), None) == example["org"], example


def test_branches_are_found_under_every_spelling() -> None:
    """党支部, a digit and blanks make no difference; 十一支部 is not 一支部."""
    table = Organisations(
        Facts(
            organisations=tuple(
                Organisation(name=name, kind=None, row=ROW, aliases=aliases)
                for name, aliases in (("第一支部", ("一支部",)), ("第十一支部", ()))
            )
        )
    )
    for text in ("第一党支部", "第1支部", "第 一 支部", "馆陶镇第1党支部", "一支部"):
        assert table.named_in([text]) == ("第一支部",), text
    assert table.named_in(["第11支部"]) == ("第十一支部",)
    assert table.named_in(["第十一党支部"]) == ("第十一支部",)
    assert table.named_in(["二十一支部"]) == ()
    assert plain("第 20 党支部") == "第二十支部"


@pytest.mark.parametrize(
    "text", ["张三", "欧阳明", "司马相如", "李建国", "张强", "王芳"]
)
def test_a_name_reads_like_a_name(text: str) -> None:
    """Usual surnames with one or two characters are names."""
    assert looks_like_name(text)


@pytest.mark.parametrize(
    "text",
    ["学习", "关于", "高举", "安阳", "张", "张三李四", "方案", "zhang", "石家庄"],
)
def test_a_topic_does_not_read_like_a_name(text: str) -> None:
    """Words and places that begin like a surname are no names."""
    assert not looks_like_name(text)


def test_a_sentence_is_no_author_line() -> None:
    """A line with anything beside names, branches and posts is not read at all."""
    person = Person(member_id="张三", name="张三", branch=None, row=ROW)
    names = Names(Facts(people=(person,)))
    for line in ("张三是个好同志", "主张三月开展", "感谢张三的帮助", "张三丰富多彩"):
        assert read_line(line, names=names, source="author_line", block=1) is None, line


def test_a_campaign_knows_its_months() -> None:
    """A campaign over the turn of the year lists each month once."""
    campaign = CampaignPeriod(first=date(2009, 11, 15), last=date(2010, 2, 1))
    assert campaign.months() == ("2009-11", "2009-12", "2010-01", "2010-02")
    assert campaign.complete(PartialDate(month=1)) == PartialDate(year=2010, month=1)
    assert campaign.complete(PartialDate(month=5)) == PartialDate(month=5)
    assert campaign.overlaps(PartialDate(year=2009))
    assert not campaign.contains(PartialDate(year=2009))
    assert not campaign.overlaps(PartialDate(year=2009, half=1))
    assert campaign.overlaps(PartialDate(year=2009, quarter=4))
