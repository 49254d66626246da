"""Scans in a batch: one page a job, kept, marked ones left alone, what results."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import build
import build_kinds
import numpy as np
import pytest
from recognition.sheets_by_sight import Sheet

from doctools.batch import Settings, examine_files, settings_from
from doctools.config import Config
from doctools.engines import local
from doctools.errors import ReadError, UsageError
from doctools.examination import examine
from doctools.intake.discover import discover
from doctools.readers.recognised import Recognised, RecognisedLine, RecognisedPage
from doctools.readers.registry import pages_to_recognise, read
from doctools.recognition import recogniser, work
from doctools.recognition.pictures import picture_of
from doctools.workspace import FILE_NAME, FOLDER, open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from doctools.batch import Progress
    from doctools.result import Examination
    from doctools.workspace import Workspace

LONG = "各支部要把学习教育作为重要任务，坚持学用结合，推动工作落实，确保取得实效。" * 3
CELL = 28
"""Characters of a line."""


def page(
    *texts: str, number: int = 1, lost: tuple[int, ...] = (), score: float = 0.99
) -> RecognisedPage:
    """Return a page as it is recognised: 16-point type, two characters of indent."""
    lines: list[RecognisedLine] = []
    for text in texts:
        start = f"　　{text}"
        for at in range(0, len(start), CELL):
            shown = start[at : at + CELL]
            left = 72.0 + (32 if at == 0 else 0)
            shown = shown.strip("　")
            top = 100.0 + 28 * len(lines)
            box = (left, top, left + 16.0 * len(shown), top + 16)
            lines.append(RecognisedLine(text=shown, box=box, size=16, score=score))
    return RecognisedPage(
        number=number, width=595, height=842, lines=tuple(lines), lost=lost
    )


class Pages:
    """Stands in for the recogniser's processes: answers, and notes what was asked."""

    def __init__(self) -> None:
        self.pages: dict[int, RecognisedPage | None] = {}
        self.asked: list[tuple[str, int]] = []
        self.stop_after = 1000

    def run(
        self,
        jobs: Sequence[Mapping[str, Any]],
        *,
        work: Callable[[Mapping[str, Any], Mapping[str, Any]], str],
        settings: Mapping[str, Any],
        on_answer: Callable[[int, local.Answer], None],
        **_: object,
    ) -> None:
        """Answer every job in this process."""
        for index, job in enumerate(jobs):
            if work is examine or "number" not in job:
                result: str = work(settings, json.loads(json.dumps(job)))
            else:
                if len(self.asked) == self.stop_after:
                    raise KeyboardInterrupt
                self.asked.append((job["path"], job["number"]))
                found = self.pages[job["number"]]
                result = Recognised.dump_json(found).decode() if found else "null"
            on_answer(index, local.Answer(result=result))


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Pages:
    """Let jobs be done in this process, and pages be what the test says."""
    found = Pages()
    monkeypatch.setattr(local, "run", found.run)
    return found


def look(
    folder: Path,
    *,
    workspace: Workspace | None = None,
    progress: Progress | None = None,
) -> Mapping[str, Examination]:
    """Return the examinations of a folder, scans recognised."""
    settings = Settings(ocr=True, stages=("layout", "typos"))
    return examine_files(
        discover([folder]),
        settings=settings,
        slots=1,
        workspace=workspace,
        progress=progress,
    ).examinations


def photo(folder: Path, name: str = "心得.png") -> Path:
    """Write a picture file."""
    file = folder / name
    file.write_bytes(Sheet().data())
    return file


def scan(*pages: str) -> bytes:
    """Return a PDF whose empty pages hold nothing but a picture."""
    sheet = build.Sheet()
    for index, text in enumerate(pages):
        if index:
            sheet.page()
        if text:
            sheet.paragraph(text)
        else:
            sheet.square()
    return sheet.data()


def test_a_photo_is_read_and_says_so(tmp_path: Path, fake: Pages) -> None:
    """Recognised text makes paragraphs like any other, and the outcome names its origin."""
    photo(tmp_path)
    fake.pages[1] = page(LONG, LONG)
    found = look(tmp_path)["心得.png"]
    assert (found.outcome.status, found.outcome.code) == ("ok", "recognised")
    assert found.outcome.recognised == 1
    assert found.document is not None
    assert [block.text for block in found.document.blocks] == [LONG, LONG]
    assert found.document.blocks[0].location.page == 1
    assert found.document.blocks[0].location.box is not None


def test_without_being_asked_nothing_is_recognised(tmp_path: Path, fake: Pages) -> None:
    """A picture waits for a person, as ever."""
    photo(tmp_path)
    found = examine_files(discover([tmp_path]), settings=Settings(), slots=1)
    assert found.outcomes[0].status == "needs_ocr"
    assert fake.asked == []


def test_only_pages_without_text_are_recognised(tmp_path: Path, fake: Pages) -> None:
    """Pages of type stay as they are; the recognised one stands between them."""
    (tmp_path / "文件.pdf").write_bytes(scan(LONG, "", LONG))
    fake.pages[2] = page("中间这一页是扫描的，文字是从图像上认出来的。", number=2)
    found = look(tmp_path)["文件.pdf"]
    assert fake.asked == [("文件.pdf", 2)]
    assert found.document is not None
    assert found.outcome.status == "ok"
    assert found.outcome.recognised == 1
    assert [block.location.page for block in found.document.blocks] == [1, 2, 3]


def test_a_garbled_text_layer_is_replaced(tmp_path: Path, fake: Pages) -> None:
    """Where the text layer is rubbish every page is recognised."""
    (tmp_path / "文件.pdf").write_bytes(
        build.pdf("犌犕犐犆犛犔犇犈犉犎犑犓犖犗犘犙犚犜犝犞犠犡犢犣犤犥")
    )
    fake.pages[1] = page(LONG)
    found = look(tmp_path)["文件.pdf"]
    assert found.document is not None
    assert found.document.text == LONG


def test_lines_that_may_be_lost_make_the_file_partial(
    tmp_path: Path, fake: Pages
) -> None:
    """The places are told by page and line; the text is there all the same."""
    photo(tmp_path)
    fake.pages[1] = page(LONG, lost=(2, 5))
    outcome = look(tmp_path)["心得.png"].outcome
    assert (outcome.status, outcome.code) == ("partial", "lines_lost")
    assert outcome.detail == {"places": "1-2 1-5"}


@pytest.mark.parametrize(
    "unread", [page(LONG, score=0.6), page(), page(lost=(0,)), None]
)
def test_what_cannot_be_made_out_waits_for_a_person(
    tmp_path: Path, fake: Pages, unread: RecognisedPage | None
) -> None:
    """Handwriting, photos of things and damaged pictures stay what they were."""
    photo(tmp_path)
    fake.pages[1] = unread
    found = look(tmp_path)["心得.png"]
    assert (found.outcome.status, found.outcome.code) == ("needs_ocr", "illegible")
    assert found.document is None


def test_typos_are_not_sought_in_recognised_text(tmp_path: Path, fake: Pages) -> None:
    """What is misread is no error of the author's; pages of type are checked."""
    wrong = "我们要按步就班地完成各项工作，坚决防止走过场现象的发生，确保学习取得实效。"
    (tmp_path / "文件.pdf").write_bytes(scan(wrong, ""))
    fake.pages[2] = page(wrong, number=2)
    found = look(tmp_path)["文件.pdf"]
    assert {finding.page for finding in found.findings} == {1}


def test_a_marked_scan_is_classified_and_leaves_no_text(
    tmp_path: Path, fake: Pages
) -> None:
    """Its other pages are not even looked at, and nothing of it is kept."""
    papers = tmp_path / "稿件"
    papers.mkdir()
    (papers / "文件.pdf").write_bytes(scan("", ""))
    fake.pages[1] = RecognisedPage(number=1, width=595, height=842, classified=True)
    with open_workspace(tmp_path) as workspace:
        found = look(papers, workspace=workspace)["文件.pdf"]
    assert found.outcome.status == "classified"
    assert found.document is None
    assert fake.asked == [("文件.pdf", 1)]
    assert kept(tmp_path) == []


def test_a_mark_seen_once_pages_are_joined_is_forgotten_too(
    tmp_path: Path, fake: Pages
) -> None:
    """A mark in the running head of a later page leaves nothing in the journal."""
    papers = tmp_path / "稿件"
    papers.mkdir()
    (papers / "文件.pdf").write_bytes(scan(LONG, "", ""))
    fake.pages[2] = page(LONG, number=2)
    fake.pages[3] = page("秘密★2年", LONG, number=3)
    with open_workspace(tmp_path) as workspace:
        found = look(papers, workspace=workspace)["文件.pdf"]
    assert found.outcome.status == "classified"
    assert kept(tmp_path) == []
    assert "学习教育" not in (tmp_path / FOLDER / FILE_NAME).read_bytes().decode(
        "utf-8", "replace"
    )


def kept(folder: Path) -> list[tuple[int]]:
    """Return the numbers of the pages a journal holds."""
    journal = sqlite3.connect(folder / FOLDER / FILE_NAME)
    try:
        return journal.execute("SELECT number FROM page ORDER BY number").fetchall()
    finally:
        journal.close()


def test_a_stopped_run_goes_on_with_the_next_page(tmp_path: Path, fake: Pages) -> None:
    """Pages are kept one by one, under their file's content, whatever its name."""
    papers = tmp_path / "稿件"
    papers.mkdir()
    file = papers / "文件.pdf"
    file.write_bytes(scan("", "", ""))
    fake.pages.update({n: page(LONG, number=n) for n in (1, 2, 3)})
    fake.stop_after = 2
    with pytest.raises(KeyboardInterrupt), open_workspace(tmp_path) as workspace:
        look(papers, workspace=workspace)
    assert kept(tmp_path) == [(1,), (2,)]
    file.rename(papers / "改名.pdf")
    fake.stop_after = 1000
    with open_workspace(tmp_path) as workspace:
        found = look(papers, workspace=workspace)["改名.pdf"]
    assert fake.asked[2:] == [("改名.pdf", 3)]
    assert found.outcome.recognised == 3


def test_pages_of_files_that_are_gone_are_dropped(tmp_path: Path) -> None:
    """What is kept belongs to a file that is still there."""
    with open_workspace(tmp_path) as workspace:
        workspace.keep_page("aa-1", 1, "{}")
        workspace.keep_page("bb-1", 1, "{}")
        workspace.forget_pages_except({"aa"})
        assert workspace.page("aa-1", 1) == "{}"
        assert workspace.page("bb-1", 1) is None


def test_progress_is_told_by_page(tmp_path: Path, fake: Pages) -> None:
    """Once the files are read, pages are counted."""
    (tmp_path / "文件.pdf").write_bytes(scan("", ""))
    fake.pages.update({n: page(LONG, number=n) for n in (1, 2)})
    heard: list[tuple[int, int]] = []
    look(tmp_path, progress=lambda done, total, _: heard.append((done, total)))
    assert heard == [(1, 1), (1, 2), (2, 2)]


def test_without_the_extra_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Asked for by flag, recognising needs its parts before anything is read."""
    monkeypatch.setattr(recogniser, "find_spec", lambda _: None)
    with pytest.raises(UsageError) as caught:
        settings_from(Config(), language="zh", ocr=True)
    assert caught.value.code == "ocr_missing"
    assert not settings_from(Config(), language="zh").ocr


def test_pictures_of_all_kinds_come_out_alike() -> None:
    """A page in a picture file, a PDF and an OFD file gives pixels of the same page."""
    drawn = Sheet()
    drawn.line("各支部", top=200)
    placed = build_kinds.ofd(
        '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="9"/>',
        document="<ofd:CommonData><ofd:DocumentRes>Res.xml</ofd:DocumentRes></ofd:CommonData>",
        files={
            "Doc_0/Res.xml": b'<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Res">'
            b'<ofd:MultiMedias><ofd:MultiMedia ID="9"><ofd:MediaFile>a.png</ofd:MediaFile>'
            b"</ofd:MultiMedia></ofd:MultiMedias></ofd:Res>",
            "Doc_0/Res/a.png": drawn.data(),
        },
    )
    files = {"image": drawn.data(), "pdf": drawn.data("PDF"), "ofd": placed}
    for kind, data in files.items():
        assert pages_to_recognise(data, kind=kind) == (1,)
        shown = picture_of(data, kind=kind, number=1)
        height, width = shown.pixels.shape[:2]
        assert height / width == pytest.approx(297 / 210, rel=0.01)
        assert height * shown.points == pytest.approx(842, abs=2)
        dark = np.flatnonzero((shown.pixels[:, :, 0] < 100).any(axis=1))
        assert dark[0] * 1754 / height == pytest.approx(202, abs=6)


def test_every_frame_of_a_tiff_is_a_page() -> None:
    """Scanners put a whole paper into one file."""
    first, second = Sheet(), Sheet()
    data = first.data("TIFF", more=[second.image])
    assert pages_to_recognise(data, kind="image") == (1, 2)
    pages = {n: page(LONG, number=n) for n in (1, 2)}
    document = read(data, build.source("image", "文件.tif"), pages)
    assert (document.pages, document.recognised) == (2, (1, 2))


def test_a_damaged_picture_is_no_crash(tmp_path: Path) -> None:
    """What cannot be opened gives no page, in whichever step."""
    file = tmp_path / "照片.jpg"
    file.write_bytes(b"\xff\xd8\xff" + b"rubbish")
    job = {"path": "照片.jpg", "file": str(file), "places": [], "kind": "image"}
    settings = {"file_bytes": 1000, "threads": 1}
    assert work.find_pages(settings, job) == "[]"
    assert work.recognise_page(settings, {**job, "number": 1}) == "null"
    with pytest.raises(ReadError):
        picture_of(file.read_bytes(), kind="image", number=1)
