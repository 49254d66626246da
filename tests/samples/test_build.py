"""The sample campaign is what its sources and `expected.json` say."""

from __future__ import annotations

import importlib.util
import io
import json
import re
import sys
import tomllib
import zipfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pypdf
import pypdfium2
import pytest
from docx.table import Table
from pypdf.errors import FileNotDecryptedError

from doctools.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import ModuleType

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
RUN = 25
"""Folded characters from which two texts are said to share a passage."""


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("samples_build", SAMPLES / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


build = _script()
PAPERS = {paper.target: paper for paper in build.papers()}
EXPECTED: dict[str, Any] = json.loads(
    (SAMPLES / "expected.json").read_text(encoding="utf-8")
)
PDFS = [target for target, paper in PAPERS.items() if paper.kind == "pdf"]


def _font() -> Path | None:
    try:
        found: Path = build.find_font(None)
    except build.FontMissingError:
        return None
    return found


needs_font = pytest.mark.skipif(
    _font() is None, reason="Droid Sans Fallback is not installed"
)


def _built(target: str) -> bytes:
    data: bytes = (build.CAMPAIGN / target).read_bytes()
    return data


def _on_disk() -> set[str]:
    return {
        path.relative_to(build.CAMPAIGN).as_posix()
        for path in build.CAMPAIGN.rglob("*")
        if path.is_file()
    }


def _word_lines(data: bytes) -> list[str]:
    lines = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            lines += [cell.text for row in block.rows for cell in row.cells]
        else:
            lines.append(block.text)
    return lines


def _pdf_text(data: bytes, *, head: str) -> str:
    """Return the folded text of all pages without page numbers and running heads."""
    document = pypdfium2.PdfDocument(data)
    kept = []
    for page in document:
        lines = page.get_textpage().get_text_range().splitlines()
        kept += [
            line
            for line in lines
            if not re.fullmatch(r"- \d+ -", line.strip()) and line.strip() != head
        ]
    return fold("".join(kept))


def _shared_runs(texts: Mapping[str, str]) -> dict[frozenset[str], set[str]]:
    """Return for each pair of texts the runs of `RUN` folded characters in both."""
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for name, text in texts.items():
        for start in range(len(text) - RUN + 1):
            holders[text[start : start + RUN]].add(name)
    pairs: defaultdict[frozenset[str], set[str]] = defaultdict(set)
    for run, names in holders.items():
        for left in names:
            for right in names - {left}:
                pairs[frozenset((left, right))].add(run)
    return dict(pairs)


def _planted_pairs() -> set[frozenset[str]]:
    pairs = {frozenset((o["left"], o["right"])) for o in EXPECTED["overlaps"]}
    for passage in EXPECTED["common_passages"]:
        holders = passage["holders"]
        pairs |= {frozenset((a, b)) for a in holders for b in holders if a != b}
    return pairs


def _between(text: str, first: str, last: str) -> str:
    start = text.index(fold(first))
    return text[start : text.index(fold(last), start) + len(fold(last))]


def test_every_source_is_built_and_nothing_else() -> None:
    """The campaign folder holds a file for each source and trap, and no other."""
    tables = {f"台账/{path.stem}.xlsx" for path in build.SOURCES.glob("台账/*.csv")}
    settings = {path.name for path in build.SOURCES.glob("*.toml")}
    assert len(PAPERS) == len(build.papers())
    assert _on_disk() == {*PAPERS, *tables, *settings, *build.TRAPS}


@pytest.mark.parametrize("target", [t for t, p in PAPERS.items() if p.kind == "docx"])
def test_a_word_file_says_what_its_source_says(target: str) -> None:
    """Paragraphs and table cells of a Word file are the lines of the source."""
    assert _word_lines(_built(target)) == list(PAPERS[target].lines)


@pytest.mark.parametrize("target", [t for t, p in PAPERS.items() if p.kind == "txt"])
def test_a_plain_text_says_what_its_source_says(target: str) -> None:
    """A plain text is its source in the encoding and with the line ends asked for."""
    paper = PAPERS[target]
    assert _built(target) == build.plain_bytes(paper)
    assert _built(target).decode(paper.encoding).splitlines() == list(paper.lines)


@pytest.mark.parametrize("target", PDFS)
def test_a_pdf_has_a_text_layer_and_embedded_fonts(target: str) -> None:
    """A PDF's text layer reads as the source, and each of its fonts is inside."""
    paper = PAPERS[target]
    data = _built(target)
    assert _pdf_text(data, head=paper.head) == fold("".join(paper.lines))
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        fonts: Any = page["/Resources"]
        for font in fonts["/Font"].values():
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_one_text_is_in_gb18030() -> None:
    """Exactly one plain text cannot be read as UTF-8."""
    paper = [paper for paper in PAPERS.values() if paper.encoding == "gb18030"]
    assert len(paper) == 1
    with pytest.raises(UnicodeDecodeError):
        _built(paper[0].target).decode("utf-8")


def test_tables_hold_dates_and_numbers() -> None:
    """A workbook has the rows of its CSV, days as dates and scores as numbers."""
    sheet = openpyxl.load_workbook(io.BytesIO(_built("台账/考试.xlsx"))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("姓名", "支部", "科目", "日期", "成绩")
    assert rows[1][4] == 96
    assert str(rows[1][3]) == "2010-06-23 00:00:00"


def test_a_rebuild_gives_the_same_files() -> None:
    """Two builds of Word file and workbook agree byte for byte, and with the folder."""
    table = build.SOURCES / "台账" / "活动.csv"
    target = "稿件/机关支部/学习制度.docx"
    word, workbook = build.word_bytes(PAPERS[target]), build.table_bytes(table)
    assert word == build.word_bytes(PAPERS[target])
    assert workbook == build.table_bytes(table)
    assert _members(word) == _members(_built(target))
    assert _members(workbook) == _members(_built("台账/活动.xlsx"))


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@needs_font
def test_a_pdf_is_built_the_same_again() -> None:
    """Two builds of a PDF agree byte for byte, one with a password too."""
    paper, font = PAPERS[PDFS[0]], _font()
    assert build.pdf_bytes(paper, font) == build.pdf_bytes(paper, font)
    locked = build.pdf_bytes(paper, font, password="x")  # noqa: S106 - a test
    assert locked == build.pdf_bytes(paper, font, password="x")  # noqa: S106 - a test


def test_a_missing_font_is_named(tmp_path: Path) -> None:
    """Without the font the script says where it looked and what to install."""
    with pytest.raises(build.FontMissingError, match="fonts-droid-fallback"):
        build.find_font(tmp_path / "none.ttf")


def test_traps_are_traps() -> None:
    """The damaged file is no archive, the PDF is locked, the empty file is empty."""
    assert not zipfile.is_zipfile(io.BytesIO(_built(build.DAMAGED)))
    locked = pypdf.PdfReader(io.BytesIO(_built(build.ENCRYPTED)))
    with pytest.raises(FileNotDecryptedError):
        len(locked.pages)
    assert _built(build.EMPTY) == b""
    assert _built(build.PICTURE).startswith(b"\x89PNG")


def test_texts_share_only_what_is_planted() -> None:
    """No two sources share 25 folded characters but in the passages that are planted."""
    texts = {name: fold("".join(paper.lines)) for name, paper in PAPERS.items()}
    shared = _shared_runs(texts)
    assert set(shared) == _planted_pairs()
    passages: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for planted in EXPECTED["overlaps"]:
        pair = frozenset((planted["left"], planted["right"]))
        passages[pair].append(
            _between(
                texts[planted["left"]], planted["first_words"], planted["last_words"]
            )
        )
    for planted in EXPECTED["common_passages"]:
        holder = planted["holders"][0]
        text = _between(texts[holder], planted["first_words"], planted["last_words"])
        assert len(text) == planted["characters"]
        for pair in _planted_pairs():
            if pair <= set(planted["holders"]):
                passages[pair].append(text)
    outside = {
        (*sorted(pair), run)
        for pair, runs in shared.items()
        for run in runs
        if not any(run in passage for passage in passages[pair])
    }
    # A copy of a whole work shares its date line with nothing planted behind it.
    whole = {frozenset(pair) for pair in EXPECTED["near_duplicates"]}
    assert {o for o in outside if frozenset(o[:2]) not in whole} == set()


def test_tiers_are_those_of_the_contract() -> None:
    """A planted exact passage has the tier that its length in folded characters gives."""
    texts = {name: fold("".join(paper.lines)) for name, paper in PAPERS.items()}
    for planted in EXPECTED["overlaps"]:
        words = planted["first_words"], planted["last_words"]
        sides = [_between(texts[planted[side]], *words) for side in ("left", "right")]
        length = min(map(len, sides))
        tier = "strong" if length >= 60 else "review" if length >= 40 else "hint"
        assert length >= RUN
        assert planted["tier"] == tier, planted


def test_lengths_are_those_of_real_papers() -> None:
    """A submission has 600 to 2,500 characters; only the pasted file is longer."""
    pasted = EXPECTED["repeats"][0]["path"]
    lengths = {
        target: len("\n".join(paper.lines))
        for target, paper in PAPERS.items()
        if target.startswith("稿件/")
    }
    assert [t for t, n in lengths.items() if not 600 <= n <= 2500] == [pasted]
    assert len(lengths) == 48


def test_no_real_person_can_be_meant() -> None:
    """Identity numbers begin with no area's code; no telephone and no mail address."""
    roster = (build.SOURCES / "台账" / "花名册.csv").read_text(encoding="utf-8")
    numbers = re.findall(r"\b\d{17}[\dX]\b", roster)
    assert len(numbers) == 16
    assert all(number.startswith("990000") for number in numbers)
    assert set(EXPECTED["never_in_output"]) <= set(numbers)
    for paper in PAPERS.values():
        text = "\n".join((paper.target, *paper.lines))
        assert not re.search(r"1[3-9]\d{9}|\d{3,4}-\d{7,8}|\d{15}|@", text), (
            paper.target
        )


def test_every_quote_stands_in_the_plan() -> None:
    """The criteria quote the town's plan word for word, except the assumptions."""
    criteria = tomllib.loads(_built("评选标准.toml").decode())
    pasted = EXPECTED["repeats"][0]["path"]
    plan = "\n".join(PAPERS[pasted].lines)
    assert [c["id"] for c in criteria["criterion"] if c["quote"] not in plan] == []
    assert criteria["meta"]["basis"] in plan


def test_the_pasted_file_is_as_long_as_expected() -> None:
    """The pasted file has the lines, distinct lines and runs that are expected."""
    pasted = EXPECTED["repeats"][0]
    lines = PAPERS[pasted["path"]].lines
    assert len(lines) == pasted["lines"]
    assert sum(run["lines"] for run in pasted["again"]) == pasted["lines_removed"]
    assert pasted["lines"] - pasted["lines_removed"] == pasted["lines_kept"]
    # The issuer stands at the head and as signature.
    assert len(set(lines)) == pasted["lines_kept"] - 1


def test_expected_repeats_stand_twice() -> None:
    """Each run that comes again begins and ends with the words that are expected."""
    for repeat in EXPECTED["repeats"]:
        text = "\n".join(PAPERS[repeat["path"]].lines)
        assert repeat["records"] == len(repeat["again"])
        for run in repeat["again"]:
            assert run["first_words"] in text
            assert run["last_words"] in text


def test_expected_typos_stand_in_the_text() -> None:
    """Each planted mistake occurs in its file as often as is expected."""
    for finding in EXPECTED["findings"]:
        text = "\n".join(PAPERS[finding["path"]].lines)
        if finding["code"] == "numbering.":
            assert finding["text"] in text
        else:
            assert text.count(finding["text"]) == finding["times"], finding
            assert finding["becomes"] not in {finding["text"], None}


def test_expected_files_are_those_of_the_folder() -> None:
    """Every file among the submissions has an expected status."""
    inputs = {name for name in _on_disk() if name.startswith("稿件/")}
    assert set(EXPECTED["files"]) == inputs
    readable = {
        name
        for name, file in EXPECTED["files"].items()
        if file["status"] in {"ok", "needs_ocr"}
    }
    assert set(EXPECTED["works"]) == readable


def _tally(works: Iterable[Mapping[str, Any]]) -> Counter[tuple[str, ...]]:
    names = {"ok": "counted", "pending": "pending", "rejected": "rejected"}
    return Counter(
        (
            who["name"],
            who["branch"],
            work["document_type"],
            work["period"],
            names[state],
        )
        for work in works
        for who in work["members"]
        for state in [work["status"]]
    )


def test_expected_counts_add_up() -> None:
    """Counts per member, type and month are the sums of the expected works."""
    tally = _tally(EXPECTED["works"].values())
    counts = Counter(
        {
            (c["name"], c["branch"], c["document_type"], c["period"], key): c[key]
            for c in EXPECTED["member_counts"]
            for key in ("counted", "pending", "rejected")
            if c[key]
        }
    )
    assert tally == counts


def test_expected_awards_follow_from_the_criteria() -> None:
    """Ranked meet every condition; pending wait for one; the others fail one."""
    criteria = tomllib.loads(_built("评选标准.toml").decode())
    status = {
        (r["subject"], r["criterion"]): r["status"]
        for r in EXPECTED["criterion_results"]
    }
    for award, rule in zip(EXPECTED["awards"], criteria["award"], strict=True):
        assert (award["award"], award["quota"]) == (rule["id"], rule["quota"])
        for line in award["ranking"]:
            found = {status[line["subject"], must] for must in rule["must"]}
            if line["rank"] is not None:
                assert found == {"met"}, line
            elif line["status"] == "pending":
                assert "not_met" not in found
                assert found != {"met"}
            else:
                assert "not_met" in found, line


def test_the_sample_is_small() -> None:
    """Sources and campaign together stay under four megabytes."""
    sizes = [path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()]
    assert sum(sizes) < 4_000_000
