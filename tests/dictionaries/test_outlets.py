"""The shipped list of outlets: each line names its sponsor and where to check it."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from doctools.members.outlets import LEVELS

FILE = Path(__file__).resolve().parents[2] / "dictionaries" / "outlets.csv"
COLUMNS = ["名称", "别名", "类别", "CN号", "主办单位", "级别", "来源"]
SERIALS = {"报纸": range(1, 1000), "期刊": range(1000, 6000)}
"""Serial numbers of a CN number by kind (GB/T 9999)."""
PARTY_NEWSPAPER = re.compile(r"中共(.{2,9}?)(省|市|自治区)(委|委员会)")
MUNICIPALITIES = {"北京", "天津", "上海", "重庆"}


@pytest.fixture(scope="module")
def outlets() -> list[dict[str, str]]:
    """Return the lines of the list."""
    with FILE.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == COLUMNS
        return list(reader)


def test_every_line_is_complete(outlets: list[dict[str, str]]) -> None:
    """Name, kind, sponsor, level and source are never empty, and none has stray space."""
    assert 80 <= len(outlets) <= 500
    for line in outlets:
        assert None not in line.values()
        assert all(line[key] for key in COLUMNS if key not in {"别名", "CN号"}), line
        assert all(text == text.strip() for text in line.values()), line
        assert line["类别"] in SERIALS, line
        assert line["级别"] in LEVELS, line


def test_no_name_stands_twice(outlets: list[dict[str, str]]) -> None:
    """A name or another spelling of it belongs to one outlet, a CN number as well."""
    names = [line["名称"] for line in outlets]
    names += [name for line in outlets for name in line["别名"].split("、") if name]
    numbers = [line["CN号"] for line in outlets if line["CN号"]]
    assert len({*names}) == len(names)
    assert len({*numbers}) == len(numbers)


def test_a_cn_number_fits_its_kind(outlets: list[dict[str, str]]) -> None:
    """Newspapers have serials to 0999 and no class, periodicals 1000-5999 and one."""
    for line in outlets:
        if not line["CN号"]:
            continue
        found = re.fullmatch(r"CN(\d\d)-(\d{4})(/[A-Z]{1,2}\d?)?", line["CN号"])
        assert found, line
        assert int(found[2]) in SERIALS[line["类别"]], line
        assert (found[3] is None) == (line["类别"] == "报纸"), line


def test_a_party_paper_has_the_level_of_its_committee(
    outlets: list[dict[str, str]],
) -> None:
    """A committee of a province sponsors 省级, of a city 市级, of neither 国家级."""
    for line in outlets:
        found = PARTY_NEWSPAPER.fullmatch(line["主办单位"])
        if found is None:
            assert line["级别"] == "国家级", line
        elif found[2] == "市" and found[1] not in MUNICIPALITIES:
            assert line["级别"] == "市级", line
        else:
            assert line["级别"] == "省级", line


def test_the_party_papers_of_all_provinces_are_listed(
    outlets: list[dict[str, str]],
) -> None:
    """Each of the 31 provinces, regions and municipalities has its newspaper."""
    sponsors = {
        line["主办单位"]
        for line in outlets
        if (line["级别"], line["类别"]) == ("省级", "报纸")
    }
    assert len(sponsors) == 31


def test_lines_stand_by_level_kind_and_name(outlets: list[dict[str, str]]) -> None:
    """A change of the list is a change of one line."""
    kinds = [*SERIALS]
    keys = [
        (-LEVELS.index(line["级别"]), kinds.index(line["类别"]), line["名称"])
        for line in outlets
    ]
    assert keys == sorted(keys)
