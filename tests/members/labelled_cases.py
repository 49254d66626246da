"""The labelled set: messy papers of an invented town, and what a careful clerk says.

`labelled/cases.tsv` has a line a paper. In its column 页面 `｜` parts the blocks and
`{心1}` stands for the paragraphs of that key in `bodies.tsv`. 归属 names the members in
their order (`姓名@支部` where two bear the name), `组织=…` the organisation whose own
paper it is, `待定` what only a person can settle. In the other columns of the truth `-`
is none and `*` is not judged. 属性 is the author the file's properties name.

Odd numbers are `seen`: the program may be mended by them. Even numbers are held out.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from build import docx, source

from doctools.facts import Book, Facts, Organisation, Outlet, Person
from doctools.layout.analyse import analyse
from doctools.members.attribution import CampaignPeriod, attribute
from doctools.model import Document, PartialDate, Properties
from doctools.readers.registry import read
from doctools.records import EvidenceRow, Work

FOLDER = Path(__file__).with_name("labelled")
CAMPAIGN = CampaignPeriod(first=date(2010, 1, 1), last=date(2010, 12, 31))
AUTHOR_DOUBTS = {"unknown_author", "namesake", "sources_disagree"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A paper and its truth.

    Attributes:
        number: line of the set, from 1.
        point: what makes the paper hard.
        whose: member ids, `组织=…` alone, or None where a person has to decide.
    """

    number: int
    point: str
    path: str
    blocks: tuple[str, ...]
    whose: tuple[str, ...] | None
    document_type: str
    period: str
    day: str
    property_author: str | None

    @property
    def seen(self) -> bool:
        """Whether the program may be mended by this case."""
        return self.number % 2 == 1


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Judged:
    """A case and what the program says of it; a failing test must not print it."""

    case: Case
    work: Work

    @property
    def whose(self) -> tuple[str, ...] | None:
        """Who is credited: member ids or an organisation; None while it is pending."""
        if AUTHOR_DOUBTS & set(self.work.codes):
            return None
        if self.work.organisation is not None and not self.work.members:
            return (f"组织={self.work.organisation}",)
        return tuple(str(member.member_id) for member in self.work.members) or None

    @property
    def wrongly_attributed(self) -> bool:
        """Whether somebody is credited who is not the truth."""
        return self.whose is not None and self.whose != self.case.whose

    @property
    def attributed(self) -> bool:
        """Whether the truth is credited."""
        return self.whose is not None and self.whose == self.case.whose

    @property
    def right_type(self) -> bool:
        """Whether the type is the truth, or is not judged."""
        return _agrees(self.case.document_type, self.work.document_type)

    @property
    def right_period(self) -> bool:
        """Whether the month is the truth, or is not judged."""
        return _agrees(self.case.period, self.work.period)

    @property
    def right_day(self) -> bool:
        """Whether the date is the truth as far as known, or is not judged."""
        return _agrees(self.case.day, self.work.date)


def _agrees(truth: str, found: str | None) -> bool:
    return truth in {"*", found or "-"}


def rows(name: str) -> list[dict[str, str]]:
    """Return the lines of a file of the set."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def facts() -> Facts:
    """Return the tables of the invented town."""
    return Facts(
        people=tuple(_person(line) for line in _numbered("roster.tsv")),
        organisations=tuple(
            Organisation(
                name=line["名称"],
                kind=line["类别"],
                aliases=_several(line["别名"]),
                row=_row(line),
            )
            for line in _numbered("organisations.tsv")
        ),
        books=tuple(
            Book(
                title=line["书名"],
                aliases=_several(line["别名"]),
                month=PartialDate(month=int(line["月份"])) if line["月份"] else None,
                row=_row(line),
            )
            for line in _numbered("books.tsv")
        ),
        outlets=tuple(
            Outlet(
                name=line["名称"],
                kind=line["类别"],
                level=line["级别"],
                aliases=_several(line["别名"]),
                row=_row(line),
            )
            for line in _numbered("outlets.tsv")
        ),
        present=frozenset({"roster", "organisations", "books", "outlets"}),
    )


def _numbered(name: str) -> list[dict[str, str]]:
    return [
        line | {"row": str(row), "table": name}
        for row, line in enumerate(rows(name), 2)
    ]


def _row(line: dict[str, str]) -> EvidenceRow:
    return EvidenceRow(table=line["table"], row=int(line["row"]))


def _several(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("、")))


def _person(line: dict[str, str]) -> Person:
    return Person(
        member_id=f"{line['姓名']}@{line['支部']}",
        name=line["姓名"],
        branch=line["支部"],
        aliases=_several(line["别名"]),
        posts=_several(line["职务"]),
        row=_row(line),
    )


def cases() -> list[Case]:
    """Return the set in its order."""
    bodies = {line["键"]: line["正文"] for line in rows("bodies.tsv")}
    ids: dict[str, list[str]] = {}
    for line in rows("roster.tsv"):
        ids.setdefault(line["姓名"], []).append(f"{line['姓名']}@{line['支部']}")
    return [_case(line, bodies, ids) for line in rows("cases.tsv")]


def _case(
    line: dict[str, str], bodies: dict[str, str], ids: dict[str, list[str]]
) -> Case:
    page = re.sub(r"\{(.+?)\}", lambda key: bodies[key[1]], line["页面"])
    return Case(
        number=int(line["编号"]),
        point=line["要点"],
        path=line["路径"],
        blocks=tuple(page.split("｜")),
        whose=_whose(line["归属"], ids),
        document_type=line["类型"],
        period=line["月份"],
        day=line["日期"],
        property_author=line["属性"] or None,
    )


def _whose(truth: str, ids: dict[str, list[str]]) -> tuple[str, ...] | None:
    if truth == "待定":
        return None
    if truth.startswith("组织="):
        return (truth,)
    return tuple(_member_id(name, ids) for name in truth.split("、"))


def _member_id(name: str, ids: dict[str, list[str]]) -> str:
    if "@" in name:
        return name
    (only,) = ids[name]
    return only


def judged(case: Case, tables: Facts) -> Judged:
    """Return the case beside what the program says of it."""
    analysed, layout = analyse(_document(case))
    work = attribute(analysed, layout, facts=tables, campaign=CAMPAIGN)
    return Judged(case=case, work=work)


def _document(case: Case) -> Document:
    kind = case.path.rpartition(".")[2]
    if kind == "docx":
        data = docx(*filter(None, case.blocks))
    else:
        data = "\n".join(case.blocks).encode()
    document = read(data, source(kind, case.path))
    if case.property_author is None:
        return document
    return replace(document, properties=Properties(author=case.property_author))
