"""What is made of a page: order, seals, letterheads, lines that were missed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from recognition.sheets_by_sight import EM, HEIGHT, LEFT, RED, WIDTH, Seeing, Sheet

from doctools.recognition.page import Picture, recognise
from doctools.recognition.recogniser import Found
from doctools.recognition.typeset import mended

TEXT = "各支部要把学习教育作为重要任务来抓落到实处"


def texts(sheet: Sheet, recogniser: Seeing | None = None, number: int = 1) -> list[str]:
    """Return the lines recognised on a sheet."""
    page = recognise(sheet.picture(number), recogniser or Seeing(sheet.found))
    return [line.text for line in page.lines]


def test_lines_come_in_reading_order() -> None:
    """From top to bottom, whatever order the recogniser gave; no line is missed."""
    sheet = Sheet()
    second = sheet.line(TEXT[::-1], top=300)
    first = sheet.line(TEXT, top=200)
    page = recognise(sheet.picture(), Seeing([second, first]))
    assert [line.text for line in page.lines] == [TEXT, TEXT[::-1]]
    assert page.lost == ()
    assert page.confidence == pytest.approx(0.99)


def test_a_line_that_was_missed_is_told_of() -> None:
    """Ink that no line covers is named by how many lines stand above it."""
    sheet = Sheet()
    seen = [sheet.line(TEXT, top=200 + 60 * i) for i in range(6)]
    page = recognise(sheet.picture(), Seeing([*seen[:3], *seen[4:]]))
    assert len(page.lines) == 5
    assert page.lost == (3,)


def test_a_missed_line_is_looked_for_by_itself() -> None:
    """What a second look at the place gives stands where it belongs on the page."""
    sheet = Sheet()
    seen = [sheet.line(TEXT, top=200 + 60 * i) for i in range(3)]
    seen += [sheet.line(TEXT, top=900)]
    folio = sheet.line("一12一", top=1500, left=500)
    height = 4 * EM
    corners = tuple((x - 500 + 120.0, y - 1500 + 168.0) for x, y in folio.corners)
    again = replace(folio, corners=corners)
    page = recognise(sheet.picture(), Seeing(seen, careful=[again]))
    assert page.lines[-1].text == "— 12 —"
    assert page.lines[-1].box[1] == pytest.approx(1500 * 0.48, abs=height)
    assert page.lost == ()


def test_rulings_seals_and_pictures_are_no_lost_lines() -> None:
    """A frame, a seal and a photograph hold ink, and no line was missed."""
    sheet = Sheet()
    seen = [sheet.line(TEXT, top=200 + 60 * i) for i in range(3)]
    sheet.draw.line((150, 500, 1100, 500), (0, 0, 0), 4)
    sheet.draw.rectangle((150, 600, 500, 700), outline=(0, 0, 0), width=3)
    sheet.seal(left=700, top=900)
    grain = np.random.default_rng(1).integers(0, 255, (300, 400, 3), dtype=np.uint8)
    pixels = np.asarray(sheet.image).copy()
    pixels[1200:1500, 200:600] = grain
    picture = Picture(number=1, pixels=pixels, points=0.48)
    assert recognise(picture, Seeing(seen)).lost == ()


def test_type_under_a_seal_is_read_and_the_seal_is_not() -> None:
    """The seal is gone from what is read; what lies under it stays dark."""
    sheet = Sheet()
    sheet.seal(left=400, top=950)
    under = sheet.line(TEXT, top=1060)
    star = Found(
        text="印章",
        corners=((430, 980), (610, 980), (610, 1020), (430, 1020)),
        score=0.99,
    )
    assert texts(sheet, Seeing([under, star])) == [TEXT]


def test_a_red_letterhead_is_read() -> None:
    """Red type is invisible in the first reading and read in one of its own."""
    sheet = Sheet()
    head = sheet.line("某某镇委员会文件", top=150, color=RED)
    body = sheet.line(TEXT, top=400)
    recogniser = Seeing([head, body])
    assert texts(sheet, recogniser) == ["某某镇委员会文件", TEXT]
    assert recogniser.looks == 2


@pytest.mark.parametrize("number", [1, 2])
def test_a_marked_page_gives_no_text(number: int) -> None:
    """A secrecy marking with its star withholds every page it stands on."""
    sheet = Sheet()
    sheet.line("机密★1年", top=150)
    sheet.line(TEXT, top=300)
    page = recognise(sheet.picture(number), Seeing(sheet.found))
    assert page.classified
    assert page.lines == ()


def test_pieces_of_a_line_are_joined() -> None:
    """What the detector cut in two is one line again; a cell further off is not."""
    sheet = Sheet()
    sheet.line("各支部要把学习", top=200)
    sheet.line("教育抓实", top=200, left=LEFT + 7 * EM + 6)
    sheet.line("第二栏", top=200, left=LEFT + 16 * EM)
    assert texts(sheet) == ["各支部要把学习教育抓实", "第二栏"]


def test_a_page_on_its_side_is_turned() -> None:
    """Lines that stand on end make the page be read in the other directions."""
    sheet = Sheet()
    sheet.line(TEXT, top=200)
    sheet.line(TEXT, top=260)
    turned = np.rot90(np.asarray(sheet.image), -1)

    def recogniser(picture: np.ndarray, *, careful: bool = False) -> tuple[Found, ...]:
        if careful:
            return ()
        if picture.shape == (HEIGHT, WIDTH):
            return Seeing(sheet.found)(picture)
        upright = ((100.0, 100.0), (140.0, 100.0), (140.0, 900.0), (100.0, 900.0))
        return (Found(text="认不出的竖排文字", corners=upright, score=0.9),)

    page = recognise(Picture(number=1, pixels=turned, points=0.48), recogniser)
    assert [line.text for line in page.lines] == [TEXT, TEXT]
    assert page.height > page.width


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("(一）加强领导", "（一）加强领导"),
        ("（一)加强领导", "（一）加强领导"),
        ("国办发[2012〕14号", "国办发〔2012〕14号"),
        ("一3一", "— 3 —"),
        ("－12－", "— 12 —"),
        ("(1)促进消费", "(1)促进消费"),
        ("一、工作回顾", "一、工作回顾"),
        ("f(x)[2012]", "f(x)[2012]"),
        ("一一对应", "一一对应"),
    ],
)
def test_only_what_is_surely_misread_is_mended(read: str, right: str) -> None:
    """Half-width brackets stay unless their partner or their place betrays them."""
    assert mended(read) == right
