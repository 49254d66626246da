"""Outlets by name, CN number, permit and masthead, and the list that is shipped."""

from datetime import date
from pathlib import Path

import pytest
from members.test_messy import BODY, ROW

from doctools.facts import Facts, Outlet
from doctools.layout.analyse import analyse
from doctools.members.attribution import attribute
from doctools.members.mastheads import cn_number, kind_of
from doctools.members.outlets_shipped import COLUMNS, joined, read_outlets
from doctools.model import Block, Document, Source
from doctools.records import Work

DAILY = Outlet(name="邯郸日报", kind="报纸", row=ROW, level="市级", cn="CN13-0010")
MONTHLY = Outlet(name="党建月刊", kind="期刊", row=ROW, level="省级", cn="13-1234/D")
OWN = Outlet(name="馆陶党建", kind="内部资料", row=ROW, level="县级")
FACTS = Facts(outlets=(DAILY, MONTHLY, OWN), present=frozenset({"outlets"}))
ARTICLE = f"浅谈农村党建工作\n作者：张三\n{BODY}"


def work_of(text: str) -> Work:
    """Return the work a text is."""
    document = Document(
        source=Source(path="a.txt", sha256="", kind="txt", size=0),
        blocks=tuple(Block(text=each) for each in text.split("\n")),
    )
    analysed, layout = analyse(document)
    return attribute(analysed, layout, facts=FACTS, campaign=None)


@pytest.mark.parametrize(
    ("text", "outlet", "kind", "level"),
    [
        (
            f"邯郸日报\n2010年5月12日 星期三 第3版\n{ARTICLE}",
            "邯郸日报",
            "报纸",
            "市级",
        ),
        (f"邯郸日报 2010年5月12日 第3版\n{ARTICLE}", "邯郸日报", "报纸", "市级"),
        (
            f"国内统一连续出版物号 CN 13-0010\n2010年5月12日\n{ARTICLE}",
            "邯郸日报",
            "报纸",
            "市级",
        ),
        (
            f"ＣＮ１３－００１０　２０１０年５月１２日\n{ARTICLE}",
            "邯郸日报",
            "报纸",
            "市级",
        ),
        (f"{ARTICLE}\n刊号：CN13—1234／D\n2010年第5期", "党建月刊", "期刊", "省级"),
        (f"{ARTICLE}\n（《党建月刊》2010年第5期）", "党建月刊", "期刊", "省级"),
        (
            f"{ARTICLE}\n（原载《馆陶党建》2010年5月）\n内部资料准印证 冀第0310号",
            "馆陶党建",
            "内部资料",
            "县级",
        ),
    ],
)
def test_a_print_shows_where_it_appeared(
    text: str, outlet: str, kind: str, level: str
) -> None:
    """Number, masthead or citation find the table's line, which alone gives the level."""
    work = work_of(text)
    assert (work.outlet, work.outlet_kind, work.level) == (outlet, kind, level)
    assert "unknown_outlet" not in work.codes


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"{ARTICLE}\n原载《远方》2010年第5期 CN45-1045/G", "期刊"),
        (f"远方日报 2010年5月12日 第3版 CN45-0045\n{ARTICLE}", "报纸"),
        (f"{ARTICLE}\n原载《邯郸日报》2010年5月12日\nCN13-1999/D", "期刊"),
        (f"{ARTICLE}\n原载《馆陶之声》2010年5月\n准印证号：冀L0310", "内部资料"),
        (f"{ARTICLE}\n原载《邯郸日报》2010年5月12日\n内部资料 免费交流", "内部资料"),
        (f"远方日报 2010年5月12日 第3版\n{ARTICLE}", None),
    ],
)
def test_a_number_or_permit_gives_the_kind_and_never_the_level(
    text: str, kind: str | None
) -> None:
    """An outlet the table does not list, or lists as of another kind, waits."""
    work = work_of(text)
    assert (work.outlet_kind, work.level) == (kind, None)
    assert "unknown_outlet" in work.codes


@pytest.mark.parametrize(
    "text",
    [
        f"{ARTICLE}\n参考文献：《党建月刊》CN13-1234/D\n2010年5月",
        f"《邯郸日报》读后感\n张三\n{BODY}\n2010年3月5日",
        f"《邯郸日报》\n张三\n{BODY}\n2010年3月5日",
        f"党建简报\n第5期\n馆陶镇党委 2010年5月1日\n{ARTICLE}",
    ],
)
def test_an_outlet_one_writes_about_printed_nothing(text: str) -> None:
    """A reference, a note on a newspaper and an office's bulletin are no publication."""
    assert work_of(text).outlet is None


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("CN 13-0001", "13-0001", "报纸"),
        ("国内统一刊号：13-0999", "13-0999", "报纸"),
        ("CN13-1000/D", "13-1000", "期刊"),
        ("CN13-5999", "13-5999", "期刊"),
        ("CN13-6000", "13-6000", "网络媒体"),
        ("CN13-9001", "13-9001", None),
        ("电话 13-0001", None, None),
    ],
)
def test_a_serial_tells_the_kind(
    text: str, number: str | None, kind: str | None
) -> None:
    """The four digits behind the region fall into the ranges of the register."""
    assert cn_number(text) == number
    assert (kind_of(number) if number else None) == kind


def test_an_outlet_holds_on_any_day_its_date_may_mean() -> None:
    """A line valid to 10 May holds for `May` and not for 11 May."""
    until = Outlet(name="a", kind="报纸", row=ROW, valid_to=date(2010, 5, 10))
    assert until.holds(date(2010, 5, 1), date(2010, 5, 31))
    assert not until.holds(date(2010, 5, 11), date(2010, 5, 11))
    since = Outlet(name="a", kind="报纸", row=ROW, valid_from=date(2010, 5, 10))
    assert since.holds(date(2010, 5, 1), date(2010, 5, 31))
    assert not since.holds(date(2010, 4, 1), date(2010, 4, 30))


def test_the_shipped_list_is_read_and_the_offices_table_wins(tmp_path: Path) -> None:
    """Aliases are split, lines without a kind left out, and the own table is first."""
    file = tmp_path / "outlets.csv"
    rows = (
        ",".join(COLUMNS),
        "河北日报,冀报；河北报,报纸,CN13-0001,河北省委,省级,登记",
        "邯郸日报,,报纸,CN13-0010,邯郸市委,省级,登记",
        "空名,,,,,,",
    )
    file.write_text("\n".join(rows), encoding="utf-8-sig")
    shipped = read_outlets(file)
    assert [each.name for each in shipped] == ["河北日报", "邯郸日报"]
    assert shipped[0].aliases == ("冀报", "河北报")
    assert shipped[0].row.table == "outlets.csv"
    assert shipped[0].row.row == 2
    both = {each.name: each.level for each in joined((DAILY,), shipped)}
    assert both == {"邯郸日报": "市级", "河北日报": "省级"}
    assert read_outlets(tmp_path / "none.csv") == ()
