"""Feeds mutated files to the readers: nothing but `ReadError` may come out, and soon.

    PYTHONPATH=.:tests python tests/bench/mutate.py [COUNT [SEED]]

Small files of each kind are built by code and spoilt in `COUNT` ways each: bytes changed,
cut, doubled or shuffled; in zipped and compound kinds also one
part before it is packed, in text kinds also whole pieces of mark-up. The table says for each kind how many were read, how
many refused with which status, and the slowest; whatever else happened is printed with
the seed that makes it again.
"""

from __future__ import annotations

import random
import signal
import sys
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import build
import build_binary
import build_kinds
from bench.table import say

from doctools.errors import ReadError
from doctools.intake.guard import check
from doctools.intake.kinds import kind_of
from doctools.layout.analyse import analyse
from doctools.readers.compound import Compound
from doctools.readers.registry import READERS, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

TEXT = "各支部要把学习教育作为重要任务，坚持学用结合。"
SECONDS = 10
"""After which a reader counts as hanging."""
INTERESTING = (
    b"\0",
    b"\xff",
    b"\x7f\xff\xff\xff",
    b"\x80\0\0\0",
    b"-1",
    b"99999999999",
)
MARKUP = (b"<", b">", b"{", b"}", b"\\", b'"', b"&#x0;", b"<a>", b"\\bin99999 ", b"\\'")
ZIPPED = frozenset({"docx", "odt", "ofd"})
STREAMS = ("WordDocument", "0Table")


@cache
def samples() -> dict[str, bytes]:
    """Return a small file of each kind that has a reader."""
    body = (
        build.numbered(TEXT),
        build.paragraph(
            build.run(TEXT) + build.deleted("删") + build.text_box("<w:p/>")
        ),
        build.table([[TEXT, TEXT]]),
    )
    table = f"<table><tr><td>{TEXT}</td><td rowspan='2'>乙</td></tr></table>"
    odt = (
        build_kinds.odt_paragraph(TEXT)
        + "<text:list><text:list-item>"
        + build_kinds.odt_paragraph("一")
        + "</text:list-item></text:list>"
    )
    return {
        "docx": build.docx(
            *body, parts={"numbering": build.numbering(), "styles": build.styles()}
        ),
        "doc": _word(),
        "pdf": build.pdf(TEXT * 3, TEXT),
        "ofd": build_kinds.ofd(
            build_kinds.ofd_text(TEXT), build_kinds.ofd_text("次页")
        ),
        "odt": build_kinds.odt(odt),
        "fodt": build_kinds.flat_odt(odt),
        "rtf": build_kinds.rtf(
            r"{\listtext 1.\tab}\u21508?\u25903?\par{\footnote \'d6\'d0}\trowd\cellx9 \intbl a\cell\row\pard b\par"
        ),
        "html": f"<html><head><meta charset=utf-8></head><body><h1>通知</h1><p>{TEXT}</p>{table}<ol><li>一</ol></body></html>".encode(),
        "txt": (TEXT * 5).encode(),
    }


def _word() -> bytes:
    """Return a binary Word file with a style, a list, a cell and a header."""
    lists = build_binary.lists((0x25, "\0、"), (0x00, "\1．"), starts=(None, 5))
    sheet = build_binary.style_sheet((0, 0xFFF, b"", b""))
    listed = build_binary.change(0x460B, b"\1\0")
    return build_binary.word(
        build_binary.paragraph(TEXT, listed),
        build_binary.paragraph("甲", mark="\x07"),
        '见\x13HYPERLINK "x"\x14附件\x15。',
        stories={"header": [build_binary.paragraph("页眉")] * 8},
        extra=build_binary.Tables(
            tables={**lists.tables, 1: sheet, 11: build_binary.header_places(*[3] * 8)},
            after=lists.after,
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of a spoilt file: a status, or the name of what a reader raised."""

    status: str
    seconds: float
    escaped: bool = False


class HangError(BaseException):
    """A reader took too long; no `Exception`, so that none swallows it."""


@contextmanager
def _limit(seconds: int) -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise HangError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def fate(data: bytes, kind: str) -> Fate:
    """Read one file as a worker would, and by the reader of its sample."""
    start = time.perf_counter()
    status, escaped = "ok", False
    try:
        with _limit(SECONDS):
            for taken in dict.fromkeys((kind_of(data, f"a.{kind}"), kind)):
                if taken in READERS:
                    status = _status(data, taken)
    except (Exception, HangError) as error:  # noqa: BLE001 - that none comes is what is looked for
        status, escaped = type(error).__name__, True
    return Fate(status=status, seconds=time.perf_counter() - start, escaped=escaped)


def _status(data: bytes, kind: str) -> str:
    try:
        check(data, kind=kind)
        analyse(read(data, build.source(kind, f"a.{kind}")))
    except ReadError as error:
        return str(error.status)
    return "ok"


def spoil(data: bytes, kind: str, chance: random.Random) -> bytes:
    """Return a file of a kind with something wrong in it."""
    if kind in ZIPPED and chance.random() < 0.7:
        members = build.members(data)
        name = chance.choice(sorted(members))
        members[name] = _spoilt(members[name], chance)
        return build.archive(members)
    if kind == "doc" and chance.random() < 0.7:
        with Compound(data) as container:
            streams = {name: container.stream(name) for name in STREAMS}
        name = chance.choice(STREAMS)
        streams[name] = _spoilt(streams[name], chance)
        return build_binary.compound(streams)
    return _spoilt(data, chance)


def _spoilt(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 6)):
        data = chance.choice(WAYS)(data, chance)
    return data


def _place(data: bytes, chance: random.Random) -> int:
    return chance.randrange(len(data) + 1)


def _flip(data: bytes, chance: random.Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _put(data: bytes, chance: random.Random) -> bytes:
    at = _place(data, chance)
    new = chance.choice(INTERESTING + MARKUP)
    gone = chance.choice((0, len(new)))
    return data[:at] + new + data[at + gone :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    start, end = sorted((_place(data, chance), _place(data, chance)))
    return data[:start] + data[min(end, start + 200) :]


def _end(data: bytes, chance: random.Random) -> bytes:
    return data[: _place(data, chance)] if chance.random() < 0.3 else data


def _double(data: bytes, chance: random.Random) -> bytes:
    start = _place(data, chance)
    piece = data[start : start + chance.randint(1, 300)]
    at = _place(data, chance)
    return data[:at] + piece * chance.choice((1, 2, 50)) + data[at:]


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip,
    _put,
    _cut,
    _end,
    _double,
)


def run(kind: str, count: int, seed: int) -> Iterator[tuple[int, Fate]]:
    """Yield the fate of `count` spoilt files of a kind, each with its own seed."""
    data = samples()[kind]
    for number in range(seed, seed + count):
        # only to repeat a run, nothing secret
        yield number, fate(spoil(data, kind, random.Random(number)), kind)  # noqa: S311


def main(count: int = 2000, seed: int = 1) -> int:
    """Print the table; return 1 if anything escaped."""
    wrong = 0
    for kind in samples():
        statuses: Counter[str] = Counter()
        slowest = 0.0
        for number, one in run(kind, count, seed):
            statuses[one.status] += 1
            slowest = max(slowest, one.seconds)
            if one.escaped:
                wrong += 1
                say(f"  {kind} {number}: {one.status}")
        say(f"{kind:5} slowest {slowest:5.2f} s  {dict(statuses.most_common())}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*[int(given) for given in sys.argv[1:3]]))
