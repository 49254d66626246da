"""A run over the sample campaign gives exactly what `expected.json` lists."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cli.command import doctools, records

from doctools.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
CAMPAIGN = SAMPLES / "学习型党员评选2010"
EXPECTED: dict[str, Any] = json.loads((SAMPLES / "expected.json").read_text("utf-8"))
Record = dict[str, Any]


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The result folder of one run."""
    folder = tmp_path_factory.mktemp("run") / "结 果"
    done = doctools("run", CAMPAIGN, "-o", folder, "--format", "text", "--jobs", "2")
    assert done.returncode == 3, done.stderr.decode()
    return folder


@pytest.fixture(scope="module")
def found(result: Path) -> list[Record]:
    """The records of that run."""
    return records((result / "records.jsonl").read_bytes())


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The document text of every submission and reference text by path."""
    everything: dict[str, str] = {}
    for folder in (CAMPAIGN, CAMPAIGN / "公开文件"):
        done = doctools("parse", folder, "--format", "jsonl")
        for block in records(done.stdout, "block"):
            if block["layer"] == "body":
                path = block["path"]
                line = block["number"] + block["text"]
                everything[path] = (
                    f"{everything[path]}\n{line}" if path in everything else line
                )
    return everything


def _of(found: Iterable[Record], kind: str) -> list[Record]:
    return [record for record in found if record["type"] == kind]


def test_every_file_has_its_status(found: list[Record]) -> None:
    """Good, broken and odd files end as listed, none is missing."""
    statuses = {
        record["path"]: {"status": record["status"], "code": record["code"]}
        for record in _of(found, "file")
    }
    assert statuses == EXPECTED["files"]


def test_every_work_is_attributed(found: list[Record]) -> None:
    """Authors, type, month, book, outlet, status and codes of every work."""
    works = {}
    for record in _of(found, "work"):
        fields = ("document_type", "organisation", "period", "book", "outlet")
        works[record["path"]] = {
            **{field: record[field] for field in fields},
            "members": [
                {"name": member["name"], "branch": member["branch"]}
                for member in record["members"]
            ],
            "level": record["level"],
            "status": record["status"],
            "codes": sorted(record["codes"]),
        }
    wanted = {
        path: {**work, "codes": sorted(work["codes"])}
        for path, work in EXPECTED["works"].items()
    }
    assert {path: works.get(path) for path in wanted} == wanted
    assert works.keys() == wanted.keys()


def test_copies_of_one_work_are_one(found: list[Record]) -> None:
    """One text by the same authors is one work, its chain shown."""
    groups = {
        frozenset((record["path"], *record["same_as"]))
        for record in _of(found, "work")
        if record["same_as"]
    }
    assert groups == {frozenset(group) for group in EXPECTED["same_work"]}


def test_counts_are_equal(found: list[Record]) -> None:
    """Every member's counts by type and month, and nothing else."""
    fields = (
        "name",
        "branch",
        "document_type",
        "period",
        "counted",
        "pending",
        "rejected",
    )
    counts = {tuple(record[f] for f in fields) for record in _of(found, "member_count")}
    wanted = {tuple(entry[f] for f in fields) for entry in EXPECTED["member_counts"]}
    assert counts == wanted


def _fits(wanted: Record, found: Record, text: str) -> bool:
    """Tell whether a finding is the planted one, put in its place."""
    if not found["code"].startswith(wanted["code"]):
        return False
    start, end = found["doc_start"], found["doc_end"]
    place = text.find(wanted["text"])
    while place >= 0:
        until = place + len(wanted["text"])
        if start < until and place < end:
            if wanted["becomes"] is None:
                return True
            low, high = min(start, place), max(end, until)
            first = (found["suggestions"] or [""])[0]
            mended = text[low:start] + first + text[end:high]
            right = text[low:place] + wanted["becomes"] + text[until:high]
            if mended == right:
                return True
        place = text.find(wanted["text"], place + 1)
    return False


def test_every_planted_typo_is_found_and_nothing_else(
    found: list[Record], texts: dict[str, str]
) -> None:
    """Each finding of level error or warning is planted, each planted one found."""
    left = [f for f in _of(found, "finding") if f["level"] in {"error", "warning"}]
    missing = []
    for wanted in EXPECTED["findings"]:
        text = texts[wanted["path"]]
        fitting = [
            f for f in left if f["path"] == wanted["path"] and _fits(wanted, f, text)
        ]
        if len(fitting) != wanted["times"]:
            missing.append((wanted, len(fitting)))
        for one in fitting:
            left.remove(one)
    false = [(f["path"], f["code"], f["text"], f["context"]) for f in left]
    assert not missing
    assert not false


def test_spans_of_findings_lead_back_to_the_text(
    found: list[Record], texts: dict[str, str]
) -> None:
    """The characters at a finding's place are the characters it quotes."""
    for finding in _of(found, "finding"):
        text = texts[finding["path"]]
        assert text[finding["doc_start"] : finding["doc_end"]] == finding["text"]


def test_every_repeat_is_found_and_nothing_else(
    found: list[Record], texts: dict[str, str]
) -> None:
    """Repeats begin and end with the listed words and are removed as listed."""
    left = Counter(
        (
            repeat["path"],
            repeat["kind"],
            repeat["removed"],
            repeat["again"]["end_block"] - repeat["again"]["block"] + 1,
        )
        for repeat in _of(found, "repeat")
    )
    wanted = Counter(
        (repeat["path"], repeat["kind"], repeat["removed"], again["lines"])
        for repeat in EXPECTED["repeats"]
        for again in repeat["again"]
    )
    assert left == wanted
    for planted in EXPECTED["repeats"]:
        text = texts[planted["path"]]
        here = [r for r in _of(found, "repeat") if r["path"] == planted["path"]]
        for again in planted["again"]:
            assert any(
                fold(again["first_words"]) in fold(_passage(text, r["again"]))[:80]
                and fold(_passage(text, r["again"])).endswith(fold(again["last_words"]))
                for r in here
            ), again


def _passage(text: str, side: Record) -> str:
    return text[side["doc_start"] : side["doc_end"]]


def _planted_span(text: str, first: str, last: str) -> tuple[int, int]:
    folded = fold(text)
    start = folded.find(fold(first))
    end = folded.find(fold(last), start) + len(fold(last))
    return start, end


def _inside(text: str, side: Record, first: str, last: str) -> float:
    """Return the share of a side that lies in the planted passage."""
    start, end = _planted_span(text, first, last)
    low = len(fold(text[: side["doc_start"]]))
    high = low + len(fold(_passage(text, side)))
    return max(0, min(high, end) - max(low, start)) / (high - low)


def test_every_overlap_is_found_and_nothing_else(
    found: list[Record], texts: dict[str, str]
) -> None:
    """Each pair has its class and tier, within the planted words on both sides."""
    left = _of(found, "overlap")
    missing = []
    for wanted in EXPECTED["overlaps"]:
        right_path = wanted["right"].removeprefix("公开文件/")
        fitting = [
            one
            for one in left
            if (one["left"]["path"], one["right"]["path"])
            == (wanted["left"], right_path)
            and one["class"] == wanted["class"]
            and one["right"]["store"] == wanted["store"]
            and all(
                _inside(
                    texts[one[side]["path"]],
                    one[side],
                    wanted["first_words"],
                    wanted["last_words"],
                )
                > 0.85
                for side in ("left", "right")
            )
        ]
        if not any(one["tier"] == wanted["tier"] for one in fitting):
            missing.append(wanted)
        for one in fitting:
            left.remove(one)
    extra = [
        (o["left"]["path"], o["right"]["path"], o["class"], o["tier"], o["characters"])
        for o in left
    ]
    assert not missing
    assert not extra


def test_the_common_passage_has_all_its_holders(found: list[Record]) -> None:
    """A passage in six works is one record with six holders."""
    passages = {
        frozenset(holder["path"] for holder in record["holders"])
        for record in _of(found, "common_passage")
    }
    assert passages == {frozenset(p["holders"]) for p in EXPECTED["common_passages"]}
    for record, wanted in zip(
        _of(found, "common_passage"), EXPECTED["common_passages"], strict=True
    ):
        assert abs(record["characters"] - wanted["characters"]) <= 4


def test_near_duplicates_are_pairs_as_listed(found: list[Record]) -> None:
    """Works that are nearly the same name each other, no other does."""
    pairs = {
        frozenset((record["path"], other))
        for record in _of(found, "similarity")
        for other in record["near_duplicate_of"]
    }
    assert pairs == {frozenset(pair) for pair in EXPECTED["near_duplicates"]}


def test_every_criterion_result_is_equal(found: list[Record]) -> None:
    """Status and value of every member and organisation in every criterion."""
    results = {
        (r["subject"], r["criterion"]): (r["status"], r["value"])
        for r in _of(found, "criterion_result")
    }
    wanted = {
        (r["subject"], r["criterion"]): (r["status"], r["value"])
        for r in EXPECTED["criterion_results"]
    }
    different = {
        key: (results.get(key), wanted.get(key))
        for key in results.keys() | wanted.keys()
        if not _equal(results.get(key), wanted.get(key))
    }
    assert not different


def _equal(one: tuple[str, Any] | None, other: tuple[str, Any] | None) -> bool:
    if one is None or other is None or one[0] != other[0]:
        return False
    if one[1] is None or other[1] is None:
        return one[1] is other[1]
    return bool(abs(one[1] - other[1]) < 0.0001)


def test_both_awards_are_equal_in_full(found: list[Record]) -> None:
    """Quota, ranks, ties and those who wait, for everybody."""
    awards = [
        {
            "award": record["award"],
            "quota": record["quota"],
            "ranking": [
                {"rank": e["rank"], "subject": e["subject"], "status": e["status"]}
                for e in record["ranking"]
            ],
        }
        for record in _of(found, "award")
    ]
    assert awards == EXPECTED["awards"]


def test_automatic_numbers_are_shown(texts: dict[str, str]) -> None:
    """Word's own numbers stand in the document text as Word shows them."""
    for path, numbers in EXPECTED["automatic_numbers"].items():
        lines = texts[path].split("\n")
        starts = [line for line in lines if line.startswith(tuple(numbers))]
        assert len(starts) >= len(numbers)
        for line, number in zip(starts, numbers, strict=False):
            assert line.startswith(number)


def test_identity_numbers_leave_no_trace(result: Path) -> None:
    """No byte of any output holds an identity number of the roster."""
    for file in result.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            for number in EXPECTED["never_in_output"]:
                assert number.encode() not in data, file.name


def test_inputs_are_the_sum_of_statuses(found: list[Record]) -> None:
    """Every input has one status; the numbers add up."""
    (run,) = _of(found, "run")
    assert run["inputs"] == sum(run["by_status"].values()) == len(_of(found, "file"))
