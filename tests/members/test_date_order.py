"""The order in which the dates of a paper are asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from members.test_attribution import BODY, CAMPAIGN, work_of

TEXT = f"浅谈农村党建工作\n张三\n{BODY}\n（原载《邯郸日报》2010年5月12日第3版）\n2010年4月20日"


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ((), "2010-04-20"),
        (("published_on", "stated_date", "filename_date", "folder_date"), "2010-05-12"),
        (("filename_date", "stated_date", "published_on", "folder_date"), "2010-06-01"),
        (("folder_date", "filename_date", "stated_date", "published_on"), "2010-07"),
    ],
)
def test_the_first_known_date_of_the_order(
    order: tuple[str, ...], expected: str
) -> None:
    """The criteria file says which of several dates of a paper is its date."""
    campaign = replace(CAMPAIGN, date_order=order)
    work = work_of(TEXT, "2010年7月/2010年6月1日张三.txt", campaign=campaign)
    assert work.date == expected
